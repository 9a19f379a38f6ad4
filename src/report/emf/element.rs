//! The elements of one of our own drawings, flat, each with what it inherits.

use std::collections::BTreeMap;

/// An element, its own and inherited attributes, its text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Element<'s> {
    pub(super) name: &'s str,
    attributes: BTreeMap<&'s str, &'s str>,
    pub(super) text: String,
}

impl Element<'_> {
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.get(name).copied()
    }

    /// The number in front of its unit, if there is one.
    pub(super) fn number(&self, name: &str) -> Option<f64> {
        let text = self.get(name)?;
        text.trim_end_matches("px").parse().ok()
    }
}

/// What goes from a group to its members.
const INHERITED: [&str; 9] = [
    "fill",
    "fill-opacity",
    "stroke",
    "stroke-width",
    "stroke-dasharray",
    "font-size",
    "font-weight",
    "font-style",
    "text-anchor",
];

/// All elements in their order.
pub(super) fn elements(svg: &str) -> Vec<Element<'_>> {
    let mut found: Vec<Element<'_>> = Vec::new();
    let mut open: Vec<BTreeMap<&str, &str>> = Vec::new();
    for part in svg.split('<').skip(1) {
        let Some((tag, text)) = part.split_once('>') else {
            continue;
        };
        if tag.starts_with('/') {
            open.pop();
            continue;
        }
        let (name, rest) = tag
            .split_once([' ', '\n'])
            .unwrap_or((tag.trim_end_matches('/'), ""));
        let mut attributes = open.last().cloned().unwrap_or_default();
        attributes.extend(own(rest));
        if !tag.ends_with('/') {
            let inherited = attributes
                .iter()
                .filter(|(name, _)| INHERITED.contains(name));
            open.push(inherited.map(|(name, value)| (*name, *value)).collect());
        }
        found.push(Element {
            name,
            attributes,
            text: unescaped(text.trim_end_matches('\n')),
        });
    }
    found
}

fn own(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let (name, behind) = rest.split_once("=\"")?;
        let (value, behind) = behind.split_once('"')?;
        rest = behind;
        Some((name.trim(), value))
    })
}

fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
}

//! Reads the tags that a frame wrote, and lets through only those that lay out a page.

const ELEMENTS: [&str; 22] = [
    "a", "article", "aside", "b", "br", "div", "em", "footer", "h1", "h2", "header", "hr", "i",
    "li", "main", "nav", "ol", "p", "section", "span", "strong", "ul",
];
const ATTRIBUTES: [&str; 7] = ["class", "href", "id", "lang", "role", "tabindex", "title"];

/// What is wrong with the first tag that is; `back` is the only link that leaves the page.
pub(super) fn fault(frame: &str, back: Option<&str>) -> Option<String> {
    frame
        .split('<')
        .skip(1)
        .find_map(|part| match part.split_once('>') {
            None => Some("a tag does not end".to_owned()),
            Some((tag, _)) => wrong(tag, back).map(|what| format!("{what}, in `<{}>`", short(tag))),
        })
}

fn short(tag: &str) -> String {
    tag.chars().take(60).collect()
}

fn wrong(tag: &str, back: Option<&str>) -> Option<String> {
    let (name, rest) = match tag.strip_prefix('/') {
        Some(name) => (name, ""),
        None => tag.split_once(char::is_whitespace).unwrap_or((tag, "")),
    };
    let name = name.trim_end_matches('/');
    if !ELEMENTS.contains(&name) {
        return Some(format!("the element `{}` is not allowed", short(name)));
    }
    attributes(rest.trim().trim_end_matches('/').trim(), back)
}

fn attributes(mut rest: &str, back: Option<&str>) -> Option<String> {
    while !rest.is_empty() {
        let Some((name, behind)) = rest.split_once("=\"") else {
            return Some("an attribute has no value in double quotes".to_owned());
        };
        let Some((value, behind)) = behind.split_once('"') else {
            return Some("a value does not end".to_owned());
        };
        let known = ATTRIBUTES.contains(&name) || (name.starts_with("aria-") && plain(name));
        if !known {
            return Some(format!("the attribute `{}` is not allowed", short(name)));
        }
        if name == "href" && !value.starts_with('#') && back != Some(value) {
            return Some("a link may lead to a section or back to the overview only".to_owned());
        }
        rest = behind.trim_start();
    }
    None
}

fn plain(name: &str) -> bool {
    name.bytes()
        .all(|byte| byte.is_ascii_lowercase() || byte == b'-')
}

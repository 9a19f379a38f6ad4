//! Sentences in the two languages, and the filling of their placeholders.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// A language of reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    De,
    #[default]
    En,
}

impl Lang {
    pub const ALL: [Self; 2] = [Self::De, Self::En];

    pub const fn code(self) -> &'static str {
        match self {
            Self::De => "de",
            Self::En => "en",
        }
    }
}

/// One text in both languages.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Text {
    pub de: String,
    pub en: String,
}

impl Text {
    pub fn new(de: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            de: de.into(),
            en: en.into(),
        }
    }

    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::De => &self.de,
            Lang::En => &self.en,
        }
    }
}

/// The sentences of a pack by key (`rule.goals_documented.good`).
pub type Catalogue = BTreeMap<String, Text>;

/// The names in braces that a sentence wants filled in, in order.
pub fn placeholders(sentence: &str) -> impl Iterator<Item = &str> {
    sentence
        .split('{')
        .skip(1)
        .filter_map(|part| part.split_once('}').map(|(name, _)| name))
}

/// The sentence with each `{name}` replaced by what `value` gives; a name without value stays as it is,
/// so that a hole is seen.
pub fn fill(sentence: &str, value: impl Fn(&str) -> Option<String>) -> String {
    let mut parts = sentence.split('{');
    let mut filled = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once('}').map(|(name, rest)| (value(name), rest)) {
            Some((Some(value), rest)) => {
                filled.push_str(&value);
                filled.push_str(rest);
            }
            _ => {
                filled.push('{');
                filled.push_str(part);
            }
        }
    }
    filled
}

/// A text from outside on one line, without signs that steer a terminal, break a line or turn the direction of
/// writing.
pub fn printable(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\n' | '\t' | '\r' | '\u{2028}' | '\u{2029}' => ' ',
            c if c.is_control() || steers(c) => '\u{fffd}',
            c => c,
        })
        .collect()
}

fn steers(c: char) -> bool {
    matches!(
        c,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_placeholder_is_filled_and_a_hole_is_seen() {
        let value = |name: &str| (name == "a").then(|| "1 %".to_owned());
        assert_eq!(fill("Anteil: {a}, {b}.", value), "Anteil: 1 %, {b}.");
        assert_eq!(placeholders("{a} und {b}").collect::<Vec<_>>(), ["a", "b"]);
    }
}

//! What each code means: one entry a code, in both languages. A code is never given a second meaning.

mod files;
mod judgement;
mod meta;
mod overlay;
mod parts;
mod script;
mod unused;

use super::Severity;
use crate::error::{Code, code};
use crate::model::Lang;

/// A sentence in both languages.
#[derive(Debug, Clone, Copy)]
pub struct Both {
    pub de: &'static str,
    pub en: &'static str,
}

impl Both {
    pub fn get(self, lang: Lang) -> &'static str {
        match lang {
            Lang::De => self.de,
            Lang::En => self.en,
        }
    }
}

/// One kind of finding.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    pub code: Code,
    pub severity: Severity,
    pub title: Both,
    /// Why it matters.
    pub why: Both,
    /// What to do.
    pub fix: Both,
}

/// All entries, in order of their codes.
pub fn all() -> impl Iterator<Item = &'static Entry> {
    [
        files::ENTRIES,
        meta::ENTRIES,
        script::ENTRIES,
        parts::ENTRIES,
        judgement::ENTRIES,
        unused::ENTRIES,
        overlay::ENTRIES,
    ]
    .into_iter()
    .flatten()
}

/// The entry of a code, whatever the case of its letters.
pub fn named(code: &str) -> Option<&'static Entry> {
    all().find(|entry| entry.code.0.eq_ignore_ascii_case(code.trim()))
}

/// The entry of a code that the program gives; a test holds every code to have one.
pub fn of(code: Code) -> &'static Entry {
    all().find(|entry| entry.code == code).unwrap_or(&UNKNOWN)
}

const UNKNOWN: Entry = entry(
    code::TOML_SHAPE,
    Severity::Error,
    ["Befund", "Finding"],
    ["Hier stimmt etwas nicht.", "Something is wrong here."],
    ["Die Stelle prüfen.", "Look at the place."],
);

const fn entry(
    code: Code,
    severity: Severity,
    title: [&'static str; 2],
    why: [&'static str; 2],
    fix: [&'static str; 2],
) -> Entry {
    const fn both(text: [&'static str; 2]) -> Both {
        let [de, en] = text;
        Both { de, en }
    }
    Entry {
        code,
        severity,
        title: both(title),
        why: both(why),
        fix: both(fix),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_rise_and_every_sentence_stands_in_both_languages() {
        let codes: Vec<Code> = all().map(|entry| entry.code).collect();
        assert!(codes.windows(2).all(|pair| pair[0] < pair[1]), "{codes:?}");
        for entry in all() {
            for text in [entry.title, entry.why, entry.fix] {
                assert!(
                    text.de != text.en && text.de.len() > 8 && text.en.len() > 8,
                    "{entry:?}"
                );
            }
            assert!(
                entry.why.de.ends_with('.') && entry.fix.en.ends_with('.'),
                "{entry:?}"
            );
        }
    }
}

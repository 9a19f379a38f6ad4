//! Keys and values to sentences of one language.

use crate::model::{Catalogue, Document, Id, Lang, Reason, Rejected, Value, fill, number};

/// The texts of a result in one language.
#[derive(Clone, Copy)]
pub(super) struct Words<'d> {
    texts: &'d Catalogue,
    pub(super) lang: Lang,
}

impl<'d> Words<'d> {
    pub(super) fn new(document: &'d Document, lang: Lang) -> Self {
        Self {
            texts: &document.texts,
            lang,
        }
    }

    pub(super) fn of(texts: &'d Catalogue, lang: Lang) -> Self {
        Self { texts, lang }
    }

    /// The text behind a key; the key itself where there is none, so that a hole is seen.
    pub(super) fn get(&self, key: &str) -> String {
        self.texts
            .get(key)
            .map_or_else(|| key.to_owned(), |text| text.get(self.lang).to_owned())
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.texts.contains_key(key)
    }

    /// The sentence of a reason, its values filled in.
    pub(super) fn reason(&self, reason: &Reason, fields: impl Fn(&str) -> Option<Value>) -> String {
        fill(&self.get(&reason.id), |name| {
            let given = reason.values.get(name).cloned();
            given
                .or_else(|| fields(name))
                .map(|value| self.value(name, &value))
        })
    }

    pub(super) fn rejected(&self, rejected: &Rejected) -> String {
        let found = rejected
            .value
            .as_deref()
            .map_or_else(String::new, |value| format!(" `{}`", printable(value)));
        let place = printable(&rejected.place.to_string());
        format!(
            "{place}:{found} {}",
            self.reason(&rejected.reason, |_| None)
        )
    }

    /// A value of a field as a person reads it, with its unit.
    pub(super) fn value(&self, name: &str, value: &Value) -> String {
        match value {
            Value::Number(number) => self.number(name, *number),
            Value::Flag(flag) => self.flag(*flag).to_owned(),
            Value::Word(word) => self.word(name, word),
            Value::List(words) => words
                .iter()
                .map(|word| self.word(name, word))
                .collect::<Vec<_>>()
                .join(", "),
        }
    }

    fn number(&self, name: &str, value: f64) -> String {
        let key = format!("unit.{name}");
        if self.has(&key) {
            let unit = self.get(&key);
            return format!("{}\u{a0}{unit}", number::short(value, 2, self.lang));
        }
        let places = if self.has(&format!("field.{name}")) {
            2
        } else {
            1
        };
        number::short(value, places, self.lang)
    }

    fn flag(&self, flag: bool) -> &'static str {
        match (self.lang, flag) {
            (Lang::De, true) => "ja",
            (Lang::De, false) => "nein",
            (Lang::En, true) => "yes",
            (Lang::En, false) => "no",
        }
    }

    /// A word of a field's list, a field, a dimension or a level by its name; anything else as it is.
    fn word(&self, name: &str, word: &Id) -> String {
        let keys = [
            format!("value.{name}.{word}"),
            format!("field.{word}"),
            format!("dimension.{word}"),
            format!("level.{word}"),
        ];
        keys.iter()
            .find(|key| self.has(key))
            .map_or_else(|| printable(word), |key| self.get(key))
    }
}

/// A text from outside without signs that steer a terminal or turn the direction of writing.
pub(super) fn printable(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\n' | '\t' | '\r' => ' ',
            c if c.is_control() => '\u{fffd}',
            '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
                '\u{fffd}'
            }
            c => c,
        })
        .collect()
}

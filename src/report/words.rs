//! Keys and values to sentences of one language.

use crate::error::Place;
use crate::model::{
    Audience, Catalogue, Document, Id, Lang, Reason, Rejected, Value, fill, number, printable,
};

/// The texts of a result in one language.
#[derive(Clone, Copy)]
pub(super) struct Words<'d> {
    texts: &'d Catalogue,
    pub(super) lang: Lang,
    pub(super) audience: Audience,
}

impl<'d> Words<'d> {
    pub(super) fn new(document: &'d Document, lang: Lang) -> Self {
        Self {
            audience: document.audience,
            ..Self::of(&document.texts, lang)
        }
    }

    pub(super) fn of(texts: &'d Catalogue, lang: Lang) -> Self {
        Self {
            texts,
            lang,
            audience: Audience::Full,
        }
    }

    pub(super) fn catalogue(&self) -> &'d Catalogue {
        self.texts
    }

    /// The text behind a key; the key itself where there is none, so that a hole is seen.
    pub(super) fn get(&self, key: &str) -> String {
        self.texts
            .get(key)
            .map_or_else(|| key.to_owned(), |text| text.get(self.lang).to_owned())
    }

    /// A fixed word in the report's language.
    pub(super) fn say(&self, de: &'static str, en: &'static str) -> &'static str {
        match self.lang {
            Lang::De => de,
            Lang::En => en,
        }
    }

    /// The texts `key.1`, `key.2`, … as far as they go.
    pub(super) fn numbered(&self, key: &str) -> impl Iterator<Item = String> {
        let key = key.to_owned();
        (1..)
            .map(move |number| format!("{key}.{number}"))
            .map_while(|key| {
                self.texts
                    .get(&key)
                    .map(|text| text.get(self.lang).to_owned())
            })
    }

    pub(super) fn whole(&self, value: f64) -> String {
        number::grouped(value, 0, self.lang)
    }

    pub(super) fn tenth(&self, value: f64) -> String {
        number::grouped(value, 1, self.lang)
    }

    /// `40,4–62,9`; one number where both are printed alike.
    pub(super) fn between(&self, low: f64, high: f64) -> String {
        match (self.tenth(low), self.tenth(high)) {
            (low, high) if low == high => low,
            (low, high) => format!("{low}–{high}"),
        }
    }

    pub(super) fn short(&self, value: f64) -> String {
        number::short(value, 2, self.lang)
    }

    /// `82 Punkte`, `1 Punkt`.
    pub(super) fn points(&self, value: f64) -> String {
        let number = self.whole(value);
        let word = match number.as_str() {
            "1" => self.say("Punkt", "point"),
            _ => self.say("Punkte", "points"),
        };
        format!("{number} {word}")
    }

    /// In the quotation marks of the language.
    pub(super) fn quoted(&self, text: &str) -> String {
        match self.lang {
            Lang::De => format!("„{text}“"),
            Lang::En => format!("“{text}”"),
        }
    }

    /// `a, b oder c`.
    pub(super) fn either(&self, parts: &[String]) -> String {
        match parts.split_last() {
            None => String::new(),
            Some((only, [])) => only.clone(),
            Some((last, rest)) => {
                format!("{} {} {last}", rest.join(", "), self.say("oder", "or"))
            }
        }
    }

    /// `L3 Pilotreif`.
    pub(super) fn level_name(&self, id: Option<&Id>) -> String {
        match id {
            None => self.say("keine Stufe", "no level").to_owned(),
            Some(id) => format!("{id} {}", self.get(&format!("level.{id}"))),
        }
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
        let place = printable(&self.place(&rejected.place));
        format!(
            "{place}:{found} {}",
            self.reason(&rejected.reason, |_| None)
        )
    }

    fn place(&self, place: &Place) -> String {
        let spot = Place {
            field: None,
            ..place.clone()
        };
        match (self.lang, &place.field) {
            (_, None) => spot.to_string(),
            (Lang::De, Some(field)) => format!("{spot}, Feld `{field}`"),
            (Lang::En, Some(field)) => format!("{spot}, field `{field}`"),
        }
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
        let unit = format!("unit.{name}");
        if self.has(&unit) {
            let number = number::short(value, 2, self.lang);
            let one = format!("unit.{name}.one");
            let unit = match number == "1" && self.has(&one) {
                true => self.get(&one),
                false => self.get(&unit),
            };
            return format!("{number}\u{a0}{unit}");
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
            format!("option.{word}"),
            format!("index.{word}"),
            format!("computed.{word}"),
        ];
        keys.iter()
            .find(|key| self.has(key))
            .map_or_else(|| printable(word), |key| self.get(key))
    }
}

/// Keys of the sources that a sentence like `source seen: wengler, feste` names.
pub(super) fn source_keys(sentence: &str) -> impl Iterator<Item = String> {
    let names = sentence.split_once(": ").map_or("", |(_, names)| names);
    let names = names.split(", ").filter(|name| !name.is_empty());
    names.map(|name| format!("source.{name}"))
}

/// `W40:D11`: the gate and the number of its dimension.
pub(super) fn short_gate(id: &str) -> String {
    match id.split_once(':') {
        Some((gate, dimension)) => {
            format!("{gate}:{}", dimension.split('_').next().unwrap_or_default())
        }
        None => id.to_owned(),
    }
}

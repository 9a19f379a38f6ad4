//! Reads a map literal against a closed schema: what is asked for is what is allowed.

use super::literal::{Literal, Shape, Spot};
use crate::error::{Detail, Error, Faults, Kind, Place, code, listed, nearest};
use crate::model::Text;

/// A map being read. Keys that were not asked for by the time of `finish` are faults.
pub(super) struct MapReader<'a, 'f> {
    pub(super) file: &'a str,
    name: &'a str,
    entries: &'a [(String, Spot, Literal)],
    spot: Spot,
    asked: Vec<&'static str>,
    pub(super) faults: &'f mut Faults,
}

impl<'a, 'f> MapReader<'a, 'f> {
    pub(super) fn new(
        file: &'a str,
        name: &'a str,
        literal: &'a Literal,
        faults: &'f mut Faults,
    ) -> Self {
        let entries = match &literal.value {
            Shape::Map(entries) => entries.as_slice(),
            other => {
                let detail = format!("`{name}` must be a map #{{…}}, not {}", other.name());
                faults.push(fault(file, literal.spot, detail));
                &[]
            }
        };
        Self {
            file,
            name,
            entries,
            spot: literal.spot,
            asked: Vec::new(),
            faults,
        }
    }

    pub(super) fn optional(&mut self, key: &'static str) -> Option<&'a Literal> {
        self.asked.push(key);
        self.entries
            .iter()
            .find(|(known, ..)| known == key)
            .map(|(.., value)| value)
    }

    pub(super) fn required(&mut self, key: &'static str) -> Option<&'a Literal> {
        let found = self.optional(key);
        if found.is_none() && ["de", "en"].contains(&key) {
            let detail = format!(
                "`{}` has no `{key}`: a text stands in German and English",
                self.name
            );
            self.fault_at(self.spot, code::LANGUAGE.says(detail));
        } else if found.is_none() {
            let detail = code::META_LACKS.says(format!("`{}` lacks the key `{key}`", self.name));
            self.fault_at(self.spot, detail);
        }
        found
    }

    /// All entries of the map behind a key, whatever they are called; for maps that name things themselves.
    pub(super) fn open(&mut self, key: &'static str) -> &'a [(String, Spot, Literal)] {
        let Some(found) = self.optional(key) else {
            return &[];
        };
        match &found.value {
            Shape::Map(entries) => entries,
            _ => {
                self.wrong(key, found, "a map #{…}");
                &[]
            }
        }
    }

    pub(super) fn fault_at(&mut self, spot: Spot, detail: impl Into<Detail>) {
        self.faults.push(fault(self.file, spot, detail));
    }

    pub(super) fn wrong(&mut self, key: &str, found: &Literal, wanted: &str) {
        let detail = format!("`{key}` must be {wanted}, not {}", found.value.name());
        self.fault_at(found.spot, detail);
    }

    pub(super) fn word(&mut self, key: &'static str, required: bool) -> Option<String> {
        let found = self.pick(key, required)?;
        match &found.value {
            Shape::Text(text) => Some(text.clone()),
            _ => {
                self.wrong(key, found, "a text");
                None
            }
        }
    }

    pub(super) fn number(&mut self, key: &'static str, required: bool) -> Option<f64> {
        let found = self.pick(key, required)?;
        match found.value {
            Shape::Number(number) => Some(number),
            _ => {
                self.wrong(key, found, "a number");
                None
            }
        }
    }

    /// A text in both languages: `#{ de: "…", en: "…" }`.
    pub(super) fn text(&mut self, key: &'static str, required: bool) -> Option<Text> {
        let found = self.pick(key, required)?;
        text(self.file, key, found, self.faults)
    }

    pub(super) fn words(&mut self, key: &'static str, required: bool) -> Vec<String> {
        let Some(found) = self.pick(key, required) else {
            return Vec::new();
        };
        let Shape::List(items) = &found.value else {
            self.wrong(key, found, "a list of texts");
            return Vec::new();
        };
        let mut words = Vec::new();
        for item in items {
            match &item.value {
                Shape::Text(word) => words.push(word.clone()),
                _ => self.wrong(key, item, "a list of texts"),
            }
        }
        words
    }

    /// One of the allowed words.
    pub(super) fn one_of<T: Copy>(
        &mut self,
        key: &'static str,
        required: bool,
        allowed: &[(&str, T)],
    ) -> Option<T> {
        let found = self.pick(key, required)?;
        let word = match &found.value {
            Shape::Text(word) => word.as_str(),
            _ => "",
        };
        let hit = allowed.iter().find(|(name, _)| *name == word);
        if hit.is_none() {
            let names = listed(allowed.iter().map(|(name, _)| *name));
            self.fault_at(
                found.spot,
                code::META_WORD.says(format!("`{key}` must be one of {names}")),
            );
        }
        hit.map(|(_, value)| *value)
    }

    fn pick(&mut self, key: &'static str, required: bool) -> Option<&'a Literal> {
        if required {
            self.required(key)
        } else {
            self.optional(key)
        }
    }

    /// Names every key that the schema does not know.
    pub(super) fn finish(self) {
        for (key, spot, _) in self.entries {
            if self.asked.contains(&key.as_str()) {
                continue;
            }
            let near = nearest(key, self.asked.iter().copied());
            let hint = near.map_or_else(
                || format!("allowed are {}", listed(self.asked.iter().copied())),
                |near| format!("did you mean `{near}`"),
            );
            let detail = code::META_KEY.says(format!("`{}` has no key `{key}`; {hint}", self.name));
            self.faults.push(fault(self.file, *spot, detail));
        }
    }
}

/// A text in both languages.
pub(super) fn text(file: &str, key: &str, found: &Literal, faults: &mut Faults) -> Option<Text> {
    let mut map = MapReader::new(file, key, found, faults);
    let de = map.word("de", true);
    let en = map.word("en", true);
    let empty = |text: &Option<String>| text.as_ref().is_some_and(|text| text.trim().is_empty());
    if empty(&de) || empty(&en) {
        map.fault_at(
            map.spot,
            code::LANGUAGE.says(format!("`{key}` is empty in one of the languages")),
        );
    }
    map.finish();
    Some(Text::new(de?, en?))
}

pub(super) fn fault(file: &str, spot: Spot, detail: impl Into<Detail>) -> Error {
    Error::new(Kind::Pack, detail.into().or(code::META_TYPE)).at(Place::spot(
        file,
        spot.line,
        spot.column,
    ))
}

//! Fixed words, states and values in the language of the explanation.

use super::Case;
use crate::error::Place;
use crate::model::{Catalogue, GateState, Indicated, Lang, Outcome, Value, add_phrases, number};

impl Case<'_> {
    pub(super) fn say(&self, de: &'static str, en: &'static str) -> &'static str {
        match self.lang {
            Lang::De => de,
            Lang::En => en,
        }
    }

    /// A number as formulas show it, with four decimals at most.
    pub(super) fn exact(&self, value: f64) -> String {
        number::short(value, 4, self.lang)
    }

    pub(super) fn exact_or_dash(&self, value: Option<f64>) -> String {
        value.map_or_else(|| "–".to_owned(), |value| self.exact(value))
    }

    pub(super) fn value(&self, value: &Value) -> String {
        match value {
            Value::Number(number) => number::short(*number, 6, self.lang),
            Value::Flag(flag) => flag.to_string(),
            Value::Word(word) => word.to_string(),
            Value::List(words) => words.join(", "),
        }
    }

    /// A fixed sentence or word of the program.
    pub(super) fn phrase(&self, key: &str) -> String {
        let mut all = Catalogue::new();
        add_phrases(&mut all);
        all.get(key)
            .map_or_else(|| key.to_owned(), |text| text.get(self.lang).to_owned())
    }

    pub(super) fn outcome(&self, outcome: &Outcome) -> &'static str {
        match outcome {
            Outcome::Scored(_) => self.say("bewertet", "scored"),
            Outcome::NotApplicable => self.say("nicht zutreffend", "not applicable"),
            Outcome::Unknown(_) => self.say("keine Angabe", "unknown"),
            Outcome::Failed(_) => self.say("fehlgeschlagen", "failed"),
        }
    }

    pub(super) fn state(&self, state: GateState) -> &'static str {
        match state {
            GateState::Binding => self.say("greift", "binds"),
            GateState::Clear => self.say("greift nicht", "clear"),
            GateState::Unverified => self.say("ungeprüft", "unverified"),
        }
    }

    pub(super) fn indicated(&self, state: Indicated) -> &'static str {
        match state {
            Indicated::Yes => self.say("angezeigt", "indicated"),
            Indicated::No => self.say("nicht angezeigt", "not indicated"),
            Indicated::Unknown => self.say("offen", "unknown"),
        }
    }

    /// A cell or key, without the signs that a file's name could steer a terminal with.
    pub(super) fn place(&self, place: &Place) -> String {
        let Some(field) = &place.field else {
            return place.to_string();
        };
        let spot = Place {
            field: None,
            ..place.clone()
        };
        format!("{spot}, {} `{field}`", self.say("Feld", "field"))
    }
}

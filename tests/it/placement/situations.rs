//! Drawn organisations with the master facts that placement and profile look at (domain 1a).

use serde_json::{Map, Value, json};

use crate::organisations::{Dice, Drawn, Said, drawn};

/// An organisation of the indicators, and what is said of its situation.
#[derive(Debug, Clone)]
pub(crate) struct Situation {
    pub(crate) drawn: Drawn,
    facts: Map<String, Value>,
}

impl Situation {
    /// The record as the program reads it.
    pub(crate) fn json(&self) -> Value {
        let mut record = self.drawn.json();
        let object = record.as_object_mut().unwrap();
        object.extend(self.facts.clone());
        record
    }

    /// A fact or an indicator; none where it is missing or not applicable.
    fn given(&self, id: &str) -> Option<&Value> {
        let own = self.facts.get(id).filter(|value| !value.is_object());
        own.or_else(|| match self.facts.contains_key(id) || is_fact(id) {
            true => None,
            false => match self.drawn.answer(id) {
                Said::Value(value, _) => Some(value),
                Said::Missing | Said::NotApplicable => None,
            },
        })
    }

    pub(super) fn number(&self, id: &str) -> Option<f64> {
        self.given(id).map(|value| value.as_f64().unwrap())
    }

    pub(super) fn word(&self, id: &str) -> Option<&str> {
        self.given(id).map(|value| value.as_str().unwrap())
    }

    pub(super) fn truth(&self, id: &str) -> Option<bool> {
        self.given(id).map(|value| value.as_bool().unwrap())
    }
}

#[derive(Clone, Copy)]
enum Kind {
    Words(&'static [&'static str]),
    Truth,
    /// Values at the limits of the document and beside them.
    Numbers(&'static [f64]),
}

const LOW_TO_HIGH: Kind = Kind::Words(&["low", "medium", "high"]);

#[rustfmt::skip]
const FACTS: [(&str, Kind); 17] = [
    ("employees", Kind::Numbers(&[1.0, 24.0, 99.0, 100.0, 199.0, 200.0, 249.0, 250.0, 620.0, 9000.0])),
    ("structure_type", Kind::Words(&["functional", "div_product", "div_region", "div_customer", "matrix", "simple"])),
    ("has_central_sales", Kind::Truth),
    ("has_marketing_unit", Kind::Truth),
    ("has_service_unit", Kind::Truth),
    ("n_divisions", Kind::Numbers(&[0.0, 1.0, 2.0, 3.0, 12.0])),
    ("ka_revenue_share", Kind::Numbers(&[0.0, 14.9, 15.0, 34.9, 35.0, 48.0, 60.0, 60.1, 100.0])),
    ("avg_countries_per_ka", Kind::Numbers(&[1.0, 1.4, 1.5, 3.0, 5.0, 5.1, 40.0])),
    ("avg_divisions_per_ka", Kind::Numbers(&[1.0, 1.4, 1.5, 2.4, 2.5, 6.0])),
    ("cross_functional_need", LOW_TO_HIGH),
    ("fte_affordable", Kind::Numbers(&[0.0, 0.9, 1.0, 1.9, 2.0, 3.9, 4.0, 10.0, 10.1, 60.0])),
    ("marketing_drive", LOW_TO_HIGH),
    ("change_capacity", LOW_TO_HIGH),
    ("customer_heterogeneity", LOW_TO_HIGH),
    ("relationship_lead", Kind::Words(&["sales", "marketing", "management", "mixed"])),
    ("interdependent_accounts_pct", Kind::Numbers(&[0.0, 49.9, 50.0, 100.0])),
    ("regulated_accounts_pct", Kind::Numbers(&[0.0, 49.9, 50.0, 100.0])),
];

const SITES: Kind = Kind::Numbers(&[1.0, 2.0, 7.0]);

/// Master facts, which no indicator can stand in for.
fn is_fact(id: &str) -> bool {
    id == "team_sites" || FACTS.iter().any(|(known, _)| *known == id)
}

/// So many situations: complete ones, ones with gaps, ones that hardly say anything.
pub(crate) fn situations(seed: u64, count: usize) -> Vec<Situation> {
    let mut dice = Dice(seed);
    let all = drawn(seed, count).into_iter();
    all.map(|drawn| {
        let facts = facts(&mut dice);
        Situation { drawn, facts }
    })
    .collect()
}

fn facts(dice: &mut Dice) -> Map<String, Value> {
    let missing = [0, 0, 5, 20, 60][dice.roll(5)];
    let not_applicable = [0, 0, 10][dice.roll(3)];
    let mut facts = Map::new();
    for (id, kind) in FACTS.into_iter().chain([("team_sites", SITES)]) {
        if dice.percent(missing) {
            continue;
        }
        let value = match dice.percent(not_applicable) {
            true => json!({"na": "drawn"}),
            false => value(dice, kind),
        };
        facts.insert(id.to_owned(), value);
    }
    facts
}

fn value(dice: &mut Dice, kind: Kind) -> Value {
    match kind {
        Kind::Truth => json!(dice.percent(70)),
        Kind::Words(words) => json!(words[dice.roll(words.len())]),
        Kind::Numbers(numbers) => {
            let number = numbers[dice.roll(numbers.len())];
            match number.fract() == 0.0 {
                true => json!(number as i64),
                false => json!(number),
            }
        }
    }
}

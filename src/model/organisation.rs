//! One organisation with its answers, valid once and for all.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Accounts, Aims, Chart, ChartFault, Fields, Id, Staff, Value};
use crate::error::Place;

/// How well a fact is evidenced (domain 0.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Grade {
    /// Assertion.
    E0,
    /// Internal document.
    E1,
    /// System data.
    E2,
    /// Audited or from a third party.
    E3,
}

impl Grade {
    pub const ALL: [(&'static str, Self); 4] = [
        ("E0", Self::E0),
        ("E1", Self::E1),
        ("E2", Self::E2),
        ("E3", Self::E3),
    ];

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, grade)| *grade)
    }
}

/// Where a fact comes from, as far as somebody said so.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Provenance {
    pub source: Option<String>,
    pub respondent: Option<String>,
    pub date: Option<String>,
    /// The cell or key that it was read from.
    pub place: Place,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    pub value: Value,
    pub grade: Option<Grade>,
    pub provenance: Provenance,
}

/// What is known about one field.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Answer {
    /// Nothing was said: unknown, never 0 and never `false`.
    #[default]
    Missing,
    /// Does not apply here, for this reason.
    NotApplicable(String),
    Given(Box<Fact>),
}

impl Answer {
    pub fn fact(&self) -> Option<&Fact> {
        match self {
            Self::Given(fact) => Some(fact),
            _ => None,
        }
    }
}

/// One record. `answers` has one entry for each field of the pack, in its order.
#[derive(Debug, Clone, PartialEq)]
pub struct Organisation {
    pub id: Id,
    pub answers: Vec<Answer>,
    /// Its org chart, or all that is wrong with it; none where it gave none.
    pub chart: Option<Result<Chart, Vec<ChartFault>>>,
    /// Its own customers; none where it gave no list.
    pub accounts: Option<Accounts>,
    /// Its people; none where it gave no list.
    pub staff: Option<Staff>,
    /// Its goals, KPIs and mission, as it wrote them down.
    pub aims: Aims,
    pub place: Place,
}

impl Organisation {
    pub fn answer(&self, field: usize) -> &Answer {
        self.answers.get(field).unwrap_or(&Answer::Missing)
    }

    /// The value of a field, its default if it is empty and has one.
    pub fn value<'a>(&'a self, fields: &'a Fields, field: usize) -> Option<&'a Value> {
        match self.answer(field) {
            Answer::Given(fact) => Some(&fact.value),
            Answer::NotApplicable(_) => None,
            Answer::Missing => fields.at(field).and_then(|field| field.default.as_ref()),
        }
    }

    /// The name that reports print; the id where none is given.
    pub fn name(&self, fields: &Fields) -> Id {
        fields
            .position("name")
            .and_then(|field| self.value(fields, field))
            .and_then(Value::as_word)
            .map_or_else(|| self.id.clone(), Id::from)
    }

    /// How many people answered; unknown where a fact does not say who.
    pub fn respondents(&self) -> Option<f64> {
        let facts = self.answers.iter().filter_map(Answer::fact);
        let people: Option<BTreeSet<&str>> = facts
            .map(|fact| fact.provenance.respondent.as_deref())
            .collect();
        let count = people.map(|people| people.len() as f64);
        count.filter(|count| *count > 0.0)
    }
}

//! The mission: which elements it has, and a draft for the rest (domain 7).

use serde::{Deserialize, Serialize};

use super::value::six_decimals_or_null;
use super::{Difference, Id, Reason, Value};
use std::collections::BTreeMap;

/// Whether an element of the mission is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ElementState {
    Filled,
    /// Filled in, but a blank in braces is left.
    Blank,
    Missing,
    /// Only a text was given: a key word of the element occurs in it.
    Hinted,
    /// Only a text was given, without such a word.
    NotHinted,
}

impl ElementState {
    pub const ALL: [(&'static str, Self); 5] = [
        ("filled", Self::Filled),
        ("blank", Self::Blank),
        ("missing", Self::Missing),
        ("hinted", Self::Hinted),
        ("not_hinted", Self::NotHinted),
    ];

    pub fn name(self) -> &'static str {
        let own = |(_, state): &&(&str, Self)| *state == self;
        Self::ALL.iter().find(own).map_or("", |(name, _)| name)
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MissionElement {
    pub id: Id,
    pub state: ElementState,
}

/// A mission that was given, and what the checks say of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CheckedMission {
    pub elements: Vec<MissionElement>,
    /// Filled elements in percent; missing where only a text was given.
    #[serde(serialize_with = "six_decimals_or_null")]
    pub mission_elements_pct: Option<f64>,
    /// Words without the title.
    pub words: usize,
    /// Blanks in braces that are left.
    pub blanks: usize,
    pub warnings: Vec<Reason>,
    /// What was stated in the place of the percent.
    pub difference: Option<Difference>,
}

/// What the tool knows for the blanks of the template; the template itself is a text of the pack.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct MissionDraft {
    pub values: BTreeMap<String, Value>,
}

/// The mission of one organisation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Mission {
    /// None where no mission was given.
    pub stated: Option<CheckedMission>,
    pub draft: MissionDraft,
}

//! The roadmap: which measures, in which order, what they cost, and where they lead (domain 8).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize, Serializer};

use super::value::{six_decimals, six_decimals_or_null};
use super::{Id, Reason, Value};

/// What to do next, from today's facts. Every figure about the future is an assumption: the facts are set as the
/// measures promise, and the rules are run again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Roadmap {
    /// What person-days are multiplied by for a company of this size.
    #[serde(serialize_with = "six_decimals")]
    pub size_factor: f64,
    pub today: Outlook,
    /// In the order in which they are done.
    pub measures: Vec<Measure>,
    pub phases: Vec<PlanPhase>,
    pub critical_path: CriticalPath,
    pub effort: PlanEffort,
    pub raising: Raising,
    /// Measures that unknown facts leave open.
    pub open: Vec<OpenMeasure>,
    /// What the plan published for the rules that select measures.
    #[serde(skip)]
    pub published: BTreeMap<Id, Value>,
}

/// One measure that is selected.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Measure {
    pub id: Id,
    pub phase: Id,
    /// Person-days for this company, and for one whose size factor is 1.
    #[serde(serialize_with = "six_decimals")]
    pub pt: f64,
    #[serde(serialize_with = "six_decimals")]
    pub pt_unscaled: f64,
    #[serde(serialize_with = "six_decimals")]
    pub weeks: f64,
    /// Why it is called for; none where it only comes before another one and its facts are unknown.
    pub reason: Option<Reason>,
    /// Selected measures that come before it.
    pub needs: Vec<Id>,
    pub sets: Vec<AssumedSet>,
    /// Points of the leading index that the measure alone adds to today's facts.
    #[serde(serialize_with = "six_decimals_or_null")]
    pub gain: Option<f64>,
    /// Gain for each person-day, unscaled.
    #[serde(serialize_with = "six_decimals_or_null")]
    pub gain_per_pt: Option<f64>,
    /// Caps of today that the measure alone lifts.
    pub lifts: Vec<Id>,
    /// Person-days up to here in the order of the plan, and the points of the leading index then; results of before
    /// do not say.
    #[serde(default, serialize_with = "six_decimals")]
    pub pt_so_far: f64,
    #[serde(default, serialize_with = "six_decimals_or_null")]
    pub score_so_far: Option<f64>,
}

/// A fact as it is assumed to be once a measure is done.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AssumedSet {
    pub field: Id,
    pub from: Option<Value>,
    pub to: Value,
}

/// The verdict under assumptions: points of the leading index, level, gates.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Outlook {
    #[serde(serialize_with = "six_decimals_or_null")]
    pub score: Option<f64>,
    pub level: Option<Id>,
    /// By the index alone.
    pub raw: Option<Id>,
    pub bound_by: Vec<Id>,
    /// Gates that cap because a fact is missing.
    pub unverified: Vec<Id>,
}

impl Outlook {
    /// The gates that cap, whether they bind or are unverified.
    pub fn caps(&self) -> impl Iterator<Item = &Id> {
        self.bound_by.iter().chain(&self.unverified)
    }
}

/// One phase, and the verdict once it and those before it are done.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlanPhase {
    pub id: Id,
    pub measures: Vec<Id>,
    #[serde(serialize_with = "six_decimals")]
    pub pt: f64,
    /// Person-days of this phase and those before it.
    #[serde(serialize_with = "six_decimals")]
    pub pt_so_far: f64,
    pub what_if: Outlook,
}

/// The longest chain of measures that need each other.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct CriticalPath {
    pub measures: Vec<Id>,
    #[serde(serialize_with = "six_decimals")]
    pub weeks: f64,
}

/// Person-days of the plan against those that there are.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlanEffort {
    #[serde(serialize_with = "six_decimals")]
    pub pt: f64,
    /// None where nobody said; then nothing is compared.
    #[serde(serialize_with = "six_decimals_or_null")]
    pub available: Option<f64>,
    #[serde(serialize_with = "six_decimals_or_null")]
    pub lacking: Option<f64>,
}

/// What would raise the level.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Raising {
    pub state: RaisingState,
    /// The cheapest first, two at most; each holds all that it needs.
    pub sets: Vec<RaisingSet>,
}

/// Whether sets of measures raise the level, and if not, why none is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RaisingState {
    Found,
    /// No set of the selected measures raises it.
    NoSet,
    /// It is the highest already.
    Highest,
    /// Nothing is to be raised at this level.
    Restricted,
    NoLevel,
}

impl RaisingState {
    pub const ALL: [(&'static str, Self); 5] = [
        ("found", Self::Found),
        ("no_set", Self::NoSet),
        ("highest", Self::Highest),
        ("restricted", Self::Restricted),
        ("no_level", Self::NoLevel),
    ];

    pub fn name(self) -> &'static str {
        let found = Self::ALL.iter().find(|(_, state)| *state == self);
        found.map_or("", |(name, _)| name)
    }
}

impl Serialize for RaisingState {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// Measures that together raise the level.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RaisingSet {
    /// In the order in which they are done.
    pub measures: Vec<Id>,
    #[serde(serialize_with = "six_decimals")]
    pub pt: f64,
    pub level: Option<Id>,
    #[serde(serialize_with = "six_decimals_or_null")]
    pub score: Option<f64>,
}

/// A measure of which nobody can say whether it is called for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OpenMeasure {
    pub id: Id,
    /// The fields that would have to be answered.
    pub missing: Vec<Id>,
    /// What broke, where the rule itself did.
    pub error: Option<String>,
}

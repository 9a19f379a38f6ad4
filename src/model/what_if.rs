//! A verdict before and after facts are changed.

use serde::Serialize;

use super::value::{six_decimals, six_decimals_or_null};
use super::{GateState, Id, Value, Verdict};

/// What becomes of an organisation if some of its facts were others.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WhatIf {
    pub id: Id,
    pub name: Id,
    pub sets: Vec<ChangedFact>,
    pub before: Verdict,
    pub after: Verdict,
    pub indexes: Vec<Moved>,
    pub dimensions: Vec<Moved>,
    pub rules: Vec<MovedRule>,
    pub gates: Vec<MovedGate>,
    /// Fits of the options that are other ones.
    pub options: Vec<MovedOption>,
    pub profile: Vec<MovedTarget>,
}

/// A fact before and after; none where it is not answered.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ChangedFact {
    pub field: Id,
    pub from: Option<Value>,
    pub to: Option<Value>,
    /// Why it does not apply, if that is the change.
    pub not_applicable: Option<String>,
    /// Something computed from the organisation's own lists stands before it, so that it changes nothing.
    pub overridden: bool,
}

/// Points before and after; none where they are unknown.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Moved {
    pub id: Id,
    #[serde(serialize_with = "six_decimals_or_null")]
    pub before: Option<f64>,
    #[serde(serialize_with = "six_decimals_or_null")]
    pub after: Option<f64>,
}

/// A rule with another outcome, and its part in the change of its index.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MovedRule {
    pub id: Id,
    pub dimension: Id,
    pub index: Id,
    pub outcome_before: &'static str,
    pub outcome_after: &'static str,
    #[serde(serialize_with = "six_decimals_or_null")]
    pub before: Option<f64>,
    #[serde(serialize_with = "six_decimals_or_null")]
    pub after: Option<f64>,
    /// Points of the index that it gives more than before, by its share of the weight before and after.
    #[serde(serialize_with = "six_decimals")]
    pub part: f64,
}

/// A gate in another state.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MovedGate {
    pub id: Id,
    /// None where it was not listed.
    pub before: Option<GateState>,
    pub after: Option<GateState>,
    /// The level that it allowed at most, and allows now; none where it does not cap.
    pub cap_before: Option<Id>,
    pub cap_after: Option<Id>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MovedOption {
    pub id: Id,
    #[serde(serialize_with = "six_decimals_or_null")]
    pub target_before: Option<f64>,
    #[serde(serialize_with = "six_decimals_or_null")]
    pub target_after: Option<f64>,
    pub excluded_before: bool,
    pub excluded_after: bool,
}

/// A competency of a role with another target; none where the role does not ask for it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MovedTarget {
    pub role: Id,
    pub competency: Id,
    pub before: Option<u8>,
    pub after: Option<u8>,
}

/// Whether a level can be reached by measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ReachState {
    /// It is there already.
    Already,
    /// By these measures.
    Found,
    /// By no set of measures.
    Impossible,
    /// The search found none and did not see all sets.
    NotFound,
}

/// The smallest set of measures that reaches a level: least effort, then fewest measures, then ids in text order.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Reach {
    pub level: Id,
    pub state: ReachState,
    /// Whether all sets were seen that could be smaller, so that none is.
    pub exact: bool,
    /// Measures that change a fact today, and sets of them that were tried.
    pub levers: usize,
    pub tried: usize,
    pub set: Option<ReachSet>,
    /// The set that the order of the roadmap gives (domain 8.4); none where it does not reach the level.
    pub roadmap: Option<ReachSet>,
    /// A gate that no measure can lift caps at this level.
    pub lasting_cap: Option<Id>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ReachSet {
    pub measures: Vec<Id>,
    /// Person-days for this company.
    #[serde(serialize_with = "six_decimals")]
    pub pt: f64,
    /// What the rules say once it is done, run on the changed record.
    pub level: Option<Id>,
    #[serde(serialize_with = "six_decimals_or_null")]
    pub score: Option<f64>,
    /// Whether that run reaches the level.
    pub verified: bool,
}

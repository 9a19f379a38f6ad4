//! Two assessors about the same organisations: where they differ, and what that does.

use serde::{Deserialize, Serialize};

use super::value::{six_decimals, six_decimals_or_null};
use super::{Id, Value, Verdict};

/// What a second assessor says about an organisation beside the first. The difference is always second minus first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Second {
    pub first: Verdict,
    pub second: Verdict,
    pub indexes: Vec<IndexTwice>,
    pub agreement: Agreement,
    /// Answers that differ, those first that should be talked about first: what changes the verdict, then by the
    /// points that they move an index.
    pub answers: Vec<DisputedAnswer>,
    /// Rules that end differently, those that part the assessors most first.
    pub rules: Vec<DisputedRule>,
    /// Dimensions that count with one assessor only. With the parts of the rules these add up to the difference of
    /// each index that both have.
    pub dimensions: Vec<DisputedDimension>,
    /// Own lists that differ: `units`, `accounts`, `staff`, `goals`, `kpis`, `mission`.
    pub lists: Vec<Id>,
}

impl Second {
    /// Whether the assessors differ in anything but their evidence.
    pub fn differs(&self) -> bool {
        let none = self.answers.is_empty() && self.rules.is_empty() && self.lists.is_empty();
        !none || self.first != self.second
    }
}

/// An index by each assessor.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct IndexTwice {
    pub id: Id,
    pub first: Ranged,
    pub second: Ranged,
}

/// A score with its hard range, 0 to 100 points.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Ranged {
    #[serde(serialize_with = "six_decimals_or_null")]
    pub score: Option<f64>,
    #[serde(serialize_with = "six_decimals_or_null")]
    pub low: Option<f64>,
    #[serde(serialize_with = "six_decimals_or_null")]
    pub high: Option<f64>,
}

/// How far two assessors agree, rule by rule. What chance alone would give is not taken off.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Agreement {
    /// Rules that give points by both.
    pub rules: usize,
    /// Those of them that give the same points.
    pub same: usize,
    /// Rules that give points by one assessor only.
    pub one_only: usize,
    /// Mean absolute difference over `rules`, in points of a rule (0 to 100); none where there are none.
    #[serde(serialize_with = "six_decimals_or_null")]
    pub mean_difference: Option<f64>,
}

/// A field that the assessors answer differently.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DisputedAnswer {
    pub field: Id,
    pub first: Stated,
    pub second: Stated,
    /// Points of each index that the first assessor's result moves with this one answer of the second; these do not
    /// add up, the parts of the rules do.
    pub effects: Vec<IndexEffect>,
    /// The first assessor's verdict with this one answer of the second, where it is another one.
    pub verdict: Option<Verdict>,
    /// The second assessor's verdict with this one answer of the first, where it is another one.
    pub reverse: Option<Verdict>,
}

impl DisputedAnswer {
    /// Whether this answer alone changes the verdict of either assessor.
    pub fn decides(&self) -> bool {
        self.verdict.is_some() || self.reverse.is_some()
    }

    /// The most points that it moves an index, up or down.
    pub fn widest(&self) -> f64 {
        let points = self.effects.iter().map(|one| one.by.abs());
        points.fold(0.0, f64::max)
    }
}

/// An answer, as it was judged.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Stated {
    /// None where it is not answered or does not apply.
    pub value: Option<Value>,
    pub not_applicable: bool,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct IndexEffect {
    pub id: Id,
    #[serde(serialize_with = "six_decimals")]
    pub by: f64,
}

/// A rule by each assessor, and its part in the difference of its index.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DisputedRule {
    pub id: Id,
    pub dimension: Id,
    pub index: Id,
    pub first: Ended,
    pub second: Ended,
    /// Points of the index; what only one assessor scores counts by how far it lies above or below the mean.
    #[serde(serialize_with = "six_decimals")]
    pub part: f64,
    /// What it read, where that differs.
    pub answers: Vec<ReadTwice>,
}

/// What it does to its index that a dimension weighs more or less with the second assessor.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DisputedDimension {
    pub id: Id,
    pub index: Id,
    #[serde(serialize_with = "six_decimals")]
    pub part: f64,
}

/// How a rule ended.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Ended {
    pub outcome: Id,
    #[serde(serialize_with = "six_decimals_or_null")]
    pub points: Option<f64>,
}

/// A value that a rule read; none where it is not known.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReadTwice {
    pub field: Id,
    pub first: Option<Value>,
    pub second: Option<Value>,
}

/// Two assessors over all organisations.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct SecondRun {
    /// Organisations that both assessed.
    pub both: usize,
    /// With the same level and placement.
    pub same_verdict: usize,
    pub only_first: Vec<NamedId>,
    pub only_second: Vec<NamedId>,
    pub agreement: Agreement,
    pub indexes: Vec<MeanDifference>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NamedId {
    pub id: Id,
    pub name: Id,
}

/// Mean absolute difference of an index between the assessors, over the organisations that have it by both.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MeanDifference {
    pub id: Id,
    pub organisations: usize,
    #[serde(serialize_with = "six_decimals_or_null")]
    pub points: Option<f64>,
}

//! How far verdicts depend on weights and on open answers.

use serde::{Deserialize, Serialize};

use super::value::{six_decimals, six_decimals_or_null};
use super::{Id, Value};

/// Under which assumptions weights were varied.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Weightings {
    /// Half-width of the band of each weight, in percent of the weight; 0 to below 100.
    #[serde(serialize_with = "six_decimals")]
    pub band: f64,
    /// How many weightings were drawn.
    pub samples: usize,
    /// Where the generator of random numbers began.
    pub seed: u64,
}

/// A run of `robust`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Robustness {
    pub weightings: Weightings,
    /// The index that leads to the level; organisations are ranked by it.
    pub index: Id,
    pub organisations: Vec<RobustOrganisation>,
    /// Groups of organisations that the weightings cannot tell apart, the best first; empty for a single one.
    pub tiers: Vec<Tier>,
}

/// How robust the verdict on one organisation is.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RobustOrganisation {
    pub id: Id,
    pub name: Id,
    pub indexes: Vec<RobustIndex>,
    pub level: RobustLevel,
    /// None where the pack decides on no placement, or too little is known for a target.
    pub placement: Option<RobustPlacement>,
    /// The share of weightings with the same level, target and entry.
    pub verdict: Share,
    /// None for a single organisation, and where the leading index is unknown.
    pub rank: Option<RankAcceptability>,
    /// What each single field can move, the widest first; none where it was not asked for.
    pub tornado: Option<Vec<Swing>>,
}

impl RobustOrganisation {
    /// The index of this id.
    pub fn index(&self, id: &str) -> Option<&RobustIndex> {
        self.indexes.iter().find(|index| *index.id == *id)
    }
}

/// A share of the sampled weightings, in percent, with its 95 % interval by Wilson.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct Share {
    #[serde(serialize_with = "six_decimals")]
    pub percent: f64,
    #[serde(serialize_with = "six_decimals")]
    pub low: f64,
    #[serde(serialize_with = "six_decimals")]
    pub high: f64,
}

/// Lowest and highest score, in points.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Span {
    #[serde(serialize_with = "six_decimals")]
    pub low: f64,
    #[serde(serialize_with = "six_decimals")]
    pub high: f64,
}

/// An index under other weights of its dimensions.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RobustIndex {
    pub id: Id,
    #[serde(serialize_with = "six_decimals_or_null")]
    pub score: Option<f64>,
    /// All weights at once within their bands, exact.
    pub weights: Option<Span>,
    /// The same with every open answer at its worst and at its best, without what evidence adds where that is known;
    /// exact.
    pub with_open_answers: Option<Span>,
    pub dimensions: Vec<OneWeight>,
}

/// One dimension's weight changed, all others as they are; exact.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OneWeight {
    pub id: Id,
    #[serde(serialize_with = "six_decimals")]
    pub weight: f64,
    #[serde(serialize_with = "six_decimals_or_null")]
    pub score: Option<f64>,
    /// The index within the band of this weight alone.
    pub index: Option<Span>,
    /// The index without the dimension.
    #[serde(serialize_with = "six_decimals_or_null")]
    pub left_out: Option<f64>,
    /// The level without the dimension, where the index leads to the level.
    pub level_left_out: Option<Id>,
    /// The smallest change of this weight that gives another level; none where no weight does.
    pub flip: Option<Flip>,
}

/// A change of one weight that gives another verdict, all other weights as they are.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Flip {
    /// The dimension or factor.
    pub id: Id,
    #[serde(serialize_with = "six_decimals")]
    pub from: f64,
    /// The weight at which the verdict changes: on this side of it, it is as it was, beyond it another one.
    #[serde(serialize_with = "six_decimals")]
    pub to: f64,
    /// In percent of the weight; negative where it falls.
    #[serde(serialize_with = "six_decimals")]
    pub change: f64,
    /// Whether the change lies within the band.
    pub in_band: bool,
    /// The level or option that comes out.
    pub verdict: Option<Id>,
}

/// A level or option and the share of weightings that give it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct VerdictShare {
    pub id: Option<Id>,
    #[serde(flatten)]
    pub share: Share,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RobustLevel {
    /// None where coverage forbids a level.
    pub id: Option<Id>,
    /// Lowest and highest over all weightings within the bands; exact.
    pub low: Option<Id>,
    pub high: Option<Id>,
    /// The same with every open answer at its worst and at its best, gates as they are.
    pub low_with_open_answers: Option<Id>,
    pub high_with_open_answers: Option<Id>,
    pub same: Share,
    pub shares: Vec<VerdictShare>,
    /// The smallest change of one dimension's weight that gives another level.
    pub flip: Option<Flip>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RobustPlacement {
    pub target: Option<Id>,
    pub entry: Option<Id>,
    pub same_target: Share,
    pub same_entry: Share,
    /// The smallest change of one factor's weight that gives another target.
    pub target_flip: Option<Flip>,
    /// The same for the entry.
    pub entry_flip: Option<Flip>,
    pub options: Vec<RobustOption>,
}

/// One option under other weights of the factors.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RobustOption {
    pub id: Id,
    pub excluded: bool,
    /// Its fit as a target within the bands, all weights at once; exact.
    pub target_fit: Option<Span>,
    pub entry_fit: Option<Span>,
    pub target: Share,
    pub entry: Share,
    /// Rank acceptability: the share of weightings, in percent, in which it is first, second … by fit as a target.
    pub ranks: Vec<f64>,
}

/// How far a verdict holds under other weights and answers, as the result itself tells; exact. Worked out from the
/// result for reports, no part of it.
#[derive(Debug, Clone, PartialEq)]
pub struct WeightBounds {
    /// Half-width of the band of each weight, in percent of the weight.
    pub band: f64,
    /// The index that leads to the level.
    pub index: RobustIndex,
    /// Lowest and highest level over all weightings within the bands; none where coverage forbids a level.
    pub low: Option<Id>,
    pub high: Option<Id>,
    /// The same with each dimension anywhere in its range, gates as they are.
    pub low_with_open_answers: Option<Id>,
    pub high_with_open_answers: Option<Id>,
    /// The smallest change of one dimension's weight that gives another level.
    pub flip: Option<Flip>,
}

/// Which ranks an organisation takes by the leading index.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RankAcceptability {
    /// With the pack's own weights.
    pub rank: usize,
    pub best: usize,
    pub worst: usize,
    #[serde(serialize_with = "six_decimals")]
    pub mean: f64,
    /// The ranks that it takes, each with its share in percent; empty beyond a thousand organisations.
    pub shares: Vec<RankShare>,
    /// Its tier, from 1.
    pub tier: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct RankShare {
    pub rank: usize,
    #[serde(serialize_with = "six_decimals")]
    pub percent: f64,
}

/// Organisations that cannot be told apart from the first of the tier: in nineteen of twenty weightings in a run of
/// `robust`; in a report, if not one weighting within the band and no plausible answer puts them behind it for sure.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Tier {
    pub number: usize,
    pub organisations: Vec<Id>,
}

/// What is decided on an organisation.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub struct Verdict {
    /// None where coverage forbids a level.
    pub level: Option<Id>,
    pub target: Option<Id>,
    pub entry: Option<Id>,
}

/// What one field can move, all others as they are.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Swing {
    pub field: Id,
    /// Today's value; none where it is not answered.
    pub value: Option<Value>,
    /// The value that gives the lowest leading index, and the one that gives the highest.
    pub low_value: Value,
    pub high_value: Value,
    pub index: Span,
    /// Other verdicts that it can give.
    pub verdicts: Vec<Verdict>,
}

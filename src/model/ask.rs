//! Which open questions are worth asking.

use serde::Serialize;

use super::value::{six_decimals, six_decimals_or_null};
use super::{Id, Span, Verdict};

/// The open questions about one organisation, those that can move most first.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Asking {
    pub id: Id,
    pub name: Id,
    /// What is decided with the answers there are.
    pub verdict: Verdict,
    /// The leading index with its hard range.
    pub index: Id,
    #[serde(serialize_with = "six_decimals_or_null")]
    pub score: Option<f64>,
    pub range: Option<Span>,
    /// How many questions are open; `questions` may name fewer.
    pub open: usize,
    /// The range that is left at most once the questions named are answered.
    #[serde(serialize_with = "six_decimals_or_null")]
    pub range_left: Option<f64>,
    pub settled: Settled,
    pub questions: Vec<Question>,
}

/// Whether open answers can change the verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SettledState {
    /// No combination of candidate answers changes it.
    Settled,
    /// Some answer or combination of answers changes it.
    Open,
    /// No single answer changes it; there are too many combinations to try all.
    NotProved,
}

/// What was tried to find out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Settled {
    pub state: SettledState,
    /// Combinations of candidate answers, an open question being one of them.
    pub combinations: u64,
    /// More than these are not tried.
    pub limit: u64,
}

/// A field that nobody has answered.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Question {
    pub field: Id,
    /// Lowest and highest leading index over all answers, the other questions staying open; none where no answer
    /// gives one.
    pub moves: Option<Span>,
    /// By how many points an answer narrows the hard range of the leading index, at least; less than 0 where it
    /// can widen it.
    #[serde(serialize_with = "six_decimals")]
    pub narrows: f64,
    /// The same for the index of the question's own dimension, where that is another one.
    pub other_indexes: Vec<MovedIndex>,
    /// Verdicts other than today's that an answer alone can give.
    pub verdicts: Vec<Verdict>,
    /// Whether its answer can change the verdict, together with others; none where that is not proved.
    pub decides: Option<bool>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MovedIndex {
    pub id: Id,
    #[serde(flatten)]
    pub moves: Span,
}

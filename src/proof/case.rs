//! One case: facts, what is expected of them, and how near a number must come.

use crate::model::Value;
use crate::pack::{ParamValue, Spot};
use crate::rules::Slot;

/// Points of a case are compared to this many points; cases are written with six decimals.
pub(super) const TOLERANCE: f64 = 1e-6;

/// What a case is about.
#[derive(Debug, Clone, PartialEq)]
pub enum About {
    /// The rule at this place of `Subjects`, and what it reads: symbol and value.
    Rule {
        rule: usize,
        facts: Vec<(usize, Slot)>,
    },
    /// A whole organisation: its fields and their values.
    Record {
        facts: Vec<(usize, Value)>,
        absent: Vec<usize>,
    },
}

/// A param that a case sets: the rule's place, the param's place in it, and its value.
pub(super) type Override = (usize, usize, ParamValue);

/// One case, read and valid.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    pub name: String,
    pub file: String,
    pub spot: Spot,
    /// It stands in the rule's own file, and is about the params that stand there.
    pub own: bool,
    pub about: About,
    pub(super) params: Vec<Override>,
    pub expect: Vec<Expect>,
}

/// One value that is expected.
#[derive(Debug, Clone, PartialEq)]
pub struct Expect {
    /// `points`, `level`, `gates.G2`.
    pub key: String,
    pub wanted: Wanted,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Wanted {
    Number {
        value: f64,
        tolerance: f64,
    },
    Word(String),
    /// In any order.
    List(Vec<String>),
}

impl Case {
    /// The place in `Subjects` of the rule that it is about.
    pub fn rule(&self) -> Option<usize> {
        match self.about {
            About::Rule { rule, .. } => Some(rule),
            About::Record { .. } => None,
        }
    }
}

impl Wanted {
    pub(super) fn shown(&self) -> String {
        match self {
            Self::Number { value, tolerance } if *tolerance > TOLERANCE => {
                format!("{value} ± {tolerance}")
            }
            Self::Number { value, .. } => value.to_string(),
            Self::Word(word) => word.clone(),
            Self::List(words) if words.is_empty() => "none".to_owned(),
            Self::List(words) => words.join(", "),
        }
    }
}

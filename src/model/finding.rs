//! What one rule says about one organisation.

use std::collections::BTreeMap;

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::value::six_decimals;
use super::{Id, Reason, Value, number};

/// The four ways a rule can end. There is no magic number for "no result".
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// 0 is the poorest, 100 the best.
    Scored(f64),
    NotApplicable,
    /// These fields would have to be answered.
    Unknown(Vec<Id>),
    /// The rule itself broke; it counts like unknown and is shown.
    Failed(String),
}

impl Outcome {
    pub fn name(&self) -> &'static str {
        match self {
            Self::Scored(_) => "scored",
            Self::NotApplicable => "not_applicable",
            Self::Unknown(_) => "unknown",
            Self::Failed(_) => "failed",
        }
    }

    pub fn points(&self) -> Option<f64> {
        match self {
            Self::Scored(points) => Some(*points),
            _ => None,
        }
    }
}

/// One rule, one organisation.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    pub rule: Id,
    pub dimension: Id,
    pub outcome: Outcome,
    /// Share of the rule in its dimension; the weights of a dimension need not add up to 100.
    pub weight: f64,
    pub reason: Option<Reason>,
    /// The fields that the rule reads, as far as they are answered.
    pub fields: BTreeMap<Id, Value>,
    /// Half-width of the evidence in points; `None` where no fact has a grade.
    pub half_width: Option<f64>,
}

impl Serialize for Finding {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("id", &self.rule)?;
        map.serialize_entry("dimension", &self.dimension)?;
        map.serialize_entry("outcome", self.outcome.name())?;
        map.serialize_entry("points", &self.outcome.points().map(Six))?;
        map.serialize_entry("weight", &Whole(self.weight))?;
        map.serialize_entry("reason", &self.reason)?;
        map.serialize_entry("fields", &self.fields)?;
        if let Outcome::Unknown(missing) = &self.outcome {
            map.serialize_entry("missing", missing)?;
        }
        if let Outcome::Failed(error) = &self.outcome {
            map.serialize_entry("error", error)?;
        }
        map.end()
    }
}

struct Six(f64);

impl Serialize for Six {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        six_decimals(&self.0, serializer)
    }
}

/// A weight: a whole number where it is one.
pub(super) struct Whole(pub(super) f64);

impl Serialize for Whole {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        weight(&self.0, serializer)
    }
}

pub(super) fn weight<S: Serializer>(weight: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    let rounded = number::rounded(*weight, 6);
    if rounded.fract() == 0.0 && rounded.abs() < 1e15 {
        return serializer.serialize_i64(rounded as i64);
    }
    serializer.serialize_f64(rounded)
}

//! What is wrong with an org chart (domain 4.6, faults).

use serde::ser::SerializeMap;
use serde::{Deserialize, Serialize, Serializer};

use super::super::{Id, Reason};
use super::unit::{Listed, Unit};
use crate::error::Place;

/// The codes of domain 4.6.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FaultCode {
    Empty,
    NoRoot,
    SeveralRoots,
    MissingId,
    DuplicateId,
    BadValue,
    MissingParent,
    Cycle,
}

impl Listed for FaultCode {
    const ALL: &'static [(&'static str, Self)] = &[
        ("empty", Self::Empty),
        ("no_root", Self::NoRoot),
        ("several_roots", Self::SeveralRoots),
        ("missing_id", Self::MissingId),
        ("duplicate_id", Self::DuplicateId),
        ("bad_value", Self::BadValue),
        ("missing_parent", Self::MissingParent),
        ("cycle", Self::Cycle),
    ];
}

/// One fault of a chart. A chart with a fault is not classified.
#[derive(Debug, Clone, PartialEq)]
pub struct ChartFault {
    pub code: FaultCode,
    /// None where the chart as a whole is at fault, or the unit has no id.
    pub unit: Option<Id>,
    /// Row of the unit, the first below the header is 1.
    pub row: Option<usize>,
    pub place: Place,
    /// The value that was found.
    pub value: Option<String>,
    pub reason: Reason,
}

impl ChartFault {
    /// A fault of the chart as a whole.
    pub fn whole(code: FaultCode, place: Place) -> Self {
        Self {
            code,
            unit: None,
            row: None,
            place,
            value: None,
            reason: Reason::new(format!("chart.fault.{}", code.id())),
        }
    }

    /// A fault of one unit.
    pub fn of(code: FaultCode, unit: &Unit) -> Self {
        let whole = Self::whole(code, unit.place.clone());
        Self {
            unit: Some(unit.id.clone()).filter(|id| !id.is_empty()),
            row: Some(unit.row),
            reason: whole.reason.with("row", unit.row as f64),
            ..whole
        }
    }

    #[must_use]
    pub fn in_field(mut self, field: &str, value: &str) -> Self {
        self.place = self.place.of_field(field);
        self.value = Some(value.to_owned());
        self
    }

    #[must_use]
    pub fn because(mut self, reason: Reason) -> Self {
        self.reason = reason;
        self
    }
}

impl Serialize for ChartFault {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("code", &self.code)?;
        map.serialize_entry("unit", &self.unit)?;
        map.serialize_entry("row", &self.row)?;
        map.serialize_entry("file", &self.place.file)?;
        map.serialize_entry("line", &self.place.line)?;
        map.serialize_entry("column", &self.place.column)?;
        map.serialize_entry("field", &self.place.field)?;
        map.serialize_entry("value", &self.value)?;
        map.serialize_entry("reason", &self.reason)?;
        map.end()
    }
}

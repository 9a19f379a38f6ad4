//! An org chart with KAM drawn into it.

use serde::{Deserialize, Serialize};

use super::option::{PlacementOption, StructureType};
use super::unit::{Criterion, Function, UnitKind};
use crate::model::{Id, Reason, Text};

/// What becomes of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnitState {
    Unchanged,
    New,
    /// Gets another parent.
    Moved,
    /// Stays, but becomes line or staff.
    Changed,
    /// Its people go to the new divisions.
    Divided,
}

/// One unit as drawn.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DrawnUnit {
    pub id: Id,
    /// The same in both languages where the owner named it.
    pub name: Text,
    /// Position in the drawing, smaller than that of the unit itself; none for the root.
    pub parent: Option<usize>,
    pub kind: UnitKind,
    /// As stated, not as guessed.
    pub criterion: Option<Criterion>,
    pub function: Option<Function>,
    pub state: UnitState,
    /// Key account management sits here.
    pub kam: bool,
}

/// A second reporting line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DottedLine {
    /// Positions in the drawing.
    pub from: usize,
    pub to: usize,
    pub new: bool,
}

/// To whom a KAM unit reports.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportingLine {
    /// Positions in the drawing: the KAM unit itself, then from its parent up to the management.
    pub unit: usize,
    pub above: Vec<usize>,
    /// Steps from the unit to the management, 0 where the management is KAM itself.
    pub steps: usize,
}

/// What the drawing is drawn into.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    OwnChart,
    /// The textbook chart of domain 4.5, because there is no own chart.
    Textbook(StructureType),
}

/// A chart with KAM in it, each unit before those below it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Drawing {
    pub basis: Basis,
    /// None for the chart as it is today.
    pub option: Option<PlacementOption>,
    pub units: Vec<DrawnUnit>,
    pub dotted: Vec<DottedLine>,
    pub lines: Vec<ReportingLine>,
    /// Where a note has `units`, these are ids.
    pub notes: Vec<Reason>,
}

impl Drawing {
    pub fn unit(&self, position: usize) -> Option<&DrawnUnit> {
        self.units.get(position)
    }
}

//! Org charts: `org_units.csv`, or the array `units` of a JSON record (domain 4.6).

mod csv;
mod json;
mod row;

use crate::error::Place;
use crate::model::{Chart, ChartFault, Id, Unit};

pub use csv::{ChartTable, read_csv};
pub use json::{UnitArray, read_json};

/// The chart of one organisation, or all that is wrong with it.
#[derive(Debug, Clone, PartialEq)]
pub struct ChartInput {
    /// None where the file serves one organisation only.
    pub org_id: Option<Id>,
    pub chart: Result<Chart, Vec<ChartFault>>,
}

/// Units while they are being read, with what is wrong with them so far.
#[derive(Debug, Default)]
struct Rows {
    units: Vec<Unit>,
    faults: Vec<ChartFault>,
}

impl Rows {
    fn chart(self, place: Place) -> Result<Chart, Vec<ChartFault>> {
        Chart::new(self.units, place, self.faults)
    }
}

#[cfg(test)]
mod tests;

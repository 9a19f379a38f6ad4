//! Org charts: `org_units.csv`, or the array `units` of a JSON record (domain 4.6).

mod csv;
mod json;
mod row;

use super::Source;
use super::dialect::Dialect;
use super::draft::Draft;
use crate::error::{Error, Place};
use crate::model::{Chart, ChartFault, Id, Reason, Rejected, Unit};

pub use csv::{ChartTable, read_csv};
pub use json::{UnitArray, read_json};
pub(super) use row::{FIELDS, known};

/// The chart of one organisation, or all that is wrong with it.
#[derive(Debug, Clone, PartialEq)]
pub struct ChartInput {
    /// None where the file serves one organisation only.
    pub org_id: Option<Id>,
    pub chart: Result<Chart, Vec<ChartFault>>,
}

/// Gives each chart of a file to the record it belongs to; a file without `org_id` serves the only record.
///
/// # Errors
/// A file that is no table of units.
pub(super) fn add(
    source: &Source,
    drafts: &mut [Draft],
    dialect: &Dialect<'_>,
) -> Result<(ChartTable, Vec<Rejected>), Error> {
    let mut table = csv::read(source, dialect)?;
    let mut rejected = std::mem::take(&mut table.rejected);
    for input in std::mem::take(&mut table.charts) {
        let draft = match (&input.org_id, &mut *drafts) {
            (None, [only]) => Some(only),
            (None, _) => None,
            (Some(id), drafts) => drafts.iter_mut().find(|one| one.id.as_ref() == Some(id)),
        };
        match draft {
            Some(draft) if draft.chart.is_none() => draft.chart = Some(input.chart),
            Some(draft) => rejected.push(refused(
                source,
                input.org_id.as_ref(),
                Reason::new("reject.second_chart").with("first", draft.place.to_string().as_str()),
            )),
            None => rejected.push(refused(
                source,
                input.org_id.as_ref(),
                Reason::new("reject.unknown_org"),
            )),
        }
    }
    Ok((table, rejected))
}

fn refused(source: &Source, id: Option<&Id>, reason: Reason) -> Rejected {
    Rejected {
        place: Place::file(&*source.name).of_field("org_id"),
        id: id.cloned(),
        value: id.map(Id::to_string),
        reason,
    }
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

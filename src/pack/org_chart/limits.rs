//! `limits.csv`: the thresholds of domain 4.6.

use super::table;
use crate::error::{Error, Faults, Kind, Place, listed};
use crate::pack::PackFile;

/// The thresholds of the classification. Shares are in percent.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ChartLimits {
    /// Fewer people than this make a simple organisation.
    pub simple_headcount: f64,
    /// Without headcounts: at most so many levels, and so many core units.
    pub simple_depth: f64,
    pub simple_units: f64,
    /// A larger unknown share cannot be classified.
    pub unknown_share: f64,
    /// The least share of both criteria of a matrix.
    pub matrix_share: f64,
    /// The least share of units with a dotted line between criteria.
    pub matrix_dotted: f64,
    /// The least share of a criterion that decides alone.
    pub main_share: f64,
}

const NAMES: [&str; 7] = [
    "simple_headcount",
    "simple_depth",
    "simple_units",
    "unknown_share",
    "matrix_share",
    "matrix_dotted",
    "main_share",
];

pub(super) fn read(file: &PackFile) -> Result<ChartLimits, Faults> {
    let mut values = [None; 7];
    let mut faults = Vec::new();
    for row in table::rows(file, &["limit", "value"])? {
        match one(&row) {
            Err(fault) => faults.push(fault),
            Ok((position, value)) => match values.get_mut(position) {
                Some(slot @ None) => *slot = Some(value),
                _ => faults.push(row.fault("limit", "this limit stands there already")),
            },
        }
    }
    let missing = NAMES
        .iter()
        .zip(values)
        .filter(|(_, value)| value.is_none());
    faults.extend(missing.map(|(name, _)| {
        let detail = format!("the limit `{name}` is missing");
        Error::new(Kind::Pack, detail).at(Place::file(&*file.shown))
    }));
    if !faults.is_empty() {
        return Err(faults);
    }
    let [headcount, depth, units, unknown, share, dotted, main] =
        values.map(Option::unwrap_or_default);
    Ok(ChartLimits {
        simple_headcount: headcount,
        simple_depth: depth,
        simple_units: units,
        unknown_share: unknown,
        matrix_share: share,
        matrix_dotted: dotted,
        main_share: main,
    })
}

/// The position of a limit in `NAMES`, and its value.
fn one(row: &table::Row) -> Result<(usize, f64), Error> {
    let name = row.cell("limit");
    let Some(position) = NAMES.iter().position(|known| *known == name) else {
        let detail = format!("`{name}` is no limit; limits are {}", listed(NAMES));
        return Err(row.fault("limit", detail));
    };
    let most = if name.starts_with("simple_") {
        1e6
    } else {
        100.0
    };
    let found = row.cell("value");
    let value = found.parse().ok();
    let value = value.filter(|value: &f64| (0.0..=most).contains(value));
    value.map(|value| (position, value)).ok_or_else(|| {
        let detail = format!("`{name}` must be a number from 0 to {most}, not `{found}`");
        row.fault("value", detail)
    })
}

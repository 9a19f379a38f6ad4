//! The rows behind the rejects, their cells as they were, so that they can be mended and read again.

use std::collections::{BTreeMap, BTreeSet};

use super::dialect::{self, Heading, Known};
use super::rows::Row;
use super::{Files, Source, accounts, aims, csv, facts, staff, units};
use crate::model::{Fields, Holding, RefusedRow, Rejected};

/// The rows of tables that the rejects name, in the order of the files.
pub(super) fn rows(fields: &Fields, files: Files<'_>, rejected: &[Rejected]) -> Vec<RefusedRow> {
    let mut lines: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for one in rejected {
        lines
            .entry(&one.place.file)
            .or_default()
            .extend(one.place.line);
    }
    let mut rows = Vec::new();
    let mut look = |kind: Holding, sources: &[Source], known: Known<'_>| {
        for source in sources.iter().filter(|source| !source.is_json()) {
            if let Some(lines) = lines.get(source.name.as_str()) {
                rows.extend(of_source((kind, known), source, &files, lines));
            }
        }
    };
    look(
        Holding::Organisations,
        files.organisations,
        &csv::known(fields),
    );
    look(Holding::Facts, files.facts, &facts::known);
    look(Holding::Units, files.units, &units::known);
    if let Some(fields) = files.account_fields {
        look(Holding::Accounts, files.accounts, &accounts::known(fields));
    }
    if files.staff_form.is_some() && !files.anonymise {
        look(Holding::Staff, files.staff, &staff::known());
    }
    if let Some(fields) = files.aims.fields {
        look(Holding::Goals, files.aims.goals, &aims::known(fields.goal));
        look(Holding::Kpis, files.aims.kpis, &aims::known(fields.kpi));
    }
    rows
}

fn of_source(
    (kind, known): (Holding, Known<'_>),
    source: &Source,
    files: &Files<'_>,
    lines: &BTreeSet<usize>,
) -> Vec<RefusedRow> {
    let mut rows = Vec::new();
    // What cannot be opened was refused as a whole.
    let Ok(table) = dialect::open(kind, source, known, &files.dialect) else {
        return rows;
    };
    table.each(|one| {
        if lines.contains(&one.line) {
            rows.push(row(&source.name, &table.headings, one));
        }
    });
    rows
}

/// The cells of a row by their headings.
pub(super) fn row(file: &str, headings: &[Heading], row: &Row) -> RefusedRow {
    let headings = headings.iter().map(|heading| heading.text.clone());
    let cells = row.cells.iter();
    let cells = cells.map(|cell| String::from_utf8_lossy(cell).into_owned());
    RefusedRow {
        file: file.to_owned(),
        line: row.line,
        cells: headings
            .chain(std::iter::repeat(String::new()))
            .zip(cells)
            .collect(),
    }
}

//! `org_units.csv`: one unit a row, the header names the fields.

use std::collections::BTreeMap;

use super::row::{FIELDS, Filling, known};
use super::{ChartInput, Rows};
use crate::error::{Detail, Error, Kind, Place, nearest, said};
use crate::input::Source;
use crate::input::cell::{Style, Votes};
use crate::input::dialect::{self, Dialect};
use crate::input::log;
use crate::input::rows::{Row, lossy};
use crate::model::{Decision, Holding, Id, Reason, Rejected};

/// What a file of units holds.
#[derive(Debug, Clone, PartialEq)]
pub struct ChartTable {
    /// One for each organisation, in the order in which they first come.
    pub charts: Vec<ChartInput>,
    /// Rows that name no organisation although others of the file do.
    pub rejected: Vec<Rejected>,
    /// Rows below the header.
    pub rows: usize,
    /// Headings that name no field.
    pub unread: Vec<String>,
    /// How the table was read, where it is not what programs write.
    pub decisions: Vec<Decision>,
}

/// A column of the table.
#[derive(Debug, Clone)]
enum Column {
    Organisation,
    Field(&'static str, Style),
    Unread,
}

/// Reads a table of units. Charts with faults are in the result, with all their faults.
///
/// # Errors
/// A table that is no text, lacks the columns `unit_id`, `parent_id` or `name`, or names a column twice.
pub fn read_csv(source: &Source) -> Result<ChartTable, Error> {
    read(source, &Dialect::default())
}

/// The same, as the user says that tables are written.
///
/// # Errors
/// Those of `read_csv`.
pub(super) fn read(source: &Source, dialect: &Dialect<'_>) -> Result<ChartTable, Error> {
    let file = source.name.as_str();
    if source.is_blank() {
        return Ok(Table::new(file, Vec::new(), Vec::new()).finish(Vec::new()));
    }
    let mut opened = dialect::open(Holding::Units, source, &known, dialect)?;
    let rows = opened.rows();
    let columns = columns(file, &opened, &rows, dialect)?;
    let headings = opened.headings.iter().map(|heading| heading.text.clone());
    let mut table = Table::new(file, headings.collect(), columns);
    for (number, row) in rows.iter().enumerate() {
        table.read(number + 1, row);
    }
    Ok(table.finish(opened.decisions))
}

fn columns(
    file: &str,
    table: &dialect::Table<'_>,
    rows: &[Row],
    dialect: &Dialect<'_>,
) -> Result<Vec<Column>, Error> {
    let headings = &table.headings;
    let fault = |detail: Detail| Error::new(Kind::Input, detail).at(Place::line(file, table.line));
    if let Some(double) = dialect::double(headings) {
        return Err(fault(dialect::stands_twice(double)));
    }
    for (number, needed) in FIELDS.iter().enumerate() {
        let required = matches!(*needed, "unit_id" | "parent_id" | "name");
        if required && !headings.iter().any(|heading| heading.names == Some(number)) {
            let near = nearest(needed, headings.iter().map(|heading| heading.text.as_str()));
            let detail = said(
                format!("a table of units needs the column `{needed}`"),
                format!("eine Tabelle des Organigramms braucht die Spalte `{needed}`"),
            );
            return Err(fault(detail).help(dialect::lacking(near, &FIELDS)));
        }
    }
    let mut votes = vec![Votes::default(); headings.len()];
    for (column, votes) in votes.iter_mut().enumerate() {
        rows.iter().for_each(|row| row.vote(column, votes));
    }
    let styles = log::styles(&votes, headings, dialect);
    let column = |(heading, style): (&dialect::Heading, Style)| match heading.names {
        None => Column::Unread,
        Some(number) => FIELDS
            .get(number)
            .map_or(Column::Organisation, |field| Column::Field(field, style)),
    };
    Ok(headings.iter().zip(styles).map(column).collect())
}

/// A table while its rows are being sorted into charts.
struct Table<'a> {
    file: &'a str,
    headings: Vec<String>,
    columns: Vec<Column>,
    charts: Vec<(Option<Id>, Rows)>,
    by_org: BTreeMap<Option<Id>, usize>,
    rows: usize,
}

impl<'a> Table<'a> {
    fn new(file: &'a str, headings: Vec<String>, columns: Vec<Column>) -> Self {
        Self {
            file,
            headings,
            columns,
            charts: Vec::new(),
            by_org: BTreeMap::new(),
            rows: 0,
        }
    }

    fn read(&mut self, number: usize, row: &Row) {
        self.rows += 1;
        let org = self.columns.iter().zip(row.cells.iter());
        let org = org
            .filter(|(column, _)| matches!(column, Column::Organisation))
            .map(|(_, cell)| lossy(cell))
            .find(|id| !id.is_empty())
            .map(Id::from);
        let new = self.charts.len();
        let position = *self.by_org.entry(org.clone()).or_insert(new);
        if position == new {
            self.charts.push((org, Rows::default()));
        }
        let place = Place::line(self.file, row.line);
        if let Some((_, rows)) = self.charts.get_mut(position) {
            let mut unit = Filling::new(rows, number, place.clone());
            fill(&mut unit, &self.columns, &place, row);
            unit.finish();
        }
    }

    fn finish(self, decisions: Vec<Decision>) -> ChartTable {
        let whole = || Place::file(self.file);
        let mut charts = self.charts;
        if charts.is_empty() {
            charts.push((None, Rows::default()));
        }
        let several = charts.iter().any(|(org, _)| org.is_some());
        let (nobody, own): (Vec<_>, Vec<_>) = charts
            .into_iter()
            .partition(|(org, _)| several && org.is_none());
        let read = self.headings.iter().zip(&self.columns);
        ChartTable {
            charts: own
                .into_iter()
                .map(|(org_id, rows)| ChartInput {
                    org_id,
                    chart: rows.chart(whole()),
                })
                .collect(),
            rejected: nobody
                .into_iter()
                .flat_map(|(_, rows)| homeless(rows))
                .collect(),
            rows: self.rows,
            unread: read
                .filter(|(heading, column)| matches!(column, Column::Unread) && !heading.is_empty())
                .map(|(heading, _)| heading.clone())
                .collect(),
            decisions,
        }
    }
}

fn fill(unit: &mut Filling<'_>, columns: &[Column], place: &Place, row: &Row) {
    if let Some(fault) = &row.fault {
        unit.refuse(place.clone(), "", fault.clone());
    }
    if row.cells.len() != columns.len() {
        let reason = Reason::new("chart.fault.cells")
            .with("found", row.cells.len() as f64)
            .with("expected", columns.len() as f64);
        unit.refuse(place.clone(), "", reason);
    }
    for (position, (column, cell)) in columns.iter().zip(&row.cells).enumerate() {
        let Column::Field(field, style) = column else {
            continue;
        };
        let mut place = place.clone().of_field(*field);
        place.column = Some(position + 1);
        match std::str::from_utf8(cell) {
            Ok(text) => unit.text(field, text, style, place),
            Err(_) => unit.refuse(place, &lossy(cell), Reason::new("chart.fault.encoding")),
        }
    }
}

/// Units that belong to no organisation.
fn homeless(rows: Rows) -> impl Iterator<Item = Rejected> {
    rows.units.into_iter().map(|unit| Rejected {
        place: unit.place.of_field("org_id"),
        id: None,
        value: Some(unit.id.to_string()),
        reason: Reason::new("reject.unknown_org"),
    })
}

//! `org_units.csv`: one unit a row, the header names the fields.

use std::collections::BTreeMap;

use super::row::{FIELDS, Filling};
use super::{ChartInput, Rows};
use crate::error::{Error, Kind, Place, listed, nearest};
use crate::input::Source;
use crate::input::cell::Decimal;
use crate::input::rows::{Row, rows};
use crate::model::{Id, Reason, Rejected};

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
}

/// A column of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    Organisation,
    Field(&'static str, Decimal),
    Unread,
}

/// Reads a table of units. Charts with faults are in the result, with all their faults.
///
/// # Errors
/// A table that is no CSV, lacks the columns `unit_id`, `parent_id` or `name`, or names a column twice.
pub fn read_csv(source: &Source) -> Result<ChartTable, Error> {
    let file = source.name.as_str();
    let all = rows(file, &source.bytes)?;
    let Some((header, rows)) = all.split_first() else {
        return Ok(Table::new(file, Vec::new(), Vec::new()).finish());
    };
    let headings: Vec<String> = header.cells.iter().map(lossy).collect();
    let columns = columns(file, &headings, rows)?;
    let mut table = Table::new(file, headings, columns);
    for (number, row) in rows.iter().enumerate() {
        table.read(number + 1, row);
    }
    Ok(table.finish())
}

fn columns(file: &str, headings: &[String], rows: &[Row]) -> Result<Vec<Column>, Error> {
    let fault = |detail: String| Error::new(Kind::Input, detail).at(Place::line(file, 1));
    for (position, heading) in headings.iter().enumerate() {
        if !heading.is_empty() && headings.iter().take(position).any(|other| other == heading) {
            return Err(fault(format!("the column `{heading}` stands there twice")));
        }
    }
    for needed in ["unit_id", "parent_id", "name"] {
        if !headings.iter().any(|heading| heading == needed) {
            let near = nearest(needed, headings.iter().map(String::as_str));
            let help = near.map_or_else(
                || format!("columns are {}; `org_id` may be added", listed(FIELDS)),
                |near| format!("is it the column `{near}`"),
            );
            let detail = format!("a table of units needs the column `{needed}`");
            return Err(fault(detail).help(help));
        }
    }
    let column = |(position, heading): (usize, &String)| {
        let field = FIELDS.iter().find(|field| *field == heading);
        match field {
            _ if heading == "org_id" => Column::Organisation,
            Some(field) => Column::Field(field, decimal(rows, position)),
            None => Column::Unread,
        }
    };
    Ok(headings.iter().enumerate().map(column).collect())
}

fn decimal(rows: &[Row], column: usize) -> Decimal {
    let cells = rows.iter().filter_map(|row| row.cells.get(column));
    Decimal::of(cells.filter_map(|cell| std::str::from_utf8(cell).ok()))
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
        if row.is_blank() {
            return;
        }
        self.rows += 1;
        let org = self.columns.iter().zip(row.cells.iter());
        let org = org
            .filter(|(column, _)| **column == Column::Organisation)
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

    fn finish(self) -> ChartTable {
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
                .filter(|(heading, column)| **column == Column::Unread && !heading.is_empty())
                .map(|(heading, _)| heading.clone())
                .collect(),
        }
    }
}

fn fill(unit: &mut Filling<'_>, columns: &[Column], place: &Place, row: &Row) {
    if let Some(fault) = &row.fault {
        unit.refuse(place.clone(), "", fault.clone());
    }
    let row = &row.cells;
    if row.len() != columns.len() {
        let reason = Reason::new("chart.fault.cells")
            .with("found", row.len() as f64)
            .with("expected", columns.len() as f64);
        unit.refuse(place.clone(), "", reason);
    }
    for (position, (column, cell)) in columns.iter().zip(row).enumerate() {
        let Column::Field(field, decimal) = column else {
            continue;
        };
        let mut place = place.clone().of_field(*field);
        place.column = Some(position + 1);
        match std::str::from_utf8(cell) {
            Ok(text) => unit.text(field, text, *decimal, place),
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

fn lossy(cell: &[u8]) -> String {
    String::from_utf8_lossy(cell).trim().to_owned()
}

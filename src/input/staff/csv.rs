//! `staff.csv`: one rating a row, the header names the fields.

use super::Gathering;
use super::row::{FIELDS, REQUIRED, Row};
use crate::error::{Detail, Error, Kind, Place, nearest, said};
use crate::input::Source;
use crate::input::cell::{Style, Votes};
use crate::input::dialect::{self, Dialect, Heading};
use crate::input::log;
use crate::input::rows::{self, lossy};
use crate::model::{Decision, Fields, Holding, Reason, staff_fields};

/// A column of the table.
#[derive(Debug, Clone)]
enum Column {
    Organisation,
    Field(&'static str, Style),
    Unread,
}

/// The number of the column that a heading means: those of `FIELDS`, then the organisation's.
pub(in crate::input) fn known() -> impl Fn(&str) -> Option<usize> {
    let (fields, _) = Fields::new(staff_fields(Vec::new(), Vec::new()));
    move |heading| match heading.to_lowercase().as_str() {
        "org_id" | "kennung der organisation" => Some(FIELDS.len()),
        _ => fields.by_heading(heading),
    }
}

/// Reads a table and returns the headings that name no field, and what was decided.
///
/// # Errors
/// A table that is no text, lacks a column that every row needs, or names a column twice.
pub(super) fn table(
    gathering: &mut Gathering<'_>,
    source: &Source,
    dialect: &Dialect<'_>,
) -> Result<(Vec<String>, Vec<Decision>), Error> {
    let file = source.name.as_str();
    if source.is_blank() {
        return Err(dialect::empty(file, "this table of people"));
    }
    let mut table = dialect::open(Holding::Staff, source, &known(), dialect)?;
    let rows = table.rows();
    let columns = columns(file, &table, &rows, dialect)?;
    let organisation = |column: &Column| matches!(column, Column::Organisation);
    let only = match columns.iter().any(organisation) {
        true => None,
        false => Some(gathering.only_owner(file)?),
    };
    for row in &rows {
        let owner = only.map_or_else(|| owner(&columns, row), |only| only.to_string());
        let row = read(gathering, &columns, file, row);
        gathering.add(&owner, row);
    }
    Ok((log::unread(&table.headings), table.decisions))
}

fn columns(
    file: &str,
    table: &dialect::Table<'_>,
    rows: &[rows::Row],
    dialect: &Dialect<'_>,
) -> Result<Vec<Column>, Error> {
    let headings = &table.headings;
    let fault = |detail: Detail| Error::new(Kind::Input, detail).at(Place::line(file, table.line));
    if let Some(double) = dialect::double(headings) {
        return Err(fault(dialect::stands_twice(double)));
    }
    for needed in REQUIRED {
        let number = FIELDS.iter().position(|field| *field == needed);
        if !headings.iter().any(|heading| heading.names == number) {
            let detail = said(
                format!("a table of people needs the column `{needed}`"),
                format!("eine Tabelle von Personen braucht die Spalte `{needed}`"),
            );
            let near = nearest(needed, headings.iter().map(|heading| heading.text.as_str()));
            return Err(fault(detail).help(dialect::lacking(near, &FIELDS)));
        }
    }
    let styles = log::styles(&votes(headings, rows), headings, dialect);
    let column = |(heading, style): (&Heading, Style)| match heading.names {
        None => Column::Unread,
        Some(number) => FIELDS
            .get(number)
            .map_or(Column::Organisation, |field| Column::Field(field, style)),
    };
    Ok(headings.iter().zip(styles).map(column).collect())
}

/// What the cells of each column prove about its numbers; ids prove nothing.
fn votes(headings: &[Heading], rows: &[rows::Row]) -> Vec<Votes> {
    let number = |name: usize| matches!(FIELDS.get(name), Some(&("fte" | "self" | "manager")));
    let mut all = vec![Votes::default(); headings.len()];
    for (column, (votes, heading)) in all.iter_mut().zip(headings).enumerate() {
        if heading.names.is_some_and(number) {
            rows.iter().for_each(|row| row.vote(column, votes));
        }
    }
    all
}

fn owner(columns: &[Column], row: &rows::Row) -> String {
    let mut cells = columns.iter().zip(row.cells.iter());
    cells
        .find(|(column, _)| matches!(column, Column::Organisation))
        .map_or_else(String::new, |(_, cell)| lossy(cell))
}

fn read(gathering: &Gathering<'_>, columns: &[Column], file: &str, from: &rows::Row) -> Row {
    let place = Place::line(file, from.line);
    let mut row = Row::new(place.clone());
    if let Some(fault) = &from.fault {
        row.tear(fault.clone());
        return row;
    }
    if from.cells.len() != columns.len() {
        // What stands in the cells is not asked for: they may be shifted.
        row.tear(from.of_cells(columns.len()));
        return row;
    }
    for (position, (column, cell)) in columns.iter().zip(&from.cells).enumerate() {
        let Column::Field(field, style) = column else {
            continue;
        };
        let mut place = place.clone().of_field(*field);
        place.column = Some(position + 1);
        match std::str::from_utf8(cell) {
            Ok(text) => row.text(gathering.form, field, text, style, place),
            Err(_) => row.refuse(place, Some(&lossy(cell)), Reason::new("reject.encoding")),
        }
    }
    row
}

//! Organisations as CSV: comma, UTF-8, one row each, the header names fields.

use super::cell::{self, Decimal};
use super::draft::Draft;
use super::rows::{Row, rows};
use crate::error::{Error, Kind, Place, nearest};
use crate::model::{Answer, Field, Fields, Reason};

/// What a column of the table holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    Id,
    Field(usize, Decimal),
    Unread,
}

/// A table: its records, and the headings that name no field.
pub(super) struct Table {
    pub(super) drafts: Vec<Draft>,
    pub(super) unread: Vec<String>,
}

/// Reads a table of organisations.
///
/// # Errors
/// What makes the table as a whole unreadable: no header, no `id`, a field named twice.
pub(super) fn read(
    fields: &Fields,
    file: &str,
    input: usize,
    bytes: &[u8],
) -> Result<Table, Error> {
    let rows = rows(file, bytes)?;
    let Some((header, rows)) = rows.split_first() else {
        return Err(Error::new(Kind::Input, "this table is empty").at(Place::file(file)));
    };
    let headings: Vec<String> = header
        .cells
        .iter()
        .map(|cell| String::from_utf8_lossy(cell).trim().to_owned())
        .collect();
    let columns = columns(fields, file, &headings, rows)?;
    let unread = headings
        .iter()
        .zip(&columns)
        .filter(|(heading, column)| **column == Column::Unread && !heading.is_empty())
        .map(|(heading, _)| heading.clone())
        .collect();
    let drafts = rows
        .iter()
        .filter(|row| !row.is_blank())
        .map(|row| draft(fields, file, input, &headings, &columns, row))
        .collect();
    Ok(Table { drafts, unread })
}

fn columns(
    fields: &Fields,
    file: &str,
    headings: &[String],
    rows: &[Row],
) -> Result<Vec<Column>, Error> {
    let mut columns: Vec<Column> = Vec::new();
    for (index, heading) in headings.iter().enumerate() {
        let column = match fields.by_heading(heading) {
            _ if heading.eq_ignore_ascii_case("id") => Column::Id,
            Some(field) => Column::Field(field, decimal(rows, index)),
            None => Column::Unread,
        };
        let same = |other: &Column| match (other, &column) {
            (Column::Field(a, _), Column::Field(b, _)) => a == b,
            (Column::Id, Column::Id) => true,
            _ => false,
        };
        if columns.iter().any(same) {
            let detail =
                format!("the column `{heading}` names a field that another column names too");
            return Err(Error::new(Kind::Input, detail).at(Place::spot(file, 1, index + 1)));
        }
        columns.push(column);
    }
    if columns.contains(&Column::Id) {
        return Ok(columns);
    }
    Err(no_id(file, headings))
}

fn no_id(file: &str, headings: &[String]) -> Error {
    let near = nearest("id", headings.iter().map(String::as_str));
    let error = Error::new(Kind::Input, "the header has no column `id`").at(Place::line(file, 1));
    match headings {
        [only] if only.contains([';', '\t', '|']) => {
            error.help("the cells are parted by another sign than the comma; save the table as comma-separated UTF-8")
        }
        _ => match near {
            Some(near) => error.help(format!("is it the column `{near}`")),
            None => error.help("every organisation needs an id of its own"),
        },
    }
}

fn decimal(rows: &[Row], column: usize) -> Decimal {
    Decimal::of(
        rows.iter()
            .filter_map(|row| row.cells.get(column))
            .filter_map(|cell| std::str::from_utf8(cell).ok()),
    )
}

fn draft(
    fields: &Fields,
    file: &str,
    input: usize,
    headings: &[String],
    columns: &[Column],
    row: &Row,
) -> Draft {
    let line = row.line;
    let mut draft = Draft::new(fields, Place::line(file, line), input);
    let id = columns.iter().position(|column| *column == Column::Id);
    let text = |cell: &[u8]| {
        std::str::from_utf8(cell)
            .ok()
            .map(str::trim)
            .map(str::to_owned)
    };
    draft.id = id
        .and_then(|column| row.cells.get(column))
        .and_then(text)
        .filter(|id| !id.is_empty())
        .map(Into::into);
    if let Some(fault) = &row.fault {
        draft.refuse(Place::line(file, line), None, fault.clone());
        return draft;
    }
    if draft.id.is_none() {
        let place = Place::line(file, line).of_field("id");
        draft.refuse(place, None, Reason::new("reject.no_id"));
    }
    if row.cells.len() != headings.len() {
        draft.refuse(Place::line(file, line), None, row.of_cells(headings.len()));
        return draft;
    }
    for (index, (column, cell)) in columns.iter().zip(&row.cells).enumerate() {
        let Column::Field(position, decimal) = *column else {
            continue;
        };
        let Some(field) = fields.at(position) else {
            continue;
        };
        let place = Place::spot(file, line, index + 1).of_field(&*field.id);
        fill(&mut draft, position, field, cell, decimal, place);
    }
    draft
}

fn fill(
    draft: &mut Draft,
    position: usize,
    field: &Field,
    cell: &[u8],
    decimal: Decimal,
    place: Place,
) {
    let Ok(text) = std::str::from_utf8(cell) else {
        let shown = String::from_utf8_lossy(cell).into_owned();
        draft.refuse(place, Some(shown), Reason::new("reject.encoding"));
        return;
    };
    match cell::answer(field, text, decimal) {
        Ok(mut answer) => {
            if let Answer::Given(fact) = &mut answer {
                fact.provenance.place = place;
            }
            if let Some(slot) = draft.answers.get_mut(position) {
                *slot = answer;
            }
        }
        Err(reason) => draft.refuse(place, Some(text.trim().to_owned()), reason),
    }
}

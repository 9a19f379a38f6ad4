//! Organisations as CSV: comma, UTF-8, one row each, the header names fields.

use super::cell::{self, Decimal};
use super::draft::Draft;
use super::rows::{Row, rows};
use crate::error::{Error, Kind, Place, nearest};
use crate::model::{Answer, Field, Fields, Reason};

/// What a column of the table holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    Id,
    /// A field, by its position.
    Field(usize),
    Unread,
}

/// The first row of a table.
#[derive(Debug)]
pub(super) struct Header {
    pub(super) columns: Vec<Column>,
    /// Where the id stands.
    pub(super) id: usize,
    /// Headings that name no field.
    pub(super) unread: Vec<String>,
}

impl Header {
    /// # Errors
    /// A heading that names a field for the second time; no `id`.
    pub(super) fn of(fields: &Fields, file: &str, row: &Row) -> Result<Self, Error> {
        let headings: Vec<String> = row
            .cells
            .iter()
            .map(|cell| String::from_utf8_lossy(cell).trim().to_owned())
            .collect();
        let columns = columns(fields, file, &headings)?;
        let id = columns.iter().position(|column| *column == Column::Id);
        let id = id.ok_or_else(|| no_id(file, &headings))?;
        let all = headings.into_iter().zip(&columns);
        let unread =
            all.filter(|(heading, column)| **column == Column::Unread && !heading.is_empty());
        Ok(Self {
            unread: unread.map(|(heading, _)| heading).collect(),
            columns,
            id,
        })
    }
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
    let (header, rows) = rows.split_first().ok_or_else(|| no_rows(file))?;
    let header = Header::of(fields, file, header)?;
    let decimals: Vec<Decimal> = (0..header.columns.len())
        .map(|column| decimal(rows, column))
        .collect();
    let record = Record {
        fields,
        file,
        input,
        header: &header,
        decimals: &decimals,
    };
    let filled = rows.iter().filter(|row| !row.is_blank());
    Ok(Table {
        drafts: filled.map(|row| record.draft(row)).collect(),
        unread: header.unread,
    })
}

pub(super) fn no_rows(file: &str) -> Error {
    Error::new(Kind::Input, "this table is empty").at(Place::file(file))
}

fn columns(fields: &Fields, file: &str, headings: &[String]) -> Result<Vec<Column>, Error> {
    let mut columns: Vec<Column> = Vec::new();
    for (index, heading) in headings.iter().enumerate() {
        let column = match fields.by_heading(heading) {
            _ if heading.eq_ignore_ascii_case("id") => Column::Id,
            Some(field) => Column::Field(field),
            None => Column::Unread,
        };
        if column != Column::Unread && columns.contains(&column) {
            let detail =
                format!("the column `{heading}` names a field that another column names too");
            return Err(Error::new(Kind::Input, detail).at(Place::spot(file, 1, index + 1)));
        }
        columns.push(column);
    }
    Ok(columns)
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

/// What turns a row into a record.
pub(super) struct Record<'a> {
    pub(super) fields: &'a Fields,
    pub(super) file: &'a str,
    /// Which of the inputs it is.
    pub(super) input: usize,
    pub(super) header: &'a Header,
    /// One for each column.
    pub(super) decimals: &'a [Decimal],
}

impl Record<'_> {
    pub(super) fn draft(&self, row: &Row) -> Draft {
        let Self { fields, file, .. } = *self;
        let columns = &self.header.columns;
        let line = row.line;
        let mut draft = Draft::new(fields, Place::line(file, line), self.input);
        draft.id = row.id(self.header.id).map(Into::into);
        if let Some(fault) = &row.fault {
            draft.refuse(Place::line(file, line), None, fault.clone());
            return draft;
        }
        if draft.id.is_none() {
            let place = Place::line(file, line).of_field("id");
            draft.refuse(place, None, Reason::new("reject.no_id"));
        }
        if row.cells.len() != columns.len() {
            draft.refuse(Place::line(file, line), None, row.of_cells(columns.len()));
            return draft;
        }
        let cells = columns.iter().zip(self.decimals).zip(&row.cells);
        for (index, ((column, decimal), cell)) in cells.enumerate() {
            let Column::Field(position) = *column else {
                continue;
            };
            let Some(field) = fields.at(position) else {
                continue;
            };
            let place = Place::spot(file, line, index + 1).of_field(&*field.id);
            fill(&mut draft, position, field, cell, *decimal, place);
        }
        draft
    }
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

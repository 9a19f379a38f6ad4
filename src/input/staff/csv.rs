//! `staff.csv`: one rating a row, the header names the fields.

use super::Gathering;
use super::row::{FIELDS, REQUIRED, Row};
use crate::error::{Error, Kind, Place, listed, nearest};
use crate::input::Source;
use crate::input::cell::Decimal;
use crate::input::rows::{self, rows};
use crate::model::Reason;

/// A column of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    Organisation,
    Field(&'static str, Decimal),
    Unread,
}

/// Reads a table and returns the headings that name no field.
///
/// # Errors
/// A table that is no CSV, lacks a column that every row needs, or names a column twice.
pub(super) fn table(gathering: &mut Gathering<'_>, source: &Source) -> Result<Vec<String>, Error> {
    let file = source.name.as_str();
    let all = rows(file, &source.bytes)?;
    let Some((header, rows)) = all.split_first() else {
        let detail = "this table of people is empty";
        return Err(Error::new(Kind::Input, detail).at(Place::file(file)));
    };
    let headings: Vec<String> = header.cells.iter().map(lossy).collect();
    let columns = columns(file, &headings, rows)?;
    let only = match columns.contains(&Column::Organisation) {
        true => None,
        false => Some(gathering.only_owner(file)?),
    };
    for row in rows.iter().filter(|row| !row.is_blank()) {
        let owner = only.map_or_else(|| owner(&columns, row), |only| only.to_string());
        let row = read(gathering, &columns, file, row);
        gathering.add(&owner, row);
    }
    let read = headings.iter().zip(&columns);
    Ok(read
        .filter(|(heading, column)| **column == Column::Unread && !heading.is_empty())
        .map(|(heading, _)| heading.clone())
        .collect())
}

fn columns(file: &str, headings: &[String], rows: &[rows::Row]) -> Result<Vec<Column>, Error> {
    let fault = |detail: String| Error::new(Kind::Input, detail).at(Place::line(file, 1));
    for (position, heading) in headings.iter().enumerate() {
        if !heading.is_empty() && headings.iter().take(position).any(|other| other == heading) {
            return Err(fault(format!("the column `{heading}` stands there twice")));
        }
    }
    for needed in REQUIRED {
        if !headings.iter().any(|heading| heading == needed) {
            let detail = format!("a table of people needs the column `{needed}`");
            return Err(fault(detail).help(lacking(needed, headings)));
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

fn lacking(needed: &str, headings: &[String]) -> String {
    match headings {
        [only] if only.contains([';', '\t', '|']) => {
            "the cells are parted by another sign than the comma; save the table as comma-separated UTF-8"
                .to_owned()
        }
        _ => match nearest(needed, headings.iter().map(String::as_str)) {
            Some(near) => format!("is it the column `{near}`"),
            None => format!("columns are {}; `org_id` may be added", listed(FIELDS)),
        },
    }
}

fn decimal(rows: &[rows::Row], column: usize) -> Decimal {
    let cells = rows.iter().filter_map(|row| row.cells.get(column));
    Decimal::of(cells.filter_map(|cell| std::str::from_utf8(cell).ok()))
}

fn owner(columns: &[Column], row: &rows::Row) -> String {
    let mut cells = columns.iter().zip(row.cells.iter());
    cells
        .find(|(column, _)| **column == Column::Organisation)
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
        let Column::Field(field, decimal) = column else {
            continue;
        };
        let mut place = place.clone().of_field(*field);
        place.column = Some(position + 1);
        match std::str::from_utf8(cell) {
            Ok(text) => row.text(gathering.form, field, text, *decimal, place),
            Err(_) => row.refuse(place, Some(&lossy(cell)), Reason::new("reject.encoding")),
        }
    }
    row
}

fn lossy(cell: &[u8]) -> String {
    String::from_utf8_lossy(cell).trim().to_owned()
}

//! A table of goals or KPIs: one a row, the header names the fields.

use super::records::{Gathering, Record, is_not_applicable};
use crate::error::{Error, Faults, Kind, Place, listed, nearest};
use crate::input::Source;
use crate::input::cell::{self, Decimal};
use crate::input::rows::{Row, rows};
use crate::model::{Field, Fields, Reason};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    Owner,
    Field(usize, Decimal),
    Unread,
}

impl Column {
    fn is_same(self, other: Self) -> bool {
        match (self, other) {
            (Self::Field(a, _), Self::Field(b, _)) => a == b,
            (Self::Owner, Self::Owner) => true,
            _ => false,
        }
    }
}

/// Reads a table and returns the headings that name no field.
///
/// # Errors
/// What makes the table as a whole unreadable.
pub(super) fn table(gathering: &mut Gathering<'_>, source: &Source) -> Result<Vec<String>, Faults> {
    let file = source.name.as_str();
    let one = |fault: Error| vec![fault];
    let all = rows(file, &source.bytes).map_err(one)?;
    let Some((header, rows)) = all.split_first() else {
        let detail = format!("this table of {} is empty", gathering.kept.what);
        return Err(one(Error::new(Kind::Input, detail).at(Place::file(file))));
    };
    let headings: Vec<String> = header.cells.iter().map(lossy).collect();
    let columns = columns(gathering, file, &headings, rows)?;
    let only = match columns.contains(&Column::Owner) {
        true => None,
        false => Some(gathering.only_owner(file).map_err(one)?),
    };
    only.into_iter().for_each(|owner| gathering.begin(owner));
    for row in rows.iter().filter(|row| !row.is_blank()) {
        let record = record(gathering.fields, &columns, row, file);
        let id = owner_cell(&columns, row);
        match only.or_else(|| gathering.owner(&id)) {
            Some(owner) => gathering.add(owner, record),
            None => gathering.stray(record, &id),
        }
    }
    let unread = headings.iter().zip(&columns);
    Ok(unread
        .filter(|(heading, column)| **column == Column::Unread && !heading.is_empty())
        .map(|(heading, _)| heading.clone())
        .collect())
}

fn columns(
    gathering: &Gathering<'_>,
    file: &str,
    headings: &[String],
    rows: &[Row],
) -> Result<Vec<Column>, Faults> {
    let mut faults = Vec::new();
    let mut columns: Vec<Column> = Vec::new();
    for (index, heading) in headings.iter().enumerate() {
        let column = match gathering.fields.by_heading(heading) {
            _ if heading.eq_ignore_ascii_case("org_id") => Column::Owner,
            Some(field) => Column::Field(field, decimal(rows, index)),
            None => Column::Unread,
        };
        if columns.iter().any(|other| other.is_same(column)) {
            let detail =
                format!("the column `{heading}` names a field that another column names too");
            faults.push(Error::new(Kind::Input, detail).at(Place::spot(file, 1, index + 1)));
        }
        columns.push(column);
    }
    faults.extend(lacking(gathering, file, headings, &columns));
    if faults.is_empty() {
        Ok(columns)
    } else {
        Err(faults)
    }
}

/// The columns that every such table has.
fn lacking(
    gathering: &Gathering<'_>,
    file: &str,
    headings: &[String],
    columns: &[Column],
) -> Option<Error> {
    let has = |id: &str| {
        let field = gathering.fields.position(id);
        let mut columns = columns.iter();
        columns.any(|column| matches!((column, field), (Column::Field(a, _), Some(b)) if *a == b))
    };
    let required = gathering.kept.required.iter().copied();
    let lacking: Vec<&str> = required.filter(|id| !has(id)).collect();
    let first = lacking.first()?;
    let names = listed(lacking.iter().copied());
    let detail = format!(
        "the header of the {} has no column {names}",
        gathering.kept.what
    );
    let error = Error::new(Kind::Input, detail).at(Place::line(file, 1));
    let near = nearest(first, headings.iter().map(String::as_str));
    Some(match (headings, near) {
        ([only], _) if only.contains([';', '\t', '|']) => error.help(
            "the cells are parted by another sign than the comma; save the table as comma-separated UTF-8",
        ),
        (_, Some(near)) => error.help(format!("is it the column `{near}`")),
        _ => error.help(format!("columns are {}", listed(gathering.fields.ids()))),
    })
}

fn decimal(rows: &[Row], column: usize) -> Decimal {
    let cells = rows.iter().filter_map(|row| row.cells.get(column));
    Decimal::of(cells.filter_map(|cell| std::str::from_utf8(cell).ok()))
}

fn owner_cell(columns: &[Column], row: &Row) -> String {
    let column = columns.iter().position(|column| *column == Column::Owner);
    let cell = column.and_then(|column| row.cells.get(column));
    cell.map_or_else(String::new, lossy)
}

fn record(fields: &Fields, columns: &[Column], row: &Row, file: &str) -> Record {
    let mut record = Record::new(fields, Place::line(file, row.line));
    if let Some(fault) = &row.fault {
        record.refuse_whole(fault.clone());
        return record;
    }
    if row.cells.len() != columns.len() {
        record.refuse_whole(row.of_cells(columns.len()));
        return record;
    }
    for (index, (column, cell)) in columns.iter().zip(&row.cells).enumerate() {
        if let Column::Field(position, decimal) = *column
            && let Some(field) = fields.at(position)
        {
            let place = Place::spot(file, row.line, index + 1).of_field(&*field.id);
            fill(&mut record, position, field, cell, decimal, place);
        }
    }
    record
}

fn fill(
    record: &mut Record,
    position: usize,
    field: &Field,
    cell: &[u8],
    decimal: Decimal,
    place: Place,
) {
    let found = match std::str::from_utf8(cell).map(str::trim) {
        Ok("") => return,
        Ok(text) if is_not_applicable(text) => Err(Reason::new("reject.left_empty")),
        Ok(text) => cell::value(field, text, decimal),
        Err(_) => Err(Reason::new("reject.encoding")),
    };
    match found {
        Ok(value) => record.set(position, value),
        Err(reason) => record.refuse_field(position, place, lossy(cell), reason),
    }
}

fn lossy(cell: &[u8]) -> String {
    String::from_utf8_lossy(cell).trim().to_owned()
}

//! A table of accounts. It is read twice, row by row, so that a million rows need little memory.

use csv::{ByteRecord, ReaderBuilder};

use super::super::Source;
use super::super::cell::{self, Decimal};
use super::{Gathering, Row, is_not_applicable};
use crate::error::{Error, Faults, Kind, Place, listed, nearest};
use crate::model::{Account, Field, Fields, Reason};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    Owner,
    Field(usize, Decimal),
    Unread,
}

/// Reads a table and returns the headings that name no field.
///
/// # Errors
/// What makes the table as a whole unreadable.
pub(super) fn table(gathering: &mut Gathering<'_>, source: &Source) -> Result<Vec<String>, Faults> {
    let file = source.name.as_str();
    let bytes = source
        .bytes
        .strip_prefix(b"\xef\xbb\xbf")
        .unwrap_or(&source.bytes);
    let header = header(file, bytes).map_err(|fault| vec![fault])?;
    let mut columns = columns(gathering.fields, file, &header)?;
    let only = match columns.contains(&Column::Owner) {
        true => None,
        false => Some(gathering.only_owner(file).map_err(|fault| vec![fault])?),
    };
    settle_decimals(gathering.fields, &mut columns, file, bytes)?;
    each_row(file, bytes, |record| {
        let line = record
            .position()
            .map_or(0, |position| position.line() as usize);
        let row = row(gathering.fields, &header, &columns, record, file, line);
        match only {
            Some(owner) => gathering.add(owner, row),
            None => {
                let id = owner_cell(&columns, record);
                match gathering.owner(&id) {
                    Some(owner) => gathering.add(owner, row),
                    None => gathering.stray(row, &id),
                }
            }
        }
    })?;
    let unread = header.iter().zip(&columns);
    Ok(unread
        .filter(|(heading, column)| **column == Column::Unread && !heading.is_empty())
        .map(|(heading, _)| heading.clone())
        .collect())
}

/// Calls `visit` for each row that holds something, the header left out.
fn each_row(file: &str, bytes: &[u8], mut visit: impl FnMut(&ByteRecord)) -> Result<(), Faults> {
    let mut reader = ReaderBuilder::new().flexible(true).from_reader(bytes);
    let mut record = ByteRecord::new();
    loop {
        match reader.read_byte_record(&mut record) {
            Ok(false) => return Ok(()),
            Ok(true) if record.iter().all(|cell| cell.trim_ascii().is_empty()) => {}
            Ok(true) => visit(&record),
            Err(error) => return Err(vec![no_table(file, &error)]),
        }
    }
}

fn no_table(file: &str, error: &csv::Error) -> Error {
    Error::new(Kind::Input, format!("this is no CSV table: {error}")).at(Place::file(file))
}

fn header(file: &str, bytes: &[u8]) -> Result<Vec<String>, Error> {
    let mut reader = ReaderBuilder::new().flexible(true).from_reader(bytes);
    let header = reader
        .byte_headers()
        .map_err(|error| no_table(file, &error))?;
    if header.is_empty() {
        return Err(
            Error::new(Kind::Input, "this table of accounts is empty").at(Place::file(file))
        );
    }
    let heading = |cell: &[u8]| String::from_utf8_lossy(cell).trim().to_owned();
    Ok(header.iter().map(heading).collect())
}

fn columns(fields: &Fields, file: &str, header: &[String]) -> Result<Vec<Column>, Faults> {
    let mut faults = Vec::new();
    let mut columns: Vec<Column> = Vec::new();
    for (index, heading) in header.iter().enumerate() {
        let column = match fields.by_heading(heading) {
            _ if heading.eq_ignore_ascii_case("org_id") => Column::Owner,
            Some(field) => Column::Field(field, Decimal::Unsettled),
            None => Column::Unread,
        };
        if column != Column::Unread && columns.contains(&column) {
            let detail =
                format!("the column `{heading}` names a field that another column names too");
            faults.push(Error::new(Kind::Input, detail).at(Place::spot(file, 1, index + 1)));
        }
        columns.push(column);
    }
    let has = |id: &&str| {
        let field = fields.position(id);
        columns
            .iter()
            .any(|column| matches!((column, field), (Column::Field(a, _), Some(b)) if *a == b))
    };
    let lacking: Vec<&str> = Account::REQUIRED
        .into_iter()
        .filter(|id| !has(id))
        .collect();
    if !lacking.is_empty() {
        faults.push(no_columns(file, header, &lacking));
    }
    if faults.is_empty() {
        Ok(columns)
    } else {
        Err(faults)
    }
}

fn no_columns(file: &str, header: &[String], lacking: &[&str]) -> Error {
    let detail = format!(
        "the header of the accounts has no column {}",
        listed(lacking.iter().copied())
    );
    let error = Error::new(Kind::Input, detail).at(Place::line(file, 1));
    let near = lacking
        .iter()
        .find_map(|id| nearest(id, header.iter().map(String::as_str)));
    match (header, near) {
        ([only], _) if only.contains([';', '\t', '|']) => error.help(
            "the cells are parted by another sign than the comma; save the table as comma-separated UTF-8",
        ),
        (_, Some(near)) => error.help(format!("is it the column `{near}`")),
        _ => error.help("every account needs an id, a name, a currency and a revenue"),
    }
}

/// Looks through each column of numbers for a cell that can only be read with a decimal point.
fn settle_decimals(
    fields: &Fields,
    columns: &mut [Column],
    file: &str,
    bytes: &[u8],
) -> Result<(), Faults> {
    let mut open: Vec<(usize, &mut Decimal)> = columns
        .iter_mut()
        .enumerate()
        .filter_map(|(index, column)| match column {
            Column::Field(field, decimal) => {
                let kind = fields.at(*field)?.kind;
                kind.is_numeric().then_some((index, decimal))
            }
            _ => None,
        })
        .collect();
    each_row(file, bytes, |record| {
        for (index, decimal) in &mut open {
            let cell = record.get(*index).unwrap_or_default();
            if **decimal == Decimal::Unsettled && cell.contains(&b'.') {
                **decimal = Decimal::of(std::str::from_utf8(cell).into_iter());
            }
        }
    })
}

fn owner_cell(columns: &[Column], record: &ByteRecord) -> String {
    let column = columns.iter().position(|column| *column == Column::Owner);
    let cell = column
        .and_then(|column| record.get(column))
        .unwrap_or_default();
    String::from_utf8_lossy(cell).trim().to_owned()
}

fn row(
    fields: &Fields,
    header: &[String],
    columns: &[Column],
    record: &ByteRecord,
    file: &str,
    line: usize,
) -> Row {
    let mut row = Row::new(fields, Place::line(file, line));
    if record.len() != header.len() {
        let reason = Reason::new("reject.cells")
            .with("found", record.len() as f64)
            .with("expected", header.len() as f64);
        // What stands in the cells is not asked for: they may be shifted.
        row.refused = (0..fields.len()).collect();
        row.refuse(Place::line(file, line), None, reason);
        return row;
    }
    for (index, (column, cell)) in columns.iter().zip(record).enumerate() {
        if let Column::Field(position, decimal) = column
            && let Some(field) = fields.at(*position)
        {
            fill(&mut row, *position, field, cell, *decimal, index);
        }
    }
    row
}

fn fill(
    row: &mut Row,
    position: usize,
    field: &Field,
    cell: &[u8],
    decimal: Decimal,
    index: usize,
) {
    let text = std::str::from_utf8(cell).map(str::trim);
    let found = match text {
        Ok("") => return,
        Ok(text) if is_not_applicable(text) => Err(Reason::new("reject.account_na")),
        Ok(text) => cell::value(field, text, decimal),
        Err(_) => Err(Reason::new("reject.encoding")),
    };
    match found {
        Ok(value) => {
            if let Some(place) = row.values.get_mut(position) {
                *place = Some(value);
            }
        }
        Err(reason) => {
            let line = row.place.line.unwrap_or(0);
            let place = Place::spot(&*row.place.file, line, index + 1).of_field(&*field.id);
            let shown = String::from_utf8_lossy(cell).trim().to_owned();
            row.refused.push(position);
            row.refuse(place, Some(shown), reason);
        }
    }
}

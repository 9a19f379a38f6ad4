//! Workbooks of Excel.

use std::collections::HashSet;
use std::io::Cursor;

use calamine::{
    Data, DataRef, Dimensions, ExcelDateTime, Reader, SheetType, SheetVisible, Xlsx, XlsxError,
};

use super::cell;
use super::sheet::{Merge, Sheet};

type Workbook<'b> = Xlsx<Cursor<&'b [u8]>>;

/// # Errors
/// Why it cannot be read.
pub(super) fn sheets(bytes: &[u8]) -> Result<Vec<Sheet>, String> {
    let mut book: Workbook<'_> = Xlsx::new(Cursor::new(bytes)).map_err(unreadable)?;
    let metadata = book.sheets_metadata().to_vec();
    let tables = metadata
        .into_iter()
        .filter(|one| one.typ == SheetType::WorkSheet);
    let sheet =
        |one: calamine::Sheet| sheet(&mut book, &one.name, one.visible == SheetVisible::Visible);
    tables.map(sheet).collect()
}

fn unreadable(error: XlsxError) -> String {
    match error {
        XlsxError::Password => "this workbook is protected by a password".to_owned(),
        error => format!("this workbook is damaged or none: {error}"),
    }
}

fn sheet(book: &mut Workbook<'_>, name: &str, visible: bool) -> Result<Sheet, String> {
    let mut sheet = Sheet::new(name, visible);
    let uncomputed = uncomputed(book, name)?;
    let mut cells = book.worksheet_cells_reader(name).map_err(unreadable)?;
    let percent: Vec<bool> = cells
        .styles()
        .iter()
        .map(|style| {
            let format = style.number_format.as_ref();
            format.is_some_and(|format| cell::is_percent(&format.format_code))
        })
        .collect();
    while let Some((cell, style)) = cells.next_cell_with_style_id().map_err(unreadable)? {
        let (row, column) = cell.get_position();
        let text = match cell.get_value() {
            DataRef::Empty if uncomputed.contains(&(row, column)) => "#CALC!".to_owned(),
            value => text(value, percent.get(style).copied().unwrap_or_default()),
        };
        sheet.push(row as usize, column as usize, &text)?;
    }
    drop(cells);
    for merge in book.merge_cells_by_sheet_name(name).map_err(unreadable)? {
        sheet.merge(merged(merge));
    }
    Ok(sheet)
}

fn merged(merge: Dimensions) -> Merge {
    Merge {
        first: merge.start.0 as usize,
        last: merge.end.0 as usize,
        column: merge.start.1 as usize,
    }
}

/// Formulas whose value was never stored: a program wrote the file, and no spreadsheet has computed it yet.
fn uncomputed(book: &mut Workbook<'_>, name: &str) -> Result<HashSet<(u32, u32)>, String> {
    let mut cells = book.worksheet_cells_reader(name).map_err(unreadable)?;
    let mut found = HashSet::new();
    while let Some(cell) = cells.next_formula().map_err(unreadable)? {
        if !cell.get_value().is_empty() {
            found.insert(cell.get_position());
        }
    }
    Ok(found)
}

fn text(value: &DataRef<'_>, percent: bool) -> String {
    match Data::from(value.clone()) {
        Data::Empty => String::new(),
        Data::Int(number) => stored(number as f64, percent),
        Data::Float(number) => stored(number, percent),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text,
        Data::Bool(flag) => flag.to_string(),
        Data::DateTime(date) => day(&date),
        Data::Error(error) => error.to_string(),
    }
}

fn stored(number: f64, percent: bool) -> String {
    match percent {
        true => cell::percent(number),
        false => cell::number(number),
    }
}

/// A day, with the time of day if it is not midnight; a duration is a number of days.
fn day(date: &ExcelDateTime) -> String {
    if date.is_duration() {
        return cell::number(date.as_f64());
    }
    let (year, month, day, hour, minute, second, _) = date.to_ymd_hms_milli();
    let text = format!("{year:04}-{month:02}-{day:02}");
    match (hour, minute, second) {
        (0, 0, 0) => text,
        _ => format!("{text}T{hour:02}:{minute:02}:{second:02}"),
    }
}

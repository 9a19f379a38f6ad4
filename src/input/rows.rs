//! Rows of a table with their lines, and the quotation marks that would swallow rows.
//!
//! The CSV reader lets a quotation mark that stays open, or that closes in the middle of a cell, pass in silence;
//! what stood behind it would be lost.

use std::ops::Range;

use csv::{ByteRecord, ReaderBuilder};

use crate::error::{Error, Kind, Place};
use crate::model::Reason;

/// One row as it was read.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) cells: ByteRecord,
    /// Where it begins, counted from 1.
    pub(super) line: usize,
    /// Why it cannot be trusted.
    pub(super) fault: Option<Reason>,
}

impl Row {
    pub(super) fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.trim_ascii().is_empty())
    }

    /// The id in this column, if there is one.
    pub(super) fn id(&self, column: usize) -> Option<&str> {
        self.cells.get(column).and_then(id)
    }

    /// That the row does not have as many cells as the header.
    pub(super) fn of_cells(&self, expected: usize) -> Reason {
        Reason::new("reject.cells")
            .with("found", self.cells.len() as f64)
            .with("expected", expected as f64)
    }
}

/// The text of an id; none of an empty cell, or of one that is no text.
pub(super) fn id(cell: &[u8]) -> Option<&str> {
    let id = std::str::from_utf8(cell).ok()?.trim();
    Some(id).filter(|id| !id.is_empty())
}

/// All rows, the header first. Quotes are doubled inside quotes, line breaks may stand in them.
///
/// # Errors
/// A file that is no table, or whose header has a broken quotation mark.
pub(super) fn rows(file: &str, bytes: &[u8]) -> Result<Vec<Row>, Error> {
    let bytes = text(file, bytes)?;
    let rows = first_rows(bytes);
    match rows.first() {
        Some(header) => trusted(file, header).map(|()| rows),
        None => Ok(rows),
    }
}

/// A text without its byte order mark.
///
/// # Errors
/// A text of another encoding.
pub(super) fn text<'a>(file: &str, bytes: &'a [u8]) -> Result<&'a [u8], Error> {
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        let detail = "this file is UTF-16 text; save it as UTF-8";
        return Err(Error::new(Kind::Input, detail).at(Place::file(file)));
    }
    Ok(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes))
}

/// # Errors
/// A header with a broken quotation mark.
pub(super) fn trusted(file: &str, header: &Row) -> Result<(), Error> {
    if header.fault.is_none() {
        return Ok(());
    }
    let detail = "a quotation mark in the header stays open or stands inside a cell";
    Err(Error::new(Kind::Input, detail).at(Place::line(file, header.line)))
}

/// The rows of a part of a table that begins where a row can begin, in this line.
pub(super) fn rows_from(part: &[u8], line: usize) -> Vec<Row> {
    // Behind an empty line, no byte order mark is skipped.
    let bytes = [b"\n", part].concat();
    placed(records(&bytes), &bytes, line.saturating_sub(1))
}

/// The rows of a part that begins a table.
pub(super) fn first_rows(part: &[u8]) -> Vec<Row> {
    placed(records(part), part, 1)
}

/// The CSV reader fails where bytes cannot be read only, and these are at hand.
fn records(bytes: &[u8]) -> Vec<ByteRecord> {
    let mut reader = ReaderBuilder::new();
    let reader = reader.has_headers(false).flexible(true).from_reader(bytes);
    reader.into_byte_records().map_while(Result::ok).collect()
}

fn placed(records: Vec<ByteRecord>, bytes: &[u8], first: usize) -> Vec<Row> {
    let broken = broken_quotes(bytes);
    let starts: Vec<usize> = records.iter().map(|one| start(one, bytes)).collect();
    let ends = starts.iter().copied().skip(1).chain([bytes.len()]);
    let mut line = first;
    let mut counted = 0;
    let mut rows = Vec::new();
    for ((cells, from), to) in records.into_iter().zip(&starts).zip(ends) {
        line += breaks(bytes, counted..*from);
        counted = *from;
        let row = *from..to;
        let first = broken.partition_point(|quote| quote.at < row.start);
        let fault = broken.get(first).filter(|quote| row.contains(&quote.at));
        rows.push(Row {
            cells,
            line,
            fault: fault.map(|quote| quote.reason(line, bytes, row)),
        });
    }
    rows
}

/// The reader's position lies before the empty lines that it skips.
fn start(record: &ByteRecord, bytes: &[u8]) -> usize {
    let at = record.position().map_or(0, |at| at.byte() as usize);
    let rest = bytes.get(at..).unwrap_or_default();
    let is_break = |byte: &&u8| matches!(byte, b'\r' | b'\n');
    at + rest.iter().take_while(is_break).count()
}

fn breaks(bytes: &[u8], range: Range<usize>) -> usize {
    let part = bytes.get(range).unwrap_or_default();
    part.iter().filter(|byte| **byte == b'\n').count()
}

/// A quotation mark that opens a cell and does not close it at its end.
struct Quote {
    at: usize,
    /// Open to the end of the file.
    open: bool,
}

impl Quote {
    fn reason(&self, line: usize, bytes: &[u8], row: Range<usize>) -> Reason {
        let text = bytes.get(row).unwrap_or_default().trim_ascii_end();
        let last = line + breaks(text, 0..text.len());
        let lines = if last > line {
            format!("{line}–{last}")
        } else {
            line.to_string()
        };
        let id = if self.open {
            "reject.unclosed"
        } else {
            "reject.quote"
        };
        Reason::new(id).with("lines", lines.as_str())
    }
}

/// Where the reader stands.
#[derive(Clone, Copy)]
enum Reading {
    CellStart,
    Plain,
    /// In quotes that opened at this byte.
    Quoted(usize),
    /// Behind a quotation mark in quotes: it closed them, or is the first of two.
    Closing(usize),
}

impl Reading {
    /// What follows a byte, and the quotation mark that it shows to be broken.
    fn after(self, at: usize, byte: u8) -> (Self, Option<usize>) {
        match (self, byte) {
            (Self::Quoted(from), b'"') => (Self::Closing(from), None),
            (Self::Quoted(from), _) => (Self::Quoted(from), None),
            (Self::Closing(from), b'"') => (Self::Quoted(from), None),
            (_, b',' | b'\r' | b'\n') => (Self::CellStart, None),
            (Self::CellStart, b'"') => (Self::Quoted(at), None),
            (Self::Closing(from), _) => (Self::Plain, Some(from)),
            (Self::CellStart | Self::Plain, _) => (Self::Plain, None),
        }
    }
}

/// The broken quotation marks of a text, in order.
fn broken_quotes(bytes: &[u8]) -> Vec<Quote> {
    let mut found = Vec::new();
    let mut state = Reading::CellStart;
    for (at, byte) in bytes.iter().enumerate() {
        let (next, broken) = state.after(at, *byte);
        state = next;
        found.extend(broken.map(|at| Quote { at, open: false }));
    }
    if let Reading::Quoted(at) = state {
        found.push(Quote { at, open: true });
    }
    found
}

/// The first line break outside quotes, and whether every quotation mark before it is in order.
pub(super) fn quoted_line(bytes: &[u8]) -> (Option<usize>, bool) {
    let mut state = Reading::CellStart;
    let mut in_order = true;
    for (at, byte) in bytes.iter().enumerate() {
        let quoted = matches!(state, Reading::Quoted(_));
        if *byte == b'\n' && !quoted {
            return (Some(at), in_order);
        }
        let (next, broken) = state.after(at, *byte);
        // A carriage return that ends no line ends a row all the same.
        let lone =
            *byte == b'\r' && !quoted && bytes.get(at + 1).is_some_and(|next| *next != b'\n');
        in_order &= broken.is_none() && !lone;
        state = next;
    }
    (None, in_order && !matches!(state, Reading::Quoted(_)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<(usize, bool)> {
        let rows = rows("t.csv", text.as_bytes()).unwrap();
        rows.iter()
            .map(|row| (row.line, row.fault.is_some()))
            .collect()
    }

    #[test]
    fn a_row_knows_its_line_behind_empty_lines_and_cells_of_several_lines() {
        let text = "id,name\r\n\r\n1,\"a\r\nb\"\r\n\r\n\r\n2,c\r\n";
        assert_eq!(lines(text), [(1, false), (3, false), (7, false)]);
    }

    #[test]
    fn a_quote_that_is_doubled_or_stands_in_a_plain_cell_is_in_order() {
        let text = "id,name\n1,\"a \"\"b\"\"\"\n2,5\" pipe\n3,\"\"\n";
        assert!(lines(text).iter().all(|(_, broken)| !broken));
    }

    #[test]
    fn a_quote_that_does_not_close_its_cell_breaks_its_row_alone() {
        let text = "id,name\n1,\"a\n2,\"b\"\n3,c\n4,\"d";
        assert_eq!(lines(text), [(1, false), (2, true), (4, false), (5, true)]);
    }
}

//! Rows of a table with their lines, and the quotation marks that would swallow rows.
//!
//! The CSV reader lets a quotation mark that stays open, or that closes in the middle of a cell, pass in silence;
//! what stood behind it would be lost.

use std::ops::Range;

use csv::{ByteRecord, ReaderBuilder};

use crate::error::{Error, Kind, Place};
use crate::model::Reason;

/// One row as it was read.
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

    /// That the row does not have as many cells as the header.
    pub(super) fn of_cells(&self, expected: usize) -> Reason {
        Reason::new("reject.cells")
            .with("found", self.cells.len() as f64)
            .with("expected", expected as f64)
    }
}

/// All rows, the header first. Quotes are doubled inside quotes, line breaks may stand in them.
///
/// # Errors
/// A file that is no table, or whose header has a broken quotation mark.
pub(super) fn rows(file: &str, bytes: &[u8]) -> Result<Vec<Row>, Error> {
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        let detail = "this file is UTF-16 text; save it as UTF-8";
        return Err(Error::new(Kind::Input, detail).at(Place::file(file)));
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let records: Vec<ByteRecord> = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(bytes)
        .into_byte_records()
        .collect::<Result<_, _>>()
        .map_err(|error| {
            Error::new(Kind::Input, format!("this is no CSV table: {error}")).at(Place::file(file))
        })?;
    let rows = placed(records, bytes);
    match rows.first() {
        Some(header) if header.fault.is_some() => {
            let detail = "a quotation mark in the header stays open or stands inside a cell";
            Err(Error::new(Kind::Input, detail).at(Place::line(file, header.line)))
        }
        _ => Ok(rows),
    }
}

fn placed(records: Vec<ByteRecord>, bytes: &[u8]) -> Vec<Row> {
    let broken = broken_quotes(bytes);
    let starts: Vec<usize> = records.iter().map(|one| start(one, bytes)).collect();
    let ends = starts.iter().copied().skip(1).chain([bytes.len()]);
    let mut line = 1;
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

/// The broken quotation marks of a text, in order.
fn broken_quotes(bytes: &[u8]) -> Vec<Quote> {
    let mut found = Vec::new();
    let mut state = Reading::CellStart;
    for (at, byte) in bytes.iter().enumerate() {
        state = match (state, byte) {
            (Reading::Quoted(from), b'"') => Reading::Closing(from),
            (Reading::Quoted(from), _) => Reading::Quoted(from),
            (Reading::Closing(from), b'"') => Reading::Quoted(from),
            (_, b',' | b'\r' | b'\n') => Reading::CellStart,
            (Reading::CellStart, b'"') => Reading::Quoted(at),
            (Reading::Closing(from), _) => {
                found.push(Quote {
                    at: from,
                    open: false,
                });
                Reading::Plain
            }
            (Reading::CellStart | Reading::Plain, _) => Reading::Plain,
        };
    }
    if let Reading::Quoted(at) = state {
        found.push(Quote { at, open: true });
    }
    found
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

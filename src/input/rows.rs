//! Rows of a table with their lines, and the quotation marks that would swallow rows.
//!
//! The CSV reader lets a quotation mark that stays open, or that closes in the middle of a cell, pass in silence;
//! what stood behind it would be lost.

use std::ops::Range;

use csv::{ByteRecord, ReaderBuilder};

use super::cell::Votes;
use crate::model::Reason;

/// One row as it was read.
#[derive(Debug, Clone)]
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

    /// Lets a cell say how its column writes numbers.
    pub(super) fn vote(&self, column: usize, votes: &mut Votes) {
        let cell = self.cells.get(column);
        if let Some(text) = cell.and_then(|cell| std::str::from_utf8(cell).ok()) {
            votes.see(text, self.line);
        }
    }

    /// That the row does not have as many cells as the header.
    pub(super) fn of_cells(&self, expected: usize) -> Reason {
        Reason::new("reject.cells")
            .with("found", self.cells.len() as f64)
            .with("expected", expected as f64)
    }
}

/// Calls `visit` for each row with the bytes that it takes, until it returns false. Quotes are doubled inside
/// quotes, line breaks may stand in them; the first row begins in `line`.
pub(super) fn each_row(
    bytes: &[u8],
    delimiter: u8,
    line: usize,
    mut visit: impl FnMut(&Row, Range<usize>) -> bool,
) {
    let broken = match bytes.contains(&b'"') {
        true => broken_quotes(bytes, delimiter),
        false => Vec::new(),
    };
    let mut reader = ReaderBuilder::new();
    let reader = reader.has_headers(false).flexible(true);
    let mut reader = reader.delimiter(delimiter).from_reader(bytes);
    let mut row = Row {
        cells: ByteRecord::new(),
        line,
        fault: None,
    };
    let mut counted = 0;
    // Reading fails where bytes cannot be had, and these are at hand.
    while let Ok(true) = reader.read_byte_record(&mut row.cells) {
        let from = start(&row.cells, bytes);
        let to = reader.position().byte() as usize;
        row.line += breaks(bytes, counted..from);
        counted = from;
        let first = broken.partition_point(|quote| quote.at < from);
        let fault = broken.get(first).filter(|quote| quote.at < to);
        row.fault = fault.map(|quote| quote.reason(row.line, bytes, from..to));
        if !visit(&row, from..to) {
            return;
        }
    }
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
fn broken_quotes(bytes: &[u8], delimiter: u8) -> Vec<Quote> {
    let mut found = Vec::new();
    let mut state = Reading::CellStart;
    for (at, byte) in bytes.iter().enumerate() {
        state = match (state, byte) {
            (Reading::Quoted(from), b'"') => Reading::Closing(from),
            (Reading::Quoted(from), _) => Reading::Quoted(from),
            (Reading::Closing(from), b'"') => Reading::Quoted(from),
            (_, b'\r' | b'\n') => Reading::CellStart,
            (_, byte) if *byte == delimiter => Reading::CellStart,
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
        let mut lines = Vec::new();
        each_row(text.as_bytes(), b',', 1, |row, _| {
            lines.push((row.line, row.fault.is_some()));
            true
        });
        lines
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

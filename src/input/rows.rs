//! Rows of a table with their lines, and the quotation marks that would swallow rows.
//!
//! The CSV reader lets a quotation mark that stays open, or that closes in the middle of a cell, pass in silence;
//! what stood behind it would be lost.

use std::ops::Range;

use csv::{ByteRecord, ReaderBuilder};

use super::cell::{Votes, trimmed};
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

    /// The id in this column, if there is one.
    pub(super) fn id(&self, column: usize) -> Option<&str> {
        self.cells.get(column).and_then(id)
    }

    /// Lets a cell say how its column writes numbers.
    pub(super) fn vote(&self, column: usize, votes: &mut Votes) {
        let cell = self.cells.get(column);
        if let Some(text) = cell.and_then(|cell| std::str::from_utf8(cell).ok()) {
            votes.see(text, self.line);
        }
    }

    /// It has as many cells as the header; empty ones may follow, as trailing delimiters make them.
    pub(super) fn fits(&self, columns: usize) -> bool {
        let mut more = self.cells.iter().skip(columns);
        self.cells.len() >= columns && more.all(|cell| cell.trim_ascii().is_empty())
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
    let id = trimmed(std::str::from_utf8(cell).ok()?);
    Some(id).filter(|id| !id.is_empty())
}

/// The text of a cell for a message or a key, whatever its bytes are.
pub(super) fn lossy(cell: &[u8]) -> String {
    String::from_utf8_lossy(cell).trim().to_owned()
}

/// The rows of a part of a comma-separated table that begins where a row can begin, in this line.
pub(super) fn rows_from(part: &[u8], line: usize) -> Vec<Row> {
    // Behind an empty line, no byte order mark is skipped.
    let bytes = [b"\n", part].concat();
    let mut rows = Vec::new();
    each_row(&bytes, b',', line.saturating_sub(1), |row, _| {
        rows.push(row.clone());
        true
    });
    rows
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

impl Reading {
    /// What follows a byte, and the quotation mark that it shows to be broken.
    fn after(self, at: usize, byte: u8, delimiter: u8) -> (Self, Option<usize>) {
        match (self, byte) {
            (Self::Quoted(from), b'"') => (Self::Closing(from), None),
            (Self::Quoted(from), _) => (Self::Quoted(from), None),
            (Self::Closing(from), b'"') => (Self::Quoted(from), None),
            (_, b'\r' | b'\n') => (Self::CellStart, None),
            (_, byte) if byte == delimiter => (Self::CellStart, None),
            (Self::CellStart, b'"') => (Self::Quoted(at), None),
            (Self::Closing(from), _) => (Self::Plain, Some(from)),
            (Self::CellStart | Self::Plain, _) => (Self::Plain, None),
        }
    }
}

/// The broken quotation marks of a text, in order.
fn broken_quotes(bytes: &[u8], delimiter: u8) -> Vec<Quote> {
    let mut found = Vec::new();
    let mut state = Reading::CellStart;
    for (at, byte) in bytes.iter().enumerate() {
        let (next, broken) = state.after(at, *byte, delimiter);
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
        let (next, broken) = state.after(at, *byte, b',');
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

    /// The cases of the collection csv-spectrum, and what they mean.
    #[test]
    fn the_csv_spectrum_is_read() {
        let cases: [(&str, &[&[&str]]); 11] = [
            (
                "first,last,address,city,zip\nJohn,Doe,120 any st.,\"Anytown, WW\",08123",
                &[
                    &["first", "last", "address", "city", "zip"],
                    &["John", "Doe", "120 any st.", "Anytown, WW", "08123"],
                ],
            ),
            (
                "a,b,c\n1,\"\",\"\"\n2,3,4",
                &[&["a", "b", "c"], &["1", "", ""], &["2", "3", "4"]],
            ),
            (
                "a,b,c\r\n1,\"\",\"\"\r\n2,3,4",
                &[&["a", "b", "c"], &["1", "", ""], &["2", "3", "4"]],
            ),
            (
                "a,b\n1,\"ha \"\"ha\"\" ha\"\n3,4\n",
                &[&["a", "b"], &["1", "ha \"ha\" ha"], &["3", "4"]],
            ),
            (
                "key,val\n1,\"{\"\"type\"\": \"\"Point\"\", \"\"coordinates\"\": [102.0, 0.5]}\"\n",
                &[
                    &["key", "val"],
                    &["1", "{\"type\": \"Point\", \"coordinates\": [102.0, 0.5]}"],
                ],
            ),
            (
                "a,b,c\n1,2,3\n\"Once upon \na time\",5,6\n7,8,9\n",
                &[
                    &["a", "b", "c"],
                    &["1", "2", "3"],
                    &["Once upon \na time", "5", "6"],
                    &["7", "8", "9"],
                ],
            ),
            (
                "a,b,c\r\n1,2,3\r\n\"Once upon \r\na time\",5,6\r\n7,8,9\r\n",
                &[
                    &["a", "b", "c"],
                    &["1", "2", "3"],
                    &["Once upon \r\na time", "5", "6"],
                    &["7", "8", "9"],
                ],
            ),
            (
                "a,b\n1,\"ha \n\"\"ha\"\" \nha\"\n3,4\n",
                &[&["a", "b"], &["1", "ha \n\"ha\" \nha"], &["3", "4"]],
            ),
            ("a,b,c\n1,2,3", &[&["a", "b", "c"], &["1", "2", "3"]]),
            ("a,b,c\r\n1,2,3", &[&["a", "b", "c"], &["1", "2", "3"]]),
            (
                "a,b,c\n1,2,3\n4,5,ʤ",
                &[&["a", "b", "c"], &["1", "2", "3"], &["4", "5", "ʤ"]],
            ),
        ];
        for (text, expected) in cases {
            let mut read: Vec<Vec<String>> = Vec::new();
            each_row(text.as_bytes(), b',', 1, |row, _| {
                assert!(row.fault.is_none(), "{text}");
                let cells = row.cells.iter().map(String::from_utf8_lossy);
                read.push(cells.map(std::borrow::Cow::into_owned).collect());
                true
            });
            assert_eq!(read, expected, "{text}");
        }
    }
}

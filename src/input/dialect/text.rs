//! A table that is text: its delimiter and its header by trial, on a bounded sample.

use std::borrow::Cow;
use std::ops::Range;

use encoding_rs::UTF_8;

use super::encoding::{Decoded, decode};
use super::header::{Header, ROWS};
use super::heading::Known;
use super::{Dialect, MappedTable, Table, on_one_line};
use crate::error::{Error, Kind, Place, said};
use crate::input::Source;
use crate::input::rows::{Row, each_row};
use crate::model::{Decision, Example, Reason};

/// So much of a file is looked at for its delimiter and header.
const SAMPLE: usize = 1 << 16;

const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// The rows below a header.
pub(super) struct Body<'a> {
    text: Cow<'a, [u8]>,
    pub(super) delimiter: u8,
    from: usize,
    line: usize,
}

/// What follows a row.
#[derive(Clone, Copy)]
pub(super) struct Rest<'b> {
    bytes: &'b [u8],
    delimiter: u8,
}

impl Body<'_> {
    /// Where the first row begins in a UTF-8 file of this length, and its line. A mark may stand before the text.
    pub(super) fn start(&self, length: usize) -> (usize, usize) {
        let mark = length.saturating_sub(self.text.len());
        (mark + self.from, self.line)
    }

    /// The reader skips a byte order mark where it begins; below a header, it is a cell like any other.
    fn behind_a_break(&self) -> (usize, usize) {
        let rest = self.text.get(self.from..).unwrap_or_default();
        let before = self.from.checked_sub(1);
        match before.filter(|at| self.text.get(*at) == Some(&b'\n')) {
            Some(before) if rest.starts_with(b"\xef\xbb\xbf") => (before, self.line - 1),
            _ => (self.from, self.line),
        }
    }

    pub(super) fn each(&self, visit: &mut dyn FnMut(&Row, Rest<'_>)) {
        let (from, line) = self.behind_a_break();
        let bytes = self.text.get(from..).unwrap_or_default();
        each_row(bytes, self.delimiter, line, |row, taken| {
            let rest = Rest {
                bytes: bytes.get(taken.end..).unwrap_or_default(),
                delimiter: self.delimiter,
            };
            visit(row, rest);
            true
        });
    }
}

impl Body<'_> {
    /// The first rows.
    pub(super) fn first(&self, rows: usize, visit: &mut dyn FnMut(&Row)) {
        let (from, line) = self.behind_a_break();
        let bytes = self.text.get(from..).unwrap_or_default();
        let mut left = rows;
        each_row(bytes, self.delimiter, line, |row, _| {
            visit(row);
            left = left.saturating_sub(1);
            left > 0
        });
    }
}

impl Rest<'_> {
    pub(super) fn each(&self, visit: &mut dyn FnMut(&Row, Range<usize>) -> bool) {
        each_row(self.bytes, self.delimiter, 1, visit);
    }
}

/// The first rows of a table, read with one delimiter.
struct Trial {
    delimiter: u8,
    rows: Vec<Row>,
    /// Behind each row.
    ends: Vec<usize>,
    texts: Vec<Vec<String>>,
}

impl Trial {
    fn of(bytes: &[u8], delimiter: u8, rows: usize, line: usize) -> Self {
        let mut trial = Self {
            delimiter,
            rows: Vec::new(),
            ends: Vec::new(),
            texts: Vec::new(),
        };
        each_row(bytes, delimiter, line, |row, taken| {
            let text = |cell: &[u8]| String::from_utf8_lossy(cell).into_owned();
            trial.texts.push(row.cells.iter().map(text).collect());
            trial.ends.push(taken.end);
            trial.rows.push(row.clone());
            trial.rows.len() < rows
        });
        trial
    }
}

/// Opens a table that is text.
///
/// # Errors
/// Bytes of an unknown encoding; no header; a header with a broken quotation mark.
pub(super) fn open<'a>(
    source: &'a Source,
    known: Known<'_>,
    dialect: &Dialect<'_>,
    mapped: Option<&'a MappedTable>,
) -> Result<Table<'a>, Error> {
    let file = source.name.as_str();
    let decoded = decode(file, &source.bytes, dialect.encoding)?;
    let (skip, named) = sep_line(&decoded.text);
    let text = decoded.text.get(skip..).unwrap_or_default();
    let line = 1 + usize::from(skip > 0);
    let (trial, header) = best(
        file,
        text,
        line,
        known,
        dialect.delimiter.or(named),
        dialect.header_row,
        mapped.map(|_| dialect.two_rows),
    )?;
    let row = trial.rows.get(header.row);
    if let Some(row) = row.filter(|row| row.fault.is_some()) {
        let detail = said(
            "a quotation mark in the header stays open or stands inside a cell",
            "in der Kopfzeile bleibt ein Anführungszeichen offen, oder es steht mitten in einer Zelle",
        );
        return Err(Error::new(Kind::Input, detail).at(Place::line(file, row.line)));
    }
    let header_line = row.map_or(1, |row| row.line);
    let last = header.row + usize::from(header.double);
    let end = trial.ends.get(last).copied().unwrap_or(text.len());
    // The reader may leave the second half of a line break behind.
    let end = end
        + usize::from(
            text.get(end.saturating_sub(1)) == Some(&b'\r') && text.get(end) == Some(&b'\n'),
        );
    let lines = text.get(..end).unwrap_or_default();
    let body_line = line + lines.iter().filter(|byte| **byte == b'\n').count();
    let decisions = decisions(&decoded, &trial, &header, header_line);
    Ok(Table {
        headings: header.headings,
        line: header_line,
        decisions,
        body: Body {
            delimiter: trial.delimiter,
            from: skip + end,
            line: body_line,
            text: decoded.text,
        },
        key: None,
        aside: 0,
        encoding: decoded.encoding,
        two_rows: header.double,
        mapped,
    })
}

/// `sep=;` in the first line, as spreadsheets write it: its length and the delimiter.
fn sep_line(text: &[u8]) -> (usize, Option<u8>) {
    let length = text
        .iter()
        .position(|byte| *byte == b'\n')
        .map_or(text.len(), |at| at + 1);
    let line = text.get(..length).unwrap_or_default().trim_ascii_end();
    let line = line
        .strip_prefix(b"\"")
        .map_or(line, |rest| rest.strip_suffix(b"\"").unwrap_or(rest));
    let raw = text.get(..length).unwrap_or_default();
    match line.get(..4) {
        Some(start) if start.eq_ignore_ascii_case(b"sep=") => match line.get(4..) {
            Some([sign]) => (length, Some(*sign)),
            // The sign itself may have been trimmed off the end of the line.
            Some([]) if raw.contains(&b'\t') => (length, Some(b'\t')),
            _ => (0, None),
        },
        _ => (0, None),
    }
}

fn best(
    file: &str,
    text: &[u8],
    line: usize,
    known: Known<'_>,
    delimiter: Option<u8>,
    header_row: Option<usize>,
    mapped: Option<bool>,
) -> Result<(Trial, Header), Error> {
    let sample = match header_row {
        Some(_) => text,
        None => sample(text),
    };
    let rows = header_row.map_or(ROWS, |row| row.max(ROWS)) + 1;
    let mut best: Option<(Trial, Header)> = None;
    for sign in DELIMITERS
        .into_iter()
        .filter(|sign| delimiter.is_none_or(|one| one == *sign))
        .chain(odd(delimiter))
    {
        let trial = Trial::of(sample, sign, rows, line);
        let Some(header) = header(file, &trial, known, header_row, mapped)? else {
            continue;
        };
        // A table as programs write it needs no further look.
        let plain = header.has_key() && header.row == 0 && sign == b',';
        let better = best
            .as_ref()
            .is_none_or(|(_, best)| header.is_better_than(best));
        if better {
            best = Some((trial, header));
        }
        if plain {
            break;
        }
    }
    best.ok_or_else(|| super::empty(file, "this table"))
}

/// A delimiter that only the user can name.
fn odd(delimiter: Option<u8>) -> Option<u8> {
    delimiter.filter(|sign| !DELIMITERS.contains(sign))
}

fn header(
    file: &str,
    trial: &Trial,
    known: Known<'_>,
    line: Option<usize>,
    mapped: Option<bool>,
) -> Result<Option<Header>, Error> {
    let Some(line) = line else {
        return Ok(Header::find(&trial.texts, known));
    };
    let row = trial.rows.iter().position(|row| row.line == line);
    let found = row.and_then(|row| match mapped {
        Some(two_rows) => Header::exact(&trial.texts, row, two_rows),
        None => Header::at(&trial.texts, row, known),
    });
    found.map(Some).ok_or_else(|| {
        let detail = said(
            format!("no row of this table begins in line {line}"),
            format!("in Zeile {line} dieser Tabelle beginnt keine Zeile"),
        );
        Error::new(Kind::Input, detail)
            .at(Place::file(file))
            .help(match mapped {
                Some(_) => said(
                    "change `header_row` in the mapping",
                    "`header_row` in der Zuordnung ändern",
                ),
                None => said(
                    "name the line of the header with --header-row",
                    "die Zeile der Kopfzeile mit --header-row nennen",
                ),
            })
    })
}

/// The beginning of a text, up to a line break.
fn sample(text: &[u8]) -> &[u8] {
    match text.get(..SAMPLE) {
        None => text,
        Some(start) => {
            let end = start
                .iter()
                .rposition(|byte| *byte == b'\n')
                .map(|at| at + 1);
            // A first line that long is looked at as a whole.
            end.and_then(|end| text.get(..end)).unwrap_or(text)
        }
    }
}

fn decisions(decoded: &Decoded<'_>, trial: &Trial, header: &Header, line: usize) -> Vec<Decision> {
    let mut all = Vec::new();
    if decoded.encoding != UTF_8 {
        let name = decoded.encoding.name();
        let what = Reason::new("import.encoding").with("encoding", name);
        all.push(Decision::of_table(what, 1));
    }
    if trial.delimiter != b',' {
        let sign = match trial.delimiter {
            b'\t' => "tab".to_owned(),
            sign => char::from(sign).to_string(),
        };
        let what = Reason::new("import.delimiter").with("delimiter", sign.as_str());
        all.push(Decision::of_table(what, 1));
    }
    let above: Vec<&Row> = trial
        .rows
        .iter()
        .take(header.row)
        .filter(|row| !row.is_blank())
        .collect();
    if !above.is_empty() {
        let what = Reason::new("import.skipped").with("row", line as f64);
        let examples = above.iter().take(Decision::EXAMPLES).map(|row| Example {
            line: row.line,
            id: None,
            raw: on_one_line(&row.cells),
            value: None,
            unit: None,
        });
        all.push(Decision::of_table(what, above.len()).showing(examples));
    }
    if header.double {
        all.push(Decision::of_table(Reason::new("import.two_rows"), 2));
    }
    all
}

//! Results and rejects as tables: four decimals, in the dialect of machines or of a German spreadsheet.

mod dialect;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use csv::Writer;

use super::words::Words;
use crate::model::{Assessment, Document, FACT_COLUMNS, Id, Lang, RefusedRow, Spread, printable};
pub use dialect::Dialect;

const HEAD: [&str; 11] = [
    "id",
    "name",
    "need",
    "readiness",
    "readiness_low",
    "readiness_high",
    "coverage",
    "level",
    "raw_level",
    "target",
    "entry",
];

/// Whether a column of the results holds words; all others hold numbers.
pub fn is_of_words(heading: &str) -> bool {
    ["id", "name", "level", "raw_level", "target", "entry"].contains(&heading)
}

/// One row an organisation, one column a dimension (design, section 6).
pub(super) fn results(
    out: &mut dyn Write,
    document: &Document,
    dialect: Dialect,
) -> io::Result<()> {
    let mut rows = ResultRows::in_dialect(out, &document.dimensions, dialect)?;
    for one in &document.organisations {
        rows.write_assessment(one)?;
    }
    rows.finish()
}

/// How many text cells of the results begin like a formula and are written behind an apostrophe.
pub fn neutralised(organisations: &[Assessment]) -> usize {
    let texts = organisations.iter().flat_map(|one| [&one.id, &one.name]);
    texts.filter(|text| runs(&printable(text))).count()
}

/// One row of results.
#[derive(Debug, Clone, Copy)]
pub struct ResultRow<'a> {
    pub id: &'a str,
    pub name: &'a str,
    pub need: Option<f64>,
    pub readiness: Option<&'a Spread>,
    pub level: Option<&'a str>,
    pub raw_level: Option<&'a str>,
    pub target: Option<&'a str>,
    pub entry: Option<&'a str>,
    /// Scores in the order of the pack's dimensions.
    pub dimensions: &'a [Option<f64>],
}

/// Writes results row by row.
#[derive(Debug)]
pub struct ResultRows<W: Write> {
    out: W,
    dialect: Dialect,
    /// The row at hand.
    row: Vec<u8>,
}

impl<W: Write> ResultRows<W> {
    /// Writes the header.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn new(out: W, dimensions: &[Id]) -> io::Result<Self> {
        Self::in_dialect(out, dimensions, Dialect::Machine)
    }

    /// The same in a dialect.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn in_dialect(mut out: W, dimensions: &[Id], dialect: Dialect) -> io::Result<Self> {
        dialect.begin(&mut out)?;
        let mut rows = Self {
            out,
            dialect,
            row: Vec::new(),
        };
        let dimensions = dimensions.iter().map(|id| &**id);
        for heading in HEAD.into_iter().chain(dimensions) {
            rows.quoted(heading);
        }
        rows.end()?;
        Ok(rows)
    }

    /// Rows that are put behind others.
    pub fn without_header(out: W, dialect: Dialect) -> Self {
        Self {
            out,
            dialect,
            row: Vec::new(),
        }
    }

    /// Writes what a table shows of an assessment.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn write_assessment(&mut self, one: &Assessment) -> io::Result<()> {
        let index = |id: &str| one.index(id).map(|index| &index.spread);
        let placed = one.placement.as_ref();
        let dimensions = one.dimensions.iter().map(|one| one.spread.score);
        self.write(&ResultRow {
            id: &one.id,
            name: &one.name,
            need: index("need").and_then(|need| need.score),
            readiness: index("readiness"),
            level: one.level.id.as_deref(),
            raw_level: one.level.raw.as_deref(),
            target: placed.and_then(|placement| placement.target.as_deref()),
            entry: placed.and_then(|placement| placement.entry.as_deref()),
            dimensions: &dimensions.collect::<Vec<_>>(),
        })
    }

    /// Writes one row.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn write(&mut self, row: &ResultRow<'_>) -> io::Result<()> {
        let readiness = row.readiness;
        self.quoted(&harmless(row.id));
        self.quoted(&harmless(row.name));
        self.four(row.need);
        self.four(readiness.and_then(|spread| spread.score));
        self.four(readiness.and_then(|spread| spread.low));
        self.four(readiness.and_then(|spread| spread.high));
        self.four(readiness.map(|spread| spread.coverage));
        for word in [row.level, row.raw_level, row.target, row.entry] {
            self.quoted(word.unwrap_or_default());
        }
        for score in row.dimensions {
            self.four(*score);
        }
        self.end()
    }

    /// Writes what is still held back.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn finish(mut self) -> io::Result<()> {
        self.out.flush()
    }

    /// A text, in quotation marks where it needs them.
    fn quoted(&mut self, text: &str) {
        let bytes = text.as_bytes();
        let separator = self.dialect.separator();
        let needs = |byte: &u8| matches!(byte, b'"' | b'\r' | b'\n') || *byte == separator;
        if bytes.iter().any(needs) {
            let doubled = text.replace('"', "\"\"");
            self.row.extend([b"\"", doubled.as_bytes(), b"\""].concat());
        } else {
            self.row.extend_from_slice(bytes);
        }
        self.row.push(separator);
    }

    fn four(&mut self, value: Option<f64>) {
        if let Some(value) = value {
            self.dialect.push_four(&mut self.row, value);
        }
        self.row.push(self.dialect.separator());
    }

    /// A line break in place of the last separator.
    fn end(&mut self) -> io::Result<()> {
        self.row.pop();
        self.row.extend_from_slice(self.dialect.line_end());
        self.out.write_all(&self.row)?;
        self.row.clear();
        Ok(())
    }
}

/// Facts in long form, each an organisation, a field and a value.
///
/// # Errors
/// Those of the writer.
pub fn facts_csv<'f>(
    out: &mut dyn Write,
    facts: impl Iterator<Item = [&'f str; 3]>,
) -> io::Result<()> {
    write_cells(out, &FACT_COLUMNS.map(Cell::Word))?;
    for [organisation, field, value] in facts {
        let empty = Cell::Word("");
        let told = [organisation, field, value].map(Cell::Word);
        write_cells(out, &[told.as_slice(), &[empty; 4]].concat())?;
    }
    Ok(())
}

/// One cell of a table for machines.
#[derive(Debug, Clone, Copy)]
pub(super) enum Cell<'a> {
    /// A text that came from outside.
    Text(&'a str),
    /// An id of the pack.
    Word(&'a str),
    Number(Option<f64>),
    Count(Option<usize>),
    Whole(u64),
}

/// Writes a row of cells.
pub(super) fn write_cells(out: &mut dyn Write, cells: &[Cell<'_>]) -> io::Result<()> {
    let mut rows = ResultRows::without_header(out, Dialect::Machine);
    for cell in cells {
        match cell {
            Cell::Text(text) => rows.quoted(&harmless(text)),
            Cell::Word(word) => rows.quoted(word),
            Cell::Number(number) => rows.four(*number),
            Cell::Count(count) => {
                rows.quoted(&count.map_or_else(String::new, |count| count.to_string()));
            }
            Cell::Whole(number) => rows.quoted(&number.to_string()),
        }
    }
    rows.end()
}

/// The refused records, with the reason in words, and behind it the cells of their row as they were. They stand with
/// the first fault of a row only, so that the mended list can be read again.
pub(super) fn rejects(out: &mut dyn Write, document: &Document, lang: Lang) -> io::Result<()> {
    let words = Words::new(document, lang);
    let headings = headings(&document.refused_rows);
    let mut open: BTreeMap<(&str, usize), &RefusedRow> = (document.refused_rows.iter())
        .map(|row| ((row.file.as_str(), row.line), row))
        .collect();
    let mut rows = Writer::from_writer(out);
    let head = ["file", "line", "column", "id", "field", "value", "reason"].map(Cow::Borrowed);
    let own = headings.iter().map(|heading| harmless(heading));
    rows.write_record(head.into_iter().chain(own).map(|cell| cell.into_owned()))?;
    for rejected in &document.rejected {
        let place = &rejected.place;
        let count = |number: Option<usize>| number.map_or_else(String::new, |one| one.to_string());
        let reason = words.reason(&rejected.reason, |_| None);
        let row = place
            .line
            .and_then(|line| open.remove(&(place.file.as_str(), line)));
        let told = [
            harmless(&place.file),
            Cow::Owned(count(place.line)),
            Cow::Owned(count(place.column)),
            harmless(rejected.id.as_deref().unwrap_or_default()),
            harmless(place.field.as_deref().unwrap_or_default()),
            harmless(rejected.value.as_deref().unwrap_or_default()),
            harmless(&reason),
        ];
        let cells = headings.iter().map(|heading| harmless(cell(row, heading)));
        rows.write_record(told.into_iter().chain(cells).map(|cell| cell.into_owned()))?;
    }
    rows.flush()
}

/// The headings of all refused rows, each once.
fn headings(rows: &[RefusedRow]) -> Vec<&str> {
    let mut seen = BTreeSet::new();
    let all = rows.iter().flat_map(|row| &row.cells);
    all.map(|(heading, _)| heading.as_str())
        .filter(|heading| seen.insert(*heading))
        .collect()
}

fn cell<'r>(row: Option<&'r RefusedRow>, heading: &str) -> &'r str {
    let cells = row.map_or(&[][..], |row| &row.cells);
    let found = cells.iter().find(|(own, _)| own == heading);
    found.map_or("", |(_, cell)| cell)
}

/// A text that no spreadsheet runs as a formula and no terminal as a command.
fn harmless(text: &str) -> Cow<'_, str> {
    let plain = |byte: u8| byte == b' ' || byte.is_ascii_graphic();
    let text = if text.bytes().all(plain) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(printable(text))
    };
    match runs(&text) {
        true => Cow::Owned(format!("'{text}")),
        false => text,
    }
}

/// Whether a spreadsheet could take this text for a formula.
fn runs(text: &str) -> bool {
    matches!(
        text.trim_start().chars().next(),
        Some('=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠')
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_text_is_quoted_as_the_csv_crate_quotes_it(text in "[a,\"\r\n\\ ;']{0,6}") {
            let mut rows = ResultRows::without_header(Vec::new(), Dialect::Machine);
            rows.quoted(&text);
            rows.four(Some(1.0));
            rows.end().unwrap();
            let mut standard = Writer::from_writer(Vec::new());
            standard.write_record([text.as_str(), "1.0000"]).unwrap();
            prop_assert_eq!(rows.out, standard.into_inner().unwrap());
        }
    }
}

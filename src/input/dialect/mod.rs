//! Any table to rows of cells: which encoding, which delimiter, where the header stands, which rows are no records.
//! What the cells mean is the reader's business.

mod again;
mod aside;
mod encoding;
mod header;
mod heading;
mod mapped;
mod text;
mod totals;

pub(super) use again::{is_header, names_a_column};
use csv::ByteRecord;
pub(super) use heading::{Heading, Known};
pub use mapped::Mapping;
pub(super) use mapped::{MappedColumn, MappedTable, names};
pub(super) use totals::{RowKind, may_be_no_record};

use super::Source;
use super::cell::{Mark, Votes};
use super::rows::Row;
use crate::error::{Detail, Error, Kind, Place, listed, listed_in_german, said};
use crate::model::{Decision, Example, Holding, Reason};

/// So many characters of a row are shown.
const EXAMPLE: usize = 120;

/// What the user says about tables; the rest is found out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Dialect<'m> {
    decimal: Option<Mark>,
    encoding: Option<&'static encoding_rs::Encoding>,
    delimiter: Option<u8>,
    /// Counted from 1.
    header_row: Option<usize>,
    /// The header takes two rows; only a mapping says so.
    two_rows: bool,
    mapping: Option<&'m Mapping>,
}

impl<'m> Dialect<'m> {
    /// `,` or `.`.
    ///
    /// # Errors
    /// What is allowed.
    pub fn decimal(mut self, text: &str) -> Result<Self, String> {
        self.decimal = Some(match text {
            "," | "comma" => Mark::Comma,
            "." | "point" => Mark::Point,
            _ => return Err(format!("`{text}` is no decimal sign; allowed are , and .")),
        });
        Ok(self)
    }

    /// A name such as `windows-1252`.
    ///
    /// # Errors
    /// What is allowed.
    pub fn encoding(mut self, text: &str) -> Result<Self, String> {
        let found = encoding_rs::Encoding::for_label(text.as_bytes());
        self.encoding = Some(found.ok_or_else(|| {
            format!("`{text}` is no encoding; such are utf-8, utf-16le, windows-1252, macintosh")
        })?);
        Ok(self)
    }

    /// One sign, or `tab`.
    ///
    /// # Errors
    /// What is allowed.
    pub fn delimiter(mut self, text: &str) -> Result<Self, String> {
        self.delimiter = Some(match text.as_bytes() {
            b"tab" | b"\\t" | b"\t" => b'\t',
            [sign @ (b',' | b';' | b'|' | b':' | b' ')] => *sign,
            _ => {
                return Err(format!(
                    "`{text}` is no delimiter; allowed are , ; | : and tab"
                ));
            }
        });
        Ok(self)
    }

    #[must_use]
    pub fn header_row(mut self, row: usize) -> Self {
        self.header_row = Some(row);
        self
    }

    /// Reads tables as the mapping says, and in no other way.
    #[must_use]
    pub fn mapped(mapping: Option<&'m Mapping>) -> Self {
        Self {
            mapping,
            ..Self::default()
        }
    }

    /// Whether all that is said is what programs write anyway: commas, points, UTF-8, the header in the first line.
    pub(super) fn is_of_programs(&self) -> bool {
        self.decimal.is_none_or(|mark| mark == Mark::Point)
            && self.encoding.is_none_or(|one| one == encoding_rs::UTF_8)
            && self.delimiter.is_none_or(|sign| sign == b',')
            && self.header_row.is_none_or(|row| row == 1)
            && !self.two_rows
            && self.mapping.is_none()
    }

    pub(super) fn is_utf8(&self) -> bool {
        self.encoding == Some(encoding_rs::UTF_8)
    }

    pub(super) fn has_point(&self) -> bool {
        self.decimal == Some(Mark::Point)
    }

    /// Without what the user says about text.
    pub(super) fn for_sheets(&self) -> Self {
        Self::mapped(self.mapping)
    }

    pub(super) fn mapping(&self) -> Option<&'m Mapping> {
        self.mapping
    }

    /// What the mapping says about a source, if there is one.
    fn of(&self, kind: Holding, source: &Source) -> Result<(Self, Option<&'m MappedTable>), Error> {
        let Some(mapping) = self.mapping else {
            return Ok((*self, None));
        };
        let table = mapping.table(kind, source)?;
        // A list of rejects has the columns of the table, and is laid out in its own way.
        let own = match delimiter_of_rejects(&source.bytes) {
            Some(delimiter) => Self {
                delimiter: Some(delimiter),
                header_row: Some(1),
                ..*self
            },
            None => Self {
                encoding: table.encoding,
                delimiter: table.delimiter.or(table.sheet.as_ref().map(|_| b',')),
                header_row: Some(table.header_row),
                two_rows: table.two_rows,
                ..*self
            },
        };
        Ok((own, Some(table)))
    }

    pub(super) fn mark(&self) -> Option<Mark> {
        self.decimal
    }
}

/// A table whose header was found.
pub(super) struct Table<'a> {
    pub(super) headings: Vec<Heading>,
    /// Where the header stands.
    pub(super) line: usize,
    /// What was decided so far.
    pub(super) decisions: Vec<Decision>,
    body: text::Body<'a>,
    /// The column of the key.
    key: Option<usize>,
    /// So many columns stand before those of the table.
    aside: usize,
    pub(super) encoding: &'static encoding_rs::Encoding,
    /// The header takes two rows.
    pub(super) two_rows: bool,
    mapped: Option<&'a MappedTable>,
}

/// Opens a table.
///
/// # Errors
/// A file that is no text, or a header that is not where the user says.
pub(super) fn open<'a>(
    kind: Holding,
    source: &'a Source,
    known: Known<'_>,
    dialect: &Dialect<'a>,
) -> Result<Table<'a>, Error> {
    let (dialect, mapped) = dialect.of(kind, source)?;
    let mut table = text::open(source, known, &dialect, mapped)?;
    table.leave_aside(known);
    table.settle(source, known)?;
    if mapped.is_none() {
        aside::checked(&table, &source.name, known)?;
    }
    table.key = (table.headings.iter()).position(|heading| heading.names == Some(0));
    table.tell_headings();
    Ok(table)
}

/// The columns that a list of rejects has before those of the table.
pub(super) const REJECTS: [&str; 7] = ["file", "line", "column", "id", "field", "value", "reason"];

/// The sign between the cells of a list of rejects, if it is one; a spreadsheet that saves it may change the sign.
fn delimiter_of_rejects(bytes: &[u8]) -> Option<u8> {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let sign = *text.strip_prefix(b"file")?.first()?;
    let head = REJECTS.join(&char::from(sign).to_string());
    let known = matches!(sign, b',' | b';' | b'\t');
    (known && text.starts_with(head.as_bytes())).then_some(sign)
}

impl Table<'_> {
    /// A list of rejects that was mended is a table behind its first columns. It has its headings in one row, where the table
    /// may have had two.
    fn leave_aside(&mut self, known: Known<'_>) {
        let texts = self.headings.iter().map(|heading| heading.text.as_str());
        if self.headings.len() > REJECTS.len() && texts.take(REJECTS.len()).eq(REJECTS) {
            self.aside = REJECTS.len();
            self.headings.drain(..self.aside);
            let joined = self
                .headings
                .iter_mut()
                .filter(|heading| heading.names.is_none());
            joined.for_each(|heading| heading.part(known));
            let what = Reason::new("import.rejects");
            self.decisions.push(Decision::of_table(what, self.aside));
        }
    }

    /// Reads the columns as the mapping says, if there is one.
    fn settle(&mut self, source: &Source, known: Known<'_>) -> Result<(), Error> {
        let Some(mapped) = self.mapped else {
            return Ok(());
        };
        mapped.settle(&mut self.headings, known).map_err(|detail| {
            Error::new(Kind::Input, detail)
                .at(Place::line(&*source.name, self.line))
                .help("change the mapping (a column that is not to be read has the field `ignore`), or write a new one with --save-mapping")
        })
    }

    /// The sign that the mapping names for the values of a field, where all values stand in one column.
    pub(super) fn decimal_of(&self, field: &str) -> Option<Mark> {
        self.mapped?.decimals.get(field).copied()
    }

    pub(super) fn delimiter(&self) -> u8 {
        self.body.delimiter
    }

    fn tell_headings(&mut self) {
        let line = self.line;
        let by_words = |heading: &&Heading| {
            heading.names.is_some() && (!heading.is_id() || heading.unit.is_some())
        };
        let named: Vec<&Heading> = self.headings.iter().filter(by_words).collect();
        if named.is_empty() {
            return;
        }
        let examples = named
            .iter()
            .take(Decision::EXAMPLES)
            .map(|heading| Example {
                line,
                id: None,
                raw: heading.text.clone(),
                value: None,
                unit: None,
            });
        let decision = Decision::of_table(Reason::new("import.heading"), named.len());
        self.decisions.push(decision.showing(examples));
    }

    /// Calls `visit` for each record's row; blank rows are none, nor are totals and notes, which it returns.
    pub(super) fn each(&self, mut visit: impl FnMut(&Row)) -> Option<Decision> {
        let mut left_out = Vec::new();
        let mut second = None;
        self.body.each(&mut |row, rest| {
            let mine = self.own(row);
            let row = mine.as_ref().unwrap_or(row);
            if row.is_blank() {
                return;
            }
            let kind = match row.fault {
                Some(_) => RowKind::Record,
                None => RowKind::of(&row.cells, self.key),
            };
            if is_header(&self.headings, self.key, row) {
                let other = !again::is_same(&self.headings, row);
                second = second.or(Some(row.line).filter(|_| other));
                visit(&again::refused(row, row.line));
                return;
            }
            match kind {
                RowKind::Record => match second {
                    Some(line) => visit(&again::refused(row, line)),
                    None => visit(row),
                },
                RowKind::Total => left_out.push(shown(row)),
                RowKind::Sum | RowKind::Note if self.is_foot(rest) => left_out.push(shown(row)),
                kind => visit(&kind.refused(row)),
            }
        });
        let count = left_out.len();
        let decision = Decision::of_table(Reason::new("import.total"), count);
        (count > 0).then(|| decision.showing(left_out.into_iter().take(Decision::EXAMPLES)))
    }

    /// Where the first row behind the header begins in the file of this length, and its line, if the table is laid out
    /// as programs do it: commas, UTF-8, one row of headings on top that add no units.
    pub(super) fn plain_body(&self, length: usize) -> Option<(usize, usize)> {
        let layout = |decision: &Decision| &*decision.what.id != "import.heading";
        let units = self.headings.iter().any(|heading| heading.unit.is_some());
        let plain = !units && !self.decisions.iter().any(layout);
        plain.then(|| self.body.start(length))
    }

    /// The line behind the header.
    pub(super) fn body_line(&self) -> usize {
        self.body.start(0).1
    }

    /// What the cells of numeric columns prove, if all rows are records.
    pub(super) fn votes_if_records(&self, numeric: impl Fn(usize) -> bool) -> Option<Vec<Votes>> {
        let columns: Vec<usize> = (0..self.headings.len())
            .filter(|one| numeric(*one))
            .collect();
        let mut votes = vec![Votes::default(); self.headings.len()];
        let mut records = true;
        self.body.each(&mut |row, _| {
            let odd = row.cells.get(0).is_none_or(may_be_no_record) && row.fault.is_none();
            records &= !odd || RowKind::of(&row.cells, self.key) == RowKind::Record;
            records &= !is_header(&self.headings, self.key, row);
            for column in &columns {
                if let Some(votes) = votes.get_mut(*column) {
                    row.vote(*column, votes);
                }
            }
        });
        records.then_some(votes)
    }

    /// All rows at once.
    pub(super) fn rows(&mut self) -> Vec<Row> {
        let mut rows = Vec::new();
        let left_out = self.each(|row| rows.push(row.clone()));
        self.decisions.extend(left_out);
        rows
    }

    /// The row without the columns before those of the table, and without what keeps formulas from running.
    fn own(&self, row: &Row) -> Option<Row> {
        (self.aside > 0).then(|| Row {
            cells: row.cells.iter().skip(self.aside).map(unquoted).collect(),
            ..row.clone()
        })
    }

    /// Nothing but totals and notes follows.
    fn is_foot(&self, rest: text::Rest<'_>) -> bool {
        let mut foot = true;
        rest.each(&mut |row, _| {
            foot = row.is_blank() || RowKind::of(&row.cells, self.key) != RowKind::Record;
            foot
        });
        foot
    }

    pub(super) fn is_empty_of_headings(&self) -> bool {
        self.headings.iter().all(|heading| heading.text.is_empty())
    }
}

fn unquoted(cell: &[u8]) -> &[u8] {
    match cell {
        [b'\'', rest @ ..] if matches!(rest.first(), Some(b'=' | b'+' | b'-' | b'@')) => rest,
        _ => cell,
    }
}

/// A row that is no record.
pub(super) fn shown(row: &Row) -> Example {
    Example {
        line: row.line,
        id: None,
        raw: on_one_line(&row.cells),
        value: None,
        unit: None,
    }
}

/// The filled cells of a row, parted by bars.
fn on_one_line(cells: &ByteRecord) -> String {
    let cells = cells.iter().map(String::from_utf8_lossy);
    let filled: Vec<String> = cells
        .map(|cell| cell.trim().to_owned())
        .filter(|cell| !cell.is_empty())
        .collect();
    cut(&filled.join(" | "))
}

/// Enough of a row to find it again.
fn cut(text: &str) -> String {
    match text.char_indices().nth(EXAMPLE) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// A heading that stands there twice, or means what another one means.
pub(super) fn double(headings: &[Heading]) -> Option<&str> {
    let same =
        |a: &Heading, b: &Heading| a.text == b.text || (a.names.is_some() && a.names == b.names);
    let filled = headings
        .iter()
        .enumerate()
        .filter(|(_, one)| !one.text.is_empty());
    let mut twice =
        filled.filter(|(place, one)| headings.iter().take(*place).any(|other| same(one, other)));
    twice.next().map(|(_, heading)| heading.text.as_str())
}

pub(super) fn empty(file: &str, what: &str) -> Error {
    let detail = said(format!("{what} is empty"), "diese Tabelle ist leer");
    Error::new(Kind::Input, detail).at(Place::file(file))
}

pub(super) fn named_twice(heading: &str) -> Detail {
    said(
        format!("the column `{heading}` names a field that another column names too"),
        format!(
            "die Spalte `{heading}` meint dasselbe Feld wie eine andere Spalte; bitte eine von beiden löschen"
        ),
    )
}

pub(super) fn stands_twice(heading: &str) -> Detail {
    said(
        format!("the column `{heading}` stands there twice"),
        format!("die Spalte `{heading}` steht zweimal da"),
    )
}

/// A column that is lacking, by the heading that is nearest to it, else with what may be there.
pub(super) fn lacking(near: Option<&str>, columns: &[&str]) -> Detail {
    match near {
        Some(near) => said(
            format!("is it the column `{near}`"),
            format!("ist es die Spalte `{near}`?"),
        ),
        None => said(
            format!(
                "columns are {}; `org_id` may be added",
                listed(columns.iter().copied())
            ),
            format!(
                "Spalten sind {}; `org_id` darf hinzukommen",
                listed_in_german(columns.iter().copied())
            ),
        ),
    }
}

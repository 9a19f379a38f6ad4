//! Tables of organisations read in parts, so that memory does not grow with the number of rows. The meaning is that
//! of `input::read`, to the last refusal; where only the whole table tells how a cell is read, it is said.
//!
//! One thread at a time cuts the next rows off the stream and looks up their ids; any thread reads the cells of rows
//! that were cut.

mod begin;
mod cells;
mod cut;
mod decimals;
mod evidence;
mod number;
mod part;
mod read;
mod register;
#[cfg(test)]
mod tests;

use std::io::{self, Read};
use std::sync::{Arc, Weak};

use super::cell::{Style, Votes};
use super::csv::Header;
use super::dialect;
use super::dialect::Dialect;
use super::open::unreadable;
use super::rows;
use crate::error::{Error, Faults, collected};
use crate::model::{Decision, Fields};
use begin::{Begun, SAMPLE};
use cells::Cells;
use cut::{Cutter, Form, Rows};
use decimals::Decimals;
use register::{Register, Spot};

pub use evidence::Seen;
pub use part::{Column, Part, State};

/// So many rows are cut at once, where nothing else is asked for.
const ROWS: usize = 512;

/// Bytes of a table, as they come.
pub struct Stream {
    pub name: String,
    pub bytes: Box<dyn Read + Send>,
}

impl std::fmt::Debug for Stream {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Stream").finish_non_exhaustive()
    }
}

/// What all parts of a table share.
#[derive(Debug)]
struct Head {
    /// The names of all tables; this one's is at `input`.
    files: Arc<[String]>,
    input: usize,
    header: Header,
    /// For each field its column, if it has one.
    columns: Vec<Option<usize>>,
    /// For each column the first cell of the beginning that proves a decimal point.
    points: Vec<Option<String>>,
    decimals: Decimals,
    /// Letters of the beginning show that it is UTF-8.
    utf8_proven: bool,
    /// The user says that numbers have points.
    point_said: bool,
    /// Headings that name no field.
    unread: Vec<String>,
    /// What was decided about the header.
    decisions: Vec<Decision>,
}

/// One table on its way.
#[derive(Debug)]
struct Table {
    head: Arc<Head>,
    cutter: Cutter,
}

/// How tables can be read.
#[derive(Debug)]
pub enum Way {
    Parts(Tables),
    /// As a whole, because the beginning of one is not what programs write.
    Whole(Vec<Stream>),
}

/// All tables, one after the other.
#[derive(Debug)]
pub struct Tables {
    tables: Vec<Table>,
    /// The one that rows are cut from.
    at: usize,
    /// So many rows are cut at once.
    rows: usize,
    register: Register,
    /// Pieces that may be unread.
    out: Vec<Weak<Piece>>,
}

/// Rows that were cut, their cells unread.
#[derive(Debug)]
pub struct Piece {
    head: Arc<Head>,
    rows: Rows,
}

/// A cell such as `1.200` in this column; other cells of the table decide what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Undecided(usize);

impl Tables {
    /// Reads the beginnings.
    ///
    /// # Errors
    /// Tables that cannot be read, all of them.
    pub fn open(
        fields: &Fields,
        streams: Vec<Stream>,
        dialect: &Dialect<'_>,
    ) -> Result<Way, Faults> {
        Self::open_by(fields, streams, (SAMPLE, dialect))
    }

    fn open_by(
        fields: &Fields,
        streams: Vec<Stream>,
        how: (usize, &Dialect<'_>),
    ) -> Result<Way, Faults> {
        let files: Arc<[String]> = streams.iter().map(|one| one.name.clone()).collect();
        let begin = |(input, stream)| Begun::of(fields, (&files, input), stream, how);
        let begun = collected(streams.into_iter().enumerate().map(begin))?;
        Ok(Way::of(begun))
    }

    /// Cut in parts of so many rows instead.
    #[must_use]
    pub fn in_parts_of(self, rows: usize) -> Self {
        Self { rows, ..self }
    }

    /// The next rows; none at the end of the last table.
    ///
    /// # Errors
    /// A table that cannot be read on.
    pub fn cut(&mut self) -> Result<Option<Arc<Piece>>, Error> {
        while let Some(table) = self.tables.get_mut(self.at) {
            let Some(mut rows) = table.cut(self.rows)? else {
                self.at += 1;
                continue;
            };
            look_up(&mut self.register, &table.head, &mut rows);
            let head = table.head.clone();
            let piece = Arc::new(Piece { head, rows });
            self.out.retain(|piece| piece.strong_count() > 0);
            self.out.push(Arc::downgrade(&piece));
            return Ok(Some(piece));
        }
        Ok(None)
    }

    /// Looks through the rest of a table until the sign of a column is decided, and lets no cell be read before.
    ///
    /// # Errors
    /// A table that cannot be read on.
    pub fn decide(&mut self, piece: &Piece, Undecided(column): Undecided) -> Result<(), Error> {
        let head = &piece.head;
        let unread = self.out.iter().filter_map(Weak::upgrade);
        for other in unread.filter(|other| Arc::ptr_eq(&other.head, head)) {
            head.see(&other.rows);
        }
        let Some(table) = self.tables.get_mut(head.input) else {
            return Ok(());
        };
        if head.decimals.is_open(column) {
            let enough = |rows: &Rows| {
                head.see(rows);
                !head.decimals.is_open(column)
            };
            let looked = table.cutter.look_ahead(ROWS, enough);
            looked.map_err(|cause| head.unreadable(cause))?;
        }
        if head.decimals.is_open(column) {
            head.decimals.close();
        }
        Ok(())
    }

    /// What all parts of each table share.
    pub fn heads(&self) -> Vec<Shared> {
        let tables = self.tables.iter();
        tables.map(|table| Shared(table.head.clone())).collect()
    }
}

/// What all parts of a table share.
#[derive(Debug, Clone)]
pub struct Shared(Arc<Head>);

impl Shared {
    pub fn file(&self) -> &str {
        self.0.file()
    }

    /// The headings that name no field.
    pub fn unread(&self) -> &[String] {
        &self.0.unread
    }

    /// That the table as a whole says something else than its parts did; what is to be done, the caller knows.
    pub fn fault(&self, seen: &Seen) -> Option<Error> {
        seen.fault(&self.0)
    }

    /// What was decided about the table.
    pub fn decisions(&self, seen: Seen) -> Vec<Decision> {
        seen.decisions(&self.0)
    }
}

impl Way {
    fn of(begun: Vec<Begun>) -> Self {
        if begun.iter().all(Begun::is_plain) {
            let tables = begun.into_iter().filter_map(Begun::table);
            return Self::Parts(Tables {
                tables: tables.collect(),
                at: 0,
                rows: ROWS,
                register: Register::default(),
                out: Vec::new(),
            });
        }
        Self::Whole(begun.into_iter().map(Begun::whole).collect())
    }
}

/// Says of each row whether its id stood before.
fn look_up(register: &mut Register, head: &Head, cut: &mut Rows) {
    let Rows { bytes, rows } = cut;
    for row in rows {
        let spot = Spot {
            input: head.input,
            line: row.line,
        };
        row.first = match &row.form {
            Form::Odd(row) => {
                let id = row.id(head.header.id);
                id.and_then(|id| register.enter(id.as_bytes(), spot))
            }
            Form::Plain(range) => {
                let row = bytes.get(range.clone()).unwrap_or_default();
                let cell = Cells::of(row).nth(head.header.id);
                let id = cell.as_deref().and_then(rows::id);
                id.and_then(|id| register.enter(id.as_bytes(), spot))
            }
        };
    }
}

impl Table {
    fn cut(&mut self, rows: usize) -> Result<Option<Rows>, Error> {
        let cut = self.cutter.cut(rows);
        cut.map_err(|cause| self.head.unreadable(cause))
    }
}

impl Head {
    fn file(&self) -> &str {
        self.name_of(self.input)
    }

    fn name_of(&self, input: usize) -> &str {
        self.files.get(input).map_or("", String::as_str)
    }

    fn unreadable(&self, cause: io::Error) -> Error {
        unreadable(self.file(), cause)
    }

    fn heading(&self, column: usize) -> &str {
        let heading = self.header.headings.get(column);
        heading.map_or("", |heading| &heading.text)
    }

    /// The id of a row may be the heading of a column.
    fn names_a_column(&self, id: &str) -> bool {
        dialect::names_a_column(&self.header.headings, id)
    }

    /// The first cell of the beginning that proves a decimal point in this column.
    fn point(&self, column: usize) -> Option<&String> {
        self.points.get(column)?.as_ref()
    }

    /// How a cell of this column is read that says this.
    fn style(&self, column: usize, votes: &Votes) -> Style {
        let style = Style::of(self.decimals.at(column));
        match self.point(column) {
            Some(point) if votes.is_comma() => style.contradicted_by(point),
            _ => style,
        }
    }

    /// Lets every cell say how its column writes decimals.
    fn see(&self, rows: &Rows) {
        for row in &rows.rows {
            rows.each_cell(row, |column, cell| self.decimals.see(column, cell));
        }
    }
}

//! Tables of organisations read in parts, so that memory does not grow with the number of rows. The meaning is that
//! of `input::read`, to the last refusal.
//!
//! One thread at a time cuts the next rows off the stream and looks up their ids; any thread reads the cells of rows
//! that were cut.

mod cells;
mod cut;
mod decimals;
mod number;
mod part;
mod read;
mod register;
#[cfg(test)]
mod tests;

use std::io::{self, Read};
use std::sync::{Arc, Weak};

use super::csv::{self, Header, no_rows};
use super::open::unreadable;
use super::rows::{self, Row, first_rows, text, trusted};
use crate::error::{Error, Faults};
use crate::model::Fields;
use cells::Cells;
use cut::{Cutter, Form, Rows};
use decimals::Decimals;
use register::{Register, Spot};

pub use part::{Column, Part, State};

/// So many rows are cut at once.
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
    decimals: Decimals,
}

/// One table on its way.
#[derive(Debug)]
struct Table {
    head: Arc<Head>,
    cutter: Cutter,
    /// Rows that stood in one line with the header.
    beside: Vec<Row>,
}

/// All tables, one after the other.
#[derive(Debug)]
pub struct Tables {
    tables: Vec<Table>,
    /// The one that rows are cut from.
    at: usize,
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
    /// Reads the headers.
    ///
    /// # Errors
    /// Tables that are unreadable as a whole, all of them.
    pub fn open(fields: &Fields, streams: Vec<Stream>) -> Result<Self, Faults> {
        let files: Arc<[String]> = streams.iter().map(|one| one.name.clone()).collect();
        let mut tables = Vec::new();
        let mut faults = Vec::new();
        for (input, stream) in streams.into_iter().enumerate() {
            match Table::open(fields, &files, input, stream) {
                Ok(table) => tables.push(table),
                Err(fault) => faults.push(fault),
            }
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        Ok(Self {
            tables,
            at: 0,
            register: Register::default(),
            out: Vec::new(),
        })
    }

    /// The next rows; none at the end of the last table.
    ///
    /// # Errors
    /// A table that cannot be read on.
    pub fn cut(&mut self) -> Result<Option<Arc<Piece>>, Error> {
        while let Some(table) = self.tables.get_mut(self.at) {
            let Some(mut rows) = table.cut()? else {
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

    /// The headings of each table that name no field.
    pub fn unread(&self) -> impl Iterator<Item = (&str, &[String])> {
        let heads = self.tables.iter().map(|table| &table.head);
        heads.map(|head| (head.file(), head.header.unread.as_slice()))
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
    fn open(
        fields: &Fields,
        files: &Arc<[String]>,
        input: usize,
        stream: Stream,
    ) -> Result<Self, Error> {
        let Stream { name, mut bytes } = stream;
        let mut start = Vec::new();
        bytes
            .by_ref()
            .take(4)
            .read_to_end(&mut start)
            .map_err(|cause| unreadable(&name, cause))?;
        let start = text(&name, &start)?.to_vec();
        let mut cutter = Cutter::new(bytes, start, 1);
        let line = cutter
            .first_line()
            .map_err(|cause| unreadable(&name, cause))?;
        let mut rows = line
            .map_or_else(Vec::new, |line| first_rows(&line))
            .into_iter();
        let row = rows.next().ok_or_else(|| no_rows(&name))?;
        trusted(&name, &row)?;
        let header = Header::of(fields, &name, &row)?;
        let column = |field| {
            header
                .columns
                .iter()
                .position(|one| *one == csv::Column::Field(field))
        };
        Ok(Self {
            head: Arc::new(Head {
                files: files.clone(),
                input,
                columns: (0..fields.len()).map(column).collect(),
                decimals: Decimals::of(header.columns.len()),
                header,
            }),
            cutter,
            beside: rows.collect(),
        })
    }

    fn cut(&mut self) -> Result<Option<Rows>, Error> {
        if !self.beside.is_empty() {
            let rows = std::mem::take(&mut self.beside);
            return Ok(Some(Rows::odd(rows)));
        }
        let cut = self.cutter.cut(ROWS);
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

    /// Lets every cell say how its column writes decimals.
    fn see(&self, rows: &Rows) {
        for row in &rows.rows {
            rows.each_cell(row, |column, cell| self.decimals.see(column, cell));
        }
    }
}

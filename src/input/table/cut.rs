//! A stream of bytes cut into rows.

use std::io::{self, Read, Seek, Write};
use std::ops::Range;

use tempfile::SpooledTempFile;

use super::cells::Cells;
use super::register::Spot;
use crate::input::rows::{Row, quoted_line, rows_from};

/// So much is read at once.
const STEP: usize = 1 << 16;

/// What was read ahead stays in memory up to this size; the rest goes to a temporary file.
const AHEAD: usize = 1 << 24;

/// One row.
#[derive(Debug)]
pub(super) struct CutRow {
    pub(super) line: usize,
    pub(super) form: Form,
    /// Where its id stood before.
    pub(super) first: Option<Spot>,
}

#[derive(Debug)]
pub(super) enum Form {
    /// It stands in these bytes, without its line break; its quotation marks are in order.
    Plain(Range<usize>),
    /// It has to be read with care.
    Odd(Box<Row>),
}

/// Whole rows, in the bytes that they stand in.
#[derive(Debug, Default)]
pub(super) struct Rows {
    pub(super) bytes: Vec<u8>,
    pub(super) rows: Vec<CutRow>,
}

pub(super) struct Cutter<R = Box<dyn Read + Send>> {
    source: R,
    /// Read, but not cut yet.
    rest: Vec<u8>,
    /// The line that `rest` begins with.
    line: usize,
    ended: bool,
}

impl<R> std::fmt::Debug for Cutter<R> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Cutter").finish_non_exhaustive()
    }
}

impl<R: Read> Cutter<R> {
    /// `rest` was read from the source already.
    pub(super) fn new(source: R, rest: Vec<u8>, line: usize) -> Self {
        Self {
            source,
            rest,
            line,
            ended: false,
        }
    }

    /// The next rows, `count` if there are as many; none at the end.
    ///
    /// # Errors
    /// Those of the source.
    pub(super) fn cut(&mut self, count: usize) -> io::Result<Option<Rows>> {
        let mut cut = Rows {
            bytes: std::mem::take(&mut self.rest),
            rows: Vec::with_capacity(count),
        };
        let mut at = 0;
        loop {
            while cut.rows.len() < count {
                let rest = cut.bytes.get(at..).unwrap_or_default();
                let Some(stretch) = Stretch::of(rest, self.ended) else {
                    break;
                };
                self.line += stretch.place(rest, at, self.line, &mut cut.rows);
                at += stretch.length;
            }
            if cut.rows.len() >= count || self.ended {
                break;
            }
            self.more(&mut cut.bytes, at)?;
        }
        self.rest = cut.bytes.split_off(at);
        Ok(Some(cut).filter(|cut| !cut.rows.is_empty()))
    }

    /// Twice as much each time that a row does not end.
    fn more(&mut self, bytes: &mut Vec<u8>, at: usize) -> io::Result<()> {
        let step = STEP.max(bytes.len() - at);
        let source = self.source.by_ref();
        self.ended = source.take(step as u64).read_to_end(bytes)? == 0;
        Ok(())
    }
}

impl Cutter {
    /// Shows the rows that are still to come until enough was seen; `cut` gives them all the same.
    ///
    /// # Errors
    /// Those of the source and of the temporary file.
    pub(super) fn look_ahead(
        &mut self,
        count: usize,
        mut enough: impl FnMut(&Rows) -> bool,
    ) -> io::Result<()> {
        let mut kept = SpooledTempFile::new(AHEAD);
        let source = Kept {
            source: &mut self.source,
            kept: &mut kept,
        };
        let mut ahead = Cutter::new(source, self.rest.clone(), self.line);
        while let Some(rows) = ahead.cut(count)? {
            if enough(&rows) {
                break;
            }
        }
        kept.rewind()?;
        let source = std::mem::replace(&mut self.source, Box::new(io::empty()));
        self.source = Box::new(kept.chain(source));
        Ok(())
    }
}

/// Keeps what is read.
struct Kept<'a> {
    source: &'a mut Box<dyn Read + Send>,
    kept: &'a mut SpooledTempFile,
}

impl Read for Kept<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.source.read(buffer)?;
        self.kept
            .write_all(buffer.get(..count).unwrap_or_default())?;
        Ok(count)
    }
}

impl Rows {
    /// The cells of a row, by their column.
    pub(super) fn each_cell(&self, row: &CutRow, mut see: impl FnMut(usize, &[u8])) {
        match &row.form {
            Form::Plain(range) => {
                let cells = Cells::of(self.bytes.get(range.clone()).unwrap_or_default());
                cells
                    .enumerate()
                    .for_each(|(column, cell)| see(column, &cell));
            }
            Form::Odd(row) => {
                let cells = row.cells.iter().enumerate();
                cells.for_each(|(column, cell)| see(column, cell));
            }
        }
    }
}

/// Bytes up to a line break outside quotes: one row, or none, or such as have to be read with care.
struct Stretch {
    /// With its line break.
    length: usize,
    /// The bytes of the row, if they are one in order.
    row: Option<usize>,
}

impl Stretch {
    /// None if the bytes hold no whole one.
    fn of(bytes: &[u8], ended: bool) -> Option<Self> {
        let all = || (ended && !bytes.is_empty()).then_some(bytes.len());
        let found = memchr::memchr3(b'\n', b'\r', b'"', bytes);
        let (end, in_order) = match found.and_then(|at| Some((at, bytes.get(at)?))) {
            None => (None, true),
            Some((at, b'\n')) => (Some(at), true),
            Some((at, b'\r')) if bytes.get(at + 1) == Some(&b'\n') => (Some(at + 1), true),
            Some(_) => quoted_line(bytes),
        };
        let length = end.map(|end| end + 1).or_else(all)?;
        let line = bytes.get(..end.unwrap_or(length)).unwrap_or_default();
        let row = line.strip_suffix(b"\r").unwrap_or(line);
        Some(Self {
            length,
            row: in_order.then_some(row.len()),
        })
    }

    /// Adds its rows; gives the number of its line breaks. `bytes` stand at `at` and begin with `line`.
    fn place(&self, bytes: &[u8], at: usize, line: usize, rows: &mut Vec<CutRow>) -> usize {
        let bytes = bytes.get(..self.length).unwrap_or_default();
        let row = |line, form| CutRow {
            line,
            form,
            first: None,
        };
        match self.row {
            Some(0) => {}
            Some(length) => rows.push(row(line, Form::Plain(at..at + length))),
            None => {
                let odd = rows_from(bytes, line).into_iter();
                rows.extend(odd.map(|one| row(one.line, Form::Odd(Box::new(one)))));
            }
        }
        breaks(bytes)
    }
}

fn breaks(bytes: &[u8]) -> usize {
    memchr::memchr_iter(b'\n', bytes).count()
}

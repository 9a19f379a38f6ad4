//! A sheet as the text of a table: row by row, so that a line is the row that people see.

use std::io;

use csv::{ByteRecord, QuoteStyle, WriterBuilder};

use super::limits::{CELLS, COLUMNS, ROWS, too_large};

/// The cells of a sheet, from its first row on.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    pub(super) name: String,
    /// It is shown to people.
    pub(super) visible: bool,
    rows: Vec<ByteRecord>,
    merges: Vec<Merge>,
    cells: usize,
    width: usize,
}

/// Cells of one column, one below the other, that were made one; all counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Merge {
    pub(super) first: usize,
    pub(super) last: usize,
    pub(super) column: usize,
}

impl Sheet {
    pub(super) fn new(name: &str, visible: bool) -> Self {
        Self {
            name: name.to_owned(),
            visible,
            ..Self::default()
        }
    }

    pub(super) fn merge(&mut self, merge: Merge) {
        if merge.last > merge.first {
            self.merges.push(merge);
        }
    }

    pub(super) fn has_merges(&self) -> bool {
        !self.merges.is_empty()
    }

    /// Adds a cell of the last row or of one below it. Line breaks within a cell become blanks: a line is a row.
    ///
    /// # Errors
    /// A cell outside all limits, or not behind the one before.
    pub(super) fn push(&mut self, row: usize, column: usize, text: &str) -> Result<(), String> {
        if text.is_empty() {
            return Ok(());
        }
        self.cells += 1;
        if row >= ROWS || column >= COLUMNS || self.cells > CELLS {
            return Err(too_large("cells"));
        }
        if row >= self.rows.len() {
            self.rows.resize_with(row + 1, ByteRecord::new);
        }
        let disordered = || "this workbook is damaged: its cells are out of order".to_owned();
        let last = self.rows.len() == row + 1;
        let cells = self
            .rows
            .last_mut()
            .filter(|cells| last && cells.len() <= column);
        let cells = cells.ok_or_else(disordered)?;
        while cells.len() < column {
            cells.push_field(b"");
        }
        cells.push_field(text.replace(['\r', '\n'], " ").as_bytes());
        self.width = self.width.max(cells.len());
        Ok(())
    }

    /// The text; merged cells from this row on are filled with what stands in the first of them. Also how many were.
    pub(super) fn text(&self, filled_from: usize) -> io::Result<(Vec<u8>, usize)> {
        // The mark says that it is UTF-8, whatever its letters are.
        let mut bytes = b"\xef\xbb\xbf".to_vec();
        let mut filled = 0;
        let mut line = WriterBuilder::new();
        line.flexible(true).quote_style(QuoteStyle::Necessary);
        for (number, row) in self.rows.iter().enumerate() {
            let (row, more) = self.filled(number, row, filled_from);
            filled += more;
            if row.is_empty() {
                bytes.push(b'\n');
                continue;
            }
            let mut writer = line.from_writer(&mut bytes);
            let blanks = self.width.saturating_sub(row.len());
            writer.write_byte_record(
                &row.iter()
                    .chain(std::iter::repeat_n(&b""[..], blanks))
                    .collect(),
            )?;
            writer.flush()?;
        }
        Ok((bytes, filled))
    }

    fn filled(&self, number: usize, row: &ByteRecord, from: usize) -> (ByteRecord, usize) {
        let here =
            |merge: &&Merge| merge.first >= from && merge.first < number && number <= merge.last;
        let mut cells: Vec<&[u8]> = row.iter().collect();
        let mut count = 0;
        for merge in self.merges.iter().filter(here) {
            let above = self
                .rows
                .get(merge.first)
                .and_then(|row| row.get(merge.column));
            let Some(above) = above.filter(|cell| !cell.is_empty()) else {
                continue;
            };
            if cells.len() <= merge.column {
                cells.resize(merge.column + 1, b"");
            }
            if let Some(cell) = cells.get_mut(merge.column).filter(|cell| cell.is_empty()) {
                *cell = above;
                count += 1;
            }
        }
        (cells.into_iter().collect(), count)
    }
}

//! The cells of rows that were cut: as most tables write them at once, all others by the ordinary reader.

use std::sync::Arc;

use super::cells::Cells;
use super::cut::{CutRow, Form};
use super::number::plain;
use super::part::{Part, State};
use super::{Head, Piece, Undecided};
use crate::error::Place;
use crate::input::cell::{self, thousands};
use crate::input::csv::{Column, Record};
use crate::input::draft::Draft;
use crate::input::rows::{Row, id, rows_from};
use crate::model::{Field, FieldType, Fields, Value};

/// How the cells of a column are read.
#[derive(Clone, Copy)]
enum Kind<'a> {
    Id,
    Unread,
    Number(&'a Field),
    Flag(&'a Field),
    Choice(&'a Field),
    Other(&'a Field),
}

/// Why a row is not read at once.
enum Held {
    /// The ordinary reader reads or refuses it.
    Odd,
    Undecided(Undecided),
}

impl From<Undecided> for Held {
    fn from(column: Undecided) -> Self {
        Self::Undecided(column)
    }
}

impl Piece {
    /// Reads the cells of all rows.
    ///
    /// # Errors
    /// A column that has to be decided on first, by `Tables::decide`.
    pub fn read(&self, fields: &Fields) -> Result<Part, Undecided> {
        let mut reading = Reading::of(fields, &self.head);
        for row in &self.rows.rows {
            let bytes = match &row.form {
                Form::Odd(odd) => {
                    reading.ordinary(odd, row)?;
                    continue;
                }
                Form::Plain(range) => self.rows.bytes.get(range.clone()).unwrap_or_default(),
            };
            match reading.at_once(bytes, row) {
                Ok(()) => {}
                Err(Held::Undecided(column)) => return Err(column),
                Err(Held::Odd) => {
                    reading.part.drop_row();
                    for odd in rows_from(bytes, row.line) {
                        reading.ordinary(&odd, row)?;
                    }
                }
            }
        }
        Ok(reading.part)
    }
}

struct Reading<'a> {
    fields: &'a Fields,
    head: &'a Arc<Head>,
    kinds: Vec<Kind<'a>>,
    part: Part,
}

impl<'a> Reading<'a> {
    fn of(fields: &'a Fields, head: &'a Arc<Head>) -> Self {
        let columns = head.header.columns.iter();
        Self {
            fields,
            head,
            kinds: columns.map(|column| kind(fields, *column)).collect(),
            part: Part::of(head),
        }
    }

    /// Reads a row whose quotation marks are in order.
    fn at_once(&mut self, bytes: &[u8], row: &CutRow) -> Result<(), Held> {
        if row.first.is_some() || std::str::from_utf8(bytes).is_err() {
            return Err(Held::Odd);
        }
        let mut cells = Cells::of(bytes);
        let mut own = None;
        for place in 0..self.kinds.len() {
            let Some(kind) = self.kinds.get(place).copied() else {
                break;
            };
            let cell = match kind {
                Kind::Id => {
                    let cell = cells.next().ok_or(Held::Odd)?;
                    own = Some(self.part.keep(id(&cell).ok_or(Held::Odd)?));
                    continue;
                }
                Kind::Unread => {
                    cells.next().ok_or(Held::Odd)?;
                    continue;
                }
                Kind::Number(field) => self.number(field, place, &mut cells)?,
                Kind::Flag(field) => {
                    let words = [("true", 1), ("false", 0)].into_iter();
                    self.word(field, place, &mut cells, words)?
                }
                Kind::Choice(field) => {
                    let words = field.choices.iter().map(|choice| &*choice.id).zip(0..);
                    self.word(field, place, &mut cells, words)?
                }
                Kind::Other(field) => self.other(field, place, &mut cells)?,
            };
            if let Some(column) = self.part.columns.get_mut(place) {
                column.push(cell.0, cell.1);
            }
        }
        if cells.rest().is_some() {
            return Err(Held::Odd);
        }
        self.part.accept(own.ok_or(Held::Odd)?, row.line);
        self.part.records += 1;
        Ok(())
    }

    fn number(
        &mut self,
        field: &Field,
        column: usize,
        cells: &mut Cells<'_>,
    ) -> Result<(State, u64), Held> {
        let text = cells.rest().ok_or(Held::Odd)?;
        let Some((number, length, point)) = plain(text) else {
            return self.other(field, column, cells);
        };
        let (cell, behind) = text.split_at_checked(length).ok_or(Held::Odd)?;
        if point {
            self.decided(column, cell)?;
        }
        // The ordinary reader says what is wrong with it.
        if field.accept(Value::Number(number)).is_err() {
            return Err(Held::Odd);
        }
        cells.resume(behind);
        Ok((State::Given, number.to_bits()))
    }

    /// A number with a point is what it seems, or its row is refused.
    fn decided(&self, column: usize, cell: &[u8]) -> Result<(), Held> {
        let decimals = &self.head.decimals;
        if decimals.at(column) == cell::Decimal::Point {
            return Ok(());
        }
        decimals.see(column, cell);
        match undecided(self.head, column, cell) {
            Some(column) => Err(column.into()),
            None if decimals.at(column) == cell::Decimal::Point => Ok(()),
            None => Err(Held::Odd),
        }
    }

    /// A cell that holds one of these words and nothing else; each stands for its lane.
    fn word<'w>(
        &mut self,
        field: &Field,
        column: usize,
        cells: &mut Cells<'_>,
        words: impl Iterator<Item = (&'w str, u64)>,
    ) -> Result<(State, u64), Held> {
        let rest = cells.rest().ok_or(Held::Odd)?;
        for (word, lane) in words {
            if let Some(behind) = rest.strip_prefix(word.as_bytes())
                && ends(behind)
            {
                cells.resume(behind);
                return Ok((State::Given, lane));
            }
        }
        self.other(field, column, cells)
    }

    /// Any cell, by the ordinary reader.
    fn other(
        &mut self,
        field: &Field,
        column: usize,
        cells: &mut Cells<'_>,
    ) -> Result<(State, u64), Held> {
        let cell = cells.next().ok_or(Held::Odd)?;
        let text = std::str::from_utf8(&cell).map_err(|_| Held::Odd)?;
        if field.kind.is_numeric() {
            self.head.decimals.see(column, &cell);
            if let Some(column) = undecided(self.head, column, &cell) {
                return Err(column.into());
            }
        }
        let decimal = self.head.decimals.at(column);
        let answer = cell::answer(field, text, decimal).map_err(|_| Held::Odd)?;
        Ok(self.part.cell(field, &answer))
    }

    /// One row by the ordinary reader.
    fn ordinary(&mut self, row: &Row, cut: &CutRow) -> Result<(), Undecided> {
        if row.is_blank() {
            return Ok(());
        }
        let head = self.head;
        for (column, cell) in row.cells.iter().enumerate() {
            head.decimals.see(column, cell);
        }
        let numbers =
            |(column, _): &(usize, &[u8])| matches!(self.kinds.get(*column), Some(Kind::Number(_)));
        let mut numbers = row.cells.iter().enumerate().filter(numbers);
        if let Some(column) = numbers.find_map(|(column, cell)| undecided(head, column, cell)) {
            return Err(column);
        }
        let record = Record {
            fields: self.fields,
            file: head.file(),
            input: head.input,
            header: &head.header,
            decimals: &head.decimals.all(),
        };
        let mut draft: Draft = record.draft(row);
        if let Some(first) = cut.first {
            draft.refuse_double(&Place::line(head.name_of(first.input), first.line));
        }
        self.part.records += 1;
        match draft.organisation() {
            Ok(organisation) => self.part.push(self.fields, &organisation),
            Err(rejected) => {
                self.part.refused += 1;
                self.part.rejected.extend(rejected);
            }
        }
        Ok(())
    }
}

fn kind(fields: &Fields, column: Column) -> Kind<'_> {
    let field = match column {
        Column::Id => return Kind::Id,
        Column::Unread => return Kind::Unread,
        Column::Field(position) => fields.at(position),
    };
    field.map_or(Kind::Unread, |field| match field.kind {
        FieldType::Bool => Kind::Flag(field),
        FieldType::Enum => Kind::Choice(field),
        kind if kind.is_numeric() => Kind::Number(field),
        _ => Kind::Other(field),
    })
}

/// The cell is over.
fn ends(behind: &[u8]) -> bool {
    matches!(behind.first(), None | Some(b','))
}

/// The column, if the cell could part thousands and cells that are still to come may say that it does not.
fn undecided(head: &Head, column: usize, cell: &[u8]) -> Option<Undecided> {
    let text = || std::str::from_utf8(cell).ok().map(str::trim);
    let doubtful = || text().is_some_and(|text| thousands(text).is_some());
    (head.decimals.is_open(column) && doubtful()).then_some(Undecided(column))
}

//! The cells of rows that were cut: as most tables write them at once, all others by the ordinary reader.

use std::borrow::Cow;
use std::sync::Arc;

use super::cells::Cells;
use super::cut::{CutRow, Form};
use super::number::{Plain, plain};
use super::part::{Part, State};
use super::{Head, Piece, Undecided, evidence};
use crate::error::Place;
use crate::input::cell::{self, Decimal, Style};
use crate::input::csv::{Column, Record};
use crate::input::dialect::{RowKind, is_header, may_be_no_record, shown};
use crate::input::draft::Draft;
use crate::input::log::{Log, Nameless};
use crate::input::refused;
use crate::input::rows::{Row, id, rows_from};
use crate::model::{Field, FieldType, Fields};

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
        let mut reading = Reading::of(fields, &self.head, self.rows.rows.len());
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
        Ok(reading.done())
    }
}

struct Reading<'a> {
    head: &'a Arc<Head>,
    kinds: Vec<Kind<'a>>,
    /// The ordinary reader.
    record: Record<'a>,
    /// What is left of a column of which nothing is known.
    unknown: Style,
    part: Part,
}

impl<'a> Reading<'a> {
    fn of(fields: &'a Fields, head: &'a Arc<Head>, rows: usize) -> Self {
        let columns = head.header.columns.iter();
        let record = Record {
            fields,
            file: head.file(),
            input: head.input,
            header: &head.header,
            styles: vec![Style::default(); head.header.columns.len()],
            log: Log::default(),
            nameless: Nameless::default(),
        };
        Self {
            head,
            kinds: columns.map(|column| kind(fields, *column)).collect(),
            record,
            unknown: Style::default(),
            part: Part::of(head, rows),
        }
    }

    fn done(self) -> Part {
        let mut part = self.part;
        part.log = self.record.log;
        part.nameless = self.record.nameless;
        part
    }

    /// Reads a row whose quotation marks are in order.
    fn at_once(&mut self, bytes: &[u8], row: &CutRow) -> Result<(), Held> {
        let odd = row.first.is_some() || may_be_no_record(bytes);
        if odd || std::str::from_utf8(bytes).is_err() {
            return Err(Held::Odd);
        }
        let mut cells = Cells::of(bytes);
        let mut own = None;
        let mut bare = true;
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
                    let cell = cells.next().ok_or(Held::Odd)?;
                    // Cells without a heading are told of.
                    let filled = !cell.trim_ascii().is_empty();
                    bare &= !filled;
                    if filled && self.head.heading(place).is_empty() {
                        return Err(Held::Odd);
                    }
                    continue;
                }
                Kind::Number(field) => self.number(field, place, &mut cells)?,
                Kind::Flag(field) => {
                    let words = [("true", 1), ("false", 0)].into_iter();
                    self.word(field, &mut cells, words)?
                }
                Kind::Choice(field) => {
                    let words = field.choices.iter().map(|choice| &*choice.id).zip(0..);
                    self.word(field, &mut cells, words)?
                }
                Kind::Other(field) => self.other(field, &mut cells)?,
            };
            bare &= cell.0 == State::Missing;
            if let Some(column) = self.part.columns.get_mut(place) {
                column.push(cell.0, cell.1);
            }
        }
        // A row with one filled cell may be a note; a row like the header begins another table.
        if cells.rest().is_some()
            || bare
            || self.head.names_a_column(self.part.text(own.unwrap_or(0)))
        {
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
        let Some(one) = plain(text) else {
            return self.empty(cells);
        };
        let (cell, behind) = text.split_at_checked(one.length).ok_or(Held::Odd)?;
        if one.decimals > 0 {
            self.decided(column, cell, one)?;
        }
        // The ordinary reader says what is wrong with it.
        if !field.takes(one.number) {
            return Err(Held::Odd);
        }
        cells.resume(behind);
        Ok((State::Given, one.number.to_bits()))
    }

    /// Numbers that are not plain ones are for the ordinary reader.
    fn empty(&self, cells: &mut Cells<'_>) -> Result<(State, u64), Held> {
        let cell = cells.next().ok_or(Held::Odd)?;
        match cell.trim_ascii().is_empty() {
            true => Ok((State::Missing, 0)),
            false => Err(Held::Odd),
        }
    }

    /// A number with a point is what it seems, or its row is for the ordinary reader.
    fn decided(&mut self, column: usize, cell: &[u8], one: Plain) -> Result<(), Held> {
        let decimals = &self.head.decimals;
        if decimals.at(column) != Decimal::Point {
            decimals.see(column, cell);
            if one.either && decimals.is_open(column) {
                return Err(Undecided(column).into());
            }
            if decimals.at(column) != Decimal::Point {
                return Err(Held::Odd);
            }
        }
        if let Some(evidence) = self.part.evidence.get_mut(column) {
            evidence.eithers += usize::from(one.either);
            evidence.points += usize::from(!one.either);
            evidence.fraction |= one.number.abs() < 1.0;
        }
        Ok(())
    }

    /// A cell that holds one of these words and nothing else; each stands for its lane.
    fn word<'w>(
        &mut self,
        field: &Field,
        cells: &mut Cells<'_>,
        words: impl Iterator<Item = (&'w str, u64)>,
    ) -> Result<(State, u64), Held> {
        let rest = cells.rest().ok_or(Held::Odd)?;
        for (word, lane) in words {
            let word = word.as_bytes();
            if word.first() == rest.first()
                && let Some(behind) = rest.strip_prefix(word)
                && ends(behind)
            {
                cells.resume(behind);
                return Ok((State::Given, lane));
            }
        }
        self.other(field, cells)
    }

    /// Any cell, by the ordinary reader.
    fn other(&mut self, field: &Field, cells: &mut Cells<'_>) -> Result<(State, u64), Held> {
        let cell = cells.next().ok_or(Held::Odd)?;
        let text = std::str::from_utf8(&cell).map_err(|_| Held::Odd)?;
        let reading = cell::read(field, text, &self.unknown).map_err(|_| Held::Odd)?;
        // What people write is told of.
        if !reading.forms.is_empty() {
            return Err(Held::Odd);
        }
        Ok(self.part.cell(field, &reading.answer))
    }

    /// One row by the ordinary reader.
    fn ordinary(&mut self, row: &Row, cut: &CutRow) -> Result<(), Undecided> {
        let Some(row) = self.as_record(row).filter(|row| !row.is_blank()) else {
            return Ok(());
        };
        let row = &*row;
        self.look_at_numbers(row)?;
        let mut draft: Draft = self.record.draft(row);
        if let Some(first) = cut.first {
            draft.refuse_double(&Place::line(self.head.name_of(first.input), first.line));
        }
        self.part.records += 1;
        match draft.organisation() {
            Ok(organisation) => self.part.push(self.record.fields, &organisation),
            Err(rejected) => {
                self.part.refused += 1;
                self.part.rejected.extend(rejected);
                let headings = &self.head.header.headings;
                let refused = refused::row(self.head.file(), headings, row);
                self.part.refused_rows.push(refused);
            }
        }
        Ok(())
    }

    /// A total without an id is left out. Whether other totals and notes are the foot of the table, the rest of it
    /// tells; so it does of bytes that are not UTF-8.
    fn as_record<'r>(&mut self, row: &'r Row) -> Option<Cow<'r, Row>> {
        let text = |cell: &[u8]| std::str::from_utf8(cell).is_ok();
        if !self.head.utf8_proven && !row.cells.iter().all(text) {
            self.part.odd.get_or_insert(row.line);
        }
        if row.fault.is_some() {
            return Some(Cow::Borrowed(row));
        }
        if is_header(&self.head.header.headings, Some(self.head.header.id), row) {
            self.part.odd.get_or_insert(row.line);
        }
        match RowKind::of(&row.cells, Some(self.head.header.id)) {
            RowKind::Record => Some(Cow::Borrowed(row)),
            RowKind::Total => {
                self.part.left_out.push(shown(row));
                None
            }
            RowKind::Sum | RowKind::Note => {
                self.part.odd.get_or_insert(row.line);
                Some(Cow::Borrowed(row))
            }
            kind @ (RowKind::Remark | RowKind::Doubtful) => Some(Cow::Owned(kind.refused(row))),
        }
    }

    /// Notes what the numbers of a row say about others, and how they are read themselves.
    fn look_at_numbers(&mut self, row: &Row) -> Result<(), Undecided> {
        let head = self.head;
        for (column, cell) in row.cells.iter().enumerate() {
            if !matches!(self.kinds.get(column), Some(Kind::Number(_))) {
                continue;
            }
            let text = std::str::from_utf8(cell).unwrap_or_default().trim();
            let cell = evidence::Cell::of(text);
            head.decimals.take(column, &cell.votes);
            if cell.either && head.decimals.is_open(column) {
                return Err(Undecided(column));
            }
            if let Some(evidence) = self.part.evidence.get_mut(column) {
                evidence.see(&cell);
            }
            if let Some(style) = self.record.styles.get_mut(column) {
                *style = head.style(column, &cell.votes);
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

//! Which decimal sign the columns of a table write: `1.200` is refused unless another cell settles it.

use std::sync::atomic::{AtomicU8, Ordering};

use crate::input::cell::{Decimal, Mark, Votes};

const OPEN: u8 = 0;
const POINT: u8 = 1;
const COMMA: u8 = 2;
const CLOSED: u8 = 3;

/// One state a column; threads that read parts of the table share it.
#[derive(Debug)]
pub(super) struct Decimals(Vec<AtomicU8>);

impl Decimals {
    /// `votes` are those of the beginning.
    pub(super) fn of(numeric: &[bool], votes: &[Votes]) -> Self {
        let columns = numeric.iter().zip(votes);
        let state = |(numeric, votes): (&bool, &Votes)| match votes.proven() {
            _ if !numeric => CLOSED,
            proven => proven.map_or(OPEN, proof),
        };
        Self(columns.map(|one| AtomicU8::new(state(one))).collect())
    }

    /// All columns of numbers have points, because the user says so.
    pub(super) fn points(numeric: &[bool]) -> Self {
        let state = |numeric: &bool| AtomicU8::new(if *numeric { POINT } else { CLOSED });
        Self(numeric.iter().map(state).collect())
    }

    fn state(&self, column: usize) -> u8 {
        let state = self.0.get(column);
        state.map_or(CLOSED, |state| state.load(Ordering::Acquire))
    }

    /// Cells that are still to come may settle it.
    pub(super) fn is_open(&self, column: usize) -> bool {
        self.state(column) == OPEN
    }

    /// A cell of the column.
    pub(super) fn see(&self, column: usize, cell: &[u8]) {
        if !self.is_open(column) || !cell.iter().any(|byte| matches!(byte, b'.' | b',')) {
            return;
        }
        let text = std::str::from_utf8(cell).unwrap_or_default();
        self.take(column, &Votes::of(text));
    }

    /// What a cell of the column says.
    pub(super) fn take(&self, column: usize, votes: &Votes) {
        if let Some(mark) = votes.proven().filter(|_| self.is_open(column)) {
            self.set(column, proof(mark));
        }
    }

    /// Every cell of the table was seen. A comma that all other columns prove settles the rest; a point settles
    /// nothing, as `1.200` would be read as 1.2.
    pub(super) fn close(&self) {
        let proven = |sign: u8| (0..self.0.len()).any(|column| self.state(column) == sign);
        let rest = match proven(COMMA) && !proven(POINT) {
            true => COMMA,
            false => CLOSED,
        };
        let open = (0..self.0.len()).filter(|column| self.is_open(*column));
        open.for_each(|column| self.set(column, rest));
    }

    fn set(&self, column: usize, state: u8) {
        if let Some(place) = self.0.get(column) {
            place.store(state, Ordering::Release);
        }
    }

    pub(super) fn at(&self, column: usize) -> Decimal {
        match self.state(column) {
            POINT => Decimal::Point,
            COMMA => Decimal::Comma,
            _ => Decimal::Unsettled,
        }
    }
}

fn proof(mark: Mark) -> u8 {
    match mark {
        Mark::Point => POINT,
        Mark::Comma => COMMA,
    }
}

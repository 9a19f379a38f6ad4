//! Which columns of a table write a decimal point: `1.200` is refused unless another cell of its column settles it.

use std::sync::atomic::{AtomicU8, Ordering};

use crate::input::cell::{Decimal, has_decimal_point};

const OPEN: u8 = 0;
const POINT: u8 = 1;
const CLOSED: u8 = 2;

/// One state a column; threads that read parts of the table share it.
#[derive(Debug)]
pub(super) struct Decimals(Vec<AtomicU8>);

impl Decimals {
    pub(super) fn of(columns: usize) -> Self {
        Self((0..columns).map(|_| AtomicU8::new(OPEN)).collect())
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
        let text = || std::str::from_utf8(cell).is_ok_and(|text| has_decimal_point(text.trim()));
        if self.is_open(column) && cell.contains(&b'.') && text() {
            self.set(column, POINT);
        }
    }

    /// Every cell of the table was seen.
    pub(super) fn close(&self) {
        let open = (0..self.0.len()).filter(|column| self.is_open(*column));
        open.for_each(|column| self.set(column, CLOSED));
    }

    fn set(&self, column: usize, state: u8) {
        if let Some(place) = self.0.get(column) {
            place.store(state, Ordering::Release);
        }
    }

    pub(super) fn at(&self, column: usize) -> Decimal {
        match self.state(column) {
            POINT => Decimal::Point,
            _ => Decimal::Unsettled,
        }
    }

    pub(super) fn all(&self) -> Vec<Decimal> {
        (0..self.0.len()).map(|column| self.at(column)).collect()
    }
}

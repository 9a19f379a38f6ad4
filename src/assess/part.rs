//! A part of a table into the columns of a batch, column by column.

use std::ops::Range;

use super::portfolio::Batch;
use crate::input::table::{Column, Part, State};
use crate::model::{Field, FieldType, Value};

impl Batch<'_> {
    /// Adds rows of a table, which say nothing of a chart, of customers or of evidence; false if the batch has no
    /// room for them.
    pub fn add_rows(&mut self, part: &Part, rows: Range<usize>) -> bool {
        let Some(first) = self.columns.add_rows(rows.len()) else {
            return false;
        };
        let fields = &self.portfolio.judge.pack.fields;
        for (place, field) in fields.iter().enumerate() {
            if self.columns.is_read(place) {
                self.load(place, place, field, part, rows.clone());
            }
        }
        if let Some(place) = fields.position("structure_type")
            && let Some(field) = fields.at(place)
        {
            for source in self.structures() {
                if self.columns.is_read(source) {
                    self.load(place, source, field, part, rows.clone());
                    self.columns.forget_absent(source, first);
                }
            }
        }
        self.seat(first..first + rows.len());
        true
    }

    /// Puts a field into the last rows of a source.
    fn load(
        &mut self,
        place: usize,
        source: usize,
        field: &Field,
        part: &Part,
        rows: Range<usize>,
    ) {
        let first = self.columns.rows() - rows.len();
        let missing = match part.column(place) {
            Some(column) => {
                self.load_column(source, first, field, part, column, rows.clone());
                missing(column, rows)
            }
            None => (0..rows.len()).collect(),
        };
        if let Some(default) = &field.default {
            for row in missing {
                self.columns.set(source, first + row, default);
            }
        }
    }

    fn load_column(
        &mut self,
        source: usize,
        first: usize,
        field: &Field,
        part: &Part,
        column: &Column,
        rows: Range<usize>,
    ) {
        let states = column.states.get(rows.clone()).unwrap_or_default();
        let lanes = column.lanes.get(rows).unwrap_or_default();
        let cells = states.iter().zip(lanes);
        let codes = match field.kind {
            FieldType::Text | FieldType::Date => {
                return self.load_texts(source, first, part, cells);
            }
            FieldType::Bool => vec![0, u64::MAX],
            FieldType::Enum => self.codes(field),
            // No rule can read a list.
            FieldType::List => {
                let rows = cells.map(|(state, _)| (0, false, *state == State::NotApplicable));
                return self.columns.set_rows(source, first, rows);
            }
            _ => {
                let rows = cells.map(|(state, lane)| known(*state, *lane));
                return self.columns.set_rows(source, first, rows);
            }
        };
        let code = |lane: u64| codes.get(lane as usize).copied().unwrap_or_default();
        let rows = cells.map(|(state, lane)| known(*state, code(*lane)));
        self.columns.set_rows(source, first, rows);
    }

    fn codes(&mut self, field: &Field) -> Vec<u64> {
        let choices = field.choices.iter();
        choices
            .map(|choice| self.columns.text_code(&choice.id))
            .collect()
    }

    fn load_texts<'c>(
        &mut self,
        source: usize,
        first: usize,
        part: &Part,
        cells: impl Iterator<Item = (&'c State, &'c u64)>,
    ) {
        for (row, (state, lane)) in cells.enumerate() {
            match state {
                State::Missing => {}
                State::NotApplicable => self.columns.set_absent(source, first + row),
                State::Given => {
                    let text = Value::word(part.text(*lane));
                    self.columns.set(source, first + row, &text);
                }
            }
        }
    }
}

fn known(state: State, lane: u64) -> (u64, bool, bool) {
    (lane, state == State::Given, state == State::NotApplicable)
}

/// Rows without an answer, counted from the first.
fn missing(column: &Column, rows: Range<usize>) -> Vec<usize> {
    let states = column.states.get(rows).unwrap_or_default();
    let missing = states.iter().enumerate();
    let missing = missing.filter(|(_, state)| **state == State::Missing);
    missing.map(|(row, _)| row).collect()
}

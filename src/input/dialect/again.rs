//! A header that comes again: a second table in one file, or the pages of a printed list.

use super::heading::Heading;
use crate::input::rows::{Row, lossy};
use crate::model::Reason;

/// Whether a text is the heading of a column. A heading seldom holds a digit and an id nearly always does, so that
/// most ids need no comparison.
pub(in crate::input) fn names_a_column(headings: &[Heading], text: &str) -> bool {
    let plain = !text.is_empty() && !text.bytes().any(|byte| byte.is_ascii_digit());
    plain && is_heading(headings, text)
}

fn is_heading(headings: &[Heading], text: &str) -> bool {
    headings.iter().any(|one| same(&one.text, text))
}

fn same(heading: &str, text: &str) -> bool {
    heading.len() == text.len() && heading.to_lowercase() == text.to_lowercase()
}

/// Whether a row holds headings of the table where others hold values: its key, and half of its filled cells.
pub(in crate::input) fn is_header(headings: &[Heading], key: Option<usize>, row: &Row) -> bool {
    let begins = row
        .id(key.unwrap_or(0))
        .is_some_and(|id| names_a_column(headings, id));
    if !begins || headings.len() < 2 {
        return false;
    }
    let cells = row.cells.iter().map(lossy);
    let filled: Vec<String> = cells.filter(|cell| !cell.is_empty()).collect();
    let named = filled
        .iter()
        .filter(|cell| is_heading(headings, cell))
        .count();
    named > 1 && named * 2 >= filled.len()
}

/// The same headings in the same places: the rows below it are records of the table.
pub(super) fn is_same(headings: &[Heading], row: &Row) -> bool {
    let cells = row.cells.iter().map(lossy);
    headings
        .iter()
        .zip(cells)
        .all(|(heading, cell)| same(&heading.text, &cell))
}

/// A row that this header stands in, or that stands below it.
pub(super) fn refused(row: &Row, header: usize) -> Row {
    Row {
        fault: Some(Reason::new("reject.second_header").with("line", header as f64)),
        ..row.clone()
    }
}

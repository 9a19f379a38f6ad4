//! A mapping: how each table of a run was read, as a file that people can read and change, so that the next import is
//! exact.

mod form;
mod read;
mod save;
#[cfg(test)]
mod tests;

use super::workbook::Kinds;
use form::Form;

/// The word for a column that is not read.
const IGNORE: &str = "ignore";

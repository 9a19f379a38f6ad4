//! What a reader decided: one line each, with cells that show it.

use serde::Serialize;

use super::{Id, Reason};

/// One decision of an import.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Decision {
    /// The heading of the column; none for the table as a whole.
    pub column: Option<String>,
    /// The field that the column answers.
    pub field: Option<Id>,
    pub what: Reason,
    /// How many cells, rows or columns it concerns.
    pub count: usize,
    /// The first of them.
    pub examples: Vec<Example>,
}

/// A cell before and after.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Example {
    pub line: usize,
    /// As it stands in the file.
    pub raw: String,
    /// As it was read; none where nothing was.
    pub value: Option<String>,
    /// The unit of the value, as the pack calls it.
    pub unit: Option<String>,
}

/// A row of a table that was refused, its cells as they were.
#[derive(Debug, Clone, PartialEq)]
pub struct RefusedRow {
    pub file: String,
    pub line: usize,
    /// Heading and cell.
    pub cells: Vec<(String, String)>,
}

impl Decision {
    /// So many cells are kept as examples.
    pub const EXAMPLES: usize = 3;

    pub fn of_table(what: Reason, count: usize) -> Self {
        Self {
            column: None,
            field: None,
            what,
            count,
            examples: Vec::new(),
        }
    }

    #[must_use]
    pub fn showing(mut self, examples: impl IntoIterator<Item = Example>) -> Self {
        self.examples.extend(examples);
        self
    }
}

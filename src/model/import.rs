//! What a reader decided: one line each, with cells that show it.

use serde::{Deserialize, Serialize};

use super::{Id, Reason};

/// One decision of an import.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Decision {
    /// The heading of the column; none for the table as a whole.
    pub column: Option<String>,
    /// The field that the column answers.
    pub field: Option<Id>,
    pub what: Reason,
    /// How many cells, rows or columns it concerns.
    pub count: usize,
    /// Cells: all of them up to `Decision::KEPT`. Rows and headings: the first of them.
    pub examples: Vec<Example>,
}

/// A cell before and after.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Example {
    pub line: usize,
    /// The organisation that the cell is about, where a row is one.
    #[serde(default)]
    pub id: Option<Id>,
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
    /// So many cells, rows or headings are shown as examples.
    pub const EXAMPLES: usize = 3;

    /// So many cells are kept, each with what it became; tables may be longer than memory.
    pub const KEPT: usize = 500;

    pub fn of_table(what: Reason, count: usize) -> Self {
        Self {
            column: None,
            field: None,
            what,
            count,
            examples: Vec::new(),
        }
    }

    /// The same, with the cells of one organisation and no other's.
    #[must_use]
    pub fn about(&self, id: &Id) -> Self {
        let own = |one: &&Example| one.id.as_ref().is_none_or(|other| other == id);
        Self {
            examples: self.examples.iter().filter(own).cloned().collect(),
            ..self.clone()
        }
    }

    #[must_use]
    pub fn showing(mut self, examples: impl IntoIterator<Item = Example>) -> Self {
        self.examples.extend(examples);
        self
    }
}

//! The query: columns that build on each other.
//!
//! What is written twice becomes a column first, so the query grows no faster than the rules; two rules that
//! work out the same share it.

use std::collections::{BTreeMap, BTreeSet};

use super::dialect::Dialect;
use super::expr::Sql;
use crate::error::{Error, Faults, Kind};

/// A longer expression becomes a column of its own; nesting stays shallow with it.
const LONGEST: usize = 1_500;
const LONGEST_HINT: usize = 40;

#[derive(Debug)]
pub(super) struct Column {
    pub(super) name: String,
    pub(super) sql: Sql,
    pub(super) step: usize,
}

/// Columns of the query, in the order in which they were found.
#[derive(Debug)]
pub(super) struct Steps {
    pub(super) dialect: Dialect,
    pub(super) columns: Vec<Column>,
    by_text: BTreeMap<String, usize>,
    names: BTreeSet<String>,
    /// Name and first step of each phase.
    pub(super) phases: Vec<(&'static str, usize)>,
    pub(super) faults: Faults,
}

impl Steps {
    pub(super) fn new(dialect: Dialect) -> Self {
        Self {
            dialect,
            columns: Vec::new(),
            by_text: BTreeMap::new(),
            names: BTreeSet::new(),
            phases: vec![("facts", 0)],
            faults: Vec::new(),
        }
    }

    /// What follows belongs to this phase.
    pub(super) fn phase(&mut self, name: &'static str) {
        let after = self.columns.iter().map(|column| column.step + 1).max();
        self.phases.push((name, after.unwrap_or(1).max(1)));
    }

    pub(super) fn number(&self, value: f64) -> Sql {
        let literal = Sql::literal(self.dialect.number(value));
        Sql {
            constant: Some(value),
            ..literal
        }
    }

    pub(super) fn word(&mut self, word: &str) -> Sql {
        if word.contains('\0') {
            let detail = format!("{word:?} holds the sign U+0000, which SQL does not have");
            self.faults.push(Error::new(Kind::Pack, detail));
        }
        Sql::literal(self.dialect.text(word))
    }

    pub(super) fn no_number(&self) -> Sql {
        Sql::of(format!("CAST(NULL AS {})", self.dialect.double()), [])
    }

    pub(super) fn no_word(&self) -> Sql {
        Sql::of(format!("CAST(NULL AS {})", self.dialect.string()), [])
    }

    /// A column of the table, in this form.
    pub(super) fn fact(&mut self, hint: &str, text: String) -> Sql {
        self.add(hint, Sql::of(text, []), 0)
    }

    /// The expression as a column, if it is more than a name or a literal.
    pub(super) fn keep(&mut self, hint: &str, sql: Sql) -> Sql {
        if sql.is_atom() {
            return sql;
        }
        let floor = self.phases.last().map_or(1, |(_, step)| *step).max(1);
        let after = sql.uses.iter().filter_map(|used| self.columns.get(*used));
        let step = after.map(|column| column.step + 1).max().unwrap_or(1);
        self.add(hint, sql, step.max(floor))
    }

    /// The expression, as a column where it is long.
    pub(super) fn settle(&mut self, hint: &str, sql: Sql) -> Sql {
        if sql.text.len() <= LONGEST {
            return sql;
        }
        self.keep(hint, sql)
    }

    fn add(&mut self, hint: &str, sql: Sql, step: usize) -> Sql {
        let index = match self.by_text.get(&sql.text) {
            Some(index) => *index,
            None => {
                let name = self.free_name(hint);
                let index = self.columns.len();
                self.by_text.insert(sql.text.clone(), index);
                let sql = sql.clone();
                self.columns.push(Column { name, sql, step });
                index
            }
        };
        let name = self.columns.get(index).map(|column| column.name.clone());
        Sql {
            text: name.unwrap_or_default(),
            uses: BTreeSet::from([index]),
            ..sql
        }
    }

    /// A name that needs no quotes; every hint begins with a letter and `_`, so it is no word of SQL.
    fn free_name(&mut self, hint: &str) -> String {
        let plain: String = hint
            .chars()
            .map(|sign| sign.to_ascii_lowercase())
            .map(|sign| {
                if sign.is_ascii_alphanumeric() {
                    sign
                } else {
                    '_'
                }
            })
            .take(LONGEST_HINT)
            .collect();
        let mut name = plain.clone();
        let mut count = 1;
        while !self.names.insert(name.clone()) {
            count += 1;
            name = format!("{plain}__{count}");
        }
        name
    }
}

//! The query: columns that build on each other, laid out as a chain of steps over the table.
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
struct Column {
    name: String,
    sql: Sql,
    step: usize,
}

/// Columns of the query, in the order in which they were found.
#[derive(Debug)]
pub(super) struct Steps {
    pub(super) dialect: Dialect,
    columns: Vec<Column>,
    by_text: BTreeMap<String, usize>,
    names: BTreeSet<String>,
    /// Name and first step of each phase.
    phases: Vec<(&'static str, usize)>,
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

    /// The query that gives these columns, each under its name, from the table.
    pub(super) fn select(&self, output: &[(String, Sql)], table: &str) -> String {
        let last = self.last_uses(output);
        let count = self.columns.iter().map(|column| column.step + 1).max();
        let prefix = free_prefix(table);
        let mut query = String::new();
        let mut from = table.to_owned();
        for step in 0..count.unwrap_or(0) {
            let columns = self.of_step(step, &last);
            if columns.is_empty() {
                continue;
            }
            let name = format!("{prefix}{}", self.step_name(step));
            let (streamed, fence) = (self.dialect.streamed(), self.dialect.fence());
            let open = if query.is_empty() { "WITH " } else { ", " };
            let list = columns.join(",\n  ");
            query.push_str(&format!(
                "{open}{name} AS {streamed}(\n  SELECT\n  {list}\n  FROM {from}{fence}\n)\n"
            ));
            from = name;
        }
        let list: Vec<String> = output
            .iter()
            .map(|(name, sql)| format!("  {} AS {}", sql.text, self.dialect.name(name)))
            .collect();
        query.push_str(&format!("SELECT\n{}\nFROM {from}\n", list.join(",\n")));
        query
    }

    /// For each column the last step that reads it; none for those that nothing needs.
    fn last_uses(&self, output: &[(String, Sql)]) -> Vec<Option<usize>> {
        let mut last: Vec<Option<usize>> = vec![None; self.columns.len()];
        let read = |uses: &BTreeSet<usize>, step: usize, last: &mut Vec<Option<usize>>| {
            for used in uses {
                if let Some(place) = last.get_mut(*used) {
                    *place = (*place).max(Some(step));
                }
            }
        };
        for (_, sql) in output {
            read(&sql.uses, usize::MAX, &mut last);
        }
        // A column reads only columns that were added before it.
        for (index, column) in self.columns.iter().enumerate().rev() {
            if last.get(index).copied().flatten().is_some() {
                read(&column.sql.uses, column.step, &mut last);
            }
        }
        last
    }

    /// What a step selects: columns of earlier steps that are still read, and its own. Empty if it has none.
    fn of_step(&self, step: usize, last: &[Option<usize>]) -> Vec<String> {
        let needed = |column: &Column, last: &Option<usize>| {
            column.step <= step && last.is_some_and(|last| last > step)
        };
        let live: Vec<&Column> = self
            .columns
            .iter()
            .zip(last)
            .filter(|(column, last)| needed(column, last))
            .map(|(column, _)| column)
            .collect();
        if !live.iter().any(|column| column.step == step) {
            return Vec::new();
        }
        let kept: Vec<&str> = live
            .iter()
            .filter(|column| column.step < step)
            .map(|column| column.name.as_str())
            .collect();
        let own = live.iter().filter(|column| column.step == step);
        let own = own.map(|column| format!("{} AS {}", column.sql.text, column.name));
        let kept = (!kept.is_empty()).then(|| kept.join(", "));
        kept.into_iter().chain(own).collect()
    }

    /// `rules`, `rules_2`, …
    fn step_name(&self, step: usize) -> String {
        let phase = self.phases.iter().rev().find(|(_, first)| *first <= step);
        match phase {
            Some((name, first)) if step > *first => format!("{name}_{}", step - first + 1),
            Some((name, _)) => (*name).to_owned(),
            None => format!("step_{step}"),
        }
    }
}

/// What the names of the steps begin with, so that none is called like the table.
fn free_prefix(table: &str) -> String {
    let table = table.to_lowercase();
    let mut prefix = "k_".to_owned();
    while table.contains(&prefix) {
        prefix.insert(0, 'k');
    }
    prefix
}

//! The columns as a chain of steps over the table; a step selects what it adds and what is still read.

use std::collections::BTreeSet;

use super::expr::Sql;
use super::steps::{Column, Steps};

impl Steps {
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

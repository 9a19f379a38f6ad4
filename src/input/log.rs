//! The import log: how many cells of a column were understood in which way, and the first of them.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::cell::{Form, Mark, Reading, Style, Votes};
use super::dialect::{Dialect, Heading};
use super::workbook;
use crate::model::{Answer, Decision, Example, Field, Id, Reason, Value};

/// The row that a cell stands in, and the organisation that the row is or speaks of.
#[derive(Debug, Clone, Copy)]
pub(super) struct Whose<'r> {
    pub(super) line: usize,
    pub(super) id: Option<&'r str>,
}

impl Whose<'_> {
    pub(super) fn row(line: usize) -> Self {
        Self { line, id: None }
    }
}

/// What was understood so far, by column.
#[derive(Debug, Default)]
pub(super) struct Log {
    cells: BTreeMap<(usize, Form), Decision>,
}

impl Log {
    /// A cell that was read, in this line.
    pub(super) fn tell(
        &mut self,
        column: usize,
        heading: &str,
        field: &Field,
        raw: &str,
        whose: Whose<'_>,
        reading: &Reading,
    ) {
        for form in &reading.forms {
            let decision = self
                .cells
                .entry((column, form.clone()))
                .or_insert_with(|| Decision {
                    column: Some(heading.to_owned()),
                    field: Some(field.id.clone()),
                    ..Decision::of_table(reason(form), 0)
                });
            decision.count += 1;
            if decision.examples.len() < Decision::KEPT {
                decision
                    .examples
                    .push(example(field, raw, whose, &reading.answer));
            }
        }
    }

    /// Adds what was understood behind it.
    pub(super) fn add(&mut self, other: Self) {
        for (key, decision) in other.cells {
            add(&mut self.cells, key, decision);
        }
    }

    pub(super) fn finish(self) -> impl Iterator<Item = Decision> {
        self.cells.into_values()
    }
}

/// Counts on; the first cells stay.
fn add<K: Ord>(all: &mut BTreeMap<K, Decision>, key: K, decision: Decision) {
    match all.entry(key) {
        Entry::Vacant(place) => {
            place.insert(decision);
        }
        Entry::Occupied(mut place) => {
            let own = place.get_mut();
            own.count += decision.count;
            let room = Decision::KEPT.saturating_sub(own.examples.len());
            own.examples
                .extend(decision.examples.into_iter().take(room));
        }
    }
}

fn example(field: &Field, raw: &str, whose: Whose<'_>, answer: &Answer) -> Example {
    let value = answer.fact().map(|fact| shown(&fact.value));
    Example {
        line: whose.line,
        id: whose.id.map(Id::from),
        // Nobody writes a power of ten before a percent sign but a workbook that stores a share.
        raw: match raw.trim() {
            share if share.ends_with('%') => workbook::shown(share),
            raw => raw.to_owned(),
        },
        unit: field.unit.clone().filter(|_| value.is_some()),
        value,
    }
}

/// A value as programs write it.
fn shown(value: &Value) -> String {
    match value {
        Value::Flag(flag) => flag.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Word(word) => word.to_string(),
        Value::List(words) => words
            .iter()
            .map(|word: &Id| &**word)
            .collect::<Vec<_>>()
            .join(";"),
    }
}

fn reason(form: &Form) -> Reason {
    match form {
        Form::Comma => Reason::new("import.comma"),
        Form::Groups => Reason::new("import.groups"),
        Form::Percent => Reason::new("import.percent"),
        Form::Unit(unit) => Reason::new("import.unit").with("unit", unit.as_str()),
        Form::HeadingUnit => Reason::new("import.heading_unit"),
        Form::Flag => Reason::new("import.flag"),
        Form::Day => Reason::new("import.day"),
        Form::Choice => Reason::new("import.choice"),
        Form::Unknown => Reason::new("import.unknown"),
        Form::NotApplicable => Reason::new("import.not_applicable"),
    }
}

/// How each column is read: by its own cells, else by a comma that other columns prove, else not at all.
pub(super) fn styles(votes: &[Votes], headings: &[Heading], dialect: &Dialect<'_>) -> Vec<Style> {
    let beside = beside(votes);
    votes
        .iter()
        .zip(headings)
        .map(|(votes, heading)| {
            style(votes, heading.decimal, dialect, beside).with_unit(heading.unit.clone())
        })
        .collect()
}

/// The same for fields whose values stand in one column; `mapped` is what a mapping says.
pub(super) fn styles_of_fields<'f>(
    votes: &[Votes],
    fields: impl Iterator<Item = &'f Field>,
    mapped: impl Fn(&Field) -> Option<Mark>,
    dialect: &Dialect<'_>,
) -> Vec<Style> {
    let beside = beside(votes);
    let each = votes.iter().zip(fields);
    each.map(|(votes, field)| style(votes, mapped(field), dialect, beside))
        .collect()
}

fn style(
    votes: &Votes,
    mapped: Option<Mark>,
    dialect: &Dialect<'_>,
    beside: Option<Mark>,
) -> Style {
    let style = votes.style(mapped.or(dialect.mark()), beside);
    style.mapped(mapped.is_some())
}

/// The sign that columns prove, if all that prove one prove the same.
fn beside(votes: &[Votes]) -> Option<Mark> {
    let mut signs = votes.iter().filter_map(Votes::proven);
    let first = signs.next()?;
    signs.all(|sign| sign == first).then_some(first)
}

/// Headings that name no column, and columns of cells that have no heading.
pub(super) fn unread(headings: &[Heading]) -> Vec<String> {
    let unread = headings.iter().filter(|heading| heading.names.is_none());
    let named = unread.filter(|heading| !heading.text.is_empty());
    named.map(|heading| heading.text.clone()).collect()
}

/// Cells that stand in columns without a heading: said, because nobody else would miss them.
#[derive(Debug, Default)]
pub(super) struct Nameless(BTreeMap<usize, Decision>);

impl Nameless {
    pub(super) fn see(&mut self, headings: &[Heading], row: &super::rows::Row) {
        for (column, (heading, cell)) in headings.iter().zip(&row.cells).enumerate() {
            if !heading.text.is_empty() || cell.trim_ascii().is_empty() {
                continue;
            }
            let decision = self.0.entry(column).or_insert_with(|| Decision {
                column: Some((column + 1).to_string()),
                ..Decision::of_table(Reason::new("import.no_heading"), 0)
            });
            decision.count += 1;
            if decision.examples.len() < Decision::KEPT {
                decision.examples.push(Example {
                    line: row.line,
                    id: None,
                    raw: super::rows::lossy(cell),
                    value: None,
                    unit: None,
                });
            }
        }
    }

    /// Adds what was seen behind it.
    pub(super) fn add(&mut self, other: Self) {
        for (column, decision) in other.0 {
            add(&mut self.0, column, decision);
        }
    }

    pub(super) fn finish(self) -> impl Iterator<Item = Decision> {
        self.0.into_values()
    }
}

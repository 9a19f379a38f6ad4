//! Where the header stands, judged by how many of its cells the pack knows; the pack is the best oracle there is.

use std::collections::BTreeSet;

use super::heading::{Heading, Known};
use crate::input::cell::Unit;

/// So many rows are looked through for the header.
pub(super) const ROWS: usize = 40;

/// A header that was found.
#[derive(Debug, Clone)]
pub(super) struct Header {
    /// Its first row, counted from 0.
    pub(super) row: usize,
    /// It takes two rows.
    pub(super) double: bool,
    pub(super) headings: Vec<Heading>,
    score: (bool, usize),
}

impl Header {
    fn of(row: usize, double: bool, headings: Vec<Heading>) -> Self {
        let named: BTreeSet<usize> = headings.iter().filter_map(|one| one.names).collect();
        Self {
            row,
            double,
            score: (named.contains(&0), named.len()),
            headings,
        }
    }

    /// It names the key column.
    pub(super) fn has_key(&self) -> bool {
        self.score.0
    }

    pub(super) fn is_better_than(&self, other: &Self) -> bool {
        self.score > other.score
    }

    /// The row as it is, whatever it names.
    pub(super) fn at(rows: &[Vec<String>], row: usize, known: Known<'_>) -> Option<Self> {
        let single = Self::single(rows, row, known)?;
        Some(Self::paired(rows, row, known, single.score, &single).unwrap_or(single))
    }

    /// The rows that a mapping names; it names the columns, too.
    pub(super) fn exact(rows: &[Vec<String>], row: usize, double: bool) -> Option<Self> {
        let none = |_: &str| None;
        match double {
            false => Self::single(rows, row, &none),
            true => {
                let (upper, lower) = (rows.get(row)?, rows.get(row + 1)?);
                Some(Self::of(row, true, joined(upper, lower, &none)))
            }
        }
    }

    fn single(rows: &[Vec<String>], row: usize, known: Known<'_>) -> Option<Self> {
        let cells = rows.get(row)?;
        let headings = cells.iter().map(|cell| Heading::of(cell, known)).collect();
        Some(Self::of(row, false, headings))
    }

    /// The best of the first rows; the first of those that are equally good.
    pub(super) fn find(rows: &[Vec<String>], known: Known<'_>) -> Option<Self> {
        let mut best: Option<Self> = None;
        for row in 0..rows.len().min(ROWS) {
            let single = Self::single(rows, row, known)?;
            let below = Self::single(rows, row + 1, known).map_or((false, 0), |one| one.score);
            let alone = single.score.max(below);
            if row == 0 && below.1 == 0 && single.is_sure(rows.get(1)) {
                return Some(single);
            }
            let found = Self::paired(rows, row, known, alone, &single).unwrap_or(single);
            if best.as_ref().is_none_or(|best| found.is_better_than(best)) {
                best = Some(found);
            }
        }
        best
    }

    /// Every cell names a column of its own, the key among them, and the row below gives no units: no other row is
    /// looked at, as there are thousands of names to try for each.
    fn is_sure(&self, below: Option<&Vec<String>>) -> bool {
        self.score == (true, self.headings.len()) && !below.is_some_and(|row| is_of_units(row))
    }

    /// This row with the one below it, if together they name more, or if the lower one holds nothing but units.
    fn paired(
        rows: &[Vec<String>],
        row: usize,
        known: Known<'_>,
        alone: (bool, usize),
        single: &Self,
    ) -> Option<Self> {
        let (upper, lower) = (rows.get(row)?, rows.get(row + 1)?);
        if lower.iter().all(|cell| cell.trim().is_empty()) {
            return None;
        }
        let pair = Self::of(row, true, joined(upper, lower, known));
        if pair.score > alone {
            return Some(pair);
        }
        // Under names, words that name nothing tell what the cells hold.
        let units = single.score.1 > 0 && alone == single.score && is_of_units(lower);
        units.then(|| Self::of(row, true, with_units(upper, lower, known)))
    }
}

/// The headings of two rows; a group stands above all columns up to the next one.
fn joined(upper: &[String], lower: &[String], known: Known<'_>) -> Vec<Heading> {
    let mut group = "";
    let columns = upper.len().max(lower.len());
    let cell = |cells: &[String], column: usize| {
        cells.get(column).map_or("", |cell| cell.trim()).to_owned()
    };
    let mut headings = Vec::new();
    let uppers: Vec<String> = (0..columns).map(|column| cell(upper, column)).collect();
    for (column, own) in uppers.iter().enumerate() {
        let below = cell(lower, column);
        if !own.is_empty() {
            group = own;
        }
        headings.push(match (own.is_empty(), below.is_empty()) {
            (_, true) => Heading::of(own, known),
            (_, false) if group.is_empty() => Heading::of(&below, known),
            (_, false) => Heading::below(group, &below, known),
        });
    }
    headings
}

/// The headings of a row above one of units.
fn with_units(upper: &[String], lower: &[String], known: Known<'_>) -> Vec<Heading> {
    let pairs = joined(upper, lower, known).into_iter().zip(upper);
    let named = pairs.map(|(pair, own)| match pair.names {
        Some(_) => pair,
        None => Heading {
            text: pair.text.clone(),
            ..Heading::of(own, known)
        },
    });
    named.collect()
}

/// Words of which at least one is a unit and none holds a digit, so that it is no record: `Anzahl | T€ | % | ja/nein`.
fn is_of_units(row: &[String]) -> bool {
    let filled = row.iter().map(|cell| unbracketed(cell));
    let mut filled = filled.filter(|cell| !cell.is_empty());
    let unit = |text: &str| Unit::of(text).is_some_and(|unit| unit.is_general());
    let mut units = row.iter().map(|cell| unbracketed(cell));
    let digit = |c: char| c.is_ascii_digit();
    units.any(unit) && filled.all(|text| unit(text) || !text.contains(digit))
}

fn unbracketed(cell: &str) -> &str {
    let text = cell.trim().trim_matches(['(', ')', '[', ']']);
    text.strip_prefix("in ").unwrap_or(text)
}

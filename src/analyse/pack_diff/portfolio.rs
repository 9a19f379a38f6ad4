//! A portfolio under both packs: who moved, how far, and the table of levels.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Side;
use super::move_of::{Move, SAME, move_of};
use super::rules::Renamed;
use crate::model::{Assessment, Id};

/// Limits between the bins of the histogram, in points; no change has a bin of its own.
const LIMITS: [f64; 8] = [-10.0, -5.0, -2.0, 0.0, 0.0, 2.0, 5.0, 10.0];

/// What the change does to a portfolio.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OnPortfolio {
    /// Organisations that both packs could judge.
    pub compared: usize,
    /// Those whose level, target or entry is another one.
    pub moved: usize,
    /// Records that only the old pack could read, and that only the new one could; by id, or by file and line.
    pub refused_now: Vec<String>,
    pub read_now: Vec<String>,
    pub indexes: Vec<OfIndex>,
    pub levels: Vec<Transition>,
    pub targets: Vec<Transition>,
    pub entries: Vec<Transition>,
    /// All organisations for which something changed, in the order of the records.
    pub organisations: Vec<Move>,
}

/// How far one index went over the portfolio, in points.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OfIndex {
    pub index: Id,
    pub changed: usize,
    /// Mean change over all organisations that have the score on both sides; none where none has.
    pub mean: Option<f64>,
    pub lowest: Option<f64>,
    pub highest: Option<f64>,
    /// Organisations whose score comes or goes.
    pub without: usize,
    pub histogram: Vec<Bin>,
}

/// Changes from `from` to `to` points; towards zero the limit itself does not belong to it. No limit means endless.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Bin {
    pub from: Option<f64>,
    pub to: Option<f64>,
    pub count: usize,
}

/// So many organisations went from here to there; the ones that stay are among them.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Transition {
    pub from: Option<Id>,
    pub to: Option<Id>,
    pub count: usize,
}

/// One organisation under the old pack and the new one.
pub type Pair<'a> = (&'a Assessment, &'a Assessment);

impl OnPortfolio {
    /// Compares results of the same records in the same order.
    pub fn of(old: Side<'_>, new: Side<'_>, renamed: &Renamed, pairs: &[Pair<'_>]) -> Self {
        let moves = pairs
            .iter()
            .map(|(before, after)| move_of((old, before), (new, after), renamed));
        let moves: Vec<Move> = moves.collect();
        let indexes = new.pack.manifest.indexes.iter();
        let indexes = indexes.map(|index| of_index(&index.id, pairs));
        let level = |one: &Assessment| one.level.id.clone();
        let target = |one: &Assessment| one.placement.as_ref()?.target.clone();
        let entry = |one: &Assessment| one.placement.as_ref()?.entry.clone();
        let places = old.pack.placement.is_some() || new.pack.placement.is_some();
        let placed = |of: &dyn Fn(&Assessment) -> Option<Id>| match places {
            true => transitions(pairs, of),
            false => Vec::new(),
        };
        Self {
            compared: pairs.len(),
            moved: moves.iter().filter(|one| one.is_moved()).count(),
            refused_now: Vec::new(),
            read_now: Vec::new(),
            indexes: indexes.collect(),
            levels: transitions(pairs, &level),
            targets: placed(&target),
            entries: placed(&entry),
            organisations: moves.into_iter().filter(|one| !one.is_empty()).collect(),
        }
    }

    /// Share of those who moved in percent: of all that the old pack could read, those that the new one refuses
    /// count as moved.
    pub fn moved_percent(&self) -> f64 {
        let all = self.compared + self.refused_now.len();
        match all {
            0 => 0.0,
            all => 100.0 * (self.moved + self.refused_now.len()) as f64 / all as f64,
        }
    }
}

fn transitions(pairs: &[Pair<'_>], of: &dyn Fn(&Assessment) -> Option<Id>) -> Vec<Transition> {
    let mut counts: BTreeMap<(Option<Id>, Option<Id>), usize> = BTreeMap::new();
    for (before, after) in pairs {
        *counts.entry((of(before), of(after))).or_default() += 1;
    }
    let told = |((from, to), count)| Transition { from, to, count };
    counts.into_iter().map(told).collect()
}

fn of_index(id: &Id, pairs: &[Pair<'_>]) -> OfIndex {
    let score = |one: &Assessment| one.index(id).and_then(|index| index.spread.score);
    let scores: Vec<_> = pairs
        .iter()
        .map(|(before, after)| (score(before), score(after)))
        .collect();
    let changes: Vec<f64> = scores
        .iter()
        .filter_map(|(before, after)| Some((*after)? - (*before)?))
        .collect();
    let without = scores
        .iter()
        .filter(|(before, after)| before.is_some() != after.is_some());
    let sum: f64 = changes.iter().sum();
    OfIndex {
        index: id.clone(),
        changed: changes.iter().filter(|change| change.abs() >= SAME).count(),
        mean: (!changes.is_empty()).then(|| sum / changes.len() as f64),
        lowest: changes.iter().copied().reduce(f64::min),
        highest: changes.iter().copied().reduce(f64::max),
        without: without.count(),
        histogram: histogram(&changes),
    }
}

fn histogram(changes: &[f64]) -> Vec<Bin> {
    let limits: Vec<Option<f64>> = std::iter::once(None)
        .chain(LIMITS.into_iter().map(Some))
        .chain(std::iter::once(None))
        .collect();
    let mut bins: Vec<Bin> = limits
        .windows(2)
        .filter_map(|pair| {
            let [from, to] = pair else { return None };
            Some(Bin {
                from: *from,
                to: *to,
                count: 0,
            })
        })
        .collect();
    for change in changes {
        let place = bin(*change);
        if let Some(bin) = bins.get_mut(place) {
            bin.count += 1;
        }
    }
    bins
}

/// The place among the bins. A limit belongs to the bin that is further from zero.
fn bin(change: f64) -> usize {
    match change {
        change if change.abs() < SAME => 4,
        change if change < 0.0 => LIMITS
            .iter()
            .take(3)
            .filter(|limit| change > **limit)
            .count(),
        change => {
            5 + LIMITS
                .iter()
                .skip(5)
                .filter(|limit| change >= **limit)
                .count()
        }
    }
}

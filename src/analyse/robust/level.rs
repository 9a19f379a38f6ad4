//! Levels under other weights: the limits of the levels and the caps of the gates stay as they are.

use super::weights::{Part, weight_for};
use crate::model::{Flip, Id, LevelStep};
use crate::score::raw_level;

/// How the level of one organisation follows from its leading index.
#[derive(Debug, Clone)]
pub(super) struct LevelRule<'a> {
    pub(super) steps: &'a [LevelStep],
    /// The lowest cap in force, as a rank.
    pub(super) cap: Option<usize>,
}

impl LevelRule<'_> {
    pub(super) fn rank(&self, score: f64) -> Option<usize> {
        let rank = raw_level(score, self.steps)?;
        Some(self.cap.map_or(rank, |cap| rank.min(cap)))
    }

    pub(super) fn level(&self, score: f64) -> Option<Id> {
        self.name(self.rank(score)?)
    }

    pub(super) fn name(&self, rank: usize) -> Option<Id> {
        self.steps.get(rank).map(|step| step.id.clone())
    }

    /// Limits of the score at which the level falls and rises from a rank.
    fn limits(&self, rank: usize) -> [Option<f64>; 2] {
        let from = |first: usize| {
            let steps = self.steps.iter().skip(first);
            steps.filter_map(|step| step.from).reduce(f64::min)
        };
        let open = self.cap.is_none_or(|cap| rank < cap);
        [from(rank), from(rank + 1).filter(|_| open)]
    }

    /// The smallest change of one dimension's weight that gives another level.
    pub(super) fn flip(
        &self,
        parts: &[Part],
        place: usize,
        id: &Id,
        rank: usize,
        band: f64,
    ) -> Option<Flip> {
        let own = parts.get(place)?;
        let [falls, rises] = self.limits(rank);
        let below = |limit: f64| self.rank(limit - 1e-6).and_then(|rank| self.name(rank));
        let at = |limit: f64| self.level(limit);
        let downs = falls.and_then(|limit| Some((weight_for(parts, place, limit)?, below(limit))));
        let ups = rises.and_then(|limit| Some((weight_for(parts, place, limit)?, at(limit))));
        let nearer = |a: &(f64, Option<Id>), b: &(f64, Option<Id>)| {
            (a.0 - own.weight)
                .abs()
                .total_cmp(&(b.0 - own.weight).abs())
        };
        let (to, verdict) = downs.into_iter().chain(ups).min_by(nearer)?;
        Some(flip(id, own.weight, to, band, verdict))
    }
}

pub(super) fn flip(id: &Id, from: f64, to: f64, band: f64, verdict: Option<Id>) -> Flip {
    let share = (to - from) / from;
    Flip {
        id: id.clone(),
        from,
        to,
        change: 100.0 * share,
        in_band: share.abs() <= band,
        verdict,
    }
}

/// The smallest of several changes, in percent of the weight; the first of equals.
pub(super) fn smallest<'f>(flips: impl Iterator<Item = &'f Flip>) -> Option<Flip> {
    flips
        .min_by(|a, b| a.change.abs().total_cmp(&b.change.abs()))
        .cloned()
}

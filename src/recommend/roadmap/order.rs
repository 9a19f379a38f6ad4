//! In which order the measures are done (domain 8.3).

use std::cmp::Ordering;

use super::Done;
use crate::model::Id;

/// What decides on the place of a selected measure.
#[derive(Debug, Clone)]
pub(super) struct Rank {
    pub(super) place: usize,
    pub(super) id: Id,
    /// Where its phase stands.
    pub(super) phase: usize,
    pub(super) lifts: bool,
    /// Gain for each person-day, rounded to six decimals; none where there is no gain to tell.
    pub(super) gain_per_pt: Option<f64>,
}

impl Rank {
    /// First what lifts a cap, then the larger gain for each person-day, then the smaller id.
    fn before(&self, other: &Self) -> Ordering {
        let gain = |rank: &Self| rank.gain_per_pt.unwrap_or(0.0) + 0.0;
        other
            .lifts
            .cmp(&self.lifts)
            .then_with(|| gain(other).total_cmp(&gain(self)))
            .then_with(|| self.id.cmp(&other.id))
    }
}

/// Phase by phase; within one, each after what it needs there, and the best of those that are free.
pub(super) fn order(ranks: &[Rank], needs: &[Vec<usize>]) -> Vec<usize> {
    let mut done = Done::NONE;
    let mut left: Vec<&Rank> = ranks.iter().collect();
    let mut order = Vec::new();
    while let Some(phase) = left.iter().map(|rank| rank.phase).min() {
        let here: Vec<&Rank> = left
            .iter()
            .copied()
            .filter(|rank| rank.phase == phase)
            .collect();
        let waits = |rank: &Rank| {
            let own = needs.get(rank.place).map_or(&[][..], Vec::as_slice);
            own.iter()
                .any(|need| !done.has(*need) && here.iter().any(|one| one.place == *need))
        };
        let free = here.iter().copied().filter(|rank| !waits(rank));
        // Needs form no circle, so one is always free.
        let Some(next) = free.min_by(|a, b| a.before(b)) else {
            break;
        };
        done |= Done::one(next.place);
        order.push(next.place);
        left.retain(|rank| rank.place != next.place);
    }
    order
}

//! The roadmap: selection, order, effort, and what would raise the level (domain 8).
//!
//! What a measure brings is found by running the rules again; that is asked of a [`WhatIf`].

mod critical;
mod menu;
mod open;
mod order;
mod plan;
mod raise;
mod select;
#[cfg(test)]
mod tests;
mod trigger;

use std::ops::{BitOr, BitOrAssign};

use crate::model::{AssumedSet, Outlook};

pub use menu::Menu;
pub use open::{MeasureStep, measure_steps};
pub use plan::plan;
pub use raise::raise;

/// A set of measures, by their places in the pack, of which there are 128 at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Done(u128);

impl Done {
    pub const NONE: Self = Self(0);

    pub fn of(measures: impl IntoIterator<Item = usize>) -> Self {
        measures
            .into_iter()
            .fold(Self::NONE, |all, one| all | Self::one(one))
    }

    pub fn one(measure: usize) -> Self {
        let bit = u32::try_from(measure).ok();
        Self(bit.and_then(|bit| 1_u128.checked_shl(bit)).unwrap_or(0))
    }

    pub fn has(self, measure: usize) -> bool {
        self.meets(Self::one(measure))
    }

    #[must_use]
    pub fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Those in both.
    #[must_use]
    pub fn common(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Those in one of the two only.
    #[must_use]
    pub fn differing(self, other: Self) -> Self {
        Self(self.0 ^ other.0)
    }

    pub fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

impl BitOr for Done {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl BitOrAssign for Done {
    fn bitor_assign(&mut self, other: Self) {
        *self = *self | other;
    }
}

/// The rules run again on today's record, as it would be with measures done.
pub trait WhatIf {
    fn outlook(&self, done: Done) -> Outlook;

    /// The rank of the level; none where coverage forbids one.
    fn rank(&self, done: Done) -> Option<usize>;

    /// Points of the leading index.
    fn score(&self, done: Done) -> Option<f64> {
        self.outlook(done).score
    }

    /// What a measure alone changes of today's facts.
    fn sets(&self, measure: usize) -> Vec<AssumedSet>;
}

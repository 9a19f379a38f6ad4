//! Two results of the same organisations: what became of them, and why.

use serde::Serialize;

use super::value::{six_decimals, six_decimals_or_null};
use super::{Catalogue, Id, PackStamp, number};

/// Why a score is another one. The parts are points and add up to the whole.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Parts {
    /// Answers that are others than before.
    #[serde(serialize_with = "six_decimals")]
    pub data: f64,
    /// Rules, weights and limits of the pack that are others: the old data under the new pack.
    #[serde(serialize_with = "six_decimals")]
    pub rules: f64,
    /// Questions that are answered now and were not, or the other way round.
    #[serde(serialize_with = "six_decimals")]
    pub coverage: f64,
    /// Reasoned exceptions that are others.
    #[serde(serialize_with = "six_decimals")]
    pub waivers: f64,
}

impl Parts {
    pub fn all(&self) -> [f64; 4] {
        [self.data, self.rules, self.coverage, self.waivers]
    }

    /// The same with these values, in the order of `all`.
    pub fn of([data, rules, coverage, waivers]: [f64; 4]) -> Self {
        Self {
            data,
            rules,
            coverage,
            waivers,
        }
    }

    /// Parts in decimals so that they add up to the difference of the two numbers as printed (largest remainder; ties go
    /// to the earlier part).
    #[must_use]
    pub fn printed(self, old: f64, new: f64, places: usize) -> Self {
        let scale = 10_f64.powi(i32::try_from(places).unwrap_or(0));
        let units = |value: f64| (number::rounded(value, places) * scale).round();
        let scaled = self.all().map(|part| part * scale);
        let mut whole = scaled.map(f64::floor);
        let mut left = units(new) - units(old) - whole.iter().sum::<f64>();
        let mut order = [0, 1, 2, 3];
        let rest = |index: usize| {
            let part = scaled.get(index).copied().unwrap_or(0.0);
            part - part.floor()
        };
        order.sort_by(|a, b| rest(*b).total_cmp(&rest(*a)));
        while left >= 1.0 {
            for index in order {
                if left >= 1.0 {
                    whole
                        .iter_mut()
                        .skip(index)
                        .take(1)
                        .for_each(|one| *one += 1.0);
                    left -= 1.0;
                }
            }
        }
        // Both ends are rounded, so that the floors may lie above their difference by one.
        while left <= -1.0 {
            for index in order.into_iter().rev() {
                if left <= -1.0 {
                    whole
                        .iter_mut()
                        .skip(index)
                        .take(1)
                        .for_each(|one| *one -= 1.0);
                    left += 1.0;
                }
            }
        }
        Self::of(whole.map(|units| units / scale + 0.0))
    }
}

/// One index then and now, waived rules left out on both sides.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct IndexChange {
    pub id: Id,
    #[serde(serialize_with = "six_decimals_or_null")]
    pub old: Option<f64>,
    #[serde(serialize_with = "six_decimals_or_null")]
    pub new: Option<f64>,
    #[serde(serialize_with = "six_decimals_or_null")]
    pub change: Option<f64>,
    /// None where one of the scores in between cannot be given.
    pub parts: Option<Parts>,
}

/// What became of a rule's finding. A finding is open where the rule gives less than 50 points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum FindingChange {
    /// Open now, and was not.
    New,
    /// Open before and now, with fewer points.
    Worse,
    /// Open before and now, with more points.
    Better,
    /// Open before, and no longer.
    Solved,
}

/// A rule whose finding is another one.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ChangedFinding {
    pub rule: Id,
    pub change: FindingChange,
    #[serde(serialize_with = "six_decimals_or_null")]
    pub old: Option<f64>,
    #[serde(serialize_with = "six_decimals_or_null")]
    pub new: Option<f64>,
}

/// The level then and now, and what it would be with the old data under the new pack.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LevelChange {
    pub old: Option<Id>,
    pub rules: Option<Id>,
    pub new: Option<Id>,
    /// The level is lower than it was.
    pub fell: bool,
}

/// One organisation in both results.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Compared {
    pub id: Id,
    pub name: Id,
    /// The index that leads to the level first.
    pub indexes: Vec<IndexChange>,
    pub level: LevelChange,
    /// Gates that bind now and did not, and the other way round.
    pub gates_new: Vec<Id>,
    pub gates_lifted: Vec<Id>,
    /// The placement that is aimed at, then and now.
    pub target_old: Option<Id>,
    pub target_new: Option<Id>,
    pub findings: Vec<ChangedFinding>,
    /// The leading index or the level fell.
    pub regression: bool,
    /// Why the old data cannot be scored by the new pack.
    pub not_rescored: Option<String>,
}

impl Compared {
    /// Whether the change of an index is split into its causes.
    pub fn is_split(&self) -> bool {
        self.indexes.iter().any(|index| index.parts.is_some())
    }
}

/// One of the two results.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Side {
    pub as_of: Option<String>,
    pub pack: PackStamp,
}

/// Two results of the same organisations.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Comparison {
    pub old: Side,
    pub new: Side,
    /// Those in both results; movers first: by the change of the leading index, the largest first.
    pub organisations: Vec<Compared>,
    pub only_old: Vec<Id>,
    pub only_new: Vec<Id>,
    /// Sentences of both results.
    #[serde(skip)]
    pub texts: Catalogue,
}

impl Comparison {
    pub fn has_regression(&self) -> bool {
        self.organisations.iter().any(|one| one.regression)
    }
}

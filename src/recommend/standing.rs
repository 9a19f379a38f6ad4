//! Which option leads, by the places of the options; both ways to run the rules decide by this.

use super::fit::best;
use crate::model::Id;
use crate::model::number::reaches;
use crate::pack::{EntryRule, PlacementData};

/// How one option stands for one organisation.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Standing {
    /// Over the structural factors.
    pub target_fit: Option<f64>,
    /// Over all factors.
    pub entry_fit: Option<f64>,
    pub excluded: bool,
}

/// Whether enough factors are known and every option is judged; one that cannot be judged yet might be the best.
pub fn decidable(data: &PlacementData, known_factors: usize, options: &[Standing]) -> bool {
    let unjudged = |one: &Standing| !one.excluded && one.target_fit.is_none();
    known_factors >= data.decision.factors_needed && !options.iter().any(unjudged)
}

/// The option with the largest structural fit, the first of equals.
pub fn target(options: &[Standing]) -> Option<(usize, f64)> {
    best(allowed(options, |one| one.target_fit))
}

/// The best but for the target.
pub(super) fn runner_up(options: &[Standing], target: usize) -> Option<(usize, f64)> {
    best(allowed(options, |one| one.target_fit).filter(|(place, _)| *place != target))
}

/// The entry rule of a level, and which options it names.
#[derive(Debug, Clone)]
pub struct EntryChoice<'p> {
    data: &'p PlacementData,
    rule: &'p EntryRule,
    listed: Vec<bool>,
}

impl<'p> EntryChoice<'p> {
    /// None where no rule speaks of the level.
    pub fn of(data: &'p PlacementData, level: &Id) -> Option<Self> {
        let mut rules = data.decision.entry.iter();
        let rule = rules.find(|rule| rule.levels.contains(level))?;
        let options = data.options.iter();
        Some(Self {
            data,
            rule,
            listed: options.map(|one| rule.only.contains(&one.id)).collect(),
        })
    }

    /// By how many points of fit a candidate may be behind the best; none where only the best is one.
    pub fn band(&self) -> Option<f64> {
        self.rule.band
    }
}

/// The least commitment among the options that fit almost as well as the best.
pub fn entry(
    choice: &EntryChoice<'_>,
    options: &[Standing],
    target: Option<usize>,
) -> Option<usize> {
    let EntryChoice { data, rule, listed } = choice;
    let listed = |place: usize| listed.get(place).copied().unwrap_or(false);
    let all = || allowed(options, |one| one.entry_fit);
    let some_listed = !rule.only.is_empty() && all().any(|(place, _)| listed(place));
    let open = || all().filter(|(place, _)| !some_listed || listed(*place));
    let (leader, fit) = best(open())?;
    let Some(band) = rule.band else {
        return Some(leader);
    };
    let near = || open().filter(|(_, one)| reaches(*one, fit - band));
    let commitment = |place: usize| data.options.get(place).map_or(0.0, |one| one.commitment);
    let kept = target.filter(|target| {
        let low = rule
            .keep_target
            .is_some_and(|most| commitment(*target) <= most);
        low && near().any(|(place, _)| place == *target)
    });
    if kept.is_some() {
        return kept;
    }
    let least = near()
        .map(|(place, _)| commitment(place))
        .reduce(f64::min)?;
    best(near().filter(|(place, _)| commitment(*place) <= least)).map(|(place, _)| place)
}

/// Places and fits of the options that are not excluded and have a fit.
pub(super) fn allowed(
    options: &[Standing],
    fit: fn(&Standing) -> Option<f64>,
) -> impl Iterator<Item = (usize, f64)> {
    let open = options.iter().enumerate().filter(|(_, one)| !one.excluded);
    open.filter_map(move |(place, one)| Some((place, fit(one)?)))
}

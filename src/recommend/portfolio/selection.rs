//! Who becomes a key account: gates, K, cap, and who is borderline (domain 2.6).

use super::compare::{falling, reaches};
use super::scores::weighted;
use super::{Company, Whole};
use crate::model::{AccountStatus, CustomerGroup, Id, Override, Selection};
use crate::pack::Parameters;
use crate::pack::parameters;

/// Gives each group its status and says what the list of candidates is. The groups stand by revenue.
pub(super) fn select(
    groups: &mut [CustomerGroup],
    company: &Company,
    whole: &Whole,
    parameters: &Parameters,
) -> Selection {
    let rules = &parameters.selection;
    for group in groups.iter_mut() {
        group.status = status(group, rules);
    }
    let cap = cap(
        company.active_customers.unwrap_or(groups.len() as f64),
        rules,
    );
    let passed = ranked(groups, |group| {
        (group.status == AccountStatus::KeyAccount)
            .then_some(group.k)
            .flatten()
    });
    for index in passed.iter().skip(cap) {
        if let Some(group) = groups.get_mut(*index) {
            group.status = AccountStatus::Watch;
            group.cut = true;
        }
    }
    mark_borderline(groups, cap, parameters);
    let keys = |indices: &[usize]| -> Vec<Id> {
        let found = indices.iter().filter_map(|index| groups.get(*index));
        found.map(|group| group.key.clone()).collect()
    };
    let kept = passed.len().min(cap);
    let (candidates, cut) = passed.split_at(kept);
    let revenue: f64 = candidates
        .iter()
        .filter_map(|index| groups.get(*index))
        .map(|group| group.revenue)
        .sum();
    Selection {
        cap,
        passed: passed.len(),
        candidates: keys(candidates),
        cut: keys(cut),
        borderline: groups
            .iter()
            .filter(|group| group.borderline)
            .map(|group| group.key.clone())
            .collect(),
        overrides: groups.iter().filter_map(overridden).collect(),
        revenue,
        share: whole.share(revenue),
    }
}

/// Before the cap.
fn status(group: &CustomerGroup, rules: &parameters::Selection) -> AccountStatus {
    if !group.binding.is_empty() && group.strategic_exception.is_none() {
        return AccountStatus::Excluded;
    }
    match (group.quadrant, group.k) {
        (Some(_), Some(k)) if reaches(k, rules.key_account_from.value) => AccountStatus::KeyAccount,
        (Some(_), Some(k)) if reaches(k, rules.watch_from.value) => AccountStatus::Watch,
        (Some(_), Some(_)) => AccountStatus::Standard,
        _ => AccountStatus::DataMissing,
    }
}

fn overridden(group: &CustomerGroup) -> Option<Override> {
    Some(Override {
        group: group.key.clone(),
        lifted: group.binding.to_vec(),
        reason: group.strategic_exception.clone()?,
    })
    .filter(|one| !one.lifted.is_empty())
}

/// Most key accounts that a company of so many customers can have; halves are rounded up.
fn cap(customers: f64, rules: &parameters::Selection) -> usize {
    let share = (customers * rules.cap_share.value / 100.0 + 0.5).floor();
    share.max(rules.cap_least.value).min(rules.cap_most.value) as usize
}

/// Positions of the groups with a K, the highest first; on a tie the larger, then the key, as they stand.
fn ranked(groups: &[CustomerGroup], k: impl Fn(&CustomerGroup) -> Option<f64>) -> Vec<usize> {
    let mut order: Vec<(usize, f64)> = groups
        .iter()
        .enumerate()
        .filter_map(|(index, group)| Some((index, k(group)?)))
        .collect();
    order.sort_by(|a, b| falling(a.1, b.1));
    order.into_iter().map(|(index, _)| index).collect()
}

/// A group is borderline if it enters or leaves the list when one weight of A is changed.
fn mark_borderline(groups: &mut [CustomerGroup], cap: usize, parameters: &Parameters) {
    let criteria = groups
        .first()
        .map_or(0, |group| group.attractiveness.criteria.len());
    let rules = &parameters.selection;
    let factors = [rules.weight_low.value, rules.weight_high.value];
    for (changed, factor) in (0..criteria).flat_map(|one| factors.map(|factor| (one, factor))) {
        let changed_k = |group: &CustomerGroup| {
            if matches!(
                group.status,
                AccountStatus::Excluded | AccountStatus::DataMissing
            ) {
                return None;
            }
            let change = |index: usize, weight: f64| match index == changed {
                true => weight * factor,
                false => weight,
            };
            let axes = &parameters.axes;
            let a = &group.attractiveness;
            let k = axes.attractiveness.value * weighted(a, change)?
                + axes.position.value * group.position.score?
                + axes.value.value * group.value.score?;
            reaches(k, rules.key_account_from.value).then_some(k)
        };
        let mut inside = vec![false; groups.len()];
        for index in ranked(groups, changed_k).into_iter().take(cap) {
            if let Some(place) = inside.get_mut(index) {
                *place = true;
            }
        }
        for (group, inside) in groups.iter_mut().zip(inside) {
            group.borderline |= inside != group.is_candidate();
        }
    }
}

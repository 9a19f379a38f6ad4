//! Shares of the largest, Herfindahl index with bounds, Pareto check (domain 2.3).

use super::Whole;
use super::compare::{above, reaches};
use crate::model::{Bounds, Concentration, CustomerGroup, TopShare};
use crate::pack::parameters;

/// The measures, and whether the list cannot hold the largest customers. The groups stand by revenue.
pub(super) fn measure(
    groups: &[CustomerGroup],
    whole: &Whole,
    db2_base: Option<f64>,
    parameters: &parameters::Concentration,
) -> (Concentration, bool) {
    let hhi = hhi(groups, whole);
    let measures = Concentration {
        cr1: top(groups, whole, 1),
        cr5: top(groups, whole, 5),
        cr10: top(groups, whole, 10),
        rest: whole.rest / whole.total * 100.0,
        hhi,
        effective_number: Bounds {
            low: hhi.high.and_then(effective),
            high: hhi.low.and_then(effective),
        },
        pareto_of: parameters.pareto_share.value,
        pareto: pareto(groups, whole, parameters.pareto_share.value),
        db2_base,
    };
    (measures, not_the_largest(groups, whole))
}

fn top(groups: &[CustomerGroup], whole: &Whole, count: usize) -> TopShare {
    let revenue: f64 = groups.iter().take(count).map(|group| group.revenue).sum();
    TopShare {
        share: whole.share(revenue),
        at_least: groups.len() < count && whole.rest > 0.0,
    }
}

/// Sum of the squared shares, 0 to 10,000. Where the list is not complete, the least and the most that it
/// can be if no unlisted customer is larger than the smallest listed one.
fn hhi(groups: &[CustomerGroup], whole: &Whole) -> Bounds {
    let known: f64 = groups.iter().map(|group| group.share * group.share).sum();
    if whole.rest <= 0.0 {
        return Bounds {
            low: Some(known),
            high: Some(known),
        };
    }
    let rest = whole.rest / whole.total * 100.0;
    let unlisted = whole
        .customers
        .map(|customers| customers - groups.len() as f64);
    let spread = unlisted
        .filter(|unlisted| *unlisted > 0.0)
        .map_or(0.0, |unlisted| rest * rest / unlisted);
    let smallest = smallest(groups, whole);
    let high = (smallest > 0.0).then(|| {
        let full = (rest / smallest).floor();
        let last = rest - full * smallest;
        known + full * smallest * smallest + last * last
    });
    Bounds {
        low: Some(known + spread),
        high,
    }
}

fn smallest(groups: &[CustomerGroup], whole: &Whole) -> f64 {
    groups
        .last()
        .map_or(0.0, |group| group.revenue / whole.total * 100.0)
}

/// As if there were so many equal customers.
fn effective(hhi: f64) -> Option<f64> {
    (hhi > 0.0).then(|| 10_000.0 / hhi)
}

/// The revenue left needs a customer larger than the smallest listed one.
fn not_the_largest(groups: &[CustomerGroup], whole: &Whole) -> bool {
    if whole.rest <= 0.0 {
        return false;
    }
    let smallest = groups.last().map_or(0.0, |group| group.revenue);
    let unlisted = whole
        .customers
        .map(|customers| customers - groups.len() as f64);
    smallest <= 0.0 || unlisted.is_some_and(|unlisted| above(whole.rest, unlisted * smallest))
}

/// Share of the customers that bring `share` percent of revenue.
fn pareto(groups: &[CustomerGroup], whole: &Whole, share: f64) -> Option<f64> {
    let customers = whole.customers?;
    let mut revenue = 0.0;
    for (group, count) in groups.iter().zip(1_u32..) {
        revenue += group.revenue;
        if reaches(revenue / whole.total * 100.0, share) {
            return Some(f64::from(count) / customers * 100.0);
        }
    }
    None
}

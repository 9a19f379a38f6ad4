//! Headcounts of subtrees (domain 4.6, step 5).

use crate::model::Chart;

/// What is known about the people of a subtree.
#[derive(Debug, Clone, Copy, Default)]
struct Count {
    /// The sum of all that is known.
    known: f64,
    /// Nothing is missing, or a figure of the unit's own stands for the whole.
    complete: bool,
}

/// The headcount of each unit with everything below it; none where it is unknown.
pub(super) fn of(chart: &Chart) -> Vec<Option<f64>> {
    let mut counts = vec![Count::default(); chart.units().len()];
    for unit in chart.order().iter().rev() {
        let below = chart.children(*unit).iter();
        let below: Vec<Count> = below
            .filter_map(|child| counts.get(*child).copied())
            .collect();
        let own = chart.unit(*unit).and_then(|unit| unit.headcount);
        if let Some(count) = counts.get_mut(*unit) {
            *count = one(own, &below);
        }
    }
    let counts = counts.into_iter();
    counts
        .map(|count| Some(count.known).filter(|known| count.complete && known.is_finite()))
        .collect()
}

fn one(own: Option<f64>, below: &[Count]) -> Count {
    let sum = total(below.iter().map(|count| count.known));
    match own {
        Some(own) => Count {
            known: own.max(sum),
            complete: true,
        },
        None => Count {
            known: sum,
            complete: !below.is_empty() && below.iter().all(|count| count.complete),
        },
    }
}

/// A sum that does not depend on the order of its parts.
pub(super) fn total(parts: impl Iterator<Item = f64>) -> f64 {
    let mut parts: Vec<f64> = parts.collect();
    parts.sort_by(f64::total_cmp);
    parts.iter().sum()
}

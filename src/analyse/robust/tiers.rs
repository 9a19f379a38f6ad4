//! Groups of what cannot be told apart, in place of ranks that look more exact than they are.

use super::weights::{Part, span};
use crate::model::{Assessment, Id, Tier};

/// The tier of each, from 1, the best first. A tier begins with the first that is told apart from the first of the
/// tier before.
pub(super) fn grouped<T>(
    ranked: impl Iterator<Item = T>,
    apart: impl Fn(&T, &T) -> bool,
) -> Vec<usize> {
    let mut tiers = Vec::new();
    let mut tier = 0;
    let mut first: Option<T> = None;
    for one in ranked {
        if first.as_ref().is_none_or(|first| apart(first, &one)) {
            tier += 1;
            first = Some(one);
        }
        tiers.push(tier);
    }
    tiers
}

/// Tiers by an index. One is told apart from another only if it is ahead with every weight anywhere in its band, its
/// own dimensions at the lower end of their plausible ranges, the other's at the upper end. Whoever has no level,
/// because too little is known, stands in none.
pub(super) fn by_bounds(all: &[Assessment], index: &Id, band: f64) -> Vec<Tier> {
    let judged = all.iter().filter(|one| one.level.id.is_some());
    let mut ranked: Vec<(f64, &Assessment)> = judged
        .filter_map(|one| Some((one.index(index)?.spread.score?, one)))
        .collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
    let ranges = ranked.iter().map(|(_, one)| ranges(one, index));
    let numbers = grouped(ranges, |first, own| is_ahead(first, own, band));
    let last = numbers.last().copied().unwrap_or(0);
    let of = |number: usize| {
        let own = ranked.iter().zip(&numbers);
        let own = own.filter(|(_, tier)| **tier == number);
        own.map(|((_, one), _)| one.id.clone()).collect()
    };
    (1..=last)
        .map(|number| Tier {
            number,
            organisations: of(number),
        })
        .collect()
}

/// A dimension's weight and plausible range.
#[derive(Debug, Clone, Copy)]
struct Ranged {
    weight: f64,
    low: f64,
    high: f64,
}

/// None for a dimension that does not apply.
fn ranges(one: &Assessment, index: &Id) -> Vec<Option<Ranged>> {
    let own = one.dimensions.iter().filter(|own| own.index == *index);
    own.map(|own| {
        let range = own.spread.plausible()?;
        Some(Ranged {
            weight: own.weight,
            low: range.low,
            high: range.high,
        })
    })
    .collect()
}

/// Under each weighting the difference of two means is the mean of the differences, as long as both have the same
/// dimensions; if not, each is taken at its own worst.
fn is_ahead(first: &[Option<Ranged>], own: &[Option<Ranged>], band: f64) -> bool {
    let both: Option<Vec<Part>> = first
        .iter()
        .zip(own)
        .map(|pair| match pair {
            (Some(first), Some(own)) => Some(Some(Part {
                weight: first.weight,
                score: first.low - own.high,
            })),
            (None, None) => Some(None),
            _ => None,
        })
        .collect::<Option<Vec<Option<Part>>>>()
        .map(|parts| parts.into_iter().flatten().collect());
    if let Some(parts) = both {
        return span(&parts, band).is_some_and(|lead| lead.low > 0.0);
    }
    let of = |all: &[Option<Ranged>], score: fn(&Ranged) -> f64| {
        let known = all.iter().flatten();
        let parts: Vec<Part> = known
            .map(|one| Part {
                weight: one.weight,
                score: score(one),
            })
            .collect();
        span(&parts, band)
    };
    let ends = of(first, |one| one.low).zip(of(own, |one| one.high));
    ends.is_some_and(|(first, own)| first.low > own.high)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exact(scores: &[f64]) -> Vec<Option<Ranged>> {
        let one = |score: &f64| {
            Some(Ranged {
                weight: 10.0,
                low: *score,
                high: *score,
            })
        };
        scores.iter().map(one).collect()
    }

    #[test]
    fn a_tier_ends_where_one_is_told_apart_from_its_first() {
        let scores = [9.0, 8.0, 7.5, 6.0, 5.5, 1.0];
        let tiers = grouped(scores.into_iter(), |first, own| first - own >= 2.0);
        assert_eq!(tiers, [1, 1, 1, 2, 2, 3]);
        assert!(grouped(std::iter::empty::<f64>(), |_, _| true).is_empty());
    }

    #[test]
    fn ahead_is_who_is_ahead_under_every_weighting() {
        // 70 against 60 in the mean, but 50 against 60 if only the second counted.
        let (first, own) = (exact(&[90.0, 50.0]), exact(&[60.0, 60.0]));
        assert!(is_ahead(&first, &own, 0.0));
        // (0.7 × 30 − 1.3 × 10) ÷ 2 = 4 > 0, (0.4 × 30 − 1.6 × 10) ÷ 2 = −2.
        assert!(is_ahead(&first, &own, 0.3));
        assert!(!is_ahead(&first, &own, 0.6));
    }

    #[test]
    fn an_open_answer_counts_for_whoever_it_may_help() {
        let mut own = exact(&[60.0, 60.0]);
        let first = exact(&[90.0, 70.0]);
        assert!(is_ahead(&first, &own, 0.3));
        own[0] = Some(Ranged {
            weight: 10.0,
            low: 20.0,
            high: 100.0,
        });
        assert!(!is_ahead(&first, &own, 0.3));
        own[0] = None;
        assert!(is_ahead(&first, &own, 0.3));
    }
}

//! Groups of what cannot be told apart, in place of ranks that look more exact than they are.

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

/// Tiers by the plausible ranges of an index: two whose ranges have a point in common are not told apart. Whoever has
/// no level, because too little is known, stands in none.
pub(super) fn by_ranges(all: &[Assessment], index: &Id) -> Vec<Tier> {
    let ranked = all.iter().filter(|one| one.level.id.is_some());
    let mut ranked: Vec<(&Id, f64, (f64, f64))> = ranked
        .filter_map(|one| {
            let spread = one.index(index)?.spread;
            let range = spread.plausible()?;
            Some((&one.id, spread.score?, (range.low, range.high)))
        })
        .collect();
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1));
    let ranges = ranked.iter().map(|(.., range)| *range);
    let numbers = grouped(ranges, |first, own| own.1 < first.0);
    let last = numbers.last().copied().unwrap_or(0);
    let of = |number: usize| {
        let own = ranked.iter().zip(&numbers);
        let own = own.filter(|(_, tier)| **tier == number);
        own.map(|((id, ..), _)| (*id).clone()).collect()
    };
    (1..=last)
        .map(|number| Tier {
            number,
            organisations: of(number),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tier_ends_where_the_range_no_longer_meets_that_of_its_first() {
        let ranges = [
            (70.0, 90.0),
            (65.0, 75.0),
            (60.0, 69.0),
            (55.0, 60.0),
            (10.0, 20.0),
        ];
        let tiers = grouped(ranges.into_iter(), |first, own| own.1 < first.0);
        assert_eq!(tiers, [1, 1, 2, 2, 3]);
    }

    #[test]
    fn none_has_no_tier() {
        assert!(grouped(std::iter::empty::<f64>(), |_, _| true).is_empty());
    }
}

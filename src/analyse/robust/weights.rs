//! An index under other weights of its dimensions, exact.
//!
//! The index is Σ(w × s) ÷ Σ w, which each weight alone moves one way; over a box of weights its extremes lie where
//! every part above some score has one end of its band and every part below it the other (linear-fractional
//! programming).

use crate::model::Span;

/// A weight and what it weighs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Part {
    pub(super) weight: f64,
    pub(super) score: f64,
}

/// Weighted mean; none without weight.
pub(super) fn mean(parts: &[Part]) -> Option<f64> {
    ratio(parts.iter().copied())
}

fn ratio(parts: impl Iterator<Item = Part>) -> Option<f64> {
    let (mut sum, mut weights) = (0.0, 0.0);
    for part in parts {
        sum += part.weight * part.score;
        weights += part.weight;
    }
    (weights > 0.0).then(|| sum / weights)
}

/// Lowest and highest mean with every weight anywhere in its band; `band` is a share of the weight.
pub(super) fn span(parts: &[Part], band: f64) -> Option<Span> {
    let mut sorted = parts.to_vec();
    sorted.sort_by(|a, b| a.score.total_cmp(&b.score));
    let with = |below: f64, above: f64, cut: usize| {
        ratio(sorted.iter().enumerate().map(move |(place, part)| Part {
            weight: part.weight * if place < cut { below } else { above },
            ..*part
        }))
    };
    let (less, more) = (1.0 - band, 1.0 + band);
    let cuts = || 0..=parts.len();
    Some(Span {
        low: cuts()
            .filter_map(|cut| with(more, less, cut))
            .reduce(f64::min)?,
        high: cuts()
            .filter_map(|cut| with(less, more, cut))
            .reduce(f64::max)?,
    })
}

/// The same with one weight alone in its band.
pub(super) fn span_of_one(parts: &[Part], place: usize, band: f64) -> Option<Span> {
    let at = |factor: f64| {
        ratio(parts.iter().enumerate().map(move |(other, part)| Part {
            weight: part.weight * if other == place { factor } else { 1.0 },
            ..*part
        }))
    };
    let (one, two) = (at(1.0 - band)?, at(1.0 + band)?);
    Some(Span {
        low: one.min(two),
        high: one.max(two),
    })
}

/// The mean without one part.
pub(super) fn without(parts: &[Part], place: usize) -> Option<f64> {
    let others = parts
        .iter()
        .enumerate()
        .filter(|(other, _)| *other != place);
    ratio(others.map(|(_, part)| *part))
}

/// The weight of one part that brings the mean to a limit, all others as they are; none if no weight does.
pub(super) fn weight_for(parts: &[Part], place: usize, limit: f64) -> Option<f64> {
    let own = parts.get(place)?;
    let others = parts
        .iter()
        .enumerate()
        .filter(|(other, _)| *other != place);
    let missing: f64 = others
        .map(|(_, part)| part.weight * (limit - part.score))
        .sum();
    let weight = missing / (own.score - limit);
    let moves = missing.abs() > 0.0;
    (moves && weight.is_finite() && weight >= 0.0).then_some(weight)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn parts() -> impl Strategy<Value = Vec<Part>> {
        let part = (0.5..20.0_f64, 0.0..100.0_f64);
        let part = part.prop_map(|(weight, score)| Part { weight, score });
        proptest::collection::vec(part, 1..8)
    }

    /// Every corner of the box.
    fn corners(parts: &[Part], band: f64) -> Span {
        let all = (0..1_usize << parts.len()).map(|corner| {
            let moved = parts.iter().enumerate().map(|(place, part)| Part {
                weight: part.weight
                    * if corner >> place & 1 == 1 {
                        1.0 + band
                    } else {
                        1.0 - band
                    },
                ..*part
            });
            mean(&moved.collect::<Vec<_>>()).unwrap()
        });
        let all: Vec<f64> = all.collect();
        Span {
            low: all.iter().copied().reduce(f64::min).unwrap(),
            high: all.iter().copied().reduce(f64::max).unwrap(),
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn extremes_are_those_of_all_corners(parts in parts(), band in 0.0..0.95_f64) {
            let (found, wanted) = (span(&parts, band).unwrap(), corners(&parts, band));
            prop_assert!((found.low - wanted.low).abs() < 1e-9 && (found.high - wanted.high).abs() < 1e-9);
        }

        #[test]
        fn one_weight_alone_stays_within_its_two_ends(parts in parts(), band in 0.0..0.95_f64, at in -1.0..1.0_f64) {
            let found = span_of_one(&parts, 0, band).unwrap();
            let mut moved = parts.clone();
            moved[0].weight *= 1.0 + at * band;
            let now = mean(&moved).unwrap();
            prop_assert!(found.low - 1e-9 <= now && now <= found.high + 1e-9);
        }

        #[test]
        fn the_weight_for_a_limit_brings_the_mean_there(parts in parts(), limit in 0.0..100.0_f64) {
            let weight = weight_for(&parts, 0, limit);
            let mut moved = parts.clone();
            match weight {
                Some(weight) => {
                    moved[0].weight = weight;
                    prop_assert!((mean(&moved).unwrap_or(limit) - limit).abs() < 1e-6);
                }
                // No weight from nothing to a thousand times the others passes the limit.
                None => {
                    let sides = [1e-9, 0.1, 1.0, 10.0, 1e3, 1e5].map(|weight| {
                        moved[0].weight = weight;
                        mean(&moved).unwrap() >= limit
                    });
                    prop_assert!(sides.iter().all(|side| *side == sides[0]));
                }
            }
        }
    }
}

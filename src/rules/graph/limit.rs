//! A comparison with a constant as a plain limit: where it turns from false to true is found once, bit by bit.

use super::super::code::Compare;
use super::lanes::holds;

/// `x` compared with a constant, said without tolerance. Holds for every finite `x`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Limit {
    AtLeast(f64),
    AtMost(f64),
    Within(f64, f64),
    Outside(f64, f64),
    Never,
}

/// The limit of `x compare to`; none where the tolerance makes it turn more than once.
///
/// That is so near 0 only: where `x × to` vanishes, Rhai's tolerance is absolute and wider than `to` itself.
pub(super) fn limit(compare: Compare, to: f64) -> Option<Limit> {
    if !to.is_finite() || (to != 0.0 && to.abs() <= f64::EPSILON) {
        return None;
    }
    let least = || first(f64::MIN, f64::MAX, |x| holds(compare, x, to));
    let most = || first(-f64::MAX, f64::MAX, |x| holds(compare, -x, to)).map(|x| -x);
    let within = || {
        let low = first(f64::MIN, to, |x| holds(Compare::Equal, x, to))?;
        let high = first(-f64::MAX, -to, |x| holds(Compare::Equal, -x, to))?;
        Some((low, -high))
    };
    Some(match compare {
        Compare::AtLeast | Compare::Greater => least().map_or(Limit::Never, Limit::AtLeast),
        Compare::AtMost | Compare::Less => most().map_or(Limit::Never, Limit::AtMost),
        Compare::Equal => within().map_or(Limit::Never, |(low, high)| Limit::Within(low, high)),
        Compare::Differs => within().map(|(low, high)| Limit::Outside(low, high))?,
    })
}

/// The least number of a span for which a condition holds that, once true, stays true.
fn first(from: f64, to: f64, holds: impl Fn(f64) -> bool) -> Option<f64> {
    let (mut low, mut high) = (rank(from), rank(to));
    if !holds(to) {
        return None;
    }
    while low < high {
        let middle = low + (i128::from(high) - i128::from(low)).div_euclid(2) as i64;
        if holds(ranked(middle)) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    Some(ranked(high))
}

/// The place of a number in the order of all numbers.
fn rank(number: f64) -> i64 {
    let bits = number.to_bits() as i64;
    if bits < 0 { i64::MIN - bits } else { bits }
}

fn ranked(rank: i64) -> f64 {
    let bits = if rank < 0 { i64::MIN - rank } else { rank };
    f64::from_bits(bits as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Compare; 6] = [
        Compare::Equal,
        Compare::Differs,
        Compare::Less,
        Compare::AtMost,
        Compare::Greater,
        Compare::AtLeast,
    ];

    fn plain(limit: Limit, x: f64) -> bool {
        match limit {
            Limit::AtLeast(least) => x >= least,
            Limit::AtMost(most) => x <= most,
            Limit::Within(low, high) => low <= x && x <= high,
            Limit::Outside(low, high) => x < low || x > high,
            Limit::Never => false,
        }
    }

    #[test]
    fn a_limit_says_the_same_as_the_comparison_around_the_constant_and_far_from_it() {
        let constants = [
            0.0,
            1.0,
            0.1,
            2.0,
            3.0,
            35.0,
            99.9,
            1e-9,
            2.0 * f64::EPSILON,
            1.000_000_1 * f64::EPSILON,
            1e300,
            f64::MAX,
        ];
        let far = [
            0.0,
            5e-324,
            1e-320,
            1e-300,
            1e-17,
            1e-16,
            2e-16,
            3e-16,
            0.5,
            7.0,
            1e17,
            1e308,
            f64::MAX,
        ];
        for to in constants.into_iter().flat_map(|to| [to, -to]) {
            let near = (-40..=40)
                .map(|step| ranked((rank(to) + step).clamp(rank(f64::MIN), rank(f64::MAX))));
            let far = far.into_iter().flat_map(|x| [x, -x]);
            for x in near.chain(far) {
                for compare in ALL {
                    let limit = limit(compare, to).unwrap();
                    assert_eq!(
                        plain(limit, x),
                        holds(compare, x, to),
                        "{x:e} {compare:?} {to:e}"
                    );
                }
            }
        }
    }

    #[test]
    fn a_constant_within_the_tolerance_of_zero_has_no_limit() {
        assert_eq!(limit(Compare::AtLeast, 1e-17), None);
        assert_eq!(limit(Compare::Less, f64::EPSILON), None);
        assert_eq!(limit(Compare::Equal, f64::INFINITY), None);
    }
}

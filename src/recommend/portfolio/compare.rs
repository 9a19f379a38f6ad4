//! Comparison with the tolerance that rules compare with (domain 0.3), and orders.

use std::cmp::Ordering;

/// `a` ≥ `b`.
pub(super) fn reaches(a: f64, b: f64) -> bool {
    let larger = if a * b == 0.0 {
        1.0
    } else {
        a.abs().max(b.abs())
    };
    (a - b) / larger > -f64::EPSILON
}

/// `a` > `b`.
pub(super) fn above(a: f64, b: f64) -> bool {
    !reaches(b, a)
}

/// The larger number first. All numbers here are finite.
pub(super) fn falling(a: f64, b: f64) -> Ordering {
    b.partial_cmp(&a).unwrap_or(Ordering::Equal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_that_misses_a_limit_by_rounding_alone_reaches_it() {
        assert!(reaches(0.1 + 0.2, 0.3) && reaches(0.3, 0.1 + 0.2));
        assert!(reaches(14.6 / 146.0, 0.1));
        assert!(!reaches(59.999_999, 60.0));
        assert!(above(60.000_001, 60.0) && !above(60.0, 60.0));
        assert!(reaches(0.0, -0.0) && !above(0.0, 0.0) && above(0.0, -1.0));
    }
}

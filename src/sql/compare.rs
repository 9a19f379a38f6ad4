//! Rhai's comparison of numbers in SQL: equal within one step of the last binary place (domain 0.3).

use super::expr::Sql;
use super::steps::Steps;
use crate::rules::Compare;

/// Limits between which a comparison with a fixed number is one with a shifted limit, to the last place.
const FIXED: std::ops::RangeInclusive<f64> = 1e-15..=1e300;

impl Steps {
    /// Whether x compares so to y.
    pub(super) fn compare(&mut self, op: Compare, x: Sql, y: Sql) -> Sql {
        match (x.constant, y.constant) {
            (Some(x), Some(y)) => Sql::flag(op.holds(x, y)),
            (None, Some(limit)) if is_fixed(limit) => self.with_limit(op, x, limit),
            (Some(limit), None) if is_fixed(limit) => self.with_limit(op.turned(), y, limit),
            _ => self.of_two(op, x, y),
        }
    }

    /// `reaches` of the scores: at least as large, within the tolerance.
    pub(super) fn reaches(&mut self, x: Sql, y: Sql) -> Sql {
        self.compare(Compare::AtLeast, x, y)
    }

    /// Against a fixed number the tolerance only moves the limit, so it is moved here.
    fn with_limit(&mut self, op: Compare, x: Sql, limit: f64) -> Sql {
        let slack = if limit == 0.0 { 1.0 } else { limit.abs() } * f64::EPSILON;
        let (low, high) = (limit - slack, limit + slack);
        let holds = |value: f64| op.holds(value, limit);
        let total = x.total;
        let one = |sign: &str, x: &Sql, at: f64| {
            let limit = self.dialect.number(at);
            Sql::of(format!("({} {sign} {limit})", x.text), [x]).sure(total)
        };
        match op {
            Compare::AtLeast => one(">=", &x, first(low, holds)),
            Compare::Greater => one(">=", &x, first(high, holds)),
            Compare::AtMost => one("<=", &x, last(high, holds)),
            Compare::Less => one("<=", &x, last(low, holds)),
            Compare::Equal | Compare::Differs => {
                let equal = |value: f64| Compare::Equal.holds(value, limit);
                let least = first(low, |value| value >= limit || equal(value));
                let most = last(high, |value| value <= limit || equal(value));
                let x = self.keep("x_compared", x);
                let [least, most] = [least, most].map(|one| self.dialect.number(one));
                let not = if op == Compare::Differs { "NOT " } else { "" };
                Sql::of(
                    format!("({0} {not}BETWEEN {least} AND {most})", x.text),
                    [&x],
                )
                .sure(total)
            }
        }
    }

    /// The comparison as it is defined.
    fn of_two(&mut self, op: Compare, x: Sql, y: Sql) -> Sql {
        let (x, y) = (self.keep("x_left", x), self.keep("x_right", y));
        let ahead = self.dialect.distance(&x.text, &y.text);
        let behind = self.dialect.distance(&y.text, &x.text);
        let step = self.dialect.number(f64::EPSILON);
        let back = self.dialect.number(-f64::EPSILON);
        let text = match op {
            Compare::Equal => format!("(ABS({ahead}) <= {step})"),
            Compare::Differs => format!("(ABS({ahead}) > {step})"),
            Compare::Less => format!("({behind} > {step})"),
            Compare::AtMost => format!("({behind} > {back})"),
            Compare::Greater => format!("({ahead} > {step})"),
            Compare::AtLeast => format!("({ahead} > {back})"),
        };
        Sql::of(text, [&x, &y]).sure(x.total && y.total)
    }
}

/// Whether the comparison changes once, near the limit, as the other side grows.
fn is_fixed(limit: f64) -> bool {
    limit == 0.0 || FIXED.contains(&limit.abs())
}

/// The smallest number for which it holds, near the guess.
fn first(guess: f64, holds: impl Fn(f64) -> bool) -> f64 {
    let mut at = guess;
    while holds(at) {
        at = at.next_down();
    }
    while !holds(at) {
        at = at.next_up();
    }
    at
}

/// The largest number for which it holds, near the guess.
fn last(guess: f64, holds: impl Fn(f64) -> bool) -> f64 {
    -first(-guess, |value| holds(-value))
}

#[cfg(test)]
mod tests {
    use super::*;

    const OPS: [Compare; 4] = [
        Compare::AtLeast,
        Compare::Greater,
        Compare::AtMost,
        Compare::Less,
    ];

    /// The moved limit of an operator, and whether numbers from it on upwards fit.
    fn moved(op: Compare, limit: f64) -> (f64, bool) {
        let slack = if limit == 0.0 { 1.0 } else { limit.abs() } * f64::EPSILON;
        let holds = |value: f64| op.holds(value, limit);
        match op {
            Compare::AtLeast => (first(limit - slack, holds), true),
            Compare::Greater => (first(limit + slack, holds), true),
            Compare::AtMost => (last(limit + slack, holds), false),
            _ => (last(limit - slack, holds), false),
        }
    }

    #[test]
    fn a_moved_limit_decides_as_the_comparison_does_on_both_sides_of_it() {
        let mut limits = vec![0.0, 1e-15, 0.1, 1.0, 35.0, 60.0, 0.3, 1e300, 2.0 / 3.0];
        limits.extend(limits.clone().iter().map(|limit: &f64| -limit));
        for limit in limits {
            for op in OPS {
                let (at, upwards) = moved(op, limit);
                let mut values = vec![0.0, -0.0, 5e-324, 1e-200, -1e-200, 1e200, -1e200, -limit];
                let mut near = at;
                (0..8).for_each(|_| near = near.next_down());
                for _ in 0..16 {
                    values.push(near);
                    near = near.next_up();
                }
                for value in values {
                    let fits = if upwards { value >= at } else { value <= at };
                    assert_eq!(fits, op.holds(value, limit), "{value:e} {op:?} {limit:e}");
                }
            }
        }
    }
}

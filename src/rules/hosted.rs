//! The functions that a script can call. They are pure and use only + − × ÷ and the square root.

use crate::pack::ParamValue;

/// A host function.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Host {
    Interpolate,
    Lookup,
    Flag,
    Share,
    Known,
    Scored,
    NotApplicable,
    Min,
    Max,
    Abs,
    Sqrt,
}

/// What an argument must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wants {
    Number,
    Flag,
    Word,
    Knots,
    Table,
    /// A text literal that names a symbol.
    FieldName,
    /// A text literal that names one of the rule's texts.
    TextName,
    /// `#{ name: value }` written in place.
    Values,
}

impl Wants {
    pub fn name(self) -> &'static str {
        match self {
            Self::Number => "a number",
            Self::Flag => "true or false",
            Self::Word => "a word",
            Self::Knots => "knots, as `params.knots`",
            Self::Table => "a table, as `params.points`",
            Self::FieldName => "the name of a field in quotes",
            Self::TextName => "the name of one of META's `texts` in quotes",
            Self::Values => "the values of the reason, as `#{ name: value }`",
        }
    }
}

impl Host {
    pub const ALL: [(&'static str, Self, &'static [Wants]); 11] = [
        (
            "interpolate",
            Self::Interpolate,
            &[Wants::Number, Wants::Knots],
        ),
        ("lookup", Self::Lookup, &[Wants::Word, Wants::Table]),
        ("flag", Self::Flag, &[Wants::Flag]),
        ("share", Self::Share, &[Wants::Number, Wants::Number]),
        ("known", Self::Known, &[Wants::FieldName]),
        (
            "scored",
            Self::Scored,
            &[Wants::Number, Wants::TextName, Wants::Values],
        ),
        (
            "not_applicable",
            Self::NotApplicable,
            &[Wants::TextName, Wants::Values],
        ),
        ("min", Self::Min, &[Wants::Number, Wants::Number]),
        ("max", Self::Max, &[Wants::Number, Wants::Number]),
        ("abs", Self::Abs, &[Wants::Number]),
        ("sqrt", Self::Sqrt, &[Wants::Number]),
    ];

    pub fn named(name: &str) -> Option<(Self, &'static [Wants])> {
        Self::ALL
            .iter()
            .find(|(known, ..)| *known == name)
            .map(|(_, host, wants)| (*host, *wants))
    }

    pub fn name(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(_, host, _)| *host == self)
            .map_or("", |(name, ..)| name)
    }
}

/// What a script is told where a function has no answer.
pub(super) mod fault {
    pub(in crate::rules) const NOT_FINITE: &str = "the result is not a finite number";
    pub(in crate::rules) const NO_SHARE: &str = "a share of 0 is no number";
    pub(in crate::rules) const NO_ROOT: &str = "a number below 0 has no square root";

    pub(in crate::rules) fn lacks(word: &str) -> String {
        format!("the table lacks `{word}`")
    }

    pub(in crate::rules) fn points(points: f64) -> String {
        format!("the rule gives {points} points; 0 to 100 are allowed")
    }
}

/// Piecewise linear through the knots, constant outside the first and the last (domain 0.3, `PL`).
pub(super) fn interpolate(x: f64, knots: &[(f64, f64)]) -> f64 {
    Segment::behind(knots.partition_point(|(at, _)| *at <= x), knots).at(x)
}

/// A straight piece of a curve.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Segment {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) rise: f64,
    pub(super) run: f64,
}

impl Segment {
    /// The piece that follows the first `passed` knots.
    pub(super) fn behind(passed: usize, knots: &[(f64, f64)]) -> Self {
        let before = passed.checked_sub(1).and_then(|before| knots.get(before));
        match (before, knots.get(passed)) {
            (Some((x, y)), Some((x1, y1))) => Self {
                x: *x,
                y: *y,
                rise: y1 - y,
                run: x1 - x,
            },
            (Some((x, y)), None) | (None, Some((x, y))) => Self {
                x: *x,
                y: *y,
                ..Self::default()
            },
            (None, None) => Self::default(),
        }
    }

    #[inline]
    pub(super) fn at(&self, x: f64) -> f64 {
        let y = self.y + (x - self.x) * self.rise / self.run;
        if self.rise == 0.0 { self.y } else { y }
    }
}

/// The number of a word; none if the table does not have it.
pub(super) fn lookup(word: &str, table: &[(String, f64)]) -> Option<f64> {
    table
        .iter()
        .find(|(known, _)| known == word)
        .map(|(_, number)| *number)
}

/// 100 for true, 0 for false (domain 0.3, `BOOL`).
pub(super) fn flag(flag: bool) -> f64 {
    if flag { 100.0 } else { 0.0 }
}

/// a ÷ b; none where nothing can be shared out.
pub(super) fn share(a: f64, b: f64) -> Option<f64> {
    let share = a / b;
    share.is_finite().then_some(share)
}

impl ParamValue {
    pub(super) fn knots(&self) -> Option<&[(f64, f64)]> {
        match self {
            Self::Knots(knots) => Some(knots),
            _ => None,
        }
    }
}

#[cfg(test)]
#[allow(clippy::float_cmp, reason = "the expected numbers are exact")]
mod tests {
    use super::*;

    #[test]
    fn a_curve_is_constant_outside_its_knots_and_straight_between() {
        let knots = [(0.0, 0.0), (0.2, 25.0), (2.0, 100.0)];
        assert_eq!(interpolate(-1.0, &knots), 0.0);
        assert_eq!(interpolate(0.1, &knots), 12.5);
        assert_eq!(interpolate(0.2, &knots), 25.0);
        assert_eq!(interpolate(9.0, &knots), 100.0);
    }

    #[test]
    fn nothing_can_be_shared_by_zero() {
        assert_eq!(share(1.0, 4.0), Some(0.25));
        assert_eq!(share(1.0, 0.0), None);
        assert_eq!(share(0.0, 0.0), None);
    }
}

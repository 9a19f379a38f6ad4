//! Numbers as people write them: `1.234,56`, `1 234.5`, `2’500`, `5-`; and what they prove about the decimal sign.

use super::Decimal;

/// The decimal sign that a number shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::input) enum Mark {
    Point,
    Comma,
}

/// A number taken apart: what stands before, between and behind its signs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Shape {
    negative: bool,
    digits: Vec<String>,
    signs: Vec<char>,
    exponent: i32,
}

/// What the signs of a number mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Signs {
    /// Digits alone, or groups that no decimal sign could be.
    None,
    /// The number can only be read with this decimal sign.
    Proves(Mark),
    /// `1.200`: this sign parts thousands or decimals.
    Either(Mark),
}

impl Shape {
    /// Takes a text of digits and signs apart; none if it is no number.
    pub(super) fn of(text: &str) -> Option<Self> {
        let (negative, text) = sign(text)?;
        let (text, exponent) = exponent(text)?;
        let mut digits = vec![String::new()];
        let mut signs = Vec::new();
        for c in text.chars() {
            match (c, digits.last_mut()) {
                (c, Some(last)) if c.is_ascii_digit() => last.push(c),
                _ => {
                    signs.push(parting(c)?);
                    digits.push(String::new());
                }
            }
        }
        let shape = Self {
            negative,
            digits,
            signs,
            exponent,
        };
        shape.is_number().then_some(shape)
    }

    fn is_number(&self) -> bool {
        let filled = self.digits.iter().skip(1).all(|part| !part.is_empty());
        let first = self.digits.first().is_some_and(|part| !part.is_empty());
        match (self.signs.as_slice(), filled) {
            (_, false) => false,
            ([], true) => first,
            ([only @ ('.' | ',')], true) => first || *only != ' ',
            ([_], true) => self.is_grouped(self.digits.len()),
            ([groups @ .., last], true) => {
                let uniform = groups.iter().all(|sign| Some(sign) == groups.first());
                let same = groups.first() == Some(last);
                match (uniform, same) {
                    (false, _) => false,
                    (true, true) => self.is_grouped(self.digits.len()),
                    (true, false) => {
                        matches!(last, '.' | ',') && self.is_grouped(self.digits.len() - 1)
                    }
                }
            }
        }
    }

    /// The first `parts` parts are groups of three, the first of one to three that is not led by 0.
    fn is_grouped(&self, parts: usize) -> bool {
        let first = self.digits.first().map_or("", String::as_str);
        (1..=3).contains(&first.len())
            && !first.starts_with('0')
            && (self.digits.iter().take(parts).skip(1)).all(|part| part.len() == 3)
    }

    pub(super) fn signs(&self) -> Signs {
        let mark = |sign: &char| match sign {
            '.' => Some(Mark::Point),
            ',' => Some(Mark::Comma),
            _ => None,
        };
        let last = self.signs.last().and_then(mark);
        match (self.signs.as_slice(), last) {
            ([_], Some(mark)) if self.exponent == 0 && self.is_grouped(2) => Signs::Either(mark),
            ([_], Some(mark)) => Signs::Proves(mark),
            ([first, ..], Some(mark)) if Some(first) == self.signs.last() => {
                Signs::Proves(mark.other())
            }
            (_, Some(mark)) => Signs::Proves(mark),
            (_, None) => Signs::None,
        }
    }

    pub(super) fn has_decimals(&self, decimal: Mark) -> bool {
        self.signs.contains(&decimal.sign())
    }

    pub(super) fn has_groups(&self, decimal: Mark) -> bool {
        self.signs.iter().any(|sign| *sign != decimal.sign())
    }

    /// The number as programs write it, shifted by powers of ten: exact, because nothing is multiplied.
    pub(super) fn plain(&self, decimal: Mark, shift: i32) -> String {
        let mut text = String::from(if self.negative { "-" } else { "" });
        let signs = [None].into_iter().chain(self.signs.iter().map(Some));
        for (part, sign) in self.digits.iter().zip(signs) {
            if sign == Some(&decimal.sign()) {
                text.push('.');
            }
            text.push_str(part);
        }
        match self.exponent + shift {
            0 => text,
            power => format!("{text}e{power}"),
        }
    }
}

impl Mark {
    pub(super) fn other(self) -> Self {
        match self {
            Self::Point => Self::Comma,
            Self::Comma => Self::Point,
        }
    }

    pub(in crate::input) fn sign(self) -> char {
        match self {
            Self::Point => '.',
            Self::Comma => ',',
        }
    }
}

impl Decimal {
    pub(super) fn mark(self) -> Option<Mark> {
        match self {
            Self::Unsettled => None,
            Self::Point => Some(Mark::Point),
            Self::Comma => Some(Mark::Comma),
        }
    }
}

impl From<Mark> for Decimal {
    fn from(mark: Mark) -> Self {
        match mark {
            Mark::Point => Self::Point,
            Mark::Comma => Self::Comma,
        }
    }
}

/// Whether it is below zero, and the rest; a minus may stand behind, as some systems print it.
fn sign(text: &str) -> Option<(bool, &str)> {
    let minus = ['-', '\u{2212}', '\u{2013}'];
    if let Some(rest) = text.strip_prefix(minus) {
        return Some((true, rest.trim_start()));
    }
    match text.strip_suffix(minus) {
        Some(rest) => Some((true, rest.trim_end())),
        None => Some((false, text.strip_prefix('+').unwrap_or(text))),
    }
}

fn exponent(text: &str) -> Option<(&str, i32)> {
    match text.split_once(['e', 'E']) {
        None => Some((text, 0)),
        Some((text, power)) => {
            let power: i32 = power.strip_prefix('+').unwrap_or(power).parse().ok()?;
            (power.abs() <= 400).then_some((text, power))
        }
    }
}

/// A sign that may part digits; all blanks and all apostrophes are one.
fn parting(c: char) -> Option<char> {
    match c {
        '.' | ',' => Some(c),
        '\'' | '’' | '‘' | '´' | '`' => Some('\''),
        ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' => Some(' '),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signs(text: &str) -> Option<Signs> {
        Shape::of(text).map(|shape| shape.signs())
    }

    #[test]
    fn a_number_shows_what_its_signs_can_mean() {
        use Mark::{Comma, Point};
        let cases = [
            ("1200", Signs::None),
            ("1.200", Signs::Either(Point)),
            ("1,200", Signs::Either(Comma)),
            ("0.900", Signs::Proves(Point)),
            ("1234.567", Signs::Proves(Point)),
            ("62,5", Signs::Proves(Comma)),
            ("1.234,56", Signs::Proves(Comma)),
            ("1,234.56", Signs::Proves(Point)),
            ("1.234.567", Signs::Proves(Comma)),
            ("1,234,567", Signs::Proves(Point)),
            ("1 234,5", Signs::Proves(Comma)),
            ("2’500.00", Signs::Proves(Point)),
            ("2'500", Signs::None),
            ("1.18E+08", Signs::Proves(Point)),
        ];
        for (text, expected) in cases {
            assert_eq!(signs(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_number_has_no_shape() {
        for text in [
            "",
            "-",
            "12.34.5",
            "1,2,3",
            "1.2345.678",
            "1 20",
            "1'23",
            "1.234'567,8.9",
            "5,",
            "1..2",
            "01.02.1998",
            "inf",
            "NaN",
            "0x10",
            "1_000",
            "1 234 5",
            "٣",
        ] {
            assert_eq!(Shape::of(text), None, "{text}");
        }
    }

    #[test]
    fn thousands_fall_away_and_powers_of_ten_shift_without_rounding() {
        let plain = |text: &str, mark, shift| Shape::of(text).unwrap().plain(mark, shift);
        assert_eq!(plain("-1.234,56", Mark::Comma, 0), "-1234.56");
        assert_eq!(plain("5,3", Mark::Comma, 6), "5.3e6");
        assert_eq!(plain("1.200", Mark::Comma, 3), "1200e3");
        assert_eq!(plain("1.200", Mark::Point, 0), "1.200");
        assert_eq!(plain("7-", Mark::Point, 0), "-7");
        assert_eq!(plain(",5", Mark::Comma, 0), ".5");
    }
}

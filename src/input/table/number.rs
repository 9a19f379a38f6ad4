//! Numbers as most tables write them.

/// Powers of ten that a binary number holds exactly.
const POWERS: [f64; 16] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
];

/// A number in the first cell of a row.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Plain {
    pub(super) number: f64,
    /// Of the cell.
    pub(super) length: usize,
    /// Digits behind the point.
    pub(super) decimals: usize,
    /// Its point could part thousands: `1.200`.
    pub(super) either: bool,
}

/// The number that fills the first cell of a row: a sign, digits, a point with digits behind it. None where the cell is anything else, or has more than 15 digits.
///
/// Up to there, digits and power of ten are exact, and the quotient is the number next to the decimal one.
pub(super) fn plain(row: &[u8]) -> Option<Plain> {
    let (negative, text) = match row {
        [b'-', rest @ ..] => (true, rest),
        _ => (false, row),
    };
    let mut digits = 0_u64;
    let (mut whole, mut decimals) = (0, 0);
    let mut rest = text;
    while let [digit @ b'0'..=b'9', more @ ..] = rest {
        digits = digits
            .wrapping_mul(10)
            .wrapping_add(u64::from(digit - b'0'));
        whole += 1;
        rest = more;
    }
    let point = rest.first() == Some(&b'.');
    if let [b'.', more @ ..] = rest {
        rest = more;
        while let [digit @ b'0'..=b'9', more @ ..] = rest {
            digits = digits
                .wrapping_mul(10)
                .wrapping_add(u64::from(digit - b'0'));
            decimals += 1;
            rest = more;
        }
    }
    let shaped = whole > 0 && whole + decimals <= 15 && point == (decimals > 0);
    if !shaped || !matches!(rest.first(), None | Some(b',')) {
        return None;
    }
    let number = digits as f64 / POWERS.get(decimals)?;
    let number = if negative { -number } else { number };
    Some(Plain {
        number,
        length: row.len() - rest.len(),
        decimals,
        either: decimals == 3 && whole <= 3 && text.first() != Some(&b'0'),
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_is_no_plain_number_is_left_to_the_ordinary_reader() {
        for text in [
            "",
            ",",
            "-",
            ".5",
            "5.",
            "+5",
            "1e3",
            " 1",
            "1 ",
            "\"1\"",
            "1.2.3",
            "1234567890123456",
        ] {
            assert_eq!(plain(text.as_bytes()), None, "{text}");
        }
        let read = |text: &[u8]| plain(text).map(|one| (one.number, one.length, one.decimals));
        assert_eq!(read(b"12.50,x"), Some((12.5, 5, 2)));
        assert_eq!(read(b"7"), Some((7.0, 1, 0)));
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 20_000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_number_is_that_of_the_standard_library_to_the_last_bit(text in "-?[0-9]{1,9}(\\.[0-9]{1,7})?") {
            let standard: f64 = text.parse().unwrap();
            if let Some(one) = plain(text.as_bytes()) {
                prop_assert_eq!(one.number.to_bits(), standard.to_bits());
                prop_assert_eq!((one.length, one.decimals > 0), (text.len(), text.contains('.')));
                prop_assert_eq!(one.either, crate::input::cell::is_either(&text));
            } else {
                prop_assert!(text.len() > 15);
            }
        }
    }
}

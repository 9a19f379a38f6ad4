//! Numbers with four decimals for machines: what `{:.4}` prints, exactly, and without a minus before zero.

/// From here on, four decimals more than fill 64 bits, and the standard library prints the number.
const LARGE: f64 = (1_u64 << 49) as f64;

/// Appends a number with four decimals, rounded from its exact binary value, ties to even.
pub fn push_four(out: &mut Vec<u8>, value: f64) {
    if value.abs() < LARGE {
        push_scaled(out, ten_thousandths(value.abs()), value < 0.0);
    } else {
        out.extend_from_slice(format!("{value:.4}").as_bytes());
    }
}

/// The whole number of ten-thousandths next to a number from 0 to `LARGE`.
fn ten_thousandths(value: f64) -> u64 {
    const MANTISSA: u32 = f64::MANTISSA_DIGITS - 1;
    let bits = value.to_bits();
    let exponent = (bits >> MANTISSA) as i32;
    let fraction = bits & ((1 << MANTISSA) - 1);
    let mantissa = if exponent == 0 {
        fraction
    } else {
        fraction | (1 << MANTISSA)
    };
    // The value is mantissa ÷ 2^shift; below 2^49 the shift is at least 4.
    let shift = (1075 - exponent.max(1)).unsigned_abs();
    let scaled = u128::from(mantissa) * 10_000;
    if shift > 100 {
        return 0;
    }
    let whole = (scaled >> shift) as u64;
    let rest = scaled & ((1 << shift) - 1);
    let half = 1_u128 << (shift - 1);
    let up = rest > half || (rest == half && whole % 2 == 1);
    whole + u64::from(up)
}

fn push_scaled(out: &mut Vec<u8>, scaled: u64, negative: bool) {
    let mut digits = [b'0'; 24];
    let mut left = scaled;
    let mut length = 0;
    for digit in digits.iter_mut().rev() {
        if left == 0 && length >= 6 {
            break;
        }
        length += 1;
        if length == 5 {
            *digit = b'.';
            continue;
        }
        *digit = b'0' + (left % 10) as u8;
        left /= 10;
    }
    if negative && scaled > 0 {
        out.push(b'-');
    }
    let from = digits.len() - length;
    out.extend_from_slice(digits.get(from..).unwrap_or_default());
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn standard(value: f64) -> String {
        let text = format!("{value:.4}");
        match text.strip_prefix('-') {
            Some("0.0000") => "0.0000".to_owned(),
            _ => text,
        }
    }

    fn pushed(value: f64) -> String {
        let mut out = Vec::new();
        push_four(&mut out, value);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn halves_round_to_the_even_ten_thousandth() {
        assert_eq!(pushed(0.03125), "0.0312");
        assert_eq!(pushed(0.09375), "0.0938");
        assert_eq!(pushed(-0.00004), "0.0000");
        assert_eq!(pushed(-0.03125), "-0.0312");
        assert_eq!(pushed(99.99995), "99.9999");
        assert_eq!(pushed(f64::MAX), standard(f64::MAX));
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 20_000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_number_is_printed_as_the_standard_library_prints_it(bits in any::<u64>()) {
            let value = f64::from_bits(bits);
            prop_assert_eq!(pushed(value), standard(value));
        }

        #[test]
        fn so_is_every_score(value in -0.001..101.0_f64) {
            prop_assert_eq!(pushed(value), standard(value));
        }

        #[test]
        fn so_is_every_half_and_what_lies_next_to_it(halves in 0..1_u64 << 50, binary in 5..50_u32, step in -2..=2_i64) {
            let value = halves as f64 / (1_u64 << binary) as f64;
            let near = f64::from_bits(value.to_bits().saturating_add_signed(step));
            prop_assert_eq!(pushed(near), standard(near));
            let decimal = (halves % 20_000_000) as f64 / 20_000.0;
            let near = f64::from_bits(decimal.to_bits().saturating_add_signed(step));
            prop_assert_eq!(pushed(near), standard(near));
        }
    }
}

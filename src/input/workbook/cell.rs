//! Stored values as texts.

/// A number without a decimal sign: digits, and a power of ten where it has decimals.
pub(super) fn number(number: f64) -> String {
    scaled(number, 0)
}

/// A share as a percentage: 0.455 is stored, `45.5 %` is shown.
pub(super) fn percent(share: f64) -> String {
    format!("{} %", scaled(share, 2))
}

/// The shortest digits that mean this number, shifted by a power of ten.
fn scaled(number: f64, shift: i32) -> String {
    let text = format!("{number:e}");
    let Some((digits, power)) = text.split_once('e') else {
        return text;
    };
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    let power = power.parse::<i32>().unwrap_or_default() - decimals.len() as i32 + shift;
    match power {
        0..=15 => format!("{whole}{decimals}{}", "0".repeat(power as usize)),
        _ => format!("{whole}{decimals}e{power}"),
    }
}

/// `0.0%`, and not `"100 % sure" 0`.
pub(super) fn is_percent(format: &str) -> bool {
    let mut quoted = false;
    let mut escaped = false;
    format.chars().any(|c| {
        let literal = quoted || std::mem::take(&mut escaped);
        match c {
            '"' if !literal || quoted => quoted = !quoted,
            '\\' if !quoted => escaped = true,
            _ => {}
        }
        c == '%' && !literal
    })
}

/// The text of a number as people write it, where a spreadsheet stored it.
pub(in crate::input) fn shown(text: &str) -> String {
    let stored = text.strip_suffix(" %").unwrap_or(text);
    let is_stored = stored.split_once('e').is_some_and(|(digits, power)| {
        let digits = digits.strip_prefix('-').unwrap_or(digits);
        let power = power.strip_prefix('-').unwrap_or(power);
        [digits, power]
            .iter()
            .all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
    });
    match stored.parse::<f64>() {
        Ok(number) if is_stored => text.replacen(stored, &number.to_string(), 1),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_stored_number_has_no_decimal_sign() {
        assert_eq!(number(62.5), "625e-1");
        assert_eq!(number(1200.0), "1200");
        assert_eq!(number(-0.001), "-1e-3");
        assert_eq!(number(1.18e8), "118000000");
        assert_eq!(number(1e300), "1e300");
        assert_eq!(number(0.0), "0");
        assert_eq!(percent(0.455), "455e-1 %");
        assert_eq!(percent(0.45), "45 %");
        assert_eq!(percent(1.0), "100 %");
        assert_eq!(shown("625e-1"), "62.5");
        assert_eq!(shown("455e-1 %"), "45.5 %");
        for text in ["62,5", "Müller", "1e5x", "e", "1.5e3", ""] {
            assert_eq!(shown(text), text);
        }
    }

    #[test]
    fn a_percent_sign_counts_outside_quotes_only() {
        for format in ["0%", "0.00%", "0 %;[Red]-0 %", "\"about \"0%"] {
            assert!(is_percent(format), "{format}");
        }
        for format in ["General", "0.00", "0\" %\"", "0\\%", "#,##0 \"T€\""] {
            assert!(!is_percent(format), "{format}");
        }
    }

    proptest! {
        #[test]
        fn a_stored_number_is_read_as_itself(bits in any::<u64>()) {
            let stored = f64::from_bits(bits);
            prop_assume!(stored.is_finite());
            let text = number(stored);
            prop_assert!(!text.contains(['.', ',']));
            prop_assert_eq!(text.parse::<f64>().unwrap().to_bits(), stored.to_bits());
        }
    }
}

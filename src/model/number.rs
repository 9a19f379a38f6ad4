//! Numbers as people and machines read them. Inside, nothing is rounded; here, once.

use super::Lang;

/// The shortest decimal text of at most `places` places, as a spreadsheet would type it: `0.9`, `46`.
pub fn short(value: f64, places: usize, lang: Lang) -> String {
    let fixed = fixed(value, places);
    let trimmed = if fixed.contains('.') {
        fixed.trim_end_matches('0').trim_end_matches('.')
    } else {
        &fixed
    };
    localised(trimmed, lang)
}

/// With exactly `places` decimals in the language's style, thousands grouped: `1,234.5`, `1.234,5`.
pub fn grouped(value: f64, places: usize, lang: Lang) -> String {
    localised(&fixed(value, places), lang)
}

/// With exactly `places` decimals, half away from zero on the decimal text, no minus before zero.
pub fn fixed(value: f64, places: usize) -> String {
    let text = format!("{:.places$}", rounded(value, places));
    match text.strip_prefix('-') {
        Some(rest) if rest.chars().all(|c| c == '0' || c == '.') => rest.to_owned(),
        _ => text,
    }
}

/// The nearest number of at most `places` decimals; halves go away from zero, measured on the decimal
/// number that the value stands for, so that 0.05 gives 0.1 in every language.
pub fn rounded(value: f64, places: usize) -> f64 {
    let scale = 10_f64.powi(i32::try_from(places).unwrap_or(0));
    let scaled = value * scale;
    if !scaled.is_finite() || scaled.abs() >= 1e15 {
        return value;
    }
    // A value that is a half in decimal may lie one step below it in binary.
    let nudged = scaled + scaled.signum() * scaled.abs() * f64::EPSILON;
    nudged.round() / scale
}

fn localised(plain: &str, lang: Lang) -> String {
    let (sign, digits) = match plain.strip_prefix('-') {
        Some(rest) => ("\u{2212}", rest),
        None => ("", plain),
    };
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    let (group, point) = match lang {
        Lang::De => ('.', ','),
        Lang::En => (',', '.'),
    };
    let mut text = sign.to_owned();
    for (position, digit) in whole.chars().enumerate() {
        let left = whole.len() - position;
        if position > 0 && left % 3 == 0 {
            text.push(group);
        }
        text.push(digit);
    }
    if !decimals.is_empty() {
        text.push(point);
        text.push_str(decimals);
    }
    text
}

/// Whether `a` reaches `b`, with the tolerance that rules compare with (domain 0.3).
pub fn reaches(a: f64, b: f64) -> bool {
    let larger = if a * b == 0.0 {
        1.0
    } else {
        a.abs().max(b.abs())
    };
    (a - b) / larger > -f64::EPSILON
}

/// Parts rounded to `places` decimals so that they add up to the rounded total (largest remainder).
///
/// Each part moves by less than one unit of the last place. Ties go to the earlier part.
pub fn adding_up(parts: &[f64], places: usize) -> Vec<f64> {
    let scale = 10_f64.powi(i32::try_from(places).unwrap_or(0));
    let total = (rounded(parts.iter().sum(), places) * scale).round();
    let mut units: Vec<f64> = parts.iter().map(|part| (part * scale).floor()).collect();
    let mut order: Vec<usize> = (0..parts.len()).collect();
    let remainder = |index: &usize| {
        let part = parts.get(*index).copied().unwrap_or(0.0) * scale;
        part - part.floor()
    };
    order.sort_by(|a, b| remainder(b).total_cmp(&remainder(a)));
    let missing = (total - units.iter().sum::<f64>()).max(0.0) as usize;
    for index in order.into_iter().take(missing) {
        if let Some(unit) = units.get_mut(index) {
            *unit += 1.0;
        }
    }
    units.into_iter().map(|unit| unit / scale).collect()
}

#[cfg(test)]
#[allow(clippy::float_cmp, reason = "the expected numbers are exact")]
mod tests {
    use super::*;

    #[test]
    fn german_and_english_write_the_same_number_their_own_way() {
        assert_eq!(grouped(118_000_000.0, 0, Lang::De), "118.000.000");
        assert_eq!(grouped(-1234.5, 1, Lang::De), "\u{2212}1.234,5");
        assert_eq!(short(0.9, 4, Lang::En), "0.9");
        assert_eq!(short(1200.0, 4, Lang::En), "1,200");
    }

    #[test]
    fn halves_go_up_and_zero_has_no_sign() {
        assert_eq!(fixed(0.05, 1), "0.1");
        assert_eq!(fixed(2.675, 2), "2.68");
        assert_eq!(fixed(-0.01, 1), "0.0");
    }

    #[test]
    fn printed_parts_add_up_to_the_printed_total() {
        let parts = [33.333, 33.333, 33.334];
        let printed = adding_up(&parts, 1);
        assert_eq!(printed, [33.3, 33.3, 33.4]);
        assert_eq!(rounded(printed.iter().sum(), 1), 100.0);
    }
}

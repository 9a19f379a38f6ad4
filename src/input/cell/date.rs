//! Days as people write them: `31.12.2026`, `31. März 2026`, `March 31, 2026`, `31/12/2026`.

use crate::model::{Reason, is_date};

const MONTHS: [[&str; 4]; 12] = [
    ["januar", "january", "jan", "jänner"],
    ["februar", "february", "feb", "feber"],
    ["märz", "march", "mar", "mär"],
    ["april", "april", "apr", "apr"],
    ["mai", "may", "mai", "may"],
    ["juni", "june", "jun", "jun"],
    ["juli", "july", "jul", "jul"],
    ["august", "august", "aug", "aug"],
    ["september", "september", "sep", "sept"],
    ["oktober", "october", "okt", "oct"],
    ["november", "november", "nov", "nov"],
    ["dezember", "december", "dez", "dec"],
];

/// The day as `YYYY-MM-DD`.
///
/// # Errors
/// Why it is none: no day of the calendar, a year of two digits, day and month that could change places.
pub(in crate::input) fn day(text: &str) -> Result<String, Reason> {
    let text = without_midnight(text.trim());
    let parts: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || matches!(c, '.' | '/' | '-' | ','))
        .filter(|part| !part.is_empty())
        .collect();
    let [first, second, third] = parts.as_slice() else {
        return Err(Reason::new("reject.date"));
    };
    let slashed = text.contains('/');
    let (year, month, day) = match (month(first), month(second)) {
        (None, Some(month)) => (third, month, *first),
        (Some(month), None) => (third, month, *second),
        _ if first.len() == 4 => (first, number(second)?, *third),
        _ if slashed => (third, slashed_month(first, second)?, later(first, second)),
        _ => (third, number(second)?, *first),
    };
    if year.len() == 2 {
        return Err(Reason::new("reject.short_year"));
    }
    let iso = format!("{year}-{month:02}-{:02}", number(day)?);
    match is_date(&iso) {
        true => Ok(iso),
        false => Err(Reason::new("reject.date")),
    }
}

/// A spreadsheet's export may add the time of day, which is none.
fn without_midnight(text: &str) -> &str {
    for end in ["T00:00:00", " 00:00:00", " 00:00", "T00:00:00Z"] {
        if let Some(day) = text.strip_suffix(end) {
            return day;
        }
    }
    text
}

fn month(word: &str) -> Option<usize> {
    let word = word.to_lowercase();
    let names = |names: &[&str; 4]| names.contains(&word.as_str());
    MONTHS.iter().position(names).map(|index| index + 1)
}

fn number(text: &str) -> Result<usize, Reason> {
    let digits = text.len() <= 2 && text.chars().all(|c| c.is_ascii_digit());
    let number = text.parse().ok().filter(|_| digits);
    number.ok_or_else(|| Reason::new("reject.date"))
}

/// Only a number above 12 tells day and month apart between slashes.
fn slashed_month(first: &str, second: &str) -> Result<usize, Reason> {
    match (number(first)?, number(second)?) {
        (day, month) if day > 12 || day == month => Ok(month),
        (month, day) if day > 12 => Ok(month),
        _ => Err(Reason::new("reject.day_or_month")),
    }
}

fn later<'a>(first: &'a str, second: &'a str) -> &'a str {
    match number(first) {
        Ok(day) if day > 12 => first,
        _ => second,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_in_every_way_that_leaves_no_doubt() {
        for text in [
            "2026-03-31",
            "31.03.2026",
            "31.3.2026",
            "31. März 2026",
            "31 March 2026",
            "March 31, 2026",
            "31.Mär.2026",
            "31/03/2026",
            "03/31/2026",
            "2026-03-31T00:00:00",
            "31.03.2026 00:00",
        ] {
            assert_eq!(day(text), Ok("2026-03-31".to_owned()), "{text}");
        }
    }

    #[test]
    fn a_day_that_could_be_another_is_refused() {
        let refused = |text: &str| day(text).unwrap_err().id.to_string();
        assert_eq!(refused("01.02.98"), "reject.short_year");
        assert_eq!(refused("01/02/2026"), "reject.day_or_month");
        for text in [
            "31.02.2026",
            "45000",
            "1.2",
            "2026-13-01",
            "31.03.2026 14:30",
            "2026/31/03",
            "März 2026",
        ] {
            assert_eq!(refused(text), "reject.date", "{text}");
        }
    }
}

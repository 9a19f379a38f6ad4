//! Calendar dates as they stand in files: `2026-12-31`.

/// Whether the text is a day of the calendar, written `YYYY-MM-DD`.
pub fn is_date(text: &str) -> bool {
    let number = |part: &str, length: usize| {
        let digits = part.len() == length && part.chars().all(|c| c.is_ascii_digit());
        part.parse::<u32>().ok().filter(|_| digits)
    };
    let parts: Vec<&str> = text.split('-').collect();
    match parts.as_slice() {
        [year, month, day] => match (number(year, 4), number(month, 2), number(day, 2)) {
            (Some(year), Some(month), Some(day)) => day >= 1 && day <= days(year, month),
            _ => false,
        },
        _ => false,
    }
}

/// Months from one day to another, a day counted as a thirty-first: more than 12 exactly where the first day lies
/// before the same day of the year before. None where one is no day of the calendar.
pub fn months_between(from: &str, to: &str) -> Option<f64> {
    let parts = |text: &str| -> Option<Vec<f64>> {
        let day = Some(text).filter(|text| is_date(text))?;
        day.split('-').map(|part| part.parse().ok()).collect()
    };
    match (parts(from)?.as_slice(), parts(to)?.as_slice()) {
        ([y1, m1, d1], [y2, m2, d2]) => Some((y2 - y1) * 12.0 + (m2 - m1) + (d2 - d1) / 31.0),
        _ => None,
    }
}

fn days(year: u32, month: u32) -> u32 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_has_passed_only_after_the_same_day() {
        let over = |from| months_between(from, "2026-11-25").unwrap() > 12.0;
        assert!(over("2025-11-24") && over("2024-12-31") && over("2025-10-31"));
        assert!(!over("2025-11-25") && !over("2025-11-26") && !over("2026-12-01"));
        assert_eq!(months_between("2025-02-30", "2026-11-25"), None);
    }

    #[test]
    fn only_days_of_the_calendar_are_dates() {
        for day in ["2026-12-31", "2024-02-29", "2000-02-29"] {
            assert!(is_date(day), "{day}");
        }
        for text in [
            "2023-02-29",
            "1900-02-29",
            "2026-13-01",
            "2026-00-10",
            "2026-04-31",
            "2026-1-1",
            "31.12.2026",
            "2026-12-00",
            "+026-12-01",
            "",
        ] {
            assert!(!is_date(text), "{text}");
        }
    }
}

//! Calendar dates as they stand in files: `2026-12-31`.

use std::fmt;

/// A day of the calendar, from year 0 to 9999.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day {
    year: u32,
    month: u32,
    day: u32,
}

impl Day {
    /// Reads `YYYY-MM-DD`.
    pub fn parse(text: &str) -> Option<Self> {
        let number = |part: &str, length: usize| {
            let digits = part.len() == length && part.chars().all(|c| c.is_ascii_digit());
            part.parse::<u32>().ok().filter(|_| digits)
        };
        let parts: Vec<&str> = text.split('-').collect();
        let [year, month, day] = parts.as_slice() else {
            return None;
        };
        let (year, month, day) = (number(year, 4)?, number(month, 2)?, number(day, 2)?);
        (day >= 1 && day <= days(year, month)).then_some(Self { year, month, day })
    }

    /// So many months later: the same day of the month, or its last one (domain 6.3).
    #[must_use]
    pub fn plus_months(self, months: u32) -> Self {
        let month = self.month - 1 + months;
        let (year, month) = (self.year + month / 12, month % 12 + 1);
        Self {
            year,
            month,
            day: self.day.min(days(year, month)),
        }
    }

    /// The least number of whole months from here on within which `end` lies; 0 where it is past.
    pub fn months_until(self, end: Self) -> u32 {
        let whole = (end.year * 12 + end.month).saturating_sub(self.year * 12 + self.month);
        match end <= self.plus_months(whole) {
            true => whole,
            false => whole + 1,
        }
    }

    /// Days from here to `end`; below 0 where it is past.
    pub fn days_until(self, end: Self) -> i64 {
        end.number() - self.number()
    }

    /// Days since the beginning of year 0.
    fn number(self) -> i64 {
        let before = i64::from(self.year);
        let leaps = (before + 3) / 4 - (before + 99) / 100 + (before + 399) / 400;
        let months: u32 = (1..self.month).map(|month| days(self.year, month)).sum();
        before * 365 + leaps + i64::from(months + self.day)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// Whether the text is a day of the calendar, written `YYYY-MM-DD`.
pub fn is_date(text: &str) -> bool {
    Day::parse(text).is_some()
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

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    #[test]
    fn a_month_later_is_the_same_day_or_the_last_of_the_month() {
        for (from, months, to) in [
            ("2026-11-25", 3, "2027-02-25"),
            ("2026-11-30", 3, "2027-02-28"),
            ("2027-11-30", 3, "2028-02-29"),
            ("2026-12-31", 60, "2031-12-31"),
            ("2026-01-31", 1, "2026-02-28"),
            ("2026-05-15", 0, "2026-05-15"),
        ] {
            assert_eq!(day(from).plus_months(months), day(to), "{from} + {months}");
        }
    }

    #[test]
    fn a_day_lies_within_the_least_number_of_months_that_reaches_it() {
        for (from, to, months) in [
            ("2026-11-25", "2028-11-25", 24),
            ("2026-11-25", "2028-11-26", 25),
            ("2026-11-25", "2026-11-25", 0),
            ("2026-11-25", "2026-11-26", 1),
            ("2026-11-25", "2020-01-01", 0),
            ("2026-01-31", "2026-02-28", 1),
            ("2026-01-31", "2026-03-01", 2),
        ] {
            assert_eq!(day(from).months_until(day(to)), months, "{from} {to}");
        }
    }

    #[test]
    fn days_are_counted_over_leap_years() {
        for (from, to, days) in [
            ("2026-11-25", "2026-11-25", 0),
            ("2024-02-28", "2024-03-01", 2),
            ("2023-02-28", "2023-03-01", 1),
            ("2026-01-01", "2027-01-01", 365),
            ("2000-01-01", "2001-01-01", 366),
            ("1900-01-01", "1901-01-01", 365),
            ("2026-11-25", "2026-11-20", -5),
            ("2000-03-01", "2400-03-01", 146_097),
        ] {
            assert_eq!(day(from).days_until(day(to)), days, "{from} {to}");
        }
    }
}

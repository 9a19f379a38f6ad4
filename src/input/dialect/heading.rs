//! Headings: which column they name, and the unit that they add, as in `Umsatz (T€)` or `Anteil in %`.

use crate::input::cell::{Mark, Unit, is_invisible};

/// Which columns a reader knows: the number of the column that a heading names. The key column has the number 0.
pub(in crate::input) type Known<'a> = &'a dyn Fn(&str) -> Option<usize>;

/// One heading of a table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::input) struct Heading {
    /// As it stands there, on one line.
    pub(in crate::input) text: String,
    /// The column that it names.
    pub(in crate::input) names: Option<usize>,
    pub(in crate::input) unit: Option<Unit>,
    /// The sign that a mapping names for its cells.
    pub(in crate::input) decimal: Option<Mark>,
}

impl Heading {
    pub(super) fn of(text: &str, known: Known<'_>) -> Self {
        let text = on_one_line(text);
        let bare = text.trim_end_matches([':', '*', '¹', '²']).trim_end();
        let (names, unit) = match known(bare) {
            Some(column) => (Some(column), None),
            None => with_unit(bare, known),
        };
        Self {
            text,
            names,
            unit,
            decimal: None,
        }
    }

    /// Looks the heading up as two that were joined.
    pub(super) fn part(&mut self, known: Known<'_>) {
        if let Some((group, lower)) = self.text.split_once(" / ") {
            *self = Self::below(group, lower, known);
        }
    }

    /// It is written as programs name fields.
    pub(in crate::input) fn is_id(&self) -> bool {
        let letter = |byte: u8| byte == b'_' || byte.is_ascii_lowercase() || byte.is_ascii_digit();
        self.text.bytes().all(letter)
    }

    /// It says that its numbers are percentages.
    pub(in crate::input) fn is_of_percent(&self) -> bool {
        let text = self.text.to_lowercase();
        let says = ["%", "prozent", "percent", "pct"];
        says.iter().any(|word| text.contains(word))
    }

    /// The heading of a column that stands below another one; blanks between are no heading.
    pub(super) fn below(group: &str, lower: &str, known: Known<'_>) -> Self {
        let (group, lower) = (on_one_line(group), on_one_line(lower));
        let joined = [
            format!("{group} / {lower}"),
            format!("{group} {lower}"),
            format!("{group} ({lower})"),
            format!("{group}: {lower}"),
            lower.clone(),
        ];
        let all = joined.iter().map(|text| Self::of(text, known));
        let text = format!("{group} / {lower}");
        match all.into_iter().find(|heading| heading.names.is_some()) {
            Some(heading) => Self { text, ..heading },
            None => Self {
                text,
                ..Self::default()
            },
        }
    }
}

fn with_unit(text: &str, known: Known<'_>) -> (Option<usize>, Option<Unit>) {
    let bracketed = |open, close| {
        let inside = text.strip_suffix(close)?;
        inside.rsplit_once(open)
    };
    let parts = bracketed('(', ')')
        .or_else(|| bracketed('[', ']'))
        .or_else(|| text.rsplit_once(" in "))
        .or_else(|| text.rsplit_once([',', '/', ':', '|', '\u{2013}']))
        .or_else(|| text.rsplit_once(" - "))
        .or_else(|| text.rsplit_once(' '));
    let Some((name, unit)) = parts else {
        return (None, None);
    };
    let unit = unit.trim().trim_start_matches("in ");
    match (known(name.trim_end()), Unit::of(unit)) {
        (Some(column), Some(unit)) if unit.is_general() => (Some(column), Some(unit)),
        _ => (None, None),
    }
}

fn on_one_line(text: &str) -> String {
    let seen: String = text.chars().filter(|c| !is_invisible(*c)).collect();
    let words: Vec<&str> = seen.split_whitespace().collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(heading: &str) -> Option<usize> {
        let all = ["id", "umsatz", "umsatz / vorjahr"];
        all.iter().position(|one| *one == heading.to_lowercase())
    }

    #[test]
    fn a_unit_in_a_heading_is_read_apart_from_it() {
        for text in [
            "Umsatz (T€)",
            "Umsatz in T€",
            "Umsatz [TEUR]",
            "Umsatz\n(Tsd. €)",
            "Umsatz, TEUR",
            "Umsatz T€",
            "Umsatz / T€",
            "Umsatz: T€",
            "Umsatz - T€",
            "\u{200b}Umsatz\u{a0}(1.000 €)",
        ] {
            let heading = Heading::of(text, &known);
            assert_eq!(heading.names, Some(1), "{text}");
            assert_eq!(heading.unit, Unit::of("T€"), "{text}");
        }
        assert_eq!(Heading::of("Umsatz (Vorjahr)", &known).names, None);
        assert_eq!(Heading::of("Umsatz in Asien", &known).names, None);
    }

    #[test]
    fn a_heading_below_a_group_is_joined_with_it() {
        let heading = Heading::below("Umsatz", "Vorjahr", &known);
        assert_eq!(
            (heading.names, heading.text.as_str()),
            (Some(2), "Umsatz / Vorjahr")
        );
        assert_eq!(Heading::below("Umsatz", "T€", &known).unit, Unit::of("T€"));
    }
}

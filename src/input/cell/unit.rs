//! Units behind numbers and in headings: `%`, `T€`, `Mio. EUR`, `VZÄ`, and the words that the pack has for a field's unit.

use crate::model::{Field, FieldType, Reason};

/// A unit as it was written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::input) struct Unit {
    pub(super) percent: bool,
    /// Power of ten.
    pub(super) scale: i32,
    /// ISO code.
    pub(super) currency: Option<&'static str>,
    /// Any other word, folded.
    pub(super) word: Option<String>,
}

const CURRENCIES: [(&str, &str); 18] = [
    ("us$", "USD"),
    ("usd", "USD"),
    ("$", "USD"),
    ("euro", "EUR"),
    ("eur", "EUR"),
    ("€", "EUR"),
    ("chf", "CHF"),
    ("sfr", "CHF"),
    ("gbp", "GBP"),
    ("£", "GBP"),
    ("sek", "SEK"),
    ("nok", "NOK"),
    ("dkk", "DKK"),
    ("pln", "PLN"),
    ("czk", "CZK"),
    ("huf", "HUF"),
    ("jpy", "JPY"),
    ("cny", "CNY"),
];

/// Words that multiply, and the power of ten; those of one letter only stand before a currency.
const SCALES: [(&str, i32); 17] = [
    ("tausend", 3),
    ("thousand", 3),
    ("tsd", 3),
    ("t", 3),
    ("k", 3),
    ("millionen", 6),
    ("millions", 6),
    ("million", 6),
    ("mill", 6),
    ("mio", 6),
    ("mln", 6),
    ("1000", 3),
    ("x1000", 3),
    ("milliarden", 9),
    ("milliarde", 9),
    ("mrd", 9),
    ("bn", 9),
];

const PERCENT: [&str; 6] = ["%", "prozent", "percent", "pct", "vh", "inprozent"];

/// Words for one unit that stand for each other.
const SAME: [&[&str]; 3] = [
    &[
        "fte",
        "vzä",
        "vzae",
        "vollzeitäquivalente",
        "vollzeitkräfte",
        "vzk",
        "vollzeitstellen",
    ],
    &[
        "persons",
        "people",
        "personen",
        "person",
        "mitarbeiter",
        "beschäftigte",
        "ma",
        "köpfe",
        "employees",
    ],
    &["days", "day", "tage", "tag", "d"],
];

impl Unit {
    /// Reads a unit; any text is at least a word.
    pub(in crate::input) fn of(text: &str) -> Option<Self> {
        let word = folded(text);
        if word.is_empty() {
            return None;
        }
        if PERCENT.contains(&word.as_str()) {
            return Some(Self {
                percent: true,
                ..Self::default()
            });
        }
        let (currency, rest) = without_currency(&word);
        // A capital M before a currency is a million; a small one could be anything.
        let mega = currency.is_some() && text.trim_start().starts_with('M') && rest == "m";
        let scale = SCALES.iter().find(|(name, _)| *name == rest);
        let scale = scale.filter(|(name, _)| name.len() > 1 || currency.is_some());
        match (rest, scale, currency) {
            ("", _, Some(_)) => Some(Self::money(0, currency)),
            (_, Some((_, power)), _) => Some(Self::money(*power, currency)),
            _ if mega => Some(Self::money(6, currency)),
            _ => Some(Self {
                word: Some(word),
                ..Self::default()
            }),
        }
    }

    /// A general unit as it is read again; any other is its word.
    pub(in crate::input) fn name(&self) -> String {
        if self.percent {
            return "%".to_owned();
        }
        let scale = match self.scale {
            3 => "Tsd",
            6 => "Mio",
            9 => "Mrd",
            _ => "",
        };
        let parts = [
            scale,
            self.currency.unwrap_or(""),
            self.word.as_deref().unwrap_or(""),
        ];
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        parts.join(" ")
    }

    fn money(scale: i32, currency: Option<&'static str>) -> Self {
        Self {
            scale,
            currency,
            ..Self::default()
        }
    }

    /// A unit that every reader knows, whatever the field.
    pub(in crate::input) fn is_general(&self) -> bool {
        self.word.is_none()
    }

    /// The heading says the same, or only which currency it is.
    pub(super) fn agrees_with(&self, heading: &Self) -> bool {
        let scaled = Self {
            scale: self.scale,
            ..heading.clone()
        };
        self == heading || (heading.scale == 0 && *self == scaled)
    }

    /// People, or the full-time equivalents of them.
    pub(super) fn is_people(&self) -> bool {
        let word = self.word.as_deref();
        word.is_some_and(|word| SAME.iter().take(2).any(|group| group.contains(&word)))
    }

    /// Whether a number of this unit can be an answer to the field.
    ///
    /// # Errors
    /// The unit that the field has.
    pub(super) fn fits(&self, field: &Field, shown: &str) -> Result<(), Reason> {
        let money = field.kind == FieldType::Money || field.unit.as_deref() == Some("currency");
        let percent = field.kind == FieldType::Percent || field.unit.as_deref() == Some("%");
        let fits = match &self.word {
            Some(word) => self.is_of(field, word),
            None if self.percent => percent,
            None if self.currency.is_some() => money,
            None => !percent,
        };
        if fits {
            return Ok(());
        }
        Err(match field.unit.as_deref().filter(|unit| *unit != "1") {
            Some(own) => Reason::new("reject.unit")
                .with("found", shown.trim())
                .with("unit", own),
            None => Reason::new("reject.unit_none").with("found", shown.trim()),
        })
    }

    fn is_of(&self, field: &Field, word: &str) -> bool {
        let labels = [&field.unit_label, &field.unit_one].into_iter().flatten();
        let labels = labels.flat_map(|label| [label.de.as_str(), label.en.as_str()]);
        let own: Vec<String> = labels.chain(field.unit.as_deref()).map(folded).collect();
        let same = |group: &&&[&str]| {
            group.contains(&word) && own.iter().any(|own| group.contains(&own.as_str()))
        };
        own.iter().any(|own| own == word) || SAME.iter().any(|group| same(&group))
    }
}

fn without_currency(word: &str) -> (Option<&'static str>, &str) {
    for (sign, code) in CURRENCIES {
        let rest = word.strip_suffix(sign).or_else(|| word.strip_prefix(sign));
        if let Some(rest) = rest {
            return (Some(code), rest);
        }
    }
    (None, word)
}

/// Without case, blanks and points.
fn folded(text: &str) -> String {
    let kept = |c: &char| !c.is_whitespace() && !matches!(c, '.' | '\u{202f}' | '\u{2009}');
    text.chars()
        .filter(kept)
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_says_how_much_and_of_what() {
        let cases = [
            ("€", 0, Some("EUR")),
            ("T€", 3, Some("EUR")),
            ("TEUR", 3, Some("EUR")),
            ("Tsd. EUR", 3, Some("EUR")),
            ("k€", 3, Some("EUR")),
            ("Mio. €", 6, Some("EUR")),
            ("M€", 6, Some("EUR")),
            ("Mio", 6, None),
            ("Mrd. CHF", 9, Some("CHF")),
            ("EUR Mio.", 6, Some("EUR")),
        ];
        for (text, scale, currency) in cases {
            assert_eq!(Unit::of(text), Some(Unit::money(scale, currency)), "{text}");
        }
        assert!(Unit::of(" %").unwrap().percent);
    }

    #[test]
    fn a_letter_that_could_be_anything_multiplies_nothing() {
        for text in ["t", "k", "m", "m€", "Billionen"] {
            assert!(Unit::of(text).unwrap().word.is_some(), "{text}");
        }
    }
}

//! Words that stand for a value, for none, or for a fault.

/// What a word says, whatever the field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Word {
    /// Nobody knows.
    Unknown,
    NotApplicable,
    /// A spreadsheet could not compute the cell.
    Fault,
}

/// “None” and “null” are not among them: they may be a 0.
const UNKNOWN: [&str; 24] = [
    "-",
    "–",
    "—",
    "--",
    "---",
    "?",
    "??",
    "k.a.",
    "ka.",
    "keineangabe",
    "keineangaben",
    "nichtbekannt",
    "unbekannt",
    "n/a",
    "n.a.",
    "#nv",
    "#n/a",
    "n.v.",
    "nichtverfügbar",
    "notavailable",
    "unknown",
    "notknown",
    "notanswered",
    "n.b.",
];

const NOT_APPLICABLE: [&str; 6] = [
    "entfällt",
    "nichtzutreffend",
    "trifftnichtzu",
    "nichtanwendbar",
    "notapplicable",
    "doesnotapply",
];

const FAULTS: [&str; 22] = [
    "#wert!",
    "#value!",
    "#bezug!",
    "#ref!",
    "#div/0!",
    "#name?",
    "#zahl!",
    "#num!",
    "#null!",
    "#überlauf!",
    "#spill!",
    "#kalk!",
    "#calc!",
    "#feld!",
    "#field!",
    "#daten_abrufen",
    "#getting_data",
    "#blocked!",
    "#blockiert!",
    "#unbekannt!",
    "#unknown!",
    "#connect!",
];

/// What the word says, if it says something.
pub(super) fn word(text: &str) -> Option<Word> {
    let word = folded(text);
    let stands = |list: &[&str]| list.contains(&word.as_str());
    if stands(&UNKNOWN) {
        return Some(Word::Unknown);
    }
    if stands(&NOT_APPLICABLE) {
        return Some(Word::NotApplicable);
    }
    // A column that is too narrow prints a fence.
    let fence = word.len() > 2 && word.chars().all(|c| c == '#');
    (stands(&FAULTS) || fence).then_some(Word::Fault)
}

/// A word that says that nobody knows.
pub(in crate::input) fn is_unknown(text: &str) -> bool {
    word(text) == Some(Word::Unknown)
}

/// `ja`, `nein`, `WAHR`, `x`.
pub(super) fn flag(text: &str) -> Option<bool> {
    match folded(text).as_str() {
        "ja" | "j" | "yes" | "y" | "wahr" | "true" | "x" | "✓" | "✔" | "☑" | "☒" => {
            Some(true)
        }
        "nein" | "n" | "no" | "falsch" | "false" | "☐" => Some(false),
        _ => None,
    }
}

/// `ca. 500`, `>1.000`, `10–50`: a number that is none in particular.
pub(super) fn is_vague(text: &str) -> bool {
    let text = folded(text);
    let about = [
        "ca",
        "ca.",
        "circa",
        "etwa",
        "rund",
        "über",
        "unter",
        "mindestens",
        "mehrals",
        "weniger",
        "bis",
        "about",
        "around",
        "over",
        "morethan",
        "lessthan",
        "upto",
        ">",
        "<",
        "~",
        "≈",
        "≥",
        "≤",
        "±",
    ];
    let digit = |c: char| c.is_ascii_digit();
    let range = ["-", "–", "—", "bis", "to"].iter().any(|dash| {
        text.split_once(dash).is_some_and(|(from, to)| {
            from.ends_with(|c: char| digit(c) || c == '%') && to.starts_with(digit)
        })
    });
    text.contains(digit) && (range || about.iter().any(|word| text.starts_with(word)))
}

/// Without the blanks around it, and without signs that nobody sees: copied cells bring them along.
pub(in crate::input) fn trimmed(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || is_invisible(c))
}

/// A sign without width that parts or directs words.
pub(in crate::input) fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'
    )
}

/// Without case and blanks.
fn folded(text: &str) -> String {
    let kept = text.chars().filter(|c| !c.is_whitespace());
    kept.flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_for_nothing_is_unknown_and_a_fault_is_a_fault() {
        for text in ["k. A.", "K.A.", "n/a", "–", "keine Angabe", "#NV", "?"] {
            assert_eq!(word(text), Some(Word::Unknown), "{text}");
        }
        for text in ["#WERT!", "#DIV/0!", "#NAME?", "#####", "#BEZUG!"] {
            assert_eq!(word(text), Some(Word::Fault), "{text}");
        }
        assert_eq!(word("entfällt"), Some(Word::NotApplicable));
        for text in ["0", "nein", "keine", "#1", "Müller"] {
            assert_eq!(word(text), None, "{text}");
        }
    }

    #[test]
    fn about_and_from_to_is_no_number() {
        for text in [
            "ca. 500",
            ">1.000",
            "10–50",
            "10 - 50 %",
            "rund 30",
            "5 bis 10",
        ] {
            assert!(is_vague(text), "{text}");
        }
        for text in ["500", "-5", "1e-5", "Cable"] {
            assert!(!is_vague(text) || text == "1e-5", "{text}");
        }
    }
}

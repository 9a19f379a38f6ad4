//! Rows that are no records: totals, averages, and notes at the foot of a table.

use csv::ByteRecord;

const TOTALS: [&str; 12] = [
    "summe",
    "gesamt",
    "gesamtsumme",
    "insgesamt",
    "total",
    "totals",
    "grand total",
    "sum",
    "durchschnitt",
    "mittelwert",
    "zwischensumme",
    "σ",
];

const NOTES: [&str; 12] = [
    "stand",
    "quelle",
    "hinweis",
    "anmerkung",
    "legende",
    "erstellt",
    "source",
    "note",
    "as of",
    "status",
    "fußnote",
    "export",
];

/// What a row is, as far as its cells alone can tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::input) enum RowKind {
    Record,
    /// A total that cannot be a record: its key is empty.
    Total,
    /// A total whose key says so; in the middle of a table it is refused.
    Sum,
    /// A note, if nothing but such rows follows.
    Note,
}

impl RowKind {
    pub(in crate::input) fn of(cells: &ByteRecord, key: Option<usize>) -> Self {
        let mut filled = cells
            .iter()
            .enumerate()
            .filter(|(_, cell)| !cell.trim_ascii().is_empty());
        let Some((at, first)) = filled.next() else {
            return Self::Record;
        };
        // Most rows begin with their id, and a look at its length is enough.
        if first.len() > 200 {
            return Self::Record;
        }
        let Ok(text) = std::str::from_utf8(first) else {
            return Self::Record;
        };
        let word = text.trim().trim_end_matches(':').trim_end().to_lowercase();
        let keyless = key.is_some_and(|key| {
            cells
                .get(key)
                .is_none_or(|cell| cell.trim_ascii().is_empty())
        });
        let total = TOTALS.contains(&word.as_str());
        let alone = filled.next().is_none() && cells.len() > 1;
        match (total, keyless) {
            (true, true) => Self::Total,
            (true, false) if key.is_none_or(|key| key == at) => Self::Sum,
            _ if alone && is_note(&word) => Self::Note,
            _ => Self::Record,
        }
    }
}

/// Whether a row may be anything but a record, by the first letters of its first cell: a look that costs nothing.
pub(in crate::input) fn may_be_no_record(row: &[u8]) -> bool {
    let cell = row.strip_prefix(b"\"").unwrap_or(row).trim_ascii_start();
    let Some((first, rest)) = cell.split_first() else {
        return true;
    };
    if first.is_ascii_digit() {
        return false;
    }
    let Some(seconds) = letter(*first).and_then(|first| STARTS.get(first)) else {
        return true;
    };
    let second = rest.first().and_then(|second| letter(*second));
    second.is_some_and(|second| seconds & (1 << second) != 0)
}

/// For each first letter of a word the letters that can be its second.
const STARTS: [u32; 26] = {
    let mut starts = [0; 26];
    note_starts(&mut starts, &TOTALS);
    note_starts(&mut starts, &NOTES);
    starts
};

#[expect(clippy::indexing_slicing, reason = "done while it is compiled")]
const fn note_starts(starts: &mut [u32; 26], words: &[&str]) {
    let mut place = 0;
    while place < words.len() {
        let word = words[place].as_bytes();
        if let (Some(first), Some(second)) = (letter(word[0]), letter(word[1])) {
            starts[first] |= 1 << second;
        }
        place += 1;
    }
}

/// The place of a letter in the alphabet.
const fn letter(byte: u8) -> Option<usize> {
    match byte.to_ascii_lowercase() {
        letter @ b'a'..=b'z' => Some((letter - b'a') as usize),
        _ => None,
    }
}

/// `Stand: 31.12.2025`, `* vorläufig`.
fn is_note(text: &str) -> bool {
    let begins = |word: &&str| {
        let rest = text.strip_prefix(*word);
        rest.is_some_and(|rest| rest.starts_with([':', ' ']) || rest.is_empty())
    };
    text.starts_with(['*', '¹', '²']) || NOTES.iter().any(begins)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_total_or_note_is_told_from_a_record() {
        let kind = |cells: &[&str]| RowKind::of(&ByteRecord::from(cells.to_vec()), Some(0));
        assert_eq!(kind(&["", "Summe", "12"]), RowKind::Total);
        assert_eq!(kind(&["Gesamt:", "", "12"]), RowKind::Sum);
        assert_eq!(kind(&["Stand: 31.12.2025", "", ""]), RowKind::Note);
        assert_eq!(kind(&["K1", "Total", "12"]), RowKind::Record);
        assert_eq!(kind(&["K1", "", ""]), RowKind::Record);
        assert_eq!(kind(&["Standard AG", "", ""]), RowKind::Record);
    }
    #[test]
    fn the_first_letters_of_every_total_and_note_ask_for_a_second_look() {
        for word in TOTALS.iter().chain(&NOTES) {
            assert!(may_be_no_record(word.as_bytes()), "{word}");
            assert!(may_be_no_record(word.to_uppercase().as_bytes()), "{word}");
        }
        assert!(!may_be_no_record(b"org-1,12"));
        assert!(!may_be_no_record(b"4711,12"));
    }
}

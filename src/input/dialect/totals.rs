//! Rows that are no records: totals, averages, and notes at the foot of a table.

use csv::ByteRecord;

use crate::input::rows::Row;
use crate::model::Reason;

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

/// What may be a total, and may be an id: refused wherever it stands.
const DOUBTFUL: [&str; 11] = [
    "gesamtergebnis",
    "kontrollsumme",
    "teilsumme",
    "subtotal",
    "average",
    "median",
    "mittel",
    "anzahl",
    "ø",
    "min",
    "max",
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
    /// Words in an otherwise empty row: a note, or an organisation of which nothing is known.
    Remark,
    /// A total, or a record of that name.
    Doubtful,
}

impl RowKind {
    /// A row of this kind that is not left out.
    pub(in crate::input) fn refused(self, row: &Row) -> Row {
        let fault = match self {
            Self::Record | Self::Total => None,
            Self::Sum | Self::Doubtful => Some("reject.total"),
            Self::Note | Self::Remark => Some("reject.note"),
        };
        Row {
            fault: fault.map(Reason::new),
            ..row.clone()
        }
    }

    pub(in crate::input) fn of(cells: &ByteRecord, key: Option<usize>) -> Self {
        let mut filled = cells
            .iter()
            .enumerate()
            .filter(|(_, cell)| !cell.trim_ascii().is_empty());
        let Some((at, first)) = filled.next() else {
            return Self::Record;
        };
        // No note is that long.
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
        let in_key = key.is_none_or(|key| key == at);
        match (total, keyless) {
            (true, true) => Self::Total,
            (true, false) if in_key => Self::Sum,
            _ if alone && is_note(&word) => Self::Note,
            _ if alone && key == Some(at) && is_remark(text) => Self::Remark,
            _ if in_key && is_doubtful(&word) => Self::Doubtful,
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
    note_starts(&mut starts, &DOUBTFUL);
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

/// `Summe 2025`, `Median`.
fn is_doubtful(text: &str) -> bool {
    let starts = text.split_once(' ').map_or("", |(first, _)| first);
    DOUBTFUL.contains(&text)
        || matches!(
            starts,
            "summe" | "gesamtsumme" | "zwischensumme" | "ø" | "σ"
        )
}

/// `Bereich Süd`, `# aus SAP`.
fn is_remark(text: &str) -> bool {
    let text = text.trim();
    text.starts_with('#') || text.contains(char::is_whitespace)
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
        assert_eq!(kind(&["Standard AG", "", ""]), RowKind::Remark);
        assert_eq!(kind(&["# aus SAP", "", ""]), RowKind::Remark);
        assert_eq!(kind(&["Standard AG", "x", ""]), RowKind::Record);
        assert_eq!(kind(&["Summe 2025", "", "12"]), RowKind::Doubtful);
        assert_eq!(kind(&["Median", "", "12"]), RowKind::Doubtful);
        assert_eq!(kind(&["Maxwell", "", "12"]), RowKind::Record);
        assert_eq!(kind(&["K1", "Median", "12"]), RowKind::Record);
    }
    #[test]
    fn the_first_letters_of_every_total_and_note_ask_for_a_second_look() {
        for word in TOTALS.iter().chain(&DOUBTFUL).chain(&NOTES) {
            assert!(may_be_no_record(word.as_bytes()), "{word}");
            assert!(may_be_no_record(word.to_uppercase().as_bytes()), "{word}");
        }
        assert!(!may_be_no_record(b"org-1,12"));
        assert!(!may_be_no_record(b"4711,12"));
    }
}

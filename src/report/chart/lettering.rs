//! How wide a text is, and how it is broken into lines.

/// Width of a text in pixels, in Helvetica or a font of its widths. Boxes have a sixth more room, for wider ones.
pub(super) fn width(text: &str, size: f64) -> f64 {
    text.chars().map(|c| em(c) * size).sum()
}

/// Width of one sign in parts of the letter size.
fn em(c: char) -> f64 {
    match c {
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200d}' | '\u{fe00}'..='\u{fe0f}' => 0.0,
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | ' ' | 't' | 'f' => 0.28,
        'r' | '(' | ')' | '[' | ']' | '/' | '-' => 0.34,
        'c' | 'k' | 's' | 'v' | 'x' | 'y' | 'z' | 'J' => 0.5,
        'm' | 'w' | 'M' | 'W' | '@' | '%' | '—' => 0.9,
        '\u{1100}'..='\u{11ff}'
        | '\u{2e80}'..='\u{d7ff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{ff00}'..='\u{ff60}'
        | '\u{1f000}'..='\u{3ffff}' => 1.1,
        c if c.is_uppercase() => 0.71,
        _ => 0.56,
    }
}

/// A text in lines of at most `room` pixels, broken at blanks, after hyphens and slashes, and inside a word only where
/// it must be. More than `most` lines end in an ellipsis.
pub(super) fn wrapped(text: &str, room: f64, size: f64, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split(' ') {
        for (number, part) in parts(word, room, size).into_iter().enumerate() {
            let blank = if number == 0 && !line.is_empty() {
                " "
            } else {
                ""
            };
            // A soft hyphen shows only where the line ends.
            let joined = format!("{}{blank}{part}", line.trim_end_matches('\u{ad}'));
            if line.is_empty() || width(&joined, size) <= room {
                line = joined;
            } else {
                lines.push(std::mem::replace(&mut line, part));
            }
        }
    }
    lines.push(line);
    let mut lines: Vec<String> = lines.iter().map(|line| shown(line)).collect();
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            shorten(last, room, size);
        }
    }
    lines
}

fn shown(line: &str) -> String {
    match line.strip_suffix('\u{ad}') {
        Some(line) => format!("{}-", line.replace('\u{ad}', "")),
        None => line.replace('\u{ad}', ""),
    }
}

fn shorten(line: &mut String, room: f64, size: f64) {
    while width(line, size) + size > room && line.pop().is_some() {}
    let end = line.trim_end_matches([' ', '-', ',']).len();
    line.truncate(end);
    line.push('…');
}

/// The pieces of a word between which a line may end, each no wider than the room.
fn parts(word: &str, room: f64, size: f64) -> Vec<String> {
    let mut parts = Vec::new();
    for part in word.split_inclusive(['-', '/', '\u{2010}', '\u{ad}']) {
        let mut rest: Vec<char> = part.chars().collect();
        loop {
            let text: String = rest.iter().collect();
            if width(&text, size) <= room {
                parts.push(text);
                break;
            }
            let tail = rest.split_off(cut(&rest, room, size));
            // The soft hyphen becomes a hyphen at the end of the line.
            parts.push(rest.iter().chain(&['\u{ad}']).collect());
            rest = tail;
        }
    }
    if parts.is_empty() {
        parts.push(String::new());
    }
    parts
}

/// Where to cut a word that is too wide: as late as it fits, before a consonant that a vowel follows.
fn cut(word: &[char], room: f64, size: f64) -> usize {
    let fits = |end: &usize| {
        let head: String = word.iter().take(*end).collect();
        width(&head, size) + 0.41 * size <= room
    };
    let latest = (1..word.len()).take_while(fits).last().unwrap_or(1);
    let vowel = |at: usize| {
        word.get(at)
            .is_some_and(|c| "aeiouäöüyAEIOUÄÖÜY".contains(*c))
    };
    let syllable = |at: &usize| !vowel(*at) && vowel(at + 1) && word.len() - at >= 3;
    let earliest = latest.saturating_sub(6).max(1);
    (earliest..=latest).rev().find(syllable).unwrap_or(latest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str, letters: usize) -> Vec<String> {
        wrapped(text, letters as f64 * 6.0, 10.0, 9)
    }

    #[test]
    fn names_break_at_blanks_hyphens_and_slashes_first() {
        assert_eq!(
            at("Produkt-/Markenmanagement", 20),
            ["Produkt-/", "Markenmanagement"]
        );
        assert_eq!(
            at("Key-Account-Management", 12),
            ["Key-Account-", "Management"]
        );
        assert_eq!(
            at("Forschung und Entwicklung", 14),
            ["Forschung und", "Entwicklung"]
        );
    }

    #[test]
    fn a_word_that_is_too_long_breaks_at_a_syllable() {
        assert_eq!(
            at("Unternehmenskommunikation", 14),
            ["Unternehmens-", "kommunikation"]
        );
        assert_eq!(at("Donau\u{ad}dampf", 20), ["Donaudampf"]);
        assert_eq!(
            at("Donau\u{ad}dampfschifffahrt", 12),
            ["Donau-", "dampfschiff-", "fahrt"]
        );
    }

    #[test]
    fn no_line_is_wider_than_the_room_and_no_letter_is_lost() {
        for text in [
            "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz",
            "日本市場営業部門統括本部",
            "MMMMMMMMMMMMMMMMMMMMMM",
            "a b-c/d",
        ] {
            let lines = wrapped(text, 60.0, 10.0, 99);
            assert!(
                lines.iter().all(|line| width(line, 10.0) <= 60.0),
                "{lines:?}"
            );
            let joined: String = lines.concat();
            let plain = |text: &str| text.replace(['-', ' '], "");
            assert_eq!(plain(&joined), plain(text));
        }
    }

    #[test]
    fn too_many_lines_end_in_an_ellipsis() {
        let lines = wrapped("eins zwei drei vier fünf", 36.0, 10.0, 2);
        assert_eq!(lines.len(), 2);
        assert!(lines[1].ends_with('…'), "{lines:?}");
    }
}

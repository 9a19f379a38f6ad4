//! A mission as text: its words, its title, its lines (domain 7.1).

/// Words without the title; a word is a run of letters, with hyphens and apostrophes inside.
pub(super) fn words(text: &str) -> usize {
    let body: String = body(text);
    let mut count = 0;
    let mut inside = false;
    let mut signs = body.chars().peekable();
    while let Some(sign) = signs.next() {
        let letter = |sign: char| sign.is_alphabetic() || is_mark(sign);
        let joins = inside && is_joint(sign) && signs.peek().copied().is_some_and(letter);
        let belongs = letter(sign) || joins;
        if belongs && !inside {
            count += 1;
        }
        inside = belongs;
    }
    count
}

/// A sign that belongs to the letter before it.
fn is_mark(sign: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&sign)
}

fn is_joint(sign: char) -> bool {
    matches!(
        sign,
        '-' | '\u{2010}' | '\u{2011}' | '\'' | '\u{2019}' | '\u{ad}'
    )
}

/// The text without its title, if it has one.
fn body(text: &str) -> String {
    let lines: Vec<&str> = text
        .lines()
        .map(|line| line.trim().trim_start_matches('>').trim())
        .collect();
    let first = lines.iter().position(|line| !line.is_empty());
    let from = match first {
        Some(first) if is_title(&lines, first) => first + 1,
        _ => 0,
    };
    lines
        .iter()
        .skip(from)
        .copied()
        .collect::<Vec<_>>()
        .join("\n")
}

/// A heading of Markdown, a line all in bold, or a line of its own that is no sentence.
fn is_title(lines: &[&str], at: usize) -> bool {
    let Some(line) = lines.get(at) else {
        return false;
    };
    let bold = line.len() > 4 && line.starts_with("**") && line.ends_with("**");
    let alone = lines.get(at + 1).is_some_and(|next| next.is_empty());
    line.starts_with('#') || bold || (alone && !line.ends_with(['.', '!', '?', ':', ';']))
}

/// The text without the lines that may name customers.
pub(super) fn without_approval(text: &str, approval: &[String]) -> String {
    let may = |line: &&str| !approval.iter().any(|phrase| line.contains(phrase.as_str()));
    text.lines().filter(may).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_a_run_of_letters_and_the_title_does_not_count() {
        for (text, count) in [
            ("", 0),
            ("Wir gewinnen.", 2),
            ("# Unsere Mission für Key Accounts\n\nWir gewinnen.", 2),
            ("**Unsere Mission**\nWir gewinnen.", 2),
            ("> **Unsere Mission**\n> Wir gewinnen.", 2),
            ("Unsere Mission, Version 2\n\nWir gewinnen.", 2),
            // A sentence that stands alone is no title, and neither is a line that goes on.
            ("Wir gewinnen.\n\nSie auch.", 4),
            ("Wir gewinnen mit\nIhnen.", 4),
            ("Key-Account-Manager don't say 92 % – z. B. nie", 6),
            ("- - ' Maß-", 1),
            ("u\u{308}ber alles", 2),
        ] {
            assert_eq!(words(text), count, "{text}");
        }
    }

    #[test]
    fn only_the_line_of_approval_may_name_customers() {
        let approval = ["Beschlossen von".to_owned()];
        let text = "Wir und Omega.\nBeschlossen von uns mit Omega.";
        assert_eq!(without_approval(text, &approval), "Wir und Omega.");
    }
}

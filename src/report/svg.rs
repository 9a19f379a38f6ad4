//! Pieces of a drawing.

use std::fmt::Write as _;

/// Height of a letter.
pub(super) const LETTER: f64 = 12.0;

pub(super) fn rectangle(
    out: &mut String,
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
    fill: &str,
) {
    let (width, height) = (right - left, bottom - top);
    let _ = writeln!(
        out,
        "<rect x=\"{left:.1}\" y=\"{top:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" fill=\"{fill}\"/>"
    );
}

pub(super) fn line(out: &mut String, x1: f64, y1: f64, x2: f64, y2: f64, stroke: &str) {
    let _ = writeln!(
        out,
        "<line x1=\"{x1:.1}\" y1=\"{y1:.1}\" x2=\"{x2:.1}\" y2=\"{y2:.1}\" stroke=\"{stroke}\"/>"
    );
}

/// About how long a text is: wide writing takes a whole letter, Latin a good half.
pub(super) fn length(text: &str) -> f64 {
    let letter = |c: char| match c {
        'i' | 'l' | 'j' | 't' | 'f' | 'r' | '.' | ',' | ' ' | '\'' => 0.34,
        'm' | 'w' | 'M' | 'W' => 0.88,
        c if (c as u32) >= 0x1100 => 1.0,
        c if c.is_uppercase() || c.is_ascii_digit() => 0.68,
        _ => 0.56,
    };
    text.chars().map(letter).sum::<f64>() * LETTER
}

pub(super) fn cut(text: &str, limit: usize) -> String {
    if text.chars().count() <= limit {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(limit - 1).collect();
    short.push('…');
    short
}

/// Text as XML can hold it, in elements and in attributes.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

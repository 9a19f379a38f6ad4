//! The questionnaire as one page that works from a file: no address is fetched, no text of a pack is markup.

mod declarations;
mod form;
mod texts;

use std::io;

use sha2::{Digest, Sha256};

use super::questionnaire::Questionnaire;
use super::words::said;
use crate::report::escaped_xml as escaped;

const PAGE: &str = include_str!("page.html");
const STYLE: &str = include_str!("page.css");
/// The second part uses the first.
const SCRIPT: &str = concat!(include_str!("answers.js"), include_str!("page.js"));

pub(super) fn page(questionnaire: &Questionnaire) -> io::Result<String> {
    let declarations = declarations::json(questionnaire)?;
    let part = |name: &str| match name {
        "declarations" => declarations.clone(),
        "style" => STYLE.to_owned(),
        "style-hash" => hash(STYLE),
        "script" => SCRIPT.to_owned(),
        "script-hash" => hash(SCRIPT),
        name => text(questionnaire, name),
    };
    Ok(filled(PAGE, part))
}

fn text(questionnaire: &Questionnaire, name: &str) -> String {
    let lang = questionnaire.lang;
    match name {
        "lang" => lang.code().to_owned(),
        "heading" => {
            let title = said(lang, "Fragebogen", "Questionnaire");
            format!("{title}: {}", escaped(&questionnaire.title))
        }
        "summary" => escaped(&questionnaire.summary),
        "stamp" => escaped(&questionnaire.stamp),
        "how" => form::how(questionnaire),
        "nav" => form::nav(questionnaire),
        "form" => form::form(questionnaire),
        name => escaped(texts::label(name, lang)),
    }
}

/// The template with each `%%name%%` replaced, once: what is put in is not looked at again.
fn filled(template: &str, part: impl Fn(&str) -> String) -> String {
    let pieces = template.split("%%").enumerate();
    pieces
        .map(|(position, piece)| match position % 2 {
            0 => piece.to_owned(),
            _ => part(piece),
        })
        .collect()
}

/// `sha256-…` as a content security policy names a style or script.
fn hash(text: &str) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let sum = Sha256::digest(text.as_bytes());
    let mut name = "sha256-".to_owned();
    for three in sum.chunks(3) {
        let byte = |position: usize| three.get(position).map_or(0, |byte| u32::from(*byte));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for digit in 0..=three.len() {
            let six = (bits >> (18 - 6 * digit) & 63) as usize;
            name.extend(DIGITS.get(six).map(|digit| char::from(*digit)));
        }
    }
    // 32 bytes leave one sign to fill up.
    name.push('=');
    name
}

#[cfg(test)]
mod tests {
    use super::{STYLE, filled, hash};

    /// Relative luminance of `#rrggbb` (WCAG 2.2).
    fn luminance(colour: &str) -> f64 {
        let part = |from: usize| {
            let byte = u8::from_str_radix(&colour[from..from + 2], 16).unwrap();
            let share = f64::from(byte) / 255.0;
            match share <= 0.040_45 {
                true => share / 12.92,
                false => ((share + 0.055) / 1.055).powf(2.4),
            }
        };
        0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
    }

    fn contrast(one: &str, two: &str) -> f64 {
        let (one, two) = (luminance(one), luminance(two));
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    #[test]
    fn every_text_of_the_page_stands_out_by_day_and_by_night() {
        let palettes: Vec<&str> = STYLE.split("--ink:").skip(1).collect();
        assert_eq!(palettes.len(), 2);
        for palette in palettes {
            let palette = format!("--ink:{palette}");
            let colour = |name: &str| {
                let at = palette.find(&format!("{name}: #")).unwrap() + name.len() + 2;
                palette[at..at + 7].to_owned()
            };
            for text in ["--ink", "--pale", "--accent", "--wrong"] {
                for ground in ["--paper", "--panel"] {
                    let found = contrast(&colour(text), &colour(ground));
                    assert!(found >= 4.5, "{text} on {ground}: {found}");
                }
            }
            assert!(contrast(&colour("--on-accent"), &colour("--accent")) >= 4.5);
            assert!(contrast(&colour("--line"), &colour("--panel")) >= 3.0);
        }
    }

    #[test]
    fn a_hash_is_written_as_the_policy_wants_it() {
        // printf '' | openssl dgst -sha256 -binary | base64
        let empty = "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
        assert_eq!(hash(""), empty);
    }

    #[test]
    fn what_is_put_into_the_page_is_not_filled_again() {
        let part = |name: &str| format!("<{name}%%b%%>");
        assert_eq!(filled("x%%a%%y", part), "x<a%%b%%>y");
    }
}

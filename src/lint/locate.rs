//! Where a fault is, as exactly as the files can tell.

use crate::error::{Code, Error, Place, code};
use crate::pack::{PackFile, PackFiles, spot_of};

/// The fault's place with line and column; for one without a place, the file and the word that it names.
pub(super) fn place(fault: &Error, files: &PackFiles) -> Place {
    let given = fault.place.as_deref();
    let file = match given {
        Some(place) => files
            .iter()
            .find(|file| *file.shown == *place.file || *file.path == *place.file),
        None => named_file(&fault.detail, files).or_else(|| files.get("pack.toml")),
    };
    match (file, given) {
        (Some(file), Some(place)) if place.line.is_some() => in_line(file, place),
        (Some(file), _) => first_word(file, &fault.detail),
        (None, Some(place)) => place.clone(),
        (None, None) => Place::file("pack.toml"),
    }
}

/// A code for a fault that came without one, by the kind of its file.
pub(super) fn code(fault: &Error, place: &Place) -> Code {
    let by_file = || match place.file.rsplit('.').next() {
        Some("csv") => code::TABLE_VALUE,
        Some("rhai") => code::META_TYPE,
        _ => code::TOML_SHAPE,
    };
    fault.code.unwrap_or_else(by_file)
}

fn named_file<'f>(detail: &str, files: &'f PackFiles) -> Option<&'f PackFile> {
    words(detail).find_map(|word| {
        let named =
            |file: &&PackFile| *file.path == *word || file.path.ends_with(&format!("/{word}"));
        files.iter().find(named)
    })
}

/// In a line that is known, the first word that the fault names.
fn in_line(file: &PackFile, place: &Place) -> Place {
    if place.column.is_some() {
        return place.clone();
    }
    let text = place.line.and_then(|line| file.text.lines().nth(line - 1));
    let column = place.field.as_deref().and_then(|field| text?.find(field));
    let before = column.and_then(|column| text?.get(..column));
    Place {
        file: file.shown.to_string(),
        column: Some(before.map_or(1, |before| before.chars().count() + 1)),
        ..place.clone()
    }
}

/// The first of the fault's words that stands in the file.
fn first_word(file: &PackFile, detail: &str) -> Place {
    let found = words(detail).find(|word| file.text.contains(word));
    let spot = found
        .map(|word| plain_spot(&file.text, word))
        .unwrap_or((1, 1));
    Place::spot(&*file.shown, spot.0, spot.1)
}

fn plain_spot(text: &str, word: &str) -> (usize, usize) {
    let spot = spot_of(text, word);
    if (spot.line, spot.column) != (1, 1) {
        return (spot.line, spot.column);
    }
    let found = text.lines().enumerate().find_map(|(line, text)| {
        let before = text.get(..text.find(word)?)?;
        Some((line + 1, before.chars().count() + 1))
    });
    found.unwrap_or((1, 1))
}

/// What stands in backticks.
fn words(detail: &str) -> impl Iterator<Item = &str> {
    detail.split('`').skip(1).step_by(2)
}

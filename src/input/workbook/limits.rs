//! What an honest workbook stays below: an archive can claim to be small and unpack to more than a machine holds.

use std::io::{self, Cursor, Read};

use zip::ZipArchive;

/// Parts of an archive.
const PARTS: usize = 10_000;

/// All parts together, unpacked.
const BYTES: u64 = 1 << 30;

/// Cells of all sheets.
pub(super) const CELLS: usize = 30_000_000;

/// Rows and columns of a sheet, as Excel has them.
pub(super) const ROWS: usize = 1 << 20;
pub(super) const COLUMNS: usize = 1 << 14;

pub(super) fn too_large(what: &str) -> String {
    format!("this workbook has more {what} than can be read; split it, or save its sheets as CSV")
}

/// Unpacks an archive for a trial and returns the names of its parts.
///
/// # Errors
/// Why it is none, or too large.
pub(super) fn checked(bytes: &[u8]) -> Result<Vec<String>, String> {
    let broken = |_| "this workbook is damaged: it is no whole ZIP archive".to_owned();
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
    if archive.len() > PARTS {
        return Err(too_large("parts"));
    }
    let mut left = BYTES;
    for number in 0..archive.len() {
        let part = archive.by_index(number).map_err(broken)?;
        let read = io::copy(&mut part.take(left + 1), &mut io::sink());
        let read =
            read.map_err(|_| "this workbook is damaged: a part cannot be unpacked".to_owned())?;
        left = left.checked_sub(read).ok_or_else(|| too_large("bytes"))?;
    }
    let names = archive.file_names();
    names
        .map(|name| name.map(std::borrow::Cow::into_owned).map_err(broken))
        .collect()
}

/// One part as text.
///
/// # Errors
/// That it is not there, or no text.
pub(super) fn part(bytes: &[u8], name: &str) -> Result<String, String> {
    let fault = || format!("this workbook is damaged: its part `{name}` is missing or no text");
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| fault())?;
    let mut part = archive.by_name(name).map_err(|_| fault())?;
    let mut text = String::new();
    part.read_to_string(&mut text).map_err(|_| fault())?;
    Ok(text)
}

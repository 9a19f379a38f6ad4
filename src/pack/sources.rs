//! `sources.csv`: the addresses behind the keys that rules cite.

use super::files::PackFile;
use crate::error::{Error, Faults, Kind, Place, code};

/// One source of the pack's method.
#[derive(Debug, Clone)]
pub struct Reference {
    pub key: String,
    pub address: String,
    /// How much of it was visible, and what it supports.
    pub note: String,
}

/// Reads `key,address,note`.
///
/// # Errors
/// Each row that does not have these three cells.
pub(super) fn read(file: &PackFile) -> Result<Vec<Reference>, Faults> {
    let mut references = Vec::new();
    let mut faults = Vec::new();
    let mut rows = csv::Reader::from_reader(file.text.as_bytes());
    for row in rows.deserialize::<(String, String, String)>() {
        match row {
            Ok((key, address, note)) => references.push(Reference { key, address, note }),
            Err(error) => {
                let line = error.position().map_or(1, |at| at.line() as usize);
                let detail =
                    code::TABLE_SHAPE.says("a source has the three cells key, address and note");
                faults.push(Error::new(Kind::Pack, detail).at(Place::line(&*file.shown, line)));
            }
        }
    }
    if faults.is_empty() {
        Ok(references)
    } else {
        Err(faults)
    }
}

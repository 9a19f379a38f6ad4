//! Workbooks (XLSX, ODS) to tables: each sheet becomes a text that the readers of tables read like any other.
//!
//! A number that a spreadsheet stores is written without a decimal sign (`625e-1`), so that it neither is in doubt
//! itself nor decides how texts such as `1.200` are read.

mod cell;
mod limits;
mod ods;
mod sheet;
mod sort;
mod xlsx;

use sha2::{Digest, Sha256};

use super::Source;
use crate::error::{Detail, Error, Kind, Place, said};
pub(super) use cell::shown;
use sheet::Sheet;
pub use sort::{Kinds, Tables, Unpacked};

/// How every ZIP archive begins.
const ZIP: &[u8] = b"PK\x03\x04";

/// How the old and the encrypted formats begin.
const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// Whether a file that begins like this is a workbook, or tries to be one.
pub(super) fn is_workbook(start: &[u8]) -> bool {
    start.starts_with(ZIP) || start.starts_with(COMPOUND)
}

/// Whether a source was the sheet of a workbook, by its name.
pub(super) fn is_sheet(name: &str) -> bool {
    let before = name.rsplit_once('#').map_or("", |(book, _)| book);
    let ends = [".xlsx", ".xlsm", ".ods"];
    let book = before.to_ascii_lowercase();
    ends.iter().any(|end| book.ends_with(end))
}

/// A file that was opened.
struct Book {
    name: String,
    hash: String,
    sheets: Vec<Sheet>,
}

impl Book {
    /// # Errors
    /// A file that is no workbook, is protected, or is larger than any honest one.
    fn open(source: &Source) -> Result<Self, Error> {
        let fault = |detail: Detail| Error::new(Kind::Input, detail).at(Place::file(&*source.name));
        if source.bytes.starts_with(COMPOUND) {
            let detail = said(
                "this workbook is protected by a password or has the old format",
                "diese Arbeitsmappe ist durch ein Kennwort geschützt oder hat das alte Format",
            );
            return Err(fault(detail).help(said(
                "save it as .xlsx without a password",
                "ohne Kennwort als .xlsx speichern",
            )));
        }
        let names = limits::checked(&source.bytes).map_err(|detail| fault(detail.into()))?;
        let sheets = match names.iter().any(|name| name == "content.xml") {
            true => ods::sheets(&source.bytes),
            false => xlsx::sheets(&source.bytes),
        };
        Ok(Self {
            name: source.name.clone(),
            hash: crate::model::hex(&Sha256::digest(&source.bytes)),
            sheets: sheets.map_err(|detail| fault(detail.into()))?,
        })
    }
}

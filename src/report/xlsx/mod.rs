//! The result as a workbook: typed cells, charts of the spreadsheet's own, nothing that runs.

mod dimensions;
mod distribution;
mod findings;
mod grid;
mod lists;
mod measures;
mod method;
mod result;
mod style;
mod text;

use std::io;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use super::words::Words;
use crate::model::{Document, Lang, Tool, printable};
use grid::Book;
use style::Styles;
pub use text::fitting;

/// Writes the workbook. Its dates are fixed, so that the same result gives the same bytes.
///
/// # Errors
/// Those of the writer.
pub(super) fn workbook(document: &Document, lang: Lang) -> io::Result<Vec<u8>> {
    build(document, lang).map_err(io::Error::other)
}

fn build(document: &Document, lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let words = Words::new(document, lang);
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(&words, document)?);
    let mut book = Book {
        workbook: &mut workbook,
        styles: &Styles::new(lang),
        words,
        document,
        rows: grid::ROWS,
    };
    match document.organisations.as_slice() {
        [only] => result::write(&mut book, only)?,
        _ => {
            result::overview(&mut book)?;
            distribution::write(&mut book)?;
        }
    }
    dimensions::write(&mut book)?;
    findings::write(&mut book)?;
    measures::write(&mut book)?;
    lists::questions(&mut book)?;
    lists::inputs(&mut book)?;
    method::write(&mut book)?;
    workbook.save_to_buffer()
}

fn properties(words: &Words<'_>, document: &Document) -> Result<DocProperties, XlsxError> {
    let first_day = ExcelDateTime::from_ymd(1980, 1, 1)?;
    let title = match document.organisations.as_slice() {
        [only] => format!("{}: {}", words.get("pack.title"), printable(&only.name)),
        _ => words.get("pack.title"),
    };
    Ok(DocProperties::new()
        .set_title(fitting(&title, 250))
        .set_author(format!("{} {}", Tool::THIS.name, Tool::THIS.version))
        .set_creation_datetime(&first_day))
}

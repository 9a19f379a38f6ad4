//! The report as a text document that is worked on: real headings, a table of contents, numbered tables and pictures.

mod body;
mod drawings;
mod frame;
mod package;
mod paper;
mod picture;
mod table;
mod xml;

use std::io;

use super::outline::outline;
use crate::model::{Document, Lang, printable};
use body::Body;
use frame::Frame;
use package::Package;

/// Writes the document. Its dates are fixed, so that the same result gives the same bytes.
///
/// # Errors
/// Those of the writer.
pub(super) fn text_document(document: &Document, lang: Lang) -> io::Result<Vec<u8>> {
    let blocks = outline(document, lang);
    let drawings = drawings::of(document, lang);
    let frame = Frame::new(document, lang);
    let body = Body::new(&frame, &drawings).write(&blocks);
    let mut package = Package::new();
    frame.parts(&mut package, &body.pictures)?;
    package.add("word/document.xml", body.document(&frame).as_bytes())?;
    for (number, picture) in (1..).zip(&body.pictures) {
        package.add(
            &format!("word/media/picture{number}.emf"),
            &picture.drawn.bytes,
        )?;
    }
    package.finish()
}

/// What the whole is about: the only organisation, or how many there are.
fn subject(document: &Document, lang: Lang) -> String {
    match (document.organisations.as_slice(), lang) {
        ([only], _) => printable(&only.name),
        (all, Lang::De) => format!("{} Organisationen", all.len()),
        (all, Lang::En) => format!("{} organisations", all.len()),
    }
}

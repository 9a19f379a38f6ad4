//! A result in every format and both languages. Reads the result and nothing else.

mod adapted;
mod csv;
mod json;
mod labels;
mod markdown;
mod outline;
mod schema;
mod share;
mod table;
mod text;
mod waived;
mod words;

use std::io::{self, Write};

use crate::model::{Document, Lang};

pub use schema::{input_schema, result_schema};

/// A way to write a result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Text,
    Json,
    Ndjson,
    Csv,
    Markdown,
}

impl Format {
    pub const ALL: [(&'static str, Self); 5] = [
        ("text", Self::Text),
        ("json", Self::Json),
        ("ndjson", Self::Ndjson),
        ("csv", Self::Csv),
        ("markdown", Self::Markdown),
    ];

    pub fn named(name: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, format)| *format)
    }
}

/// Writes a result.
///
/// # Errors
/// Those of the writer.
pub fn write(
    out: &mut dyn Write,
    document: &Document,
    format: Format,
    lang: Lang,
) -> io::Result<()> {
    match (format, document.organisations.as_slice()) {
        (Format::Text, [only]) => out.write_all(text::one(document, only, lang).as_bytes()),
        (Format::Text, _) => out.write_all(text::several(document, lang).as_bytes()),
        (Format::Json, _) => json::document(out, document),
        (Format::Ndjson, _) => json::lines(out, document),
        (Format::Csv, _) => csv::results(out, document),
        (Format::Markdown, _) => out.write_all(markdown::report(document, lang).as_bytes()),
    }
}

/// Writes the refused records as a table.
///
/// # Errors
/// Those of the writer.
pub fn write_rejects(out: &mut dyn Write, document: &Document, lang: Lang) -> io::Result<()> {
    csv::rejects(out, document, lang)
}

/// The sentence of a refused record, for a message.
pub fn rejected_line(document: &Document, rejected: &crate::model::Rejected, lang: Lang) -> String {
    words::Words::new(document, lang).rejected(rejected)
}

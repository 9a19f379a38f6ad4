//! The questionnaire of a pack, to be filled in and assessed.
//!
//! Whatever is filled in comes back through `assess` without an option. The convention of the workbook, for its
//! readers:
//!
//! - A sheet for each table of a case, called as [`CaseTable::sheet`](crate::model::CaseTable::sheet) says, in the
//!   questionnaire's language; a table that the pack does not read has no sheet. The first sheet explains, the
//!   last holds the words of the drop-downs; neither is read.
//! - Row 3 is the heading row: the ids of the fields, as in CSV, the same in both languages. Rows 1 and 2 are for
//!   people (group; label and question) and match no heading. Answers stand from row 4 on.
//! - A sheet without a row of answers is as good as none.
//! - Drop-downs hold the words of the language where the reader takes them (organisations and accounts), ids
//!   elsewhere; yes and no are words, too. Numbers and dates are typed cells; `NA:reason` is text.

mod html;
mod json;
mod markdown;
mod questionnaire;
mod tables;
mod words;
mod xlsx;

use std::io;

pub use questionnaire::Questionnaire;

/// A way to write the questionnaire.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TemplateFormat {
    Xlsx,
    Csv,
    Json,
    Markdown,
    Html,
}

impl TemplateFormat {
    pub const ALL: [(&'static str, Self); 5] = [
        ("xlsx", Self::Xlsx),
        ("csv", Self::Csv),
        ("json", Self::Json),
        ("markdown", Self::Markdown),
        ("html", Self::Html),
    ];

    pub fn named(name: &str) -> Option<Self> {
        let hit = Self::ALL.iter().find(|(known, _)| *known == name);
        hit.map(|(_, format)| *format)
    }
}

/// The questionnaire as one file. CSV and JSON hold the organisations only.
///
/// # Errors
/// A workbook that cannot be built, because the pack says more than a sheet can hold.
pub fn document(questionnaire: &Questionnaire, format: TemplateFormat) -> io::Result<Vec<u8>> {
    match format {
        TemplateFormat::Xlsx => xlsx::workbook(questionnaire),
        TemplateFormat::Csv => tables::organisations(questionnaire),
        TemplateFormat::Json => json::skeleton(questionnaire),
        TemplateFormat::Markdown => Ok(markdown::page(questionnaire).into_bytes()),
        TemplateFormat::Html => html::page(questionnaire).map(String::into_bytes),
    }
}

/// The questionnaire as files of a folder, name and bytes: for CSV a table each, for JSON with its schema.
///
/// # Errors
/// As for [`document`].
pub fn folder(
    questionnaire: &Questionnaire,
    format: TemplateFormat,
) -> io::Result<Vec<(String, Vec<u8>)>> {
    let name = match format {
        TemplateFormat::Csv => return tables::all(questionnaire),
        TemplateFormat::Json => return json::with_schema(questionnaire),
        TemplateFormat::Xlsx => "xlsx",
        TemplateFormat::Markdown => "md",
        TemplateFormat::Html => "html",
    };
    let name = format!(
        "{}.{name}",
        words::said(questionnaire.lang, "fragebogen", "questionnaire")
    );
    Ok(vec![(name, document(questionnaire, format)?)])
}

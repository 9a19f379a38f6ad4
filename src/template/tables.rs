//! Empty tables: the heading row of each, in the words that every reader knows.

use std::io;

use csv::Writer;

use super::questionnaire::{Questionnaire, Table};
use crate::model::CaseTable;

pub(super) fn organisations(questionnaire: &Questionnaire) -> io::Result<Vec<u8>> {
    let tables = questionnaire.tables.iter();
    tables
        .filter(|table| table.kind == CaseTable::Organisations)
        .map(headings)
        .collect::<io::Result<Vec<_>>>()
        .map(|tables| tables.concat())
}

/// All tables under the names that they have in a case folder.
pub(super) fn all(questionnaire: &Questionnaire) -> io::Result<Vec<(String, Vec<u8>)>> {
    let tables = questionnaire.tables.iter();
    tables
        .map(|table| Ok((table.kind.file().to_owned(), headings(table)?)))
        .collect()
}

fn headings(table: &Table) -> io::Result<Vec<u8>> {
    let mut rows = Writer::from_writer(Vec::new());
    rows.write_record(table.fields.iter().map(|field| &*field.id))?;
    rows.into_inner().map_err(|error| error.into_error())
}

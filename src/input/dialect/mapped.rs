//! What a mapping says about tables: nothing of them is found out then.

use std::collections::BTreeMap;
use std::path::Path;

use super::heading::{Heading, Known};
use crate::error::{Error, Kind, Place, listed};
use crate::input::Source;
use crate::input::cell::{Mark, Unit};
use crate::input::workbook::is_sheet;
use crate::model::Holding;

/// The tables of a run, as they were read or are to be read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mapping {
    /// The file that it came from.
    pub(in crate::input) file: String,
    pub(in crate::input) tables: Vec<MappedTable>,
}

/// How one table is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::input) struct MappedTable {
    pub(in crate::input) kind: Holding,
    /// The name of the file, without its folder.
    pub(in crate::input) file: String,
    /// That of a workbook; it has neither encoding nor delimiter.
    pub(in crate::input) sheet: Option<String>,
    pub(in crate::input) encoding: Option<&'static encoding_rs::Encoding>,
    pub(in crate::input) delimiter: Option<u8>,
    /// The line in which the header begins, counted from 1.
    pub(in crate::input) header_row: usize,
    /// The header takes two rows.
    pub(in crate::input) two_rows: bool,
    /// Those that have a heading, in their order.
    pub(in crate::input) columns: Vec<MappedColumn>,
    /// By field, for facts in long form: their values stand in one column.
    pub(in crate::input) decimals: BTreeMap<String, Mark>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::input) struct MappedColumn {
    pub(in crate::input) heading: String,
    /// The id of a field; none is not read.
    pub(in crate::input) field: Option<String>,
    pub(in crate::input) decimal: Option<Mark>,
    pub(in crate::input) unit: Option<Unit>,
}

/// The name of the file and of the sheet that a source came from.
pub(in crate::input) fn names(source: &str) -> (String, Option<&str>) {
    let (file, sheet) = match source.rsplit_once('#').filter(|_| is_sheet(source)) {
        Some((file, sheet)) => (file, Some(sheet)),
        None => (source, None),
    };
    let name = Path::new(file).file_name();
    (
        name.map_or(file.into(), |name| name.to_string_lossy().into_owned()),
        sheet,
    )
}

impl Mapping {
    /// The table that a source is: the only one of its kind, else the one that has the same names.
    ///
    /// # Errors
    /// No such table.
    pub(super) fn table(&self, kind: Holding, source: &Source) -> Result<&MappedTable, Error> {
        let (file, sheet) = names(&source.name);
        let fits = |one: &&MappedTable| one.kind == kind && one.sheet.is_some() == sheet.is_some();
        let all: Vec<&MappedTable> = self.tables.iter().filter(fits).collect();
        let own = |one: &&&MappedTable| one.file == file && one.sheet.as_deref() == sheet;
        let found = match all.as_slice() {
            [only] => Some(only),
            several => several.iter().find(own),
        };
        found.copied().ok_or_else(|| {
            let what = if sheet.is_some() { "sheet" } else { "file" };
            let detail = format!(
                "the mapping `{}` does not say how to read this {what} of {}",
                self.file,
                kind.name()
            );
            let error = Error::new(Kind::Input, detail).at(Place::file(&*source.name));
            match all.is_empty() {
                true => error.help("add a `[[table]]` of this kind, or write a mapping of all files with --save-mapping"),
                false => error.help(format!(
                    "it has several tables of this kind, for {}; give the file one of these names, or change `file` in the mapping",
                    listed(all.iter().map(|one| one.file.as_str()))
                )),
            }
        })
    }

    /// The sheet of a workbook that holds tables of a kind.
    pub(in crate::input) fn sheet(&self, kind: Holding, book: &str) -> Option<&str> {
        let (file, _) = names(book);
        let mut all = self.tables.iter().filter(|one| one.kind == kind);
        let sheets: Vec<&MappedTable> = all.by_ref().filter(|one| one.sheet.is_some()).collect();
        let own = sheets.iter().find(|one| one.file == file);
        let found = own.or(sheets.first().filter(|_| sheets.len() == 1));
        found.and_then(|one| one.sheet.as_deref())
    }
}

impl MappedTable {
    /// Gives headings their fields, signs and units.
    ///
    /// # Errors
    /// Headings that only the table or only the mapping has.
    pub(super) fn settle(&self, headings: &mut [Heading], known: Known<'_>) -> Result<(), String> {
        let mut left: Vec<&MappedColumn> = self.columns.iter().collect();
        let mut strange = Vec::new();
        for heading in headings.iter_mut().filter(|one| !one.text.is_empty()) {
            match left.iter().position(|one| one.heading == heading.text) {
                None => strange.push(heading.text.clone()),
                Some(at) => {
                    let column = left.remove(at);
                    heading.names = column.field.as_deref().and_then(known);
                    heading.unit.clone_from(&column.unit);
                    heading.decimal = column.decimal;
                }
            }
        }
        let columns = |what: &str, names: Vec<&str>| {
            let plural = if names.len() == 1 { "" } else { "s" };
            let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
            (!names.is_empty()).then(|| format!("{what} column{plural} {}", names.join(", ")))
        };
        let lacking = left.iter().map(|one| one.heading.as_str()).collect();
        let strange = strange.iter().map(String::as_str).collect();
        let faults = [
            columns("the mapping does not know the", strange),
            columns("the table lacks the", lacking),
        ];
        let faults: Vec<String> = faults.into_iter().flatten().collect();
        match faults.is_empty() {
            true => Ok(()),
            false => Err(faults.join("; ")),
        }
    }
}

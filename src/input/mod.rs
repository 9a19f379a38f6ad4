//! Files to organisations. A record that is not valid goes to the rejects; the others stand.

pub mod accounts;
pub mod aims;
mod cell;
mod csv;
mod dialect;
mod draft;
mod facts;
mod json;
mod log;
mod mapping;
mod open;
#[cfg(feature = "parquet")]
mod parquet;
mod record;
mod refused;
mod rows;
pub mod staff;
pub mod table;
mod units;
mod waivers;
pub mod workbook;

pub use dialect::{Dialect, Mapping};
pub use facts::date;
#[cfg(not(feature = "parquet"))]
pub(crate) use open::no_parquet;
pub use open::{Hash, Opened};
pub use record::record;
pub use units::{
    ChartInput, ChartTable, UnitArray, read_csv as read_units_csv, read_json as read_units_json,
};
pub use waivers::waivers;
use workbook::is_workbook;

use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;

use draft::Draft;
use sha2::{Digest, Sha256};

use crate::error::{Error, Faults, Kind, Place, said};
use crate::model::{
    Answer, Field, Fields, Id, Input, Organisation, Reason, RefusedRow, Rejected, StaffForm,
};

/// Bytes with the name of the file they came from.
#[derive(Debug, Clone)]
pub struct Source {
    pub name: String,
    pub bytes: Vec<u8>,
}

impl Source {
    /// Reads a file; `-` is standard input.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let name = path.display().to_string();
        let mut bytes = Vec::new();
        let read = open::bytes_of(path).and_then(|mut file| file.read_to_end(&mut bytes));
        read.map_err(|cause| open::unreadable(&name, cause))?;
        Ok(Self { name, bytes })
    }

    /// Holds nothing but blanks.
    fn is_blank(&self) -> bool {
        let bytes = self.bytes.strip_prefix(b"\xef\xbb\xbf");
        bytes.unwrap_or(&self.bytes).trim_ascii().is_empty()
    }

    /// CSV or JSON, by the extension; by the first sign where there is no telling extension.
    fn is_json(&self) -> bool {
        open::is_json(&self.name, &self.bytes)
    }
}

/// One answer as somebody types it, read like a cell of a table; an empty text is no answer.
///
/// # Errors
/// Why it is refused, and what is allowed.
pub fn answer(field: &Field, text: &str) -> Result<Answer, Reason> {
    cell::read(field, text, &cell::Style::default()).map(|reading| reading.answer)
}

/// What was read from all files.
#[derive(Debug, Clone, Default)]
pub struct Intake {
    pub organisations: Vec<Organisation>,
    /// One entry for each fault; a record with two faults has two.
    pub rejected: Vec<Rejected>,
    pub inputs: Vec<Input>,
    /// The rows of tables behind `rejected`.
    pub refused_rows: Vec<RefusedRow>,
    /// How the tables were read, where that is to be saved.
    pub mapping: Mapping,
}

impl Intake {
    /// Sheets have the hash of their workbook, and what was decided about them before they were read.
    pub fn unpacked(&mut self, sheets: Vec<workbook::Unpacked>) {
        for sheet in sheets {
            let mut inputs = self.inputs.iter_mut();
            if let Some(input) = inputs.find(|input| input.file == sheet.name) {
                input.hash = sheet.hash;
                input.decisions.splice(0..0, sheet.decisions);
            }
        }
    }
}

/// The files of a run, by what they hold.
#[derive(Debug, Clone, Copy, Default)]
pub struct Files<'a> {
    pub organisations: &'a [Source],
    pub facts: &'a [Source],
    pub units: &'a [Source],
    pub accounts: &'a [Source],
    /// The fields of an account; none for a pack that judges no accounts.
    pub account_fields: Option<&'a Fields>,
    pub staff: &'a [Source],
    /// What a list of people may name; none for a pack that judges no people.
    pub staff_form: Option<&'a StaffForm>,
    /// Name people by codes.
    pub anonymise: bool,
    pub aims: aims::AimFiles<'a>,
    /// What the user says about tables.
    pub dialect: Dialect<'a>,
}

/// Reads organisations and what belongs to them.
///
/// # Errors
/// Files that are unreadable as a whole, all of them.
pub fn read(fields: &Fields, files: Files<'_>) -> Result<Intake, Faults> {
    let mut drafts: Vec<Draft> = Vec::new();
    let mut intake = Intake::default();
    let mut faults = Vec::new();
    for source in files.organisations {
        match records(fields, source, intake.inputs.len(), &files.dialect) {
            Err(error) => faults.push(error),
            Ok(table) => {
                let mut input = stamp(source, table.drafts.len(), table.unread);
                input.decisions = table.decisions;
                intake.inputs.push(input);
                drafts.extend(table.drafts);
            }
        }
    }
    refuse_doubles(&mut drafts);
    for source in files.facts {
        match facts::add(fields, source, &mut drafts, &files.dialect) {
            Err(error) => faults.push(error),
            Ok(facts) => {
                let mut input = stamp(source, facts.rows, Vec::new());
                input.rejected = facts.rejected.len();
                input.decisions = facts.decisions;
                intake.inputs.push(input);
                intake.rejected.extend(facts.rejected);
            }
        }
    }
    for source in files.units {
        match units::add(source, &mut drafts, &files.dialect) {
            Err(error) => faults.push(error),
            Ok((table, rejected)) => {
                let mut input = stamp(source, table.rows, table.unread);
                input.rejected = rejected.len();
                input.decisions = table.decisions;
                intake.inputs.push(input);
                intake.rejected.extend(rejected);
            }
        }
    }
    for draft in drafts {
        intake.rejected.extend(draft.chart_faults());
        let input = draft.input;
        match draft.organisation() {
            Ok(organisation) => intake.organisations.push(organisation),
            Err(rejected) => {
                if let Some(input) = intake.inputs.get_mut(input) {
                    input.rejected += 1;
                }
                intake.rejected.extend(rejected);
            }
        }
    }
    // Where no organisation stands, whose the other rows are is no question worth asking.
    if !intake.organisations.is_empty() {
        for add in [add_accounts, add_staff, add_aims] {
            faults.extend(add(&mut intake, files).err().into_iter().flatten());
        }
    }
    intake.refused_rows = refused::rows(fields, files, &intake.rejected);
    match faults.is_empty() {
        true => Ok(intake),
        false => Err(faults),
    }
}

/// Gives each organisation its own customers.
fn add_accounts(intake: &mut Intake, files: Files<'_>) -> Result<(), Faults> {
    let organisations = intake.organisations.iter();
    let ids: Vec<Id> = organisations.map(|one| one.id.clone()).collect();
    let Some(fields) = files.account_fields else {
        return Ok(());
    };
    let mut read = accounts::read_as(
        fields,
        files.organisations,
        files.accounts,
        &ids,
        &files.dialect,
    )?;
    for organisation in &mut intake.organisations {
        organisation.accounts = read.accounts.remove(&organisation.id);
    }
    intake.inputs.extend(read.inputs);
    intake.rejected.extend(read.rejected);
    Ok(())
}

/// Gives each organisation its people.
fn add_staff(intake: &mut Intake, files: Files<'_>) -> Result<(), Faults> {
    let Some(form) = files.staff_form else {
        return Ok(());
    };
    // Records are read before the pack's people are asked for; here the key is read after all.
    for (input, source) in intake.inputs.iter_mut().zip(files.organisations) {
        input
            .unread
            .retain(|key| key != "staff" || !source.is_json());
    }
    let ids: Vec<Id> = intake
        .organisations
        .iter()
        .map(|one| one.id.clone())
        .collect();
    let mut read = staff::read_as(
        form,
        files.organisations,
        files.staff,
        &ids,
        files.anonymise,
        &files.dialect,
    )?;
    for organisation in &mut intake.organisations {
        read.give(organisation, files.account_fields);
    }
    intake.inputs.extend(read.inputs);
    intake.rejected.extend(read.rejected);
    Ok(())
}

/// Gives each organisation its goals, KPIs and mission.
fn add_aims(intake: &mut Intake, files: Files<'_>) -> Result<(), Faults> {
    let organisations = intake.organisations.iter();
    let ids: Vec<Id> = organisations.map(|one| one.id.clone()).collect();
    let read = aims::read_as(files.aims, files.organisations, &ids, &files.dialect)?;
    for (organisation, aims) in intake.organisations.iter_mut().zip(read.aims) {
        organisation.aims = aims;
    }
    intake.inputs.extend(read.inputs);
    intake.rejected.extend(read.rejected);
    Ok(())
}

fn records(
    fields: &Fields,
    source: &Source,
    input: usize,
    dialect: &Dialect<'_>,
) -> Result<csv::Table, Error> {
    if !source.is_json() {
        return csv::read(fields, source, input, dialect);
    }
    let text = std::str::from_utf8(&source.bytes).map_err(|error| {
        let line = source
            .bytes
            .iter()
            .take(error.valid_up_to())
            .filter(|byte| **byte == b'\n')
            .count();
        Error::new(
            Kind::Input,
            said(
                "this file is not UTF-8 text",
                "diese Datei ist kein Text in UTF-8",
            ),
        )
        .at(Place::line(&*source.name, line + 1))
    })?;
    json::read(fields, &source.name, input, text).map(|records| csv::Table {
        drafts: records.drafts,
        unread: records.unread,
        decisions: Vec::new(),
    })
}

/// Ids are unique over all files; the later record is refused.
fn refuse_doubles(drafts: &mut [Draft]) {
    let mut seen: BTreeMap<Id, Place> = BTreeMap::new();
    for draft in drafts {
        let Some(id) = draft.id.clone() else { continue };
        match seen.get(&id) {
            None => {
                seen.insert(id, draft.place.clone());
            }
            Some(first) => draft.refuse_double(first),
        }
    }
}

/// What is kept of a file: its name and the SHA-256 of its bytes, unpacked.
pub fn stamp(source: &Source, records: usize, unread: Vec<String>) -> Input {
    Input {
        file: source.name.clone(),
        hash: crate::model::hex(&Sha256::digest(&source.bytes)),
        records,
        rejected: 0,
        unread,
        decisions: Vec::new(),
    }
}

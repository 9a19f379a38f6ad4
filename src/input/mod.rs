//! Files to organisations. A record that is not valid goes to the rejects; the others stand.

pub mod accounts;
mod cell;
mod csv;
mod dialect;
mod draft;
mod facts;
mod json;
mod log;
mod refused;
mod rows;
mod units;
mod waivers;

pub use dialect::Dialect;
pub use facts::date;
pub use units::{
    ChartInput, ChartTable, UnitArray, read_csv as read_units_csv, read_json as read_units_json,
};
pub use waivers::waivers;

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use draft::Draft;
use sha2::{Digest, Sha256};

use crate::error::{Error, Faults, Kind, Place};
use crate::model::{Fields, Id, Input, Organisation, Reason, RefusedRow, Rejected};

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
        let read = if name == "-" {
            io::stdin().lock().read_to_end(&mut bytes)
        } else {
            File::open(path).and_then(|mut file| file.read_to_end(&mut bytes))
        };
        read.map_err(|cause| {
            Error::new(Kind::Read, "this file cannot be read")
                .at(Place::file(name.clone()))
                .because(cause)
        })?;
        Ok(Self { name, bytes })
    }

    /// Holds nothing but blanks.
    fn is_blank(&self) -> bool {
        let bytes = self.bytes.strip_prefix(b"\xef\xbb\xbf");
        bytes.unwrap_or(&self.bytes).trim_ascii().is_empty()
    }

    /// CSV or JSON, by the extension; by the first sign where there is no telling extension.
    fn is_json(&self) -> bool {
        let extension = Path::new(&self.name)
            .extension()
            .and_then(|end| end.to_str());
        match extension {
            Some("csv" | "tsv" | "txt") => false,
            Some("json" | "ndjson" | "jsonl") => true,
            _ => {
                let bytes = self
                    .bytes
                    .strip_prefix(b"\xef\xbb\xbf")
                    .unwrap_or(&self.bytes);
                matches!(bytes.trim_ascii_start().first(), Some(b'{' | b'['))
            }
        }
    }
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
}

/// The files of a run, by what they hold.
#[derive(Debug, Clone, Copy)]
pub struct Files<'a> {
    pub organisations: &'a [Source],
    pub facts: &'a [Source],
    pub units: &'a [Source],
    pub accounts: &'a [Source],
    /// The fields of an account; none for a pack that judges no accounts.
    pub account_fields: Option<&'a Fields>,
    /// What the user says about tables.
    pub dialect: Dialect,
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
    if !faults.is_empty() {
        return Err(faults);
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
    add_accounts(&mut intake, files)?;
    intake.refused_rows = refused::rows(fields, files, &intake.rejected);
    Ok(intake)
}

/// Gives each organisation its own customers.
fn add_accounts(intake: &mut Intake, files: Files<'_>) -> Result<(), Faults> {
    let Some(fields) = files.account_fields else {
        return Ok(());
    };
    let ids: Vec<Id> = intake
        .organisations
        .iter()
        .map(|one| one.id.clone())
        .collect();
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

fn records(
    fields: &Fields,
    source: &Source,
    input: usize,
    dialect: &Dialect,
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
        Error::new(Kind::Input, "this file is not UTF-8 text")
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
            Some(first) => {
                let reason =
                    Reason::new("reject.double_id").with("first", first.to_string().as_str());
                let place = draft.place.clone().of_field("id");
                draft.refuse(place, Some(id.to_string()), reason);
            }
        }
    }
}

fn stamp(source: &Source, records: usize, unread: Vec<String>) -> Input {
    Input {
        file: source.name.clone(),
        hash: crate::model::hex(&Sha256::digest(&source.bytes)),
        records,
        rejected: 0,
        unread,
        decisions: Vec::new(),
    }
}

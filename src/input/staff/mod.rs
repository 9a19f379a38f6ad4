//! People to organisations: `staff.csv`, its JSON twin, and the `staff` of an organisation's record (domain 5.6).
//! A row that is not valid goes to the rejects; the others stand.

mod codes;
mod csv;
mod json;
mod row;

use std::collections::BTreeMap;

use super::{Dialect, Source, stamp};
use crate::error::{Error, Faults, Kind, Place, said};
use crate::model::{
    Fields, Id, Input, Organisation, Reason, Rejected, Staff, StaffBuilder, StaffForm,
};
use codes::Codes;
pub(super) use csv::known;
pub(super) use row::FIELDS;
use row::Row;

/// The people that were read.
#[derive(Debug, Clone, Default)]
pub struct StaffIntake {
    /// By organisation; empty where each of its rows was refused, and none where there was no row.
    pub staff: BTreeMap<Id, Staff>,
    /// One entry for each fault; `id` is the person's.
    pub rejected: Vec<Rejected>,
    /// Counts rows; `…#staff` stands for the people inside a file of organisations.
    pub inputs: Vec<Input>,
    /// Codes in place of the people, where they were asked for.
    codes: Option<Codes>,
}

impl StaffIntake {
    /// Gives an organisation its people; where codes were asked for, it names nobody any more.
    pub(super) fn give(
        &mut self,
        organisation: &mut Organisation,
        account_fields: Option<&Fields>,
    ) {
        organisation.staff = self.staff.remove(&organisation.id);
        if let Some(codes) = &self.codes {
            codes.hide(organisation, account_fields);
        }
    }
}

/// Reads the people inside `records` (files of organisations, JSON only) and those of `tables`.
///
/// `form` says which roles and competencies there are; `organisations` are the ids of those that were accepted. A
/// table without `org_id` belongs to the only organisation. With `anonymise`, people are named by codes.
///
/// # Errors
/// Files that are unreadable as a whole, all of them.
pub fn read(
    form: &StaffForm,
    records: &[Source],
    tables: &[Source],
    organisations: &[Id],
    anonymise: bool,
) -> Result<StaffIntake, Faults> {
    let dialect = Dialect::default();
    read_as(form, records, tables, organisations, anonymise, &dialect)
}

/// The same, as the user says that tables are written.
///
/// # Errors
/// Those of `read`.
pub fn read_as(
    form: &StaffForm,
    records: &[Source],
    tables: &[Source],
    organisations: &[Id],
    anonymise: bool,
    dialect: &Dialect<'_>,
) -> Result<StaffIntake, Faults> {
    let mut gathering = Gathering::new(form, organisations);
    gathering.codes = anonymise.then(Codes::default);
    let mut inputs = Vec::new();
    let mut faults = Vec::new();
    for source in records.iter().filter(|source| source.is_json()) {
        gathering.open();
        if let Some(unread) = json::inside(&mut gathering, source) {
            let file = format!("{}#staff", source.name);
            inputs.push(gathering.input(source, file, unread));
        }
    }
    for source in tables {
        gathering.open();
        let unread = match source.is_json() {
            true => json::table(&mut gathering, source).map(|unread| (unread, Vec::new())),
            false => csv::table(&mut gathering, source, dialect).map_err(|fault| vec![fault]),
        };
        match unread {
            Err(more) => faults.extend(more),
            Ok((unread, decisions)) => inputs.push(Input {
                decisions,
                ..gathering.input(source, source.name.clone(), unread)
            }),
        }
    }
    if faults.is_empty() {
        Ok(gathering.finish(inputs))
    } else {
        Err(faults)
    }
}

/// The people so far, by organisation.
struct Gathering<'a> {
    form: &'a StaffForm,
    owners: BTreeMap<&'a str, usize>,
    tables: Vec<(&'a Id, Option<StaffBuilder>)>,
    rows: usize,
    refused: usize,
    rejected: Vec<Rejected>,
    codes: Option<Codes>,
}

impl<'a> Gathering<'a> {
    fn new(form: &'a StaffForm, organisations: &'a [Id]) -> Self {
        Self {
            form,
            owners: organisations.iter().map(|id| &**id).zip(0..).collect(),
            tables: organisations.iter().map(|id| (id, None)).collect(),
            rows: 0,
            refused: 0,
            rejected: Vec::new(),
            codes: None,
        }
    }

    fn open(&mut self) {
        self.rows = 0;
        self.refused = 0;
    }

    fn input(&self, source: &Source, file: String, unread: Vec<String>) -> Input {
        Input {
            file,
            rejected: self.refused,
            ..stamp(source, self.rows, unread)
        }
    }

    /// The organisation of a table without `org_id`.
    fn only_owner(&self, file: &str) -> Result<&'a Id, Error> {
        if let [(only, _)] = self.tables.as_slice() {
            return Ok(only);
        }
        let count = self.tables.len();
        let detail = said(
            format!("the people name no `org_id`, and there are {count} organisations"),
            format!(
                "es gibt {count} Organisationen, und diese Tabelle sagt nicht, wo jede Person arbeitet"
            ),
        );
        Err(Error::new(Kind::Input, detail)
            .at(Place::line(file, 1))
            .help(said(
                "add the column `org_id`, which says where each person works",
                "die Spalte `org_id` mit der Kennung der Organisation ergänzen",
            )))
    }

    /// Adds a row to its organisation, or to the rejects.
    fn add(&mut self, owner: &str, mut row: Row) {
        self.rows += 1;
        let table = self.owners.get(owner).copied();
        if table.is_none() {
            row.refuse_owner(owner);
        }
        if let Some(codes) = &mut self.codes {
            codes.put(owner, &mut row);
        }
        let person = row.person().cloned();
        let place = table.and_then(|table| self.tables.get_mut(table));
        match (row.member(), place) {
            (Ok(member), Some((_, builder))) => {
                builder.get_or_insert_default().add(member);
            }
            (Err(faults), place) => {
                if let Some((_, builder)) = place {
                    builder.get_or_insert_default();
                }
                self.reject(person.as_ref(), faults);
            }
            (Ok(_), None) => {}
        }
    }

    fn reject(&mut self, person: Option<&Id>, faults: Vec<Rejected>) {
        self.refused += 1;
        self.rejected
            .extend(faults.into_iter().map(|fault| Rejected {
                id: person.cloned(),
                ..fault
            }));
    }

    /// A piece of JSON that is no row.
    fn no_row(&mut self, place: Place, value: String, reason: &str) {
        self.rows += 1;
        let fault = Rejected {
            place,
            id: None,
            value: Some(value).filter(|_| self.codes.is_none()),
            reason: Reason::new(reason),
        };
        self.reject(None, vec![fault]);
    }

    fn finish(self, inputs: Vec<Input>) -> StaffIntake {
        let tables = self.tables.into_iter();
        StaffIntake {
            staff: tables
                .filter_map(|(owner, builder)| Some((owner.clone(), builder?.finish())))
                .collect(),
            rejected: self.rejected,
            inputs,
            codes: self.codes,
        }
    }
}

#[cfg(test)]
mod tests;

//! Customers to organisations: `accounts.csv`, its JSON twin, and the `accounts` of an organisation's record
//! (domain 2.1). A row that is not valid goes to the rejects; the others stand.

mod csv;
mod json;

pub(super) use csv::known;

use std::collections::BTreeMap;

use super::{Dialect, Source, stamp};
use crate::error::{Error, Faults, Kind, Place, said};
use crate::model::{
    Account, Accounts, AccountsBuilder, Fields, Id, Input, Reason, Rejected, Value, number,
};

/// The accounts that were read.
#[derive(Debug, Clone, Default)]
pub struct AccountIntake {
    /// By organisation; empty where each of its rows was refused, and none where there was no row.
    pub accounts: BTreeMap<Id, Accounts>,
    /// One entry for each fault; `id` is the account's.
    pub rejected: Vec<Rejected>,
    /// Counts rows; `…#accounts` stands for the accounts inside a file of organisations.
    pub inputs: Vec<Input>,
}

/// Reads the accounts inside `records` (files of organisations, JSON only) and those of `tables`.
///
/// `fields` are those of an account; `organisations` the ids of those that were accepted. A table without
/// `org_id` belongs to the only organisation.
///
/// # Errors
/// Files that are unreadable as a whole, all of them.
pub fn read(
    fields: &Fields,
    records: &[Source],
    tables: &[Source],
    organisations: &[Id],
) -> Result<AccountIntake, Faults> {
    read_as(fields, records, tables, organisations, &Dialect::default())
}

/// The same, as the user says that tables are written.
///
/// # Errors
/// Those of `read`.
pub fn read_as(
    fields: &Fields,
    records: &[Source],
    tables: &[Source],
    organisations: &[Id],
    dialect: &Dialect<'_>,
) -> Result<AccountIntake, Faults> {
    let mut gathering = Gathering::new(fields, organisations);
    let mut inputs = Vec::new();
    let mut faults = Vec::new();
    for source in records.iter().filter(|source| source.is_json()) {
        gathering.open(source);
        if let Some(unread) = json::inside(&mut gathering, source) {
            let inside = stamp(source, gathering.rows, unread);
            inputs.push(Input {
                file: format!("{}#accounts", source.name),
                rejected: gathering.refused,
                ..inside
            });
        }
    }
    for source in tables {
        gathering.open(source);
        let unread = match source.is_json() {
            true => json::table(&mut gathering, source).map(|unread| (unread, Vec::new())),
            false => csv::table(&mut gathering, source, dialect),
        };
        match unread {
            Err(more) => faults.extend(more),
            Ok((unread, decisions)) => inputs.push(Input {
                rejected: gathering.refused,
                decisions,
                ..stamp(source, gathering.rows, unread)
            }),
        }
    }
    if faults.is_empty() {
        Ok(gathering.finish(inputs))
    } else {
        Err(faults)
    }
}

/// The accounts so far, by organisation.
struct Gathering<'a> {
    fields: &'a Fields,
    owners: BTreeMap<&'a str, usize>,
    tables: Vec<Table<'a>>,
    /// Positions of the fields that have rules of their own.
    id: Option<usize>,
    required: Vec<usize>,
    wallet: Option<(usize, usize)>,
    files: Vec<String>,
    rows: usize,
    refused: usize,
    rejected: Vec<Rejected>,
}

struct Table<'a> {
    owner: &'a Id,
    builder: Option<AccountsBuilder>,
    /// File and line of each account id.
    seen: BTreeMap<Id, (u32, u32)>,
}

/// One row: a value for each field that states one.
struct Row {
    place: Place,
    values: Vec<Option<Value>>,
    faults: Vec<Rejected>,
    /// Fields that were refused, so that they are not called missing too.
    refused: Vec<usize>,
}

impl Row {
    fn new(fields: &Fields, place: Place) -> Self {
        Self {
            place,
            values: vec![None; fields.len()],
            faults: Vec::new(),
            refused: Vec::new(),
        }
    }

    fn refuse(&mut self, place: Place, value: Option<String>, reason: Reason) {
        self.faults.push(Rejected {
            place,
            id: None,
            value,
            reason,
        });
    }

    fn number(&self, field: usize) -> Option<f64> {
        self.values.get(field)?.as_ref()?.as_number()
    }
}

impl<'a> Gathering<'a> {
    fn new(fields: &'a Fields, organisations: &'a [Id]) -> Self {
        let table = |owner| Table {
            owner,
            builder: None,
            seen: BTreeMap::new(),
        };
        Self {
            fields,
            owners: organisations.iter().map(|id| &**id).zip(0..).collect(),
            tables: organisations.iter().map(table).collect(),
            id: fields.position("account_id"),
            required: Account::REQUIRED
                .iter()
                .filter_map(|id| fields.position(id))
                .collect(),
            wallet: fields.position("wallet").zip(fields.position("revenue_y0")),
            files: Vec::new(),
            rows: 0,
            refused: 0,
            rejected: Vec::new(),
        }
    }

    fn open(&mut self, source: &Source) {
        self.files.push(source.name.clone());
        self.rows = 0;
        self.refused = 0;
    }

    /// The organisation of a table without `org_id`.
    fn only_owner(&self, file: &str) -> Result<usize, Error> {
        if self.tables.len() == 1 {
            return Ok(0);
        }
        let count = self.tables.len();
        let detail = said(
            format!("the accounts name no `org_id`, and there are {count} organisations"),
            format!(
                "es gibt {count} Organisationen, und diese Tabelle sagt nicht, wessen Kunde eine Zeile ist"
            ),
        );
        Err(Error::new(Kind::Input, detail)
            .at(Place::line(file, 1))
            .help(said(
                "add the column `org_id`, which says whose customer each row is",
                "die Spalte `org_id` mit der Kennung der Organisation ergänzen",
            )))
    }

    fn owner(&self, id: &str) -> Option<usize> {
        self.owners.get(id).copied()
    }

    /// A row of an organisation that is not there.
    fn stray(&mut self, mut row: Row, id: &str) {
        let place = row.place.clone().of_field("org_id");
        let value = Some(id.to_owned()).filter(|id| !id.is_empty());
        let reason = match value {
            Some(_) => Reason::new("reject.unknown_org"),
            None => Reason::new("reject.required"),
        };
        row.refuse(place, value, reason);
        self.rows += 1;
        self.reject(row);
    }

    /// Checks a row as a whole and adds it to its organisation, or to the rejects.
    fn add(&mut self, owner: usize, mut row: Row) {
        self.rows += 1;
        self.check_required(&mut row);
        self.check_wallet(&mut row);
        self.check_double(owner, &mut row);
        let (fields, file) = (self.fields, &row.place.file);
        if let Some(table) = self.tables.get_mut(owner) {
            let builder = table
                .builder
                .get_or_insert_with(|| AccountsBuilder::new(fields, file));
            if row.faults.is_empty() {
                builder.push(row.place.line.unwrap_or(0), &row.values);
            }
        }
        if !row.faults.is_empty() {
            self.reject(row);
        }
    }

    fn reject(&mut self, row: Row) {
        let id = self.account_id(&row);
        self.refused += 1;
        self.rejected
            .extend(row.faults.into_iter().map(|fault| Rejected {
                id: id.clone(),
                ..fault
            }));
    }

    fn account_id(&self, row: &Row) -> Option<Id> {
        match row.values.get(self.id?)? {
            Some(Value::Word(word)) => Some(word.clone()),
            _ => None,
        }
    }

    fn check_required(&self, row: &mut Row) {
        for position in &self.required {
            let missing = row.values.get(*position).is_some_and(Option::is_none);
            if let Some(field) = self.fields.at(*position)
                && missing
                && !row.refused.contains(position)
            {
                let place = row.place.clone().of_field(&*field.id);
                row.refuse(place, None, Reason::new("reject.required"));
            }
        }
    }

    fn check_wallet(&self, row: &mut Row) {
        let Some((wallet, revenue)) = self.wallet else {
            return;
        };
        if let (Some(wallet), Some(revenue)) = (row.number(wallet), row.number(revenue))
            && wallet < revenue
        {
            let shown = |amount| number::short(amount, 2, crate::model::Lang::En).replace(',', "");
            let reason = Reason::new("reject.wallet").with("revenue", shown(revenue).as_str());
            let place = row.place.clone().of_field("wallet");
            row.refuse(place, Some(shown(wallet)), reason);
        }
    }

    /// An earlier row with the same id, valid or not, keeps it.
    fn check_double(&mut self, owner: usize, row: &mut Row) {
        let (Some(id), Some(table)) = (self.account_id(row), self.tables.get_mut(owner)) else {
            return;
        };
        if let Some((file, line)) = table.seen.get(&id) {
            let file = self.files.get(*file as usize).map_or("", String::as_str);
            let first = Place::line(file, *line as usize).to_string();
            let reason = Reason::new("reject.double_id").with("first", first.as_str());
            let place = row.place.clone().of_field("account_id");
            row.refuse(place, Some(id.to_string()), reason);
            return;
        }
        let file = u32::try_from(self.files.len().saturating_sub(1)).unwrap_or(u32::MAX);
        let line = u32::try_from(row.place.line.unwrap_or(0)).unwrap_or(u32::MAX);
        table.seen.insert(id, (file, line));
    }

    fn finish(self, inputs: Vec<Input>) -> AccountIntake {
        let tables = self.tables.into_iter();
        AccountIntake {
            accounts: tables
                .filter_map(|table| Some((table.owner.clone(), table.builder?.finish())))
                .collect(),
            rejected: self.rejected,
            inputs,
        }
    }
}

/// `NA:reason`, which an account does not know: what does not apply to a customer is left empty.
fn is_not_applicable(text: &str) -> bool {
    text.strip_prefix("NA")
        .is_some_and(|rest| rest.trim_start().starts_with(':'))
}

#[cfg(test)]
mod tests;

//! Rows of a table that the pack declares field by field, sorted to the organisations they belong to.

use std::collections::BTreeMap;

use crate::error::{Error, Kind, Place, said};
use crate::model::{Fields, Holding, Id, Reason, Rejected, Value};

/// One row: a value for each field that states one.
#[derive(Debug, Clone)]
pub(super) struct Record {
    pub(super) place: Place,
    values: Vec<Option<Value>>,
    faults: Vec<Rejected>,
    /// Fields that were refused, so that they are not called missing too.
    refused: Vec<usize>,
}

impl Record {
    pub(super) fn new(fields: &Fields, place: Place) -> Self {
        Self {
            place,
            values: vec![None; fields.len()],
            faults: Vec::new(),
            refused: Vec::new(),
        }
    }

    pub(super) fn set(&mut self, field: usize, value: Value) {
        if let Some(place) = self.values.get_mut(field) {
            *place = Some(value);
        }
    }

    pub(super) fn refuse(&mut self, place: Place, value: Option<String>, reason: Reason) {
        self.faults.push(Rejected {
            place,
            id: None,
            value,
            reason,
        });
    }

    pub(super) fn refuse_field(
        &mut self,
        field: usize,
        place: Place,
        value: String,
        reason: Reason,
    ) {
        self.refused.push(field);
        self.refuse(place, Some(value), reason);
    }

    /// What stands in the cells is not asked for: they may be shifted.
    pub(super) fn refuse_whole(&mut self, reason: Reason) {
        self.refused = (0..self.values.len()).collect();
        self.refuse(self.place.clone(), None, reason);
    }

    fn value(&self, field: Option<usize>) -> Option<&Value> {
        self.values.get(field?)?.as_ref()
    }
}

/// A record that stands, its values by the ids of the fields.
#[derive(Debug)]
pub(super) struct Valid<'a> {
    fields: &'a Fields,
    pub(super) record: Record,
}

impl Valid<'_> {
    pub(super) fn word(&self, field: &str) -> Option<Id> {
        match self.record.value(self.fields.position(field))? {
            Value::Word(word) => Some(word.trim().into()),
            _ => None,
        }
    }

    pub(super) fn number(&self, field: &str) -> Option<f64> {
        self.record.value(self.fields.position(field))?.as_number()
    }
}

/// What a table is about, and what each row needs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Kept {
    /// In an organisation's JSON record.
    pub(super) key: &'static str,
    pub(super) holding: Holding,
    /// In messages.
    pub(super) what: &'static str,
    /// Unique within an organisation.
    pub(super) id: &'static str,
    pub(super) required: &'static [&'static str],
}

/// Records so far, by organisation.
pub(super) struct Gathering<'a> {
    pub(super) fields: &'a Fields,
    pub(super) kept: Kept,
    /// Ids that such a record cannot have, because the pack has them.
    taken: &'a [Id],
    owners: BTreeMap<&'a str, usize>,
    pub(super) organisations: &'a [Id],
    valid: Vec<Option<Vec<Valid<'a>>>>,
    /// Where each id first stood.
    seen: Vec<BTreeMap<Id, Place>>,
    pub(super) rows: usize,
    pub(super) refused: usize,
    pub(super) rejected: Vec<Rejected>,
}

impl<'a> Gathering<'a> {
    pub(super) fn new(
        fields: &'a Fields,
        kept: Kept,
        taken: &'a [Id],
        organisations: &'a [Id],
    ) -> Self {
        Self {
            fields,
            kept,
            taken,
            owners: organisations.iter().map(|id| &**id).zip(0..).collect(),
            organisations,
            valid: organisations.iter().map(|_| None).collect(),
            seen: vec![BTreeMap::new(); organisations.len()],
            rows: 0,
            refused: 0,
            rejected: Vec::new(),
        }
    }

    pub(super) fn open(&mut self) {
        self.rows = 0;
        self.refused = 0;
    }

    pub(super) fn owner(&self, id: &str) -> Option<usize> {
        self.owners.get(id).copied()
    }

    /// The organisation of a table without `org_id`.
    pub(super) fn only_owner(&self, file: &str) -> Result<usize, Error> {
        let count = self.organisations.len();
        if count == 1 {
            return Ok(0);
        }
        let what = self.kept.what;
        let detail = said(
            format!("the {what} name no `org_id`, and there are {count} organisations"),
            format!(
                "es gibt {count} Organisationen, und diese Tabelle sagt nicht, zu welcher eine Zeile gehört"
            ),
        );
        Err(Error::new(Kind::Input, detail)
            .at(Place::line(file, 1))
            .help(said(
                "add the column `org_id`, which says whose each row is",
                "die Spalte `org_id` mit der Kennung der Organisation ergänzen",
            )))
    }

    /// That an organisation has such a table, even one without a row.
    pub(super) fn begin(&mut self, owner: usize) {
        if let Some(valid) = self.valid.get_mut(owner) {
            valid.get_or_insert_default();
        }
    }

    /// A row of an organisation that is not there.
    pub(super) fn stray(&mut self, mut record: Record, id: &str) {
        let place = record.place.clone().of_field("org_id");
        let value = Some(id.to_owned()).filter(|id| !id.is_empty());
        let reason = match value {
            Some(_) => Reason::new("reject.unknown_org"),
            None => Reason::new("reject.required"),
        };
        record.refuse(place, value, reason);
        self.rows += 1;
        self.reject(record);
    }

    /// Checks a row as a whole and adds it to its organisation, or to the rejects.
    pub(super) fn add(&mut self, owner: usize, mut record: Record) {
        self.rows += 1;
        self.begin(owner);
        self.check_required(&mut record);
        self.check_double(owner, &mut record);
        if !record.faults.is_empty() {
            self.reject(record);
        } else if let Some(Some(valid)) = self.valid.get_mut(owner) {
            let fields = self.fields;
            valid.push(Valid { fields, record });
        }
    }

    pub(super) fn reject(&mut self, record: Record) {
        let id = self.id_of(&record);
        self.refused += 1;
        let faults = record.faults.into_iter();
        self.rejected.extend(faults.map(|fault| Rejected {
            id: id.clone(),
            ..fault
        }));
    }

    fn id_of(&self, record: &Record) -> Option<Id> {
        match record.value(self.fields.position(self.kept.id))? {
            Value::Word(word) => Some(word.clone()),
            _ => None,
        }
    }

    fn check_required(&self, record: &mut Record) {
        for id in self.kept.required {
            let Some(position) = self.fields.position(id) else {
                continue;
            };
            if record.value(Some(position)).is_none() && !record.refused.contains(&position) {
                let place = record.place.clone().of_field(*id);
                record.refuse(place, None, Reason::new("reject.required"));
            }
        }
    }

    /// An earlier row with the same id, valid or not, keeps it.
    fn check_double(&mut self, owner: usize, record: &mut Record) {
        let (Some(id), Some(seen)) = (self.id_of(record), self.seen.get_mut(owner)) else {
            return;
        };
        let place = record.place.clone().of_field(self.kept.id);
        if self.taken.contains(&id) {
            let reason = Reason::new("reject.known_kpi");
            record.refuse(place, Some(id.to_string()), reason);
            return;
        }
        if let Some(first) = seen.get(&id) {
            let reason = Reason::new("reject.double_id").with("first", first.to_string().as_str());
            record.refuse(place, Some(id.to_string()), reason);
            return;
        }
        seen.insert(id, record.place.clone());
    }

    /// What stands, by organisation; none where nothing was given.
    pub(super) fn finish(self) -> (Vec<Option<Vec<Valid<'a>>>>, Vec<Rejected>) {
        (self.valid, self.rejected)
    }
}

/// `NA:reason`, which such a record does not know: what does not apply is left empty.
pub(super) fn is_not_applicable(text: &str) -> bool {
    text.strip_prefix("NA")
        .is_some_and(|rest| rest.trim_start().starts_with(':'))
}

//! One row from its named values, whatever file it stood in.

use super::codes::EVIDENCE;
use crate::error::{Place, nearest};
use crate::input::cell::{self, Style};
use crate::model::{CANDIDATE, Id, Member, Rating, Reason, Rejected, StaffForm};

/// The fields of a row, as columns and as keys.
pub(in crate::input) const FIELDS: [&str; 8] = [
    "person_id",
    "role",
    "fte",
    "competency_id",
    "self",
    "manager",
    "evidence",
    "date",
];

/// Those without which a row says nothing.
pub(super) const REQUIRED: [&str; 3] = ["person_id", "role", "competency_id"];

/// A row being read. With a fault, it goes to the rejects as a whole.
#[derive(Debug, Clone)]
pub(super) struct Row {
    place: Place,
    person: Option<Id>,
    role: Option<(Id, bool)>,
    competency: Option<Id>,
    fte: Option<f64>,
    own: Option<f64>,
    manager: Option<f64>,
    evidence: Option<String>,
    date: Option<String>,
    faults: Vec<Rejected>,
    /// Its cells stand in the wrong columns, so that nothing is called missing.
    torn: bool,
}

impl Row {
    pub(super) fn new(place: Place) -> Self {
        Self {
            place,
            person: None,
            role: None,
            competency: None,
            fte: None,
            own: None,
            manager: None,
            evidence: None,
            date: None,
            faults: Vec::new(),
            torn: false,
        }
    }

    pub(super) fn person(&self) -> Option<&Id> {
        self.person.as_ref()
    }

    /// Puts a code in the place of the person, and keeps no word that could name somebody.
    pub(super) fn hide(&mut self, code: impl FnOnce(&Id) -> Id) {
        self.person = self.person.as_ref().map(code);
        if let Some(evidence) = &mut self.evidence {
            EVIDENCE.clone_into(evidence);
        }
        for fault in &mut self.faults {
            fault.value = None;
        }
    }

    pub(super) fn refuse(&mut self, place: Place, value: Option<&str>, reason: Reason) {
        self.faults.push(Rejected {
            place,
            id: None,
            value: value.map(str::to_owned),
            reason,
        });
    }

    /// The row as a whole cannot be trusted.
    pub(super) fn tear(&mut self, reason: Reason) {
        self.torn = true;
        self.refuse(self.place.clone(), None, reason);
    }

    /// The organisation is not there, or not named.
    pub(super) fn refuse_owner(&mut self, owner: &str) {
        if self.torn {
            return;
        }
        let (value, reason) = match owner {
            "" => (None, "reject.required"),
            owner => (Some(owner), "reject.unknown_org"),
        };
        let place = self.place.clone().of_field("org_id");
        self.refuse(place, value, Reason::new(reason));
    }

    /// A text value of a field; blanks at its ends do not count, and an empty one is missing.
    pub(super) fn text(
        &mut self,
        form: &StaffForm,
        field: &str,
        text: &str,
        style: &Style,
        place: Place,
    ) {
        let text = text.trim();
        let named = matches!(field, "person_id" | "evidence");
        if text.is_empty() || (!named && cell::is_unknown(text)) {
            return;
        }
        let fault = match field {
            _ if is_not_applicable(text) => Some(Reason::new("reject.staff.na")),
            "person_id" => keep(&mut self.person, Ok(text.into())),
            "role" => keep(&mut self.role, role(form, text)),
            "competency_id" => keep(&mut self.competency, competency(form, text)),
            "evidence" => keep(&mut self.evidence, Ok(text.to_owned())),
            "date" => keep(&mut self.date, cell::day(text)),
            _ => match number(field, text, style) {
                Ok(number) => return self.number(field, number, text, place),
                Err(reason) => Some(reason),
            },
        };
        if let Some(reason) = fault {
            self.refuse(place, Some(text), reason);
        }
    }

    /// A number of a field that holds one.
    pub(super) fn number(&mut self, field: &str, number: f64, shown: &str, place: Place) {
        let (slot, low, high) = match field {
            "fte" => (&mut self.fte, 0.0, 1.0),
            "self" => (&mut self.own, 1.0, 5.0),
            _ => (&mut self.manager, 1.0, 5.0),
        };
        if (low..=high).contains(&number) {
            // Adding 0 makes −0 a 0.
            *slot = Some(number + 0.0);
        } else {
            self.refuse(place, Some(shown), allowed(field));
        }
    }

    /// The row as a person in a role with one rating.
    ///
    /// # Errors
    /// All that is wrong with it.
    pub(super) fn member(mut self) -> Result<Member, Vec<Rejected>> {
        self.refuse_missing();
        let named = (self.person, self.role, self.competency);
        match named {
            (Some(person), Some((role, candidate)), Some(competency)) if self.faults.is_empty() => {
                Ok(Member {
                    person,
                    role,
                    candidate,
                    fte: self.fte.unwrap_or(1.0),
                    ratings: vec![Rating {
                        competency,
                        own: self.own,
                        manager: self.manager,
                        evidence: self.evidence,
                        date: self.date,
                        place: self.place,
                    }],
                })
            }
            _ => Err(self.faults),
        }
    }

    fn refuse_missing(&mut self) {
        let missing = [
            self.person.is_none(),
            self.role.is_none(),
            self.competency.is_none(),
        ];
        for (field, missing) in REQUIRED.into_iter().zip(missing) {
            let named = |fault: &Rejected| fault.place.field.as_deref() == Some(field);
            if missing && !self.torn && !self.faults.iter().any(named) {
                let place = self.place.clone().of_field(field);
                self.refuse(place, None, Reason::new("reject.required"));
            }
        }
    }
}

/// Keeps what was read, or gives the reason against it.
fn keep<T>(slot: &mut Option<T>, read: Result<T, Reason>) -> Option<Reason> {
    match read {
        Ok(value) => {
            *slot = Some(value);
            None
        }
        Err(reason) => Some(reason),
    }
}

fn role(form: &StaffForm, text: &str) -> Result<(Id, bool), Reason> {
    form.role(text).ok_or_else(|| {
        let names: Vec<&str> = form.roles.iter().map(|(name, _)| &**name).collect();
        let stem = text.strip_prefix(CANDIDATE).unwrap_or(text);
        unknown("reject.staff.role", stem, &names, &names.join(", "))
    })
}

fn competency(form: &StaffForm, text: &str) -> Result<Id, Reason> {
    form.competency(text).ok_or_else(|| {
        let numbers: Vec<&str> = form
            .competencies
            .iter()
            .map(|(number, _)| &**number)
            .collect();
        let keys = form.competencies.iter().map(|(_, key)| &**key);
        let names: Vec<&str> = numbers.iter().copied().chain(keys).collect();
        let span = match (numbers.first(), numbers.last()) {
            (Some(first), Some(last)) => format!("{first}–{last}"),
            _ => String::new(),
        };
        unknown("reject.staff.competency", text, &names, &span)
    })
}

fn unknown(reason: &str, found: &str, names: &[&str], allowed: &str) -> Reason {
    let near = nearest(found, names.iter().copied())
        .map_or_else(String::new, |near| format!(" (`{near}`?)"));
    Reason::new(reason)
        .with("near", near.as_str())
        .with("allowed", allowed)
}

/// Why a number of this field is none.
pub(super) fn allowed(field: &str) -> Reason {
    Reason::new(match field {
        "fte" => "reject.staff.fte",
        _ => "reject.staff.level",
    })
}

fn number(field: &str, text: &str, style: &Style) -> Result<f64, Reason> {
    // `1.250` may be 1250, which is no level either.
    cell::count(text, style).map_err(|reason| match reason {
        Some(reason) if &*reason.id != "reject.ambiguous" => reason,
        _ => allowed(field),
    })
}

/// `NA` or `NA:reason`.
fn is_not_applicable(text: &str) -> bool {
    text.strip_prefix("NA").is_some_and(|rest| {
        let rest = rest.trim_start();
        rest.is_empty() || rest.starts_with(':')
    })
}

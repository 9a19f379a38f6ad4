//! Codes in place of people.
//!
//! The codes P1, P2, … follow the first appearance of a person in the lists of its organisation, so that the same
//! files always give the same codes, and nothing of a name goes into them. What could name somebody in other words,
//! the evidence of a rating and a refused cell, is not kept.

use std::collections::BTreeMap;

use super::row::Row;
use crate::model::{Answer, Fields, Id, Organisation};

/// That there is evidence, without its words.
pub(super) const EVIDENCE: &str = "…";

/// The codes of one run, by organisation and person.
#[derive(Debug, Clone, Default)]
pub(super) struct Codes {
    by_owner: BTreeMap<String, BTreeMap<Id, Id>>,
}

impl Codes {
    /// Gives a row's person its code and drops what could name it otherwise.
    pub(super) fn put(&mut self, owner: &str, row: &mut Row) {
        let codes = self.by_owner.entry(owner.to_owned()).or_default();
        let next = codes.len() + 1;
        row.hide(|person| {
            let code = codes.entry(person.clone());
            code.or_insert_with(|| format!("P{next}").into()).clone()
        });
    }

    /// Puts codes in the place of people that the rest of a record names: who answered, and who looks after a
    /// customer. Those who are in no list of people become R1, R2, …, or are not named.
    pub(super) fn hide(&self, organisation: &mut Organisation, account_fields: Option<&Fields>) {
        let none = BTreeMap::new();
        let people = self.by_owner.get(&*organisation.id).unwrap_or(&none);
        hide_respondents(organisation, people);
        let owner = account_fields.and_then(|fields| fields.position("current_owner"));
        if let (Some(accounts), Some(owner)) = (&mut organisation.accounts, owner) {
            accounts.reword(owner, |name| people.get(name).cloned());
        }
    }
}

fn hide_respondents(organisation: &mut Organisation, people: &BTreeMap<Id, Id>) {
    let mut others: BTreeMap<String, String> = BTreeMap::new();
    for answer in &mut organisation.answers {
        let Answer::Given(fact) = answer else {
            continue;
        };
        if let Some(name) = &mut fact.provenance.respondent {
            let next = others.len() + 1;
            *name = match people.get(name.as_str()) {
                Some(code) => code.to_string(),
                None => others
                    .entry(name.clone())
                    .or_insert_with(|| format!("R{next}"))
                    .clone(),
            };
        }
    }
}

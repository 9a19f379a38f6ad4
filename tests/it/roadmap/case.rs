//! What an independent reading of domain 8 looks at: a record, its scores, its level.

use std::collections::BTreeMap;

use kamready::model::Assessment;
use serde_json::{Value, json};

use super::measures::{MEASURES, Row, To, row};
use crate::reference::points;
use crate::tables::INDICATORS;

/// Whether a measure is called for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Met {
    Done,
    Open,
    Unknown,
}

pub(super) struct Case<'a> {
    pub(super) record: &'a Value,
    pub(super) result: &'a Assessment,
    pub(super) level: Option<&'a str>,
    pub(super) entry: Option<&'a str>,
    pub(super) after_pilot: Option<&'a str>,
    pub(super) introduced: bool,
}

impl<'a> Case<'a> {
    pub(super) fn new(record: &'a Value, result: &'a Assessment) -> Self {
        let entry = result
            .placement
            .as_ref()
            .and_then(|placement| placement.entry.as_deref());
        Self {
            record,
            result,
            level: result.level.id.as_deref(),
            entry,
            after_pilot: None,
            introduced: false,
        }
    }

    pub(super) fn given(&self, field: &str) -> bool {
        self.record
            .get(field)
            .is_some_and(|answer| answer.get("na").is_none())
    }

    fn value(&self, field: &str) -> Result<Value, Met> {
        match self.record.get(field) {
            None => Err(Met::Unknown),
            Some(answer) if answer.get("na").is_some() => Err(Met::Done),
            Some(answer) => Ok(answer.get("value").unwrap_or(answer).clone()),
        }
    }

    pub(super) fn score_below(&self, dimension: &str, limit: f64) -> Met {
        let found = self
            .result
            .dimensions
            .iter()
            .find(|one| &*one.id == dimension);
        found
            .unwrap()
            .spread
            .score
            .map_or(Met::Unknown, |score| open(score < limit))
    }

    pub(super) fn coverage(&self, dimension: &str) -> f64 {
        let found = self
            .result
            .dimensions
            .iter()
            .find(|one| &*one.id == dimension);
        found.unwrap().spread.coverage
    }

    pub(super) fn pilot(&self) -> String {
        let value = self.value("pilot_status");
        value.map_or("none".to_owned(), |value| {
            value.as_str().unwrap().to_owned()
        })
    }

    pub(super) fn rolled_out(&self) -> bool {
        self.value("rollout_done")
            .is_ok_and(|value| value == json!(true))
    }

    pub(super) fn met(&self, id: &str) -> Met {
        (row(id).trigger)(self)
    }

    /// What a measure needs here: M31 also a budget, where none is granted.
    pub(super) fn needs(&self, row: &Row) -> Vec<&'static str> {
        let mut needs = row.needs.to_vec();
        let lacking = match self.value("budget_status") {
            Ok(value) => value == json!("none") || value == json!("requested"),
            Err(why) => why == Met::Unknown,
        };
        if row.id == "M31" && lacking {
            needs.push("M14");
        }
        needs
    }

    /// Domain 8.2 for one round.
    pub(super) fn select(&self, round: &[&'static str], chosen: &mut Vec<&'static str>) {
        for id in round.iter().filter(|id| self.met(id) == Met::Open) {
            self.add(id, chosen);
        }
    }

    fn add(&self, id: &'static str, chosen: &mut Vec<&'static str>) {
        if chosen.contains(&id) {
            return;
        }
        chosen.push(id);
        for need in self.needs(row(id)) {
            if self.met(need) != Met::Done {
                self.add(need, chosen);
            }
        }
    }
}

fn open(holds: bool) -> Met {
    if holds { Met::Open } else { Met::Done }
}

pub(super) fn word(case: &Case<'_>, field: &str, words: &[&str]) -> Met {
    case.value(field).map_or_else(
        |why| why,
        |value| open(words.contains(&value.as_str().unwrap())),
    )
}

pub(super) fn flag(case: &Case<'_>, field: &str, wanted: bool) -> Met {
    case.value(field)
        .map_or_else(|why| why, |value| open(value == json!(wanted)))
}

pub(super) fn below(case: &Case<'_>, field: &str, limit: f64) -> Met {
    case.value(field)
        .map_or_else(|why| why, |value| open(value.as_f64().unwrap() < limit))
}

pub(super) fn over(case: &Case<'_>, field: &str, limit: f64) -> Met {
    case.value(field)
        .map_or_else(|why| why, |value| open(value.as_f64().unwrap() > limit))
}

pub(super) fn any(parts: &[Met]) -> Met {
    match (parts.contains(&Met::Open), parts.contains(&Met::Unknown)) {
        (true, _) => Met::Open,
        (false, true) => Met::Unknown,
        (false, false) => Met::Done,
    }
}

/// The record with measures done, in the order of their ids (domain 8.3).
pub(super) fn done(record: &Value, ids: &[&str]) -> Value {
    let mut record = record.clone();
    for row in MEASURES.iter().filter(|row| ids.contains(&row.id)) {
        for (field, to) in row.sets {
            set(&mut record, field, *to);
        }
    }
    record
}

fn set(record: &mut Value, field: &str, to: To) {
    let answer = record.get(field).cloned();
    if answer
        .as_ref()
        .is_some_and(|answer| answer.get("na").is_some())
    {
        return;
    }
    let before = answer.map(|answer| answer.get("value").cloned().unwrap_or(answer));
    let number = before.as_ref().and_then(Value::as_f64);
    let after = match to {
        To::Word(word) => json!(word),
        To::Yes => json!(true),
        To::Is(value) => json!(value),
        To::Least(limit) => json!(number.map_or(limit, |now| now.max(limit))),
        To::Most(limit) => json!(number.map_or(limit, |now| now.min(limit))),
        To::Nearest(low, high) => json!(number.map_or(low, |now| now.clamp(low, high))),
    };
    let (.., curve) = INDICATORS.iter().find(|row| row.1 == field).unwrap();
    let raises = before
        .as_ref()
        .is_none_or(|before| points(*curve, &after) > points(*curve, before));
    if raises {
        record[field] = after;
    }
}

/// Each chain of needs among the chosen, with its weeks.
pub(super) fn chains(case: &Case<'_>, chosen: &[&str]) -> Vec<(f64, Vec<&'static str>)> {
    let mut all: BTreeMap<Vec<&'static str>, f64> = BTreeMap::new();
    let own = MEASURES.iter().filter(|row| chosen.contains(&row.id));
    for row in own.clone() {
        all.insert(vec![row.id], row.weeks);
    }
    loop {
        let mut more = all.clone();
        for (chain, weeks) in &all {
            for row in own.clone() {
                if case.needs(row).contains(chain.last().unwrap()) {
                    let mut longer = chain.clone();
                    longer.push(row.id);
                    more.insert(longer, weeks + row.weeks);
                }
            }
        }
        if more.len() == all.len() {
            return all
                .into_iter()
                .map(|(chain, weeks)| (weeks, chain))
                .collect();
        }
        all = more;
    }
}

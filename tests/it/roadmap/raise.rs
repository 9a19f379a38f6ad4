//! Domain 8.4 followed word by word, the level asked of the program for each set.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::case::{Case, done};
use super::measures::row;
use super::{Bench, ids, plan};
use crate::program::fixture;
use kamready::assess::{Assessor, Circumstances};
use kamready::model::Assessment;
use serde_json::Value;

type Ids = Vec<&'static str>;

/// The program's level for a record with measures done.
struct Levels<'a> {
    bench: &'a Bench,
    assessor: Assessor<'a>,
    record: &'a Value,
    today: String,
    known: RefCell<BTreeMap<Ids, bool>>,
}

impl Levels<'_> {
    fn rises(&self, set: &[&'static str]) -> bool {
        let mut key = set.to_vec();
        key.sort_unstable();
        if let Some(known) = self.known.borrow().get(&key) {
            return *known;
        }
        let organisation = self
            .bench
            .organisations(&[done(self.record, set)])
            .remove(0);
        let level = self.assessor.assess(&organisation).level.id;
        let rises = level.is_some_and(|level| *level > *self.today);
        self.known.borrow_mut().insert(key, rises);
        rises
    }
}

fn closed_set(levels: &Levels<'_>, case: &Case<'_>, list: &[&'static str]) -> Option<Ids> {
    let mut set: Ids = Vec::new();
    let mut list = list.iter();
    while !levels.rises(&set) {
        set.push(list.next()?);
    }
    loop {
        let before = set.len();
        let mut pass = set.clone();
        pass.sort_by(|a, b| {
            let days = |id: &str| row(id).days;
            days(b).partial_cmp(&days(a)).unwrap().then(b.cmp(a))
        });
        for id in pass {
            let rest: Ids = set.iter().copied().filter(|other| *other != id).collect();
            let needed = rest
                .iter()
                .any(|other| case.needs(row(other)).contains(&id));
            if !needed && levels.rises(&rest) {
                set = rest;
            }
        }
        if set.len() == before {
            return Some(set);
        }
    }
}

fn with_all_that_need_it(case: &Case<'_>, list: &[&'static str], id: &'static str) -> Ids {
    let mut struck = vec![id];
    while let Some(more) = list.iter().find(|other| {
        let needs = case.needs(row(other));
        !struck.contains(other) && needs.iter().any(|need| struck.contains(need))
    }) {
        struck.push(more);
    }
    struck
}

fn two_cheapest(levels: &Levels<'_>, case: &Case<'_>, list: &[&'static str]) -> Vec<Ids> {
    let Some(first) = closed_set(levels, case, list) else {
        return Vec::new();
    };
    let mut sets = vec![first.clone()];
    for id in first {
        let struck = with_all_that_need_it(case, list, id);
        let rest: Ids = list
            .iter()
            .copied()
            .filter(|other| !struck.contains(other))
            .collect();
        sets.extend(closed_set(levels, case, &rest));
    }
    sets.iter_mut().for_each(|set| set.sort_unstable());
    let days = |set: &Ids| -> f64 { set.iter().map(|id| row(id).days).sum() };
    sets.sort_by(|a, b| {
        let cheaper = days(a).partial_cmp(&days(b)).unwrap();
        cheaper.then(a.len().cmp(&b.len())).then(a.cmp(b))
    });
    sets.dedup();
    sets.truncate(2);
    sets
}

fn found(result: &Assessment) -> Vec<Ids> {
    let sets = plan(result).raising.sets.iter();
    sets.map(|set| {
        let mut ids: Ids = set.measures.iter().map(|id| row(id).id).collect();
        ids.sort_unstable();
        ids
    })
    .collect()
}

#[test]
fn the_sets_are_those_that_the_document_finds() {
    let bench = Bench::new();
    let mut records: Vec<Value> = ["L1", "L2", "L3", "L4"]
        .iter()
        .map(|level| {
            let text = std::fs::read_to_string(fixture(&format!("levels/{level}.json"))).unwrap();
            serde_json::from_str(&text).unwrap()
        })
        .collect();
    records.extend(super::records(66, 24));
    let results = bench.assess(&records, true);
    let around = Circumstances::default();
    let mut seen = 0;
    for (record, result) in records.iter().zip(&results) {
        let Some(today) = result
            .level
            .id
            .as_deref()
            .filter(|id| !["L0", "L5"].contains(id))
        else {
            assert!(plan(result).raising.sets.is_empty());
            continue;
        };
        let case = Case::new(record, result);
        let levels = Levels {
            bench: &bench,
            assessor: Assessor::new(&bench.pack, &bench.program, &around).unwrap(),
            record,
            today: today.to_owned(),
            known: RefCell::default(),
        };
        let list: Ids = ids(&plan(result).measures)
            .into_iter()
            .map(|id| row(id).id)
            .collect();
        let wanted = two_cheapest(&levels, &case, &list);
        seen += wanted.len();
        assert_eq!(found(result), wanted, "{}", result.id);
    }
    assert!(seen >= 8, "only {seen} sets");
}

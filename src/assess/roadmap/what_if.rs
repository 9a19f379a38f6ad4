//! The questions that plans ask of one record: what it comes to with measures done.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::gates::State;
use super::trial::Trial;
use crate::assess::Judge;
use crate::model::{AssumedSet, Finding, Id, Outlook};
use crate::recommend::roadmap::{Done, WhatIf};
use crate::rules::Slot;

/// One record under assumptions.
#[derive(Debug)]
pub struct Variants<'a> {
    judge: &'a Judge<'a>,
    trial: RefCell<Trial<'a>>,
    ranks: RefCell<BTreeMap<Done, Option<usize>>>,
}

impl<'a> Variants<'a> {
    pub(in crate::assess) fn new(
        judge: &'a Judge<'a>,
        slots: Vec<Slot>,
        findings: &[Finding],
    ) -> Self {
        Self {
            judge,
            trial: RefCell::new(Trial::new(judge, slots, findings)),
            ranks: RefCell::default(),
        }
    }

    /// What these measures together change of today's facts.
    pub fn changes(&self, done: Done) -> Vec<AssumedSet> {
        self.trial.borrow_mut().facts.changes(done)
    }

    /// The lowest cap of today that no measure can lift: its gate reads nothing that a measure changes.
    pub fn lasting_cap(&self) -> Option<usize> {
        let mut trial = self.trial.borrow_mut();
        trial.turn_to(Done::NONE);
        let lasting = trial.told().filter(|(gate, _)| gate.all == Done::NONE);
        lasting.filter_map(|(gate, state)| gate.cap(state)).min()
    }

    fn level(&self, rank: Option<usize>) -> Option<Id> {
        Some(self.judge.steps.get(rank?)?.id.clone())
    }
}

impl WhatIf for Variants<'_> {
    fn outlook(&self, done: Done) -> Outlook {
        let mut trial = self.trial.borrow_mut();
        trial.turn_to(done);
        let of = |wanted: State| -> Vec<Id> {
            let own = trial
                .told()
                .filter(|(gate, state)| *state == wanted && gate.cap(wanted).is_some());
            own.map(|(gate, _)| gate.id.clone()).collect()
        };
        Outlook {
            score: trial.spread().score,
            level: self.level(trial.rank()),
            raw: self.level(trial.raw()),
            bound_by: of(State::Binding),
            unverified: of(State::Unverified),
        }
    }

    fn rank(&self, done: Done) -> Option<usize> {
        if let Some(rank) = self.ranks.borrow().get(&done) {
            return *rank;
        }
        let mut trial = self.trial.borrow_mut();
        trial.turn_to(done);
        let rank = trial.rank();
        self.ranks.borrow_mut().insert(done, rank);
        rank
    }

    fn score(&self, done: Done) -> Option<f64> {
        let mut trial = self.trial.borrow_mut();
        trial.turn_to(done);
        trial.spread().score
    }

    fn sets(&self, measure: usize) -> Vec<AssumedSet> {
        self.changes(Done::one(measure))
    }
}

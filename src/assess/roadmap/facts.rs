//! Today's facts of one record, and what measures make of them.

use std::collections::BTreeMap;

use super::board::{Board, Lever};
use crate::assess::{Judge, value_of};
use crate::model::{AssumedSet, Finding, Id, Outcome};
use crate::pack::{Role, Target};
use crate::recommend::roadmap::Done;
use crate::rules::{End, Slot, evaluate};

/// How a scoring rule counts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Rescored {
    Scored(f64),
    /// Unknown or failed.
    Open,
    NotApplicable,
}

impl From<&Finding> for Rescored {
    fn from(finding: &Finding) -> Self {
        match finding.outcome {
            Outcome::Scored(points) => Self::Scored(points),
            Outcome::NotApplicable => Self::NotApplicable,
            Outcome::Unknown(_) | Outcome::Failed(_) => Self::Open,
        }
    }
}

/// Each value and each outcome is found once for each set of measures that changes it.
#[derive(Debug)]
pub(super) struct Facts<'a> {
    judge: &'a Judge<'a>,
    board: &'a Board<'a>,
    /// What is tried is put back.
    today: Vec<Slot>,
    outcomes: Vec<Rescored>,
    values: Vec<BTreeMap<Done, Slot>>,
    rescored: Vec<BTreeMap<Done, Rescored>>,
}

impl<'a> Facts<'a> {
    pub(super) fn new(judge: &'a Judge<'a>, today: Vec<Slot>, findings: &[Finding]) -> Self {
        let of_rule = |id: &Id| findings.iter().find(|finding| finding.rule == *id);
        let outcomes = judge.pack.rules.iter().map(|rule| {
            let finding = of_rule(&rule.id);
            finding.map_or(Rescored::Open, Rescored::from)
        });
        let board = &judge.board;
        Self {
            judge,
            board,
            today,
            outcomes: outcomes.collect(),
            values: vec![BTreeMap::new(); board.levers.len()],
            rescored: vec![BTreeMap::new(); board.touched.len()],
        }
    }

    /// Today's outcome of each scoring rule.
    pub(super) fn outcomes(&self) -> &[Rescored] {
        &self.outcomes
    }

    /// What measures together change.
    pub(super) fn changes(&mut self, done: Done) -> Vec<AssumedSet> {
        let levers = self.board.levers.iter().enumerate();
        let own = levers.filter(|(_, lever)| lever.all.meets(done));
        let changed = own.filter_map(|(place, lever)| {
            let before = self.before(lever);
            let after = self.value(place, done);
            (after != before).then_some(())?;
            Some(AssumedSet {
                field: lever.name.clone(),
                from: value_of(before),
                to: value_of(after)?,
            })
        });
        changed.collect()
    }

    fn before(&self, lever: &Lever<'_>) -> Slot {
        self.today.get(lever.field).cloned().unwrap_or_default()
    }

    /// The value of a lever once these measures are done, one after the other in the order of the pack.
    pub(super) fn value(&mut self, place: usize, done: Done) -> Slot {
        let Some(lever) = self.board.levers.get(place) else {
            return Slot::Missing;
        };
        let done = done.common(lever.all);
        let Some((last, target)) = lever.setters.iter().rfind(|(one, _)| done.has(*one)) else {
            return self.before(lever);
        };
        let known = self.values.get(place).and_then(|known| known.get(&done));
        if let Some(slot) = known {
            return slot.clone();
        }
        let before = self.value(place, done.without(Done::one(*last)));
        let slot = self.set(lever, before, target);
        if let Some(known) = self.values.get_mut(place) {
            known.insert(done, slot.clone());
        }
        slot
    }

    /// A set applies where nothing is known, and where it raises the score; what does not apply stays so. A field
    /// that no rule scores is set as it is.
    fn set(&mut self, lever: &Lever<'_>, now: Slot, target: &Target) -> Slot {
        let number = match now {
            Slot::NotApplicable => return now,
            Slot::Number(number) => Some(number),
            _ => None,
        };
        let after = Slot::from(&target.applied(number));
        let applies = now == Slot::Missing
            || lever.readers.is_empty()
            || self.score(lever, &after) > self.score(lever, &now);
        match applies {
            true => after,
            false => now,
        }
    }

    /// Weighted points of the rules that read a lever.
    fn score(&mut self, lever: &Lever<'_>, value: &Slot) -> f64 {
        let before = self.put(lever.field, value.clone());
        let readers = lever.readers.iter();
        let points = readers.map(|rule| match self.run(*rule) {
            Rescored::Scored(points) => points * self.weight(*rule),
            Rescored::Open | Rescored::NotApplicable => 0.0,
        });
        let sum = points.sum();
        self.put(lever.field, before);
        sum
    }

    fn put(&mut self, place: usize, slot: Slot) -> Slot {
        let now = self.today.get_mut(place);
        now.map_or(Slot::Missing, |now| std::mem::replace(now, slot))
    }

    fn weight(&self, rule: usize) -> f64 {
        match self.judge.pack.rules.get(rule).map(|rule| &rule.role) {
            Some(Role::Score(score)) => score.weight,
            _ => 0.0,
        }
    }

    /// How a touched rule counts once these measures are done.
    pub(super) fn outcome(&mut self, place: usize, done: Done) -> Rescored {
        let Some(touched) = self.board.touched.get(place) else {
            return Rescored::Open;
        };
        let done = done.common(touched.all);
        if done == Done::NONE {
            let today = self.outcomes.get(touched.rule);
            return today.copied().unwrap_or(Rescored::Open);
        }
        let known = self.rescored.get(place).and_then(|known| known.get(&done));
        if let Some(outcome) = known {
            return *outcome;
        }
        let outcome = self.with(&touched.levers, done, touched.rule);
        if let Some(known) = self.rescored.get_mut(place) {
            known.insert(done, outcome);
        }
        outcome
    }

    /// Runs a rule with these levers as the measures leave them.
    fn with(&mut self, levers: &[usize], done: Done, rule: usize) -> Rescored {
        let field = |place: &usize| Some((*place, self.board.levers.get(*place)?.field));
        let fields: Vec<(usize, usize)> = levers.iter().filter_map(field).collect();
        let after: Vec<Slot> = fields
            .iter()
            .map(|(lever, _)| self.value(*lever, done))
            .collect();
        let before: Vec<Slot> = fields
            .iter()
            .zip(after)
            .map(|((_, field), slot)| self.put(*field, slot))
            .collect();
        let outcome = self.run(rule);
        for ((_, field), slot) in fields.into_iter().zip(before) {
            self.put(field, slot);
        }
        outcome
    }

    fn run(&self, rule: usize) -> Rescored {
        let Judge { pack, program, .. } = self.judge;
        let rules = pack.rules.get(rule).zip(program.rules.get(rule));
        let end = rules.map(|(rule, compiled)| evaluate(compiled, &rule.params, &self.today));
        match end {
            Some(End::Scored(points)) => Rescored::Scored(points),
            Some(End::NotApplicable | End::NeedNotApplicable(_)) => Rescored::NotApplicable,
            _ => Rescored::Open,
        }
    }
}

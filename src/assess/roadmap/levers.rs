//! The facts that measures set, and the rules that read them.

use std::cell::RefCell;
use std::collections::BTreeMap;

use crate::assess::value_of;
use crate::model::{AssumedSet, Finding, Id, Outcome};
use crate::pack::{MeasureRule, Pack, Role, Target};
use crate::recommend::roadmap::Done;
use crate::rules::{End, Program, Slot, evaluate};

/// A field that measures set.
#[derive(Debug)]
pub(super) struct Lever<'p> {
    pub(super) field: usize,
    name: Id,
    /// Today's value.
    before: Slot,
    /// The measures that set it, in the order of the pack.
    setters: Vec<(usize, &'p Target)>,
    all: Done,
    /// Positions of the scoring rules that read it.
    readers: Vec<usize>,
    /// The value under each set of its setters that was asked for.
    known: RefCell<BTreeMap<Done, Slot>>,
}

/// A scoring rule that reads levers.
#[derive(Debug)]
pub(super) struct Touched {
    pub(super) rule: usize,
    levers: Vec<usize>,
    all: Done,
    known: RefCell<BTreeMap<Done, Rescored>>,
}

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

/// Today's facts with all that measures can change of them.
#[derive(Debug)]
pub(super) struct Levers<'p> {
    pack: &'p Pack,
    program: &'p Program,
    today: Vec<Slot>,
    pub(super) levers: Vec<Lever<'p>>,
    pub(super) touched: Vec<Touched>,
}

impl<'p> Levers<'p> {
    pub(super) fn new(pack: &'p Pack, program: &'p Program, today: Vec<Slot>) -> Self {
        let mut levers: Vec<Lever<'p>> = Vec::new();
        for (place, measure) in measures(pack) {
            for set in &measure.sets {
                let Some(field) = pack.fields.position(&set.field) else {
                    continue;
                };
                let known = levers.iter_mut().find(|lever| lever.field == field);
                let fresh = || Lever::new(program, &today, field, &set.field);
                match known {
                    Some(lever) => lever.add(place, &set.to),
                    None => {
                        let mut lever = fresh();
                        lever.add(place, &set.to);
                        levers.push(lever);
                    }
                }
            }
        }
        Self {
            touched: touched(program, &levers),
            pack,
            program,
            today,
            levers,
        }
    }

    /// The value of a lever once these measures are done.
    pub(super) fn value(&self, lever: &Lever<'_>, done: Done) -> Slot {
        let done = done.common(lever.all);
        if done == Done::NONE {
            return lever.before.clone();
        }
        if let Some(slot) = lever.known.borrow().get(&done) {
            return slot.clone();
        }
        let mut slot = lever.before.clone();
        for (_, target) in lever.setters.iter().filter(|(place, _)| done.has(*place)) {
            slot = self.set(lever, slot, target);
        }
        lever.known.borrow_mut().insert(done, slot.clone());
        slot
    }

    /// What measures together change.
    pub(super) fn changes(&self, done: Done) -> Vec<AssumedSet> {
        let own = self.levers.iter().filter(|lever| lever.all.meets(done));
        let changed = own.filter_map(|lever| {
            let after = self.value(lever, done);
            (after != lever.before).then_some(())?;
            Some(AssumedSet {
                field: lever.name.clone(),
                from: value_of(lever.before.clone()),
                to: value_of(after)?,
            })
        });
        changed.collect()
    }

    /// A set applies where nothing is known, and where it raises the score; what does not apply stays so. A field
    /// that no rule scores is set as it is.
    fn set(&self, lever: &Lever<'_>, now: Slot, target: &Target) -> Slot {
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
    fn score(&self, lever: &Lever<'_>, value: &Slot) -> f64 {
        let mut slots = self.today.clone();
        if let Some(place) = slots.get_mut(lever.field) {
            *place = value.clone();
        }
        let points = lever
            .readers
            .iter()
            .map(|rule| match self.rescored(*rule, &slots) {
                Rescored::Scored(points) => points * self.weight(*rule),
                Rescored::Open | Rescored::NotApplicable => 0.0,
            });
        points.sum()
    }

    fn weight(&self, rule: usize) -> f64 {
        match self.pack.rules.get(rule).map(|rule| &rule.role) {
            Some(Role::Score(score)) => score.weight,
            _ => 0.0,
        }
    }

    /// How a touched rule counts once these measures are done.
    pub(super) fn outcome(&self, touched: &Touched, done: Done) -> Rescored {
        let done = done.common(touched.all);
        if let Some(outcome) = touched.known.borrow().get(&done) {
            return *outcome;
        }
        let mut slots = self.today.clone();
        for lever in touched
            .levers
            .iter()
            .filter_map(|place| self.levers.get(*place))
        {
            if let Some(place) = slots.get_mut(lever.field) {
                *place = self.value(lever, done);
            }
        }
        let outcome = self.rescored(touched.rule, &slots);
        touched.known.borrow_mut().insert(done, outcome);
        outcome
    }

    fn rescored(&self, rule: usize, slots: &[Slot]) -> Rescored {
        let rules = self.pack.rules.get(rule).zip(self.program.rules.get(rule));
        let end = rules.map(|(rule, compiled)| evaluate(compiled, &rule.params, slots));
        match end {
            Some(End::Scored(points)) => Rescored::Scored(points),
            Some(End::NotApplicable | End::NeedNotApplicable(_)) => Rescored::NotApplicable,
            _ => Rescored::Open,
        }
    }
}

impl Touched {
    /// Whether these measures change what it reads.
    pub(super) fn is_changed(&self, done: Done) -> bool {
        self.all.meets(done)
    }
}

impl<'p> Lever<'p> {
    fn new(program: &Program, today: &[Slot], field: usize, name: &Id) -> Self {
        let rules = program.rules.iter().enumerate();
        let readers = rules.filter(|(_, rule)| rule.lowered.reads.contains(&field));
        Self {
            field,
            name: name.clone(),
            before: today.get(field).cloned().unwrap_or_default(),
            setters: Vec::new(),
            all: Done::NONE,
            readers: readers.map(|(place, _)| place).collect(),
            known: RefCell::default(),
        }
    }

    fn add(&mut self, measure: usize, target: &'p Target) {
        self.setters.push((measure, target));
        self.all |= Done::one(measure);
    }
}

fn measures(pack: &Pack) -> impl Iterator<Item = (usize, &MeasureRule)> {
    let rules = pack.measures.iter().enumerate();
    rules.filter_map(|(place, rule)| match &rule.role {
        Role::Measure(measure) => Some((place, measure)),
        _ => None,
    })
}

fn touched(program: &Program, levers: &[Lever<'_>]) -> Vec<Touched> {
    let all = (0..program.rules.len()).map(|rule| {
        let read = levers
            .iter()
            .enumerate()
            .filter(|(_, lever)| lever.readers.contains(&rule));
        let read: Vec<(usize, Done)> = read.map(|(place, lever)| (place, lever.all)).collect();
        Touched {
            rule,
            all: read.iter().fold(Done::NONE, |all, (_, own)| all | *own),
            levers: read.into_iter().map(|(place, _)| place).collect(),
            known: RefCell::default(),
        }
    });
    all.filter(|one| !one.levers.is_empty()).collect()
}

//! The rules run again on a changed record: only those that read what measures change.
//!
//! Sums, scores and levels come from `score`, in the same order as for the record itself, so that nothing done
//! gives the same figures to the last bit.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::gates::{AT_HAND, Asked, State, asked};
use super::levers::{Levers, Rescored};
use crate::assess::Judge;
use crate::model::{AssumedSet, Finding, Id, Outlook, Spread};
use crate::pack::Role;
use crate::recommend::roadmap::{Done, WhatIf};
use crate::rules::Slot;
use crate::score::{self, Judged, Part, Sums};

/// One record under assumptions.
#[derive(Debug)]
pub struct Variants<'a> {
    judge: &'a Judge<'a>,
    levers: Levers<'a>,
    /// Today's outcome of each scoring rule.
    outcomes: Vec<Rescored>,
    /// For each dimension its rules, with their weights.
    rules: Vec<Vec<(usize, f64)>>,
    gates: Vec<Asked<'a>>,
    at: Places,
    ranks: RefCell<BTreeMap<Done, Option<usize>>>,
    /// Today's slots; what a variant changes is put back.
    slots: RefCell<Vec<Slot>>,
}

/// Where computed values stand among the symbols.
#[derive(Debug)]
struct Places {
    indexes: Vec<Option<usize>>,
    dimensions: Vec<Option<usize>>,
    lowest: Option<usize>,
    raw_level: Option<usize>,
    at_hand: [Option<usize>; 2],
}

/// What the rules say of one variant.
#[derive(Debug)]
struct Verdict {
    spread: Spread,
    raw: Option<usize>,
    states: Vec<State>,
    rank: Option<usize>,
}

impl<'a> Variants<'a> {
    pub(in crate::assess) fn new(
        judge: &'a Judge<'a>,
        slots: Vec<Slot>,
        findings: &[Finding],
    ) -> Self {
        let of_rule = |id: &Id| findings.iter().find(|finding| finding.rule == *id);
        let outcomes = judge.pack.rules.iter().map(|rule| {
            let finding = of_rule(&rule.id);
            finding.map_or(Rescored::Open, Rescored::from)
        });
        Self {
            levers: Levers::new(judge.pack, judge.program, slots.clone()),
            outcomes: outcomes.collect(),
            rules: rules(judge),
            gates: asked(judge),
            at: Places::of(judge),
            ranks: RefCell::default(),
            slots: RefCell::new(slots),
            judge,
        }
    }

    fn verdict(&self, done: Done) -> Verdict {
        let judged = self.judged(done);
        let indexes = self.indexes(&judged);
        let manifest = &self.judge.pack.manifest;
        let leading = manifest
            .indexes
            .iter()
            .position(|one| one.id == manifest.levels.index);
        let spread = leading
            .and_then(|place| indexes.get(place))
            .copied()
            .unwrap_or_default();
        let raw = spread
            .score
            .and_then(|score| score::raw_level(score, &self.judge.steps));
        let undo = self.lay(done, &judged, &indexes, raw);
        let states: Vec<State> = self
            .gates
            .iter()
            .map(|gate| self.state(gate, &judged))
            .collect();
        self.put_back(undo);
        let caps = self
            .gates
            .iter()
            .zip(&states)
            .filter(|(gate, _)| !gate.is_silent(&states));
        let cap = caps.filter_map(|(gate, state)| gate.cap(*state)).min();
        let rank = score::level_rank(&spread, &self.judge.steps, cap, &self.judge.counting);
        Verdict {
            spread,
            raw,
            states,
            rank,
        }
    }

    /// The dimensions, from today's outcomes and those that the measures change.
    fn judged(&self, done: Done) -> Vec<Judged> {
        let mut outcomes = self.outcomes.clone();
        for touched in &self.levers.touched {
            if let Some(place) = outcomes.get_mut(touched.rule)
                && touched.is_changed(done)
            {
                *place = self.levers.outcome(touched, done);
            }
        }
        let sums = self.rules.iter().map(|own| {
            let mut sums = Sums::default();
            for (rule, weight) in own {
                add(&mut sums, *weight, outcomes.get(*rule));
            }
            sums
        });
        sums.map(|sums| sums.judged(&self.judge.counting)).collect()
    }

    fn indexes(&self, judged: &[Judged]) -> Vec<Spread> {
        let indexes = self.judge.pack.manifest.indexes.iter();
        let spread = |id: &Id| {
            let all = self.judge.dimensions.iter().zip(judged);
            score::index_spread(all.filter(|(weight, _)| weight.index == *id).map(
                |(weight, one)| Part {
                    weight: weight.weight,
                    spread: &one.spread,
                    bare: &one.bare,
                    not_applicable: one.not_applicable,
                },
            ))
        };
        indexes.map(|index| spread(&index.id)).collect()
    }

    /// Lays the variant out for the gates; gives what stood there before.
    fn lay(
        &self,
        done: Done,
        judged: &[Judged],
        indexes: &[Spread],
        raw: Option<usize>,
    ) -> Vec<(usize, Slot)> {
        let mut undo = Vec::new();
        let mut slots = self.slots.borrow_mut();
        let mut put = |place: Option<usize>, slot: Slot| {
            if let Some((place, old)) = place.and_then(|place| Some((place, slots.get_mut(place)?)))
            {
                undo.push((place, std::mem::replace(old, slot)));
            }
        };
        for lever in &self.levers.levers {
            put(Some(lever.field), self.levers.value(lever, done));
        }
        for (place, spread) in self.at.indexes.iter().zip(indexes) {
            put(*place, spread.score.into());
        }
        for (place, one) in self.at.dimensions.iter().zip(judged) {
            put(*place, one.spread.score.into());
        }
        put(self.at.lowest, self.lowest(judged).into());
        let raw = raw.and_then(|rank| self.judge.steps.get(rank));
        put(self.at.raw_level, raw.map(|step| step.id.clone()).into());
        undo
    }

    fn put_back(&self, undo: Vec<(usize, Slot)>) {
        let mut slots = self.slots.borrow_mut();
        for (place, slot) in undo.into_iter().rev() {
            if let Some(now) = slots.get_mut(place) {
                *now = slot;
            }
        }
    }

    fn lowest(&self, judged: &[Judged]) -> Option<f64> {
        let leading = &self.judge.pack.manifest.levels.index;
        let own = self.judge.dimensions.iter().zip(judged);
        let own = own.filter(|(weight, _)| weight.index == *leading);
        score::lowest(own.map(|(_, one)| (one.spread.score, one.not_applicable)))
    }

    fn state(&self, gate: &Asked<'_>, judged: &[Judged]) -> State {
        if let Some(place) = gate.dimension {
            let one = judged.get(place);
            let score = one.and_then(|one| one.spread.score.filter(|_| one.assessable));
            let name = self.judge.dimensions.get(place).map(|one| one.id.clone());
            let values = [Slot::from(name), Slot::from(score)];
            let mut slots = self.slots.borrow_mut();
            for (place, slot) in self.at.at_hand.iter().zip(values) {
                if let Some(now) = place.and_then(|place| slots.get_mut(place)) {
                    *now = slot;
                }
            }
        }
        gate.state(&self.slots.borrow())
    }

    /// What these measures together change of today's facts.
    pub fn changes(&self, done: Done) -> Vec<AssumedSet> {
        self.levers.changes(done)
    }

    /// The lowest cap of today that no measure can lift: its gate reads nothing that a measure changes.
    pub fn lasting_cap(&self) -> Option<usize> {
        let judged = self.judged(Done::NONE);
        let states = self.verdict(Done::NONE).states;
        let caps = self
            .gates
            .iter()
            .zip(&states)
            .filter(|(gate, _)| !gate.is_silent(&states));
        let lasting = caps.filter(|(gate, _)| self.is_lasting(gate, judged.len()));
        lasting.filter_map(|(gate, state)| gate.cap(*state)).min()
    }

    fn is_lasting(&self, gate: &Asked<'_>, dimensions: usize) -> bool {
        let indexes = self.judge.pack.manifest.indexes.iter().map(|one| &one.id);
        let of_index = |index: &Id| {
            let own = (0..dimensions).filter(move |place| {
                let dimension = self.judge.dimensions.get(*place);
                dimension.is_some_and(|one| one.index == *index)
            });
            own.collect::<Vec<_>>()
        };
        let at_hand: Vec<usize> = gate.dimension.into_iter().collect();
        let mut computed: Vec<(Option<usize>, Vec<usize>)> = self
            .at
            .indexes
            .iter()
            .copied()
            .zip(indexes.map(of_index))
            .collect();
        computed.extend(
            self.at
                .dimensions
                .iter()
                .copied()
                .zip((0..dimensions).map(|one| vec![one])),
        );
        computed.extend(self.at.at_hand.iter().map(|at| (*at, at_hand.clone())));
        gate.reads()
            .all(|read| match self.judge.program.symbols.is_field(read) {
                true => !self.levers.levers.iter().any(|lever| lever.field == read),
                false => computed
                    .iter()
                    .find(|(at, _)| *at == Some(read))
                    .is_some_and(|(_, own)| own.iter().all(|place| !self.is_touched(*place))),
            })
    }

    /// Whether a rule of a dimension reads what measures change.
    fn is_touched(&self, dimension: usize) -> bool {
        let mut rules = self.rules.get(dimension).into_iter().flatten();
        rules.any(|(rule, _)| {
            self.levers
                .touched
                .iter()
                .any(|touched| touched.rule == *rule)
        })
    }

    fn level(&self, rank: Option<usize>) -> Option<Id> {
        Some(self.judge.steps.get(rank?)?.id.clone())
    }
}

impl WhatIf for Variants<'_> {
    fn outlook(&self, done: Done) -> Outlook {
        let verdict = self.verdict(done);
        let states = &verdict.states;
        let told = self
            .gates
            .iter()
            .zip(states)
            .filter(|(gate, _)| !gate.is_silent(states));
        let of = |wanted: State| -> Vec<Id> {
            let own = told
                .clone()
                .filter(|(gate, state)| **state == wanted && gate.cap(wanted).is_some());
            own.map(|(gate, _)| gate.id.clone()).collect()
        };
        Outlook {
            score: verdict.spread.score,
            level: self.level(verdict.rank),
            raw: self.level(verdict.raw),
            bound_by: of(State::Binding),
            unverified: of(State::Unverified),
        }
    }

    fn rank(&self, done: Done) -> Option<usize> {
        if let Some(rank) = self.ranks.borrow().get(&done) {
            return *rank;
        }
        let rank = self.verdict(done).rank;
        self.ranks.borrow_mut().insert(done, rank);
        rank
    }

    fn sets(&self, measure: usize) -> Vec<AssumedSet> {
        self.levers.changes(Done::one(measure))
    }
}

impl Places {
    fn of(judge: &Judge<'_>) -> Self {
        let at = |name: &str| judge.program.symbols.position(name);
        let dimensions = judge.dimensions.iter();
        Self {
            indexes: judge
                .pack
                .manifest
                .indexes
                .iter()
                .map(|one| at(&one.id))
                .collect(),
            dimensions: dimensions
                .map(|one| at(&format!("scores.{}", one.id)))
                .collect(),
            lowest: at("lowest_dimension"),
            raw_level: at("raw_level"),
            at_hand: AT_HAND.map(at),
        }
    }
}

fn rules(judge: &Judge<'_>) -> Vec<Vec<(usize, f64)>> {
    let of = |dimension: &Id| {
        let rules = judge.pack.rules.iter().enumerate();
        let own = rules.filter_map(|(place, rule)| match &rule.role {
            Role::Score(score) if score.dimension == *dimension => Some((place, score.weight)),
            _ => None,
        });
        own.collect()
    };
    judge.dimensions.iter().map(|one| of(&one.id)).collect()
}

/// Adds as `score` does, without evidence, which moves no point and no level.
fn add(sums: &mut Sums, weight: f64, outcome: Option<&Rescored>) {
    sums.total += weight;
    match outcome {
        Some(Rescored::Scored(points)) => {
            sums.known += weight;
            sums.points += weight * points;
        }
        Some(Rescored::NotApplicable) => {}
        Some(Rescored::Open) | None => sums.open += weight,
    }
}

//! One record with measures done. From one set to the next only what the difference touches is run again.
//!
//! Sums, scores and levels come from `score`, in the same order as for the record itself, so that nothing done
//! gives the same figures to the last bit.

use super::board::Board;
use super::facts::{Facts, Rescored};
use super::gates::{Asked, State};
use crate::assess::Judge;
use crate::model::{Finding, Spread};
use crate::recommend::roadmap::Done;
use crate::rules::Slot;
use crate::score::{self, Judged, Part, Sums};

/// The record as it is with the measures at hand; all but `facts` follows from them.
#[derive(Debug)]
pub(super) struct Trial<'a> {
    judge: &'a Judge<'a>,
    board: &'a Board<'a>,
    pub(super) facts: Facts<'a>,
    done: Done,
    slots: Vec<Slot>,
    outcomes: Vec<Rescored>,
    judged: Vec<Judged>,
    spreads: Vec<Spread>,
    states: Vec<State>,
}

impl<'a> Trial<'a> {
    /// Starts with nothing done.
    pub(super) fn new(judge: &'a Judge<'a>, slots: Vec<Slot>, findings: &[Finding]) -> Self {
        let board = &judge.board;
        let facts = Facts::new(judge, slots.clone(), findings);
        let mut trial = Self {
            judge,
            board,
            outcomes: facts.outcomes().to_vec(),
            facts,
            done: Done::NONE,
            slots,
            judged: vec![Judged::default(); board.dimensions.len()],
            spreads: vec![Spread::default(); board.indexes.len()],
            states: vec![State::Unverified; board.gates.len()],
        };
        trial.judge(|_| true);
        trial
    }

    pub(super) fn turn_to(&mut self, done: Done) {
        let changed = done.differing(self.done);
        if changed == Done::NONE {
            return;
        }
        self.done = done;
        for (place, lever) in self.board.levers.iter().enumerate() {
            if lever.all.meets(changed) {
                let value = self.facts.value(place, done);
                self.put(Some(lever.field), value);
            }
        }
        for (place, touched) in self.board.touched.iter().enumerate() {
            if touched.all.meets(changed)
                && let Some(outcome) = self.outcomes.get_mut(touched.rule)
            {
                *outcome = self.facts.outcome(place, done);
            }
        }
        self.judge(|all| all.meets(changed));
    }

    /// The place of the level that the score alone gives.
    pub(super) fn raw(&self) -> Option<usize> {
        score::raw_level(self.spread().score?, &self.judge.steps)
    }

    /// The rank of the level; none where coverage forbids one.
    pub(super) fn rank(&self) -> Option<usize> {
        let cap = self
            .told()
            .filter_map(|(gate, state)| gate.cap(state))
            .min();
        let Judge {
            steps, counting, ..
        } = self.judge;
        score::level_rank(&self.spread(), steps, cap, counting)
    }

    /// The index that the levels are given by.
    pub(super) fn spread(&self) -> Spread {
        let leading = self.board.leading.and_then(|place| self.spreads.get(place));
        leading.copied().unwrap_or_default()
    }

    /// The gates that are not silent.
    pub(super) fn told(&self) -> impl Iterator<Item = (&'a Asked<'a>, State)> {
        let all = self.board.gates.iter().zip(self.states.iter().copied());
        all.filter(|(gate, _)| !gate.is_silent(&self.states))
    }

    /// Dimensions, indexes and gates again, as far as the measures behind them are meant.
    fn judge(&mut self, meant: impl Fn(Done) -> bool) {
        let board = self.board;
        for (place, one) in board.dimensions.iter().enumerate() {
            if meant(one.all) {
                self.judge_dimension(place);
            }
        }
        for (place, one) in board.indexes.iter().enumerate() {
            if meant(one.all) {
                self.judge_index(place);
            }
        }
        if meant(board.raw_level.all) {
            self.put(board.lowest.at, self.lowest().into());
            let raw = self.raw().and_then(|rank| self.judge.steps.get(rank));
            self.put(board.raw_level.at, raw.map(|step| step.id.clone()).into());
        }
        for (place, gate) in board.gates.iter().enumerate() {
            if meant(gate.all) {
                self.ask(place, gate);
            }
        }
    }

    fn judge_dimension(&mut self, place: usize) {
        let mut sums = Sums::default();
        for (rule, weight) in self.board.rules.get(place).into_iter().flatten() {
            add(&mut sums, *weight, self.outcomes.get(*rule));
        }
        let judged = sums.judged(&self.judge.counting);
        let at = self.board.dimensions.get(place).and_then(|one| one.at);
        self.put(at, judged.spread.score.into());
        if let Some(now) = self.judged.get_mut(place) {
            *now = judged;
        }
    }

    fn judge_index(&mut self, place: usize) {
        let index = self.judge.pack.manifest.indexes.get(place);
        let all = self.judge.dimensions.iter().zip(&self.judged);
        let own = all.filter(|(one, _)| index.is_some_and(|index| index.id == one.index));
        let spread = score::index_spread(own.map(|(one, judged)| Part {
            weight: one.weight,
            spread: &judged.spread,
            bare: &judged.bare,
            not_applicable: judged.not_applicable,
        }));
        let at = self.board.indexes.get(place).and_then(|one| one.at);
        self.put(at, spread.score.into());
        if let Some(now) = self.spreads.get_mut(place) {
            *now = spread;
        }
    }

    fn lowest(&self) -> Option<f64> {
        let leading = &self.judge.pack.manifest.levels.index;
        let own = self.judge.dimensions.iter().zip(&self.judged);
        let own = own.filter(|(one, _)| one.index == *leading);
        score::lowest(own.map(|(_, judged)| (judged.spread.score, judged.not_applicable)))
    }

    fn ask(&mut self, place: usize, gate: &Asked<'_>) {
        if let Some(own) = gate.dimension {
            let name = self.judge.dimensions.get(own).map(|one| one.id.clone());
            let judged = self.judged.get(own).filter(|one| one.assessable);
            let score = judged.and_then(|one| one.spread.score);
            let [name_at, score_at] = self.board.at_hand;
            self.put(name_at, name.into());
            self.put(score_at, score.into());
        }
        if let Some(now) = self.states.get_mut(place) {
            *now = gate.state(&self.slots);
        }
    }

    fn put(&mut self, place: Option<usize>, slot: Slot) {
        if let Some(now) = place.and_then(|place| self.slots.get_mut(place)) {
            *now = slot;
        }
    }
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

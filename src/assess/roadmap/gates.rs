//! The gates of a pack, made ready to be asked many times.

use crate::model::Id;
use crate::pack::{Pack, Role, Rule};
use crate::recommend::roadmap::Done;
use crate::rules::{Compiled, End, Program, Slot, evaluate};
use crate::score::DimensionWeight;

/// One gate, for one dimension if it holds for each.
#[derive(Debug, Clone)]
pub(super) struct Asked<'p> {
    rule: &'p Rule,
    compiled: &'p Compiled,
    pub(super) id: Id,
    /// The place of its dimension in the manifest.
    pub(super) dimension: Option<usize>,
    /// The measures that change what it reads.
    pub(super) all: Done,
    /// Ranks of levels: where it binds, where it is unverified.
    caps: Option<usize>,
    unverified: Option<usize>,
    /// The gate of the list that makes this one silent where it binds.
    yields_to: Option<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    Binding,
    Clear,
    Unverified,
}

impl Asked<'_> {
    pub(super) fn state(&self, slots: &[Slot]) -> State {
        match evaluate(self.compiled, &self.rule.params, slots) {
            End::Holds(true) => State::Binding,
            End::Holds(false) => State::Clear,
            _ => State::Unverified,
        }
    }

    /// The symbols that it reads.
    pub(super) fn reads(&self) -> impl Iterator<Item = usize> {
        self.compiled.lowered.reads.iter().copied()
    }

    /// The rank of the level that it allows at most; none where it caps nothing.
    pub(super) fn cap(&self, state: State) -> Option<usize> {
        match state {
            State::Binding => self.caps,
            State::Unverified => self.unverified,
            State::Clear => None,
        }
    }

    /// Whether it is left out because the gate that it yields to binds.
    pub(super) fn is_silent(&self, states: &[State]) -> bool {
        let other = self.yields_to.and_then(|other| states.get(other));
        other == Some(&State::Binding)
    }
}

/// All gates in the order in which they are listed.
pub(super) fn asked<'p>(
    pack: &'p Pack,
    program: &'p Program,
    dimensions: &[DimensionWeight],
) -> Vec<Asked<'p>> {
    let mut all: Vec<Asked<'p>> = Vec::new();
    for (rule, compiled) in pack.gates.iter().zip(&program.gates) {
        let Role::Gate(meta) = &rule.role else {
            continue;
        };
        let rank = |id: &Id| pack.manifest.levels.rank(id);
        let mut add = |dimension: Option<(usize, &Id)>| {
            all.push(Asked {
                rule,
                compiled,
                id: super::super::gates::joined(&rule.id, dimension.map(|(_, id)| &**id)),
                dimension: dimension.map(|(place, _)| place),
                all: Done::NONE,
                caps: rank(&meta.caps),
                unverified: meta.unverified.as_ref().and_then(rank),
                yields_to: None,
            });
        };
        match &meta.for_each {
            None => add(None),
            Some(each) => dimensions
                .iter()
                .enumerate()
                .filter(|(_, one)| each.means(&one.id, &one.index))
                .for_each(|(place, one)| add(Some((place, &one.id)))),
        }
    }
    let yields: Vec<Option<usize>> = all.iter().map(|gate| yields_to(gate, &all)).collect();
    for (gate, other) in all.iter_mut().zip(yields) {
        gate.yields_to = other;
    }
    all
}

fn yields_to(gate: &Asked<'_>, all: &[Asked<'_>]) -> Option<usize> {
    let Role::Gate(meta) = &gate.rule.role else {
        return None;
    };
    let other = meta.yields_to.as_ref()?;
    all.iter()
        .position(|one| one.rule.id == *other && one.dimension == gate.dimension)
}

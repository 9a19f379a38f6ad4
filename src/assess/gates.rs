//! The gates of one record: which bind, which are unverified, which yield.

use std::collections::BTreeMap;

use super::Judge;
use crate::model::{DimensionScore, Gate, GateState, Id, IndexScore, Reason, Value};
use crate::pack::{GateRule, ParamValue, Role, Rule};
use crate::rules::{CallEnd, Calls, Slot, Symbols};

impl Judge<'_> {
    pub(super) fn gates(
        &self,
        calls: &dyn Calls,
        dimensions: &[DimensionScore],
        indexes: &[IndexScore],
    ) -> Vec<Gate> {
        let mut gates: Vec<Gate> = Vec::new();
        for (index, rule) in self.pack.gates.iter().enumerate() {
            let Role::Gate(meta) = &rule.role else {
                continue;
            };
            let mut gate = |dimension| {
                gates.push(self.gate(calls, index, rule, meta, dimension, indexes));
            };
            match &meta.for_each {
                None => gate(None),
                Some(each) => dimensions
                    .iter()
                    .enumerate()
                    .filter(|(_, one)| each.means(&one.id, &one.index))
                    .for_each(|one| gate(Some(one))),
            }
        }
        calls.publish(Symbols::DIMENSION, Slot::Missing);
        calls.publish(Symbols::DIMENSION_SCORE, Slot::Missing);
        self.without_yielding(gates)
    }

    /// A gate that yields to another is not listed where that one binds.
    fn without_yielding(&self, gates: Vec<Gate>) -> Vec<Gate> {
        let binds = |id: &str| {
            gates
                .iter()
                .any(|gate| *gate.id == *id && gate.state == GateState::Binding)
        };
        let yields = |gate: &Gate| {
            let (own, dimension) = split(&gate.id);
            let rule = self.pack.gates.iter().find(|rule| *rule.id == *own);
            let other = rule.and_then(|rule| match &rule.role {
                Role::Gate(meta) => meta.yields_to.clone(),
                _ => None,
            });
            other.is_some_and(|other| binds(&joined(&other, dimension)))
        };
        let kept: Vec<bool> = gates.iter().map(|gate| !yields(gate)).collect();
        gates
            .into_iter()
            .zip(kept)
            .filter_map(|(gate, keep)| keep.then_some(gate))
            .collect()
    }

    fn gate(
        &self,
        calls: &dyn Calls,
        index: usize,
        rule: &Rule,
        meta: &GateRule,
        dimension: Option<(usize, &DimensionScore)>,
        indexes: &[IndexScore],
    ) -> Gate {
        let (place, dimension) = dimension.unzip();
        let score = dimension.and_then(|one| one.spread.score.filter(|_| one.assessable));
        let name = dimension.map(|one| one.id.clone());
        calls.publish(Symbols::DIMENSION, name.into());
        calls.publish(Symbols::DIMENSION_SCORE, score.into());
        let end = calls.gate(index, place);
        let unjudged = dimension.is_some() && matches!(end, CallEnd::Missing(_));
        let (state, mut reason) = self.gate_state(calls, rule, index, end);
        if unjudged {
            reason = Reason::new("gate.dimension_unverified");
        }
        if let Some(dimension) = dimension {
            reason
                .values
                .insert("dimension".into(), Value::Word(dimension.id.clone()));
        }
        let caps = match state {
            GateState::Unverified => meta.unverified.clone(),
            _ => Some(meta.caps.clone()),
        };
        Gate {
            id: joined(&rule.id, dimension.map(|one| &*one.id)),
            state,
            caps,
            borderline: is_borderline(rule, meta, indexes),
            reason,
        }
    }

    fn gate_state(
        &self,
        calls: &dyn Calls,
        rule: &Rule,
        index: usize,
        end: CallEnd,
    ) -> (GateState, Reason) {
        let values = || -> BTreeMap<Id, Value> {
            self.program
                .gates
                .get(index)
                .map_or_else(BTreeMap::new, |compiled| self.read_fields(calls, compiled))
        };
        let told = |text: &str| Reason {
            id: rule.sentence(text),
            values: values(),
        };
        match end {
            CallEnd::Holds(true) => (GateState::Binding, told("binding")),
            CallEnd::Holds(false) => (GateState::Clear, told("clear")),
            CallEnd::Missing(positions) => (GateState::Unverified, self.unverified(&positions)),
            CallEnd::NeedNotApplicable(position) => {
                (GateState::Unverified, self.unverified(&[position]))
            }
            CallEnd::Failed(error) => (GateState::Unverified, self.failed(rule, &error).1),
            CallEnd::Scored { .. } | CallEnd::NotApplicable { .. } | CallEnd::Word(_) => (
                GateState::Unverified,
                self.failed(rule, "the gate gave no truth value").1,
            ),
        }
    }

    fn unverified(&self, positions: &[usize]) -> Reason {
        Reason::new("gate.unverified").with("fields", Value::List(self.names(positions)))
    }
}

fn is_borderline(rule: &Rule, meta: &GateRule, indexes: &[IndexScore]) -> bool {
    let Some((index, param)) = &meta.borderline else {
        return false;
    };
    let limit = rule.param(param).and_then(|param| match param.value {
        ParamValue::Number(number) => Some(number),
        _ => None,
    });
    let range = indexes
        .iter()
        .find(|one| *one.id == **index)
        .and_then(|one| one.spread.plausible());
    matches!((range, limit), (Some(range), Some(limit)) if range.contains(limit))
}

/// `W40:D11_processes`, or the bare id.
pub(super) fn joined(gate: &str, dimension: Option<&str>) -> Id {
    match dimension {
        Some(dimension) => format!("{gate}:{dimension}").into(),
        None => gate.into(),
    }
}

fn split(id: &str) -> (&str, Option<&str>) {
    match id.split_once(':') {
        Some((gate, dimension)) => (gate, Some(dimension)),
        None => (id, None),
    }
}

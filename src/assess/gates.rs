//! The knock-out criteria of one organisation (domain 0.5).

use std::collections::BTreeMap;

use super::Assessor;
use crate::model::{DimensionScore, Gate, GateState, Id, IndexScore, Reason, Value};
use crate::pack::{GateRule, ParamValue, Role, Rule};
use crate::rules::{CallEnd, Slot};

impl Assessor<'_> {
    pub(super) fn gates(&self, dimensions: &[DimensionScore], indexes: &[IndexScore]) -> Vec<Gate> {
        let mut gates: Vec<Gate> = Vec::new();
        for (index, rule) in self.pack.gates.iter().enumerate() {
            let Role::Gate(meta) = &rule.role else {
                continue;
            };
            match &meta.for_each {
                None => gates.push(self.gate(index, rule, meta, None, indexes)),
                Some(each) => {
                    let meant = |one: &&DimensionScore| {
                        *one.index == *each.index && !each.except.iter().any(|id| **id == *one.id)
                    };
                    for dimension in dimensions.iter().filter(meant) {
                        gates.push(self.gate(index, rule, meta, Some(dimension), indexes));
                    }
                }
            }
        }
        self.runner.publish("dimension", Slot::Missing);
        self.runner.publish("dimension_score", Slot::Missing);
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
        index: usize,
        rule: &Rule,
        meta: &GateRule,
        dimension: Option<&DimensionScore>,
        indexes: &[IndexScore],
    ) -> Gate {
        if let Some(dimension) = dimension {
            let score = dimension.spread.score.filter(|_| dimension.assessable);
            self.runner
                .publish("dimension", Slot::Word(dimension.id.clone()));
            self.runner.publish("dimension_score", score.into());
        }
        let end = self.runner.gate(index);
        let unjudged = dimension.is_some() && matches!(end, CallEnd::Missing(_));
        let (state, mut reason) = self.gate_state(rule, index, end);
        if unjudged {
            reason = Reason::new("gate.dimension_unverified");
        }
        if let Some(dimension) = dimension {
            reason
                .values
                .insert("dimension".to_owned(), Value::Word(dimension.id.clone()));
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

    fn gate_state(&self, rule: &Rule, index: usize, end: CallEnd) -> (GateState, Reason) {
        let values = || -> BTreeMap<String, Value> {
            self.program
                .gates
                .get(index)
                .map_or_else(BTreeMap::new, |compiled| {
                    self.read_fields(compiled)
                        .into_iter()
                        .map(|(name, value)| (name.to_string(), value))
                        .collect()
                })
        };
        let told = |text: &str| Reason {
            id: format!("{}.{text}", rule.key()).into(),
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
fn joined(gate: &str, dimension: Option<&str>) -> Id {
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

//! Whether a measure is called for.

use std::collections::BTreeMap;

use crate::model::{Id, OpenMeasure, Reason, Value};
use crate::pack::{NeedWhen, Pack};
use crate::rules::{Compiled, End, Program, Slot, evaluate};

/// What the facts say of a measure.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Trigger {
    Holds(Reason),
    /// It is done already, or not called for.
    Met,
    Unknown(OpenMeasure),
}

/// Runs the rules that select measures over what is known of one organisation.
pub(super) struct Triggers<'a> {
    pub(super) pack: &'a Pack,
    pub(super) program: &'a Program,
    pub(super) slots: Vec<Slot>,
}

impl Triggers<'_> {
    pub(super) fn put(&mut self, name: &str, slot: Slot) {
        let position = self.program.symbols.position(name);
        if let Some(place) = position.and_then(|position| self.slots.get_mut(position)) {
            *place = slot;
        }
    }

    pub(super) fn slot(&self, name: &str) -> &Slot {
        let position = self.program.symbols.position(name);
        let slot = position.and_then(|position| self.slots.get(position));
        slot.unwrap_or(&Slot::Missing)
    }

    pub(super) fn of(&self, measure: usize) -> Trigger {
        let rule = self.pack.measures.get(measure);
        let Some((rule, compiled)) = rule.zip(self.program.measures.get(measure)) else {
            return Trigger::Met;
        };
        if self.is_not_applicable(compiled) {
            return Trigger::Met;
        }
        match evaluate(compiled, &rule.params, &self.slots) {
            End::Holds(true) => Trigger::Holds(Reason {
                id: format!("{}.triggered", rule.key()).into(),
                values: self.read(compiled),
            }),
            End::Holds(false) => Trigger::Met,
            End::Failed(error) => self.unknown(&rule.id, compiled, Some(error)),
            _ => self.unknown(&rule.id, compiled, None),
        }
    }

    /// Whether all that the rule looks at was said not to apply.
    fn is_not_applicable(&self, compiled: &Compiled) -> bool {
        let mut reads = compiled.lowered.reads.iter();
        reads.all(|position| self.slots.get(*position) == Some(&Slot::NotApplicable))
    }

    /// What does not apply calls for nothing; only what is missing leaves a measure open.
    fn unknown(&self, id: &Id, compiled: &Compiled, error: Option<String>) -> Trigger {
        let reads = compiled.lowered.reads.iter();
        let missing = reads.filter(|position| self.slots.get(**position) == Some(&Slot::Missing));
        let missing: Vec<usize> = missing.copied().collect();
        if missing.is_empty() && error.is_none() {
            return Trigger::Met;
        }
        let symbols = &self.program.symbols;
        let fields = missing
            .into_iter()
            .filter(|position| symbols.is_field(*position));
        let names = fields.filter_map(|position| symbols.at(position));
        Trigger::Unknown(OpenMeasure {
            id: id.clone(),
            missing: names.map(|symbol| symbol.name.clone()).collect(),
            error,
        })
    }

    fn read(&self, compiled: &Compiled) -> BTreeMap<Id, Value> {
        let reads = compiled.lowered.reads.iter();
        reads
            .filter_map(|position| {
                let name = self.program.symbols.at(*position)?.name.clone();
                Some((name, value(self.slots.get(*position)?)?))
            })
            .collect()
    }

    /// Whether the condition of a need holds.
    pub(super) fn holds(&self, when: &NeedWhen) -> bool {
        match self.slot(&when.field) {
            Slot::Missing => when.or_missing,
            Slot::Word(word) => when.words.contains(word),
            _ => false,
        }
    }
}

pub(super) fn value(slot: &Slot) -> Option<Value> {
    match slot {
        Slot::Number(number) => Some(Value::Number(*number)),
        Slot::Flag(flag) => Some(Value::Flag(*flag)),
        Slot::Word(word) => Some(Value::Word(word.clone())),
        Slot::Missing | Slot::NotApplicable => None,
    }
}

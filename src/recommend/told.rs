//! Reasons of rules that decide.

use std::collections::BTreeMap;

use crate::model::{Id, Reason, Value};
use crate::pack::Rule;
use crate::rules::{Calls, Compiled, Slot};

/// The sentence of a rule that decided, with the values that it read.
pub(super) fn told(rule: &Rule, text: &str, compiled: &Compiled, calls: &dyn Calls) -> Reason {
    let values: BTreeMap<Id, Value> = calls
        .read_values(compiled)
        .into_iter()
        .filter_map(|(position, slot)| {
            let name = calls.symbols().at(position)?.name.clone();
            Some((name, value(slot)?))
        })
        .collect();
    Reason {
        id: rule.sentence(text),
        values,
    }
}

fn value(slot: Slot) -> Option<Value> {
    match slot {
        Slot::Number(number) => Some(Value::Number(number)),
        Slot::Flag(flag) => Some(Value::Flag(flag)),
        Slot::Word(word) => Some(Value::Word(word)),
        Slot::Missing | Slot::NotApplicable => None,
    }
}

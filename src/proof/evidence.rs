//! The values that made a case fail: what was read, the params that held, and where the verdict was given.

use std::cell::Cell;

use super::subject::Subject;
use crate::pack::{Param, ParamValue, Spot};
use crate::rules::{CallEnd, Node, Slot, Watch, watched};

/// Names and values, as they are shown.
pub(super) type Named = Vec<(String, String)>;

/// What the rule read, in the order of the pack.
pub(super) fn read(subject: &Subject<'_>, slots: &[Slot]) -> Named {
    let lowered = &subject.compiled.lowered;
    let places = lowered.reads.union(&lowered.asked);
    let named = places.filter_map(|place| {
        let name = subject.symbols.at(*place)?.name.to_string();
        Some((name, shown(slots.get(*place)?)))
    });
    named.collect()
}

pub(super) fn shown(slot: &Slot) -> String {
    match slot {
        Slot::Missing => "?".to_owned(),
        Slot::NotApplicable => "not applicable".to_owned(),
        Slot::Number(number) => number.to_string(),
        Slot::Flag(flag) => flag.to_string(),
        Slot::Word(word) => word.to_string(),
    }
}

pub(super) fn params(params: &[Param]) -> Named {
    let shown = |param: &Param| (param.name.clone(), param_value(&param.value));
    params.iter().map(shown).collect()
}

pub(super) fn param_value(value: &ParamValue) -> String {
    let parts: Vec<String> = match value {
        ParamValue::Number(number) => vec![number.to_string()],
        ParamValue::Knots(knots) => knots.iter().map(|(x, y)| format!("{x} → {y}")).collect(),
        ParamValue::Table(table) => table
            .iter()
            .map(|(word, y)| format!("{word} {y}"))
            .collect(),
    };
    parts.join(", ")
}

/// Remembers where something was decided last.
#[derive(Default)]
struct Last(Cell<Option<Spot>>);

impl Watch for Last {
    fn decided(&self, node: &Node, _: bool) {
        self.0.set(Some(node.spot));
    }

    fn took(&self, node: &Node, _: usize) {
        self.0.set(Some(node.spot));
    }

    fn gave(&self, node: &Node) {
        self.0.set(Some(node.spot));
    }
}

/// Where the rule came to its end; none where it was not run.
pub(super) fn place(subject: &Subject<'_>, params: &[Param], slots: &[Slot]) -> Option<Spot> {
    let last = Last::default();
    let _ = watched(subject.compiled, params, slots, &last);
    last.0.get()
}

/// How the rule ended, in one line.
pub(super) fn ended(subject: &Subject<'_>, end: &CallEnd) -> String {
    let names = |places: &[usize]| {
        let names = places.iter().filter_map(|place| subject.symbols.at(*place));
        names
            .map(|symbol| symbol.name.to_string())
            .collect::<Vec<_>>()
            .join(", ")
    };
    match end {
        CallEnd::Scored { points, text, .. } => {
            format!("{} points, reason `{text}`", super::record::short(*points))
        }
        CallEnd::NotApplicable { text, .. } => format!("not applicable, reason `{text}`"),
        CallEnd::NeedNotApplicable(place) => {
            format!("not applicable, as {} is", names(&[*place]))
        }
        CallEnd::Holds(true) => "it holds".to_owned(),
        CallEnd::Holds(false) => "it does not hold".to_owned(),
        CallEnd::Word(word) => format!("`{word}`"),
        CallEnd::Missing(places) => format!("unknown, as nobody said {}", names(places)),
        CallEnd::Failed(error) => format!("the rule failed: {error}"),
    }
}

//! Whether a measure is called for.

use std::cell::Cell;
use std::collections::BTreeMap;

use super::menu::{Condition, Item, Menu};
use crate::model::{Id, OpenMeasure, Reason, Value};
use crate::rules::{Compiled, End, Slot, Symbols, evaluate};

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
    pub(super) menu: &'a Menu<'a>,
    symbols: &'a Symbols,
    slots: Vec<Slot>,
    /// For each measure whether it is met, once it was asked.
    met: Vec<Cell<Option<bool>>>,
}

impl<'a> Triggers<'a> {
    pub(super) fn new(menu: &'a Menu<'a>, symbols: &'a Symbols, slots: Vec<Slot>) -> Self {
        let last = menu.items.last().map_or(0, |item| item.place + 1);
        Self {
            menu,
            symbols,
            slots,
            met: vec![Cell::new(None); last],
        }
    }

    /// Lays something out, which may change what is met.
    pub(super) fn put(&mut self, place: Option<usize>, slot: Slot) {
        if let Some(place) = place.and_then(|place| self.slots.get_mut(place)) {
            *place = slot;
            self.met.iter().for_each(|met| met.set(None));
        }
    }

    pub(super) fn slot(&self, place: Option<usize>) -> &Slot {
        let slot = place.and_then(|place| self.slots.get(place));
        slot.unwrap_or(&Slot::Missing)
    }

    pub(super) fn of(&self, item: &Item<'_>) -> Trigger {
        let compiled = item.compiled;
        if self.is_not_applicable(compiled) {
            return Trigger::Met;
        }
        match evaluate(compiled, &item.rule.params, &self.slots) {
            End::Holds(true) => Trigger::Holds(Reason {
                id: item.rule.sentence("triggered"),
                values: self.read(compiled),
            }),
            End::Holds(false) => Trigger::Met,
            End::Failed(error) => self.unknown(item, Some(error)),
            _ => self.unknown(item, None),
        }
    }

    /// Whether a measure is done already, or not called for.
    pub(super) fn is_met(&self, place: usize) -> bool {
        let Some(item) = self.menu.item(place) else {
            return true;
        };
        let ask = || self.of(item) == Trigger::Met;
        let Some(known) = self.met.get(place) else {
            return ask();
        };
        let met = known.get().unwrap_or_else(ask);
        known.set(Some(met));
        met
    }

    /// Whether all that the rule looks at was said not to apply.
    fn is_not_applicable(&self, compiled: &Compiled) -> bool {
        let mut reads = compiled.lowered.reads.iter();
        reads.all(|position| self.slots.get(*position) == Some(&Slot::NotApplicable))
    }

    /// What does not apply calls for nothing; only what is missing leaves a measure open.
    fn unknown(&self, item: &Item<'_>, error: Option<String>) -> Trigger {
        let reads = item.compiled.lowered.reads.iter();
        let missing = reads.filter(|position| self.slots.get(**position) == Some(&Slot::Missing));
        let missing: Vec<usize> = missing.copied().collect();
        if missing.is_empty() && error.is_none() {
            return Trigger::Met;
        }
        let fields = missing
            .into_iter()
            .filter(|position| self.symbols.is_field(*position));
        let names = fields.filter_map(|position| self.symbols.at(position));
        Trigger::Unknown(OpenMeasure {
            id: item.id().clone(),
            missing: names.map(|symbol| symbol.name.clone()).collect(),
            error,
        })
    }

    fn read(&self, compiled: &Compiled) -> BTreeMap<Id, Value> {
        let reads = compiled.lowered.reads.iter();
        reads
            .filter_map(|position| {
                let name = self.symbols.at(*position)?.name.clone();
                Some((name, value(self.slots.get(*position)?)?))
            })
            .collect()
    }

    /// The measures that one needs in the present case.
    pub(super) fn needs(&self, place: usize) -> impl Iterator<Item = usize> {
        let needs = self
            .menu
            .item(place)
            .into_iter()
            .flat_map(|item| &item.needs);
        let open = needs.filter(|(_, when)| when.is_none_or(|when| self.holds(when)));
        open.map(|(place, _)| *place)
    }

    fn holds(&self, Condition { at, when }: Condition<'_>) -> bool {
        match self.slot(at) {
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

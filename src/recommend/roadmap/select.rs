//! Which measures are called for, and which of what they need (domain 8.2).

use std::collections::BTreeMap;

use super::trigger::{Trigger, Triggers, value};
use super::{Done, WhatIf, measures};
use crate::model::{Id, OpenMeasure, Reason, Value};
use crate::pack::{MeasureRule, RoadmapData};
use crate::rules::{Slot, Symbols};

/// The selected measures.
#[derive(Debug, Default)]
pub(super) struct Selection {
    pub(super) done: Done,
    /// Why each is called for; none for those that only come before another one.
    pub(super) reasons: BTreeMap<usize, Reason>,
    /// For each measure of the pack, what it needs of those that are selected.
    pub(super) needs: Vec<Vec<usize>>,
    pub(super) open: Vec<OpenMeasure>,
    pub(super) published: BTreeMap<Id, Value>,
}

/// Selects in rounds; a later one reads what the earlier ones planned.
pub(super) fn select(
    triggers: &mut Triggers<'_>,
    data: &RoadmapData,
    level: Option<&Id>,
    what_if: &dyn WhatIf,
) -> Selection {
    let restricted = level.filter(|level| data.restricted.contains(level));
    let mut selection = Selection::default();
    let last = measures(triggers.pack).map(|(.., one)| one.step).max();
    for round in 1..=last.unwrap_or(0) {
        let own = measures(triggers.pack).filter(|(.., one)| one.step == round);
        let own: Vec<(usize, &MeasureRule)> = own.map(|(place, _, one)| (place, one)).collect();
        for (place, measure) in own {
            let here = restricted.is_none_or(|level| measure.at.contains(level));
            if here {
                selection.judge(triggers, place, restricted.is_none());
            }
        }
        selection.publish(triggers, data, round, what_if);
    }
    selection.note_open(triggers);
    selection.note_needs(triggers);
    selection.note_published(triggers);
    selection
}

impl Selection {
    fn judge(&mut self, triggers: &Triggers<'_>, place: usize, with_needs: bool) {
        match triggers.of(place) {
            Trigger::Met => {}
            Trigger::Unknown(open) => {
                let told = !open.missing.is_empty() || open.error.is_some();
                self.open.extend(Some(open).filter(|_| told));
            }
            Trigger::Holds(reason) => {
                self.reasons.insert(place, reason);
                match with_needs {
                    true => self.add(triggers, place),
                    false => self.done |= Done::one(place),
                }
            }
        }
    }

    /// Adds a measure with what it needs, as far as that is open. One that is met counts as done, and what it
    /// needs is not followed.
    fn add(&mut self, triggers: &Triggers<'_>, place: usize) {
        if self.done.has(place) {
            return;
        }
        self.done |= Done::one(place);
        for need in needs(triggers, place) {
            if triggers.of(need) != Trigger::Met {
                self.add(triggers, need);
            }
        }
    }

    /// Tells the next round what is planned so far.
    fn publish(
        &self,
        triggers: &mut Triggers<'_>,
        data: &RoadmapData,
        round: u8,
        what_if: &dyn WhatIf,
    ) {
        let milestone = data.rank(&data.milestone);
        let planned: Vec<(usize, Id, bool)> = measures(triggers.pack)
            .filter(|(.., one)| one.step <= round)
            .map(|(place, id, one)| (place, id.clone(), data.rank(&one.phase) <= milestone))
            .collect();
        for (place, id, _) in &planned {
            let name = format!("{}.{id}", Symbols::PLANNED);
            triggers.put(&name, Slot::Flag(self.done.has(*place)));
        }
        for (id, _) in &data.off {
            triggers.put(&format!("{}.{id}", Symbols::PLANNED), Slot::Flag(false));
        }
        if round == 1 {
            let soon = planned
                .iter()
                .filter(|(place, _, soon)| *soon && self.done.has(*place));
            let outlook = what_if.outlook(Done::of(soon.map(|(place, ..)| *place)));
            triggers.put(Symbols::PLANNED_LEVEL, outlook.level.into());
        }
    }

    /// What is selected because another measure needs it is not open any more.
    fn note_open(&mut self, triggers: &Triggers<'_>) {
        let chosen: Vec<&Id> = measures(triggers.pack)
            .filter(|(place, ..)| self.done.has(*place))
            .map(|(_, id, _)| id)
            .collect();
        self.open.retain(|open| !chosen.contains(&&open.id));
    }

    fn note_needs(&mut self, triggers: &Triggers<'_>) {
        let own = |place: usize| match self.done.has(place) {
            true => needs(triggers, place)
                .filter(|need| self.done.has(*need))
                .collect(),
            false => Vec::new(),
        };
        self.needs = (0..triggers.pack.measures.len()).map(own).collect();
    }

    fn note_published(&mut self, triggers: &Triggers<'_>) {
        let groups = [Symbols::COVERAGE, Symbols::OLDEST, Symbols::PLANNED];
        let mut symbols = triggers.program.symbols.iter().zip(&triggers.slots);
        let grouped = |name: &str| {
            name.split_once('.')
                .is_some_and(|(group, _)| groups.contains(&group))
        };
        self.published = symbols
            .by_ref()
            .filter(|(symbol, _)| grouped(&symbol.name))
            .filter_map(|(symbol, slot)| Some((symbol.name.clone(), value(slot)?)))
            .collect();
    }
}

/// The measures that one needs in the present case.
pub(super) fn needs(triggers: &Triggers<'_>, place: usize) -> impl Iterator<Item = usize> {
    let measure = measures(triggers.pack).find(|(other, ..)| *other == place);
    let needs = measure.into_iter().flat_map(|(.., measure)| &measure.needs);
    let open = needs.filter(|need| need.when.as_ref().is_none_or(|when| triggers.holds(when)));
    let places = open.filter_map(|need| {
        let found = measures(triggers.pack).find(|(_, id, _)| **id == need.measure);
        found.map(|(place, ..)| place)
    });
    places.collect::<Vec<_>>().into_iter()
}

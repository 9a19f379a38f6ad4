//! Which measures are called for, and which of what they need (domain 8.2).

use std::collections::BTreeMap;

use super::menu::Item;
use super::trigger::{Trigger, Triggers, value};
use super::{Done, WhatIf};
use crate::model::{Id, OpenMeasure, Reason, Value};
use crate::pack::RoadmapData;
use crate::rules::Slot;

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
    let items = &triggers.menu.items;
    for round in 1..=items.iter().map(|item| item.meta.step).max().unwrap_or(0) {
        for item in items.iter().filter(|item| item.meta.step == round) {
            let here = restricted.is_none_or(|level| item.meta.at.contains(level));
            if here {
                selection.judge(triggers, item, restricted.is_none());
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
    fn judge(&mut self, triggers: &Triggers<'_>, item: &Item<'_>, with_needs: bool) {
        match triggers.of(item) {
            Trigger::Met => {}
            Trigger::Unknown(open) => {
                let told = !open.missing.is_empty() || open.error.is_some();
                self.open.extend(Some(open).filter(|_| told));
            }
            Trigger::Holds(reason) => {
                self.reasons.insert(item.place, reason);
                match with_needs {
                    true => self.add(triggers, item.place),
                    false => self.done |= Done::one(item.place),
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
        for need in triggers.needs(place) {
            if !triggers.is_met(need) {
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
        let menu = triggers.menu;
        let planned = || menu.items.iter().filter(|item| item.meta.step <= round);
        for item in planned() {
            triggers.put(item.planned, Slot::Flag(self.done.has(item.place)));
        }
        for place in &menu.off {
            triggers.put(Some(*place), Slot::Flag(false));
        }
        if round == 1 {
            let milestone = data.rank(&data.milestone);
            let soon = planned()
                .filter(|item| data.rank(&item.meta.phase) <= milestone)
                .filter(|item| self.done.has(item.place));
            let outlook = what_if.outlook(Done::of(soon.map(|item| item.place)));
            triggers.put(menu.planned_level, outlook.level.into());
        }
    }

    /// What is selected because another measure needs it is not open any more.
    fn note_open(&mut self, triggers: &Triggers<'_>) {
        let items = triggers.menu.items.iter();
        let chosen: Vec<&Id> = items
            .filter(|item| self.done.has(item.place))
            .map(Item::id)
            .collect();
        self.open.retain(|open| !chosen.contains(&&open.id));
    }

    fn note_needs(&mut self, triggers: &Triggers<'_>) {
        let last = triggers.menu.items.last().map_or(0, |item| item.place + 1);
        let own = |place: usize| match self.done.has(place) {
            true => triggers
                .needs(place)
                .filter(|need| self.done.has(*need))
                .collect(),
            false => Vec::new(),
        };
        self.needs = (0..last).map(own).collect();
    }

    fn note_published(&mut self, triggers: &Triggers<'_>) {
        let told = triggers.menu.told.iter();
        let known = told.filter_map(|(at, name)| {
            let value = value(triggers.slot(Some(*at)))?;
            Some((name.clone(), value))
        });
        self.published = known.collect();
    }
}

//! The plan as a whole: effort, what-if by phase, critical path (domain 8.3).

use super::critical::{Link, critical_path};
use super::menu::Item;
use super::order::{Rank, order};
use super::raise::{Step, raising};
use super::select::{Selection, select};
use super::trigger::Triggers;
use super::{Done, Menu, WhatIf};
use crate::model::{
    Id, Measure, Outlook, PlanEffort, PlanPhase, Raising, RaisingSet, RaisingState, Roadmap, number,
};
use crate::pack::{Pack, RoadmapData};
use crate::rules::{Slot, Symbols};

/// The roadmap of one organisation; none if the pack plans nothing. `slots` hold what is known of it and what the
/// phases before have published.
pub fn plan(
    pack: &Pack,
    menu: &Menu<'_>,
    symbols: &Symbols,
    slots: Vec<Slot>,
    what_if: &dyn WhatIf,
) -> Option<Roadmap> {
    let data = pack.roadmap.as_ref()?;
    let mut triggers = Triggers::new(menu, symbols, slots);
    let today = what_if.outlook(Done::NONE);
    let selection = select(&mut triggers, data, today.level.as_ref(), what_if);
    let factor = data.factor(number_of(triggers.slot(menu.size)));
    let available = number_of(triggers.slot(menu.capacity));
    let planner = Planner {
        pack,
        data,
        menu,
        what_if,
        factor,
        selection,
        today,
    };
    Some(planner.roadmap(available))
}

fn number_of(slot: &Slot) -> Option<f64> {
    match slot {
        Slot::Number(number) => Some(*number),
        _ => None,
    }
}

struct Planner<'a> {
    pack: &'a Pack,
    data: &'a RoadmapData,
    menu: &'a Menu<'a>,
    what_if: &'a dyn WhatIf,
    factor: f64,
    selection: Selection,
    today: Outlook,
}

impl Planner<'_> {
    fn roadmap(self, available: Option<f64>) -> Roadmap {
        let chosen: Vec<(usize, Measure)> = self.measures();
        let ranks: Vec<Rank> = chosen
            .iter()
            .map(|(place, one)| self.rank(*place, one))
            .collect();
        let places = order(&ranks, &self.selection.needs);
        let ordered = places
            .iter()
            .filter_map(|place| chosen.iter().find(|(other, _)| other == place));
        let mut ordered: Vec<(usize, Measure)> = ordered.cloned().collect();
        self.add_up(&mut ordered);
        let phases = self.phases(&ordered);
        let effort = effort(&ordered, available);
        Roadmap {
            size_factor: self.factor,
            critical_path: critical_path(&self.links(&ordered)),
            raising: self.raising(&ordered),
            measures: ordered.into_iter().map(|(_, one)| one).collect(),
            phases,
            effort,
            today: self.today,
            open: self.selection.open,
            published: self.selection.published,
        }
    }

    /// Effort and points along the plan.
    fn add_up(&self, ordered: &mut [(usize, Measure)]) {
        let mut done = Done::NONE;
        let mut pt = 0.0;
        for (place, one) in ordered {
            done |= Done::one(*place);
            pt += one.pt;
            one.pt_so_far = pt;
            one.score_so_far = self.what_if.score(done);
        }
    }

    fn measures(&self) -> Vec<(usize, Measure)> {
        let all = self.menu.items.iter();
        let chosen = all.filter(|item| self.selection.done.has(item.place));
        chosen
            .map(|item| (item.place, self.measure(item)))
            .collect()
    }

    fn measure(&self, item: &Item<'_>) -> Measure {
        let (place, rule) = (item.place, item.meta);
        let alone = self.what_if.outlook(Done::one(place));
        let gain = alone
            .score
            .zip(self.today.score)
            .map(|(then, now)| then - now);
        let lifts = self
            .today
            .caps()
            .filter(|gate| !alone.caps().any(|other| other == *gate));
        Measure {
            id: item.id().clone(),
            phase: rule.phase.clone(),
            pt: rule.person_days * self.factor,
            pt_unscaled: rule.person_days,
            weeks: rule.weeks,
            reason: self.selection.reasons.get(&place).cloned(),
            needs: self
                .needs(place)
                .iter()
                .map(|need| self.id(*need))
                .collect(),
            sets: self.what_if.sets(place),
            gain,
            gain_per_pt: gain.map(|gain| number::rounded(gain / rule.person_days, 6)),
            lifts: lifts.cloned().collect(),
            pt_so_far: 0.0,
            score_so_far: None,
        }
    }

    fn needs(&self, place: usize) -> &[usize] {
        self.selection.needs.get(place).map_or(&[], Vec::as_slice)
    }

    fn id(&self, place: usize) -> Id {
        let item = self.menu.item(place);
        item.map_or_else(|| "".into(), |item| item.id().clone())
    }

    fn rank(&self, place: usize, one: &Measure) -> Rank {
        Rank {
            place,
            id: one.id.clone(),
            phase: self.data.rank(&one.phase).unwrap_or(usize::MAX),
            lifts: !one.lifts.is_empty(),
            gain_per_pt: one.gain_per_pt,
        }
    }

    fn phases(&self, ordered: &[(usize, Measure)]) -> Vec<PlanPhase> {
        let mut done = Done::NONE;
        let mut so_far = 0.0;
        let phases = self.data.phases.iter().map(|phase| {
            let own = || ordered.iter().filter(|(_, one)| one.phase == phase.id);
            done |= Done::of(own().map(|(place, _)| *place));
            let pt: f64 = own().map(|(_, one)| one.pt).sum::<f64>() + 0.0;
            so_far += pt;
            PlanPhase {
                id: phase.id.clone(),
                measures: own().map(|(_, one)| one.id.clone()).collect(),
                pt,
                pt_so_far: so_far,
                what_if: self.what_if.outlook(done),
            }
        });
        phases.collect()
    }

    fn links(&self, ordered: &[(usize, Measure)]) -> Vec<Link> {
        let links = ordered.iter().map(|(place, one)| Link {
            place: *place,
            id: one.id.clone(),
            weeks: one.weeks,
            needs: self.needs(*place).to_vec(),
        });
        links.collect()
    }

    fn raising(&self, ordered: &[(usize, Measure)]) -> Raising {
        let levels = &self.pack.manifest.levels;
        let nothing = |state| Raising {
            state,
            sets: Vec::new(),
        };
        let Some(level) = &self.today.level else {
            return nothing(RaisingState::NoLevel);
        };
        let Some(rank) = levels
            .rank(level)
            .filter(|_| !self.data.restricted.contains(level))
        else {
            return nothing(RaisingState::Restricted);
        };
        if rank + 1 == levels.steps.len() {
            return nothing(RaisingState::Highest);
        }
        let steps: Vec<Step> = ordered
            .iter()
            .map(|(place, one)| self.step(*place, one))
            .collect();
        let sets = raising(&steps, rank, self.what_if);
        match sets.is_empty() {
            true => nothing(RaisingState::NoSet),
            false => Raising {
                state: RaisingState::Found,
                sets: sets
                    .into_iter()
                    .map(|set| self.raising_set(ordered, set))
                    .collect(),
            },
        }
    }

    fn step(&self, place: usize, one: &Measure) -> Step {
        Step {
            place,
            id: one.id.clone(),
            person_days: one.pt_unscaled,
            needs: Done::of(self.needs(place).iter().copied()),
        }
    }

    fn raising_set(&self, ordered: &[(usize, Measure)], set: Done) -> RaisingSet {
        let own = || ordered.iter().filter(|(place, _)| set.has(*place));
        let outlook = self.what_if.outlook(set);
        RaisingSet {
            measures: own().map(|(_, one)| one.id.clone()).collect(),
            pt: own().map(|(_, one)| one.pt).sum(),
            level: outlook.level,
            score: outlook.score,
        }
    }
}

fn effort(ordered: &[(usize, Measure)], available: Option<f64>) -> PlanEffort {
    let pt = ordered.iter().map(|(_, one)| one.pt).sum::<f64>() + 0.0;
    PlanEffort {
        pt,
        available,
        lacking: available.map(|available| (pt - available).max(0.0)),
    }
}

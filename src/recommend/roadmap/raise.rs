//! Closed sets of measures that raise the level (domain 8.4).

use std::cmp::Ordering;

use super::{Done, WhatIf};
use crate::model::Id;

/// What the search looks at of each selected measure, in the order of the plan.
#[derive(Debug, Clone)]
pub(super) struct Step {
    pub(super) place: usize,
    pub(super) id: Id,
    pub(super) person_days: f64,
    /// Selected measures that it needs.
    pub(super) needs: Done,
}

/// The two cheapest different sets of the plan's measures that raise the level above this rank.
pub(super) fn raising(steps: &[Step], rank: usize, what_if: &dyn WhatIf) -> Vec<Done> {
    let search = Search {
        steps,
        rank,
        what_if,
    };
    let Some(first) = search.set(Done::NONE) else {
        return Vec::new();
    };
    let struck = steps.iter().filter(|step| first.has(step.place));
    let others = struck.filter_map(|step| search.set(search.with_dependents(step)));
    let mut sets: Vec<Done> = others.chain([first]).collect();
    sets.sort_by(|a, b| search.cheaper(*a, *b));
    sets.dedup();
    sets.truncate(2);
    sets
}

/// The set that raises the level to this rank, found in the order of the plan: measures in order until it rises,
/// then without those that it does not take. A measure is its place, id, person-days and selected needs.
pub fn raise(plan: Vec<(usize, Id, f64, Done)>, rank: usize, what_if: &dyn WhatIf) -> Option<Done> {
    let step = |(place, id, person_days, needs)| Step {
        place,
        id,
        person_days,
        needs,
    };
    let steps: Vec<Step> = plan.into_iter().map(step).collect();
    let search = Search {
        steps: &steps,
        rank: rank.checked_sub(1)?,
        what_if,
    };
    search.set(Done::NONE)
}

struct Search<'a> {
    steps: &'a [Step],
    rank: usize,
    what_if: &'a dyn WhatIf,
}

impl Search<'_> {
    fn rises(&self, done: Done) -> bool {
        self.what_if.rank(done).is_some_and(|rank| rank > self.rank)
    }

    /// Measures in order until the level rises, then without those that it does not take.
    fn set(&self, struck: Done) -> Option<Done> {
        let mut done = Done::NONE;
        let mut steps = self.steps.iter().filter(|step| !struck.has(step.place));
        while !self.rises(done) {
            done |= Done::one(steps.next()?.place);
        }
        Some(self.lean(done))
    }

    /// The largest effort first, again and again until nothing can be left out.
    fn lean(&self, mut done: Done) -> Done {
        let mut steps: Vec<&Step> = self
            .steps
            .iter()
            .filter(|one| done.has(one.place))
            .collect();
        steps.sort_by(|a, b| {
            let effort = b.person_days.total_cmp(&a.person_days);
            effort.then_with(|| b.id.cmp(&a.id))
        });
        loop {
            let before = done;
            for step in &steps {
                let less = done.without(Done::one(step.place));
                if less != done && !self.is_needed(step, less) && self.rises(less) {
                    done = less;
                }
            }
            if done == before {
                return done;
            }
        }
    }

    fn is_needed(&self, step: &Step, by: Done) -> bool {
        let mut others = self.steps.iter().filter(|one| by.has(one.place));
        others.any(|one| one.needs.has(step.place))
    }

    /// A measure and all that need it, directly or not.
    fn with_dependents(&self, step: &Step) -> Done {
        let mut all = Done::one(step.place);
        loop {
            let more = self.steps.iter().filter(|one| one.needs.meets(all));
            let grown = all | Done::of(more.map(|one| one.place));
            if grown == all {
                return all;
            }
            all = grown;
        }
    }

    /// By effort, then by the number of measures, then by their ids in text order.
    fn cheaper(&self, a: Done, b: Done) -> Ordering {
        let (a, b) = (self.cost(a), self.cost(b));
        a.0.total_cmp(&b.0)
            .then_with(|| a.1.len().cmp(&b.1.len()))
            .then_with(|| a.1.cmp(&b.1))
    }

    fn cost(&self, set: Done) -> (f64, Vec<&Id>) {
        let own = || self.steps.iter().filter(|step| set.has(step.place));
        let mut ids: Vec<&Id> = own().map(|step| &step.id).collect();
        ids.sort();
        (own().map(|step| step.person_days).sum(), ids)
    }
}

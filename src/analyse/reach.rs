//! The smallest set of measures that reaches a level.
//!
//! Sets are closed: a measure comes with all that it needs and is open. The search goes through all sets of the
//! measures that change a fact, each with what it needs, and leaves out those that cannot be smaller than the best
//! found so far; whether a set reaches the level is found by running the rules, not estimated. So what it finds is
//! the smallest, if it comes to its end.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use super::rerun::{given, put};
use super::what_if::{answers, assumed, compared};
use crate::assess::{Assessor, Hypothetical};
use crate::model::{Assessment, Id, Organisation, Reach, ReachSet, ReachState, WhatIf as Changes};
use crate::pack::Pack;
use crate::recommend::roadmap::{Done, MeasureStep, WhatIf, measure_steps, raise};
use crate::rules::Program;

/// So many measures are searched to the end, whatever they are.
const EXACT: usize = 20;
/// Sets that are tried where there are more.
const BOUND: usize = 1 << 18;

/// Looks for the smallest set; beside it, what becomes of the organisation with it.
///
/// `assessor` must plan roadmaps. None if the pack has no such level.
pub fn reach(
    pack: &Pack,
    program: &Program,
    assessor: &Assessor<'_>,
    organisation: &Organisation,
    level: &str,
) -> Option<(Reach, Option<Changes>)> {
    let rank = pack.manifest.levels.rank(level)?;
    let today = assessor.hypothetical(organisation);
    let steps = measure_steps(pack, program, today.slots.clone());
    let search = Search::new(&steps, &today, rank);
    let mut reach = Reach {
        level: level.into(),
        state: ReachState::Already,
        exact: true,
        levers: search.levers.len(),
        tried: 0,
        set: None,
        roadmap: None,
        lasting_cap: None,
    };
    if search.reaches(Done::NONE) {
        return Some((reach, None));
    }
    let lasting = today.variants.lasting_cap().filter(|cap| *cap < rank);
    if let Some(cap) = lasting {
        reach.state = ReachState::Impossible;
        reach.lasting_cap = pack
            .manifest
            .levels
            .steps
            .get(cap)
            .map(|step| step.id.clone());
        return Some((reach, None));
    }
    let planned = search.planned(&today.assessment);
    let found = search.smallest(planned);
    reach.tried = found.tried;
    reach.exact = found.ended;
    reach.state = match (found.best, found.ended) {
        (Some(_), _) => ReachState::Found,
        (None, true) => ReachState::Impossible,
        (None, false) => ReachState::NotFound,
    };
    let run = Run {
        pack,
        assessor,
        today: &today,
        steps: &steps,
        rank,
    };
    reach.roadmap = planned.map(|set| run.set(set).0);
    let (set, changes) = found.best.map(|set| run.set(set)).unzip();
    reach.set = set;
    Some((reach, changes))
}

/// Runs the rules on the record as it is once measures are done.
struct Run<'a> {
    pack: &'a Pack,
    assessor: &'a Assessor<'a>,
    today: &'a Hypothetical<'a>,
    steps: &'a [MeasureStep],
    rank: usize,
}

impl Run<'_> {
    fn set(&self, set: Done) -> (ReachSet, Changes) {
        let sets = self.today.variants.changes(set);
        // What was computed from lists stands in the record; the lists would take its place again.
        let mut record = Organisation {
            accounts: None,
            staff: None,
            aims: Default::default(),
            ..self.today.record.clone()
        };
        let before = self.assessor.assess(&record);
        for (field, value) in answers(self.pack, &sets) {
            put(&mut record, field, given(value));
        }
        let after = self.assessor.assess(&record);
        let own = self.steps.iter().filter(|step| set.has(step.place));
        let factor = self
            .today
            .assessment
            .roadmap
            .as_ref()
            .map_or(1.0, |plan| plan.size_factor);
        let found = ReachSet {
            measures: own.clone().map(|step| step.id.clone()).collect(),
            pt: own.map(|step| step.person_days).sum::<f64>() * factor,
            score: score(self.pack, &after),
            verified: self.reached(&after),
            level: after.level.id.clone(),
        };
        (found, compared(&before, &after, assumed(sets)))
    }

    fn reached(&self, assessment: &Assessment) -> bool {
        let level = assessment.level.id.as_deref();
        let rank = level.and_then(|level| self.pack.manifest.levels.rank(level));
        rank.is_some_and(|rank| rank >= self.rank)
    }
}

fn score(pack: &Pack, assessment: &Assessment) -> Option<f64> {
    super::levels::leading(pack, assessment)?.spread.score
}

struct Search<'a> {
    steps: &'a [MeasureStep],
    /// Measures that change a fact today, those that bring most for their effort first.
    levers: Vec<&'a MeasureStep>,
    what_if: &'a dyn WhatIf,
    rank: usize,
}

/// How far the search came.
struct Found {
    best: Option<Done>,
    tried: usize,
    /// No set is left that could be smaller.
    ended: bool,
}

/// Effort, number of measures, ids.
type Cost<'a> = (f64, Vec<&'a Id>);

impl<'a> Search<'a> {
    fn new(steps: &'a [MeasureStep], today: &'a Hypothetical<'a>, rank: usize) -> Self {
        let what_if = &today.variants;
        let now = what_if.outlook(Done::NONE).score.unwrap_or(0.0);
        let gain = |step: &MeasureStep| {
            let then = what_if.outlook(Done::one(step.place)).score.unwrap_or(0.0);
            (then - now) / step.person_days
        };
        let mut levers: Vec<(f64, &MeasureStep)> = steps
            .iter()
            .filter(|step| !what_if.sets(step.place).is_empty())
            .map(|step| (gain(step), step))
            .collect();
        levers.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.id.cmp(&b.1.id)));
        Self {
            steps,
            levers: levers.into_iter().map(|(_, step)| step).collect(),
            what_if,
            rank,
        }
    }

    fn reaches(&self, done: Done) -> bool {
        self.what_if
            .rank(done)
            .is_some_and(|rank| rank >= self.rank)
    }

    /// The set that the roadmap's order gives (domain 8.4).
    fn planned(&self, assessment: &Assessment) -> Option<Done> {
        let plan = assessment.roadmap.as_ref()?;
        let of = |id: &Id| self.steps.iter().find(|step| step.id == *id);
        let ordered = plan.measures.iter().filter_map(|one| {
            let own = of(&one.id)?;
            let needs = Done::of(one.needs.iter().filter_map(|need| Some(of(need)?.place)));
            Some((own.place, own.id.clone(), own.person_days, needs))
        });
        raise(ordered.collect(), self.rank, self.what_if)
    }

    fn smallest(&self, planned: Option<Done>) -> Found {
        let mut walk = Walk {
            search: self,
            best: None,
            seen: BTreeSet::new(),
            most: if self.levers.len() <= EXACT {
                usize::MAX
            } else {
                BOUND
            },
        };
        if let Some(planned) = planned {
            walk.offer(planned);
        }
        if let Some(lean) = self.lean() {
            walk.offer(lean);
        }
        let ended = walk.go(0, Done::NONE);
        Found {
            best: walk.best.map(|(_, set)| set),
            tried: walk.seen.len(),
            ended,
        }
    }

    /// Levers in order until the level is reached, then without those that it does not take.
    fn lean(&self) -> Option<Done> {
        let mut levers = self.levers.iter();
        let mut done = Done::NONE;
        while !self.reaches(done) {
            let next = levers.next()?;
            done |= Done::one(next.place) | next.needs;
        }
        Some(self.leaner(done))
    }

    fn leaner(&self, done: Done) -> Done {
        for step in self.levers.iter().rev().filter(|step| done.has(step.place)) {
            let kept = self
                .levers
                .iter()
                .filter(|one| done.has(one.place) && one.place != step.place);
            let less = kept.fold(Done::NONE, |all, one| {
                all | Done::one(one.place) | one.needs
            });
            if less != done && self.reaches(less) {
                return self.leaner(less);
            }
        }
        done
    }

    fn person_days(&self, set: Done) -> f64 {
        let own = self.steps.iter().filter(|step| set.has(step.place));
        own.map(|step| step.person_days).sum()
    }

    fn cost(&self, set: Done) -> Cost<'a> {
        let own = || self.steps.iter().filter(move |step| set.has(step.place));
        let mut ids: Vec<&Id> = own().map(|step| &step.id).collect();
        ids.sort();
        (self.person_days(set), ids)
    }
}

fn smaller(a: &Cost<'_>, b: &Cost<'_>) -> Ordering {
    a.0.total_cmp(&b.0)
        .then_with(|| a.1.len().cmp(&b.1.len()))
        .then_with(|| a.1.cmp(&b.1))
}

/// Goes through the sets, lever by lever, with it and without it.
struct Walk<'s, 'a> {
    search: &'s Search<'a>,
    best: Option<(Cost<'a>, Done)>,
    /// Sets that were tried; another order of levers may lead to the same one.
    seen: BTreeSet<Done>,
    most: usize,
}

impl Walk<'_, '_> {
    /// Takes a set that is known to reach the level.
    fn offer(&mut self, set: Done) {
        let cost = self.search.cost(set);
        let better = self
            .best
            .as_ref()
            .is_none_or(|(best, _)| smaller(&cost, best).is_lt());
        if better {
            self.best = Some((cost, set));
        }
    }

    /// Whether it came to its end.
    fn go(&mut self, next: usize, done: Done) -> bool {
        let Some(lever) = self.search.levers.get(next) else {
            return true;
        };
        let with = done | Done::one(lever.place) | lever.needs;
        if with != done && self.could_be_best(with) {
            if self.seen.len() >= self.most {
                return false;
            }
            let new = self.seen.insert(with);
            if new && self.search.reaches(with) {
                self.offer(with);
            }
            if !self.go(next + 1, with) {
                return false;
            }
        }
        self.go(next + 1, done)
    }

    /// A set grows only dearer.
    fn could_be_best(&self, set: Done) -> bool {
        let Some((best, _)) = &self.best else {
            return true;
        };
        match self.search.person_days(set).total_cmp(&best.0) {
            Ordering::Less => true,
            Ordering::Greater => false,
            Ordering::Equal => smaller(&self.search.cost(set), best).is_lt(),
        }
    }
}

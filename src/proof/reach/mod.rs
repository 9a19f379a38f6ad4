//! What the cases of each rule reach: outcomes, branches, rows of tables, thresholds.
//!
//! Only cases that are about the rule count: a whole organisation runs every rule and looks at few.

mod goals;
mod propose;
mod watch;

use super::case::{About, Case};
use super::exhaust::{Combinations, Run};
use super::run::{laid, params_of};
use super::subject::{Subject, Subjects};
use crate::model::Id;
use crate::pack::{Param, Spot};
use crate::rules::{Slot, watched};
use goals::goals;
use propose::proposed;
use watch::{Clerk, Seen};

pub use goals::Kind;
pub(super) use goals::shown;

/// What no case of a rule reaches.
#[derive(Debug, Clone, PartialEq)]
pub struct Gap {
    pub kind: Kind,
    pub spot: Spot,
    pub what: String,
    /// A case that would reach it, as it would stand in the file; none where the search found none.
    pub proposal: Option<String>,
}

/// What the cases of one rule reach.
#[derive(Debug, Clone, PartialEq)]
pub struct Reached {
    pub rule: Id,
    pub file: String,
    pub cases: usize,
    /// Reached and asked for, by kind.
    pub counts: Vec<(Kind, usize, usize)>,
    pub gaps: Vec<Gap>,
}

impl Reached {
    /// Reached and asked for.
    pub fn total(&self) -> (usize, usize) {
        let both = |sum: (usize, usize), one: &(Kind, usize, usize)| (sum.0 + one.1, sum.1 + one.2);
        self.counts.iter().fold((0, 0), both)
    }
}

/// How much of 100; 100 only where nothing is missing, and where nothing was asked for.
pub fn percent((reached, of): (usize, usize)) -> f64 {
    if of == 0 {
        return 100.0;
    }
    (1000.0 * reached as f64 / of as f64).floor() / 10.0
}

/// What the cases reach of each rule, in the order of the pack.
pub fn coverage(subjects: &Subjects<'_>, cases: &[Case]) -> Vec<Reached> {
    let of = |(place, subject): (usize, &Subject<'_>)| {
        let own: Vec<&Case> = cases
            .iter()
            .filter(|case| case.rule() == Some(place))
            .collect();
        of_rule(subject, &own)
    };
    subjects.iter().enumerate().map(of).collect()
}

/// All that any answers can reach; none where there is too much to try.
fn possible(subject: &Subject<'_>, params: &[Param]) -> Option<Seen> {
    let run = Run {
        compiled: subject.compiled,
        params,
    };
    let combinations = Combinations::of(subject, &[run])?;
    let clerk = Clerk::default();
    combinations.all(|slots| {
        let end = watched(subject.compiled, params, slots, &clerk);
        clerk.end(end);
        true
    });
    let mut seen = clerk.seen();
    // A missing need was not tried; it ends the rule before it begins.
    seen.unknown |= !subject.compiled.needs.is_empty();
    Some(seen)
}

fn of_rule(subject: &Subject<'_>, cases: &[&Case]) -> Reached {
    let mut seen = Seen::default();
    let mut bases: Vec<Vec<Slot>> = Vec::new();
    for case in cases {
        let About::Rule { facts, .. } = &case.about else {
            continue;
        };
        let slots = laid(subject, facts);
        let clerk = Clerk::default();
        let end = watched(subject.compiled, &params_of(case, subject), &slots, &clerk);
        seen.add(clerk.seen());
        seen.end(end);
        bases.push(slots);
    }
    bases.push(laid(subject, &[]));
    let params = &subject.rule.params;
    let mut goals = goals(subject, params);
    if goals.iter().any(|goal| !goal.reached(&seen)) {
        let possible = possible(subject, params);
        goals.retain(|goal| {
            possible
                .as_ref()
                .is_none_or(|possible| goal.reached(possible))
        });
    }
    let counts = Kind::ALL.map(|(_, kind)| {
        let own = goals.iter().filter(|goal| goal.kind == kind);
        let reached = own.clone().filter(|goal| goal.reached(&seen)).count();
        (kind, reached, own.count())
    });
    let gaps = goals.iter().filter(|goal| !goal.reached(&seen));
    let gaps = gaps.map(|goal| Gap {
        kind: goal.kind,
        spot: goal.spot,
        what: goal.what.clone(),
        proposal: proposed(subject, params, &bases, goal),
    });
    Reached {
        rule: subject.rule.id.clone(),
        file: subject.rule.file.shown.to_string(),
        cases: cases.len(),
        gaps: gaps.collect(),
        counts: counts.to_vec(),
    }
}

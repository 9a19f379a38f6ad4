//! What the cases would not notice: a pack is changed in one place at a time, and its cases are run.
//!
//! A change inside a rule is shown to the cases about that rule, on its lowered code; a change of weights, levels
//! or of the rules themselves is shown to the cases about whole organisations.

mod numbers;
mod tree;
mod whole;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use super::case::{About, Case};
use super::exhaust::{Run, proven};
use super::run::{EVERYTHING, holds, laid, of_record, organisation, params_of};
use super::subject::{Subject, Subjects};
use crate::assess::Assessor;
use crate::model::Organisation;
use crate::pack::{Pack, PackFile, Param, ParamValue, Spot};
use crate::rules::Program;
use crate::rules::{Compiled, STACK, Slot, watched};
use whole::Other;

/// What became of a mutant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    Noticed,
    /// No case fails.
    Unnoticed,
    /// It is the same pack in other words, and this is why.
    Equivalent(String),
}

/// One change, and whether a case noticed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mutant {
    /// The rule that it changes; none for the manifest.
    pub rule: Option<String>,
    pub file: String,
    pub spot: Spot,
    pub what: String,
    pub fate: Fate,
    /// It moves a threshold, or turns a comparison.
    pub boundary: bool,
}

/// Tries every change of the rules that `meant` lets through; of the whole pack where it lets all through.
///
/// `manifest` is `pack.toml`, to say where weights of dimensions and levels stand. The order is that of the pack, whatever the number of threads.
pub fn mutants(
    subjects: &Subjects<'_>,
    program: &Program,
    cases: &[Case],
    manifest: Option<&PackFile>,
    meant: &(dyn Fn(&str) -> bool + Sync),
    jobs: usize,
) -> Vec<Mutant> {
    let rules: Vec<usize> = subjects
        .iter()
        .enumerate()
        .filter(|(_, subject)| meant(&subject.rule.id))
        .map(|(place, _)| place)
        .collect();
    let inside = in_order(jobs, rules.len(), |index| {
        let place = rules.get(index).copied().unwrap_or_default();
        subjects
            .at(place)
            .map_or_else(Vec::new, |subject| of_rule(subject, place, cases))
    });
    let mut all: Vec<Mutant> = inside.into_iter().flatten().collect();
    let mut others = whole::others(subjects, manifest);
    others.retain(|one| one.rule.as_deref().map_or(meant("pack.toml"), meant));
    let records = Records::of(subjects, cases);
    all.extend(
        in_order(jobs, others.len(), |index| {
            let other = others.get(index);
            other.map(|other| of_pack(subjects.pack, program, other, &records))
        })
        .into_iter()
        .flatten(),
    );
    all
}

/// Runs a job for each number below `count` on some threads with large stacks; results in order.
fn in_order<T: Send>(jobs: usize, count: usize, job: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            if index >= count {
                return done;
            }
            done.push((index, job(index)));
        }
    };
    let mut done: Vec<(usize, T)> = thread::scope(|scope| {
        let builder = |_| {
            thread::Builder::new()
                .stack_size(STACK)
                .spawn_scoped(scope, work)
                .ok()
        };
        let workers: Vec<_> = (0..jobs.max(1)).filter_map(builder).collect();
        workers
            .into_iter()
            .filter_map(|worker| worker.join().ok())
            .flatten()
            .collect()
    });
    done.sort_by_key(|(index, _)| *index);
    done.into_iter().map(|(_, one)| one).collect()
}

/// A case about a rule, ready to run.
struct Ready<'c> {
    case: &'c Case,
    slots: Vec<Slot>,
    params: Vec<Param>,
}

fn of_rule(subject: &Subject<'_>, place: usize, cases: &[Case]) -> Vec<Mutant> {
    let own = cases.iter().filter_map(|case| match &case.about {
        About::Rule { rule, facts } if *rule == place => Some(Ready {
            case,
            slots: laid(subject, facts),
            params: params_of(case, subject),
        }),
        _ => None,
    });
    let own: Vec<Ready<'_>> = own.collect();
    let params = &subject.rule.params;
    let before = Run {
        compiled: subject.compiled,
        params,
    };
    let mut all = Vec::new();
    let mut add = |spot: Spot, what: String, boundary: bool, fate: Fate| {
        all.push(Mutant {
            rule: Some(subject.rule.id.to_string()),
            file: subject.rule.file.shown.to_string(),
            spot,
            what,
            fate,
            boundary,
        });
    };
    for edit in tree::edits(subject, params) {
        let noticed = own
            .iter()
            .any(|ready| !ready.holds(subject, &edit.compiled, &ready.params));
        let after = Run {
            compiled: &edit.compiled,
            params,
        };
        add(
            edit.spot,
            edit.what,
            edit.boundary,
            fate(noticed, subject, before, after),
        );
    }
    for moved in numbers::moved(subject, params) {
        let noticed = own.iter().any(|ready| {
            let changed = with(&ready.params, moved.place, &moved.value);
            let sets = ready
                .case
                .params
                .iter()
                .any(|(_, place, _)| *place == moved.place);
            !sets && !ready.holds(subject, subject.compiled, &changed)
        });
        let changed = with(params, moved.place, &moved.value);
        let after = Run {
            compiled: subject.compiled,
            params: &changed,
        };
        let spot = params
            .get(moved.place)
            .map_or(Spot::default(), |param| param.spot);
        add(
            spot,
            moved.what,
            true,
            fate(noticed, subject, before, after),
        );
    }
    all
}

fn with(params: &[Param], place: usize, value: &ParamValue) -> Vec<Param> {
    let mut params = params.to_vec();
    if let Some(param) = params.get_mut(place) {
        param.value = value.clone();
    }
    params
}

impl Ready<'_> {
    fn holds(&self, subject: &Subject<'_>, compiled: &Compiled, params: &[Param]) -> bool {
        let end = watched(compiled, params, &self.slots, &());
        holds(self.case, subject, &self.slots, &end)
    }
}

fn fate(noticed: bool, subject: &Subject<'_>, before: Run<'_>, after: Run<'_>) -> Fate {
    if noticed {
        return Fate::Noticed;
    }
    match proven(subject, before, after) {
        Some(count) => Fate::Equivalent(format!(
            "no difference over all {count} combinations of answers that the rule can tell apart"
        )),
        None => Fate::Unnoticed,
    }
}

/// The cases about whole organisations, ready to run. A case that sets params is about another pack.
struct Records<'c> {
    list: Vec<(&'c Case, Organisation)>,
}

impl<'c> Records<'c> {
    fn of(subjects: &Subjects<'_>, cases: &'c [Case]) -> Self {
        let list = cases
            .iter()
            .filter(|case| case.params.is_empty())
            .filter_map(|case| match &case.about {
                About::Record { facts, absent } => {
                    Some((case, organisation(subjects.pack, case, facts, absent)))
                }
                About::Rule { .. } => None,
            });
        Self {
            list: list.collect(),
        }
    }
}

fn of_pack(pack: &Pack, program: &Program, other: &Other, records: &Records<'_>) -> Mutant {
    let fate = match &other.same {
        Some(why) => Fate::Equivalent(why.clone()),
        None if records.list.is_empty() => Fate::Unnoticed,
        None => {
            let (pack, program) = other.made(pack, program);
            let assessor = Assessor::new(&pack, &program, &EVERYTHING);
            let noticed = assessor.is_ok_and(|assessor| {
                let mut records = records.list.iter();
                records.any(|(case, record)| !of_record(case, &assessor.assess(record)).is_empty())
            });
            if noticed {
                Fate::Noticed
            } else {
                Fate::Unnoticed
            }
        }
    };
    Mutant {
        rule: other.rule.clone(),
        file: other.file.clone(),
        spot: other.spot,
        what: other.what.clone(),
        fate,
        boundary: other.boundary(),
    }
}

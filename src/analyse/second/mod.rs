//! Two assessors' answers about the same organisations: where they differ, and what that does to the verdict.

mod parted;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value as Json};

use super::candidates::deciding;
use super::rerun::{Outcome, Rerun, one, put, verdict};
use crate::assess::{Assessor, Circumstances};
use crate::error::Faults;
use crate::model::{
    Agreement, Answer, Assessment, DisputedAnswer, Finding, Id, IndexEffect, IndexScore,
    IndexTwice, MeanDifference, NamedId, Organisation, Ranged, Second, SecondRun, Stated, Verdict,
    number,
};
use crate::pack::Pack;
use crate::rules::Program;
use parted::{Parted, parted};

/// The own lists of a record, as the input format names them.
const LISTS: [&str; 6] = ["units", "accounts", "staff", "goals", "kpis", "mission"];
/// Smaller moves of an index are rounding.
const NOTHING: f64 = 1e-9;

/// What two assessors say about all organisations.
#[derive(Debug, Clone, PartialEq)]
pub struct TwoAssessors {
    pub run: SecondRun,
    /// By the id of the organisation; those that both assessed.
    pub organisations: BTreeMap<Id, Second>,
}

/// Compares the answers of two assessors, organisation by organisation.
///
/// # Errors
/// If the rules cannot be prepared.
pub fn two_assessors(
    pack: &Pack,
    program: &Program,
    circumstances: &Circumstances,
    firsts: &[Organisation],
    seconds: &[Organisation],
) -> Result<TwoAssessors, Faults> {
    let around = Circumstances {
        roadmap: false,
        record: true,
        ..circumstances.clone()
    };
    let bench = Bench {
        pack,
        rerun: one(Rerun::new(pack, program, &around))?,
        assessor: Assessor::new(pack, program, &around)?,
        read: read(pack, program),
    };
    let theirs: BTreeMap<&Id, &Organisation> = seconds.iter().map(|one| (&one.id, one)).collect();
    let pairs = firsts
        .iter()
        .filter_map(|first| Some((first, *theirs.get(&first.id)?)));
    let organisations: BTreeMap<Id, Second> = pairs
        .map(|(first, second)| (first.id.clone(), bench.pair(first, second)))
        .collect();
    let run = SecondRun {
        only_first: strangers(pack, firsts, seconds),
        only_second: strangers(pack, seconds, firsts),
        ..summed(pack, &organisations)
    };
    Ok(TwoAssessors { run, organisations })
}

/// Fields that a rule of the verdict reads, in the order of the pack.
fn read(pack: &Pack, program: &Program) -> Vec<usize> {
    let reads = deciding(pack, program).flat_map(|(_, compiled)| &compiled.lowered.reads);
    let fields: BTreeSet<usize> = reads.copied().collect();
    let own = |place: &usize| pack.fields.at(*place).is_some();
    fields.into_iter().filter(own).collect()
}

fn strangers(pack: &Pack, among: &[Organisation], others: &[Organisation]) -> Vec<NamedId> {
    let known: BTreeSet<&Id> = others.iter().map(|one| &one.id).collect();
    let strangers = among.iter().filter(|one| !known.contains(&one.id));
    strangers
        .map(|one| NamedId {
            id: one.id.clone(),
            name: one.name(&pack.fields),
        })
        .collect()
}

struct Bench<'p> {
    pack: &'p Pack,
    rerun: Rerun<'p>,
    assessor: Assessor<'p>,
    read: Vec<usize>,
}

impl Bench<'_> {
    fn pair(&self, first: &Organisation, second: &Organisation) -> Second {
        let (before, record) = self.rerun.settled(&self.assessor, first);
        let (after, other) = self.rerun.settled(&self.assessor, second);
        let Parted { rules, dimensions } = parted(&before, &after);
        Second {
            first: verdict(&before),
            second: verdict(&after),
            indexes: indexes(&before, &after),
            agreement: agreement([&before.findings, &after.findings]),
            answers: self.answers(&record, &other),
            rules,
            dimensions,
            lists: lists(before.record.as_ref(), after.record.as_ref()),
        }
    }

    /// The answers that differ, each put alone into the other record.
    fn answers(&self, first: &Organisation, second: &Organisation) -> Vec<DisputedAnswer> {
        let differs = |field: &usize| self.stated(first, *field) != self.stated(second, *field);
        let fields: Vec<usize> = self.read.iter().copied().filter(differs).collect();
        let (today, theirs) = (self.rerun.as_it_is(first), self.rerun.as_it_is(second));
        let there = self.each(first, second, &fields);
        let back = self.each(second, first, &fields);
        let outcomes = fields.iter().zip(there.iter().zip(&back));
        let mut answers: Vec<DisputedAnswer> = outcomes
            .filter_map(|(field, (then, back))| {
                Some(DisputedAnswer {
                    field: self.pack.fields.at(*field)?.id.clone(),
                    first: self.stated(first, *field),
                    second: self.stated(second, *field),
                    effects: self.effects(&today, then),
                    verdict: other(&today, then),
                    reverse: other(&theirs, back),
                })
            })
            .collect();
        answers.sort_by(|a, b| {
            let decides = b.decides().cmp(&a.decides());
            decides.then(b.widest().total_cmp(&a.widest()))
        });
        answers
    }

    fn stated(&self, record: &Organisation, field: usize) -> Stated {
        Stated {
            value: record.value(&self.pack.fields, field).cloned(),
            not_applicable: matches!(record.answer(field), Answer::NotApplicable(_)),
        }
    }

    /// What a record comes to with each of these answers of the other one alone.
    fn each(&self, record: &Organisation, other: &Organisation, fields: &[usize]) -> Vec<Outcome> {
        self.rerun.run(record, fields.len(), |number, variant| {
            variant.answers.clone_from(&record.answers);
            if let Some(field) = fields.get(number) {
                put(variant, *field, other.answer(*field).clone());
            }
        })
    }

    fn effects(&self, today: &Outcome, then: &Outcome) -> Vec<IndexEffect> {
        let pairs = today.indexes.iter().zip(&then.indexes);
        let moved = self.pack.manifest.indexes.iter().zip(pairs);
        let effects = moved.filter_map(|(index, (one, then))| {
            Some(IndexEffect {
                id: index.id.clone(),
                by: then.score? - one.score?,
            })
        });
        effects.filter(|one| one.by.abs() > NOTHING).collect()
    }
}

fn other(today: &Outcome, then: &Outcome) -> Option<Verdict> {
    (today.verdict != then.verdict).then(|| then.verdict.clone())
}

fn indexes(before: &Assessment, after: &Assessment) -> Vec<IndexTwice> {
    let ranged = |index: &IndexScore| Ranged {
        score: index.spread.score,
        low: index.spread.low,
        high: index.spread.high,
    };
    let pairs = before.indexes.iter().zip(&after.indexes);
    pairs
        .map(|(one, other)| IndexTwice {
            id: one.id.clone(),
            first: ranged(one),
            second: ranged(other),
        })
        .collect()
}

fn agreement([before, after]: [&[Finding]; 2]) -> Agreement {
    let pairs = before.iter().zip(after);
    let points = pairs.map(|(one, other)| (one.outcome.points(), other.outcome.points()));
    let points: Vec<(Option<f64>, Option<f64>)> = points.collect();
    let both = points
        .iter()
        .filter_map(|(one, other)| Some(((*one)? - (*other)?).abs()));
    let gaps: Vec<f64> = both.collect();
    let one_only = points
        .iter()
        .filter(|(one, other)| one.is_some() != other.is_some());
    Agreement {
        rules: gaps.len(),
        same: gaps.iter().filter(|gap| **gap <= NOTHING).count(),
        one_only: one_only.count(),
        mean_difference: mean(&gaps),
    }
}

/// Of six decimals, as a result holds it.
fn mean(numbers: &[f64]) -> Option<f64> {
    let sum: f64 = numbers.iter().sum();
    (!numbers.is_empty()).then(|| number::rounded(sum / numbers.len() as f64, 6))
}

fn lists(first: Option<&Map<String, Json>>, second: Option<&Map<String, Json>>) -> Vec<Id> {
    let list = |record: Option<&Map<String, Json>>, name: &str| record?.get(name).cloned();
    let differ = LISTS
        .iter()
        .filter(|name| list(first, name) != list(second, name));
    differ.map(|name| Id::from(*name)).collect()
}

fn summed(pack: &Pack, organisations: &BTreeMap<Id, Second>) -> SecondRun {
    let all = || organisations.values();
    let rules = all().map(|one| one.agreement.rules).sum();
    let gaps: f64 = all()
        .filter_map(|one| Some(one.agreement.mean_difference? * one.agreement.rules as f64))
        .sum();
    SecondRun {
        both: organisations.len(),
        same_verdict: all().filter(|one| one.first == one.second).count(),
        agreement: Agreement {
            rules,
            same: all().map(|one| one.agreement.same).sum(),
            one_only: all().map(|one| one.agreement.one_only).sum(),
            mean_difference: (rules > 0).then(|| number::rounded(gaps / rules as f64, 6)),
        },
        indexes: pack
            .manifest
            .indexes
            .iter()
            .map(|index| mean_difference(&index.id, organisations))
            .collect(),
        ..SecondRun::default()
    }
}

fn mean_difference(id: &Id, organisations: &BTreeMap<Id, Second>) -> MeanDifference {
    let indexes = organisations.values().flat_map(|one| &one.indexes);
    let gaps = indexes
        .filter(|index| index.id == *id)
        .filter_map(|index| Some((index.second.score? - index.first.score?).abs()));
    let gaps: Vec<f64> = gaps.collect();
    MeanDifference {
        id: id.clone(),
        organisations: gaps.len(),
        points: mean(&gaps),
    }
}

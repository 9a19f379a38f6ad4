//! The difference of two indexes, split over the rules that end differently.

use std::collections::{BTreeMap, BTreeSet};

use crate::analyse::parts::{Member, Part, Weighed, parts};
use crate::model::{
    Assessment, DimensionScore, DisputedDimension, DisputedRule, Ended, Finding, Id, ReadTwice,
    Value,
};

/// Rules and dimensions that part two assessors. Both lists add up to the differences of the indexes, as long as both
/// have the index.
pub(super) struct Parted {
    pub(super) rules: Vec<DisputedRule>,
    pub(super) dimensions: Vec<DisputedDimension>,
}

/// The indexes split over their dimensions, the dimensions over their rules; what parts the assessors most comes first.
pub(super) fn parted(before: &Assessment, after: &Assessment) -> Parted {
    let split = dimensions(before, after);
    let mut rules = rules(before, after, &split);
    rules.sort_by(|a, b| b.part.abs().total_cmp(&a.part.abs()));
    let counted = before.dimensions.iter().zip(&split);
    let counted = counted.filter(|(_, part)| part.by_weight.abs() > super::NOTHING);
    let dimensions = counted.map(|(one, part)| DisputedDimension {
        id: one.id.clone(),
        index: one.index.clone(),
        part: part.by_weight,
    });
    Parted {
        dimensions: dimensions.collect(),
        rules,
    }
}

/// What each dimension does to its index, in the order of the dimensions.
fn dimensions(before: &Assessment, after: &Assessment) -> Vec<Part> {
    let side = |one: &DimensionScore| {
        Some(Weighed {
            weight: one.weight,
            value: one.spread.score?,
        })
    };
    let pairs = before.dimensions.iter().zip(&after.dimensions);
    let all: Vec<(&Id, Member)> = pairs
        .map(|(one, other)| {
            let (before, after) = (side(one), side(other));
            (&one.index, Member { before, after })
        })
        .collect();
    let mut found = vec![Part::default(); all.len()];
    for index in before.indexes.iter().map(|index| &index.id) {
        let own = |(at, _): &(&Id, Member)| *at == index;
        let members: Vec<Member> = all.iter().filter(|one| own(one)).map(|one| one.1).collect();
        let places = found.iter_mut().zip(&all).filter(|(_, one)| own(one));
        let split = parts(&members).into_iter().flatten();
        places
            .zip(split)
            .for_each(|((place, _), part)| *place = part);
    }
    found
}

fn rules(before: &Assessment, after: &Assessment, split: &[Part]) -> Vec<DisputedRule> {
    let side = |finding: &Finding| {
        Some(Weighed {
            weight: finding.weight,
            value: finding.outcome.points()?,
        })
    };
    let mut rules = Vec::new();
    for (dimension, whole) in before.dimensions.iter().zip(split) {
        let pairs = before.findings.iter().zip(&after.findings);
        let own: Vec<(&Finding, &Finding)> = pairs
            .filter(|(one, _)| one.dimension == dimension.id)
            .collect();
        let members: Vec<Member> = own
            .iter()
            .map(|(one, other)| Member {
                before: side(one),
                after: side(other),
            })
            .collect();
        let split = parts(&members).unwrap_or_else(|| vec![Part::default(); members.len()]);
        for ((one, other), part) in own.into_iter().zip(split) {
            let rule = DisputedRule {
                id: one.rule.clone(),
                dimension: dimension.id.clone(),
                index: dimension.index.clone(),
                first: ended(one),
                second: ended(other),
                part: whole.share * (part.by_value + part.by_weight),
                answers: read_twice(&one.fields, &other.fields),
            };
            rules.extend((rule.first != rule.second).then_some(rule));
        }
    }
    rules
}

fn ended(finding: &Finding) -> Ended {
    Ended {
        outcome: finding.outcome.name().into(),
        points: finding.outcome.points(),
    }
}

fn read_twice(first: &BTreeMap<Id, Value>, second: &BTreeMap<Id, Value>) -> Vec<ReadTwice> {
    let names: BTreeSet<&Id> = first.keys().chain(second.keys()).collect();
    let read = names.into_iter().map(|name| ReadTwice {
        field: name.clone(),
        first: first.get(name).cloned(),
        second: second.get(name).cloned(),
    });
    read.filter(|one| one.first != one.second).collect()
}

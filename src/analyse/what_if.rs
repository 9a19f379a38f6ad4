//! A verdict before and after facts are changed, rule by rule.

use std::collections::BTreeMap;

use super::rerun::{put, verdict};
use crate::assess::Assessor;
use crate::model::{
    Answer, Assessment, ChangedFact, Finding, Gate, GateState, Id, Moved, MovedGate, MovedOption,
    MovedRule, MovedTarget, Organisation, Outcome, Profile, Value, WhatIf,
};
use crate::pack::Pack;
use crate::recommend;

/// What becomes of an organisation with these answers in place of its own.
pub fn what_if(
    pack: &Pack,
    assessor: &Assessor<'_>,
    organisation: &Organisation,
    answers: &[(usize, Answer)],
) -> WhatIf {
    let (before, record) = assessor.assess_record(organisation);
    let mut changed = organisation.clone();
    for (field, answer) in answers {
        put(&mut changed, *field, answer.clone());
    }
    let (after, then) = assessor.assess_record(&changed);
    let sets = answers.iter().filter_map(|(field, answer)| {
        Some(ChangedFact {
            field: pack.fields.at(*field)?.id.clone(),
            from: record.value(&pack.fields, *field).cloned(),
            to: changed.value(&pack.fields, *field).cloned(),
            not_applicable: reason(answer),
            overridden: then.answer(*field) != answer
                && then.value(&pack.fields, *field) != changed.value(&pack.fields, *field)
                || is_drawn(pack, organisation, *field),
        })
    });
    compared(&before, &after, sets.collect())
}

fn reason(answer: &Answer) -> Option<String> {
    match answer {
        Answer::NotApplicable(reason) => Some(reason.clone()),
        _ => None,
    }
}

/// Whether the org chart says what the field states.
fn is_drawn(pack: &Pack, organisation: &Organisation, field: usize) -> bool {
    let chart = recommend::read_chart(pack, organisation);
    let drawn = !recommend::structures(chart.as_ref()).is_empty();
    drawn && pack.fields.position("structure_type") == Some(field)
}

/// All that differs between two assessments of the same organisation.
pub(super) fn compared(before: &Assessment, after: &Assessment, sets: Vec<ChangedFact>) -> WhatIf {
    WhatIf {
        id: before.id.clone(),
        name: before.name.clone(),
        sets,
        before: verdict(before),
        after: verdict(after),
        indexes: before
            .indexes
            .iter()
            .zip(&after.indexes)
            .map(|(one, then)| Moved {
                id: one.id.clone(),
                before: one.spread.score,
                after: then.spread.score,
            })
            .collect(),
        dimensions: dimensions(before, after),
        rules: rules(before, after),
        gates: gates(&before.gates, &after.gates),
        options: options(before, after),
        profile: profile(before.competencies.as_ref(), after.competencies.as_ref()),
    }
}

fn dimensions(before: &Assessment, after: &Assessment) -> Vec<Moved> {
    let pairs = before.dimensions.iter().zip(&after.dimensions);
    let moved = pairs.filter(|(one, then)| one.spread.score != then.spread.score);
    moved
        .map(|(one, then)| Moved {
            id: one.id.clone(),
            before: one.spread.score,
            after: then.spread.score,
        })
        .collect()
}

/// Rules with another outcome or another part in their index; the parts of an index add up to its change.
fn rules(before: &Assessment, after: &Assessment) -> Vec<MovedRule> {
    let (then, now) = (Parts::of(before), Parts::of(after));
    let pairs = before.findings.iter().zip(&after.findings);
    let moved = pairs.map(|(one, other)| MovedRule {
        id: one.rule.clone(),
        dimension: one.dimension.clone(),
        index: then.index(one),
        outcome_before: one.outcome.name(),
        outcome_after: other.outcome.name(),
        before: one.outcome.points(),
        after: other.outcome.points(),
        part: now.part(other) - then.part(one),
    });
    let told = |one: &MovedRule| {
        one.outcome_before != one.outcome_after || one.before != one.after || one.part.abs() > 1e-9
    };
    moved.filter(told).collect()
}

/// What each rule gives to its index.
struct Parts<'a> {
    /// The index of each dimension, its share of the weight of what is known there, and the known weight within it.
    dimensions: BTreeMap<&'a Id, (&'a Id, f64, f64)>,
}

impl<'a> Parts<'a> {
    fn of(assessment: &'a Assessment) -> Self {
        let known = |id: &Id| -> f64 {
            let own = assessment
                .findings
                .iter()
                .filter(|one| one.dimension == *id);
            own.filter(|one| one.outcome.points().is_some())
                .map(|one| one.weight)
                .sum()
        };
        let weight = |index: &Id| -> f64 {
            let own = assessment
                .dimensions
                .iter()
                .filter(|one| one.index == *index);
            own.filter(|one| one.spread.score.is_some())
                .map(|one| one.weight)
                .sum()
        };
        let dimensions = assessment.dimensions.iter().map(|one| {
            let share = one.weight / weight(&one.index);
            (&one.id, (&one.index, share, known(&one.id)))
        });
        Self {
            dimensions: dimensions.collect(),
        }
    }

    fn index(&self, finding: &Finding) -> Id {
        let found = self.dimensions.get(&finding.dimension);
        found.map_or_else(|| "".into(), |(index, ..)| (*index).clone())
    }

    /// Points of the index that come from a rule; 0 where it is not scored.
    fn part(&self, finding: &Finding) -> f64 {
        match (self.dimensions.get(&finding.dimension), &finding.outcome) {
            (Some((_, share, known)), Outcome::Scored(points)) => {
                share * finding.weight * points / known
            }
            _ => 0.0,
        }
    }
}

fn gates(before: &[Gate], after: &[Gate]) -> Vec<MovedGate> {
    let find = |list: &[Gate], id: &Id| list.iter().find(|gate| gate.id == *id).cloned();
    let new = after.iter().filter(|gate| find(before, &gate.id).is_none());
    let ids = before.iter().chain(new).map(|gate| &gate.id);
    let moved = ids.map(|id| {
        let (one, then) = (find(before, id), find(after, id));
        let cap = |gate: &Option<Gate>| {
            let gate = gate.as_ref().filter(|gate| gate.state != GateState::Clear);
            gate.and_then(|gate| gate.caps.clone())
        };
        MovedGate {
            id: id.clone(),
            cap_before: cap(&one),
            cap_after: cap(&then),
            before: one.map(|gate| gate.state),
            after: then.map(|gate| gate.state),
        }
    });
    moved.filter(|gate| gate.before != gate.after).collect()
}

fn options(before: &Assessment, after: &Assessment) -> Vec<MovedOption> {
    let (Some(one), Some(then)) = (&before.placement, &after.placement) else {
        return Vec::new();
    };
    let pairs = one.options.iter().zip(&then.options);
    let moved = pairs.map(|(one, then)| MovedOption {
        id: one.id.clone(),
        target_before: one.target_fit,
        target_after: then.target_fit,
        excluded_before: !one.excluded_by.is_empty(),
        excluded_after: !then.excluded_by.is_empty(),
    });
    moved
        .filter(|one| {
            one.target_before != one.target_after || one.excluded_before != one.excluded_after
        })
        .collect()
}

fn profile(before: Option<&Profile>, after: Option<&Profile>) -> Vec<MovedTarget> {
    let (one, then) = (levels(before), levels(after));
    let keys: std::collections::BTreeSet<_> = one.keys().chain(then.keys()).collect();
    let moved = keys.into_iter().map(|(role, competency)| {
        let key = (*role, *competency);
        MovedTarget {
            role: (*role).clone(),
            competency: (*competency).clone(),
            before: one.get(&key).copied(),
            after: then.get(&key).copied(),
        }
    });
    moved.filter(|one| one.before != one.after).collect()
}

fn levels(profile: Option<&Profile>) -> BTreeMap<(&Id, &Id), u8> {
    let roles = profile.into_iter().flat_map(|profile| &profile.roles);
    roles
        .flat_map(|role| {
            role.targets
                .iter()
                .map(|target| ((&role.id, &target.id), target.level))
        })
        .collect()
}

/// Facts that measures change, as a comparison names them.
pub(super) fn assumed(sets: Vec<crate::model::AssumedSet>) -> Vec<ChangedFact> {
    let changed = |set: crate::model::AssumedSet| ChangedFact {
        field: set.field,
        from: set.from,
        to: Some(set.to),
        not_applicable: None,
        overridden: false,
    };
    sets.into_iter().map(changed).collect()
}

/// Values that measures set, as answers of a record.
pub(super) fn answers(pack: &Pack, sets: &[crate::model::AssumedSet]) -> Vec<(usize, Value)> {
    let places = sets
        .iter()
        .filter_map(|set| Some((pack.fields.position(&set.field)?, set.to.clone())));
    places.collect()
}

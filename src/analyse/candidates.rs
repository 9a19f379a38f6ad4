//! Answers that a field could have: the words of a list, yes and no, the ends of a range, and both sides of each limit
//! that a rule compares it with.
//!
//! Between two neighbouring numbers of the list no rule over this field alone changes its branch, so that what a rule
//! says there lies between what it says at both.

use crate::model::{Field, FieldType, Organisation, Value};
use crate::pack::{Pack, Param, ParamValue, Rule};
use crate::rules::{Code, Compiled, Label, Program, Slot};

/// How far a number beside a limit is from it, as a share; rules take numbers for equal that differ by 2e-16.
const BESIDE: f64 = 1e-9;

/// The rules that a verdict depends on, with their code.
pub(super) fn deciding<'p>(
    pack: &'p Pack,
    program: &'p Program,
) -> impl Iterator<Item = (&'p Rule, &'p Compiled)> {
    let sets = [
        (&pack.rules, &program.rules),
        (&pack.gates, &program.gates),
        (&pack.factors, &program.factors),
        (&pack.exclusions, &program.exclusions),
        (&pack.options, &program.options),
        (&pack.entries, &program.entries),
    ];
    sets.into_iter()
        .flat_map(|(rules, compiled)| rules.iter().zip(compiled))
}

/// Values that the field could have, numbers in rising order; none for a text, a date or a list.
pub(super) fn candidates(
    pack: &Pack,
    program: &Program,
    record: &Organisation,
    place: usize,
) -> Vec<Value> {
    let Some(field) = pack.fields.at(place) else {
        return Vec::new();
    };
    match field.kind {
        FieldType::Enum => field
            .choices
            .iter()
            .map(|one| Value::Word(one.id.clone()))
            .collect(),
        FieldType::Bool => vec![Value::Flag(false), Value::Flag(true)],
        kind if kind.is_numeric() => {
            let slots = program.symbols.slots(pack, record);
            let readers =
                deciding(pack, program).filter(|(_, one)| one.lowered.reads.contains(&place));
            let limits = readers.flat_map(|(rule, compiled)| limits(rule, compiled, &slots, place));
            numbers(field, limits.collect())
        }
        _ => Vec::new(),
    }
}

/// Limits that a rule compares a field with: its numbers, and what they come to with the other numbers that it reads.
fn limits(rule: &Rule, compiled: &Compiled, slots: &[Slot], place: usize) -> Vec<f64> {
    let mut limits = own_limits(rule, compiled);
    let others = compiled
        .lowered
        .reads
        .iter()
        .filter(|other| **other != place);
    let others: Vec<f64> = others
        .filter_map(|other| match slots.get(*other) {
            Some(Slot::Number(number)) => Some(*number),
            _ => None,
        })
        .collect();
    let joint = others.iter().flat_map(|other| {
        let with = |limit: &f64| {
            let (limit, other) = (*limit, *other);
            [
                limit * other,
                limit * other / 100.0,
                other / limit,
                100.0 * other / limit,
                other - limit,
                other + limit,
                limit - other,
            ]
        };
        limits
            .iter()
            .flat_map(with)
            .chain([*other])
            .collect::<Vec<_>>()
    });
    let joint: Vec<f64> = joint.collect();
    limits.extend(joint);
    limits
}

/// The numbers that a rule names, in its params and in its function.
pub(super) fn own_limits(rule: &Rule, compiled: &Compiled) -> Vec<f64> {
    let mut limits: Vec<f64> = rule.params.iter().flat_map(numbers_of).collect();
    for body in &compiled.lowered.bodies {
        body.node.walk(&mut |node| match &node.code {
            Code::Number(number) => limits.push(*number),
            Code::Switch { branches, .. } => {
                limits.extend(bounds(branches.iter().map(|(label, _)| label)));
            }
            _ => {}
        });
    }
    limits
}

fn numbers_of(param: &Param) -> Vec<f64> {
    match &param.value {
        ParamValue::Number(number) => vec![*number],
        ParamValue::Knots(knots) => knots.iter().map(|(x, _)| *x).collect(),
        ParamValue::Table(_) => Vec::new(),
    }
}

fn bounds<'c>(labels: impl Iterator<Item = &'c Label>) -> Vec<f64> {
    labels
        .flat_map(|label| match label {
            Label::Ranges(ranges) => ranges.iter().flat_map(|(from, to)| [*from, *to]).collect(),
            Label::Words(_) => Vec::new(),
        })
        .collect()
}

/// The limits with both their sides, and the ends of the range; where the range is open, a number beyond all limits.
fn numbers(field: &Field, limits: Vec<f64>) -> Vec<Value> {
    let mut all: Vec<f64> = [field.min, field.max, field.above]
        .into_iter()
        .flatten()
        .collect();
    all.extend(limits.into_iter().filter(|limit| limit.is_finite()));
    let highest = all.iter().copied().fold(0.0, f64::max);
    let lowest = all.iter().copied().fold(0.0, f64::min);
    let mut numbers: Vec<f64> = all.iter().flat_map(|limit| sides(field, *limit)).collect();
    numbers.extend([highest * 10.0 + 10.0, lowest * 10.0 - 10.0].map(f64::round));
    let mut numbers: Vec<f64> = numbers
        .into_iter()
        .filter(|number| field.accept(Value::Number(*number)).is_ok())
        .map(|number| number + 0.0)
        .collect();
    numbers.sort_by(f64::total_cmp);
    numbers.dedup_by(|a, b| a.total_cmp(b).is_eq());
    numbers.into_iter().map(Value::Number).collect()
}

fn sides(field: &Field, limit: f64) -> Vec<f64> {
    if field.kind == FieldType::Integer {
        let (below, above) = (limit.floor(), limit.ceil());
        return vec![below - 1.0, below, above, above + 1.0];
    }
    let step = limit.abs().max(1.0) * BESIDE;
    vec![limit - step, limit, limit + step]
}

//! A case that would reach what no case reaches: one answer of a known case changed, then two.

use super::goals::Goal;
use super::watch::Clerk;
use crate::model::Id;
use crate::pack::{Param, ParamValue};
use crate::proof::evidence;
use crate::proof::step::{span_of, step};
use crate::proof::subject::Subject;
use crate::rules::{CallEnd, Code, Slot, Type, watched};

/// More tries than this are not worth the wait.
const TRIES: usize = 20_000;

/// Searches for a case; gives it as it would stand in the rule file, with what the rule says today.
pub(super) fn proposed(
    subject: &Subject<'_>,
    params: &[Param],
    bases: &[Vec<Slot>],
    goal: &Goal,
) -> Option<String> {
    let choices = choices(subject, params);
    let mut tries = 0;
    let mut reaches = |slots: &[Slot]| {
        tries += 1;
        let clerk = Clerk::default();
        let end = watched(subject.compiled, params, slots, &clerk);
        let mut seen = clerk.seen();
        seen.end(end.clone());
        let found = goal.reached(&seen) && !matches!(end, CallEnd::Failed(_));
        (found.then_some(end), tries < TRIES)
    };
    for deep in [false, true] {
        for base in bases {
            for (place, values) in &choices {
                for value in values {
                    let slots = with(base, *place, value);
                    let seconds: Vec<(usize, Slot)> = match deep {
                        false => vec![(*place, value.clone())],
                        true => pairs(&choices, *place),
                    };
                    for (second, other) in seconds {
                        let slots = with(&slots, second, &other);
                        match reaches(&slots) {
                            (Some(end), _) => return Some(case(subject, goal, &slots, &end)),
                            (None, true) => {}
                            (None, false) => return None,
                        }
                    }
                }
            }
        }
    }
    None
}

type Choices = Vec<(usize, Vec<Slot>)>;

fn pairs(choices: &Choices, first: usize) -> Vec<(usize, Slot)> {
    let others = choices.iter().filter(|(place, _)| *place > first);
    let pairs =
        others.flat_map(|(place, values)| values.iter().map(|value| (*place, value.clone())));
    pairs.collect()
}

fn with(base: &[Slot], place: usize, value: &Slot) -> Vec<Slot> {
    let mut slots = base.to_vec();
    if let Some(slot) = slots.get_mut(place) {
        *slot = value.clone();
    }
    slots
}

/// What each symbol that the rule reads can be, as far as the rule can tell a difference.
fn choices(subject: &Subject<'_>, params: &[Param]) -> Choices {
    let numbers = numbers(subject, params);
    let lowered = &subject.compiled.lowered;
    let places = lowered.reads.union(&lowered.asked);
    let of = |place: &usize| {
        let symbol = subject.symbols.at(*place)?;
        let span = span_of(subject, *place);
        let known: Vec<Slot> = match &symbol.kind {
            Type::Flag => vec![Slot::Flag(true), Slot::Flag(false)],
            Type::Word(Some(words)) => words.iter().cloned().map(Slot::Word).collect(),
            Type::Word(None) => vec![Slot::Word(Id::from("x"))],
            Type::Number { .. } => {
                let around = numbers.iter().flat_map(|number| {
                    let step = step(*number, span);
                    let near = [number - step, *number, number + step];
                    near.map(|one| crate::model::number::rounded(one, 6))
                });
                let fits = |one: &f64| span.can_be(*one);
                around.filter(fits).map(Slot::Number).collect()
            }
            _ => Vec::new(),
        };
        Some((*place, known.into_iter().chain([Slot::Missing]).collect()))
    };
    places.filter_map(of).collect()
}

/// All numbers that the rule holds answers against.
fn numbers(subject: &Subject<'_>, params: &[Param]) -> Vec<f64> {
    let mut all = vec![0.0, 1.0];
    for param in params {
        match &param.value {
            ParamValue::Number(number) => all.push(*number),
            ParamValue::Knots(knots) => all.extend(knots.iter().map(|(x, _)| *x)),
            ParamValue::Table(_) => {}
        }
    }
    for body in &subject.compiled.lowered.bodies {
        body.node.walk(&mut |node| match &node.code {
            Code::Number(number) => all.push(*number),
            Code::Switch { branches, .. } => {
                for (label, _) in branches {
                    if let crate::rules::Label::Ranges(ranges) = label {
                        all.extend(ranges.iter().flat_map(|(from, to)| [*from, *to]));
                    }
                }
            }
            _ => {}
        });
    }
    all.retain(|number| number.is_finite());
    all.sort_by(f64::total_cmp);
    all.dedup();
    all
}

fn case(subject: &Subject<'_>, goal: &Goal, slots: &[Slot], end: &CallEnd) -> String {
    let lowered = &subject.compiled.lowered;
    let places = lowered.reads.union(&lowered.asked);
    let facts = places.filter_map(|place| {
        let name = &subject.symbols.at(*place)?.name;
        let name = if name.contains('.') {
            format!("\"{name}\"")
        } else {
            name.to_string()
        };
        match slots.get(*place)? {
            Slot::Missing => None,
            Slot::NotApplicable => Some(format!("{name}: #{{ na: \"…\" }}")),
            Slot::Word(word) => Some(format!("{name}: \"{word}\"")),
            other => Some(format!("{name}: {}", evidence::shown(other))),
        }
    });
    let facts: Vec<String> = facts.collect();
    let facts = if facts.is_empty() {
        "#{}".to_owned()
    } else {
        format!("#{{ {} }}", facts.join(", "))
    };
    let name = goal.what.replace('"', "'");
    format!(
        "#{{ name: \"{name}\", facts: {facts}, expect: #{{ {} }} }},",
        crate::proof::run::expectation(subject, slots, end)
    )
}

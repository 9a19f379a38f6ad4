//! CASES of a rule file: whether each says something that can be tested, and whether the needed ones are there.

use super::explore::Explored;
use super::{at_spot, file_of};
use crate::error::{Faults, code};
use crate::pack::{AccountRule, Literal, Pack, Role, Shape, Spot};
use crate::proof::{Subjects, faults_of_rules};
use crate::rules::Inspected;

/// Cases that say nothing that could be tested: what `pack test` refuses, and names that stand twice.
pub(super) fn of_pack(pack: &Pack, inspected: &Inspected<'_>, explored: &[Explored<'_>]) -> Faults {
    let mut faults = faults_of_rules(&Subjects::inspected(pack, inspected));
    for fault in &mut faults {
        fault.code.get_or_insert(code::CASE_SHAPE);
    }
    explored
        .iter()
        .for_each(|one| named_twice(one, &mut faults));
    let broken = |one: &&Explored<'_>| {
        let file = &*one.rule.file.shown;
        faults.iter().any(|fault| file_of(fault) == Some(file))
    };
    let whole: Vec<&Explored<'_>> = explored.iter().filter(|one| !broken(one)).collect();
    whole.into_iter().for_each(|one| lacking(one, &mut faults));
    faults
}

fn listed<'r>(one: &Explored<'r>) -> &'r [Literal] {
    match &one.rule.cases.value {
        Shape::List(cases) => cases,
        _ => &[],
    }
}

fn named_twice(one: &Explored<'_>, faults: &mut Faults) {
    let mut names: Vec<&str> = Vec::new();
    for case in listed(one) {
        let Shape::Map(entries) = &case.value else {
            continue;
        };
        if let Some(Shape::Text(name)) = get(entries, "name") {
            if names.contains(&name.as_str()) {
                let detail = code::CASE_SHAPE.says(format!("two cases are called “{name}”"));
                faults.push(at_spot(one.rule, case.spot, detail));
            }
            names.push(name);
        }
    }
}

type Entries = [(String, Spot, Literal)];

fn get<'e>(entries: &'e Entries, key: &str) -> Option<&'e Shape> {
    entries
        .iter()
        .find(|(known, ..)| known == key)
        .map(|(.., found)| &found.value)
}

/// At least one case of each kind that the role can end in.
fn lacking(one: &Explored<'_>, faults: &mut Faults) {
    for (told, is) in wanted(one) {
        let any = listed(one).iter().any(|case| match &case.value {
            Shape::Map(entries) => match get(entries, "expect") {
                Some(Shape::Map(expected)) => expected
                    .iter()
                    .any(|(key, _, literal)| is(key, &literal.value)),
                _ => false,
            },
            _ => false,
        });
        if !any {
            let detail = format!("no case {told}");
            faults.push(at_spot(
                one.rule,
                one.rule.cases.spot,
                code::NO_CASE.says(detail),
            ));
        }
    }
}

/// What a case would have to expect.
type Wanted = Box<dyn Fn(&str, &Shape) -> bool>;

fn wanted(one: &Explored<'_>) -> Vec<(&'static str, Wanted)> {
    match &one.rule.role {
        Role::Score(_) | Role::Option | Role::Account(AccountRule::Criterion(_)) => of_points(one),
        Role::Gate(_) | Role::Account(AccountRule::Gate) => vec![
            state("makes it bind (`state: \"binding\"`)", "binding"),
            state("leaves it clear (`state: \"clear\"`)", "clear"),
        ],
        Role::Exclusion(_) => vec![state(
            "rules the options out (`state: \"excluded\"`)",
            "excluded",
        )],
        Role::Modifier(_) => vec![state("lets it apply (`state: \"applies\"`)", "applies")],
        Role::Flag => vec![state("raises it (`state: \"raised\"`)", "raised")],
        Role::Goal => vec![state("indicates it (`state: \"indicated\"`)", "indicated")],
        Role::Measure(_) => vec![state("calls for it (`state: \"triggered\"`)", "triggered")],
        Role::Factor(_) => vec![
            ("expects a bucket", Box::new(|key, _| key == "bucket")),
            unanswered(),
        ],
        Role::Entry => vec![("expects an entry", Box::new(|key, _| key == "entry"))],
    }
}

/// A good and a poor answer, by the middle of what the rule can give, and none at all.
fn of_points(one: &Explored<'_>) -> Vec<(&'static str, Wanted)> {
    let mut all: Vec<(&str, Wanted)> = Vec::new();
    if let Some((low, high)) = one.points.filter(|(low, high)| high - low > 1.0) {
        let middle = low + (high - low) * 0.5;
        let points = |value: &Shape| match value {
            Shape::Number(points) => Some(*points),
            _ => None,
        };
        all.push((
            "expects the `points` of a good answer",
            Box::new(move |key, value| {
                key == "points" && points(value).is_some_and(|points| points >= middle)
            }),
        ));
        all.push((
            "expects the `points` of a poor answer",
            Box::new(move |key, value| {
                key == "points" && points(value).is_some_and(|points| points <= middle)
            }),
        ));
    }
    if !one.compiled.needs.is_empty() {
        all.push(unanswered());
    }
    all
}

fn unanswered() -> (&'static str, Wanted) {
    let told = "leaves a field unanswered (`outcome: \"unknown\"`)";
    (
        told,
        Box::new(|key, value| is(key, value, "outcome", "unknown")),
    )
}

fn state(told: &'static str, word: &'static str) -> (&'static str, Wanted) {
    (
        told,
        Box::new(move |key, value| is(key, value, "state", word)),
    )
}

fn is(key: &str, value: &Shape, wanted: &str, word: &str) -> bool {
    key == wanted && matches!(value, Shape::Text(found) if found == word)
}

//! CASES of a rule file: whether each says something that can be tested, and whether the needed ones are there.

use super::at_spot;
use super::explore::Explored;
use crate::error::{Faults, code, listed, nearest};
use crate::model::Value;
use crate::pack::{AccountRule, Literal, Role, Shape, Spot};
use crate::rules::Type;

const KEYS: [&str; 3] = ["name", "facts", "expect"];
const EXPECTED: [&str; 6] = ["points", "outcome", "reason", "state", "bucket", "entry"];
const OUTCOMES: [&str; 5] = ["scored", "not_applicable", "unknown", "failed", "decided"];

pub(super) fn faults(one: &Explored<'_>, faults: &mut Faults) {
    let before = faults.len();
    let Shape::List(cases) = &one.rule.cases.value else {
        faults.push(at_spot(
            one.rule,
            one.rule.cases.spot,
            code::CASE_SHAPE.says("CASES must be a list of cases"),
        ));
        return;
    };
    let mut names: Vec<&str> = Vec::new();
    let mut refuse = |spot: Spot, detail: String| {
        faults.push(at_spot(one.rule, spot, code::CASE_SHAPE.says(detail)))
    };
    for case in cases {
        let Shape::Map(entries) = &case.value else {
            refuse(
                case.spot,
                "a case is a map #{ name, facts, expect }".to_owned(),
            );
            continue;
        };
        shape(case, entries, &mut refuse);
        if let Some(Shape::Text(name)) = get(entries, "name") {
            if names.contains(&name.as_str()) {
                refuse(case.spot, format!("two cases are called “{name}”"));
            }
            names.push(name);
        }
        if let Some(Shape::Map(facts)) = get(entries, "facts") {
            facts
                .iter()
                .for_each(|fact| self::fact(one, fact, &mut refuse));
        }
        if let Some(Shape::Map(expected)) = get(entries, "expect") {
            expectation(one, case.spot, expected, &mut refuse);
        }
    }
    if faults.len() == before {
        lacking(one, cases, faults);
    }
}

type Entries = [(String, Spot, Literal)];

fn get<'e>(entries: &'e Entries, key: &str) -> Option<&'e Shape> {
    entries
        .iter()
        .find(|(known, ..)| known == key)
        .map(|(.., found)| &found.value)
}

fn shape(case: &Literal, entries: &Entries, refuse: &mut impl FnMut(Spot, String)) {
    for (key, spot, _) in entries
        .iter()
        .filter(|(key, ..)| !KEYS.contains(&key.as_str()))
    {
        let hint = nearest(key, KEYS).map_or_else(
            || format!("allowed are {}", listed(KEYS)),
            |near| format!("did you mean `{near}`"),
        );
        refuse(*spot, format!("a case has no key `{key}`; {hint}"));
    }
    for (key, wanted) in [
        ("name", "a sentence in quotes"),
        ("facts", "a map #{…}"),
        ("expect", "a map #{…}"),
    ] {
        let fits = match get(entries, key) {
            Some(Shape::Text(text)) => key == "name" && !text.trim().is_empty(),
            Some(Shape::Map(_)) => key != "name",
            _ => false,
        };
        if !fits {
            refuse(case.spot, format!("this case needs `{key}`, {wanted}"));
        }
    }
}

fn fact(
    one: &Explored<'_>,
    (name, spot, literal): &(String, Spot, Literal),
    refuse: &mut impl FnMut(Spot, String),
) {
    let Some(position) = one.symbols.position(name) else {
        let near = nearest(name, one.symbols.iter().map(|symbol| &*symbol.name));
        let hint = near.map_or_else(String::new, |near| format!("; did you mean `{near}`"));
        refuse(*spot, format!("`{name}` is not a field{hint}"));
        return;
    };
    let value = match &literal.value {
        Shape::Number(number) => Value::Number(*number),
        Shape::Flag(flag) => Value::Flag(*flag),
        Shape::Text(word) => Value::word(word),
        other => return refuse(literal.spot, format!("`{name}` cannot be {}", other.name())),
    };
    if let Some(field) = one
        .fields
        .get(name)
        .filter(|_| one.symbols.is_field(position))
    {
        if field.accept(value).is_err() {
            let allowed = field.allowed();
            refuse(
                literal.spot,
                format!(
                    "`{name}` cannot be this; allowed: {}",
                    allowed.as_word().unwrap_or("")
                ),
            );
        }
        return;
    }
    let kind = one.symbols.at(position).map(|symbol| &symbol.kind);
    let fits = match (&value, kind) {
        (Value::Word(word), Some(Type::Word(Some(words)))) => words.contains(word),
        (Value::Word(_), Some(Type::Word(None)))
        | (Value::Number(_), Some(Type::Number { .. }))
        | (Value::Flag(_), Some(Type::Flag)) => true,
        _ => false,
    };
    if !fits {
        refuse(
            literal.spot,
            format!(
                "`{name}` cannot be this; it is {}",
                kind.map_or("", Type::name)
            ),
        );
    }
}

fn expectation(
    one: &Explored<'_>,
    spot: Spot,
    expected: &Entries,
    refuse: &mut impl FnMut(Spot, String),
) {
    if expected.is_empty() {
        refuse(
            spot,
            "this case expects nothing, so it can never fail".to_owned(),
        );
    }
    for (key, at, literal) in expected {
        match (key.as_str(), &literal.value) {
            ("points", Shape::Number(points)) if !(0.0..=100.0).contains(points) => {
                refuse(
                    literal.spot,
                    format!("{points} points are expected; 0 to 100 are possible"),
                );
            }
            ("points", Shape::Number(_)) | ("state" | "entry", Shape::Text(_)) => {}
            ("outcome", Shape::Text(word)) if !OUTCOMES.contains(&word.as_str()) => {
                refuse(
                    literal.spot,
                    format!(
                        "there is no outcome `{word}`; there are {}",
                        listed(OUTCOMES)
                    ),
                );
            }
            ("bucket", Shape::Text(word)) if !buckets(one).contains(&word.as_str()) => {
                refuse(
                    literal.spot,
                    format!(
                        "there is no bucket `{word}`; there are {}",
                        listed(buckets(one))
                    ),
                );
            }
            ("reason", Shape::Text(word)) if !one.rule.texts.contains_key(word) => {
                let known = one.rule.texts.keys().map(String::as_str);
                refuse(
                    literal.spot,
                    format!(
                        "`{word}` is not one of the rule's texts; META declares {}",
                        listed(known)
                    ),
                );
            }
            ("outcome" | "bucket" | "reason", Shape::Text(_)) => {}
            (known, other) if EXPECTED.contains(&known) => {
                refuse(
                    literal.spot,
                    format!("`{known}` cannot be {}", other.name()),
                );
            }
            _ => {
                let hint = nearest(key, EXPECTED).map_or_else(
                    || format!("allowed are {}", listed(EXPECTED)),
                    |near| format!("did you mean `{near}`"),
                );
                refuse(*at, format!("`expect` has no key `{key}`; {hint}"));
            }
        }
    }
}

fn buckets<'o>(one: &'o Explored<'_>) -> Vec<&'o str> {
    match &one.rule.role {
        Role::Factor(factor) => factor.buckets.iter().map(|(id, _)| &**id).collect(),
        _ => Vec::new(),
    }
}

/// At least one case of each kind that the role can end in.
fn lacking(one: &Explored<'_>, cases: &[Literal], faults: &mut Faults) {
    for (told, is) in wanted(one) {
        let any = cases.iter().any(|case| match &case.value {
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

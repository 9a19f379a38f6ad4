//! What literals in a case stand for: facts, expected values, tolerances.

use super::case::Wanted;
use super::read::{Entries, unknown};
use super::subject::Subject;
use crate::error::{listed, nearest};
use crate::model::{Field, Value};
use crate::pack::{Literal, Shape, Spot};
use crate::rules::{Slot, Type};

pub(super) fn get<'a>(entries: &'a Entries, key: &str) -> Option<&'a Literal> {
    let found = entries.iter().find(|(known, ..)| known == key);
    found.map(|(.., literal)| literal)
}

pub(super) type Flat<'a> = (String, Spot, &'a Literal);

/// Maps inside maps as names with points: `scores: #{ D03: 5 }` is `scores.D03: 5`.
pub(super) fn flat(entries: &Entries, expected: bool) -> Vec<Flat<'_>> {
    let mut all = Vec::new();
    for (name, spot, literal) in entries {
        match &literal.value {
            Shape::Map(inner) if !is_leaf(inner, expected) => {
                let below = flat(inner, expected).into_iter();
                all.extend(below.map(|(key, spot, one)| (format!("{name}.{key}"), spot, one)));
            }
            _ => all.push((name.clone(), *spot, literal)),
        }
    }
    all
}

/// `#{ value: 25, tolerance: 0.1 }`, or `#{ na: "why" }`.
fn is_leaf(entries: &Entries, expected: bool) -> bool {
    let has = |key: &str| entries.iter().any(|(known, ..)| known == key);
    if expected { has("value") } else { has("na") }
}

pub(super) fn is_absent(literal: &Literal) -> bool {
    match &literal.value {
        Shape::Map(_) => true,
        Shape::Text(text) => text.starts_with("NA:"),
        _ => false,
    }
}

pub(super) fn tolerance(found: &Literal) -> Result<f64, String> {
    match found.value {
        Shape::Number(number) if number >= 0.0 => Ok(number),
        _ => Err("`tolerance` must be a number of at least 0".to_owned()),
    }
}

pub(super) fn wanted(literal: &Literal, around: f64) -> Result<Wanted, String> {
    match &literal.value {
        Shape::Number(value) => Ok(Wanted::Number {
            value: *value,
            tolerance: around,
        }),
        Shape::Text(word) => Ok(Wanted::Word(word.clone())),
        Shape::Flag(flag) => Ok(Wanted::Word(flag.to_string())),
        Shape::List(items) => {
            let words = items.iter().map(|item| match &item.value {
                Shape::Text(word) => Ok(word.clone()),
                other => Err(format!(
                    "a list of ids is expected here, and {} stands in it",
                    other.name()
                )),
            });
            words.collect::<Result<_, _>>().map(Wanted::List)
        }
        Shape::Map(entries) => {
            let odd = entries
                .iter()
                .find(|(key, ..)| !["value", "tolerance"].contains(&key.as_str()));
            if let Some((key, ..)) = odd {
                return Err(format!(
                    "there is no `{key}` here; allowed are `value` or `tolerance`"
                ));
            }
            let own = get(entries, "tolerance").map(tolerance).transpose()?;
            match get(entries, "value").map(|found| &found.value) {
                Some(Shape::Number(value)) => Ok(Wanted::Number {
                    value: *value,
                    tolerance: own.unwrap_or(around),
                }),
                _ => Err("`value` must be a number where a tolerance stands beside it".to_owned()),
            }
        }
    }
}

/// A fact that a rule reads: an answer, or what an earlier phase would have published.
pub(super) fn slot(
    subject: &Subject<'_>,
    name: &str,
    literal: &Literal,
) -> Result<(usize, Slot), String> {
    let symbols = subject.symbols;
    let Some(place) = symbols.position(name) else {
        let names = symbols.iter().map(|symbol| &*symbol.name);
        return Err(unknown("field", name, names));
    };
    if is_absent(literal) {
        return Ok((place, Slot::NotApplicable));
    }
    let value = value(subject.fields.get(name), name, literal)?;
    let kind = symbols.at(place).map(|symbol| &symbol.kind);
    let fits = match (&value, kind) {
        (Value::Number(_), Some(Type::Number { .. })) | (Value::Flag(_), Some(Type::Flag)) => true,
        (Value::Word(word), Some(Type::Word(Some(words)))) if !words.contains(word) => {
            let words = words.iter().map(|word| &**word);
            return Err(format!(
                "`{name}` cannot be `{word}`; allowed are {}",
                listed(words)
            ));
        }
        (Value::Word(_), Some(Type::Word(_))) | (Value::List(_), Some(Type::List)) => true,
        _ => false,
    };
    if fits {
        return Ok((place, Slot::from(&value)));
    }
    let allowed = kind.map_or("something else", Type::name);
    Err(format!(
        "`{name}` must be {allowed}, not {}",
        literal.value.name()
    ))
}

pub(super) fn value(field: Option<&Field>, name: &str, literal: &Literal) -> Result<Value, String> {
    let value = match &literal.value {
        Shape::Number(number) => Value::Number(*number),
        Shape::Flag(flag) => Value::Flag(*flag),
        Shape::Text(word) => Value::word(word),
        Shape::List(items) => {
            let words = items.iter().map(|item| match &item.value {
                Shape::Text(word) => Ok(word.as_str().into()),
                other => Err(format!(
                    "`{name}` is a list of words, and {} stands in it",
                    other.name()
                )),
            });
            Value::List(words.collect::<Result<_, _>>()?)
        }
        Shape::Map(_) => return Err(format!("`{name}` cannot be a map")),
    };
    let Some(field) = field else { return Ok(value) };
    let found = match &value {
        Value::Word(word) => format!("`{word}`"),
        Value::Number(number) => number.to_string(),
        Value::Flag(flag) => flag.to_string(),
        Value::List(_) => "this list".to_owned(),
    };
    let near = value
        .as_word()
        .and_then(|word| nearest(word, field.choices.iter().map(|one| &*one.id)));
    let near = near.map_or_else(String::new, |near| format!("; did you mean `{near}`"));
    field.accept(value).map_err(|_| {
        let allowed = field.allowed();
        let allowed = allowed.as_word().unwrap_or("");
        format!("`{name}` cannot be {found}{near}; allowed: {allowed}")
    })
}

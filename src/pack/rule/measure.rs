//! META of a measure: what it costs, what it needs, and what it is assumed to bring (domain 8.1).

use crate::error::code;
use crate::model::{Id, Text, Value};
use crate::pack::literal::{Literal, Shape};
use crate::pack::reader::MapReader;

/// One measure of the roadmap.
#[derive(Debug, Clone)]
pub struct MeasureRule {
    pub phase: Id,
    /// Effort in person-days of a company whose size factor is 1.
    pub person_days: f64,
    /// Duration in weeks, whatever the size.
    pub weeks: f64,
    pub owner: Text,
    /// How its completion is proven.
    pub proof: Text,
    pub needs: Vec<Need>,
    pub sets: Vec<Set>,
    /// In which round it is selected; a later round reads what the earlier ones planned.
    pub step: u8,
    /// Restricted levels at which it is selected all the same.
    pub at: Vec<Id>,
}

/// A measure that comes before.
#[derive(Debug, Clone)]
pub struct Need {
    pub measure: Id,
    /// Needed only if this holds.
    pub when: Option<NeedWhen>,
}

/// A field has one of these words, or is not answered.
#[derive(Debug, Clone)]
pub struct NeedWhen {
    pub field: Id,
    pub words: Vec<Id>,
    pub or_missing: bool,
}

/// The value that a field is assumed to have once the measure is done.
#[derive(Debug, Clone)]
pub struct Set {
    pub field: Id,
    pub to: Target,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Target {
    Value(Value),
    AtLeast(f64),
    AtMost(f64),
    /// The nearest number from the first to the second.
    Nearest(f64, f64),
}

impl Target {
    /// The value after the measure, from the value before it.
    pub fn applied(&self, before: Option<f64>) -> Value {
        match (self, before) {
            (Self::Value(value), _) => value.clone(),
            (Self::AtLeast(limit), Some(now)) => Value::Number(now.max(*limit)),
            (Self::AtMost(limit), Some(now)) => Value::Number(now.min(*limit)),
            (Self::Nearest(low, high), Some(now)) => Value::Number(now.max(*low).min(*high)),
            (Self::AtLeast(limit) | Self::AtMost(limit) | Self::Nearest(limit, _), None) => {
                Value::Number(*limit)
            }
        }
    }

    /// The numbers that it can set.
    pub fn numbers(&self) -> Vec<f64> {
        match self {
            Self::Value(value) => value.as_number().into_iter().collect(),
            Self::AtLeast(limit) | Self::AtMost(limit) => vec![*limit],
            Self::Nearest(low, high) => vec![*low, *high],
        }
    }
}

pub(super) fn measure(meta: &mut MapReader<'_, '_>) -> Option<MeasureRule> {
    let phase = meta.word("phase", true);
    let person_days = above_zero(meta, "person_days");
    let weeks = above_zero(meta, "weeks");
    let owner = meta.text("owner", true);
    let proof = meta.text("proof", true);
    let needs = needs(meta);
    let sets = sets(meta);
    let step = step(meta);
    let at = meta.words("at", false);
    Some(MeasureRule {
        phase: phase?.into(),
        person_days: person_days?,
        weeks: weeks?,
        owner: owner?,
        proof: proof?,
        needs,
        sets,
        step: step?,
        at: at.into_iter().map(Id::from).collect(),
    })
}

fn above_zero(meta: &mut MapReader<'_, '_>, key: &'static str) -> Option<f64> {
    let number = meta.number(key, true)?;
    if number > 0.0 {
        return Some(number);
    }
    let spot = meta.optional(key)?.spot;
    meta.fault_at(
        spot,
        code::META_TYPE.says(format!("`{key}` is {number}; it must be above 0")),
    );
    None
}

/// The first round where nothing is said.
fn step(meta: &mut MapReader<'_, '_>) -> Option<u8> {
    let Some(step) = meta.number("step", false) else {
        return Some(1);
    };
    if [1.0, 2.0, 3.0].contains(&step) {
        return Some(step as u8);
    }
    let spot = meta.optional("step")?.spot;
    meta.fault_at(spot, "`step` must be 1, 2 or 3");
    None
}

/// `needs` names measures; `needs_if` names those that are needed under a condition.
fn needs(meta: &mut MapReader<'_, '_>) -> Vec<Need> {
    let always = meta.words("needs", false).into_iter().map(|measure| Need {
        measure: measure.into(),
        when: None,
    });
    let mut needs: Vec<Need> = always.collect();
    needs.extend(super::role::each(meta, "needs_if", need_if));
    needs
}

fn need_if(map: &mut MapReader<'_, '_>) -> Option<Need> {
    let measure = map.word("measure", true);
    let field = map.word("field", true);
    let words = map.words("words", true);
    let or_missing = super::role::flag(map, "or_missing").unwrap_or(false);
    Some(Need {
        measure: measure?.into(),
        when: Some(NeedWhen {
            field: field?.into(),
            words: words.into_iter().map(Id::from).collect(),
            or_missing,
        }),
    })
}

/// `#{ field: #{ value: … } }`, or `at_least`, `at_most`, `nearest: [low, high]`.
fn sets(meta: &mut MapReader<'_, '_>) -> Vec<Set> {
    let mut sets = Vec::new();
    for (field, _, literal) in meta.open("sets") {
        let mut map = MapReader::new(meta.file, field, literal, meta.faults);
        let to = target(&mut map, literal);
        map.finish();
        sets.extend(to.map(|to| Set {
            field: field.as_str().into(),
            to,
        }));
    }
    sets
}

fn target(map: &mut MapReader<'_, '_>, literal: &Literal) -> Option<Target> {
    let value = map.optional("value");
    let at_least = map.number("at_least", false).map(Target::AtLeast);
    let at_most = map.number("at_most", false).map(Target::AtMost);
    let nearest = map.optional("nearest");
    let mut found: Vec<Target> = at_least.into_iter().chain(at_most).collect();
    if let Some(literal) = value {
        found.extend(set_value(&literal.value).map(Target::Value));
    }
    if let Some(literal) = nearest {
        found.extend(between(&literal.value));
    }
    match (found.pop(), found.is_empty()) {
        (Some(one), true) => Some(one),
        _ => {
            let detail = "a set is one of `value`, `at_least`, `at_most` or `nearest: [low, high]`";
            map.fault_at(literal.spot, detail);
            None
        }
    }
}

fn set_value(shape: &Shape) -> Option<Value> {
    match shape {
        Shape::Number(number) => Some(Value::Number(*number)),
        Shape::Flag(flag) => Some(Value::Flag(*flag)),
        Shape::Text(word) => Some(Value::word(word)),
        _ => None,
    }
}

fn between(shape: &Shape) -> Option<Target> {
    let Shape::List(items) = shape else {
        return None;
    };
    match items.iter().map(|item| &item.value).collect::<Vec<_>>()[..] {
        [Shape::Number(low), Shape::Number(high)] if low <= high => {
            Some(Target::Nearest(*low, *high))
        }
        _ => None,
    }
}

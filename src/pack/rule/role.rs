//! META: the keys that depend on what the rule is for.

use super::measure::measure;
use super::place::{Folder, RulePlace};
use super::{
    Change, Direction, ExclusionRule, FactorRule, ForEach, GateRule, ModifierRule, Role, ScoreRule,
    Take,
};
use crate::error::code;
use crate::model::{Id, Text};
use crate::pack::accounts::{AccountRule, Criterion};
use crate::pack::literal::{Literal, Shape};
use crate::pack::reader::{MapReader, text};

pub(super) fn role(meta: &mut MapReader<'_, '_>, place: &RulePlace) -> Option<Role> {
    match place.folder {
        Folder::Score => score(meta, place.dimension.as_ref()?).map(Role::Score),
        Folder::Gate => gate(meta).map(Role::Gate),
        Folder::Factor => factor(meta).map(Role::Factor),
        Folder::Exclusion => {
            let options = ids(meta, "options", true);
            Some(Role::Exclusion(ExclusionRule { options }))
        }
        Folder::Option => Some(Role::Option),
        Folder::Entry => Some(Role::Entry),
        Folder::Flag => Some(Role::Flag),
        Folder::Goal => Some(Role::Goal),
        Folder::Criterion(axis) => {
            let weight = weight(meta);
            let monotone = monotone(meta);
            Some(Role::Account(AccountRule::Criterion(Criterion {
                axis,
                weight: weight?,
                monotone,
            })))
        }
        Folder::AccountGate => Some(Role::Account(AccountRule::Gate)),
        Folder::Modifier => Some(Role::Modifier(modifier(meta))),
        Folder::Measure => measure(meta).map(Role::Measure),
    }
}

fn score(meta: &mut MapReader<'_, '_>, dimension: &Id) -> Option<ScoreRule> {
    let weight = weight(meta);
    let good = meta.text("good", true);
    let poor = meta.text("poor", true);
    let advice = meta.text("advice", true);
    let neutral = neutral(meta);
    let monotone = monotone(meta);
    Some(ScoreRule {
        dimension: dimension.clone(),
        weight: weight?,
        good: good?,
        poor: poor?,
        advice: advice?,
        neutral,
        monotone,
    })
}

fn gate(meta: &mut MapReader<'_, '_>) -> Option<GateRule> {
    let caps = meta.word("caps", true);
    let unverified = meta.word("unverified", false).map(Id::from);
    let for_each = for_each(meta);
    let yields_to = meta.word("yields_to", false).map(Id::from);
    let borderline = borderline(meta);
    Some(GateRule {
        caps: caps?.into(),
        unverified,
        for_each,
        yields_to,
        borderline,
    })
}

fn factor(meta: &mut MapReader<'_, '_>) -> Option<FactorRule> {
    let kinds = [("structural", true), ("feasibility", false)];
    let structural = meta.one_of("kind", true, &kinds);
    let tipping = flag(meta, "tipping").unwrap_or(true);
    let mut buckets: Vec<(Id, Text)> = Vec::new();
    meta.required("buckets")?;
    for (bucket, _, literal) in meta.open("buckets") {
        if let Some(label) = text(meta.file, bucket, literal, meta.faults) {
            buckets.push((bucket.as_str().into(), label));
        }
    }
    Some(FactorRule {
        structural: structural?,
        tipping,
        buckets,
    })
}

fn modifier(meta: &mut MapReader<'_, '_>) -> ModifierRule {
    let counts_as = meta
        .number("counts_as", false)
        .map_or(1, |count| count as usize);
    let replaces = meta.word("replaces", false).map(Id::from);
    let drops = ids(meta, "drops", false);
    let changes = each(meta, "changes", change);
    let takes = each(meta, "takes", take);
    ModifierRule {
        counts_as,
        replaces,
        changes,
        takes,
        drops,
    }
}

fn change(map: &mut MapReader<'_, '_>) -> Option<Change> {
    let competencies = ids(map, "competencies", true);
    let roles = ids(map, "roles", true);
    let placements = ids(map, "placements", false);
    Some(Change {
        competencies,
        roles,
        by: map.number("by", true)?,
        placements,
    })
}

fn take(map: &mut MapReader<'_, '_>) -> Option<Take> {
    let role = map.word("role", true);
    let from = map.word("from", true);
    let competencies = ids(map, "competencies", true);
    let least = map.number("least", false);
    let criticality = map.number("criticality", false);
    let where_higher = flag(map, "where_higher").unwrap_or(false);
    Some(Take {
        role: role?.into(),
        from: from?.into(),
        competencies,
        least,
        criticality,
        where_higher,
    })
}

/// The maps of a list, each read with its own closed schema.
pub(super) fn each<T>(
    meta: &mut MapReader<'_, '_>,
    key: &'static str,
    one: fn(&mut MapReader<'_, '_>) -> Option<T>,
) -> Vec<T> {
    let Some(found) = meta.optional(key) else {
        return Vec::new();
    };
    let Shape::List(items) = &found.value else {
        meta.wrong(key, found, "a list of maps");
        return Vec::new();
    };
    let mut all = Vec::new();
    for item in items {
        let mut map = MapReader::new(meta.file, key, item, meta.faults);
        all.extend(one(&mut map));
        map.finish();
    }
    all
}

fn ids(meta: &mut MapReader<'_, '_>, key: &'static str, required: bool) -> Vec<Id> {
    meta.words(key, required)
        .into_iter()
        .map(Id::from)
        .collect()
}

pub(super) fn flag(meta: &mut MapReader<'_, '_>, key: &'static str) -> Option<bool> {
    match meta.optional(key)? {
        Literal {
            value: Shape::Flag(flag),
            ..
        } => Some(*flag),
        other => {
            meta.wrong(key, other, "true or false");
            None
        }
    }
}

fn weight(meta: &mut MapReader<'_, '_>) -> Option<f64> {
    let weight = meta.number("weight", true)?;
    if weight > 0.0 {
        return Some(weight);
    }
    let spot = meta.required("weight")?.spot;
    meta.fault_at(
        spot,
        code::WEIGHT.says(format!(
            "`weight` is {weight}; a weight is a number above 0"
        )),
    );
    None
}

fn neutral(meta: &mut MapReader<'_, '_>) -> Option<f64> {
    let neutral = meta.number("neutral", false)?;
    if (0.0..=100.0).contains(&neutral) {
        return Some(neutral);
    }
    let spot = meta.optional("neutral")?.spot;
    meta.fault_at(
        spot,
        format!("`neutral` is {neutral}; 0 to 100 points are allowed"),
    );
    None
}

fn monotone(meta: &mut MapReader<'_, '_>) -> Vec<(String, Direction)> {
    let mut monotone = Vec::new();
    for (field, _, literal) in meta.open("monotone") {
        match &literal.value {
            Shape::Text(word) if word == "up" => monotone.push((field.clone(), Direction::Up)),
            Shape::Text(word) if word == "down" => monotone.push((field.clone(), Direction::Down)),
            _ => meta.fault_at(
                literal.spot,
                code::META_WORD.says("a direction is `up` or `down`"),
            ),
        }
    }
    monotone
}

fn for_each(meta: &mut MapReader<'_, '_>) -> Option<ForEach> {
    let found = meta.optional("for_each")?;
    let mut map = MapReader::new(meta.file, "for_each", found, meta.faults);
    let index = map.word("index", true);
    let except = map.words("except", false);
    map.finish();
    Some(ForEach {
        index: index?,
        except,
    })
}

fn borderline(meta: &mut MapReader<'_, '_>) -> Option<(String, String)> {
    let found = meta.optional("borderline")?;
    let mut map = MapReader::new(meta.file, "borderline", found, meta.faults);
    let index = map.word("index", true);
    let param = map.word("param", true);
    map.finish();
    Some((index?, param?))
}

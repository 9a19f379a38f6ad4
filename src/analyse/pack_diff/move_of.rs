//! What one organisation sees of the change: its indexes with their parts, its level and its placement with the
//! causes.

use serde::Serialize;

use super::Side;
use super::placed::place_of;
use super::rules::Renamed;
use crate::analyse::parts::{Member, Weighed, parts};
use crate::model::{
    Assessment, DimensionScore, Finding, Gate, GateState, Id, number, six_decimals,
    six_decimals_or_null,
};
use crate::pack::Pack;

/// Points that differ by less are the same.
pub(super) const SAME: f64 = 1e-9;

/// One organisation under both packs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Move {
    pub id: Id,
    pub name: Id,
    /// Indexes that changed.
    pub indexes: Vec<ChangeOfIndex>,
    pub level: Option<ChangeOfLevel>,
    pub target: Option<ChangeOfPlace>,
    pub entry: Option<ChangeOfPlace>,
}

/// An index before and after, in points. The parts add up to `change`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ChangeOfIndex {
    pub index: Id,
    #[serde(serialize_with = "six_decimals_or_null")]
    pub from: Option<f64>,
    #[serde(serialize_with = "six_decimals_or_null")]
    pub to: Option<f64>,
    #[serde(serialize_with = "six_decimals_or_null")]
    pub change: Option<f64>,
    /// The largest first.
    pub parts: Vec<ScorePart>,
}

/// Why an index is another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Because {
    /// The rule gives other points.
    Points,
    /// The rule has another weight in its dimension, is new there or gone, or it counts on one side only.
    Weight,
    /// The dimension has another weight in its index, is new there or gone.
    DimensionWeight,
}

/// A part of the change of an index, in points.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ScorePart {
    /// Rule or dimension, as the new pack calls it.
    pub id: Id,
    pub because: Because,
    #[serde(serialize_with = "six_decimals")]
    pub points: f64,
}

/// The level before and after; none where coverage forbids one.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ChangeOfLevel {
    pub from: Option<Id>,
    pub to: Option<Id>,
    pub causes: Vec<Cause>,
}

/// Why a level or a placement is another one.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "cause", content = "id", rename_all = "snake_case")]
pub enum Cause {
    /// The index crosses a limit of the old pack.
    Score,
    /// The limits of the levels are others.
    Limits,
    /// The gate is in force with another cap than before.
    Gate(Id),
    Coverage,
    /// The exclusion rules the option out, or does so no more.
    Exclusion(Id),
    /// The factor stands in another bucket.
    Bucket(Id),
    /// The level decides otherwise on the entry.
    Level,
    /// Effects, weights or the way of choosing are others.
    Fit,
}

/// A placement before and after.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ChangeOfPlace {
    pub from: Option<Id>,
    pub to: Option<Id>,
    pub causes: Vec<Cause>,
    /// The lead of the new place over the old one before and after, in points of fit; the parts add up to the change.
    #[serde(serialize_with = "six_decimals_or_null")]
    pub lead_from: Option<f64>,
    #[serde(serialize_with = "six_decimals_or_null")]
    pub lead_to: Option<f64>,
    pub parts: Vec<FactorPart>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FactorPart {
    pub factor: Id,
    #[serde(serialize_with = "six_decimals")]
    pub points: f64,
}

impl Move {
    /// Whether level or placement is another one.
    pub fn is_moved(&self) -> bool {
        self.level.is_some() || self.target.is_some() || self.entry.is_some()
    }

    pub fn is_empty(&self) -> bool {
        !self.is_moved() && self.indexes.is_empty()
    }

    /// The largest change of an index, in points; endless where a score comes or goes.
    pub fn largest(&self) -> f64 {
        let changes = self.indexes.iter();
        let sizes = changes.map(|one| one.change.map_or(f64::INFINITY, f64::abs));
        sizes.fold(0.0, f64::max)
    }
}

/// What changed for one organisation.
pub(super) fn move_of(
    (old, before): (Side<'_>, &Assessment),
    (new, after): (Side<'_>, &Assessment),
    renamed: &Renamed,
) -> Move {
    let pair = (before, after);
    let names = new.pack.manifest.indexes.iter().map(|index| &index.id);
    let gone = old.pack.manifest.indexes.iter().map(|index| &index.id);
    let mut names: Vec<&Id> = names.collect();
    for id in gone {
        if !names.contains(&id) {
            names.push(id);
        }
    }
    let indexes = names.into_iter().filter_map(|id| index(id, pair, renamed));
    let level = level(old.pack, new.pack, pair);
    let place = |structural| place_of((old.pack, before), (new.pack, after), structural);
    Move {
        id: after.id.clone(),
        name: after.name.clone(),
        indexes: indexes.collect(),
        level,
        target: place(true),
        entry: place(false),
    }
}

type Pair<'a> = (&'a Assessment, &'a Assessment);

fn index(id: &Id, (before, after): Pair<'_>, renamed: &Renamed) -> Option<ChangeOfIndex> {
    let score = |one: &Assessment| one.index(id).and_then(|index| index.spread.score);
    let (from, to) = (score(before), score(after));
    let change = from.zip(to).map(|(from, to)| to - from);
    let stays = change.map_or(from.is_none() && to.is_none(), |change| change.abs() < SAME);
    if stays {
        return None;
    }
    let mut parts = index_parts(id, (before, after), renamed);
    parts.retain(|part| part.points.abs() >= SAME);
    parts.sort_by(|a, b| b.points.abs().total_cmp(&a.points.abs()));
    Some(ChangeOfIndex {
        index: id.clone(),
        from,
        to,
        change,
        parts,
    })
}

/// The index split over its dimensions, the dimensions over their rules.
fn index_parts(id: &Id, (before, after): Pair<'_>, renamed: &Renamed) -> Vec<ScorePart> {
    let mut names: Vec<&Id> = Vec::new();
    for one in after.dimensions.iter().chain(&before.dimensions) {
        if !names.contains(&&one.id) {
            names.push(&one.id);
        }
    }
    let side = |all: &[DimensionScore], name: &Id| {
        let one = all.iter().find(|one| one.id == *name && one.index == *id)?;
        Some(Weighed {
            weight: one.weight,
            value: one.spread.score?,
        })
    };
    let members: Vec<Member> = names
        .iter()
        .map(|name| Member {
            before: side(&before.dimensions, name),
            after: side(&after.dimensions, name),
        })
        .collect();
    let mut all = Vec::new();
    for (name, part) in names.iter().zip(parts(&members).into_iter().flatten()) {
        all.push(ScorePart {
            id: (*name).clone(),
            because: Because::DimensionWeight,
            points: part.by_weight,
        });
        if part.by_value.abs() > 0.0 {
            all.extend(rule_parts(name, part.share, (before, after), renamed));
        }
    }
    all
}

fn rule_parts(
    dimension: &Id,
    share: f64,
    (before, after): Pair<'_>,
    renamed: &Renamed,
) -> Vec<ScorePart> {
    let own = |one: &Finding| one.dimension == *dimension;
    let side = |finding: &Finding| {
        Some(Weighed {
            weight: finding.weight,
            value: finding.outcome.points()?,
        })
    };
    let mut members: Vec<(Id, Member)> = Vec::new();
    for finding in after.findings.iter().filter(|one| own(one)) {
        let after = side(finding);
        members.push((
            finding.rule.clone(),
            Member {
                before: None,
                after,
            },
        ));
    }
    for finding in before.findings.iter().filter(|one| own(one)) {
        let (id, before) = (renamed.scoring(&finding.rule), side(finding));
        match members.iter_mut().find(|(known, _)| *known == id) {
            Some((_, member)) => member.before = before,
            None => members.push((
                id,
                Member {
                    before,
                    after: None,
                },
            )),
        }
    }
    let sides: Vec<Member> = members.iter().map(|(_, member)| *member).collect();
    let split = parts(&sides).into_iter().flatten();
    let named = members.into_iter().zip(split);
    let both = named.flat_map(|((id, _), part)| {
        let part_of = |because, points: f64| ScorePart {
            id: id.clone(),
            because,
            points: share * points,
        };
        [
            part_of(Because::Points, part.by_value),
            part_of(Because::Weight, part.by_weight),
        ]
    });
    both.collect()
}

fn level(old: &Pack, new: &Pack, (before, after): Pair<'_>) -> Option<ChangeOfLevel> {
    let (from, to) = (&before.level.id, &after.level.id);
    if from == to {
        return None;
    }
    let mut causes = Vec::new();
    if from.is_none() != to.is_none() {
        causes.push(Cause::Coverage);
    }
    let between = raw_under(old, after);
    if between != before.level.raw {
        causes.push(Cause::Score);
    }
    if between != after.level.raw {
        causes.push(Cause::Limits);
    }
    let caps = |gates: &[Gate]| -> Vec<(Id, Id)> {
        let in_force = gates.iter().filter(|gate| gate.state != GateState::Clear);
        let caps = in_force.filter_map(|gate| Some((gate.id.clone(), gate.caps.clone()?)));
        caps.collect()
    };
    let (was, is) = (caps(&before.gates), caps(&after.gates));
    let mut differing: Vec<Id> = Vec::new();
    let changed = was.iter().filter(|one| !is.contains(one));
    for (id, _) in changed.chain(is.iter().filter(|one| !was.contains(one))) {
        if !differing.contains(id) {
            differing.push(id.clone());
        }
    }
    causes.extend(differing.into_iter().map(Cause::Gate));
    if old.manifest.levels.index != new.manifest.levels.index && causes.is_empty() {
        causes.push(Cause::Limits);
    }
    Some(ChangeOfLevel {
        from: from.clone(),
        to: to.clone(),
        causes,
    })
}

/// The level that the new score would have by the limits of the old pack.
fn raw_under(pack: &Pack, one: &Assessment) -> Option<Id> {
    let levels = &pack.manifest.levels;
    let score = one.index(&levels.index)?.spread.score?;
    let reached = |from: Option<f64>| from.is_some_and(|from| number::reaches(score, from));
    let step = levels.steps.iter().rfind(|step| reached(step.from));
    step.map(|step| step.id.clone())
}

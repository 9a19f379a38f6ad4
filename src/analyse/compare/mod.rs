//! A re-audit: what became of the same organisations, and how much of it is data, rules, coverage and waivers.

mod findings;
mod record;
mod split;

use std::collections::BTreeMap;

use crate::model::{
    Assessment, Catalogue, Compared, Comparison, Document, GateState, Id, IndexChange, LevelChange,
    Side, number,
};
use split::Steps;

pub use record::half_new;

/// The old data, scored again by the pack of the new result.
#[derive(Debug, Clone, Default)]
pub struct Again {
    /// The old data as they were, by id; or why they cannot be scored.
    pub old: BTreeMap<Id, Result<Assessment, String>>,
    /// The old data with the new answers where both results have one.
    pub half: BTreeMap<Id, Result<Assessment, String>>,
}

/// What the new pack says about levels.
#[derive(Debug, Clone, Copy)]
pub struct Ranks<'a> {
    /// The index that leads to the level.
    pub leading: &'a Id,
    /// Levels, the lowest first.
    pub levels: &'a [Id],
}

/// Compares two results. Scores leave out waived rules.
pub fn compare(old: &Document, new: &Document, again: &Again, ranks: Ranks<'_>) -> Comparison {
    let before: BTreeMap<&Id, &Assessment> =
        old.organisations.iter().map(|one| (&one.id, one)).collect();
    let both = new.organisations.iter().filter_map(|one| {
        let old = before.get(&one.id)?;
        Some(organisation(old, one, again, ranks))
    });
    let mut organisations: Vec<Compared> = both.collect();
    let moved = |one: &Compared| leading_change(one, ranks.leading).unwrap_or(0.0).abs();
    organisations.sort_by(|a, b| moved(b).total_cmp(&moved(a)));
    Comparison {
        old: side(old),
        new: side(new),
        organisations,
        only_old: missing(old, new),
        only_new: missing(new, old),
        texts: texts(old, new),
    }
}

fn side(document: &Document) -> Side {
    Side {
        as_of: document.as_of.clone(),
        pack: document.pack.clone(),
    }
}

/// Organisations of one result that the other lacks.
fn missing(of: &Document, other: &Document) -> Vec<Id> {
    let known = |id: &Id| other.organisations.iter().any(|one| one.id == *id);
    let all = of.organisations.iter().map(|one| &one.id);
    all.filter(|id| !known(id)).cloned().collect()
}

/// The new sentences stand before the old ones.
fn texts(old: &Document, new: &Document) -> Catalogue {
    let mut texts = old.texts.clone();
    texts.extend(new.texts.clone());
    texts
}

fn organisation(old: &Assessment, new: &Assessment, again: &Again, ranks: Ranks<'_>) -> Compared {
    let rescored = again.old.get(&old.id);
    let half = again.half.get(&old.id);
    let [rescored, half] = [rescored, half].map(|one| one.and_then(|one| one.as_ref().ok()));
    let mut indexes: Vec<IndexChange> = new
        .indexes
        .iter()
        .map(|index| index_change(&index.id, [old, new], [rescored, half]))
        .collect();
    indexes.sort_by_key(|one| one.id != *ranks.leading);
    let level = level(old, new, rescored, ranks.levels);
    let fell = indexes
        .iter()
        .find(|one| one.id == *ranks.leading)
        .and_then(|one| one.change)
        .is_some_and(|change| number::rounded(change, 1) < 0.0);
    Compared {
        id: new.id.clone(),
        name: new.name.clone(),
        indexes,
        regression: fell || level.fell,
        level,
        gates_new: gates(new, old),
        gates_lifted: gates(old, new),
        target_old: target(old),
        target_new: target(new),
        findings: findings::changed(old, new),
        not_rescored: why_not(again, &old.id),
    }
}

fn leading_change(one: &Compared, leading: &Id) -> Option<f64> {
    let index = one.indexes.iter().find(|index| index.id == *leading);
    index.and_then(|index| index.change)
}

fn why_not(again: &Again, id: &Id) -> Option<String> {
    let both = [&again.old, &again.half].map(|all| all.get(id));
    let mut faults = both
        .into_iter()
        .flatten()
        .filter_map(|one| one.as_ref().err());
    faults.next().cloned()
}

/// The score, and the score without waived rules.
fn scores(one: &Assessment, id: &Id) -> Option<(f64, f64)> {
    let index = one.index(id)?;
    let score = index.spread.score?;
    Some((score, index.with_waivers.unwrap_or(score)))
}

fn index_change(
    id: &Id,
    [old, new]: [&Assessment; 2],
    [rescored, half]: [Option<&Assessment>; 2],
) -> IndexChange {
    let (then, now) = (scores(old, id), scores(new, id));
    let between = |one: Option<&Assessment>| one.and_then(|one| scores(one, id));
    let steps = || {
        let ((old, old_waived), (new, new_waived)) = (then?, now?);
        Some(Steps {
            old,
            old_waived,
            rules: between(rescored)?.0,
            data: between(half)?.0,
            new,
            new_waived,
        })
    };
    let whole = |(_, score): (f64, f64)| score;
    let (then, now) = (then.map(whole), now.map(whole));
    IndexChange {
        id: id.clone(),
        old: then,
        new: now,
        change: then.zip(now).map(|(old, new)| new - old),
        parts: steps().map(|steps| steps.parts().printed(steps.old_waived, steps.new_waived, 6)),
    }
}

fn level(
    old: &Assessment,
    new: &Assessment,
    rescored: Option<&Assessment>,
    levels: &[Id],
) -> LevelChange {
    let rank = |id: &Option<Id>| {
        let id = id.as_ref()?;
        levels.iter().position(|level| level == id)
    };
    LevelChange {
        fell: match (rank(&old.level.id), rank(&new.level.id)) {
            (Some(old), Some(new)) => new < old,
            // A level that can no longer be given is lost.
            (Some(_), None) => true,
            (None, _) => false,
        },
        old: old.level.id.clone(),
        rules: rescored.and_then(|one| one.level.id.clone()),
        new: new.level.id.clone(),
    }
}

/// Gates that bind in one result and not in the other.
fn gates(of: &Assessment, other: &Assessment) -> Vec<Id> {
    let binds = |one: &Assessment, id: &Id| {
        let mut gates = one.gates.iter();
        gates.any(|gate| gate.id == *id && gate.state == GateState::Binding)
    };
    let all = of.gates.iter().map(|gate| &gate.id);
    all.filter(|id| binds(of, id) && !binds(other, id))
        .cloned()
        .collect()
}

fn target(one: &Assessment) -> Option<Id> {
    one.placement
        .as_ref()
        .and_then(|placement| placement.target.clone())
}

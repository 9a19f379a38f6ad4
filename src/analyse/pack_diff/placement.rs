//! Options and effects of the placement, targets of the competencies.

use super::change::{Breaks, Changes, Kind};
use crate::pack::{BaseTarget, CompetencyData, EffectRow, EntryRule, Pack, PlacementData};

pub(super) fn compare(old: &Pack, new: &Pack, changes: &mut Changes) {
    let empty = || (Vec::new(), Vec::new());
    let (was, is) = (old.placement.as_ref(), new.placement.as_ref());
    let (before, after) = (
        was.map_or_else(empty, effects),
        is.map_or_else(empty, effects),
    );
    changes.named(Kind::Weight, &before.0, &after.0);
    changes.named(Kind::Placement, &before.1, &after.1);
    options(was, is, changes);
    let (before, after) = (
        was.map_or_else(Vec::new, entries),
        is.map_or_else(Vec::new, entries),
    );
    changes.named(Kind::Placement, &before, &after);
    competencies(
        old.competencies.as_ref(),
        new.competencies.as_ref(),
        changes,
    );
}

type Named = Vec<(String, String)>;

/// Weights of the factors, and the cells of the effect table, as an overlay names them.
fn effects(data: &PlacementData) -> (Named, Named) {
    let weight = |row: &EffectRow| (format!("weight {}", row.factor), row.weight.to_string());
    let mut weights: Named = data.effects.iter().map(weight).collect();
    weights.dedup();
    let cells = data.effects.iter().flat_map(|row| {
        let cells = data.options.iter().zip(&row.effects);
        cells.map(move |(option, effect)| {
            let name = format!("effect {}.{}.{}", row.factor, row.bucket, option.id);
            (name, effect.to_string())
        })
    });
    (weights, cells.collect())
}

fn options(old: Option<&PlacementData>, new: Option<&PlacementData>, changes: &mut Changes) {
    let has =
        |data: Option<&PlacementData>, id: &str| data.and_then(|data| data.option(id)).is_some();
    for option in old.iter().flat_map(|data| &data.options) {
        let what = format!("option {}", option.id);
        match new.and_then(|data| data.option(&option.id)) {
            Some(now) => {
                let what = format!("{what}.commitment");
                changes.numbers(Kind::Placement, what, option.commitment, now.commitment);
            }
            None => {
                let (from, gone) = (Some(option.label.en.clone()), Some(Breaks::RemovedOption));
                changes.add(Kind::Placement, what, from, None, gone);
            }
        }
    }
    for option in new.iter().flat_map(|data| &data.options) {
        if !has(old, &option.id) {
            let (what, to) = (
                format!("option {}", option.id),
                Some(option.label.en.clone()),
            );
            changes.add(Kind::Placement, what, None, to, None);
        }
    }
}

/// How the entry is chosen, by the levels that a rule is for.
fn entries(data: &PlacementData) -> Named {
    let told = |rule: &EntryRule| {
        let join = |ids: &[crate::model::Id]| ids.join(", ");
        let number =
            |value: Option<f64>| value.map_or_else(|| "–".to_owned(), |value| value.to_string());
        let how = format!(
            "band {}, keep_target {}, only [{}]",
            number(rule.band),
            number(rule.keep_target),
            join(&rule.only)
        );
        (format!("placement.entry {}", join(&rule.levels)), how)
    };
    data.decision.entry.iter().map(told).collect()
}

fn competencies(old: Option<&CompetencyData>, new: Option<&CompetencyData>, changes: &mut Changes) {
    let targets = |data: Option<&CompetencyData>| -> Named {
        let target = |one: &BaseTarget| {
            let name = format!("target {}.{}", one.competency, one.role);
            (name, format!("{}/{}", one.level, one.criticality))
        };
        data.iter()
            .flat_map(|data| &data.targets)
            .map(target)
            .collect()
    };
    changes.named(Kind::Competency, &targets(old), &targets(new));
    let profiles = |data: Option<&CompetencyData>| -> Named {
        let profiles = data.iter().flat_map(|data| &data.profiles);
        let told = |(id, roles): (&crate::model::Id, &Vec<crate::model::Id>)| {
            (format!("profile {id}"), roles.join(", "))
        };
        profiles.map(told).collect()
    };
    changes.named(Kind::Competency, &profiles(old), &profiles(new));
}

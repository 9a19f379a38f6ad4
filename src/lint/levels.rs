//! Which scores and levels can come about at all.

use super::explore::Explored;
use crate::error::{Error, Faults, Kind, Place, code};
use crate::model::Id;
use crate::pack::{Pack, PackFiles, Role, spot_of};

/// A dimension that ends this far from the end of the scale squeezes its index.
const SHORT_OF: f64 = 20.0;

pub(super) fn faults(
    pack: &Pack,
    explored: &[Explored<'_>],
    files: &PackFiles,
    faults: &mut Faults,
) {
    let Some(file) = files.get("pack.toml") else {
        return;
    };
    let at = |id: &str, detail: crate::error::Detail| {
        let spot = spot_of(&file.text, id);
        Error::new(Kind::Pack, detail).at(Place::spot(&*file.shown, spot.line, spot.column))
    };
    for dimension in &pack.manifest.dimensions {
        let Some((low, high)) = reach(explored, &dimension.id) else {
            continue;
        };
        if low > SHORT_OF || high < 100.0 - SHORT_OF {
            let detail = format!(
                "the dimension `{}` can reach {} to {} points only",
                dimension.id,
                round(low),
                round(high)
            );
            faults.push(at(&dimension.id, code::DIMENSION_REACH.says(detail)));
        }
    }
    let most = most_of_index(pack, explored);
    for step in &pack.manifest.levels.steps {
        let reached = match step.from {
            Some(from) => most.is_none_or(|most| from <= most + 1e-9),
            None => capped(pack, &step.id),
        };
        if !reached {
            let detail = match (step.from, most) {
                (Some(from), Some(most)) => format!(
                    "the level `{}` begins at {from}, and the best answers give {} points",
                    step.id,
                    round(most)
                ),
                _ => format!(
                    "no gate leads to the level `{}`, and it has no limit",
                    step.id
                ),
            };
            faults.push(at(&step.id, code::LEVEL_REACH.says(detail)));
        }
    }
}

/// Least and most points of a dimension; none where a rule of it has not been seen whole.
fn reach(explored: &[Explored<'_>], dimension: &Id) -> Option<(f64, f64)> {
    let (mut low, mut high, mut all) = (0.0, 0.0, 0.0);
    for one in explored {
        let Role::Score(score) = &one.rule.role else {
            continue;
        };
        if score.dimension != *dimension {
            continue;
        }
        let (least, most) = one.points.filter(|_| one.complete)?;
        low += least * score.weight;
        high += most * score.weight;
        all += score.weight;
    }
    (all > 0.0).then(|| (low / all, high / all))
}

fn most_of_index(pack: &Pack, explored: &[Explored<'_>]) -> Option<f64> {
    let (mut sum, mut all) = (0.0, 0.0);
    let index = &pack.manifest.levels.index;
    for dimension in pack
        .manifest
        .dimensions
        .iter()
        .filter(|one| one.index == *index)
    {
        let (_, high) = reach(explored, &dimension.id)?;
        sum += high * dimension.weight;
        all += dimension.weight;
    }
    (all > 0.0).then(|| sum / all)
}

fn capped(pack: &Pack, level: &Id) -> bool {
    pack.gates.iter().any(|rule| match &rule.role {
        Role::Gate(gate) => gate.caps == *level || gate.unverified.as_ref() == Some(level),
        _ => false,
    })
}

fn round(points: f64) -> f64 {
    (points * 100.0).round() / 100.0
}

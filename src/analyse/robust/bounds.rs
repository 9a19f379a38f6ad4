//! What a result itself says about its robustness, for the reports that show it. Nothing but the result is read, so
//! that a stored one gives the same.

use super::tiers::by_bounds;
use super::weighing::Weighing;
use crate::model::{Assessment, Document, Id, LevelStep, WeightBounds};

/// How far each weight may be off in a report, in percent of itself; `kamready robust` takes any.
const BAND: f64 = 30.0;

/// Puts the bounds of each organisation and the tiers of all into the document.
pub fn work_out(document: &mut Document) {
    let first = document.organisations.first();
    let Some(leading) = first
        .and_then(|one| one.leading())
        .map(|index| index.id.clone())
    else {
        return;
    };
    for one in &mut document.organisations {
        one.bounds = bounds(one, &document.levels, &leading).map(Box::new);
    }
    document.tiers = by_bounds(&document.organisations, &leading, BAND / 100.0);
}

/// None where the result does not say what its levels are.
fn bounds(one: &Assessment, steps: &[LevelStep], leading: &Id) -> Option<WeightBounds> {
    let weighing = Weighing {
        steps,
        leading,
        band: BAND / 100.0,
    };
    let rule = weighing.rule(one);
    let index = weighing.index(one.index(leading)?, one, &rule);
    (!steps.is_empty()).then(|| weighing.bounds(one, &rule, index))
}

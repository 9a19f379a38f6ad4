//! What must fit together inside one organisation, so that no report can be led astray.

use crate::model::{Assessment, Charted, Drawing};

/// The key at fault, and what is wrong with it.
pub(super) fn fault(one: &Assessment) -> Option<(&'static str, &'static str)> {
    if one.id.trim().is_empty() {
        return Some(("id", "an organisation has an id"));
    }
    let charted = one.org_chart.as_ref()?;
    if has_broken_drawing(charted) {
        let key = if charted.chart.is_some() {
            "org_chart"
        } else {
            "textbook_chart"
        };
        return Some((
            key,
            "a drawing must name each unit before those below it, and only units that it has",
        ));
    }
    None
}

fn has_broken_drawing(charted: &Charted) -> bool {
    let drawings = [&charted.target, &charted.entry];
    drawings
        .into_iter()
        .flatten()
        .any(|drawing| !is_drawn(drawing))
}

/// The first unit is the only one without a unit above it, and stands before all others.
fn is_drawn(drawing: &Drawing) -> bool {
    let count = drawing.units.len();
    let parents = drawing.units.iter().map(|unit| unit.parent).enumerate();
    let mut placed = parents.map(|(position, parent)| match parent {
        None => position == 0,
        Some(parent) => parent < position,
    });
    let dotted = drawing.dotted.iter().flat_map(|line| [line.from, line.to]);
    let lines = drawing.lines.iter();
    let lines = lines.flat_map(|line| line.above.iter().copied().chain([line.unit]));
    placed.all(|well| well) && dotted.chain(lines).all(|unit| unit < count)
}

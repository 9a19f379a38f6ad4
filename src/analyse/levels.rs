//! What the levels of a pack are, for those who ask how a verdict could be another.

use crate::model::{Assessment, GateState, IndexScore};
use crate::pack::Pack;
use crate::score::LevelStep;

/// The levels with their limits, the lowest first.
pub(super) fn steps(pack: &Pack) -> Vec<LevelStep> {
    let steps = pack.manifest.levels.steps.iter();
    steps
        .map(|step| LevelStep {
            id: step.id.clone(),
            from: step.from,
        })
        .collect()
}

/// The lowest cap in force, as the rank of a level.
pub(super) fn cap(pack: &Pack, assessment: &Assessment) -> Option<usize> {
    let gates = assessment.gates.iter();
    let in_force = gates.filter(|gate| gate.state != GateState::Clear);
    in_force
        .filter_map(|gate| pack.manifest.levels.rank(gate.caps.as_deref()?))
        .min()
}

/// The index that leads to the level.
pub(super) fn leading<'a>(pack: &Pack, assessment: &'a Assessment) -> Option<&'a IndexScore> {
    assessment.index(&pack.manifest.levels.index)
}

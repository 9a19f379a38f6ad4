//! What the levels of a pack are, for those who ask how a verdict could be another.

use crate::model::{Assessment, GateState, IndexScore, LevelStep};
use crate::pack::Pack;

/// The lowest cap in force, as the rank of a level.
pub(super) fn cap(steps: &[LevelStep], assessment: &Assessment) -> Option<usize> {
    let gates = assessment.gates.iter();
    let in_force = gates.filter(|gate| gate.state != GateState::Clear);
    let caps = in_force.filter_map(|gate| gate.caps.as_ref());
    caps.filter_map(|cap| steps.iter().position(|step| step.id == *cap))
        .min()
}

/// The index that leads to the level.
pub(super) fn leading<'a>(pack: &Pack, assessment: &'a Assessment) -> Option<&'a IndexScore> {
    assessment.index(&pack.manifest.levels.index)
}

//! Measures as steps of a search: what each costs, and what of its needs is open.

use super::select::needs;
use super::trigger::{Trigger, Triggers};
use super::{Done, measures};
use crate::model::Id;
use crate::pack::Pack;
use crate::rules::{Program, Slot};

/// One measure, whether or not it is called for.
#[derive(Debug, Clone)]
pub struct MeasureStep {
    /// Its place in the pack.
    pub place: usize,
    pub id: Id,
    /// Of a company whose size factor is 1.
    pub person_days: f64,
    /// Measures that come before it and are not met yet, and theirs; not itself.
    pub needs: Done,
}

/// All measures of a pack with what comes before each in the present case. `slots` hold what is known, and what the
/// phases before have published.
pub fn measure_steps(pack: &Pack, program: &Program, slots: Vec<Slot>) -> Vec<MeasureStep> {
    let triggers = Triggers {
        pack,
        program,
        slots,
    };
    let all = measures(pack).map(|(place, id, rule)| MeasureStep {
        place,
        id: id.clone(),
        person_days: rule.person_days,
        needs: closed(&triggers, place).without(Done::one(place)),
    });
    all.collect()
}

/// A measure with all that it needs, as far as that is open.
fn closed(triggers: &Triggers<'_>, place: usize) -> Done {
    let mut all = Done::one(place);
    let mut waiting = vec![place];
    while let Some(next) = waiting.pop() {
        for need in needs(triggers, next) {
            if !all.has(need) && triggers.of(need) != Trigger::Met {
                all |= Done::one(need);
                waiting.push(need);
            }
        }
    }
    all
}

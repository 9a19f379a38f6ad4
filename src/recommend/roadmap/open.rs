//! Measures as steps of a search: what each costs, and what of its needs is open.

use super::Done;
use super::menu::{Item, Menu};
use super::trigger::Triggers;
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
    let menu = Menu::new(pack, program);
    let triggers = Triggers::new(&menu, &program.symbols, slots);
    let step = |item: &Item<'_>| MeasureStep {
        place: item.place,
        id: item.id().clone(),
        person_days: item.meta.person_days,
        needs: closed(&triggers, item.place).without(Done::one(item.place)),
    };
    menu.items.iter().map(step).collect()
}

/// A measure with all that it needs, as far as that is open.
fn closed(triggers: &Triggers<'_>, place: usize) -> Done {
    let mut all = Done::one(place);
    let mut waiting = vec![place];
    while let Some(next) = waiting.pop() {
        for need in triggers.needs(next) {
            if !all.has(need) && !triggers.is_met(need) {
                all |= Done::one(need);
                waiting.push(need);
            }
        }
    }
    all
}

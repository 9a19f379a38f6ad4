//! How a result came about: the rule's text, the values that it read and where from, step by step.

mod chart;
mod customers;
mod placement;
mod profile;
mod result;
mod rule;
mod summary;
mod words;

use crate::model::{Accounts, Assessment, Lang, Organisation};
use crate::pack::Pack;
use crate::rules::{Program, Slot, Symbols};

pub use customers::{explain_group, has_group};
pub use rule::explain_rule;
pub use summary::explain_all;

/// One organisation with its result, and what judged it.
#[derive(Debug, Clone, Copy)]
pub struct Case<'a> {
    pub pack: &'a Pack,
    pub program: &'a Program,
    /// As the rules read it: what its own customers tell stands before what was stated.
    pub organisation: &'a Organisation,
    /// Its customers as they were read.
    pub accounts: Option<&'a Accounts>,
    /// Only this customer group, by its key or one of its accounts.
    pub group: Option<&'a str>,
    pub assessment: &'a Assessment,
    pub lang: Lang,
}

impl Case<'_> {
    /// The slots as they were when the phases had run.
    fn slots(&self) -> Vec<Slot> {
        let symbols = &self.program.symbols;
        let mut slots = symbols.slots(self.pack, self.organisation);
        let mut set = |name: &str, slot: Slot| put(symbols, &mut slots, name, slot);
        for index in &self.assessment.indexes {
            set(&index.id, index.spread.score.into());
        }
        for dimension in &self.assessment.dimensions {
            set(
                &format!("scores.{}", dimension.id),
                dimension.spread.score.into(),
            );
        }
        customers::publish(self, &mut set);
        chart::publish(self, &mut set);
        set("respondents", self.organisation.respondents().into());
        set("lowest_dimension", self.lowest().into());
        set("raw_level", self.assessment.level.raw.clone().into());
        set("level", self.assessment.level.id.clone().into());
        if let Some(placement) = &self.assessment.placement {
            for factor in &placement.factors {
                set(
                    &format!("factors.{}", factor.id),
                    factor.bucket.clone().into(),
                );
            }
            for option in &placement.options {
                set(
                    &format!("excluded.{}", option.id),
                    Slot::Flag(!option.excluded_by.is_empty()),
                );
            }
            set("target", placement.target.clone().into());
            set("entry", placement.entry.clone().into());
            set("placement", placement.chosen().cloned().into());
        }
        slots
    }

    fn lowest(&self) -> Option<f64> {
        let leading = &self.pack.manifest.levels.index;
        let own = self.assessment.dimensions.iter();
        let scores: Option<Vec<f64>> = own
            .filter(|one| one.index == *leading && !one.not_applicable)
            .map(|one| one.spread.score)
            .collect();
        scores.and_then(|scores| scores.into_iter().reduce(f64::min))
    }
}

fn put(symbols: &Symbols, slots: &mut [Slot], name: &str, slot: Slot) {
    let place = symbols
        .position(name)
        .and_then(|position| slots.get_mut(position));
    if let Some(place) = place {
        *place = slot;
    }
}

//! How a result came about: the rule's text, the values that it read and where from, step by step.

mod chart;
mod customers;
mod goals;
mod measure;
mod placement;
mod profile;
mod reasons;
mod result;
mod rule;
mod staff;
mod summary;
mod words;

use crate::model::{Accounts, Assessment, Lang, Organisation};
use crate::pack::Pack;
use crate::rules::{Program, Slot, Symbols};

pub use customers::{explain_group, has_group};
pub use reasons::explain_reasons;
pub use rule::explain_rule;
pub use staff::explain_person;
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
        set("differences", self.differences().into());
        if let Some(staff) = &self.assessment.staff {
            set("staff.self_only", Slot::Flag(staff.self_only));
        }
        set("lowest_dimension", self.lowest().into());
        set("raw_level", self.assessment.level.raw.clone().into());
        set("level", self.assessment.level.id.clone().into());
        for (name, value) in self
            .assessment
            .roadmap
            .iter()
            .flat_map(|one| &one.published)
        {
            set(name, Slot::from(value));
        }
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

    /// Stated values that are far from what was computed; unknown where nothing was.
    fn differences(&self) -> Option<f64> {
        let Assessment {
            accounts, staff, ..
        } = self.assessment;
        let goals = self.assessment.goals.as_ref();
        let goals = goals.and_then(|one| one.stated.as_ref());
        let mission = self.assessment.mission.as_ref();
        let mission = mission.and_then(|one| one.stated.as_ref());
        let of_lists = accounts.iter().flat_map(|one| &one.differences);
        let all = of_lists
            .chain(staff.iter().flat_map(|one| &one.differences))
            .chain(goals.and_then(|one| one.difference.as_ref()))
            .chain(mission.and_then(|one| one.difference.as_ref()));
        let flagged = all.filter(|one| one.flagged).count();
        let lists = accounts.is_some() || staff.is_some() || goals.is_some() || mission.is_some();
        lists.then_some(flagged as f64)
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

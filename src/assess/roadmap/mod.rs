//! What the roadmap reads of one record, and the rules run again under its assumptions (domain 8).

mod board;
mod facts;
mod gates;
mod trial;
mod what_if;

pub(super) use board::Board;
pub use what_if::Variants;

use super::{Assessor, Judge};
use crate::model::{
    Assessment, DimensionScore, Finding, Id, Organisation, Roadmap, months_between,
};
use crate::pack::Role;
use crate::recommend;
use crate::rules::{Calls, Slot, Symbols};

/// An assessment, and its record made ready for what-ifs.
#[derive(Debug)]
pub struct Hypothetical<'a> {
    pub assessment: Assessment,
    /// As it was judged: what was computed stands before what was stated.
    pub record: Organisation,
    /// What is known of it, and what the phases have published.
    pub slots: Vec<Slot>,
    pub variants: Variants<'a>,
}

impl Assessor<'_> {
    /// Assesses, and keeps what the rules would need to be run again with measures done.
    pub fn hypothetical(&self, organisation: &Organisation) -> Hypothetical<'_> {
        let (assessment, record) = self.assess_record(organisation);
        let slots = self.desk.runner.slots().borrow().clone();
        Hypothetical {
            variants: Variants::new(&self.judge, slots.clone(), &assessment.findings),
            assessment,
            record,
            slots,
        }
    }
}

impl Judge<'_> {
    /// The roadmap, where the run asks for one. `calls` hold what all phases have published.
    pub(super) fn roadmap(
        &self,
        calls: &dyn Calls,
        organisation: &Organisation,
        findings: &[Finding],
        dimensions: &[DimensionScore],
    ) -> Option<Roadmap> {
        if !self.circumstances.roadmap || self.pack.roadmap.is_none() {
            return None;
        }
        for dimension in dimensions {
            let publish =
                |group: &str, slot| calls.publish(&format!("{group}.{}", dimension.id), slot);
            publish(Symbols::COVERAGE, Slot::Number(dimension.spread.coverage));
            publish(
                Symbols::OLDEST,
                self.oldest(organisation, &dimension.id).into(),
            );
        }
        let slots = calls.slots().borrow().clone();
        let variants = Variants::new(self, slots.clone(), findings);
        let symbols = &self.program.symbols;
        recommend::plan(self.pack, &self.menu, symbols, slots, &variants)
    }

    /// How many months before the reference date the oldest dated fact of a dimension was stated.
    fn oldest(&self, organisation: &Organisation, dimension: &Id) -> Option<f64> {
        let today = self.circumstances.as_of.as_deref()?;
        let rules = self.pack.rules.iter().zip(&self.program.rules);
        let own = rules.filter(|(rule, _)| match &rule.role {
            Role::Score(score) => score.dimension == *dimension,
            _ => false,
        });
        let fields = own.flat_map(|(_, compiled)| &compiled.lowered.reads);
        let facts = fields.filter_map(|field| organisation.answer(*field).fact());
        let dates = facts.filter_map(|fact| fact.provenance.date.as_deref());
        let ages = dates.filter_map(|date| months_between(date, today));
        ages.reduce(f64::max)
    }
}

//! Reasoned exceptions: what became of them, and the score without the waived rules.

use super::Judge;
use crate::model::{
    DimensionScore, Finding, Id, IndexScore, Organisation, Outcome, Waived, WaiverState,
};
use crate::score;

impl Judge<'_> {
    /// The waivers of this organisation and what became of them.
    pub(super) fn waived(&self, organisation: &Organisation, findings: &[Finding]) -> Vec<Waived> {
        let today = self.circumstances.as_of.as_deref();
        let own = self
            .circumstances
            .waivers
            .iter()
            .filter(|one| one.organisation == organisation.id);
        own.map(|waiver| {
            let scored = findings
                .iter()
                .any(|finding| finding.rule == waiver.rule && finding.outcome.points().is_some());
            waiver.in_state(match (waiver.has_expired(today), scored) {
                (true, _) => WaiverState::Expired,
                (false, true) => WaiverState::Active,
                (false, false) => WaiverState::Unused,
            })
        })
        .collect()
    }

    /// The score with waived rules as not applicable, beside the score as it is, where a waiver touches the index.
    pub(super) fn add_waived_scores(
        &self,
        waived: &[Waived],
        findings: &[Finding],
        indexes: &mut [IndexScore],
    ) {
        let active = |rule: &Id| {
            let holds = |one: &Waived| one.state == WaiverState::Active && one.rule == *rule;
            waived.iter().any(holds)
        };
        if !waived.iter().any(|one| one.state == WaiverState::Active) {
            return;
        }
        let mut others = findings.to_vec();
        let mut touched: Vec<Id> = Vec::new();
        for finding in others.iter_mut().filter(|finding| active(&finding.rule)) {
            finding.outcome = Outcome::NotApplicable;
            touched.push(finding.dimension.clone());
        }
        let dimensions = self.dimension_scores(&others);
        for index in indexes {
            let own = |one: &DimensionScore| one.index == index.id && touched.contains(&one.id);
            if dimensions.iter().any(own) {
                index.with_waivers = score::index(&index.id, &dimensions).spread.score;
            }
        }
    }
}

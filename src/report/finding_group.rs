//! The groups of findings, what wants doing first: not met, partly met, failed, waived, unknown, met, not applicable.

use super::share::{headline, loss};
use super::words::Words;
use crate::model::{Assessment, Finding, Outcome, WaiverState};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FindingGroup {
    NotMet,
    Partly,
    Failed,
    Waived,
    Unknown,
    Met,
    NotApplicable,
}

impl FindingGroup {
    pub(super) const ALL: [Self; 7] = [
        Self::NotMet,
        Self::Partly,
        Self::Failed,
        Self::Waived,
        Self::Unknown,
        Self::Met,
        Self::NotApplicable,
    ];

    pub(super) fn of(one: &Assessment, finding: &Finding) -> Self {
        let waived = one
            .waivers
            .iter()
            .any(|waived| waived.state == WaiverState::Active && waived.rule == finding.rule);
        match (&finding.outcome, headline(finding)) {
            _ if waived => Self::Waived,
            (Outcome::Failed(_), _) => Self::Failed,
            (Outcome::Unknown(_), _) => Self::Unknown,
            (Outcome::NotApplicable, _) => Self::NotApplicable,
            (_, "good") => Self::Met,
            (_, "poor") => Self::NotMet,
            _ => Self::Partly,
        }
    }

    pub(super) fn title(self, words: &Words<'_>) -> &'static str {
        match self {
            Self::NotMet => words.say("Nicht erfüllt", "Not met"),
            Self::Partly => words.say("Teilweise erfüllt", "Partly met"),
            Self::Failed => words.say("Regel fehlgeschlagen", "Rule failed"),
            Self::Waived => words.say("Begründete Ausnahme", "Waived"),
            Self::Unknown => words.say("Keine Angabe", "Unknown"),
            Self::Met => words.say("Erfüllt", "Met"),
            Self::NotApplicable => words.say("Nicht zutreffend", "Not applicable"),
        }
    }

    /// Its findings, those that cost most first.
    pub(super) fn findings(self, one: &Assessment) -> Vec<&Finding> {
        let mut own: Vec<&Finding> = one
            .findings
            .iter()
            .filter(|finding| Self::of(one, finding) == self)
            .collect();
        let lost = |finding: &Finding| loss(one, finding).unwrap_or(finding.weight);
        own.sort_by(|a, b| lost(b).total_cmp(&lost(a)));
        own
    }
}

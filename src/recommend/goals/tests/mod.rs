//! Every limit of domain 6.3, by hand.

mod smart;
mod vague;

use std::sync::LazyLock;

use crate::model::{Day, GoalRecord, Id, OwnKpi, Portfolio};
use crate::pack::{GoalPack, Pack, PackFiles};

use super::Around;

/// Read once; every test looks at it.
pub(super) fn pack() -> &'static Pack {
    static PACK: LazyLock<Pack> = LazyLock::new(|| Pack::read(&PackFiles::embedded()).unwrap());
    &PACK
}

pub(super) fn around<'a>(pack: &'a GoalPack, own: &'a [OwnKpi]) -> Around<'a> {
    Around {
        pack,
        own,
        as_of: Day::parse("2026-11-25"),
        currency: Some("EUR"),
        budget: false,
        portfolio: None,
    }
}

pub(super) fn with_customers<'a>(around: Around<'a>, portfolio: &'a Portfolio) -> Around<'a> {
    Around {
        portfolio: Some(portfolio),
        ..around
    }
}

/// A goal that passes every check: 80 to 84 in 400 days, 0.15 × 80 = 12 a year within reach.
pub(super) fn good() -> GoalRecord {
    GoalRecord {
        goal_id: "Z1".into(),
        text: some("Liefertreue von 80 % auf 84 % bis Ende 2027."),
        scope_accounts: vec!["all".into()],
        kpi_id: some("K26"),
        baseline: Some(80.0),
        target: Some(84.0),
        unit: some("%"),
        due_date: some("2027-12-30"),
        owner: some("Eva Brandt"),
        strategy_ref: some("Strategie 2030, Thema 2"),
        milestone_date: some("2027-06-30"),
        ..GoalRecord::default()
    }
}

pub(super) fn some(text: &str) -> Option<Id> {
    Some(text.into())
}

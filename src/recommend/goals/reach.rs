//! A and T of SMART: how far the target is away, and until when (domain 6.3).

use super::measure::Measure;
use super::smart::{Around, Stated, verdict};
use crate::model::number::reaches;
use crate::model::{CheckState, Day, Reason, SmartCheck};

/// A: the change needed a year against that of the past, or an approved budget; inside the bounds of the KPI.
pub(super) fn attractive(one: Stated<'_>, around: &Around<'_>) -> SmartCheck {
    match around.as_of {
        None => undecided("A"),
        Some(as_of) => match reached(one, around, as_of) {
            Ok(figures) => SmartCheck {
                reasons: vec![figures],
                ..verdict("A", Vec::new())
            },
            Err(fault) => verdict("A", vec![fault]),
        },
    }
}

fn undecided(id: &str) -> SmartCheck {
    SmartCheck {
        id: id.into(),
        state: CheckState::Undecided,
        reasons: vec![Reason::new("smart.no_as_of")],
    }
}

fn reached(one: Stated<'_>, around: &Around<'_>, as_of: Day) -> Result<Reason, Reason> {
    let goal = one.goal;
    if one.keeps(around) {
        outside(goal.target, one.kpi).map_or(Ok(()), Err)?;
        return Ok(Reason::new("smart.A.keeps"));
    }
    let due = goal.due_date.as_deref().and_then(Day::parse);
    let (Some(from), Some(to), Some(due)) = (goal.baseline, goal.target, due) else {
        return Err(Reason::new("smart.A.incomplete"));
    };
    if due <= as_of {
        return Err(Reason::new("smart.A.past").with("due", due.to_string().as_str()));
    }
    outside(Some(to), one.kpi).map_or(Ok(()), Err)?;
    let limits = &around.pack.limits.smart;
    let years = as_of.days_until(due) as f64 / limits.days_in_year.value;
    let needed = (to - from).abs() / years;
    let past = goal
        .value_y2
        .map_or(0.0, |then| (from - then).abs() / limits.past_years.value);
    let limit = (limits.past_factor.value * past).max(limits.baseline_share.value * from.abs());
    let told = |key: &str| {
        Reason::new(key)
            .with("smart_needed", needed)
            .with("smart_limit", limit)
    };
    match (around.budget && goal.resources_ref.is_some(), from == 0.0) {
        (true, _) => Ok(told("smart.A.approved")),
        (false, true) => Err(told("smart.A.from_zero")),
        (false, false) if reaches(limit, needed) => Ok(told("smart.A.reach")),
        (false, false) => Err(told("smart.A.too_fast")),
    }
}

/// That the target lies outside what the KPI can be.
fn outside(target: Option<f64>, kpi: Option<Measure<'_>>) -> Option<Reason> {
    let (target, kpi) = (target?, kpi?);
    let (min, max) = kpi.bounds();
    let below = min.is_some_and(|min| !reaches(target, min));
    let above = max.is_some_and(|max| !reaches(max, target));
    let reason = match (below, above) {
        (true, _) => Reason::new("smart.A.below").with("smart_low", min?),
        (_, true) => Reason::new("smart.A.above").with("smart_high", max?),
        (false, false) => return None,
    };
    Some(reason.with("smart_target", target))
}

/// T: neither too soon nor too late, and with a first step where it is far away.
pub(super) fn time_bound(one: Stated<'_>, around: &Around<'_>) -> SmartCheck {
    match around.as_of {
        None => undecided("T"),
        Some(as_of) => verdict("T", untimely(one, around, as_of).into_iter().collect()),
    }
}

fn untimely(one: Stated<'_>, around: &Around<'_>, as_of: Day) -> Option<Reason> {
    let limits = &around.pack.limits.smart;
    let date = |text: &Option<crate::model::Id>| text.as_deref().and_then(Day::parse);
    let later = |months: f64| as_of.plus_months(months as u32);
    let between = |reason: Reason, from: Day, to: Day| {
        Some(
            reason
                .with("from", from.to_string().as_str())
                .with("to", to.to_string().as_str()),
        )
    };
    let Some(due) = date(&one.goal.due_date) else {
        return Some(Reason::new("smart.T.no_due"));
    };
    let (from, to) = (later(limits.due_from.value), later(limits.due_to.value));
    if due < from || due > to {
        let reason = Reason::new("smart.T.due").with("due", due.to_string().as_str());
        return between(reason, from, to);
    }
    let year = later(limits.milestone_beyond.value);
    if due <= year {
        return None;
    }
    match date(&one.goal.milestone_date) {
        None => between(Reason::new("smart.T.no_milestone"), as_of, year),
        Some(at) if at < as_of || at > year => {
            let reason =
                Reason::new("smart.T.milestone").with("milestone", at.to_string().as_str());
            between(reason, as_of, year)
        }
        Some(_) => None,
    }
}

//! The automatic part of SMART: form, not wisdom (domain 6.3). Limits are included everywhere.

use super::measure::{self, Measure};
use super::owner::not_one_person;
use super::reach;
use super::scope;
use super::vague::vague;
use crate::model::number::reaches;
use crate::model::{
    CheckState, CheckedGoal, Day, GoalRecord, OwnKpi, Portfolio, Reason, SmartCheck, StatedGoals,
};
use crate::pack::{GoalPack, KpiDirection};

/// What the checks look at besides the goal itself.
#[derive(Debug, Clone, Copy)]
pub struct Around<'a> {
    pub pack: &'a GoalPack,
    pub own: &'a [OwnKpi],
    pub as_of: Option<Day>,
    /// Of the organisation.
    pub currency: Option<&'a str>,
    /// The budget of the organisation is approved.
    pub budget: bool,
    /// The own customers, if they could be judged.
    pub portfolio: Option<&'a Portfolio>,
}

/// A goal with its KPI.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stated<'a> {
    pub(super) goal: &'a GoalRecord,
    pub(super) kpi: Option<Measure<'a>>,
}

/// Checks the goals that were written down.
pub fn check(goals: &[GoalRecord], around: &Around<'_>) -> StatedGoals {
    let all: Vec<Stated<'_>> = goals
        .iter()
        .map(|goal| Stated {
            goal,
            kpi: goal
                .kpi_id
                .as_deref()
                .and_then(|kpi| Measure::named(kpi, around)),
        })
        .collect();
    let records: Vec<CheckedGoal> = all.iter().map(|one| checked(*one, &all, around)).collect();
    let counted = records.iter().filter(|one| one.smart.is_some()).count();
    let smart = records.iter().filter(|one| one.smart == Some(true)).count();
    StatedGoals {
        records,
        counted,
        smart,
        goals_smart_pct: (counted > 0).then(|| smart as f64 / counted as f64 * 100.0),
        difference: None,
        note: Reason::new("goals.form_only"),
    }
}

fn checked(one: Stated<'_>, all: &[Stated<'_>], around: &Around<'_>) -> CheckedGoal {
    let goal = one.goal;
    let checks = vec![
        verdict("S", specific(one, around)),
        verdict("M", measurable(one, around)),
        reach::attractive(one, around),
        verdict("R", relevant(one, all, around)),
        reach::time_bound(one, around),
    ];
    let decided = checks
        .iter()
        .all(|check| check.state != CheckState::Undecided);
    let passed = checks
        .iter()
        .filter(|check| check.state == CheckState::Passed);
    let passed = passed.count() as f64;
    let points = decided.then(|| passed * 100.0 / checks.len() as f64);
    let names = scope::names(&goal.scope_accounts, around.portfolio);
    CheckedGoal {
        goal_id: goal.goal_id.clone(),
        text: goal.text.clone(),
        kpi_id: goal.kpi_id.clone(),
        goal: one.kpi.map(|kpi| kpi.goal().clone()),
        baseline: goal.baseline,
        target: goal.target,
        unit: goal.unit.clone(),
        due_date: goal.due_date.clone(),
        owner: goal.owner.clone(),
        milestone_date: goal.milestone_date.clone(),
        milestone_value: goal.milestone_value,
        smart: points.map(|points| reaches(points, 100.0)),
        points,
        checks,
        vague: vague(
            goal.text.as_deref().unwrap_or_default(),
            &around.pack.words.vague,
        ),
        warnings: strangers(&names, around),
        scope_accounts: names,
    }
}

fn strangers(names: &[crate::model::Id], around: &Around<'_>) -> Vec<Reason> {
    let portfolio = around.portfolio.into_iter();
    let strange = portfolio.flat_map(|portfolio| scope::strangers(names, portfolio));
    let told =
        |name: crate::model::Id| Reason::new("smart.warning.no_account").with("account", &*name);
    strange.map(told).collect()
}

/// Passed where nothing speaks against it.
pub(super) fn verdict(id: &str, faults: Vec<Reason>) -> SmartCheck {
    SmartCheck {
        id: id.into(),
        state: match faults.is_empty() {
            true => CheckState::Passed,
            false => CheckState::Failed,
        },
        reasons: faults,
    }
}

/// S: whose, for whom, by what, and one thing at a time.
fn specific(one: Stated<'_>, around: &Around<'_>) -> Vec<Reason> {
    let goal = one.goal;
    let mut faults = Vec::new();
    if goal.scope_accounts.is_empty() {
        faults.push(Reason::new("smart.S.no_scope"));
    }
    faults.extend(not_one_person(goal.owner.as_deref(), &around.pack.words));
    let kpis = measure::named(goal.kpi_id.as_deref().unwrap_or_default(), around).len();
    match kpis {
        0 => faults.push(Reason::new("smart.S.no_kpi")),
        1 => {}
        _ => faults.push(Reason::new("smart.S.several_kpis").with("count", kpis as f64)),
    }
    let joined = around
        .pack
        .words
        .joining
        .count_in(goal.text.as_deref().unwrap_or_default()) as f64;
    let most = around.pack.limits.smart.joining_words_most.value;
    if joined > most {
        let reason = Reason::new("smart.S.joined");
        faults.push(reason.with("count", joined).with("most", most));
    }
    faults
}

/// M: a KPI, two numbers, and a movement in its direction.
fn measurable(one: Stated<'_>, around: &Around<'_>) -> Vec<Reason> {
    let goal = one.goal;
    let mut faults = Vec::new();
    match (&goal.kpi_id, one.kpi) {
        (None, _) => faults.push(Reason::new("smart.M.no_kpi")),
        (Some(id), None) => faults.push(Reason::new("smart.M.unknown_kpi").with("kpi", &**id)),
        (Some(id), Some(kpi)) if !kpi.has_formula() => {
            faults.push(Reason::new("smart.M.no_formula").with("kpi", &**id));
        }
        _ => {}
    }
    for (value, key) in [
        (goal.baseline, "smart.M.no_baseline"),
        (goal.target, "smart.M.no_target"),
    ] {
        if value.is_none() {
            faults.push(Reason::new(key));
        }
    }
    if let (Some(kpi), Some(unit)) = (one.kpi, goal.unit.as_deref())
        && !kpi.is_in(unit, around.currency)
    {
        let reason = Reason::new("smart.M.unit").with("unit", unit);
        faults.push(reason.with("expected", kpi.unit()));
    }
    faults.extend(movement(one, around));
    faults
}

/// What is wrong with the way from the value of today to the target.
fn movement(one: Stated<'_>, around: &Around<'_>) -> Option<Reason> {
    let (from, to) = (one.goal.baseline?, one.goal.target?);
    if one.keeps(around) {
        return None;
    }
    let told = |key: &str| {
        let reason = Reason::new(key).with("smart_baseline", from);
        Some(reason.with("smart_target", to))
    };
    if is_same(from, to) {
        return told("smart.M.same");
    }
    match one.kpi?.direction() {
        KpiDirection::Up if to < from => told("smart.M.not_up"),
        KpiDirection::Down if to > from => told("smart.M.not_down"),
        KpiDirection::Corridor(low, high) if !(reaches(to, low) && reaches(high, to)) => {
            let reason = Reason::new("smart.M.corridor").with("smart_target", to);
            Some(reason.with("smart_low", low).with("smart_high", high))
        }
        _ => None,
    }
}

impl Stated<'_> {
    /// The goal says that it keeps the value of today, and a goal of its kind may.
    pub(super) fn keeps(&self, around: &Around<'_>) -> bool {
        let (Some(from), Some(to), Some(kpi)) = (self.goal.baseline, self.goal.target, self.kpi)
        else {
            return false;
        };
        let may = around
            .pack
            .goal(kpi.goal())
            .is_some_and(|goal| goal.may_stay);
        let text = self.goal.text.as_deref().unwrap_or_default();
        is_same(from, to) && may && around.pack.words.keeping.count_in(text) > 0
    }

    fn is_measured_by(&self, kpis: &[crate::model::Id]) -> bool {
        self.goal
            .kpi_id
            .as_ref()
            .is_some_and(|id| kpis.contains(id))
    }
}

fn is_same(a: f64, b: f64) -> bool {
    reaches(a, b) && reaches(b, a)
}

/// R: from the strategy, and not against another goal.
fn relevant(one: Stated<'_>, all: &[Stated<'_>], around: &Around<'_>) -> Vec<Reason> {
    let mut faults = Vec::new();
    if one.goal.strategy_ref.is_none() {
        faults.push(Reason::new("smart.R.no_strategy"));
    }
    let against = all.iter().filter(|other| conflict(one, **other, around));
    faults.extend(
        against.map(|other| Reason::new("smart.R.conflict").with("other", &*other.goal.goal_id)),
    );
    faults
}

/// Less dependence on the largest account, and growth with it.
fn conflict(one: Stated<'_>, other: Stated<'_>, around: &Around<'_>) -> bool {
    let Some(portfolio) = around.portfolio else {
        return false;
    };
    let kpis = &around.pack.limits.smart.conflict;
    let grows = |goal: Stated<'_>| {
        let names = scope::names(&goal.goal.scope_accounts, Some(portfolio));
        goal.is_measured_by(&kpis.growth) && scope::holds_largest(&names, portfolio)
    };
    let loosens = |goal: Stated<'_>| goal.is_measured_by(&kpis.dependence);
    (loosens(one) && grows(other)) || (grows(one) && loosens(other))
}

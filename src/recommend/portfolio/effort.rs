//! Hours of care, positions, budget and break-even (domain 2.9).

use super::compare::{above, reaches};
use crate::model::{Bounds, BudgetNeed, CustomerGroup, Effort, Id, Reason};
use crate::pack::Parameters;
use crate::pack::parameters::{self, Figure};

/// Hours of a group a month, and the fields in whose place a default stands.
pub(super) fn hours(
    group: &CustomerGroup,
    contacts: Option<f64>,
    parameters: &Parameters,
) -> (f64, Box<[Id]>) {
    let rules = &parameters.hours;
    let stages = &parameters.stages;
    let stated = group.relationship_stage.as_deref();
    let stage = stated.and_then(|id| stages.get(id));
    let defaults = [
        ("contacts", contacts.is_none()),
        ("relationship_stage", stage.is_none()),
        ("countries_served", group.countries.is_none()),
        ("divisions_served", group.divisions.is_none()),
    ];
    let per_contact = stage
        .or_else(|| stages.get(&stages.default))
        .map_or(0.0, |stage| stage.hours);
    let contacts = contacts.unwrap_or(rules.default_contacts.value);
    let countries = group.countries.unwrap_or(rules.default_countries.value);
    let divisions = group.divisions.unwrap_or(rules.default_divisions.value);
    let hours = contacts.max(rules.least_contacts.value) * per_contact
        + rules.planning.value
        + rules.per_country.value * (countries - 1.0)
        + rules.per_division.value * (divisions - 1.0);
    let used = defaults.iter().filter(|(_, used)| *used);
    (hours, used.map(|(field, _)| Id::from(*field)).collect())
}

/// What the candidates need; warns where the plan is not plausible.
pub(super) fn effort(
    candidates: &[&CustomerGroup],
    currency: &Id,
    parameters: &Parameters,
    warnings: &mut Vec<Reason>,
) -> Effort {
    if candidates.is_empty() {
        return Effort::default();
    }
    let hours: f64 = candidates.iter().map(|group| group.hours).sum();
    let fte = hours / parameters.hours.productive.value;
    let accounts_per_fte = (fte > 0.0).then(|| candidates.len() as f64 / fte);
    warnings
        .extend(accounts_per_fte.and_then(|accounts| implausible(accounts, &parameters.budget)));
    let head = head(fte, &parameters.budget);
    let revenue: f64 = candidates.iter().map(|group| group.revenue).sum();
    let budget =
        (parameters.currency == *currency).then(|| budget(fte, head, revenue, &parameters.budget));
    if budget.is_none() {
        warnings.push(
            Reason::new("accounts.warning.other_currency")
                .with("costs", &*parameters.currency)
                .with("accounts", &**currency),
        );
    }
    break_even(
        candidates,
        revenue,
        Effort {
            hours,
            fte,
            accounts_per_fte,
            plausible: bounds(
                &parameters.budget.least_accounts,
                &parameters.budget.most_accounts,
            ),
            wide: bounds(
                &parameters.budget.wide_least_accounts,
                &parameters.budget.wide_most_accounts,
            ),
            head: Some(head),
            budget,
            ..Effort::default()
        },
    )
}

fn bounds(low: &Figure, high: &Figure) -> Option<Bounds> {
    Some(Bounds {
        low: Some(low.value),
        high: Some(high.value),
    })
}

fn implausible(accounts: f64, rules: &parameters::Budget) -> Option<Reason> {
    let (least, most) = (rules.least_accounts.value, rules.most_accounts.value);
    let id = match (reaches(accounts, least), above(accounts, most)) {
        (false, _) => "accounts.warning.few_per_position",
        (_, true) => "accounts.warning.many_per_position",
        _ => return None,
    };
    let reason = Reason::new(id).with("accounts", accounts);
    Some(reason.with("least", least).with("most", most))
}

/// Positions of the head of KAM.
fn head(fte: f64, rules: &parameters::Budget) -> f64 {
    if !reaches(fte, rules.head_small_below.value) {
        return rules.head_small.value;
    }
    match reaches(fte, rules.head_medium_below.value) {
        false => rules.head_medium.value,
        true => rules.head_full.value,
    }
}

fn budget(fte: f64, head: f64, revenue: f64, rules: &parameters::Budget) -> BudgetNeed {
    let support = fte / rules.managers_per_support.value;
    let mut need = BudgetNeed {
        total: 0.0,
        managers: fte * rules.manager.value,
        head: head * rules.head.value,
        support: support * rules.support.value,
        tools: rules.tools.value * (fte + head + support),
        projects: rules.project_share.value / 100.0 * revenue,
    };
    need.total = need.managers + need.head + need.support + need.tools + need.projects;
    need
}

/// By how much the candidates' DB II must rise to carry the budget.
fn break_even(candidates: &[&CustomerGroup], revenue: f64, effort: Effort) -> Effort {
    let db2: Option<f64> = candidates.iter().map(|group| group.db2).sum();
    let wallet: Option<f64> = candidates.iter().map(|group| group.wallet).sum();
    let open_potential = wallet.map(|wallet| wallet - revenue);
    let carrying = db2.filter(|db2| *db2 > 0.0);
    let need = effort.budget.map(|budget| budget.total);
    let part = need.zip(carrying).map(|(need, db2)| need / db2);
    let extra_revenue = need.zip(carrying).map(|(need, db2)| need * revenue / db2);
    Effort {
        db2,
        breakeven_uplift_pct: part.map(|part| part * 100.0),
        extra_revenue,
        open_potential,
        extra_of_potential_pct: extra_revenue
            .zip(open_potential.filter(|open| *open > 0.0))
            .map(|(extra, open)| extra / open * 100.0),
        ..effort
    }
}

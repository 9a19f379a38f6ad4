//! Goals: which of them the facts call for, and whether those that were written down are SMART (domain 6.1, 6.3).

mod measure;
mod owner;
mod reach;
mod scope;
mod smart;
mod vague;

pub use smart::{Around, check};

use std::collections::BTreeSet;

use super::told::told;
use crate::model::{
    AccountsResult, CustomerGroup, Customers, Day, GoalCandidate, Goals, Id, Indicated,
    IndicatedGoal, Portfolio, Reason, StatedGoals, Value,
};
use crate::pack::{GoalPack, Pack, ParamValue, Rule};
use crate::rules::{
    CANDIDATE_NUMBERS, CANDIDATE_QUADRANT, CANDIDATE_STAGE, CallEnd, Calls, Compiled, Program,
    Slot, evaluate,
};

/// What the goals look at besides the facts.
#[derive(Clone, Copy)]
pub struct GoalContext<'a> {
    pub pack: &'a Pack,
    pub program: &'a Program,
    pub calls: &'a dyn Calls,
    pub customers: Option<&'a Customers>,
    pub as_of: Option<Day>,
}

/// The goals that the facts call for, beside those that were written down; none if the pack has no goals.
pub fn goals(context: GoalContext<'_>, stated: Option<StatedGoals>) -> Option<Goals> {
    let data = context.pack.goals.as_ref()?;
    let indicated = context.indicated(data);
    let recommended = recommended(data, &indicated);
    let mut stated = stated;
    if let Some(stated) = &mut stated {
        warn_of_types(stated, &indicated);
    }
    Some(Goals {
        warnings: warnings(data, &indicated, &recommended, stated.as_ref()),
        candidates: context.candidates().map(seen).collect(),
        indicated,
        recommended,
        stated,
    })
}

impl std::fmt::Debug for GoalContext<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("GoalContext")
            .field("customers", &self.customers)
            .field("as_of", &self.as_of)
            .finish_non_exhaustive()
    }
}

impl GoalContext<'_> {
    fn portfolio(&self) -> Option<&Portfolio> {
        match &self.customers?.result {
            AccountsResult::Judged(portfolio) => Some(portfolio),
            AccountsResult::Stopped(_) => None,
        }
    }

    fn candidates(&self) -> impl Iterator<Item = &CustomerGroup> {
        self.portfolio().into_iter().flat_map(Portfolio::candidates)
    }

    fn indicated(&self, data: &GoalPack) -> Vec<IndicatedGoal> {
        let rules = self.pack.goal_rules.iter().zip(&self.program.goals);
        rules
            .map(|(rule, compiled)| {
                let looks_at_candidates = self.looks_at_candidates(compiled);
                let (state, reason, candidates) = match looks_at_candidates {
                    true => self.over_candidates(rule, compiled),
                    false => self.over_company(rule, compiled),
                };
                IndicatedGoal {
                    id: rule.id.clone(),
                    state,
                    mandatory: data.goal(&rule.id).is_some_and(|goal| goal.mandatory),
                    reason,
                    candidates,
                }
            })
            .collect()
    }

    /// Runs the rule of a goal for the candidate that is laid out.
    fn call(&self, rule: &Rule, compiled: &Compiled) -> CallEnd {
        let slots = self.calls.slots().borrow();
        evaluate(compiled, &rule.params, &slots).decision()
    }

    fn looks_at_candidates(&self, compiled: &Compiled) -> bool {
        let lowered = &compiled.lowered;
        let mut read = lowered.reads.iter().chain(&lowered.asked);
        read.any(|position| {
            let symbol = self.program.symbols.at(*position);
            symbol.is_some_and(|symbol| symbol.name.starts_with("candidate."))
        })
    }

    fn over_company(&self, rule: &Rule, compiled: &Compiled) -> Found {
        match self.call(rule, compiled) {
            CallEnd::Holds(true) => (
                Indicated::Yes,
                self.told(rule, "indicated", compiled),
                Vec::new(),
            ),
            CallEnd::Holds(false) => (
                Indicated::No,
                self.told(rule, "not_indicated", compiled),
                Vec::new(),
            ),
            end => (Indicated::Unknown, self.open(end, &[]), Vec::new()),
        }
    }

    /// At least one candidate meets the rule; one that lacks a field decides nothing.
    fn over_candidates(&self, rule: &Rule, compiled: &Compiled) -> Found {
        let Some(portfolio) = self.portfolio() else {
            return (
                Indicated::Unknown,
                Reason::new("goal.no_accounts"),
                Vec::new(),
            );
        };
        let (mut met, mut lacking, mut open) = (Vec::new(), Vec::new(), None);
        for group in portfolio.candidates() {
            self.publish(group);
            match self.call(rule, compiled) {
                CallEnd::Holds(true) => met.push(group.key.clone()),
                CallEnd::Holds(false) => {}
                end => {
                    lacking.push(group.key.clone());
                    open = open.or(Some(end));
                }
            }
        }
        self.publish_none();
        let reason = |text: &str| self.told(rule, text, compiled);
        match open {
            _ if !met.is_empty() => {
                let reason = reason("indicated").with("candidates", Value::List(met.clone()));
                (Indicated::Yes, reason, met)
            }
            Some(end) => (Indicated::Unknown, self.open(end, &lacking), Vec::new()),
            None => (Indicated::No, reason("not_indicated"), Vec::new()),
        }
    }

    fn told(&self, rule: &Rule, text: &str, compiled: &Compiled) -> Reason {
        let mut reason = told(rule, text, compiled, self.calls);
        for param in &rule.params {
            if let ParamValue::Number(number) = param.value {
                reason = reason.with(param.name.clone(), number);
            }
        }
        reason
    }

    /// What is missing, and for which candidates.
    fn open(&self, end: CallEnd, candidates: &[Id]) -> Reason {
        let positions = match end {
            CallEnd::Missing(positions) => positions,
            CallEnd::NeedNotApplicable(position) => vec![position],
            CallEnd::Failed(error) => {
                return Reason::new("goal.failed").with("error", error.as_str());
            }
            _ => Vec::new(),
        };
        let symbols = &self.program.symbols;
        let names = positions
            .iter()
            .filter_map(|position| symbols.at(*position));
        let fields: Vec<Id> = names.map(|symbol| symbol.name.clone()).collect();
        if self.as_of.is_none() && fields.iter().any(|field| **field == *CONTRACT_MONTHS) {
            let missing = Value::List(vec!["as_of".into()]);
            return Reason::new("goal.unknown").with("fields", missing);
        }
        let reason = match candidates.is_empty() {
            true => Reason::new("goal.unknown"),
            false => Reason::new("goal.candidates_open")
                .with("candidates", Value::List(candidates.to_vec())),
        };
        reason.with("fields", Value::List(fields))
    }

    /// Lays a candidate out for the rule.
    fn publish(&self, group: &CustomerGroup) {
        let end = group.contract_end.as_deref().and_then(Day::parse);
        let months = self
            .as_of
            .zip(end)
            .map(|(as_of, end)| f64::from(as_of.months_until(end)));
        let numbers = [
            group.share_of_wallet,
            group.wallet,
            group.innovation_partner,
            months,
        ];
        for (name, number) in CANDIDATE_NUMBERS.iter().zip(numbers) {
            self.calls.publish(name, number.into());
        }
        let quadrant = group.quadrant.map(|quadrant| Id::from(quadrant.name()));
        self.calls.publish(CANDIDATE_QUADRANT, quadrant.into());
        self.calls
            .publish(CANDIDATE_STAGE, group.relationship_stage.clone().into());
    }

    /// What follows must not see the last candidate.
    fn publish_none(&self) {
        let words = [CANDIDATE_QUADRANT, CANDIDATE_STAGE];
        for name in CANDIDATE_NUMBERS.iter().chain(&words) {
            self.calls.publish(name, Slot::Missing);
        }
    }
}

const CONTRACT_MONTHS: &str = "candidate.contract_months";

type Found = (Indicated, Reason, Vec<Id>);

fn seen(group: &CustomerGroup) -> GoalCandidate {
    GoalCandidate {
        key: group.key.clone(),
        quadrant: group.quadrant.map(|quadrant| quadrant.name().into()),
        share_of_wallet: group.share_of_wallet,
        relationship_stage: group.relationship_stage.clone(),
        innovation_partner: group.innovation_partner,
        contract_end: group.contract_end.clone(),
        payment_days: group.payment_days,
    }
}

/// Mandatory goals first, then in the order of the table, and no more than the pack wants.
fn recommended(data: &GoalPack, indicated: &[IndicatedGoal]) -> Vec<Id> {
    let yes = |mandatory: bool| {
        let of = move |goal: &&IndicatedGoal| {
            goal.state == Indicated::Yes && goal.mandatory == mandatory
        };
        indicated.iter().filter(of)
    };
    let most = data.limits.goals.recommend_most.value as usize;
    yes(true)
        .chain(yes(false))
        .take(most)
        .map(|goal| goal.id.clone())
        .collect()
}

fn warnings(
    data: &GoalPack,
    indicated: &[IndicatedGoal],
    recommended: &[Id],
    stated: Option<&StatedGoals>,
) -> Vec<Reason> {
    let limits = &data.limits.goals;
    let mut warnings = Vec::new();
    let (count, least) = (recommended.len() as f64, limits.recommend_least.value);
    if count < least {
        let reason = Reason::new("goals.warning.few").with("count", count);
        warnings.push(reason.with("least", least));
    }
    let Some(stated) = stated else {
        return warnings;
    };
    let (count, most) = (stated.records.len() as f64, limits.most.value);
    if count > most {
        let reason = Reason::new("goals.warning.many").with("count", count);
        warnings.push(reason.with("most", most));
    }
    let chosen: BTreeSet<&Id> = stated
        .records
        .iter()
        .filter_map(|one| one.goal.as_ref())
        .collect();
    let left_out = indicated.iter().filter(|goal| {
        goal.mandatory && goal.state == Indicated::Yes && !chosen.contains(&goal.id)
    });
    let told = |goal: &IndicatedGoal| Reason::new("goals.warning.left_out").with("goal", &*goal.id);
    warnings.extend(left_out.map(told));
    warnings
}

/// A goal of a kind that the facts do not call for is worth a question, no more.
fn warn_of_types(stated: &mut StatedGoals, indicated: &[IndicatedGoal]) {
    for record in &mut stated.records {
        let Some(kind) = &record.goal else { continue };
        let denied = |goal: &IndicatedGoal| goal.id == *kind && goal.state == Indicated::No;
        if indicated.iter().any(denied) {
            let reason = Reason::new("smart.warning.not_indicated").with("goal", &**kind);
            record.warnings.push(reason);
        }
    }
}

#[cfg(test)]
mod tests;

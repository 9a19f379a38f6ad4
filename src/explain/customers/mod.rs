//! How the figures of the own customers came about (domain 2).

mod effort;
mod figures;
mod group;
mod lines;
mod rule;

pub use group::explain_group;
pub(super) use rule::of_rule;

use super::Case;
use crate::model::{Accounts, AccountsResult, CustomerGroup, Portfolio};
use crate::pack::{AccountPack, Parameters};
use crate::recommend::portfolio::{Company, GroupRead, PortfolioJudge};
use crate::rules::{Program, Slot};

/// The customers of a case, with all that their figures come from.
struct Desk<'a> {
    case: &'a Case<'a>,
    portfolio: &'a Portfolio,
    accounts: &'a Accounts,
    pack: &'a AccountPack,
    program: &'a Program,
    company: Company,
}

impl<'a> Desk<'a> {
    /// None where no customers were judged.
    fn of(case: &'a Case<'a>) -> Option<Self> {
        let customers = case.assessment.accounts.as_ref()?;
        let AccountsResult::Judged(portfolio) = &customers.result else {
            return None;
        };
        Some(Self {
            case,
            portfolio,
            accounts: case.accounts?,
            pack: case.pack.accounts.as_ref()?,
            program: case.program.accounts.as_deref()?,
            company: Company::of(case.organisation, &case.pack.fields),
        })
    }

    fn parameters(&self) -> &'a Parameters {
        &self.pack.parameters
    }

    fn read(&self, groups: &[&CustomerGroup]) -> Vec<GroupRead> {
        let judge = PortfolioJudge::new(self.case.pack, self.case.program);
        let total = self.portfolio.total_revenue;
        judge.map_or_else(Vec::new, |judge| {
            judge.read_groups(&self.company, self.accounts, total, groups)
        })
    }

    /// By its key, else by the id of one of its accounts.
    fn group(&self, name: &str) -> Option<&'a CustomerGroup> {
        let mut groups = self.portfolio.groups.iter();
        let has = |group: &&CustomerGroup| group.accounts.iter().any(|id| **id == *name);
        self.portfolio.group(name).or_else(|| groups.find(has))
    }
}

/// Whether customers were judged, and one of their groups or accounts is called so.
pub fn has_group(case: &Case<'_>, name: &str) -> bool {
    Desk::of(case).is_some_and(|desk| desk.group(name).is_some())
}

/// The figures of all customers; nothing where there are none.
pub(super) fn of(case: &Case<'_>) -> String {
    let title = case.say("Kundenportfolio", "Customer portfolio");
    if let Some(desk) = Desk::of(case) {
        return format!("\n# {title}\n{}", desk.figures());
    }
    let stopped = case.assessment.accounts.as_ref();
    let Some(AccountsResult::Stopped(faults)) = stopped.map(|one| &one.result) else {
        return String::new();
    };
    let faults = faults.iter().map(|fault| {
        let sentence = case.phrase(&fault.id);
        let filled = crate::model::fill(&sentence, |name| {
            fault.values.get(name).map(|value| case.value(value))
        });
        format!("  {filled}\n")
    });
    format!("\n# {title}\n{}", faults.collect::<String>())
}

/// What the customers publish for rules over the organisation.
pub(super) fn publish(case: &Case<'_>, set: &mut impl FnMut(&str, Slot)) {
    let Some(customers) = &case.assessment.accounts else {
        return;
    };
    if let AccountsResult::Judged(portfolio) = &customers.result {
        let dependent = Slot::Flag(portfolio.dependence.dependent);
        set("accounts.dependent", dependent);
        let margin = portfolio.candidates_db2_pct();
        set("accounts.candidates_db2_pct", margin.into());
    }
}

/// Where a field of the organisation has its value from, if its customers gave it.
pub(super) fn origin(case: &Case<'_>, position: usize, field: &str) -> Option<String> {
    let customers = case.assessment.accounts.as_ref()?;
    let fact = case.organisation.answer(position).fact()?;
    if fact.provenance.source.as_deref() != Some("accounts") {
        return None;
    }
    let from = case.say("aus den Kunden berechnet", "computed from the accounts");
    let stated = customers
        .differences
        .iter()
        .find(|one| *one.field == *field);
    Some(stated.map_or_else(
        || from.to_owned(),
        |one| {
            let word = case.say("angegeben", "stated");
            format!("{from} ({word} {})", case.exact(one.stated))
        },
    ))
}

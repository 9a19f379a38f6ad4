//! What the own lists of an organisation tell, beside its record.

use super::Judge;
use super::aims::CheckedAims;
use crate::model::{AccountsResult, Customers, OrgChart, Organisation};
use crate::recommend::AccountNames;
use crate::recommend::portfolio::{Overwritten, PortfolioJudge};
use crate::rules::Slot;

#[derive(Debug, Clone, Default)]
pub(super) struct Told {
    pub(super) chart: Option<OrgChart>,
    pub(super) customers: Option<Customers>,
    pub(super) aims: CheckedAims,
    /// What came of putting the index of the people into the record.
    pub(super) staff: Overwritten,
    /// Whether people rated themselves alone; known once they were measured.
    pub(super) self_only: Option<bool>,
}

impl Judge<'_> {
    /// What is known before the rules run, `chart` being what was read of its org chart, and the record with that in it, where that changes it.
    pub(super) fn told(
        &self,
        customers: Option<&PortfolioJudge<'_>>,
        organisation: &Organisation,
        chart: Option<OrgChart>,
    ) -> (Told, Option<Organisation>) {
        let (customers, mut computed) = self.customers(customers, organisation).unzip();
        let mut aims = CheckedAims::default();
        if !organisation.aims.is_empty() {
            let record = computed.get_or_insert_with(|| organisation.clone());
            let fields = self.pack.accounts.as_ref().map(|accounts| &accounts.fields);
            let names = AccountNames::of(organisation.accounts.as_ref(), fields);
            aims = self.check_aims(record, customers.as_ref(), &names);
        }
        let told = Told {
            chart,
            customers,
            aims,
            ..Told::default()
        };
        (told, computed)
    }

    /// What rules can read of it, by the names of the symbols.
    pub(super) fn values(
        &self,
        organisation: &Organisation,
        told: &Told,
    ) -> Vec<(&'static str, Slot)> {
        let mut values = Vec::new();
        if let Some(count) = self.differences(organisation, told) {
            values.push(("differences", Slot::Number(count as f64)));
        }
        if let Some(flag) = told.self_only {
            values.push(("staff.self_only", Slot::Flag(flag)));
        }
        if let Some(AccountsResult::Judged(portfolio)) =
            told.customers.as_ref().map(|own| &own.result)
        {
            let dependent = Slot::Flag(portfolio.dependence.dependent);
            values.push(("accounts.dependent", dependent));
            let margin = portfolio.candidates_db2_pct().into();
            values.push(("accounts.candidates_db2_pct", margin));
        }
        values
    }

    /// How many stated values are far from what was computed; unknown where nothing was.
    fn differences(&self, organisation: &Organisation, told: &Told) -> Option<usize> {
        let of_staff = self.pack.staff.is_some() && organisation.staff.is_some();
        let customers = told.customers.as_ref();
        let of_customers = customers.iter().flat_map(|one| &one.differences);
        let all = of_customers
            .chain(&told.staff.differences)
            .chain(told.aims.differences());
        let lists = customers.is_some() || of_staff || told.aims.any();
        lists.then(|| all.filter(|one| one.flagged).count())
    }
}

//! What the company's own customers tell, before the rules run (domain 0.2 and 2).

use super::Judge;
use crate::error::Faults;
use crate::model::{AccountsResult, Assessment, Customers, Organisation};
use crate::pack::Pack;
use crate::recommend;
use crate::recommend::portfolio::{Company, Overwritten, PortfolioJudge};
use crate::rules::{Program, Runner};

/// What one thread needs to run the rules for one organisation after another.
#[derive(Debug)]
pub(super) struct Desk<'p> {
    pub(super) runner: Runner<'p>,
    customers: Option<PortfolioJudge<'p>>,
}

impl<'p> Desk<'p> {
    pub(super) fn new(pack: &'p Pack, program: &'p Program) -> Result<Self, Faults> {
        Ok(Self {
            runner: Runner::new(pack, program)?,
            customers: PortfolioJudge::new(pack, program),
        })
    }
}

impl Judge<'_> {
    /// One organisation by the interpreter; what its own lists tell stands before what was stated.
    ///
    /// Also gives the record as it was judged, with what was computed.
    pub(super) fn whole(
        &self,
        desk: &Desk<'_>,
        organisation: &Organisation,
    ) -> (Assessment, Organisation) {
        let chart = recommend::read_chart(self.pack, organisation);
        let (mut told, computed) = self.told(desk.customers.as_ref(), organisation, chart);
        let organisation = computed.as_ref().unwrap_or(organisation);
        let (assessment, record) = self.settled(&desk.runner, organisation, &mut told);
        (
            self.completed(&desk.runner, &record, told, assessment),
            record,
        )
    }

    /// Judges the own customers and puts what they tell into the record (domain 0.2).
    pub(super) fn customers(
        &self,
        judge: Option<&PortfolioJudge<'_>>,
        organisation: &Organisation,
    ) -> Option<(Customers, Organisation)> {
        let (accounts, judge) = (organisation.accounts.as_ref()?, judge?);
        let parameters = &self.pack.accounts.as_ref()?.parameters;
        let fields = &self.pack.fields;
        let result = judge.judge(&Company::of(organisation, fields), accounts);
        let mut computed = Organisation {
            accounts: None,
            ..organisation.clone()
        };
        let overwritten = match &result {
            AccountsResult::Judged(portfolio) => recommend::portfolio::overwrite(
                &mut computed,
                fields,
                portfolio,
                parameters,
                "accounts",
            ),
            AccountsResult::Stopped(_) => Overwritten::default(),
        };
        let customers = Customers {
            result,
            differences: overwritten.differences,
            warnings: overwritten.warnings,
        };
        Some((customers, computed))
    }
}

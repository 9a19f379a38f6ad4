//! The company's own customers, from rows to a selection, positions and a budget (domain 2).
//!
//! Sums run in the order of the file or of the groups, so that the same facts give the same bytes.

mod abc;
mod company;
mod compare;
mod concentration;
mod consolidate;
mod dependence;
mod effort;
mod facts;
mod read;
mod scores;
mod selection;

pub use company::Company;
pub use dependence::band_of;
pub use facts::{Overwritten, overwrite, put};
pub use read::GroupRead;

use std::cell::RefCell;
use std::collections::BTreeSet;

use crate::model::{
    Accounts, AccountsResult, AxisScore, CustomerGroup, Cut, Grey, Id, Portfolio, Quadrant, Reason,
    Value,
};
use crate::pack::{AccountPack, Axis, Pack};
use crate::rules::{Program, Slot};
use compare::{above, reaches};
use consolidate::{Layout, Rows};
use scores::{AxisPlan, Broken, GatePlan};

/// Judges portfolios with the account rules of one pack. Cheap to make; each thread has its own.
#[derive(Debug)]
pub struct PortfolioJudge<'p> {
    pack: &'p AccountPack,
    layout: Layout,
    attractiveness: AxisPlan<'p>,
    position: AxisPlan<'p>,
    value: AxisPlan<'p>,
    gates: GatePlan<'p>,
    broken: RefCell<Broken>,
}

impl<'p> PortfolioJudge<'p> {
    /// None for a pack that judges no accounts.
    pub fn new(pack: &'p Pack, program: &'p Program) -> Option<Self> {
        let accounts = pack.accounts.as_ref()?;
        let program = program.accounts.as_deref()?;
        let axis = |axis| AxisPlan::new(accounts, program, axis);
        Some(Self {
            pack: accounts,
            layout: Layout::new(accounts, program),
            attractiveness: axis(Axis::Attractiveness),
            position: axis(Axis::Position),
            value: axis(Axis::Value),
            gates: GatePlan::new(accounts, program),
            broken: RefCell::default(),
        })
    }

    /// The judgement on the customers of one organisation, or all faults that stop it (domain 2.1).
    pub fn judge(&self, company: &Company, accounts: &Accounts) -> AccountsResult {
        let rows = self.layout.rows_by_group(accounts);
        let listed: f64 = accounts
            .iter()
            .filter_map(|one| self.layout.revenue(one))
            .sum();
        match self.whole(company, accounts, &rows, listed) {
            Err(faults) => AccountsResult::Stopped(faults),
            Ok(whole) => {
                AccountsResult::Judged(Box::new(self.portfolio(company, accounts, rows, whole)))
            }
        }
    }

    /// The figures that stand for the whole company, if they fit the list.
    fn whole(
        &self,
        company: &Company,
        accounts: &Accounts,
        rows: &Rows<'_>,
        listed: f64,
    ) -> Result<Whole, Vec<Reason>> {
        let mut faults = Vec::new();
        let fault = |code: &str| Reason::new(format!("accounts.fault.{code}"));
        let total = company.total_revenue.filter(|total| *total > 0.0);
        let customers = company.active_customers;
        if total.is_none() {
            faults.push(fault("total_revenue"));
        }
        if customers.is_some_and(|customers| customers < 1.0 || customers.fract() != 0.0) {
            faults.push(fault("active_customers"));
        }
        let currencies = self.layout.currencies(accounts);
        if currencies.len() > 1 {
            let list = currencies.iter().cloned().collect();
            faults.push(fault("currency_mixed").with("currencies", Value::List(list)));
        }
        if accounts.is_empty() {
            faults.push(fault("no_accounts"));
        }
        let groups = rows.len() as f64;
        let rest = total.map_or(0.0, |total| rest(total, listed));
        if rest < 0.0 {
            faults.push(
                fault("total_revenue_below_listed")
                    .with("total", total.unwrap_or(0.0))
                    .with("listed", listed),
            );
        }
        let valid = customers.filter(|customers| *customers >= 1.0);
        if let Some(customers) = valid {
            if customers < groups {
                let below = fault("active_customers_below_groups");
                faults.push(below.with("groups", groups).with("customers", customers));
            } else if rest > 0.0 && customers <= groups {
                faults.push(fault("rest_without_customers").with("rest", rest));
            }
        }
        match (total, currencies.into_iter().next(), faults.is_empty()) {
            (Some(total), Some(currency), true) => Ok(Whole {
                currency,
                total,
                listed,
                rest,
                customers: valid.or((rest <= 0.0).then_some(groups)),
            }),
            _ => Err(faults),
        }
    }

    fn portfolio(
        &self,
        company: &Company,
        accounts: &Accounts,
        rows: Rows<'_>,
        whole: Whole,
    ) -> Portfolio {
        *self.broken.borrow_mut() = Broken::default();
        let parameters = &self.pack.parameters;
        let mut groups = self.groups(company, accounts, rows, whole.total);
        let base = abc::db2_base(company, &groups, &whole);
        abc::classify(&mut groups, whole.total, base, &parameters.concentration);
        let selection = selection::select(&mut groups, company, &whole, parameters);
        let (concentration, not_the_largest) =
            concentration::measure(&groups, &whole, base, &parameters.concentration);
        let mut warnings = Vec::new();
        if not_the_largest {
            warnings.push(Reason::new("accounts.warning.not_the_largest"));
        }
        let candidates: Vec<&CustomerGroup> =
            groups.iter().filter(|group| group.is_candidate()).collect();
        let effort = effort::effort(&candidates, &whole.currency, parameters, &mut warnings);
        let computed = facts::computed(&groups, company, &concentration, &effort, parameters);
        Portfolio {
            accounts: accounts.len(),
            active_customers: whole.customers.map(|customers| customers as usize),
            total_revenue: whole.total,
            listed_revenue: whole.listed,
            rest_revenue: whole.rest,
            dependence: dependence::measure(&groups, company, base, &whole, parameters),
            concentration,
            selection,
            effort,
            computed,
            warnings,
            broken: self.broken.take().list(),
            cut: Cut {
                at: parameters.quadrants.cut.value,
                grey_low: parameters.quadrants.grey_low.value,
                grey_high: parameters.quadrants.grey_high.value,
            },
            currency: whole.currency,
            groups,
        }
    }

    /// All groups, by revenue and then by key.
    fn groups(
        &self,
        company: &Company,
        accounts: &Accounts,
        rows: Rows<'_>,
        total: f64,
    ) -> Vec<CustomerGroup> {
        let mut slots = self.layout.slots(company);
        let mut groups: Vec<CustomerGroup> = rows
            .into_iter()
            .map(|(key, rows)| {
                self.layout.lay(accounts, &rows, total, &mut slots);
                self.group(
                    self.layout.key(accounts, &rows, key),
                    accounts,
                    &rows,
                    &slots,
                )
            })
            .collect();
        // The rows come by key, and the sort keeps that order where revenues are equal.
        groups.sort_by(|a, b| compare::falling(a.revenue, b.revenue));
        groups
    }

    fn group(&self, key: Id, accounts: &Accounts, rows: &[usize], slots: &[Slot]) -> CustomerGroup {
        let mut broken = self.broken.borrow_mut();
        let attractiveness = self.attractiveness.score(slots, &mut broken);
        let position = self.position.score(slots, &mut broken);
        let value = self.value.score(slots, &mut broken);
        let (binding, unverified) = self.gates.states(slots, &mut broken);
        let k = self.k(&attractiveness, &position, &value);
        let quadrant = self.quadrant(&attractiveness, &position);
        let grey = quadrant.map_or_else(Grey::default, |_| self.grey(&attractiveness, &position));
        let group = self.layout.group(key, accounts, rows, slots);
        let (hours, defaults) =
            effort::hours(&group, self.layout.contacts(slots), &self.pack.parameters);
        CustomerGroup {
            hours,
            defaults,
            attractiveness,
            position,
            value,
            binding,
            unverified,
            k,
            quadrant,
            grey,
            ..group
        }
    }

    /// K = 0.5·A + 0.2·P + 0.3·V (domain 2.6).
    fn k(&self, a: &AxisScore, p: &AxisScore, v: &AxisScore) -> Option<f64> {
        let weights = &self.pack.parameters.axes;
        Some(
            weights.attractiveness.value * a.score?
                + weights.position.value * p.score?
                + weights.value.value * v.score?,
        )
    }

    /// None where too little is known on one of the axes.
    fn quadrant(&self, a: &AxisScore, p: &AxisScore) -> Option<Quadrant> {
        let parameters = &self.pack.parameters;
        let least = parameters.selection.coverage.value;
        if !reaches(a.coverage, least) || !reaches(p.coverage, least) {
            return None;
        }
        let cut = parameters.quadrants.cut.value;
        Some(match (reaches(a.score?, cut), reaches(p.score?, cut)) {
            (true, true) => Quadrant::Strategic,
            (true, false) => Quadrant::Development,
            (false, true) => Quadrant::Maintain,
            (false, false) => Quadrant::Streamline,
        })
    }

    fn grey(&self, a: &AxisScore, p: &AxisScore) -> Grey {
        let zone = &self.pack.parameters.quadrants;
        let inside = |score: Option<f64>| {
            score.is_some_and(|score| {
                reaches(score, zone.grey_low.value) && !above(score, zone.grey_high.value)
            })
        };
        Grey {
            attractiveness: inside(a.score),
            position: inside(p.score),
        }
    }
}

/// The company as a whole, beside which the list stands.
#[derive(Debug, Clone)]
struct Whole {
    currency: Id,
    total: f64,
    listed: f64,
    /// Revenue that the list does not have; 0 where it is complete.
    rest: f64,
    /// Customer groups of the company; unknown where the list is not complete and nobody says.
    customers: Option<f64>,
}

impl Whole {
    /// Share of the total revenue in percent. A list that is too large by less than a cent has 100.
    fn share(&self, revenue: f64) -> f64 {
        (revenue / self.total * 100.0).min(100.0)
    }
}

/// Revenue left; a difference below a cent counts as none (domain 2.1). Below 0 where the list is too large.
fn rest(total: f64, listed: f64) -> f64 {
    const CENT: f64 = 0.01;
    if reaches(total, listed + CENT) || reaches(listed, total + CENT) {
        return total - listed;
    }
    0.0
}

/// The distinct words, in code point order.
fn distinct<'a>(words: impl Iterator<Item = &'a Id>) -> BTreeSet<Id> {
    let mut all: BTreeSet<Id> = BTreeSet::new();
    for word in words {
        if !all.contains(word) {
            all.insert(word.clone());
        }
    }
    all
}

#[cfg(test)]
mod tests;

//! What is said about all customers of one organisation (domain 2).

use serde::{Deserialize, Serialize, Serializer};

use super::value::{six_decimals, six_decimals_or_null};
use super::{CustomerGroup, Id, Reason};

/// A share in percent; a lower bound where the list is too short for it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct TopShare {
    #[serde(serialize_with = "six_decimals")]
    pub share: f64,
    pub at_least: bool,
}

/// Two ends between which a figure lies; missing where it has none.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Bounds {
    #[serde(serialize_with = "six_decimals_or_null")]
    pub low: Option<f64>,
    #[serde(serialize_with = "six_decimals_or_null")]
    pub high: Option<f64>,
}

/// Domain 2.3.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Concentration {
    pub cr1: TopShare,
    pub cr5: TopShare,
    pub cr10: TopShare,
    /// Revenue that no group of the list has, in percent.
    #[serde(serialize_with = "six_decimals")]
    pub rest: f64,
    /// 0 to 10,000.
    pub hhi: Bounds,
    /// As concentrated as so many equal customers.
    pub effective_number: Bounds,
    /// Share of the customers that bring the pack's share of revenue, in percent.
    #[serde(serialize_with = "six_decimals_or_null")]
    pub pareto: Option<f64>,
    /// That share of revenue, in percent.
    #[serde(serialize_with = "six_decimals")]
    pub pareto_of: f64,
    /// 100 % of DB II.
    #[serde(serialize_with = "six_decimals_or_null")]
    pub db2_base: Option<f64>,
}

/// Domain 2.8. Bands are ids of the pack.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Dependence {
    #[serde(serialize_with = "six_decimals")]
    pub revenue_share: f64,
    pub revenue_band: Id,
    #[serde(serialize_with = "six_decimals_or_null")]
    pub db2_share: Option<f64>,
    pub db2_band: Option<Id>,
    /// The worse of the two.
    pub band: Id,
    /// The band is one from which the pack speaks of dependence (F1, G8, M8).
    pub dependent: bool,
    /// EBIT without the largest customer's DB II.
    #[serde(serialize_with = "six_decimals_or_null")]
    pub ebit_without_largest: Option<f64>,
    #[serde(serialize_with = "six_decimals_or_null")]
    pub ebit_without_top3: Option<f64>,
}

/// A group that is let through against gates.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Override {
    pub group: Id,
    pub lifted: Vec<Id>,
    pub reason: Id,
}

/// Domain 2.6. Groups are named by their keys.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Selection {
    /// Most candidates that there can be.
    pub cap: usize,
    /// Groups that reach K, before the cap.
    pub passed: usize,
    /// By K, the highest first.
    pub candidates: Vec<Id>,
    /// Passed, but above the cap.
    pub cut: Vec<Id>,
    pub borderline: Vec<Id>,
    pub overrides: Vec<Override>,
    #[serde(serialize_with = "six_decimals")]
    pub revenue: f64,
    /// In percent of the total revenue.
    #[serde(serialize_with = "six_decimals")]
    pub share: f64,
}

/// Budget need a year, in parts (domain 2.9).
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct BudgetNeed {
    #[serde(serialize_with = "six_decimals")]
    pub total: f64,
    #[serde(serialize_with = "six_decimals")]
    pub managers: f64,
    #[serde(serialize_with = "six_decimals")]
    pub head: f64,
    #[serde(serialize_with = "six_decimals")]
    pub support: f64,
    #[serde(serialize_with = "six_decimals")]
    pub tools: f64,
    #[serde(serialize_with = "six_decimals")]
    pub projects: f64,
}

/// Positions, budget and break-even (domain 2.9).
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Effort {
    /// Of all candidates, a month.
    #[serde(serialize_with = "six_decimals")]
    pub hours: f64,
    #[serde(serialize_with = "six_decimals")]
    pub fte: f64,
    #[serde(serialize_with = "six_decimals_or_null")]
    pub accounts_per_fte: Option<f64>,
    /// Accounts per position that are plausible, and a second, wider reference.
    pub plausible: Option<Bounds>,
    pub wide: Option<Bounds>,
    /// Positions of the head of KAM.
    #[serde(serialize_with = "six_decimals_or_null")]
    pub head: Option<f64>,
    pub budget: Option<BudgetNeed>,
    /// DB II of the candidates.
    #[serde(serialize_with = "six_decimals_or_null")]
    pub db2: Option<f64>,
    #[serde(serialize_with = "six_decimals_or_null")]
    pub breakeven_uplift_pct: Option<f64>,
    /// The same as extra revenue at today's margin.
    #[serde(serialize_with = "six_decimals_or_null")]
    pub extra_revenue: Option<f64>,
    /// Demand of the candidates that others supply.
    #[serde(serialize_with = "six_decimals_or_null")]
    pub open_potential: Option<f64>,
    #[serde(serialize_with = "six_decimals_or_null")]
    pub extra_of_potential_pct: Option<f64>,
}

/// A fact about the organisation that the accounts say (domain 2.10, 1a); empty where they do not.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ComputedFact {
    pub field: Id,
    #[serde(serialize_with = "six_decimals_or_null")]
    pub value: Option<f64>,
}

/// A stated value that the computed one takes the place of.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Difference {
    pub field: Id,
    #[serde(serialize_with = "six_decimals")]
    pub stated: f64,
    #[serde(serialize_with = "six_decimals")]
    pub computed: f64,
    /// So far apart that it is flag F5.
    pub flagged: bool,
}

/// A rule that broke; for its groups it counts as unknown.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BrokenRule {
    pub rule: Id,
    /// What broke for the first of them, with line and column of the rule file.
    pub error: String,
    pub groups: usize,
}

/// The customers of one organisation, judged.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Portfolio {
    pub currency: Id,
    /// Rows of the file that were read.
    pub accounts: usize,
    /// As stated; where it is missing, the groups of a complete list.
    pub active_customers: Option<usize>,
    #[serde(serialize_with = "six_decimals")]
    pub total_revenue: f64,
    #[serde(serialize_with = "six_decimals")]
    pub listed_revenue: f64,
    /// 0 where the list is complete.
    #[serde(serialize_with = "six_decimals")]
    pub rest_revenue: f64,
    pub concentration: Concentration,
    pub dependence: Dependence,
    pub selection: Selection,
    pub effort: Effort,
    pub computed: Vec<ComputedFact>,
    pub warnings: Vec<Reason>,
    pub broken: Vec<BrokenRule>,
    /// Where the chart parts its fields, and its grey zone; in points.
    pub cut: Cut,
    /// By revenue, the largest first.
    pub groups: Vec<CustomerGroup>,
}

/// The cut between the quadrants and the grey zone around it, in points.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Cut {
    #[serde(serialize_with = "six_decimals")]
    pub at: f64,
    #[serde(serialize_with = "six_decimals")]
    pub grey_low: f64,
    #[serde(serialize_with = "six_decimals")]
    pub grey_high: f64,
}

impl Portfolio {
    pub fn is_complete(&self) -> bool {
        self.rest_revenue <= 0.0
    }

    pub fn group(&self, key: &str) -> Option<&CustomerGroup> {
        self.groups.iter().find(|group| &*group.key == key)
    }
    /// DB II of all candidates together in percent of their revenue; missing if one of them lacks it.
    pub fn candidates_db2_pct(&self) -> Option<f64> {
        let (mut db2, mut revenue) = (0.0, 0.0);
        for group in self.candidates() {
            db2 += group.db2?;
            revenue += group.revenue;
        }
        (revenue > 0.0).then(|| db2 / revenue * 100.0)
    }

    /// The candidates, those with the highest K first.
    pub fn candidates(&self) -> impl Iterator<Item = &CustomerGroup> {
        let groups = &self.groups;
        let ranked = self.selection.candidates.iter();
        ranked.filter_map(move |key| groups.iter().find(|group| group.key == *key))
    }

    pub fn computed(&self, field: &str) -> Option<f64> {
        let found = self.computed.iter().find(|fact| &*fact.field == field);
        found.and_then(|fact| fact.value)
    }
}

/// Accounts that were judged, or why they could not be.
#[derive(Debug, Clone, PartialEq)]
pub enum AccountsResult {
    Judged(Box<Portfolio>),
    /// Each fault that stops the analysis (domain 2.1).
    Stopped(Vec<Reason>),
}

impl Serialize for AccountsResult {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Stopped<'a> {
            faults: &'a [Reason],
        }
        match self {
            Self::Judged(portfolio) => portfolio.serialize(serializer),
            Self::Stopped(faults) => Stopped { faults }.serialize(serializer),
        }
    }
}

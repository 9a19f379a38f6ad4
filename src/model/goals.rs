//! Goals that the facts call for, goals that were written down, and KPIs for both (domain 6).

use serde::{Deserialize, Serialize};

use super::value::six_decimals_or_null;
use super::{Difference, Id, Reason};

/// Whether the facts call for a goal (domain 6.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Indicated {
    Yes,
    No,
    Unknown,
}

/// One goal of the pack on one organisation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct IndicatedGoal {
    pub id: Id,
    pub state: Indicated,
    /// Must be among the goals where it is indicated.
    pub mandatory: bool,
    pub reason: Reason,
    /// Candidates that meet its condition, by their keys; for a goal of the whole company none.
    pub candidates: Vec<Id>,
}

/// How a check came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CheckState {
    Passed,
    Failed,
    /// Without a reference date.
    Undecided,
}

/// One of the letters of SMART on one goal (domain 6.3).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SmartCheck {
    /// `S`, `M`, `A`, `R` or `T`.
    pub id: Id,
    pub state: CheckState,
    /// Why it failed or is undecided; where it passed, the figures behind it, if there are any.
    pub reasons: Vec<Reason>,
}

/// A goal as it was written down, and what the checks say of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CheckedGoal {
    pub goal_id: Id,
    pub text: Option<Id>,
    pub scope_accounts: Vec<Id>,
    pub kpi_id: Option<Id>,
    /// The goal of the pack that its KPI belongs to.
    pub goal: Option<Id>,
    #[serde(serialize_with = "six_decimals_or_null")]
    pub baseline: Option<f64>,
    #[serde(serialize_with = "six_decimals_or_null")]
    pub target: Option<f64>,
    pub unit: Option<Id>,
    pub due_date: Option<Id>,
    pub owner: Option<Id>,
    pub milestone_date: Option<Id>,
    #[serde(serialize_with = "six_decimals_or_null")]
    pub milestone_value: Option<f64>,
    pub checks: Vec<SmartCheck>,
    /// 0 to 100; missing without a verdict.
    #[serde(serialize_with = "six_decimals_or_null")]
    pub points: Option<f64>,
    /// Missing where a check is undecided; the goal is then not counted.
    pub smart: Option<bool>,
    /// Vague words in sentences without a figure, in lower case, as often as they occur.
    pub vague: Vec<Id>,
    pub warnings: Vec<Reason>,
}

/// The goals that were written down.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StatedGoals {
    pub records: Vec<CheckedGoal>,
    pub counted: usize,
    pub smart: usize,
    /// Missing if none is counted.
    #[serde(serialize_with = "six_decimals_or_null")]
    pub goals_smart_pct: Option<f64>,
    /// What was stated in its place.
    pub difference: Option<Difference>,
    /// The checks look at the form, not at the wisdom of a goal.
    pub note: Reason,
}

/// Goals of one organisation (domain 6.1, 6.3).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Goals {
    pub indicated: Vec<IndicatedGoal>,
    /// Mandatory goals first, then in the order of the table.
    pub recommended: Vec<Id>,
    pub warnings: Vec<Reason>,
    /// None where no goals were given.
    pub stated: Option<StatedGoals>,
    /// Of the candidates: what the goals look at.
    pub candidates: Vec<GoalCandidate>,
}

/// A candidate as the goals see it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GoalCandidate {
    pub key: Id,
    pub quadrant: Option<Id>,
    #[serde(serialize_with = "six_decimals_or_null")]
    pub share_of_wallet: Option<f64>,
    pub relationship_stage: Option<Id>,
    #[serde(serialize_with = "six_decimals_or_null")]
    pub innovation_partner: Option<f64>,
    pub contract_end: Option<Id>,
    /// Days.
    #[serde(serialize_with = "six_decimals_or_null")]
    pub payment_days: Option<f64>,
}

/// Why a KPI is among the recommended ones (domain 6.2, rules 1 to 4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KpiChoice {
    Lagging,
    Leading,
    BesideGrowth,
    Fill,
    NonFinancial,
}

impl KpiChoice {
    pub const ALL: [(&'static str, Self); 5] = [
        ("lagging", Self::Lagging),
        ("leading", Self::Leading),
        ("beside_growth", Self::BesideGrowth),
        ("fill", Self::Fill),
        ("non_financial", Self::NonFinancial),
    ];

    pub fn name(self) -> &'static str {
        let own = |(_, choice): &&(&str, Self)| *choice == self;
        Self::ALL.iter().find(own).map_or("", |(name, _)| name)
    }
}

/// A KPI that is recommended.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RecommendedKpi {
    pub id: Id,
    pub goal: Id,
    pub leading: bool,
    pub financial: bool,
    pub choice: KpiChoice,
    /// Nobody said which data there are.
    pub check_data: bool,
}

/// KPIs of one organisation (domain 6.2).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Kpis {
    /// In the order of the table.
    pub recommended: Vec<RecommendedKpi>,
    /// KPIs that were passed over, and why.
    pub passed_over: Vec<PassedOver>,
    /// What is wrong with the recommendation itself.
    pub warnings: Vec<Reason>,
    /// The KPIs of the goals that were written down; none without such goals.
    pub stated: Option<StatedKpis>,
}

/// A KPI of a recommended goal that cannot be used.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PassedOver {
    pub id: Id,
    pub reason: Reason,
}

/// The KPIs that the company chose with its goals.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StatedKpis {
    pub ids: Vec<Id>,
    pub warnings: Vec<Reason>,
}

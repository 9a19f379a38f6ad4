//! `goals/limits.toml`: every figure of the choice of goals and KPIs and of the SMART checks.

use serde::Deserialize;

use crate::model::Id;
use crate::pack::parameters::Figure;

/// Fields of the organisation that the checks read and fill.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GoalFacts {
    /// The list of the data that there are.
    pub sources: Id,
    pub wallet_known: Id,
    pub currency: Id,
    /// The share of goals that are SMART is filled in here.
    pub goals_smart: Id,
    /// A stated value further from the computed one is flagged, in percent of the computed one.
    pub difference: Figure,
    pub budget: ApprovedBudget,
}

/// The budget is approved where the field has one of the values.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ApprovedBudget {
    pub field: Id,
    pub values: Vec<Id>,
}

/// How many goals (domain 6.1).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GoalCounts {
    pub recommend_least: Figure,
    pub recommend_most: Figure,
    pub most: Figure,
}

/// Which KPIs, and how many (domain 6.2).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KpiLimits {
    pub least: Figure,
    pub most: Figure,
    /// Below this share of known wallets, in percent, the KPIs of `wallet` are passed over.
    pub wallet_known_from: Figure,
    pub wallet: Vec<Id>,
    pub growth: Vec<Id>,
    pub beside_growth: Vec<Id>,
    pub fill: Vec<Id>,
    pub non_financial: Vec<Id>,
}

/// The SMART checks (domain 6.3).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SmartLimits {
    pub joining_words_most: Figure,
    pub past_factor: Figure,
    pub baseline_share: Figure,
    /// How far back the oldest value of a goal lies.
    pub past_years: Figure,
    pub days_in_year: Figure,
    pub due_from: Figure,
    pub due_to: Figure,
    pub milestone_beyond: Figure,
    pub conflict: Conflict,
}

/// A goal with a KPI of `dependence` and one with a KPI of `growth` for the largest account contradict each other.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Conflict {
    pub dependence: Vec<Id>,
    pub growth: Vec<Id>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GoalLimits {
    pub facts: GoalFacts,
    pub goals: GoalCounts,
    pub kpis: KpiLimits,
    pub smart: SmartLimits,
}

impl GoalLimits {
    /// Every figure with its name.
    pub(in crate::pack) fn figures(&self) -> [(&'static str, &Figure); 15] {
        let (facts, goals, kpis, smart) = (&self.facts, &self.goals, &self.kpis, &self.smart);
        [
            ("difference", &facts.difference),
            ("recommend_least", &goals.recommend_least),
            ("recommend_most", &goals.recommend_most),
            ("most", &goals.most),
            ("least", &kpis.least),
            ("most", &kpis.most),
            ("wallet_known_from", &kpis.wallet_known_from),
            ("joining_words_most", &smart.joining_words_most),
            ("past_factor", &smart.past_factor),
            ("baseline_share", &smart.baseline_share),
            ("past_years", &smart.past_years),
            ("days_in_year", &smart.days_in_year),
            ("due_from", &smart.due_from),
            ("due_to", &smart.due_to),
            ("milestone_beyond", &smart.milestone_beyond),
        ]
    }

    /// The sources that the figures cite.
    pub(in crate::pack) fn refs(&self) -> impl Iterator<Item = &String> {
        self.figures()
            .into_iter()
            .flat_map(|(_, figure)| &figure.refs)
    }

    /// The KPIs that the rules name.
    pub(in crate::pack) fn named_kpis(&self) -> impl Iterator<Item = &Id> {
        let (kpis, conflict) = (&self.kpis, &self.smart.conflict);
        [
            &kpis.wallet,
            &kpis.growth,
            &kpis.beside_growth,
            &kpis.fill,
            &kpis.non_financial,
            &conflict.dependence,
            &conflict.growth,
        ]
        .into_iter()
        .flatten()
    }
}

/// A figure below 0 or above what arithmetic bears has no meaning here.
pub(in crate::pack) fn is_sound(figure: &Figure) -> bool {
    (0.0..=100_000.0).contains(&figure.value)
}

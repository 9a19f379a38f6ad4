//! What the company has written down itself: goals, own KPIs, a mission (domain 6.3, 7.1).

use std::collections::BTreeMap;

use super::Id;
use crate::error::Place;

/// Goals, KPIs and mission of one organisation, as far as it gave them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Aims {
    /// None where no goals were given; empty where each of them was refused.
    pub goals: Option<Vec<GoalRecord>>,
    pub kpis: Vec<OwnKpi>,
    pub mission: Option<StatedMission>,
}

impl Aims {
    pub fn is_empty(&self) -> bool {
        self.goals.is_none() && self.kpis.is_empty() && self.mission.is_none()
    }
}

/// One goal as it was written down. Dates are `YYYY-MM-DD`; numbers are in the unit of the KPI.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct GoalRecord {
    pub goal_id: Id,
    pub text: Option<Id>,
    /// Group names, account ids, or `all`.
    pub scope_accounts: Vec<Id>,
    pub kpi_id: Option<Id>,
    pub baseline: Option<f64>,
    pub target: Option<f64>,
    pub unit: Option<Id>,
    pub due_date: Option<Id>,
    pub owner: Option<Id>,
    pub strategy_ref: Option<Id>,
    pub resources_ref: Option<Id>,
    pub milestone_date: Option<Id>,
    pub milestone_value: Option<f64>,
    pub value_y1: Option<f64>,
    pub value_y2: Option<f64>,
    pub place: Place,
}

/// A KPI that is not in the pack's table. It has no bounds.
#[derive(Debug, Clone, PartialEq)]
pub struct OwnKpi {
    pub kpi_id: Id,
    pub formula: Option<Id>,
    pub unit: Option<Id>,
    /// A higher value is better; else a lower one.
    pub rising: bool,
    /// The goal that it belongs to.
    pub goal: Id,
}

/// A mission as its elements, as a text, or as both.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StatedMission {
    /// By the ids of the pack's elements; none where it was given as a text only.
    pub elements: Option<BTreeMap<Id, Id>>,
    pub text: Option<Id>,
    pub place: Place,
}

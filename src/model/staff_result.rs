//! What is said about the people of an organisation (domain 5.6, 5.7).

use serde::{Deserialize, Serialize};

use super::value::{six_decimals, six_decimals_or_null};
use super::{Difference, Id, Reason};

/// What helps against a gap: the kind of measure, and what is done about this competency in particular.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DevelopmentMeasure {
    /// `coaching`, an id of the pack.
    pub id: Id,
    pub practice: Option<Id>,
}

/// One competency of one person. Levels are 1 to 5; what is missing was not rated or has no target.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Rated {
    /// The key, `account_plans`.
    pub id: Id,
    /// The number, `C03`.
    pub number: Id,
    #[serde(rename = "self", serialize_with = "six_decimals_or_null")]
    pub own: Option<f64>,
    #[serde(serialize_with = "six_decimals_or_null")]
    pub manager: Option<f64>,
    pub evidence: Option<String>,
    pub date: Option<String>,
    /// The level after the correction for lenient self-ratings.
    #[serde(serialize_with = "six_decimals_or_null")]
    pub actual: Option<f64>,
    pub target: Option<u8>,
    /// 3 must, 2 important, 1 useful.
    pub criticality: Option<u8>,
    /// Target less actual level, never below 0.
    #[serde(serialize_with = "six_decimals_or_null")]
    pub gap: Option<f64>,
    /// Rated by its holder alone.
    pub self_only: bool,
    /// The ratings are far apart and nothing supports them: demand an example.
    pub example: bool,
    pub measure: Option<DevelopmentMeasure>,
}

/// One person in one role, or a candidate for it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PersonResult {
    pub id: Id,
    pub role: Id,
    pub candidate: bool,
    #[serde(serialize_with = "six_decimals")]
    pub fte: f64,
    /// The role whose targets hold; none where the profile lacks the role.
    pub measured_as: Option<Id>,
    /// Weight of what is rated, in percent.
    #[serde(serialize_with = "six_decimals_or_null")]
    pub coverage: Option<f64>,
    /// 0 no gap to 100; none where too little is rated.
    #[serde(serialize_with = "six_decimals_or_null")]
    pub index: Option<f64>,
    /// Part of the organisation index.
    pub counted: bool,
    /// Flag F3: at least one rating is its holder's alone.
    pub self_only: bool,
    /// Numbers of the musts that are missed by far.
    pub musts_missed: Vec<Id>,
    /// Not suitable without major development.
    pub unsuitable: bool,
    pub competencies: Vec<Rated>,
}

/// Who fills a role, and who could.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Position {
    pub role: Id,
    pub holders: usize,
    pub candidates: usize,
    /// Candidates with an index who are not unsuitable.
    pub suitable: usize,
    pub unsuitable: usize,
    /// Candidates of whom too little is rated.
    pub open: usize,
}

/// The people of an organisation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StaffResult {
    /// Mean of the persons' indices, weighted with their shares; none where too few have one.
    #[serde(serialize_with = "six_decimals_or_null")]
    pub competency_gap_index: Option<f64>,
    /// Positions of all persons whose roles count.
    #[serde(serialize_with = "six_decimals")]
    pub fte: f64,
    /// Of these, positions of persons with an index.
    #[serde(serialize_with = "six_decimals")]
    pub fte_with_index: f64,
    /// Flag F3: at least one person in the index has ratings of its own alone.
    pub self_only: bool,
    pub persons: Vec<PersonResult>,
    pub positions: Vec<Position>,
    pub differences: Vec<Difference>,
    pub warnings: Vec<Reason>,
}

//! One customer group and what is said about it (domain 2.2–2.6).

use std::sync::Arc;

use serde::ser::SerializeMap;
use serde::{Deserialize, Serialize, Serializer};

use super::Id;
use super::finding::weight;
use super::value::{six_decimals, six_decimals_or_null};

/// Class by cumulated revenue or DB II (domain 2.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum AbcClass {
    A,
    B,
    C,
}

impl AbcClass {
    pub fn name(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::B => "B",
            Self::C => "C",
        }
    }
}

/// Field of the portfolio, attractiveness by position (domain 2.5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Quadrant {
    Strategic,
    Development,
    Maintain,
    Streamline,
}

impl Quadrant {
    pub const ALL: [(&'static str, Self); 4] = [
        ("strategic", Self::Strategic),
        ("development", Self::Development),
        ("maintain", Self::Maintain),
        ("streamline", Self::Streamline),
    ];

    pub fn name(self) -> &'static str {
        let own = |(_, quadrant): &&(&str, Self)| *quadrant == self;
        Self::ALL.iter().find(own).map_or("", |(name, _)| name)
    }
}

/// What becomes of a group (domain 2.6).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccountStatus {
    /// A gate binds and no exception lifts it.
    Excluded,
    DataMissing,
    KeyAccount,
    Watch,
    Standard,
}

impl AccountStatus {
    pub const ALL: [(&'static str, Self); 5] = [
        ("excluded", Self::Excluded),
        ("data_missing", Self::DataMissing),
        ("key_account", Self::KeyAccount),
        ("watch", Self::Watch),
        ("standard", Self::Standard),
    ];

    pub fn name(self) -> &'static str {
        let own = |(_, status): &&(&str, Self)| *status == self;
        Self::ALL.iter().find(own).map_or("", |(name, _)| name)
    }
}

/// A criterion of an axis, as the pack weighs it.
#[derive(Debug, Clone, PartialEq)]
pub struct Weighed {
    pub id: Id,
    pub weight: f64,
}

/// What a criterion gives for one group.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Points {
    /// 0 to 100.
    Scored(f64),
    /// Leaves the weight base.
    NotApplicable,
    Unknown,
}

/// A score of a group from its criteria.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AxisScore {
    /// 0 to 100 from what is known; missing if nothing is.
    pub score: Option<f64>,
    /// Share of the weight that is known, in percent.
    pub coverage: f64,
    /// The same for all groups of a portfolio.
    pub criteria: Arc<[Weighed]>,
    /// For each of them, in their order.
    pub points: PointsList,
}

/// Points in eight bytes each: NaN is unknown, infinity not applicable. A million groups have ten million.
#[derive(Debug, Clone, Default)]
pub struct PointsList(Box<[f64]>);

impl PointsList {
    pub fn iter(&self) -> impl Iterator<Item = Points> {
        self.0.iter().map(|points| match points {
            points if points.is_nan() => Points::Unknown,
            points if points.is_infinite() => Points::NotApplicable,
            points => Points::Scored(*points),
        })
    }
}

impl FromIterator<Points> for PointsList {
    fn from_iter<T: IntoIterator<Item = Points>>(points: T) -> Self {
        let packed = points.into_iter().map(|points| match points {
            Points::Scored(points) => points,
            Points::NotApplicable => f64::INFINITY,
            Points::Unknown => f64::NAN,
        });
        Self(packed.collect())
    }
}

impl PartialEq for PointsList {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl AxisScore {
    /// Each criterion with its points.
    pub fn parts(&self) -> impl Iterator<Item = (&Weighed, Points)> {
        self.criteria.iter().zip(self.points.iter())
    }
}

impl Serialize for AxisScore {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let criteria: Vec<Part<'_>> = self
            .parts()
            .map(|(criterion, points)| Part {
                id: &criterion.id,
                weight: criterion.weight,
                outcome: match points {
                    Points::Scored(_) => "scored",
                    Points::NotApplicable => "not_applicable",
                    Points::Unknown => "unknown",
                },
                points: match points {
                    Points::Scored(points) => Some(points),
                    _ => None,
                },
            })
            .collect();
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("score", &Six(self.score))?;
        map.serialize_entry("coverage", &Six(Some(self.coverage)))?;
        map.serialize_entry("criteria", &criteria)?;
        map.end()
    }
}

#[derive(Serialize)]
struct Part<'a> {
    id: &'a Id,
    #[serde(serialize_with = "weight")]
    weight: f64,
    outcome: &'static str,
    #[serde(serialize_with = "six_decimals_or_null")]
    points: Option<f64>,
}

#[derive(Serialize)]
struct Six(#[serde(serialize_with = "six_decimals_or_null")] Option<f64>);

/// Whether a score lies so near to the cut that the quadrant could be another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Grey {
    pub attractiveness: bool,
    pub position: bool,
}

impl Grey {
    pub fn any(self) -> bool {
        self.attractiveness || self.position
    }
}

/// One customer group: the unit of everything about accounts. Money is in the portfolio's currency.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CustomerGroup {
    /// `parent_group`, else `name`.
    pub key: Id,
    /// Account ids of its rows, in the order of the file.
    pub accounts: Box<[Id]>,
    pub industry: Option<Id>,
    pub current_owner: Option<Id>,
    #[serde(serialize_with = "six_decimals")]
    pub revenue: f64,
    /// Of the company's total revenue, in percent.
    #[serde(serialize_with = "six_decimals")]
    pub share: f64,
    #[serde(serialize_with = "six_decimals_or_null")]
    pub wallet: Option<f64>,
    /// In percent.
    #[serde(serialize_with = "six_decimals_or_null")]
    pub share_of_wallet: Option<f64>,
    /// Contribution margin II; may be below 0.
    #[serde(serialize_with = "six_decimals_or_null")]
    pub db2: Option<f64>,
    #[serde(serialize_with = "six_decimals_or_null")]
    pub db2_pct: Option<f64>,
    pub abc_revenue: AbcClass,
    pub abc_db2: Option<AbcClass>,
    pub attractiveness: AxisScore,
    pub position: AxisScore,
    pub value: AxisScore,
    /// K of domain 2.6, 0 to 100.
    #[serde(serialize_with = "six_decimals_or_null")]
    pub k: Option<f64>,
    pub quadrant: Option<Quadrant>,
    pub grey: Grey,
    /// Gates whose condition holds, lifted or not.
    pub binding: Box<[Id]>,
    /// Gates that a missing field leaves undecided.
    pub unverified: Box<[Id]>,
    /// The written reason that lifts the gates.
    pub strategic_exception: Option<Id>,
    pub status: AccountStatus,
    /// Passed, and is left out because the number of key accounts is limited.
    pub cut: bool,
    /// Another weight of one criterion would let it in or out.
    pub borderline: bool,
    /// Hours of care a month (domain 2.9).
    #[serde(serialize_with = "six_decimals")]
    pub hours: f64,
    /// Fields in whose place a default stands in the hours.
    pub defaults: Box<[Id]>,
    #[serde(serialize_with = "six_decimals_or_null")]
    pub countries: Option<f64>,
    #[serde(serialize_with = "six_decimals_or_null")]
    pub sites: Option<f64>,
    #[serde(serialize_with = "six_decimals_or_null")]
    pub divisions: Option<f64>,
    pub relationship_stage: Option<Id>,
    pub central_purchasing: Option<Id>,
    /// 1 to 5.
    #[serde(serialize_with = "six_decimals_or_null")]
    pub innovation_partner: Option<f64>,
    /// The contract that ends first, `YYYY-MM-DD`.
    pub contract_end: Option<Id>,
    /// Terms of payment, in days.
    #[serde(serialize_with = "six_decimals_or_null")]
    pub payment_days: Option<f64>,
}

impl CustomerGroup {
    pub fn is_candidate(&self) -> bool {
        self.status == AccountStatus::KeyAccount
    }

    /// A gate holds, and a written reason lifts it.
    pub fn is_override(&self) -> bool {
        self.strategic_exception.is_some() && !self.binding.is_empty()
    }
}

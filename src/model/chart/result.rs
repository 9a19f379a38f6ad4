//! What an org chart tells: its structure, and where KAM is today (domain 4.6).

use serde::{Deserialize, Serialize};

use super::fault::ChartFault;
use super::option::{KamPlace, PlacementOption, StructureType};
use super::unit::{Criterion, Function, Listed};
use crate::model::value::{six_decimals, six_decimals_or_null};
use crate::model::{Id, Reason};

/// What is said about the chart of one organisation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum OrgChart {
    Classified(Box<Classification>),
    /// A chart with a fault is not classified.
    Refused {
        faults: Vec<ChartFault>,
    },
}

/// A unit by id and name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitRef {
    pub id: Id,
    pub name: Id,
}

/// A word that was stated, or guessed from the name of the unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Read<T> {
    pub value: T,
    pub guessed: bool,
}

/// A core unit: a line unit of level 2 that is no support function.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CoreUnit {
    #[serde(flatten)]
    pub unit: UnitRef,
    pub criterion: Option<Read<Criterion>>,
    pub function: Option<Read<Function>>,
    /// Headcount of its subtree, if known.
    #[serde(serialize_with = "six_decimals_or_null")]
    pub headcount: Option<f64>,
    /// Share of the core units' weight, 0 to 100.
    #[serde(serialize_with = "six_decimals")]
    pub share: f64,
}

/// The share of one criterion in the core units, 0 to 100.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct CriterionShare {
    /// None for unknown.
    pub criterion: Option<Criterion>,
    #[serde(serialize_with = "six_decimals")]
    pub share: f64,
}

/// The classification of a valid chart.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Classification {
    pub structure_type: StructureType,
    /// The types of the two largest criteria, of a hybrid only.
    pub primary: Option<StructureType>,
    pub secondary: Option<StructureType>,
    /// 0 to 1; none for simple, matrix and not classifiable.
    #[serde(serialize_with = "six_decimals_or_null")]
    pub confidence: Option<f64>,
    /// From the largest to the smallest, unknown last.
    pub shares: Vec<CriterionShare>,
    /// Headcount below and with the root, after descending.
    #[serde(serialize_with = "six_decimals_or_null")]
    pub headcount: Option<f64>,
    /// Share of the units below level 2 with a dotted line to another criterion, 0 to 100.
    #[serde(serialize_with = "six_decimals_or_null")]
    pub dotted: Option<f64>,
    /// Holdings passed on the way down to the root, the uppermost first.
    pub passed: Vec<UnitRef>,
    pub root: UnitRef,
    pub core_units: Vec<CoreUnit>,
    pub kam_today: KamToday,
    pub reasons: Vec<Reason>,
}

/// One unit that the chart calls key account management.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct KamHit {
    #[serde(flatten)]
    pub unit: UnitRef,
    pub place: KamPlace,
}

/// Where KAM is today.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct KamToday {
    pub place: KamPlace,
    /// The different places of the hits, in order of domain 4.1.
    pub places: Vec<KamPlace>,
    pub hits: Vec<KamHit>,
}

impl KamToday {
    /// The way from today to the target by the entry, as a sentence.
    pub fn move_to(&self, target: PlacementOption, entry: Option<PlacementOption>) -> Reason {
        let none = KamPlace::At(PlacementOption::NoFormalKam);
        let begins_here = entry.map(KamPlace::At) == Some(self.place);
        let key = match self.place {
            today if today == KamPlace::At(target) => "chart.move.stay",
            today if today == none && begins_here => "chart.move.new_later",
            today if today == none => "chart.move.new",
            _ if target == PlacementOption::NoFormalKam => "chart.move.drop",
            KamPlace::Unclear => "chart.move.unclear",
            KamPlace::Mixed => "chart.move.mixed",
            KamPlace::At(_) if begins_here => "chart.move.later",
            KamPlace::At(_) => "chart.move.change",
        };
        let places: Vec<Id> = self
            .places
            .iter()
            .map(|place| Id::from(place.id()))
            .collect();
        Reason::new(key)
            .with("place", self.place.id())
            .with("places", crate::model::Value::List(places))
            .with("option", target.id())
    }
}

//! `measures/parameters.toml`: phases, size factors and capacity of the roadmap (domain 8).

mod check;

pub(super) use check::run as check;

use serde::Deserialize;

use super::files::PackFiles;
use super::manifest::from_toml;
use super::rule::Sure;
use crate::error::{Error, Faults, Kind, Place};
use crate::model::{Id, Text};

pub(super) const FILE: &str = "measures/parameters.toml";

/// Everything a pack says about its roadmap, but the measures.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoadmapData {
    /// After this phase the level is looked at that the plan reaches (`planned.level`).
    pub milestone: Id,
    /// At these levels only measures that name them are selected, without what they need.
    pub restricted: Vec<Id>,
    pub size: Size,
    pub capacity: Capacity,
    /// In their order.
    pub phases: Vec<PhaseText>,
    /// Measures that an overlay switched off, each with its step.
    #[serde(skip)]
    pub off: Vec<(Id, u8)>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PhaseText {
    pub id: Id,
    pub label: Text,
    pub meaning: Text,
}

/// What the person-days of a measure are multiplied by (domain 8.3).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Size {
    /// The field that says how large a company is.
    pub field: Id,
    pub unit: String,
    pub sure: Sure,
    /// The factor where nobody has said how large it is.
    pub unknown: f64,
    /// From small to large; the last one has no limit.
    pub steps: Vec<SizeStep>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SizeStep {
    /// The limit itself belongs to the next step.
    pub below: Option<f64>,
    /// The limit itself belongs to this step.
    pub up_to: Option<f64>,
    pub factor: f64,
}

/// The field that says how many person-days there are.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Capacity {
    pub field: Id,
}

impl SizeStep {
    fn holds(&self, size: f64) -> bool {
        self.below.is_none_or(|limit| size < limit) && self.up_to.is_none_or(|limit| size <= limit)
    }
}

impl RoadmapData {
    /// Reads the file; a pack without it has no roadmap.
    ///
    /// # Errors
    /// If it does not have its shape.
    pub(super) fn read(files: &PackFiles) -> Result<Option<Self>, Faults> {
        let Some(file) = files.get(FILE) else {
            return match files.iter().find(|one| one.path.starts_with("measures/")) {
                None => Ok(None),
                Some(file) => {
                    let detail = format!("a measure needs `{FILE}` beside it");
                    Err(vec![
                        Error::new(Kind::Pack, detail).at(Place::file(&*file.shown)),
                    ])
                }
            };
        };
        from_toml(file).map(Some).map_err(|fault| vec![fault])
    }

    /// The factor on person-days for a company of this size.
    pub fn factor(&self, size: Option<f64>) -> f64 {
        let Some(size) = size else {
            return self.size.unknown;
        };
        let step = self.size.steps.iter().find(|step| step.holds(size));
        step.map_or(self.size.unknown, |step| step.factor)
    }

    /// Where a phase stands in the order.
    pub fn rank(&self, phase: &str) -> Option<usize> {
        self.phases.iter().position(|one| *one.id == *phase)
    }
}

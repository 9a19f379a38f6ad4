//! `pack.toml`: what the pack is, its indexes, dimensions and levels.

use std::collections::BTreeSet;

use serde::Deserialize;

use super::files::PackFile;
use super::overlay::Permissions;
use super::placement::Decision;
use crate::error::{Error, Faults, Kind, Place, listed, nearest};
use crate::model::{Grade, Id, Text};

/// The manifest of a pack (design, section 3).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    pub id: Id,
    pub version: Id,
    pub languages: Vec<String>,
    pub title: Text,
    pub summary: Text,
    #[serde(default)]
    pub ranges: Ranges,
    #[serde(default)]
    pub coverage: CoverageLimits,
    #[serde(default)]
    pub evidence: Evidence,
    pub indexes: Vec<Index>,
    pub dimensions: Vec<Dimension>,
    pub levels: Levels,
    pub placement: Option<Decision>,
    /// What an overlay may change; nothing where it is missing.
    pub overlay: Option<Permissions>,
}

/// What a missing answer counts as, in points (domain 0.4).
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ranges {
    pub plausible_low: f64,
    pub plausible_high: f64,
}

impl Default for Ranges {
    fn default() -> Self {
        Self {
            plausible_low: 20.0,
            plausible_high: 80.0,
        }
    }
}

/// The least coverage, in percent, for a dimension to be judged and for a level to be given.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CoverageLimits {
    pub dimension: f64,
    pub level: f64,
}

impl Default for CoverageLimits {
    fn default() -> Self {
        Self {
            dimension: 50.0,
            level: 70.0,
        }
    }
}

/// Half-width of a fact by its grade, in points.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(non_snake_case, reason = "the grades are called so")]
pub struct Evidence {
    pub E0: f64,
    pub E1: f64,
    pub E2: f64,
    pub E3: f64,
}

impl Evidence {
    pub fn half_width(&self, grade: Grade) -> f64 {
        match grade {
            Grade::E0 => self.E0,
            Grade::E1 => self.E1,
            Grade::E2 => self.E2,
            Grade::E3 => self.E3,
        }
    }
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Index {
    pub id: Id,
    pub label: Text,
    pub question: Text,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dimension {
    pub id: Id,
    pub index: Id,
    pub weight: f64,
    pub label: Text,
    pub why: Text,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Levels {
    /// The index that the level is read from.
    pub index: Id,
    /// A score this near to a limit makes the level borderline, in points.
    pub margin: f64,
    /// From the lowest to the highest.
    pub steps: Vec<Step>,
}

/// One level.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    pub id: Id,
    /// The least score; a level without it is reached by a gate only.
    pub from: Option<f64>,
    pub label: Text,
    pub meaning: Text,
    pub next: Text,
}

impl Levels {
    /// Rank of a level, 0 for the lowest.
    pub fn rank(&self, id: &str) -> Option<usize> {
        self.steps.iter().position(|step| &*step.id == id)
    }
}

impl Manifest {
    pub fn dimension(&self, id: &str) -> Option<&Dimension> {
        self.dimensions
            .iter()
            .find(|dimension| &*dimension.id == id)
    }

    /// Reads and checks `pack.toml`.
    ///
    /// # Errors
    /// Every fault that can be told apart.
    pub fn read(file: &PackFile) -> Result<Self, Faults> {
        let manifest: Self = from_toml(file).map_err(|fault| vec![fault])?;
        let faults = manifest.faults(&file.shown);
        if faults.is_empty() {
            Ok(manifest)
        } else {
            Err(faults)
        }
    }

    fn faults(&self, file: &str) -> Faults {
        let mut faults = Vec::new();
        let mut fault =
            |detail: String| faults.push(Error::new(Kind::Pack, detail).at(Place::file(file)));
        if self.languages != ["de", "en"] {
            fault("`languages` must be [\"de\", \"en\"]: every text stands in both".to_owned());
        }
        let indexes: BTreeSet<&str> = self.indexes.iter().map(|index| &*index.id).collect();
        let mut seen = BTreeSet::new();
        for dimension in &self.dimensions {
            if !seen.insert(&*dimension.id) {
                fault(format!(
                    "the dimension `{}` is declared twice",
                    dimension.id
                ));
            }
            if !indexes.contains(&*dimension.index) {
                fault(format!(
                    "the dimension `{}` belongs to the index `{}`, which is not declared; declared are {}",
                    dimension.id,
                    dimension.index,
                    listed(indexes.iter().copied())
                ));
            }
            if !(dimension.weight.is_finite() && dimension.weight > 0.0) {
                fault(format!(
                    "the weight of `{}` is {}; a weight is a number above 0",
                    dimension.id, dimension.weight
                ));
            }
        }
        for index in &indexes {
            if !self.dimensions.iter().any(|one| &*one.index == *index) {
                fault(format!("the index `{index}` has no dimension"));
            }
        }
        if !indexes.contains(&*self.levels.index) {
            let near = nearest(&self.levels.index, indexes.iter().copied());
            fault(format!(
                "`levels.index` names `{}`, which is no index{}",
                self.levels.index,
                near.map_or_else(String::new, |near| format!("; did you mean `{near}`"))
            ));
        }
        self.level_faults(&mut fault);
        faults
    }

    fn level_faults(&self, fault: &mut impl FnMut(String)) {
        let limits: Vec<f64> = self
            .levels
            .steps
            .iter()
            .filter_map(|step| step.from)
            .collect();
        if limits.first() != Some(&0.0) {
            fault(
                "the lowest level with `from` must begin at 0, or low scores have no level"
                    .to_owned(),
            );
        }
        if limits
            .windows(2)
            .any(|pair| matches!(pair, [low, high] if low >= high))
        {
            fault("the levels' `from` must rise from step to step".to_owned());
        }
        let mut seen = BTreeSet::new();
        for step in &self.levels.steps {
            if !seen.insert(&*step.id) {
                fault(format!("the level `{}` is declared twice", step.id));
            }
        }
    }
}

/// Reads TOML into a closed shape; a fault names line and column.
pub(super) fn from_toml<T: serde::de::DeserializeOwned>(file: &PackFile) -> Result<T, Error> {
    toml::from_str(&file.text).map_err(|error| {
        let before = error
            .span()
            .and_then(|span| file.text.get(..span.start))
            .unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        let column = before
            .rsplit('\n')
            .next()
            .unwrap_or_default()
            .chars()
            .count()
            + 1;
        Error::new(Kind::Pack, error.message().trim().replace('\n', ", ")).at(Place::spot(
            &*file.shown,
            line,
            column,
        ))
    })
}

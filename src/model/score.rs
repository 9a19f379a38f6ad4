//! Scores with what is not known about them.

use serde::{Deserialize, Serialize};

use super::Id;
use super::finding::weight;
use super::value::{six_decimals, six_decimals_or_null};

/// Lowest and highest score, 0 to 100.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Range {
    pub low: f64,
    pub high: f64,
}

impl Range {
    pub fn contains(&self, score: f64) -> bool {
        self.low <= score && score <= self.high
    }

    /// Wider by `half` on both sides, within 0 to 100 (domain 0.4, evidence).
    #[must_use]
    pub fn widened(self, half: f64) -> Self {
        Self {
            low: (self.low - half).clamp(0.0, 100.0),
            high: (self.high + half).clamp(0.0, 100.0),
        }
    }
}

/// The four numbers of domain 0.4: point, hard range, plausible range, coverage. All in points or percent.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Spread {
    /// From what is known alone; missing if nothing is.
    #[serde(serialize_with = "six_decimals_or_null")]
    pub score: Option<f64>,
    #[serde(serialize_with = "six_decimals_or_null")]
    pub low: Option<f64>,
    #[serde(serialize_with = "six_decimals_or_null")]
    pub high: Option<f64>,
    #[serde(serialize_with = "six_decimals_or_null")]
    pub plausible_low: Option<f64>,
    #[serde(serialize_with = "six_decimals_or_null")]
    pub plausible_high: Option<f64>,
    #[serde(serialize_with = "six_decimals")]
    pub coverage: f64,
    /// Half-width that the evidence grades add to both ranges.
    #[serde(serialize_with = "six_decimals")]
    pub half_width: f64,
    /// Share of the known weight whose facts have no grade, in percent.
    #[serde(serialize_with = "six_decimals")]
    pub ungraded: f64,
}

impl Spread {
    pub fn hard(&self) -> Option<Range> {
        range(self.low, self.high)
    }

    pub fn plausible(&self) -> Option<Range> {
        range(self.plausible_low, self.plausible_high)
    }
}

fn range(low: Option<f64>, high: Option<f64>) -> Option<Range> {
    Some(Range {
        low: low?,
        high: high?,
    })
}

/// Ranges from missing answers alone.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct BareRanges {
    pub hard: Option<Range>,
    pub plausible: Option<Range>,
}

impl BareRanges {
    #[must_use]
    pub fn widened(self, half: f64) -> Self {
        Self {
            hard: self.hard.map(|range| range.widened(half)),
            plausible: self.plausible.map(|range| range.widened(half)),
        }
    }
}

/// One dimension of one organisation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DimensionScore {
    pub id: Id,
    pub index: Id,
    #[serde(serialize_with = "weight")]
    pub weight: f64,
    #[serde(flatten)]
    pub spread: Spread,
    /// False where so little is known that only the range may be printed.
    pub assessable: bool,
    /// The ranges before the evidence widens them; an index is made of these (domain 0.6, 5).
    #[serde(skip)]
    pub bare: BareRanges,
    /// Every rule of it is not applicable: it leaves the index.
    #[serde(skip)]
    pub not_applicable: bool,
}

/// One index (need, readiness) of one organisation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct IndexScore {
    #[serde(skip)]
    pub id: Id,
    #[serde(flatten)]
    pub spread: Spread,
    /// The score with waived rules as not applicable; missing where nothing is waived.
    #[serde(serialize_with = "six_decimals_or_null")]
    pub with_waivers: Option<f64>,
}

/// One level and the least score for it; none for a level that only a gate gives.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LevelStep {
    pub id: Id,
    #[serde(serialize_with = "six_decimals_or_null")]
    pub from: Option<f64>,
}

//! Where the function belongs: target, entry, and why (domain 4.4).

use serde::{Deserialize, Serialize};

use super::value::six_decimals_or_null;
use super::{Id, Reason};

/// How sure the target is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Call {
    Clear,
    Narrow,
    Tie,
}

impl Call {
    pub fn name(self) -> &'static str {
        match self {
            Self::Clear => "clear",
            Self::Narrow => "narrow",
            Self::Tie => "tie",
        }
    }
}

/// A factor and its bucket; none where the facts do not tell.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FactorBucket {
    pub id: Id,
    pub bucket: Option<Id>,
    pub structural: bool,
}

/// What a factor does to an option: weight × effect, in units of the effect table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Effect {
    pub factor: Id,
    pub bucket: Id,
    pub effect: f64,
    pub weight: f64,
}

/// A structural factor in another bucket that would change the target.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Tipping {
    pub factor: Id,
    pub from: Id,
    pub to: Id,
    pub target: Id,
}

/// One option for one organisation. Fits run from 0 to 100, 50 is neutral.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OptionFit {
    pub id: Id,
    /// Over the structural factors.
    #[serde(serialize_with = "six_decimals_or_null")]
    pub target_fit: Option<f64>,
    /// Over all factors.
    #[serde(serialize_with = "six_decimals_or_null")]
    pub entry_fit: Option<f64>,
    /// Why the fit is what it is, where the option has a rule of its own.
    pub fit_reason: Option<Reason>,
    pub excluded_by: Vec<Id>,
    /// Exclusions that missing facts leave open.
    pub unverified: Vec<Id>,
    pub reasons: Vec<Reason>,
    /// The factors that speak most for and against it here.
    pub pros: Vec<Effect>,
    pub cons: Vec<Effect>,
}

/// The placement decision.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Placement {
    pub target: Option<Id>,
    pub call: Option<Call>,
    /// Points of fit between target and runner-up.
    #[serde(serialize_with = "six_decimals_or_null")]
    pub lead: Option<f64>,
    pub runner_up: Option<Id>,
    /// The target of the other structure type of a hybrid chart, where it is another one.
    pub hybrid_target: Option<Id>,
    pub entry: Option<Id>,
    /// The entry that the fits alone give.
    pub entry_by_fit: Option<Id>,
    /// Why the entry is not that one.
    pub entry_reason: Option<Reason>,
    pub factors_known: usize,
    pub factors_total: usize,
    pub shortlist: Vec<Id>,
    pub tipping: Vec<Tipping>,
    pub factors: Vec<FactorBucket>,
    pub options: Vec<OptionFit>,
}

impl Placement {
    pub fn option(&self, id: &str) -> Option<&OptionFit> {
        self.options.iter().find(|option| *option.id == *id)
    }

    /// The entry; the target where no entry is named (domain 5.4).
    pub fn chosen(&self) -> Option<&Id> {
        self.entry.as_ref().or(self.target.as_ref())
    }
}

//! A rule file: what its META says, by the role that its folder gives it.

mod measure;
mod meta;
mod place;
mod role;

use std::collections::BTreeMap;
use std::fmt;

use super::accounts::AccountRule;
use super::files::PackFile;
use super::literal::{Literal, Spot};
use crate::model::{Field, Id, Text};

pub use measure::{MeasureRule, Need, NeedWhen, Set, Target};
pub(super) use meta::read;
pub(super) use place::RulePlace;

/// How sure the source of a rule is (domain, "How sure is each statement?").
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Sure {
    /// Found in stored public text.
    Seen,
    /// Published work known, but not opened.
    Literature,
    /// Own calibration.
    Judgement,
}

impl Sure {
    pub const ALL: [(&'static str, Self); 3] = [
        ("seen", Self::Seen),
        ("literature", Self::Literature),
        ("judgement", Self::Judgement),
    ];
}

/// Where a rule comes from and why it counts.
#[derive(Debug, Clone)]
pub struct Source {
    pub sure: Sure,
    /// Keys of `sources.csv`.
    pub refs: Vec<String>,
    pub why: Text,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    Draft,
    Stable,
    /// Kept for old results; never run.
    Retired,
}

impl Status {
    pub const ALL: [(&'static str, Self); 3] = [
        ("draft", Self::Draft),
        ("stable", Self::Stable),
        ("retired", Self::Retired),
    ];
}

/// A number of a rule, with its unit. Formulas hold no other numbers.
#[derive(Debug, Clone, PartialEq)]
pub struct Param {
    pub name: String,
    pub unit: String,
    pub value: ParamValue,
    pub spot: Spot,
}

#[derive(Debug, Clone, PartialEq)]
pub enum ParamValue {
    Number(f64),
    /// Points of a piecewise linear curve, `x` rising.
    Knots(Vec<(f64, f64)>),
    /// A number for each word.
    Table(Vec<(String, f64)>),
}

impl fmt::Display for ParamValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let told = match self {
            Self::Number(number) => vec![number.to_string()],
            Self::Knots(knots) => knots.iter().map(|(x, y)| format!("{x}→{y}")).collect(),
            Self::Table(table) => table
                .iter()
                .map(|(word, y)| format!("{word}={y}"))
                .collect(),
        };
        f.write_str(&told.join(" "))
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    Up,
    Down,
}

/// What a rule is for; its folder says which.
#[derive(Debug, Clone)]
pub enum Role {
    /// `readiness/<dimension>/`: gives points.
    Score(ScoreRule),
    /// `gates/`: caps the level.
    Gate(GateRule),
    /// `placement/factors/`: puts an organisation into one of its buckets.
    Factor(FactorRule),
    /// `placement/exclusions/`: rules options out.
    Exclusion(ExclusionRule),
    /// `placement/<option>.rhai`: gives the fit of an option as points, in place of the effect table.
    Option,
    /// `placement/entry/`: corrects the entry that the bands gave.
    Entry,
    /// `competencies/modifiers/`: changes targets of the competency profile.
    Modifier(ModifierRule),
    /// `flags/`: a warning that changes nothing.
    Flag,
    /// `goals/`: says when the facts call for a goal.
    Goal,
    /// `accounts/<axis>/` and `accounts/gates/`: judges one customer group.
    Account(AccountRule),
    /// `measures/`: a step of the roadmap, and when it is called for.
    Measure(MeasureRule),
}

impl Role {
    /// Every word that `key` gives.
    pub const KEYS: [&'static str; 10] = [
        "rule",
        "gate",
        "factor",
        "exclusion",
        "fit",
        "entry",
        "modifier",
        "flag",
        "account",
        "measure",
    ];

    /// Word in front of the rule's keys in the catalogue.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Score(_) => "rule",
            Self::Gate(_) => "gate",
            Self::Factor(_) => "factor",
            Self::Exclusion(_) => "exclusion",
            Self::Option => "fit",
            Self::Entry => "entry",
            Self::Modifier(_) => "modifier",
            Self::Flag => "flag",
            Self::Goal => "goal",
            Self::Account(_) => "account",
            Self::Measure(_) => "measure",
        }
    }

    /// The function that the host calls.
    pub fn function(&self) -> &'static str {
        match self {
            Self::Score(_) | Self::Option | Self::Account(AccountRule::Criterion(_)) => "assess",
            Self::Gate(_) | Self::Exclusion(_) | Self::Flag | Self::Account(AccountRule::Gate) => {
                "holds"
            }
            Self::Factor(_) => "bucket",
            Self::Entry => "entry",
            Self::Modifier(_) | Self::Measure(_) => "applies",
            Self::Goal => "indicated",
        }
    }
}

#[derive(Debug, Clone)]
pub struct ScoreRule {
    pub dimension: Id,
    pub weight: f64,
    /// Headline of the good and of the poor state.
    pub good: Text,
    pub poor: Text,
    pub advice: Text,
    /// Points of an answer that speaks neither for nor against, for reason codes; 50 where it is missing.
    pub neutral: Option<f64>,
    /// Fields in which a better answer never lowers the score.
    pub monotone: Vec<(String, Direction)>,
}

#[derive(Debug, Clone)]
pub struct GateRule {
    /// The level that it allows at most where it binds.
    pub caps: Id,
    /// The level that it allows at most where a fact is missing; none where it then caps nothing.
    pub unverified: Option<Id>,
    /// Run once for each dimension of this index, but those named.
    pub for_each: Option<ForEach>,
    /// Not listed for a dimension for which this gate binds.
    pub yields_to: Option<Id>,
    /// Borderline where the plausible range of this index holds this param.
    pub borderline: Option<(String, String)>,
}

#[derive(Debug, Clone)]
pub struct ForEach {
    pub index: String,
    pub except: Vec<String>,
}

impl ForEach {
    /// Whether the gate is run for this dimension.
    pub fn means(&self, dimension: &str, index: &str) -> bool {
        index == self.index && !self.except.iter().any(|id| id == dimension)
    }
}

/// What a factor of the placement is (domain 4.2).
#[derive(Debug, Clone)]
pub struct FactorRule {
    /// Structural factors decide the target, the others are added for the entry.
    pub structural: bool,
    /// Whether another bucket of it is tried when looking for what would change the target.
    pub tipping: bool,
    /// Its buckets and how they are called.
    pub buckets: Vec<(Id, Text)>,
}

/// Which options an exclusion can rule out (domain 4.4).
#[derive(Debug, Clone)]
pub struct ExclusionRule {
    pub options: Vec<Id>,
}

/// What a modifier does to the targets of the profile (domain 5.5).
#[derive(Debug, Clone)]
pub struct ModifierRule {
    /// As how many modifiers it counts where a rule asks for two.
    pub counts_as: usize,
    /// Where both change a competency of a role, the change of this one is dropped.
    pub replaces: Option<Id>,
    pub changes: Vec<Change>,
    pub takes: Vec<Take>,
    /// Roles that the profile then does not have.
    pub drops: Vec<Id>,
}

/// Targets raised by a number of levels.
#[derive(Debug, Clone)]
pub struct Change {
    pub competencies: Vec<Id>,
    pub roles: Vec<Id>,
    pub by: f64,
    /// Only for these placements; for all where none is named.
    pub placements: Vec<Id>,
}

/// Targets that one role takes over from another, after all changes.
#[derive(Debug, Clone)]
pub struct Take {
    pub role: Id,
    pub from: Id,
    pub competencies: Vec<Id>,
    pub least: Option<f64>,
    pub criticality: Option<f64>,
    /// Only what is higher than the own target.
    pub where_higher: bool,
}

/// One rule file, read but not yet compiled.
#[derive(Debug, Clone)]
pub struct Rule {
    pub id: Id,
    pub role: Role,
    pub file: PackFile,
    pub comment: String,
    pub title: Text,
    pub source: Source,
    /// As they hold: an overlay may have changed them.
    pub params: Vec<Param>,
    /// As the file declares them; its CASES are about these.
    pub declared: Vec<Param>,
    /// Sentences behind the reasons that the rule gives.
    pub texts: BTreeMap<String, Text>,
    /// The keys of those sentences in the catalogue: thousands of reasons share each.
    pub sentences: BTreeMap<String, Id>,
    pub status: Status,
    pub since: String,
    /// Input fields that this rule brings along.
    pub fields: Vec<Field>,
    /// Not decoded until somebody tests the pack.
    pub cases: Literal,
    pub functions: String,
}

impl Rule {
    pub fn param(&self, name: &str) -> Option<&Param> {
        self.params.iter().find(|param| param.name == name)
    }

    /// Whether it is called so: by its id, or by `measure.M10` where rules of several kinds bear the id.
    pub fn is_called(&self, name: &str) -> bool {
        *self.id == *name || self.key() == name
    }

    /// Key prefix of its sentences in the catalogue.
    pub fn key(&self) -> String {
        format!("{}.{}", self.role.key(), self.id)
    }

    /// The key of one of its sentences.
    pub fn sentence(&self, text: &str) -> Id {
        let known = self.sentences.get(text).cloned();
        known.unwrap_or_else(|| sentence(&self.role, &self.id, text))
    }
}

fn sentence(role: &Role, id: &Id, text: &str) -> Id {
    format!("{}.{id}.{text}", role.key()).into()
}

//! What a script can read: input fields, and what earlier phases have computed.

use std::collections::BTreeMap;

use super::code::Type;
use crate::error::{Error, Faults, Kind, code};
use crate::model::{
    Answer, Field, FieldType, Fields, Id, Listed, Organisation, Quadrant, StructureType, Value,
};
use crate::pack::{AccountPack, Pack, Role, Rule};

/// What rules over a customer group can read besides the fields of an account; all are numbers.
///
/// Shares are in percent; `company.` is what the organisation says of itself.
pub const ACCOUNT_VALUES: [&str; 8] = [
    "share",
    "share_of_wallet",
    "db2",
    "db2_pct",
    "countries",
    "company.total_revenue",
    "company.active_customers",
    "company.avg_db2_pct",
];

/// The phases in the order in which they publish. A rule reads what earlier phases published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    Fields,
    Scores,
    Gates,
    Level,
    Factors,
    Exclusions,
    Entry,
    Competencies,
    Flags,
    /// The rounds in which measures are selected.
    Measures(u8),
}

impl Phase {
    /// The phase in which a rule runs.
    pub fn of(rule: &Rule) -> Self {
        match &rule.role {
            Role::Score(_) | Role::Account(_) => Self::Fields,
            Role::Gate(_) => Self::Gates,
            Role::Factor(_) => Self::Factors,
            Role::Exclusion(_) | Role::Option => Self::Exclusions,
            Role::Entry => Self::Entry,
            Role::Modifier(_) | Role::Goal => Self::Competencies,
            Role::Flag => Self::Flags,
            Role::Measure(measure) => Self::Measures(measure.step),
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::Fields => "fields",
            Self::Scores => "scores",
            Self::Gates => "gates",
            Self::Level => "level",
            Self::Factors => "factors",
            Self::Exclusions => "placement",
            Self::Entry => "entry",
            Self::Competencies => "competencies",
            Self::Flags => "flags",
            Self::Measures(_) => "measures",
        }
    }
}

/// One name that scripts can read.
#[derive(Debug, Clone)]
pub struct Symbol {
    /// `budget_status`, `scores.D03_goals`.
    pub name: Id,
    pub kind: Type,
    pub phase: Phase,
}

/// The value of a symbol for the organisation at hand.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Slot {
    #[default]
    Missing,
    NotApplicable,
    Number(f64),
    Flag(bool),
    Word(Id),
}

impl From<&Value> for Slot {
    fn from(value: &Value) -> Self {
        match value {
            Value::Number(number) => Self::Number(*number),
            Value::Flag(flag) => Self::Flag(*flag),
            Value::Word(word) => Self::Word(word.clone()),
            Value::List(_) => Self::Missing,
        }
    }
}

impl From<Option<f64>> for Slot {
    fn from(number: Option<f64>) -> Self {
        number.map_or(Self::Missing, Self::Number)
    }
}

impl From<Option<Id>> for Slot {
    fn from(word: Option<Id>) -> Self {
        word.map_or(Self::Missing, Self::Word)
    }
}

/// All symbols of a pack. The input fields come first, at the same positions as in the pack.
#[derive(Debug, Clone, Default)]
pub struct Symbols {
    list: Vec<Symbol>,
    by_name: BTreeMap<Id, usize>,
    fields: usize,
}

impl Symbols {
    /// What a gate that holds for each dimension reads of the one at hand.
    pub const DIMENSION: &str = "dimension";
    pub const DIMENSION_SCORE: &str = "dimension_score";
    pub const CHART_STRUCTURE: &str = "chart.structure";
    pub const CHART_STATED: &str = "chart.stated";
    /// Groups of what measures read: `coverage.<dimension>` in percent, `oldest.<dimension>` in months.
    pub const COVERAGE: &str = "coverage";
    pub const OLDEST: &str = "oldest";
    /// `planned.<measure>`, and the level that the plan reaches at its milestone.
    pub const PLANNED: &str = "planned";
    pub const PLANNED_LEVEL: &str = "planned.level";

    /// The symbols of a pack; a field that is called like something computed is a fault.
    pub fn of(pack: &Pack) -> (Self, Faults) {
        Self::with(&pack.fields, computed(pack))
    }

    /// What a rule over a customer group can read: the fields of an account, and what is computed from them.
    pub fn of_accounts(accounts: &AccountPack) -> (Self, Faults) {
        let number = |name: &&str| ((*name).to_owned(), Type::NUMBER, Phase::Fields);
        Self::with(
            &accounts.fields,
            ACCOUNT_VALUES.iter().map(number).collect(),
        )
    }

    fn with(fields: &Fields, computed: Vec<(String, Type, Phase)>) -> (Self, Faults) {
        let mut symbols = Self::default();
        let mut faults = Vec::new();
        for field in fields.iter() {
            symbols.add(&field.id, field_type(field), Phase::Fields);
        }
        symbols.fields = fields.len();
        for (name, kind, phase) in computed {
            if symbols.position(&name).is_some() {
                let detail = code::TWICE.says(format!(
                    "`{name}` is the name of a computed value, and cannot be one of a field"
                ));
                faults.push(Error::new(Kind::Pack, detail));
            }
            symbols.add(&name, kind, phase);
        }
        (symbols, faults)
    }

    fn add(&mut self, name: &str, kind: Type, phase: Phase) {
        let name: Id = name.into();
        self.by_name.insert(name.clone(), self.list.len());
        self.list.push(Symbol { name, kind, phase });
    }

    pub fn position(&self, name: &str) -> Option<usize> {
        self.by_name.get(name).copied()
    }

    pub fn at(&self, position: usize) -> Option<&Symbol> {
        self.list.get(position)
    }

    pub fn iter(&self) -> impl Iterator<Item = &Symbol> {
        self.list.iter()
    }

    pub fn len(&self) -> usize {
        self.list.len()
    }

    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    pub fn is_field(&self, position: usize) -> bool {
        position < self.fields
    }

    /// One slot for each symbol: the answers, and room for what is computed.
    pub fn slots(&self, pack: &Pack, organisation: &Organisation) -> Vec<Slot> {
        let mut slots: Vec<Slot> = (0..self.fields)
            .map(|field| match organisation.answer(field) {
                Answer::NotApplicable(_) => Slot::NotApplicable,
                _ => organisation
                    .value(&pack.fields, field)
                    .map_or(Slot::Missing, Slot::from),
            })
            .collect();
        slots.resize(self.len(), Slot::Missing);
        slots
    }
}

fn field_type(field: &Field) -> Type {
    match field.kind {
        FieldType::Bool => Type::Flag,
        FieldType::Enum => Type::Word(Some(
            field
                .choices
                .iter()
                .map(|choice| choice.id.clone())
                .collect(),
        )),
        FieldType::Text | FieldType::Date => Type::Word(None),
        FieldType::List => Type::List,
        _ => Type::NUMBER,
    }
}

/// Names, types and phases of what the phases publish.
fn computed(pack: &Pack) -> Vec<(String, Type, Phase)> {
    let manifest = &pack.manifest;
    let words = |ids: Vec<&Id>| Type::Word(Some(ids.into_iter().cloned().collect()));
    let levels = || words(manifest.levels.steps.iter().map(|step| &step.id).collect());
    let mut all = Vec::new();
    for index in &manifest.indexes {
        all.push((index.id.to_string(), Type::NUMBER, Phase::Scores));
    }
    for dimension in &manifest.dimensions {
        all.push((
            format!("scores.{}", dimension.id),
            Type::NUMBER,
            Phase::Scores,
        ));
    }
    all.push(("lowest_dimension".to_owned(), Type::NUMBER, Phase::Scores));
    all.push(("raw_level".to_owned(), levels(), Phase::Scores));
    let dimensions = manifest.dimensions.iter().map(|one| &one.id).collect();
    all.push((
        Symbols::DIMENSION.to_owned(),
        words(dimensions),
        Phase::Scores,
    ));
    all.push((
        Symbols::DIMENSION_SCORE.to_owned(),
        Type::NUMBER,
        Phase::Scores,
    ));
    all.push(("level".to_owned(), levels(), Phase::Level));
    all.push(("respondents".to_owned(), Type::NUMBER, Phase::Scores));
    all.extend(of_customers(pack));
    all.extend(of_staff(pack));
    all.extend(of_goals(pack));
    all.extend(differences(pack));
    all.extend(of_chart(pack));
    all.extend(of_placement(pack));
    all.extend(of_roadmap(pack));
    all
}

/// What the own customers say about dependence.
fn of_customers(pack: &Pack) -> Vec<(String, Type, Phase)> {
    if pack.accounts.is_none() {
        return Vec::new();
    }
    let margin = "accounts.candidates_db2_pct".to_owned();
    vec![
        ("accounts.dependent".to_owned(), Type::Flag, Phase::Scores),
        (margin, Type::NUMBER, Phase::Scores),
    ]
}

/// How often what was computed from the own lists contradicts what was stated.
fn differences(pack: &Pack) -> Option<(String, Type, Phase)> {
    let aims = pack.goals.is_some() || pack.mission.is_some();
    let computes = pack.accounts.is_some() || pack.staff.is_some() || aims;
    computes.then(|| ("differences".to_owned(), Type::NUMBER, Phase::Scores))
}

/// Whether people rated themselves alone.
fn of_staff(pack: &Pack) -> Option<(String, Type, Phase)> {
    let name = "staff.self_only".to_owned();
    pack.staff
        .as_ref()
        .map(|_| (name, Type::Flag, Phase::Competencies))
}

/// What a rule of a goal reads of the candidate at hand; `contract_months` are the whole months within which
/// the contract ends, counted from the reference date.
pub const CANDIDATE_NUMBERS: [&str; 4] = [
    "candidate.share_of_wallet",
    "candidate.wallet",
    "candidate.innovation_partner",
    "candidate.contract_months",
];
pub const CANDIDATE_QUADRANT: &str = "candidate.quadrant";
pub const CANDIDATE_STAGE: &str = "candidate.relationship_stage";

/// The candidate at hand.
fn of_goals(pack: &Pack) -> Vec<(String, Type, Phase)> {
    let (Some(_), Some(accounts)) = (&pack.goals, &pack.accounts) else {
        return Vec::new();
    };
    let number = |name: &str| (name.to_owned(), Type::NUMBER, Phase::Entry);
    let quadrants: Vec<Id> = Quadrant::ALL
        .iter()
        .map(|(name, _)| (*name).into())
        .collect();
    let mut all: Vec<_> = CANDIDATE_NUMBERS.iter().map(|name| number(name)).collect();
    all.push((
        CANDIDATE_QUADRANT.to_owned(),
        Type::Word(Some(quadrants.into())),
        Phase::Entry,
    ));
    let stage = accounts.fields.get("relationship_stage").map(field_type);
    all.extend(stage.map(|kind| (CANDIDATE_STAGE.to_owned(), kind, Phase::Entry)));
    all
}

/// What the org chart says of the structure, and what was stated.
fn of_chart(pack: &Pack) -> Vec<(String, Type, Phase)> {
    if pack.org_chart.is_none() {
        return Vec::new();
    }
    let types: Vec<Id> = StructureType::names().map(Id::from).collect();
    let words = || Type::Word(Some(types.clone().into()));
    vec![
        (Symbols::CHART_STRUCTURE.to_owned(), words(), Phase::Scores),
        (Symbols::CHART_STATED.to_owned(), words(), Phase::Scores),
    ]
}

/// What measures read besides: how much of a dimension is known, how many months its oldest dated fact is old,
/// and from the second round on what is planned so far.
fn of_roadmap(pack: &Pack) -> Vec<(String, Type, Phase)> {
    let Some(roadmap) = &pack.roadmap else {
        return Vec::new();
    };
    let mut all = Vec::new();
    for dimension in &pack.manifest.dimensions {
        for name in [Symbols::COVERAGE, Symbols::OLDEST] {
            let name = format!("{name}.{}", dimension.id);
            all.push((name, Type::NUMBER, Phase::Scores));
        }
    }
    let levels = pack
        .manifest
        .levels
        .steps
        .iter()
        .map(|step| step.id.clone());
    let levels = Type::Word(Some(levels.collect()));
    all.push((
        Symbols::PLANNED_LEVEL.to_owned(),
        levels,
        Phase::Measures(1),
    ));
    for rule in &pack.measures {
        let name = format!("{}.{}", Symbols::PLANNED, rule.id);
        all.push((name, Type::Flag, Phase::of(rule)));
    }
    for (id, step) in &roadmap.off {
        let name = format!("{}.{id}", Symbols::PLANNED);
        all.push((name, Type::Flag, Phase::Measures(*step)));
    }
    all
}

fn of_placement(pack: &Pack) -> Vec<(String, Type, Phase)> {
    let Some(placement) = &pack.placement else {
        return Vec::new();
    };
    let words = |ids: Vec<Id>| Type::Word(Some(ids.into()));
    let options: Vec<Id> = placement.options.iter().map(|one| one.id.clone()).collect();
    let mut all = Vec::new();
    for rule in &pack.factors {
        if let Role::Factor(meta) = &rule.role {
            let buckets = meta.buckets.iter().map(|(id, _)| id.clone()).collect();
            all.push((
                format!("factors.{}", rule.id),
                words(buckets),
                Phase::Factors,
            ));
        }
    }
    all.push(("option".to_owned(), words(options.clone()), Phase::Factors));
    for option in &options {
        all.push((format!("excluded.{option}"), Type::Flag, Phase::Exclusions));
    }
    all.push((
        "target".to_owned(),
        words(options.clone()),
        Phase::Exclusions,
    ));
    all.push((
        "entry".to_owned(),
        words(options.clone()),
        Phase::Exclusions,
    ));
    all.push(("placement".to_owned(), words(options), Phase::Entry));
    all
}

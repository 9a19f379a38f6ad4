//! A rule pack as its folder says it: manifest, fields, tables, rule files. Nothing is run here.

mod accounts;
mod catalogue;
mod check;
mod competencies;
mod fields;
mod files;
mod goals;
mod literal;
mod manifest;
mod mission;
pub mod org_chart;
mod overlay;
pub mod parameters;
mod placement;
mod reader;
mod revision;
mod roadmap;
mod rule;
mod sources;
mod staff;

pub use accounts::{AccountPack, AccountRule, Axis, Consolidation, Criterion};
pub use competencies::{BaseTarget, Competency, CompetencyData, PLACEMENT, ProfileRole};
pub use files::{PackFile, PackFiles};
pub use goals::{
    Conflict, Goal, GoalLimits, GoalPack, GoalWords, Kpi, KpiDirection, SmartLimits, Token,
    WordList, lower, tokens,
};
pub use literal::{Literal, Shape, Spot};
pub use manifest::{Aggregation, Dimension, Index, Levels, Manifest, Step};
pub use mission::{Blank, BlankFact, Element, MissionLimits, MissionPack};
pub use parameters::Parameters;
pub use placement::{Decision, EffectRow, EntryRule, PlacementData, PlacementOption};
pub use roadmap::{PhaseText, RoadmapData};
pub use rule::{
    Change, Direction, ExclusionRule, FactorRule, ForEach, GateRule, MeasureRule, ModifierRule,
    Need, NeedWhen, Param, ParamValue, Role, Rule, ScoreRule, Set, Source, Status, Sure, Take,
    Target,
};
pub use sources::Reference;
pub use staff::{Development, Practice, StaffPack};

use crate::error::{Detail, Error, Faults, Kind, Place, code};
use crate::model::{Catalogue, Fields, Lang, LevelStep, OverlayStamp, PackStamp};
pub use manifest::spot_of;
use org_chart::ChartRules;
use rule::RulePlace;

/// A pack, read and consistent, its rules not yet compiled.
#[derive(Debug, Clone)]
pub struct Pack {
    pub manifest: Manifest,
    pub fields: Fields,
    /// Rules that give points, in order of dimensions and then of ids.
    pub rules: Vec<Rule>,
    pub gates: Vec<Rule>,
    /// Factors, exclusions, option scripts and entry corrections of the placement.
    pub factors: Vec<Rule>,
    pub exclusions: Vec<Rule>,
    pub options: Vec<Rule>,
    pub entries: Vec<Rule>,
    /// Modifiers of the competency profile.
    pub modifiers: Vec<Rule>,
    pub flags: Vec<Rule>,
    /// When the facts call for a goal, in the order of the table of goals.
    pub goal_rules: Vec<Rule>,
    /// How people are judged; none in a pack that does not.
    pub staff: Option<StaffPack>,
    /// Measures of the roadmap, by id.
    pub measures: Vec<Rule>,
    pub placement: Option<PlacementData>,
    pub competencies: Option<CompetencyData>,
    /// Phases and factors of the roadmap; none in a pack that plans nothing.
    pub roadmap: Option<RoadmapData>,
    /// How the pack reads org charts.
    pub org_chart: Option<ChartRules>,
    /// How customers are judged; none in a pack that does not.
    pub accounts: Option<AccountPack>,
    /// Goals and KPIs; none in a pack that has none.
    pub goals: Option<GoalPack>,
    /// Elements and template of the mission; none in a pack that has none.
    pub mission: Option<MissionPack>,
    pub sources: Vec<Reference>,
    pub catalogue: Catalogue,
    pub hash: String,
    /// What was changed on top of the base, in order.
    pub overlays: Vec<OverlayStamp>,
}

impl Pack {
    /// The levels with their limits, the lowest first.
    pub fn level_steps(&self) -> Vec<LevelStep> {
        let steps = self.manifest.levels.steps.iter();
        let step = |one: &manifest::Step| LevelStep {
            id: one.id.clone(),
            from: one.from,
        };
        steps.map(step).collect()
    }

    /// Reads a pack; one that extends another is read with its base, and its changes are made.
    ///
    /// # Errors
    /// All faults of the pack at once, each with file, line and column.
    pub fn read(files: &PackFiles) -> Result<Self, Faults> {
        match Self::inspect(files) {
            (Some(pack), faults) if faults.is_empty() => Ok(pack),
            (_, faults) => Err(faults),
        }
    }

    /// Everything of a pack that can be read, and all its faults. What is broken is left out.
    pub fn inspect(files: &PackFiles) -> (Option<Self>, Faults) {
        let mut faults = Vec::new();
        let pack = match overlay::read(files) {
            Ok(None) => Self::read_base(files, &mut faults),
            Ok(Some(overlay)) => Self::read_overlay(files, &overlay, &mut faults),
            Err(more) => {
                faults.extend(more);
                None
            }
        };
        (pack, faults)
    }

    fn read_overlay(
        files: &PackFiles,
        overlay: &overlay::OverlayFile,
        faults: &mut Faults,
    ) -> Option<Self> {
        let base = take(overlay::base(overlay, files), faults)?;
        let merged = take(overlay::merged(&base, files), faults)?;
        let mut pack = Self::read_base(&merged, faults)?;
        pack.hash = base.hash();
        overlay::apply(&mut pack, &base, overlay, files, faults);
        pack.catalogue
            .insert("overlay.title".to_owned(), overlay.title.clone());
        // What the changes leave must hold together too; what the files lack has been told.
        if faults.is_empty() {
            check::run(&pack, &merged, faults);
        }
        Some(pack)
    }

    fn read_base(files: &PackFiles, faults: &mut Faults) -> Option<Self> {
        let manifest = take(required(files, "pack.toml"), faults)
            .and_then(|file| Manifest::read(file, faults));
        let declared =
            take(required(files, "fields.toml"), faults).map(|file| fields::read(file, faults));
        let added = files
            .get(overlay::ADDED_FIELDS)
            .map(|file| fields::read(file, faults));
        let sources = all_sources(files, faults);
        let (of_accounts, rules): (Vec<Rule>, Vec<Rule>) = read_rules(files, faults)
            .into_iter()
            .filter(|rule| rule.status != Status::Retired)
            .partition(|rule| matches!(rule.role, Role::Account(_)));
        let accounts = AccountPack::read(files, of_accounts, faults);
        let decision = manifest
            .as_ref()
            .and_then(|manifest| manifest.placement.clone());
        let placement =
            decision.and_then(|decision| take(placement::read(decision, files), faults));
        let competencies = take(competencies::read(files), faults).flatten();
        let staff = StaffPack::read(files, competencies.as_ref(), faults);
        let roadmap = take(RoadmapData::read(files), faults).flatten();
        let org_chart = take(ChartRules::read(files), faults).flatten();
        let goals = take(GoalPack::read(files), faults).flatten();
        let mission = take(MissionPack::read(files), faults).flatten();
        let (Some(manifest), Some(mut declared)) = (manifest, declared) else {
            return None;
        };
        declared.extend(added.into_iter().flatten());
        declared.extend(rules.iter().flat_map(|rule| rule.fields.clone()));
        let (fields, doubles) = Fields::new(declared);
        faults.extend(doubles.iter().map(|double| double_field(files, double)));
        let mut pack = Self {
            manifest,
            fields,
            rules: Vec::new(),
            gates: Vec::new(),
            factors: Vec::new(),
            exclusions: Vec::new(),
            options: Vec::new(),
            entries: Vec::new(),
            modifiers: Vec::new(),
            flags: Vec::new(),
            goal_rules: Vec::new(),
            measures: Vec::new(),
            placement,
            competencies,
            staff,
            roadmap,
            org_chart,
            accounts,
            goals,
            mission,
            sources,
            catalogue: Catalogue::new(),
            hash: files.hash(),
            overlays: Vec::new(),
        };
        pack.sort_in(rules);
        check::run(&pack, files, faults);
        pack.catalogue = catalogue::of(&pack);
        Some(pack)
    }

    /// The files that a pack is made of: its own, or those of its base with what it adds.
    ///
    /// # Errors
    /// Those of an overlay whose base is not there.
    pub fn files(files: &PackFiles) -> Result<PackFiles, Faults> {
        match overlay::read(files)? {
            Some(overlay) => overlay::merged(&overlay::base(&overlay, files)?, files),
            None => Ok(files.clone()),
        }
    }

    pub fn stamp(&self) -> PackStamp {
        PackStamp {
            id: self.manifest.id.clone(),
            version: self.manifest.version.clone(),
            hash: self.hash.clone(),
            overlays: self.overlays.clone(),
        }
    }

    /// A sentence of the pack by its key, as an overlay left it; nothing where there is none.
    pub fn say(&self, key: &str, lang: Lang) -> &str {
        self.catalogue.get(key).map_or("", |text| text.get(lang))
    }

    /// Every rule of the pack, whatever it is for.
    pub fn all_rules(&self) -> impl Iterator<Item = &Rule> {
        self.rules
            .iter()
            .chain(&self.gates)
            .chain(&self.factors)
            .chain(&self.exclusions)
            .chain(&self.options)
            .chain(&self.entries)
            .chain(&self.modifiers)
            .chain(&self.flags)
            .chain(&self.goal_rules)
            .chain(&self.measures)
    }

    /// The same, with the rules over customer groups.
    pub fn every_rule(&self) -> impl Iterator<Item = &Rule> {
        let of_accounts = self.accounts.iter().flat_map(AccountPack::rules);
        self.all_rules().chain(of_accounts)
    }

    /// Every rule, to change it.
    pub(crate) fn rules_mut(&mut self) -> impl Iterator<Item = &mut Rule> {
        self.rules
            .iter_mut()
            .chain(&mut self.gates)
            .chain(&mut self.factors)
            .chain(&mut self.exclusions)
            .chain(&mut self.options)
            .chain(&mut self.entries)
            .chain(&mut self.modifiers)
            .chain(&mut self.flags)
            .chain(&mut self.goal_rules)
            .chain(&mut self.measures)
            .chain(self.accounts.iter_mut().flat_map(AccountPack::rules_mut))
    }

    /// Puts each rule where its role belongs. Retired rules are left out.
    fn sort_in(&mut self, rules: Vec<Rule>) {
        for rule in rules {
            match rule.role {
                Role::Score(_) => self.rules.push(rule),
                Role::Gate(_) => self.gates.push(rule),
                Role::Factor(_) => self.factors.push(rule),
                Role::Exclusion(_) => self.exclusions.push(rule),
                Role::Option => self.options.push(rule),
                Role::Entry => self.entries.push(rule),
                Role::Modifier(_) => self.modifiers.push(rule),
                Role::Flag => self.flags.push(rule),
                Role::Goal => self.goal_rules.push(rule),
                Role::Measure(_) => self.measures.push(rule),
                // They were taken out before, with the tables of the accounts.
                Role::Account(_) => {}
            }
        }
        self.sort_rules();
        self.sort_placement();
    }

    /// By dimension, then as the pack's fields stand; a stable sort keeps ids for the rest.
    fn sort_rules(&mut self) {
        let dimensions = &self.manifest.dimensions;
        let rank = |rule: &Rule| match &rule.role {
            Role::Score(score) => dimensions.iter().position(|one| one.id == score.dimension),
            _ => None,
        };
        let field = |rule: &Rule| self.fields.position(&rule.id).unwrap_or(usize::MAX);
        self.rules.sort_by_key(|rule| (rank(rule), field(rule)));
    }

    /// Factors as in the effect table, option scripts as the options; ids with numbers by number.
    fn sort_placement(&mut self) {
        if let Some(placement) = &self.placement {
            let factors = placement.factors();
            self.factors
                .sort_by_key(|rule| factors.iter().position(|id| **id == rule.id));
            self.options
                .sort_by_key(|rule| placement.options.iter().position(|one| one.id == rule.id));
        }
        self.exclusions.sort_by_key(|rule| numbered(&rule.id));
        self.modifiers.sort_by_key(|rule| numbered(&rule.id));
        if let Some(data) = &self.goals {
            self.goal_rules
                .sort_by_key(|rule| data.goals.iter().position(|goal| goal.id == rule.id));
        }
        self.measures.sort_by_key(|rule| numbered(&rule.id));
    }
}

/// `X10` after `X9`: the letters, then the number.
fn numbered(id: &str) -> (String, u64) {
    let letters = id.trim_end_matches(|c: char| c.is_ascii_digit());
    let number = id.get(letters.len()..).unwrap_or_default();
    (letters.to_owned(), number.parse().unwrap_or(0))
}

fn take<T>(result: Result<T, Faults>, faults: &mut Faults) -> Option<T> {
    result.map_err(|more| faults.extend(more)).ok()
}

fn required<'a>(files: &'a PackFiles, path: &str) -> Result<&'a PackFile, Faults> {
    files.get(path).ok_or_else(|| {
        let detail =
            code::LACKS_FILE.says(format!("this pack has no `{path}`, which every pack needs"));
        vec![Error::new(Kind::Pack, detail)]
    })
}

fn in_pack_file(files: &PackFiles, path: &str, about: &str, detail: impl Into<Detail>) -> Error {
    let error = Error::new(Kind::Pack, detail);
    match files.get(path) {
        None => error.at(Place::file(path)),
        Some(file) => {
            let spot = spot_of(&file.text, about);
            error.at(Place::spot(&*file.shown, spot.line, spot.column))
        }
    }
}

/// The base holds no field twice, so that an overlay's own file is where to look.
fn double_field(files: &PackFiles, name: &str) -> Error {
    let detail = code::TWICE.says(format!(
        "`{name}` names two fields; ids, labels and aliases are unique"
    ));
    let path = match files.get(overlay::ADDED_FIELDS) {
        Some(_) => overlay::ADDED_FIELDS,
        None => "fields.toml",
    };
    in_pack_file(files, path, name, detail)
}

fn all_sources(files: &PackFiles, faults: &mut Faults) -> Vec<Reference> {
    let tables = ["sources.csv", overlay::ADDED_SOURCES];
    let read = tables.iter().filter_map(|path| files.get(path));
    read.filter_map(|file| take(sources::read(file), faults))
        .flatten()
        .collect()
}

/// All rule files of the pack; the folder is the registry.
fn read_rules(files: &PackFiles, faults: &mut Faults) -> Vec<Rule> {
    let mut rules = Vec::new();
    for file in files.iter().filter(|file| file.path.ends_with(".rhai")) {
        match RulePlace::of(&file.path) {
            Some(place) => rules.extend(rule::read(file, &place, faults)),
            None => {
                let detail = code::WRONG_FOLDER.says(format!(
                    "a rule file stands in {}, not in `{}`",
                    RulePlace::ALLOWED,
                    file.path
                ));
                faults.push(Error::new(Kind::Pack, detail).at(Place::file(&*file.shown)));
            }
        }
    }
    rules
}

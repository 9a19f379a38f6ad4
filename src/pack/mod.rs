//! A rule pack as its folder says it: manifest, fields, tables, rule files. Nothing is run here.

mod accounts;
mod catalogue;
mod fields;
mod files;
mod literal;
mod manifest;
pub mod parameters;
mod reader;
mod rule;
mod sources;

pub use accounts::{AccountPack, AccountRule, Axis, Consolidation, Criterion};
pub use files::{PackFile, PackFiles};
pub use literal::{Literal, Shape, Spot};
pub use manifest::{Dimension, Index, Levels, Manifest, Step};
pub use parameters::Parameters;
pub use rule::{
    Direction, ForEach, GateRule, Param, ParamValue, Role, Rule, ScoreRule, Source, Status, Sure,
};
pub use sources::Reference;

use std::collections::BTreeMap;

use crate::error::{Error, Faults, Kind, Place, listed, nearest};
use crate::model::{Catalogue, Fields, Id, PackStamp};
use rule::RulePlace;

/// A pack, read and consistent, its rules not yet compiled.
#[derive(Debug, Clone)]
pub struct Pack {
    pub manifest: Manifest,
    pub fields: Fields,
    /// Rules that give points, in order of dimensions and then of ids.
    pub rules: Vec<Rule>,
    pub gates: Vec<Rule>,
    /// How customers are judged; none in a pack that does not.
    pub accounts: Option<AccountPack>,
    pub sources: Vec<Reference>,
    pub catalogue: Catalogue,
    pub hash: String,
}

impl Pack {
    /// Reads all files of a pack.
    ///
    /// # Errors
    /// All faults of the pack at once, each with file, line and column.
    pub fn read(files: &PackFiles) -> Result<Self, Faults> {
        let mut faults = Vec::new();
        let manifest = take(
            required(files, "pack.toml").and_then(Manifest::read),
            &mut faults,
        );
        let declared = take(
            required(files, "fields.toml").and_then(fields::read),
            &mut faults,
        );
        let sources = files.get("sources.csv").map_or_else(
            || Some(Vec::new()),
            |file| take(sources::read(file), &mut faults),
        );
        let (of_accounts, rules): (Vec<Rule>, Vec<Rule>) = read_rules(files, &mut faults)
            .into_iter()
            .filter(|rule| rule.status != Status::Retired)
            .partition(|rule| matches!(rule.role, Role::Account(_)));
        let accounts = AccountPack::read(files, of_accounts, &mut faults);
        let (Some(manifest), Some(mut declared), Some(sources)) = (manifest, declared, sources)
        else {
            return Err(faults);
        };
        declared.extend(rules.iter().flat_map(|rule| rule.fields.clone()));
        let (fields, doubles) = Fields::new(declared);
        for double in doubles {
            let detail = format!("`{double}` names two fields; ids, labels and aliases are unique");
            faults
                .push(Error::new(Kind::Pack, detail).at(Place::file(shown(files, "fields.toml"))));
        }
        let mut pack = Self {
            manifest,
            fields,
            rules: Vec::new(),
            gates: Vec::new(),
            accounts,
            sources,
            catalogue: Catalogue::new(),
            hash: files.hash(),
        };
        pack.sort_in(rules);
        pack.check(&mut faults);
        pack.catalogue = catalogue::of(&pack);
        if faults.is_empty() {
            Ok(pack)
        } else {
            Err(faults)
        }
    }

    pub fn stamp(&self) -> PackStamp {
        PackStamp {
            id: self.manifest.id.clone(),
            version: self.manifest.version.clone(),
            hash: self.hash.clone(),
            overlays: Vec::new(),
        }
    }

    /// Every rule of the pack, whatever it is for.
    pub fn all_rules(&self) -> impl Iterator<Item = &Rule> {
        let of_accounts = self.accounts.iter().flat_map(AccountPack::rules);
        self.rules.iter().chain(&self.gates).chain(of_accounts)
    }

    fn sort_in(&mut self, rules: Vec<Rule>) {
        let dimensions = &self.manifest.dimensions;
        let rank = |rule: &Rule| match &rule.role {
            Role::Score(score) => dimensions.iter().position(|one| one.id == score.dimension),
            _ => None,
        };
        let (mut scores, gates): (Vec<Rule>, Vec<Rule>) = rules
            .into_iter()
            .partition(|rule| matches!(rule.role, Role::Score(_)));
        // Within a dimension, rules stand as the pack's fields do; a stable sort keeps ids for the rest.
        scores.sort_by_key(|rule| {
            let field = self.fields.position(&rule.id).unwrap_or(usize::MAX);
            (rank(rule), field)
        });
        self.rules = scores;
        self.gates = gates;
    }

    fn check(&self, faults: &mut Faults) {
        let dimensions: Vec<&str> = self
            .manifest
            .dimensions
            .iter()
            .map(|one| &*one.id)
            .collect();
        let mut seen: BTreeMap<&Id, &Rule> = BTreeMap::new();
        for rule in &self.rules {
            if let Some(before) = seen.insert(&rule.id, rule) {
                let detail = format!(
                    "the rule `{}` stands in `{}` too",
                    rule.id, before.file.path
                );
                faults.push(in_file(rule, detail));
            }
            if let Role::Score(score) = &rule.role
                && !dimensions.contains(&&*score.dimension)
            {
                let hint = nearest(&score.dimension, dimensions.iter().copied()).map_or_else(
                    || format!("declared are {}", listed(dimensions.iter().copied())),
                    |near| format!("did you mean `{near}`"),
                );
                let detail = format!("the folder `{}` is no dimension; {hint}", score.dimension);
                faults.push(in_file(rule, detail));
            }
        }
        for dimension in dimensions {
            let has = |rule: &Rule| matches!(&rule.role, Role::Score(score) if &*score.dimension == dimension);
            if !self.rules.iter().any(has) {
                let detail = format!("the dimension `{dimension}` has no rule");
                faults.push(Error::new(Kind::Pack, detail).at(Place::file("pack.toml")));
            }
        }
        for rule in self.all_rules() {
            self.check_refs(rule, faults);
        }
        self.check_figures(faults);
        for gate in &self.gates {
            self.check_gate(gate, faults);
        }
    }

    fn check_refs(&self, rule: &Rule, faults: &mut Faults) {
        let strange = rule.source.refs.iter().filter_map(|key| self.strange(key));
        faults.extend(strange.map(|detail| in_file(rule, detail)));
    }

    fn check_figures(&self, faults: &mut Faults) {
        let refs = self
            .accounts
            .iter()
            .flat_map(|accounts| accounts.parameters.refs());
        let strange = refs.filter_map(|key| self.strange(key));
        faults.extend(strange.map(|detail| Error::new(Kind::Pack, detail)));
    }

    /// What is wrong with a source's key, if it is not listed.
    fn strange(&self, key: &str) -> Option<String> {
        let known = || self.sources.iter().map(|source| source.key.as_str());
        if known().any(|one| one == key) {
            return None;
        }
        let hint = nearest(key, known())
            .map_or_else(String::new, |near| format!("; did you mean `{near}`"));
        Some(format!("the source `{key}` is not in `sources.csv`{hint}"))
    }

    fn check_gate(&self, gate: &Rule, faults: &mut Faults) {
        let Role::Gate(meta) = &gate.role else { return };
        let levels = &self.manifest.levels;
        for cap in [Some(&meta.caps), meta.unverified.as_ref()]
            .into_iter()
            .flatten()
        {
            if levels.rank(cap).is_none() {
                let known = listed(levels.steps.iter().map(|step| &*step.id));
                faults.push(in_file(
                    gate,
                    format!("`{cap}` is no level; declared are {known}"),
                ));
            }
        }
        let index_known = |id: &str| self.manifest.indexes.iter().any(|index| &*index.id == id);
        let each = meta.for_each.as_ref().map(|each| each.index.as_str());
        let near = meta.borderline.as_ref().map(|(index, _)| index.as_str());
        for index in [each, near].into_iter().flatten() {
            if !index_known(index) {
                faults.push(in_file(gate, format!("`{index}` is no index of this pack")));
            }
        }
        for dimension in meta.for_each.iter().flat_map(|each| &each.except) {
            if self.manifest.dimension(dimension).is_none() {
                faults.push(in_file(
                    gate,
                    format!("`{dimension}` is no dimension of this pack"),
                ));
            }
        }
        if let Some((_, param)) = &meta.borderline
            && gate.param(param).is_none()
        {
            faults.push(in_file(
                gate,
                format!("`borderline` names `{param}`, which is no param"),
            ));
        }
        if let Some(other) = &meta.yields_to
            && !self.gates.iter().any(|one| one.id == *other)
        {
            faults.push(in_file(
                gate,
                format!("`yields_to` names `{other}`, which is no gate"),
            ));
        }
    }
}

fn in_file(rule: &Rule, detail: String) -> Error {
    Error::new(Kind::Pack, detail).at(Place::spot(&*rule.file.shown, 1, 1))
}

fn take<T>(result: Result<T, Faults>, faults: &mut Faults) -> Option<T> {
    result.map_err(|more| faults.extend(more)).ok()
}

fn required<'a>(files: &'a PackFiles, path: &str) -> Result<&'a PackFile, Faults> {
    files.get(path).ok_or_else(|| {
        let detail = format!("this pack has no `{path}`, which every pack needs");
        vec![Error::new(Kind::Pack, detail)]
    })
}

fn shown(files: &PackFiles, path: &str) -> String {
    files
        .get(path)
        .map_or_else(|| path.to_owned(), |file| file.shown.to_string())
}

/// All rule files of the pack; the folder is the registry.
fn read_rules(files: &PackFiles, faults: &mut Faults) -> Vec<Rule> {
    let mut rules = Vec::new();
    for file in files.iter().filter(|file| file.path.ends_with(".rhai")) {
        match RulePlace::of(&file.path) {
            Some(place) => rules.extend(take(rule::read(file, &place), faults)),
            None => {
                let detail = format!(
                    "a rule file stands in {}, not in `{}`",
                    RulePlace::ALLOWED,
                    file.path
                );
                faults.push(Error::new(Kind::Pack, detail).at(Place::file(&*file.shown)));
            }
        }
    }
    rules
}

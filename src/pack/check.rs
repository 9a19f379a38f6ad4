//! What must hold between the parts of a pack.

use std::collections::BTreeMap;

use super::manifest::spot_of;
use super::{
    FactorRule, Pack, PackFiles, PlacementData, Role, Rule, StaffPack, in_pack_file, roadmap,
};
use crate::error::{Detail, Error, Faults, Kind, Place, code, listed, nearest};
use crate::model::Id;

/// Adds every fault between the parts of a pack.
pub(super) fn run(pack: &Pack, files: &PackFiles, faults: &mut Faults) {
    pack.check(files, faults);
    if let Some(placement) = &pack.placement {
        pack.check_placement(placement, faults);
    }
    pack.check_modifiers(faults);
    let staff = pack.staff.as_ref();
    faults.extend(staff.and_then(|staff| staff.check(&pack.fields)));
    pack.check_goals(files, faults);
    roadmap::check(pack, files, faults);
}

impl Pack {
    fn check(&self, files: &PackFiles, faults: &mut Faults) {
        let dimensions: Vec<&str> = self
            .manifest
            .dimensions
            .iter()
            .map(|one| &*one.id)
            .collect();
        let mut seen: BTreeMap<&Id, &Rule> = BTreeMap::new();
        for rule in &self.rules {
            if let Some(before) = seen.insert(&rule.id, rule) {
                let detail = code::TWICE.says(format!(
                    "the rule `{}` stands in `{}` too",
                    rule.id, before.file.path
                ));
                faults.push(in_file(rule, &rule.id, detail));
            }
            if let Role::Score(score) = &rule.role
                && !dimensions.contains(&&*score.dimension)
            {
                let hint = nearest(&score.dimension, dimensions.iter().copied()).map_or_else(
                    || format!("declared are {}", listed(dimensions.iter().copied())),
                    |near| format!("did you mean `{near}`"),
                );
                let detail = code::UNKNOWN_ID.says(format!(
                    "the folder `{}` is no dimension; {hint}",
                    score.dimension
                ));
                faults.push(in_file(rule, &score.dimension, detail));
            }
        }
        for dimension in dimensions {
            let folder = format!("readiness/{dimension}/");
            // A rule that cannot be read has said so itself.
            if !files.iter().any(|file| file.path.starts_with(&folder)) {
                let detail = code::EMPTY_DIMENSION.says(format!(
                    "the dimension `{dimension}` has no rule in `{folder}`"
                ));
                faults.push(in_pack_file(files, "pack.toml", dimension, detail));
            }
        }
        for rule in self.every_rule() {
            self.check_refs(rule, faults);
            self.check_monotone(rule, faults);
        }
        self.check_figures(faults);
        for gate in &self.gates {
            self.check_gate(gate, faults);
        }
    }

    fn check_refs(&self, rule: &Rule, faults: &mut Faults) {
        let known = || self.sources.iter().map(|source| source.key.as_str());
        for key in &rule.source.refs {
            if !known().any(|one| one == key) {
                let hint = nearest(key, known())
                    .map_or_else(String::new, |near| format!("; did you mean `{near}`"));
                faults.push(in_file(
                    rule,
                    key,
                    code::UNKNOWN_SOURCE
                        .says(format!("the source `{key}` is not in `sources.csv`{hint}")),
                ));
            }
        }
    }

    /// The sources of the figures that stand in tables.
    fn check_figures(&self, faults: &mut Faults) {
        let figures = self
            .accounts
            .iter()
            .flat_map(|accounts| accounts.parameters.refs())
            .chain(self.staff.iter().flat_map(StaffPack::refs))
            .chain(self.goals.iter().flat_map(|goals| goals.limits.refs()));
        for key in figures {
            let known = || self.sources.iter().map(|source| source.key.as_str());
            if !known().any(|one| one == key) {
                let near = nearest(key, known())
                    .map_or_else(String::new, |near| format!("; did you mean `{near}`"));
                let detail = code::UNKNOWN_SOURCE
                    .says(format!("the source `{key}` is not in `sources.csv`{near}"));
                faults.push(Error::new(Kind::Pack, detail));
            }
        }
    }

    fn check_monotone(&self, rule: &Rule, faults: &mut Faults) {
        let Role::Score(score) = &rule.role else {
            return;
        };
        for (field, _) in &score.monotone {
            if self.fields.get(field).is_none() {
                let near = nearest(field, self.fields.ids())
                    .map_or_else(String::new, |near| format!("; did you mean `{near}`"));
                let detail = code::UNKNOWN_FIELD.says(format!(
                    "`monotone` names `{field}`, which is no field{near}"
                ));
                faults.push(in_file(rule, "monotone", detail));
            }
        }
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
                    cap,
                    code::UNKNOWN_ID.says(format!("`{cap}` is no level; declared are {known}")),
                ));
            }
        }
        let index_known = |id: &str| self.manifest.indexes.iter().any(|index| &*index.id == id);
        let each = meta.for_each.as_ref().map(|each| each.index.as_str());
        let near = meta.borderline.as_ref().map(|(index, _)| index.as_str());
        for index in [each, near].into_iter().flatten() {
            if !index_known(index) {
                faults.push(in_file(
                    gate,
                    index,
                    code::UNKNOWN_ID.says(format!("`{index}` is no index of this pack")),
                ));
            }
        }
        for dimension in meta.for_each.iter().flat_map(|each| &each.except) {
            if self.manifest.dimension(dimension).is_none() {
                faults.push(in_file(
                    gate,
                    dimension,
                    code::UNKNOWN_ID.says(format!("`{dimension}` is no dimension of this pack")),
                ));
            }
        }
        if let Some((_, param)) = &meta.borderline
            && gate.param(param).is_none()
        {
            faults.push(in_file(
                gate,
                param,
                code::UNKNOWN_PARAM
                    .says(format!("`borderline` names `{param}`, which is no param")),
            ));
        }
        if let Some(other) = &meta.yields_to
            && !self.gates.iter().any(|one| one.id == *other)
        {
            faults.push(in_file(
                gate,
                other,
                code::UNKNOWN_ID.says(format!("`yields_to` names `{other}`, which is no gate")),
            ));
        }
    }

    fn check_placement(&self, data: &PlacementData, faults: &mut Faults) {
        let options: Vec<&str> = data.options.iter().map(|option| &*option.id).collect();
        if data.effects.is_empty() == self.options.is_empty() {
            let detail = code::PARTS.says("placement needs either `placement/effects.csv` or a script for each option, and not both");
            faults.push(Error::new(Kind::Pack, detail));
        }
        if !self.options.is_empty() {
            for option in options
                .iter()
                .filter(|id| !self.options.iter().any(|one| *one.id == ***id))
            {
                faults.push(Error::new(
                    Kind::Pack,
                    code::PARTS.says(format!(
                        "the option `{option}` has no script in `placement/`"
                    )),
                ));
            }
        }
        for rule in &self.options {
            if !options.contains(&&*rule.id) {
                faults.push(in_file(
                    rule,
                    &rule.id,
                    code::UNKNOWN_ID.says(format!(
                        "`{}` is no option; options are {}",
                        rule.id,
                        listed(options.iter().copied())
                    )),
                ));
            }
        }
        for rule in &self.exclusions {
            if let Role::Exclusion(meta) = &rule.role {
                unknown_ids(rule, &meta.options, &options, "option", faults);
            }
        }
        for rule in &self.factors {
            if let Role::Factor(meta) = &rule.role {
                self.check_factor(rule, meta, data, faults);
            }
        }
        for factor in data.factors() {
            if !self.factors.iter().any(|rule| rule.id == *factor) {
                let detail = code::PARTS.says(format!(
                    "`effects.csv` names the factor `{factor}`, which has no rule in `placement/factors/`"
                ));
                faults.push(Error::new(Kind::Pack, detail));
            }
        }
        let levels = &self.manifest.levels;
        for rule in &data.decision.entry {
            for id in rule.levels.iter().filter(|id| levels.rank(id).is_none()) {
                faults.push(Error::new(
                    Kind::Pack,
                    code::UNKNOWN_ID
                        .says(format!("`placement.entry` names `{id}`, which is no level")),
                ));
            }
            for id in rule.only.iter().filter(|id| !options.contains(&&***id)) {
                faults.push(Error::new(
                    Kind::Pack,
                    code::UNKNOWN_ID.says(format!(
                        "`placement.entry` names `{id}`, which is no option"
                    )),
                ));
            }
        }
    }

    fn check_factor(
        &self,
        rule: &Rule,
        meta: &FactorRule,
        data: &PlacementData,
        faults: &mut Faults,
    ) {
        if data.effects.is_empty() {
            return;
        }
        let table: Vec<&str> = data.rows(&rule.id).map(|row| &*row.bucket).collect();
        let own: Vec<&str> = meta.buckets.iter().map(|(id, _)| &**id).collect();
        if table != own {
            let detail = code::PARTS.says(format!(
                "the factor `{}` has the buckets {}, and `effects.csv` has {}",
                rule.id,
                listed(own),
                listed(table)
            ));
            faults.push(in_file(rule, &rule.id, detail));
        }
    }

    /// Rules of goals and the table of goals belong together.
    fn check_goals(&self, files: &PackFiles, faults: &mut Faults) {
        match &self.goals {
            Some(data) => {
                data.check_rules(&self.goal_rules, faults);
                data.check_fields(&self.fields, faults);
            }
            // A table that cannot be read has said so itself.
            None if files.get("goals.csv").is_some() => {}
            None => faults.extend(self.goal_rules.iter().map(|rule| {
                in_file(
                    rule,
                    &rule.id,
                    code::LACKS_FILE.says("a rule of a goal needs `goals.csv`"),
                )
            })),
        }
    }

    fn check_modifiers(&self, faults: &mut Faults) {
        let Some(data) = &self.competencies else {
            return;
        };
        let roles: Vec<&str> = data.roles.iter().map(|role| &*role.id).collect();
        let numbers: Vec<&str> = data.catalogue.iter().map(|one| &*one.number).collect();
        for rule in &self.modifiers {
            let Role::Modifier(meta) = &rule.role else {
                continue;
            };
            for change in &meta.changes {
                unknown_ids(rule, &change.roles, &roles, "role", faults);
                unknown_ids(rule, &change.competencies, &numbers, "competency", faults);
            }
            for take in &meta.takes {
                let both = [take.role.clone(), take.from.clone()];
                unknown_ids(rule, &both, &roles, "role", faults);
                unknown_ids(rule, &take.competencies, &numbers, "competency", faults);
            }
            unknown_ids(rule, &meta.drops, &roles, "role", faults);
            let known: Vec<&str> = self.modifiers.iter().map(|one| &*one.id).collect();
            unknown_ids(rule, meta.replaces.as_slice(), &known, "modifier", faults);
        }
    }
}

pub(super) fn unknown_ids(
    rule: &Rule,
    ids: &[Id],
    known: &[&str],
    what: &str,
    faults: &mut Faults,
) {
    for id in ids.iter().filter(|id| !known.contains(&&***id)) {
        let hint = nearest(id, known.iter().copied()).map_or_else(
            || format!("there are {}", listed(known.iter().copied())),
            |near| format!("did you mean `{near}`"),
        );
        faults.push(in_file(
            rule,
            id,
            code::UNKNOWN_ID.says(format!("`{id}` is no {what}; {hint}")),
        ));
    }
}

/// A fault of a rule file, at the word that it is about.
pub(super) fn in_file(rule: &Rule, about: &str, detail: impl Into<Detail>) -> Error {
    let spot = spot_of(&rule.file.text, about);
    Error::new(Kind::Pack, detail).at(Place::spot(&*rule.file.shown, spot.line, spot.column))
}

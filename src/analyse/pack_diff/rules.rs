//! Rules: added, removed, renamed, and what they declare.

use std::collections::BTreeMap;

use super::change::{Breaks, Changes, Kind};
use super::declared::declared;
use crate::model::Id;
use crate::pack::{AccountRule, Pack, Param, ParamValue, Role, Rule};

/// Which rule of the old pack is which one of the new; by `rule.key()`, so that `M10` the measure and `M10` the
/// modifier are two.
#[derive(Debug, Clone, Default)]
pub struct Renamed {
    keys: BTreeMap<String, String>,
}

impl Renamed {
    /// Rules that are gone and come under another id with the same function and the same params.
    pub(super) fn of(old: &Pack, new: &Pack) -> Self {
        let mut keys = BTreeMap::new();
        let mut free: Vec<&Rule> = added(old, new).collect();
        for before in added(new, old) {
            let same = free.iter().position(|after| is_same(before, after));
            if let Some(place) = same {
                keys.insert(before.key(), free.remove(place).key());
            }
        }
        Self { keys }
    }

    /// The id that a rule which gives points has in the new pack.
    pub fn scoring(&self, id: &Id) -> Id {
        let key = self.keys.get(&format!("rule.{id}"));
        key.and_then(|key| key.strip_prefix("rule."))
            .map_or_else(|| id.clone(), Id::from)
    }

    fn new_key(&self, rule: &Rule) -> String {
        let key = rule.key();
        self.keys.get(&key).cloned().unwrap_or(key)
    }

    /// The key of a sentence as the new pack calls it.
    pub(super) fn sentence(&self, key: &str) -> String {
        let renamed = self.keys.iter().find_map(|(old, new)| {
            let rest = key.strip_prefix(old.as_str())?;
            (rest.is_empty() || rest.starts_with('.')).then(|| format!("{new}{rest}"))
        });
        renamed.unwrap_or_else(|| key.to_owned())
    }
}

/// Rules of `new` whose key `old` does not have.
fn added<'p>(old: &'p Pack, new: &'p Pack) -> impl Iterator<Item = &'p Rule> {
    new.every_rule()
        .filter(|rule| find(old, &rule.key()).is_none())
}

pub(super) fn find<'p>(pack: &'p Pack, key: &str) -> Option<&'p Rule> {
    pack.every_rule().find(|rule| rule.key() == key)
}

fn is_same(before: &Rule, after: &Rule) -> bool {
    let plain = |rule: &Rule| squeezed(&rule.functions);
    let params = |rule: &Rule| -> Vec<(String, ParamValue)> {
        let params = rule.declared.iter();
        params
            .map(|one| (one.name.clone(), one.value.clone()))
            .collect()
    };
    before.role.key() == after.role.key()
        && plain(before) == plain(after)
        && params(before) == params(after)
}

pub(super) fn compare(old: &Pack, new: &Pack, renamed: &Renamed, changes: &mut Changes) {
    for before in old.every_rule() {
        let name = format!("{} {}", before.role.key(), before.id);
        match find(new, &renamed.new_key(before)) {
            Some(after) => one(before, after, &name, changes),
            None => {
                let from = Some(titles(before));
                changes.add(Kind::Rule, name, from, None, Some(Breaks::RemovedRule));
            }
        }
    }
    let known: Vec<String> = old.every_rule().map(|rule| renamed.new_key(rule)).collect();
    for after in new.every_rule().filter(|rule| !known.contains(&rule.key())) {
        let name = format!("{} {}", after.role.key(), after.id);
        changes.add(Kind::Rule, name, None, Some(titles(after)), None);
    }
}

fn titles(rule: &Rule) -> String {
    format!("{} / {}", rule.title.de, rule.title.en)
}

fn one(before: &Rule, after: &Rule, name: &str, changes: &mut Changes) {
    let id = &after.id;
    let renamed = Some(Breaks::RemovedRule);
    changes.values(Kind::Rule, name, &before.id, id, renamed);
    if let (Some(from), Some(to)) = (weight(before), weight(after)) {
        changes.numbers(Kind::Weight, format!("weight {id}"), from, to);
    }
    let kind = match after.role {
        Role::Gate(_) => Kind::Gate,
        _ => Kind::Declaration,
    };
    changes.named(kind, &declared(before, id), &declared(after, id));
    params(before, after, changes);
    formula(before, after, changes);
    let refs = |rule: &Rule| rule.source.refs.join(", ");
    changes.values(
        Kind::Source,
        format!("source {id}"),
        &refs(before),
        &refs(after),
        None,
    );
    let (from, to) = (cases(before), cases(after));
    if from.0 != to.0 {
        let told = |cases: &(String, usize)| Some(cases.1.to_string());
        changes.add(
            Kind::Case,
            format!("cases {id}"),
            told(&from),
            told(&to),
            None,
        );
    }
}

fn weight(rule: &Rule) -> Option<f64> {
    match &rule.role {
        Role::Score(score) => Some(score.weight),
        Role::Account(AccountRule::Criterion(criterion)) => Some(criterion.weight),
        _ => None,
    }
}

fn params(before: &Rule, after: &Rule, changes: &mut Changes) {
    let name = |param: &Param| format!("param {}.{}", after.id, param.name);
    for old in &before.params {
        match after.param(&old.name) {
            Some(new) => {
                changes.values(Kind::Param, name(old), &shown(old), &shown(new), None);
                let unit = format!("{}.unit", name(old));
                changes.values(Kind::Param, unit, &old.unit, &new.unit, None);
            }
            None => {
                let gone = Some(Breaks::RemovedParam);
                changes.add(Kind::Param, name(old), Some(shown(old)), None, gone);
            }
        }
    }
    for new in &after.params {
        if before.param(&new.name).is_none() {
            changes.add(Kind::Param, name(new), None, Some(shown(new)), None);
        }
    }
}

/// As an overlay's change shows it.
fn shown(param: &Param) -> String {
    param.value.to_string()
}

/// The first line of the function that is another.
fn formula(before: &Rule, after: &Rule, changes: &mut Changes) {
    let lines = |rule: &Rule| -> Vec<String> {
        let lines = rule.functions.lines().map(squeezed);
        let code = lines.filter(|line| !line.is_empty() && !line.starts_with("//"));
        code.collect()
    };
    let (old, new) = (lines(before), lines(after));
    if old == new {
        return;
    }
    let place = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let line = |lines: &[String]| lines.get(place).cloned();
    let what = format!("formula {}", after.id);
    changes.add(Kind::Formula, what, line(&old), line(&new), None);
}

/// The cases without layout, and how many they are.
fn cases(rule: &Rule) -> (String, usize) {
    let text = &rule.file.text;
    let start = text.find("const CASES").unwrap_or(text.len());
    let cases = text.get(start..).unwrap_or_default();
    let cases = cases.split("\n];").next().unwrap_or_default();
    let count = match &rule.cases.value {
        crate::pack::Shape::List(cases) => cases.len(),
        _ => 0,
    };
    (squeezed(cases), count)
}

/// On one line, with single blanks.
pub(super) fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

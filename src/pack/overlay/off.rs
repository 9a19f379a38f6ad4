//! Switching a rule off: it is as if it were not there.

use super::change::Made;
use super::unknown;
use crate::error::Detail;
use crate::error::listed;
use crate::model::Id;
use crate::pack::{AccountPack, Pack, Role, Rule};

/// Takes a rule out of the pack, and what other rules say of it.
pub(super) fn off(pack: &mut Pack, name: &str) -> Result<Made, Detail> {
    let rules = lists(pack).into_iter().flatten();
    let found: Vec<(String, Id)> = rules
        .filter(|rule| rule.is_called(name))
        .map(|rule| (rule.key(), rule.id.clone()))
        .collect();
    let id = match found.as_slice() {
        [] => {
            let known: Vec<Id> = lists(pack)
                .into_iter()
                .flatten()
                .map(|rule| rule.id.clone())
                .collect();
            let known = known.iter().map(|id| &**id);
            return Err(unknown("rule to switch off called", name, known));
        }
        [(_, id)] => id.clone(),
        several => {
            let keys = listed(several.iter().map(|(key, _)| key.as_str()));
            return Err(format!("`{name}` names several rules; write {keys}").into());
        }
    };
    remember(pack, name);
    for rules in lists(pack) {
        rules.retain(|rule| !rule.is_called(name));
    }
    emptied(pack)?;
    forget(pack, name, &id);
    Ok(("on".to_owned(), "off".to_owned()))
}

/// A measure that is switched off is never planned; what asks whether it is gets that for an answer.
fn remember(pack: &mut Pack, name: &str) {
    let own = pack.measures.iter().filter(|rule| rule.is_called(name));
    let steps = own.filter_map(|rule| match &rule.role {
        Role::Measure(measure) => Some((rule.id.clone(), measure.step)),
        _ => None,
    });
    if let Some(roadmap) = &mut pack.roadmap {
        roadmap.off.extend(steps);
    }
}

/// Factors, the scripts of options and the rules of goals stay: the tables and the choice need all of them.
fn lists(pack: &mut Pack) -> Vec<&mut Vec<Rule>> {
    let accounts = pack.accounts.as_mut();
    let accounts = accounts.into_iter().flat_map(AccountPack::lists_mut);
    [
        &mut pack.rules,
        &mut pack.gates,
        &mut pack.exclusions,
        &mut pack.entries,
        &mut pack.modifiers,
        &mut pack.flags,
        &mut pack.measures,
    ]
    .into_iter()
    .chain(accounts)
    .collect()
}

fn emptied(pack: &Pack) -> Result<(), Detail> {
    let has_rule = |dimension: &Id| {
        let of =
            |rule: &Rule| matches!(&rule.role, Role::Score(score) if score.dimension == *dimension);
        pack.rules.iter().any(of)
    };
    let empty = pack
        .manifest
        .dimensions
        .iter()
        .find(|one| !has_rule(&one.id));
    let axis = pack.accounts.as_ref().and_then(AccountPack::empty_axis);
    if let Some(axis) = axis {
        return Err(format!("the axis `{axis}` would have no criterion left").into());
    }
    empty.map_or(Ok(()), |one| {
        Err(format!("the dimension `{}` would have no rule left", one.id).into())
    })
}

/// What yielded to the rule, or took its place, now stands for itself; what needed it needs it no longer.
fn forget(pack: &mut Pack, name: &str, id: &Id) {
    let is = |kind: &str| **id == *name || name.starts_with(kind);
    let rules = pack.gates.iter_mut().chain(&mut pack.modifiers);
    for rule in rules.chain(&mut pack.measures) {
        let named = match &mut rule.role {
            Role::Gate(gate) if is("gate.") => &mut gate.yields_to,
            Role::Modifier(modifier) if is("modifier.") => &mut modifier.replaces,
            Role::Measure(measure) if is("measure.") => {
                measure.needs.retain(|need| need.measure != *id);
                continue;
            }
            _ => continue,
        };
        if named.as_ref() == Some(id) {
            *named = None;
        }
    }
}

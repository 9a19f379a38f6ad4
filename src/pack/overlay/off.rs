//! Switching a rule off: it is as if it were not there.

use super::change::Made;
use super::unknown;
use crate::model::Id;
use crate::pack::{AccountPack, Pack, Role, Rule};

/// Takes a rule out of the pack, and what other rules say of it.
pub(super) fn off(pack: &mut Pack, name: &str) -> Result<Made, String> {
    let known: Vec<Id> = lists(pack)
        .iter()
        .flat_map(|rules| rules.iter().map(|rule| rule.id.clone()))
        .collect();
    let mut found = false;
    for rules in lists(pack) {
        let before = rules.len();
        rules.retain(|rule| *rule.id != *name);
        found |= before != rules.len();
    }
    if !found {
        let known = known.iter().map(|id| &**id);
        return Err(unknown("rule to switch off called", name, known));
    }
    emptied(pack)?;
    forget(pack, name);
    Ok(("on".to_owned(), "off".to_owned()))
}

/// Factors and the scripts of options stay: the table and the choice need all of them.
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
    ]
    .into_iter()
    .chain(accounts)
    .collect()
}

fn emptied(pack: &Pack) -> Result<(), String> {
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
        return Err(format!("the axis `{axis}` would have no criterion left"));
    }
    empty.map_or(Ok(()), |one| {
        Err(format!(
            "the dimension `{}` would have no rule left",
            one.id
        ))
    })
}

/// What yielded to the rule, or took its place, now stands for itself.
fn forget(pack: &mut Pack, name: &str) {
    for rule in pack.gates.iter_mut().chain(&mut pack.modifiers) {
        let named = match &mut rule.role {
            Role::Gate(gate) => &mut gate.yields_to,
            Role::Modifier(modifier) => &mut modifier.replaces,
            _ => continue,
        };
        if named.as_deref() == Some(name) {
            *named = None;
        }
    }
}

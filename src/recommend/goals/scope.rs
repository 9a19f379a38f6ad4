//! Which customers a goal is about (domain 6.3).

use crate::model::{CustomerGroup, Id, Portfolio};

/// All key accounts.
const ALL: &str = "all";

/// The names of a goal's scope. A comma parts names only where each part is one.
pub(super) fn names(scope: &[Id], portfolio: Option<&Portfolio>) -> Vec<Id> {
    let split = |name: &Id| {
        let parts: Vec<Id> = name.split(',').map(|part| part.trim().into()).collect();
        let known = |name: &Id| portfolio.is_some_and(|portfolio| is_known(name, portfolio));
        match !known(name) && parts.len() > 1 && parts.iter().all(known) {
            true => parts,
            false => vec![name.clone()],
        }
    };
    scope.iter().flat_map(split).collect()
}

/// The names that stand for nobody on the customer list.
pub(super) fn strangers(names: &[Id], portfolio: &Portfolio) -> Vec<Id> {
    let strange = names.iter().filter(|name| !is_known(name, portfolio));
    strange.cloned().collect()
}

fn is_known(name: &str, portfolio: &Portfolio) -> bool {
    is_all(name) || portfolio.groups.iter().any(|group| is_called(group, name))
}

fn is_all(name: &str) -> bool {
    name.eq_ignore_ascii_case(ALL)
}

fn is_called(group: &CustomerGroup, name: &str) -> bool {
    *group.key == *name || group.accounts.iter().any(|account| **account == *name)
}

/// Whether the largest customer group is among them.
pub(super) fn holds_largest(names: &[Id], portfolio: &Portfolio) -> bool {
    // The groups stand by revenue.
    let Some(largest) = portfolio.groups.first() else {
        return false;
    };
    let mut names = names.iter();
    names.any(|name| is_called(largest, name) || (is_all(name) && largest.is_candidate()))
}

//! Where a rule file stands says what it is for.

use crate::model::Id;
use crate::pack::accounts::Axis;

/// What the path of a rule file says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::pack) enum Folder {
    Score,
    Gate,
    Factor,
    Exclusion,
    Option,
    Entry,
    Modifier,
    Flag,
    Goal,
    Criterion(Axis),
    AccountGate,
    Measure,
}

/// A rule file's role and id; for rules that give points, their dimension too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::pack) struct RulePlace {
    pub(in crate::pack) folder: Folder,
    pub(in crate::pack) id: Id,
    pub(in crate::pack) dimension: Option<Id>,
}

impl RulePlace {
    pub(in crate::pack) const ALLOWED: &'static str = "`readiness/<dimension>/`, `gates/`, `placement/`, `placement/factors/`, \
         `placement/exclusions/`, `placement/entry/`, `competencies/modifiers/`, `flags/`, `goals/`, `measures/` or, below `accounts/`, in `attractiveness/`, `position/`, `value/` or `gates/`";

    /// None where rules do not stand.
    pub(in crate::pack) fn of(path: &str) -> Option<Self> {
        let parts: Vec<&str> = path.strip_suffix(".rhai")?.split('/').collect();
        let (folder, dimension, id) = match parts.as_slice() {
            ["readiness", dimension, id] => (Folder::Score, Some((*dimension).into()), id),
            ["gates", id] => (Folder::Gate, None, id),
            ["placement", "factors", id] => (Folder::Factor, None, id),
            ["placement", "exclusions", id] => (Folder::Exclusion, None, id),
            ["placement", "entry", id] => (Folder::Entry, None, id),
            ["placement", id] => (Folder::Option, None, id),
            ["accounts", "gates", id] => (Folder::AccountGate, None, id),
            ["accounts", axis, id] => (Folder::Criterion(Axis::named(axis)?), None, id),
            ["goals", id] => (Folder::Goal, None, id),
            ["measures", id] => (Folder::Measure, None, id),
            ["flags", id] => (Folder::Flag, None, id),
            ["competencies", "modifiers", id] => (Folder::Modifier, None, id),
            _ => return None,
        };
        Some(Self {
            folder,
            id: (*id).into(),
            dimension,
        })
    }
}

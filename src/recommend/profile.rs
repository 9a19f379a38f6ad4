//! The competency profile: base targets, modifiers, take-overs (domain 5.4, 5.5).

use std::collections::BTreeMap;

use super::told::told;
use crate::model::{AppliedModifier, CompetencyTarget, Id, Profile, RoleProfile};
use crate::pack::{Change, CompetencyData, ModifierRule, PLACEMENT, Pack, ProfileRole, Role, Take};
use crate::rules::{CallEnd, Calls, Program};

/// One modifier raises a target to this level at most.
const ALONE: f64 = 4.0;
const TOP: f64 = 5.0;
/// However many modifiers meet, a target rises by this at most.
const RISE: f64 = 2.0;

/// The profile for a placement; none if the pack has no competencies.
pub fn profile(
    pack: &Pack,
    program: &Program,
    calls: &dyn Calls,
    placement: Option<&Id>,
) -> Option<Profile> {
    let data = pack.competencies.as_ref()?;
    let roles = placement.and_then(|placement| data.profiles.get(placement));
    let roles = roles.map_or(&[][..], Vec::as_slice);
    let Some(placement) = placement.filter(|_| !roles.is_empty()) else {
        return Some(Profile::default());
    };
    let (applied, open) = conditions(pack, program, calls);
    let rules: Vec<(&Id, &ModifierRule)> = pack
        .modifiers
        .iter()
        .filter(|rule| applied.iter().any(|one| one.id == rule.id))
        .filter_map(|rule| match &rule.role {
            Role::Modifier(meta) => Some((&rule.id, meta)),
            _ => None,
        })
        .collect();
    let grid = Grid::new(data, &rules, placement);
    let dropped = |role: &Id| rules.iter().any(|(_, rule)| rule.drops.contains(role));
    let kept: Vec<&ProfileRole> = data
        .roles
        .iter()
        .filter(|role| roles.contains(&role.id) && !dropped(&role.id))
        .collect();
    let profiles = kept.iter().map(|role| RoleProfile {
        id: role.id.clone(),
        reports_to: reports_to(role, &kept, placement),
        targets: grid.targets(data, &role.id),
    });
    Some(Profile {
        roles: profiles.collect(),
        applied,
        open,
    })
}

/// The first that there is of those whom a role reports to.
fn reports_to(role: &ProfileRole, kept: &[&ProfileRole], placement: &Id) -> Option<Id> {
    role.reports_to.iter().find_map(|id| match &**id {
        PLACEMENT => Some(placement.clone()),
        _ => kept.iter().any(|other| other.id == *id).then(|| id.clone()),
    })
}

/// The modifiers whose condition holds, and those that missing facts leave open.
fn conditions(
    pack: &Pack,
    program: &Program,
    calls: &dyn Calls,
) -> (Vec<AppliedModifier>, Vec<Id>) {
    let (mut applied, mut open) = (Vec::new(), Vec::new());
    for (index, (rule, compiled)) in pack.modifiers.iter().zip(&program.modifiers).enumerate() {
        match calls.modifier(index) {
            CallEnd::Holds(true) => applied.push(AppliedModifier {
                id: rule.id.clone(),
                reason: told(rule, "applies", compiled, calls),
            }),
            CallEnd::Holds(false) => {}
            _ => open.push(rule.id.clone()),
        }
    }
    (applied, open)
}

/// Targets of all roles, whether the placement needs them or not.
struct Grid<'d> {
    /// By role and competency.
    cells: BTreeMap<(&'d str, &'d str), Cell>,
}

#[derive(Debug, Clone)]
struct Cell {
    base: f64,
    level: f64,
    criticality: f64,
    modifiers: Vec<Id>,
}

impl<'d> Grid<'d> {
    fn new(data: &'d CompetencyData, rules: &[(&'d Id, &'d ModifierRule)], placement: &Id) -> Self {
        let mut met = meetings(rules, placement);
        let cells = data.targets.iter().map(|target| {
            let key = (&*target.role, &*target.competency);
            let met = met.remove(&key).map_or_else(Vec::new, counted);
            (key, raised(target.level, target.criticality, &met))
        });
        let mut grid = Self {
            cells: cells.collect(),
        };
        for (id, rule) in rules {
            rule.takes.iter().for_each(|take| grid.take(id, take));
        }
        grid
    }

    /// One role takes targets over from another, as they stand after the changes.
    fn take(&mut self, modifier: &Id, take: &'d Take) {
        for competency in &take.competencies {
            let from = self.cells.get(&(&*take.from, &**competency)).cloned();
            let own = self.cells.get_mut(&(&*take.role, &**competency));
            let (Some(from), Some(own)) = (from, own) else {
                continue;
            };
            let before = (own.level, own.criticality);
            if take.where_higher {
                own.level = own.level.max(from.level);
                own.criticality = own.criticality.max(from.criticality);
            } else {
                own.level = from.level.max(take.least.unwrap_or(0.0));
                own.criticality = take.criticality.unwrap_or(from.criticality);
            }
            if before != (own.level, own.criticality) {
                own.modifiers.push(modifier.clone());
            }
        }
    }

    fn targets(&self, data: &CompetencyData, role: &Id) -> Vec<CompetencyTarget> {
        let targets = data.catalogue.iter().filter_map(|competency| {
            let cell = self.cells.get(&(&**role, &*competency.number))?;
            Some(CompetencyTarget {
                id: competency.key.clone(),
                number: competency.number.clone(),
                level: cell.level as u8,
                criticality: cell.criticality as u8,
                base: cell.base as u8,
                modifiers: cell.modifiers.clone(),
            })
        });
        targets.collect()
    }
}

/// A modifier that meets a target: which one, as how many it counts, by how many levels.
type Meeting = (Id, usize, f64);

/// A modifier on its way to a target, with the place of the change that came last, so that one that names a target
/// twice changes it once.
struct Met<'d> {
    id: &'d Id,
    rule: &'d ModifierRule,
    by: f64,
    last: usize,
}

/// The modifiers that meet each target, by role and competency, in the order of the rules.
fn meetings<'d>(
    rules: &[(&'d Id, &'d ModifierRule)],
    placement: &Id,
) -> BTreeMap<(&'d str, &'d str), Vec<Met<'d>>> {
    let here =
        |change: &Change| change.placements.is_empty() || change.placements.contains(placement);
    let mut all: BTreeMap<_, Vec<Met<'d>>> = BTreeMap::new();
    for (id, rule) in rules.iter().copied() {
        for (last, change) in rule.changes.iter().enumerate().filter(|(_, one)| here(one)) {
            for role in &change.roles {
                for competency in &change.competencies {
                    let met = all.entry((&**role, &**competency)).or_default();
                    let by = change.by;
                    match met.last_mut().filter(|one| one.id == id) {
                        Some(one) if one.last == last => {}
                        Some(one) => (one.by, one.last) = (one.by + by, last),
                        None => met.push(Met { id, rule, by, last }),
                    }
                }
            }
        }
    }
    all
}

/// Those that no other one replaces.
fn counted(met: Vec<Met<'_>>) -> Vec<Meeting> {
    let replaced = |id: &Id| met.iter().any(|one| one.rule.replaces.as_ref() == Some(id));
    let counted = met.iter().filter(|one| !replaced(one.id));
    counted
        .map(|one| (one.id.clone(), one.rule.counts_as, one.by))
        .collect()
}

/// A base target under the modifiers that meet it (domain 5.5, rules 1 to 3).
fn raised(base: f64, criticality: f64, met: &[Meeting]) -> Cell {
    let count: usize = met.iter().map(|(_, count, _)| count).sum();
    let rise: f64 = met.iter().map(|(.., by)| by).sum();
    let limit = if count < 2 { base.max(ALONE) } else { TOP };
    let level = (base + rise.min(RISE)).min(limit).min(TOP);
    let criticality = match (criticality as u8, count) {
        (1, 1..) => 2.0,
        (2, 2..) => 3.0,
        _ => criticality,
    };
    Cell {
        base,
        level,
        criticality,
        modifiers: met.iter().map(|(id, ..)| id.clone()).collect(),
    }
}

#[cfg(test)]
#[allow(clippy::float_cmp, reason = "levels are whole numbers")]
mod tests {
    use super::*;

    fn met(count: usize, by: f64) -> Vec<Meeting> {
        vec![("M".into(), count, by)]
    }

    #[test]
    fn one_modifier_alone_does_not_reach_the_top() {
        assert_eq!(raised(4.0, 3.0, &met(1, 1.0)).level, 4.0);
        assert_eq!(raised(4.0, 3.0, &met(2, 1.0)).level, 5.0);
        assert_eq!(raised(5.0, 3.0, &met(1, 1.0)).level, 5.0);
    }

    #[test]
    fn a_target_rises_by_two_levels_at_most() {
        let many: Vec<Meeting> = (0..3).map(|_| ("M".into(), 1, 1.0)).collect();
        assert_eq!(raised(2.0, 1.0, &many).level, 4.0);
    }

    #[test]
    fn criticality_rises_once_even_where_the_level_is_capped() {
        assert_eq!(raised(4.0, 1.0, &met(1, 1.0)).criticality, 2.0);
        assert_eq!(raised(4.0, 2.0, &met(1, 1.0)).criticality, 2.0);
        assert_eq!(raised(5.0, 2.0, &met(2, 1.0)).criticality, 3.0);
        assert_eq!(raised(2.0, 1.0, &met(2, 2.0)).criticality, 2.0);
    }
}

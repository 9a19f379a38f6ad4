//! What the tool knows for the blanks of the template. It invents nothing: the rest stays a visible blank.

use std::collections::BTreeMap;

use crate::model::{Goals, Id, Kpis, MissionDraft, Profile, Value};
use crate::pack::{GoalPack, MissionPack};

/// Where the draft takes its facts from.
#[derive(Debug, Clone, Copy)]
pub struct DraftFacts<'a> {
    /// The name that the company gave itself.
    pub company: Option<&'a Id>,
    /// How many candidates the selection gave.
    pub candidates: Option<usize>,
    /// The roles that the placement needs.
    pub profile: Option<&'a Profile>,
    /// The pack's goals, with what was found of goals and KPIs.
    pub goals: Option<(&'a GoalPack, &'a Goals, &'a Kpis)>,
}

/// The values for the template.
pub fn draft(pack: &MissionPack, facts: DraftFacts<'_>) -> MissionDraft {
    let mut values: BTreeMap<String, Value> = BTreeMap::new();
    let mut add = |name: &str, value: Value| values.insert(name.to_owned(), value);
    if let Some(company) = facts.company {
        add("company", Value::Word(company.clone()));
    }
    if let Some(count) = facts.candidates.filter(|count| *count > 0) {
        add("candidates", Value::Number(count as f64));
    }
    let lists = [
        ("goals", purposes(pack, facts)),
        ("people", people(pack, facts)),
        ("kpis", measures(pack, facts)),
    ];
    for (name, list) in lists {
        if !list.is_empty() {
            add(name, Value::List(list));
        }
    }
    MissionDraft { values }
}

/// The recommended goals of which the mission can speak to the customer.
fn purposes(pack: &MissionPack, facts: DraftFacts<'_>) -> Vec<Id> {
    let Some((data, goals, _)) = facts.goals else {
        return Vec::new();
    };
    let told = |id: &&Id| data.goal(id).is_some_and(|goal| goal.purpose.is_some());
    let most = pack.limits.goals_most.value as usize;
    goals
        .recommended
        .iter()
        .filter(told)
        .take(most)
        .cloned()
        .collect()
}

/// The roles of which the mission speaks, in its order.
fn people(pack: &MissionPack, facts: DraftFacts<'_>) -> Vec<Id> {
    let roles = facts
        .profile
        .map_or(&[][..], |profile| profile.roles.as_slice());
    let there = |id: &&Id| roles.iter().any(|role| role.id == **id);
    let people = pack.limits.people.iter().map(|one| &one.role);
    people.filter(there).cloned().collect()
}

/// KPIs of both sides first; figures of money only where there are not enough of them.
fn measures(pack: &MissionPack, facts: DraftFacts<'_>) -> Vec<Id> {
    let Some((data, _, kpis)) = facts.goals else {
        return Vec::new();
    };
    let (least, most) = (
        pack.limits.kpis_least.value as usize,
        pack.limits.kpis_most.value as usize,
    );
    let stated = kpis
        .stated
        .as_ref()
        .map_or(&[][..], |stated| stated.ids.as_slice());
    let stated: Vec<&Id> = stated.iter().filter(|id| data.kpi(id).is_some()).collect();
    let recommended: Vec<&Id> = kpis.recommended.iter().map(|kpi| &kpi.id).collect();
    let list = if stated.len() >= least {
        stated
    } else {
        recommended
    };
    let (ours, shared): (Vec<&Id>, Vec<&Id>) = list
        .into_iter()
        .partition(|id| data.kpi(id).is_some_and(|kpi| kpi.financial));
    let lacking = least.saturating_sub(shared.len());
    let all: Vec<Id> = shared
        .into_iter()
        .take(most)
        .chain(ours.into_iter().take(lacking))
        .cloned()
        .collect();
    if all.len() < least { Vec::new() } else { all }
}

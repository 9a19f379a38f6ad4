//! People against the profile: actual levels, gaps, indices, who fits, what helps (domain 5.6, 5.7).

mod development;
mod person;

use crate::model::{
    Member, PersonResult, Position, Profile, RoleProfile, Staff, StaffResult, number,
};
use crate::pack::{CompetencyData, StaffPack};

/// Measures the people of an organisation against the profile of its placement.
///
/// Differences and warnings are left empty: they arise where the index takes the place of what was stated.
pub fn judge(
    rules: &StaffPack,
    data: &CompetencyData,
    profile: &Profile,
    staff: &Staff,
) -> StaffResult {
    let one = |member: &Member| {
        let role = measured_as(rules, profile, &member.role);
        person::judge(rules, data, role, member)
    };
    let persons: Vec<PersonResult> = staff.members.iter().map(one).collect();
    StaffResult {
        positions: positions(data, profile, &persons),
        ..organisation(rules, persons)
    }
}

/// The targets that hold for a role: its own, or those of the role that stands in for it.
fn measured_as<'p>(rules: &StaffPack, profile: &'p Profile, role: &str) -> Option<&'p RoleProfile> {
    let of = |wanted: &str| profile.roles.iter().find(|one| *one.id == *wanted);
    of(role).or_else(|| of(rules.instead.get(role)?))
}

/// The index over all positions whose roles count (domain 5.6).
fn organisation(rules: &StaffPack, mut persons: Vec<PersonResult>) -> StaffResult {
    let counts = |person: &PersonResult| rules.counted.contains(&person.role);
    let (mut fte, mut with_index, mut weighted) = (0.0, 0.0, 0.0);
    for person in persons.iter().filter(|person| counts(person)) {
        fte += person.fte;
        if let Some(index) = person.index {
            with_index += person.fte;
            weighted += person.fte * index;
        }
    }
    let least = rules.figures.positions_coverage.value;
    let enough = with_index > 0.0 && number::reaches(with_index * 100.0, least * fte);
    for person in &mut persons {
        person.counted = enough && rules.counted.contains(&person.role) && person.index.is_some();
    }
    StaffResult {
        competency_gap_index: enough.then(|| weighted / with_index),
        fte,
        fte_with_index: with_index,
        self_only: persons
            .iter()
            .any(|person| person.counted && person.self_only),
        positions: Vec::new(),
        persons,
        differences: Vec::new(),
        warnings: Vec::new(),
    }
}

/// The roles that the profile asks for, and those that somebody holds or could take, in the order of the pack.
fn positions(data: &CompetencyData, profile: &Profile, persons: &[PersonResult]) -> Vec<Position> {
    let asked = |role: &str| profile.roles.iter().any(|one| *one.id == *role);
    let roles = data.roles.iter().map(|role| {
        let own = || persons.iter().filter(|person| person.role == role.id);
        let count = |fits: fn(&PersonResult) -> bool| {
            own().filter(|one| one.candidate && fits(one)).count()
        };
        Position {
            role: role.id.clone(),
            holders: own().filter(|one| !one.candidate).count(),
            candidates: count(|_| true),
            suitable: count(|one| !one.unsuitable && one.index.is_some()),
            unsuitable: count(|one| one.unsuitable),
            open: count(|one| !one.unsuitable && one.index.is_none()),
        }
    });
    roles
        .filter(|one| asked(&one.role) || one.holders + one.candidates > 0)
        .collect()
}

#[cfg(test)]
mod tests;

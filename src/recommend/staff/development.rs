//! What helps against a gap (domain 5.7).

use crate::model::{DevelopmentMeasure, Id, number};
use crate::pack::{Development, StaffPack};

/// The measure for a gap of a person in `role`; none where there is no gap.
pub(super) fn measure(
    rules: &StaffPack,
    role: &Id,
    competency: &Id,
    criticality: u8,
    gap: f64,
) -> Option<DevelopmentMeasure> {
    let meets = |one: &&Development| {
        is_of(one.role.as_ref(), role)
            && one
                .criticality
                .is_none_or(|only| is_same(f64::from(criticality), only))
            && !number::reaches(one.above, gap)
            && one.up_to.is_none_or(|limit| number::reaches(limit, gap))
    };
    let found = rules.development.iter().find(meets)?;
    let mut practices = rules.practice.iter();
    let practice = practices
        .find(|one| is_of(one.role.as_ref(), role) && one.competencies.contains(competency));
    Some(DevelopmentMeasure {
        id: found.id.clone(),
        practice: practice.map(|one| one.id.clone()),
    })
}

/// A row without a role is for every role.
fn is_of(only: Option<&Id>, role: &Id) -> bool {
    only.is_none_or(|only| only == role)
}

fn is_same(a: f64, b: f64) -> bool {
    number::reaches(a, b) && number::reaches(b, a)
}

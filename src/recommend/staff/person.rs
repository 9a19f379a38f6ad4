//! One person in one role: the level behind two ratings, the gap to the target, the index over all of them.

use super::development::measure;
use crate::model::{
    CompetencyTarget, Id, Member, PersonResult, Rated, Rating, RoleProfile, number,
};
use crate::pack::parameters::StaffFigures;
use crate::pack::{Competency, CompetencyData, StaffPack};

/// Measures a person against the targets of a role; without a role it is listed as it was rated.
pub(super) fn judge(
    rules: &StaffPack,
    data: &CompetencyData,
    role: Option<&RoleProfile>,
    member: &Member,
) -> PersonResult {
    let competencies: Vec<Rated> = data
        .catalogue
        .iter()
        .filter_map(|competency| rated(rules, competency, role, member))
        .collect();
    let figures = &rules.figures;
    let missed = || competencies.iter().filter(|one| is_missed(figures, one));
    let weights = Weights::of(&competencies);
    let covered = number::reaches(weights.rated * 100.0, figures.coverage.value * weights.all);
    PersonResult {
        id: member.person.clone(),
        role: member.role.clone(),
        candidate: member.candidate,
        fte: member.fte,
        measured_as: role.map(|role| role.id.clone()),
        coverage: (weights.all > 0.0).then(|| weights.rated / weights.all * 100.0),
        index: (weights.rated > 0.0 && covered).then(|| weights.gaps / weights.rated * 100.0),
        counted: false,
        self_only: competencies
            .iter()
            .any(|one| one.self_only && one.target.is_some()),
        musts_missed: missed().map(|one| one.number.clone()).collect(),
        unsuitable: missed().any(|one| is_low(figures, one)),
        competencies,
    }
}

/// Sums over the competencies of a person, each weighted with its criticality.
#[derive(Default)]
struct Weights {
    /// Levels above 1 that the role asks for …
    all: f64,
    /// … and those of them that are rated.
    rated: f64,
    gaps: f64,
}

impl Weights {
    fn of(competencies: &[Rated]) -> Self {
        let mut sums = Self::default();
        for one in competencies {
            let (Some(target), Some(criticality)) = (one.target, one.criticality) else {
                continue;
            };
            let criticality = f64::from(criticality);
            let weight = criticality * (f64::from(target) - 1.0);
            sums.all += weight;
            if let Some(gap) = one.gap {
                sums.rated += weight;
                sums.gaps += criticality * gap;
            }
        }
        sums
    }
}

/// A competency that the role asks for or somebody rated.
fn rated(
    rules: &StaffPack,
    competency: &Competency,
    role: Option<&RoleProfile>,
    member: &Member,
) -> Option<Rated> {
    let target = role.and_then(|role| of_number(role, &competency.number));
    let rating = member.rating(&competency.number);
    if target.is_none() && rating.is_none() {
        return None;
    }
    let actual = rating.and_then(|rating| actual(&rules.figures, rating));
    let gap = target
        .zip(actual)
        .map(|(target, actual)| gap(f64::from(target.level), actual));
    Some(Rated {
        id: competency.key.clone(),
        number: competency.number.clone(),
        own: rating.and_then(|rating| rating.own),
        manager: rating.and_then(|rating| rating.manager),
        evidence: rating.and_then(|rating| rating.evidence.clone()),
        date: rating.and_then(|rating| rating.date.clone()),
        actual,
        target: target.map(|target| target.level),
        criticality: target.map(|target| target.criticality),
        gap,
        self_only: rating.is_some_and(|one| one.own.is_some() && one.manager.is_none()),
        example: rating.is_some_and(|rating| needs_example(&rules.figures, rating)),
        measure: target.zip(gap).and_then(|(target, gap)| {
            measure(
                rules,
                &member.role,
                &competency.number,
                target.criticality,
                gap,
            )
        }),
    })
}

fn of_number<'r>(role: &'r RoleProfile, number: &Id) -> Option<&'r CompetencyTarget> {
    role.targets.iter().find(|target| target.number == *number)
}

/// The level behind the ratings: self-ratings are lenient (domain 5.6). Nothing where nobody rated.
fn actual(figures: &StaffFigures, rating: &Rating) -> Option<f64> {
    let lowered = |own: f64, by: f64| (own - by).max(LOWEST);
    match (rating.own, rating.manager) {
        (Some(own), Some(manager)) => Some(
            figures.manager_weight.value * manager
                + figures.self_weight.value * lowered(own, figures.lenient_beside.value),
        ),
        (None, Some(manager)) => Some(manager),
        (Some(own), None) => Some(lowered(own, figures.lenient_alone.value)),
        (None, None) => None,
    }
}

/// Surplus is no gap, and neither is what rounding alone leaves.
fn gap(target: f64, actual: f64) -> f64 {
    match number::reaches(actual, target) {
        true => 0.0,
        false => target - actual,
    }
}

/// The first step of the scale.
const LOWEST: f64 = 1.0;

/// Two ratings that are far apart, and nothing that supports one of them.
fn needs_example(figures: &StaffFigures, rating: &Rating) -> bool {
    let apart = rating.own.zip(rating.manager);
    let apart = apart.map(|(own, manager)| (own - manager).abs());
    rating.evidence.is_none()
        && apart.is_some_and(|apart| number::reaches(apart, figures.example_from.value))
}

fn is_missed(figures: &StaffFigures, one: &Rated) -> bool {
    let must = |criticality| number::reaches(f64::from(criticality), figures.must.value);
    one.criticality.is_some_and(must)
        && one
            .gap
            .is_some_and(|gap| number::reaches(gap, figures.missed_from.value))
}

fn is_low(figures: &StaffFigures, one: &Rated) -> bool {
    one.actual
        .is_some_and(|actual| !number::reaches(actual, figures.unsuitable_below.value))
}

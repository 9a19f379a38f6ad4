//! The people: how a level, a gap, a person's index and that of the organisation came about (domain 5.6).

use super::Case;
use super::summary::titled;
use crate::model::{PersonResult, Rated, StaffResult};
use crate::pack::parameters::StaffFigures;

/// The index of the organisation, and each person in a line.
pub(super) fn of(case: &Case<'_>) -> String {
    let Some((staff, figures)) = people(case) else {
        return String::new();
    };
    let persons = staff.persons.iter();
    let hint = case.say(
        "Eine einzelne Person: --person ID",
        "A single person: --person ID",
    );
    let lines = persons
        .map(|one| format!("  {}\n", index(case, figures, one)))
        .chain([organisation(case, figures, staff), format!("  {hint}\n")]);
    titled(case.say("Personen", "People"), lines)
}

/// One person in each of its roles, competency by competency; nothing where there is no such person.
pub fn explain_person(case: &Case<'_>, id: &str) -> Option<String> {
    let (staff, figures) = people(case)?;
    let own = staff.persons.iter().filter(|one| *one.id == *id);
    let text: String = own.map(|one| person(case, figures, one)).collect();
    (!text.is_empty()).then_some(text)
}

fn people<'a>(case: &Case<'a>) -> Option<(&'a StaffResult, &'a StaffFigures)> {
    let figures = &case.pack.staff.as_ref()?.figures;
    Some((case.assessment.staff.as_ref()?, figures))
}

fn person(case: &Case<'_>, figures: &StaffFigures, one: &PersonResult) -> String {
    let mut text = format!("# {}\n", name(one));
    match &one.measured_as {
        Some(role) if *role != one.role => {
            let word = case.say("gemessen an", "measured as");
            text.push_str(&format!("  {word} {role}\n"));
        }
        _ => {}
    }
    for rated in &one.competencies {
        let line = level(case, figures, rated);
        text.push_str(&format!("  {} {:<24} {line}\n", rated.number, rated.id));
    }
    text.push_str(&format!("  {}\n", index(case, figures, one)));
    if !one.musts_missed.is_empty() {
        let word = case.say("Unverzichtbares verfehlt", "musts missed");
        text.push_str(&format!("  {word}: {}\n", one.musts_missed.join(", ")));
    }
    if one.unsuitable {
        let word = case.say(
            "nicht geeignet ohne größere Entwicklung",
            "not suitable without major development",
        );
        text.push_str(&format!("  {word}\n"));
    }
    text
}

/// `P01 key_account_manager`, `P02 candidate_for_team`.
fn name(one: &PersonResult) -> String {
    let prefix = match one.candidate {
        true => crate::model::CANDIDATE,
        false => "",
    };
    format!("{} {prefix}{}", one.id, one.role)
}

/// `0.7 × 3 + 0.3 × max(1; 4 − 0.3) = 3.21; 4 − 3.21 = 0.79; × 3`.
fn level(case: &Case<'_>, figures: &StaffFigures, rated: &Rated) -> String {
    let Some(actual) = rated.actual else {
        return case.say("nicht eingeschätzt", "not rated").to_owned();
    };
    let number = |value: f64| case.exact(value);
    let lowered = |own: f64, by: f64| format!("max(1; {} − {})", number(own), number(by));
    let formula = match (rated.own, rated.manager) {
        (Some(own), Some(manager)) => format!(
            "{} × {} + {} × {} = {}",
            number(figures.manager_weight.value),
            number(manager),
            number(figures.self_weight.value),
            lowered(own, figures.lenient_beside.value),
            number(actual)
        ),
        (Some(own), None) => format!(
            "{} = {}",
            lowered(own, figures.lenient_alone.value),
            number(actual)
        ),
        _ => number(actual),
    };
    match (rated.target, rated.gap, rated.criticality) {
        (Some(target), Some(gap), Some(criticality)) => format!(
            "{formula}; max(0; {target} − {}) = {}; × {criticality}",
            number(actual),
            number(gap)
        ),
        _ => formula,
    }
}

/// Weighted gaps over weighted levels, with the coverage.
fn index(case: &Case<'_>, figures: &StaffFigures, one: &PersonResult) -> String {
    let name = name(one);
    let Some(coverage) = one.coverage else {
        let none = case.say("ohne Sollwerte", "without targets");
        return format!("{name}: {none}");
    };
    let (mut gaps, mut rated) = (0.0, 0.0);
    for competency in &one.competencies {
        let known = (competency.target, competency.criticality, competency.gap);
        if let (Some(target), Some(criticality), Some(gap)) = known {
            gaps += f64::from(criticality) * gap;
            rated += f64::from(criticality) * (f64::from(target) - 1.0);
        }
    }
    let sum = format!("100 × {} ÷ {}", case.exact(gaps), case.exact(rated));
    let word = case.say("Abdeckung", "coverage");
    let least = case.exact(figures.coverage.value);
    let coverage = case.exact(coverage);
    match one.index {
        Some(index) => format!("{name}: {sum} = {}; {word} {coverage} %", case.exact(index)),
        None => format!("{name}: –; {word} {coverage} % < {least} %"),
    }
}

/// The mean of the indices, weighted with the positions.
fn organisation(case: &Case<'_>, figures: &StaffFigures, staff: &StaffResult) -> String {
    let field = case.pack.staff.as_ref().map_or("", |rules| &rules.field);
    let covered = format!(
        "{} {} {} {} ({} {} %)",
        case.exact(staff.fte_with_index),
        case.say("von", "of"),
        case.exact(staff.fte),
        case.say("Stellen", "positions"),
        case.say("mindestens", "at least"),
        case.exact(figures.positions_coverage.value)
    );
    let Some(index) = staff.competency_gap_index else {
        return format!("  {field} = –; {covered}\n");
    };
    let counted = staff.persons.iter().filter(|one| one.counted);
    let terms: Vec<String> = counted
        .filter_map(|one| Some((one.fte, one.index?)))
        .map(|(fte, index)| format!("{} × {}", case.exact(fte), case.exact(index)))
        .collect();
    format!(
        "  {field} = ({}) ÷ {} = {}; {covered}\n",
        terms.join(" + "),
        case.exact(staff.fte_with_index),
        case.exact(index)
    )
}

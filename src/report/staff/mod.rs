//! What is said about people, in the words of one language; every format makes its own of it.

mod figures;
mod schema;
mod svg;

use super::words::Words;
use crate::model::{Difference, PersonResult, Rated, StaffResult, number};

pub(super) use figures::{bar, bar_of_index};
pub(super) use schema::{ratings, schema};
pub use svg::staff_svg;
pub(super) use svg::{person_svg, person_title};

/// `Leitung KAM`, or `Leitung KAM (Kandidatur)`.
pub(super) fn role(words: &Words<'_>, person: &PersonResult) -> String {
    let role = words.get(&format!("role.{}", person.role));
    match person.candidate {
        true => format!("{role} ({})", words.say("Kandidatur", "candidate")),
        false => role,
    }
}

/// How the index of the organisation stands, in one sentence.
pub(super) fn index(words: &Words<'_>, staff: &StaffResult) -> String {
    let positions = format!(
        "{} {} {}",
        words.short(staff.fte_with_index),
        words.say("von", "of"),
        words.short(staff.fte)
    );
    match staff.competency_gap_index {
        Some(index) => format!(
            "{} {} {positions} {}",
            words.tenth(index),
            words.say(
                "von 100 (0 bedeutet keine Lücke), über",
                "of 100 (0 means no gap), over"
            ),
            words.say(
                "Stellen im KAM und in seiner Leitung, Kandidaturen eingeschlossen.",
                "positions in KAM, its head and candidates included."
            )
        ),
        None if staff.fte <= 0.0 => words
            .say(
                "Nicht zu bilden: Die Liste nennt niemanden im KAM oder in seiner Leitung.",
                "Cannot be given: the list names nobody in KAM or as its head.",
            )
            .to_owned(),
        None => format!(
            "{} {positions} {}",
            words.say("Nicht zu bilden: Nur für", "Cannot be given: only for"),
            words.say(
                "Stellen im KAM und in seiner Leitung liegt ein Index vor.",
                "positions in KAM and its head there is an index."
            )
        ),
    }
}

/// Where the index took the place of a statement.
pub(super) fn replaced(words: &Words<'_>, difference: &Difference) -> String {
    let tenth = |value| number::short(value, 1, words.lang);
    let numbers = (tenth(difference.stated), tenth(difference.computed));
    match words.lang {
        crate::model::Lang::De => format!(
            "Angegeben waren {}, gerechnet wird mit {}.",
            numbers.0, numbers.1
        ),
        crate::model::Lang::En => {
            format!("{} was stated; {} is what counts.", numbers.0, numbers.1)
        }
    }
}

/// What must be known about a person beside the figures.
pub(super) fn remarks(words: &Words<'_>, person: &PersonResult) -> Vec<&'static str> {
    let mut remarks = Vec::new();
    if person.unsuitable {
        remarks.push(words.say(
            "nicht geeignet ohne größere Entwicklung",
            "not suitable without major development",
        ));
    }
    match (&person.measured_as, person.index) {
        (None, _) => remarks.push(words.say(
            "Rolle im Profil nicht vorgesehen",
            "role not in the profile",
        )),
        (Some(_), None) => remarks.push(words.say(
            "zu wenig eingeschätzt für einen Index",
            "too little rated for an index",
        )),
        (Some(_), Some(_)) => {}
    }
    if person.self_only {
        remarks.push(words.say(
            "teils nur Selbsteinschätzung (F3)",
            "partly self-rated only (F3)",
        ));
    }
    remarks
}

/// The name of a competency with its number.
pub(super) fn competency(words: &Words<'_>, rated: &Rated) -> String {
    let label = words.get(&format!("competency.{}", rated.id));
    format!("{} {label}", rated.number)
}

/// Names of the competencies with these numbers.
pub(super) fn named(
    words: &Words<'_>,
    person: &PersonResult,
    wanted: impl Fn(&Rated) -> bool,
) -> String {
    let all = person.competencies.iter().filter(|one| wanted(one));
    let names: Vec<String> = all.map(|one| competency(words, one)).collect();
    names.join(", ")
}

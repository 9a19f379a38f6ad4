//! Descriptions of the posts, to be copied: what follows from profile and placement, and blanks for the rest.

use super::{Block, Table};
use crate::model::{Assessment, CompetencyTarget, Profile, RoleProfile};
use crate::report::table::Align;
use crate::report::words::Words;

/// What the organisation must fill in itself.
const BLANK: &str = "………………";

pub(super) fn jobs(words: &Words<'_>, one: &Assessment) -> Vec<Block> {
    let Some(profile) = one
        .competencies
        .as_ref()
        .filter(|one| !one.roles.is_empty())
    else {
        return Vec::new();
    };
    let title = words.say("Stellenbeschreibungen", "Job descriptions");
    let lead = words.say(
        "Zum Übernehmen; was sich aus Profil und Verankerung nicht ergibt, bleibt frei.",
        "To be copied; what does not follow from profile and placement is left blank.",
    );
    let mut blocks = vec![
        Block::Heading(2, title.to_owned()),
        Block::Text(lead.to_owned()),
    ];
    let roles = profile.roles.iter();
    blocks.extend(roles.flat_map(|role| job(words, profile, role)));
    blocks
}

fn job(words: &Words<'_>, profile: &Profile, role: &RoleProfile) -> Vec<Block> {
    let name = words.get(&format!("role.{}", role.id));
    let facts = [
        (words.say("Rolle", "Role"), name.clone()),
        (
            words.say("Berichtet an", "Reports to"),
            superior(words, profile, role),
        ),
        (
            words.say("Aufgabe", "Task"),
            words.get(&format!("role.{}.meaning", role.id)),
        ),
        (words.say("Umfang", "Share of a position"), BLANK.to_owned()),
        (
            words.say("Unverzichtbar", "Musts"),
            musts(words, role).join("; "),
        ),
    ];
    let facts = facts.into_iter().filter(|(_, text)| !text.is_empty());
    vec![
        Block::Heading(3, name),
        Block::Facts(
            facts
                .map(|(label, text)| (label.to_owned(), text))
                .collect(),
        ),
        Block::Table(required(words, role)),
    ]
}

/// The role above, or what the placement reports to.
fn superior(words: &Words<'_>, profile: &Profile, role: &RoleProfile) -> String {
    let Some(superior) = &role.reports_to else {
        return BLANK.to_owned();
    };
    match profile.roles.iter().any(|one| one.id == *superior) {
        true => words.get(&format!("role.{superior}")),
        false => words.get(&format!("option.{superior}.reports_to")),
    }
}

fn musts(words: &Words<'_>, role: &RoleProfile) -> Vec<String> {
    let must = |target: &&CompetencyTarget| target.criticality == 3;
    let musts = role.targets.iter().filter(must);
    musts
        .map(|target| words.get(&format!("competency.{}", target.id)))
        .collect()
}

/// The competencies with their levels in words, the heaviest first.
fn required(words: &Words<'_>, role: &RoleProfile) -> Table {
    let mut table = Table::new(&[
        (words.say("Kompetenz", "Competency"), Align::Left),
        (words.say("Gewicht", "Weight"), Align::Left),
        (words.say("Stufe", "Level"), Align::Right),
        (words.say("Das heißt", "That means"), Align::Left),
    ]);
    let mut targets: Vec<&CompetencyTarget> = role.targets.iter().collect();
    targets.sort_by_key(|target| std::cmp::Reverse(target.criticality));
    table.rows.extend(targets.into_iter().map(|target| {
        let key = format!("competency.{}", target.id);
        vec![
            format!("{} {}", target.number, words.get(&key)),
            "●".repeat(usize::from(target.criticality)),
            target.level.to_string(),
            words.get(&format!("{key}.{}", target.level)),
        ]
    }));
    table
}

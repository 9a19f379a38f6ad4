//! The people: who is there, how far they are from the profile, and what helps.

use super::{Block, Item, Table};
use crate::model::{Assessment, PersonResult, Position, Rated, StaffResult, printable};
use crate::report::staff::{self, bar, competency, named, person_title, remarks, role};
use crate::report::table::Align;
use crate::report::words::Words;

pub(super) fn staff(words: &Words<'_>, one: &Assessment) -> Vec<Block> {
    let Some(people) = &one.staff else {
        return Vec::new();
    };
    let title = words.say("Personen: Soll und Ist", "People: required and available");
    let mut blocks = vec![
        Block::Heading(2, title.to_owned()),
        Block::Facts(summary(words, people)),
        Block::Text(words.get("staff.note")),
        Block::Table(overview(words, people)),
    ];
    let title = words.say("Besetzung der Rollen", "Who fills the roles");
    blocks.push(Block::Heading(3, title.to_owned()));
    blocks.push(Block::Table(positions(words, &people.positions)));
    blocks.push(Block::Text(legend(words).to_owned()));
    blocks.extend(people.persons.iter().flat_map(|one| person(words, one)));
    blocks
}

fn summary(words: &Words<'_>, people: &StaffResult) -> Vec<(String, String)> {
    let label = words.say("Kompetenzlücken-Index", "Competency gap index");
    let mut facts = vec![(label.to_owned(), staff::index(words, people))];
    for difference in &people.differences {
        let label = words.say("Statt der Angabe", "In place of the statement");
        facts.push((label.to_owned(), staff::replaced(words, difference)));
    }
    for warning in &people.warnings {
        let label = words.say("Hinweis", "Note");
        facts.push((label.to_owned(), words.reason(warning, |_| None)));
    }
    facts
}

fn overview(words: &Words<'_>, people: &StaffResult) -> Table {
    let mut table = Table::new(&[
        (words.say("Person", "Person"), Align::Left),
        (words.say("Rolle", "Role"), Align::Left),
        (
            words.say("Stellenanteil", "Share of a position"),
            Align::Right,
        ),
        (words.say("Abdeckung %", "Coverage %"), Align::Right),
        (words.say("Index", "Index"), Align::Right),
        (
            words.say("Unverzichtbares verfehlt", "Musts missed"),
            Align::Left,
        ),
        (words.say("Hinweise", "Remarks"), Align::Left),
    ]);
    let dash = || "–".to_owned();
    table.rows.extend(people.persons.iter().map(|one| {
        vec![
            printable(&one.id),
            role(words, one),
            words.short(one.fte),
            one.coverage.map_or_else(dash, |value| words.whole(value)),
            one.index.map_or_else(dash, |value| words.tenth(value)),
            one.musts_missed.join(", "),
            remarks(words, one).join("; "),
        ]
    }));
    table
}

fn positions(words: &Words<'_>, positions: &[Position]) -> Table {
    let mut table = Table::new(&[
        (words.say("Rolle", "Role"), Align::Left),
        (words.say("Besetzt mit", "Holders"), Align::Right),
        (words.say("Kandidaturen", "Candidates"), Align::Right),
        (
            words.say("davon ohne Ausschlussgrund", "nothing against them"),
            Align::Right,
        ),
        (
            words.say(
                "nicht geeignet ohne größere Entwicklung",
                "not suitable without major development",
            ),
            Align::Right,
        ),
        (
            words.say("zu wenig eingeschätzt", "too little rated"),
            Align::Right,
        ),
    ]);
    table.rows.extend(positions.iter().map(|one| {
        let mut row = vec![words.get(&format!("role.{}", one.role))];
        let counts = [
            one.holders,
            one.candidates,
            one.suitable,
            one.unsuitable,
            one.open,
        ];
        row.extend(counts.iter().map(usize::to_string));
        row
    }));
    table
}

fn legend(words: &Words<'_>) -> &'static str {
    words.say(
        "Balken: Dunkel ist vorhanden, hell fehlt bis zum Soll; was darüber hinausreicht, ist mehr als verlangt. ●●● unverzichtbar, ●● wichtig, ● nützlich. Selbsteinschätzungen sind um ihre übliche Milde gemindert.",
        "Bars: dark is available, light is lacking up to the target; what reaches beyond is more than required. ●●● must, ●● important, ● useful. Self-ratings are reduced by their usual leniency.",
    )
}

fn person(words: &Words<'_>, person: &PersonResult) -> Vec<Block> {
    let mut blocks = vec![Block::Heading(3, person_title(words, person))];
    let facts = facts(words, person);
    if !facts.is_empty() {
        blocks.push(Block::Facts(facts));
    }
    if person.competencies.iter().any(|one| one.actual.is_some()) {
        blocks.push(Block::Table(levels(words, person)));
    }
    let practices = practices(words, person);
    if !practices.is_empty() {
        let lead = words.say("Was im Einzelnen hilft:", "What helps in particular:");
        blocks.push(Block::Text(lead.to_owned()));
        blocks.push(Block::List(practices));
    }
    blocks
}

/// What stands above the table; a line with nothing to say is left out.
fn facts(words: &Words<'_>, person: &PersonResult) -> Vec<(String, String)> {
    let other = person.measured_as.as_ref();
    let other = other.filter(|role| **role != person.role);
    let lines = [
        (
            words.say("Gemessen an", "Measured as"),
            other.map_or_else(String::new, |role| words.get(&format!("role.{role}"))),
        ),
        (
            words.say("Unverzichtbares verfehlt", "Musts missed"),
            named(words, person, |one| {
                person.musts_missed.contains(&one.number)
            }),
        ),
        (
            words.say(
                "Einschätzungen weit auseinander, ein Beispiel verlangen",
                "Ratings far apart, demand an example",
            ),
            named(words, person, |one| one.example),
        ),
        (
            words.say("Nur selbst eingeschätzt", "Self-rated only"),
            named(words, person, |one| one.self_only),
        ),
        (
            words.say("Nicht eingeschätzt", "Not rated"),
            named(words, person, |one| one.actual.is_none()),
        ),
    ];
    let told = lines.into_iter().filter(|(_, text)| !text.is_empty());
    told.map(|(label, text)| (label.to_owned(), text)).collect()
}

/// Required against available, as figures and as bars.
fn levels(words: &Words<'_>, person: &PersonResult) -> Table {
    let mut table = Table::new(&[
        (words.say("Kompetenz", "Competency"), Align::Left),
        (words.say("Gewicht", "Weight"), Align::Left),
        (words.say("Soll", "Target"), Align::Right),
        (words.say("Ist", "Actual"), Align::Right),
        (words.say("Lücke", "Gap"), Align::Right),
        (words.say("Soll und Ist", "Target and actual"), Align::Left),
        (words.say("Maßnahme", "Measure"), Align::Left),
    ]);
    let rated = person
        .competencies
        .iter()
        .filter(|one| one.actual.is_some());
    table.rows.extend(rated.map(|one| row(words, one)));
    table
}

fn row(words: &Words<'_>, one: &Rated) -> Vec<String> {
    let short =
        |value: Option<f64>| value.map_or_else(|| "–".to_owned(), |value| words.short(value));
    let dots = one.criticality.map_or(0, usize::from);
    vec![
        competency(words, one),
        "●".repeat(dots),
        one.target
            .map_or_else(|| "–".to_owned(), |target| target.to_string()),
        short(one.actual),
        short(one.gap),
        bar(one.actual, one.target),
        measure(words, one),
    ]
}

fn measure(words: &Words<'_>, one: &Rated) -> String {
    one.measure.as_ref().map_or_else(String::new, |measure| {
        let key = format!("development.{}", measure.id);
        format!(
            "{} ({})",
            words.get(&key),
            words.get(&format!("{key}.time"))
        )
    })
}

/// What is done in particular, the practice for the heaviest gap first.
fn practices(words: &Words<'_>, person: &PersonResult) -> Vec<Item> {
    let weight = |one: &Rated| {
        let criticality = one.criticality.map_or(0.0, f64::from);
        criticality * one.gap.unwrap_or(0.0)
    };
    let mut lacking: Vec<&Rated> = person
        .competencies
        .iter()
        .filter(|one| one.measure.is_some())
        .collect();
    lacking.sort_by(|a, b| weight(b).total_cmp(&weight(a)));
    let mut told: Vec<(&str, Vec<&str>)> = Vec::new();
    for one in lacking {
        let practice = one.measure.as_ref().and_then(|one| one.practice.as_deref());
        let Some(practice) = practice else { continue };
        match told.iter_mut().find(|(known, _)| *known == practice) {
            Some((_, numbers)) => numbers.push(&one.number),
            None => told.push((practice, vec![&one.number])),
        }
    }
    told.into_iter()
        .map(|(practice, numbers)| {
            let text = words.get(&format!("practice.{practice}"));
            Item::new(numbers.join(", "), text)
        })
        .collect()
}

//! What the results rest on: what is not known, what contradicts itself, who may stand there twice.

use std::collections::BTreeMap;

use super::fleet::{Fleet, below, section};
use crate::model::{Assessment, Id, Outcome, printable};
use crate::report::html::blocks::{self, table};
use crate::report::html::page::Section;
use crate::report::outline::{Item, Table};
use crate::report::table::Align;

/// Rows of a list of the most frequent.
const SHOWN: usize = 15;
/// Questions that would settle most.
const QUESTIONS: usize = 10;

pub(super) fn data(fleet: &Fleet<'_>) -> Section {
    let words = &fleet.words;
    let mut body = below(
        words.say("Offene Angaben", "Open questions"),
        &questions(fleet),
    );
    for (title, part) in [
        (
            words.say("Am wenigsten bekannt", "Least known"),
            least_known(fleet),
        ),
        (
            words.say("Geringste Datenabdeckung", "Lowest coverage"),
            least_covered(fleet),
        ),
        (words.say("Hinweise", "Warnings"), warnings(fleet)),
        (
            words.say("Vielleicht doppelt", "Perhaps twice"),
            doubles(fleet),
        ),
    ] {
        body.push_str(&below(title, &part));
    }
    section("data", words.say("Datenlage", "Data quality"), &body)
}

fn questions(fleet: &Fleet<'_>) -> String {
    let words = &fleet.words;
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for id in fleet.all().iter().flat_map(|one| &one.questions) {
        *counts.entry(id).or_default() += 1;
    }
    if counts.is_empty() {
        return blocks::paragraph(words.say(
            "Alle Fragen sind beantwortet.",
            "All questions are answered.",
        ));
    }
    let mut ranked: Vec<_> = counts.into_iter().collect();
    ranked.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let title = words.say("Offene Angaben", "Open questions");
    let mut grid = Table::new(&[
        (words.say("Angabe", "Fact"), Align::Left),
        (words.say("Frage", "Question"), Align::Left),
        (words.say("Offen bei", "Open for"), Align::Right),
        (words.say("Anteil", "Share"), Align::Right),
    ]);
    let shown = ranked.iter().take(QUESTIONS);
    grid.rows = shown
        .map(|(id, count)| {
            vec![
                words.get(&format!("field.{id}")),
                words.get(&format!("field.{id}.question")),
                count.to_string(),
                fleet.share(*count),
            ]
        })
        .collect();
    fleet.first(&grid, title, ranked.len())
}

/// Rules that could be judged for the fewest.
fn least_known(fleet: &Fleet<'_>) -> String {
    let words = &fleet.words;
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for finding in fleet.all().iter().flat_map(|one| &one.findings) {
        let (known, asked) = counts.entry(&finding.rule).or_default();
        let open = matches!(finding.outcome, Outcome::Unknown(_) | Outcome::Failed(_));
        *known += usize::from(!open);
        *asked += 1;
    }
    let part = |(known, asked): (usize, usize)| known as f64 / asked as f64 * 100.0;
    let mut ranked: Vec<_> = counts
        .into_iter()
        .filter(|(_, (known, asked))| known < asked)
        .collect();
    ranked.sort_by(|a, b| part(a.1).total_cmp(&part(b.1)));
    let mut grid = Table::new(&[
        (words.say("Regel", "Rule"), Align::Left),
        (words.say("Beurteilt bei", "Judged for"), Align::Right),
        (words.say("Offen bei", "Open for"), Align::Right),
        (words.say("Datenabdeckung", "Coverage"), Align::Right),
    ]);
    grid.rows = ranked
        .iter()
        .take(SHOWN)
        .map(|(rule, (known, asked))| {
            vec![
                words.get(&format!("rule.{rule}.title")),
                known.to_string(),
                (asked - known).to_string(),
                format!("{} %", words.whole(part((*known, *asked)))),
            ]
        })
        .collect();
    let title = words.say("Am wenigsten bekannt", "Least known");
    match ranked.is_empty() {
        true => String::new(),
        false => fleet.first(&grid, title, ranked.len()),
    }
}

/// Organisations of which least is known.
fn least_covered(fleet: &Fleet<'_>) -> String {
    let words = &fleet.words;
    let covered = |one: &Assessment| one.leading().map_or(0.0, |index| index.spread.coverage);
    let mut open: Vec<&Assessment> = fleet
        .all()
        .iter()
        .filter(|one| covered(one) < 100.0)
        .collect();
    open.sort_by(|a, b| covered(a).total_cmp(&covered(b)));
    if open.is_empty() {
        return String::new();
    }
    let mut grid = Table::new(&[
        (words.say("Organisation", "Organisation"), Align::Left),
        (words.say("Datenabdeckung", "Coverage"), Align::Right),
        (words.say("Offene Angaben", "Open questions"), Align::Right),
    ]);
    let shown = open.iter().take(SHOWN);
    grid.rows = shown
        .clone()
        .map(|one| {
            let coverage = format!("{} %", words.whole(covered(one)));
            vec![
                printable(&one.name),
                coverage,
                one.questions.len().to_string(),
            ]
        })
        .collect();
    let ids: Vec<&Id> = shown.map(|one| &one.id).collect();
    let title = words.say("Geringste Datenabdeckung", "Lowest coverage");
    fleet.linked(&grid, title, &ids, open.len())
}

/// Contradictions and other warnings, with those whom they concern.
fn warnings(fleet: &Fleet<'_>) -> String {
    let words = &fleet.words;
    let mut found: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for one in fleet.all() {
        for flag in &one.flags {
            found
                .entry(&flag.id)
                .or_default()
                .push(printable(&one.name));
        }
    }
    if found.is_empty() {
        return String::new();
    }
    let mut grid = Table::new(&[
        (words.say("Hinweis", "Warning"), Align::Left),
        (words.say("Organisationen", "Organisations"), Align::Right),
        (words.say("Wer", "Who"), Align::Left),
    ]);
    grid.rows = found
        .iter()
        .map(|(id, names)| {
            let title = format!("{id} {}", words.get(&format!("flag.{id}.title")));
            vec![title, names.len().to_string(), fleet.some(names)]
        })
        .collect();
    table(&grid, words.say("Hinweise", "Warnings"), "")
}

/// Names that differ in nothing but case, blanks and signs.
fn doubles(fleet: &Fleet<'_>) -> String {
    let mut found: BTreeMap<String, Vec<&Assessment>> = BTreeMap::new();
    for one in fleet.all() {
        let letters = one.name.chars().filter(|letter| letter.is_alphanumeric());
        let key: String = letters.flat_map(char::to_lowercase).collect();
        found.entry(key).or_default().push(one);
    }
    let twice = found.into_values().filter(|own| own.len() > 1);
    let items = twice.take(SHOWN).map(|own| {
        let name = own
            .first()
            .map_or_else(String::new, |one| printable(&one.name));
        let ids: Vec<String> = own.iter().map(|one| printable(&one.id)).collect();
        Item::new(name, format!("ID {}", ids.join(", ")))
    });
    blocks::list(&items.collect::<Vec<_>>())
}

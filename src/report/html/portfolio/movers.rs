//! Who moved since an earlier result.

use std::collections::BTreeMap;

use super::fleet::{Fleet, below, section};
use crate::model::{Compared, Comparison, Id, IndexChange, number, printable};
use crate::report::compared::side;
use crate::report::html::blocks::{self, table};
use crate::report::html::page::Section;
use crate::report::outline::{Table, causes};
use crate::report::table::Align;
use crate::report::words::{Words, short_gate};

/// Rows up, and rows down.
const SHOWN: usize = 15;

pub(super) fn movers(fleet: &Fleet<'_>) -> Option<Section> {
    let words = &fleet.words;
    let since = fleet.document.since.as_ref()?;
    let before = words.say("Verglichen mit:", "Compared with:");
    let lead = format!(
        "{before} {}. {}",
        side(words, &since.old),
        causes(words, fleet.document)
    );
    let mut body = blocks::paragraph(&lead);
    body.push_str(&blocks::facts_list(&counts(words, since)));
    body.push_str(&levels(fleet, since));
    let rises = |one: &&Compared| change(one) > 0.0;
    let falls = |one: &&Compared| change(one) < 0.0;
    let up: Vec<&Compared> = since.organisations.iter().filter(rises).collect();
    let down: Vec<&Compared> = since.organisations.iter().filter(falls).collect();
    for (title, moved) in [
        (words.say("Aufsteiger", "Up"), up),
        (words.say("Absteiger", "Down"), down),
    ] {
        body.push_str(&below(title, &list(fleet, title, &moved)));
    }
    let title = words.say(
        "Bewegung seit dem letzten Audit",
        "Movement since the last audit",
    );
    Some(section("movers", title, &body))
}

/// The leading index first, in points as printed.
fn index(one: &Compared) -> Option<&IndexChange> {
    one.indexes.first()
}

fn change(one: &Compared) -> f64 {
    let ends = index(one).and_then(|index| index.old.zip(index.new));
    ends.map_or(0.0, |(old, new)| {
        number::rounded(new, 1) - number::rounded(old, 1)
    })
}

fn counts(words: &Words<'_>, since: &Comparison) -> Vec<(String, String)> {
    let all = since.organisations.iter();
    let count = |holds: fn(&Compared) -> bool| all.clone().filter(|one| holds(one)).count();
    let mut facts = vec![
        (
            words.say("In beiden Ergebnissen", "In both results"),
            all.len().to_string(),
        ),
        (
            words.say("Gestiegen", "Up"),
            count(|one| change(one) > 0.0).to_string(),
        ),
        (
            words.say("Gefallen", "Down"),
            count(|one| change(one) < 0.0).to_string(),
        ),
        (
            words.say("Stufe gefallen", "Level fell"),
            count(|one| one.level.fell).to_string(),
        ),
    ];
    for (label, ids) in [
        (words.say("Neu dabei", "New"), &since.only_new),
        (words.say("Nicht mehr dabei", "Gone"), &since.only_old),
    ] {
        if !ids.is_empty() {
            facts.push((label, some_ids(words, ids)));
        }
    }
    let own = |(label, value): (&str, String)| (label.to_owned(), value);
    facts.into_iter().map(own).collect()
}

fn some_ids(words: &Words<'_>, ids: &[Id]) -> String {
    let shown: Vec<String> = ids.iter().take(10).map(|id| printable(id)).collect();
    let told = format!("{} ({})", ids.len(), shown.join(", "));
    match ids.len() > shown.len() {
        true => told.replace(')', words.say(", …)", ", …)")),
        false => told,
    }
}

/// From which level to which.
fn levels(fleet: &Fleet<'_>, since: &Comparison) -> String {
    let words = &fleet.words;
    let mut counts: BTreeMap<(Option<&Id>, Option<&Id>), usize> = BTreeMap::new();
    for one in &since.organisations {
        let way = (one.level.old.as_ref(), one.level.new.as_ref());
        *counts.entry(way).or_default() += 1;
    }
    let mut steps: Vec<Option<&Id>> = fleet
        .document
        .levels
        .iter()
        .map(|step| Some(&step.id))
        .collect();
    steps.push(None);
    let occurs = |level: &Option<&Id>| counts.keys().any(|(old, new)| old == level || new == level);
    steps.retain(occurs);
    let short = |level: &Option<&Id>| {
        level
            .map_or(words.say("ohne", "none"), |id| &**id)
            .to_owned()
    };
    let first = words.say("früher ↓  jetzt →", "old ↓  new →");
    let mut grid = Table::new(&[(first, Align::Left)]);
    grid.head
        .extend(steps.iter().map(|level| (short(level), Align::Right)));
    grid.rows = steps
        .iter()
        .map(|old| {
            let cells = steps.iter().map(|new| {
                counts
                    .get(&(*old, *new))
                    .map_or_else(|| "–".to_owned(), usize::to_string)
            });
            std::iter::once(short(old)).chain(cells).collect()
        })
        .collect();
    let title = words.say("Von Stufe zu Stufe", "From level to level");
    below(title, &table(&grid, title, ""))
}

/// Those that moved most stand first.
fn list(fleet: &Fleet<'_>, title: &str, moved: &[&Compared]) -> String {
    let words = &fleet.words;
    let Some(first) = moved.first() else {
        return String::new();
    };
    let points = index(first).map_or_else(String::new, |index| {
        words.get(&format!("index.{}", index.id))
    });
    let mut grid = Table::new(&[
        (words.say("Organisation", "Organisation"), Align::Left),
        (&points, Align::Right),
        (words.say("Änderung", "Change"), Align::Right),
        (words.say("Stufe", "Level"), Align::Left),
        (
            words.say("Nicht mehr greifend", "No longer binding"),
            Align::Left,
        ),
        (words.say("Neu greifend", "Newly binding"), Align::Left),
    ]);
    let shown = moved.iter().take(SHOWN);
    grid.rows = shown.clone().filter_map(|one| row(words, one)).collect();
    let ids: Vec<&Id> = shown.map(|one| &one.id).collect();
    fleet.linked(&grid, title, &ids, moved.len())
}

fn row(words: &Words<'_>, one: &Compared) -> Option<Vec<String>> {
    let index = index(one)?;
    let gates = |ids: &[Id]| {
        let ids: Vec<String> = ids.iter().map(|id| short_gate(id)).collect();
        ids.join(", ")
    };
    let level = |id: &Option<Id>| id.as_deref().unwrap_or("–").to_owned();
    let level = match one.level.old == one.level.new {
        true => level(&one.level.new),
        false => format!("{} → {}", level(&one.level.old), level(&one.level.new)),
    };
    Some(vec![
        printable(&one.name),
        words.way(index.old, index.new),
        words.change(index.old, index.new),
        level,
        gates(&one.gates_lifted),
        gates(&one.gates_new),
    ])
}

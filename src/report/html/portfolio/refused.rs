//! What is excepted, and what was not assessed.

use super::fleet::{Fleet, section};
use crate::model::{Lang, Rejected, Waived, WaiverState, printable};
use crate::report::html::blocks;
use crate::report::html::page::Section;
use crate::report::outline::Table;
use crate::report::table::Align;
use crate::report::waived;
use crate::report::words::Words;

/// Rows of a list; `--rejects` writes all refused records.
const SHOWN: usize = 100;

/// All waivers: expired and unused ones first, then those that end first.
pub(super) fn waivers(fleet: &Fleet<'_>) -> Option<Section> {
    let words = &fleet.words;
    let own = fleet.all().iter().flat_map(|one| &one.waivers);
    let mut all: Vec<&Waived> = own.chain(&fleet.document.unused_waivers).collect();
    all.sort_by_key(|one| (one.state == WaiverState::Active, one.expires.clone()));
    let title = words.say("Begründete Ausnahmen", "Waivers");
    let mut grid = Table::new(&[
        (words.say("Organisation", "Organisation"), Align::Left),
        (words.say("Ausnahme", "Waiver"), Align::Left),
        (words.say("Stand", "State"), Align::Left),
        (words.say("Gilt bis", "Expires"), Align::Left),
        (words.say("Grund", "Reason"), Align::Left),
        (words.say("Verantwortlich", "Owner"), Align::Left),
    ]);
    grid.rows = all.iter().take(SHOWN).map(|one| row(fleet, one)).collect();
    let body = fleet.first(&grid, title, all.len());
    (!all.is_empty()).then(|| section("waivers", title, &body))
}

fn row(fleet: &Fleet<'_>, one: &Waived) -> Vec<String> {
    let words = &fleet.words;
    let name = match fleet.by_id(&one.organisation) {
        Some(known) => printable(&known.name),
        None => format!(
            "{} ({})",
            printable(&one.organisation),
            words.say("nicht bewertet", "not assessed")
        ),
    };
    vec![
        name,
        waived::title(words, one),
        waived::state(words, one).to_owned(),
        one.expires.clone().unwrap_or_default(),
        printable(&one.reason),
        printable(&one.owner),
    ]
}

pub(super) fn rejected(fleet: &Fleet<'_>) -> Option<Section> {
    let words = &fleet.words;
    let all = &fleet.document.rejected;
    let title = words.say("Abgelehnte Datensätze", "Rejected records");
    let mut grid = Table::new(&[
        (words.say("Stelle", "Place"), Align::Left),
        ("ID", Align::Left),
        (words.say("Feld", "Field"), Align::Left),
        (words.say("Gefunden", "Found"), Align::Left),
        (words.say("Grund", "Reason"), Align::Left),
    ]);
    grid.rows = all
        .iter()
        .take(SHOWN)
        .map(|one| refused(words, one))
        .collect();
    let lead = words.say(
        "Diese Datensätze sind in keiner Zahl dieses Berichts enthalten.",
        "These records are in no figure of this report.",
    );
    let body = blocks::paragraph(lead) + &fleet.first(&grid, title, all.len());
    (!all.is_empty()).then(|| section("rejected", title, &body))
}

fn refused(words: &Words<'_>, one: &Rejected) -> Vec<String> {
    let place = &one.place;
    let line = place
        .line
        .map_or_else(String::new, |line| match words.lang {
            Lang::De => format!(", Zeile {line}"),
            Lang::En => format!(", line {line}"),
        });
    let column = place
        .column
        .map_or_else(String::new, |column| match words.lang {
            Lang::De => format!(", Spalte {column}"),
            Lang::En => format!(", column {column}"),
        });
    let text = |text: Option<&str>| text.map_or_else(|| "–".to_owned(), printable);
    vec![
        format!("{}{line}{column}", printable(&place.file)),
        text(one.id.as_deref()),
        text(place.field.as_deref()),
        text(one.value.as_deref()),
        words.reason(&one.reason, |_| None),
    ]
}

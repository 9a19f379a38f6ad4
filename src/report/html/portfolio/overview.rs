//! How the portfolio stands, on one page: counts, sentences, the measures that bring most, the spread.

use super::fleet::{Fleet, below, section};
use super::{programme, sentences, spread};
use crate::report::html::blocks;
use crate::report::html::page::Section;
use crate::report::outline::Item;

pub(super) fn overview(fleet: &Fleet<'_>) -> Section {
    let words = &fleet.words;
    let told = sentences::sentences(fleet);
    let told: Vec<Item> = told
        .into_iter()
        .map(|(lead, text)| Item::new(lead, text))
        .collect();
    let mut body = blocks::facts_list(&counts(fleet));
    body.push_str(&below(
        words.say("Das Wichtigste", "In short"),
        &blocks::list(&told),
    ));
    let strongest = words.say(
        "Maßnahmen mit dem größten Zugewinn",
        "Measures with the greatest gain",
    );
    body.push_str(&below(
        strongest,
        &blocks::list(&programme::strongest(fleet)),
    ));
    body.push_str(&spread::spread(fleet));
    section("overview", words.say("Überblick", "Overview"), &body)
}

/// What was read, and what became of it.
fn counts(fleet: &Fleet<'_>) -> Vec<(String, String)> {
    let words = &fleet.words;
    let document = fleet.document;
    let read: usize = document.inputs.iter().map(|input| input.records).sum();
    let refused: usize = document.inputs.iter().map(|input| input.rejected).sum();
    let all = fleet.all();
    let incomplete = all.iter().filter(|one| one.level.id.is_none()).count();
    let whole = |count: usize| words.whole(count as f64);
    let mut facts = vec![
        (
            words.say("Gelesene Datensätze", "Records read"),
            whole(read),
        ),
        (
            words.say("Bewertete Organisationen", "Organisations assessed"),
            whole(all.len()),
        ),
        (
            words.say(
                "davon ohne Stufe, weil Angaben fehlen",
                "of these without a level, as facts are missing",
            ),
            whole(incomplete),
        ),
        (
            words.say("Abgelehnte Datensätze", "Records rejected"),
            whole(refused),
        ),
    ];
    let mut coverage: Vec<f64> = all
        .iter()
        .filter_map(|one| Some(one.leading()?.spread.coverage))
        .collect();
    coverage.sort_by(f64::total_cmp);
    if let Some(median) = spread::quantile(&coverage, 0.5) {
        facts.push((
            words.say("Datenabdeckung (Median)", "Coverage (median)"),
            format!("{} %", words.whole(median)),
        ));
    }
    let own = |(label, value): (&str, String)| (label.to_owned(), value);
    facts.into_iter().map(own).collect()
}

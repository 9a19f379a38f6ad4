//! Every organisation, with the way to its page.

use super::fleet::{Fleet, section};
use crate::model::{Assessment, GateState, gate_rule};
use crate::report::html::blocks;
use crate::report::html::page::Section;
use crate::report::svg::escaped;
use crate::report::words::Words;

pub(super) fn directory(fleet: &Fleet<'_>) -> Section {
    let words = &fleet.words;
    let title = words.say("Verzeichnis", "Directory");
    let first = fleet.all().first();
    let indexes = first.map_or(&[][..], |one| &one.indexes);
    let indexes = indexes
        .iter()
        .map(|index| words.get(&format!("index.{}", index.id)));
    let mut heads = vec![
        words.say("Organisation", "Organisation").to_owned(),
        "ID".to_owned(),
    ];
    heads.extend(indexes);
    heads.extend(
        [
            words.say("Plausible Spanne", "Plausible range"),
            words.say("Abdeckung", "Coverage"),
            words.say("Gruppe", "Tier"),
            words.say("Stufe", "Level"),
            words.say("Greifende Kriterien", "Binding gates"),
            words.say("Zielverankerung", "Target placement"),
        ]
        .map(str::to_owned),
    );
    let heads = heads
        .iter()
        .map(|head| format!("<th scope=\"col\">{}</th>", escaped(head)));
    let rows = fleet.all().iter().map(|one| entry(fleet, one));
    let numbers: String = (3..)
        .take(first.map_or(0, |one| one.indexes.len()) + 3)
        .map(|column| format!(" n{column}"))
        .collect();
    let body = blocks::scrolling(
        title,
        &format!("sortable dense{numbers}"),
        &heads.collect::<String>(),
        &rows.collect::<String>(),
    );
    section("directory", title, &body)
}

fn entry(fleet: &Fleet<'_>, one: &Assessment) -> String {
    let words = &fleet.words;
    let number = |value: Option<f64>, shown: String| {
        let sort = value.map_or_else(String::new, |value| format!("{value:.4}"));
        format!("<td data-sort=\"{sort}\">{shown}</td>")
    };
    let mut cells = String::new();
    for index in &one.indexes {
        let score = index.spread.score;
        let shown = score.map_or_else(|| "–".to_owned(), |score| words.tenth(score));
        cells.push_str(&number(score, shown));
    }
    let spread = one.leading().map(|index| index.spread);
    let range = spread.and_then(|spread| spread.plausible());
    let shown = range.map_or_else(
        || "–".to_owned(),
        |range| words.between(range.low, range.high),
    );
    cells.push_str(&number(range.map(|range| range.low), shown));
    let coverage = spread.map_or(0.0, |spread| spread.coverage);
    cells.push_str(&number(
        Some(coverage),
        format!("{} %", words.whole(coverage)),
    ));
    let tier = fleet.tier(one);
    let tier = tier.map_or_else(|| "–".to_owned(), |tier| tier.to_string());
    cells.push_str(&format!("<td>{tier}</td>"));
    let target = one.placement.as_ref().and_then(|one| one.target.as_deref());
    let target = target.map_or_else(|| "–".to_owned(), |id| words.get(&format!("option.{id}")));
    for text in [level(words, one), binding(one), target] {
        cells.push_str(&format!("<td>{}</td>", escaped(&text)));
    }
    format!(
        "<tr><th scope=\"row\">{}</th><td>{}</td>{cells}</tr>\n",
        fleet.link(one),
        escaped(&crate::model::printable(&one.id))
    )
}

/// By its own name alone; where coverage forbids one, what is plausible.
fn level(words: &Words<'_>, one: &Assessment) -> String {
    let level = &one.level;
    match (&level.id, &level.low, &level.high) {
        (Some(id), ..) => words.level_name(Some(id)),
        (None, Some(low), Some(high)) if low != high => format!("– ({low}–{high})"),
        (None, Some(low), _) => format!("– ({low})"),
        _ => "–".to_owned(),
    }
}

/// `G3b, W40 (4)`: a gate that holds for each dimension is counted.
fn binding(one: &Assessment) -> String {
    let mut families: Vec<(&str, usize)> = Vec::new();
    let binding = one
        .gates
        .iter()
        .filter(|gate| gate.state == GateState::Binding);
    for gate in binding {
        let family = gate_rule(&gate.id);
        match families.iter_mut().find(|(known, _)| *known == family) {
            Some((_, count)) => *count += 1,
            None => families.push((family, 1)),
        }
    }
    let told = families.iter().map(|(family, count)| match count {
        1 => (*family).to_owned(),
        _ => format!("{family} ({count})"),
    });
    told.collect::<Vec<_>>().join(", ")
}

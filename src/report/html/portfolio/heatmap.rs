//! Organisations down, dimensions across: each cell a number, a shape and a colour.

use super::fleet::{Fleet, score, section};
use crate::model::{Assessment, DimensionScore, Id, number};
use crate::report::html::blocks;
use crate::report::html::page::Section;
use crate::report::outline::Item;
use crate::report::svg::escaped;
use crate::report::words::Words;

/// Rows that are shown; all organisations stand in the directory.
const ROWS: usize = 50;

pub(super) fn heatmap(fleet: &Fleet<'_>) -> Section {
    let words = &fleet.words;
    let title = words.say("Dimensionen je Organisation", "Dimensions by organisation");
    let mut body = blocks::paragraph(words.say(
        "Punkte von 0 bis 100: ✓ ab 80, ▲ 50 bis unter 80, ✗ unter 50; ein Bedarf ist weder gut noch schlecht. Geordnet nach Gruppe und Punkten.",
        "Points from 0 to 100: ✓ from 80, ▲ 50 to below 80, ✗ below 50; a need is neither good nor bad. In the order of tiers and points.",
    ));
    body.push_str(&table(fleet, title));
    let count = fleet.all().len();
    if count > ROWS {
        body.push_str(&blocks::paragraph(words.say(
            "Gezeigt sind die ersten 50; alle stehen im Verzeichnis.",
            "The first 50 are shown; the directory has all.",
        )));
    }
    let legend = fleet.document.dimensions.iter();
    let legend = legend.map(|id| Item::new(short(id), words.get(&format!("dimension.{id}"))));
    body.push_str(&blocks::list(&legend.collect::<Vec<_>>()));
    section("dimensions", title, &body)
}

/// The best first; whoever stands in no tier stands last.
fn ordered<'d>(fleet: &Fleet<'d>) -> Vec<&'d Assessment> {
    let mut all: Vec<&Assessment> = fleet.all().iter().collect();
    let tier = |one: &Assessment| fleet.tier(one).unwrap_or(usize::MAX);
    let points = |one: &Assessment| score(one).unwrap_or(-1.0);
    all.sort_by(|a, b| tier(a).cmp(&tier(b)).then(points(b).total_cmp(&points(a))));
    all
}

fn short(id: &str) -> &str {
    id.split('_').next().unwrap_or_default()
}

fn table(fleet: &Fleet<'_>, title: &str) -> String {
    let words = &fleet.words;
    let first = words.say("Organisation", "Organisation");
    let tier = words.say("Gruppe", "Tier");
    let heads = fleet.document.dimensions.iter().map(|id| {
        let (short, label) = (
            escaped(short(id)),
            escaped(&words.get(&format!("dimension.{id}"))),
        );
        format!("<th scope=\"col\" class=\"number\" title=\"{label}\">{short}</th>")
    });
    let shown = ordered(fleet).into_iter().take(ROWS);
    let rows = shown.map(|one| row(fleet, one));
    let head = format!(
        "<th scope=\"col\">{first}</th><th scope=\"col\" class=\"number\">{tier}</th>{}",
        heads.collect::<String>()
    );
    blocks::scrolling(title, "sortable", &head, &rows.collect::<String>())
}

fn row(fleet: &Fleet<'_>, one: &Assessment) -> String {
    let leading = one.leading().map(|index| &index.id);
    let cells = fleet.document.dimensions.iter().map(|id| {
        let own = one.dimensions.iter().find(|own| own.id == *id);
        cell(&fleet.words, own, leading)
    });
    let tier = fleet.tier(one);
    let tier = tier.map_or_else(|| "–".to_owned(), |tier| tier.to_string());
    format!(
        "<tr><th scope=\"row\">{}</th><td class=\"number\">{tier}</td>{}</tr>\n",
        fleet.link(one),
        cells.collect::<String>()
    )
}

/// The same limits as the bars, by the number as printed; a need is neither good nor bad.
fn cell(words: &Words<'_>, own: Option<&DimensionScore>, leading: Option<&Id>) -> String {
    let score = own
        .filter(|own| own.assessable)
        .and_then(|own| Some((own, own.spread.score?)));
    let Some((own, score)) = score else {
        return "<td class=\"number\" data-sort=\"\">–</td>".to_owned();
    };
    let (tone, sign) = match number::rounded(score, 0) {
        _ if Some(&own.index) != leading => ("quiet", ""),
        score if score >= 80.0 => ("good", "✓"),
        score if score < 50.0 => ("poor", "✗"),
        _ => ("fair", "▲"),
    };
    format!(
        "<td class=\"number heat {tone}\" data-sort=\"{score:.4}\"><span aria-hidden=\"true\">{sign}</span> {}</td>",
        words.whole(score)
    )
}

//! Organisations down, dimensions across: each cell a number, a shape and a colour.

use super::blocks;
use super::directory::section;
use super::page::Section;
use crate::model::{Assessment, DimensionScore, Document, Id, printable};
use crate::report::outline::Item;
use crate::report::svg::escaped;
use crate::report::words::Words;

/// Rows that are shown; all organisations stand in the directory.
const ROWS: usize = 50;

pub(super) fn heatmap(words: &Words<'_>, document: &Document) -> Section {
    let title = words.say("Dimensionen je Organisation", "Dimensions by organisation");
    let mut body = table(words, document, title);
    if document.organisations.len() > ROWS {
        body.push_str(&blocks::paragraph(words.say(
            "Gezeigt sind die ersten 50; alle stehen im Verzeichnis.",
            "The first 50 are shown; the directory has all.",
        )));
    }
    let legend = document
        .dimensions
        .iter()
        .map(|id| Item::new(short(id), words.get(&format!("dimension.{id}"))));
    body.push_str(&blocks::list(&legend.collect::<Vec<_>>()));
    section("dimensions", title, &body)
}

fn short(id: &str) -> &str {
    id.split('_').next().unwrap_or_default()
}

fn table(words: &Words<'_>, document: &Document, title: &str) -> String {
    let first = words.say("Organisation", "Organisation");
    let heads = document.dimensions.iter().map(|id| {
        let (short, label) = (
            escaped(short(id)),
            escaped(&words.get(&format!("dimension.{id}"))),
        );
        format!("<th scope=\"col\" class=\"number\" title=\"{label}\">{short}</th>")
    });
    let shown = document.organisations.iter().take(ROWS);
    let rows = shown.map(|one| row(words, document, one));
    format!(
        "<div class=\"wide\" role=\"group\" aria-label=\"{title}\" tabindex=\"0\"><table class=\"sortable\">\n<caption>{title}</caption>\n<thead><tr><th scope=\"col\">{first}</th>{}</tr></thead>\n<tbody>\n{}</tbody></table></div>\n",
        heads.collect::<String>(),
        rows.collect::<String>()
    )
}

fn row(words: &Words<'_>, document: &Document, one: &Assessment) -> String {
    let leading = one.indexes.last().map(|index| &index.id);
    let cells = document.dimensions.iter().map(|id| {
        let own = one.dimensions.iter().find(|own| own.id == *id);
        cell(words, own, leading)
    });
    format!(
        "<tr><th scope=\"row\">{}</th>{}</tr>\n",
        escaped(&printable(&one.name)),
        cells.collect::<String>()
    )
}

/// The same limits as the bars; a need is neither good nor bad.
fn cell(words: &Words<'_>, own: Option<&DimensionScore>, leading: Option<&Id>) -> String {
    let score = own
        .filter(|own| own.assessable)
        .and_then(|own| Some((own, own.spread.score?)));
    let Some((own, score)) = score else {
        return "<td class=\"number\" data-sort=\"\">–</td>".to_owned();
    };
    let (tone, sign) = match score {
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

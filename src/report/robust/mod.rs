//! How robust verdicts are, as text, JSON and a table.

mod bounds;
mod text;
mod words;

pub(super) use bounds::{each_weight, level_bounds, level_flip, other_weights};

use std::io::{self, Write};

use serde::Serialize;

use super::csv::{Cell, write_cells};
use super::json::Head;
use crate::model::{Document, Flip, Lang, RobustOrganisation, Robustness, Text};

/// Text for people. The document gives the pack and its sentences.
pub fn robust_text(document: &Document, robustness: &Robustness, lang: Lang) -> String {
    text::text(document, robustness, lang)
}

#[derive(Serialize)]
struct Whole<'d> {
    #[serde(flatten)]
    head: Head<'d>,
    assumptions: Vec<Text>,
    #[serde(flatten)]
    robustness: &'d Robustness,
    rejected: &'d [crate::model::Rejected],
}

/// Writes everything as JSON.
///
/// # Errors
/// Those of the writer.
pub fn robust_json(
    out: &mut dyn Write,
    document: &Document,
    robustness: &Robustness,
) -> io::Result<()> {
    let whole = Whole {
        head: Head::of(document),
        assumptions: words::assumptions(&robustness.weightings),
        robustness,
        rejected: &document.rejected,
    };
    serde_json::to_writer_pretty(&mut *out, &whole)?;
    out.write_all(b"\n")
}

const HEAD: [&str; 26] = [
    "id",
    "name",
    "level",
    "level_low",
    "level_high",
    "same_level",
    "same_level_low",
    "same_level_high",
    "target",
    "same_target",
    "entry",
    "same_entry",
    "same_verdict",
    "index_low",
    "index_high",
    "flip_dimension",
    "flip_change",
    "flip_level",
    "rank",
    "rank_best",
    "rank_worst",
    "rank_mean",
    "tier",
    "band",
    "samples",
    "seed",
];

/// Writes one row an organisation; shares and changes in percent.
///
/// # Errors
/// Those of the writer.
pub fn robust_csv(out: &mut dyn Write, robustness: &Robustness) -> io::Result<()> {
    write_cells(out, &HEAD.map(Cell::Word))?;
    robustness
        .organisations
        .iter()
        .try_for_each(|one| write_cells(out, &row(one, robustness)))
}

fn row<'a>(one: &'a RobustOrganisation, robustness: &Robustness) -> [Cell<'a>; 26] {
    let level = &one.level;
    let placement = one.placement.as_ref();
    let weights = one.index(&robustness.index).and_then(|index| index.weights);
    let flip = level.flip.as_ref();
    let rank = one.rank.as_ref();
    let word = |id: Option<&'a crate::model::Id>| Cell::Word(id.map_or("", |id| id));
    let count = |number: Option<usize>| Cell::Count(number);
    [
        Cell::Text(&one.id),
        Cell::Text(&one.name),
        word(level.id.as_ref()),
        word(level.low.as_ref()),
        word(level.high.as_ref()),
        Cell::Number(Some(level.same.percent)),
        Cell::Number(Some(level.same.low)),
        Cell::Number(Some(level.same.high)),
        word(placement.and_then(|one| one.target.as_ref())),
        Cell::Number(placement.map(|one| one.same_target.percent)),
        word(placement.and_then(|one| one.entry.as_ref())),
        Cell::Number(placement.map(|one| one.same_entry.percent)),
        Cell::Number(Some(one.verdict.percent)),
        Cell::Number(weights.map(|span| span.low)),
        Cell::Number(weights.map(|span| span.high)),
        word(flip.map(|flip| &flip.id)),
        Cell::Number(flip.map(|flip: &Flip| flip.change)),
        word(flip.and_then(|flip| flip.verdict.as_ref())),
        count(rank.map(|rank| rank.rank)),
        count(rank.map(|rank| rank.best)),
        count(rank.map(|rank| rank.worst)),
        Cell::Number(rank.map(|rank| rank.mean)),
        count(rank.map(|rank| rank.tier)),
        Cell::Number(Some(robustness.weightings.band)),
        count(Some(robustness.weightings.samples)),
        Cell::Whole(robustness.weightings.seed),
    ]
}

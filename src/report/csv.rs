//! Results and rejects as tables for machines: comma, decimal point, four decimals.

use std::io::{self, Write};

use csv::Writer;

use super::words::Words;
use crate::model::{Assessment, Document, Lang, number, printable};

const HEAD: [&str; 10] = [
    "id",
    "name",
    "need",
    "readiness",
    "readiness_low",
    "readiness_high",
    "coverage",
    "level",
    "raw_level",
    "target",
];

/// One row an organisation, one column a dimension (design, section 6).
pub(super) fn results(out: &mut dyn Write, document: &Document) -> io::Result<()> {
    let mut rows = Writer::from_writer(out);
    let dimensions = document.dimensions.iter().map(|id| &**id);
    rows.write_record(HEAD.into_iter().chain(["entry"]).chain(dimensions))?;
    for one in &document.organisations {
        rows.write_record(row(one))?;
    }
    rows.flush()
}

fn row(one: &Assessment) -> Vec<String> {
    let index = |id: &str| one.index(id).map(|index| &index.spread);
    let readiness = index("readiness");
    let word = |id: &Option<crate::model::Id>| id.as_deref().unwrap_or_default().to_owned();
    let mut cells = vec![
        harmless(&one.id),
        harmless(&one.name),
        four(index("need").and_then(|need| need.score)),
        four(readiness.and_then(|spread| spread.score)),
        four(readiness.and_then(|spread| spread.low)),
        four(readiness.and_then(|spread| spread.high)),
        four(readiness.map(|spread| spread.coverage)),
        word(&one.level.id),
        word(&one.level.raw),
        word(
            &one.placement
                .as_ref()
                .and_then(|placement| placement.target.clone()),
        ),
        word(
            &one.placement
                .as_ref()
                .and_then(|placement| placement.entry.clone()),
        ),
    ];
    cells.extend(
        one.dimensions
            .iter()
            .map(|dimension| four(dimension.spread.score)),
    );
    cells
}

fn four(value: Option<f64>) -> String {
    value.map_or_else(String::new, |value| number::fixed(value, 4))
}

/// The refused records, with the reason in words.
pub(super) fn rejects(out: &mut dyn Write, document: &Document, lang: Lang) -> io::Result<()> {
    let words = Words::new(document, lang);
    let mut rows = Writer::from_writer(out);
    rows.write_record(["file", "line", "column", "id", "field", "value", "reason"])?;
    for rejected in &document.rejected {
        let place = &rejected.place;
        let count = |number: Option<usize>| number.map_or_else(String::new, |one| one.to_string());
        rows.write_record([
            harmless(&place.file),
            count(place.line),
            count(place.column),
            harmless(rejected.id.as_deref().unwrap_or_default()),
            harmless(place.field.as_deref().unwrap_or_default()),
            harmless(rejected.value.as_deref().unwrap_or_default()),
            harmless(&words.reason(&rejected.reason, |_| None)),
        ])?;
    }
    rows.flush()
}

/// A text that no spreadsheet runs as a formula and no terminal as a command.
fn harmless(text: &str) -> String {
    let text = printable(text);
    let first = text.trim_start().chars().next();
    let runs = matches!(
        first,
        Some('=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠')
    );
    if runs { format!("'{text}") } else { text }
}

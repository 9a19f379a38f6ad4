//! The import log in words: what was decided, how many cells it concerns, and what the first of them became.

use std::collections::BTreeMap;

use super::words::Words;
use crate::model::{Decision, Document, Example, Id, Lang, number, printable};

/// The title of the log.
pub(super) fn title(words: &Words<'_>) -> &'static str {
    words.say("Importprotokoll", "Import log")
}

/// A column, and what was decided about it.
type Line = (String, String);

/// Each file that is not what programs write, with its decisions.
pub(super) fn files(words: &Words<'_>, document: &Document) -> Vec<(String, Vec<Line>)> {
    let decided = document
        .inputs
        .iter()
        .filter(|input| !input.decisions.is_empty());
    decided
        .map(|input| {
            let lines = input.decisions.iter().map(|one| line(words, one));
            (printable(&input.file), lines.collect())
        })
        .collect()
}

/// `Umsatz (T€) (total_revenue)`, and `comma read as decimal sign (3×): line 2 `1,5` → 1500 currency`.
fn line(words: &Words<'_>, decision: &Decision) -> Line {
    let what = words.reason(&decision.what, |_| None);
    let column = decision.column.as_deref().map(printable);
    let lead = match (column, &decision.field) {
        (Some(column), Some(field)) if column == **field => column,
        (Some(column), Some(field)) => format!("{column} ({field})"),
        (Some(column), None) => format!("{} {column}", words.say("Spalte", "column")),
        (None, _) => words.say("Tabelle", "table").to_owned(),
    };
    if decision.examples.is_empty() {
        return (lead, what);
    }
    let examples: Vec<String> = decision
        .examples
        .iter()
        .take(Decision::EXAMPLES)
        .map(|one| example(words, one))
        .collect();
    let more = match decision.count > decision.examples.len() {
        true => ", …",
        false => "",
    };
    let text = format!(
        "{what} ({}×): {}{more}",
        decision.count,
        examples.join("; ")
    );
    (lead, text)
}

fn example(words: &Words<'_>, example: &Example) -> String {
    let line = match words.lang {
        Lang::De => format!("Zeile {}", example.line),
        Lang::En => format!("line {}", example.line),
    };
    let raw = printable(&example.raw);
    let unit = example
        .unit
        .as_deref()
        .map_or_else(String::new, |unit| format!(" {unit}"));
    match &example.value {
        Some(value) => format!("{line} `{raw}` → {}{unit}", printable(value)),
        None => format!("{line} `{raw}`"),
    }
}

/// Cells of one organisation, by field.
pub(super) type Raw<'d> = BTreeMap<&'d str, &'d Example>;

/// The cells that were not taken as they stand, by the organisation that they speak of.
pub(super) fn raw(document: &Document) -> BTreeMap<&Id, Raw<'_>> {
    let mut all: BTreeMap<&Id, Raw<'_>> = BTreeMap::new();
    let decisions = document.inputs.iter().flat_map(|input| &input.decisions);
    let told = decisions.filter_map(|one| Some((one.field.as_deref()?, &one.examples)));
    for (field, cell) in told.flat_map(|(field, cells)| cells.iter().map(move |one| (field, one))) {
        if let Some(id) = &cell.id {
            all.entry(id).or_default().insert(field, cell);
        }
    }
    all
}

/// `46.5 % (as written: 46,5 %)`: a value with what stood in its cell, if that is something else.
pub(super) fn with_raw(words: &Words<'_>, value: String, raw: Option<&&Example>) -> String {
    match raw {
        Some(raw) => {
            let written = words.say("geschrieben als", "written as");
            format!("{value} ({written} `{}`)", printable(&raw.raw))
        }
        None => value,
    }
}

/// What a cell became, as people write it.
pub(super) fn in_words(words: &Words<'_>, value: &str) -> String {
    match (value, value.parse::<f64>()) {
        ("true", _) => words.say("ja", "yes").to_owned(),
        ("false", _) => words.say("nein", "no").to_owned(),
        (_, Ok(number)) if number.is_finite() => number::short(number, 6, words.lang),
        (text, _) => text.to_owned(),
    }
}

/// The cells of a document on one organisation that were not taken as they stand: line, column, what stood there, what it became.
pub(super) fn cells(words: &Words<'_>, document: &Document) -> Vec<[String; 5]> {
    let [one] = document.organisations.as_slice() else {
        return Vec::new();
    };
    let mut all: BTreeMap<(usize, usize, &str), [String; 5]> = BTreeMap::new();
    for (number, input) in document.inputs.iter().enumerate() {
        for decision in &input.decisions {
            let Some(column) = decision
                .column
                .as_deref()
                .filter(|_| decision.field.is_some())
            else {
                continue;
            };
            let own = decision
                .examples
                .iter()
                .filter(|cell| cell.id.as_ref() == Some(&one.id));
            for cell in own {
                let value = cell.value.as_deref().unwrap_or("–");
                let value = in_words(words, value);
                let unit = decision.field.as_ref().map(|field| format!("unit.{field}"));
                let unit = unit.filter(|key| cell.value.is_some() && words.has(key));
                let row = [
                    cell.line.to_string(),
                    printable(column),
                    printable(&cell.raw),
                    printable(&value),
                    unit.map_or_else(String::new, |key| words.get(&key)),
                ];
                all.insert((number, cell.line, column), row);
            }
        }
    }
    all.into_values().collect()
}

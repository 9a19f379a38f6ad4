//! The import log in words: what was decided, how many cells it concerns, and what the first of them became.

use super::words::Words;
use crate::model::{Decision, Document, Example, Lang, printable};

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

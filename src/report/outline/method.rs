//! How the figures came about, and from what.

use super::{Block, Item};
use crate::model::{Changed, Document, Tool};
use crate::report::words::{Words, printable};

pub(super) fn method(words: &Words<'_>, document: &Document) -> Vec<Block> {
    let mut blocks = vec![
        Block::Heading(
            2,
            words
                .say("Methode und Herkunft", "Method and provenance")
                .to_owned(),
        ),
        Block::Text(words.say(FORMULA.0, FORMULA.1).to_owned()),
        Block::Text(words.say(RANGE.0, RANGE.1).to_owned()),
        Block::Text(words.say(CALIBRATION.0, CALIBRATION.1).to_owned()),
        Block::Facts(provenance(words, document)),
    ];
    blocks.extend(overlays(words, document));
    blocks
}

const FORMULA: (&str, &str) = (
    "Jede Regel gibt 0 bis 100 Punkte. Eine Dimension ist das gewichtete Mittel ihrer bekannten Regeln, ein Index das gewichtete Mittel seiner Dimensionen. K.-o.-Kriterien begrenzen die Stufe, sie ändern keine Punkte.",
    "Each rule gives 0 to 100 points. A dimension is the weighted mean of its known rules, an index the weighted mean of its dimensions. Gates limit the level, they change no points.",
);

const RANGE: (&str, &str) = (
    "Die Spanne zeigt das Ergebnis, wenn jede offene Angabe am schlechtesten oder am besten ausfällt; die plausible Spanne rechnet mit 20 und 80 Punkten. Nachweisgrade erweitern beide.",
    "The range shows the result if every open question is answered in the worst or the best way; the plausible range counts with 20 and 80 points. Evidence grades widen both.",
);

const CALIBRATION: (&str, &str) = (
    "Gewichte, Grenzen und Punktwerte sind Einschätzungen von Fachleuten und nicht empirisch geeicht. Wo eine Quelle genannt ist, stützt sie die Richtung, nicht die genaue Zahl.",
    "Weights, limits and points are expert judgement, not empirically calibrated. Where a source is named, it supports the direction, not the exact number.",
);

fn provenance(words: &Words<'_>, document: &Document) -> Vec<(String, String)> {
    let mut facts = vec![
        (
            words.say("Programm", "Program").to_owned(),
            format!("{} {}", Tool::THIS.name, Tool::THIS.version),
        ),
        (
            words.say("Regelwerk", "Rule pack").to_owned(),
            format!(
                "{} {} (SHA-256 {})",
                document.pack.id, document.pack.version, document.pack.hash
            ),
        ),
    ];
    if let Some(date) = &document.as_of {
        facts.push((words.say("Stand", "As of").to_owned(), date.clone()));
    }
    for input in &document.inputs {
        let (records, refused) = (input.records, input.rejected);
        let counts = match words.lang {
            crate::model::Lang::De => format!("{records} Datensätze, {refused} abgelehnt"),
            crate::model::Lang::En => format!("{records} records, {refused} rejected"),
        };
        facts.push((
            printable(&input.file),
            format!("{counts} (SHA-256 {})", input.hash),
        ));
    }
    facts
}

/// What an overlay changed, with the reason it gave.
fn overlays(words: &Words<'_>, document: &Document) -> Vec<Block> {
    let mut blocks = Vec::new();
    for overlay in &document.pack.overlays {
        let title = words.say("Angepasst durch", "Adapted by");
        blocks.push(Block::Heading(
            3,
            format!("{title} {} {}", overlay.id, overlay.version),
        ));
        let items = overlay
            .changes
            .iter()
            .map(|change| Item::new(changed(words, change), change.reason.get(words.lang)));
        blocks.push(Block::List(items.collect()));
    }
    blocks
}

/// What was changed, in words; a text is named, not repeated.
fn changed(words: &Words<'_>, change: &Changed) -> String {
    let (kind, name) = change.what.split_once(' ').unwrap_or((&change.what, ""));
    let kind = match kind {
        "weight" => words.say("Gewicht", "Weight"),
        "param" => words.say("Parameter", "Param"),
        "text" => words.say("Text", "Text"),
        "level" => words.say("Grenze der Stufe", "Limit of level"),
        "effect" => words.say("Wirkung", "Effect"),
        "target" => words.say("Sollwert", "Target"),
        "off" => words.say("Abgeschaltet", "Switched off"),
        _ => words.say("Neue Regel", "New rule"),
    };
    let label = ["rule", "gate"]
        .iter()
        .map(|role| format!("{role}.{name}.title"))
        .chain([format!("dimension.{name}")])
        .find(|key| words.has(key))
        .map_or_else(|| name.to_owned(), |key| words.get(&key));
    match change.what.split(' ').next() {
        Some("weight" | "param" | "level" | "effect" | "target") => {
            format!("{kind} {label}: {} → {}", change.from, change.to)
        }
        _ => format!("{kind}: {label}"),
    }
}

//! How the figures came about, and from what.

use std::collections::BTreeSet;

use super::{Block, Item, Table};
use crate::model::{Assessment, DimensionScore, Document, IndexScore, Lang, number, printable};
use crate::report::table::Align;
use crate::report::words::{Words, source_keys};
use crate::report::{adapted, imported};

pub(in crate::report) fn method(words: &Words<'_>, document: &Document) -> Vec<Block> {
    let mut blocks = vec![
        Block::Heading(
            2,
            words
                .say("Methode und Herkunft", "Method and provenance")
                .to_owned(),
        ),
        Block::Text(words.say(FORMULA.0, FORMULA.1).to_owned()),
    ];
    blocks.extend(weights(words, document));
    blocks.extend([
        Block::Text(words.say(RANGE.0, RANGE.1).to_owned()),
        Block::Text(words.say(CALIBRATION.0, CALIBRATION.1).to_owned()),
    ]);
    blocks.extend(assumptions(words, document));
    blocks.push(Block::Facts(provenance(words, document)));
    blocks.extend(overlays(words, document));
    blocks.extend(sources(words, document));
    blocks.extend(import_log(words, document));
    blocks
}

/// How the figures are to be taken, and what they were made from.
pub(super) fn in_short(words: &Words<'_>, document: &Document) -> Vec<Block> {
    let title = words.say("Methode und Herkunft", "Method and provenance");
    vec![
        Block::Heading(2, title.to_owned()),
        Block::Text(words.say(CALIBRATION.0, CALIBRATION.1).to_owned()),
        Block::Facts(provenance(words, document)),
    ]
}

/// The weight of each dimension in its index, in percent.
fn weights(words: &Words<'_>, document: &Document) -> Option<Block> {
    let one = document.organisations.first()?;
    let of = |index: &IndexScore| {
        let own = one.dimensions.iter().filter(|one| one.index == index.id);
        let own: Vec<&DimensionScore> = own.collect();
        let total: f64 = own.iter().map(|one| one.weight).sum();
        let parts: Vec<f64> = own.iter().map(|one| 100.0 * one.weight / total).collect();
        let parts = number::adding_up(&parts, 1);
        let named = own.iter().zip(parts).map(|(one, part)| {
            let name = words.get(&format!("dimension.{}", one.id));
            format!("{name} {} %", number::short(part, 1, words.lang))
        });
        let title = words.get(&format!("index.{}", index.id));
        let label = format!("{} – {title}", words.say("Gewichte", "Weights"));
        (label, named.collect::<Vec<String>>().join("; "))
    };
    let facts = one.indexes.iter().map(of);
    Some(Block::Facts(facts.collect()))
}

/// What the figures about the future rest on, where there are any.
fn assumptions(words: &Words<'_>, document: &Document) -> Option<Block> {
    let plans = |one: &Assessment| one.roadmap.is_some();
    document
        .organisations
        .iter()
        .any(plans)
        .then(|| Block::Text(words.say(ASSUMPTIONS.0, ASSUMPTIONS.1).to_owned()))
}

const ASSUMPTIONS: (&str, &str) = (
    "Zugewinne, Stufen nach einer Phase und Personentage sind Annahmen: Eine Maßnahme bringt genau die Angaben, die sie zusagt, und sonst ändert sich nichts.",
    "Gains, levels after a phase and person-days are assumptions: a measure brings exactly the facts that it promises, and nothing else changes.",
);

/// How the files were understood.
fn import_log(words: &Words<'_>, document: &Document) -> Vec<Block> {
    let files = imported::files(words, document);
    if files.is_empty() {
        return Vec::new();
    }
    let mut blocks = vec![Block::Heading(3, imported::title(words).to_owned())];
    for (file, lines) in files {
        let items = lines.into_iter().map(|(lead, text)| Item::new(lead, text));
        blocks.push(Block::Heading(4, file));
        blocks.push(Block::List(items.collect()));
    }
    blocks.extend(cells(words, document));
    blocks
}

/// Every cell that was not taken as it stands.
fn cells(words: &Words<'_>, document: &Document) -> Vec<Block> {
    let rows = imported::cells(words, document);
    if rows.is_empty() {
        return Vec::new();
    }
    let mut table = Table::new(&[
        (words.say("Zeile", "Line"), Align::Right),
        (words.say("Spalte", "Column"), Align::Left),
        (words.say("Geschrieben", "Written"), Align::Left),
        (words.say("Gelesen", "Read"), Align::Left),
        (words.say("Einheit", "Unit"), Align::Left),
    ]);
    table.rows = rows.into_iter().map(Vec::from).collect();
    let title = words.say(
        "Angaben, wie sie geschrieben waren",
        "Answers as they were written",
    );
    vec![Block::Heading(4, title.to_owned()), Block::Table(table)]
}

const FORMULA: (&str, &str) = (
    "Jede Regel gibt 0 bis 100 Punkte. Eine Dimension ist das gewichtete Mittel ihrer bekannten Regeln, ein Index das gewichtete Mittel seiner Dimensionen. K.-o.-Kriterien begrenzen die Stufe, sie ändern keine Punkte.",
    "Each rule gives 0 to 100 points. A dimension is the weighted mean of its known rules, an index the weighted mean of its dimensions. Gates limit the level, they change no points.",
);

const RANGE: (&str, &str) = (
    "Die Spanne zeigt das Ergebnis, wenn jede offene Angabe am schlechtesten oder am besten ausfällt; die plausible Spanne geht von weniger extremen Antworten aus. Nachweisgrade erweitern beide.",
    "The range shows the result if every open question is answered in the worst or the best way; the plausible range takes less extreme answers. Evidence grades widen both.",
);

const CALIBRATION: (&str, &str) = (
    "Bewertung auf Basis von Expertenurteil, nicht empirisch kalibriert: Das gilt für Gewichte, Grenzen und Punktwerte. Wo eine Quelle genannt ist, stützt sie die Richtung, nicht die genaue Zahl.",
    "Weights, limits and points are expert judgement, not empirically calibrated. Where a source is named, it supports the direction, not the exact number.",
);

fn provenance(words: &Words<'_>, document: &Document) -> Vec<(String, String)> {
    let mut facts = vec![
        (
            words.say("Programm", "Program").to_owned(),
            format!("{} {}", document.tool.name, document.tool.version),
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
        let counts = match (words.lang, records) {
            (Lang::De, 1) => format!("1 Datensatz, {refused} abgelehnt"),
            (Lang::De, _) => format!("{records} Datensätze, {refused} abgelehnt"),
            (Lang::En, 1) => format!("1 record, {refused} rejected"),
            (Lang::En, _) => format!("{records} records, {refused} rejected"),
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
        let title = words.say("Regelwerk angepasst durch", "Rule pack adapted by");
        let title = format!("{title} {}", adapted::name(overlay));
        blocks.push(Block::Heading(3, title));
        let items = overlay.changes.iter().map(|change| {
            let what = adapted::change(words, change);
            Item::new(what, change.reason.get(words.lang))
        });
        blocks.push(Block::List(items.collect()));
    }
    blocks
}

/// The sources that the findings name.
fn sources(words: &Words<'_>, document: &Document) -> Vec<Block> {
    let findings = document.organisations.iter().flat_map(|one| &one.findings);
    let keys: BTreeSet<String> = findings
        .flat_map(|finding| {
            let sentence = words.get(&format!("rule.{}.source", finding.rule));
            source_keys(&sentence).collect::<Vec<_>>()
        })
        .filter(|key| words.has(key))
        .collect();
    if keys.is_empty() {
        return Vec::new();
    }
    let items = keys.iter().map(|key| {
        let name = key.trim_start_matches("source.");
        Item::new(name, words.get(key))
    });
    vec![
        Block::Heading(3, words.say("Quellen", "Sources").to_owned()),
        Block::List(items.collect()),
    ]
}

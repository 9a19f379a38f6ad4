//! What became of an organisation since an earlier result.

use super::Block;
use crate::model::{Assessment, Compared, Document};
use crate::report::compared::{changed_findings, side, verdict_and_points};
use crate::report::words::Words;

pub(super) fn since(words: &Words<'_>, document: &Document, one: &Assessment) -> Vec<Block> {
    let mut blocks = in_short(words, document, one);
    if let Some(found) = compared(document, one) {
        blocks.extend(changed_findings(words, found));
    }
    blocks
}

/// Level, gates and points, without the findings.
pub(super) fn in_short(words: &Words<'_>, document: &Document, one: &Assessment) -> Vec<Block> {
    let Some(earlier) = &document.since else {
        return Vec::new();
    };
    let title = words.say(
        "Veränderung seit dem letzten Audit",
        "Change since the last audit",
    );
    let mut blocks = vec![Block::Heading(2, title.to_owned())];
    let Some(found) = compared(document, one) else {
        let new = words.say(
            "Im früheren Ergebnis ist diese Organisation nicht enthalten.",
            "The earlier result does not hold this organisation.",
        );
        blocks.push(Block::Text(new.to_owned()));
        return blocks;
    };
    let before = words.say("Verglichen mit:", "Compared with:");
    blocks.push(Block::Text(format!(
        "{before} {}. {}",
        side(words, &earlier.old),
        causes(words, document)
    )));
    blocks.extend(verdict_and_points(words, found));
    blocks
}

fn compared<'d>(document: &'d Document, one: &Assessment) -> Option<&'d Compared> {
    let mut all = document.since.as_ref()?.organisations.iter();
    all.find(|other| other.id == one.id)
}

/// A report has no pack to score the old data with.
pub(in crate::report) fn causes(words: &Words<'_>, document: &Document) -> String {
    let same = document
        .since
        .as_ref()
        .is_some_and(|since| since.old.pack == since.new.pack);
    let rules = match same {
        true => words.say(
            "Beide Ergebnisse beruhen auf demselben Regelwerk.",
            "Both results rest on the same rule pack.",
        ),
        false => words.say(
            "Die Regelwerke sind verschieden: Ein Teil der Änderung kann von den Regeln kommen.",
            "The rule packs differ: a part of the change may come from the rules.",
        ),
    };
    let split = words.say(
        "Welcher Anteil aus Daten, Regeln, Datenabdeckung und Ausnahmen stammt, sagt der Befehl „kamready compare“.",
        "How much of it stems from data, rules, coverage and waivers is told by the command “kamready compare”.",
    );
    format!("{rules} {split}")
}

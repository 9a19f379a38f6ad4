//! Several organisations on one page, and the records that were refused.

use super::verdict::level;
use super::{Block, Item, Table};
use crate::model::{Document, GateState, Lang, printable};
use crate::report::table::Align;
use crate::report::waived;
use crate::report::words::{Words, short_gate};

pub(super) fn overview(words: &Words<'_>, document: &Document) -> Vec<Block> {
    let indexes: Vec<String> = document
        .organisations
        .first()
        .map(|first| {
            let labels = first
                .indexes
                .iter()
                .map(|index| words.get(&format!("index.{}", index.id)));
            labels.collect()
        })
        .unwrap_or_default();
    let mut head = vec![
        ("ID", Align::Left),
        (words.say("Name", "Name"), Align::Left),
    ];
    head.extend(indexes.iter().map(|label| (label.as_str(), Align::Right)));
    head.extend([
        (words.say("Stufe", "Level"), Align::Left),
        (
            words.say("Greifende K.-o.-Kriterien", "Binding gates"),
            Align::Left,
        ),
        (
            words.say("Zielverankerung", "Target placement"),
            Align::Left,
        ),
    ]);
    let mut table = Table::new(&head);
    for one in &document.organisations {
        let mut row = vec![printable(&one.id), printable(&one.name)];
        let scores = one.indexes.iter().map(|index| index.spread.score);
        row.extend(
            scores.map(|score| score.map_or_else(|| "–".to_owned(), |score| words.tenth(score))),
        );
        row.push(level(words, one));
        let binding = one
            .gates
            .iter()
            .filter(|gate| gate.state == GateState::Binding);
        row.push(
            binding
                .map(|gate| short_gate(&gate.id))
                .collect::<Vec<_>>()
                .join(", "),
        );
        let target = one
            .placement
            .as_ref()
            .and_then(|placement| placement.target.as_deref());
        row.push(target.map_or_else(|| "–".to_owned(), |id| words.get(&format!("option.{id}"))));
        table.rows.push(row);
    }
    let count = document.organisations.len();
    let title = match words.lang {
        Lang::De => format!("{}: {count} Organisationen", words.get("pack.title")),
        Lang::En => format!("{}: {count} organisations", words.get("pack.title")),
    };
    vec![Block::Heading(1, title), Block::Table(table)]
}

/// Waivers of organisations that are not among those assessed.
pub(super) fn strangers(words: &Words<'_>, document: &Document) -> Vec<Block> {
    if document.unused_waivers.is_empty() {
        return Vec::new();
    }
    let title = words.say(
        "Ausnahmen ohne Organisation",
        "Waivers without an organisation",
    );
    let items = document.unused_waivers.iter().map(|waived| {
        let missing = words.say(
            "nicht unter den bewerteten Organisationen",
            "not among the assessed organisations",
        );
        let lead = format!("{} ({missing})", printable(&waived.organisation));
        Item::new(lead, waived::line(words, waived))
    });
    vec![
        Block::Heading(2, title.to_owned()),
        Block::List(items.collect()),
    ]
}

pub(super) fn rejected(words: &Words<'_>, document: &Document) -> Vec<Block> {
    if document.rejected.is_empty() {
        return Vec::new();
    }
    let title = words.say("Abgelehnte Datensätze", "Rejected records");
    let items = document.rejected.iter().map(|one| {
        Item::new(
            printable(one.id.as_deref().unwrap_or("–")),
            words.rejected(one),
        )
    });
    vec![
        Block::Heading(2, title.to_owned()),
        Block::List(items.collect()),
    ]
}

//! Movers of a portfolio.

use crate::model::Comparison;
use crate::report::outline::{Block, Table};
use crate::report::table::Align;
use crate::report::words::Words;

/// All organisations, those that moved most first.
pub(super) fn movers(words: &Words<'_>, comparison: &Comparison) -> Vec<Block> {
    let index = comparison
        .organisations
        .first()
        .and_then(|one| one.indexes.first());
    let title = index.map_or_else(String::new, |index| {
        words.get(&format!("index.{}", index.id))
    });
    let mut table = Table::new(&[
        ("ID", Align::Left),
        ("Name", Align::Left),
        (&title, Align::Right),
        (words.say("Änderung", "Change"), Align::Right),
        (words.say("Daten", "Data"), Align::Right),
        (words.say("Regeln", "Rules"), Align::Right),
        (words.say("Abdeckung", "Coverage"), Align::Right),
        (words.say("Ausnahmen", "Waivers"), Align::Right),
        (words.say("Stufe", "Level"), Align::Left),
    ]);
    for one in &comparison.organisations {
        let Some(index) = one.indexes.first() else {
            continue;
        };
        let level = |id: &Option<crate::model::Id>| id.as_deref().unwrap_or("–").to_owned();
        let mut row = vec![
            one.id.to_string(),
            one.name.to_string(),
            words.way(index.old, index.new),
            words.change(index.old, index.new),
        ];
        row.extend(words.parts(index.parts, index.old, index.new));
        row.push(format!(
            "{} → {}",
            level(&one.level.old),
            level(&one.level.new)
        ));
        table.rows.push(row);
    }
    vec![
        Block::Heading(2, words.say("Was sich bewegt hat", "What moved").to_owned()),
        Block::Table(table),
    ]
}

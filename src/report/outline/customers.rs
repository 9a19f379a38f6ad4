//! The own customers, as sections of the report.

use super::{Block, Item, Table};
use crate::model::{Assessment, Catalogue};
use crate::report::portfolio::{Section, sections};
use crate::report::table::Align;
use crate::report::words::Words;

pub(super) fn customers(words: &Words<'_>, texts: &Catalogue, one: &Assessment) -> Vec<Block> {
    let Some(customers) = &one.accounts else {
        return Vec::new();
    };
    let told = sections(&customers.result, &customers.differences, texts, words.lang);
    told.iter()
        .enumerate()
        .flat_map(|(number, section)| blocks(section, if number == 0 { 2 } else { 3 }))
        .collect()
}

fn blocks(section: &Section, level: usize) -> Vec<Block> {
    let mut blocks = vec![Block::Heading(level, section.title.clone())];
    if !section.entries.is_empty() {
        blocks.push(Block::Facts(section.entries.clone()));
    }
    if !section.sentences.is_empty() {
        let items = section
            .sentences
            .iter()
            .map(|sentence| Item::new("", sentence.clone()));
        blocks.push(Block::List(items.collect()));
    }
    if !section.rows.is_empty() {
        let align = |right| if right { Align::Right } else { Align::Left };
        let head = section
            .columns
            .iter()
            .map(|column| (column.title.clone(), align(column.right)));
        blocks.push(Block::Table(Table {
            head: head.collect(),
            rows: section.rows.clone(),
        }));
    }
    blocks
}

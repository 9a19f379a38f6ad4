//! What became of the same organisations, as text, Markdown and JSON.

mod page;
mod portfolio;
mod words;

pub(super) use page::{changed_findings, side, verdict_and_points};

use std::io::{self, Write};

use serde::Serialize;

use super::json::SCHEMA_VERSION;
use super::outline::Block;
use super::words::Words;
use super::{markdown, table};
use crate::model::{Compared, Comparison, IndexChange, Lang, Tool, printable};

/// A way to write a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ComparisonFormat {
    Text,
    Markdown,
    Json,
}

impl ComparisonFormat {
    pub const ALL: [(&'static str, Self); 3] = [
        ("text", Self::Text),
        ("markdown", Self::Markdown),
        ("json", Self::Json),
    ];
}

#[derive(Serialize)]
struct Whole<'c> {
    schema_version: u32,
    tool: Tool,
    #[serde(flatten)]
    comparison: &'c Comparison,
}

/// Writes a comparison.
///
/// # Errors
/// Those of the writer.
pub fn write_comparison(
    out: &mut dyn Write,
    comparison: &Comparison,
    format: ComparisonFormat,
    lang: Lang,
) -> io::Result<()> {
    let blocks = || blocks(comparison, lang);
    match format {
        ComparisonFormat::Text => out.write_all(plain(&blocks()).as_bytes()),
        ComparisonFormat::Markdown => out.write_all(markdown::blocks(&blocks()).as_bytes()),
        ComparisonFormat::Json => {
            let whole = Whole {
                schema_version: SCHEMA_VERSION,
                tool: Tool::THIS,
                comparison,
            };
            serde_json::to_writer_pretty(&mut *out, &whole)?;
            out.write_all(b"\n")
        }
    }
}

fn blocks(comparison: &Comparison, lang: Lang) -> Vec<Block> {
    let words = Words::of(&comparison.texts, lang);
    let mut blocks = page::head(&words, comparison);
    if comparison.organisations.len() > 1 {
        blocks.extend(portfolio::movers(&words, comparison));
    }
    let alone = comparison.organisations.len() == 1;
    let told = comparison.organisations.iter();
    for one in told.filter(|one| alone || has_changed(one)) {
        blocks.extend(page::organisation(&words, one));
    }
    blocks.extend(page::method(&words));
    blocks
}

/// Whether there is more to say than the row of the table.
fn has_changed(one: &Compared) -> bool {
    let moved = |index: &IndexChange| index.old != index.new;
    one.indexes.iter().any(moved)
        || one.level.old != one.level.new
        || !(one.gates_new.is_empty() && one.gates_lifted.is_empty() && one.findings.is_empty())
        || one.target_old != one.target_new
        || one.not_rescored.is_some()
}

/// Blocks for a terminal.
fn plain(blocks: &[Block]) -> String {
    let blocks = blocks.iter().map(|block| match block {
        Block::Heading(level, text) => {
            let text = printable(text);
            let mark = if *level == 1 { "═" } else { "─" };
            format!("{text}\n{}\n", mark.repeat(table::width(&text)))
        }
        Block::Text(text) => {
            let lines = table::wrapped(&printable(text), 96);
            lines.iter().map(|line| format!("{line}\n")).collect()
        }
        Block::Facts(facts) => {
            let facts = facts.iter().map(|(label, value)| line(label, value));
            facts.collect()
        }
        Block::List(items) => {
            let items = items.iter().map(|item| line(&item.lead, &item.text));
            items.collect()
        }
        Block::Table(told) => {
            let head: Vec<(&str, table::Align)> = told
                .head
                .iter()
                .map(|(title, align)| (&**title, *align))
                .collect();
            let rows: Vec<Vec<String>> = told
                .rows
                .iter()
                .map(|row| row.iter().map(|cell| printable(cell)).collect())
                .collect();
            table::table(&head, &rows)
        }
        Block::Verbatim(text) | Block::Chart(_, text) => text.clone(),
    });
    blocks.collect::<Vec<String>>().join("\n")
}

fn line(label: &str, text: &str) -> String {
    let (label, text) = (printable(label), printable(text));
    match label.is_empty() {
        true => format!("- {text}\n"),
        false => format!("- {label}: {text}\n"),
    }
}

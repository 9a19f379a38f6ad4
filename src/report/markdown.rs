//! The report as Markdown.

use super::outline::{Block, Table, outline};
use super::table::Align;
use crate::model::{Document, Lang};

/// The whole report.
pub(super) fn report(document: &Document, lang: Lang) -> String {
    blocks(&outline(document, lang))
}

/// Blocks with an empty line between them.
pub(super) fn blocks(blocks: &[Block]) -> String {
    blocks
        .iter()
        .map(block)
        .filter(|text| !text.is_empty())
        .collect::<Vec<_>>()
        .join("\n")
}

fn block(block: &Block) -> String {
    match block {
        Block::Heading(level, text) => format!("{} {}\n", "#".repeat(*level), escaped(text)),
        Block::Text(text) => format!("{}\n", escaped(text)),
        Block::Facts(facts) => lines(
            facts
                .iter()
                .map(|(label, value)| (format!("{label}:"), value.clone())),
        ),
        Block::List(items) => lines(
            items
                .iter()
                .map(|item| (format!("{}:", item.lead), item.text.clone())),
        ),
        Block::Table(table) => grid(table),
        Block::Verbatim(text) | Block::Chart(_, text) => {
            format!("```text\n{}\n```\n", text.trim_end().replace("```", "'''"))
        }
    }
}

fn lines(items: impl Iterator<Item = (String, String)>) -> String {
    items
        .map(|(lead, text)| match lead.trim_end_matches(':') {
            "" => format!("- {}\n", escaped(&text)),
            _ => format!("- **{}** {}\n", escaped(&lead), escaped(&text)),
        })
        .collect()
}

fn grid(table: &Table) -> String {
    let head: Vec<String> = table.head.iter().map(|(title, _)| escaped(title)).collect();
    let rule: Vec<&str> = table
        .head
        .iter()
        .map(|(_, align)| match align {
            Align::Left => "---",
            Align::Right => "---:",
        })
        .collect();
    let row = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    let mut text = row(&head);
    text.push_str(&format!("|{}|\n", rule.join("|")));
    for cells in &table.rows {
        let cells: Vec<String> = cells.iter().map(|cell| escaped(cell)).collect();
        text.push_str(&row(&cells));
    }
    text
}

/// Text that Markdown and HTML leave as it is.
pub fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        match c {
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '&' if begins_entity(rest.as_str()) => safe.push_str("&amp;"),
            // An address of mail would become a link, too.
            '@' => safe.push_str("&#64;"),
            '|' | '*' | '_' | '`' | '[' | ']' | '\\' | '#' | '~' | '$' => {
                safe.push('\\');
                safe.push(c);
            }
            '\n' | '\r' => safe.push(' '),
            c => safe.push(c),
        }
    }
    // A bare address would become a link.
    safe.replace("://", ":&#47;&#47;")
        .replace("www.", "www&#46;")
}

/// Whether an ampersand in front of this would be read as the beginning of a sign.
fn begins_entity(rest: &str) -> bool {
    rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '#')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_from_a_cell_stays_text() {
        assert_eq!(escaped("<b>a|b</b>"), "&lt;b&gt;a\\|b&lt;/b&gt;");
        assert_eq!(escaped("A & B &amp; C"), "A & B &amp;amp; C");
        assert_eq!(escaped("[x](http://y)"), "\\[x\\](http:&#47;&#47;y)");
    }
}

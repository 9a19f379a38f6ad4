//! Pieces of a report as HTML. Every text is escaped here and nowhere else.

use crate::report::outline::{BAR, Block, Item, Table, is_bar};
use crate::report::svg::escaped;
use crate::report::table::Align;

/// What a block may need besides itself.
pub(super) struct Setting<'a> {
    /// SVG drawings by their role.
    pub(super) drawings: &'a [(&'static str, String)],
    /// The label of a drawing's text.
    pub(super) as_text: &'a str,
}

/// All blocks; a table takes the heading above it as its caption.
pub(super) fn all(blocks: &[Block], setting: &Setting<'_>) -> String {
    below("", blocks, setting)
}

/// Blocks that stand below a heading of the page's own.
pub(super) fn below<'a>(
    mut heading: &'a str,
    blocks: &'a [Block],
    setting: &Setting<'_>,
) -> String {
    let mut out = String::new();
    for block in blocks {
        if let Block::Heading(_, text) = block {
            heading = text;
        }
        out.push_str(&one(block, heading, setting));
    }
    out
}

fn one(block: &Block, heading: &str, setting: &Setting<'_>) -> String {
    match block {
        Block::Heading(level, text) => format!("<h{level}>{}</h{level}>\n", escaped(text)),
        Block::Text(text) => paragraph(text),
        Block::Facts(facts) => facts_list(facts),
        Block::List(items) => list(items),
        Block::Table(grid) => table(grid, heading, ""),
        Block::Verbatim(text) => format!("{}\n", verbatim(text)),
        Block::Chart(role, text) => chart(role, text, setting),
    }
}

pub(super) fn paragraph(text: &str) -> String {
    match text.is_empty() {
        true => String::new(),
        false => format!("<p>{}</p>\n", escaped(text)),
    }
}

pub(super) fn facts_list(facts: &[(String, String)]) -> String {
    if facts.is_empty() {
        return String::new();
    }
    let line = |(label, value): &(String, String)| {
        format!("<dt>{}</dt><dd>{}</dd>\n", escaped(label), escaped(value))
    };
    format!(
        "<dl>\n{}</dl>\n",
        facts.iter().map(line).collect::<String>()
    )
}

pub(super) fn list(items: &[Item]) -> String {
    if items.is_empty() {
        return String::new();
    }
    let point = |item: &Item| match item.lead.trim_end_matches(':') {
        "" => format!("<li>{}</li>\n", escaped(&item.text)),
        lead => format!(
            "<li><strong>{}:</strong> {}</li>\n",
            escaped(lead),
            escaped(&item.text)
        ),
    };
    format!(
        "<ul>\n{}</ul>\n",
        items.iter().map(point).collect::<String>()
    )
}

/// A table that scrolls by itself where the window is narrow.
pub(super) fn table(table: &Table, caption: &str, class: &str) -> String {
    linked(table, caption, class, |_| None)
}

/// The same with a link from the first cell of each row that has one.
pub(super) fn linked(
    table: &Table,
    caption: &str,
    class: &str,
    href: impl Fn(usize) -> Option<String>,
) -> String {
    let head = table
        .head
        .iter()
        .map(|(title, _)| format!("<th scope=\"col\">{}</th>", escaped(title)));
    let rows = (0..).zip(&table.rows);
    let rows = rows.map(|(number, cells)| row(cells, href(number)));
    scrolling(
        caption,
        &classes(table, class),
        &head.collect::<String>(),
        &rows.collect::<String>(),
    )
}

/// A table of these cells of its head and these rows, which are markup already.
pub(super) fn scrolling(caption: &str, classes: &str, head: &str, rows: &str) -> String {
    let caption = escaped(caption);
    let class = match classes.is_empty() {
        true => String::new(),
        false => format!(" class=\"{classes}\""),
    };
    format!(
        "<div class=\"wide\" role=\"group\" aria-label=\"{caption}\" tabindex=\"0\"><table{class}>\n<caption>{caption}</caption>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}</tbody></table></div>\n"
    )
}

/// Columns of numbers are named once, for the table: `n2 n3`.
fn classes(table: &Table, class: &str) -> String {
    let columns = (1..).zip(&table.head);
    let numbers = columns.filter(|(_, (_, align))| *align == Align::Right);
    let numbers = numbers.map(|(column, _): (usize, _)| format!("n{column}"));
    let own = (!class.is_empty()).then(|| class.to_owned());
    let all: Vec<String> = own.into_iter().chain(numbers).collect();
    all.join(" ")
}

fn row(cells: &[String], href: Option<String>) -> String {
    let cells = cells.iter().enumerate();
    let cells = cells.map(|(index, cell)| match (index, &href) {
        (0, None) => format!("<th scope=\"row\">{}</th>", escaped(cell)),
        (0, Some(href)) => format!(
            "<th scope=\"row\"><a href=\"{href}\">{}</a></th>",
            escaped(cell)
        ),
        _ => format!("<td>{}</td>", bar(cell).unwrap_or_else(|| escaped(cell))),
    });
    format!("<tr>{}</tr>\n", cells.collect::<String>())
}

/// A bar of letters as one that is drawn: what is there, what lacks, what is more. Its figures stand beside it.
fn bar(cell: &str) -> Option<String> {
    let parts = ["a", "l", "m"].iter().zip(BAR).map(|(name, kind)| {
        let count = cell.chars().filter(|letter| *letter == kind).count();
        (*name, count)
    });
    let parts = parts.filter(|(name, count)| *name == "a" || *count > 0);
    let parts: Vec<String> = parts
        .map(|(name, count)| format!("--{name}:{count}"))
        .collect();
    is_bar(cell).then(|| format!("<i class=\"bar\" style=\"{}\"></i>", parts.join(";")))
}

fn verbatim(text: &str) -> String {
    format!("<pre tabindex=\"0\">{}</pre>", escaped(text.trim_end()))
}

/// The picture, and the same in words below it.
fn chart(role: &str, text: &str, setting: &Setting<'_>) -> String {
    let drawing = setting.drawings.iter().find(|(known, _)| *known == role);
    let twin = verbatim(text);
    match drawing {
        None => format!("{twin}\n"),
        Some((_, svg)) => figure(svg, setting.as_text, &twin),
    }
}

/// A picture with its caption, and what stands below that.
pub(super) fn pictured(svg: &str, caption: &str, below: &str) -> String {
    format!(
        "<figure>\n<div class=\"wide\">{svg}</div>\n<figcaption>{}{below}</figcaption>\n</figure>\n",
        escaped(caption)
    )
}

pub(super) fn figure(svg: &str, label: &str, twin: &str) -> String {
    format!(
        "<figure>\n<div class=\"wide drawing\">{}</div>\n<figcaption><details><summary>{}</summary>\n{twin}\n</details></figcaption>\n</figure>\n",
        svg.trim_end(),
        escaped(label)
    )
}

//! The Markdown that the rule book writes, as markup: headings, paragraphs, lists, tables, code. Everything else is
//! text, whatever it looks like.

use crate::model::printable;
use crate::report::escaped_xml;

/// A part of a text between blank lines or of one kind of lines.
pub(super) enum Piece {
    /// A heading of the second level, which begins a section.
    Section(String),
    Heading(usize, String),
    Paragraph(String),
    List(Vec<String>),
    /// Rows of cells, the head first; whether a column is of numbers.
    Table(Vec<Vec<String>>, Vec<bool>),
    Verbatim(String),
}

pub(super) fn pieces(text: &str) -> Vec<Piece> {
    let mut all = Vec::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let depth = line.chars().take_while(|c| *c == '#').count();
        let title = line.get(depth..).and_then(|rest| rest.strip_prefix(' '));
        match title.filter(|_| depth > 0) {
            Some(title) if depth == 2 => all.push(Piece::Section(title.to_owned())),
            Some(title) => all.push(Piece::Heading(depth, title.to_owned())),
            None if line.starts_with("```") => {
                let inside: Vec<&str> = lines
                    .by_ref()
                    .take_while(|line| !line.starts_with("```"))
                    .collect();
                all.push(Piece::Verbatim(inside.join("\n")));
            }
            None if line.starts_with("- ") => {
                let mut items = vec![item(line)];
                while let Some(next) = lines.next_if(|line| line.starts_with("- ")) {
                    items.push(item(next));
                }
                all.push(Piece::List(items));
            }
            None if line.starts_with('|') => {
                let mut rows = vec![cells(line)];
                let sides = lines.next_if(|line| line.starts_with("|-")).map(cells);
                while let Some(next) = lines.next_if(|line| line.starts_with('|')) {
                    rows.push(cells(next));
                }
                let sides = sides.unwrap_or_default();
                let right = sides.iter().map(|side| side.ends_with(':')).collect();
                all.push(Piece::Table(rows, right));
            }
            None if line.trim().is_empty() => {}
            None => all.push(Piece::Paragraph(line.to_owned())),
        }
    }
    all
}

fn item(line: &str) -> String {
    line.strip_prefix("- ").unwrap_or(line).to_owned()
}

/// The cells of a row; `\|` is a sign of the text.
fn cells(line: &str) -> Vec<String> {
    let inside = line.trim().trim_start_matches('|');
    let inside = inside
        .strip_suffix('|')
        .unwrap_or(inside)
        .replace("\\|", "\u{1}");
    let cells = inside.split('|');
    cells
        .map(|cell| cell.trim().replace('\u{1}', "|"))
        .collect()
}

impl Piece {
    pub(super) fn markup(&self) -> String {
        match self {
            Self::Section(title) => format!("<h2>{}</h2>\n", inline(title)),
            Self::Heading(depth, title) => format!("<h{depth}>{}</h{depth}>\n", inline(title)),
            Self::Paragraph(text) => format!("<p>{}</p>\n", inline(text)),
            Self::List(items) => {
                let items = items
                    .iter()
                    .map(|item| format!("<li>{}</li>\n", inline(item)));
                format!("<ul>\n{}</ul>\n", items.collect::<String>())
            }
            Self::Table(rows, right) => table(rows, right),
            Self::Verbatim(text) => format!("<pre tabindex=\"0\">{}</pre>\n", escaped(text)),
        }
    }
}

fn table(rows: &[Vec<String>], right: &[bool]) -> String {
    let class = |column: usize| match right.get(column) {
        Some(true) => " class=\"number\"",
        _ => "",
    };
    let Some((head, rows)) = rows.split_first() else {
        return String::new();
    };
    let label = escaped(head.first().map_or("", String::as_str));
    let head = head.iter().enumerate();
    let head = head
        .map(|(column, cell)| format!("<th scope=\"col\"{}>{}</th>", class(column), inline(cell)));
    let row = |row: &Vec<String>| {
        let cells = row.iter().enumerate().map(|(column, cell)| match column {
            0 => format!("<th scope=\"row\"{}>{}</th>", class(column), inline(cell)),
            _ => format!("<td{}>{}</td>", class(column), inline(cell)),
        });
        format!("<tr>{}</tr>\n", cells.collect::<String>())
    };
    format!(
        "<div class=\"wide\" role=\"group\" aria-label=\"{label}\" tabindex=\"0\"><table>\n<thead><tr>{}</tr></thead>\n<tbody>\n{}</tbody></table></div>\n",
        head.collect::<String>(),
        rows.iter().map(row).collect::<String>()
    )
}

/// Text with code between backticks.
fn inline(text: &str) -> String {
    let pieces: Vec<&str> = text.split('`').collect();
    let whole = pieces.len() % 2 == 1;
    let marked = pieces
        .iter()
        .enumerate()
        .map(|(place, piece)| match place % 2 == 1 && whole {
            true => format!("<code>{}</code>", escaped(piece)),
            false => escaped(piece),
        });
    marked.collect()
}

/// Signs that steer are not for a page either.
fn escaped(text: &str) -> String {
    let lines: Vec<String> = text.split('\n').map(printable).collect();
    escaped_xml(&lines.join("\n"))
}

//! Columns of plain text that line up.

/// How a column is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Align {
    Left,
    Right,
}

/// Rows of cells under a head, each column as wide as its widest cell.
pub(super) fn table(head: &[(&str, Align)], rows: &[Vec<String>]) -> String {
    let width = |column: usize, title: &str| {
        rows.iter()
            .filter_map(|row| row.get(column))
            .map(|cell| width(cell))
            .chain([self::width(title)])
            .max()
            .unwrap_or(0)
    };
    let widths: Vec<(usize, Align)> = head
        .iter()
        .enumerate()
        .map(|(column, (title, align))| (width(column, title), *align))
        .collect();
    let titles: Vec<String> = head.iter().map(|(title, _)| (*title).to_owned()).collect();
    let rule: Vec<String> = widths.iter().map(|(width, _)| "─".repeat(*width)).collect();
    [titles, rule]
        .iter()
        .chain(rows)
        .map(|row| line(row, &widths))
        .collect()
}

fn line(row: &[String], widths: &[(usize, Align)]) -> String {
    let cells: Vec<String> = row
        .iter()
        .zip(widths)
        .map(|(cell, (width, align))| pad(cell, *width, *align))
        .collect();
    format!("{}\n", cells.join("  ").trim_end())
}

pub(super) fn pad(cell: &str, to: usize, align: Align) -> String {
    let blanks = " ".repeat(to.saturating_sub(width(cell)));
    match align {
        Align::Left => format!("{cell}{blanks}"),
        Align::Right => format!("{blanks}{cell}"),
    }
}

/// Columns on a terminal that shows each letter in one.
pub(super) fn width(text: &str) -> usize {
    text.chars().count()
}

/// A text broken at blanks into lines of at most `limit` columns.
pub(super) fn wrapped(text: &str, limit: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let full = lines
            .last()
            .is_some_and(|line| !line.is_empty() && width(line) + 1 + width(word) > limit);
        if full {
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    lines
}

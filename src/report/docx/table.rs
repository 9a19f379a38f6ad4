//! A table with a head that is repeated on each page.

use super::paper::TEXT;
use super::xml::{paragraph, run};
use crate::report::outline::Table;
use crate::report::table::Align;

/// A letter of a table, and the space beside a cell, in twentieths of a point.
const LETTER: i64 = 122;
const SMALL: i64 = 100;
const EDGES: i64 = 190;
/// Letters of a word that still stands on one line, and of a text that counts for the width.
const MOST: usize = 22;
const LONG: usize = 90;

pub(super) fn grid(table: &Table) -> String {
    let widths = widths(table);
    let columns: String = widths
        .iter()
        .map(|width| format!("<w:gridCol w:w=\"{width}\"/>"))
        .collect();
    let titles: Vec<String> = table.head.iter().map(|(title, _)| title.clone()).collect();
    let head = row(&titles, table, &widths, true);
    let rows = table
        .rows
        .iter()
        .map(|cells| row(cells, table, &widths, false));
    format!(
        "<w:tbl><w:tblPr><w:tblStyle w:val=\"Report\"/><w:tblW w:w=\"{TEXT}\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/><w:tblLook w:val=\"00A0\" w:firstRow=\"1\" w:lastRow=\"0\" w:firstColumn=\"1\" w:lastColumn=\"0\" w:noHBand=\"0\" w:noVBand=\"1\"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{head}{}</w:tbl>",
        rows.collect::<String>()
    )
}

/// Label and value, line by line, without a head.
pub(super) fn facts(facts: &[(String, String)]) -> String {
    let (first, second) = (TEXT * 3 / 10, TEXT - TEXT * 3 / 10);
    let line = |(label, value): &(String, String)| {
        let label = cell(&paragraph("TableText", &run(label, "<w:b/>")), first);
        format!(
            "<w:tr><w:trPr><w:cantSplit/></w:trPr>{label}{}</w:tr>",
            cell(&paragraph("TableText", &run(value, "")), second)
        )
    };
    format!(
        "<w:tbl><w:tblPr><w:tblStyle w:val=\"Facts\"/><w:tblW w:w=\"{TEXT}\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/><w:tblLook w:val=\"0080\" w:firstRow=\"0\" w:lastRow=\"0\" w:firstColumn=\"1\" w:lastColumn=\"0\" w:noHBand=\"1\" w:noVBand=\"1\"/></w:tblPr><w:tblGrid><w:gridCol w:w=\"{first}\"/><w:gridCol w:w=\"{second}\"/></w:tblGrid>{}</w:tbl>",
        facts.iter().map(line).collect::<String>()
    )
}

/// A share of the page for each column: at least its longest word, and what is left by how long its texts are.
fn widths(table: &Table) -> Vec<i64> {
    let letter = if is_wide(table) { SMALL } else { LETTER };
    let columns: Vec<(usize, usize)> = (0..table.head.len())
        .map(|at| {
            let title = table.head.get(at).map(|(title, _)| title);
            let cells = table.rows.iter().filter_map(|row| row.get(at));
            let texts = || title.into_iter().chain(cells.clone());
            let word = texts().flat_map(|text| text.split([' ', '\u{a0}', '-']));
            let word = word.map(letters).max().unwrap_or(0);
            let text = texts().map(letters).max().unwrap_or(0);
            (word.min(MOST), text.clamp(word.min(MOST), LONG))
        })
        .collect();
    let needed: i64 = columns
        .iter()
        .map(|(word, _)| EDGES + letter * *word as i64)
        .sum();
    let wanted: usize = columns.iter().map(|(word, text)| text - word).sum();
    let spare = (TEXT - needed).max(0);
    let mut widths: Vec<i64> = columns
        .iter()
        .map(|(word, text)| {
            let more = spare * (text - word) as i64 / (wanted.max(1) as i64);
            (EDGES + letter * *word as i64 + more) * TEXT / needed.max(TEXT)
        })
        .collect();
    let rest = TEXT - widths.iter().sum::<i64>();
    if let Some(first) = widths.first_mut() {
        *first += rest;
    }
    widths
}

/// So many columns want smaller letters.
fn is_wide(table: &Table) -> bool {
    table.head.len() > 7
}

fn letters(text: impl AsRef<str>) -> usize {
    text.as_ref().chars().count()
}

fn row(cells: &[String], table: &Table, widths: &[i64], head: bool) -> String {
    let repeated = if head { "<w:tblHeader/>" } else { "" };
    let cells = cells.iter().zip(&table.head).zip(widths);
    let cells = cells.map(|((text, (_, align)), width)| {
        let style = match (align, is_wide(table)) {
            (Align::Left, false) => "TableText",
            (Align::Right, false) => "TableNumber",
            (Align::Left, true) => "SmallText",
            (Align::Right, true) => "SmallNumber",
        };
        cell(&paragraph(style, &run(text, "")), *width)
    });
    format!(
        "<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{}</w:tr>",
        cells.collect::<String>()
    )
}

fn cell(paragraph: &str, width: i64) -> String {
    format!("<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/></w:tcPr>{paragraph}</w:tc>")
}

//! The customers as sections: sentences and tables, for any format that has both.

mod groups;
mod scores;
mod selection;
mod summary;

pub use scores::group_section;

use super::portfolio_words::PortfolioWords;
use super::table::{Align, table, wrapped};
use super::words::Words;
use crate::model::{AccountsResult, Catalogue, Difference, Lang, Portfolio, fill, number};

/// Most groups in the text; the section holds all.
const SHOWN: usize = 30;
/// Columns of a line.
const WIDTH: usize = 100;

/// A part of a report: entries and sentences, then a table.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Section {
    pub title: String,
    /// Label and text.
    pub entries: Vec<(String, String)>,
    pub sentences: Vec<String>,
    pub columns: Vec<Column>,
    pub rows: Vec<Vec<String>>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    pub title: String,
    /// Numbers stand on the right.
    pub right: bool,
}

/// Everything that is said about the customers of one organisation.
pub fn sections(
    result: &AccountsResult,
    differences: &[Difference],
    texts: &Catalogue,
    lang: Lang,
) -> Vec<Section> {
    let words = Words::of(texts, lang);
    let labels = PortfolioWords::of(lang);
    match result {
        AccountsResult::Stopped(faults) => vec![Section {
            title: labels.title.to_owned(),
            sentences: std::iter::once(labels.stopped.to_owned())
                .chain(faults.iter().map(|fault| words.reason(fault, |_| None)))
                .collect(),
            ..Section::default()
        }],
        AccountsResult::Judged(portfolio) => {
            let teller = Teller {
                portfolio,
                words,
                labels,
                lang,
            };
            let all = [
                teller.summary(),
                teller.groups(),
                teller.selection(),
                teller.budget(),
                teller.notes(differences),
            ];
            let told = all.into_iter().filter(|one| !one.is_empty());
            told.collect()
        }
    }
}

/// The sections as plain text.
pub fn text(sections: &[Section], lang: Lang) -> String {
    let labels = PortfolioWords::of(lang);
    let mut out = String::new();
    for section in sections {
        if !out.is_empty() {
            out.push('\n');
        }
        out.push_str(&format!("{}\n", section.title));
        let widest = section
            .entries
            .iter()
            .map(|(label, _)| super::table::width(label))
            .max();
        for (label, text) in &section.entries {
            let label = super::table::pad(label, widest.unwrap_or(0), Align::Left);
            push_wrapped(&mut out, &format!("  {label}  "), text);
        }
        for sentence in &section.sentences {
            push_wrapped(&mut out, "  ", sentence);
        }
        if !section.rows.is_empty() {
            let head: Vec<(&str, Align)> = section
                .columns
                .iter()
                .map(|column| {
                    (
                        column.title.as_str(),
                        if column.right {
                            Align::Right
                        } else {
                            Align::Left
                        },
                    )
                })
                .collect();
            let shown = section.rows.get(..SHOWN).unwrap_or(&section.rows);
            out.push_str(&table(&head, shown));
            if section.rows.len() > shown.len() {
                let count = (section.rows.len() - shown.len()).to_string();
                out.push_str(&format!("{}\n", fill(labels.more, |_| Some(count.clone()))));
            }
        }
    }
    out
}

fn push_wrapped(out: &mut String, lead: &str, text: &str) {
    let indent = " ".repeat(super::table::width(lead));
    for (index, line) in wrapped(text, WIDTH - indent.len()).iter().enumerate() {
        out.push_str(if index == 0 { lead } else { &indent });
        out.push_str(line);
        out.push('\n');
    }
}

impl Section {
    fn is_empty(&self) -> bool {
        self.entries.is_empty() && self.sentences.is_empty() && self.rows.is_empty()
    }
}

struct Teller<'a> {
    portfolio: &'a Portfolio,
    words: Words<'a>,
    labels: &'static PortfolioWords,
    lang: Lang,
}

impl Teller<'_> {
    pub(super) fn whole(&self, value: f64) -> String {
        number::grouped(value, 0, self.lang)
    }

    fn tenth(&self, value: f64) -> String {
        number::grouped(value, 1, self.lang)
    }
}

fn tenth(value: Option<f64>, lang: Lang) -> String {
    value.map_or_else(|| "–".to_owned(), |value| number::grouped(value, 1, lang))
}

fn columns(titles: &[(&str, bool)]) -> Vec<Column> {
    titles
        .iter()
        .map(|(title, right)| Column {
            title: (*title).to_owned(),
            right: *right,
        })
        .collect()
}

//! What a report says, before it is markup: headings, texts, tables. Every document format is made from it.

mod chart;
mod customers;
mod executive;
mod findings;
mod goals;
mod job;
mod method;
mod mission;
mod placement;
mod portfolio;
mod profile;
mod roadmap;
mod robustness;
mod second;
mod since;
mod staff;
mod verdict;

pub(super) use findings::{item as finding, told};
pub(super) use method::method;
pub(super) use second::{run as second_run, second};
pub(super) use since::causes;
pub(super) use verdict::level;

use super::table::Align;
use super::words::Words;
use crate::model::{Assessment, Audience, Document, Lang};

/// A piece of a report. All texts are plain; the format escapes them.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Block {
    Heading(usize, String),
    Text(String),
    /// Label and value, line by line.
    Facts(Vec<(String, String)>),
    List(Vec<Item>),
    Table(Table),
    /// Text to copy, in which every line break counts.
    Verbatim(String),
    /// An org chart: its role (`target`, `entry`), and the same as text in which every blank counts.
    Chart(&'static str, String),
}

/// A point of a list: what it is about, and what is said of it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Item {
    pub(super) lead: String,
    pub(super) text: String,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Table {
    pub(super) head: Vec<(String, Align)>,
    pub(super) rows: Vec<Vec<String>>,
}

impl Item {
    pub(super) fn new(lead: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            lead: lead.into(),
            text: text.into(),
        }
    }
}

impl Table {
    pub(super) fn new(head: &[(&str, Align)]) -> Self {
        Self {
            head: head
                .iter()
                .map(|(title, align)| ((*title).to_owned(), *align))
                .collect(),
            rows: Vec::new(),
        }
    }

    /// The same without columns of bars that are made of letters.
    pub(super) fn without_bars(&self) -> Self {
        let shown = |column: usize| {
            let cells = self.rows.iter().filter_map(|row| row.get(column));
            !cells.clone().all(|cell| is_bar(cell)) || cells.count() == 0
        };
        let kept: Vec<usize> = (0..self.head.len())
            .filter(|column| shown(*column))
            .collect();
        let row = |row: &Vec<String>| kept.iter().filter_map(|at| row.get(*at).cloned()).collect();
        Self {
            head: kept
                .iter()
                .filter_map(|at| self.head.get(*at).cloned())
                .collect(),
            rows: self.rows.iter().map(row).collect(),
        }
    }
}

/// Letters of a bar: what is there, what lacks, what is more.
pub(super) const BAR: [char; 3] = ['█', '░', '▓'];

/// Whether a cell is a bar of letters.
pub(super) fn is_bar(cell: &str) -> bool {
    !cell.is_empty() && cell.chars().all(|letter| BAR.contains(&letter))
}

/// The whole report: an overview where there are several organisations, then each of them.
pub(super) fn outline(document: &Document, lang: Lang) -> Vec<Block> {
    let words = Words::new(document, lang);
    let mut blocks = Vec::new();
    match document.organisations.as_slice() {
        [only] => blocks.extend(organisation(&words, document, only)),
        several => {
            blocks.extend(portfolio::overview(&words, document));
            blocks.extend(
                several
                    .iter()
                    .flat_map(|one| organisation(&words, document, one)),
            );
        }
    }
    blocks.extend(closing(&words, document));
    blocks
}

/// What is said once, after the organisations: what was left out, and how the figures came about.
pub(super) fn closing(words: &Words<'_>, document: &Document) -> Vec<Block> {
    let mut blocks = second::run(words, document);
    blocks.extend(portfolio::strangers(words, document));
    blocks.extend(portfolio::rejected(words, document));
    blocks.extend(match words.audience {
        Audience::Executive => method::in_short(words, document),
        Audience::Manager | Audience::Full => method::method(words, document),
    });
    blocks
}

/// The parts of a report on one organisation, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Verdict,
    Gates,
    /// What moved since an earlier result.
    Since,
    /// Where a second assessor differs.
    Second,
    /// Strengths and obstacles.
    Balance,
    Dimensions,
    Customers,
    OrgChart,
    Placement,
    Profile,
    People,
    Goals,
    Mission,
    Roadmap,
    Findings,
    Questions,
    Robustness,
    Jobs,
}

/// What is said about one organisation; a part that has nothing to say has no blocks.
pub(super) fn parts(
    words: &Words<'_>,
    document: &Document,
    one: &Assessment,
) -> Vec<(Part, Vec<Block>)> {
    if words.audience == Audience::Executive {
        return vec![
            (Part::Verdict, verdict::verdict(words, one)),
            (Part::Gates, verdict::gates(words, one)),
            (Part::Since, since::in_short(words, document, one)),
            (Part::Second, second::in_short(words, one)),
            (Part::Balance, executive::balance(words, one)),
            (Part::Roadmap, executive::first_measures(words, one)),
        ];
    }
    let mut parts = all_parts(words, document, one);
    if words.audience == Audience::Manager {
        parts.retain(|(part, _)| !matches!(part, Part::Findings | Part::Jobs));
    }
    parts
}

fn all_parts(words: &Words<'_>, document: &Document, one: &Assessment) -> Vec<(Part, Vec<Block>)> {
    vec![
        (Part::Verdict, verdict::verdict(words, one)),
        (Part::Gates, verdict::gates(words, one)),
        (Part::Since, since::since(words, document, one)),
        (Part::Second, second::second(words, one, None)),
        (Part::Dimensions, verdict::dimensions(words, one)),
        (
            Part::Customers,
            customers::customers(words, &document.texts, one),
        ),
        (Part::OrgChart, chart::org_chart(words, one)),
        (Part::Placement, placement::placement(words, one)),
        (Part::Profile, profile::profile(words, one)),
        (Part::People, staff::staff(words, one)),
        (Part::Goals, goals::goals(words, one)),
        (Part::Mission, mission::mission(words, one)),
        (Part::Roadmap, roadmap::roadmap(words, one)),
        (Part::Findings, findings::findings(words, one)),
        (Part::Questions, findings::questions(words, one)),
        (Part::Robustness, robustness::robustness(words, one)),
        (Part::Jobs, job::jobs(words, one)),
    ]
}

fn organisation(words: &Words<'_>, document: &Document, one: &Assessment) -> Vec<Block> {
    parts(words, document, one)
        .into_iter()
        .flat_map(|(_, blocks)| blocks)
        .collect()
}

//! What a report says, before it is markup: headings, texts, tables. Every document format is made from it.

mod chart;
mod customers;
mod findings;
mod method;
mod placement;
mod portfolio;
mod profile;
mod roadmap;
mod verdict;

use super::table::Align;
use super::words::Words;
use crate::model::{Assessment, Catalogue, Document, Lang};

/// A piece of a report. All texts are plain; the format escapes them.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Block {
    Heading(usize, String),
    Text(String),
    /// Label and value, line by line.
    Facts(Vec<(String, String)>),
    List(Vec<Item>),
    Table(Table),
    /// Text in which every blank counts.
    Tree(String),
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
}

/// The whole report: an overview where there are several organisations, then each of them.
pub(super) fn outline(document: &Document, lang: Lang) -> Vec<Block> {
    let words = Words::new(document, lang);
    let mut blocks = Vec::new();
    match document.organisations.as_slice() {
        [only] => blocks.extend(organisation(&words, &document.texts, only)),
        several => {
            blocks.extend(portfolio::overview(&words, document));
            blocks.extend(
                several
                    .iter()
                    .flat_map(|one| organisation(&words, &document.texts, one)),
            );
        }
    }
    blocks.extend(portfolio::strangers(&words, document));
    blocks.extend(portfolio::rejected(&words, document));
    blocks.extend(method::method(&words, document));
    blocks
}

fn organisation(words: &Words<'_>, texts: &Catalogue, one: &Assessment) -> Vec<Block> {
    let mut blocks = verdict::verdict(words, one);
    blocks.extend(verdict::gates(words, one));
    blocks.extend(verdict::dimensions(words, one));
    blocks.extend(customers::customers(words, texts, one));
    blocks.extend(chart::org_chart(words, one));
    blocks.extend(placement::placement(words, one));
    blocks.extend(profile::profile(words, one));
    blocks.extend(roadmap::roadmap(words, one));
    blocks.extend(findings::findings(words, one));
    blocks.extend(findings::questions(words, one));
    blocks
}

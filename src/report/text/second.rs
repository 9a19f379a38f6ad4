//! Two assessors on the terminal: the blocks of the report, as lines.

use super::Page;
use crate::model::{Assessment, Document, Second, printable};
use crate::report::outline::{Block, second, second_run};

/// How many answers and rules are named; the whole list is in the other formats.
const MOST: usize = 8;
/// The same where there are several organisations.
const MOST_OF_MANY: usize = 3;

impl Page<'_> {
    pub(super) fn second(&mut self, assessment: &Assessment) {
        let told = second(&self.words, assessment, Some(MOST));
        self.blocks(&told);
    }

    /// Each organisation of a portfolio that the assessors judge differently, under its name.
    pub(super) fn seconds(&mut self, document: &Document) {
        let differ = |one: &&Assessment| one.second.as_ref().is_some_and(Second::differs);
        for one in document.organisations.iter().filter(differ) {
            let mut told = second(&self.words, one, Some(MOST_OF_MANY));
            if let Some(Block::Heading(_, title)) = told.first_mut() {
                *title = format!("{title}: {}", printable(&one.name));
                self.blocks(&told);
            }
        }
    }

    pub(super) fn second_run(&mut self, document: &Document) {
        let told = second_run(&self.words, document);
        self.blocks(&told);
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Heading(_, title) => self.out.heading(title),
                Block::Facts(facts) => facts
                    .iter()
                    .for_each(|(label, text)| self.fact(label, text)),
                Block::List(items) => items
                    .iter()
                    .for_each(|item| self.out.point(&format!("{}: {}", item.lead, item.text))),
                Block::Text(text) | Block::Verbatim(text) | Block::Chart(_, text) => {
                    self.out.point(text);
                }
                Block::Table(_) => {}
            }
        }
    }

    /// A label that is longer than its column stands before its text.
    fn fact(&mut self, label: &str, text: &str) {
        match super::width(label) > super::LABEL - 2 {
            true => self.out.point(&format!("{label}: {text}")),
            false => self.out.entry(label, text),
        }
    }
}

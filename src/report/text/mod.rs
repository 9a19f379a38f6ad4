//! The report on a terminal: one organisation on a page, several in a table.

mod customers;
mod goals;
mod points;
mod portfolio;
mod roadmap;
mod second;
mod staff;
mod verdict;

use super::labels::Labels;
use super::table::{Align, pad, width, wrapped};
use super::words::Words;
use super::{adapted, imported, waived};
use crate::model::{Assessment, Document, Lang, number, printable};

const WIDTH: usize = 100;
const LABEL: usize = 18;
/// How many findings a page names of each kind; the whole list is in the other formats.
const NAMED: usize = 5;

/// What every part of the page needs.
struct Page<'d> {
    words: Words<'d>,
    labels: &'static Labels,
    lang: Lang,
    out: String,
}

/// One organisation.
pub(super) fn one(document: &Document, assessment: &Assessment, lang: Lang) -> String {
    let mut page = Page::new(document, lang);
    page.title(document, assessment);
    page.verdict(assessment);
    for index in &assessment.indexes {
        page.index(index);
    }
    page.gates(&assessment.gates);
    page.placement(assessment);
    page.flags(assessment);
    page.waivers(assessment);
    for index in &assessment.indexes {
        page.dimensions(assessment, index);
    }
    page.customers(document, assessment);
    page.staff(assessment);
    page.goals(assessment);
    page.findings(assessment);
    page.roadmap(assessment);
    page.questions(assessment);
    page.second(assessment);
    page.second_run(document);
    page.strangers(document);
    page.overlays(document);
    page.rejected(document);
    page.imported(document);
    page.out
}

/// A portfolio: one row each.
pub(super) fn several(document: &Document, lang: Lang) -> String {
    let mut page = Page::new(document, lang);
    page.portfolio(document);
    page.seconds(document);
    page.second_run(document);
    page.all_waivers(document);
    page.overlays(document);
    page.rejected(document);
    page.imported(document);
    page.out
}

impl<'d> Page<'d> {
    fn new(document: &'d Document, lang: Lang) -> Self {
        Self {
            words: Words::new(document, lang),
            labels: Labels::of(lang),
            lang,
            out: String::new(),
        }
    }

    fn line(&mut self, text: &str) {
        self.out.push_str(text.trim_end());
        self.out.push('\n');
    }

    /// A label and its text, wrapped behind it.
    fn entry(&mut self, label: &str, text: &str) {
        let room = WIDTH - LABEL;
        for (number, line) in wrapped(text, room).iter().enumerate() {
            let label = if number == 0 { label } else { "" };
            self.line(&format!("{}  {line}", pad(label, LABEL - 2, Align::Left)));
        }
    }

    /// A point of a list, wrapped behind its indent.
    fn point(&mut self, text: &str) {
        for (number, line) in wrapped(text, WIDTH - 4).iter().enumerate() {
            let indent = if number == 0 { "  " } else { "    " };
            self.line(&format!("{indent}{line}"));
        }
    }

    fn heading(&mut self, text: &str) {
        self.line("");
        self.line(text);
    }

    fn title(&mut self, document: &Document, assessment: &Assessment) {
        let name = printable(&assessment.name);
        let mut right = format!("{} {}", document.pack.id, document.pack.version);
        for overlay in &document.pack.overlays {
            right.push_str(&format!(" + {}", adapted::name(overlay)));
        }
        if let Some(date) = &document.as_of {
            right = format!("{} {date} · {right}", self.labels.as_of);
        }
        let gap = WIDTH.saturating_sub(width(&name) + width(&right)).max(2);
        self.line(&format!("{name}{}{right}", " ".repeat(gap)));
        self.line("");
    }

    fn questions(&mut self, assessment: &Assessment) {
        let open: Vec<String> = assessment
            .questions
            .iter()
            .map(|id| self.words.get(&format!("field.{id}")))
            .collect();
        let text = if open.is_empty() {
            self.labels.nothing_open.to_owned()
        } else {
            format!("{}: {}", open.len(), open.join(" · "))
        };
        self.line("");
        self.entry(self.labels.questions, &text);
    }

    /// Waivers of organisations that are not on this page.
    fn strangers(&mut self, document: &Document) {
        if document.unused_waivers.is_empty() {
            return;
        }
        self.heading(self.labels.waivers);
        for waived in &document.unused_waivers {
            self.point(&waived::stranger(&self.words, waived));
        }
    }

    /// What overlays changed, each with its reason.
    fn overlays(&mut self, document: &Document) {
        for overlay in &document.pack.overlays {
            let title = format!("{} {}", self.labels.adapted, adapted::name(overlay));
            self.heading(&title);
            for change in &overlay.changes {
                let what = adapted::change(&self.words, change);
                let reason = change.reason.get(self.lang);
                self.point(&format!("{what} – {reason}"));
            }
        }
    }

    fn rejected(&mut self, document: &Document) {
        if document.rejected.is_empty() {
            return;
        }
        self.heading(self.labels.rejected);
        for rejected in &document.rejected {
            let text = self.words.rejected(rejected);
            self.line(&format!("  {text}"));
        }
    }

    /// How the files were understood.
    fn imported(&mut self, document: &Document) {
        let files = imported::files(&self.words, document);
        if files.is_empty() {
            return;
        }
        self.heading(imported::title(&self.words));
        for (file, lines) in files {
            self.line(&format!("  {file}"));
            for (lead, text) in lines {
                self.point(&format!("{lead}: {text}"));
            }
        }
    }

    fn whole(&self, value: f64) -> String {
        number::grouped(value, 0, self.lang)
    }

    fn tenth(&self, value: f64) -> String {
        number::grouped(value, 1, self.lang)
    }
}

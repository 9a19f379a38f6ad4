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
use super::table::width;
use super::terminal::{LABEL, Lines, WIDTH};
use super::words::Words;
use super::{adapted, imported, waived};
use crate::model::{Assessment, Document, Lang, number, printable};

/// How many findings a page names of each kind; the whole list is in the other formats.
const NAMED: usize = 5;

/// What every part of the page needs.
struct Page<'d> {
    words: Words<'d>,
    labels: &'static Labels,
    lang: Lang,
    out: Lines,
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
    page.out.text()
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
    page.out.text()
}

impl<'d> Page<'d> {
    fn new(document: &'d Document, lang: Lang) -> Self {
        Self {
            words: Words::new(document, lang),
            labels: Labels::of(lang),
            lang,
            out: Lines::default(),
        }
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
        self.out.line(&format!("{name}{}{right}", " ".repeat(gap)));
        self.out.line("");
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
        self.out.line("");
        self.out.entry(self.labels.questions, &text);
    }

    /// Waivers of organisations that are not on this page.
    fn strangers(&mut self, document: &Document) {
        if document.unused_waivers.is_empty() {
            return;
        }
        self.out.heading(self.labels.waivers);
        for waived in &document.unused_waivers {
            self.out.point(&waived::stranger(&self.words, waived));
        }
    }

    /// What overlays changed, each with its reason.
    fn overlays(&mut self, document: &Document) {
        for overlay in &document.pack.overlays {
            let title = format!("{} {}", self.labels.adapted, adapted::name(overlay));
            self.out.heading(&title);
            for change in &overlay.changes {
                let what = adapted::change(&self.words, change);
                let reason = change.reason.get(self.lang);
                self.out.point(&format!("{what} – {reason}"));
            }
        }
    }

    fn rejected(&mut self, document: &Document) {
        if document.rejected.is_empty() {
            return;
        }
        self.out.heading(self.labels.rejected);
        for rejected in &document.rejected {
            let text = self.words.rejected(rejected);
            self.out.line(&format!("  {text}"));
        }
    }

    /// How the files were understood.
    fn imported(&mut self, document: &Document) {
        let files = imported::files(&self.words, document);
        if files.is_empty() {
            return;
        }
        self.out.heading(imported::title(&self.words));
        for (file, lines) in files {
            self.out.line(&format!("  {file}"));
            for (lead, text) in lines {
                self.out.point(&format!("{lead}: {text}"));
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

//! What all sections of a portfolio's page share: the organisations, their pages, their tiers.

use std::collections::BTreeMap;

use crate::model::{Assessment, Document, Id, printable};
use crate::report::html::blocks;
use crate::report::html::page::Section;
use crate::report::outline::Table;
use crate::report::svg::escaped;
use crate::report::words::Words;

/// Names of a list that are shown; the directory has all.
const NAMED: usize = 5;

pub(super) struct Fleet<'d> {
    pub(super) words: Words<'d>,
    pub(super) document: &'d Document,
    /// The file name of an organisation's page.
    slug: &'d dyn Fn(&str) -> String,
    tiers: BTreeMap<&'d Id, usize>,
    by_id: BTreeMap<&'d Id, &'d Assessment>,
}

impl<'d> Fleet<'d> {
    pub(super) fn new(
        words: Words<'d>,
        document: &'d Document,
        slug: &'d dyn Fn(&str) -> String,
    ) -> Self {
        let tiers = document.tiers.iter();
        let tiers = tiers.flat_map(|tier| tier.organisations.iter().map(|id| (id, tier.number)));
        Self {
            words,
            document,
            slug,
            tiers: tiers.collect(),
            by_id: document
                .organisations
                .iter()
                .map(|one| (&one.id, one))
                .collect(),
        }
    }

    pub(super) fn all(&self) -> &'d [Assessment] {
        &self.document.organisations
    }

    /// `43 %` of all organisations.
    pub(super) fn share(&self, count: usize) -> String {
        let all = self.all().len().max(1) as f64;
        format!("{}\u{a0}%", self.words.whole(count as f64 / all * 100.0))
    }

    pub(super) fn tier(&self, one: &Assessment) -> Option<usize> {
        self.tiers.get(&one.id).copied()
    }

    pub(super) fn by_id(&self, id: &Id) -> Option<&'d Assessment> {
        self.by_id.get(id).copied()
    }

    pub(super) fn href(&self, id: &str) -> String {
        format!("orgs/{}.html", (self.slug)(id))
    }

    /// The name, as a link to the page.
    pub(super) fn link(&self, one: &Assessment) -> String {
        format!(
            "<a href=\"{}\">{}</a>",
            self.href(&one.id),
            escaped(&printable(&one.name))
        )
    }

    /// The first names, and how many more there are.
    pub(super) fn some(&self, names: &[String]) -> String {
        let shown: Vec<&str> = names.iter().take(NAMED).map(String::as_str).collect();
        let told = shown.join("; ");
        match names.len() - shown.len() {
            0 => told,
            more => format!("{told}; {} {more}", self.words.say("weitere:", "more:")),
        }
    }

    /// A table that shows the first of so many rows, and says how many it leaves out.
    pub(super) fn first(&self, grid: &Table, caption: &str, all: usize) -> String {
        let table = blocks::table(grid, caption, "sortable");
        table + &self.left_out(all, grid.rows.len())
    }

    /// The same, its rows about organisations, each with the way to its page.
    pub(super) fn linked(&self, grid: &Table, caption: &str, ids: &[&Id], all: usize) -> String {
        let href = |row: usize| ids.get(row).map(|id| self.href(id));
        blocks::linked(grid, caption, "sortable", href) + &self.left_out(all, ids.len())
    }

    fn left_out(&self, all: usize, shown: usize) -> String {
        let more = all.saturating_sub(shown);
        if more == 0 {
            return String::new();
        }
        let label = self
            .words
            .say("Weitere, hier nicht gezeigt:", "More, not shown here:");
        blocks::paragraph(&format!("{label} {more}"))
    }
}

pub(super) fn score(one: &Assessment) -> Option<f64> {
    one.leading()?.spread.score
}

pub(super) fn section(anchor: &'static str, title: &str, body: &str) -> Section {
    Section {
        anchor,
        title: title.to_owned(),
        markup: format!("<h2>{}</h2>\n{body}", escaped(title)),
    }
}

/// A heading within a section, and what stands below it; nothing where there is nothing.
pub(super) fn below(title: &str, body: &str) -> String {
    match body.is_empty() {
        true => String::new(),
        false => format!("<h3>{}</h3>\n{body}", escaped(title)),
    }
}

//! The overview of a portfolio: how it stands, what recurs, what to do, where each organisation's page is.

mod data;
mod directory;
mod fleet;
mod gaps;
mod gates;
mod heatmap;
mod movers;
mod overview;
mod programme;
mod refused;
mod sentences;
mod spread;
mod tiers;

use std::io;

use super::blocks::{self, Setting};
use super::page::{Page, Section};
use crate::model::{Document, Lang};
use crate::report::outline::{Block, method, second_run};
use crate::report::theme::Theme;
use crate::report::words::Words;
use fleet::Fleet;

pub(super) fn page(
    document: &Document,
    lang: Lang,
    theme: Option<&Theme>,
    slug: &dyn Fn(&str) -> String,
) -> io::Result<String> {
    let words = Words::new(document, lang);
    let fleet = Fleet::new(words, document, slug);
    let frame = Page {
        title: title(&fleet),
        subtitle: document.as_of.as_ref().map_or_else(String::new, |date| {
            format!("{} {date}", words.say("Stand", "as of"))
        }),
        back: None,
        sections: sections(&fleet),
        data: None,
        theme,
        words,
        document,
    };
    frame.write()
}

fn title(fleet: &Fleet<'_>) -> String {
    let words = &fleet.words;
    let count = fleet.all().len();
    let noun = match count {
        1 => words.say("Organisation", "organisation"),
        _ => words.say("Organisationen", "organisations"),
    };
    format!("{}: {count} {noun}", words.get("pack.title"))
}

fn sections(fleet: &Fleet<'_>) -> Vec<Section> {
    let mut sections = vec![overview::overview(fleet)];
    sections.extend(tiers::tiers(fleet));
    sections.extend(movers::movers(fleet));
    sections.extend(gates::gates(fleet));
    sections.extend(programme::close(fleet));
    sections.push(heatmap::heatmap(fleet));
    sections.extend(gaps::gaps(fleet));
    sections.extend(programme::measures(fleet));
    sections.extend(programme::placements(fleet));
    sections.extend(programme::demand(fleet));
    sections.push(data::data(fleet));
    sections.extend(refused::waivers(fleet));
    sections.extend(refused::rejected(fleet));
    sections.push(directory::directory(fleet));
    sections.push(provenance(fleet));
    sections
}

fn provenance(fleet: &Fleet<'_>) -> Section {
    let words = &fleet.words;
    let mut told: Vec<Block> = second_run(words, fleet.document);
    told.extend(method(words, fleet.document));
    let setting = Setting {
        drawings: &[],
        as_text: "",
    };
    Section {
        anchor: "method",
        title: words
            .say("Methode und Herkunft", "Method and provenance")
            .to_owned(),
        markup: blocks::all(&told, &setting),
    }
}

//! The drawings that the document shows, by the organisation and their role.

use crate::model::{Assessment, Document, Lang, LevelStep, printable};
use crate::report::bars::{Bar, alone, next_level};
use crate::report::chart::ChartFormat;
use crate::report::drawn;
use crate::report::staff::{person_svg, person_title};
use crate::report::words::Words;

/// For each organisation its drawings as SVG.
pub(super) type Drawings = Vec<Vec<(String, String)>>;

pub(super) fn of(document: &Document, lang: Lang) -> Drawings {
    let words = Words::new(document, lang);
    let all = document.organisations.iter();
    all.map(|one| {
        let own = drawn(one, &document.texts, ChartFormat::Svg, lang).into_iter();
        let own = own.map(|(role, svg)| (role.to_owned(), svg));
        own.chain(dimensions(&words, one, &document.levels))
            .chain(people(&words, one))
            .collect()
    })
    .collect()
}

/// The bars of each index, under its name.
fn dimensions(words: &Words<'_>, one: &Assessment, levels: &[LevelStep]) -> Vec<(String, String)> {
    let next = next_level(levels, one);
    let drawn = one.indexes.iter().map(|index| {
        let title = words.get(&format!("index.{}", index.id));
        let lines = Bar::of_index(words, one, &index.id, next);
        let title = printable(&title);
        (format!("bars.{title}"), alone(words, &title, &lines))
    });
    drawn.collect()
}

/// The bars of each person, under the title of its section.
fn people(words: &Words<'_>, one: &Assessment) -> Vec<(String, String)> {
    let people = one.staff.iter().flat_map(|staff| &staff.persons);
    let drawn = people.filter_map(|one| {
        let role = format!("bars.{}", person_title(words, one));
        Some((role, person_svg(words, one)?))
    });
    drawn.collect()
}

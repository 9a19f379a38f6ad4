//! The drawings that the document shows, by the organisation and their role.

use crate::model::{Assessment, DimensionScore, Document, Lang, printable};
use crate::report::bars::{Bar, alone};
use crate::report::chart::ChartFormat;
use crate::report::drawn;
use crate::report::words::Words;

/// For each organisation its drawings as SVG.
pub(super) type Drawings = Vec<Vec<(String, String)>>;

pub(super) fn of(document: &Document, lang: Lang) -> Drawings {
    let words = Words::new(document, lang);
    let all = document.organisations.iter();
    all.map(|one| {
        let own = drawn(one, &document.texts, ChartFormat::Svg, lang).into_iter();
        let own = own.map(|(role, svg)| (role.to_owned(), svg));
        own.chain(dimensions(&words, one)).collect()
    })
    .collect()
}

/// The bars of each index, under its name.
fn dimensions(words: &Words<'_>, one: &Assessment) -> Vec<(String, String)> {
    let leading = one.indexes.last().map(|index| &index.id);
    let drawn = one.indexes.iter().map(|index| {
        let title = words.get(&format!("index.{}", index.id));
        let own = one.dimensions.iter().filter(|own| own.index == index.id);
        let mut own: Vec<&DimensionScore> = own.collect();
        let score = |one: &&DimensionScore| one.spread.score.unwrap_or(-1.0);
        own.sort_by(|a, b| score(b).total_cmp(&score(a)));
        let judged = Some(&index.id) == leading;
        let lines: Vec<Bar> = own
            .into_iter()
            .map(|dimension| Bar::of_dimension(words, dimension, judged))
            .collect();
        let title = printable(&title);
        (format!("bars.{title}"), alone(words, &title, &lines))
    });
    drawn.collect()
}

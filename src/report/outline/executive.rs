//! What a board reads: what helps and hinders most, and what to do first.

use super::{Block, Item, Table};
use crate::model::{Assessment, Finding};
use crate::report::roadmap::RoadmapWords;
use crate::report::share::{headline, hindering, strongest};
use crate::report::table::Align;
use crate::report::words::Words;

/// How many strengths, obstacles and measures are named.
const NAMED: usize = 3;

/// Strengths and obstacles.
pub(super) fn balance(words: &Words<'_>, one: &Assessment) -> Vec<Block> {
    let strengths = words.say("Stärken", "Strengths");
    let obstacles = words.say("Hindernisse", "Obstacles");
    let strong = strongest(one).into_iter().take(NAMED).collect();
    let weak = hindering(one).into_iter().take(NAMED).collect();
    let lists = [(strengths, strong), (obstacles, weak)];
    let blocks = lists
        .into_iter()
        .filter(|(_, found): &(_, Vec<_>)| !found.is_empty());
    blocks
        .flat_map(|(title, found)| {
            let items = found.into_iter().map(|finding| item(words, finding));
            [
                Block::Heading(2, title.to_owned()),
                Block::List(items.collect()),
            ]
        })
        .collect()
}

fn item(words: &Words<'_>, finding: &Finding) -> Item {
    let key = format!("rule.{}.{}", finding.rule, headline(finding));
    let read = |name: &str| finding.fields.get(name).cloned();
    let reason = finding.reason.as_ref();
    let text = reason.map_or_else(String::new, |reason| words.reason(reason, read));
    Item::new(words.get(&key), text)
}

/// The first measures of the roadmap, in its order.
pub(super) fn first_measures(words: &Words<'_>, one: &Assessment) -> Vec<Block> {
    let Some(roadmap) = one
        .roadmap
        .as_ref()
        .filter(|plan| !plan.measures.is_empty())
    else {
        return Vec::new();
    };
    let told = RoadmapWords { words, roadmap };
    let mut table = Table::new(&[
        (words.say("Maßnahme", "Measure"), Align::Left),
        (words.say("Verantwortlich", "Owner"), Align::Left),
        (words.say("Personentage", "Person-days"), Align::Right),
        (
            words.say("Zugewinn (Annahme)", "Gain (assumption)"),
            Align::Right,
        ),
    ]);
    for measure in roadmap.measures.iter().take(NAMED) {
        let text = |name: &str| words.get(&format!("measure.{}.{name}", measure.id));
        table.rows.push(vec![
            format!("{} {}", measure.id, text("title")),
            text("owner"),
            words.whole(measure.pt),
            told.gain(measure),
        ]);
    }
    vec![
        Block::Heading(2, words.say("Erste Maßnahmen", "First measures").to_owned()),
        Block::Table(table),
    ]
}

//! The organisation's own chart: its structure, where KAM is today, and the way to the target.

use super::{Block, Item};
use crate::model::{Assessment, Classification, Lang, OrgChart};
use crate::report::words::Words;

pub(super) fn org_chart(words: &Words<'_>, one: &Assessment) -> Vec<Block> {
    let Some(charted) = &one.org_chart else {
        return Vec::new();
    };
    let Some(chart) = &charted.chart else {
        return Vec::new();
    };
    let mut blocks = vec![Block::Heading(
        2,
        words.say("Organigramm", "Org chart").to_owned(),
    )];
    match chart {
        OrgChart::Classified(found) => {
            blocks.push(Block::Facts(facts(words, found)));
            let told = found.reasons.iter().chain(&charted.way);
            let items = told.map(|reason| Item::new("", words.reason(reason, |_| None)));
            blocks.push(Block::List(items.collect()));
        }
        OrgChart::Refused { faults } => {
            let refused = words.say(
                "Das Organigramm wurde nicht ausgewertet:",
                "The org chart was not read:",
            );
            blocks.push(Block::Text(refused.to_owned()));
            let items = faults.iter().map(|fault| {
                let unit = fault.unit.as_deref().unwrap_or_default();
                Item::new(unit, words.reason(&fault.reason, |_| None))
            });
            blocks.push(Block::List(items.collect()));
        }
    }
    blocks
}

fn facts(words: &Words<'_>, found: &Classification) -> Vec<(String, String)> {
    let name = |list: &str, id: &str| words.get(&format!("value.{list}.{id}"));
    let mut structure = name("structure", structure_id(found));
    if let Some(confidence) = found.confidence {
        let sure = words.whole(100.0 * confidence);
        structure.push_str(&match words.lang {
            Lang::De => format!(" (Sicherheit {sure} %)"),
            Lang::En => format!(" (confidence {sure} %)"),
        });
    }
    let today = name("option", found.kam_today.place.id());
    vec![
        (words.say("Struktur", "Structure").to_owned(), structure),
        (words.say("KAM heute", "KAM today").to_owned(), today),
    ]
}

fn structure_id(found: &Classification) -> &'static str {
    use crate::model::Listed;
    found.structure_type.id()
}

//! The mission: which elements it has, and a draft to copy.

use super::{Block, Item, Table};
use crate::model::{Assessment, CheckedMission, ElementState, Lang};
use crate::report::mission_draft::paragraphs;
use crate::report::table::{Align, wrapped};
use crate::report::words::Words;

/// Columns of the draft; it is meant to be copied.
const DRAFT_WIDTH: usize = 88;

pub(super) fn mission(words: &Words<'_>, one: &Assessment) -> Vec<Block> {
    let Some(mission) = &one.mission else {
        return Vec::new();
    };
    let mut blocks = vec![Block::Heading(2, "Mission".to_owned())];
    blocks.extend(
        mission
            .stated
            .iter()
            .flat_map(|stated| given(words, stated)),
    );
    let title = words.say("Entwurf zum Weiterschreiben", "Draft to go on with");
    blocks.push(Block::Heading(3, title.to_owned()));
    let note = words.say(
        "Eingesetzt ist, was aus den Angaben folgt; was in Klammern steht, weiß nur das Unternehmen.",
        "What follows from the facts is filled in; what stands in braces only the company knows.",
    );
    blocks.push(Block::Text(note.to_owned()));
    let lines: Vec<String> = paragraphs(words, &mission.draft)
        .iter()
        .map(|paragraph| wrapped(paragraph, DRAFT_WIDTH).join("\n"))
        .collect();
    blocks.push(Block::Verbatim(lines.join("\n\n")));
    blocks
}

fn given(words: &Words<'_>, stated: &CheckedMission) -> Vec<Block> {
    let mut table = Table::new(&[
        (words.say("Element", "Element"), Align::Left),
        (words.say("Stand", "State"), Align::Left),
        (words.say("Zu prüfen", "To check"), Align::Left),
    ]);
    for element in &stated.elements {
        table.rows.push(vec![
            words.get(&format!("mission.element.{}", element.id)),
            words.get(&format!("mission.state.{}", element.state.name())),
            words.get(&format!("mission.element.{}.check", element.id)),
        ]);
    }
    let mut blocks = vec![
        Block::Text(words.mission_share(stated)),
        Block::Table(table),
    ];
    let items: Vec<Item> = stated
        .warnings
        .iter()
        .map(|reason| Item::new("", words.reason(reason, |_| None)))
        .collect();
    if !items.is_empty() {
        blocks.push(Block::List(items));
    }
    blocks
}

impl Words<'_> {
    /// How much of the mission is there.
    pub(in crate::report) fn mission_share(&self, stated: &CheckedMission) -> String {
        let (count, all) = (stated.words, stated.elements.len());
        let filled = stated
            .elements
            .iter()
            .filter(|one| one.state == ElementState::Filled)
            .count();
        let share = match (stated.mission_elements_pct, self.lang) {
            (Some(share), Lang::De) => format!("{filled} von {all} Elementen vorhanden ({} %)", self.whole(share)),
            (Some(share), Lang::En) => format!("{filled} of {all} elements there ({} %)", self.whole(share)),
            (None, Lang::De) => "Nur ein Text, seine Elemente sind nicht zugeordnet: Stichwörter geben einen Hinweis und keine Prozente".to_owned(),
            (None, Lang::En) => "A text only, its elements are not assigned: key words are a hint and give no percent".to_owned(),
        };
        let stated_before = stated
            .difference
            .as_ref()
            .map_or_else(String::new, |difference| {
                let number = self.whole(difference.stated);
                match self.lang {
                    Lang::De => format!(", angegeben waren {number} %"),
                    Lang::En => format!(", stated were {number} %"),
                }
            });
        let blanks = match (stated.blanks, self.lang) {
            (0, _) => String::new(),
            (1, Lang::De) => ", eine Lücke".to_owned(),
            (blanks, Lang::De) => format!(", {blanks} Lücken"),
            (1, Lang::En) => ", one blank".to_owned(),
            (blanks, Lang::En) => format!(", {blanks} blanks"),
        };
        let length = match self.lang {
            Lang::De => format!("{count} Wörter"),
            Lang::En => format!("{count} words"),
        };
        format!("{share}{stated_before}; {length}{blanks}.")
    }
}

//! What to do next: where the plan leads, what raises the level, the measures by phase.

use super::{Block, Item, Table};
use crate::model::{Assessment, Measure, PlanPhase, RaisingState};
use crate::report::roadmap::RoadmapWords;
use crate::report::table::Align;
use crate::report::words::Words;

pub(super) fn roadmap(words: &Words<'_>, one: &Assessment) -> Vec<Block> {
    let Some(roadmap) = &one.roadmap else {
        return Vec::new();
    };
    let told = RoadmapWords { words, roadmap };
    let mut blocks = vec![
        Block::Heading(2, told.title().to_owned()),
        Block::Text(told.effort()),
    ];
    if !roadmap.measures.is_empty() {
        blocks.extend(curve(&told));
    }
    blocks.extend(raising(&told));
    for phase in told.phases() {
        blocks.extend(of_phase(&told, phase));
    }
    blocks.extend(critical_path(&told));
    blocks.extend(open(&told));
    blocks
}

fn heading(told: &RoadmapWords<'_>, de: &'static str, en: &'static str) -> Block {
    Block::Heading(3, told.words.say(de, en).to_owned())
}

fn curve(told: &RoadmapWords<'_>) -> Vec<Block> {
    vec![
        heading(told, "Wohin der Plan führt", "Where the plan leads"),
        Block::Text(told.assumed().to_owned()),
        Block::Chart("roadmap", told.curve().join("\n")),
    ]
}

fn raising(told: &RoadmapWords<'_>) -> Vec<Block> {
    let sets = told.roadmap.raising.sets.iter().map(|set| {
        let (lead, names) = told.raising_set(set);
        Item::new(lead, names)
    });
    let mut blocks = vec![
        heading(told, "Was die Stufe hebt", "What raises the level"),
        Block::Text(told.raising()),
    ];
    if told.roadmap.raising.state == RaisingState::Found {
        blocks.push(Block::List(sets.collect()));
    }
    blocks
}

fn of_phase(told: &RoadmapWords<'_>, phase: &PlanPhase) -> Vec<Block> {
    let meaning = told.words.get(&format!("phase.{}.meaning", phase.id));
    let items = told.of_phase(phase).map(|one| because(told, one));
    vec![
        Block::Heading(3, told.phase(phase)),
        Block::Text(format!(
            "{meaning} {}. {}",
            told.days(phase.pt),
            told.afterwards(&phase.what_if)
        )),
        Block::Table(table(told, phase)),
        Block::List(items.collect()),
    ]
}

fn table(told: &RoadmapWords<'_>, phase: &PlanPhase) -> Table {
    let words = told.words;
    let mut table = Table::new(&[
        (words.say("Maßnahme", "Measure"), Align::Left),
        (words.say("Zuständig", "Owner"), Align::Left),
        (words.say("Nachweis", "Proof of completion"), Align::Left),
        (words.say("Personentage", "Person-days"), Align::Right),
        (words.say("Wochen", "Weeks"), Align::Right),
        (words.say("Zugewinn", "Gain"), Align::Right),
        (words.say("Hebt auf", "Lifts"), Align::Left),
    ]);
    table.rows = told
        .of_phase(phase)
        .map(|one| {
            vec![
                told.named(&one.id),
                told.owner(one),
                told.proof(one),
                words.short(one.pt),
                words.short(one.weeks),
                told.gain(one),
                told.lifts(one),
            ]
        })
        .collect();
    table
}

/// Why a measure is there, what comes before it, what it is assumed to bring.
fn because(told: &RoadmapWords<'_>, one: &Measure) -> Item {
    let parts = [Some(told.reason(one)), told.needs(one), told.sets(one)];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    Item::new(&*one.id, parts.join(" "))
}

fn critical_path(told: &RoadmapWords<'_>) -> Vec<Block> {
    let Some(path) = told.critical_path() else {
        return Vec::new();
    };
    let steps = told.roadmap.critical_path.measures.iter();
    let lead = told.words.say(
        "Diese Maßnahmen bauen aufeinander auf und bestimmen, wie lange es mindestens dauert:",
        "These measures build on each other and decide how long it takes at least:",
    );
    vec![
        heading(told, "Der längste Weg", "The critical path"),
        Block::Text(format!("{lead} {path}.")),
        Block::List(steps.map(|id| Item::new("", told.named(id))).collect()),
    ]
}

fn open(told: &RoadmapWords<'_>) -> Vec<Block> {
    if told.roadmap.open.is_empty() {
        return Vec::new();
    }
    let items = told.roadmap.open.iter().map(|open| {
        let (lead, fields) = told.open(open);
        Item::new(lead, fields)
    });
    vec![
        heading(
            told,
            "Offen, weil Angaben fehlen",
            "Open, because facts are missing",
        ),
        Block::List(items.collect()),
    ]
}

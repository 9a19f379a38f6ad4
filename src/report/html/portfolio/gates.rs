//! Which gates bind how often, and who is held back by a single one.

use std::collections::{BTreeMap, BTreeSet};

use super::fleet::{Fleet, below, section};
use crate::model::{Assessment, Gate, GateState, Id, Measure, gate_rule, printable};
use crate::report::html::blocks::{self, table};
use crate::report::html::page::Section;
use crate::report::outline::Table;
use crate::report::roadmap::RoadmapWords;
use crate::report::table::Align;
use crate::report::words::Words;

/// Rows of the cheapest wins.
const SHOWN: usize = 20;

/// What a gate does to the portfolio; the dimensions of a gate count once.
#[derive(Default)]
pub(super) struct Counted<'d> {
    pub(super) binding: usize,
    unverified: usize,
    /// Those whom it alone keeps from a higher level.
    pub(super) alone: Vec<&'d Assessment>,
}

pub(super) fn counted<'d>(fleet: &Fleet<'d>) -> BTreeMap<&'d str, Counted<'d>> {
    let mut counts: BTreeMap<&'d str, Counted<'d>> = BTreeMap::new();
    for one in fleet.all() {
        let caps = |state: GateState| {
            let gates = one.gates.iter();
            gates.filter(move |gate| gate.state == state && gate.caps.is_some())
        };
        let families =
            |state| -> BTreeSet<&str> { caps(state).map(|gate| gate_rule(&gate.id)).collect() };
        let alone = single(fleet, one).map(|gate| gate_rule(&gate.id));
        for id in families(GateState::Binding) {
            let alone = alone == Some(id);
            let entry = counts.entry(id).or_default();
            entry.binding += 1;
            entry.alone.extend(alone.then_some(one));
        }
        for id in families(GateState::Unverified) {
            counts.entry(id).or_default().unverified += 1;
        }
    }
    counts
}

pub(super) fn gates(fleet: &Fleet<'_>) -> Option<Section> {
    let words = &fleet.words;
    let counts = counted(fleet);
    let title = words.say("K.-o.-Kriterien", "Gates");
    let mut grid = Table::new(&[
        (title, Align::Left),
        (words.say("greift bei", "binds for"), Align::Right),
        (words.say("Anteil", "Share"), Align::Right),
        (words.say("ungeprüft bei", "unverified for"), Align::Right),
        (
            words.say("nur dieses bei", "the only one for"),
            Align::Right,
        ),
    ]);
    let mut ranked: Vec<_> = counts.iter().collect();
    ranked.sort_by_key(|(_, gate)| std::cmp::Reverse(gate.binding));
    grid.rows = ranked
        .iter()
        .map(|(id, gate)| {
            vec![
                name(words, id),
                gate.binding.to_string(),
                fleet.share(gate.binding),
                gate.unverified.to_string(),
                gate.alone.len().to_string(),
            ]
        })
        .collect();
    let mut body = table(&grid, title, "sortable");
    body.push_str(&below(
        words.say("Nur dieses Kriterium fehlt", "Only this gate is missing"),
        &cheapest(fleet),
    ));
    (!counts.is_empty()).then(|| section("gates", title, &body))
}

/// `G2 Kein Sponsor`.
pub(super) fn name(words: &Words<'_>, id: &str) -> String {
    format!("{id} {}", words.get(&format!("gate.{id}.title")))
}

/// One who is held back by a single gate, and the measure with the least effort that lifts it.
struct Win<'d> {
    one: &'d Assessment,
    gate: &'d Id,
    measure: Option<&'d Measure>,
}

/// The gate that alone keeps an organisation from the level that its points give.
fn single<'d>(fleet: &Fleet<'_>, one: &'d Assessment) -> Option<&'d Gate> {
    let levels = &fleet.document.levels;
    let rank = |id: &Option<Id>| levels.iter().position(|step| Some(&step.id) == id.as_ref());
    let points = rank(&one.level.raw)?;
    let caps = |gate: &&Gate| rank(&gate.caps).is_some_and(|cap| cap < points);
    let in_force = |gate: &&Gate| gate.state != GateState::Clear;
    let mut holding = one.gates.iter().filter(in_force).filter(caps);
    let first = holding.next().filter(|_| holding.next().is_none())?;
    (first.state == GateState::Binding).then_some(first)
}

fn wins<'d>(fleet: &Fleet<'d>) -> Vec<Win<'d>> {
    let wins = fleet.all().iter().filter_map(|one| {
        let gate = &single(fleet, one)?.id;
        let lifting = one.roadmap.iter().flat_map(|plan| &plan.measures);
        let lifting = lifting.filter(|measure| measure.lifts.contains(gate));
        Some(Win {
            one,
            gate,
            measure: lifting.min_by(|a, b| a.pt.total_cmp(&b.pt)),
        })
    });
    let mut wins: Vec<Win<'d>> = wins.collect();
    let effort = |win: &Win<'_>| win.measure.map_or(f64::INFINITY, |measure| measure.pt);
    wins.sort_by(|a, b| effort(a).total_cmp(&effort(b)));
    wins
}

fn cheapest(fleet: &Fleet<'_>) -> String {
    let words = &fleet.words;
    let wins = wins(fleet);
    if wins.is_empty() {
        return String::new();
    }
    let mut grid = Table::new(&[
        (words.say("Organisation", "Organisation"), Align::Left),
        (words.say("Kriterium", "Gate"), Align::Left),
        (words.say("Stufe heute", "Level today"), Align::Left),
        (
            words.say("Stufe nach Punkten", "Level by points"),
            Align::Left,
        ),
        (
            words.say("Maßnahme, die es aufhebt", "Measure that lifts it"),
            Align::Left,
        ),
        (words.say("Personentage", "Person-days"), Align::Right),
    ]);
    let shown = wins.iter().take(SHOWN);
    grid.rows = shown.clone().map(|win| row(words, win)).collect();
    let ids: Vec<&Id> = shown.map(|win| &win.one.id).collect();
    let lead = words.say(
        "Nur dieses eine Kriterium trennt diese Organisationen von der Stufe, die ihre Punkte ergeben; der geringste Aufwand zuerst. Ein Strich heißt: Keine Maßnahme allein hebt es auf.",
        "This one gate alone keeps these organisations from the level that their points give; the least effort first. A dash means that no measure alone lifts it.",
    );
    let caption = words.say("Nur dieses Kriterium fehlt", "Only this gate is missing");
    blocks::paragraph(lead) + &fleet.linked(&grid, caption, &ids, wins.len())
}

fn row(words: &Words<'_>, win: &Win<'_>) -> Vec<String> {
    let level = |id: &Option<Id>| id.as_deref().unwrap_or("–").to_owned();
    let dash = || "–".to_owned();
    let named = |measure: &Measure| {
        let roadmap = win.one.roadmap.as_ref()?;
        Some(RoadmapWords { words, roadmap }.named(&measure.id))
    };
    vec![
        printable(&win.one.name),
        gate(words, win.gate),
        level(&win.one.level.id),
        level(&win.one.level.raw),
        win.measure.and_then(named).unwrap_or_else(dash),
        win.measure
            .map_or_else(dash, |measure| words.short(measure.pt)),
    ]
}

/// A gate that holds for each dimension says which.
fn gate(words: &Words<'_>, id: &str) -> String {
    let title = name(words, gate_rule(id));
    match id.split_once(':') {
        Some((_, dimension)) => {
            format!("{title}: {}", words.get(&format!("dimension.{dimension}")))
        }
        None => title,
    }
}

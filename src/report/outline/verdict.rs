//! The verdict: level, indexes, gates, dimensions.

use super::{Block, Item, Table};
use crate::model::{
    Assessment, DimensionScore, Gate, GateState, IndexScore, Lang, gate_rule, printable,
};
use crate::report::share::contributions;
use crate::report::table::Align;
use crate::report::waived;
use crate::report::words::Words;

pub(super) fn verdict(words: &Words<'_>, one: &Assessment) -> Vec<Block> {
    let mut facts = vec![(words.say("Stufe", "Level").to_owned(), level(words, one))];
    for index in &one.indexes {
        facts.push((
            words.get(&format!("index.{}", index.id)),
            index_line(words, index),
        ));
    }
    if let Some(placement) = &one.placement {
        facts.push((
            words.say("Zielverankerung", "Target placement").to_owned(),
            option(words, placement.target.as_deref()),
        ));
        facts.push((
            words
                .say("Einstiegsverankerung", "Entry placement")
                .to_owned(),
            option(words, placement.entry.as_deref()),
        ));
    }
    let mut blocks = vec![Block::Heading(1, printable(&one.name)), Block::Facts(facts)];
    if let Some(id) = &one.level.id {
        let meaning = words.get(&format!("level.{id}.meaning"));
        let next = words.get(&format!("level.{id}.next"));
        let lead = words.say("Nächster Schritt:", "Next step:");
        blocks.push(Block::Text(format!("{meaning} {lead} {next}")));
    }
    blocks.extend(flags(words, one));
    blocks.extend(waivers(words, one));
    blocks
}

fn option(words: &Words<'_>, id: Option<&str>) -> String {
    match id {
        Some(id) => words.get(&format!("option.{id}")),
        None => words
            .say("noch nicht zu nennen", "cannot be named yet")
            .to_owned(),
    }
}

/// The level, what it would be without gates, and how sure it is.
pub(in crate::report) fn level(words: &Words<'_>, one: &Assessment) -> String {
    let level = &one.level;
    let name = |id: &str| format!("{id} {}", words.get(&format!("level.{id}")));
    let mut text = match (&level.id, &level.raw) {
        (Some(id), Some(raw)) if id != raw => {
            let without = words.say("ohne K.-o.-Kriterien", "before gates");
            format!("{} ({without} {})", name(id), name(raw))
        }
        (Some(id), _) => name(id),
        (None, _) => words
            .say(
                "keine, es fehlen zu viele Angaben",
                "none, too much is unknown",
            )
            .to_owned(),
    };
    if let (Some(low), Some(high)) = (&level.low, &level.high)
        && (low != high || level.id.is_none())
    {
        let plausible = words.say("plausibel", "plausible");
        let span = if low == high {
            low.to_string()
        } else {
            format!("{low}–{high}")
        };
        text.push_str(&format!("; {plausible}: {span}"));
    }
    if level.borderline {
        text.push_str(words.say("; Grenzfall", "; borderline"));
    }
    text
}

/// Score, range where there is one, coverage, the score with waivers.
pub(super) fn index_line(words: &Words<'_>, index: &IndexScore) -> String {
    let spread = &index.spread;
    let mut text = spread.score.map_or_else(
        || words.say("keine Angabe", "unknown").to_owned(),
        |score| format!("{} {}", words.whole(score), words.say("von 100", "of 100")),
    );
    if let Some(range) = spread.hard()
        && range.high - range.low >= 0.05
    {
        let (label, plausible) = (
            words.say("Spanne", "range"),
            words.say("plausibel", "plausible"),
        );
        text.push_str(&format!(
            "; {label} {}–{}",
            words.tenth(range.low),
            words.tenth(range.high)
        ));
        if let Some(near) = spread.plausible() {
            text.push_str(&format!(
                ", {plausible} {}–{}",
                words.tenth(near.low),
                words.tenth(near.high)
            ));
        }
    }
    let coverage = words.say("Datenabdeckung", "coverage");
    text.push_str(&format!("; {coverage} {} %", words.whole(spread.coverage)));
    if spread.ungraded > 0.0 && spread.half_width > 0.0 {
        let graded = words.whole(100.0 - spread.ungraded);
        text.push_str(&match words.lang {
            Lang::De => format!("; {graded} % der Angaben mit Nachweisgrad"),
            Lang::En => format!("; {graded} % of the facts have an evidence grade"),
        });
    }
    if let Some(scores) = waived::scores(words, index) {
        text.push_str(&format!("; {scores}"));
    }
    text
}

fn flags(words: &Words<'_>, one: &Assessment) -> Option<Block> {
    let items: Vec<Item> = one
        .flags
        .iter()
        .map(|flag| {
            let title = words.get(&format!("flag.{}.title", flag.id));
            Item::new(
                format!(
                    "{} {} ({})",
                    words.say("Hinweis:", "Warning:"),
                    title,
                    flag.id
                ),
                words.reason(&flag.reason, |_| None),
            )
        })
        .collect();
    (!items.is_empty()).then_some(Block::List(items))
}

fn waivers(words: &Words<'_>, one: &Assessment) -> Vec<Block> {
    if one.waivers.is_empty() {
        return Vec::new();
    }
    let mut table = Table::new(&[
        (words.say("Begründete Ausnahme", "Waiver"), Align::Left),
        (words.say("Grund", "Reason"), Align::Left),
        (words.say("Verantwortlich", "Owner"), Align::Left),
        (words.say("Gilt bis", "Expires"), Align::Left),
        (words.say("Stand", "State"), Align::Left),
    ]);
    for waived in &one.waivers {
        table.rows.push(vec![
            waived::title(words, waived),
            printable(&waived.reason),
            printable(&waived.owner),
            waived.expires.clone().unwrap_or_default(),
            waived::state(words, waived).to_owned(),
        ]);
    }
    vec![Block::Table(table)]
}

/// The gates that bind or are unverified; the others by number.
pub(super) fn gates(words: &Words<'_>, one: &Assessment) -> Vec<Block> {
    if one.gates.is_empty() {
        return Vec::new();
    }
    let shown = |gate: &&Gate| gate.state != GateState::Clear || gate.borderline;
    let items: Vec<Item> = one
        .gates
        .iter()
        .filter(shown)
        .map(|gate| Item::new(gate_lead(words, gate), gate_text(words, gate)))
        .collect();
    let mut blocks = vec![Block::Heading(
        2,
        words.say("K.-o.-Kriterien", "Gates").to_owned(),
    )];
    blocks.push(Block::Text(counted(words, &one.gates)));
    if !items.is_empty() {
        blocks.push(Block::List(items));
    }
    blocks
}

/// How many gates there are, and in which state.
fn counted(words: &Words<'_>, gates: &[Gate]) -> String {
    let count = |state: GateState| gates.iter().filter(|gate| gate.state == state).count();
    let (binding, open) = (count(GateState::Binding), count(GateState::Unverified));
    let (all, clear) = (gates.len(), count(GateState::Clear));
    match words.lang {
        Lang::De => {
            let verb = |count: usize, one: &'static str, many: &'static str| match count {
                1 => format!("{count} {one}"),
                _ => format!("{count} {many}"),
            };
            let binding = verb(binding, "greift", "greifen");
            let open = verb(open, "ist ungeprüft", "sind ungeprüft");
            let clear = verb(clear, "greift nicht", "greifen nicht");
            format!("Von {all} Kriterien: {binding}, {open}, {clear}.")
        }
        Lang::En => {
            let verb = if binding == 1 { "binds" } else { "bind" };
            format!("Of {all} gates, {binding} {verb}, {open} are unverified, {clear} are clear.")
        }
    }
}

/// The reason of an unverified gate says so itself.
fn gate_lead(words: &Words<'_>, gate: &Gate) -> String {
    let id = gate_rule(&gate.id);
    let title = words.get(&format!("gate.{id}.title"));
    match gate.state {
        GateState::Binding => format!("{} {id} {title}", words.say("✗ greift:", "✗ binds:")),
        GateState::Unverified => format!("? {id} {title}"),
        GateState::Clear => format!("{} {id} {title}", words.say("✓ greift nicht:", "✓ clear:")),
    }
}

fn gate_text(words: &Words<'_>, gate: &Gate) -> String {
    let mut text = words.reason(&gate.reason, |_| None);
    if let (Some(cap), true) = (&gate.caps, gate.state != GateState::Clear) {
        let most = words.say("Höchstens Stufe", "At most level");
        text.push_str(&format!(" {most} {cap}."));
    }
    if gate.borderline {
        text.push_str(words.say(
            " Grenzfall: Die plausible Spanne enthält die Grenze.",
            " Borderline: the plausible range holds the limit.",
        ));
    }
    text
}

/// One table an index: points, weight, and the part that each dimension gives.
pub(super) fn dimensions(words: &Words<'_>, one: &Assessment) -> Vec<Block> {
    let mut blocks = vec![Block::Heading(
        2,
        words.say("Dimensionen", "Dimensions").to_owned(),
    )];
    for index in &one.indexes {
        let own: Vec<&DimensionScore> = one
            .dimensions
            .iter()
            .filter(|dimension| dimension.index == index.id)
            .collect();
        let title = words.get(&format!("index.{}", index.id));
        let mut table = Table::new(&[
            (&title, Align::Left),
            (words.say("Punkte", "Points"), Align::Right),
            (words.say("Gewicht", "Weight"), Align::Right),
            (words.say("Beitrag", "Part"), Align::Right),
            (words.say("Spanne", "Range"), Align::Left),
            (words.say("Datenabdeckung", "Coverage"), Align::Right),
        ]);
        let parts = contributions(&own);
        for (dimension, part) in own.iter().zip(&parts) {
            table.rows.push(dimension_row(words, dimension, *part));
        }
        let total: f64 = parts.iter().flatten().sum();
        let total = index
            .spread
            .score
            .map_or_else(|| "–".to_owned(), |_| words.tenth(total));
        let label = words.say("Summe", "Total").to_owned();
        table.rows.push(vec![
            label,
            String::new(),
            String::new(),
            total,
            String::new(),
            String::new(),
        ]);
        blocks.push(Block::Table(table));
    }
    blocks
}

fn dimension_row(words: &Words<'_>, one: &DimensionScore, part: Option<f64>) -> Vec<String> {
    let spread = &one.spread;
    let range = match (one.not_applicable, one.assessable, spread.hard()) {
        (true, ..) => words.say("nicht zutreffend", "not applicable").to_owned(),
        (_, assessable, Some(range)) if !assessable || range.high - range.low >= 0.05 => {
            let range = format!("{}–{}", words.tenth(range.low), words.tenth(range.high));
            let note = words.say("nicht beurteilbar", "not assessable");
            if assessable {
                range
            } else {
                format!("{range} ({note})")
            }
        }
        _ => String::new(),
    };
    let score = spread.score.filter(|_| one.assessable);
    let dash = || "–".to_owned();
    vec![
        words.get(&format!("dimension.{}", one.id)),
        score.map_or_else(dash, |score| words.whole(score)),
        words.short(one.weight),
        part.map_or_else(dash, |part| words.tenth(part)),
        range,
        format!("{} %", words.whole(spread.coverage)),
    ]
}

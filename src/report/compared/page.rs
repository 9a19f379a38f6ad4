//! Head, organisations and method of a comparison.

use crate::model::{Compared, Comparison, FindingChange, Id, Side, gate_rule};
use crate::report::outline::{Block, Item, Table};
use crate::report::table::Align;
use crate::report::words::{Words, short_gate};

pub(super) fn head(words: &Words<'_>, comparison: &Comparison) -> Vec<Block> {
    let fell = comparison.organisations.iter().filter(|one| one.regression);
    let counts = [
        (
            words.say("In beiden Ergebnissen", "In both results"),
            comparison.organisations.len(),
        ),
        (
            words.say("Verschlechtert", "Worse than before"),
            fell.count(),
        ),
    ];
    let mut facts = vec![
        (
            words.say("Früher", "Old").to_owned(),
            side(words, &comparison.old),
        ),
        (
            words.say("Jetzt", "New").to_owned(),
            side(words, &comparison.new),
        ),
    ];
    facts.extend(counts.map(|(label, count)| (label.to_owned(), count.to_string())));
    for (label, ids) in [
        (
            words.say("Nur früher", "Only in the old one"),
            &comparison.only_old,
        ),
        (
            words.say("Nur jetzt", "Only in the new one"),
            &comparison.only_new,
        ),
    ] {
        if !ids.is_empty() {
            facts.push((label.to_owned(), ids.join(", ")));
        }
    }
    vec![
        Block::Heading(
            1,
            words
                .say(
                    "Folgeaudit: Vergleich zweier Ergebnisse",
                    "Re-audit: two results compared",
                )
                .to_owned(),
        ),
        Block::Facts(facts),
    ]
}

pub(in crate::report) fn side(words: &Words<'_>, side: &Side) -> String {
    let overlays = side
        .pack
        .overlays
        .iter()
        .map(|one| format!(" + {} {}", one.id, one.version));
    let overlays: String = overlays.collect();
    let short: String = side.pack.hash.chars().take(12).collect();
    let date = side.as_of.as_ref().map_or_else(
        || {
            words
                .say("ohne Stichtag", "without a reference date")
                .to_owned()
        },
        |date| format!("{} {date}", words.say("Stand", "as of")),
    );
    format!(
        "{} {}{overlays} (SHA-256 {short}…), {date}",
        side.pack.id, side.pack.version
    )
}

pub(super) fn organisation(words: &Words<'_>, one: &Compared) -> Vec<Block> {
    let mut blocks = vec![Block::Heading(2, format!("{} ({})", one.name, one.id))];
    blocks.extend(verdict_and_points(words, one));
    if let Some(why) = &one.not_rescored {
        let lead = words.say(
            "Die Änderung lässt sich nicht zerlegen, weil die früheren Angaben mit dem neuen Regelwerk nicht auswertbar sind",
            "The change cannot be split, as the old data cannot be scored by the new pack",
        );
        blocks.push(Block::Text(format!("{lead} ({why}).")));
    }
    blocks.extend(changed_findings(words, one));
    blocks
}

/// Level, gates and target, then the points of each index.
pub(in crate::report) fn verdict_and_points(words: &Words<'_>, one: &Compared) -> [Block; 2] {
    [
        Block::Facts(verdict(words, one)),
        Block::Table(indexes(words, one)),
    ]
}

/// The findings that are others, by what became of them.
pub(in crate::report) fn changed_findings(words: &Words<'_>, one: &Compared) -> Vec<Block> {
    let mut blocks = Vec::new();
    for (change, title) in [
        (
            FindingChange::New,
            words.say("Neue Befunde", "New findings"),
        ),
        (
            FindingChange::Worse,
            words.say("Verschlechterte Befunde", "Findings that are worse"),
        ),
        (
            FindingChange::Better,
            words.say(
                "Verbesserte, noch offene Befunde",
                "Findings that are better, but still open",
            ),
        ),
        (
            FindingChange::Solved,
            words.say("Erledigte Befunde", "Solved findings"),
        ),
    ] {
        let items = findings(words, one, change);
        if !items.is_empty() {
            blocks.push(Block::Heading(3, title.to_owned()));
            blocks.push(Block::List(items));
        }
    }
    blocks
}

fn verdict(words: &Words<'_>, one: &Compared) -> Vec<(String, String)> {
    let level = &one.level;
    let (old, new) = (
        words.level_name(level.old.as_ref()),
        words.level_name(level.new.as_ref()),
    );
    let mut text = match level.old == level.new {
        true => format!("{new} ({})", words.say("unverändert", "as before")),
        false => format!("{old} → {new}"),
    };
    if one.not_rescored.is_none() && one.is_split() && level.rules != level.old {
        let by_rules = words.level_name(level.rules.as_ref());
        let lead = words.say(
            "die früheren Angaben ergäben heute",
            "the old data would give today",
        );
        text.push_str(&format!("; {lead}: {by_rules}"));
    }
    let mut facts = vec![(words.say("Stufe", "Level").to_owned(), text)];
    let gates = [
        (
            words.say("Neu greifende K.-o.-Kriterien", "Gates that bind now"),
            &one.gates_new,
        ),
        (
            words.say(
                "Nicht mehr greifende K.-o.-Kriterien",
                "Gates that no longer bind",
            ),
            &one.gates_lifted,
        ),
    ];
    for (label, ids) in gates {
        if !ids.is_empty() {
            let ids: Vec<String> = ids.iter().map(|id| gate(words, id)).collect();
            facts.push((label.to_owned(), ids.join("; ")));
        }
    }
    if one.target_old != one.target_new {
        let name = |id: &Option<Id>| {
            id.as_ref()
                .map_or_else(|| "–".to_owned(), |id| words.get(&format!("option.{id}")))
        };
        let way = format!("{} → {}", name(&one.target_old), name(&one.target_new));
        facts.push((
            words.say("Zielverankerung", "Target placement").to_owned(),
            way,
        ));
    }
    facts
}

fn gate(words: &Words<'_>, id: &Id) -> String {
    let own = gate_rule(id);
    format!(
        "{} {}",
        short_gate(id),
        words.get(&format!("gate.{own}.title"))
    )
}

fn indexes(words: &Words<'_>, one: &Compared) -> Table {
    let mut head = vec![
        ("", Align::Left),
        (words.say("Früher → jetzt", "Old → new"), Align::Right),
        (words.say("Änderung", "Change"), Align::Right),
    ];
    if one.is_split() || one.not_rescored.is_some() {
        head.extend(causes(words));
    }
    let mut table = Table::new(&head);
    let columns = head.len();
    for index in &one.indexes {
        let mut row = vec![
            words.get(&format!("index.{}", index.id)),
            words.way(index.old, index.new),
            words.change(index.old, index.new),
        ];
        row.extend(words.parts(index.parts, index.old, index.new));
        row.truncate(columns);
        table.rows.push(row);
    }
    table
}

/// What a change is split into.
pub(super) fn causes(words: &Words<'_>) -> [(&'static str, Align); 4] {
    [
        (words.say("Daten", "Data"), Align::Right),
        (words.say("Regeln", "Rules"), Align::Right),
        (words.say("Abdeckung", "Coverage"), Align::Right),
        (words.say("Ausnahmen", "Waivers"), Align::Right),
    ]
}

fn findings(words: &Words<'_>, one: &Compared, change: FindingChange) -> Vec<Item> {
    let found = one
        .findings
        .iter()
        .filter(|finding| finding.change == change);
    let item = |finding: &crate::model::ChangedFinding| {
        let points = format!(
            "{} {}",
            words.way(finding.old, finding.new),
            words.say("Punkte", "points")
        );
        Item::new(words.get(&format!("rule.{}.title", finding.rule)), points)
    };
    found.map(item).collect()
}

pub(super) fn method(words: &Words<'_>) -> Vec<Block> {
    let text = words.say(
        "Regeln: die früheren Angaben, mit dem neuen Regelwerk gerechnet, gegen das frühere Ergebnis. Daten: dieselben Fragen, heute anders beantwortet. Abdeckung: Fragen, die nur in einem der beiden Ergebnisse beantwortet sind. Ausnahmen: was begründete Ausnahmen am Ergebnis ändern; die Punkte stehen ohne ausgenommene Regeln. Die Teile ergeben zusammen die Änderung, wie sie gedruckt ist. Ein Befund ist offen, wenn die Regel weniger als 50 Punkte gibt.",
        "Rules: the old data scored by the new pack, against the old result. Data: the same questions, answered otherwise today. Coverage: questions that only one of the results answers. Waivers: what reasoned exceptions change; scores leave out waived rules. The parts add up to the change as printed. A finding is open where its rule gives less than 50 points.",
    );
    vec![
        Block::Heading(
            2,
            words
                .say("Wie zerlegt wird", "How the change is split")
                .to_owned(),
        ),
        Block::Text(text.to_owned()),
    ]
}

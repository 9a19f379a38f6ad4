//! Where the function belongs: the choice, its place in the chart, what speaks for and against it, the others.

use super::{Block, Item, Table};
use crate::model::{Assessment, Basis, Call, Drawing, Effect, Lang, OptionFit, Placement, Tipping};
use crate::report::chart::{ChartFormat, chart};
use crate::report::table::Align;
use crate::report::words::{Words, printable};

pub(super) fn placement(words: &Words<'_>, one: &Assessment) -> Vec<Block> {
    let Some(placement) = &one.placement else {
        return Vec::new();
    };
    let title = words.say(
        "Organisatorische Verankerung",
        "Placement in the organisation",
    );
    let mut blocks = vec![
        Block::Heading(2, title.to_owned()),
        Block::Text(choice(words, placement)),
    ];
    if let Some(reason) = &placement.entry_reason {
        blocks.push(Block::Text(words.reason(reason, |_| None)));
    }
    if let Some(target) = placement
        .target
        .as_deref()
        .and_then(|id| placement.option(id))
    {
        let drawing = one
            .org_chart
            .as_ref()
            .and_then(|chart| chart.target.as_ref());
        let tree = tree(words, one, target, drawing);
        blocks.extend(chosen(words, words.say("Ziel", "Target"), target, tree));
    }
    let entry = placement
        .entry
        .as_deref()
        .filter(|_| placement.entry != placement.target);
    if let Some(entry) = entry.and_then(|id| placement.option(id)) {
        let drawing = one
            .org_chart
            .as_ref()
            .and_then(|chart| chart.entry.as_ref());
        let tree = tree(words, one, entry, drawing);
        blocks.extend(chosen(words, words.say("Einstieg", "Entry"), entry, tree));
    }
    blocks.push(Block::Heading(
        3,
        words
            .say("Die Möglichkeiten im Vergleich", "The options side by side")
            .to_owned(),
    ));
    blocks.push(Block::Table(alternatives(words, placement)));
    blocks.extend(tipping(words, placement));
    blocks
}

/// The decision in a sentence or two.
fn choice(words: &Words<'_>, placement: &Placement) -> String {
    let known = match words.lang {
        Lang::De => format!(
            "Bekannt sind {} von {} Faktoren.",
            placement.factors_known, placement.factors_total
        ),
        Lang::En => format!(
            "{} of {} factors are known.",
            placement.factors_known, placement.factors_total
        ),
    };
    let Some(target) = &placement.target else {
        let list: Vec<String> = placement
            .shortlist
            .iter()
            .map(|id| name(words, id))
            .collect();
        let lead = words.say(
            "Für ein Ziel ist zu wenig bekannt. In der engeren Wahl:",
            "Too little is known to name a target. On the shortlist:",
        );
        return format!("{known} {lead} {}.", list.join("; "));
    };
    let mut text = format!("{} {}.", words.say("Ziel:", "Target:"), name(words, target));
    if let (Some(call), Some(lead), Some(second)) =
        (placement.call, placement.lead, &placement.runner_up)
    {
        let lead = words.tenth(lead);
        let second = name(words, second);
        text.push_str(&match (words.lang, call) {
            (Lang::De, Call::Clear) => format!(" Das Ergebnis ist eindeutig: {lead} Punkte Vorsprung vor „{second}“."),
            (Lang::De, Call::Narrow) => format!(" Das Ergebnis ist knapp: {lead} Punkte Vorsprung vor „{second}“."),
            (Lang::De, Call::Tie) => format!(" Es steht patt: nur {lead} Punkte Vorsprung vor „{second}“; beide kommen in Betracht."),
            (Lang::En, Call::Clear) => format!(" The call is clear: {lead} points ahead of “{second}”."),
            (Lang::En, Call::Narrow) => format!(" The call is narrow: {lead} points ahead of “{second}”."),
            (Lang::En, Call::Tie) => format!(" It is a tie: only {lead} points ahead of “{second}”; both come into question."),
        });
    }
    if let Some(other) = &placement.hybrid_target {
        let other = name(words, other);
        text.push_str(&match words.lang {
            Lang::De => format!(" Patt wegen gemischter Struktur: Nach dem zweiten Gliederungsprinzip wäre das Ziel „{other}“."),
            Lang::En => format!(" Tie because of the hybrid structure: by the second principle the target would be “{other}”."),
        });
    }
    match &placement.entry {
        Some(entry) if entry == target => text.push_str(words.say(
            " Der Einstieg kann gleich dort erfolgen.",
            " The start can be made right there.",
        )),
        Some(entry) => {
            let lead = words.say("Einstieg:", "Entry:");
            text.push_str(&format!(" {lead} {}.", name(words, entry)));
        }
        None => text.push_str(words.say(
            " Ein Einstieg lässt sich noch nicht nennen.",
            " An entry cannot be named yet.",
        )),
    }
    format!("{text} {known}")
}

fn name(words: &Words<'_>, id: &str) -> String {
    words.get(&format!("option.{id}"))
}

/// The option in the organisation's own chart; in the textbook chart where it gave none.
fn tree(
    words: &Words<'_>,
    one: &Assessment,
    option: &OptionFit,
    drawing: Option<&Drawing>,
) -> String {
    match drawing.filter(|drawing| drawing.basis == Basis::OwnChart) {
        Some(drawing) => chart(
            drawing,
            &printable(&one.name),
            ChartFormat::Text,
            words.lang,
        ),
        None => words.get(&format!("option.{}.tree", option.id)),
    }
}

/// One chosen option: meaning, chart, pros and cons in general, and the factors that decide here.
fn chosen(words: &Words<'_>, role: &str, option: &OptionFit, tree: String) -> Vec<Block> {
    let key = format!("option.{}", option.id);
    let reports = words.get(&format!("{key}.reports_to"));
    let meaning = words.get(&format!("{key}.meaning"));
    let mut blocks = vec![
        Block::Heading(3, format!("{role}: {}", words.get(&key))),
        Block::Text(meaning),
        Block::Facts(vec![(
            words.say("Berichtet an", "Reports to").to_owned(),
            reports,
        )]),
        Block::Tree(tree),
    ];
    let mut items = Vec::new();
    for (name, lead) in [
        ("pro", words.say("Vorteil", "Pro")),
        ("con", words.say("Nachteil", "Con")),
    ] {
        items.extend(
            words
                .numbered(&format!("{key}.{name}"))
                .map(|text| Item::new(lead, text)),
        );
    }
    blocks.push(Block::List(items));
    let here = words.say("Hier spricht dafür", "Here speaks for it");
    let against = words.say("Hier spricht dagegen", "Here speaks against it");
    let facts = [(here, &option.pros), (against, &option.cons)]
        .into_iter()
        .filter(|(_, effects)| !effects.is_empty())
        .map(|(label, effects)| (label.to_owned(), effects_line(words, effects)));
    blocks.push(Block::Facts(facts.collect()));
    blocks
}

fn effects_line(words: &Words<'_>, effects: &[Effect]) -> String {
    let one = |effect: &Effect| bucket(words, &effect.factor, &effect.bucket);
    effects.iter().map(one).collect::<Vec<_>>().join("; ")
}

/// `Anzahl der Kandidaten: 5 bis 15`.
fn bucket(words: &Words<'_>, factor: &str, bucket: &str) -> String {
    let title = words.get(&format!("factor.{factor}.title"));
    format!(
        "{title}: {}",
        words.get(&format!("value.factors.{factor}.{bucket}"))
    )
}

fn alternatives(words: &Words<'_>, placement: &Placement) -> Table {
    let mut table = Table::new(&[
        (words.say("Möglichkeit", "Option"), Align::Left),
        (words.say("Eignung Ziel", "Target fit"), Align::Right),
        (words.say("Eignung Einstieg", "Entry fit"), Align::Right),
        (words.say("Spricht dafür", "For it"), Align::Left),
        (words.say("Spricht dagegen", "Against it"), Align::Left),
        (words.say("Läge vorn, wenn", "Would lead if"), Align::Left),
    ]);
    let mut options: Vec<&OptionFit> = placement.options.iter().collect();
    options.sort_by(|a, b| {
        let out = |one: &OptionFit| !one.excluded_by.is_empty();
        let fit = |one: &OptionFit| one.target_fit.unwrap_or(0.0);
        out(a).cmp(&out(b)).then(fit(b).total_cmp(&fit(a)))
    });
    for option in options {
        table.rows.push(alternative(words, placement, option));
    }
    table
}

fn alternative(words: &Words<'_>, placement: &Placement, option: &OptionFit) -> Vec<String> {
    let fit = |fit: Option<f64>| fit.map_or_else(|| "–".to_owned(), |fit| words.tenth(fit));
    let excluded = !option.excluded_by.is_empty();
    let against = if excluded {
        let reasons: Vec<String> = option
            .reasons
            .iter()
            .map(|reason| words.reason(reason, |_| None))
            .collect();
        let out = words.say("Ausgeschlossen", "Excluded");
        format!(
            "{out} ({}): {}",
            option.excluded_by.join(", "),
            reasons.join(" ")
        )
    } else {
        effects_line(words, &option.cons)
    };
    let wins = placement
        .tipping
        .iter()
        .filter(|tipping| tipping.target == option.id);
    let wins: Vec<String> = wins
        .map(|tipping| bucket(words, &tipping.factor, &tipping.to))
        .collect();
    vec![
        words.get(&format!("option.{}", option.id)),
        fit(option.target_fit),
        fit(option.entry_fit),
        effects_line(words, &option.pros),
        against,
        wins.join("; "),
    ]
}

fn tipping(words: &Words<'_>, placement: &Placement) -> Vec<Block> {
    if placement.target.is_none() {
        return Vec::new();
    }
    let title = words.say("Was das Ziel ändern würde", "What would change the target");
    let mut blocks = vec![Block::Heading(3, title.to_owned())];
    if placement.tipping.is_empty() {
        blocks.push(Block::Text(
            words
                .say(
                    "Keine einzelne andere Ausprägung eines Faktors würde das Ziel ändern.",
                    "No single factor in another state would change the target.",
                )
                .to_owned(),
        ));
        return blocks;
    }
    let items = placement.tipping.iter().map(|tipping| {
        Item::new(
            words.get(&format!("factor.{}.title", tipping.factor)),
            change(words, tipping),
        )
    });
    blocks.push(Block::List(items.collect()));
    blocks
}

fn change(words: &Words<'_>, tipping: &Tipping) -> String {
    let label = |bucket: &str| words.get(&format!("value.factors.{}.{bucket}", tipping.factor));
    let (from, to) = (label(&tipping.from), label(&tipping.to));
    let target = name(words, &tipping.target);
    match words.lang {
        Lang::De => format!("„{to}“ statt „{from}“ ergäbe das Ziel „{target}“."),
        Lang::En => format!("“{to}” instead of “{from}” would give the target “{target}”."),
    }
}

//! Where the function belongs: the choice, its place in the chart, what speaks for and against it, the others.

use super::{Block, Item, Table};
use crate::model::printable;
use crate::model::{
    Assessment, Basis, Call, Drawing, Effect, Lang, OptionFit, Placement, Reason, Tipping,
};
use crate::report::chart::{ChartFormat, chart};
use crate::report::table::Align;
use crate::report::words::Words;

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
    let chart = one.org_chart.as_ref();
    if let Some(target) = &placement.target {
        let drawing = chart.and_then(|chart| chart.target.as_deref());
        blocks.extend(chosen(
            words,
            one,
            "target",
            placement.option(target),
            drawing,
        ));
    }
    if let Some(entry) = &placement.entry
        && placement.entry != placement.target
    {
        let drawing = chart.and_then(|chart| chart.entry.as_deref());
        blocks.extend(chosen(
            words,
            one,
            "entry",
            placement.option(entry),
            drawing,
        ));
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

/// The decision in a few sentences.
fn choice(words: &Words<'_>, placement: &Placement) -> String {
    let known = match words.lang {
        // Options with rules of their own need no factors.
        _ if placement.factors_total == 0 => String::new(),
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
        return format!("{known} {}", without_target(words, placement))
            .trim()
            .to_owned();
    };
    let title = words.say("Zielverankerung:", "Target placement:");
    let sure = sure(words, placement);
    let hybrid = hybrid(words, placement);
    let entry = entry(words, placement, target);
    let name = name(words, target);
    [format!("{title} {name}."), sure, hybrid, entry, known]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// A chart of two principles may place KAM in two ways (domain 4.6).
fn hybrid(words: &Words<'_>, placement: &Placement) -> String {
    let Some(other) = &placement.hybrid_target else {
        return String::new();
    };
    let other = words.quoted(&name(words, other));
    match words.lang {
        Lang::De => format!(
            "Patt wegen gemischter Struktur: Nach dem zweiten Gliederungsprinzip wäre das Ziel {other}."
        ),
        Lang::En => format!(
            "Tie because of the hybrid structure: by the second principle the target would be {other}."
        ),
    }
}

fn without_target(words: &Words<'_>, placement: &Placement) -> String {
    let list: Vec<String> = placement
        .shortlist
        .iter()
        .map(|id| name(words, id))
        .collect();
    let little = words.say(
        "Für eine Zielverankerung ist zu wenig bekannt.",
        "Too little is known to name a target placement.",
    );
    if list.is_empty() {
        return little.to_owned();
    }
    let lead = words.say("In der engeren Wahl:", "On the shortlist:");
    format!("{little} {lead} {}.", list.join("; "))
}

/// How far the target is ahead of the second.
fn sure(words: &Words<'_>, placement: &Placement) -> String {
    let (Some(call), Some(lead), Some(second)) =
        (placement.call, placement.lead, &placement.runner_up)
    else {
        return words
            .say(
                "Alle anderen Möglichkeiten sind ausgeschlossen.",
                "All other options are excluded.",
            )
            .to_owned();
    };
    let lead = words.tenth(lead);
    let second = words.quoted(&name(words, second));
    match (words.lang, call) {
        (Lang::De, Call::Clear) => {
            format!("Das Ergebnis ist eindeutig: {lead} Punkte Vorsprung vor {second}.")
        }
        (Lang::De, Call::Narrow) => {
            format!("Das Ergebnis ist knapp: {lead} Punkte Vorsprung vor {second}.")
        }
        (Lang::De, Call::Tie) => format!(
            "Es steht patt: nur {lead} Punkte Vorsprung vor {second}; beide kommen in Betracht."
        ),
        (Lang::En, Call::Clear) => format!("The call is clear: {lead} points ahead of {second}."),
        (Lang::En, Call::Narrow) => {
            format!("The call is narrow: {lead} points ahead of {second}.")
        }
        (Lang::En, Call::Tie) => {
            format!("It is a tie: only {lead} points ahead of {second}; both come into question.")
        }
    }
}

fn entry(words: &Words<'_>, placement: &Placement, target: &str) -> String {
    match placement.entry.as_deref() {
        Some(entry) if entry == target => words
            .say(
                "Die Einstiegsverankerung ist dieselbe.",
                "The entry placement is the same.",
            )
            .to_owned(),
        Some(entry) => {
            let lead = words.say("Einstiegsverankerung:", "Entry placement:");
            format!("{lead} {}.", name(words, entry))
        }
        None => words
            .say(
                "Ein Einstieg lässt sich noch nicht nennen, weil für eine Stufe zu viele Angaben fehlen.",
                "An entry cannot be named yet, because too much is unknown for a level.",
            )
            .to_owned(),
    }
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
fn chosen(
    words: &Words<'_>,
    one: &Assessment,
    role: &'static str,
    option: Option<&OptionFit>,
    drawing: Option<&Drawing>,
) -> Vec<Block> {
    let Some(option) = option else {
        return Vec::new();
    };
    let tree = tree(words, one, option, drawing);
    let key = format!("option.{}", option.id);
    let reports = words.get(&format!("{key}.reports_to"));
    let meaning = words.get(&format!("{key}.meaning"));
    let title = match role {
        "target" => words.say("Zielverankerung", "Target placement"),
        _ => words.say("Einstiegsverankerung", "Entry placement"),
    };
    let mut blocks = vec![
        Block::Heading(3, format!("{title}: {}", words.get(&key))),
        Block::Text(meaning),
        Block::Facts(vec![(
            words.say("Berichtet an", "Reports to").to_owned(),
            reports,
        )]),
        Block::Chart(role, tree),
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
    if let Some(reason) = &option.fit_reason {
        blocks.push(Block::Text(words.reason(reason, |_| None)));
    }
    let here = words.say("Dafür spricht hier", "What speaks for it here");
    let against = words.say("Dagegen spricht hier", "What speaks against it here");
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
    vec![
        words.get(&format!("option.{}", option.id)),
        fit(option.target_fit),
        fit(option.entry_fit),
        speaks_for(words, option),
        against(words, option),
        wins(words, placement, option),
    ]
}

/// The sentence of the option's own rule, or the factors that speak for it most.
fn speaks_for(words: &Words<'_>, option: &OptionFit) -> String {
    match &option.fit_reason {
        Some(reason) => words.reason(reason, |_| None),
        None => effects_line(words, &option.pros),
    }
}

/// Why an option is out; else what speaks against it, and which exclusions missing facts leave open.
fn against(words: &Words<'_>, option: &OptionFit) -> String {
    if !option.excluded_by.is_empty() {
        let reasons: Vec<String> = option
            .reasons
            .iter()
            .map(|reason| format!("{}{}", words.reason(reason, |_| None), here(words, reason)))
            .collect();
        let out = words.say("Ausgeschlossen", "Excluded");
        let rules = option.excluded_by.join(", ");
        return format!("{out} ({rules}): {}", reasons.join(" "));
    }
    let open: Vec<String> = option
        .unverified
        .iter()
        .map(|rule| {
            let title = words.get(&format!("exclusion.{rule}.title"));
            format!(
                "{} {title} ({rule})",
                words.say("ungeprüft:", "unverified:")
            )
        })
        .collect();
    let cons = effects_line(words, &option.cons);
    let parts = [cons].into_iter().chain(open);
    let parts: Vec<String> = parts.filter(|part| !part.is_empty()).collect();
    parts.join("; ")
}

/// ` Hier: Beschäftigte: 120.`: the facts behind a sentence that names none itself.
fn here(words: &Words<'_>, reason: &Reason) -> String {
    if words.get(&reason.id).contains('{') {
        return String::new();
    }
    let facts = reason.values.iter().filter_map(|(name, value)| {
        let label = format!("field.{name}");
        let value = words.value(name, value);
        words
            .has(&label)
            .then(|| format!("{}: {value}", words.get(&label)))
    });
    let facts: Vec<String> = facts.collect();
    match facts.is_empty() {
        true => String::new(),
        false => format!(" {}: {}.", words.say("Hier", "Here"), facts.join("; ")),
    }
}

/// In which states of a factor the option would lead.
fn wins(words: &Words<'_>, placement: &Placement, option: &OptionFit) -> String {
    let own = placement
        .tipping
        .iter()
        .filter(|one| one.target == option.id);
    let groups = grouped(own).into_iter().map(|group| {
        let states = group.iter().map(|one| state(words, one, &one.to));
        let states: Vec<String> = states.collect();
        let factor = group.first().map_or("", |one| &*one.factor);
        let title = words.get(&format!("factor.{factor}.title"));
        format!("{title}: {}", words.either(&states))
    });
    groups.collect::<Vec<_>>().join("; ")
}

/// Tipping states of the same factor that give the same target, together.
fn grouped<'t>(all: impl Iterator<Item = &'t Tipping>) -> Vec<Vec<&'t Tipping>> {
    let mut groups: Vec<Vec<&Tipping>> = Vec::new();
    for one in all {
        let same = |group: &&mut Vec<&Tipping>| {
            group
                .first()
                .is_some_and(|first| first.factor == one.factor && first.target == one.target)
        };
        match groups.iter_mut().find(same) {
            Some(group) => group.push(one),
            None => groups.push(vec![one]),
        }
    }
    groups
}

fn state(words: &Words<'_>, tipping: &Tipping, bucket: &str) -> String {
    words.get(&format!("value.factors.{}.{bucket}", tipping.factor))
}

fn tipping(words: &Words<'_>, placement: &Placement) -> Vec<Block> {
    if placement.target.is_none() || placement.factors_total == 0 {
        return Vec::new();
    }
    let title = words.say(
        "Was die Zielverankerung ändern würde",
        "What would change the target placement",
    );
    let mut blocks = vec![Block::Heading(3, title.to_owned())];
    if placement.tipping.is_empty() {
        blocks.push(Block::Text(
            words
                .say(
                    "Keine einzelne andere Ausprägung eines Faktors würde die Zielverankerung ändern.",
                    "No single factor in another state would change the target placement.",
                )
                .to_owned(),
        ));
        return blocks;
    }
    let groups = grouped(placement.tipping.iter());
    let items = groups.iter().filter_map(|group| {
        let first = group.first()?;
        let title = words.get(&format!("factor.{}.title", first.factor));
        Some(Item::new(title, change(words, first, group)))
    });
    blocks.push(Block::List(items.collect()));
    blocks
}

fn change(words: &Words<'_>, first: &Tipping, group: &[&Tipping]) -> String {
    let quoted = |bucket: &str| words.quoted(&state(words, first, bucket));
    let states: Vec<String> = group.iter().map(|one| quoted(&one.to)).collect();
    let (from, to) = (quoted(&first.from), words.either(&states));
    let target = words.quoted(&name(words, &first.target));
    match words.lang {
        Lang::De => format!("{to} statt {from} ergäbe die Zielverankerung {target}."),
        Lang::En => format!("{to} instead of {from} would give the target placement {target}."),
    }
}

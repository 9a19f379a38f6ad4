//! Where a second assessor differs, what that does to the verdict, and what to talk about.

use super::{Block, Item};
use crate::model::{
    Agreement, Assessment, DisputedAnswer, DisputedRule, Document, Ended, Id, IndexTwice, Lang,
    NamedId, Ranged, ReadTwice, Second, Stated, Value, Verdict, printable,
};
use crate::report::words::Words;

/// Smaller differences are not told.
const TOLD: f64 = 0.05;
/// How many answers those read who decide.
const SHORT: usize = 3;

/// What both say about one organisation; nothing where no second assessor was heard on it. At most `most` answers and
/// rules are named.
pub(in crate::report) fn second(
    words: &Words<'_>,
    one: &Assessment,
    most: Option<usize>,
) -> Vec<Block> {
    let Some(second) = &one.second else {
        return Vec::new();
    };
    let title = words.say("Zweite Beurteilung", "Second assessor");
    let mut blocks = vec![
        Block::Heading(2, title.to_owned()),
        Block::Facts(facts(words, second)),
    ];
    blocks.extend(most.is_none().then(|| counted(words)));
    blocks.extend(lists(words, second));
    let talk = words.say("Worüber zu sprechen ist", "What to talk about");
    let answers = second.answers.iter();
    let answers = answers.map(|answer| to_talk_about(words, second, answer));
    let none = words.say(
        "Jede Frage ist gleich beantwortet.",
        "Every question is answered alike.",
    );
    blocks.extend(listed(words, (talk, none), answers.collect(), most));
    blocks.extend(together(words, second));
    let rules = second.rules.iter().map(|one| rule(words, one)).collect();
    let title = words.say("Regel für Regel", "Rule by rule");
    let none = words.say("Jede Regel endet gleich.", "Every rule ends alike.");
    blocks.extend(listed(words, (title, none), rules, most));
    blocks.extend(rest(words, second));
    blocks
}

/// Level and placement by both, and how far they agree.
pub(in crate::report) fn in_short(words: &Words<'_>, one: &Assessment) -> Vec<Block> {
    let told = second(words, one, Some(SHORT)).into_iter();
    told.take_while(|block| !is_rules(words, block)).collect()
}

fn is_rules(words: &Words<'_>, block: &Block) -> bool {
    let title = words.say("Regel für Regel", "Rule by rule");
    matches!(block, Block::Heading(_, text) if text == title)
}

fn facts(words: &Words<'_>, second: &Second) -> Vec<(String, String)> {
    let (first, other) = (&second.first, &second.second);
    let fact = |label: &str, text: String| (label.to_owned(), text);
    let mut facts = vec![fact(
        words.say("Stufe", "Level"),
        both(words, level(words, first), level(words, other)),
    )];
    let places = [&first.target, &other.target, &first.entry, &other.entry];
    if places.iter().any(|place| place.is_some()) {
        let told = |one: &Option<Id>, other: &Option<Id>| {
            both(words, option(words, one), option(words, other))
        };
        facts.push(fact(
            words.say("Verankerung", "Placement"),
            told(&first.target, &other.target),
        ));
        facts.push(fact(
            words.say("Einstieg", "Entry"),
            told(&first.entry, &other.entry),
        ));
    }
    facts.extend(second.indexes.iter().map(|one| {
        let label = words.get(&format!("index.{}", one.id));
        (label, index(words, one))
    }));
    facts.push(fact(
        words.say("Übereinstimmung", "Agreement"),
        agreement(words, &second.agreement),
    ));
    facts
}

fn both(words: &Words<'_>, first: String, second: String) -> String {
    match (first == second, words.lang) {
        (true, Lang::De) => format!("{first} (beide)"),
        (true, Lang::En) => format!("{first} (both)"),
        (false, Lang::De) => format!("erste Beurteilung {first}; zweite {second}"),
        (false, Lang::En) => format!("first assessor {first}; second {second}"),
    }
}

fn level(words: &Words<'_>, verdict: &Verdict) -> String {
    verdict.level.as_ref().map_or_else(
        || words.say("keine Stufe", "no level").to_owned(),
        |id| format!("{id} {}", words.get(&format!("level.{id}"))),
    )
}

fn option(words: &Words<'_>, id: &Option<Id>) -> String {
    id.as_ref().map_or_else(
        || words.say("keine", "none").to_owned(),
        |id| words.get(&format!("option.{id}")),
    )
}

fn index(words: &Words<'_>, one: &IndexTwice) -> String {
    let told = both(words, ranged(words, &one.first), ranged(words, &one.second));
    match (one.first.score, one.second.score) {
        (Some(first), Some(second)) if (second - first).abs() >= TOLD => {
            let by = signed(words, second - first);
            format!("{told}; {} {by}", words.say("Unterschied", "difference"))
        }
        _ => told,
    }
}

fn ranged(words: &Words<'_>, one: &Ranged) -> String {
    let score = one
        .score
        .map_or_else(|| "–".to_owned(), |score| words.tenth(score));
    match (one.low, one.high) {
        (Some(low), Some(high)) if high - low >= TOLD => {
            format!("{score} ({}–{})", words.tenth(low), words.tenth(high))
        }
        _ => score,
    }
}

fn signed(words: &Words<'_>, number: f64) -> String {
    let text = words.tenth(number);
    match text.starts_with('\u{2212}') {
        true => text,
        false => format!("+{text}"),
    }
}

/// What counts is said with the figure.
fn agreement(words: &Words<'_>, agreement: &Agreement) -> String {
    let (rules, same) = (agreement.rules, agreement.same);
    let Some(mean) = agreement.mean_difference else {
        let none = words.say(
            "keine Regel, die beide mit Punkten bewerten",
            "no rule that both give points",
        );
        return none.to_owned();
    };
    let share = words.whole(100.0 * same as f64 / rules as f64);
    let mean = words.tenth(mean);
    let told = match words.lang {
        Lang::De => format!(
            "{same} von {rules} Regeln mit denselben Punkten ({share} %); im Mittel {mean} von 100 Punkten Unterschied je Regel"
        ),
        Lang::En => format!(
            "{same} of {rules} rules with the same points ({share} %); {mean} of 100 points apart per rule on average"
        ),
    };
    match (agreement.one_only, words.lang) {
        (0, _) => told,
        (1, Lang::De) => format!("{told}; 1 weitere Regel ist nur bei einer Seite bewertbar"),
        (1, Lang::En) => format!("{told}; 1 more rule gives points on one side only"),
        (more, Lang::De) => {
            format!("{told}; {more} weitere Regeln sind nur bei einer Seite bewertbar")
        }
        (more, Lang::En) => format!("{told}; {more} more rules give points on one side only"),
    }
}

/// What the figures of agreement count, and what they do not.
fn counted(words: &Words<'_>) -> Block {
    let text = words.say(
        "Unterschiede sind immer zweite minus erste Beurteilung. Die Übereinstimmung zählt Regeln, die beide mit Punkten bewerten; was der Zufall allein ergäbe, ist nicht abgezogen.",
        "Differences are always second minus first. Agreement counts rules that both give points; what chance alone would give is not taken off.",
    );
    Block::Text(text.to_owned())
}

fn lists(words: &Words<'_>, second: &Second) -> Option<Block> {
    let name = |id: &Id| match &**id {
        "units" => words.say("Organigramm", "org chart").to_owned(),
        "accounts" => words.say("Kunden", "customers").to_owned(),
        "staff" => words.say("Personen", "people").to_owned(),
        "goals" => words.say("Ziele", "goals").to_owned(),
        "kpis" => words.say("Kennzahlen", "KPIs").to_owned(),
        "mission" => words.say("Mission", "mission").to_owned(),
        other => printable(other),
    };
    let names: Vec<String> = second.lists.iter().map(name).collect();
    let head = words.say(
        "Auch die eigenen Listen unterscheiden sich:",
        "The own lists differ as well:",
    );
    (!names.is_empty()).then(|| Block::Text(format!("{head} {}.", names.join(", "))))
}

/// A list under its heading, or that there is nothing; cut after `most`.
fn listed(
    words: &Words<'_>,
    (title, none): (&str, &str),
    items: Vec<Item>,
    most: Option<usize>,
) -> Vec<Block> {
    let heading = Block::Heading(3, title.to_owned());
    if items.is_empty() {
        return vec![heading, Block::Text(none.to_owned())];
    }
    let more = items.len().saturating_sub(most.unwrap_or(usize::MAX));
    let items: Vec<Item> = items.into_iter().take(most.unwrap_or(usize::MAX)).collect();
    let mut blocks = vec![heading, Block::List(items)];
    if more > 0 {
        blocks.push(Block::Text(match words.lang {
            Lang::De => format!("und {more} weitere"),
            Lang::En => format!("and {more} more"),
        }));
    }
    blocks
}

/// That the verdicts differ although no single answer makes them.
fn together(words: &Words<'_>, second: &Second) -> Option<Block> {
    let differ = second.first != second.second;
    let alone = second.answers.iter().any(DisputedAnswer::decides);
    let text = words.say(
        "Keine dieser Antworten ändert das Ergebnis allein; erst zusammen tun sie es.",
        "None of these answers changes the verdict alone; only together do they.",
    );
    (differ && !alone).then(|| Block::Text(text.to_owned()))
}

/// What is answered differently, how the question goes, whom to ask, and what it moves.
fn to_talk_about(words: &Words<'_>, second: &Second, answer: &DisputedAnswer) -> Item {
    let field = &answer.field;
    let [first, other] =
        [&answer.first, &answer.second].map(|stated| self::stated(words, field, stated));
    let mut parts = vec![match words.lang {
        Lang::De => format!("erste Beurteilung: {first}; zweite: {other}."),
        Lang::En => format!("first assessor: {first}; second: {other}."),
    }];
    parts.push(moves(words, second, answer));
    let question = format!("field.{field}.question");
    if words.has(&question) {
        parts.push(words.quoted(&words.get(&question)));
    }
    let ask = format!("field.{field}.ask");
    if words.has(&ask) {
        let head = words.say("Zu fragen:", "Ask:");
        parts.push(format!("{head} {}.", words.get(&ask).trim_end_matches('.')));
    }
    Item::new(words.get(&format!("field.{field}")), parts.join(" "))
}

fn stated(words: &Words<'_>, field: &Id, stated: &Stated) -> String {
    match stated.not_applicable {
        true => words.say("nicht zutreffend", "not applicable").to_owned(),
        false => value(words, field, stated.value.as_ref()),
    }
}

fn value(words: &Words<'_>, field: &Id, value: Option<&Value>) -> String {
    value.map_or_else(
        || words.say("keine Angabe", "unknown").to_owned(),
        |value| printable(&words.value(field, value)),
    )
}

/// What this one answer does, the others staying as they are.
fn moves(words: &Words<'_>, second: &Second, answer: &DisputedAnswer) -> String {
    let effects = answer.effects.iter().filter(|one| one.by.abs() >= TOLD);
    let effects: Vec<String> = effects
        .map(|one| {
            let name = words.get(&format!("index.{}", one.id));
            format!("{name} {}", signed(words, one.by))
        })
        .collect();
    let moved = match effects.is_empty() {
        true => words
            .say("Bewegt für sich keinen Index.", "Moves no index alone.")
            .to_owned(),
        false => format!(
            "{} {}.",
            words.say("Bewegt für sich:", "Alone it moves:"),
            effects.join(", ")
        ),
    };
    let decided = match (&answer.verdict, &answer.reverse) {
        (Some(then), _) => differing(words, &second.first, then),
        (None, Some(back)) => differing(words, back, &second.second),
        (None, None) => return moved,
    };
    let head = words.say("Ändert das Ergebnis:", "Changes the verdict:");
    format!("{head} {decided}. {moved}")
}

/// What differs between two verdicts, and nothing else.
fn differing(words: &Words<'_>, before: &Verdict, after: &Verdict) -> String {
    let parts = [
        (
            words.say("Stufe", "level"),
            level(words, before),
            level(words, after),
        ),
        (
            words.say("Verankerung", "placement"),
            option(words, &before.target),
            option(words, &after.target),
        ),
        (
            words.say("Einstieg", "entry"),
            option(words, &before.entry),
            option(words, &after.entry),
        ),
    ];
    let differ = parts
        .into_iter()
        .filter(|(_, before, after)| before != after);
    let told: Vec<String> = differ
        .map(|(label, before, after)| format!("{label} {before} → {after}"))
        .collect();
    told.join("; ")
}

fn rule(words: &Words<'_>, rule: &DisputedRule) -> Item {
    let [first, second] = [&rule.first, &rule.second].map(|end| ended(words, end));
    let index = words.get(&format!("index.{}", rule.index));
    let by = signed(words, rule.part);
    let mut text = match words.lang {
        Lang::De => format!("erste Beurteilung: {first}; zweite: {second}. {index} {by}."),
        Lang::En => format!("first assessor: {first}; second: {second}. {index} {by}."),
    };
    let read: Vec<String> = rule.answers.iter().map(|one| read(words, one)).collect();
    if !read.is_empty() {
        text.push_str(&format!(" {}.", read.join("; ")));
    }
    Item::new(words.get(&format!("rule.{}.title", rule.id)), text)
}

fn ended(words: &Words<'_>, end: &Ended) -> String {
    match (end.points, &*end.outcome) {
        (Some(points), _) => words.points(points),
        (None, "not_applicable") => words.say("entfällt", "n/a").to_owned(),
        (None, "failed") => words.say("fehlgeschlagen", "failed").to_owned(),
        (None, _) => words.say("offen", "open").to_owned(),
    }
}

fn read(words: &Words<'_>, read: &ReadTwice) -> String {
    let name = words.get(&format!("field.{}", read.field));
    let [first, second] =
        [&read.first, &read.second].map(|one| value(words, &read.field, one.as_ref()));
    format!("{name}: {first} / {second}")
}

/// The rest of each index's difference, so that the parts add up.
fn rest(words: &Words<'_>, second: &Second) -> Option<Block> {
    let told = second.dimensions.iter().map(|one| {
        let name = words.get(&format!("dimension.{}", one.id));
        let index = words.get(&format!("index.{}", one.index));
        format!("{name}: {index} {}", signed(words, one.part))
    });
    let told: Vec<String> = told.collect();
    let head = words.say(
        "Dimensionen, die nur bei einer Seite zählen:",
        "Dimensions that count on one side only:",
    );
    (!told.is_empty()).then(|| Block::Text(format!("{head} {}.", told.join("; "))))
}

/// Over all organisations: how far the assessors agree, and whom only one of them assessed.
pub(in crate::report) fn run(words: &Words<'_>, document: &Document) -> Vec<Block> {
    let Some(run) = &document.second else {
        return Vec::new();
    };
    let title = words.say("Zwei Beurteilungen", "Two assessors");
    let mut facts = vec![(
        words
            .say("Von beiden beurteilt", "Assessed by both")
            .to_owned(),
        match words.lang {
            Lang::De => format!(
                "{}; davon mit gleicher Stufe und Verankerung: {}",
                run.both, run.same_verdict
            ),
            Lang::En => format!(
                "{}; with the same level and placement: {}",
                run.both, run.same_verdict
            ),
        },
    )];
    if run.both > 0 {
        let label = words.say("Übereinstimmung", "Agreement").to_owned();
        facts.push((label, agreement(words, &run.agreement)));
    }
    for index in &run.indexes {
        if let Some(points) = index.points {
            let label = words.get(&format!("index.{}", index.id));
            let points = words.tenth(points);
            let text = match words.lang {
                Lang::De => format!("im Mittel {points} Punkte Unterschied"),
                Lang::En => format!("{points} points apart on average"),
            };
            facts.push((label, text));
        }
    }
    let only = [
        (
            words.say("Nur in der ersten Datei", "Only in the first file"),
            &run.only_first,
        ),
        (
            words.say("Nur in der zweiten Datei", "Only in the second file"),
            &run.only_second,
        ),
    ];
    let only = only.into_iter().filter(|(_, named)| !named.is_empty());
    facts.extend(only.map(|(label, named)| (label.to_owned(), names(named))));
    vec![Block::Heading(2, title.to_owned()), Block::Facts(facts)]
}

fn names(named: &[NamedId]) -> String {
    let name = |one: &NamedId| match one.id == one.name {
        true => printable(&one.id),
        false => format!("{} ({})", printable(&one.name), printable(&one.id)),
    };
    named.iter().map(name).collect::<Vec<_>>().join(", ")
}

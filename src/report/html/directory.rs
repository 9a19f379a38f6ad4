//! The overview of a portfolio: how it stands, which gates and findings recur, where each organisation's page is.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use super::blocks::{self, Setting, table};
use super::page::{Page, Section};
use super::{heatmap, programme};
use crate::model::{Assessment, Document, Finding, GateState, Lang, printable};
use crate::report::bars::{Bar, bars};
use crate::report::outline::{Block, Table, closing, level};
use crate::report::share::{headline, leads, loss};
use crate::report::svg::escaped;
use crate::report::table::Align;
use crate::report::theme::Theme;
use crate::report::words::{Words, short_gate};

/// From so many organisations on, a distribution says something.
const MANY: usize = 10;
/// Entries of a list of the most frequent.
const FREQUENT: usize = 15;

pub(super) fn page(
    document: &Document,
    lang: Lang,
    theme: Option<&Theme>,
    slug: impl Fn(&str) -> String,
) -> io::Result<String> {
    let words = Words::new(document, lang);
    let all = &document.organisations;
    let count = all.len();
    let title = match lang {
        Lang::De => format!("{}: {count} Organisationen", words.get("pack.title")),
        Lang::En => format!("{}: {count} organisations", words.get("pack.title")),
    };
    let mut sections = vec![overview(&words, document)];
    sections.extend(gates(&words, all));
    sections.extend(programme::close(&words, all));
    sections.push(heatmap::heatmap(&words, document));
    sections.extend(recurring(&words, all));
    sections.extend(programme::measures(&words, all));
    sections.extend(placements(&words, all));
    sections.extend(programme::demand(&words, all));
    sections.push(questions(&words, all));
    sections.push(directory(&words, document, slug));
    sections.push(method(&words, document));
    let frame = Page {
        words,
        document,
        title,
        subtitle: document.as_of.as_ref().map_or_else(String::new, |date| {
            format!("{} {date}", words.say("Stand", "as of"))
        }),
        back: None,
        sections,
        data: None,
        theme,
    };
    frame.write()
}

pub(super) fn section(anchor: &'static str, title: &str, body: &str) -> Section {
    Section {
        anchor,
        title: title.to_owned(),
        markup: format!("<h2>{}</h2>\n{body}", escaped(title)),
    }
}

/// How many were read and assessed, by level, and the quartiles of each index.
fn overview(words: &Words<'_>, document: &Document) -> Section {
    let read: usize = document.inputs.iter().map(|input| input.records).sum();
    let refused: usize = document.inputs.iter().map(|input| input.rejected).sum();
    let facts = [
        (words.say("Gelesene Datensätze", "Records read"), read),
        (
            words.say("Bewertete Organisationen", "Organisations assessed"),
            document.organisations.len(),
        ),
        (words.say("Abgelehnt", "Rejected"), refused),
    ];
    let facts = facts.map(|(label, count)| (label.to_owned(), words.whole(count as f64)));
    let mut body = blocks::facts_list(&facts);
    body.push_str(&levels(words, &document.organisations));
    body.push_str(&quartiles(words, &document.organisations));
    body.push_str(&spread(words, &document.organisations));
    section("overview", words.say("Überblick", "Overview"), &body)
}

fn levels(words: &Words<'_>, all: &[Assessment]) -> String {
    let mut counts: BTreeMap<Option<&str>, usize> = BTreeMap::new();
    for one in all {
        *counts.entry(one.level.id.as_deref()).or_default() += 1;
    }
    let name = |id: Option<&str>| match id {
        Some(id) => format!("{id} {}", words.get(&format!("level.{id}"))),
        None => words
            .say("noch nicht zu nennen", "cannot be named yet")
            .to_owned(),
    };
    let title = words.say(
        "Organisationen je Stufe, in Prozent",
        "Organisations by level, in percent",
    );
    let lines: Vec<Bar> = counts
        .iter()
        .map(|(id, count)| {
            Bar::of_share(
                name(*id),
                *count as f64 / all.len().max(1) as f64 * 100.0,
                count.to_string(),
            )
        })
        .collect();
    let mut grid = Table::new(&[
        (words.say("Stufe", "Level"), Align::Left),
        (words.say("Organisationen", "Organisations"), Align::Right),
    ]);
    grid.rows = counts
        .iter()
        .map(|(id, count)| vec![name(*id), count.to_string()])
        .collect();
    format!(
        "<figure>\n<div class=\"wide\">{}</div>\n</figure>\n{}",
        bars(words, title, &lines),
        table(
            &grid,
            words.say("Organisationen je Stufe", "Organisations by level"),
            ""
        )
    )
}

/// How the leading index is spread, in steps of ten points.
fn spread(words: &Words<'_>, all: &[Assessment]) -> String {
    let leading = all.first().and_then(|one| one.indexes.last());
    let Some(leading) = leading.filter(|_| all.len() >= MANY) else {
        return String::new();
    };
    let scores = all
        .iter()
        .filter_map(|one| one.index(&leading.id)?.spread.score);
    let mut counts = [0_usize; 10];
    for score in scores {
        let step = ((score / 10.0) as usize).min(9);
        if let Some(count) = counts.get_mut(step) {
            *count += 1;
        }
    }
    let lines = counts.iter().enumerate().map(|(step, count)| {
        Bar::of_share(
            format!("{}–{}", step * 10, step * 10 + 10),
            *count as f64 / all.len() as f64 * 100.0,
            count.to_string(),
        )
    });
    let title = format!(
        "{}: {}",
        words.get(&format!("index.{}", leading.id)),
        words.say(
            "Organisationen je zehn Punkte, in Prozent",
            "organisations by ten points, in percent"
        )
    );
    format!(
        "<figure>\n<div class=\"wide\">{}</div>\n<figcaption>{}</figcaption>\n</figure>\n",
        bars(words, &title, &lines.collect::<Vec<_>>()),
        escaped(&title)
    )
}

fn quartiles(words: &Words<'_>, all: &[Assessment]) -> String {
    let Some(first) = all.first() else {
        return String::new();
    };
    let mut grid = Table::new(&[
        (words.say("Index", "Index"), Align::Left),
        (words.say("Bekannt", "Known"), Align::Right),
        (
            words.say("Unteres Viertel bis", "Lower quarter up to"),
            Align::Right,
        ),
        (words.say("Median", "Median"), Align::Right),
        (
            words.say("Oberes Viertel ab", "Upper quarter from"),
            Align::Right,
        ),
    ]);
    for index in &first.indexes {
        let mut known: Vec<f64> = all
            .iter()
            .filter_map(|one| one.index(&index.id)?.spread.score)
            .collect();
        known.sort_by(f64::total_cmp);
        let at = |part: f64| quantile(&known, part).map_or("–".to_owned(), |at| words.tenth(at));
        grid.rows.push(vec![
            words.get(&format!("index.{}", index.id)),
            known.len().to_string(),
            at(0.25),
            at(0.5),
            at(0.75),
        ]);
    }
    table(
        &grid,
        words.say("Verteilung der Punkte", "Distribution of the points"),
        "",
    )
}

/// Linear between the two neighbours; `sorted` rises.
fn quantile(sorted: &[f64], part: f64) -> Option<f64> {
    let place = part * (sorted.len().checked_sub(1)?) as f64;
    let low = sorted.get(place.floor() as usize)?;
    let high = sorted.get(place.ceil() as usize)?;
    Some(low + (high - low) * place.fract())
}

/// How often each gate binds, and for whom it is the only one.
fn gates(words: &Words<'_>, all: &[Assessment]) -> Option<Section> {
    let mut counts: BTreeMap<String, (usize, usize, Vec<String>)> = BTreeMap::new();
    for one in all {
        let caps = |state: GateState| {
            let gates = one.gates.iter();
            gates.filter(move |gate| gate.state == state && gate.caps.is_some())
        };
        let families =
            |state| -> BTreeSet<String> { caps(state).map(|gate| family(&gate.id)).collect() };
        let binding = caps(GateState::Binding).count();
        for id in families(GateState::Binding) {
            let entry = counts.entry(id).or_default();
            entry.0 += 1;
            if binding == 1 {
                entry.2.push(printable(&one.name));
            }
        }
        for id in families(GateState::Unverified) {
            counts.entry(id).or_default().1 += 1;
        }
    }
    let title = words.say("K.-o.-Kriterien", "Gates");
    let mut grid = Table::new(&[
        (title, Align::Left),
        (words.say("greift bei", "binds for"), Align::Right),
        (words.say("ungeprüft bei", "unverified for"), Align::Right),
        (
            words.say("Nur dieses greift bei", "The only one for"),
            Align::Left,
        ),
    ]);
    for (id, (binding, open, only)) in &counts {
        grid.rows.push(vec![
            format!("{id} {}", words.get(&format!("gate.{id}.title"))),
            binding.to_string(),
            open.to_string(),
            some(words, only),
        ]);
    }
    (!counts.is_empty()).then(|| section("gates", title, &table(&grid, title, "sortable")))
}

fn family(id: &str) -> String {
    id.split(':').next().unwrap_or_default().to_owned()
}

/// The first names, and how many more there are.
fn some(words: &Words<'_>, names: &[String]) -> String {
    let shown: Vec<&str> = names.iter().take(5).map(String::as_str).collect();
    let more = names.len().saturating_sub(shown.len());
    match more {
        0 => shown.join("; "),
        _ => format!(
            "{}; {} {more}",
            shown.join("; "),
            words.say("weitere:", "more:")
        ),
    }
}

/// What costs most over all organisations.
fn recurring(words: &Words<'_>, all: &[Assessment]) -> Option<Section> {
    let mut counts: BTreeMap<&str, (usize, f64)> = BTreeMap::new();
    let below =
        |finding: &&Finding| finding.outcome.points().is_some() && headline(finding) != "good";
    for one in all {
        for finding in one
            .findings
            .iter()
            .filter(below)
            .filter(|own| leads(one, own))
        {
            let entry = counts.entry(&finding.rule).or_default();
            entry.0 += 1;
            entry.1 += loss(one, finding).unwrap_or(0.0);
        }
    }
    let mut ranked: Vec<_> = counts.into_iter().collect();
    ranked.sort_by(|a, b| b.1.1.total_cmp(&a.1.1));
    let title = words.say("Gemeinsame Lücken", "Common gaps");
    let mut grid = Table::new(&[
        (words.say("Befund", "Finding"), Align::Left),
        (words.say("Betroffen", "Affected"), Align::Right),
        (
            words.say("Kostet im Mittel", "Costs on average"),
            Align::Right,
        ),
        (words.say("Empfehlung", "Advice"), Align::Left),
    ]);
    for (rule, (count, lost)) in ranked.into_iter().take(FREQUENT) {
        grid.rows.push(vec![
            words.get(&format!("rule.{rule}.title")),
            count.to_string(),
            words.tenth(lost / count as f64),
            words.get(&format!("rule.{rule}.advice")),
        ]);
    }
    (!grid.rows.is_empty()).then(|| section("gaps", title, &table(&grid, title, "sortable")))
}

fn placements(words: &Words<'_>, all: &[Assessment]) -> Option<Section> {
    let mut counts: BTreeMap<Option<&str>, (usize, usize)> = BTreeMap::new();
    for placement in all.iter().filter_map(|one| one.placement.as_ref()) {
        counts.entry(placement.target.as_deref()).or_default().0 += 1;
        counts.entry(placement.entry.as_deref()).or_default().1 += 1;
    }
    let title = words.say("Verankerung", "Placement");
    let mut grid = Table::new(&[
        (title, Align::Left),
        (words.say("als Ziel", "as target"), Align::Right),
        (words.say("als Einstieg", "as entry"), Align::Right),
    ]);
    for (id, (target, entry)) in &counts {
        let name = id.map_or_else(
            || {
                words
                    .say("noch nicht zu nennen", "cannot be named yet")
                    .to_owned()
            },
            |id| words.get(&format!("option.{id}")),
        );
        grid.rows
            .push(vec![name, target.to_string(), entry.to_string()]);
    }
    (!counts.is_empty()).then(|| section("placement", title, &table(&grid, title, "sortable")))
}

fn questions(words: &Words<'_>, all: &[Assessment]) -> Section {
    let title = words.say("Offene Angaben", "Open questions");
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for id in all.iter().flat_map(|one| &one.questions) {
        *counts.entry(id).or_default() += 1;
    }
    if counts.is_empty() {
        let none = words.say(
            "Alle Fragen sind beantwortet.",
            "All questions are answered.",
        );
        return section("questions", title, &blocks::paragraph(none));
    }
    let mut ranked: Vec<_> = counts.into_iter().collect();
    ranked.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let mut grid = Table::new(&[
        (words.say("Frage", "Question"), Align::Left),
        (words.say("Offen bei", "Open for"), Align::Right),
    ]);
    for (id, count) in ranked.into_iter().take(FREQUENT) {
        let label = words.get(&format!("field.{id}"));
        let question = words.get(&format!("field.{id}.question"));
        grid.rows
            .push(vec![format!("{label}: {question}"), count.to_string()]);
    }
    section("questions", title, &table(&grid, title, "sortable"))
}

/// Every organisation, with the way to its page.
fn directory(words: &Words<'_>, document: &Document, slug: impl Fn(&str) -> String) -> Section {
    let title = words.say("Verzeichnis", "Directory");
    let indexes = document
        .organisations
        .first()
        .map_or(&[][..], |one| &one.indexes);
    let mut head = format!(
        "<th scope=\"col\">{}</th><th scope=\"col\">ID</th>",
        words.say("Organisation", "Organisation")
    );
    for index in indexes {
        let label = escaped(&words.get(&format!("index.{}", index.id)));
        head.push_str(&format!("<th scope=\"col\" class=\"number\">{label}</th>"));
    }
    for label in [
        words.say("Datenabdeckung", "Coverage"),
        words.say("Stufe", "Level"),
        words.say("Greifende K.-o.-Kriterien", "Binding gates"),
        words.say("Zielverankerung", "Target placement"),
    ] {
        head.push_str(&format!("<th scope=\"col\">{label}</th>"));
    }
    let rows = document
        .organisations
        .iter()
        .map(|one| entry(words, one, &slug(&one.id)));
    let body = format!(
        "<div class=\"wide\" role=\"group\" aria-label=\"{title}\" tabindex=\"0\"><table class=\"sortable\">\n<caption>{title}</caption>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{}</tbody></table></div>\n",
        rows.collect::<String>()
    );
    section("directory", title, &body)
}

fn entry(words: &Words<'_>, one: &Assessment, slug: &str) -> String {
    let mut cells = String::new();
    for index in &one.indexes {
        let score = index.spread.score;
        let shown = score.map_or_else(|| "–".to_owned(), |score| words.tenth(score));
        let sort = score.map_or_else(String::new, |score| format!("{score:.6}"));
        cells.push_str(&format!(
            "<td class=\"number\" data-sort=\"{sort}\">{shown}</td>"
        ));
    }
    let coverage = one
        .indexes
        .last()
        .map_or(0.0, |index| index.spread.coverage);
    cells.push_str(&format!(
        "<td class=\"number\" data-sort=\"{coverage:.6}\">{} %</td>",
        words.whole(coverage)
    ));
    let binding: Vec<String> = one
        .gates
        .iter()
        .filter(|gate| gate.state == GateState::Binding)
        .map(|gate| short_gate(&gate.id))
        .collect();
    let target = one.placement.as_ref().and_then(|one| one.target.as_deref());
    let target = target.map_or_else(|| "–".to_owned(), |id| words.get(&format!("option.{id}")));
    for text in [level(words, one), binding.join(", "), target] {
        cells.push_str(&format!("<td>{}</td>", escaped(&text)));
    }
    format!(
        "<tr><th scope=\"row\"><a href=\"orgs/{slug}.html\">{}</a></th><td>{}</td>{cells}</tr>\n",
        escaped(&printable(&one.name)),
        escaped(&printable(&one.id))
    )
}

fn method(words: &Words<'_>, document: &Document) -> Section {
    let told: Vec<Block> = closing(words, document);
    let setting = Setting {
        drawings: &[],
        as_text: "",
    };
    Section {
        anchor: "method",
        title: words
            .say("Methode und Herkunft", "Method and provenance")
            .to_owned(),
        markup: blocks::all(&told, &setting),
    }
}

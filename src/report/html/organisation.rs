//! The page of one organisation: the verdict on its first screen, then each part of the report.

use super::blocks::{self, Setting};
use std::collections::BTreeMap;
use std::io;

use super::findings;
use super::page::{Page, Section};
use crate::model::{
    Assessment, Audience, Document, Finding, Id, Lang, LevelStep, Measure, printable,
};
use crate::report::bars::{Bar, bars, next_level, target_legend, told};
use crate::report::chart::ChartFormat;
use crate::report::imported::{self, Raw};
use crate::report::outline::{self, Block, Item, Part, parts};
use crate::report::roadmap::RoadmapWords;
use crate::report::share::{headline, hindering, strongest};
use crate::report::svg::escaped;
use crate::report::theme::Theme;
use crate::report::words::Words;
use crate::report::{answers::answers, drawn, json};

/// How many strengths and obstacles the first screen names.
const NAMED: usize = 3;

pub(super) fn page(
    document: &Document,
    one: &Assessment,
    lang: Lang,
    back: Option<&str>,
    shared: &Shared<'_>,
    theme: Option<&Theme>,
) -> io::Result<String> {
    let words = Words::new(document, lang);
    let drawings = drawn(one, &document.texts, ChartFormat::Svg, lang);
    let as_text = words.say("Dasselbe als Text", "The same as text");
    let setting = Setting {
        drawings: &drawings,
        as_text,
    };
    let next = next_level(&document.levels, one);
    let mut sections = Vec::new();
    for (part, told) in parts(&words, document, one) {
        sections.extend(section(&words, one, next, part, &told, &setting));
    }
    sections.push(Section {
        anchor: "method",
        title: words
            .say("Methode und Herkunft", "Method and provenance")
            .to_owned(),
        markup: shared.closing.clone(),
    });
    if words.audience == Audience::Full {
        sections.push(inputs(&words, one, shared.raw.get(&one.id)));
    }
    let frame = Page {
        words,
        document,
        title: printable(&one.name),
        subtitle: subtitle(&words, document, one),
        back,
        sections,
        data: Some(json::without_texts(document, one)),
        theme,
    };
    frame.write()
}

/// What looks at all organisations and is made once for all pages of a result.
pub(super) struct Shared<'d> {
    /// What every page says at its end.
    closing: String,
    raw: BTreeMap<&'d Id, Raw<'d>>,
}

impl<'d> Shared<'d> {
    pub(super) fn of(document: &'d Document, lang: Lang) -> Self {
        let words = Words::new(document, lang);
        let setting = Setting {
            drawings: &[],
            as_text: "",
        };
        Self {
            closing: blocks::all(&outline::closing(&words, document), &setting),
            raw: imported::raw(document),
        }
    }
}

fn subtitle(words: &Words<'_>, document: &Document, one: &Assessment) -> String {
    let mut parts = vec![
        words.get("pack.title"),
        format!("ID {}", printable(&one.id)),
    ];
    if let Some(date) = &document.as_of {
        parts.push(format!("{} {date}", words.say("Stand", "as of")));
    }
    parts.join(" · ")
}

fn section(
    words: &Words<'_>,
    one: &Assessment,
    next: Option<&LevelStep>,
    part: Part,
    told: &[Block],
    setting: &Setting<'_>,
) -> Option<Section> {
    let (anchor, title) = match (part, told) {
        (Part::Verdict, _) => ("result", words.say("Ergebnis", "Result").to_owned()),
        // The first screen has them already.
        (Part::Balance, _) => return None,
        (_, [Block::Heading(_, title), ..]) => (anchor(part), title.clone()),
        _ => return None,
    };
    let markup = match part {
        Part::Verdict => verdict(words, one, next, told, setting),
        Part::Dimensions => dimensions(words, one, next, told, setting),
        Part::Customers => customers(words, one, told, setting),
        Part::Findings => findings::groups(words, one, &title),
        _ => blocks::all(told, setting),
    };
    Some(Section {
        anchor,
        title,
        markup,
    })
}

fn anchor(part: Part) -> &'static str {
    match part {
        Part::Verdict => "result",
        Part::Gates => "gates",
        Part::Since => "since",
        Part::Second => "second",
        Part::Dimensions => "dimensions",
        Part::Customers => "customers",
        Part::OrgChart => "org-chart",
        Part::Placement => "placement",
        Part::Profile => "competencies",
        Part::People => "people",
        Part::Goals => "goals",
        Part::Mission => "mission",
        Part::Roadmap => "roadmap",
        Part::Balance => "balance",
        Part::Jobs => "jobs",
        Part::Findings => "findings",
        Part::Questions => "questions",
        Part::Robustness => "robustness",
    }
}

/// The verdict in words and as bars, what helps and what hinders most.
fn verdict(
    words: &Words<'_>,
    one: &Assessment,
    next: Option<&LevelStep>,
    told: &[Block],
    setting: &Setting<'_>,
) -> String {
    let mut out = format!("<h2>{}</h2>\n", words.say("Ergebnis", "Result"));
    if one.level.id.is_none() {
        let draft = words.say(
            "Entwurf: Es fehlen zu viele Angaben.",
            "Draft: too much is unknown.",
        );
        out.push_str(&format!("<p class=\"draft\">{draft}</p>\n"));
    }
    // The name of the organisation is the title of the page.
    let rest = told.get(1..).unwrap_or_default();
    let (facts, rest) = match rest {
        [Block::Facts(facts), rest @ ..] => (facts.as_slice(), rest),
        rest => (&[][..], rest),
    };
    if let Some((label, level)) = facts.first() {
        out.push_str(&format!(
            "<div class=\"verdict\">\n<p>{}</p>\n<p class=\"level\">{}</p>\n</div>\n",
            escaped(label),
            escaped(level)
        ));
    }
    out.push_str(&indexes(words, one, next));
    out.push_str(&blocks::facts_list(facts.get(1..).unwrap_or_default()));
    out.push_str(&blocks::all(rest, setting));
    out.push_str("<div class=\"three\">\n");
    let good: Vec<&Finding> = strongest(one).into_iter().take(NAMED).collect();
    out.push_str(&named(words, words.say("Stärken", "Strengths"), &good));
    let poor: Vec<&Finding> = hindering(one).into_iter().take(NAMED).collect();
    out.push_str(&named(words, words.say("Hindernisse", "Obstacles"), &poor));
    out.push_str(&first_measures(words, one));
    out.push_str("</div>\n");
    out
}

fn indexes(words: &Words<'_>, one: &Assessment, next: Option<&LevelStep>) -> String {
    let lines: Vec<Bar> = one
        .indexes
        .iter()
        .map(|index| Bar {
            label: words.get(&format!("index.{}", index.id)),
            score: index.spread.score,
            judged: false,
            range: index.spread.hard(),
            target: next
                .filter(|_| one.is_leading(&index.id))
                .and_then(|step| step.from),
            note: number(words, index.spread.score),
        })
        .collect();
    picture(words, &legend(words, scale(words), &lines, next), &lines)
}

fn scale(words: &Words<'_>) -> &'static str {
    words.say(
        "Punkte von 0 bis 100 mit Spanne",
        "Points from 0 to 100 with their range",
    )
}

/// The caption, with what the target mark means where there is one.
fn legend(words: &Words<'_>, title: &str, lines: &[Bar], next: Option<&LevelStep>) -> String {
    let marked = lines.iter().any(|line| line.target.is_some());
    match next.filter(|_| marked) {
        Some(next) => format!("{title}. {}", target_legend(words, next)),
        None => title.to_owned(),
    }
}

fn number(words: &Words<'_>, score: Option<f64>) -> String {
    score.map_or_else(|| "–".to_owned(), |score| words.whole(score))
}

fn picture(words: &Words<'_>, title: &str, lines: &[Bar]) -> String {
    let twin: Vec<Item> = lines
        .iter()
        .map(|bar| Item::new("", told(words, bar)))
        .collect();
    let twin = format!(
        "<details><summary>{}</summary>\n{}</details>",
        words.say("Dasselbe als Text", "The same as text"),
        blocks::list(&twin)
    );
    blocks::pictured(&bars(words, title, lines), title, &twin)
}

fn named(words: &Words<'_>, title: &str, findings: &[&Finding]) -> String {
    let items: Vec<Item> = findings
        .iter()
        .map(|finding| {
            let key = format!("rule.{}.{}", finding.rule, headline(finding));
            let reason = finding.reason.as_ref();
            let read = |name: &str| finding.fields.get(name).cloned();
            let text = reason.map_or_else(String::new, |reason| words.reason(reason, read));
            Item::new(words.get(&key), text)
        })
        .collect();
    let none = words.say("Keine zu nennen.", "None to name.");
    let body = match items.is_empty() {
        true => blocks::paragraph(none),
        false => blocks::list(&items),
    };
    format!("<div>\n<h3>{}</h3>\n{body}</div>\n", escaped(title))
}

/// The measures that alone bring most.
fn first_measures(words: &Words<'_>, one: &Assessment) -> String {
    let Some(roadmap) = &one.roadmap else {
        return String::new();
    };
    let told = RoadmapWords { words, roadmap };
    let mut measures: Vec<&Measure> = roadmap.measures.iter().collect();
    let gain = |one: &Measure| one.gain.unwrap_or(0.0);
    measures.sort_by(|a, b| gain(b).total_cmp(&gain(a)));
    let items = measures.into_iter().take(NAMED).map(|measure| {
        let gained = format!("{} {}", told.gain(measure), words.say("Punkte", "points"));
        let text = format!(
            "{gained}; {}; {}",
            told.days(measure.pt),
            told.owner(measure)
        );
        Item::new(told.named(&measure.id), text)
    });
    let items: Vec<Item> = items.collect();
    let body = match items.is_empty() {
        true => blocks::paragraph(&told.effort()),
        false => blocks::list(&items),
    };
    let title = words.say("Wirksamste Maßnahmen", "Measures that bring most");
    format!("<div>\n<h3>{}</h3>\n{body}</div>\n", escaped(title))
}

/// Bars of each index, the best first, then the tables.
fn dimensions(
    words: &Words<'_>,
    one: &Assessment,
    next: Option<&LevelStep>,
    told: &[Block],
    setting: &Setting<'_>,
) -> String {
    let (heading, tables) = told.split_at(1.min(told.len()));
    let mut out = blocks::all(heading, setting);
    for (index, table) in one.indexes.iter().zip(tables) {
        let title = words.get(&format!("index.{}", index.id));
        out.push_str(&format!("<h3>{}</h3>\n", escaped(&title)));
        let lines = Bar::of_index(words, one, &index.id, next);
        let caption = format!("{title} – {}", scale(words));
        let caption = legend(words, &caption, &lines, next);
        out.push_str(&picture(words, &caption, &lines));
        out.push_str(&blocks::below(&title, std::slice::from_ref(table), setting));
    }
    out
}

fn customers(words: &Words<'_>, one: &Assessment, told: &[Block], setting: &Setting<'_>) -> String {
    let mut out = blocks::all(told, setting);
    let drawing = setting
        .drawings
        .iter()
        .find(|(role, _)| *role == "customers");
    if let (Some((_, svg)), Some(own)) = (drawing, &one.accounts)
        && let crate::model::AccountsResult::Judged(portfolio) = &own.result
    {
        let lines = crate::report::portfolio_twin(portfolio, words.catalogue(), words.lang);
        let twin: Vec<Item> = lines.into_iter().map(|line| Item::new("", line)).collect();
        out.push_str(&blocks::figure(svg, setting.as_text, &blocks::list(&twin)));
    }
    out
}

/// Every answer that a rule read.
fn inputs(words: &Words<'_>, one: &Assessment, raw: Option<&Raw<'_>>) -> Section {
    let title = words.say(
        "Angaben, wie sie gelesen wurden",
        "All answers as they were read",
    );
    let read = answers(one);
    // Answers that no rule has read.
    let others = raw.into_iter().flatten();
    let others = others.filter(|(id, _)| !read.contains_key(*id));
    let others = others.map(|(id, cell)| {
        let value = cell.value.as_deref().unwrap_or("–");
        let value = imported::in_words(words, value);
        let label = words.get(&format!("field.{id}"));
        (
            format!("{label} ({id})"),
            imported::with_raw(words, value, Some(cell)),
        )
    });
    let facts: Vec<(String, String)> = read
        .iter()
        .map(|(id, value)| {
            let label = words.get(&format!("field.{id}"));
            let value = imported::with_raw(
                words,
                words.value(id, value),
                raw.and_then(|raw| raw.get(id)),
            );
            (format!("{label} ({id})"), value)
        })
        .chain(others)
        .collect();
    Section {
        anchor: "answers",
        title: title.to_owned(),
        markup: format!("<h2>{title}</h2>\n{}", blocks::facts_list(&facts)),
    }
}

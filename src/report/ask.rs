//! Open questions, as text and JSON.

use std::io::{self, Write};

use serde::Serialize;

use super::json::Head;
use super::table::{Align, pad, wrapped};
use super::terminal::WIDTH;
use super::words::Words;
use crate::model::{
    Asking, Catalogue, Document, Field, FieldType, Id, Lang, Question, SettledState, Text, Value,
    Verdict, number, printable,
};

const INDENT: usize = 4;

/// A question with its wording and whom to ask.
#[derive(Serialize)]
struct Worded<'q> {
    #[serde(flatten)]
    question: &'q Question,
    wording: Option<&'q Text>,
    ask: Option<&'q Text>,
}

#[derive(Serialize)]
struct Whole<'d> {
    #[serde(flatten)]
    head: Head<'d>,
    #[serde(flatten)]
    asking: &'d Asking,
    questions: Vec<Worded<'d>>,
}

/// Writes everything as JSON.
///
/// # Errors
/// Those of the writer.
pub fn ask_json(out: &mut dyn Write, document: &Document, asking: &Asking) -> io::Result<()> {
    let text = |field: &Id, name: &str| document.texts.get(&format!("field.{field}.{name}"));
    let worded = asking.questions.iter().map(|question| Worded {
        wording: text(&question.field, "question"),
        ask: text(&question.field, "ask"),
        question,
    });
    let bare = Asking {
        questions: Vec::new(),
        ..asking.clone()
    };
    let mut whole = serde_json::to_value(Whole {
        head: Head::of(document),
        asking: &bare,
        questions: Vec::new(),
    })?;
    if let Some(map) = whole.as_object_mut() {
        let worded: Vec<Worded<'_>> = worded.collect();
        map.insert("questions".to_owned(), serde_json::to_value(worded)?);
    }
    serde_json::to_writer_pretty(&mut *out, &whole)?;
    out.write_all(b"\n")
}

/// Text for people.
pub fn ask_text(document: &Document, asking: &Asking, lang: Lang) -> String {
    let words = Words::new(document, lang);
    let mut out = format!("{}\n\n", printable(&asking.name));
    let mut say = |text: &str| {
        wrapped(text, WIDTH)
            .iter()
            .for_each(|line| out.push_str(&format!("{line}\n")))
    };
    say(&settled(&words, asking));
    if let Some(range) = range(&words, asking) {
        say(&range);
    }
    for (place, question) in asking.questions.iter().enumerate() {
        out.push_str(&format!("\n{}", entry(&words, asking, place + 1, question)));
    }
    let more = asking.open - asking.questions.len();
    if more > 0 {
        let text = match (more, lang) {
            (1, Lang::De) => "und 1 weitere offene Angabe".to_owned(),
            (1, Lang::En) => "and 1 more open question".to_owned(),
            (_, Lang::De) => format!("und {more} weitere offene Angaben"),
            (_, Lang::En) => format!("and {more} more open questions"),
        };
        out.push_str(&format!("\n{text}\n"));
    }
    out
}

/// Whether the open answers can change the verdict.
pub fn settled_text(texts: &Catalogue, asking: &Asking, lang: Lang) -> String {
    settled(&Words::of(texts, lang), asking)
}

fn settled(words: &Words<'_>, asking: &Asking) -> String {
    let settled = &asking.settled;
    let tried = number::grouped(settled.combinations as f64, 0, words.lang);
    let limit = number::grouped(settled.limit as f64, 0, words.lang);
    let verdict = verdict(words, &asking.verdict);
    match (settled.state, words.lang) {
        (_, Lang::De) if asking.open == 0 => format!("Alles ist beantwortet. Ergebnis: {verdict}."),
        (_, Lang::En) if asking.open == 0 => format!("Everything is answered. Verdict: {verdict}."),
        (SettledState::Settled, Lang::De) => format!(
            "Das Ergebnis steht fest: {verdict}. Keine der {tried} Kombinationen möglicher Antworten ändert Stufe, Ziel oder Einstieg (Werte der Listen, Enden der Bereiche, beide Seiten jeder Grenze)."
        ),
        (SettledState::Settled, Lang::En) => format!(
            "The verdict is settled: {verdict}. None of the {tried} combinations of candidate answers changes level, target or entry (words of the lists, ends of the ranges, both sides of each limit)."
        ),
        (SettledState::Open, Lang::De) => {
            format!("Das Ergebnis ist noch offen: {verdict}. Offene Angaben können es ändern.")
        }
        (SettledState::Open, Lang::En) => {
            format!("The verdict is still open: {verdict}. Open answers can change it.")
        }
        (SettledState::NotProved, Lang::De) => format!(
            "Ergebnis: {verdict}. Keine einzelne Antwort ändert es; dass auch keine Kombination es ändert, ist nicht bewiesen (mehr als {limit} Kombinationen)."
        ),
        (SettledState::NotProved, Lang::En) => format!(
            "Verdict: {verdict}. No single answer changes it; that no combination does is not proved (more than {limit} combinations)."
        ),
    }
}

fn verdict(words: &Words<'_>, verdict: &Verdict) -> String {
    let level = match &verdict.level {
        Some(id) => format!("{id} {}", words.get(&format!("level.{id}"))),
        None => words.say("keine Stufe", "no level").to_owned(),
    };
    let option = |id: &Option<Id>| id.as_ref().map(|id| words.get(&format!("option.{id}")));
    let mut parts = vec![level];
    parts.extend(
        option(&verdict.target).map(|target| format!("{} {target}", words.say("Ziel:", "target:"))),
    );
    parts.extend(
        option(&verdict.entry).map(|entry| format!("{} {entry}", words.say("Einstieg:", "entry:"))),
    );
    parts.join("; ")
}

fn range(words: &Words<'_>, asking: &Asking) -> Option<String> {
    let range = asking
        .range
        .filter(|range| range.high - range.low >= 0.05)?;
    let index = words.get(&format!("index.{}", asking.index));
    let (low, high) = (words.tenth(range.low), words.tenth(range.high));
    let width = words.tenth(range.high - range.low);
    let left = words.tenth(asking.range_left?);
    let count = asking.questions.len();
    Some(match words.lang {
        Lang::De => format!(
            "{index}: {low}–{high}, eine Spanne von {width} Punkten; sind die hier genannten {count} Angaben beantwortet, bleiben höchstens {left}."
        ),
        Lang::En => format!(
            "{index}: {low}–{high}, a range of {width} points; once the {count} questions named here are answered, at most {left} are left."
        ),
    })
}

fn entry(words: &Words<'_>, asking: &Asking, place: usize, question: &Question) -> String {
    let field = &question.field;
    let head = format!(
        "{}  {}",
        pad(&place.to_string(), INDENT - 2, Align::Right),
        words.get(&format!("field.{field}.question"))
    );
    let mut lines = Vec::new();
    for (number, line) in wrapped(&head, WIDTH - INDENT).into_iter().enumerate() {
        let indent = if number == 0 {
            String::new()
        } else {
            " ".repeat(INDENT)
        };
        lines.push(format!("{indent}{line}"));
    }
    let mut about = vec![format!("`{field}`")];
    let ask = format!("field.{field}.ask");
    if words.has(&ask) {
        about.push(format!(
            "{} {}",
            words.say("fragen:", "ask:"),
            words.get(&ask)
        ));
    }
    about.push(effect(words, asking, question));
    for line in wrapped(&about.join(" · "), WIDTH - INDENT) {
        lines.push(format!("{}{line}", " ".repeat(INDENT)));
    }
    lines.join("\n") + "\n"
}

/// What an answer can move.
fn effect(words: &Words<'_>, asking: &Asking, question: &Question) -> String {
    let mut parts = Vec::new();
    if let Some(moves) = question
        .moves
        .filter(|moves| moves.high - moves.low >= 0.05)
    {
        let index = words.get(&format!("index.{}", asking.index));
        parts.push(format!(
            "{index} {}–{}",
            words.tenth(moves.low),
            words.tenth(moves.high)
        ));
    }
    for one in question
        .other_indexes
        .iter()
        .filter(|one| one.moves.high - one.moves.low >= 0.05)
    {
        let index = words.get(&format!("index.{}", one.id));
        parts.push(format!(
            "{index} {}–{}",
            words.tenth(one.moves.low),
            words.tenth(one.moves.high)
        ));
    }
    let today = &asking.verdict;
    let others = |pick: fn(&Verdict) -> &Option<Id>| -> Vec<String> {
        let ids = question
            .verdicts
            .iter()
            .map(pick)
            .filter(|id| *id != pick(today));
        let mut ids: Vec<String> = ids
            .map(|id| id.as_deref().unwrap_or("–").to_owned())
            .collect();
        ids.sort();
        ids.dedup();
        ids
    };
    let levels = others(|verdict| &verdict.level);
    if !levels.is_empty() {
        parts.push(format!(
            "{} {}",
            words.say("andere Stufe möglich:", "can change the level:"),
            levels.join(", ")
        ));
    }
    let options = |ids: Vec<String>| -> String {
        let names: Vec<String> = ids
            .into_iter()
            .map(|id| match id.as_str() {
                "–" => words.say("keine", "none").to_owned(),
                id => words.get(&format!("option.{id}")),
            })
            .collect();
        names.join("; ")
    };
    let targets = others(|verdict| &verdict.target);
    if !targets.is_empty() {
        parts.push(format!(
            "{} {}",
            words.say("anderes Ziel möglich:", "can change the target:"),
            options(targets)
        ));
    }
    let entries = others(|verdict| &verdict.entry);
    if !entries.is_empty() {
        parts.push(format!(
            "{} {}",
            words.say("anderer Einstieg möglich:", "can change the entry:"),
            options(entries)
        ));
    }
    if question.verdicts.is_empty() {
        parts.push(
            match question.decides {
                Some(true) => words.say(
                    "ändert das Ergebnis nur zusammen mit anderen Antworten",
                    "changes the verdict only together with other answers",
                ),
                Some(false) => {
                    words.say("ändert das Ergebnis nicht", "does not change the verdict")
                }
                None => words.say(
                    "ändert das Ergebnis nicht allein",
                    "does not change the verdict alone",
                ),
            }
            .to_owned(),
        );
    }
    parts.join(" · ")
}

/// A question of an interview: wording, what may be answered, whom to ask.
pub fn question_text(texts: &Catalogue, field: &Field, lang: Lang) -> String {
    let words = Words::of(texts, lang);
    let mut out = format!("{}\n", field.question.get(lang));
    if let Some(ask) = &field.ask {
        out.push_str(&format!(
            "  {} {}\n",
            words.say("fragen:", "ask:"),
            ask.get(lang)
        ));
    }
    for choice in &field.choices {
        out.push_str(&format!("  {} – {}\n", choice.id, choice.label.get(lang)));
    }
    let allowed = match field.kind {
        FieldType::Enum => None,
        _ => match field.allowed() {
            Value::Word(word) => Some(word),
            _ => None,
        },
    };
    if let Some(allowed) = allowed {
        let unit = field
            .unit_label
            .as_ref()
            .map_or_else(String::new, |unit| format!(" ({})", unit.get(lang)));
        out.push_str(&format!(
            "  {} {allowed}{unit}\n",
            words.say("erlaubt:", "allowed:")
        ));
    }
    out
}

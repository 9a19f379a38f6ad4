//! The people as bars: what each role asks for, and what its holder brings (domain 5.6).
//!
//! Nothing outside the drawing is referred to, and no id is used, so that several fit into one page.

use std::fmt::Write as _;

use super::{competency, index, remarks, role};
use crate::model::{Catalogue, Lang, PersonResult, Rated, StaffResult, printable};
use crate::report::svg::{LETTER, cut, escaped, line, rectangle};
use crate::report::words::Words;

const WIDTH: f64 = 800.0;
const LEFT: f64 = 24.0;
const TOP: f64 = 84.0;
/// Where the bars begin, and the width of one level.
const BARS: f64 = 330.0;
const LEVEL: f64 = 70.0;
const ROW: f64 = 19.0;
const HEAD: f64 = 46.0;
/// People beyond this number are no picture any more.
const DRAWN: usize = 40;
/// Signs of a label, of a title.
const LABEL: usize = 42;
const TITLE: usize = 90;
const REMARKS: usize = 125;

const AVAILABLE: &str = "#3b6ea5";
const LACKING: &str = "#f0c7a0";
const MORE: &str = "#a9c4e0";

/// The bars of all people as an SVG document. `name` is the organisation's.
pub fn staff_svg(staff: &StaffResult, name: &str, texts: &Catalogue, lang: Lang) -> String {
    let words = Words::of(texts, lang);
    let drawn: Vec<&PersonResult> = staff.persons.iter().take(DRAWN).collect();
    let height = TOP + drawn.iter().map(|one| height(&words, one)).sum::<f64>() + ROW;
    let what = words.say("Soll und Ist der Personen", "Required and available");
    let title = format!("{what} – {}", printable(name));
    let mut out = begun(&words, height, &title, &drawn);
    text(
        &mut out,
        LEFT,
        30.0,
        "font-size=\"17\" font-weight=\"bold\"",
        &cut(&title, TITLE),
    );
    text(&mut out, LEFT, 50.0, "", &summary(&words, staff));
    legend(&mut out, &words, 62.0);
    let mut top = TOP;
    for one in &drawn {
        person(&mut out, &words, one, top);
        top += self::height(&words, one);
    }
    let more = staff.persons.len() - drawn.len();
    if more > 0 {
        let word = words.say(
            "weitere Personen nicht gezeichnet",
            "more people are not drawn",
        );
        text(&mut out, LEFT, top, "", &format!("{more} {word}"));
    }
    out.push_str("</svg>\n");
    out
}

/// The name of a person's section in a document, and of the drawing that belongs to it.
pub(in crate::report) fn person_title(words: &Words<'_>, one: &PersonResult) -> String {
    format!("{} – {}", printable(&one.id), role(words, one))
}

/// The bars of one person as an SVG document; none where nothing was rated.
pub(in crate::report) fn person_svg(words: &Words<'_>, one: &PersonResult) -> Option<String> {
    rated(one).next()?;
    let own = height(words, one) + ROW;
    let mut out = begun(words, own + HEAD, &person_title(words, one), &[one]);
    legend(&mut out, words, own);
    person(&mut out, words, one, 0.0);
    out.push_str("</svg>\n");
    Some(out)
}

/// The head of the document, on white.
fn begun(words: &Words<'_>, height: f64, title: &str, drawn: &[&PersonResult]) -> String {
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" width=\"{WIDTH}\" height=\"{height}\" \
         role=\"img\" xml:lang=\"{}\" font-family=\"Arial, Helvetica, sans-serif\" font-size=\"{LETTER}\" fill=\"#222\">\n",
        words.lang.code()
    );
    let _ = writeln!(out, "<title>{}</title>", escaped(title));
    let _ = writeln!(out, "<desc>{}</desc>", escaped(&twin(words, drawn)));
    let _ = writeln!(
        out,
        "<rect width=\"{WIDTH}\" height=\"{height}\" fill=\"#fff\"/>"
    );
    out
}

fn summary(words: &Words<'_>, staff: &StaffResult) -> String {
    let label = words.say("Kompetenzlücken-Index", "Competency gap index");
    let told = staff.competency_gap_index.map_or_else(
        || index(words, staff),
        |index| format!("{} {}", words.tenth(index), words.say("von 100", "of 100")),
    );
    format!("{label}: {told}")
}

fn rated(person: &PersonResult) -> impl Iterator<Item = (&Rated, f64)> {
    let all = person.competencies.iter();
    all.filter_map(|one| Some((one, one.actual?)))
}

fn height(words: &Words<'_>, person: &PersonResult) -> f64 {
    head(words, person) + ROW * rated(person).count() as f64
}

/// Room for the name, and for a line of remarks where there are some.
fn head(words: &Words<'_>, person: &PersonResult) -> f64 {
    match remarks(words, person).is_empty() {
        true => HEAD,
        false => HEAD + ROW,
    }
}

/// The drawing in words: one line for each bar.
fn twin(words: &Words<'_>, persons: &[&PersonResult]) -> String {
    let mut text = String::new();
    for one in persons {
        let remarks = remarks(words, one).join("; ");
        let told = [heading(words, one), remarks];
        let told: Vec<String> = told.into_iter().filter(|part| !part.is_empty()).collect();
        text.push_str(&format!("{}\n", told.join(" · ")));
        for (rated, actual) in rated(one) {
            let figures = figures(words, rated, actual);
            text.push_str(&format!("{}: {figures}\n", competency(words, rated)));
        }
    }
    text.trim_end().to_owned()
}

fn heading(words: &Words<'_>, one: &PersonResult) -> String {
    let mut parts = vec![person_title(words, one)];
    if let Some(index) = one.index {
        parts.push(format!(
            "{} {}",
            words.say("Index", "index"),
            words.tenth(index)
        ));
    }
    parts.join(" · ")
}

/// `2,21 von 4`.
fn figures(words: &Words<'_>, rated: &Rated, actual: f64) -> String {
    let actual = words.short(actual);
    match rated.target {
        Some(target) => format!("{actual} {} {target}", words.say("von", "of")),
        None => actual,
    }
}

fn person(out: &mut String, words: &Words<'_>, one: &PersonResult, top: f64) {
    let bold = "font-size=\"13\" font-weight=\"bold\"";
    text(
        out,
        LEFT,
        top + 26.0,
        bold,
        &cut(&heading(words, one), TITLE),
    );
    let remarks = remarks(words, one).join("; ");
    if !remarks.is_empty() {
        text(out, LEFT, top + 44.0, "", &cut(&remarks, REMARKS));
    }
    let first = top + head(words, one) - 8.0;
    for (place, (rated, actual)) in rated(one).enumerate() {
        bar(out, words, rated, actual, first + ROW * place as f64);
    }
}

/// From the left: what is there up to the target, what lacks or is more, and a mark at the target.
fn bar(out: &mut String, words: &Words<'_>, rated: &Rated, actual: f64, top: f64) {
    let (upper, lower) = (top + 3.0, top + ROW - 3.0);
    let at = |level: f64| BARS + level * LEVEL;
    let target = rated.target.map_or(actual, f64::from);
    text(
        out,
        LEFT,
        lower - 1.0,
        "",
        &cut(&competency(words, rated), LABEL),
    );
    rectangle(
        out,
        at(0.0),
        upper,
        at(actual.min(target)),
        lower,
        AVAILABLE,
    );
    if actual < target {
        rectangle(out, at(actual), upper, at(target), lower, LACKING);
    } else if actual > target {
        rectangle(out, at(target), upper, at(actual), lower, MORE);
    }
    if rated.target.is_some() {
        line(
            out,
            at(target),
            top + 1.0,
            at(target),
            top + ROW - 1.0,
            "#222",
        );
    }
    text(
        out,
        at(5.0) + 12.0,
        lower - 1.0,
        "",
        &figures(words, rated, actual),
    );
}

fn legend(out: &mut String, words: &Words<'_>, top: f64) {
    let entries = [
        (AVAILABLE, words.say("vorhanden", "available")),
        (
            LACKING,
            words.say("fehlt bis zum Soll", "lacking to the target"),
        ),
        (MORE, words.say("mehr als verlangt", "more than required")),
    ];
    for ((fill, label), place) in entries.into_iter().zip([0.0, 1.0, 2.0]) {
        let left = LEFT + place * 170.0;
        rectangle(out, left, top, left + 22.0, top + 12.0, fill);
        text(out, left + 28.0, top + 10.0, "", label);
    }
}

fn text(out: &mut String, x: f64, y: f64, style: &str, words: &str) {
    let words = escaped(words);
    let _ = writeln!(
        out,
        "<text x=\"{x:.1}\" y=\"{y:.1}\" {style}>{words}</text>"
    );
}

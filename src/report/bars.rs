//! Scores as bars with their ranges: one drawing a group, each line also in words.

use std::fmt::Write as _;

use super::html::by_day;
use super::svg::{cut, escaped};
use super::words::Words;
use crate::model::{Assessment, DimensionScore, Lang, LevelStep, Range, number};

/// One line of the drawing. Scores and ranges go from 0 to 100.
pub(super) struct Bar {
    pub(super) label: String,
    pub(super) score: Option<f64>,
    /// Whether a high score is good news; a share or a need is neither good nor bad.
    pub(super) judged: bool,
    pub(super) range: Option<Range>,
    /// What is aimed at: where the next level begins.
    pub(super) target: Option<f64>,
    /// What stands on the right.
    pub(super) note: String,
}

impl Bar {
    /// A share of a whole, in percent; neither good nor bad.
    pub(super) fn of_share(label: String, percent: f64, note: String) -> Self {
        Self {
            label,
            score: Some(percent),
            judged: false,
            range: None,
            target: None,
            note,
        }
    }

    /// The dimensions of an index, the best first. `target` is given where measures can raise the index.
    pub(super) fn of_index(
        words: &Words<'_>,
        one: &Assessment,
        index: &str,
        next: Option<&LevelStep>,
    ) -> Vec<Self> {
        let leads = one.is_leading(index);
        let own = one.dimensions.iter().filter(|own| &*own.index == index);
        let mut own: Vec<&DimensionScore> = own.collect();
        let score = |one: &&DimensionScore| one.spread.score.unwrap_or(-1.0);
        own.sort_by(|a, b| score(b).total_cmp(&score(a)));
        let target = next.filter(|_| leads).and_then(|step| step.from);
        let lines = own.into_iter().map(|dimension| Self {
            target,
            ..Self::of_dimension(words, dimension, leads)
        });
        lines.collect()
    }

    /// `judged`: whether measures can raise its index.
    fn of_dimension(words: &Words<'_>, one: &DimensionScore, judged: bool) -> Self {
        let score = one.spread.score.filter(|_| one.assessable);
        Self {
            label: words.get(&format!("dimension.{}", one.id)),
            score,
            judged,
            range: one.spread.hard(),
            target: None,
            note: score.map_or_else(|| "–".to_owned(), |score| words.whole(score)),
        }
    }
}

const WIDTH: f64 = 780.0;
const LINE: f64 = 30.0;
const LEFT: f64 = 290.0;
const SIDE: f64 = 380.0;
/// Signs of a label.
const LABEL: usize = 40;

/// The bars as an SVG without an outer reference; `title` says what they show.
pub(super) fn bars(words: &Words<'_>, title: &str, bars: &[Bar]) -> String {
    let height = LINE * bars.len() as f64 + 30.0;
    let mut out = String::new();
    let _ = writeln!(
        out,
        "<svg viewBox=\"0 0 {WIDTH} {height}\" width=\"{WIDTH}\" height=\"{height}\" role=\"img\" aria-label=\"{}\">",
        escaped(title)
    );
    let _ = writeln!(out, "<title>{}</title>", escaped(title));
    for (number, bar) in bars.iter().enumerate() {
        line(&mut out, words, bar, LINE * number as f64);
    }
    scale(&mut out, height);
    out.push_str("</svg>\n");
    out
}

/// The same as a drawing of its own, which no page colours.
pub(super) fn alone(words: &Words<'_>, title: &str, lines: &[Bar]) -> String {
    let drawn = bars(words, title, lines);
    by_day(&drawn.replacen("<svg ", "<svg xmlns=\"http://www.w3.org/2000/svg\" ", 1))
}

fn line(out: &mut String, words: &Words<'_>, bar: &Bar, top: f64) {
    let middle = top + 19.0;
    let label = escaped(&cut(&bar.label, LABEL));
    let _ = writeln!(
        out,
        "<g><title>{}</title><text class=\"bar-text\" x=\"0\" y=\"{middle}\">{label}</text>",
        escaped(&told(words, bar))
    );
    let _ = writeln!(
        out,
        "<rect class=\"bar-ground\" x=\"{LEFT}\" y=\"{}\" width=\"{SIDE}\" height=\"18\"/>",
        top + 6.0
    );
    if let Some(score) = bar.score {
        let _ = writeln!(
            out,
            "<rect class=\"bar-{}\" x=\"{LEFT}\" y=\"{}\" width=\"{:.1}\" height=\"12\"/>",
            tone(bar, score),
            top + 9.0,
            score / 100.0 * SIDE
        );
    }
    if let Some(range) = bar.range.filter(|range| range.high - range.low >= 0.05) {
        let (low, high, y) = (across(range.low), across(range.high), top + 15.0);
        let _ = writeln!(
            out,
            "<path class=\"bar-range\" d=\"M{low:.1} {y}H{high:.1}M{low:.1} {}v10M{high:.1} {}v10\"/>",
            y - 5.0,
            y - 5.0
        );
    }
    if let Some(target) = bar.target {
        let (x, y) = (across(target), top + 5.0);
        let _ = writeln!(
            out,
            "<path class=\"bar-target\" d=\"M{x:.1} {}V{y}l-4 -5h8l-4 5\"/>",
            top + 25.0
        );
    }
    let _ = writeln!(
        out,
        "<text class=\"bar-text\" x=\"{}\" y=\"{middle}\">{}</text></g>",
        LEFT + SIDE + 10.0,
        escaped(&bar.note)
    );
}

fn scale(out: &mut String, height: f64) {
    for mark in [0.0, 50.0, 100.0] {
        let _ = writeln!(
            out,
            "<text class=\"bar-quiet\" x=\"{:.1}\" y=\"{}\" text-anchor=\"middle\">{mark}</text>",
            across(mark),
            height - 8.0
        );
    }
}

fn across(score: f64) -> f64 {
    LEFT + score / 100.0 * SIDE
}

/// The same limits as the headlines of the findings, by the number as printed.
fn tone(bar: &Bar, score: f64) -> &'static str {
    match number::rounded(score, 0) {
        _ if !bar.judged => "plain",
        score if score >= 80.0 => "good",
        score if score < 50.0 => "poor",
        _ => "fair",
    }
}

/// A bar in words.
pub(super) fn told(words: &Words<'_>, bar: &Bar) -> String {
    let score = bar.score.map_or_else(
        || words.say("keine Angabe", "unknown").to_owned(),
        |score| words.whole(score),
    );
    let range = bar.range.filter(|range| range.high - range.low >= 0.05);
    let range = range.map_or_else(String::new, |range| {
        format!(
            ", {} {}–{}",
            words.say("Spanne", "range"),
            words.tenth(range.low),
            words.tenth(range.high)
        )
    });
    let target = bar.target.map_or_else(String::new, |target| {
        let word = words.say("Zielmarke", "target mark");
        format!(", {word} {}", words.short(target))
    });
    format!("{}: {score}{range}{target}", bar.label)
}

/// The level that follows on the one that the score alone gives; none for the highest.
pub(super) fn next_level<'l>(levels: &'l [LevelStep], one: &Assessment) -> Option<&'l LevelStep> {
    let raw = one.level.raw.as_ref()?;
    let rank = levels.iter().position(|step| step.id == *raw)?;
    levels
        .iter()
        .skip(rank + 1)
        .find(|step| step.from.is_some())
}

/// What the target mark means.
pub(super) fn target_legend(words: &Words<'_>, next: &LevelStep) -> String {
    let level = words.level_name(Some(&next.id));
    let from = words.short(next.from.unwrap_or_default());
    match words.lang {
        Lang::De => format!("Zielmarke ▼: Ab {from} Punkten im Ganzen beginnt die Stufe {level}."),
        Lang::En => format!("Target mark ▼: the level {level} begins at {from} points in all."),
    }
}

//! What exact bounds say, for a terminal and for documents: under other weights, with open answers, each weight alone.

use crate::model::{Flip, Id, Lang, RobustIndex, Span, number};
use crate::report::outline::Table;
use crate::report::table::Align;
use crate::report::words::Words;

/// A flip that takes a larger change, in percent, is named in the JSON only.
const FAR: f64 = 1_000.0;

/// Two levels, the lower one first.
type Between<'a> = Option<(&'a Id, &'a Id)>;

/// Which levels other weights within the band give, and which ones with open answers, too.
pub(in crate::report) fn level_bounds(
    words: &Words<'_>,
    band: f64,
    within: Between<'_>,
    open: Between<'_>,
) -> Vec<String> {
    let band = number::short(band, 2, words.lang);
    let weights = within.map(|(low, high)| match (low == high, words.lang) {
        (true, Lang::De) => {
            format!("Keine Gewichtung innerhalb von ±{band} % ergibt eine andere Stufe (berechnet).")
        }
        (true, Lang::En) => {
            format!("No weighting within ±{band} % gives another level (computed).")
        }
        (false, Lang::De) => format!(
            "Innerhalb von ±{band} % ist alles von {low} bis {high} möglich: Die Stufe hängt von der Gewichtung ab."
        ),
        (false, Lang::En) => format!(
            "Within ±{band} %, anything from {low} to {high} is possible: the level depends on the weighting."
        ),
    });
    let open = open.filter(|(low, high)| low != high);
    let open = open.map(|(low, high)| match words.lang {
        Lang::De => format!("Nimmt man jede offene Angabe hinzu: {low} bis {high}."),
        Lang::En => format!("With every open answer, too: {low} to {high}."),
    });
    weights.into_iter().chain(open).collect()
}

/// The smallest change of one dimension's weight, and the level that it gives.
pub(in crate::report) fn level_flip(words: &Words<'_>, found: Option<&Flip>) -> String {
    let none = words.say(
        "Kein einzelnes Gewicht ergibt eine andere Stufe, so weit man es auch ändert.",
        "No single weight gives another level, however far it is changed.",
    );
    found.map_or_else(
        || none.to_owned(),
        |found| {
            let key = format!("dimension.{}", found.id);
            flip(
                words,
                found,
                &key,
                &words.level_name(found.verdict.as_ref()),
            )
        },
    )
}

/// The change of a weight, by the key of its name, and the verdict that it gives.
pub(super) fn flip(words: &Words<'_>, flip: &Flip, key: &str, then: &str) -> String {
    let weight = words.quoted(&words.get(key));
    let (from, to) = (words.short(flip.from), words.short(flip.to));
    let change = change(words, flip.change);
    let beyond = match flip.in_band {
        true => words.say("innerhalb der Bandbreite", "within the band"),
        false => words.say("außerhalb der Bandbreite", "beyond the band"),
    };
    match words.lang {
        Lang::De => format!(
            "Kleinste Änderung eines einzelnen Gewichts, die etwas ändert: {weight} von {from} auf {to} ({change}, {beyond}); dann: {then}."
        ),
        Lang::En => format!(
            "Smallest change of a single weight that changes it: {weight} from {from} to {to} ({change}, {beyond}); then: {then}."
        ),
    }
}

/// `51 von 100 · andere Gewichte 47,9–54,3 · dazu jede offene Angabe 36,0–68,2`.
pub(in crate::report) fn other_weights(words: &Words<'_>, index: &RobustIndex) -> Option<String> {
    let (score, weights) = (index.score?, index.weights?);
    let mut text = format!(
        "{} {} · {} {}",
        words.whole(score),
        words.say("von 100", "of 100"),
        words.say("andere Gewichte", "other weights"),
        span(words, weights)
    );
    if let Some(open) = index.with_open_answers.filter(|open| *open != weights) {
        let and = words.say("dazu jede offene Angabe", "every open answer, too");
        text.push_str(&format!(" · {and} {}", span(words, open)));
    }
    Some(text)
}

/// One row a dimension: its weight alone within the band, left out, and where it gives another level.
pub(in crate::report) fn each_weight(words: &Words<'_>, index: &RobustIndex, band: f64) -> Table {
    let band = format!("±{} %", number::short(band, 2, words.lang));
    let mut table = Table::new(&[
        (words.say("Dimension", "Dimension"), Align::Left),
        (words.say("Gewicht", "Weight"), Align::Right),
        (words.say("Punkte", "Points"), Align::Right),
        (&band, Align::Right),
        (words.say("ohne sie", "without it"), Align::Right),
        (
            words.say("andere Stufe ab", "other level from"),
            Align::Left,
        ),
    ]);
    let dash = || "–".to_owned();
    let rows = index.dimensions.iter().map(|one| {
        let level = one.level_left_out.as_ref();
        let level = level.map_or_else(String::new, |level| format!(" ({level})"));
        let near = one.flip.as_ref().filter(|flip| flip.change.abs() <= FAR);
        vec![
            words.get(&format!("dimension.{}", one.id)),
            words.short(one.weight),
            one.score.map_or_else(dash, |score| words.whole(score)),
            one.index.map_or_else(dash, |alone| span(words, alone)),
            one.left_out
                .map_or_else(dash, |score| format!("{}{level}", words.tenth(score))),
            near.map_or_else(dash, |flip| {
                let level = flip.verdict.as_deref().unwrap_or("–");
                format!(
                    "{} ({}) → {level}",
                    words.short(flip.to),
                    change(words, flip.change)
                )
            }),
        ]
    });
    table.rows = rows.collect();
    table
}

/// `+67 %`, `−38 %`.
fn change(words: &Words<'_>, change: f64) -> String {
    let sign = if change >= 0.0 { "+" } else { "" };
    let places = if change.abs() < 10.0 { 1 } else { 0 };
    format!("{sign}{} %", number::grouped(change, places, words.lang))
}

pub(super) fn span(words: &Words<'_>, span: Span) -> String {
    format!("{}–{}", words.tenth(span.low), words.tenth(span.high))
}

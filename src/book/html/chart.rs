//! A curve or a table of points as a small drawing, with the same in words below it.

use std::fmt::Write as _;

use crate::book::page::{choice, title};
use crate::book::told::{told, unit};
use crate::book::word;
use crate::model::{Lang, number};
use crate::pack::{Pack, Param, ParamValue, Rule};
use crate::report::escaped_xml as escaped;

const WIDTH: f64 = 420.0;
/// The field of a curve.
const LEFT: f64 = 44.0;
const RIGHT: f64 = 400.0;
const TOP: f64 = 14.0;
const BOTTOM: f64 = 134.0;
/// A line of a table.
const LINE: f64 = 26.0;
const BAR: f64 = 230.0;
/// Signs of a label beside a bar.
const LABEL: usize = 32;

/// A figure for each param that gives points.
pub(super) fn of(pack: &Pack, rule: &Rule, lang: Lang) -> String {
    let figures = rule
        .params
        .iter()
        .filter_map(|param| figure(pack, rule, param, lang));
    figures.collect()
}

fn figure(pack: &Pack, rule: &Rule, param: &Param, lang: Lang) -> Option<String> {
    let words = told(pack, rule, param, lang)?;
    let name = format!("{}: {words}", title(pack, rule, lang));
    let (drawing, rows, head) = match &param.value {
        ParamValue::Knots(knots) => {
            let rows = knots.iter().map(|(x, y)| {
                (
                    format!("{}{}", short(*x, lang), unit(pack, rule, param, *x, lang)),
                    *y,
                )
            });
            (
                curve(&name, knots, lang),
                rows.collect::<Vec<_>>(),
                word(lang, "Wert", "Value"),
            )
        }
        ParamValue::Table(table) => {
            let rows: Vec<(String, f64)> = table
                .iter()
                .map(|(key, y)| (choice(pack, rule, key, lang), *y))
                .collect();
            (
                bars(&name, &rows, lang),
                rows,
                word(lang, "Antwort", "Answer"),
            )
        }
        ParamValue::Number(_) => return None,
    };
    let twin = twin(&rows, head, lang);
    Some(format!(
        "<figure>\n<div class=\"wide\">{drawing}</div>\n<figcaption><details><summary>{}</summary>\n{twin}</details></figcaption>\n</figure>\n",
        word(lang, "Als Tabelle", "As a table")
    ))
}

fn short(value: f64, lang: Lang) -> String {
    number::short(value, 4, lang)
}

fn twin(rows: &[(String, f64)], head: &str, lang: Lang) -> String {
    let points = word(lang, "Punkte", "Points");
    let row = |(label, points): &(String, f64)| {
        format!(
            "<tr><th scope=\"row\">{}</th><td class=\"number\">{}</td></tr>\n",
            escaped(label),
            short(*points, lang)
        )
    };
    format!(
        "<table>\n<thead><tr><th scope=\"col\">{head}</th><th scope=\"col\" class=\"number\">{points}</th></tr></thead>\n<tbody>\n{}</tbody></table>\n",
        rows.iter().map(row).collect::<String>()
    )
}

fn open(out: &mut String, name: &str, height: f64) {
    let name = escaped(name);
    let _ = writeln!(
        out,
        "<svg viewBox=\"0 0 {WIDTH} {height}\" width=\"{WIDTH}\" height=\"{height}\" role=\"img\" aria-label=\"{name}\"><title>{name}</title>"
    );
}

/// Points from 0 to 100 over the values; left of the first knot and right of the last one it stays level.
fn curve(name: &str, knots: &[(f64, f64)], lang: Lang) -> String {
    let (Some(first), Some(last)) = (knots.first(), knots.last()) else {
        return String::new();
    };
    let span = (last.0 - first.0).max(f64::MIN_POSITIVE);
    let inner = RIGHT - LEFT - 40.0;
    let x = |value: f64| LEFT + 20.0 + (value - first.0) / span * inner;
    let y = |points: f64| BOTTOM - points / 100.0 * (BOTTOM - TOP);
    let mut out = String::new();
    open(&mut out, name, BOTTOM + 24.0);
    let _ = writeln!(
        out,
        "<rect class=\"bar-ground\" x=\"{LEFT}\" y=\"{TOP}\" width=\"{}\" height=\"{}\"/>",
        RIGHT - LEFT,
        BOTTOM - TOP
    );
    for mark in [0.0, 50.0, 100.0] {
        let _ = writeln!(
            out,
            "<text class=\"bar-quiet\" x=\"{}\" y=\"{}\" text-anchor=\"end\">{mark}</text>",
            LEFT - 6.0,
            y(mark) + 4.0
        );
    }
    let _ = write!(out, "<path class=\"curve\" d=\"M{LEFT} {:.1}", y(first.1));
    for (value, points) in knots {
        let _ = write!(out, "L{:.1} {:.1}", x(*value), y(*points));
    }
    let _ = writeln!(out, "H{RIGHT}\"/>");
    let mut free = f64::MIN;
    for (value, points) in knots {
        let (x, y) = (x(*value), y(*points));
        let _ = writeln!(
            out,
            "<circle class=\"knot\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3.5\"/>"
        );
        let label = short(*value, lang);
        let half = label.chars().count() as f64 * 3.8;
        // Labels that would stand on each other are left to the table.
        if x - half > free {
            free = x + half + 4.0;
            let _ = writeln!(
                out,
                "<text class=\"bar-quiet\" x=\"{x:.1}\" y=\"{}\" text-anchor=\"middle\">{label}</text>",
                BOTTOM + 17.0
            );
        }
    }
    out.push_str("</svg>");
    out
}

/// A bar for each answer.
fn bars(name: &str, rows: &[(String, f64)], lang: Lang) -> String {
    let mut out = String::new();
    open(&mut out, name, LINE * rows.len() as f64 + 4.0);
    for (place, (label, points)) in rows.iter().enumerate() {
        let top = LINE * place as f64;
        let label: String = match label.chars().count() > LABEL {
            true => label.chars().take(LABEL - 1).chain(['…']).collect(),
            false => label.clone(),
        };
        let (middle, width) = (top + 18.0, points / 100.0 * (WIDTH - BAR - 50.0));
        let _ = writeln!(
            out,
            "<text class=\"bar-text\" x=\"0\" y=\"{middle}\">{}</text><rect class=\"bar-plain\" x=\"{BAR}\" y=\"{}\" width=\"{width:.1}\" height=\"14\"/><text class=\"bar-text\" x=\"{:.1}\" y=\"{middle}\">{}</text>",
            escaped(&label),
            top + 7.0,
            BAR + width + 8.0,
            short(*points, lang)
        );
    }
    out.push_str("</svg>");
    out
}

//! What a curve or a table says, in a sentence.

use super::page::choice;
use super::word;
use crate::model::{Lang, number};
use crate::pack::{Pack, Param, ParamValue, Rule};

/// One line for each param that gives points.
pub(super) fn lines(pack: &Pack, rule: &Rule, lang: Lang) -> String {
    let told = rule
        .params
        .iter()
        .filter_map(|param| told(pack, rule, param, lang));
    let label = word(lang, "So zählt es", "How it counts");
    told.map(|text| format!("- {label}: {text}\n")).collect()
}

/// `up to 0 %: 0 points; at 50 %: 60; from 80 %: 100; evenly in between`. None where the param is no points.
pub(super) fn told(pack: &Pack, rule: &Rule, param: &Param, lang: Lang) -> Option<String> {
    if !param.unit.ends_with("points") {
        return None;
    }
    match &param.value {
        ParamValue::Number(_) => None,
        ParamValue::Knots(knots) => {
            let unit = |value: f64| unit(pack, rule, param, value, lang);
            curve(&unit, knots, lang)
        }
        ParamValue::Table(table) => {
            let cell = |(key, points): &(String, f64)| {
                let points = number::short(*points, 2, lang);
                format!("{}: {points}", choice(pack, rule, key, lang))
            };
            let cells: Vec<String> = table.iter().map(cell).collect();
            let points = word(lang, "Punkte", "points");
            Some(format!("{} ({points})", cells.join("; ")))
        }
    }
}

/// Behind a number of the horizontal axis: the unit of the field that the rule is called after, else of the param.
pub(super) fn unit(pack: &Pack, rule: &Rule, param: &Param, value: f64, lang: Lang) -> String {
    let one = match number::short(value, 4, lang) == "1" {
        true => pack.say(&format!("unit.{}.one", rule.id), lang),
        false => "",
    };
    let label = match one {
        "" => pack.say(&format!("unit.{}", rule.id), lang),
        one => one,
    };
    let own = param.unit.split(" → ").next().unwrap_or_default();
    match (label, own) {
        ("", "points") => String::new(),
        ("", own) if lang == Lang::En || own == "%" => format!(" {own}"),
        ("", _) => String::new(),
        (label, _) => format!(" {label}"),
    }
}

fn curve(unit: &dyn Fn(f64) -> String, knots: &[(f64, f64)], lang: Lang) -> Option<String> {
    let (first, last) = (knots.first()?, knots.last()?);
    let short = |value: f64| number::short(value, 4, lang);
    let at = |de, en, knot: &(f64, f64)| {
        let (x, y, unit) = (short(knot.0), short(knot.1), unit(knot.0));
        format!("{} {x}{unit}: {y}", word(lang, de, en))
    };
    let points = word(lang, "Punkte", "points");
    let mut parts = vec![format!("{} {points}", at("bis", "up to", first))];
    let middle = knots.len().saturating_sub(2);
    parts.extend(
        knots
            .iter()
            .skip(1)
            .take(middle)
            .map(|knot| at("bei", "at", knot)),
    );
    if knots.len() > 1 {
        parts.push(at("ab", "from", last));
        let between = word(lang, "dazwischen gleichmäßig", "evenly in between");
        parts.push(between.to_owned());
    }
    Some(parts.join("; "))
}

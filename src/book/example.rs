//! Examples of a rule, from its CASES: the poorest, a middling and the best answer that it is tested with.

use super::word;
use crate::model::{Lang, number};
use crate::pack::{Literal, Pack, Rule, Shape};

struct Example {
    facts: String,
    points: f64,
}

/// At most three lines; none where the cases expect no points.
pub(super) fn lines(pack: &Pack, rule: &Rule, lang: Lang) -> String {
    let Shape::List(cases) = &rule.cases.value else {
        return String::new();
    };
    let mut all: Vec<Example> = cases
        .iter()
        .filter_map(|case| example(pack, case, lang))
        .collect();
    let whole = |one: &Example| one.points.fract().abs() < 1e-9;
    if all.iter().filter(|one| whole(one)).count() > 1 {
        all.retain(whole);
    }
    // Of the answers that give the same points, the one that is told shortest.
    all.sort_by(|a, b| {
        a.points
            .total_cmp(&b.points)
            .then(a.facts.len().cmp(&b.facts.len()))
    });
    all.dedup_by(|a, b| (a.points - b.points).abs() < 1e-9);
    let picked = [0, all.len() / 2, all.len().saturating_sub(1)];
    let label = word(lang, "Beispiel", "Example");
    let mut lines: Vec<String> = Vec::new();
    for one in picked.iter().filter_map(|place| all.get(*place)) {
        let points = number::short(one.points, 1, lang);
        let unit = match points == "1" {
            true => word(lang, "Punkt", "point"),
            false => word(lang, "Punkte", "points"),
        };
        let line = format!("- {label}: {} → {points} {unit}\n", one.facts);
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    lines.concat()
}

/// A case with at most two facts that expects points.
fn example(pack: &Pack, case: &Literal, lang: Lang) -> Option<Example> {
    let facts = entry(case, "facts")?;
    let Shape::Number(points) = entry(entry(case, "expect")?, "points")?.value else {
        return None;
    };
    let Shape::Map(facts) = &facts.value else {
        return None;
    };
    let told: Option<Vec<String>> = facts
        .iter()
        .map(|(field, _, value)| fact(pack, field, value, lang))
        .collect();
    let told = told.filter(|told| (1..=2).contains(&told.len()))?;
    Some(Example {
        facts: told.join(", "),
        points,
    })
}

fn entry<'l>(map: &'l Literal, key: &str) -> Option<&'l Literal> {
    let Shape::Map(entries) = &map.value else {
        return None;
    };
    let found = entries.iter().find(|(known, ..)| known == key);
    found.map(|(.., value)| value)
}

/// `Active CRM use 40 %`; none where the field is none of the organisation's.
fn fact(pack: &Pack, field: &str, value: &Literal, lang: Lang) -> Option<String> {
    let label =
        Some(pack.say(&format!("field.{field}"), lang)).filter(|label| !label.is_empty())?;
    let told = match &value.value {
        Shape::Number(number) => {
            let unit = pack.say(&format!("unit.{field}"), lang);
            let number = number::short(*number, 4, lang);
            format!("{number} {unit}").trim_end().to_owned()
        }
        Shape::Flag(true) => word(lang, "ja", "yes").to_owned(),
        Shape::Flag(false) => word(lang, "nein", "no").to_owned(),
        Shape::Text(word) => match pack.say(&format!("value.{field}.{word}"), lang) {
            "" => word.clone(),
            label => label.to_owned(),
        },
        _ => return None,
    };
    Some(format!("{label}: {told}"))
}

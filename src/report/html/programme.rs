//! What a portfolio calls for as a whole: who is close to the next level, which measures recur, which competencies are
//! wanted.

use std::collections::BTreeMap;

use super::blocks::{self, table};
use super::directory::section;
use super::page::Section;
use crate::model::{Assessment, printable};
use crate::report::outline::Table;
use crate::report::roadmap::RoadmapWords;
use crate::report::table::Align;
use crate::report::words::Words;

/// So many measures are a short way.
const SHORT: usize = 3;
/// Rows of a list of the most frequent.
const FREQUENT: usize = 20;

/// Those whom a few measures bring to the next level, the least effort first.
pub(super) fn close(words: &Words<'_>, all: &[Assessment]) -> Option<Section> {
    let mut near: Vec<(f64, Vec<String>)> = Vec::new();
    for one in all {
        let Some(plan) = &one.roadmap else { continue };
        let sets = plan.raising.sets.iter();
        let Some(set) = sets
            .filter(|set| set.measures.len() <= SHORT)
            .min_by(|a, b| a.pt.total_cmp(&b.pt))
        else {
            continue;
        };
        let told = RoadmapWords {
            words,
            roadmap: plan,
        };
        let (lead, names) = told.raising_set(set);
        near.push((
            set.pt,
            vec![
                printable(&one.name),
                one.level.id.as_deref().unwrap_or("–").to_owned(),
                lead,
                names,
            ],
        ));
    }
    if near.is_empty() {
        return None;
    }
    near.sort_by(|a, b| a.0.total_cmp(&b.0));
    let title = words.say("Nah an der nächsten Stufe", "Close to the next level");
    let mut grid = Table::new(&[
        (words.say("Organisation", "Organisation"), Align::Left),
        (words.say("Stufe", "Level"), Align::Left),
        (words.say("Erreichbar", "Within reach"), Align::Left),
        (words.say("Durch", "By"), Align::Left),
    ]);
    let count = near.len();
    grid.rows = near
        .into_iter()
        .take(FREQUENT)
        .map(|(_, row)| row)
        .collect();
    let mut body = blocks::paragraph(words.say(
        "Höchstens drei Maßnahmen heben hier die Stufe, der geringste Aufwand zuerst. Die Stufe danach ist eine Annahme.",
        "At most three measures raise the level here, the least effort first. The level afterwards is an assumption.",
    ));
    body.push_str(&table(&grid, title, "sortable"));
    if count > FREQUENT {
        body.push_str(&blocks::paragraph(&format!(
            "{} {}",
            words.say("Weitere:", "More:"),
            count - FREQUENT
        )));
    }
    Some(section("close", title, &body))
}

/// Measures over all organisations: how many need each, what it costs and brings together.
pub(super) fn measures(words: &Words<'_>, all: &[Assessment]) -> Option<Section> {
    #[derive(Default)]
    struct Sum {
        count: usize,
        days: f64,
        gain: f64,
        lifts: usize,
    }
    let mut sums: BTreeMap<&str, Sum> = BTreeMap::new();
    for one in all.iter().filter_map(|one| one.roadmap.as_ref()) {
        for measure in &one.measures {
            let sum = sums.entry(&measure.id).or_default();
            sum.count += 1;
            sum.days += measure.pt;
            sum.gain += measure.gain.unwrap_or(0.0);
            sum.lifts += usize::from(!measure.lifts.is_empty());
        }
    }
    let mut ranked: Vec<_> = sums.into_iter().collect();
    ranked.sort_by(|a, b| b.1.gain.total_cmp(&a.1.gain));
    let title = words.say("Maßnahmenprogramm", "Programme of measures");
    let mut grid = Table::new(&[
        (words.say("Maßnahme", "Measure"), Align::Left),
        (words.say("Organisationen", "Organisations"), Align::Right),
        (words.say("Zugewinn zusammen", "Gain in all"), Align::Right),
        (
            words.say("Personentage zusammen", "Person-days in all"),
            Align::Right,
        ),
        (
            words.say("Hebt K.-o.-Kriterien auf bei", "Lifts gates for"),
            Align::Right,
        ),
    ]);
    grid.rows = ranked
        .into_iter()
        .take(FREQUENT)
        .map(|(id, sum)| {
            vec![
                format!("{id} {}", words.get(&format!("measure.{id}.title"))),
                sum.count.to_string(),
                words.tenth(sum.gain),
                words.whole(sum.days),
                sum.lifts.to_string(),
            ]
        })
        .collect();
    (!grid.rows.is_empty()).then(|| section("programme", title, &table(&grid, title, "sortable")))
}

/// For each competency: how many organisations cannot do without it, and at which level.
pub(super) fn demand(words: &Words<'_>, all: &[Assessment]) -> Option<Section> {
    let mut counts: BTreeMap<(&str, &str), (usize, usize, u8)> = BTreeMap::new();
    for profile in all.iter().filter_map(|one| one.competencies.as_ref()) {
        let mut own: BTreeMap<(&str, &str), (bool, u8)> = BTreeMap::new();
        for target in profile.roles.iter().flat_map(|role| &role.targets) {
            let entry = own.entry((&target.number, &target.id)).or_default();
            entry.0 |= target.criticality == 3;
            entry.1 = entry.1.max(target.level);
        }
        for (key, (must, level)) in own {
            let entry = counts.entry(key).or_default();
            entry.0 += 1;
            entry.1 += usize::from(must);
            entry.2 = entry.2.max(level);
        }
    }
    let title = words.say("Bedarf an Kompetenzen", "Demand for competencies");
    let mut grid = Table::new(&[
        (words.say("Kompetenz", "Competency"), Align::Left),
        (words.say("Gebraucht bei", "Wanted by"), Align::Right),
        (words.say("Unverzichtbar bei", "A must for"), Align::Right),
        (
            words.say("Höchste Sollstufe", "Highest target level"),
            Align::Right,
        ),
    ]);
    grid.rows = counts
        .into_iter()
        .map(|((number, id), (wanted, must, level))| {
            vec![
                format!("{number} {}", words.get(&format!("competency.{id}"))),
                wanted.to_string(),
                must.to_string(),
                level.to_string(),
            ]
        })
        .collect();
    (!grid.rows.is_empty()).then(|| section("demand", title, &table(&grid, title, "sortable")))
}

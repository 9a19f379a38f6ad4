//! What a portfolio calls for as a whole: who is close to the next level, which measures recur, which competencies are
//! wanted.

use std::collections::BTreeMap;

use super::fleet::{Fleet, section};
use crate::model::{Assessment, Id, Lang, RaisingSet, printable};
use crate::report::html::blocks::{self, table};
use crate::report::html::page::Section;
use crate::report::outline::{Item, Table};
use crate::report::roadmap::RoadmapWords;
use crate::report::table::Align;

/// So many measures are a short way.
const SHORT: usize = 3;
/// Rows of a list of the most frequent.
const FREQUENT: usize = 20;
/// Measures of the overview.
const NAMED: usize = 3;

/// Those whom a few measures bring to the next level, the least effort first.
pub(super) fn near<'d>(fleet: &Fleet<'d>) -> Vec<(&'d Assessment, &'d RaisingSet)> {
    let near = fleet.all().iter().filter_map(|one| {
        let sets = one.roadmap.as_ref()?.raising.sets.iter();
        let short = sets.filter(|set| set.measures.len() <= SHORT);
        Some((one, short.min_by(|a, b| a.pt.total_cmp(&b.pt))?))
    });
    let mut near: Vec<_> = near.collect();
    near.sort_by(|a, b| a.1.pt.total_cmp(&b.1.pt));
    near
}

pub(super) fn close(fleet: &Fleet<'_>) -> Option<Section> {
    let words = &fleet.words;
    let near = near(fleet);
    let title = words.say("Nah an der nächsten Stufe", "Close to the next level");
    let mut grid = Table::new(&[
        (words.say("Organisation", "Organisation"), Align::Left),
        (words.say("Stufe", "Level"), Align::Left),
        (words.say("Erreichbar", "Within reach"), Align::Left),
        (words.say("Durch", "By"), Align::Left),
    ]);
    let shown = near.iter().take(FREQUENT);
    grid.rows = shown
        .clone()
        .filter_map(|(one, set)| {
            let roadmap = one.roadmap.as_ref()?;
            let (lead, names) = RoadmapWords { words, roadmap }.raising_set(set);
            let level = one.level.id.as_deref().unwrap_or("–").to_owned();
            Some(vec![printable(&one.name), level, lead, names])
        })
        .collect();
    let ids: Vec<&Id> = shown.map(|(one, _)| &one.id).collect();
    let lead = words.say(
        "Höchstens drei Maßnahmen heben hier die Stufe, der geringste Aufwand zuerst. Die Stufe danach ist eine Annahme.",
        "At most three measures raise the level here, the least effort first. The level afterwards is an assumption.",
    );
    let body = blocks::paragraph(lead) + &fleet.linked(&grid, title, &ids, near.len());
    (!near.is_empty()).then(|| section("close", title, &body))
}

/// A measure over all organisations that need it.
#[derive(Default)]
struct Sum {
    count: usize,
    days: f64,
    gain: f64,
    lifts: usize,
}

/// Those that bring most together first.
fn ranked<'d>(fleet: &Fleet<'d>) -> Vec<(&'d str, Sum)> {
    let mut sums: BTreeMap<&str, Sum> = BTreeMap::new();
    for one in fleet.all().iter().filter_map(|one| one.roadmap.as_ref()) {
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
    ranked
}

/// The measures that bring most, for the overview.
pub(super) fn strongest(fleet: &Fleet<'_>) -> Vec<Item> {
    let words = &fleet.words;
    let ranked = ranked(fleet);
    let items = ranked.iter().take(NAMED).map(|(id, sum)| {
        let lead = format!("{id} {}", words.get(&format!("measure.{id}.title")));
        let (count, gain, days) = (sum.count, words.tenth(sum.gain), words.whole(sum.days));
        let text = match words.lang {
            Lang::De => format!("angezeigt bei {count} Organisationen, zusammen {gain} Punkte und {days} Personentage."),
            Lang::En => format!("called for in {count} organisations, {gain} points and {days} person-days in all."),
        };
        Item::new(lead, text)
    });
    items.collect()
}

/// Measures over all organisations: how many need each, what it costs and brings together.
pub(super) fn measures(fleet: &Fleet<'_>) -> Option<Section> {
    let words = &fleet.words;
    let ranked = ranked(fleet);
    let title = words.say("Maßnahmenprogramm", "Programme of measures");
    let mut grid = Table::new(&[
        (words.say("Maßnahme", "Measure"), Align::Left),
        (words.say("Organisationen", "Organisations"), Align::Right),
        (words.say("Zugewinn zusammen", "Gain in all"), Align::Right),
        (
            words.say("Zugewinn im Mittel", "Gain on average"),
            Align::Right,
        ),
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
        .iter()
        .take(FREQUENT)
        .map(|(id, sum)| {
            vec![
                format!("{id} {}", words.get(&format!("measure.{id}.title"))),
                sum.count.to_string(),
                words.tenth(sum.gain),
                words.tenth(sum.gain / sum.count as f64),
                words.whole(sum.days),
                sum.lifts.to_string(),
            ]
        })
        .collect();
    let lead = words.say(
        "Was sich für alle gemeinsam vorbereiten lässt: Schulung, Einstellung, Beschluss. Zugewinne sind Annahmen und gelten für jede Maßnahme allein.",
        "What can be prepared for all of them together: training, hiring, decisions. Gains are assumptions, each for the measure alone.",
    );
    let body = blocks::paragraph(lead) + &fleet.first(&grid, title, ranked.len());
    (!ranked.is_empty()).then(|| section("programme", title, &body))
}

/// Which placements are recommended, and for whom the rare ones.
pub(super) fn placements(fleet: &Fleet<'_>) -> Option<Section> {
    let words = &fleet.words;
    let mut counts: BTreeMap<Option<&str>, (Vec<String>, usize)> = BTreeMap::new();
    for one in fleet.all() {
        let Some(placement) = &one.placement else {
            continue;
        };
        let target = counts.entry(placement.target.as_deref()).or_default();
        target.0.push(printable(&one.name));
        counts.entry(placement.entry.as_deref()).or_default().1 += 1;
    }
    let title = words.say("Verankerung", "Placement");
    let mut grid = Table::new(&[
        (title, Align::Left),
        (words.say("als Ziel", "as target"), Align::Right),
        (words.say("Anteil", "Share"), Align::Right),
        (words.say("als Einstieg", "as entry"), Align::Right),
        (words.say("Ziel für", "Target for"), Align::Left),
    ]);
    let open = words.say("noch nicht zu nennen", "cannot be named yet");
    let name = |id: Option<&str>| {
        id.map_or_else(|| open.to_owned(), |id| words.get(&format!("option.{id}")))
    };
    let mut ranked: Vec<_> = counts.iter().collect();
    ranked.sort_by_key(|(_, (target, _))| std::cmp::Reverse(target.len()));
    grid.rows = ranked
        .into_iter()
        .map(|(id, (target, entry))| {
            vec![
                name(*id),
                target.len().to_string(),
                fleet.share(target.len()),
                entry.to_string(),
                fleet.some(target),
            ]
        })
        .collect();
    (!counts.is_empty()).then(|| section("placement", title, &table(&grid, title, "sortable")))
}

/// For each competency: how many organisations cannot do without it, and at which level.
pub(super) fn demand(fleet: &Fleet<'_>) -> Option<Section> {
    let words = &fleet.words;
    let mut counts: BTreeMap<(&str, &str), (usize, usize, u8)> = BTreeMap::new();
    for profile in fleet
        .all()
        .iter()
        .filter_map(|one| one.competencies.as_ref())
    {
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

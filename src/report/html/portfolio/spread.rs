//! How levels and scores are spread.

use std::collections::BTreeMap;

use super::fleet::{Fleet, below, score};
use crate::model::{Assessment, IndexScore};
use crate::report::bars::{Bar, bars};
use crate::report::html::blocks::{pictured, table};
use crate::report::outline::Table;
use crate::report::table::Align;

/// From so many organisations on, a distribution says something.
const MANY: usize = 10;
/// Coverage in percent from which a result rests on firm ground, and from which on enough of it.
const COVERED: [f64; 2] = [90.0, 70.0];

pub(super) fn spread(fleet: &Fleet<'_>) -> String {
    let words = &fleet.words;
    let mut body = levels(fleet);
    body.push_str(&steps(fleet));
    body.push_str(&quartiles(fleet));
    below(words.say("Verteilung", "Distribution"), &body)
}

/// A level, those who have it, and how many of them are how well covered.
type Row<'a> = (Option<&'a str>, [usize; 3]);

/// Levels in the order of the pack, then those without one.
fn rows<'a>(fleet: &Fleet<'a>) -> Vec<Row<'a>> {
    let mut counts: BTreeMap<Option<&str>, [usize; 3]> = BTreeMap::new();
    for one in fleet.all() {
        let covered = one.leading().map_or(0.0, |index| index.spread.coverage);
        let class = COVERED.iter().position(|least| covered >= *least);
        let row = counts.entry(one.level.id.as_deref()).or_default();
        row.iter_mut()
            .skip(class.unwrap_or(COVERED.len()))
            .take(1)
            .for_each(|count| *count += 1);
    }
    let rank = |id: Option<&str>| {
        let mut levels = fleet.document.levels.iter();
        id.map_or(usize::MAX, |id| {
            levels.position(|step| &*step.id == id).unwrap_or(0)
        })
    };
    let mut rows: Vec<Row<'a>> = counts.into_iter().collect();
    rows.sort_by_key(|(id, _)| rank(*id));
    rows
}

fn levels(fleet: &Fleet<'_>) -> String {
    let words = &fleet.words;
    let rows = rows(fleet);
    let name = |id: Option<&str>| match id {
        Some(id) => words.level_name(Some(&id.into())),
        None => words
            .say("noch nicht zu nennen", "cannot be named yet")
            .to_owned(),
    };
    let all = fleet.all().len().max(1) as f64;
    let lines = rows.iter().map(|(id, counts)| {
        let count: usize = counts.iter().sum();
        Bar::of_share(name(*id), count as f64 / all * 100.0, count.to_string())
    });
    let title = words.say(
        "Organisationen je Stufe, in Prozent",
        "Organisations by level, in percent",
    );
    let mut grid = Table::new(&[
        (words.say("Stufe", "Level"), Align::Left),
        (words.say("Organisationen", "Organisations"), Align::Right),
        (words.say("Anteil", "Share"), Align::Right),
        (
            words.say("Datenabdeckung ab 90 %", "Coverage from 90 %"),
            Align::Right,
        ),
        (
            words.say("70 bis unter 90 %", "70 to below 90 %"),
            Align::Right,
        ),
        (words.say("unter 70 %", "below 70 %"), Align::Right),
    ]);
    grid.rows = rows
        .iter()
        .map(|(id, counts)| {
            let count: usize = counts.iter().sum();
            let [firm, enough, little] = counts.map(|count| count.to_string());
            vec![
                name(*id),
                count.to_string(),
                fleet.share(count),
                firm,
                enough,
                little,
            ]
        })
        .collect();
    format!(
        "{}{}",
        pictured(&bars(words, title, &lines.collect::<Vec<_>>()), title, ""),
        table(
            &grid,
            words.say(
                "Organisationen je Stufe und Datenabdeckung",
                "Organisations by level and coverage"
            ),
            ""
        )
    )
}

/// The leading index in steps of ten points.
fn steps(fleet: &Fleet<'_>) -> String {
    let words = &fleet.words;
    let index = fleet.all().first().and_then(Assessment::leading);
    let Some(index) = index.filter(|_| fleet.all().len() >= MANY) else {
        return String::new();
    };
    let mut counts = [0_usize; 10];
    for score in fleet.all().iter().filter_map(score) {
        let step = ((score / 10.0) as usize).min(9);
        counts
            .iter_mut()
            .skip(step)
            .take(1)
            .for_each(|count| *count += 1);
    }
    let all = fleet.all().len() as f64;
    let lines = counts.iter().enumerate().map(|(step, count)| {
        let label = format!("{}–{}", step * 10, step * 10 + 10);
        Bar::of_share(label, *count as f64 / all * 100.0, count.to_string())
    });
    let what = words.say(
        "Organisationen je zehn Punkte, in Prozent",
        "organisations by ten points, in percent",
    );
    let title = format!("{}: {what}", words.get(&format!("index.{}", index.id)));
    pictured(&bars(words, &title, &lines.collect::<Vec<_>>()), &title, "")
}

fn quartiles(fleet: &Fleet<'_>) -> String {
    let words = &fleet.words;
    let Some(first) = fleet.all().first() else {
        return String::new();
    };
    let mut grid = Table::new(&[
        (words.say("Index", "Index"), Align::Left),
        (words.say("Bekannt", "Known"), Align::Right),
        (
            words.say("Unteres Viertel bis", "Lower quarter up to"),
            Align::Right,
        ),
        (words.say("Median", "Median"), Align::Right),
        (
            words.say("Oberes Viertel ab", "Upper quarter from"),
            Align::Right,
        ),
    ]);
    let row = |index: &IndexScore| {
        let known = sorted(fleet.all(), &index.id);
        let at = |part: f64| quantile(&known, part).map_or("–".to_owned(), |at| words.tenth(at));
        let name = words.get(&format!("index.{}", index.id));
        vec![name, known.len().to_string(), at(0.25), at(0.5), at(0.75)]
    };
    grid.rows = first.indexes.iter().map(row).collect();
    table(
        &grid,
        words.say("Verteilung der Punkte", "Distribution of the points"),
        "",
    )
}

pub(super) fn sorted(all: &[Assessment], index: &str) -> Vec<f64> {
    let known = all.iter().filter_map(|one| one.index(index)?.spread.score);
    let mut known: Vec<f64> = known.collect();
    known.sort_by(f64::total_cmp);
    known
}

/// Linear between the two neighbours; `sorted` rises.
pub(super) fn quantile(sorted: &[f64], part: f64) -> Option<f64> {
    let place = part * (sorted.len().checked_sub(1)?) as f64;
    let low = sorted.get(place.floor() as usize)?;
    let high = sorted.get(place.ceil() as usize)?;
    Some(low + (high - low) * place.fract())
}

#[cfg(test)]
#[allow(clippy::float_cmp, reason = "the expected numbers are exact")]
mod tests {
    use super::*;

    #[test]
    fn quantiles_lie_between_neighbours() {
        assert_eq!(quantile(&[], 0.5), None);
        assert_eq!(quantile(&[7.0], 0.25), Some(7.0));
        assert_eq!(quantile(&[1.0, 2.0, 4.0, 8.0], 0.5), Some(3.0));
        assert_eq!(quantile(&[1.0, 2.0, 4.0, 8.0, 16.0], 0.75), Some(8.0));
    }
}

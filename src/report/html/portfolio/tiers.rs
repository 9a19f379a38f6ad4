//! Groups in place of ranks: who cannot be told apart shares one.

use std::collections::BTreeSet;

use super::fleet::{Fleet, score, section};
use super::{programme, spread};
use crate::model::{Assessment, Id, Lang, Range, Tier, printable};
use crate::report::bars::{Bar, bars};
use crate::report::html::blocks::{self, table};
use crate::report::html::page::Section;
use crate::report::outline::Table;
use crate::report::table::Align;

pub(super) fn tiers(fleet: &Fleet<'_>) -> Option<Section> {
    let words = &fleet.words;
    if fleet.all().len() < 2 || fleet.document.tiers.is_empty() {
        return None;
    }
    let title = words.say("Gruppen statt Rangplätze", "Tiers in place of ranks");
    let near: BTreeSet<&Id> = programme::near(fleet)
        .into_iter()
        .map(|(one, _)| &one.id)
        .collect();
    let mut grid = Table::new(&[
        (words.say("Gruppe", "Tier"), Align::Left),
        (words.say("Organisationen", "Organisations"), Align::Right),
        (words.say("Punkte von–bis", "Points from–to"), Align::Right),
        (words.say("Stufen", "Levels"), Align::Left),
        (
            words.say(
                "Höchstens drei Maßnahmen bis zur nächsten Stufe",
                "At most three measures to the next level",
            ),
            Align::Right,
        ),
        (words.say("Wer", "Who"), Align::Left),
    ]);
    let tiers = fleet.document.tiers.iter();
    let told: Vec<(String, Vec<&Assessment>)> = tiers
        .map(|tier| (tier.number.to_string(), members(fleet, tier)))
        .collect();
    grid.rows
        .extend(told.iter().map(|(name, own)| row(fleet, name, own, &near)));
    let open: Vec<&Assessment> = fleet
        .all()
        .iter()
        .filter(|one| fleet.tier(one).is_none())
        .collect();
    if !open.is_empty() {
        let name = words.say("noch nicht zu sagen", "cannot be said yet");
        grid.rows.push(row(fleet, name, &open, &near));
    }
    let body = format!(
        "{}{}{}",
        blocks::paragraph(&meaning(fleet)),
        picture(fleet, &told),
        table(&grid, title, "")
    );
    Some(section("tiers", title, &body))
}

fn meaning(fleet: &Fleet<'_>) -> String {
    let words = &fleet.words;
    let bands = fleet.all().iter().find_map(|one| one.bounds.as_ref());
    let band = words.short(bands.map_or(0.0, |bounds| bounds.band));
    match words.lang {
        Lang::De => format!(
            "Eine neue Gruppe beginnt erst dort, wo eine Organisation auf jeden Fall hinter der ersten der Gruppe davor liegt: wie man die Gewichte der Dimensionen auch um bis zu {band} % ändert und was die offenen Angaben plausibel ergeben. Innerhalb einer Gruppe ist eine Reihenfolge nicht gesichert; die Namen stehen nach Punkten."
        ),
        Lang::En => format!(
            "A new tier begins only where an organisation is behind the first of the tier before in any case: however the weights of the dimensions are changed by up to {band} %, and whatever the open answers plausibly are. Within a tier no order is certain; names stand by points."
        ),
    }
}

fn members<'d>(fleet: &Fleet<'d>, tier: &Tier) -> Vec<&'d Assessment> {
    let ids = tier.organisations.iter();
    ids.filter_map(|id| fleet.by_id(id)).collect()
}

fn row(fleet: &Fleet<'_>, name: &str, own: &[&Assessment], near: &BTreeSet<&Id>) -> Vec<String> {
    let words = &fleet.words;
    let points = bounds(own).map_or_else(
        || "–".to_owned(),
        |range| words.between(range.low, range.high),
    );
    let names: Vec<String> = own.iter().map(|one| printable(&one.name)).collect();
    let close = own.iter().filter(|one| near.contains(&one.id)).count();
    vec![
        name.to_owned(),
        own.len().to_string(),
        points,
        levels(fleet, own),
        close.to_string(),
        fleet.some(&names),
    ]
}

/// The levels that occur, the highest first: `L4, L3`.
fn levels(fleet: &Fleet<'_>, own: &[&Assessment]) -> String {
    let steps = fleet.document.levels.iter().rev();
    let has = |id: &Id| own.iter().any(|one| one.level.id.as_ref() == Some(id));
    let found: Vec<&str> = steps
        .map(|step| &step.id)
        .filter(|id| has(id))
        .map(|id| &**id)
        .collect();
    match found.is_empty() {
        true => "–".to_owned(),
        false => found.join(", "),
    }
}

fn scores(own: &[&Assessment]) -> Vec<f64> {
    let mut known: Vec<f64> = own.iter().filter_map(|one| score(one)).collect();
    known.sort_by(f64::total_cmp);
    known
}

fn bounds(own: &[&Assessment]) -> Option<Range> {
    let known = scores(own);
    Some(Range {
        low: *known.first()?,
        high: *known.last()?,
    })
}

/// Median and span of each tier.
fn picture(fleet: &Fleet<'_>, told: &[(String, Vec<&Assessment>)]) -> String {
    let words = &fleet.words;
    let label = words.say("Gruppe", "Tier");
    let lines: Vec<Bar> = told
        .iter()
        .map(|(name, own)| Bar {
            label: format!("{label} {name}"),
            score: spread::quantile(&scores(own), 0.5),
            judged: false,
            range: bounds(own),
            target: None,
            note: own.len().to_string(),
        })
        .collect();
    let index = fleet.all().first().and_then(Assessment::leading);
    let index = index.map_or_else(String::new, |index| {
        words.get(&format!("index.{}", index.id))
    });
    let title = match words.lang {
        Lang::De => {
            format!("{index}: Median und Spanne jeder Gruppe; rechts die Zahl der Organisationen")
        }
        Lang::En => format!(
            "{index}: median and span of each tier; on the right the number of organisations"
        ),
    };
    blocks::pictured(&bars(words, &title, &lines), &title, "")
}

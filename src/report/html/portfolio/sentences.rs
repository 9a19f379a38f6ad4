//! The portfolio in a few sentences, each of which a table below bears out.

use std::collections::BTreeMap;

use super::fleet::Fleet;
use super::{gaps, gates, programme, spread};
use crate::model::Lang;

/// What a sentence is about, and the sentence.
type Told = (String, String);

pub(super) fn sentences(fleet: &Fleet<'_>) -> Vec<Told> {
    let told = [
        commonest_level(fleet),
        middle_half(fleet),
        commonest_gate(fleet),
        commonest_gap(fleet),
        close(fleet),
    ];
    told.into_iter().flatten().collect()
}

fn commonest_level(fleet: &Fleet<'_>) -> Option<Told> {
    let words = &fleet.words;
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for id in fleet.all().iter().filter_map(|one| one.level.id.as_deref()) {
        *counts.entry(id).or_default() += 1;
    }
    let (id, count) = counts.into_iter().rev().max_by_key(|(_, count)| *count)?;
    let (level, all) = (words.level_name(Some(&id.into())), fleet.all().len());
    let share = fleet.share(count);
    let text = match words.lang {
        Lang::De => {
            format!("Am häufigsten ist {level}: {count} von {all} Organisationen ({share}).")
        }
        Lang::En => {
            format!("The most frequent one is {level}: {count} of {all} organisations ({share}).")
        }
    };
    Some((words.say("Stufe", "Level").to_owned(), text))
}

fn middle_half(fleet: &Fleet<'_>) -> Option<Told> {
    let words = &fleet.words;
    let index = fleet.all().first()?.leading()?;
    let known = spread::sorted(fleet.all(), &index.id);
    let at = |part| spread::quantile(&known, part).map(|value| words.tenth(value));
    let (low, middle, high) = (at(0.25)?, at(0.5)?, at(0.75)?);
    let text = match words.lang {
        Lang::De => format!(
            "Die mittlere Hälfte liegt zwischen {low} und {high} Punkten, der Median bei {middle}."
        ),
        Lang::En => {
            format!("The middle half lies between {low} and {high} points, the median at {middle}.")
        }
    };
    Some((words.get(&format!("index.{}", index.id)), text))
}

fn commonest_gate(fleet: &Fleet<'_>) -> Option<Told> {
    let words = &fleet.words;
    let found = gates::counted(fleet);
    let (id, most) = found.iter().rev().max_by_key(|(_, gate)| gate.binding)?;
    if most.binding == 0 {
        return None;
    }
    let alone: usize = found.values().map(|gate| gate.alone.len()).sum();
    let name = gates::name(words, id);
    let (count, share) = (most.binding, fleet.share(most.binding));
    let text = match words.lang {
        Lang::De => format!(
            "Am häufigsten greift {name}: bei {count} Organisationen ({share}). Organisationen, die nur ein einziges Kriterium von einer höheren Stufe trennt: {alone}."
        ),
        Lang::En => format!(
            "{name} binds most often: for {count} organisations ({share}). Organisations that a single gate keeps from a higher level: {alone}."
        ),
    };
    Some((words.say("K.-o.-Kriterien", "Gates").to_owned(), text))
}

fn commonest_gap(fleet: &Fleet<'_>) -> Option<Told> {
    let words = &fleet.words;
    let ranked = gaps::ranked(fleet);
    let gap = ranked.first()?;
    let title = words.quoted(&words.get(&format!("rule.{}.title", gap.rule)));
    let (count, share) = (gap.affected, fleet.share(gap.affected));
    let lost = words.tenth(gap.lost / gap.affected.max(1) as f64);
    let text = match words.lang {
        Lang::De => format!(
            "Am meisten kostet {title}: {count} Organisationen ({share}), im Mittel {lost} Punkte."
        ),
        Lang::En => format!(
            "{title} costs most: {count} organisations ({share}), {lost} points on average."
        ),
    };
    Some((
        words
            .say("Größte gemeinsame Lücke", "Greatest common gap")
            .to_owned(),
        text,
    ))
}

fn close(fleet: &Fleet<'_>) -> Option<Told> {
    let words = &fleet.words;
    let count = programme::near(fleet).len();
    if fleet.all().iter().all(|one| one.roadmap.is_none()) {
        return None;
    }
    let share = fleet.share(count);
    let text = match words.lang {
        Lang::De => format!(
            "Organisationen, die höchstens drei Maßnahmen von der nächsten Stufe trennen: {count} ({share})."
        ),
        Lang::En => format!(
            "Organisations that at most three measures keep from the next level: {count} ({share})."
        ),
    };
    Some((words.say("Kurzer Weg", "Short way").to_owned(), text))
}

//! What costs most over all organisations.

use std::collections::BTreeMap;

use super::fleet::{Fleet, section};
use crate::model::Finding;
use crate::report::html::blocks;
use crate::report::html::page::Section;
use crate::report::outline::Table;
use crate::report::share::{headline, hindering, leads, loss};
use crate::report::table::Align;

/// Rows of the most costly.
const SHOWN: usize = 15;

/// One finding over all organisations.
pub(super) struct Gap<'d> {
    pub(super) rule: &'d str,
    pub(super) affected: usize,
    /// Points of the leading index, in all.
    pub(super) lost: f64,
    /// For how many it is the costliest of all.
    first: usize,
}

/// Those that cost most first.
pub(super) fn ranked<'d>(fleet: &Fleet<'d>) -> Vec<Gap<'d>> {
    let mut gaps: BTreeMap<&str, Gap<'d>> = BTreeMap::new();
    let below =
        |finding: &&Finding| finding.outcome.points().is_some() && headline(finding) != "good";
    for one in fleet.all() {
        let first = hindering(one).first().map(|finding| &finding.rule);
        for finding in one
            .findings
            .iter()
            .filter(below)
            .filter(|own| leads(one, own))
        {
            let gap = gaps.entry(&finding.rule).or_insert(Gap {
                rule: &finding.rule,
                affected: 0,
                lost: 0.0,
                first: 0,
            });
            gap.affected += 1;
            gap.lost += loss(one, finding).unwrap_or(0.0);
            gap.first += usize::from(first == Some(&finding.rule));
        }
    }
    let mut ranked: Vec<Gap<'d>> = gaps.into_values().collect();
    ranked.sort_by(|a, b| b.lost.total_cmp(&a.lost));
    ranked
}

pub(super) fn gaps(fleet: &Fleet<'_>) -> Option<Section> {
    let words = &fleet.words;
    let ranked = ranked(fleet);
    let title = words.say("Gemeinsame Lücken", "Common gaps");
    let mut grid = Table::new(&[
        (words.say("Befund", "Finding"), Align::Left),
        (words.say("Betroffen", "Affected"), Align::Right),
        (words.say("Anteil", "Share"), Align::Right),
        (
            words.say("Kostet im Mittel (Punkte)", "Costs on average (points)"),
            Align::Right,
        ),
        (
            words.say("Größtes Hindernis bei", "Greatest obstacle for"),
            Align::Right,
        ),
        (words.say("Empfehlung", "Advice"), Align::Left),
    ]);
    grid.rows = ranked
        .iter()
        .take(SHOWN)
        .map(|gap| {
            vec![
                words.get(&format!("rule.{}.title", gap.rule)),
                gap.affected.to_string(),
                fleet.share(gap.affected),
                words.tenth(gap.lost / gap.affected as f64),
                gap.first.to_string(),
                words.get(&format!("rule.{}.advice", gap.rule)),
            ]
        })
        .collect();
    let lead = words.say(
        "Gleiche Befunde sind zusammengefasst; zuerst, was alle zusammen am meisten Punkte kostet. Mittelwerte gelten für die Betroffenen.",
        "Equal findings are merged; first what costs all of them together the most points. Averages are those of the affected ones.",
    );
    let body = blocks::paragraph(lead) + &fleet.first(&grid, title, ranked.len());
    (!ranked.is_empty()).then(|| section("gaps", title, &body))
}

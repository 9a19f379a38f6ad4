//! Goals and KPIs: what the facts call for, what was written down, and what the checks say of it.

use super::{Block, Item, Table};
use crate::model::{
    Assessment, CheckState, CheckedGoal, GoalCandidate, Goals, Indicated, Kpis, Lang, Reason,
    RecommendedKpi, StatedGoals,
};
use crate::report::table::Align;
use crate::report::words::Words;

pub(super) fn goals(words: &Words<'_>, one: &Assessment) -> Vec<Block> {
    let (Some(goals), Some(kpis)) = (&one.goals, &one.kpis) else {
        return Vec::new();
    };
    let mut blocks = vec![Block::Heading(2, words.say("Ziele", "Goals").to_owned())];
    blocks.push(Block::Facts(vec![(
        words.say("Empfohlen", "Recommended").to_owned(),
        words.recommended(goals),
    )]));
    blocks.push(Block::Table(indicated(words, goals)));
    blocks.extend(reasons(words, &goals.warnings));
    blocks.extend(candidates(words, &goals.candidates));
    blocks.extend(
        goals
            .stated
            .iter()
            .flat_map(|stated| written(words, stated)),
    );
    blocks.extend(measures(words, kpis));
    blocks
}

fn reasons(words: &Words<'_>, reasons: &[Reason]) -> Option<Block> {
    let items = reasons
        .iter()
        .map(|reason| Item::new("", words.reason(reason, |_| None)));
    (!reasons.is_empty()).then(|| Block::List(items.collect()))
}

fn indicated(words: &Words<'_>, goals: &Goals) -> Table {
    let mut table = Table::new(&[
        (words.say("Ziel", "Goal"), Align::Left),
        (words.say("Angezeigt", "Indicated"), Align::Left),
        (words.say("Warum", "Why"), Align::Left),
    ]);
    for goal in &goals.indicated {
        let state = match goal.state {
            Indicated::Yes if goal.mandatory => words.say("ja, Pflicht", "yes, mandatory"),
            Indicated::Yes => words.say("ja", "yes"),
            Indicated::No => words.say("nein", "no"),
            Indicated::Unknown => words.say("offen", "unknown"),
        };
        table.rows.push(vec![
            words.goal(&goal.id),
            state.to_owned(),
            words.reason(&goal.reason, |_| None),
        ]);
    }
    table
}

/// What the goals look at, with the terms of payment beside the contracts.
fn candidates(words: &Words<'_>, candidates: &[GoalCandidate]) -> Vec<Block> {
    if candidates.is_empty() {
        return Vec::new();
    }
    let mut table = Table::new(&[
        (words.say("Kandidat", "Candidate"), Align::Left),
        (words.say("Feld", "Quadrant"), Align::Left),
        (words.say("Lieferanteil", "Share of wallet"), Align::Right),
        (words.say("Beziehungsstufe", "Stage"), Align::Left),
        (words.say("Vertragsende", "Contract end"), Align::Left),
        (words.say("Zahlungsziel", "Terms of payment"), Align::Right),
    ]);
    let dash = || "–".to_owned();
    for one in candidates {
        let quadrant = one
            .quadrant
            .as_ref()
            .map(|id| words.get(&format!("accounts.quadrant.{id}")));
        let stage = one.relationship_stage.as_ref();
        let stage = stage.map(|id| words.get(&format!("accounts.value.relationship_stage.{id}")));
        let days = one
            .payment_days
            .map(|days| format!("{} {}", words.whole(days), words.say("Tage", "days")));
        let share = one
            .share_of_wallet
            .map(|share| format!("{} %", words.tenth(share)));
        table.rows.push(vec![
            crate::model::printable(&one.key),
            quadrant.unwrap_or_else(dash),
            share.unwrap_or_else(dash),
            stage.unwrap_or_else(dash),
            one.contract_end.as_deref().map_or_else(dash, str::to_owned),
            days.unwrap_or_else(dash),
        ]);
    }
    let title = words.say("Worauf die Ziele schauen", "What the goals look at");
    vec![Block::Heading(3, title.to_owned()), Block::Table(table)]
}

/// The goals that were written down.
fn written(words: &Words<'_>, stated: &StatedGoals) -> Vec<Block> {
    let title = words.say("Aufgeschriebene Ziele", "Goals written down");
    let mut blocks = vec![
        Block::Heading(3, title.to_owned()),
        Block::Text(words.smart_share(stated)),
    ];
    let mut table = Table::new(&[
        (words.say("Ziel", "Goal"), Align::Left),
        (words.say("Kennzahl", "KPI"), Align::Left),
        ("S", Align::Left),
        ("M", Align::Left),
        ("A", Align::Left),
        ("R", Align::Left),
        ("T", Align::Left),
        (words.say("Punkte", "Points"), Align::Right),
    ]);
    for record in &stated.records {
        let mut row = vec![words.record(record), words.kpi_of(record)];
        row.extend(
            record
                .checks
                .iter()
                .map(|check| words.mark(check.state).to_owned()),
        );
        row.push(
            record
                .points
                .map_or_else(|| "–".to_owned(), |points| words.whole(points)),
        );
        table.rows.push(row);
    }
    blocks.push(Block::Table(table));
    let items: Vec<Item> = stated
        .records
        .iter()
        .flat_map(|record| misses(words, record))
        .collect();
    if !items.is_empty() {
        blocks.push(Block::List(items));
    }
    blocks
}

/// Why a goal is not SMART, and what else is to be said of it.
fn misses(words: &Words<'_>, record: &CheckedGoal) -> Vec<Item> {
    let id = crate::model::printable(&record.goal_id);
    words
        .misses(record)
        .into_iter()
        .map(|(check, text)| {
            let lead = match check.is_empty() {
                true => id.clone(),
                false => format!("{id} {check}"),
            };
            Item::new(lead, text)
        })
        .collect()
}

fn measures(words: &Words<'_>, kpis: &Kpis) -> Vec<Block> {
    let mut blocks = vec![Block::Heading(
        2,
        words.say("Kennzahlen", "KPIs").to_owned(),
    )];
    if kpis.recommended.is_empty() {
        let none = words.say(
            "Ohne empfohlene Ziele werden keine Kennzahlen empfohlen.",
            "Without recommended goals no KPIs are recommended.",
        );
        blocks.push(Block::Text(none.to_owned()));
    } else {
        blocks.push(Block::Table(table_of(words, kpis)));
        let owner = words.say(
            "Zu jeder Kennzahl gehört eine zuständige Person.",
            "Each KPI needs a person who is responsible.",
        );
        blocks.push(Block::Text(owner.to_owned()));
    }
    blocks.extend(reasons(words, &kpis.warnings));
    let over = kpis.passed_over.iter();
    let over: Vec<Item> = over
        .map(|one| Item::new(words.kpi(&one.id), words.reason(&one.reason, |_| None)))
        .collect();
    if !over.is_empty() {
        let title = words.say("Was nicht gemessen werden kann", "What cannot be measured");
        blocks.push(Block::Heading(3, title.to_owned()));
        blocks.push(Block::List(over));
    }
    let stated = kpis
        .stated
        .as_ref()
        .filter(|stated| !stated.warnings.is_empty());
    blocks.extend(stated.into_iter().flat_map(|stated| {
        let title = words.say(
            "Zu den Kennzahlen der aufgeschriebenen Ziele",
            "On the KPIs of the goals written down",
        );
        let list = reasons(words, &stated.warnings);
        std::iter::once(Block::Heading(3, title.to_owned())).chain(list)
    }));
    blocks
}

fn table_of(words: &Words<'_>, kpis: &Kpis) -> Table {
    let mut table = Table::new(&[
        (words.say("Kennzahl", "KPI"), Align::Left),
        (words.say("Ziel", "Goal"), Align::Left),
        (words.say("Formel", "Formula"), Align::Left),
        (words.say("Einheit", "Unit"), Align::Left),
        (words.say("Warum", "Why"), Align::Left),
    ]);
    for kpi in &kpis.recommended {
        let say = |name: &str| words.get(&format!("kpi.{}.{name}", kpi.id));
        table.rows.push(vec![
            words.kpi(&kpi.id),
            words.goal(&kpi.goal),
            say("formula"),
            say("unit"),
            why(words, kpi),
        ]);
    }
    table
}

fn why(words: &Words<'_>, kpi: &RecommendedKpi) -> String {
    let why = words.get(&format!("kpi.choice.{}", kpi.choice.name()));
    match kpi.check_data {
        true => format!("{why}; {}", words.say("Daten prüfen", "check data")),
        false => why,
    }
}

impl Words<'_> {
    pub(in crate::report) fn goal(&self, id: &str) -> String {
        format!("{id} {}", self.get(&format!("goal.{id}")))
    }

    pub(in crate::report) fn kpi(&self, id: &str) -> String {
        let key = format!("kpi.{id}");
        match self.has(&key) {
            true => format!("{id} {}", self.get(&key)),
            false => crate::model::printable(id),
        }
    }

    /// The recommended goals, or that there are none.
    pub(in crate::report) fn recommended(&self, goals: &Goals) -> String {
        let names: Vec<String> = goals.recommended.iter().map(|id| self.goal(id)).collect();
        match names.is_empty() {
            true => self.say("keine", "none").to_owned(),
            false => names.join(" · "),
        }
    }

    /// How many of the goals are SMART, and what that says.
    pub(in crate::report) fn smart_share(&self, stated: &StatedGoals) -> String {
        let (smart, counted) = (stated.smart, stated.counted);
        let note = self.reason(&stated.note, |_| None);
        let undated = counted < stated.records.len();
        let share = match (stated.goals_smart_pct, self.lang) {
            (None, Lang::De) if undated => {
                "Ohne Stichtag (--as-of) ist kein Ziel entschieden.".to_owned()
            }
            (None, Lang::En) if undated => {
                "Without a reference date (--as-of) no goal is decided.".to_owned()
            }
            (None, Lang::De) => "Es steht kein Ziel da, das sich prüfen lässt.".to_owned(),
            (None, Lang::En) => "There is no goal that could be checked.".to_owned(),
            (Some(share), Lang::De) => format!(
                "{smart} von {counted} Zielen SMART ({} %).",
                self.whole(share)
            ),
            (Some(share), Lang::En) => format!(
                "{smart} of {counted} goals SMART ({} %).",
                self.whole(share)
            ),
        };
        let stated = stated
            .difference
            .as_ref()
            .map_or_else(String::new, |difference| {
                let number = self.whole(difference.stated);
                match self.lang {
                    Lang::De => format!(" Angegeben waren {number} %."),
                    Lang::En => format!(" Stated were {number} %."),
                }
            });
        format!("{share}{stated} {note}")
    }

    pub(in crate::report) fn record(&self, record: &CheckedGoal) -> String {
        let text = record.text.as_deref().unwrap_or_default();
        crate::model::printable(format!("{} {text}", record.goal_id).trim())
    }

    fn kpi_of(&self, record: &CheckedGoal) -> String {
        record
            .kpi_id
            .as_deref()
            .map_or_else(|| "–".to_owned(), |id| self.kpi(id))
    }

    pub(in crate::report) fn mark(&self, state: CheckState) -> &'static str {
        match state {
            CheckState::Passed => "✓",
            CheckState::Failed => "✗",
            CheckState::Undecided => "?",
        }
    }

    /// Each miss of a goal behind the letter of its check; warnings stand without one.
    pub(in crate::report) fn misses(&self, record: &CheckedGoal) -> Vec<(String, String)> {
        let failed = record
            .checks
            .iter()
            .filter(|check| check.state == CheckState::Failed);
        let mut all: Vec<(String, String)> = failed
            .flat_map(|check| {
                check
                    .reasons
                    .iter()
                    .map(|reason| (check.id.to_string(), reason))
            })
            .map(|(check, reason)| (check, self.reason(reason, |_| None)))
            .collect();
        all.extend(
            record
                .warnings
                .iter()
                .map(|reason| (String::new(), self.reason(reason, |_| None))),
        );
        if !record.vague.is_empty() {
            let found = record
                .vague
                .iter()
                .map(|word| self.quoted(word))
                .collect::<Vec<_>>()
                .join(", ");
            let lead = self.say(
                "Klingt nach Ziel und sagt ohne Zahl nichts:",
                "Sounds like a goal and says nothing without a figure:",
            );
            all.push((String::new(), format!("{lead} {found}.")));
        }
        all
    }

    /// `a, b und c`.
    pub(in crate::report) fn all_of(&self, parts: &[String]) -> String {
        match parts.split_last() {
            None => String::new(),
            Some((only, [])) => only.clone(),
            Some((last, rest)) => format!("{} {} {last}", rest.join(", "), self.say("und", "and")),
        }
    }
}

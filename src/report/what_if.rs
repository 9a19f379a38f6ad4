//! A verdict before and after facts are changed, as text and JSON.

use std::io::{self, Write};

use serde::Serialize;

use super::json::Head;
use super::table::{Align, table};
use super::terminal::Lines;
use super::words::Words;
use crate::model::{
    Document, GateState, Id, Lang, Moved, MovedGate, Reach, ReachSet, ReachState, Value, WhatIf,
    printable,
};

#[derive(Serialize)]
struct Whole<'d> {
    #[serde(flatten)]
    head: Head<'d>,
    assumption: bool,
    reach: Option<&'d Reach>,
    what_if: Option<&'d WhatIf>,
}

/// Writes everything as JSON.
///
/// # Errors
/// Those of the writer.
pub fn what_if_json(
    out: &mut dyn Write,
    document: &Document,
    reach: Option<&Reach>,
    what_if: Option<&WhatIf>,
) -> io::Result<()> {
    let whole = Whole {
        head: Head::of(document),
        assumption: true,
        reach,
        what_if,
    };
    serde_json::to_writer_pretty(&mut *out, &whole)?;
    out.write_all(b"\n")
}

/// Text for people. The document gives the sentences.
pub fn what_if_text(
    document: &Document,
    reach: Option<&Reach>,
    what_if: Option<&WhatIf>,
    lang: Lang,
) -> String {
    let mut page = Page {
        words: Words::new(document, lang),
        out: Lines::default(),
    };
    reach.into_iter().for_each(|reach| page.reach(reach));
    what_if
        .into_iter()
        .for_each(|one| page.what_if(one, reach.is_some()));
    page.out.text()
}

struct Page<'d> {
    words: Words<'d>,
    out: Lines,
}

impl Page<'_> {
    fn level(&self, id: Option<&Id>) -> String {
        id.map_or_else(
            || self.words.say("keine Stufe", "no level").to_owned(),
            |id| format!("{id} {}", self.words.get(&format!("level.{id}"))),
        )
    }

    fn option(&self, id: Option<&Id>) -> String {
        id.map_or_else(
            || self.words.say("keine", "none").to_owned(),
            |id| self.words.get(&format!("option.{id}")),
        )
    }

    fn value(&self, field: &Id, value: Option<&Value>) -> String {
        value.map_or_else(
            || self.words.say("keine Angabe", "unknown").to_owned(),
            |value| printable(&self.words.value(field, value)),
        )
    }
}

impl Page<'_> {
    fn reach(&mut self, reach: &Reach) {
        let level = self.level(Some(&reach.level));
        let words = self.words;
        let text = match (reach.state, words.lang) {
            (ReachState::Already, Lang::De) => format!("{level} ist bereits erreicht."),
            (ReachState::Already, Lang::En) => format!("{level} is reached already."),
            (ReachState::Impossible, Lang::De) => {
                format!("{level} ist mit keinen Maßnahmen dieses Regelwerks zu erreichen.")
            }
            (ReachState::Impossible, Lang::En) => {
                format!("No measures of this pack reach {level}.")
            }
            (ReachState::NotFound, Lang::De) => format!(
                "Kein Weg zu {level} gefunden; nach {} geprüften Zusammenstellungen ist nicht bewiesen, dass es keinen gibt.",
                words.whole(reach.tried as f64)
            ),
            (ReachState::NotFound, Lang::En) => format!(
                "No way to {level} was found; after {} sets that were tried it is not proved that there is none.",
                words.whole(reach.tried as f64)
            ),
            (ReachState::Found, Lang::De) if reach.exact => format!("Der kleinste Weg zu {level}:"),
            (ReachState::Found, Lang::En) if reach.exact => format!("The smallest way to {level}:"),
            (ReachState::Found, Lang::De) => format!(
                "Ein Weg zu {level}; ob es einen kleineren gibt, ist nach {} geprüften Zusammenstellungen nicht bewiesen:",
                words.whole(reach.tried as f64)
            ),
            (ReachState::Found, Lang::En) => format!(
                "A way to {level}; after {} sets that were tried it is not proved that there is no smaller one:",
                words.whole(reach.tried as f64)
            ),
        };
        self.out.paragraph(&text);
        if let Some(cap) = &reach.lasting_cap {
            let cap = self.level(Some(cap));
            let text = match words.lang {
                Lang::De => format!(
                    "Ein K.-o.-Kriterium, das keine Maßnahme ändert, lässt höchstens {cap} zu."
                ),
                Lang::En => format!("A gate that no measure changes allows at most {cap}."),
            };
            self.out.paragraph(&text);
        }
        let Some(set) = &reach.set else { return };
        self.measures(set);
        self.against_roadmap(set, reach.roadmap.as_ref());
        if !set.verified {
            let text = words.say(
                "Achtung: Am geänderten Datensatz ergeben die Regeln diese Stufe nicht.",
                "Mind: run on the changed record, the rules do not give this level.",
            );
            self.out.paragraph(text);
        }
        self.out.line("");
    }

    fn measures(&mut self, set: &ReachSet) {
        let words = self.words;
        for id in &set.measures {
            let title = words.get(&format!("measure.{id}.title"));
            self.out.entry(&format!("  {id}"), &title);
        }
        let effort = match words.lang {
            Lang::De => format!("{} Personentage", words.short(set.pt)),
            Lang::En => format!("{} person-days", words.short(set.pt)),
        };
        self.out.entry(words.say("  Aufwand", "  Effort"), &effort);
    }

    fn against_roadmap(&mut self, set: &ReachSet, roadmap: Option<&ReachSet>) {
        let words = self.words;
        let Some(roadmap) = roadmap else {
            let text = words.say(
                "Die Maßnahmen des Fahrplans erreichen diese Stufe nicht.",
                "The measures of the roadmap do not reach this level.",
            );
            return self.out.paragraph(text);
        };
        let (own, planned) = (words.short(set.pt), words.short(roadmap.pt));
        let list = roadmap.measures.join(", ");
        let same = set.measures == roadmap.measures;
        let dearer = roadmap.pt > set.pt;
        let text = match (words.lang, same, dearer) {
            (Lang::De, true, _) => "Der Fahrplan kommt auf dieselben Maßnahmen.".to_owned(),
            (Lang::En, true, _) => "The roadmap comes to the same measures.".to_owned(),
            (Lang::De, _, true) => format!(
                "Die Reihenfolge des Fahrplans käme auf {planned} statt {own} Personentage ({list})."
            ),
            (Lang::En, _, true) => format!(
                "The order of the roadmap would come to {planned} person-days instead of {own} ({list})."
            ),
            (Lang::De, ..) => format!(
                "Die Reihenfolge des Fahrplans kommt mit anderen Maßnahmen auf denselben Aufwand ({list})."
            ),
            (Lang::En, ..) => format!(
                "The order of the roadmap comes to the same effort with other measures ({list})."
            ),
        };
        self.out.paragraph(&text);
    }
}

impl Page<'_> {
    fn what_if(&mut self, one: &WhatIf, by_measures: bool) {
        let words = self.words;
        self.out.line(&printable(&one.name));
        let text = words.say(
            "Annahme, keine Feststellung: Angaben wurden gesetzt und die Regeln neu ausgeführt.",
            "An assumption, not a finding: facts were set, and the rules were run again.",
        );
        self.out.paragraph(text);
        self.out.line("");
        self.sets(one);
        self.verdict(one);
        one.indexes.iter().for_each(|index| self.index(index));
        self.gates(&one.gates);
        self.rules(one);
        self.options(one);
        self.profile(one);
        let still = one.before == one.after && one.rules.is_empty() && one.gates.is_empty();
        if still && one.options.is_empty() && !by_measures {
            self.out.heading(words.say(
                "Am Ergebnis ändert das nichts.",
                "This changes nothing in the result.",
            ));
        }
    }

    fn sets(&mut self, one: &WhatIf) {
        let words = self.words;
        for (number, set) in one.sets.iter().enumerate() {
            let label = if number == 0 {
                words.say("Gesetzt", "Set")
            } else {
                ""
            };
            let to = match &set.not_applicable {
                Some(reason) => format!(
                    "{} ({})",
                    words.say("nicht zutreffend", "not applicable"),
                    printable(reason)
                ),
                None => self.value(&set.field, set.to.as_ref()),
            };
            let name = words.get(&format!("field.{}", set.field));
            let from = self.value(&set.field, set.from.as_ref());
            self.out.entry(label, &format!("{name}: {from} → {to}"));
            if set.overridden {
                let text = words.say(
                    "ohne Wirkung: Aus den eigenen Listen (Kunden, Personen, Ziele oder Organigramm) ist etwas anderes berechnet.",
                    "no effect: the own lists (customers, people, goals or org chart) compute something else.",
                );
                self.out.entry("", text);
            }
        }
    }

    fn verdict(&mut self, one: &WhatIf) {
        let words = self.words;
        let told = |before: String, after: String| match before == after {
            true => format!("{before} ({})", words.say("unverändert", "unchanged")),
            false => format!("{before} → {after}"),
        };
        let (before, after) = (&one.before, &one.after);
        let level = told(
            self.level(before.level.as_ref()),
            self.level(after.level.as_ref()),
        );
        let target = told(
            self.option(before.target.as_ref()),
            self.option(after.target.as_ref()),
        );
        let entry = told(
            self.option(before.entry.as_ref()),
            self.option(after.entry.as_ref()),
        );
        self.out.entry(words.say("Stufe", "Level"), &level);
        let places = [&before.target, &after.target, &before.entry, &after.entry];
        if places.iter().any(|place| place.is_some()) {
            self.out
                .entry(words.say("Verankerung", "Placement"), &target);
            self.out.entry(words.say("Einstieg", "Entry"), &entry);
        }
    }

    fn index(&mut self, index: &Moved) {
        let label = self.words.get(&format!("index.{}", index.id));
        let text = self.moved(index.before, index.after);
        self.out.entry(&label, &text);
    }

    fn moved(&self, before: Option<f64>, after: Option<f64>) -> String {
        let tenth = |score: Option<f64>| {
            score.map_or_else(|| "–".to_owned(), |score| self.words.tenth(score))
        };
        match (before, after) {
            (Some(a), Some(b)) => format!(
                "{} → {} ({})",
                tenth(before),
                tenth(after),
                self.signed(b - a)
            ),
            _ => format!("{} → {}", tenth(before), tenth(after)),
        }
    }

    fn signed(&self, number: f64) -> String {
        let text = self.words.tenth(number);
        match text.starts_with('\u{2212}') {
            true => text,
            false => format!("+{text}"),
        }
    }

    fn gates(&mut self, gates: &[MovedGate]) {
        let words = self.words;
        for (number, gate) in gates.iter().enumerate() {
            let label = if number == 0 {
                words.say("K.-o.-Kriterien", "Gates")
            } else {
                ""
            };
            let (id, dimension) = gate.id.split_once(':').unwrap_or((&gate.id, ""));
            let of = match dimension {
                "" => String::new(),
                name => format!(", {}", words.get(&format!("dimension.{name}"))),
            };
            let title = words.get(&format!("gate.{id}.title"));
            let (before, after) = (
                self.gate(gate.before, gate.cap_before.as_ref()),
                self.gate(gate.after, gate.cap_after.as_ref()),
            );
            self.out
                .entry(label, &format!("{id} {title}{of}: {before} → {after}"));
        }
    }

    fn gate(&self, state: Option<GateState>, cap: Option<&Id>) -> String {
        let words = self.words;
        let state = match state {
            Some(GateState::Binding) => words.say("greift", "binds"),
            Some(GateState::Clear) => words.say("frei", "clear"),
            Some(GateState::Unverified) => words.say("ungeprüft", "unverified"),
            None => words.say("nicht genannt", "not listed"),
        };
        match cap {
            Some(cap) => format!("{state} ({} {cap})", words.say("höchstens", "at most")),
            None => state.to_owned(),
        }
    }

    fn rules(&mut self, one: &WhatIf) {
        let words = self.words;
        let (changed, moved): (Vec<_>, Vec<_>) = one.rules.iter().partition(|rule| {
            rule.outcome_before != rule.outcome_after || rule.before != rule.after
        });
        if changed.is_empty() {
            return;
        }
        self.out
            .heading(words.say("Regel für Regel", "Rule by rule"));
        let head = [
            (words.say("Regel", "Rule"), Align::Left),
            (words.say("vorher", "before"), Align::Right),
            (words.say("nachher", "after"), Align::Right),
            (words.say("Index", "index"), Align::Right),
        ];
        let points = |outcome: &str, points: Option<f64>| match (points, outcome) {
            (Some(points), _) => words.whole(points),
            (None, "not_applicable") => words.say("entfällt", "n/a").to_owned(),
            (None, "failed") => words.say("fehlgeschlagen", "failed").to_owned(),
            (None, _) => words.say("offen", "open").to_owned(),
        };
        let mut rows: Vec<Vec<String>> = changed
            .iter()
            .map(|rule| {
                vec![
                    words.get(&format!("rule.{}.title", rule.id)),
                    points(rule.outcome_before, rule.before),
                    points(rule.outcome_after, rule.after),
                    self.signed(rule.part),
                ]
            })
            .collect();
        if !moved.is_empty() {
            let rest = moved.iter().map(|rule| rule.part).sum();
            let name = words.say(
                "Andere Regeln, deren Anteil am Gewicht sich ändert",
                "Other rules, whose share of the weight changes",
            );
            rows.push(vec![
                name.to_owned(),
                String::new(),
                String::new(),
                self.signed(rest),
            ]);
        }
        self.out.block(&table(&head, &rows));
    }

    fn options(&mut self, one: &WhatIf) {
        let words = self.words;
        if one.options.is_empty() {
            return;
        }
        self.out
            .heading(words.say("Optionen der Verankerung", "Options of the placement"));
        let excluded = |excluded: bool| {
            if excluded {
                words.say(" (ausgeschlossen)", " (excluded)")
            } else {
                ""
            }
        };
        let fit = |fit: Option<f64>| fit.map_or_else(|| "–".to_owned(), |fit| words.tenth(fit));
        for option in &one.options {
            let name = self.option(Some(&option.id));
            let (before, after) = (
                excluded(option.excluded_before),
                excluded(option.excluded_after),
            );
            let text = format!(
                "  {name}: {}{before} → {}{after}",
                fit(option.target_before),
                fit(option.target_after)
            );
            self.out.line(&text);
        }
    }

    fn profile(&mut self, one: &WhatIf) {
        let words = self.words;
        if one.profile.is_empty() {
            return;
        }
        self.out
            .heading(words.say("Kompetenzprofil", "Competency profile"));
        let level =
            |level: Option<u8>| level.map_or_else(|| "–".to_owned(), |level| level.to_string());
        for target in &one.profile {
            let role = words.get(&format!("role.{}", target.role));
            let competency = words.get(&format!("competency.{}", target.competency));
            let text = format!(
                "  {role}, {competency}: {} → {}",
                level(target.before),
                level(target.after)
            );
            self.out.line(&text);
        }
    }
}

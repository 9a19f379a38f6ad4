//! The roadmap in words, for every report that shows it.

mod svg;

pub(super) use svg::roadmap_svg;

use super::table::{Align, pad, width};
use super::words::{Words, short_gate};
use crate::model::{
    AssumedSet, Id, Lang, Measure, OpenMeasure, Outlook, PlanPhase, RaisingSet, RaisingState,
    Roadmap, printable,
};

/// Signs of a bar that stands for 100 points.
const BAR: usize = 30;
/// Signs that the gates behind a bar may take.
const GATES: usize = 26;

/// One roadmap and the words of a language.
pub(super) struct RoadmapWords<'w> {
    pub(super) words: &'w Words<'w>,
    pub(super) roadmap: &'w Roadmap,
}

/// One point of the curve: what it is called, the person-days up to it, the verdict there.
pub(super) struct Stop<'w> {
    pub(super) name: String,
    pub(super) pt: f64,
    pub(super) outlook: &'w Outlook,
}

impl RoadmapWords<'_> {
    pub(super) fn title(&self) -> &'static str {
        self.words.say("Maßnahmenplan", "Roadmap")
    }

    /// `M08 KAM-Ziele aus Strategie ableiten`.
    pub(super) fn named(&self, id: &Id) -> String {
        format!("{id} {}", self.words.get(&format!("measure.{id}.title")))
    }

    pub(super) fn owner(&self, one: &Measure) -> String {
        self.words.get(&format!("measure.{}.owner", one.id))
    }

    pub(super) fn proof(&self, one: &Measure) -> String {
        self.words.get(&format!("measure.{}.proof", one.id))
    }

    pub(super) fn phase(&self, phase: &PlanPhase) -> String {
        let label = self.words.get(&format!("phase.{}", phase.id));
        format!("{} {}: {label}", self.words.say("Phase", "Phase"), phase.id)
    }

    pub(super) fn of_phase<'m>(
        &'m self,
        phase: &'m PlanPhase,
    ) -> impl Iterator<Item = &'m Measure> {
        let all = self.roadmap.measures.iter();
        all.filter(|one| one.phase == phase.id)
    }

    /// The phases in which something is done.
    pub(super) fn phases(&self) -> impl Iterator<Item = &PlanPhase> {
        let all = self.roadmap.phases.iter();
        all.filter(|phase| !phase.measures.is_empty())
    }

    /// `12 Personentage`, `1 Personentag`.
    pub(super) fn days(&self, days: f64) -> String {
        let number = self.words.short(days);
        let word = match number.as_str() {
            "1" => self.words.say("Personentag", "person-day"),
            _ => self.words.say("Personentage", "person-days"),
        };
        format!("{number} {word}")
    }

    pub(super) fn weeks(&self, weeks: f64) -> String {
        let number = self.words.short(weeks);
        let word = match number.as_str() {
            "1" => self.words.say("Woche", "week"),
            _ => self.words.say("Wochen", "weeks"),
        };
        format!("{number} {word}")
    }

    /// Points of the leading index that the measure alone gives: `+1,4`.
    pub(super) fn gain(&self, one: &Measure) -> String {
        match one.gain {
            Some(gain) if gain.abs() >= 0.05 => {
                let sign = if gain > 0.0 { "+" } else { "" };
                format!("{sign}{}", self.words.tenth(gain))
            }
            _ => "–".to_owned(),
        }
    }

    pub(super) fn lifts(&self, one: &Measure) -> String {
        gates(&one.lifts)
    }

    /// How many measures, how much effort, and whether there are enough person-days.
    pub(super) fn effort(&self) -> String {
        let roadmap = self.roadmap;
        let count = roadmap.measures.len();
        if count == 0 {
            let none = self
                .words
                .say("Keine Maßnahme ist angezeigt.", "No measure is called for.");
            return none.to_owned();
        }
        let (days, factor) = (
            self.days(roadmap.effort.pt),
            self.words.short(roadmap.size_factor),
        );
        let first = match (self.words.lang, count) {
            (Lang::De, 1) => format!("Eine Maßnahme, {days} (Größenfaktor {factor})."),
            (Lang::De, _) => {
                format!("{count} Maßnahmen, zusammen {days} (Größenfaktor {factor}).")
            }
            (Lang::En, 1) => format!("One measure, {days} (size factor {factor})."),
            (Lang::En, _) => format!("{count} measures, {days} in all (size factor {factor})."),
        };
        format!("{first} {}", self.capacity())
    }

    fn capacity(&self) -> String {
        let effort = &self.roadmap.effort;
        let (Some(available), Some(lacking)) = (effort.available, effort.lacking) else {
            let unknown = self.words.say(
                "Wie viele Personentage verfügbar sind, ist nicht angegeben.",
                "How many person-days are available is not stated.",
            );
            return unknown.to_owned();
        };
        let (there, short) = (self.days(available), self.words.short(lacking));
        match (self.words.lang, lacking > 0.0) {
            (Lang::De, true) => format!("Verfügbar: {there}; es fehlen {short}."),
            (Lang::De, false) => format!("Verfügbar: {there}; das reicht."),
            (Lang::En, true) => format!("Available: {there}; {short} are lacking."),
            (Lang::En, false) => format!("Available: {there}; that is enough."),
        }
    }

    pub(super) fn assumed(&self) -> &'static str {
        self.words.say(
            "Punkte und Stufe nach den Phasen sind Annahmen: Die Angaben werden so gesetzt, wie die Maßnahmen es versprechen, und die Regeln damit noch einmal gerechnet.",
            "Points and level after the phases are assumptions: the facts are set as the measures promise, and the rules are run again with them.",
        )
    }

    /// Today and the end of each phase in which something is done.
    pub(super) fn stops(&self) -> Vec<Stop<'_>> {
        let today = Stop {
            name: self.words.say("heute", "today").to_owned(),
            pt: 0.0,
            outlook: &self.roadmap.today,
        };
        let phases = self.phases().map(|phase| Stop {
            name: format!(
                "{} {} {}",
                self.words.say("nach", "after"),
                phase.id,
                self.words.get(&format!("phase.{}", phase.id))
            ),
            pt: phase.pt_so_far,
            outlook: &phase.what_if,
        });
        [today].into_iter().chain(phases).collect()
    }

    /// The curve as bars, one line a stop: name, points, bar, level, person-days, gates that cap.
    pub(super) fn curve(&self) -> Vec<String> {
        let stops = self.stops();
        let longest = stops
            .iter()
            .map(|stop| width(&stop.name))
            .max()
            .unwrap_or(0);
        let line = |stop: &Stop<'_>| {
            let days = format!(
                "{} {}",
                self.words.short(stop.pt),
                self.words.say("PT", "PD")
            );
            let text = format!(
                "{}  {}  {}  {}  {}  {}",
                pad(&stop.name, longest, Align::Left),
                pad(&self.score(stop.outlook), 5, Align::Right),
                bar(stop.outlook.score),
                pad(&self.level(stop.outlook), 2, Align::Left),
                pad(&days, 9, Align::Right),
                shortened(&self.gates(stop.outlook)),
            );
            text.trim_end().to_owned()
        };
        stops.iter().map(line).collect()
    }

    pub(super) fn score(&self, outlook: &Outlook) -> String {
        let score = outlook.score;
        score.map_or_else(|| "–".to_owned(), |score| self.words.tenth(score))
    }

    pub(super) fn level(&self, outlook: &Outlook) -> String {
        outlook
            .level
            .as_ref()
            .map_or_else(|| "–".to_owned(), |level| level.to_string())
    }

    /// The gates that still cap.
    pub(super) fn caps(&self, outlook: &Outlook) -> String {
        self.gates(outlook).join(", ")
    }

    /// The verdict once a phase is done, in a sentence.
    pub(super) fn afterwards(&self, outlook: &Outlook) -> String {
        let words = self.words;
        let (score, level) = (self.score(outlook), self.level(outlook));
        let text = format!(
            "{} {score} {}, {level}",
            words.say("Danach angenommen:", "Assumed afterwards:"),
            words.say("Punkte", "points")
        );
        match self.caps(outlook) {
            none if none.is_empty() => format!("{text}."),
            gates => format!(
                "{text}; {} {gates}.",
                words.say("es begrenzen noch", "still capped by")
            ),
        }
    }

    fn gates(&self, outlook: &Outlook) -> Vec<String> {
        let open = outlook
            .unverified
            .iter()
            .map(|id| format!("{}?", short_gate(id)));
        let binding = outlook.bound_by.iter().map(|id| short_gate(id));
        binding.chain(open).collect()
    }

    /// `M06 → M10 → M31: 49 Wochen`.
    pub(super) fn critical_path(&self) -> Option<String> {
        let path = &self.roadmap.critical_path;
        let ids: Vec<&str> = path.measures.iter().map(|id| &**id).collect();
        (!ids.is_empty()).then(|| format!("{} ({})", ids.join(" → "), self.weeks(path.weeks)))
    }

    /// What would raise the level, in a sentence that the sets complete.
    pub(super) fn raising(&self) -> String {
        let words = self.words;
        let text = match self.roadmap.raising.state {
            RaisingState::Found => return self.found(),
            RaisingState::NoSet => words.say(
                "Keine Auswahl aus diesen Maßnahmen hebt die Stufe; dafür müssen sich andere Angaben ändern.",
                "No set of these measures raises the level; other facts have to change for that.",
            ),
            RaisingState::Highest => words.say("Die höchste Stufe ist erreicht.", "The highest level is reached."),
            RaisingState::Restricted => words.say(
                "Auf dieser Stufe gibt es nichts zu heben.",
                "At this level there is nothing to raise.",
            ),
            RaisingState::NoLevel => words.say(
                "Solange keine Stufe genannt werden kann, lässt sich auch nicht sagen, was sie hebt.",
                "As long as no level can be named, nothing can be said to raise it.",
            ),
        };
        text.to_owned()
    }

    fn found(&self) -> String {
        let now = self.level(&self.roadmap.today);
        let several = self.roadmap.raising.sets.len() > 1;
        match (self.words.lang, several) {
            (Lang::De, false) => {
                format!("Der Weg mit dem geringsten Aufwand, um über {now} hinauszukommen:")
            }
            (Lang::De, true) => {
                format!("Die zwei Wege mit dem geringsten Aufwand, um über {now} hinauszukommen:")
            }
            (Lang::En, false) => format!("The way past {now} with the least effort:"),
            (Lang::En, true) => format!("The two ways past {now} with the least effort:"),
        }
    }

    /// `L4 Einführungsreif mit 19 Personentagen`, and the measures.
    pub(super) fn raising_set(&self, set: &RaisingSet) -> (String, String) {
        let level = set.level.as_ref();
        let level = level.map_or_else(String::new, |id| {
            format!("{id} {}, ", self.words.get(&format!("level.{id}")))
        });
        let names: Vec<String> = set.measures.iter().map(|id| self.named(id)).collect();
        (format!("{level}{}", self.days(set.pt)), names.join("; "))
    }

    /// Why the measure is called for.
    pub(super) fn reason(&self, one: &Measure) -> String {
        match &one.reason {
            Some(reason) => self.words.reason(reason, |_| None),
            None => self
                .words
                .say(
                    "Voraussetzung einer anderen Maßnahme; ob sie schon erfüllt ist, ist nicht bekannt.",
                    "Comes before another measure; whether it is met already is not known.",
                )
                .to_owned(),
        }
    }

    /// What is assumed to hold afterwards; nothing where the measure sets nothing.
    pub(super) fn sets(&self, one: &Measure) -> Option<String> {
        let sets: Vec<String> = one.sets.iter().map(|set| self.set(set)).collect();
        let lead = self.words.say("Danach angenommen:", "Assumed afterwards:");
        (!sets.is_empty()).then(|| format!("{lead} {}.", sets.join("; ")))
    }

    fn set(&self, set: &AssumedSet) -> String {
        let label = self.words.get(&format!("field.{}", set.field));
        let value = |value| self.words.value(&set.field, value);
        match &set.from {
            None => format!("{label}: {}", value(&set.to)),
            Some(from) => format!("{label}: {} → {}", value(from), value(&set.to)),
        }
    }

    pub(super) fn needs(&self, one: &Measure) -> Option<String> {
        let ids: Vec<&str> = one.needs.iter().map(|id| &**id).collect();
        let lead = self.words.say("Erst nach", "Only after");
        (!ids.is_empty()).then(|| format!("{lead} {}.", ids.join(", ")))
    }

    /// A measure that unknown facts leave open, with their names.
    pub(super) fn open(&self, open: &OpenMeasure) -> (String, String) {
        let fields = open
            .missing
            .iter()
            .map(|id| self.words.get(&format!("field.{id}")));
        let error = open.error.iter().map(|error| printable(error));
        let told: Vec<String> = fields.chain(error).collect();
        (self.named(&open.id), told.join("; "))
    }
}

fn gates(ids: &[Id]) -> String {
    ids.iter()
        .map(|id| short_gate(id))
        .collect::<Vec<_>>()
        .join(", ")
}

/// As many as have room, and how many more there are.
fn shortened(gates: &[String]) -> String {
    let all = gates.join(", ");
    if width(&all) <= GATES {
        return all;
    }
    let fits = |count: &usize| {
        let shown = gates.iter().take(*count).map(|gate| width(gate) + 2);
        shown.sum::<usize>() + 4 <= GATES
    };
    let count = (0..gates.len()).rev().find(fits).unwrap_or(0);
    let shown: Vec<&str> = gates.iter().take(count).map(String::as_str).collect();
    format!("{} +{}", shown.join(", "), gates.len() - count)
}

/// A bar of the points, of 100.
fn bar(score: Option<f64>) -> String {
    let part = score.unwrap_or(0.0).clamp(0.0, 100.0) / 100.0;
    let full = (part * BAR as f64).round() as usize;
    format!("{}{}", "█".repeat(full), "░".repeat(BAR - full))
}

//! The roadmap on a terminal: the curve, what raises the level, two lines for each measure.

use super::Page;
use crate::model::{Assessment, Measure, PlanPhase};
use crate::report::roadmap::RoadmapWords;
use crate::report::table::{Align, pad, width, wrapped};

/// Columns behind the title of a measure: days, weeks, gain.
const FIGURES: usize = 34;

impl Page<'_> {
    pub(super) fn roadmap(&mut self, assessment: &Assessment) {
        let Some(roadmap) = &assessment.roadmap else {
            return;
        };
        let words = self.words;
        let told = RoadmapWords {
            words: &words,
            roadmap,
        };
        self.out.heading(told.title());
        self.out.point(&told.effort());
        if !roadmap.measures.is_empty() {
            told.curve()
                .iter()
                .for_each(|line| self.out.line(&format!("  {line}")));
            self.out.point(told.assumed());
        }
        self.raising(&told);
        for phase in told.phases() {
            self.phase(&told, phase);
        }
        if let Some(path) = told.critical_path() {
            self.out.line("");
            let label = words.say("Längster Weg", "Critical path");
            self.out.entry(label, &path);
        }
        let open: Vec<String> = roadmap.open.iter().map(|one| one.id.to_string()).collect();
        if !open.is_empty() {
            let label = words.say("Noch offen", "Still open");
            self.out.entry(label, &open.join(", "));
        }
    }

    fn raising(&mut self, told: &RoadmapWords<'_>) {
        self.out.line("");
        self.out.point(&told.raising());
        for set in &told.roadmap.raising.sets {
            let (lead, names) = told.raising_set(set);
            for (number, line) in wrapped(&format!("{lead}: {names}"), super::WIDTH - 6)
                .iter()
                .enumerate()
            {
                let indent = if number == 0 { "  – " } else { "    " };
                self.out.line(&format!("{indent}{line}"));
            }
        }
    }

    fn phase(&mut self, told: &RoadmapWords<'_>, phase: &PlanPhase) {
        self.out.line("");
        let room = super::WIDTH - FIGURES - 2;
        let title = format!("{}, {}", told.phase(phase), told.days(phase.pt));
        let words = told.words;
        let figures = format!(
            "{}  {}  {}",
            pad(words.say("Aufwand", "Effort"), 8, Align::Right),
            pad(words.say("Dauer", "Duration"), 10, Align::Right),
            pad(words.say("Zugewinn", "Gain"), 8, Align::Right),
        );
        self.out
            .line(&format!("  {}  {figures}", pad(&title, room, Align::Left)));
        for one in told.of_phase(phase) {
            self.measure(told, one);
        }
    }

    fn measure(&mut self, told: &RoadmapWords<'_>, one: &Measure) {
        let words = told.words;
        let figures = format!(
            "{}  {}  {}",
            pad(
                &format!("{} {}", words.short(one.pt), words.say("PT", "PD")),
                8,
                Align::Right
            ),
            pad(&told.weeks(one.weeks), 10, Align::Right),
            pad(&told.gain(one), 8, Align::Right),
        );
        let room = super::WIDTH - FIGURES - 2;
        let title = told.named(&one.id);
        let title = match width(&title) > room {
            true => {
                let cut: String = title.chars().take(room - 1).collect();
                format!("{cut}…")
            }
            false => title,
        };
        self.out
            .line(&format!("  {}  {figures}", pad(&title, room, Align::Left)));
        let lifts = match told.lifts(one) {
            none if none.is_empty() => none,
            gates => format!(" · {} {gates}", words.say("hebt auf:", "lifts:")),
        };
        let proof = words.say("Nachweis:", "Proof:");
        let more = format!("{} · {proof} {}{lifts}", told.owner(one), told.proof(one));
        for line in wrapped(&more, super::WIDTH - 6) {
            self.out.line(&format!("      {line}"));
        }
    }
}

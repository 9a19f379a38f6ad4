//! Goals, KPIs and mission on a page.

use super::{Page, WIDTH};
use crate::model::{Assessment, CheckedGoal, Goals, Indicated, Kpis, Mission, StatedGoals};
use crate::report::mission_draft::paragraphs;
use crate::report::table::wrapped;

impl Page<'_> {
    pub(super) fn goals(&mut self, assessment: &Assessment) {
        if let (Some(goals), Some(kpis)) = (&assessment.goals, &assessment.kpis) {
            self.out.line("");
            self.recommended(goals, kpis);
            goals
                .stated
                .iter()
                .for_each(|stated| self.written(stated, kpis));
        }
        if let Some(mission) = &assessment.mission {
            let own = assessment.accounts.is_some()
                || assessment
                    .goals
                    .as_ref()
                    .is_some_and(|one| one.stated.is_some());
            self.mission(mission, own);
        }
    }

    fn recommended(&mut self, goals: &Goals, kpis: &Kpis) {
        let names: Vec<String> = goals
            .recommended
            .iter()
            .map(|id| self.words.goal(id))
            .collect();
        let open = goals
            .indicated
            .iter()
            .filter(|goal| goal.state == Indicated::Unknown);
        let open: Vec<&str> = open.map(|goal| &*goal.id).collect();
        let mut text = match names.is_empty() {
            true => self
                .words
                .say("keine angezeigt", "none indicated")
                .to_owned(),
            false => names.join(" · "),
        };
        if !open.is_empty() {
            text.push_str(&format!(
                "; {} {}",
                self.words.say("offen:", "unknown:"),
                open.join(", ")
            ));
        }
        self.out.entry(self.words.say("Ziele", "Goals"), &text);
        if kpis.recommended.is_empty() {
            return;
        }
        let names: Vec<String> = kpis
            .recommended
            .iter()
            .map(|kpi| self.words.kpi(&kpi.id))
            .collect();
        let mut text = names.join(" · ");
        if kpis.recommended.iter().any(|kpi| kpi.check_data) {
            text.push_str(&format!(
                " ({})",
                self.words.say("Daten prüfen", "check data")
            ));
        }
        self.out.entry(self.words.say("Kennzahlen", "KPIs"), &text);
    }

    /// The goals that were written down, with what they miss.
    fn written(&mut self, stated: &StatedGoals, kpis: &Kpis) {
        self.out.heading(
            self.words
                .say("Aufgeschriebene Ziele", "Goals written down"),
        );
        self.out.point(&self.words.smart_share(stated));
        for record in &stated.records {
            self.out.point(&format!(
                "{} {}",
                self.marks(record),
                self.words.record(record)
            ));
            for (check, text) in self.words.misses(record) {
                self.under(&check, &text);
            }
        }
        let warnings = kpis.stated.iter().flat_map(|stated| &stated.warnings);
        let warnings: Vec<String> = warnings
            .map(|reason| self.words.reason(reason, |_| None))
            .collect();
        if !warnings.is_empty() {
            self.out
                .point(self.words.say("Zu ihren Kennzahlen", "On their KPIs"));
            warnings.iter().for_each(|text| self.under("–", text));
        }
    }

    /// A remark under a point, behind its sign.
    fn under(&mut self, sign: &str, text: &str) {
        let sign = if sign.is_empty() { "!" } else { sign };
        for (number, line) in wrapped(text, WIDTH - 6).iter().enumerate() {
            let sign = if number == 0 { sign } else { " " };
            self.out.line(&format!("    {sign} {line}"));
        }
    }

    /// `S✓ M✓ A✗ R✓ T✓`.
    fn marks(&self, record: &CheckedGoal) -> String {
        let marks = record.checks.iter();
        let marks: Vec<String> = marks
            .map(|check| format!("{}{}", check.id, self.words.mark(check.state)))
            .collect();
        marks.join(" ")
    }

    fn mission(&mut self, mission: &Mission, own: bool) {
        if let Some(stated) = &mission.stated {
            self.out.line("");
            self.out.entry("Mission", &self.words.mission_share(stated));
            for reason in &stated.warnings {
                self.out.entry("", &self.words.reason(reason, |_| None));
            }
        }
        if own || mission.stated.is_some() {
            self.out.heading(
                self.words
                    .say("Entwurf der Mission", "Draft of the mission"),
            );
            for paragraph in paragraphs(&self.words, &mission.draft) {
                self.out.line("");
                for line in wrapped(&paragraph, WIDTH - 4) {
                    self.out.line(&format!("  {line}"));
                }
            }
        }
    }
}

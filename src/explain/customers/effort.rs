//! Positions, budget and break-even with their numbers (domain 2.9).

use super::Desk;
use crate::model::{BudgetNeed, CustomerGroup, Effort};

impl Desk<'_> {
    /// Nothing where there is no candidate.
    pub(super) fn effort(&self) -> String {
        let effort = &self.portfolio.effort;
        let candidates: Vec<&CustomerGroup> = self
            .portfolio
            .groups
            .iter()
            .filter(|group| group.is_candidate())
            .collect();
        let Some(head) = effort.head else {
            return String::new();
        };
        let hours = self.number(effort.hours);
        let terms = self.sum(candidates.iter().map(|group| group.hours));
        let word = self.say("Stunden im Monat", "Hours a month");
        let mut text = self.line(word, &format!("{terms} = {hours}"));
        let productive = self.number(self.parameters().hours.productive.value);
        let fte = self.number(effort.fte);
        let word = self.say("KAM-Stellen", "KAM positions");
        text.push_str(&self.line(word, &format!("{hours} ÷ {productive} = {fte}")));
        if let Some(accounts) = effort.accounts_per_fte {
            let word = self.say("Kunden je Stelle", "Accounts per position");
            let count = self.number(candidates.len() as f64);
            text.push_str(&self.line(
                word,
                &format!("{count} ÷ {fte} = {}", self.number(accounts)),
            ));
        }
        text.push_str(&self.head(head));
        if let Some(need) = &effort.budget {
            text.push_str(&self.budget(effort, head, need));
        }
        text.push_str(&self.break_even(effort, &candidates));
        text
    }

    fn head(&self, head: f64) -> String {
        let rules = &self.parameters().budget;
        let [small_below, small, medium_below, medium, full] = [
            &rules.head_small_below,
            &rules.head_small,
            &rules.head_medium_below,
            &rules.head_medium,
            &rules.head_full,
        ]
        .map(|figure| self.number(figure.value));
        let (below, positions) = (self.say("unter", "below"), self.say("Stellen", "positions"));
        let table = format!(
            "{below} {small_below} {positions} {small}, {below} {medium_below} {medium}, {} {full}",
            self.say("sonst", "else")
        );
        self.line(
            self.say("Leitung KAM", "Head of KAM"),
            &format!("{} ({table})", self.number(head)),
        )
    }

    fn budget(&self, effort: &Effort, head: f64, need: &BudgetNeed) -> String {
        let rules = &self.parameters().budget;
        let [manager, chief, support, per, tools, projects] = [
            &rules.manager,
            &rules.head,
            &rules.support,
            &rules.managers_per_support,
            &rules.tools,
            &rules.project_share,
        ]
        .map(|figure| self.number(figure.value));
        let (fte, head) = (self.number(effort.fte), self.number(head));
        let revenue = self.number(self.portfolio.selection.revenue);
        let parts = [
            (
                self.say("Key-Account-Manager", "Key account managers"),
                format!("{fte} × {manager}"),
                need.managers,
            ),
            (
                self.say("Kosten der Leitung", "Cost of the head"),
                format!("{head} × {chief}"),
                need.head,
            ),
            (
                self.say("Unterstützung", "Support"),
                format!("{fte} ÷ {per} × {support}"),
                need.support,
            ),
            (
                self.say("Arbeitsmittel, Training, Reisen", "Tools, training, travel"),
                format!("{tools} × ({fte} + {head} + {fte} ÷ {per})"),
                need.tools,
            ),
            (
                self.say("Gemeinsame Projekte", "Joint projects"),
                format!("{projects} ÷ 100 × {revenue}"),
                need.projects,
            ),
        ];
        let lines = parts.iter().map(|(label, formula, gives)| {
            self.line(label, &format!("{formula} = {}", self.number(*gives)))
        });
        let mut text: String = lines.collect();
        let terms = self.sum(parts.iter().map(|(_, _, gives)| *gives));
        let total = self.number(need.total);
        let word = self.say("Budgetbedarf im Jahr", "Budget need a year");
        text.push_str(&self.line(
            word,
            &format!("{terms} = {total} {}", self.portfolio.currency),
        ));
        text
    }

    fn break_even(&self, effort: &Effort, candidates: &[&CustomerGroup]) -> String {
        let (Some(need), Some(db2), Some(uplift), Some(extra)) = (
            effort.budget,
            effort.db2,
            effort.breakeven_uplift_pct,
            effort.extra_revenue,
        ) else {
            let word = self.say(
                "leer; Budget unbekannt, ein DB II fehlt, oder ihre Summe ist nicht positiv",
                "empty; the budget is unknown, a DB II is missing, or their sum is not positive",
            );
            return self.line("Break-even", word);
        };
        let need = self.number(need.total);
        let revenue = self.number(self.portfolio.selection.revenue);
        let terms = self.sum(candidates.iter().filter_map(|group| group.db2));
        let (db2, extra) = (self.number(db2), self.number(extra));
        let word = self.say("DB II der Kandidaten", "DB II of the candidates");
        let mut text = self.line(word, &format!("{terms} = {db2}"));
        text.push_str(&self.line(
            "Break-even",
            &format!("{need} ÷ {db2} × 100 = {} %", self.number(uplift)),
        ));
        let word = self.say(
            "Mehr Umsatz bei heutiger Marge",
            "Extra revenue at today's margin",
        );
        text.push_str(&self.line(word, &format!("{need} × {revenue} ÷ {db2} = {extra}")));
        let word = self.say(
            "Davon am offenen Potenzial",
            "As share of the open potential",
        );
        let told = match (effort.open_potential, effort.extra_of_potential_pct) {
            (Some(open), Some(share)) => {
                format!(
                    "{extra} ÷ {} × 100 = {} %",
                    self.number(open),
                    self.number(share)
                )
            }
            _ => self
                .say(
                    "leer; ein Gesamtbedarf fehlt, oder es gibt kein offenes Potenzial",
                    "empty; a total demand is missing, or there is no open potential",
                )
                .to_owned(),
        };
        text.push_str(&self.line(word, &told));
        text
    }
}

//! How goals, KPIs, SMART verdicts and the mission came about.

use super::Case;
use super::summary::titled;
use crate::model::{
    Catalogue, CheckState, CheckedGoal, ElementState, GoalRecord, Lang, Reason, add_phrases, fill,
};

pub(super) fn of(case: &Case<'_>) -> String {
    let told = Told::new(case);
    let mut text = titled(case.say("Ziele", "Goals"), told.indicated());
    text.push_str(&titled(case.say("Kennzahlen", "KPIs"), told.kpis()));
    text.push_str(&told.written());
    text.push_str(&titled("Mission", told.mission()));
    text
}

/// A case with the sentences of pack and program.
struct Told<'a> {
    case: &'a Case<'a>,
    texts: Catalogue,
}

impl<'a> Told<'a> {
    fn new(case: &'a Case<'a>) -> Self {
        let mut texts = case.pack.catalogue.clone();
        add_phrases(&mut texts);
        Self { case, texts }
    }

    fn reason(&self, reason: &Reason) -> String {
        let sentence = self.texts.get(&*reason.id);
        let sentence = sentence.map_or("", |text| text.get(self.case.lang));
        fill(sentence, |name| {
            Some(self.case.value(reason.values.get(name)?))
        })
    }

    fn indicated(&self) -> impl Iterator<Item = String> {
        let goals = self.case.assessment.goals.iter();
        goals.flat_map(move |goals| {
            let lines = goals.indicated.iter().map(|goal| {
                let state = self.case.indicated(goal.state);
                format!("  {} {state:<16} {}\n", goal.id, self.reason(&goal.reason))
            });
            let list = self.case.say("empfohlen", "recommended");
            let chosen = format!("  {list}: {}\n", goals.recommended.join(", "));
            let warnings = goals
                .warnings
                .iter()
                .map(|one| format!("  {}\n", self.reason(one)));
            lines
                .chain(std::iter::once(chosen))
                .chain(warnings)
                .collect::<Vec<_>>()
        })
    }

    fn kpis(&self) -> impl Iterator<Item = String> {
        let kpis = self.case.assessment.kpis.iter();
        kpis.flat_map(move |kpis| {
            let chosen = kpis.recommended.iter().map(|kpi| {
                let key = format!("kpi.choice.{}", kpi.choice.name());
                let why = self
                    .texts
                    .get(&key)
                    .map_or("", |text| text.get(self.case.lang));
                format!("  {} {}  {why}\n", kpi.id, kpi.goal)
            });
            let not = self.case.say("nicht", "not");
            let over = kpis.passed_over.iter();
            let over =
                over.map(move |one| format!("  {not} {}: {}\n", one.id, self.reason(&one.reason)));
            chosen.chain(over).collect::<Vec<_>>()
        })
    }

    fn written(&self) -> String {
        let goals = self.case.assessment.goals.as_ref();
        let Some(stated) = goals.and_then(|goals| goals.stated.as_ref()) else {
            return String::new();
        };
        let title = self.case.say("Aufgeschriebene Ziele", "Goals written down");
        let mut text = format!("\n# {title}\n");
        for record in &stated.records {
            text.push_str(&self.of_record(record));
        }
        let share = self.case.exact_or_dash(stated.goals_smart_pct);
        let (smart, counted) = (stated.smart, stated.counted);
        text.push_str(&format!(
            "\n  {smart} ÷ {counted} × 100 = {share}\n  {}\n",
            self.reason(&stated.note)
        ));
        text
    }

    fn of_record(&self, record: &CheckedGoal) -> String {
        let kpi = record.kpi_id.as_deref().unwrap_or("–");
        let kind = record.goal.as_deref().unwrap_or("–");
        let mut text = format!("\n  ## {} ({kpi}, {kind})\n", record.goal_id);
        for check in &record.checks {
            let state = match check.state {
                CheckState::Passed => self.case.say("erfüllt", "passed"),
                CheckState::Failed => self.case.say("verfehlt", "failed"),
                CheckState::Undecided => self.case.say("unentschieden", "undecided"),
            };
            text.push_str(&format!("    {} {state}\n", check.id));
            let reasons = check.reasons.iter();
            text.extend(reasons.map(|reason| format!("      {}\n", self.reason(reason))));
            if &*check.id == "A" {
                text.push_str(&self.reach(record));
            }
        }
        let points = self.case.exact_or_dash(record.points);
        text.push_str(&format!(
            "    = {points} {}\n",
            self.case.say("Punkte", "points")
        ));
        if !record.vague.is_empty() {
            let word = self.case.say("vage", "vague");
            text.push_str(&format!("    {word}: {}\n", record.vague.join(", ")));
        }
        let warnings = record.warnings.iter();
        text.extend(warnings.map(|reason| format!("    {}\n", self.reason(reason))));
        text
    }

    /// What a year brings against what it brought so far, as a formula.
    fn reach(&self, checked: &CheckedGoal) -> String {
        let given = self.case.organisation.aims.goals.iter().flatten();
        let mut given = given.filter(|goal| goal.goal_id == checked.goal_id);
        let figures = given.next().and_then(|goal| self.formula(goal));
        figures.map_or_else(String::new, |figures| format!("      {figures}\n"))
    }

    fn formula(&self, goal: &GoalRecord) -> Option<String> {
        let limits = &self.case.pack.goals.as_ref()?.limits.smart;
        let exact = |number: f64| self.case.exact(number);
        let (from, to) = (exact(goal.baseline?), exact(goal.target?));
        let due = goal.due_date.as_deref()?;
        let past = goal.value_y2.map_or_else(
            || "0".to_owned(),
            |then| {
                format!(
                    "|{from} − {}| ÷ {}",
                    exact(then),
                    exact(limits.past_years.value)
                )
            },
        );
        let share = exact(limits.baseline_share.value);
        let factor = exact(limits.past_factor.value);
        let (days, by) = match self.case.lang {
            Lang::De => ("Tage bis", "im Jahr"),
            Lang::En => ("days to", "a year"),
        };
        let year = exact(limits.days_in_year.value);
        Some(format!(
            "|{to} − {from}| ÷ ({days} {due} ÷ {year}) {by}; max({factor} × {past}, {share} × |{from}|)"
        ))
    }

    fn mission(&self) -> impl Iterator<Item = String> {
        let mission = self.case.assessment.mission.as_ref();
        let stated = mission
            .and_then(|mission| mission.stated.as_ref())
            .into_iter();
        stated.flat_map(move |stated| {
            let key = |state: ElementState| format!("mission.state.{}", state.name());
            let of = |state| {
                self.texts
                    .get(&key(state))
                    .map_or("", |text| text.get(self.case.lang))
            };
            let lines = stated
                .elements
                .iter()
                .map(|one| format!("  {:<18} {}\n", one.id, of(one.state)));
            let share = self.case.exact_or_dash(stated.mission_elements_pct);
            let sum = std::iter::once(format!("  mission_elements_pct = {share}\n"));
            let warnings = stated
                .warnings
                .iter()
                .map(|one| format!("  {}\n", self.reason(one)));
            lines.chain(sum).chain(warnings).collect::<Vec<_>>()
        })
    }
}

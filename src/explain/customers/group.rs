//! One customer group: its scores, its selection and its hours, each with its parts.

use super::super::Case;
use super::super::rule::shown;
use super::Desk;
use crate::model::{AxisScore, CustomerGroup, Points, printable};
use crate::pack::{Axis, Rule};
use crate::recommend::portfolio::GroupRead;
use crate::rules::{Compiled, Slot};

/// The group that the case names; nothing where there is none.
pub fn explain_group(case: &Case<'_>) -> String {
    let desk = Desk::of(case);
    let found = desk
        .as_ref()
        .and_then(|desk| Some((desk, desk.group(case.group?)?)));
    found.map_or_else(String::new, |(desk, group)| desk.page(group))
}

impl Desk<'_> {
    fn page(&self, group: &CustomerGroup) -> String {
        let read = self.read(&[group]);
        let Some(read) = read.first() else {
            return String::new();
        };
        let mut text = format!("{}\n", self.title(group, &read.rows));
        text.push_str(&self.revenue(group));
        let axes = [
            (Axis::Attractiveness, &group.attractiveness),
            (Axis::Position, &group.position),
            (Axis::Value, &group.value),
        ];
        for (axis, score) in axes {
            text.push_str(&self.axis(axis, score, read));
        }
        text.push_str(&self.chosen(group, read));
        text.push_str(&self.hours(group, read));
        let hint = self
            .case
            .say("Eine einzelne Regel: --rule ID", "A single rule: --rule ID");
        text.push_str(&format!("\n{hint}\n"));
        text
    }

    /// `Omega Gruppe (A01, A02; accounts.csv:2, 3)`.
    pub(super) fn title(&self, group: &CustomerGroup, rows: &[usize]) -> String {
        let ids: Vec<String> = group.accounts.iter().map(|id| printable(id)).collect();
        let lines = rows.iter().map(|row| self.accounts.at(*row).line());
        let lines: Vec<String> = lines.map(|line| line.to_string()).collect();
        let file = printable(&self.accounts.file);
        format!(
            "{} ({}; {file}:{})",
            printable(&group.key),
            ids.join(", "),
            lines.join(", ")
        )
    }

    fn revenue(&self, group: &CustomerGroup) -> String {
        let total = self.number(self.portfolio.total_revenue);
        let revenue = self.number(group.revenue);
        let share = self.number(group.share);
        let word = self.say("Anteil am Umsatz", "Share of revenue");
        let mut text = self.line(word, &format!("{revenue} ÷ {total} × 100 = {share} %"));
        if let (Some(wallet), Some(share)) = (group.wallet, group.share_of_wallet) {
            let word = self.say("Lieferanteil", "Share of wallet");
            let (wallet, share) = (self.number(wallet), self.number(share));
            text.push_str(&self.line(word, &format!("{revenue} ÷ {wallet} × 100 = {share} %")));
        }
        if let (Some(db2), Some(percent)) = (group.db2, group.db2_pct) {
            let (db2, percent) = (self.number(db2), self.number(percent));
            text.push_str(&self.line("DB II", &format!("{db2} ÷ {revenue} × 100 = {percent} %")));
        }
        text
    }

    pub(super) fn axis_name(&self, axis: Axis) -> &'static str {
        match axis {
            Axis::Attractiveness => self.say("Kundenattraktivität (A)", "Attractiveness (A)"),
            Axis::Position => self.say("Eigene Position (P)", "Own position (P)"),
            Axis::Value => self.say("Wert heute (V)", "Value today (V)"),
        }
    }

    fn axis(&self, axis: Axis, score: &AxisScore, read: &GroupRead) -> String {
        let mut text = format!("\n# {}\n", self.axis_name(axis));
        let rules = self.pack.of_axis(axis);
        for ((index, rule, _), (_, points)) in rules.zip(score.parts()) {
            let points = match points {
                Points::Scored(points) => self.number(points),
                Points::NotApplicable => self.say("nicht zutreffend", "not applicable").to_owned(),
                Points::Unknown => self.say("keine Angabe", "unknown").to_owned(),
            };
            let values = self.values(self.program.rules.get(index), read);
            text.push_str(&format!("  {:<24} {points:>16}  {values}\n", rule.id));
        }
        let coverage = self.number(score.coverage);
        let word = self.say("Datenabdeckung", "coverage");
        text.push_str(&format!("  = {}; {word} {coverage} %\n", self.mean(score)));
        text
    }

    /// `wallet = 9,000,000, share = 11`.
    fn values(&self, compiled: Option<&Compiled>, read: &GroupRead) -> String {
        let reads = compiled.into_iter().flat_map(|one| &one.lowered.reads);
        let values = reads.filter_map(|position| {
            let name = &self.program.symbols.at(*position)?.name;
            let value = shown(self.case, read.slots.get(*position));
            Some(format!("{name} = {value}"))
        });
        values.collect::<Vec<_>>().join(", ")
    }

    fn chosen(&self, group: &CustomerGroup, read: &GroupRead) -> String {
        let mut text = format!("\n# {}\n", self.say("Auswahl", "Selection"));
        for (rule, compiled) in self.pack.gates.iter().zip(&self.program.gates) {
            let values = self.values(Some(compiled), read);
            let title = self.gate_title(rule);
            let state = self.gate_state(group, rule);
            text.push_str(&format!("  {} {title}: {state}  ({values})\n", rule.id));
        }
        text.push_str(&self.k(group));
        text.push_str(&self.quadrant(group));
        let status = self
            .case
            .phrase(&format!("accounts.status.{}", group.status.name()));
        let marks = [
            (group.cut, self.say("über der Höchstzahl", "above the cap")),
            (group.borderline, self.say("Grenzfall", "borderline")),
        ];
        let marks = marks.iter().filter(|(holds, _)| *holds);
        let marks: String = marks.map(|(_, mark)| format!(", {mark}")).collect();
        text.push_str(&format!("  = {status}{marks}\n"));
        text
    }

    fn gate_title(&self, rule: &Rule) -> &str {
        let key = format!("{}.title", rule.key());
        self.case.pack.say(&key, self.case.lang)
    }

    /// Binding, lifted by a written reason, clear or unverified.
    pub(super) fn gate_state(&self, group: &CustomerGroup, rule: &Rule) -> String {
        let binds = group.binding.contains(&rule.id);
        match &group.strategic_exception {
            Some(reason) if binds => format!(
                "{}: {}",
                self.say("greift, wird aufgehoben", "binds, is lifted"),
                printable(reason)
            ),
            _ if binds => self.say("greift", "binds").to_owned(),
            _ if group.unverified.contains(&rule.id) => self
                .say("ungeprüft, hält nicht auf", "unverified, does not bind")
                .to_owned(),
            _ => self.say("greift nicht", "clear").to_owned(),
        }
    }

    fn k(&self, group: &CustomerGroup) -> String {
        let axes = &self.parameters().axes;
        let parts = [
            (axes.attractiveness.value, group.attractiveness.score),
            (axes.position.value, group.position.score),
            (axes.value.value, group.value.score),
        ];
        let parts: Option<Vec<String>> = parts
            .into_iter()
            .map(|(weight, score)| {
                Some(format!("{} × {}", self.number(weight), self.number(score?)))
            })
            .collect();
        let sum = parts.zip(group.k).map_or_else(
            || "–".to_owned(),
            |(parts, k)| format!("{} = {}", parts.join(" + "), self.number(k)),
        );
        let rules = &self.parameters().selection;
        let limits = [&rules.key_account_from, &rules.watch_from].map(|one| self.number(one.value));
        let [key, watch] = limits;
        let named = |status: &str| self.case.phrase(&format!("accounts.status.{status}"));
        let limits = format!(
            "≥ {key} {}, ≥ {watch} {}",
            named("key_account"),
            named("watch")
        );
        self.line("K", &format!("{sum} ({limits})"))
    }

    fn quadrant(&self, group: &CustomerGroup) -> String {
        let word = self.say("Feld", "Quadrant");
        let parameters = self.parameters();
        let Some(quadrant) = group.quadrant else {
            let least = self.number(parameters.selection.coverage.value);
            let why = self.say(
                "leer; Datenabdeckung von A oder P unter",
                "empty; coverage of A or P below",
            );
            return self.line(word, &format!("{why} {least} %"));
        };
        let name = self
            .case
            .phrase(&format!("accounts.quadrant.{}", quadrant.name()));
        let zone = &parameters.quadrants;
        let [cut, low, high] =
            [&zone.cut, &zone.grey_low, &zone.grey_high].map(|one| self.number(one.value));
        let marks = [(group.grey.attractiveness, "A"), (group.grey.position, "P")];
        let marks: Vec<&str> = marks
            .iter()
            .filter(|(grey, _)| *grey)
            .map(|(_, axis)| *axis)
            .collect();
        let grey = match marks.is_empty() {
            true => self.say("nein", "no").to_owned(),
            false => marks.join(", "),
        };
        let (split, zone) = (
            self.say("Grenze", "cut at"),
            self.say("Grauzone", "grey zone"),
        );
        self.line(
            word,
            &format!("{name} ({split} {cut}; {zone} {low}–{high}: {grey})"),
        )
    }

    /// `9 × 4 + 8 + 4 × (2 − 1) + 3 × (2 − 1) = 63`.
    fn hours(&self, group: &CustomerGroup, read: &GroupRead) -> String {
        let (rules, stages) = (&self.parameters().hours, &self.parameters().stages);
        let contacts = self
            .number_of(read, "contacts")
            .unwrap_or(rules.default_contacts.value);
        let stage = group
            .relationship_stage
            .as_deref()
            .filter(|stage| stages.get(stage).is_some())
            .unwrap_or(&stages.default);
        let per_contact = stages.get(stage).map_or(0.0, |stage| stage.hours);
        let countries = group.countries.unwrap_or(rules.default_countries.value);
        let divisions = group.divisions.unwrap_or(rules.default_divisions.value);
        let [
            least,
            contacts,
            counted,
            per_contact,
            planning,
            each_country,
            countries,
            each_division,
            divisions,
            hours,
        ] = [
            rules.least_contacts.value,
            contacts,
            contacts.max(rules.least_contacts.value),
            per_contact,
            rules.planning.value,
            rules.per_country.value,
            countries,
            rules.per_division.value,
            divisions,
            group.hours,
        ]
        .map(|value| self.number(value));
        let title = self.say("Stunden im Monat", "Hours a month");
        let sum = format!(
            "{counted} × {per_contact} + {planning} + {each_country} × ({countries} − 1) + {each_division} × ({divisions} − 1) = {hours}"
        );
        let words = self.say(
            "Kontakte × Stunden je Kontakt + Planung + weitere Länder + weitere Bereiche",
            "contacts × hours per contact + planning + further countries + further divisions",
        );
        let (known, at_least) = (
            self.say("Kontakte", "Contacts"),
            self.say("gerechnet mit mindestens", "counted as at least"),
        );
        let phase = self.say("Beziehungsstufe", "Stage");
        let mut text = format!("\n# {title}\n  {words}\n");
        text.push_str(&self.line(known, &format!("{contacts}, {at_least} {least}")));
        text.push_str(&self.line(phase, stage));
        text.push_str(&format!("  {sum}\n"));
        if !group.defaults.is_empty() {
            let fields: Vec<&str> = group.defaults.iter().map(|field| &**field).collect();
            let word = self.say(
                "Annahmen, weil Angaben fehlen",
                "Assumed, because facts are missing",
            );
            text.push_str(&self.line(word, &fields.join(", ")));
        }
        text
    }

    fn number_of(&self, read: &GroupRead, name: &str) -> Option<f64> {
        match read.slots.get(self.program.symbols.position(name)?)? {
            Slot::Number(number) => Some(*number),
            _ => None,
        }
    }
}

//! The keys of the sentences that reports on a result need.

use std::collections::BTreeSet;

use super::met::Met;
use super::words::source_keys;
use super::{adapted, mission_draft};
use crate::model::{
    AccountsResult, Assessment, Catalogue, Charted, Customers, Document, Goals, Id, Kpis, Listed,
    Mission, OrgChart, Placement, Profile, Reason, Second, StaffResult, Value, gate_rule,
};

/// Keys of sentences, gathered over organisations. What was looked up once is not looked up again, as thousands of
/// organisations name the same rules, fields and words; only what the catalogue knows is remembered.
#[derive(Debug, Clone, Default)]
pub struct Sentences {
    keys: BTreeSet<String>,
    seen: Seen,
}

#[derive(Debug, Clone, Default)]
pub(super) struct Seen {
    gates: Met<Id>,
    rules: Met<Id>,
    fields: Met<Id>,
    /// With the field that each is said of.
    words: Met<(Id, Id)>,
    reasons: Met<Id>,
    options: Met<Id>,
    factors: Met<Id>,
    competencies: Met<Id>,
    roles: Met<Id>,
    pub(super) measures: Met<Id>,
    /// Measures that were open.
    pub(super) open: Met<Id>,
    pub(super) phases: bool,
    customers: bool,
}

impl Sentences {
    /// What the organisations of a result need.
    pub(super) fn of(document: &Document) -> Self {
        let mut sentences = Self::default();
        for one in &document.organisations {
            sentences.add(one, &document.texts);
        }
        sentences
    }

    /// Adds what an organisation needs.
    pub fn add(&mut self, assessment: &Assessment, texts: &Catalogue) {
        self.with(texts).assessment(assessment);
    }

    /// Adds what a result needs whatever its organisations are.
    pub(super) fn add_rest(&mut self, document: &Document) {
        self.with(&document.texts).document(document);
    }

    /// What was gathered since this was asked last. What it is known by stays.
    #[must_use]
    pub fn take(&mut self) -> BTreeSet<String> {
        std::mem::take(&mut self.keys)
    }

    /// Adds what was gathered elsewhere.
    pub fn merge(&mut self, keys: BTreeSet<String>) {
        self.keys.extend(keys);
    }

    pub(super) fn keys(&self) -> impl Iterator<Item = &String> {
        self.keys.iter()
    }

    fn with<'s>(&'s mut self, texts: &'s Catalogue) -> Used<'s> {
        let Self { keys, seen } = self;
        Used { texts, keys, seen }
    }
}

pub(super) struct Used<'d> {
    texts: &'d Catalogue,
    keys: &'d mut BTreeSet<String>,
    pub(super) seen: &'d mut Seen,
}

impl Used<'_> {
    fn document(&mut self, document: &Document) {
        for prefix in ["pack.", "index.", "level.", "dimension."] {
            self.prefix(prefix);
        }
        for rejected in &document.rejected {
            self.reason(&rejected.reason);
            if let Some(field) = &rejected.place.field {
                self.field(&Id::from(&**field));
            }
        }
        for decision in document.inputs.iter().flat_map(|input| &input.decisions) {
            self.reason(&decision.what);
            if let Some(field) = &decision.field {
                self.field(field);
            }
        }
        for waived in &document.unused_waivers {
            self.key(format!("rule.{}.title", waived.rule));
        }
        let changes = document.pack.overlays.iter().flat_map(|one| &one.changes);
        for key in changes.flat_map(adapted::keys) {
            self.key(key);
        }
    }

    /// Whether there is such a sentence.
    pub(super) fn key(&mut self, key: String) -> bool {
        let known = self.texts.contains_key(&key);
        if known {
            self.keys.insert(key);
        }
        known
    }

    pub(super) fn prefix(&mut self, prefix: &str) {
        let found = self.texts.range(prefix.to_owned()..);
        let keys: Vec<String> = found
            .map(|(key, _)| key.clone())
            .take_while(|key| key.starts_with(prefix))
            .collect();
        self.keys.extend(keys);
    }

    fn assessment(&mut self, one: &Assessment) {
        for gate in &one.gates {
            if self.seen.gates.is_new(&gate.id) {
                let id = gate_rule(&gate.id);
                self.key(format!("gate.{id}.title"));
                self.key(format!("gate.{id}.why"));
            }
            self.reason(&gate.reason);
        }
        for finding in &one.findings {
            self.rule(&finding.rule);
            finding.reason.iter().for_each(|reason| self.reason(reason));
            for (name, value) in &finding.fields {
                self.named(name, value);
            }
        }
        one.questions.iter().for_each(|id| self.field(id));
        one.second.iter().for_each(|second| self.second(second));
        for flag in &one.flags {
            self.key(format!("flag.{}.title", flag.id));
            self.reason(&flag.reason);
        }
        for waived in &one.waivers {
            self.key(format!("rule.{}.title", waived.rule));
        }
        one.placement
            .iter()
            .for_each(|placement| self.placement(placement));
        if one.accounts.is_some() && !self.seen.customers {
            self.seen.customers = true;
            self.prefix("account.");
            self.prefix("accounts.");
        }
        one.accounts.iter().for_each(|own| self.customers(own));
        one.org_chart
            .iter()
            .for_each(|charted| self.charted(charted));
        one.staff.iter().for_each(|staff| self.staff(staff));
        one.goals.iter().for_each(|goals| self.goals(goals));
        one.kpis.iter().for_each(|kpis| self.kpis(kpis));
        one.mission.iter().for_each(|mission| self.mission(mission));
        one.roadmap.iter().for_each(|plan| self.roadmap(plan));
        one.competencies
            .iter()
            .for_each(|profile| self.profile(profile));
    }

    /// Beside the sentences about customers in general.
    fn customers(&mut self, own: &Customers) {
        own.differences
            .iter()
            .for_each(|one| self.field(&one.field));
        own.warnings.iter().for_each(|reason| self.reason(reason));
        match &own.result {
            AccountsResult::Stopped(faults) => faults.iter().for_each(|one| self.reason(one)),
            AccountsResult::Judged(portfolio) => {
                portfolio.warnings.iter().for_each(|one| self.reason(one));
                portfolio
                    .computed
                    .iter()
                    .for_each(|one| self.field(&one.field));
            }
        }
    }

    fn charted(&mut self, charted: &Charted) {
        charted.way.iter().for_each(|way| self.reason(way));
        let drawings = charted.target.iter().chain(&charted.entry);
        for note in drawings.flat_map(|drawing| &drawing.notes) {
            self.reason(note);
        }
        match &charted.chart {
            None => {}
            Some(OrgChart::Refused { faults }) => {
                faults.iter().for_each(|fault| self.reason(&fault.reason));
            }
            Some(OrgChart::Classified(found)) => {
                found.reasons.iter().for_each(|reason| self.reason(reason));
                self.key(format!("value.structure.{}", found.structure_type.id()));
                self.key(format!("value.option.{}", found.kam_today.place.id()));
            }
        }
    }

    fn goals(&mut self, goals: &Goals) {
        for goal in &goals.indicated {
            self.key(format!("goal.{}", goal.id));
            self.reason(&goal.reason);
        }
        goals.warnings.iter().for_each(|reason| self.reason(reason));
        for candidate in &goals.candidates {
            let (quadrant, stage) = (&candidate.quadrant, &candidate.relationship_stage);
            let quadrant = quadrant.iter().map(|id| format!("accounts.quadrant.{id}"));
            let stage = stage
                .iter()
                .map(|id| format!("accounts.value.relationship_stage.{id}"));
            quadrant.chain(stage).for_each(|key| _ = self.key(key));
        }
        let Some(stated) = &goals.stated else { return };
        self.reason(&stated.note);
        for record in &stated.records {
            record
                .kpi_id
                .iter()
                .for_each(|id| _ = self.key(format!("kpi.{id}")));
            let checks = record.checks.iter().flat_map(|check| &check.reasons);
            checks
                .chain(&record.warnings)
                .for_each(|reason| self.reason(reason));
        }
    }

    fn kpis(&mut self, kpis: &Kpis) {
        for kpi in &kpis.recommended {
            self.key(format!("kpi.{}", kpi.id));
            self.prefix(&format!("kpi.{}.", kpi.id));
            self.key(format!("kpi.choice.{}", kpi.choice.name()));
            self.key(format!("goal.{}", kpi.goal));
        }
        for one in &kpis.passed_over {
            self.key(format!("kpi.{}", one.id));
            self.reason(&one.reason);
        }
        let stated = kpis.stated.iter().flat_map(|stated| &stated.warnings);
        kpis.warnings
            .iter()
            .chain(stated)
            .for_each(|reason| self.reason(reason));
    }

    fn mission(&mut self, mission: &Mission) {
        mission_draft::keys(&mission.draft).for_each(|key| _ = self.key(key));
        let Some(stated) = &mission.stated else {
            return;
        };
        for element in &stated.elements {
            self.key(format!("mission.element.{}", element.id));
            self.key(format!("mission.element.{}.check", element.id));
            self.key(format!("mission.state.{}", element.state.name()));
        }
        stated
            .warnings
            .iter()
            .for_each(|reason| self.reason(reason));
    }

    /// What people are rated in may lie outside the profile.
    fn staff(&mut self, staff: &StaffResult) {
        self.key("staff.note".to_owned());
        staff.warnings.iter().for_each(|one| self.reason(one));
        for one in &staff.differences {
            self.field(&one.field);
        }
        for person in &staff.persons {
            self.key(format!("role.{}", person.role));
            for rated in &person.competencies {
                self.key(format!("competency.{}", rated.id));
                if let Some(measure) = &rated.measure {
                    self.prefix(&format!("development.{}", measure.id));
                    for id in measure.practice.iter() {
                        self.key(format!("practice.{id}"));
                    }
                }
            }
        }
    }

    /// What two assessors differ in is asked again, of those who know.
    fn second(&mut self, second: &Second) {
        for answer in &second.answers {
            self.key(format!("field.{}.ask", answer.field));
            self.field(&answer.field);
            let values = answer.first.value.iter().chain(&answer.second.value);
            values.for_each(|value| self.named(&answer.field, value));
        }
        for rule in &second.rules {
            self.rule(&rule.id);
            for read in &rule.answers {
                let values = read.first.iter().chain(&read.second);
                values.for_each(|value| self.named(&read.field, value));
            }
        }
        let decided = second.answers.iter();
        let decided = decided.flat_map(|one| one.verdict.iter().chain(&one.reverse));
        for verdict in decided.chain([&second.first, &second.second]) {
            for id in verdict.target.iter().chain(&verdict.entry) {
                self.key(format!("option.{id}"));
            }
        }
    }

    fn rule(&mut self, id: &Id) {
        if self.seen.rules.is_new(id) {
            for name in ["title", "good", "poor", "why", "advice", "source"] {
                self.key(format!("rule.{id}.{name}"));
            }
            self.cited(&format!("rule.{id}.source"));
        }
    }

    /// The sources that a sentence names.
    fn cited(&mut self, key: &str) {
        let sentence = self.texts.get(key).map_or("", |text| &text.en);
        for word in source_keys(sentence) {
            self.key(word);
        }
    }

    fn placement(&mut self, placement: &Placement) {
        placement
            .entry_reason
            .iter()
            .for_each(|reason| self.reason(reason));
        for factor in &placement.factors {
            if self.seen.factors.is_new(&factor.id) {
                self.key(format!("factor.{}.title", factor.id));
                self.prefix(&format!("value.factors.{}.", factor.id));
            }
        }
        for option in &placement.options {
            if self.seen.options.is_new(&option.id) {
                self.key(format!("option.{}", option.id));
                self.prefix(&format!("option.{}.", option.id));
            }
            let reasons = option.reasons.iter().chain(&option.fit_reason);
            reasons.for_each(|reason| self.reason(reason));
            for rule in &option.unverified {
                self.key(format!("exclusion.{rule}.title"));
            }
        }
    }

    fn profile(&mut self, profile: &Profile) {
        for modifier in &profile.applied {
            self.key(format!("modifier.{}.title", modifier.id));
            self.reason(&modifier.reason);
        }
        for modifier in &profile.open {
            self.key(format!("modifier.{modifier}.title"));
        }
        if !profile.roles.is_empty() && self.seen.roles.is_empty() {
            self.prefix("scale.");
        }
        for role in &profile.roles {
            for id in role.reports_to.iter() {
                self.key(format!("option.{id}.reports_to"));
            }
            if self.seen.roles.is_new(&role.id) {
                self.key(format!("role.{}", role.id));
                self.key(format!("role.{}.meaning", role.id));
            }
            for target in &role.targets {
                if self.seen.competencies.is_new(&target.id) {
                    self.key(format!("competency.{}", target.id));
                    self.prefix(&format!("competency.{}.", target.id));
                }
            }
        }
    }

    pub(super) fn reason(&mut self, reason: &Reason) {
        if !self.seen.reasons.has(&reason.id) && self.key(reason.id.to_string()) {
            self.seen.reasons.keep(&reason.id);
        }
        for (name, value) in &reason.values {
            self.named(name, value);
        }
    }

    pub(super) fn named(&mut self, name: &Id, value: &Value) {
        self.field(name);
        match value {
            Value::Word(one) => self.word(name, one),
            Value::List(list) => list.iter().for_each(|one| self.word(name, one)),
            Value::Number(_) | Value::Flag(_) => {}
        }
    }

    fn word(&mut self, name: &Id, word: &Id) {
        if self.seen.words.has_places(name, word) {
            return;
        }
        let said = (name.clone(), word.clone());
        if self.seen.words.has(&said) {
            return;
        }
        let keys = [
            format!("value.{name}.{word}"),
            format!("field.{word}"),
            format!("option.{word}"),
            format!("computed.{word}"),
        ];
        let found = keys.map(|key| self.key(key));
        if found.contains(&true) {
            self.seen.words.keep(&said);
        }
    }

    pub(super) fn field(&mut self, id: &Id) {
        if self.seen.fields.is_new(id) {
            for key in ["field", "unit"] {
                self.key(format!("{key}.{id}"));
            }
            self.key(format!("field.{id}.question"));
            self.key(format!("unit.{id}.one"));
        }
    }
}

//! Runs cases: one rule by the interpreter, a whole organisation through all phases.

use std::cell::OnceCell;

use super::case::{About, Case, Expect, Override, Wanted};
use super::evidence::{self, Named};
use super::record::{self, Found};
use super::subject::{Subject, Subjects};
use crate::assess::{Assessor, Circumstances};
use crate::error::Faults;
use crate::model::{Answer, Assessment, Fact, Id, Organisation, Provenance, Value};
use crate::pack::{Pack, Param, Role, Spot};
use crate::rules::{CallEnd, Compiled, Program, Runner, Slot};

/// How one case came out.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CaseReport {
    /// The rule that it is about; none for a whole organisation.
    pub rule: Option<Id>,
    pub file: String,
    pub name: String,
    pub spot: Spot,
    /// What differs; empty where the case holds.
    pub mismatches: Vec<Mismatch>,
    /// Facts that the rule read, the params that held, and what it made of them; empty where the case holds.
    pub read: Named,
    pub params: Named,
    pub ended: Option<String>,
    /// Where in the rule's file it came to its end.
    pub at: Option<(String, Spot)>,
}

/// One value that is not what was expected.
#[derive(Debug, Clone, PartialEq)]
pub struct Mismatch {
    pub key: String,
    pub found: String,
    pub wanted: String,
    /// What the value came from.
    pub behind: Named,
}

/// Runs the cases of one pack on one thread.
#[derive(Debug)]
pub struct Tester<'p> {
    subjects: &'p Subjects<'p>,
    program: &'p Program,
    runner: Runner<'p>,
    accounts: Option<Runner<'p>>,
    whole: OnceCell<Assessor<'p>>,
}

/// Everything that a case can expect is worked out, the roadmap too.
pub(super) static EVERYTHING: Circumstances = Circumstances {
    waivers: Vec::new(),
    as_of: None,
    roadmap: true,
    record: false,
};

impl<'p> Tester<'p> {
    /// Prepares the rules for this thread.
    ///
    /// # Errors
    /// Those of a pack whose rules were not compiled.
    pub fn new(subjects: &'p Subjects<'p>, program: &'p Program) -> Result<Self, Faults> {
        Ok(Self {
            subjects,
            program,
            runner: Runner::with_measures(subjects.pack, program)?,
            accounts: Runner::of_accounts(subjects.pack, program)?,
            whole: OnceCell::new(),
        })
    }

    /// Runs one case.
    ///
    /// # Errors
    /// Those of a pack whose rules were not compiled.
    pub fn run(&self, case: &Case) -> Result<CaseReport, Faults> {
        let report = CaseReport {
            rule: case
                .rule()
                .and_then(|rule| Some(self.subjects.at(rule)?.rule.id.clone())),
            file: case.file.clone(),
            name: case.name.clone(),
            spot: case.spot,
            ..CaseReport::default()
        };
        match &case.about {
            About::Rule { rule, facts } => match self.subjects.at(*rule) {
                Some(subject) => Ok(self.rule(case, subject, facts, report)),
                None => Ok(report),
            },
            About::Record { facts, absent } => {
                let organisation = organisation(self.subjects.pack, case, facts, absent);
                let assessment = self.assessed(case, &organisation)?;
                Ok(CaseReport {
                    mismatches: of_record(case, &assessment),
                    ..report
                })
            }
        }
    }

    fn rule(
        &self,
        case: &Case,
        subject: &Subject<'_>,
        facts: &[(usize, Slot)],
        report: CaseReport,
    ) -> CaseReport {
        let runner = match &self.accounts {
            Some(accounts) if subject.of_accounts => accounts,
            _ => &self.runner,
        };
        let slots = laid(subject, facts);
        let params = params_of(case, subject);
        runner.lay(slots.clone());
        let end = runner.with_params(subject.rule, &params);
        let mismatches = of_rule(case, subject, &slots, &end);
        if mismatches.is_empty() {
            return report;
        }
        let place = evidence::place(subject, &params, &slots);
        CaseReport {
            mismatches,
            read: evidence::read(subject, &slots),
            params: evidence::params(&params),
            ended: Some(evidence::ended(subject, &end)),
            at: place.map(|spot| (subject.rule.file.shown.to_string(), spot)),
            ..report
        }
    }

    fn assessed(&self, case: &Case, organisation: &Organisation) -> Result<Assessment, Faults> {
        let (pack, program): (&'p Pack, &'p Program) = (self.subjects.pack, self.program);
        if !case.params.is_empty() {
            let changed = with_params(pack, self.subjects, &case.params);
            return Ok(Assessor::new(&changed, program, &EVERYTHING)?.assess(organisation));
        }
        if let Some(whole) = self.whole.get() {
            return Ok(whole.assess(organisation));
        }
        let whole = Assessor::new(pack, program, &EVERYTHING)?;
        Ok(self.whole.get_or_init(|| whole).assess(organisation))
    }
}

/// A slot for each symbol.
pub(super) fn laid(subject: &Subject<'_>, facts: &[(usize, Slot)]) -> Vec<Slot> {
    let mut slots = vec![Slot::Missing; subject.symbols.len()];
    for (place, fact) in facts {
        if let Some(slot) = slots.get_mut(*place) {
            *slot = fact.clone();
        }
    }
    slots
}

/// The params that hold for a case about a rule: those of its file for its own cases, those of the pack for
/// others, and what the case sets.
pub(super) fn params_of(case: &Case, subject: &Subject<'_>) -> Vec<Param> {
    let rule = subject.rule;
    let mut params = if case.own {
        rule.declared.clone()
    } else {
        rule.params.clone()
    };
    for (_, place, value) in &case.params {
        if let Some(param) = params.get_mut(*place) {
            param.value = value.clone();
        }
    }
    params
}

fn with_params(pack: &Pack, subjects: &Subjects<'_>, overrides: &[Override]) -> Pack {
    let mut pack = pack.clone();
    for (rule, place, value) in overrides {
        let path = subjects.at(*rule).map(|one| one.rule.file.path.clone());
        let own = pack
            .rules_mut()
            .find(|rule| Some(&rule.file.path) == path.as_ref());
        if let Some(param) = own.and_then(|rule| rule.params.get_mut(*place)) {
            param.value = value.clone();
        }
    }
    pack
}

/// The organisation of a case about a whole record.
pub(super) fn organisation(
    pack: &Pack,
    case: &Case,
    facts: &[(usize, Value)],
    absent: &[usize],
) -> Organisation {
    let mut answers = vec![Answer::Missing; pack.fields.len()];
    for (place, value) in facts {
        let fact = Fact {
            value: value.clone(),
            grade: None,
            provenance: Provenance::default(),
        };
        if let Some(answer) = answers.get_mut(*place) {
            *answer = Answer::Given(Box::new(fact));
        }
    }
    for place in absent {
        if let Some(answer) = answers.get_mut(*place) {
            *answer = Answer::NotApplicable("a case says so".to_owned());
        }
    }
    Organisation {
        id: case.name.as_str().into(),
        answers,
        chart: None,
        accounts: None,
        staff: None,
        aims: crate::model::Aims::default(),
        place: crate::error::Place::default(),
    }
}

/// What an assessment says otherwise than the case.
pub(super) fn of_record(case: &Case, assessment: &Assessment) -> Vec<Mismatch> {
    let differing = case.expect.iter().filter_map(|expect| {
        let found = record::found(assessment, &expect.key);
        (!meets(&found, &expect.wanted)).then(|| Mismatch {
            key: expect.key.clone(),
            found: found.shown(),
            wanted: expect.wanted.shown(),
            behind: record::behind(assessment, &expect.key),
        })
    });
    differing.collect()
}

fn meets(found: &Found, wanted: &Wanted) -> bool {
    match (found, wanted) {
        (Found::Number(found), Wanted::Number { value, tolerance }) => {
            near(*found, *value, *tolerance)
        }
        (Found::Word(found), Wanted::Word(word)) => found == word,
        (Found::Nothing, Wanted::Word(word)) => word == "none",
        (Found::List(found), Wanted::List(wanted)) => {
            found.len() == wanted.len() && wanted.iter().all(|word| found.contains(word))
        }
        _ => false,
    }
}

fn near(found: f64, wanted: f64, tolerance: f64) -> bool {
    (found - wanted).abs() <= tolerance
}

/// What a rule says otherwise than the case.
pub(super) fn of_rule(
    case: &Case,
    subject: &Subject<'_>,
    slots: &[Slot],
    end: &CallEnd,
) -> Vec<Mismatch> {
    let known = asked_all_known(subject.compiled, slots);
    let differing = case.expect.iter().filter_map(|expect| {
        let found = found(expect, &subject.rule.role, end, known);
        (!meets(&found, &expect.wanted)).then(|| Mismatch {
            key: expect.key.clone(),
            found: match &found {
                Found::Nothing => outcome(end).to_owned(),
                found => found.shown(),
            },
            wanted: expect.wanted.shown(),
            behind: Vec::new(),
        })
    });
    differing.collect()
}

/// Whether a case about a rule holds, without saying what differs.
pub(super) fn holds(case: &Case, subject: &Subject<'_>, slots: &[Slot], end: &CallEnd) -> bool {
    let known = asked_all_known(subject.compiled, slots);
    let mut expect = case.expect.iter();
    expect.all(|one| meets(&found(one, &subject.rule.role, end, known), &one.wanted))
}

/// What a rule that decides says.
pub(super) fn state_of(subject: &Subject<'_>, slots: &[Slot], end: &CallEnd) -> &'static str {
    state(
        &subject.rule.role,
        end,
        asked_all_known(subject.compiled, slots),
    )
}

fn asked_all_known(compiled: &Compiled, slots: &[Slot]) -> bool {
    let known = |place: &usize| {
        !matches!(
            slots.get(*place),
            None | Some(Slot::Missing | Slot::NotApplicable)
        )
    };
    compiled.lowered.asked.iter().all(known)
}

fn found(expect: &Expect, role: &Role, end: &CallEnd, all_known: bool) -> Found {
    match (expect.key.as_str(), end) {
        ("points", CallEnd::Scored { points, .. }) => Found::Number(*points),
        ("outcome", _) => Found::Word(outcome(end).to_owned()),
        ("state", _) => Found::Word(state(role, end, all_known).to_owned()),
        ("reason", CallEnd::Scored { text, .. } | CallEnd::NotApplicable { text, .. }) => {
            Found::Word(text.to_string())
        }
        ("bucket" | "entry", CallEnd::Word(word)) => Found::Word(word.to_string()),
        _ => Found::Nothing,
    }
}

fn outcome(end: &CallEnd) -> &'static str {
    match end {
        CallEnd::Scored { .. } => "scored",
        CallEnd::NotApplicable { .. } | CallEnd::NeedNotApplicable(_) => "not_applicable",
        CallEnd::Holds(_) | CallEnd::Word(_) => "decided",
        CallEnd::Missing(_) => "unknown",
        CallEnd::Failed(_) => "failed",
    }
}

/// What a rule that decides says, in the words of its role.
fn state(role: &Role, end: &CallEnd, all_known: bool) -> &'static str {
    match (role, end) {
        (_, CallEnd::Failed(_)) => "failed",
        (Role::Exclusion(_), CallEnd::Holds(true)) => "excluded",
        (Role::Exclusion(_), CallEnd::Holds(false)) if !all_known => "unverified",
        (Role::Modifier(_), CallEnd::Holds(true)) => "applies",
        (Role::Flag, CallEnd::Holds(true)) => "raised",
        (Role::Goal, CallEnd::Holds(true)) => "indicated",
        (Role::Goal, CallEnd::Holds(false)) => "not_indicated",
        (Role::Measure(_), CallEnd::Holds(true)) => "triggered",
        (Role::Measure(_), CallEnd::Holds(false)) => "met",
        (Role::Measure(_), _) => "unknown",
        (_, CallEnd::Holds(true)) => "binding",
        (_, CallEnd::Holds(false)) => "clear",
        _ => "unverified",
    }
}

/// What a case could expect of a rule that ended so, as it would stand in CASES.
pub(super) fn expectation(subject: &Subject<'_>, slots: &[Slot], end: &CallEnd) -> String {
    let role = &subject.rule.role;
    let known = asked_all_known(subject.compiled, slots);
    match (role, end) {
        (_, CallEnd::Scored { points, .. }) => format!("points: {}", record::short(*points)),
        (Role::Entry, CallEnd::Word(word)) => format!("entry: \"{word}\""),
        (_, CallEnd::Word(word)) => format!("bucket: \"{word}\""),
        (Role::Measure(_), _) | (_, CallEnd::Holds(_)) => {
            format!("state: \"{}\"", state(role, end, known))
        }
        _ => format!("outcome: \"{}\"", outcome(end)),
    }
}

impl Mismatch {
    /// The one line about it.
    pub fn told(&self) -> String {
        let Self {
            key, found, wanted, ..
        } = self;
        format!("`{key}` is {found}, and {wanted} is expected")
    }
}

impl CaseReport {
    pub fn passed(&self) -> bool {
        self.mismatches.is_empty()
    }

    /// Where the case stands, what differs, and the values that made it so.
    pub fn told(&self) -> String {
        let Spot { line, column } = self.spot;
        let about = self
            .rule
            .as_deref()
            .map_or_else(String::new, |rule| format!("{rule}: "));
        let mut lines = vec![format!(
            "{}:{line}:{column}: {about}{}",
            self.file, self.name
        )];
        for mismatch in &self.mismatches {
            lines.push(format!("  {}", mismatch.told()));
            lines.extend(
                mismatch
                    .behind
                    .iter()
                    .map(|(name, value)| format!("    {name}: {value}")),
            );
        }
        let named = |title: &str, list: &Named| {
            let parts: Vec<String> = list
                .iter()
                .map(|(name, value)| format!("{name} = {value}"))
                .collect();
            (!parts.is_empty()).then(|| format!("    {title} {}", parts.join("; ")))
        };
        lines.extend(named("read:  ", &self.read));
        lines.extend(named("params:", &self.params));
        if let Some(ended) = &self.ended {
            let at = self.at.as_ref().map_or_else(String::new, |(file, spot)| {
                format!(", at {file}:{}:{}", spot.line, spot.column)
            });
            lines.push(format!("    result: {ended}{at}"));
        }
        lines.join("\n")
    }
}

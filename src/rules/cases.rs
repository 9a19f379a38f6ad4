//! Runs the CASES that a rule file brings along.

use super::calls::Calls;
use super::program::Compiled;
use super::run::{CallEnd, Runner};
use super::symbols::{Slot, Symbols};
use crate::error::{listed, nearest};
use crate::model::{Fields, Id, Value};
use crate::pack::{AccountPack, Literal, Pack, Role, Rule, Shape, Spot};

/// Points of a case are compared to this many points; cases are written with six decimals.
const TOLERANCE: f64 = 1e-6;

/// How one case of one rule came out.
#[derive(Debug, Clone, PartialEq)]
pub struct CaseReport {
    pub rule: Id,
    pub file: String,
    pub name: String,
    pub spot: Spot,
    /// What differs; empty where the case holds.
    pub faults: Vec<String>,
}

/// Runs all cases of all rules of a pack, in order. A rule without cases is reported as a fault.
pub fn run_cases(pack: &Pack, runner: &Runner<'_>) -> Vec<CaseReport> {
    let program = runner.program();
    let mut reports = Vec::new();
    let mut all = |rules: &[Rule], compiled: &[Compiled], call: &dyn Fn(usize) -> CallEnd| {
        for (index, (rule, compiled)) in rules.iter().zip(compiled).enumerate() {
            reports.extend(of_rule(&pack.fields, rule, compiled, runner, || {
                call(index)
            }));
        }
    };
    all(&pack.rules, &program.rules, &|index| runner.rule(index));
    all(&pack.gates, &program.gates, &|index| runner.gate(index));
    all(&pack.factors, &program.factors, &|index| {
        runner.factor(index)
    });
    all(&pack.exclusions, &program.exclusions, &|index| {
        runner.exclusion(index, 0)
    });
    all(&pack.options, &program.options, &|index| {
        runner.option(index)
    });
    all(&pack.entries, &program.entries, &|index| {
        runner.entry(index)
    });
    all(&pack.modifiers, &program.modifiers, &|index| {
        runner.modifier(index)
    });
    all(&pack.flags, &program.flags, &|index| runner.flag(index));
    all(&pack.goal_rules, &program.goals, &|index| {
        runner.goal(index)
    });
    all(&pack.measures, &program.measures, &|index| {
        runner.measure(index)
    });
    reports
}

/// The same for the rules over customer groups.
pub fn run_account_cases(accounts: &AccountPack, runner: &Runner<'_>) -> Vec<CaseReport> {
    let program = runner.program();
    let mut reports = Vec::new();
    let mut all = |rules: &[Rule], compiled: &[Compiled], call: &dyn Fn(usize) -> CallEnd| {
        for (index, (rule, compiled)) in rules.iter().zip(compiled).enumerate() {
            reports.extend(of_rule(&accounts.fields, rule, compiled, runner, || {
                call(index)
            }));
        }
    };
    all(&accounts.criteria, &program.rules, &|index| {
        runner.rule(index)
    });
    all(&accounts.gates, &program.gates, &|index| runner.gate(index));
    reports
}

fn of_rule(
    fields: &Fields,
    rule: &Rule,
    compiled: &Compiled,
    runner: &Runner<'_>,
    call: impl Fn() -> CallEnd,
) -> Vec<CaseReport> {
    let report = |name: &str, spot: Spot, faults: Vec<String>| CaseReport {
        rule: rule.id.clone(),
        file: rule.file.shown.to_string(),
        name: name.to_owned(),
        spot,
        faults,
    };
    let cases = match &rule.cases.value {
        Shape::List(cases) if !cases.is_empty() => cases,
        _ => {
            let fault = "CASES must be a list of at least one case".to_owned();
            return vec![report("", rule.cases.spot, vec![fault])];
        }
    };
    cases
        .iter()
        .map(|literal| match Case::read(literal) {
            Err(faults) => report("", literal.spot, faults),
            Ok(case) => {
                let faults = case.run(fields, rule, compiled, runner, &call);
                report(case.name, literal.spot, faults)
            }
        })
        .collect()
}

/// `#{ name: "…", facts: #{ field: value }, expect: #{ points: 25 } }`.
struct Case<'a> {
    name: &'a str,
    facts: &'a [(String, Spot, Literal)],
    expect: &'a [(String, Spot, Literal)],
}

impl<'a> Case<'a> {
    fn read(literal: &'a Literal) -> Result<Self, Vec<String>> {
        let Shape::Map(entries) = &literal.value else {
            return Err(vec!["a case is a map #{ name, facts, expect }".to_owned()]);
        };
        let get = |key: &str| {
            entries
                .iter()
                .find(|(known, ..)| known == key)
                .map(|(.., found)| found)
        };
        let map = |key: &str| match get(key).map(|found| &found.value) {
            Some(Shape::Map(inner)) => Ok(inner.as_slice()),
            _ => Err(format!("a case needs `{key}`, a map #{{…}}")),
        };
        let name = match get("name").map(|found| &found.value) {
            Some(Shape::Text(name)) => Ok(name.as_str()),
            _ => Err("a case needs `name`, a sentence in quotes".to_owned()),
        };
        let mut faults: Vec<String> = entries
            .iter()
            .filter(|(key, ..)| !["name", "facts", "expect"].contains(&key.as_str()))
            .map(|(key, ..)| {
                format!("a case has no key `{key}`; allowed are `name`, `facts` or `expect`")
            })
            .collect();
        match (name, map("facts"), map("expect")) {
            (Ok(name), Ok(facts), Ok(expect)) if faults.is_empty() => Ok(Self {
                name,
                facts,
                expect,
            }),
            (name, facts, expect) => {
                faults.extend(name.err());
                faults.extend(facts.err());
                faults.extend(expect.err());
                Err(faults)
            }
        }
    }

    fn run(
        &self,
        fields: &Fields,
        rule: &Rule,
        compiled: &Compiled,
        runner: &Runner<'_>,
        call: impl Fn() -> CallEnd,
    ) -> Vec<String> {
        match self.slots(fields, runner.symbols()) {
            Err(faults) => faults,
            Ok(slots) => {
                runner.lay(slots);
                let end = call();
                let state = state(&rule.role, &end, runner.asked_all_known(compiled));
                self.expect
                    .iter()
                    .filter_map(|(key, _, wanted)| differs(key, &wanted.value, &end, state))
                    .collect()
            }
        }
    }

    fn slots(&self, fields: &Fields, symbols: &Symbols) -> Result<Vec<Slot>, Vec<String>> {
        let mut slots = vec![Slot::Missing; symbols.len()];
        let mut faults = Vec::new();
        for (name, _, literal) in self.facts {
            let place = symbols.position(name);
            match place.and_then(|place| slots.get_mut(place)) {
                None => {
                    let near = nearest(name, symbols.iter().map(|symbol| &*symbol.name));
                    let hint =
                        near.map_or_else(String::new, |near| format!("; did you mean `{near}`"));
                    faults.push(format!("`{name}` is not a field{hint}"));
                }
                Some(slot) => match fact(fields, name, literal) {
                    Ok(value) => *slot = Slot::from(&value),
                    Err(fault) => faults.push(fault),
                },
            }
        }
        if faults.is_empty() {
            Ok(slots)
        } else {
            Err(faults)
        }
    }
}

fn fact(fields: &Fields, name: &str, literal: &Literal) -> Result<Value, String> {
    let value = match &literal.value {
        Shape::Number(number) => Value::Number(*number),
        Shape::Flag(flag) => Value::Flag(*flag),
        Shape::Text(word) => Value::word(word),
        other => return Err(format!("`{name}` cannot be {}", other.name())),
    };
    match fields.get(name) {
        None => Ok(value),
        Some(field) => field.accept(value).map_err(|_| {
            let allowed = field.allowed();
            format!(
                "`{name}` cannot be this; allowed: {}",
                allowed.as_word().unwrap_or("")
            )
        }),
    }
}

/// What is expected and did not come; none where it did.
fn differs(key: &str, wanted: &Shape, end: &CallEnd, state: &str) -> Option<String> {
    let (holds, found) = match (key, wanted) {
        ("points", Shape::Number(points)) => match end {
            CallEnd::Scored { points: found, .. } => {
                ((found - points).abs() <= TOLERANCE, found.to_string())
            }
            other => (false, outcome(other).to_owned()),
        },
        ("outcome", Shape::Text(name)) => (outcome(end) == name, outcome(end).to_owned()),
        ("reason", Shape::Text(name)) => {
            let found = reason(end);
            (
                found == Some(name.as_str()),
                found.unwrap_or("none").to_owned(),
            )
        }
        ("state", Shape::Text(name)) => (state == name, state.to_owned()),
        ("bucket" | "entry", Shape::Text(name)) => match end {
            CallEnd::Word(word) => (**word == **name, word.to_string()),
            other => (false, outcome(other).to_owned()),
        },
        _ => {
            let keys = listed(["points", "outcome", "reason", "state", "bucket", "entry"]);
            return Some(format!(
                "`expect` has no such key as `{key}` of this kind; allowed are {keys}"
            ));
        }
    };
    (!holds).then(|| {
        format!(
            "`{key}` is {found}, and {} is expected{}",
            shown(wanted),
            because(end)
        )
    })
}

fn because(end: &CallEnd) -> String {
    match end {
        CallEnd::Failed(error) => format!(" ({error})"),
        _ => String::new(),
    }
}

fn shown(wanted: &Shape) -> String {
    match wanted {
        Shape::Number(number) => number.to_string(),
        Shape::Text(text) => text.clone(),
        other => other.name().to_owned(),
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

fn reason(end: &CallEnd) -> Option<&str> {
    match end {
        CallEnd::Scored { text, .. } | CallEnd::NotApplicable { text, .. } => Some(text),
        _ => None,
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

//! What an assessment says under the keys that a case can expect.

use super::expect::OF_INDEX;
use crate::model::number::rounded;
use crate::model::{
    Assessment, CompetencyTarget, FactorBucket, Gate, GateState, Id, Indicated, OptionFit, Outcome,
    Placement, Spread,
};

/// What was found behind a key.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Found {
    Number(f64),
    Word(String),
    List(Vec<String>),
    /// There is no such value for this organisation.
    Nothing,
}

/// Six decimals at most, as cases are written.
pub(super) fn short(number: f64) -> String {
    rounded(number, 6).to_string()
}

impl Found {
    fn number(number: Option<f64>) -> Self {
        number.map_or(Self::Nothing, Self::Number)
    }

    fn word(word: Option<&str>) -> Self {
        word.map_or(Self::Nothing, |word| Self::Word(word.to_owned()))
    }

    fn list<'a>(ids: impl Iterator<Item = &'a Id>) -> Self {
        Self::List(ids.map(ToString::to_string).collect())
    }

    pub(super) fn shown(&self) -> String {
        match self {
            Self::Number(number) => short(*number),
            Self::Word(word) => word.clone(),
            Self::List(words) if words.is_empty() => "none".to_owned(),
            Self::List(words) => words.join(", "),
            Self::Nothing => "none".to_owned(),
        }
    }
}

/// Looks up a key that `expect::of_record` let through.
pub(super) fn found(assessment: &Assessment, key: &str) -> Found {
    let (head, rest) = key.split_once('.').unwrap_or((key, ""));
    if let Some(index) = assessment.index(head) {
        return of_index(&index.spread, rest);
    }
    if let Some(dimension) = assessment.dimensions.iter().find(|one| *one.id == *head) {
        return Found::number(dimension.spread.score);
    }
    let placement = assessment.placement.as_ref();
    match head {
        "flags" | "modifiers" | "goals" | "measures" if !rest.is_empty() => {
            member(&found(assessment, head), rest)
        }
        "level" => Found::word(assessment.level.id.as_deref()),
        "raw_level" => Found::word(assessment.level.raw.as_deref()),
        "binding" => Found::list(binding(assessment).map(|gate| &gate.id)),
        "flags" => Found::list(assessment.flags.iter().map(|flag| &flag.id)),
        "gates" => gate(assessment, rest),
        "rules" => rule(assessment, rest),
        "modifiers" | "competencies" => of_profile(assessment, head, rest),
        "goals" | "measures" => of_plan(assessment, head),
        _ => placement.map_or(Found::Nothing, |placement| {
            of_placement(placement, head, rest)
        }),
    }
}

fn member(list: &Found, id: &str) -> Found {
    match list {
        Found::List(ids) => Found::Word(ids.iter().any(|one| one == id).to_string()),
        _ => Found::Nothing,
    }
}

fn of_index(spread: &Spread, rest: &str) -> Found {
    let [low, high, plausible_low, plausible_high, coverage] = OF_INDEX;
    match rest {
        "" => Found::number(spread.score),
        _ if rest == low => Found::number(spread.low),
        _ if rest == high => Found::number(spread.high),
        _ if rest == plausible_low => Found::number(spread.plausible_low),
        _ if rest == plausible_high => Found::number(spread.plausible_high),
        _ if rest == coverage => Found::Number(spread.coverage),
        _ => Found::Nothing,
    }
}

pub(super) fn binding(assessment: &Assessment) -> impl Iterator<Item = &Gate> {
    let gates = assessment.gates.iter();
    gates.filter(|gate| gate.state == GateState::Binding)
}

fn gate(assessment: &Assessment, id: &str) -> Found {
    let gate = assessment.gates.iter().find(|gate| *gate.id == *id);
    Found::word(gate.map(|gate| match gate.state {
        GateState::Binding => "binding",
        GateState::Clear => "clear",
        GateState::Unverified => "unverified",
    }))
}

fn rule(assessment: &Assessment, id: &str) -> Found {
    let finding = assessment.findings.iter().find(|one| *one.rule == *id);
    match finding.map(|one| &one.outcome) {
        Some(Outcome::Scored(points)) => Found::Number(*points),
        Some(other) => Found::Word(other.name().to_owned()),
        None => Found::Nothing,
    }
}

fn of_placement(placement: &Placement, head: &str, rest: &str) -> Found {
    let option = |of: fn(&OptionFit) -> Found| placement.option(rest).map_or(Found::Nothing, of);
    let bucket = |factor: &&FactorBucket| *factor.id == *rest;
    match head {
        "target" => Found::word(placement.target.as_deref()),
        "entry" => Found::word(placement.entry.as_deref()),
        "runner_up" => Found::word(placement.runner_up.as_deref()),
        "call" => Found::word(placement.call.map(crate::model::Call::name)),
        "lead" => Found::number(placement.lead),
        "shortlist" => Found::list(placement.shortlist.iter()),
        "fit" => option(|one| Found::number(one.target_fit)),
        "entry_fit" => option(|one| Found::number(one.entry_fit)),
        "excluded" => option(|one| Found::list(one.excluded_by.iter())),
        "factors" => {
            let factor = placement.factors.iter().find(bucket);
            Found::word(factor.and_then(|one| one.bucket.as_deref()))
        }
        _ => Found::Nothing,
    }
}

fn of_profile(assessment: &Assessment, head: &str, rest: &str) -> Found {
    let Some(profile) = &assessment.competencies else {
        return Found::Nothing;
    };
    if head == "modifiers" {
        return Found::list(profile.applied.iter().map(|one| &one.id));
    }
    let (role, competency) = rest.split_once('.').unwrap_or((rest, ""));
    let own = |target: &&CompetencyTarget| *target.id == *competency;
    let role = profile.roles.iter().find(|one| *one.id == *role);
    let target = role.and_then(|role| role.targets.iter().find(own));
    Found::number(target.map(|target| f64::from(target.level)))
}

fn of_plan(assessment: &Assessment, head: &str) -> Found {
    if head == "measures" {
        let measures = assessment.roadmap.iter().flat_map(|one| &one.measures);
        return Found::list(measures.map(|one| &one.id));
    }
    let goals = assessment.goals.iter().flat_map(|goals| &goals.indicated);
    let goals = goals.filter(|one| one.state == Indicated::Yes);
    Found::list(goals.map(|one| &one.id))
}

/// What a key came from, for somebody who wonders why it is not what was expected.
pub(super) fn behind(assessment: &Assessment, key: &str) -> Vec<(String, String)> {
    let head = key.split('.').next().unwrap_or(key);
    let own = assessment
        .findings
        .iter()
        .filter(|one| *one.dimension == *head);
    let rules = own.map(|one| {
        let found = rule(assessment, &one.rule).shown();
        (one.rule.to_string(), format!("{found} × {}", one.weight))
    });
    let dimensions = assessment
        .dimensions
        .iter()
        .filter(|one| *one.index == *head);
    let dimensions = dimensions.map(|one| {
        let score = Found::number(one.spread.score).shown();
        (one.id.to_string(), format!("{score} × {}", one.weight))
    });
    let all: Vec<_> = rules.chain(dimensions).collect();
    match head {
        "level" | "raw_level" | "binding" | "gates" => levels(assessment),
        "target" | "entry" | "runner_up" | "call" | "lead" | "shortlist" | "fit" => {
            fits(assessment)
        }
        _ => all,
    }
}

fn levels(assessment: &Assessment) -> Vec<(String, String)> {
    let indexes = assessment.indexes.iter();
    let mut all: Vec<_> = indexes
        .map(|index| {
            let score = Found::number(index.spread.score).shown();
            let coverage = Found::Number(index.spread.coverage).shown();
            (
                index.id.to_string(),
                format!("{score}, coverage {coverage} %"),
            )
        })
        .collect();
    for (name, state) in [
        ("binding", GateState::Binding),
        ("unverified", GateState::Unverified),
    ] {
        let gates = assessment.gates.iter().filter(|gate| gate.state == state);
        all.push((
            name.to_owned(),
            Found::list(gates.map(|gate| &gate.id)).shown(),
        ));
    }
    all
}

fn fits(assessment: &Assessment) -> Vec<(String, String)> {
    let options = assessment.placement.iter().flat_map(|one| &one.options);
    let shown = |option: &OptionFit| {
        let (target, entry) = (
            Found::number(option.target_fit),
            Found::number(option.entry_fit),
        );
        let excluded: Vec<&str> = option.excluded_by.iter().map(|id| &**id).collect();
        match excluded.as_slice() {
            [] => format!("{} (entry {})", target.shown(), entry.shown()),
            ids => format!("excluded by {}", ids.join(", ")),
        }
    };
    options
        .map(|one| (one.id.to_string(), shown(one)))
        .collect()
}

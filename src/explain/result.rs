//! What the assessment says of one rule, by what the rule is for.

use super::Case;
use crate::model::{CompetencyTarget, GateState, Id, OptionFit, gate_rule};
use crate::pack::{ExclusionRule, Role, Rule};

pub(super) fn result(case: &Case<'_>, rule: &Rule) -> String {
    let lines = match &rule.role {
        Role::Score(_) => score(case, rule),
        Role::Gate(_) => gates(case, rule),
        Role::Factor(_) => factor(case, rule),
        Role::Exclusion(meta) => exclusion(case, rule, meta),
        Role::Option => option(case, rule),
        Role::Entry => entry(case),
        Role::Modifier(_) => modifier(case, rule),
        Role::Flag => flag(case, rule),
        Role::Goal => goal(case, rule),
        Role::Measure(_) => super::measure::result(case, rule),
        // Judged for customer groups, with a page of their own.
        Role::Account(_) => Vec::new(),
    };
    lines.iter().map(|line| format!("  {line}\n")).collect()
}

fn score(case: &Case<'_>, rule: &Rule) -> Vec<String> {
    let own = case.assessment.findings.iter();
    own.filter(|finding| finding.rule == rule.id)
        .map(|finding| {
            let outcome = case.outcome(&finding.outcome);
            let weight = format!(
                "{} {} {} {}",
                case.say("Gewicht", "weight"),
                case.exact(finding.weight),
                case.say("in", "in"),
                finding.dimension
            );
            match finding.outcome.points() {
                None => format!("{outcome}; {weight}"),
                Some(points) => {
                    let word = case.say("Punkte", "points");
                    format!("{outcome}: {} {word}; {weight}", case.exact(points))
                }
            }
        })
        .collect()
}

fn gates(case: &Case<'_>, rule: &Rule) -> Vec<String> {
    let own = case.assessment.gates.iter();
    let own = own.filter(|gate| gate_rule(&gate.id) == &*rule.id);
    let lines: Vec<String> = own
        .map(|gate| {
            let state = case.state(gate.state);
            match gate
                .caps
                .as_deref()
                .filter(|_| gate.state != GateState::Clear)
            {
                None => format!("{}: {state}", gate.id),
                Some(cap) => {
                    format!(
                        "{}: {state}, {} {cap}",
                        gate.id,
                        case.say("höchstens", "at most")
                    )
                }
            }
        })
        .collect();
    match lines.is_empty() {
        true => vec![
            case.say(
                "tritt hinter ein strengeres Kriterium zurück",
                "yields to a stricter gate",
            )
            .to_owned(),
        ],
        false => lines,
    }
}

fn factor(case: &Case<'_>, rule: &Rule) -> Vec<String> {
    let factors = case
        .assessment
        .placement
        .iter()
        .flat_map(|one| &one.factors);
    factors
        .filter(|factor| factor.id == rule.id)
        .map(|factor| match &factor.bucket {
            None => case.say("keine Angabe", "unknown").to_owned(),
            Some(bucket) => {
                let key = format!("value.factors.{}.{bucket}", rule.id);
                format!("{bucket} ({})", case.pack.say(&key, case.lang))
            }
        })
        .collect()
}

fn exclusion(case: &Case<'_>, rule: &Rule, meta: &ExclusionRule) -> Vec<String> {
    let options = case
        .assessment
        .placement
        .iter()
        .flat_map(|one| &one.options);
    let concerned = options.filter(|option| meta.options.contains(&option.id));
    let says = |option: &OptionFit| {
        if option.excluded_by.contains(&rule.id) {
            case.say("ausgeschlossen", "excluded")
        } else if option.unverified.contains(&rule.id) {
            case.say("bleibt, ungeprüft", "stays, unverified")
        } else {
            case.say("bleibt", "stays")
        }
    };
    concerned
        .map(|option| format!("{}: {}", option.id, says(option)))
        .collect()
}

fn option(case: &Case<'_>, rule: &Rule) -> Vec<String> {
    let options = case
        .assessment
        .placement
        .iter()
        .flat_map(|one| &one.options);
    options
        .filter(|option| option.id == rule.id)
        .map(|option| {
            let fit = case.exact_or_dash(option.target_fit);
            format!("{} {fit}", case.say("Eignung", "fit"))
        })
        .collect()
}

fn entry(case: &Case<'_>) -> Vec<String> {
    let Some(placement) = &case.assessment.placement else {
        return Vec::new();
    };
    let name = |id: Option<&str>| id.unwrap_or("–").to_owned();
    let by_fit = name(placement.entry_by_fit.as_deref());
    let entry = name(placement.entry.as_deref());
    vec![match by_fit == entry {
        true => format!("{entry} ({})", case.say("unverändert", "unchanged")),
        false => format!("{by_fit} → {entry}"),
    }]
}

fn modifier(case: &Case<'_>, rule: &Rule) -> Vec<String> {
    let Some(profile) = &case.assessment.competencies else {
        return Vec::new();
    };
    let holds = profile.applied.iter().any(|one| one.id == rule.id);
    let open = profile.open.contains(&rule.id);
    let mut lines = vec![
        match (holds, open) {
            (true, _) => case.say("trifft zu", "applies"),
            (false, true) => case.say("ungeprüft", "unverified"),
            (false, false) => case.say("trifft nicht zu", "does not apply"),
        }
        .to_owned(),
    ];
    for role in &profile.roles {
        let met = |target: &&CompetencyTarget| target.modifiers.contains(&rule.id);
        let met = role.targets.iter().filter(met);
        lines.extend(met.map(|target| {
            let (number, base, level) = (&target.number, target.base, target.level);
            format!("{} {number}: {base} → {level}", role.id)
        }));
    }
    lines
}

fn flag(case: &Case<'_>, rule: &Rule) -> Vec<String> {
    let raised = case.assessment.flags.iter().any(|flag| flag.id == rule.id);
    vec![
        match raised {
            true => case.say("Hinweis wird gegeben", "raised"),
            false => case.say("kein Hinweis", "not raised"),
        }
        .to_owned(),
    ]
}

fn goal(case: &Case<'_>, rule: &Rule) -> Vec<String> {
    let goals = case.assessment.goals.iter().flat_map(|one| &one.indicated);
    goals
        .filter(|goal| goal.id == rule.id)
        .flat_map(|goal| {
            let state = case.indicated(goal.state).to_owned();
            let met = goal.candidates.iter().map(Id::to_string);
            std::iter::once(state).chain(met)
        })
        .collect()
}

//! One rule for one organisation.

use super::{Case, put};
use crate::model::{Answer, Lang, number};
use crate::pack::{Pack, Role, Rule};
use crate::rules::{Compiled, Program, Slot, steps};

/// The rule of this id with its text, values and steps; one for each dimension or option that it looks at.
/// None if the pack has no such rule.
pub fn explain_rule(case: &Case<'_>, id: &str) -> Option<String> {
    let name = id.split(':').next().unwrap_or(id);
    let found: Vec<(&Rule, &Compiled)> = pairs(case.pack, case.program)
        .filter(|(rule, _)| *rule.id == *name)
        .collect();
    if found.is_empty() {
        return None;
    }
    let pages = found
        .iter()
        .map(|(rule, compiled)| page(case, rule, compiled));
    Some(pages.collect::<Vec<_>>().join("\n"))
}

/// All rules with their code.
fn pairs<'a>(
    pack: &'a Pack,
    program: &'a Program,
) -> impl Iterator<Item = (&'a Rule, &'a Compiled)> {
    pack.all_rules().zip(program.all())
}

fn page(case: &Case<'_>, rule: &Rule, compiled: &Compiled) -> String {
    let mut text = format!(
        "{} ({})\n{}\n\n",
        rule.title.get(case.lang),
        rule.id,
        rule.file.shown
    );
    text.push_str(&rule.file.text);
    text.push_str(&format!(
        "\n{}\n",
        case.say("Gelesene Werte", "Values read")
    ));
    text.push_str(&values(case, compiled));
    text.push_str(&format!("\n{}\n", case.say("Rechenweg", "Steps")));
    for (label, slots) in rounds(case, rule) {
        if !label.is_empty() {
            text.push_str(&format!("  {label}\n"));
        }
        let (steps, _) = steps(
            &compiled.lowered,
            &rule.params,
            &case.program.symbols,
            &slots,
        );
        for step in steps {
            let gave = if step.gave.is_empty() {
                String::new()
            } else {
                format!(" = {}", step.gave)
            };
            text.push_str(&format!(
                "  {:>3}:{:<3} {}{gave}\n",
                step.spot.line, step.spot.column, step.what
            ));
        }
    }
    text.push_str(&format!(
        "\n{}\n{}",
        case.say("Ergebnis", "Result"),
        result(case, rule)
    ));
    text
}

/// A rule that looks at each dimension or option runs once for each.
fn rounds(case: &Case<'_>, rule: &Rule) -> Vec<(String, Vec<Slot>)> {
    let symbols = &case.program.symbols;
    let base = case.slots();
    match &rule.role {
        Role::Gate(gate) if gate.for_each.is_some() => case
            .assessment
            .dimensions
            .iter()
            .filter(|one| {
                let each = gate.for_each.as_ref();
                each.is_some_and(|each| {
                    *one.index == *each.index && !each.except.iter().any(|id| **id == *one.id)
                })
            })
            .map(|one| {
                let mut slots = base.clone();
                let score = one.spread.score.filter(|_| one.assessable);
                put(symbols, &mut slots, "dimension", Slot::Word(one.id.clone()));
                put(symbols, &mut slots, "dimension_score", score.into());
                (one.id.to_string(), slots)
            })
            .collect(),
        Role::Exclusion(exclusion) => exclusion
            .options
            .iter()
            .map(|option| {
                let mut slots = base.clone();
                put(symbols, &mut slots, "option", Slot::Word(option.clone()));
                (option.to_string(), slots)
            })
            .collect(),
        _ => vec![(String::new(), base)],
    }
}

/// Each symbol that the rule reads in any branch, its value, and where that came from.
fn values(case: &Case<'_>, compiled: &Compiled) -> String {
    let symbols = &case.program.symbols;
    let slots = case.slots();
    let mut text = String::new();
    for position in &compiled.lowered.reads {
        let Some(symbol) = symbols.at(*position) else {
            continue;
        };
        let value = match slots.get(*position) {
            Some(Slot::Number(value)) => number::short(*value, 6, case.lang),
            Some(Slot::Flag(flag)) => flag.to_string(),
            Some(Slot::Word(word)) => word.to_string(),
            Some(Slot::NotApplicable) => case.say("nicht zutreffend", "not applicable").to_owned(),
            _ => case.say("keine Angabe", "unknown").to_owned(),
        };
        let from = if symbols.is_field(*position) {
            origin(case, *position)
        } else {
            format!(
                "{} `{}`",
                case.say("berechnet in Phase", "computed in phase"),
                symbol.phase.name()
            )
        };
        text.push_str(&format!("  {} = {value}  ← {from}\n", symbol.name));
    }
    text
}

fn origin(case: &Case<'_>, position: usize) -> String {
    match case.organisation.answer(position) {
        Answer::Missing => {
            let default = case
                .pack
                .fields
                .at(position)
                .is_some_and(|field| field.default.is_some());
            if default {
                return case
                    .say(
                        "Vorgabe, niemand hat geantwortet",
                        "default, nobody answered",
                    )
                    .to_owned();
            }
            case.say("niemand hat geantwortet", "nobody answered")
                .to_owned()
        }
        Answer::NotApplicable(reason) => reason.clone(),
        Answer::Given(fact) => {
            let mut text = fact.provenance.place.to_string();
            if let Some(grade) = fact.grade {
                text.push_str(&format!(", {grade:?}"));
            }
            let more = [
                &fact.provenance.source,
                &fact.provenance.respondent,
                &fact.provenance.date,
            ];
            more.into_iter()
                .flatten()
                .for_each(|part| text.push_str(&format!(", {part}")));
            text
        }
    }
}

/// What the assessment says of the rule.
fn result(case: &Case<'_>, rule: &Rule) -> String {
    let one = case.assessment;
    let mut lines: Vec<String> = Vec::new();
    if let Some(finding) = one
        .findings
        .iter()
        .find(|finding| finding.rule == rule.id && matches!(rule.role, Role::Score(_)))
    {
        let points = finding.outcome.points().map_or_else(String::new, |points| {
            format!(
                " {} {}",
                number::short(points, 4, case.lang),
                case.say("Punkte", "points")
            )
        });
        lines.push(format!("{}{points}", finding.outcome.name()));
    }
    for gate in one
        .gates
        .iter()
        .filter(|gate| gate.id.split(':').next() == Some(&*rule.id))
    {
        let caps = gate.caps.as_deref().unwrap_or("–");
        lines.push(format!(
            "{}: {:?}, {} {caps}",
            gate.id,
            gate.state,
            case.say("höchstens", "at most")
        ));
    }
    if let Some(placement) = &one.placement {
        let factor = placement.factors.iter().find(|factor| factor.id == rule.id);
        if let (Some(factor), Role::Factor(_)) = (factor, &rule.role) {
            lines.push(factor.bucket.as_deref().unwrap_or("–").to_owned());
        }
        let out = placement
            .options
            .iter()
            .filter(|option| option.excluded_by.contains(&rule.id));
        lines.extend(
            out.map(|option| format!("{} {}", case.say("schließt aus:", "excludes"), option.id)),
        );
    }
    if let Some(profile) = &one.competencies
        && profile
            .applied
            .iter()
            .any(|modifier| modifier.id == rule.id)
    {
        lines.push(case.say("trifft zu", "applies").to_owned());
    }
    if lines.is_empty() {
        lines.push(case.say("ohne Wirkung", "no effect").to_owned());
    }
    lines.iter().map(|line| format!("  {line}\n")).collect()
}

/// The language of numbers in formulas.
pub(super) fn exact(value: f64, lang: Lang) -> String {
    number::short(value, 4, lang)
}

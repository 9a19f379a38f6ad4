//! One rule for one organisation: its text, what was changed of it, the values it read, the steps.

use super::result::result;
use super::{Case, chart, customers, put};
use crate::model::{Answer, DimensionScore, Provenance, gate_rule, number};
use crate::pack::{ForEach, Pack, Role, Rule};
use crate::rules::{Compiled, Program, Slot, Symbols, Worked, steps};

/// Published anew for each dimension or option that a rule looks at; the rounds name them.
const OF_A_ROUND: [&str; 3] = ["dimension", "dimension_score", "option"];

/// The rule of this id with its text, values and steps; one for each dimension or option that it looks at.
/// None if the pack has no such rule.
pub fn explain_rule(case: &Case<'_>, id: &str) -> Option<String> {
    let name = gate_rule(id);
    let found: Vec<(&Rule, &Compiled)> = pairs(case.pack, case.program)
        .filter(|(rule, _)| rule.is_called(name))
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
    let accounts = program.accounts.iter();
    let of_accounts = accounts.flat_map(|own| own.rules.iter().chain(&own.gates));
    pack.every_rule().zip(program.all().chain(of_accounts))
}

fn page(case: &Case<'_>, rule: &Rule, compiled: &Compiled) -> String {
    let title = case.pack.say(&format!("{}.title", rule.key()), case.lang);
    let mut text = format!("{title} ({})\n{}\n\n", rule.id, rule.file.shown);
    text.push_str(rule.file.text.trim_end());
    text.push_str("\n\n");
    text.push_str(&changes(case, rule));
    if let Role::Account(role) = &rule.role {
        text.push_str(&customers::of_rule(case, rule, role, compiled));
        return text;
    }
    text.push_str(&format!("{}\n", case.say("Gelesene Werte", "Values read")));
    text.push_str(&values(case, rule, compiled));
    text.push_str(&format!("\n{}\n", case.say("Rechenweg", "Steps")));
    for (label, slots) in rounds(case, rule) {
        if !label.is_empty() {
            text.push_str(&format!("  {label}\n"));
        }
        let symbols = &case.program.symbols;
        text.push_str(&walked(case, rule, compiled, symbols, &slots));
    }
    let heading = case.say("Ergebnis", "Result");
    text.push_str(&format!("\n{heading}\n{}", result(case, rule)));
    text
}

pub(super) fn walked(
    case: &Case<'_>,
    rule: &Rule,
    compiled: &Compiled,
    symbols: &Symbols,
    slots: &[Slot],
) -> String {
    let (steps, _) = steps(&compiled.lowered, &rule.params, symbols, slots);
    if steps.is_empty() {
        return format!("  {}\n", case.say("keine Schritte", "no steps"));
    }
    let line = |step: crate::rules::Step| {
        let gave = match step.gave.as_str() {
            "" => String::new(),
            gave => format!(" = {gave}"),
        };
        let spot = step.spot;
        format!(
            "  {:>3}:{:<3} {}{gave}\n",
            spot.line, spot.column, step.what
        )
    };
    steps.into_iter().map(line).collect()
}

/// What overlays changed of the rule: the text above shows the base.
fn changes(case: &Case<'_>, rule: &Rule) -> String {
    let weight = format!("weight {}", rule.id);
    let params = [
        format!("param {}.", rule.id),
        format!("param {}.", rule.key()),
    ];
    let mut text = String::new();
    for overlay in &case.pack.overlays {
        let own = overlay.changes.iter().filter(|change| {
            let weighs =
                change.what == weight && matches!(rule.role, Role::Score(_) | Role::Account(_));
            // A gate and a goal can bear the same id; a param belongs to one of them.
            let own = |prefix: &String| {
                let name = change.what.strip_prefix(prefix.as_str());
                name.is_some_and(|name| rule.param(name).is_some())
            };
            weighs || params.iter().any(own)
        });
        for change in own {
            text.push_str(&format!(
                "  {}: {} → {}  ← {} {}: {}\n",
                change.what,
                change.from,
                change.to,
                overlay.id,
                overlay.version,
                change.reason.get(case.lang)
            ));
        }
    }
    match text.is_empty() {
        true => text,
        false => format!("{}\n{text}\n", case.say("Angepasst", "Adapted")),
    }
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
            .filter(|one| looked_at(gate.for_each.as_ref(), one))
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
        Role::Entry => vec![(String::new(), before_correction(case, rule, base))],
        _ => vec![(String::new(), base)],
    }
}

fn looked_at(each: Option<&ForEach>, one: &DimensionScore) -> bool {
    each.is_some_and(|each| {
        *one.index == *each.index && !each.except.iter().any(|id| **id == *one.id)
    })
}

/// The slots as a correction of the entry found them: corrections run in order, each on what the last one left.
fn before_correction(case: &Case<'_>, rule: &Rule, mut slots: Vec<Slot>) -> Vec<Slot> {
    let symbols = &case.program.symbols;
    let by_fit = case.assessment.placement.as_ref();
    let by_fit = by_fit.and_then(|placement| placement.entry_by_fit.clone());
    put(symbols, &mut slots, "entry", by_fit.into());
    let corrections = case.pack.entries.iter().zip(&case.program.entries);
    for (other, compiled) in corrections.take_while(|(other, _)| other.id != rule.id) {
        let (_, end) = steps(&compiled.lowered, &other.params, symbols, &slots);
        if let Some(Worked::Word(entry)) = end {
            put(symbols, &mut slots, "entry", Slot::Word(entry));
        }
    }
    slots
}

/// Each symbol that the rule reads in any branch, its value, and where that came from.
fn values(case: &Case<'_>, rule: &Rule, compiled: &Compiled) -> String {
    let symbols = &case.program.symbols;
    let mut slots = case.slots();
    if matches!(rule.role, Role::Entry) {
        slots = before_correction(case, rule, slots);
    }
    let mut text = String::new();
    for position in &compiled.lowered.reads {
        let Some(symbol) = symbols
            .at(*position)
            .filter(|symbol| !OF_A_ROUND.contains(&&*symbol.name))
        else {
            continue;
        };
        let value = shown(case, slots.get(*position));
        let from = match symbols.is_field(*position) {
            true => chart::origin(case, &symbol.name)
                .or_else(|| customers::origin(case, *position, &symbol.name))
                .unwrap_or_else(|| origin(case, *position)),
            false => format!(
                "{} `{}`",
                case.say("berechnet in Phase", "computed in phase"),
                symbol.phase.name()
            ),
        };
        text.push_str(&format!("  {} = {value}  ← {from}\n", symbol.name));
    }
    match text.is_empty() {
        true => format!("  {}\n", case.say("keine", "none")),
        false => text,
    }
}

pub(super) fn shown(case: &Case<'_>, slot: Option<&Slot>) -> String {
    match slot {
        Some(Slot::Number(value)) => number::short(*value, 6, case.lang),
        Some(Slot::Flag(flag)) => flag.to_string(),
        Some(Slot::Word(word)) => word.to_string(),
        Some(Slot::NotApplicable) => case.say("nicht zutreffend", "not applicable").to_owned(),
        Some(Slot::Missing) | None => case.say("keine Angabe", "unknown").to_owned(),
    }
}

fn origin(case: &Case<'_>, position: usize) -> String {
    let field = case.pack.fields.at(position);
    match case.organisation.answer(position) {
        Answer::Missing if field.is_some_and(|field| field.default.is_some()) => case
            .say(
                "Vorgabe, niemand hat geantwortet",
                "default, nobody answered",
            )
            .to_owned(),
        Answer::Missing => case
            .say("niemand hat geantwortet", "nobody answered")
            .to_owned(),
        Answer::NotApplicable(reason) => reason.clone(),
        Answer::Given(fact) => {
            let mut text = case.place(&fact.provenance.place);
            if let Some(grade) = fact.grade {
                text.push_str(&format!(", {grade:?}"));
            }
            text + &said_by(&fact.provenance)
        }
    }
}

fn said_by(provenance: &Provenance) -> String {
    let parts = [&provenance.source, &provenance.respondent, &provenance.date];
    let parts = parts.into_iter().flatten();
    parts.map(|part| format!(", {part}")).collect()
}

//! What META declares beside weight, params and texts, as named values.

use crate::model::{Id, Value};
use crate::pack::{
    Change, Direction, GateRule, MeasureRule, ModifierRule, Role, Rule, Set, Sure, Take, Target,
};

/// Named `<rule>.<key>`, the rule by the id that it has now.
pub(super) fn declared(rule: &Rule, id: &Id) -> Vec<(String, String)> {
    let mut all = vec![
        ("status", format!("{:?}", rule.status).to_lowercase()),
        ("sure", sure(rule.source.sure).to_owned()),
    ];
    match &rule.role {
        Role::Score(score) => {
            all.push(("dimension", score.dimension.to_string()));
            let neutral = score.neutral.map(|points| ("neutral", points.to_string()));
            all.extend(neutral);
            let monotone = score.monotone.iter();
            let monotone = monotone.map(|(field, way)| match way {
                Direction::Up => format!("{field} up"),
                Direction::Down => format!("{field} down"),
            });
            all.push(("monotone", monotone.collect::<Vec<_>>().join(", ")));
        }
        Role::Gate(one) => all.extend(gate(one)),
        Role::Factor(factor) => {
            let kind = ["feasibility", "structural"];
            let kind = kind.get(usize::from(factor.structural)).unwrap_or(&"");
            all.push(("kind", (*kind).to_owned()));
            all.push(("tipping", factor.tipping.to_string()));
            let buckets = factor.buckets.iter().map(|(id, _)| id.clone());
            all.push(("buckets", words(&buckets.collect::<Vec<_>>())));
        }
        Role::Exclusion(exclusion) => all.push(("options", words(&exclusion.options))),
        Role::Modifier(one) => all.extend(modifier(one)),
        Role::Measure(one) => all.extend(measure(one)),
        Role::Option | Role::Entry | Role::Flag | Role::Goal | Role::Account(_) => {}
    }
    let named = |(key, value): (&str, String)| (format!("{id}.{key}"), value);
    all.into_iter().map(named).collect()
}

fn sure(sure: Sure) -> &'static str {
    let all = Sure::ALL.iter();
    all.clone()
        .find(|(_, one)| *one == sure)
        .map_or("", |(word, _)| word)
}

fn words(ids: &[Id]) -> String {
    ids.iter().map(|id| &**id).collect::<Vec<_>>().join(", ")
}

fn or_dash(id: Option<&Id>) -> String {
    id.map_or_else(|| "–".to_owned(), ToString::to_string)
}

fn gate(gate: &GateRule) -> Vec<(&'static str, String)> {
    let for_each = gate.for_each.as_ref().map_or_else(
        || "–".to_owned(),
        |each| format!("{} − {}", each.index, each.except.join(", ")),
    );
    let borderline = gate.borderline.as_ref();
    let borderline = borderline.map_or_else(
        || "–".to_owned(),
        |(index, param)| format!("{index}: {param}"),
    );
    vec![
        ("caps", gate.caps.to_string()),
        ("unverified", or_dash(gate.unverified.as_ref())),
        ("yields_to", or_dash(gate.yields_to.as_ref())),
        ("for_each", for_each),
        ("borderline", borderline),
    ]
}

fn modifier(modifier: &ModifierRule) -> Vec<(&'static str, String)> {
    let change = |one: &Change| {
        let (competencies, roles) = (words(&one.competencies), words(&one.roles));
        format!(
            "{competencies} ({roles}; {}) +{}",
            words(&one.placements),
            one.by
        )
    };
    let take = |one: &Take| {
        let number = |value: Option<f64>| value.map_or_else(String::new, |value| value.to_string());
        format!(
            "{} ← {} {} {}/{}{}",
            one.role,
            one.from,
            words(&one.competencies),
            number(one.least),
            number(one.criticality),
            if one.where_higher { " ↑" } else { "" }
        )
    };
    let changes: Vec<String> = modifier.changes.iter().map(change).collect();
    let takes: Vec<String> = modifier.takes.iter().map(take).collect();
    vec![
        ("counts_as", modifier.counts_as.to_string()),
        ("replaces", or_dash(modifier.replaces.as_ref())),
        ("changes", changes.join("; ")),
        ("takes", takes.join("; ")),
        ("drops", words(&modifier.drops)),
    ]
}

fn measure(measure: &MeasureRule) -> Vec<(&'static str, String)> {
    let needs = measure.needs.iter().map(|need| match &need.when {
        None => need.measure.to_string(),
        Some(when) => format!(
            "{} ({} = {}{})",
            need.measure,
            when.field,
            words(&when.words),
            if when.or_missing { " / –" } else { "" }
        ),
    });
    let needs: Vec<String> = needs.collect();
    let sets: Vec<String> = measure.sets.iter().map(set).collect();
    vec![
        ("phase", measure.phase.to_string()),
        ("person_days", measure.person_days.to_string()),
        ("weeks", measure.weeks.to_string()),
        ("needs", needs.join("; ")),
        ("sets", sets.join("; ")),
        ("step", measure.step.to_string()),
        ("at", words(&measure.at)),
    ]
}

fn set(set: &Set) -> String {
    let to = match &set.to {
        Target::Value(Value::Word(word)) => word.to_string(),
        Target::Value(Value::Flag(flag)) => flag.to_string(),
        Target::Value(Value::Number(number)) => number.to_string(),
        Target::Value(Value::List(list)) => words(list),
        Target::AtLeast(limit) => format!("≥ {limit}"),
        Target::AtMost(limit) => format!("≤ {limit}"),
        Target::Nearest(low, high) => format!("{low}–{high}"),
    };
    format!("{} {to}", set.field)
}

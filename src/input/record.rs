//! An organisation as it was read, written as a record that can be read again.

use serde_json::{Map, Value as Json, json};

use crate::model::{
    Account, Aims, Answer, CANDIDATE, Chart, Fact, Fields, GoalRecord, Listed, Member,
    Organisation, OwnKpi, Rating, StatedMission, Value,
};

/// The record of an organisation in the words of the input format, with its lists; numbers as exact as they were
/// read. A chart that was refused is left out.
pub fn record(
    fields: &Fields,
    account_fields: Option<&Fields>,
    organisation: &Organisation,
) -> Map<String, Json> {
    let mut record = Map::new();
    record.insert("id".to_owned(), json!(organisation.id));
    for (field, answer) in fields.iter().zip(&organisation.answers) {
        let answer = match answer {
            Answer::Missing => continue,
            Answer::NotApplicable(reason) => json!({"na": reason}),
            Answer::Given(fact) => given(fact),
        };
        record.insert(field.id.to_string(), answer);
    }
    if let Some(Ok(chart)) = &organisation.chart {
        record.insert("units".to_owned(), units(chart));
    }
    if let (Some(fields), Some(accounts)) = (account_fields, &organisation.accounts) {
        let rows = accounts.iter().map(|account| row(fields, &account));
        record.insert("accounts".to_owned(), rows.collect());
    }
    if let Some(staff) = &organisation.staff {
        let rows = staff.members.iter().flat_map(ratings);
        record.insert("staff".to_owned(), rows.collect());
    }
    aims(&organisation.aims, &mut record);
    record
}

/// A value in full precision.
fn bare(value: &Value) -> Json {
    match value {
        Value::Flag(flag) => json!(flag),
        Value::Number(number) => json!(number),
        Value::Word(word) => json!(word),
        Value::List(list) => json!(list),
    }
}

fn given(fact: &Fact) -> Json {
    let from = &fact.provenance;
    let said = [
        ("source", &from.source),
        ("respondent", &from.respondent),
        ("date", &from.date),
    ];
    if fact.grade.is_none() && said.iter().all(|(_, said)| said.is_none()) {
        return bare(&fact.value);
    }
    let mut wrapped = Map::new();
    wrapped.insert("value".to_owned(), bare(&fact.value));
    if let Some(grade) = &fact.grade {
        wrapped.insert("evidence".to_owned(), json!(grade));
    }
    for (key, said) in said {
        if let Some(said) = said {
            wrapped.insert(key.to_owned(), json!(said));
        }
    }
    Json::Object(wrapped)
}

/// An object of those keys that have a value.
fn known<const N: usize>(entries: [(&str, Json); N]) -> Json {
    let known = entries.into_iter().filter(|(_, value)| !value.is_null());
    known.map(|(key, value)| (key.to_owned(), value)).collect()
}

fn units(chart: &Chart) -> Json {
    let units = chart.units().iter().map(|unit| {
        known([
            ("unit_id", json!(unit.id)),
            ("parent_id", json!(unit.parent)),
            ("second_parent_id", json!(unit.second_parent)),
            ("name", json!(unit.name)),
            ("kind", json!(unit.kind.id())),
            ("criterion", json!(unit.criterion)),
            ("function", json!(unit.function)),
            ("headcount", json!(unit.headcount)),
        ])
    });
    units.collect()
}

fn row(fields: &Fields, account: &Account<'_>) -> Json {
    let values = fields.iter().enumerate().filter_map(|(position, field)| {
        let value = account.value(position)?;
        Some((field.id.to_string(), bare(&value)))
    });
    values.collect()
}

fn ratings(member: &Member) -> impl Iterator<Item = Json> {
    let prefix = if member.candidate { CANDIDATE } else { "" };
    let role = format!("{prefix}{}", member.role);
    member
        .ratings
        .iter()
        .map(move |rating| rated(member, &role, rating))
}

fn rated(member: &Member, role: &str, rating: &Rating) -> Json {
    known([
        ("person_id", json!(member.person)),
        ("role", json!(role)),
        ("fte", json!(member.fte)),
        ("competency_id", json!(rating.competency)),
        ("self", json!(rating.own)),
        ("manager", json!(rating.manager)),
        ("evidence", json!(rating.evidence)),
        ("date", json!(rating.date)),
    ])
}

fn aims(aims: &Aims, record: &mut Map<String, Json>) {
    if let Some(goals) = &aims.goals {
        record.insert("goals".to_owned(), goals.iter().map(goal).collect());
    }
    if !aims.kpis.is_empty() {
        record.insert("kpis".to_owned(), aims.kpis.iter().map(kpi).collect());
    }
    if let Some(stated) = &aims.mission {
        record.insert("mission".to_owned(), mission(stated));
    }
}

fn goal(goal: &GoalRecord) -> Json {
    let scope = Some(&goal.scope_accounts).filter(|scope| !scope.is_empty());
    known([
        ("goal_id", json!(goal.goal_id)),
        ("text", json!(goal.text)),
        ("scope_accounts", json!(scope)),
        ("kpi_id", json!(goal.kpi_id)),
        ("baseline", json!(goal.baseline)),
        ("target", json!(goal.target)),
        ("unit", json!(goal.unit)),
        ("due_date", json!(goal.due_date)),
        ("owner", json!(goal.owner)),
        ("strategy_ref", json!(goal.strategy_ref)),
        ("resources_ref", json!(goal.resources_ref)),
        ("milestone_date", json!(goal.milestone_date)),
        ("milestone_value", json!(goal.milestone_value)),
        ("value_y1", json!(goal.value_y1)),
        ("value_y2", json!(goal.value_y2)),
    ])
}

fn kpi(kpi: &OwnKpi) -> Json {
    known([
        ("kpi_id", json!(kpi.kpi_id)),
        ("formula", json!(kpi.formula)),
        ("unit", json!(kpi.unit)),
        ("direction", json!(if kpi.rising { "up" } else { "down" })),
        ("goal", json!(kpi.goal)),
    ])
}

fn mission(stated: &StatedMission) -> Json {
    let Some(elements) = &stated.elements else {
        return json!(stated.text);
    };
    let mut all: Map<String, Json> = elements
        .iter()
        .map(|(id, text)| (id.to_string(), json!(text)))
        .collect();
    if let Some(text) = &stated.text {
        all.insert("text".to_owned(), json!(text));
    }
    Json::Object(all)
}

//! A record in which nothing is answered yet.

use std::io;

use serde_json::{Map, Value};

use super::questionnaire::Questionnaire;
use crate::model::{CaseTable, Fields};
use crate::report::{RecordLists, input_schema};

/// Where an editor finds the schema of the record.
const SCHEMA: &str = "kamready-input.schema.json";

pub(super) fn skeleton(questionnaire: &Questionnaire) -> io::Result<Vec<u8>> {
    let mut record = Map::new();
    record.insert("$schema".to_owned(), SCHEMA.into());
    record.insert("id".to_owned(), Value::Null);
    for field in questionnaire.fields() {
        record.insert(field.id.to_string(), Value::Null);
    }
    for table in &questionnaire.tables {
        if let Some(key) = key(table.kind) {
            record.insert(key.to_owned(), Value::Null);
        }
    }
    lines(&Value::Object(record))
}

/// The record as a case folder calls it, with the schema that it names.
pub(super) fn with_schema(questionnaire: &Questionnaire) -> io::Result<Vec<(String, Vec<u8>)>> {
    let fields: Vec<_> = questionnaire.fields().cloned().collect();
    let tables = questionnaire.tables.iter();
    let of = |kind: CaseTable| {
        let found = tables.clone().find(|table| table.kind == kind);
        found.map(|table| Fields::new(table.fields.clone()).0)
    };
    let (accounts, goals) = (of(CaseTable::Accounts), of(CaseTable::Goals));
    let lists = RecordLists {
        accounts: accounts.as_ref(),
        staff: questionnaire.people.as_ref(),
        units: of(CaseTable::Units).is_some(),
        goals: goals.as_ref(),
        kpis: None,
        mission: false,
    };
    let schema = input_schema(&Fields::new(fields).0, &lists);
    Ok(vec![
        ("organisation.json".to_owned(), skeleton(questionnaire)?),
        (SCHEMA.to_owned(), lines(&schema)?),
    ])
}

/// The key of a record that holds a table.
fn key(table: CaseTable) -> Option<&'static str> {
    match table {
        CaseTable::Organisations => None,
        CaseTable::Accounts => Some("accounts"),
        CaseTable::Units => Some("units"),
        CaseTable::Staff => Some("staff"),
        CaseTable::Goals => Some("goals"),
    }
}

fn lines(value: &Value) -> io::Result<Vec<u8>> {
    let mut text = serde_json::to_vec_pretty(value)?;
    text.push(b'\n');
    Ok(text)
}

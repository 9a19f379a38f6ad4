//! The JSON Schema of what is said about people.

use serde_json::{Value, json};

use crate::model::{CANDIDATE, StaffForm};
use crate::report::schema::{closed, exact};

/// The list of ratings in a record.
pub(in crate::report) fn ratings(form: &StaffForm) -> Value {
    let names = || form.roles.iter().map(|(name, _)| name.to_string());
    let candidates = names().map(|name| format!("{CANDIDATE}{name}"));
    let roles: Vec<String> = names().chain(candidates).collect();
    let competencies = form.competencies.iter();
    let competencies: Vec<&str> = competencies
        .flat_map(|(number, key)| [&**number, &**key])
        .collect();
    let level = json!({"type": ["number", "null"], "minimum": 1, "maximum": 5});
    let word = json!({"type": ["string", "null"]});
    let rating = closed(
        &json!({
            "person_id": {"type": ["string", "integer"]},
            "role": {"enum": roles},
            "fte": {"type": ["number", "null"], "minimum": 0, "maximum": 1},
            "competency_id": {"enum": competencies},
            "self": level,
            "manager": level,
            "evidence": word,
            "date": {"type": ["string", "null"], "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
        }),
        &["person_id", "role", "competency_id"],
    );
    json!({"type": ["array", "null"], "items": rating})
}

/// Definitions by name; `staff` is the whole.
pub(in crate::report) fn schema() -> Value {
    let word = json!({"type": ["string", "null"]});
    let count = json!({"type": "integer", "minimum": 0});
    let number = json!({"type": "number", "minimum": 0});
    let score = json!({"type": ["number", "null"], "minimum": 0, "maximum": 100});
    let level = json!({"type": ["number", "null"], "minimum": 1, "maximum": 5});
    let share = json!({"type": "number", "minimum": 0, "maximum": 1});
    let flag = json!({"type": "boolean"});
    let list = |of: &str| json!({"type": "array", "items": {"$ref": format!("#/$defs/{of}")}});
    let measure = exact(&json!({"id": {"type": "string"}, "practice": word}));
    json!({
        "staff": exact(&json!({
            "competency_gap_index": score,
            "fte": number,
            "fte_with_index": number,
            "self_only": flag,
            "persons": list("person"),
            "positions": list("position"),
            "differences": list("difference"),
            "warnings": list("reason"),
        })),
        "person": exact(&json!({
            "id": {"type": "string"},
            "role": {"type": "string"},
            "candidate": flag,
            "fte": share,
            "measured_as": word,
            "coverage": score,
            "index": score,
            "counted": flag,
            "self_only": flag,
            "musts_missed": {"type": "array", "items": {"type": "string"}},
            "unsuitable": flag,
            "competencies": list("rated"),
        })),
        "rated": exact(&json!({
            "id": {"type": "string"},
            "number": {"type": "string"},
            "self": level,
            "manager": level,
            "evidence": word,
            "date": word,
            "actual": level,
            "target": {"type": ["integer", "null"], "minimum": 1, "maximum": 5},
            "criticality": {"type": ["integer", "null"], "minimum": 1, "maximum": 3},
            "gap": {"type": ["number", "null"], "minimum": 0, "maximum": 4},
            "self_only": flag,
            "example": flag,
            "measure": {"anyOf": [measure, {"type": "null"}]},
        })),
        "position": exact(&json!({
            "role": {"type": "string"},
            "holders": count,
            "candidates": count,
            "suitable": count,
            "unsuitable": count,
            "open": count,
        })),
        "difference": exact(&json!({
            "field": {"type": "string"},
            "stated": {"type": "number"},
            "computed": {"type": "number"},
            "flagged": flag,
        })),
    })
}

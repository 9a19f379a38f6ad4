//! JSON Schemas of what goes in and what comes out. Closed: a key that is not named is a fault.

mod chart;
mod customers;
mod second;

use serde_json::{Map, Value, json};

use crate::model::{Field, FieldType, Fields, Holding, StaffForm};

const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// The lists that a record may bring, as far as the pack reads them.
#[derive(Debug, Clone, Copy, Default)]
pub struct RecordLists<'a> {
    /// The fields of an account.
    pub accounts: Option<&'a Fields>,
    /// What a list of people may name.
    pub staff: Option<&'a StaffForm>,
    pub units: bool,
    /// The fields of a goal, and of an own KPI.
    pub goals: Option<&'a Fields>,
    pub kpis: Option<&'a Fields>,
    pub mission: bool,
}

/// What an organisation record may hold: the fields of a pack, and its lists.
pub fn input_schema(fields: &Fields, lists: &RecordLists<'_>) -> Value {
    let mut properties = Map::new();
    properties.insert("$schema".to_owned(), json!({"type": "string"}));
    properties.insert("id".to_owned(), json!({"type": ["string", "integer"]}));
    for field in fields.iter() {
        properties.insert(field.id.to_string(), answer(field));
    }
    let mut definitions = json!({
        "not_applicable": closed(&json!({"na": {"type": "string", "pattern": "\\S"}}), &["na"]),
        "unanswered": unanswered(),
    });
    for (key, of, id, fields) in [
        ("goals", "goal_record", "goal_id", lists.goals),
        ("kpis", "own_kpi", "kpi_id", lists.kpis),
    ] {
        if let Some(fields) = fields {
            properties.insert(key.to_owned(), rows(of));
            add(
                &mut definitions,
                &json!({of: customers::row(fields, id, &[id])}),
            );
        }
    }
    if lists.mission {
        let mission = json!({"type": ["string", "object", "null"]});
        properties.insert("mission".to_owned(), mission);
    }
    if let Some(form) = lists.staff {
        properties.insert("staff".to_owned(), super::staff::ratings(form));
    }
    if lists.units {
        properties.insert("units".to_owned(), rows("unit"));
        add(&mut definitions, &json!({"unit": chart::unit()}));
    }
    if let Some(fields) = lists.accounts {
        properties.insert("accounts".to_owned(), rows("account"));
        add(
            &mut definitions,
            &json!({"account": customers::account(fields)}),
        );
    }
    let record = json!({
        "type": "object",
        "required": ["id"],
        "additionalProperties": false,
        "properties": properties,
    });
    add(&mut definitions, &json!({"organisation": record}));
    json!({
        "$schema": DIALECT,
        "title": "kamready input",
        "anyOf": [{"$ref": "#/$defs/organisation"}, {"type": "array", "items": {"$ref": "#/$defs/organisation"}}],
        "$defs": definitions,
    })
}

/// An array of rows of a table, or nothing.
fn rows(of: &str) -> Value {
    json!({"type": ["array", "null"], "items": {"$ref": format!("#/$defs/{of}")}})
}

/// Puts the keys of one object into another.
fn add(to: &mut Value, more: &Value) {
    if let (Some(to), Some(more)) = (to.as_object_mut(), more.as_object()) {
        to.extend(more.clone());
    }
}

/// A bare value, `null`, not applicable, or a fact with its provenance.
fn answer(field: &Field) -> Value {
    let value = value(field);
    let grade = json!({"enum": ["E0", "E1", "E2", "E3", null]});
    json!({
        "title": field.label.en,
        "description": field.question.en,
        "anyOf": [
            value,
            {"type": "null"},
            {"$ref": "#/$defs/not_applicable"},
            {"$ref": "#/$defs/unanswered"},
            fact(&value, &grade),
        ],
    })
}

/// A value with its provenance.
fn fact(value: &Value, evidence: &Value) -> Value {
    let properties = json!({
        "value": value,
        "evidence": evidence,
        "source": {"type": ["string", "null"]},
        "respondent": {"type": ["string", "null"]},
        "date": {"type": ["string", "null"], "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
    });
    closed(&properties, &["value"])
}

/// The form of a fact left empty; evidence needs a value.
fn unanswered() -> Value {
    let null = json!({"type": "null"});
    fact(&null, &null)
}

fn value(field: &Field) -> Value {
    let choices: Vec<&str> = field.choices.iter().map(|choice| &*choice.id).collect();
    match field.kind {
        FieldType::Bool => json!({"type": "boolean"}),
        FieldType::Enum => json!({"enum": choices}),
        FieldType::List => json!({"type": "array", "items": {"enum": choices}}),
        FieldType::Text => match field.letters {
            Some(letters) => {
                json!({"type": "string", "pattern": format!("^[A-Za-z]{{{letters}}}$")})
            }
            None => json!({"type": "string", "pattern": "\\S"}),
        },
        FieldType::Date => {
            json!({"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"})
        }
        FieldType::Integer => bounded("integer", field),
        _ => bounded("number", field),
    }
}

fn bounded(kind: &str, field: &Field) -> Value {
    let mut schema = Map::new();
    schema.insert("type".to_owned(), kind.into());
    let bounds = [
        ("minimum", field.min),
        ("maximum", field.max),
        ("exclusiveMinimum", field.above),
    ];
    for (name, bound) in bounds {
        if let Some(bound) = bound {
            schema.insert(name.to_owned(), bound.into());
        }
    }
    Value::Object(schema)
}

/// An object with these properties, of which some must be there, and no others.
pub(super) fn closed(properties: &Value, required: &[&str]) -> Value {
    json!({
        "type": "object",
        "additionalProperties": false,
        "required": required,
        "properties": properties,
    })
}

/// An object with these properties, all of which must be there, and no others.
pub(super) fn exact(properties: &Value) -> Value {
    let required: Vec<&str> = properties
        .as_object()
        .map(|map| map.keys().map(String::as_str).collect())
        .unwrap_or_default();
    closed(properties, &required)
}

/// The whole result document; the lines of NDJSON are its `organisation` and its rest.
pub fn result_schema() -> Value {
    let document = json!({
        "schema_version": {"const": 1},
        "tool": exact(&json!({"name": {"type": "string"}, "version": {"type": "string"}})),
        "as_of": {"type": ["string", "null"]},
        "run": exact(&json!({
            "anonymise": {"type": "boolean"},
            "table": exact(&json!({
                "decimal": {"type": ["string", "null"]},
                "encoding": {"type": ["string", "null"]},
                "delimiter": {"type": ["string", "null"]},
                "header_row": {"type": ["integer", "null"], "minimum": 0},
                "sheet": {"type": ["string", "null"]},
            })),
            "files": {"type": "array", "items": closed(
                &json!({
                    "holds": {"enum": Holding::ALL.map(|(name, _)| name)},
                    "file": {"type": "string"},
                    "second": {"const": true},
                }),
                &["holds", "file"],
            )},
            "hash": {"type": "string"},
        })),
        "dimensions": {"type": "array", "items": {"type": "string"}},
        "pack": exact(&json!({
            "id": {"type": "string"},
            "version": {"type": "string"},
            "hash": {"type": "string"},
            "overlays": {"type": "array", "items": {"$ref": "#/$defs/overlay"}},
        })),
        "inputs": {"type": "array", "items": {"$ref": "#/$defs/input"}},
        "organisations": {"type": "array", "items": {"$ref": "#/$defs/organisation"}},
        "rejected": {"type": "array", "items": {"$ref": "#/$defs/rejected"}},
        "unused_waivers": {"type": "array", "items": {"$ref": "#/$defs/waived"}},
        "texts": exact(&json!({"de": texts(), "en": texts()})),
    });
    let mut schema = exact(&document);
    if let Some(properties) = schema.get_mut("properties") {
        add(
            properties,
            &json!({
                "second": {"$ref": "#/$defs/second_run"},
                "levels": {"type": "array", "items": {"$ref": "#/$defs/level_step"}},
            }),
        );
    }
    if let Some(map) = schema.as_object_mut() {
        map.insert("$schema".to_owned(), DIALECT.into());
        map.insert("title".to_owned(), "kamready result".into());
        map.insert("$defs".to_owned(), definitions());
    }
    schema
}

fn texts() -> Value {
    json!({"type": "object", "additionalProperties": {"type": "string"}})
}

fn definitions() -> Value {
    let percent = json!({"type": "number", "minimum": 0, "maximum": 100});
    let score = json!({"type": ["number", "null"], "minimum": 0, "maximum": 100});
    let count = json!({"type": "integer", "minimum": 0});
    let word = json!({"type": ["string", "null"]});
    let mut spread = Map::new();
    for name in ["score", "low", "high", "plausible_low", "plausible_high"] {
        spread.insert(name.to_owned(), score.clone());
    }
    for name in ["coverage", "half_width", "ungraded"] {
        spread.insert(name.to_owned(), percent.clone());
    }
    let with = |more: Value| {
        let mut all = spread.clone();
        all.extend(more.as_object().cloned().unwrap_or_default());
        exact(&Value::Object(all))
    };
    let mut all = json!({
        "value": {"type": ["number", "boolean", "string", "array"], "items": {"type": "string"}},
        "reason": exact(&json!({
            "id": {"type": "string"},
            "values": {"type": "object", "additionalProperties": {"$ref": "#/$defs/value"}},
        })),
        "input": {
            "type": "object",
            "properties": {
                "file": {"type": "string"},
                "hash": {"type": "string"},
                "records": count,
                "rejected": count,
                "unread": {"type": "array", "items": {"type": "string"}},
                "decisions": {"type": "array", "items": {"$ref": "#/$defs/decision"}},
            },
            "required": ["file", "hash", "records", "rejected", "unread"],
            "additionalProperties": false,
        },
        "decision": exact(&json!({
            "column": word,
            "field": word,
            "what": {"$ref": "#/$defs/reason"},
            "count": count,
            "examples": {"type": "array", "items": {"$ref": "#/$defs/example"}},
        })),
        "example": exact(&json!({
            "line": count,
            "id": word,
            "raw": {"type": "string"},
            "value": word,
            "unit": word,
        })),
        "rejected": exact(&json!({
            "file": {"type": "string"},
            "line": {"type": ["integer", "null"]},
            "column": {"type": ["integer", "null"]},
            "id": word,
            "field": word,
            "value": word,
            "reason": {"$ref": "#/$defs/reason"},
        })),
        "level_step": exact(&json!({"id": {"type": "string"}, "from": score})),
        "index": with(json!({"with_waivers": score})),
        "dimension": with(json!({
            "id": {"type": "string"},
            "index": {"type": "string"},
            "weight": {"type": "number", "exclusiveMinimum": 0},
            "assessable": {"type": "boolean"},
        })),
        "level": exact(&json!({
            "id": word,
            "raw": word,
            "low": word,
            "high": word,
            "borderline": {"type": "boolean"},
            "bound_by": {"type": "array", "items": {"type": "string"}},
        })),
        "gate": exact(&json!({
            "id": {"type": "string"},
            "state": {"enum": ["binding", "clear", "unverified"]},
            "caps": word,
            "borderline": {"type": "boolean"},
            "reason": {"$ref": "#/$defs/reason"},
        })),
        "rule": closed(
            &json!({
                "id": {"type": "string"},
                "dimension": {"type": "string"},
                "outcome": {"enum": ["scored", "not_applicable", "unknown", "failed"]},
                "points": score,
                "weight": {"type": "number", "exclusiveMinimum": 0},
                "reason": {"$ref": "#/$defs/reason"},
                "fields": {"type": "object", "additionalProperties": {"$ref": "#/$defs/value"}},
                "missing": {"type": "array", "items": {"type": "string"}},
                "error": {"type": "string"},
            }),
            &["id", "dimension", "outcome", "points", "weight", "reason", "fields"],
        ),
        "organisation": organisation(),
    });
    for more in [
        advice(),
        customers::definitions(),
        chart::definitions(),
        super::staff::schema(),
        super::schema_aims::aims(),
        super::schema_roadmap::definitions(),
        second::definitions(),
    ] {
        add(&mut all, &more);
    }
    all
}

/// One organisation; whatever else it says is an index.
fn organisation() -> Value {
    json!({
            "type": "object",
            "required": ["id", "name", "readiness", "level", "dimensions", "gates", "rules", "flags", "waivers", "measures", "questions"],
            "properties": {
                "id": {"type": "string"},
                "name": {"type": "string"},
                "level": {"$ref": "#/$defs/level"},
                "dimensions": {"type": "array", "items": {"$ref": "#/$defs/dimension"}},
                "gates": {"type": "array", "items": {"$ref": "#/$defs/gate"}},
                "rules": {"type": "array", "items": {"$ref": "#/$defs/rule"}},
                "questions": {"type": "array", "items": {"type": "string"}},
                "placement": {"$ref": "#/$defs/placement"},
                "competencies": {"$ref": "#/$defs/competencies"},
                "org_chart": {"$ref": "#/$defs/org_chart"},
                "textbook_chart": {"$ref": "#/$defs/textbook_chart"},
                "accounts": {"$ref": "#/$defs/customers"},
                "staff": {"$ref": "#/$defs/staff"},
                "goals": {"$ref": "#/$defs/goals"},
                "kpis": {"$ref": "#/$defs/kpis"},
                "mission": {"$ref": "#/$defs/mission"},
                "flags": {"type": "array", "items": {"type": "string"}},
                "flag_reasons": {"type": "array", "items": {"$ref": "#/$defs/reason"}},
                "waivers": {"type": "array", "items": {"$ref": "#/$defs/waived"}},
                "measures": {"type": "array", "items": {"type": "string"}},
                "roadmap": {"$ref": "#/$defs/roadmap"},
                "second": {"$ref": "#/$defs/second"},
                "record": {
                    "description": "The organisation as it was read, in the words of `schema input`; numbers as exact as they were",
                    "type": "object",
                    "required": ["id"],
                },
            },
            "additionalProperties": {"$ref": "#/$defs/index"},
    })
}

/// Placement, competencies, waivers and overlays.
fn advice() -> Value {
    let word = json!({"type": ["string", "null"]});
    let score = json!({"type": ["number", "null"], "minimum": 0, "maximum": 100});
    let strings = json!({"type": "array", "items": {"type": "string"}});
    let list = |of: &str| json!({"type": "array", "items": {"$ref": format!("#/$defs/{of}")}});
    let text = exact(&json!({"de": {"type": "string"}, "en": {"type": "string"}}));
    json!({
        "waived": exact(&json!({
            "rule": {"type": "string"},
            "organisation": {"type": "string"},
            "reason": {"type": "string"},
            "owner": {"type": "string"},
            "expires": word,
            "state": {"enum": ["active", "expired", "unused"]},
        })),
        "overlay": exact(&json!({
            "id": {"type": "string"},
            "version": {"type": "string"},
            "hash": {"type": "string"},
            "changes": {"type": "array", "items": exact(&json!({
                "what": {"type": "string"},
                "from": {"type": "string"},
                "to": {"type": "string"},
                "reason": text,
            }))},
        })),
        "placement": exact(&json!({
            "target": word,
            "call": {"enum": ["clear", "narrow", "tie", null]},
            "lead": score,
            "runner_up": word,
            "hybrid_target": word,
            "entry": word,
            "entry_by_fit": word,
            "entry_reason": {"anyOf": [{"$ref": "#/$defs/reason"}, {"type": "null"}]},
            "factors_known": {"type": "integer", "minimum": 0},
            "factors_total": {"type": "integer", "minimum": 0},
            "shortlist": strings,
            "tipping": list("tipping"),
            "factors": list("factor"),
            "options": list("option"),
        })),
        "tipping": exact(&json!({
            "factor": {"type": "string"},
            "from": {"type": "string"},
            "to": {"type": "string"},
            "target": {"type": "string"},
        })),
        "factor": exact(&json!({
            "id": {"type": "string"},
            "bucket": word,
            "structural": {"type": "boolean"},
        })),
        "option": exact(&json!({
            "id": {"type": "string"},
            "target_fit": score,
            "entry_fit": score,
            "fit_reason": {"anyOf": [{"$ref": "#/$defs/reason"}, {"type": "null"}]},
            "excluded_by": strings,
            "unverified": strings,
            "reasons": list("reason"),
            "pros": list("effect"),
            "cons": list("effect"),
        })),
        "effect": exact(&json!({
            "factor": {"type": "string"},
            "bucket": {"type": "string"},
            "effect": {"type": "number"},
            "weight": {"type": "number"},
        })),
        "competencies": exact(&json!({
            "roles": list("role"),
            "applied": {"type": "array", "items": exact(&json!({
                "id": {"type": "string"},
                "reason": {"$ref": "#/$defs/reason"},
            }))},
            "open": strings,
        })),
        "role": exact(&json!({"id": {"type": "string"}, "reports_to": word, "targets": list("target")})),
        "target": exact(&json!({
            "id": {"type": "string"},
            "number": {"type": "string"},
            "level": {"type": "integer", "minimum": 1, "maximum": 5},
            "criticality": {"type": "integer", "minimum": 1, "maximum": 3},
            "base": {"type": "integer", "minimum": 1, "maximum": 5},
            "modifiers": strings,
        })),
    })
}

//! What a result says about two assessors.

use serde_json::{Value, json};

use super::exact;

/// Differences are second minus first.
pub(super) fn definitions() -> Value {
    let word = json!({"type": ["string", "null"]});
    let text = json!({"type": "string"});
    let number = json!({"type": "number"});
    let score = json!({"type": ["number", "null"], "minimum": 0, "maximum": 100});
    let count = json!({"type": "integer", "minimum": 0});
    let of = |name: &str| json!({"$ref": format!("#/$defs/{name}")});
    let list = |name: &str| json!({"type": "array", "items": of(name)});
    let known = json!({"type": ["number", "boolean", "string", "array", "null"], "items": text});
    let maybe = |name: &str| json!({"anyOf": [of(name), {"type": "null"}]});
    json!({
        "second": exact(&json!({
            "first": of("second_verdict"),
            "second": of("second_verdict"),
            "indexes": list("index_twice"),
            "agreement": of("agreement"),
            "answers": list("disputed_answer"),
            "rules": list("disputed_rule"),
            "dimensions": list("disputed_dimension"),
            "lists": {"type": "array", "items": text},
        })),
        "second_verdict": exact(&json!({"level": word, "target": word, "entry": word})),
        "index_twice": exact(&json!({"id": text, "first": of("ranged"), "second": of("ranged")})),
        "ranged": exact(&json!({"score": score, "low": score, "high": score})),
        "agreement": exact(&json!({
            "rules": count,
            "same": count,
            "one_only": count,
            "mean_difference": score,
        })),
        "disputed_answer": exact(&json!({
            "field": text,
            "first": of("stated"),
            "second": of("stated"),
            "effects": list("index_effect"),
            "verdict": maybe("second_verdict"),
            "reverse": maybe("second_verdict"),
        })),
        "stated": exact(&json!({"value": known, "not_applicable": {"type": "boolean"}})),
        "index_effect": exact(&json!({"id": text, "by": number})),
        "disputed_rule": exact(&json!({
            "id": text,
            "dimension": text,
            "index": text,
            "first": of("ended"),
            "second": of("ended"),
            "part": number,
            "answers": list("read_twice"),
        })),
        "disputed_dimension": exact(&json!({"id": text, "index": text, "part": number})),
        "ended": exact(&json!({
            "outcome": {"enum": ["scored", "not_applicable", "unknown", "failed"]},
            "points": score,
        })),
        "read_twice": exact(&json!({"field": text, "first": known, "second": known})),
        "second_run": exact(&json!({
            "both": count,
            "same_verdict": count,
            "only_first": list("named_id"),
            "only_second": list("named_id"),
            "agreement": of("agreement"),
            "indexes": list("mean_difference"),
        })),
        "named_id": exact(&json!({"id": text, "name": text})),
        "mean_difference": exact(&json!({"id": text, "organisations": count, "points": score})),
    })
}

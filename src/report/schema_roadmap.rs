//! The part of the result's schema that is about the roadmap.

use serde_json::{Value, json};

use super::schema::exact;

/// Definitions behind `roadmap`.
pub(super) fn definitions() -> Value {
    let word = json!({"type": ["string", "null"]});
    let score = json!({"type": ["number", "null"], "minimum": 0, "maximum": 100});
    let amount = json!({"type": "number", "minimum": 0});
    let amount_or_null = json!({"type": ["number", "null"], "minimum": 0});
    let number_or_null = json!({"type": ["number", "null"]});
    let strings = json!({"type": "array", "items": {"type": "string"}});
    let list = |of: &str| json!({"type": "array", "items": {"$ref": format!("#/$defs/{of}")}});
    let states = ["found", "no_set", "highest", "restricted", "no_level"];
    json!({
        "roadmap": exact(&json!({
            "size_factor": {"type": "number", "exclusiveMinimum": 0},
            "today": {"$ref": "#/$defs/outlook"},
            "measures": list("measure"),
            "phases": list("plan_phase"),
            "critical_path": exact(&json!({"measures": strings, "weeks": amount})),
            "effort": exact(&json!({
                "pt": amount,
                "available": amount_or_null,
                "lacking": amount_or_null,
            })),
            "raising": exact(&json!({"state": {"enum": states}, "sets": list("raising_set")})),
            "open": {"type": "array", "items": exact(&json!({
                "id": {"type": "string"},
                "missing": strings,
                "error": word,
            }))},
        })),
        "outlook": exact(&json!({
            "score": score,
            "level": word,
            "raw": word,
            "bound_by": strings,
            "unverified": strings,
        })),
        "measure": exact(&json!({
            "id": {"type": "string"},
            "phase": {"type": "string"},
            "pt": amount,
            "pt_unscaled": amount,
            "weeks": amount,
            "reason": {"anyOf": [{"$ref": "#/$defs/reason"}, {"type": "null"}]},
            "needs": strings,
            "sets": {"type": "array", "items": exact(&json!({
                "field": {"type": "string"},
                "from": {"anyOf": [{"$ref": "#/$defs/value"}, {"type": "null"}]},
                "to": {"$ref": "#/$defs/value"},
            }))},
            "gain": number_or_null,
            "gain_per_pt": number_or_null,
            "lifts": strings,
            "pt_so_far": amount,
            "score_so_far": number_or_null,
        })),
        "plan_phase": exact(&json!({
            "id": {"type": "string"},
            "measures": strings,
            "pt": amount,
            "pt_so_far": amount,
            "what_if": {"$ref": "#/$defs/outlook"},
        })),
        "raising_set": exact(&json!({
            "measures": strings,
            "pt": amount,
            "level": word,
            "score": score,
        })),
    })
}

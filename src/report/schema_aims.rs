//! The schema of goals, KPIs and mission in a result (domain 6, 7).

use serde_json::{Value, json};

use super::schema::exact;

/// What `goals`, `kpis` and `mission` of an organisation may hold.
pub(super) fn aims() -> Value {
    let word = json!({"type": ["string", "null"]});
    let number = json!({"type": ["number", "null"]});
    let percent = json!({"type": ["number", "null"], "minimum": 0, "maximum": 100});
    let count = json!({"type": "integer", "minimum": 0});
    let flag = json!({"type": "boolean"});
    let strings = json!({"type": "array", "items": {"type": "string"}});
    let list = |of: &str| json!({"type": "array", "items": {"$ref": format!("#/$defs/{of}")}});
    let maybe = |of: &str| json!({"anyOf": [{"$ref": format!("#/$defs/{of}")}, {"type": "null"}]});
    let reason = json!({"$ref": "#/$defs/reason"});
    json!({
        "goals": exact(&json!({
            "indicated": list("goal"),
            "recommended": strings,
            "warnings": list("reason"),
            "stated": maybe("stated_goals"),
            "candidates": list("goal_candidate"),
        })),
        "goal": exact(&json!({
            "id": {"type": "string"},
            "state": {"enum": ["yes", "no", "unknown"]},
            "mandatory": flag,
            "reason": reason,
            "candidates": strings,
        })),
        "goal_candidate": exact(&json!({
            "key": {"type": "string"},
            "quadrant": word,
            "share_of_wallet": number,
            "relationship_stage": word,
            "innovation_partner": number,
            "contract_end": word,
            "payment_days": number,
        })),
        "stated_goals": exact(&json!({
            "records": list("goal_record"),
            "counted": count,
            "smart": count,
            "goals_smart_pct": percent,
            "difference": maybe("difference"),
            "note": reason,
        })),
        "goal_record": exact(&json!({
            "goal_id": {"type": "string"},
            "text": word,
            "scope_accounts": strings,
            "kpi_id": word,
            "goal": word,
            "baseline": number,
            "target": number,
            "unit": word,
            "due_date": word,
            "owner": word,
            "milestone_date": word,
            "milestone_value": number,
            "checks": list("smart_check"),
            "points": percent,
            "smart": {"type": ["boolean", "null"]},
            "vague": strings,
            "warnings": list("reason"),
        })),
        "smart_check": exact(&json!({
            "id": {"enum": ["S", "M", "A", "R", "T"]},
            "state": {"enum": ["passed", "failed", "undecided"]},
            "reasons": list("reason"),
        })),
        "difference": exact(&json!({
            "field": {"type": "string"},
            "stated": {"type": "number"},
            "computed": {"type": "number"},
            "flagged": flag,
        })),
        "kpis": exact(&json!({
            "recommended": list("recommended_kpi"),
            "passed_over": {"type": "array", "items": exact(&json!({"id": {"type": "string"}, "reason": reason}))},
            "warnings": list("reason"),
            "stated": {"anyOf": [exact(&json!({"ids": strings, "warnings": list("reason")})), {"type": "null"}]},
        })),
        "recommended_kpi": exact(&json!({
            "id": {"type": "string"},
            "goal": {"type": "string"},
            "leading": flag,
            "financial": flag,
            "choice": {"enum": ["lagging", "leading", "beside_growth", "fill", "non_financial"]},
            "check_data": flag,
        })),
        "mission": exact(&json!({
            "stated": maybe("stated_mission"),
            "draft": exact(&json!({
                "values": {"type": "object", "additionalProperties": {"$ref": "#/$defs/value"}},
            })),
        })),
        "stated_mission": exact(&json!({
            "elements": {"type": "array", "items": exact(&json!({
                "id": {"type": "string"},
                "state": {"enum": ["filled", "blank", "missing", "hinted", "not_hinted"]},
            }))},
            "mission_elements_pct": percent,
            "words": count,
            "blanks": count,
            "warnings": list("reason"),
            "difference": maybe("difference"),
        })),
    })
}

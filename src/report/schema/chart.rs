//! The org chart in results, and units in records (domain 4.6).

use serde_json::{Value, json};

use super::{add, closed, exact};
use crate::model::{
    Criterion, FaultCode, Function, KamPlace, Listed, PlacementOption, StructureType, UnitKind,
};

/// A unit inside a record, as in `org_units.csv`.
pub(super) fn unit() -> Value {
    let text = json!({"type": ["string", "null"]});
    let id = json!({"type": ["string", "integer", "null"]});
    let properties = json!({
        "unit_id": {"description": "Unique in the chart", "type": ["string", "integer"]},
        "parent_id": {"description": "Unit above; null for the root", "anyOf": [id]},
        "second_parent_id": {"description": "Dotted line", "anyOf": [id]},
        "name": text,
        "kind": or_null::<UnitKind>(),
        "criterion": {"enum": words(Criterion::names().chain(["unknown"]), true)},
        "function": or_null::<Function>(),
        "headcount": {"description": "Persons, with everybody below or without", "type": ["number", "null"], "minimum": 0},
    });
    closed(&properties, &["unit_id"])
}

/// The definitions behind `org_chart` of an organisation.
pub(super) fn definitions() -> Value {
    let drawing = json!({"anyOf": [{"$ref": "#/$defs/drawing"}, {"type": "null"}]});
    json!({
        "org_chart": exact(&json!({
            "chart": {
                "description": "The classification, or the faults of a chart that is not classified",
                "anyOf": [
                    {"$ref": "#/$defs/classification"},
                    exact(&json!({"faults": {"type": "array", "items": {"$ref": "#/$defs/chart_fault"}}})),
                ],
            },
            "target": drawing,
            "entry": drawing,
            "move": {
                "description": "From where KAM sits today to the target",
                "anyOf": [{"$ref": "#/$defs/reason"}, {"type": "null"}],
            },
        })),
        "textbook_chart": exact(&json!({
            "chart": {"description": "There is no own chart", "type": "null"},
            "target": drawing,
            "entry": drawing,
            "move": {"type": "null"},
        })),
        "classification": classification(),
        "unit_ref": exact(&unit_ref(&json!({}))),
        "core_unit": exact(&unit_ref(&json!({
            "criterion": {"anyOf": [read::<Criterion>(), {"type": "null"}]},
            "function": {"anyOf": [read::<Function>(), {"type": "null"}]},
            "headcount": people("Of its subtree"),
            "share": percent("Of the weight of the core units"),
        }))),
        "chart_fault": exact(&json!({
            "code": {"enum": words(FaultCode::names(), false)},
            "unit": {"description": "Id of the unit", "type": ["string", "null"]},
            "row": position_or_null("Row of the unit, the first below the header is 1", 1),
            "file": {"type": "string"},
            "line": position_or_null("Line of the file", 1),
            "column": position_or_null("Column of the line", 1),
            "field": {"type": ["string", "null"]},
            "value": {"description": "What was found", "type": ["string", "null"]},
            "reason": {"$ref": "#/$defs/reason"},
        })),
        "drawing": drawn(),
        "drawn_unit": exact(&json!({
            "id": {"type": "string"},
            "name": exact(&json!({"de": {"type": "string"}, "en": {"type": "string"}})),
            "parent": position_or_null("Place in `units`; null for the root", 0),
            "kind": {"enum": words(UnitKind::names(), false)},
            "criterion": or_null::<Criterion>(),
            "function": or_null::<Function>(),
            "state": {"enum": ["unchanged", "new", "moved", "changed", "divided"]},
            "kam": {"description": "Key account management sits here", "type": "boolean"},
        })),
    })
}

fn classification() -> Value {
    let shares = exact(&json!({
        "criterion": or_null::<Criterion>(),
        "share": percent("Of the weight of the core units; null is unknown"),
    }));
    let places = || words(places(), false);
    exact(&json!({
        "structure_type": {"enum": words(StructureType::names(), false)},
        "primary": or_null::<StructureType>(),
        "secondary": or_null::<StructureType>(),
        "confidence": {
            "description": "0 to 1; null for simple, matrix and not classifiable",
            "type": ["number", "null"],
            "minimum": 0,
            "maximum": 1,
        },
        "shares": {"type": "array", "items": shares},
        "headcount": people("Below and with the root"),
        "dotted": {
            "description": "Units below level 2 with a dotted line to another criterion; percent",
            "type": ["number", "null"],
            "minimum": 0,
            "maximum": 100,
        },
        "passed": {"type": "array", "items": {"$ref": "#/$defs/unit_ref"}},
        "root": {"$ref": "#/$defs/unit_ref"},
        "core_units": {"type": "array", "items": {"$ref": "#/$defs/core_unit"}},
        "kam_today": exact(&json!({
            "place": {"enum": places()},
            "places": {"type": "array", "items": {"enum": places()}},
            "hits": {"type": "array", "items": exact(&unit_ref(&json!({"place": {"enum": places()}})))},
        })),
        "reasons": {"type": "array", "items": {"$ref": "#/$defs/reason"}},
    }))
}

fn drawn() -> Value {
    let place =
        |description: &str| json!({"description": description, "type": "integer", "minimum": 0});
    let textbook = exact(&json!({"textbook": {"enum": words(StructureType::names(), false)}}));
    exact(&json!({
        "basis": {"description": "The own chart, or the textbook chart of a type", "anyOf": [{"const": "own_chart"}, textbook]},
        "option": or_null::<PlacementOption>(),
        "units": {"type": "array", "items": {"$ref": "#/$defs/drawn_unit"}},
        "dotted": {"type": "array", "items": exact(&json!({
            "from": place("Place in `units`"),
            "to": place("Place in `units`"),
            "new": {"type": "boolean"},
        }))},
        "lines": {"type": "array", "items": exact(&json!({
            "unit": place("Place in `units` of the KAM unit"),
            "above": {"type": "array", "items": place("From its parent up to the management")},
            "steps": place("Steps to the management"),
        }))},
        "notes": {"type": "array", "items": {"$ref": "#/$defs/reason"}},
    }))
}

/// Id and name, with more keys.
fn unit_ref(more: &Value) -> Value {
    let mut all = json!({"id": {"type": "string"}, "name": {"type": "string"}});
    add(&mut all, more);
    all
}

fn read<T: Listed>() -> Value {
    exact(&json!({
        "value": {"enum": words(T::names(), false)},
        "guessed": {"description": "From the name of the unit", "type": "boolean"},
    }))
}

fn places() -> impl Iterator<Item = &'static str> {
    let unsettled = [KamPlace::Unclear, KamPlace::Mixed];
    PlacementOption::names().chain(unsettled.map(|place| place.id()))
}

fn or_null<T: Listed>() -> Value {
    json!({"enum": words(T::names(), true)})
}

fn words(names: impl Iterator<Item = &'static str>, null: bool) -> Value {
    let null = null.then_some(Value::Null);
    names.map(Value::from).chain(null).collect()
}

fn people(description: &str) -> Value {
    json!({"description": description, "type": ["number", "null"], "minimum": 0})
}

fn percent(description: &str) -> Value {
    json!({"description": description, "type": "number", "minimum": 0, "maximum": 100})
}

fn position_or_null(description: &str, least: u32) -> Value {
    json!({"description": description, "type": ["integer", "null"], "minimum": least})
}

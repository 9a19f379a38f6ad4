//! JSON Schemas of what authors write in TOML, so that editors complete and check it. `pack check` says more.

use serde_json::{Value, json};

const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// Name and schema of `pack.toml`, `fields.toml`, case files and waiver files.
pub fn author_schemas() -> [(&'static str, Value); 4] {
    [
        ("pack", pack_schema()),
        ("fields", fields_schema()),
        ("cases", cases_schema()),
        ("waivers", waivers_schema()),
    ]
}

fn closed(properties: &Value, required: &[&str]) -> Value {
    json!({
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    })
}

/// The object with these keys too.
fn with(mut object: Value, more: Value) -> Value {
    if let (Some(object), Value::Object(more)) = (object.as_object_mut(), more) {
        object.extend(more);
    }
    object
}

fn text(about: &str) -> Value {
    let sentence = json!({"type": "string", "minLength": 1});
    let text = closed(&json!({"de": sentence, "en": sentence}), &["de", "en"]);
    with(text, json!({"description": about}))
}

fn word(about: &str) -> Value {
    json!({"type": "string", "minLength": 1, "description": about})
}

fn number(about: &str) -> Value {
    json!({"type": "number", "description": about})
}

fn points(about: &str) -> Value {
    json!({"type": "number", "minimum": 0, "maximum": 100, "description": about})
}

fn words(about: &str) -> Value {
    json!({"type": "array", "items": {"type": "string"}, "description": about})
}

fn list(of: &Value) -> Value {
    json!({"type": "array", "minItems": 1, "items": of})
}

/// `pack.toml`: a pack of its own, or an overlay, which has `extends`.
pub fn pack_schema() -> Value {
    json!({
        "$schema": DIALECT,
        "title": "pack.toml of kamready",
        "if": {"required": ["extends"]},
        "then": overlay(),
        "else": manifest(),
    })
}

fn manifest() -> Value {
    let properties = json!({
        "id": word("Id of the pack"),
        "version": word("Version of the pack, as 1.0.0"),
        "languages": {"const": ["de", "en"]},
        "title": text("What the pack is called"),
        "summary": text("What it checks"),
        "ranges": closed(&json!({
            "plausible_low": points("What a missing answer counts as at worst"),
            "plausible_high": points("What a missing answer counts as at best"),
        }), &["plausible_low", "plausible_high"]),
        "coverage": closed(&json!({
            "dimension": points("Least coverage for a dimension to be judged, in percent"),
            "level": points("Least coverage for a level to be given, in percent"),
        }), &["dimension", "level"]),
        "evidence": closed(&json!({
            "E0": points("Half-width of an assertion"), "E1": points("Half-width of grade E1"),
            "E2": points("Half-width of grade E2"), "E3": points("Half-width of what was audited"),
        }), &["E0", "E1", "E2", "E3"]),
        "indexes": list(&closed(&json!({
            "id": word("Id of the index"), "label": text("What it is called"), "question": text("What it answers"),
            "aggregations": {
                "type": "array",
                "description": "Other ways to add up its rules, shown beside the index by `kamready reasons`",
                "items": {"enum": ["default", "flat", "flat-unweighted", "absolute"]},
            },
        }), &["id", "label", "question"])),
        "dimensions": list(&dimension()),
        "levels": levels(),
        "placement": placement(),
        "overlay": closed(&json!({
            "allow": {"type": "array", "description": "What an overlay may change", "items": {"enum": ["weights", "params", "texts", "levels", "effects", "targets", "rules", "off"]}},
            "fixed": words("Ids of rules that no overlay may touch"),
        }), &["allow"]),
    });
    closed(
        &properties,
        &[
            "id",
            "version",
            "languages",
            "title",
            "summary",
            "indexes",
            "dimensions",
            "levels",
        ],
    )
}

fn dimension() -> Value {
    closed(
        &json!({
            "id": word("Id, and name of the folder of its rules"),
            "index": word("The index that it belongs to"),
            "weight": {"type": "number", "exclusiveMinimum": 0, "description": "Weight in its index; they add up to 100"},
            "label": text("What it is called"),
            "why": text("Why it counts"),
        }),
        &["id", "index", "weight", "label", "why"],
    )
}

fn levels() -> Value {
    let step = closed(
        &json!({
            "id": word("Id of the level"),
            "from": points("The least score; without it, only a gate leads here"),
            "label": text("What it is called"),
            "meaning": text("What it means"),
            "next": text("What to do next"),
        }),
        &["id", "label", "meaning", "next"],
    );
    closed(
        &json!({
            "index": word("The index that the level is read from"),
            "margin": points("This near to a limit a level is borderline"),
            "steps": list(&step),
        }),
        &["index", "margin", "steps"],
    )
}

fn placement() -> Value {
    let entry = closed(
        &json!({
            "levels": words("At these levels"),
            "band": number("Options within so many points of the best are candidates"),
            "keep_target": number("The target is kept up to this commitment"),
            "only": words("Only these options"),
        }),
        &["levels"],
    );
    let properties = json!({
        "factors_needed": {"type": "integer", "minimum": 0},
        "shortlist_band": number("In points of fit"),
        "clear_lead": number("From so many points on, a lead is clear"),
        "narrow_lead": number("Below, it is a tie"),
        "largest_effect": number("The largest effect of the table"),
        "entry": {"type": "array", "items": entry},
    });
    closed(
        &properties,
        &[
            "factors_needed",
            "shortlist_band",
            "clear_lead",
            "narrow_lead",
            "largest_effect",
            "entry",
        ],
    )
}

fn overlay() -> Value {
    let kinds = [
        "weight", "param", "text", "level", "effect", "target", "off",
    ];
    let mut properties = json!({
        "to": {"description": "The new value, of the shape that it has now"},
        "reason": text("Why; every report shows it"),
    });
    for kind in kinds {
        properties = with(properties, json!({kind: word("What is changed")}));
    }
    let one_of: Vec<Value> = kinds
        .iter()
        .map(|kind| json!({"required": [kind]}))
        .collect();
    let change = with(closed(&properties, &["reason"]), json!({"oneOf": one_of}));
    closed(
        &json!({
            "id": word("Id of the overlay"),
            "version": word("Version of the overlay"),
            "extends": word("The pack that it changes, as kam"),
            "title": text("What it is called"),
            "changes": {"type": "array", "items": change},
        }),
        &["id", "version", "extends", "title"],
    )
}

/// `fields.toml`: one table for each question.
pub fn fields_schema() -> Value {
    let choice = closed(
        &json!({
            "id": word("The word that rules read"), "de": word("What it is called in German"),
            "en": word("What it is called in English"), "anchor": text("What it means here"),
        }),
        &["id", "de", "en"],
    );
    let field = closed(
        &json!({
            "label": text("What the field is called"),
            "question": text("The question"),
            "type": {"enum": ["number", "integer", "percent", "money", "enum", "bool", "text", "date", "list"]},
            "unit": word("Unit"),
            "unit_label": text("What a report prints behind the number"),
            "unit_one": text("The same behind a single one"),
            "ask": text("Whom to ask"),
            "min": number("The least value"),
            "max": number("The largest value"),
            "above": number("Every value lies above this"),
            "letters": {"type": "integer", "minimum": 1, "description": "A text of exactly so many letters"},
            "capitals": {"type": "boolean", "description": "The letters must be capitals"},
            "default": {"type": ["number", "string", "boolean"], "description": "What an empty answer means"},
            "values": list(&choice),
            "anchor": text("What the answers mean"),
            "aliases": words("Other headings of a table for this field"),
        }),
        &["label", "question", "type"],
    );
    json!({
        "$schema": DIALECT,
        "title": "fields.toml of kamready",
        "type": "object",
        "patternProperties": {"^[a-z][a-z0-9_]*$": field},
        "additionalProperties": false,
    })
}

/// A case file, `tests/*.toml`.
pub fn cases_schema() -> Value {
    let answer = json!({"type": ["number", "string", "boolean", "array", "object"]});
    let facts = json!({"type": "object", "additionalProperties": answer, "description": "Answers, by field"});
    let params = json!({"type": "object", "description": "Params in place of those of the pack"});
    let tolerance =
        json!({"type": "number", "minimum": 0, "description": "How far a number may be off"});
    let expect = json!({
        "type": "object",
        "minProperties": 1,
        "description": "What must come out: points, outcome, reason, state, bucket, entry, level, target, scores",
    });
    let case = closed(
        &json!({
            "name": word("A sentence that names the case"), "rule": word("The rule; without it, the whole pack"),
            "facts": facts, "params": params, "expect": expect, "tolerance": tolerance,
        }),
        &["name", "expect"],
    );
    let file = closed(
        &json!({
            "rule": word("The rule of all cases"), "facts": facts, "params": params, "expect": expect, "tolerance": tolerance,
            "cases": list(&case),
        }),
        &["cases"],
    );
    with(
        file,
        json!({"$schema": DIALECT, "title": "Case file of kamready"}),
    )
}

/// A waiver file.
pub fn waivers_schema() -> Value {
    let waiver = closed(
        &json!({
            "rule": word("Id of the rule"),
            "organisation": word("Id of the organisation"),
            "reason": word("Why the rule does not count here"),
            "owner": word("Who answers for it"),
            "expires": {"type": ["string", "object"], "description": "The last day on which it holds, YYYY-MM-DD"},
        }),
        &["rule", "organisation", "reason", "owner"],
    );
    let file = closed(&json!({"waivers": {"type": "array", "items": waiver}}), &[]);
    with(
        file,
        json!({"$schema": DIALECT, "title": "Waivers of kamready"}),
    )
}

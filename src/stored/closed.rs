//! Whether a result is what the schema of results allows. Knows the words that this schema uses, and no others.

use serde_json::{Map, Value as Json};

use crate::error::{Error, Kind, Place};
use crate::model::printable;

/// A count above this is none that anybody counted.
const LARGEST_COUNT: f64 = 1e15;

/// The schema of results.
#[derive(Debug)]
pub(super) struct Schema {
    root: Map<String, Json>,
}

/// What is wrong, and where in the value.
#[derive(Debug)]
pub(super) struct Fault {
    pub(super) path: String,
    pub(super) detail: String,
}

impl Fault {
    pub(super) fn at(self, place: &Place, path: &str) -> Error {
        let field = joined(path, &self.path);
        let place = if field.is_empty() {
            place.clone()
        } else {
            place.clone().of_field(field)
        };
        Error::new(Kind::Input, self.detail).at(place)
    }
}

/// `organisations[2]` and `level.id` become `organisations[2].level.id`.
pub(super) fn joined(path: &str, key: &str) -> String {
    match (path.is_empty(), key.is_empty() || key.starts_with('[')) {
        (true, _) => key.to_owned(),
        (false, true) => format!("{path}{key}"),
        (false, false) => format!("{path}.{key}"),
    }
}

/// A value as a message names it, cut where it is long.
pub(super) fn shown(value: &Json) -> String {
    match value {
        Json::Array(_) => "a list".to_owned(),
        Json::Object(_) => "an object".to_owned(),
        other => {
            let text = printable(&other.to_string());
            let mut cut: String = text.chars().take(60).collect();
            if cut.len() < text.len() {
                cut.push('…');
            }
            format!("`{cut}`")
        }
    }
}

impl Schema {
    pub(super) fn new(schema: Json) -> Self {
        let root = match schema {
            Json::Object(root) => root,
            _ => Map::new(),
        };
        Self { root }
    }

    /// What is wrong with everything but the organisations.
    pub(super) fn rest(&self, rest: &Json) -> Vec<Fault> {
        let mut schema = self.root.clone();
        if let Some(Json::Array(required)) = schema.get_mut("required") {
            required.retain(|key| key != "organisations");
        }
        self.faults(&Json::Object(schema), rest)
    }

    /// What is wrong with one organisation.
    pub(super) fn organisation(&self, organisation: &Json) -> Vec<Fault> {
        self.faults(self.definition("organisation"), organisation)
    }

    fn faults(&self, schema: &Json, value: &Json) -> Vec<Fault> {
        let mut faults = Vec::new();
        self.check(schema, value, "", &mut faults);
        faults
    }

    fn definition(&self, name: &str) -> &Json {
        let found = self.root.get("$defs").and_then(|all| all.get(name));
        found.unwrap_or(&Json::Bool(true))
    }

    fn check(&self, schema: &Json, value: &Json, path: &str, faults: &mut Vec<Fault>) {
        if let Some(name) = schema.get("$ref").and_then(Json::as_str) {
            let name = name.rsplit('/').next().unwrap_or_default();
            return self.check(self.definition(name), value, path, faults);
        }
        if let Some(Json::Array(choices)) = schema.get("anyOf") {
            self.any(choices, value, path, faults);
        }
        if let Some(detail) = wrong_value(schema, value) {
            faults.push(Fault {
                path: path.to_owned(),
                detail,
            });
            return;
        }
        match value {
            Json::Object(object) => self.object(schema, object, path, faults),
            Json::Array(items) => {
                let Some(schema) = schema.get("items") else {
                    return;
                };
                for (position, item) in items.iter().enumerate() {
                    self.check(schema, item, &format!("{path}[{position}]"), faults);
                }
            }
            _ => {}
        }
    }

    /// The faults of the alternative that is meant: that of the same type, where there is one.
    fn any(&self, choices: &[Json], value: &Json, path: &str, faults: &mut Vec<Fault>) {
        let found = choices.iter().map(|choice| {
            let mut faults = Vec::new();
            self.check(choice, value, path, &mut faults);
            faults
        });
        let found: Vec<Vec<Fault>> = found.collect();
        if found.iter().any(Vec::is_empty) {
            return;
        }
        let inside = |fault: &Fault| fault.path.len() > path.len();
        let meant = found
            .into_iter()
            .max_by_key(|faults| faults.iter().any(inside));
        faults.extend(meant.into_iter().flatten());
    }

    fn object(
        &self,
        schema: &Json,
        object: &Map<String, Json>,
        path: &str,
        faults: &mut Vec<Fault>,
    ) {
        let required = schema.get("required").and_then(Json::as_array);
        for key in required.into_iter().flatten().filter_map(Json::as_str) {
            if !object.contains_key(key) {
                faults.push(Fault {
                    path: joined(path, key),
                    detail: "this key is missing".to_owned(),
                });
            }
        }
        let properties = schema.get("properties");
        let others = schema.get("additionalProperties");
        for (key, value) in object {
            let path = joined(path, &printable(key));
            let known = properties.and_then(|all| all.get(key));
            match (known, others) {
                (Some(schema), _) => self.check(schema, value, &path, faults),
                (None, Some(Json::Bool(false))) => faults.push(Fault {
                    path,
                    detail: "a result has no such key".to_owned(),
                }),
                (None, Some(schema)) => self.check(schema, value, &path, faults),
                (None, None) => {}
            }
        }
    }
}

/// What is wrong with a value by itself.
fn wrong_value(schema: &Json, value: &Json) -> Option<String> {
    let allowed = allowed_type(schema, value)
        .or_else(|| allowed_word(schema, value))
        .or_else(|| allowed_number(schema, value))?;
    Some(format!("{} was found; allowed is {allowed}", shown(value)))
}

fn allowed_type(schema: &Json, value: &Json) -> Option<String> {
    let types: Vec<&str> = match schema.get("type")? {
        Json::String(only) => vec![only],
        Json::Array(some) => some.iter().filter_map(Json::as_str).collect(),
        _ => return None,
    };
    let fits = types.iter().any(|kind| is_of(kind, value));
    (!fits).then(|| {
        types
            .iter()
            .map(|kind| named(kind))
            .collect::<Vec<_>>()
            .join(" or ")
    })
}

fn is_of(kind: &str, value: &Json) -> bool {
    match (kind, value) {
        ("null", Json::Null)
        | ("boolean", Json::Bool(_))
        | ("string", Json::String(_))
        | ("number", Json::Number(_))
        | ("array", Json::Array(_))
        | ("object", Json::Object(_)) => true,
        ("integer", Json::Number(number)) => !number.is_f64(),
        _ => false,
    }
}

fn named(kind: &str) -> &'static str {
    match kind {
        "null" => "null",
        "boolean" => "true or false",
        "string" => "a text",
        "integer" => "a whole number",
        "number" => "a number",
        "array" => "a list",
        _ => "an object",
    }
}

fn allowed_word(schema: &Json, value: &Json) -> Option<String> {
    if let Some(only) = schema.get("const") {
        return (only != value).then(|| shown(only));
    }
    let words = schema.get("enum")?.as_array()?;
    let fits = words.contains(value);
    (!fits).then(|| words.iter().map(shown).collect::<Vec<_>>().join(", "))
}

fn allowed_number(schema: &Json, value: &Json) -> Option<String> {
    let number = value.as_f64()?;
    let bound = |key: &str| schema.get(key).and_then(Json::as_f64);
    let (least, most, above) = (
        bound("minimum"),
        bound("maximum"),
        bound("exclusiveMinimum"),
    );
    let fits = least.is_none_or(|least| number >= least)
        && most.is_none_or(|most| number <= most)
        && above.is_none_or(|above| number > above);
    let counted = schema
        .get("type")
        .is_some_and(|kind| !kind.to_string().contains("number"));
    if fits && !(counted && number.abs() > LARGEST_COUNT) {
        return None;
    }
    Some(match (least, most, above) {
        (Some(least), Some(most), _) => format!("{least} to {most}"),
        (Some(least), None, _) => format!("{least} or more"),
        (None, Some(most), _) => format!("{most} or less"),
        (None, None, Some(above)) => format!("more than {above}"),
        (None, None, None) => "a smaller number".to_owned(),
    })
}

//! `fields.toml`: the input fields of a pack.

use serde::Deserialize;
use toml::de::{DeTable, ValueDeserializer};

use super::files::PackFile;
use super::manifest::{spot_at, toml_fault};
use crate::error::{Error, Faults, Kind, Place, code, listed};
use crate::model::{Choice, Field, FieldType, Id, Text, Value};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawField {
    label: Text,
    question: Text,
    #[serde(rename = "type")]
    kind: String,
    unit: Option<String>,
    unit_label: Option<Text>,
    unit_one: Option<Text>,
    ask: Option<Text>,
    min: Option<f64>,
    max: Option<f64>,
    above: Option<f64>,
    letters: Option<usize>,
    #[serde(default)]
    capitals: bool,
    default: Option<toml::Value>,
    #[serde(default)]
    values: Vec<RawChoice>,
    anchor: Option<Text>,
    #[serde(default)]
    aliases: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawChoice {
    id: Id,
    de: String,
    en: String,
    anchor: Option<Text>,
}

/// Reads the declarations in the order of the file; those that cannot hold are left out and told.
pub(super) fn read(file: &PackFile, faults: &mut Faults) -> Vec<Field> {
    let (table, errors) = DeTable::parse_recoverable(&file.text);
    faults.extend(errors.iter().map(|error| toml_fault(file, error, true)));
    let mut declared: Vec<_> = table.into_inner().into_iter().collect();
    declared.sort_by_key(|(id, _)| id.span().start);
    let mut fields = Vec::new();
    for (id, value) in declared {
        let spot = spot_at(&file.text, id.span().start);
        let place = || Place::spot(&*file.shown, spot.line, spot.column);
        match RawField::deserialize(ValueDeserializer::from(value)) {
            // What is missing where the syntax broke off has been told.
            Err(error) if errors.is_empty() || !error.message().starts_with("missing") => {
                let fault = toml_fault(file, &error, false);
                let place = fault.place.as_deref().cloned().unwrap_or_default();
                faults.push(fault.at(place.of_field(id.get_ref().clone())));
            }
            Err(_) => {}
            Ok(raw) => match field(id.get_ref(), raw) {
                Ok(field) => fields.push(field),
                Err(details) => faults.extend(details.into_iter().map(|detail| {
                    let error = Error::new(Kind::Pack, code::FIELD.says(detail));
                    error.at(place().of_field(id.get_ref().clone()))
                })),
            },
        }
    }
    fields
}

/// Checks one declaration; `id` is its table's name.
pub(super) fn field(id: &str, raw: RawField) -> Result<Field, Vec<String>> {
    let mut details = Vec::new();
    if !is_id(id) {
        details.push(format!(
            "`{id}` is no field id; one is made of lower-case letters, digits and `_`"
        ));
    }
    if id == "id" {
        details.push("`id` is the id of the organisation, and no field".to_owned());
    }
    let kind = FieldType::ALL
        .iter()
        .find(|(name, _)| *name == raw.kind)
        .map(|(_, kind)| *kind);
    let Some(kind) = kind else {
        details.push(format!(
            "the type `{}` is unknown; allowed are {}",
            raw.kind,
            listed(FieldType::ALL.iter().map(|(name, _)| *name))
        ));
        return Err(details);
    };
    let listing = matches!(kind, FieldType::Enum | FieldType::List);
    if listing == raw.values.is_empty() {
        details.push("`values` belongs to an enum or list, and only there".to_owned());
    }
    let bounded = raw.min.or(raw.max).or(raw.above).is_some();
    if bounded && !kind.is_numeric() {
        details.push("`min`, `max` and `above` belong to numbers only".to_owned());
    }
    if let (Some(low), Some(high)) = (raw.min.or(raw.above), raw.max)
        && low > high
    {
        details.push(format!("the range from {low} to {high} holds no number"));
    }
    let ids: Vec<&Id> = raw.values.iter().map(|choice| &choice.id).collect();
    if let Some((_, double)) = (1..)
        .zip(&ids)
        .find(|(next, id)| ids.iter().skip(*next).any(|other| other == *id))
    {
        details.push(format!("the value `{double}` stands here twice"));
    }
    let field = Field {
        id: id.into(),
        label: raw.label,
        question: raw.question,
        kind,
        unit: raw.unit,
        unit_label: raw.unit_label,
        unit_one: raw.unit_one,
        ask: raw.ask,
        min: raw.min,
        max: raw.max,
        above: raw.above,
        letters: raw.letters,
        capitals: raw.capitals,
        default: None,
        choices: raw.values.into_iter().map(choice).collect(),
        anchor: raw.anchor,
        aliases: raw.aliases,
    };
    let default = raw.default.map(|value| default(&field, &value));
    match default.transpose() {
        Err(detail) => details.push(detail),
        Ok(default) if details.is_empty() => return Ok(Field { default, ..field }),
        Ok(_) => {}
    }
    Err(details)
}

fn choice(raw: RawChoice) -> Choice {
    Choice {
        id: raw.id,
        label: Text::new(raw.de, raw.en),
        anchor: raw.anchor,
    }
}

fn default(field: &Field, value: &toml::Value) -> Result<Value, String> {
    let value = match value {
        toml::Value::Boolean(flag) => Value::Flag(*flag),
        toml::Value::Integer(number) => Value::Number(*number as f64),
        toml::Value::Float(number) => Value::Number(*number),
        toml::Value::String(word) => Value::word(word),
        _ => return Err("`default` must be a number, a text or true/false".to_owned()),
    };
    field
        .accept(value)
        .map_err(|_| "`default` is no value that the field allows".to_owned())
}

/// Ids of fields, rules and params: lower-case, digits, `_`, a letter first.
pub(super) fn is_id(id: &str) -> bool {
    id.starts_with(|c: char| c.is_ascii_lowercase())
        && id
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

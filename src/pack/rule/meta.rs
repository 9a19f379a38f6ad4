//! META: the keys that every rule has, each with its place.

use std::collections::BTreeMap;

use super::place::RulePlace;
use super::role::role;
use super::{Param, ParamValue, Rule, Source, Status, Sure};
use crate::error::{Faults, code};
use crate::model::{Field, Text, placeholders};
use crate::pack::fields::{RawField, field};
use crate::pack::files::PackFile;
use crate::pack::literal::{Literal, RuleText, Shape, Spot, read_rule};
use crate::pack::manifest::plain;
use crate::pack::reader::{MapReader, fault, text};

/// Reads one rule file; its path decides what it is. A rule with faults is given where enough of it is left.
pub(in crate::pack) fn read(
    file: &PackFile,
    place: &RulePlace,
    faults: &mut Faults,
) -> Option<Rule> {
    match read_rule(&file.shown, &file.text) {
        Ok(text) => rule(file, place, text, faults),
        Err(fault) => {
            faults.push(fault);
            None
        }
    }
}

fn rule(file: &PackFile, place: &RulePlace, text: RuleText, faults: &mut Faults) -> Option<Rule> {
    let shown = &*file.shown;
    let mut meta = MapReader::new(shown, "META", &text.meta, faults);
    let title = meta.text("title", true);
    let source = source(&mut meta);
    let status = meta.one_of("status", true, &Status::ALL);
    let since = meta.word("since", true);
    let params = params(&mut meta);
    let texts = texts(&mut meta);
    let fields = own_fields(&mut meta);
    let role = role(&mut meta, place);
    meta.finish();
    let role = role?;
    let key = |text: &String| (text.clone(), super::sentence(&role, &place.id, text));
    let rule = Rule {
        id: place.id.clone(),
        sentences: texts.keys().map(key).collect(),
        role,
        file: file.clone(),
        comment: text.comment,
        title: title?,
        source: source?,
        declared: params.clone(),
        params,
        texts,
        status: status?,
        since: since?,
        fields,
        cases: text.cases,
        functions: text.functions,
    };
    same_placeholders(&rule, &text.meta, faults);
    Some(rule)
}

fn source(meta: &mut MapReader<'_, '_>) -> Option<Source> {
    let found = meta.required("source")?;
    let mut map = MapReader::new(meta.file, "source", found, meta.faults);
    let sure = map.one_of("sure", true, &Sure::ALL);
    let refs = map.words("refs", false);
    let why = map.text("why", true);
    map.finish();
    Some(Source {
        sure: sure?,
        refs,
        why: why?,
    })
}

fn params(meta: &mut MapReader<'_, '_>) -> Vec<Param> {
    let mut params = Vec::new();
    for (name, spot, literal) in meta.open("params") {
        let mut map = MapReader::new(meta.file, name, literal, meta.faults);
        let unit = map.word("unit", true);
        let value = map
            .required("value")
            .map(|found| (found, ParamValue::read(found)));
        map.finish();
        match (unit, value) {
            (Some(unit), Some((_, Ok(value)))) => params.push(Param {
                name: name.clone(),
                unit,
                value,
                spot: *spot,
            }),
            (_, Some((found, Err(detail)))) => meta.fault_at(found.spot, code::CURVE.says(detail)),
            _ => {}
        }
    }
    params
}

impl ParamValue {
    /// Reads a number, a list of knots `[[x, y], …]`, or a table of numbers.
    ///
    /// # Errors
    /// What stands there instead.
    pub fn read(found: &Literal) -> Result<Self, String> {
        match &found.value {
            Shape::Number(number) => Ok(Self::Number(*number)),
            Shape::List(items) => knots(items).map(Self::Knots),
            Shape::Map(entries) => entries
                .iter()
                .map(|(word, _, value)| match value.value {
                    Shape::Number(number) => Ok((word.clone(), number)),
                    _ => Err(format!("the table's entry `{word}` must be a number")),
                })
                .collect::<Result<_, _>>()
                .map(Self::Table),
            other => Err(format!(
                "a param is a number, a list of knots [[x, y], …] or a table #{{ word: number, … }}, not {}",
                other.name()
            )),
        }
    }
}

fn knots(items: &[Literal]) -> Result<Vec<(f64, f64)>, String> {
    let mut knots: Vec<(f64, f64)> = Vec::new();
    for item in items {
        let pair = match &item.value {
            Shape::List(pair) => pair.as_slice(),
            _ => &[],
        };
        let [
            Literal {
                value: Shape::Number(x),
                ..
            },
            Literal {
                value: Shape::Number(y),
                ..
            },
        ] = pair
        else {
            return Err("each knot is a pair of numbers [x, y]".to_owned());
        };
        if knots.last().is_some_and(|(last, _)| last >= x) {
            return Err(format!("the knots' x must rise; {x} does not"));
        }
        knots.push((*x, *y));
    }
    if knots.is_empty() {
        return Err("a curve needs at least one knot".to_owned());
    }
    Ok(knots)
}

fn texts(meta: &mut MapReader<'_, '_>) -> BTreeMap<String, Text> {
    let mut texts = BTreeMap::new();
    for (name, _, literal) in meta.open("texts") {
        if let Some(sentence) = text(meta.file, name, literal, meta.faults) {
            texts.insert(name.clone(), sentence);
        }
    }
    texts
}

/// Fields declared in META have the same shape as in `fields.toml`.
fn own_fields(meta: &mut MapReader<'_, '_>) -> Vec<Field> {
    let mut fields = Vec::new();
    for (id, spot, literal) in meta.open("fields") {
        let raw = toml_value(literal).try_into::<RawField>();
        let checked = raw
            .map_err(|error| vec![plain(error.message())])
            .and_then(|raw| field(id, raw));
        match checked {
            Ok(one) => fields.push(one),
            Err(details) => details
                .into_iter()
                .for_each(|detail| meta.fault_at(*spot, code::FIELD.says(detail))),
        }
    }
    fields
}

fn toml_value(literal: &Literal) -> toml::Value {
    match &literal.value {
        Shape::Number(number) => toml::Value::Float(*number),
        Shape::Text(text) => toml::Value::String(text.clone()),
        Shape::Flag(flag) => toml::Value::Boolean(*flag),
        Shape::List(items) => toml::Value::Array(items.iter().map(toml_value).collect()),
        Shape::Map(entries) => toml::Value::Table(
            entries
                .iter()
                .map(|(key, _, value)| (key.clone(), toml_value(value)))
                .collect(),
        ),
    }
}

/// A sentence must name the same values in both languages.
fn same_placeholders(rule: &Rule, meta: &Literal, faults: &mut Faults) {
    for (name, text) in &rule.texts {
        let mut de: Vec<&str> = placeholders(&text.de).collect();
        let mut en: Vec<&str> = placeholders(&text.en).collect();
        de.sort_unstable();
        en.sort_unstable();
        if de != en {
            let detail = code::OTHER_VALUES.says(format!(
                "the text `{name}` names other values in German than in English"
            ));
            faults.push(fault(
                &rule.file.shown,
                spot_within(meta, ["texts", name]),
                detail,
            ));
        }
    }
}

/// Where an entry of an inner map stands, or the map around it.
fn spot_within(meta: &Literal, [outer, inner]: [&str; 2]) -> Spot {
    fn entry<'l>(map: &'l Literal, name: &str) -> Option<(&'l Spot, &'l Literal)> {
        let Shape::Map(entries) = &map.value else {
            return None;
        };
        let mut entries = entries.iter();
        entries
            .find(|(key, ..)| key == name)
            .map(|(_, spot, value)| (spot, value))
    }
    let found = entry(meta, outer).and_then(|(_, map)| entry(map, inner));
    found.map_or(meta.spot, |(spot, _)| *spot)
}

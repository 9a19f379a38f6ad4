//! Organisations as JSON: an object, an array of objects, or one object a line.

use serde_json::value::RawValue;

use super::cell;
use super::draft::Draft;
use crate::error::{Error, Kind, Place, said};
use crate::model::json::{Entries, without_position};
use crate::model::{Answer, Field, FieldType, Fields, Grade, Provenance, Reason, Value};

/// Keys of a record that hold tables of their own.
const TABLES: [&str; 6] = ["accounts", "units", "staff", "goals", "kpis", "mission"];
/// Those that are read by readers of their own.
const READ: [&str; 4] = ["accounts", "goals", "kpis", "mission"];

/// The records of a document, and the keys that name no field.
pub(super) struct Records {
    pub(super) drafts: Vec<Draft>,
    pub(super) unread: Vec<String>,
}

/// Reads a JSON document or one object a line.
///
/// # Errors
/// Where the text stops being JSON, if it is no sequence of lines either.
pub(super) fn read(
    fields: &Fields,
    file: &str,
    input: usize,
    text: &str,
) -> Result<Records, Error> {
    let text = text.trim_start_matches('\u{feff}');
    let reader = Reader {
        fields,
        file,
        input,
        text,
        lines: line_starts(text),
    };
    if text.trim().is_empty() {
        return Err(Error::new(
            Kind::Input,
            said("this file is empty", "diese Datei ist leer"),
        )
        .at(Place::file(file)));
    }
    let mut unread = Vec::new();
    let drafts = match serde_json::from_str::<&RawValue>(text) {
        Ok(whole) if whole.get().starts_with('[') => serde_json::from_str::<Vec<&RawValue>>(text)
            .map_err(|error| not_json(file, &error))?
            .into_iter()
            .map(|raw| reader.record(raw.get(), &mut unread))
            .collect(),
        Ok(whole) => vec![reader.record(whole.get(), &mut unread)],
        Err(error) if !is_lines(file, text) => return Err(not_json(file, &error)),
        Err(_) => text
            .lines()
            .filter(|line| !line.trim().is_empty())
            .map(|line| reader.record(line, &mut unread))
            .collect(),
    };
    Ok(Records { drafts, unread })
}

/// One record a line: by the file's name, or because the first of several lines is a whole object.
fn is_lines(file: &str, text: &str) -> bool {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let whole = |line: &str| serde_json::from_str::<Entries<'_>>(line).is_ok();
    [".ndjson", ".jsonl"].iter().any(|end| file.ends_with(end))
        || (lines.next().is_some_and(whole) && lines.next().is_some())
}

fn not_json(file: &str, error: &serde_json::Error) -> Error {
    Error::new(
        Kind::Input,
        said(
            format!("this is not valid JSON: {}", without_position(error)),
            format!("das ist kein gültiges JSON: {}", without_position(error)),
        ),
    )
    .at(Place::spot(file, error.line(), error.column()))
}

pub(super) struct Reader<'a> {
    pub(super) fields: &'a Fields,
    pub(super) file: &'a str,
    pub(super) input: usize,
    pub(super) text: &'a str,
    pub(super) lines: Vec<usize>,
}

impl Reader<'_> {
    fn record(&self, raw: &str, unread: &mut Vec<String>) -> Draft {
        let mut draft = Draft::new(self.fields, self.place(raw), self.input);
        match serde_json::from_str::<Entries<'_>>(raw) {
            Err(_) if is_other(raw) => {
                draft.refuse(
                    draft.place.clone(),
                    Some(short(raw)),
                    Reason::new("reject.not_object"),
                );
            }
            Err(error) => {
                let reason =
                    Reason::new("reject.json").with("detail", without_position(&error).as_str());
                draft.refuse(draft.place.clone(), Some(short(raw)), reason);
            }
            Ok(entries) => self.entries(&mut draft, &entries, unread),
        }
        draft
    }

    fn entries(&self, draft: &mut Draft, entries: &Entries<'_>, unread: &mut Vec<String>) {
        let id = entries.0.iter().find(|(key, _)| key == "id");
        draft.id = id.and_then(|(_, raw)| id_of(raw.get())).map(Into::into);
        if draft.id.is_none() {
            let place = draft.place.clone().of_field("id");
            draft.refuse(place, None, Reason::new("reject.no_id"));
        }
        let mut seen: Vec<&str> = Vec::new();
        for (key, raw) in &entries.0 {
            let place = self.place(raw.get()).of_field(key.as_str());
            if seen.contains(&key.as_str()) {
                draft.refuse(
                    place,
                    Some(short(raw.get())),
                    Reason::new("reject.double_key"),
                );
                continue;
            }
            seen.push(key);
            match self.fields.position(key) {
                Some(position) => self.answer(draft, position, raw.get(), place),
                None if key == "id" || key == "$schema" => {}
                None if unread.contains(key) => {}
                None if key == "units" && raw.get() != "null" => {
                    let array = super::read_units_json(raw.get(), |piece| self.place(piece));
                    let more = array.unread.iter().map(|key| format!("units.{key}"));
                    unread.extend(more);
                    draft.chart = Some(array.chart);
                }
                None if READ.contains(&key.as_str()) => {}
                None if TABLES.contains(&key.as_str()) && raw.get() == "null" => {}
                None => unread.push(key.clone()),
            }
        }
    }

    fn answer(&self, draft: &mut Draft, position: usize, raw: &str, place: Place) {
        let Some(field) = self.fields.at(position) else {
            return;
        };
        match answer(field, raw, &place) {
            Ok(answer) => {
                if let Some(slot) = draft.answers.get_mut(position) {
                    *slot = answer;
                }
            }
            Err(reason) => draft.refuse(place, Some(short(raw)), reason),
        }
    }

    /// Line and column of a piece of the text.
    pub(super) fn place(&self, piece: &str) -> Place {
        spot(self.file, self.text, &self.lines, piece)
    }
}

/// Line and column of a piece of a text whose lines start there.
pub(super) fn spot(file: &str, text: &str, lines: &[usize], piece: &str) -> Place {
    let offset = (piece.as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
    let line = lines.partition_point(|start| *start <= offset);
    let start = line
        .checked_sub(1)
        .and_then(|index| lines.get(index))
        .copied()
        .unwrap_or(0);
    let before = text.get(start..offset);
    let column = before.map_or(0, |before| before.chars().count()) + 1;
    Place::spot(file, line, column)
}

/// Valid JSON, but no object.
fn is_other(raw: &str) -> bool {
    !raw.trim_start().starts_with('{') && serde_json::from_str::<&RawValue>(raw).is_ok()
}

/// The records of a document: of an array, a single one, or one a line.
pub(super) fn documents(text: &str) -> Box<dyn Iterator<Item = &str> + '_> {
    match serde_json::from_str::<&RawValue>(text) {
        Ok(whole) if whole.get().starts_with('[') => {
            let items: Vec<&RawValue> = serde_json::from_str(text).unwrap_or_default();
            Box::new(items.into_iter().map(RawValue::get))
        }
        Ok(whole) => Box::new(std::iter::once(whole.get())),
        Err(_) if text.lines().nth(1).is_none() => Box::new(std::iter::empty()),
        Err(_) => Box::new(text.lines().filter(|line| !line.trim().is_empty())),
    }
}

/// The value of a key in each record that has it, with the record's id. What is wrong with the records themselves is
/// said by those who read the organisations.
pub(super) fn owned<'t>(text: &'t str, key: &str) -> Vec<(String, &'t str)> {
    let of = |raw: &'t str| {
        let record = serde_json::from_str::<Entries<'t>>(raw).ok()?;
        let get = |name: &str| record.0.iter().find(|(known, _)| known == name);
        let (_, found) = get(key)?;
        let id = get("id").and_then(|(_, raw)| id_of(raw.get()));
        (found.get() != "null").then(|| (id.unwrap_or_default(), found.get()))
    };
    documents(text).filter_map(of).collect()
}

pub(super) fn line_starts(text: &str) -> Vec<usize> {
    let breaks = text.match_indices('\n').map(|(at, _)| at + 1);
    std::iter::once(0).chain(breaks).collect()
}

/// A value as it stands in the file, cut where it is long.
pub(super) fn short(raw: &str) -> String {
    let mut text: String = raw.trim().chars().take(80).collect();
    if text.len() < raw.trim().len() {
        text.push('…');
    }
    text
}

/// An id is a text or a whole number.
pub(super) fn id_of(raw: &str) -> Option<String> {
    match serde_json::from_str(raw).ok()? {
        serde_json::Value::String(id) if !id.trim().is_empty() => Some(id.trim().to_owned()),
        serde_json::Value::Number(id) if !id.is_f64() => Some(id.to_string()),
        _ => None,
    }
}

/// A value, `null`, `{"na": "reason"}` or `{"value": …, "evidence": …}`.
fn answer(field: &Field, raw: &str, place: &Place) -> Result<Answer, Reason> {
    let provenance = Provenance {
        place: place.clone(),
        ..Provenance::default()
    };
    if raw == "null" {
        return Ok(Answer::Missing);
    }
    if !raw.starts_with('{') {
        return value(field, raw).map(|value| cell::given(value, None, provenance));
    }
    let wrapped = |allowed: &str| Reason::new("reject.wrapped").with("allowed", allowed);
    let entries = serde_json::from_str::<Entries<'_>>(raw)
        .map_err(|_| wrapped("{\"na\": …}, {\"value\": …}"))?;
    match entries.0.as_slice() {
        [(key, reason)] if key == "na" => match text(reason.get()) {
            Some(reason) if !reason.trim().is_empty() => Ok(Answer::NotApplicable(reason)),
            _ => Err(Reason::new("reject.na_reason")),
        },
        entries if entries.iter().all(|(key, _)| key != "value") => {
            Err(wrapped("{\"na\": …}, {\"value\": …}"))
        }
        entries => fact(field, entries, provenance),
    }
}

fn fact(
    field: &Field,
    entries: &[(String, &RawValue)],
    mut provenance: Provenance,
) -> Result<Answer, Reason> {
    let mut found = None;
    let mut grade = None;
    for (key, raw) in entries {
        let raw = raw.get();
        match key.as_str() {
            _ if raw == "null" => {}
            "value" => found = Some(value(field, raw)?),
            "evidence" => grade = Some(grade_of(&text(raw).unwrap_or_default())?),
            "source" => provenance.source = text(raw),
            "respondent" => provenance.respondent = text(raw),
            "date" => provenance.date = Some(super::facts::date(&text(raw).unwrap_or_default())?),
            _ => {
                let allowed = "value, evidence, source, respondent, date";
                return Err(Reason::new("reject.wrapped").with("allowed", allowed));
            }
        }
    }
    match found {
        Some(value) => Ok(cell::given(value, grade, provenance)),
        None if grade.is_none() => Ok(Answer::Missing),
        None => Err(Reason::new("reject.no_value")),
    }
}

pub(super) fn grade_of(name: &str) -> Result<Grade, Reason> {
    Grade::from_name(name.trim()).ok_or_else(|| Reason::new("reject.grade"))
}

fn text(raw: &str) -> Option<String> {
    serde_json::from_str(raw).ok()
}

/// A JSON value as a value of the field; a number in quotes is a text, and refused where a number belongs.
pub(super) fn value(field: &Field, raw: &str) -> Result<Value, Reason> {
    let wrong = || field.wrong_type();
    let parsed: serde_json::Value = serde_json::from_str(raw).map_err(|_| wrong())?;
    match (parsed, field.kind) {
        (serde_json::Value::Number(number), kind) if kind.is_numeric() => {
            let number = number.as_f64().filter(|number| number.is_finite());
            field.accept(Value::Number(number.ok_or_else(wrong)?))
        }
        (serde_json::Value::Bool(flag), FieldType::Bool) => field.accept(Value::Flag(flag)),
        (
            serde_json::Value::String(word),
            FieldType::Enum | FieldType::Text | FieldType::Date | FieldType::List,
        ) => cell::value(field, &word, cell::Decimal::Unsettled),
        (serde_json::Value::Array(words), FieldType::List) => {
            let words: Option<Vec<_>> = words
                .iter()
                .map(|word| word.as_str().map(Into::into))
                .collect();
            field.accept(Value::List(words.ok_or_else(wrong)?))
        }
        _ => Err(wrong()),
    }
}

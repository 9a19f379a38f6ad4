//! Goals, KPIs and mission inside an organisation's JSON record, or goals and KPIs in a file of their own.

use serde_json::value::RawValue;

use super::mission::{self, Missions};
use super::records::{Gathering, Record, is_not_applicable};
use crate::error::{Error, Faults, Kind, Place};
use crate::input::Source;
use crate::input::json::{Reader, documents, id_of, line_starts, owned, short, value};
use crate::model::json::Entries;
use crate::model::{Field, FieldType, Fields, Reason, Value};

/// Reads the key of each organisation of a file; none where no record has it.
pub(super) fn inside(
    gathering: &mut Gathering<'_>,
    source: &Source,
    key: &str,
) -> Option<Vec<String>> {
    let text = text_of(source)?;
    let reader = reader(gathering.fields, source, text);
    let mut unread = Vec::new();
    let mut any = false;
    for (id, raw) in owned(text, key) {
        any = true;
        list(gathering, &reader, raw, &id, key, &mut unread);
    }
    any.then_some(unread)
}

/// Reads the mission of each organisation of a file; how many there are.
pub(super) fn missions(missions: &mut Missions<'_>, fields: &Fields, source: &Source) -> usize {
    let Some(text) = text_of(source) else {
        return 0;
    };
    let reader = reader(fields, source, text);
    let mut count = 0;
    for (id, raw) in owned(text, "mission") {
        count += 1;
        mission::of_json(missions, &reader, &id, raw);
    }
    count
}

/// Reads a file of goals or KPIs, each with its `org_id` where there are several organisations.
///
/// # Errors
/// A file that is not JSON.
pub(super) fn table(gathering: &mut Gathering<'_>, source: &Source) -> Result<Vec<String>, Faults> {
    let fault = |detail: &str| vec![Error::new(Kind::Input, detail).at(Place::file(&*source.name))];
    let text = text_of(source).ok_or_else(|| fault("this file is not UTF-8 text"))?;
    let reader = reader(gathering.fields, source, text);
    let mut unread = Vec::new();
    if serde_json::from_str::<&RawValue>(text).is_err() && documents(text).next().is_none() {
        return Err(fault(
            "this is no JSON: an array of objects is expected, or one object a line",
        ));
    }
    if let [_] = gathering.organisations {
        gathering.begin(0);
    }
    for raw in documents(text) {
        one(gathering, &reader, raw, None, &mut unread);
    }
    Ok(unread)
}

fn text_of(source: &Source) -> Option<&str> {
    let text = std::str::from_utf8(&source.bytes).ok()?;
    Some(text.trim_start_matches('\u{feff}'))
}

fn reader<'a>(fields: &'a Fields, source: &'a Source, text: &'a str) -> Reader<'a> {
    Reader {
        fields,
        file: &source.name,
        input: 0,
        text,
        lines: line_starts(text),
    }
}

fn list(
    gathering: &mut Gathering<'_>,
    reader: &Reader<'_>,
    raw: &str,
    owner: &str,
    key: &str,
    unread: &mut Vec<String>,
) {
    match serde_json::from_str::<Vec<&RawValue>>(raw) {
        Ok(items) => {
            if let Some(owner) = gathering.owner(owner) {
                gathering.begin(owner);
            }
            for item in items {
                one(gathering, reader, item.get(), Some(owner), unread);
            }
        }
        Err(_) => {
            let place = reader.place(raw).of_field(key);
            let mut record = Record::new(gathering.fields, place.clone());
            record.refuse(place, Some(short(raw)), Reason::new("reject.not_records"));
            gathering.rows += 1;
            gathering.reject(record);
        }
    }
}

fn one(
    gathering: &mut Gathering<'_>,
    reader: &Reader<'_>,
    raw: &str,
    owner: Option<&str>,
    unread: &mut Vec<String>,
) {
    let mut record = Record::new(gathering.fields, reader.place(raw));
    let Ok(entries) = serde_json::from_str::<Entries<'_>>(raw) else {
        let place = record.place.clone();
        record.refuse(place, Some(short(raw)), Reason::new("reject.not_object"));
        gathering.rows += 1;
        gathering.reject(record);
        return;
    };
    let own = entries.0.iter().find(|(key, _)| key == "org_id");
    let own = own.and_then(|(_, raw)| id_of(raw.get()));
    fill(gathering, reader, &mut record, &entries, unread);
    match owner.map(str::to_owned).or(own) {
        Some(id) => match gathering.owner(&id) {
            Some(owner) => gathering.add(owner, record),
            None => gathering.stray(record, &id),
        },
        None if gathering.organisations.len() == 1 => gathering.add(0, record),
        None => gathering.stray(record, ""),
    }
}

fn fill(
    gathering: &Gathering<'_>,
    reader: &Reader<'_>,
    record: &mut Record,
    entries: &Entries<'_>,
    unread: &mut Vec<String>,
) {
    let mut seen: Vec<&str> = Vec::new();
    for (key, raw) in &entries.0 {
        let place = reader.place(raw.get()).of_field(key.as_str());
        let position = gathering.fields.position(key);
        if seen.contains(&key.as_str()) {
            let reason = Reason::new("reject.double_key");
            record.refuse(place, Some(short(raw.get())), reason);
        } else if let Some(position) = position {
            match answer(gathering, position, raw.get()) {
                Ok(Some(value)) => record.set(position, value),
                Ok(None) => {}
                Err(reason) => record.refuse_field(position, place, short(raw.get()), reason),
            }
        } else if key != "org_id" && !unread.contains(key) {
            unread.push(key.clone());
        }
        seen.push(key);
    }
}

fn answer(gathering: &Gathering<'_>, position: usize, raw: &str) -> Result<Option<Value>, Reason> {
    let Some(field) = gathering.fields.at(position).filter(|_| raw != "null") else {
        return Ok(None);
    };
    if *field.id == *gathering.kept.id {
        let id = id_of(raw).ok_or_else(|| field.wrong_type())?;
        return Ok(Some(Value::word(id)));
    }
    if let Some(joined) = words(field, raw) {
        return Ok(Some(joined).filter(|word| word != &Value::word("")));
    }
    match value(field, raw) {
        Ok(Value::Word(word)) if is_not_applicable(word.trim()) => {
            Err(Reason::new("reject.left_empty"))
        }
        // An empty text says nothing, as an empty cell does.
        Err(_) if field.kind != FieldType::Bool && raw == "\"\"" => Ok(None),
        found => found.map(Some),
    }
}

/// A list of texts, as a cell would hold them.
fn words(field: &Field, raw: &str) -> Option<Value> {
    if field.kind != FieldType::Text {
        return None;
    }
    let list: Vec<String> = serde_json::from_str(raw).ok()?;
    Some(Value::word(list.join("; ")))
}

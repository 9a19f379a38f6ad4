//! Accounts as JSON: an array of objects, inside an organisation's record or in a file of its own.

use serde_json::value::RawValue;

use super::super::Source;
use super::super::json::{Reader, documents, id_of, line_starts, owned, short, value};
use super::{Gathering, Row, is_not_applicable};
use crate::error::{Error, Faults, Kind, Place};
use crate::model::json::Entries;
use crate::model::{Reason, Value};

/// Reads the `accounts` of each organisation in a file; none where no record has any.
pub(super) fn inside(gathering: &mut Gathering<'_>, source: &Source) -> Option<Vec<String>> {
    let text = std::str::from_utf8(&source.bytes)
        .ok()?
        .trim_start_matches('\u{feff}');
    let reader = reader(gathering, source, text);
    let mut unread = Vec::new();
    let own = owned(text, "accounts");
    for (id, accounts) in &own {
        list(gathering, &reader, accounts, Some(id), &mut unread);
    }
    (!own.is_empty()).then_some(unread)
}

/// Reads a file of accounts, each with its `org_id` where there are several organisations.
///
/// # Errors
/// A file that is not JSON.
pub(super) fn table(gathering: &mut Gathering<'_>, source: &Source) -> Result<Vec<String>, Faults> {
    let fault = |detail: &str| vec![Error::new(Kind::Input, detail).at(Place::file(&*source.name))];
    let text =
        std::str::from_utf8(&source.bytes).map_err(|_| fault("this file is not UTF-8 text"))?;
    let text = text.trim_start_matches('\u{feff}');
    let reader = reader(gathering, source, text);
    let mut unread = Vec::new();
    if serde_json::from_str::<&RawValue>(text).is_err() && documents(text).next().is_none() {
        return Err(fault(
            "this is no JSON: accounts are an array of objects, or one object a line",
        ));
    }
    for raw in documents(text) {
        one(gathering, &reader, raw, None, &mut unread);
    }
    Ok(unread)
}

fn reader<'a>(gathering: &Gathering<'a>, source: &'a Source, text: &'a str) -> Reader<'a> {
    Reader {
        fields: gathering.fields,
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
    owner: Option<&str>,
    unread: &mut Vec<String>,
) {
    match serde_json::from_str::<Vec<&RawValue>>(raw) {
        Ok(items) => items
            .into_iter()
            .for_each(|item| one(gathering, reader, item.get(), owner, unread)),
        Err(_) => {
            let place = reader.place(raw).of_field("accounts");
            let mut row = Row::new(gathering.fields, place.clone());
            row.refuse(place, Some(short(raw)), Reason::new("reject.not_accounts"));
            gathering.rows += 1;
            gathering.reject(row);
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
    let mut row = Row::new(gathering.fields, reader.place(raw));
    let Ok(entries) = serde_json::from_str::<Entries<'_>>(raw) else {
        let place = row.place.clone();
        row.refuse(place, Some(short(raw)), Reason::new("reject.not_object"));
        gathering.rows += 1;
        gathering.reject(row);
        return;
    };
    let own = entries.0.iter().find(|(key, _)| key == "org_id");
    let own = own.and_then(|(_, raw)| id_of(raw.get()));
    fill(gathering, reader, &mut row, &entries, unread);
    let id = owner.map(str::to_owned).or(own);
    match id {
        Some(id) => match gathering.owner(&id) {
            Some(owner) => gathering.add(owner, row),
            None => gathering.stray(row, &id),
        },
        None if gathering.tables.len() == 1 => gathering.add(0, row),
        None => gathering.stray(row, ""),
    }
}

fn fill(
    gathering: &Gathering<'_>,
    reader: &Reader<'_>,
    row: &mut Row,
    entries: &Entries<'_>,
    unread: &mut Vec<String>,
) {
    let mut seen: Vec<&str> = Vec::new();
    for (key, raw) in &entries.0 {
        let place = reader.place(raw.get()).of_field(key.as_str());
        let position = gathering.fields.position(key);
        if seen.contains(&key.as_str()) {
            row.refuse(
                place,
                Some(short(raw.get())),
                Reason::new("reject.double_key"),
            );
        } else if let Some(position) = position {
            match answer(gathering, position, raw.get()) {
                Ok(value) => {
                    if let Some(place) = row.values.get_mut(position) {
                        *place = value;
                    }
                }
                Err(reason) => {
                    row.refused.push(position);
                    row.refuse(place, Some(short(raw.get())), reason);
                }
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
    if Some(position) == gathering.id {
        let id = id_of(raw).ok_or_else(|| field.wrong_type())?;
        return Ok(Some(Value::word(id)));
    }
    match value(field, raw)? {
        Value::Word(word) if is_not_applicable(word.trim()) => {
            Err(Reason::new("reject.account_na"))
        }
        Value::Word(word) => Ok(Some(Value::word(word.trim()))),
        value => Ok(Some(value)),
    }
}

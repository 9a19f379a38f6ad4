//! People as JSON: an array of objects, inside an organisation's record or in a file of its own.

use serde_json::Value as Json;
use serde_json::value::RawValue;

use super::Gathering;
use super::row::{FIELDS, Row, allowed};
use crate::error::{Error, Faults, Kind, Place};
use crate::input::Source;
use crate::input::cell::Style;
use crate::input::json::{documents, id_of, line_starts, owned, short, spot};
use crate::model::Reason;
use crate::model::json::Entries;

/// Reads the `staff` of each organisation in a file; none where no record has any.
pub(super) fn inside(gathering: &mut Gathering<'_>, source: &Source) -> Option<Vec<String>> {
    let text = std::str::from_utf8(&source.bytes).ok()?;
    let text = text.trim_start_matches('\u{feff}');
    let mut reading = Reading::new(source, text);
    let own = owned(text, "staff");
    for (id, staff) in &own {
        reading.list(gathering, staff, id);
    }
    (!own.is_empty()).then_some(reading.unread)
}

/// Reads a file of ratings, each with its `org_id` where there are several organisations.
///
/// # Errors
/// A file that is not JSON.
pub(super) fn table(gathering: &mut Gathering<'_>, source: &Source) -> Result<Vec<String>, Faults> {
    let fault = |detail: &str| vec![Error::new(Kind::Input, detail).at(Place::file(&*source.name))];
    let text =
        std::str::from_utf8(&source.bytes).map_err(|_| fault("this file is not UTF-8 text"))?;
    let text = text.trim_start_matches('\u{feff}');
    if serde_json::from_str::<&RawValue>(text).is_err() && documents(text).next().is_none() {
        return Err(fault(
            "this is no JSON: ratings are an array of objects, or one object a line",
        ));
    }
    let mut reading = Reading::new(source, text);
    for raw in documents(text) {
        reading.one(gathering, raw, None);
    }
    Ok(reading.unread)
}

/// A document being read, and the keys that name no field.
struct Reading<'a> {
    file: &'a str,
    text: &'a str,
    lines: Vec<usize>,
    unread: Vec<String>,
}

impl<'a> Reading<'a> {
    fn new(source: &'a Source, text: &'a str) -> Self {
        Self {
            file: &source.name,
            text,
            lines: line_starts(text),
            unread: Vec::new(),
        }
    }

    fn place(&self, piece: &str) -> Place {
        spot(self.file, self.text, &self.lines, piece)
    }

    fn list(&mut self, gathering: &mut Gathering<'_>, raw: &str, owner: &str) {
        match serde_json::from_str::<Vec<&RawValue>>(raw) {
            Ok(items) => items
                .into_iter()
                .for_each(|item| self.one(gathering, item.get(), Some(owner))),
            Err(_) => {
                let place = self.place(raw).of_field("staff");
                gathering.no_row(place, short(raw), "reject.staff.not_list");
            }
        }
    }

    fn one(&mut self, gathering: &mut Gathering<'_>, raw: &str, owner: Option<&str>) {
        let place = self.place(raw);
        let Ok(entries) = serde_json::from_str::<Entries<'_>>(raw) else {
            gathering.no_row(place, short(raw), "reject.not_object");
            return;
        };
        let own = entries.0.iter().find(|(key, _)| key == "org_id");
        let own = own.and_then(|(_, raw)| id_of(raw.get()));
        let only = gathering.only_owner("").ok().map(ToString::to_string);
        let owner = owner.map(str::to_owned).or(own).or(only);
        let row = self.row(gathering, &entries, place);
        gathering.add(&owner.unwrap_or_default(), row);
    }

    fn row(&mut self, gathering: &Gathering<'_>, entries: &Entries<'_>, place: Place) -> Row {
        let mut row = Row::new(place);
        for (position, (key, raw)) in entries.0.iter().enumerate() {
            let place = self.place(raw.get()).of_field(key.as_str());
            let mut before = entries.0.iter().take(position);
            if before.any(|(other, _)| other == key) {
                let reason = Reason::new("reject.double_key");
                row.refuse(place, Some(&short(raw.get())), reason);
            } else if FIELDS.contains(&key.as_str()) {
                fill(gathering, &mut row, key, raw.get(), place);
            } else if key != "org_id" && !self.unread.contains(key) {
                self.unread.push(key.clone());
            }
        }
        row
    }
}

/// A text, or a number where one belongs; ids of persons may be whole numbers. `null` is missing.
fn fill(gathering: &Gathering<'_>, row: &mut Row, field: &str, raw: &str, place: Place) {
    let value = serde_json::from_str(raw).unwrap_or(Json::Null);
    let numeric = matches!(field, "fte" | "self" | "manager");
    match (numeric, value) {
        (_, Json::Null) => {}
        (true, Json::Number(number)) => {
            let number = number.as_f64().unwrap_or(f64::NAN);
            row.number(field, number, raw, place);
        }
        (true, _) => row.refuse(place, Some(&short(raw)), allowed(field)),
        (false, Json::String(text)) => {
            row.text(gathering.form, field, &text, &Style::default(), place);
        }
        (false, Json::Number(id)) if field == "person_id" && !id.is_f64() => {
            row.text(
                gathering.form,
                field,
                &id.to_string(),
                &Style::default(),
                place,
            );
        }
        _ => {
            let reason = Reason::new("reject.not_text").with("allowed", "\"…\", null");
            row.refuse(place, Some(&short(raw)), reason);
        }
    }
}

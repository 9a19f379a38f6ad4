//! The text of a result, cut into its organisations and the rest.

use serde_json::value::RawValue;
use serde_json::{Map, Value as Json};

use super::Form;
use crate::error::{Error, Kind, Place};
use crate::model::json::{Entries, without_position};

const ORGANISATIONS: &str = "organisations";

/// One organisation as it stands in the file.
#[derive(Debug)]
pub(super) struct Part<'t> {
    pub(super) text: &'t str,
    pub(super) place: Place,
    /// What leads to it in the document; empty where it is a line of its own.
    pub(super) path: String,
}

/// A result, cut.
#[derive(Debug)]
pub(super) struct Parts<'t> {
    pub(super) form: Form,
    pub(super) organisations: Vec<Part<'t>>,
    pub(super) rest: Map<String, Json>,
    /// Line of the rest, where it is a line of its own.
    line: Option<usize>,
}

impl<'t> Parts<'t> {
    /// One document, or one organisation a line.
    pub(super) fn of(file: &str, text: &'t str) -> Result<Self, Error> {
        let whole = serde_json::from_str::<Entries<'t>>(text);
        let lines = text.trim_end().lines().count() > 1;
        match whole {
            Ok(entries) => Self::document(file, entries),
            Err(fault) if lines && is_organisation(text) => Self::lines(file, text, &fault),
            Err(fault) => Err(broken(file, 0, &fault)),
        }
    }

    pub(super) fn place_of_rest(&self, file: &str) -> Place {
        match self.line {
            Some(line) => Place::line(file, line),
            None => Place::file(file),
        }
    }

    fn document(file: &str, entries: Entries<'t>) -> Result<Self, Error> {
        let listed = entries.0.iter().find(|(key, _)| key == ORGANISATIONS);
        let listed = listed.map(|(_, raw)| *raw);
        let organisations = match listed {
            None => Vec::new(),
            Some(raw) => organisations(file, raw)?,
        };
        Ok(Self {
            form: match listed {
                Some(_) => Form::Json,
                None => Form::Ndjson,
            },
            organisations,
            rest: rest(&Place::file(file), entries)?,
            line: None,
        })
    }

    fn lines(file: &str, text: &'t str, whole: &serde_json::Error) -> Result<Self, Error> {
        let mut lines: Vec<(usize, &str)> = (1..).zip(text.lines()).collect();
        let Some((line, last)) = lines.pop() else {
            return Err(broken(file, 0, whole));
        };
        let place = Place::line(file, line);
        let entries = serde_json::from_str::<Entries<'t>>(last);
        let entries = entries.map_err(|fault| broken(file, line, &fault))?;
        if !entries.0.iter().any(|(key, _)| key == "schema_version") {
            return Err(Error::new(
                Kind::Input,
                "the result ends too early: its last line, with pack, inputs and texts, is missing",
            )
            .at(place));
        }
        let part = |(line, text)| Part {
            text,
            place: Place::line(file, line),
            path: String::new(),
        };
        Ok(Self {
            form: Form::Ndjson,
            organisations: lines.into_iter().map(part).collect(),
            rest: rest(&place, entries)?,
            line: Some(line),
        })
    }
}

/// Whether the first line stands for itself.
fn is_organisation(text: &str) -> bool {
    let first = text.lines().next().unwrap_or_default();
    serde_json::from_str::<Entries<'_>>(first).is_ok()
}

fn organisations<'t>(file: &str, raw: &'t RawValue) -> Result<Vec<Part<'t>>, Error> {
    let place = Place::file(file).of_field(ORGANISATIONS);
    let listed = serde_json::from_str::<Vec<&RawValue>>(raw.get()).map_err(|_| {
        Error::new(Kind::Input, "a list of organisations is expected here").at(place.clone())
    })?;
    let part = |(position, raw): (usize, &'t RawValue)| Part {
        text: raw.get(),
        place: Place::file(file),
        path: format!("{ORGANISATIONS}[{position}]"),
    };
    Ok(listed.into_iter().enumerate().map(part).collect())
}

fn rest(place: &Place, entries: Entries<'_>) -> Result<Map<String, Json>, Error> {
    let mut rest = Map::new();
    let mut seen = Vec::new();
    for (key, raw) in entries.0 {
        if seen.contains(&key) {
            let place = place.clone().of_field(crate::model::printable(&key));
            return Err(Error::new(Kind::Input, "this key stands twice").at(place));
        }
        seen.push(key.clone());
        if key != ORGANISATIONS {
            let value = serde_json::from_str(raw.get()).map_err(|fault| {
                Error::new(
                    Kind::Input,
                    format!("this is no JSON: {}", without_position(&fault)),
                )
                .at(place.clone().of_field(key.clone()))
            })?;
            rest.insert(key, value);
        }
    }
    Ok(rest)
}

/// What is wrong with the text itself; a file that ends too early says so.
fn broken(file: &str, line: usize, fault: &serde_json::Error) -> Error {
    let line = match line {
        0 => fault.line().max(1),
        line => line,
    };
    let detail = if fault.is_eof() {
        "the result ends too early: the file was cut off".to_owned()
    } else {
        format!("this is no result: {}", without_position(fault))
    };
    Error::new(Kind::Input, detail).at(Place::spot(file, line, fault.column().max(1)))
}

//! Results that were written before, read back. Whoever hands one over is a stranger: what is not exactly what the
//! program writes is refused, with the key at fault.

mod closed;
mod sound;
mod split;

use std::num::NonZero;
use std::thread;

use serde::Deserialize;
use serde_json::Value as Json;

use crate::error::{Error, Faults, Kind, Place};
use crate::model::{
    Assessment, Audience, Catalogue, Document, Id, Input, LevelStep, PackStamp, Rejected, Run,
    RunFile, SecondRun, TableOptions, Text, Tool, Waived, printable,
};
use crate::report::{SCHEMA_VERSION, fingerprint, result_schema};
use closed::{Fault, Schema};
use split::{Part, Parts};

/// More faults of one file are not told.
const MOST_FAULTS: usize = 20;

/// How a result is written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// One document.
    Json,
    /// One organisation a line, then the rest.
    Ndjson,
}

/// A result as it was written.
#[derive(Debug, Clone)]
pub struct Stored {
    pub document: Document,
    pub form: Form,
    /// The fingerprint of the run that it names.
    pub run: String,
}

impl Stored {
    /// Whether the fingerprint is that of the options, the pack and the files that the result names.
    pub fn is_of_its_run(&self) -> bool {
        self.run == fingerprint(&self.document)
    }
}

/// Reads a result. `file` is its name in messages.
///
/// # Errors
/// Everything that a result cannot be: text of another encoding, a file that ends too early, another version of the
/// form, keys that are missing, unknown or of the wrong kind; twenty faults at most.
pub fn read(file: &str, bytes: &[u8]) -> Result<Stored, Faults> {
    let text = std::str::from_utf8(bytes).map_err(|fault| vec![not_text(file, bytes, fault)])?;
    let parts = Parts::of(file, text).map_err(|fault| vec![fault])?;
    check_version(file, &parts).map_err(|fault| vec![fault])?;
    let schema = Schema::new(result_schema());
    let mut faults = Vec::new();
    let rest = rest(file, &parts, &schema, &mut faults);
    let mut organisations = Vec::new();
    for part in &parts.organisations {
        if faults.len() >= MOST_FAULTS {
            break;
        }
        organisations.extend(organisation(part, &schema, &mut faults));
    }
    match rest {
        Some(rest) if faults.is_empty() => Ok(Stored {
            form: parts.form,
            run: rest.run.hash.clone(),
            document: rest.document(organisations),
        }),
        _ => {
            faults.truncate(MOST_FAULTS);
            Err(faults)
        }
    }
}

/// The assessments as a result holds them: numbers of six decimals, and nothing that a result does not keep. Every
/// report is written from these, so that the report of a stored result is the same.
#[must_use]
pub fn settled(assessments: Vec<Assessment>, jobs: Option<usize>) -> Vec<Assessment> {
    let cores = || thread::available_parallelism().map_or(1, NonZero::get);
    let jobs = jobs.unwrap_or_else(cores).max(1);
    let share = assessments.len().div_ceil(jobs).max(1);
    if assessments.len() < 2 || jobs == 1 {
        return assessments.iter().map(written).collect();
    }
    thread::scope(|scope| {
        let parts = assessments.chunks(share);
        let started: Vec<_> = parts
            .map(|part| scope.spawn(move || part.iter().map(written).collect::<Vec<Assessment>>()))
            .collect();
        let parts = started.into_iter().zip(assessments.chunks(share));
        let done = parts.map(|(part, before)| part.join().unwrap_or_else(|_| before.to_vec()));
        done.flatten().collect()
    })
}

/// Written and read back.
fn written(assessment: &Assessment) -> Assessment {
    let text = serde_json::to_vec(assessment);
    let read = text.and_then(|text| serde_json::from_slice(&text));
    read.unwrap_or_else(|_| assessment.clone())
}

fn not_text(file: &str, bytes: &[u8], fault: std::str::Utf8Error) -> Error {
    let before = bytes.iter().take(fault.valid_up_to());
    let line = before.filter(|byte| **byte == b'\n').count() + 1;
    Error::new(Kind::Input, "this is no result: it is not UTF-8 text").at(Place::line(file, line))
}

/// Another version is said before anything else, as everything else may differ then.
fn check_version(file: &str, parts: &Parts<'_>) -> Result<(), Error> {
    let at = |fault: Error| fault.at(Place::file(file).of_field("schema_version"));
    let found = parts.rest.get("schema_version");
    let Some(found) = found else {
        return Err(at(Error::new(
            Kind::Input,
            "this is no result of kamready: `schema_version` is missing",
        )));
    };
    if found == &Json::from(SCHEMA_VERSION) {
        return Ok(());
    }
    let by = parts.rest.get("tool").and_then(|tool| tool.get("version"));
    let by = by.and_then(Json::as_str).map_or_else(String::new, |by| {
        format!(", written by version {}", printable(by))
    });
    let this = &Tool::THIS.version;
    Err(at(Error::new(
        Kind::Input,
        format!(
            "the form of this result is {}{by}; version {this} reads form {SCHEMA_VERSION}",
            closed::shown(found)
        ),
    )
    .help(
        "use the version that wrote the result, or assess the files again",
    )))
}

/// Everything but the organisations, as it stands in the file.
#[derive(Debug, Deserialize)]
struct Rest {
    tool: Tool,
    as_of: Option<String>,
    run: WrittenRun,
    pack: PackStamp,
    dimensions: Vec<Id>,
    #[serde(default)]
    levels: Vec<LevelStep>,
    inputs: Vec<Input>,
    rejected: Vec<Rejected>,
    unused_waivers: Vec<Waived>,
    #[serde(default)]
    second: Option<SecondRun>,
    texts: Texts,
}

#[derive(Debug, Deserialize)]
struct WrittenRun {
    anonymise: bool,
    table: TableOptions,
    files: Vec<RunFile>,
    hash: String,
}

#[derive(Debug, Deserialize)]
struct Texts {
    de: serde_json::Map<String, Json>,
    en: serde_json::Map<String, Json>,
}

fn rest(file: &str, parts: &Parts<'_>, schema: &Schema, faults: &mut Faults) -> Option<Rest> {
    let before = faults.len();
    let json = Json::Object(parts.rest.clone());
    let place = parts.place_of_rest(file);
    faults.extend(
        schema
            .rest(&json)
            .into_iter()
            .map(|fault| fault.at(&place, "")),
    );
    if faults.len() > before {
        return None;
    }
    match serde_json::from_value::<Rest>(json) {
        Ok(rest) => {
            faults.extend(rest.texts.steering().map(|fault| fault.at(&place, "texts")));
            Some(rest)
        }
        Err(fault) => {
            faults.push(unreadable(&fault).at(place));
            None
        }
    }
}

fn organisation(part: &Part<'_>, schema: &Schema, faults: &mut Faults) -> Option<Assessment> {
    let json: Json = match serde_json::from_str(part.text) {
        Ok(json) => json,
        Err(fault) => {
            faults.push(unreadable(&fault).at(part.place.clone()));
            return None;
        }
    };
    let found = schema.organisation(&json);
    if !found.is_empty() {
        faults.extend(
            found
                .into_iter()
                .map(|fault| fault.at(&part.place, &part.path)),
        );
        return None;
    }
    match serde_json::from_value::<Assessment>(json) {
        Err(fault) => {
            faults.push(unreadable(&fault).at(part.place.clone().of_field(&*part.path)));
            None
        }
        Ok(assessment) => match sound::fault(&assessment) {
            None => Some(assessment),
            Some((key, detail)) => {
                let place = part.place.clone().of_field(closed::joined(&part.path, key));
                faults.push(Error::new(Kind::Input, detail).at(place));
                None
            }
        },
    }
}

/// What the schema lets through and the model does not; it names what is wrong in its own words.
fn unreadable(fault: &serde_json::Error) -> Error {
    let detail = fault.to_string();
    let detail = detail.split(" at line ").next().unwrap_or_default();
    Error::new(
        Kind::Input,
        format!("this is not what a result holds: {detail}"),
    )
}

impl Rest {
    fn document(self, organisations: Vec<Assessment>) -> Document {
        Document {
            tool: self.tool,
            as_of: self.as_of,
            run: Run {
                anonymise: self.run.anonymise,
                table: self.run.table,
                files: self.run.files,
            },
            pack: self.pack,
            dimensions: self.dimensions,
            levels: self.levels,
            inputs: self.inputs,
            organisations,
            rejected: self.rejected,
            refused_rows: Vec::new(),
            unused_waivers: self.unused_waivers,
            second: self.second,
            texts: self.texts.catalogue(),
            audience: Audience::default(),
            tiers: Vec::new(),
            since: None,
        }
    }
}

impl Texts {
    /// Sentences are the pack's own and go into reports as they are; they hold no signs that steer a terminal.
    fn steering(&self) -> impl Iterator<Item = Fault> {
        let all = [("de", &self.de), ("en", &self.en)];
        let all = all
            .into_iter()
            .flat_map(|(lang, texts)| texts.iter().map(move |one| (lang, one)));
        all.filter_map(|(lang, (key, text))| {
            let text = text.as_str().unwrap_or_default();
            let steers = text.split(['\n', '\t']).any(|line| printable(line) != line);
            steers.then(|| Fault {
                path: closed::joined(lang, &printable(key)),
                detail: "a sentence must not hold signs that steer a terminal".to_owned(),
            })
        })
    }

    fn catalogue(self) -> Catalogue {
        let mut catalogue = Catalogue::new();
        for (key, text) in self.de {
            let entry: &mut Text = catalogue.entry(key).or_default();
            entry.de = text.as_str().unwrap_or_default().to_owned();
        }
        for (key, text) in self.en {
            let entry: &mut Text = catalogue.entry(key).or_default();
            entry.en = text.as_str().unwrap_or_default().to_owned();
        }
        catalogue
    }
}

//! The result as JSON: everything, once, in keys and values, with the sentences of both languages.

use std::io::{self, Write};

use serde::Serialize;

use super::sentences::Sentences;
use sha2::{Digest, Sha256};

use crate::model::{
    Assessment, Document, Input, Lang, PackStamp, RunFile, TableOptions, Tool, hex,
};

/// What every answer in JSON begins with: by which program and pack, and over which files.
#[derive(Serialize)]
pub(super) struct Head<'d> {
    schema_version: u32,
    tool: Tool,
    as_of: &'d Option<String>,
    pack: &'d PackStamp,
    inputs: &'d [Input],
}

impl<'d> Head<'d> {
    pub(super) fn of(document: &'d Document) -> Self {
        Self {
            schema_version: SCHEMA_VERSION,
            tool: Tool::THIS,
            as_of: &document.as_of,
            pack: &document.pack,
            inputs: &document.inputs,
        }
    }
}

/// Rises with every break of the form.
pub const SCHEMA_VERSION: u32 = 1;

#[derive(Serialize)]
struct Whole<'d> {
    schema_version: u32,
    tool: &'d Tool,
    as_of: &'d Option<String>,
    run: RunStamp<'d>,
    pack: &'d crate::model::PackStamp,
    dimensions: &'d [crate::model::Id],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    levels: &'d [crate::model::LevelStep],
    inputs: &'d [crate::model::Input],
    #[serde(skip_serializing_if = "Option::is_none")]
    organisations: Option<&'d [Assessment]>,
    rejected: &'d [crate::model::Rejected],
    unused_waivers: &'d [crate::model::Waived],
    #[serde(skip_serializing_if = "Option::is_none")]
    second: Option<&'d crate::model::SecondRun>,
    #[serde(skip_serializing_if = "Option::is_none")]
    texts: Option<Texts>,
}

#[derive(Serialize)]
struct RunStamp<'d> {
    anonymise: bool,
    table: &'d TableOptions,
    files: &'d [RunFile],
    hash: String,
}

/// SHA-256 over everything that decides on a result: program, date, options, pack, overlays, files. An option that
/// happens to change nothing else in a result changes this.
pub fn fingerprint(document: &Document) -> String {
    let mut hasher = Sha256::new();
    let mut add = |part: &str| {
        hasher.update(part.len().to_le_bytes());
        hasher.update(part.as_bytes());
    };
    add(&document.tool.name);
    add(&document.tool.version);
    add(document.as_of.as_deref().unwrap_or_default());
    add(if document.run.anonymise {
        "anonymise"
    } else {
        ""
    });
    let table = &document.run.table;
    for said in [
        &table.decimal,
        &table.encoding,
        &table.delimiter,
        &table.sheet,
    ] {
        add(said.as_deref().unwrap_or_default());
    }
    add(&table
        .header_row
        .map_or_else(String::new, |row| row.to_string()));
    let pack = &document.pack;
    let overlays = pack.overlays.iter();
    for (id, version, hash) in overlays
        .map(|one| (&one.id, &one.version, &one.hash))
        .chain([(&pack.id, &pack.version, &pack.hash)])
    {
        [&**id, &**version, hash].into_iter().for_each(&mut add);
    }
    for one in &document.run.files {
        [one.holds.name(), &one.file].into_iter().for_each(&mut add);
        if one.second {
            add("second");
        }
    }
    for one in &document.inputs {
        [&one.file, &one.hash]
            .into_iter()
            .for_each(|part| add(part));
    }
    hex(&hasher.finalize())
}

/// The sentences behind the keys that occur, by language.
#[derive(Serialize)]
struct Texts {
    de: serde_json::Map<String, serde_json::Value>,
    en: serde_json::Map<String, serde_json::Value>,
}

fn whole<'d>(
    document: &'d Document,
    organisations: Option<&'d [Assessment]>,
    texts: Option<Texts>,
) -> Whole<'d> {
    Whole {
        schema_version: SCHEMA_VERSION,
        tool: &document.tool,
        as_of: &document.as_of,
        run: RunStamp {
            anonymise: document.run.anonymise,
            table: &document.run.table,
            files: &document.run.files,
            hash: fingerprint(document),
        },
        pack: &document.pack,
        dimensions: &document.dimensions,
        levels: &document.levels,
        inputs: &document.inputs,
        organisations,
        rejected: &document.rejected,
        unused_waivers: &document.unused_waivers,
        second: document.second.as_ref(),
        texts,
    }
}

/// One document.
pub(super) fn document(out: &mut dyn Write, document: &Document) -> io::Result<()> {
    let texts = texts(document, Sentences::of(document));
    let whole = whole(document, Some(&document.organisations), Some(texts));
    serde_json::to_writer_pretty(&mut *out, &whole)?;
    out.write_all(b"\n")
}

/// One organisation a line, then the rest.
pub(super) fn lines(out: &mut dyn Write, document: &Document) -> io::Result<()> {
    let mut bytes = Vec::new();
    for assessment in &document.organisations {
        bytes.clear();
        line(&mut bytes, assessment)?;
        out.write_all(&bytes)?;
    }
    last_line(out, document, Sentences::of(document))
}

/// One organisation as a line, put together in memory: a writer would be asked for each of its thousands of parts.
///
/// # Errors
/// None that is known.
pub fn line(out: &mut Vec<u8>, assessment: &Assessment) -> io::Result<()> {
    serde_json::to_writer(&mut *out, assessment)?;
    out.push(b'\n');
    Ok(())
}

/// The line behind all organisations: the rest of the result, with the sentences that they need.
///
/// # Errors
/// Those of the writer.
pub fn last_line(out: &mut dyn Write, document: &Document, sentences: Sentences) -> io::Result<()> {
    let texts = texts(document, sentences);
    serde_json::to_writer(&mut *out, &whole(document, None, Some(texts)))?;
    out.write_all(b"\n")
}

/// The result of one organisation in one line, its sentences left out: a page holds them already.
pub(super) fn without_texts(document: &Document, one: &Assessment) -> String {
    let inputs: Vec<Input> = document
        .inputs
        .iter()
        .map(|input| input.about(&one.id))
        .collect();
    let whole = Whole {
        inputs: &inputs,
        ..whole(document, Some(std::slice::from_ref(one)), None)
    };
    serde_json::to_string(&whole).unwrap_or_default()
}

fn texts(document: &Document, mut sentences: Sentences) -> Texts {
    sentences.add_rest(document);
    let of = |lang: Lang| {
        let texts = sentences.keys().filter_map(|key| {
            let text = document.texts.get(key)?.get(lang);
            Some((key.clone(), serde_json::Value::from(text)))
        });
        texts.collect()
    };
    Texts {
        de: of(Lang::De),
        en: of(Lang::En),
    }
}

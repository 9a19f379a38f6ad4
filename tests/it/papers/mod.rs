//! The documents that people hand over: tables for a spreadsheet, workbooks, text documents.

mod attacks;
mod csv_excel;
mod docx;
mod themes;
mod xlsx;

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read};
use std::path::Path;

use quick_xml::Reader;
use quick_xml::events::Event;
use zip::ZipArchive;

use crate::program::{assessed_case, kamready_in};

const LANGS: [&str; 2] = ["de", "en"];

/// The invented case in this format.
fn case(lang: &str, format: &str) -> Vec<u8> {
    let folder = tempfile::TempDir::new().unwrap();
    let path = folder.path().join("out");
    let target = format!("{format}:{}", path.display());
    assessed_case(lang, &target).good();
    fs::read(path).unwrap()
}

/// `in.json` of a folder in these formats, from one run.
fn written(folder: &Path, formats: &[&str]) -> Vec<Vec<u8>> {
    let targets: Vec<String> = formats
        .iter()
        .map(|name| format!("{name}:out.{name}"))
        .collect();
    let outputs = targets.iter().flat_map(|target| ["-o", target]);
    let arguments: Vec<&str> = ["assess", "in.json", "-q"]
        .into_iter()
        .chain(outputs)
        .collect();
    let ran = kamready_in(folder, &arguments);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let read = |name: &&str| fs::read(folder.join(format!("out.{name}"))).unwrap();
    formats.iter().map(read).collect()
}

/// The parts of a package by their names; each of the same date.
fn parts(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = BTreeMap::new();
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).unwrap();
        let date = part.last_modified().unwrap();
        assert_eq!((date.year(), date.month(), date.day()), (1980, 1, 1));
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        parts.insert(part.name().unwrap().into_owned(), bytes);
    }
    parts
}

fn text(parts: &BTreeMap<String, Vec<u8>>, name: &str) -> String {
    String::from_utf8(parts[name].clone()).unwrap()
}

/// Names of all elements, with what stands in their attributes; a fault of the XML ends the test.
fn elements(xml: &str) -> Vec<(String, Vec<(String, String)>)> {
    let mut reader = Reader::from_str(xml);
    let mut all = Vec::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Eof => return all,
            Event::Start(tag) | Event::Empty(tag) => {
                let attributes = tag.attributes().map(|one| {
                    let one = one.unwrap();
                    let name = one.key.as_ref().to_owned();
                    (name, one.value.to_string())
                });
                let name = tag.name().as_ref().to_owned();
                all.push((name, attributes.collect()));
            }
            _ => {}
        }
    }
}

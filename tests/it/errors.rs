//! What is wrong is named: where, what was found, what is allowed. Nothing is lost in silence.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde::Deserialize;

use crate::program::{copy, files, fixture, kamready_in, stem, with_pack};

#[test]
fn every_broken_input_is_named() {
    let folder = fixture("broken/organisations");
    let mut told = String::new();
    for extension in ["csv", "json", "ndjson"] {
        for path in files(&folder, extension) {
            let name = path.file_name().unwrap().to_str().unwrap();
            let ran = kamready_in(&folder, &["check", name]);
            write!(told, "=== {name}\n{}", ran.told()).unwrap();
        }
    }
    insta::assert_snapshot!("organisations", told);
}

#[test]
fn every_broken_table_of_facts_is_named() {
    let folder = fixture("broken/facts");
    let mut told = String::new();
    for path in files(&folder, "csv") {
        let name = path.file_name().unwrap().to_str().unwrap();
        let ran = kamready_in(&folder, &["check", "base.csv", "--facts", name]);
        write!(told, "=== {name}\n{}", ran.told()).unwrap();
    }
    insta::assert_snapshot!("facts", told);
}

#[test]
fn every_broken_pack_is_refused_by_name() {
    let text = fs::read_to_string(fixture("broken/packs.toml")).unwrap();
    let changes: toml::Table = toml::from_str(&text).unwrap();
    let mut told = String::new();
    let mut let_through: Vec<String> = Vec::new();
    for (name, change) in changes {
        let folder = with_pack("tiny");
        let change: Change = change.try_into().unwrap();
        change.make(&folder.path().join("pack"));
        let ran = kamready_in(folder.path(), &["pack", "list", "--pack", "pack"]);
        write!(told, "=== {name}\n{}", ran.err).unwrap();
        if ran.code != Some(2) {
            let_through.push(name);
        }
    }
    insta::assert_snapshot!("packs", told);
    assert!(let_through.is_empty(), "{let_through:?}");
}

/// One change to the tiny pack; see the head of `fixtures/broken/packs.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Change {
    file: String,
    find: Option<String>,
    with: Option<String>,
    bytes: Option<Vec<u8>>,
    copy: Option<String>,
}

impl Change {
    fn make(&self, pack: &Path) {
        let file = pack.join(&self.file);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        match (&self.find, &self.with, &self.bytes, &self.copy) {
            (Some(find), Some(with), None, None) => {
                let text = fs::read_to_string(&file).unwrap();
                assert_eq!(text.matches(find).count(), 1, "{find}");
                fs::write(&file, text.replace(find, with)).unwrap();
            }
            (None, Some(with), None, None) => fs::write(&file, with).unwrap(),
            (None, None, Some(bytes), None) => fs::write(&file, bytes).unwrap(),
            (None, None, None, Some(from)) => {
                fs::copy(pack.join(from), &file).unwrap();
            }
            _ => fs::remove_file(&file).unwrap(),
        }
    }
}

#[test]
fn every_record_is_in_a_result_that_holds_to_its_schema_or_in_its_rejects() {
    let schema = crate::schema::validator(&["schema", "result"]);
    let folder = tempfile::TempDir::new().unwrap();
    copy(&fixture("broken/organisations"), folder.path());
    for extension in ["csv", "json", "ndjson"] {
        for path in files(folder.path(), extension) {
            let name = path.file_name().unwrap().to_str().unwrap();
            let ran = kamready_in(
                folder.path(),
                &["assess", name, "-o", "json", "--jobs", "1"],
            );
            if ran.out.is_empty() {
                assert_eq!(ran.code, Some(2), "{}", stem(&path));
                continue;
            }
            let result: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
            crate::schema::holds(&schema, name, &result);
            let input = &result["inputs"][0];
            let assessed = result["organisations"].as_array().unwrap().len() as u64;
            let rejected = input["rejected"].as_u64().unwrap();
            assert_eq!(input["records"], assessed + rejected, "{name}");
            let places: std::collections::BTreeSet<String> = result["rejected"]
                .as_array()
                .unwrap()
                .iter()
                .map(|one| format!("{} {}", one["line"], one["id"]))
                .collect();
            assert_eq!(places.len() as u64, rejected, "{name}");
        }
    }
}

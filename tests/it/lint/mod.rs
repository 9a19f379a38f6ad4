//! What can be known of a pack before it runs: every mistake is found at its line, every code has its fixtures.

mod codes;
mod fixes;
mod mistakes;
mod scaffold;

use kamready::lint::{Finding, check};
use kamready::pack::{Pack, PackFiles};
use serde::Deserialize;

/// One change to the files of a pack; see the heads of the fixtures.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Change {
    /// A folder of `fixtures/packs`; the default pack where it is missing.
    pack: Option<String>,
    /// The file is taken away.
    #[serde(default)]
    gone: bool,
    pub(crate) file: String,
    find: Option<String>,
    with: Option<String>,
    copy: Option<String>,
    at: Option<toml::Value>,
    line: Option<usize>,
    #[serde(rename = "in")]
    inside: Option<String>,
    pub(crate) code: String,
    #[serde(default)]
    pub(crate) says: String,
}

impl Change {
    /// The files of the pack with the change made.
    pub(crate) fn made(&self) -> PackFiles {
        let pack = self.base();
        if self.gone {
            return without(&pack, &self.file);
        }
        let mut files = pack;
        let text = |path: &str| {
            files
                .get(path)
                .unwrap_or_else(|| panic!("{path}"))
                .text
                .to_string()
        };
        let changed = match (&self.find, &self.with, &self.copy) {
            (Some(find), Some(with), None) => {
                let before = text(&self.file);
                assert!(before.contains(find.as_str()), "{}: {find}", self.file);
                before.replacen(find.as_str(), with, 1)
            }
            (None, Some(with), None) => with.clone(),
            (None, None, Some(from)) => text(from),
            _ => panic!("{} says no change", self.file),
        };
        let shown = files
            .get(&self.file)
            .map_or(format!("kam/{}", self.file), |file| file.shown.to_string());
        files.add(&self.file, &shown, &changed);
        files
    }

    /// The files before the change.
    pub(crate) fn base(&self) -> PackFiles {
        match &self.pack {
            None => PackFiles::embedded(),
            Some(name) => PackFiles::folder(&crate::program::fixture("packs").join(name)).unwrap(),
        }
    }

    /// The file and the line at which the finding must stand; line 0 is any.
    pub(crate) fn place(&self, files: &PackFiles) -> (String, usize) {
        let path = self.inside.as_ref().unwrap_or(&self.file);
        let file = files.get(path).unwrap();
        let line = self.line.unwrap_or_else(|| self.line_in(&file.text));
        (file.shown.to_string(), line)
    }

    fn line_in(&self, text: &str) -> usize {
        let line_of = |offset: usize| text[..offset].matches('\n').count() + 1;
        let start = self
            .with
            .as_deref()
            .filter(|with| !with.is_empty())
            .map_or(0, |with| text.find(with).unwrap());
        match &self.at {
            None => line_of(
                start + self.with.as_deref().unwrap().len()
                    - self.with.as_deref().unwrap().trim_start().len(),
            ),
            Some(toml::Value::String(at)) => {
                let behind = text[start..].find(at.as_str()).map(|offset| start + offset);
                line_of(
                    behind
                        .or_else(|| text.find(at.as_str()))
                        .unwrap_or_else(|| panic!("{at}")),
                )
            }
            Some(toml::Value::Integer(nth)) => {
                let with = self.with.as_deref().unwrap();
                line_of(text.match_indices(with).nth(*nth as usize - 1).unwrap().0)
            }
            Some(other) => panic!("{other}"),
        }
    }
}

fn without(files: &PackFiles, path: &str) -> PackFiles {
    let mut rest = PackFiles::default();
    for file in files.iter().filter(|file| *file.path != *path) {
        rest.add(&file.path, &file.shown, &file.text);
    }
    rest
}

/// All changes of a fixture, by name.
pub(crate) fn changes(path: &str) -> Vec<(String, Change)> {
    let text = std::fs::read_to_string(crate::program::fixture(path)).unwrap();
    let all: toml::Table = toml::from_str(&text).unwrap();
    let read = |(name, change): (String, toml::Value)| (name, change.try_into().unwrap());
    all.into_iter().map(read).collect()
}

/// The findings of these files, without a folder.
pub(crate) fn findings(files: &PackFiles) -> Vec<Finding> {
    check(files, Vec::new())
}

pub(crate) fn told(findings: &[Finding]) -> String {
    let line = |one: &Finding| format!("{} {}: {}\n", one.code, one.place, one.detail);
    findings.iter().map(line).collect()
}

#[test]
fn the_packs_of_the_house_have_no_findings() {
    let folder = |path: &str| PackFiles::folder(&crate::program::root().join(path)).unwrap();
    for files in [
        PackFiles::embedded(),
        folder("fixtures/packs/tiny"),
        folder("fixtures/packs/muster"),
    ] {
        assert_eq!(told(&findings(&files)), "");
    }
}

#[test]
fn what_can_be_read_of_a_whole_pack_is_the_pack() {
    let (pack, faults) = Pack::inspect(&PackFiles::embedded());
    assert!(faults.is_empty());
    assert_eq!(
        pack.unwrap().hash,
        Pack::read(&PackFiles::embedded()).unwrap().hash
    );
}

#[test]
fn a_case_that_can_be_tested_is_no_finding() {
    let file = "readiness/D09_people/training_days.rhai";
    let mut files = PackFiles::embedded();
    let text = files.get(file).unwrap().text.replacen(
        "const CASES = [",
        "const CASES = [\n    #{ name: \"nearly\", facts: #{ training_days: 2 }, params: #{}, expect: #{ points: 40.4 }, tolerance: 0.5 },",
        1,
    );
    files.add(file, file, &text);
    let found = check(&files, Vec::new());
    assert!(found.is_empty(), "{found:#?}");
}

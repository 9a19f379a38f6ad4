//! Every code has an explanation in both languages, a fixture that triggers it, and one that does not.

use std::collections::BTreeSet;

use kamready::lint::{Finding, registry};

use super::{Change, changes, findings, told};
use crate::program::kamready;

/// Codes of files that cannot be read as text, and of waivers; they need a folder, and have tests of their own.
const OF_FOLDERS: [&str; 3] = ["KR001", "KR002", "KR608"];

#[test]
fn every_change_of_a_small_pack_triggers_its_code_and_the_pack_as_it_was_does_not() {
    let all = changes("lint/codes.toml");
    let missed: Vec<String> = all.iter().filter_map(missed).collect();
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

fn missed((name, change): &(String, Change)) -> Option<String> {
    let files = change.made();
    let (file, line) = change.place(&files);
    let found = findings(&files);
    let is = |one: &Finding| {
        one.code.0 == change.code
            && one.place.file == file
            && (line == 0 || one.place.line == Some(line))
            && one.detail.contains(&change.says)
    };
    let before = findings(&change.base());
    let clean = before.iter().all(|one| one.code.0 != change.code);
    (!clean || !found.iter().any(is)).then(|| {
        format!(
            "{name}: {} at {file}:{line} “{}”, but\n{}",
            change.code,
            change.says,
            told(&found)
        )
    })
}

#[test]
fn every_code_has_a_fixture_that_triggers_it() {
    let fixtures = ["lint/mistakes.toml", "lint/codes.toml"];
    let triggered: BTreeSet<String> = fixtures
        .iter()
        .flat_map(|path| changes(path))
        .map(|(_, change)| change.code)
        .collect();
    let all: Vec<&str> = registry::all().map(|entry| entry.code.0).collect();
    let lacking: Vec<&&str> = all
        .iter()
        .filter(|code| !triggered.contains(**code) && !OF_FOLDERS.contains(code))
        .collect();
    assert!(lacking.is_empty(), "{lacking:?}");
    assert!(
        triggered.iter().all(|code| all.contains(&code.as_str())),
        "{triggered:?}"
    );
}

#[test]
fn every_code_is_explained_in_both_languages() {
    for entry in registry::all() {
        let english = kamready(&["pack", "explain", entry.code.0]).good();
        let german = kamready(&[
            "pack",
            "explain",
            &entry.code.0.to_lowercase(),
            "--lang",
            "de",
        ])
        .good();
        assert!(
            english.contains(entry.title.en) && english.contains(entry.fix.en),
            "{english}"
        );
        assert!(
            german.contains(entry.why.de) && german.contains("Was zu tun ist"),
            "{german}"
        );
    }
    let listed = kamready(&["pack", "explain"]).good();
    assert_eq!(listed.lines().count(), registry::all().count());
    let unknown = kamready(&["pack", "explain", "KR999"]);
    assert_eq!(unknown.code, Some(2));
}

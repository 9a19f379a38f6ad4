//! Two results of the same organisations: the parts of every change add up, and say what they should.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::verify::copied;
use crate::organisations::{Dice, drawn, lines};
use crate::program::{Ran, fixture, kamready_in, root};

const PARTS: [&str; 4] = ["data", "rules", "coverage", "waivers"];

/// Millionths, as a result prints them.
fn units(value: &Value) -> i64 {
    (value.as_f64().expect("a number") * 1e6).round() as i64
}

/// Every change is the sum of its parts; how many there were, and which parts were not zero.
fn adds_up(comparison: &Value) -> (usize, [bool; 4]) {
    let (mut count, mut seen) = (0, [false; 4]);
    for one in comparison["organisations"].as_array().unwrap() {
        for index in one["indexes"].as_array().unwrap() {
            if index["parts"].is_null() {
                continue;
            }
            count += 1;
            let parts = PARTS.map(|part| units(&index["parts"][part]));
            let whole = units(&index["new"]) - units(&index["old"]);
            assert_eq!(parts.iter().sum::<i64>(), whole, "{}: {index}", one["id"]);
            assert_eq!(units(&index["change"]), whole, "{index}");
            for (seen, part) in seen.iter_mut().zip(parts) {
                *seen |= part != 0;
            }
        }
    }
    (count, seen)
}

fn good(folder: &Path, arguments: &[&str]) -> String {
    let ran = kamready_in(folder, arguments);
    assert!(
        matches!(ran.code, Some(0 | 3)),
        "{arguments:?}: {}",
        ran.err
    );
    ran.out
}

fn compared(folder: &Path, arguments: &[&str]) -> Value {
    let mut all = vec!["compare"];
    all.extend(arguments);
    all.extend(["-o", "json"]);
    serde_json::from_str(&good(folder, &all)).unwrap()
}

/// A table of the fields of the tiny pack; what an index or a column is, nobody knows in advance.
fn table(dice: &mut Dice, rows: usize) -> String {
    let mut text = "id,name,register_pct,training,officer\n".to_owned();
    for row in 0..rows {
        let register = match dice.percent(70) {
            true => dice.roll(101).to_string(),
            false => String::new(),
        };
        let training = ["none", "some", "all", "", "NA:drawn"][dice.roll(5)];
        let officer = ["true", "false", ""][dice.roll(3)];
        text.push_str(&format!(
            "O{row},Org {row},{register},{training},{officer}\n"
        ));
    }
    text
}

fn waivers(dice: &mut Dice, rows: usize) -> String {
    let mut text = String::new();
    for row in 0..rows {
        if dice.percent(20) {
            let rule = ["register_pct", "training"][dice.roll(2)];
            text.push_str(&format!("[[waivers]]\nrule = \"{rule}\"\norganisation = \"O{row}\"\nreason = \"drawn\"\nowner = \"nobody\"\n"));
        }
    }
    text
}

/// The tiny pack with another weight and another curve.
fn other_pack(folder: &Path) {
    copied(&fixture("packs/tiny"), &folder.join("other"));
    let rule = folder.join("other/readiness/P1_records/register_pct.rhai");
    let text = fs::read_to_string(&rule).unwrap();
    let changed = text.replace("[50, 30]", "[50, 40]");
    assert_ne!(changed, text);
    fs::write(&rule, changed).unwrap();
}

#[test]
fn the_parts_of_a_thousand_random_pairs_add_up() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path();
    copied(&fixture("packs/tiny"), &folder.join("tiny"));
    other_pack(folder);
    let mut dice = Dice(9_005);
    for (name, pack) in [("old", "tiny"), ("new", "other")] {
        fs::write(folder.join(format!("{name}.csv")), table(&mut dice, 1000)).unwrap();
        fs::write(
            folder.join(format!("{name}.toml")),
            waivers(&mut dice, 1000),
        )
        .unwrap();
        let output = format!("ndjson:{name}.ndjson");
        let (table, waivers) = (format!("{name}.csv"), format!("{name}.toml"));
        good(
            folder,
            &[
                "assess",
                &table,
                "--pack",
                pack,
                "--waivers",
                &waivers,
                "-q",
                "-o",
                &output,
            ],
        );
    }
    let comparison = compared(folder, &["old.ndjson", "new.ndjson", "--pack", "other"]);
    let (count, seen) = adds_up(&comparison);
    assert!(count > 600, "{count}");
    assert_eq!(seen, [true; 4]);
}

#[test]
fn drawn_organisations_of_the_built_in_pack_change_by_data_and_coverage_alone() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path();
    for (name, seed) in [("old", 1), ("new", 2)] {
        fs::write(
            folder.join(format!("{name}.ndjson")),
            lines(&drawn(seed, 24)),
        )
        .unwrap();
        let output = format!("json:{name}.json");
        good(
            folder,
            &["assess", &format!("{name}.ndjson"), "-q", "-o", &output],
        );
    }
    let comparison = compared(folder, &["old.json", "new.json"]);
    let (count, [data, rules, coverage, waivers]) = adds_up(&comparison);
    assert!(count > 20, "{count}");
    // The record that a result keeps gives the very scores again.
    assert_eq!([data, rules, coverage, waivers], [true, false, true, false]);
}

#[test]
fn the_record_of_a_case_with_all_its_lists_gives_the_very_scores_again() {
    let place = tempfile::tempdir().unwrap();
    let case = fixture("case/de").display().to_string();
    good(
        place.path(),
        &[
            "assess",
            &case,
            "--as-of",
            "2026-01-15",
            "-q",
            "-o",
            "json:r.json",
        ],
    );
    let comparison = compared(place.path(), &["r.json", "r.json"]);
    let (count, seen) = adds_up(&comparison);
    assert_eq!((count, seen), (2, [false; 4]));
    let level = &comparison["organisations"][0]["level"];
    assert_eq!(level["rules"], level["new"], "{level}");
}

/// The old result, and a new one of changed data under an overlay, with waivers.
fn two_results() -> tempfile::TempDir {
    let place = tempfile::tempdir().unwrap();
    let domain = fixture("organisations/domain.csv").display().to_string();
    let muster = fixture("packs/muster").display().to_string();
    good(
        place.path(),
        &["assess", &domain, "-q", "-o", "json:old.json"],
    );
    let text = fs::read_to_string(&domain).unwrap();
    let mut rows: Vec<String> = text.lines().map(str::to_owned).collect();
    rows.truncate(rows.len() - 1);
    rows[1] = rows[1].replace("false", "true");
    rows[2] = rows[2].replace("true", "");
    rows.push(rows[1].replacen("T01", "T99", 1));
    fs::write(place.path().join("new.csv"), rows.join("\n")).unwrap();
    fs::write(place.path().join("w.toml"), "[[waivers]]\nrule = \"goals_customer_value\"\norganisation = \"T02\"\nreason = \"x\"\nowner = \"y\"\n").unwrap();
    good(
        place.path(),
        &[
            "assess",
            "new.csv",
            "--pack",
            &muster,
            "--waivers",
            "w.toml",
            "-q",
            "-o",
            "json:new.json",
        ],
    );
    place
}

#[test]
fn a_comparison_is_told_in_both_languages_and_ends_with_1_on_a_regression() {
    let place = two_results();
    let muster = fixture("packs/muster").display().to_string();
    let run = |more: &[&str]| -> Ran {
        let mut all = vec!["compare", "old.json", "new.json", "--pack", &muster];
        all.extend(more);
        kamready_in(place.path(), &all)
    };
    let german = run(&["--lang", "de"]);
    assert_eq!(german.code, Some(0), "{}", german.err);
    insta::assert_snapshot!("comparison_text_de", german.out);
    insta::assert_snapshot!("comparison_markdown_en", run(&["-o", "markdown"]).out);
    assert_eq!(run(&["--fail-on", "regression"]).code, Some(0));
    let back = ["compare", "new.json", "old.json", "--fail-on", "regression"];
    let back = kamready_in(place.path(), &back);
    assert_eq!(back.code, Some(1), "{}", back.err);
}

#[test]
fn the_pack_of_the_new_result_must_be_at_hand() {
    let place = two_results();
    let ran = kamready_in(place.path(), &["compare", "old.json", "new.json"]);
    assert_eq!(ran.code, Some(2));
    assert!(
        ran.err.contains("--pack") && ran.err.contains("muster"),
        "{}",
        ran.err
    );
    let none = root().join("fixtures/levels/L1.json").display().to_string();
    good(
        place.path(),
        &["assess", &none, "-q", "-o", "json:other.json"],
    );
    let ran = kamready_in(place.path(), &["compare", "old.json", "other.json"]);
    assert!(
        ran.code == Some(2) && ran.err.contains("no organisation"),
        "{}",
        ran.err
    );
    let broken: PathBuf = place.path().join("broken.json");
    fs::write(&broken, "{").unwrap();
    let ran = kamready_in(place.path(), &["compare", "broken.json", "old.json"]);
    assert_eq!(ran.code, Some(2));
}

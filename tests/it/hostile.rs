//! Rule files that want to harm: each is refused when the pack is loaded, fails as a rule, or does nothing bad.
//!
//! The prefix of a fixture says which: `run_` fails when it is run, `harmless_` scores, all others are refused.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use kamready::pack::PackFiles;
use kamready::rules::Program;
use tempfile::TempDir;

use crate::program::{files, fixture, kamready_confined, stem, with_pack};

/// Address space of a confined run. Two threads with stacks of 16 MiB and the program itself fit in.
const MEMORY: usize = 256 << 20;

#[test]
fn every_hostile_rule_is_held_within_a_second_and_256_mib() {
    let mut refused = String::new();
    let mut failed = String::new();
    for path in files(&fixture("hostile"), "rhai") {
        let name = stem(&path);
        let text = fs::read_to_string(&path).unwrap();
        match name.split('_').next() {
            Some("run") => write!(failed, "{name}\n  {}\n", failure(&name, &text)).unwrap(),
            Some("harmless") => assert_eq!(outcome(&name, &text)["outcome"], "scored", "{name}"),
            _ => write!(refused, "{name}\n{}", refusal(&name, &text)).unwrap(),
        }
    }
    insta::assert_snapshot!("refused", refused);
    insta::assert_snapshot!("failed", failed);
}

#[test]
fn a_sum_of_200_000_terms_is_refused_by_its_size() {
    let sum = "1.0".to_owned() + &" + 1.0".repeat(199_999);
    let text = fs::read_to_string(fixture("hostile/long_sum.rhai")).unwrap();
    let (head, _) = text.split_once("fn assess").unwrap();
    let text = format!("{head}fn assess(org, params) {{\n    scored({sum}, \"value\")\n}}\n");
    let folder = attacked(&text);
    assert_eq!(
        faults(folder.path()),
        [
            "pack/readiness/P1_records/attack.rhai: this file has 1200726 bytes; 65536 are allowed at most\n"
        ]
    );
    assert_eq!(confined(folder.path(), &["pack", "list"]), Some(2));
}

#[test]
fn a_pack_of_many_faults_names_them_all() {
    let folder = with_pack("tiny");
    let dimension = folder.path().join("pack/readiness/P1_records");
    for name in ["eval", "loop_while", "unknown_field", "meta_with_call"] {
        let file = format!("{name}.rhai");
        fs::copy(fixture("hostile").join(&file), dimension.join(&file)).unwrap();
    }
    // What cannot be read stops the compiling, so the two kinds come one after the other.
    assert_eq!(faults(folder.path()).len(), 1);
    fs::remove_file(dimension.join("meta_with_call.rhai")).unwrap();
    assert_eq!(faults(folder.path()).len(), 3);
}

/// The faults of a pack with this rule, which must not load.
fn refusal(name: &str, text: &str) -> String {
    let folder = attacked(text);
    let told = faults(folder.path());
    assert!(!told.is_empty(), "{name} is let through");
    assert_eq!(
        confined(folder.path(), &["pack", "list"]),
        Some(2),
        "{name}"
    );
    told.iter().map(|fault| format!("  {fault}")).collect()
}

/// The error of this rule, which must load and then fail.
fn failure(name: &str, text: &str) -> String {
    let rule = outcome(name, text);
    assert_eq!(rule["outcome"], "failed", "{name}");
    assert_eq!(rule["points"], serde_json::Value::Null, "{name}");
    rule["error"].as_str().unwrap().to_owned()
}

/// What the hostile rule says about an organisation that answers everything.
fn outcome(name: &str, text: &str) -> serde_json::Value {
    let folder = attacked(text);
    assert_eq!(faults(folder.path()), [""; 0], "{name}");
    fs::write(
        folder.path().join("one.csv"),
        "id,register_pct,training,officer\na,75,some,true\n",
    )
    .unwrap();
    let arguments = [
        "assess", "one.csv", "--pack", "pack", "-o", "json", "--jobs", "1",
    ];
    let ran = kamready_confined(folder.path(), &arguments, MEMORY);
    let result = ran.json();
    let rules = result["organisations"][0]["rules"].as_array().unwrap();
    rules
        .iter()
        .find(|rule| rule["id"] == "attack")
        .unwrap()
        .clone()
}

/// A copy of the tiny pack with one more rule.
fn attacked(text: &str) -> TempDir {
    let folder = with_pack("tiny");
    fs::write(
        folder.path().join("pack/readiness/P1_records/attack.rhai"),
        text,
    )
    .unwrap();
    folder
}

/// The faults of the pack in this folder, its own path taken out.
fn faults(folder: &Path) -> Vec<String> {
    let opened = PackFiles::folder(&folder.join("pack")).and_then(|files| Program::open(&files));
    let outside = format!("{}/", folder.display());
    let told = |fault: kamready::error::Error| {
        let mut text = String::new();
        writeln!(text, "{}", fault.to_string().replace(&outside, "")).unwrap();
        if let Some(help) = fault.help {
            writeln!(text, "    {help}").unwrap();
        }
        text
    };
    opened.map_or_else(
        |faults| faults.into_iter().map(told).collect(),
        |_| Vec::new(),
    )
}

fn confined(folder: &Path, arguments: &[&str]) -> Option<i32> {
    let arguments = [arguments, &["--pack", "pack"]].concat();
    kamready_confined(folder, &arguments, MEMORY).code
}

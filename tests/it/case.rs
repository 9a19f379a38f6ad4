//! The example case: written, assessed as it is, the same in both languages, never overwritten.

use std::fs;
use std::path::Path;

use serde_json::Value;
use tempfile::TempDir;

use crate::program::{kamready, kamready_in};

const LANGUAGES: [&str; 2] = ["de", "en"];

fn case(lang: &str) -> TempDir {
    let folder = TempDir::new().unwrap();
    let ran = kamready_in(folder.path(), &["init", "case", "--lang", lang]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    folder
}

fn assessed(folder: &Path, arguments: &[&str]) -> String {
    let all = [&["assess", "case", "--quiet"], arguments].concat();
    kamready_in(folder, &all).good()
}

fn organisation(lang: &str) -> Value {
    let told = assessed(case(lang).path(), &["-o", "json"]);
    let document: Value = serde_json::from_str(&told).unwrap();
    document["organisations"][0].clone()
}

#[test]
fn the_example_is_reported_with_customers_and_org_chart() {
    for lang in LANGUAGES {
        let folder = case(lang);
        for format in ["text", "markdown"] {
            let told = assessed(folder.path(), &["--lang", lang, "-o", format]);
            insta::assert_snapshot!(format!("case_{lang}_{format}"), told);
        }
    }
}

#[test]
fn both_languages_of_the_example_are_the_same_case() {
    let [de, en] = LANGUAGES.map(organisation);
    for part in [
        "need",
        "readiness",
        "level",
        "gates",
        "dimensions",
        "placement",
    ] {
        assert!(de[part].is_object() || de[part].is_array(), "{part}");
        assert_eq!(de[part], en[part], "{part}");
    }
}

#[test]
fn what_the_customer_list_gives_stands_before_what_was_stated() {
    let one = organisation("en");
    let customers = &one["accounts"];
    let number = |path: &str| customers.pointer(path).and_then(Value::as_f64).unwrap();
    // Shares, seats and break-even as a second program works them out from the same list.
    for (path, expected) in [
        ("/result/concentration/cr1/share", 12.3),
        ("/result/concentration/cr10/share", 50.1),
        ("/result/selection/share", 46.3),
        ("/result/effort/breakeven_uplift_pct", 16.1),
    ] {
        assert!(
            (number(path) - expected).abs() <= 0.05,
            "{path}: {}",
            number(path)
        );
    }
    assert_eq!(number("/result/dependence/ebit_without_top3"), -631_450.0);
    assert_eq!(one["flags"], serde_json::json!(["F3", "F5"]));
}

#[test]
fn the_pictures_of_a_case_are_written_side_by_side() {
    let folder = case("de");
    assessed(folder.path(), &["-o", "svg:pictures/"]);
    for role in ["target", "entry", "customers"] {
        let path = folder.path().join(format!("pictures/M-3001-{role}.svg"));
        let picture = fs::read_to_string(path).unwrap();
        assert!(
            picture.starts_with("<svg") || picture.starts_with("<?xml"),
            "{role}"
        );
        assert!(picture.trim_end().ends_with("</svg>"), "{role}");
    }
}

#[test]
fn an_existing_file_stops_the_example_before_anything_is_written() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("facts.csv"), "mine").unwrap();
    let ran = kamready_in(folder.path(), &["init"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("facts.csv"), "{}", ran.err);
    assert_eq!(
        fs::read_to_string(folder.path().join("facts.csv")).unwrap(),
        "mine"
    );
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn a_folder_gives_what_its_files_give() {
    let folder = "fixtures/case/en";
    let file = |name: &str| format!("{folder}/{name}");
    let named = [
        file("organisation.json"),
        file("facts.csv"),
        file("org_units.csv"),
        file("accounts.csv"),
        file("staff.csv"),
    ];
    let [organisation, facts, units, accounts, staff] = named.each_ref().map(String::as_str);
    let files = [
        "assess",
        organisation,
        "--facts",
        facts,
        "--units",
        units,
        "--accounts",
        accounts,
        "--staff",
        staff,
        "-o",
        "csv",
    ];
    assert_eq!(
        kamready(&["assess", folder, "-o", "csv", "--quiet"]).good(),
        kamready(&files).good()
    );
}

#[test]
fn faults_of_all_files_are_told_at_once() {
    let folder = TempDir::new().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write("one.csv", "id\na\n");
    write("two.json", "{\"id\": ");
    write("accounts.csv", "weather\nrain\n");
    let arguments = ["check", "one.csv", "two.json", "--accounts", "accounts.csv"];
    let ran = kamready_in(folder.path(), &arguments);
    assert_eq!(ran.code, Some(2));
    for file in ["two.json", "accounts.csv"] {
        assert!(ran.err.contains(file), "{file}: {}", ran.err);
    }
}

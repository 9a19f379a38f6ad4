//! How the roadmap reaches people: reports, drawings, questions, `explain`, overlays.

use std::fs;

use crate::program::{fixture, kamready, kamready_in, with_pack};
use tempfile::TempDir;

const CASE: &str = "fixtures/case/de";

fn explained(rule: &str, lang: &str) -> String {
    let file = "fixtures/organisations/domain.csv";
    let told = kamready(&[
        "explain", file, "--org", "T03", "--rule", rule, "--lang", lang,
    ])
    .good();
    let heading = if lang == "de" {
        "\nGelesene Werte\n"
    } else {
        "\nValues read\n"
    };
    told.rsplit_once(heading).unwrap().1.to_owned()
}

#[test]
fn explain_shows_the_trigger_the_gain_and_the_gates_of_a_measure() {
    for lang in ["de", "en"] {
        for rule in ["measure.M14", "M33", "M24", "M34"] {
            insta::assert_snapshot!(format!("explain_{rule}.{lang}"), explained(rule, lang));
        }
    }
}

#[test]
fn an_id_that_two_kinds_bear_is_explained_for_both() {
    let told = kamready(&[
        "explain",
        "fixtures/organisations/domain.csv",
        "--org",
        "T01",
        "--rule",
        "M10",
    ])
    .good();
    assert!(
        told.contains("kam/competencies/modifiers/M10.rhai")
            && told.contains("kam/measures/M10.rhai")
    );
}

#[test]
fn the_curve_is_drawn_for_each_organisation_in_both_languages() {
    let folder = TempDir::new().unwrap();
    for lang in ["de", "en"] {
        let out = format!("svg:{}/{lang}/", folder.path().display());
        kamready(&["assess", CASE, "-o", &out, "--lang", lang, "-q"]);
        let drawn =
            fs::read_to_string(folder.path().join(lang).join("M-3001-roadmap.svg")).unwrap();
        insta::assert_snapshot!(format!("curve.{lang}"), drawn);
    }
}

#[test]
fn what_no_report_shows_is_not_worked_out() {
    let json = kamready(&["assess", CASE, "-o", "json", "-q"]).json();
    assert!(json["organisations"][0]["roadmap"].is_object());
    let measures = json["organisations"][0]["measures"].as_array().unwrap();
    assert!(measures.len() > 20);
    let folder = with_pack("tiny");
    fs::write(folder.path().join("one.csv"), "id,register_pct\na,10\n").unwrap();
    let tiny = kamready_in(
        folder.path(),
        &["assess", "one.csv", "-o", "json", "--pack", "pack"],
    )
    .json();
    assert!(tiny["organisations"][0].get("roadmap").is_none());
    assert_eq!(
        tiny["organisations"][0]["measures"]
            .as_array()
            .unwrap()
            .len(),
        0
    );
}

/// A pack `client` beside nothing else, that extends the built-in one.
fn overlay(changes: &str, files: &[(&str, String)]) -> TempDir {
    let folder = TempDir::new().unwrap();
    let pack = folder.path().join("client");
    fs::create_dir_all(pack.join("measures")).unwrap();
    let head = "id = \"client\"\nversion = \"1\"\nextends = \"kam\"\ntitle = { de = \"Kunde\", en = \"Client\" }\n";
    fs::write(pack.join("pack.toml"), format!("{head}{changes}")).unwrap();
    for (path, text) in files {
        fs::write(pack.join(path), text).unwrap();
    }
    folder
}

fn change(what: &str) -> String {
    format!("\n[[changes]]\n{what}\nreason = {{ de = \"Grund\", en = \"Reason\" }}\n")
}

fn planned(folder: &TempDir) -> Vec<String> {
    let file = fixture("organisations/domain.csv");
    let file = file.to_string_lossy();
    let json = kamready_in(
        folder.path(),
        &["assess", &file, "-o", "json", "--pack", "client"],
    )
    .json();
    let own = json["organisations"][1]["measures"]
        .as_array()
        .unwrap()
        .clone();
    own.iter()
        .map(|id| id.as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn an_overlay_switches_measures_off_changes_them_and_adds_new_ones() {
    let added = fs::read_to_string(fixture("../rules/kam/measures/M09.rhai")).unwrap();
    let changes = change("off = \"M33\"")
        + &change("off = \"measure.M10\"")
        + &change("param = \"M17.limit\"\nto = 50");
    let folder = overlay(
        &changes,
        &[("measures/M40.rhai", added.replace("[\"M08\"]", "[\"M09\"]"))],
    );
    let own = planned(&folder);
    for id in ["M33", "M10", "M17", "M36"] {
        assert!(!own.iter().any(|one| one == id), "{id}: {own:?}");
    }
    let at = |id: &str| own.iter().position(|one| one == id).unwrap();
    assert!(at("M40") > at("M09"));
    let told = kamready_in(folder.path(), &["pack", "test", "--pack", "client"]).good();
    assert!(told.ends_with(", 0 failed\n"), "{told}");
}

#[test]
fn a_measure_that_cannot_be_is_refused_with_its_place() {
    let base = fs::read_to_string(fixture("../rules/kam/measures/M09.rhai")).unwrap();
    let variants = [
        ("phase: \"B\"", "phase: \"E\""),
        ("[\"M08\"]", "[\"M99\"]"),
        ("[\"M08\"]", "[\"M31\"]"),
        ("[\"M08\"]", "[\"M40\"]"),
        ("value: 100 }", "value: 101 }"),
        ("value: 3 }", "value: \"three\" }"),
        (
            "goal_horizon_years: #{ value: 3 }",
            "goal_horizon: #{ value: 3 }",
        ),
        (
            "goal_horizon_years: #{ value: 3 }",
            "goal_horizon_years: #{ value: 3, at_least: 2 }",
        ),
        ("weeks: 2", "weeks: 0"),
        ("weeks: 2", "weeks: 2,\n    step: 4"),
        ("weeks: 2", "weeks: 2,\n    at: [\"L1\"]"),
        ("weeks: 2", "months: 2"),
        (
            "org.goals_smart_pct < params.limit",
            "org.planned.level == \"L4\"",
        ),
        ("org.goals_smart_pct < params.limit", "org.planned.M08"),
        ("org.goals_smart_pct < params.limit", "org.goals_smart_pct"),
    ];
    let mut told = String::new();
    for (from, to) in variants {
        assert!(base.contains(from), "{from}");
        let folder = overlay("", &[("measures/M40.rhai", base.replace(from, to))]);
        let ran = kamready_in(folder.path(), &["pack", "list", "--pack", "client"]);
        assert_eq!(ran.code, Some(2), "{to}: {}", ran.out);
        told.push_str(&format!("{to}\n{}\n", ran.err.replace("\u{1b}", "")));
    }
    let ambiguous = overlay(&change("off = \"M10\""), &[]);
    told.push_str(&kamready_in(ambiguous.path(), &["pack", "list", "--pack", "client"]).err);
    let fixed = overlay(&change("off = \"gate.G1\""), &[]);
    told.push_str(&kamready_in(fixed.path(), &["pack", "list", "--pack", "client"]).err);
    insta::assert_snapshot!("refused", told);
}

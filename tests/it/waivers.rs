//! Reasoned exceptions: both scores, every state named in every report, what cannot hold refused.

use std::fmt::Write as _;
use std::fs;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::program::{files, fixture, kamready};

const FILE: &str = "fixtures/organisations/domain.csv";
const STATES: &str = "fixtures/waivers/states.toml";

fn told(file: &str, waivers: &str, format: &str, lang: &str) -> String {
    let day = ["--as-of", "2026-06-30", "--lang", lang];
    let arguments = ["assess", file, "--waivers", waivers, "-o", format];
    kamready(&[&arguments[..], &day].concat()).good()
}

fn result(waivers: &str) -> Value {
    serde_json::from_str(&told(FILE, waivers, "json", "en")).unwrap()
}

fn organisation<'r>(result: &'r Value, id: &str) -> &'r Value {
    let all = result["organisations"].as_array().unwrap();
    all.iter().find(|one| one["id"] == id).unwrap()
}

/// T02 of the document alone, as a file.
fn alone() -> (TempDir, String) {
    let folder = TempDir::new().unwrap();
    let text = fs::read_to_string(fixture("organisations/domain.csv")).unwrap();
    let rows = text.lines();
    let kept: Vec<&str> = rows
        .filter(|line| line.starts_with("id") || line.starts_with("T02"))
        .collect();
    let path = folder.path().join("one.csv");
    fs::write(&path, kept.join("\n")).unwrap();
    let path = path.to_string_lossy().into_owned();
    (folder, path)
}

#[test]
fn a_waiver_shows_both_scores_and_leaves_the_finding_as_it_is() {
    let plain = kamready(&["assess", FILE, "-o", "json"]).json();
    let waived = result(STATES);
    let (before, after) = (organisation(&plain, "T02"), organisation(&waived, "T02"));
    assert_eq!(before["rules"], after["rules"]);
    assert_eq!(before["dimensions"], after["dimensions"]);
    assert_eq!(before["level"], after["level"]);
    assert_eq!(before["readiness"]["score"], after["readiness"]["score"]);
    assert_eq!(before["readiness"]["with_waivers"], Value::Null);
    // D09 without `career_path` (weight 5, 0 points): 52.55 × 100 ÷ 95; its weight in R is 13 of 100.
    let score = after["readiness"]["score"].as_f64().unwrap();
    let wanted = score + 0.13 * (52.55 * 100.0 / 95.0 - 52.55);
    let found = after["readiness"]["with_waivers"].as_f64().unwrap();
    assert!((wanted - found).abs() < 1e-5, "{wanted} {found}");
    // No waiver touches the need, and none of T01.
    assert_eq!(after["need"]["with_waivers"], Value::Null);
    let other = organisation(&waived, "T01");
    assert_eq!(other["readiness"]["with_waivers"], Value::Null);
    assert_eq!(other["waivers"], json!([]));
}

#[test]
fn each_waiver_is_in_its_state() {
    let result = result(STATES);
    let states = |list: &Value| -> Vec<(String, String)> {
        let all = list.as_array().unwrap().iter();
        let word = |value: &Value| value.as_str().unwrap().to_owned();
        all.map(|one| (word(&one["rule"]), word(&one["state"])))
            .collect()
    };
    let pair = |rule: &str, state: &str| (rule.to_owned(), state.to_owned());
    assert_eq!(
        states(&organisation(&result, "T02")["waivers"]),
        [
            pair("career_path", "active"),
            pair("mission_status", "expired")
        ]
    );
    assert_eq!(
        states(&organisation(&result, "T07")["waivers"]),
        [pair("avg_share_of_wallet", "unused")]
    );
    assert_eq!(
        states(&result["unused_waivers"]),
        [pair("training_days", "unused")]
    );
}

#[test]
fn a_waiver_holds_on_its_last_day_and_an_expired_one_changes_no_score() {
    let last = result("fixtures/waivers/last_day.toml");
    let waived = &organisation(&last, "T02")["waivers"][0];
    assert_eq!(
        (&waived["state"], &waived["expires"]),
        (&json!("active"), &json!("2026-06-30"))
    );
    let day_after = kamready(&[
        "assess",
        FILE,
        "--waivers",
        "fixtures/waivers/last_day.toml",
        "--as-of",
        "2026-07-01",
        "-o",
        "json",
    ])
    .json();
    let one = organisation(&day_after, "T02");
    assert_eq!(one["waivers"][0]["state"], "expired");
    assert_eq!(one["readiness"]["with_waivers"], Value::Null);
}

#[test]
fn every_waiver_is_named_with_its_state_in_every_report() {
    let (_folder, one) = alone();
    for file in [FILE, &one] {
        for (lang, active, expired, unused) in [
            ("de", "gilt", "abgelaufen", "ohne Wirkung"),
            ("en", "active", "expired", "unused"),
        ] {
            for format in ["text", "markdown"] {
                let report = told(file, STATES, format, lang);
                let words = report.split_whitespace().collect::<Vec<_>>().join(" ");
                let states = [
                    (active, "Laufbahnen regelt der Konzern"),
                    (expired, "Eine Mission folgt mit der neuen Strategie"),
                    (unused, "Der Bedarf der Kunden ist nicht zu ermitteln"),
                    (unused, "Diese Organisation ist nicht unter den Datensätzen"),
                ];
                for (state, reason) in states {
                    assert!(
                        words.contains(reason),
                        "{format} {lang} lacks {reason}:\n{words}"
                    );
                    assert!(
                        words.contains(state),
                        "{format} {lang} lacks {state}:\n{words}"
                    );
                }
                for owner in ["Leitung Personal", "Leitung Vertrieb", "T99", "2026-06-29"] {
                    assert!(
                        words.contains(owner),
                        "{format} {lang} lacks {owner}:\n{words}"
                    );
                }
                let both = if lang == "de" {
                    "57,4 statt 57,1"
                } else {
                    "57.4 instead of 57.1"
                };
                assert!(
                    words.contains(both),
                    "{format} {lang} lacks {both}:\n{words}"
                );
            }
        }
    }
}

#[test]
fn waivers_read_as_they_should() {
    for lang in ["de", "en"] {
        let text = told(FILE, STATES, "text", lang);
        insta::assert_snapshot!(format!("portfolio.{lang}"), text);
        let text = kamready(&[
            "explain",
            FILE,
            "--org",
            "T02",
            "--waivers",
            STATES,
            "--as-of",
            "2026-06-30",
            "--lang",
            lang,
        ])
        .good();
        let (_, end) = text.rsplit_once("\n# ").unwrap();
        insta::assert_snapshot!(format!("explain.{lang}"), end);
    }
}

#[test]
fn a_waiver_that_cannot_hold_is_refused_by_name() {
    let mut told = String::new();
    for path in files(&fixture("waivers/broken"), "toml") {
        let name = path.file_name().unwrap().to_str().unwrap();
        let file = format!("fixtures/waivers/broken/{name}");
        let ran = kamready(&["assess", FILE, "--waivers", &file, "--as-of", "2026-06-30"]);
        assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""), "{name}");
        write!(told, "=== {name}\n{}", ran.err).unwrap();
    }
    let undated = kamready(&["assess", FILE, "--waivers", STATES]);
    assert_eq!(undated.code, Some(2));
    write!(told, "=== without --as-of\n{}", undated.err).unwrap();
    insta::assert_snapshot!("refused", told);
}

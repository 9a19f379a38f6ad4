//! Two assessors: where they differ, what that does, and what is said of it.

use std::fs;

use serde_json::{Value, json};

use crate::program::kamready;
use crate::schema::{holds, validator};

const FIRST: &str = "fixtures/organisations/domain.csv";
const SECOND: &str = "fixtures/second/domain.csv";

fn of_both(outputs: &[&str]) -> Value {
    let arguments = ["assess", FIRST, "--second", SECOND, "-q", "-o", "json"];
    kamready(&[&arguments[..], outputs].concat()).json()
}

fn found<'v>(result: &'v Value, id: &str) -> &'v Value {
    let all = result["organisations"].as_array().unwrap();
    all.iter().find(|one| one["id"] == id).unwrap()
}

fn alone(file: &str) -> Value {
    kamready(&["assess", file, "-q", "-o", "json"]).json()
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap()
}

#[test]
fn each_side_is_what_its_own_file_gives() {
    let (both, other) = (of_both(&[]), alone(SECOND));
    for id in ["T01", "T02", "T03", "T06"] {
        let second = &found(&both, id)["second"];
        for (side, own) in [("first", found(&both, id)), ("second", found(&other, id))] {
            assert_eq!(second[side]["level"], own["level"]["id"], "{id} {side}");
            assert_eq!(second[side]["target"], own["placement"]["target"]);
            assert_eq!(second[side]["entry"], own["placement"]["entry"]);
            for index in second["indexes"].as_array().unwrap() {
                let name = index["id"].as_str().unwrap();
                for figure in ["score", "low", "high"] {
                    assert_eq!(index[side][figure], own[name][figure], "{id} {name}");
                }
            }
        }
    }
}

#[test]
fn the_first_result_is_the_same_with_and_without_a_second() {
    let (mut both, only) = (of_both(&[]), alone(FIRST));
    for one in both["organisations"].as_array_mut().unwrap() {
        one.as_object_mut().unwrap().remove("second");
    }
    assert_eq!(both["organisations"], only["organisations"]);
    assert!(only.get("second").is_none());
    assert!(!only.to_string().contains("\"second\""));
}

#[test]
fn the_parts_of_an_index_add_up_to_its_difference() {
    let both = of_both(&[]);
    let mut seen = 0;
    for one in both["organisations"].as_array().unwrap() {
        let Some(second) = one.get("second") else {
            continue;
        };
        for index in second["indexes"].as_array().unwrap() {
            let (Some(a), Some(b)) = (
                index["first"]["score"].as_f64(),
                index["second"]["score"].as_f64(),
            ) else {
                continue;
            };
            let lists = [&second["rules"], &second["dimensions"]];
            let parts = lists.iter().flat_map(|list| list.as_array().unwrap());
            let own = parts.filter(|part| part["index"] == index["id"]);
            let sum: f64 = own.map(|part| number(&part["part"])).sum();
            assert!(
                (sum - (b - a)).abs() < 1e-4,
                "{} {sum} {}",
                one["id"],
                b - a
            );
            seen += usize::from((b - a).abs() > 0.1);
        }
    }
    assert!(seen > 1, "some indexes differ");
}

#[test]
fn an_answer_alone_does_what_it_does_in_the_record() {
    let both = of_both(&[]);
    let second = &found(&both, "T01")["second"];
    let answers = second["answers"].as_array().unwrap();
    assert_eq!(answers.len(), 3);
    for answer in answers {
        let field = answer["field"].as_str().unwrap();
        let value = match &answer["second"]["value"] {
            Value::Null => String::new(),
            Value::String(word) => word.clone(),
            other => other.to_string(),
        };
        let set = format!("{field}={value}");
        let told = kamready(&[
            "whatif", FIRST, "--org", "T01", "--set", &set, "--format", "json",
        ]);
        let told = told.json();
        let changed = &told["what_if"]["after"];
        let expected = if *changed == told["what_if"]["before"] {
            &Value::Null
        } else {
            changed
        };
        assert_eq!(&answer["verdict"], expected, "{field}");
        for effect in answer["effects"].as_array().unwrap() {
            let moved = told["what_if"]["indexes"].as_array().unwrap();
            let moved = moved.iter().find(|one| one["id"] == effect["id"]).unwrap();
            let by = number(&moved["after"]) - number(&moved["before"]);
            assert!((by - number(&effect["by"])).abs() < 1e-5, "{field}");
        }
    }
}

#[test]
fn what_changes_the_verdict_is_talked_about_first_then_what_moves_most() {
    let both = of_both(&[]);
    let mut deciding = 0;
    for one in both["organisations"].as_array().unwrap() {
        let Some(answers) = one["second"]["answers"].as_array() else {
            continue;
        };
        let key = |answer: &Value| {
            let decides = !answer["verdict"].is_null() || !answer["reverse"].is_null();
            let effects = answer["effects"].as_array().unwrap().iter();
            let widest = effects
                .map(|one| number(&one["by"]).abs())
                .fold(0.0, f64::max);
            (!decides, -widest)
        };
        let keys: Vec<(bool, f64)> = answers.iter().map(key).collect();
        assert!(keys.is_sorted(), "{}: {keys:?}", one["id"]);
        deciding += keys.iter().filter(|(undecided, _)| !undecided).count();
    }
    assert!(deciding > 0, "some answer decides");
}

#[test]
fn organisations_of_one_file_are_named_and_agreement_is_counted() {
    let both = of_both(&[]);
    assert_eq!(both["second"]["both"], 4);
    let named = |list: &str| {
        both["second"][list]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["id"].clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(named("only_first"), [json!("T07")]);
    assert_eq!(named("only_second"), [json!("T09")]);
    assert!(found(&both, "T07").get("second").is_none());
    let (first, other) = (alone(FIRST), alone(SECOND));
    let mut gaps = Vec::new();
    for id in ["T01", "T02", "T03", "T06"] {
        let sides = [&first, &other].map(|one| found(one, id)["rules"].as_array().unwrap());
        for (a, b) in sides[0].iter().zip(sides[1]) {
            gaps.extend(
                a["points"]
                    .as_f64()
                    .zip(b["points"].as_f64())
                    .map(|(a, b)| (a - b).abs()),
            );
        }
    }
    let agreement = &both["second"]["agreement"];
    assert_eq!(agreement["rules"], gaps.len());
    assert_eq!(
        agreement["same"],
        gaps.iter().filter(|gap| **gap == 0.0).count()
    );
    let mean = gaps.iter().sum::<f64>() / gaps.len() as f64;
    assert!((number(&agreement["mean_difference"]) - mean).abs() < 1e-5);
}

#[test]
fn the_same_answers_differ_in_nothing_and_the_way_back_mirrors() {
    let same = kamready(&["assess", FIRST, "--second", FIRST, "-q", "-o", "json"]).json();
    for one in same["organisations"].as_array().unwrap() {
        let second = &one["second"];
        assert_eq!(second["first"], second["second"]);
        for list in ["answers", "rules", "dimensions", "lists"] {
            assert_eq!(second[list], json!([]), "{list}");
        }
        assert_eq!(second["agreement"]["rules"], second["agreement"]["same"]);
    }
    let back = kamready(&["assess", SECOND, "--second", FIRST, "-q", "-o", "json"]).json();
    let there = of_both(&[]);
    for id in ["T01", "T02", "T03"] {
        let [there, back] =
            [&there, &back].map(|one| found(one, id)["second"]["rules"].as_array().unwrap());
        for rule in there {
            let other = back.iter().find(|one| one["id"] == rule["id"]).unwrap();
            assert!((number(&rule["part"]) + number(&other["part"])).abs() < 2e-6);
            assert_eq!(rule["first"], other["second"]);
        }
    }
}

#[test]
fn results_with_two_assessors_hold_to_the_schema() {
    let schema = validator(&["schema", "result"]);
    holds(&schema, "two", &of_both(&[]));
    let case = [
        "assess",
        "fixtures/case/de",
        "--second",
        "fixtures/case/en",
        "-q",
        "-o",
        "json",
    ];
    let case = kamready(&case).json();
    holds(&schema, "case", &case);
}

#[test]
fn a_result_of_two_is_confirmed_and_a_changed_second_file_is_not() {
    let place = tempfile::tempdir().unwrap();
    let second = place.path().join("second.csv");
    fs::copy(crate::program::root().join(SECOND), &second).unwrap();
    let second = second.to_str().unwrap();
    for (name, format) in [("r.json", "json"), ("r.ndjson", "ndjson")] {
        let result = place.path().join(name).display().to_string();
        let output = format!("{format}:{result}");
        kamready(&["assess", FIRST, "--second", second, "-q", "-o", &output]).good();
        kamready(&["verify", &result, FIRST, "--second", second]).good();
        kamready(&["verify", &result, FIRST, second]).good();
    }
    let result = place.path().join("r.json").display().to_string();
    let text = fs::read_to_string(second).unwrap();
    fs::write(second, text.replacen(",20,", ",21,", 1)).unwrap();
    let told = kamready(&["verify", &result, FIRST, "--second", second]);
    assert_eq!(told.code, Some(1), "{}", told.told());
    assert!(told.out.contains("second.csv"), "{}", told.out);
    let missing = kamready(&["verify", &result, FIRST]);
    assert_eq!(missing.code, Some(2), "{}", missing.told());
}

#[test]
fn what_nobody_would_hear_is_refused() {
    let tables = kamready(&["assess", FIRST, "--second", SECOND, "-o", "csv"]);
    let both = kamready(&["assess", "-", "--second", "-"]);
    let none = kamready(&["assess", FIRST, "--second", "fixtures/second"]);
    for refused in [tables, both, none] {
        assert_eq!(refused.code, Some(2), "{}", refused.told());
        assert_eq!(refused.out, "");
    }
}

#[test]
fn refused_records_of_the_second_file_are_told() {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("bad.csv");
    fs::write(
        &path,
        "id,name,crm_usage_pct\nT01,Hydrotec,20\nT02,Brandl,500\n",
    )
    .unwrap();
    let told = kamready(&[
        "assess",
        FIRST,
        "--second",
        path.to_str().unwrap(),
        "-o",
        "json",
    ]);
    assert_eq!(told.code, Some(3), "{}", told.err);
    assert!(
        told.err.contains("bad.csv") && told.err.contains("500"),
        "{}",
        told.err
    );
}

#[test]
fn on_a_terminal_in_german() {
    let one = "fixtures/organisations/messtechnik.json";
    let other = "fixtures/second/messtechnik.json";
    let told = kamready(&["assess", one, "--second", other, "--lang", "de"]).good();
    insta::assert_snapshot!("one_de", &told[told.find("Zweite Beurteilung").unwrap()..]);
}

#[test]
fn a_portfolio_in_markdown() {
    let told = kamready(&["assess", FIRST, "--second", SECOND, "-o", "markdown"]).good();
    let own: Vec<&str> = told
        .split("\n## ")
        .filter(|part| part.starts_with("Second assessor") || part.starts_with("Two assessors"))
        .collect();
    assert_eq!(own.len(), 5);
    insta::assert_snapshot!("portfolio_en", own.join("\n## "));
}

//! A stored result is a stranger's text.

use std::fs;
use std::sync::LazyLock;

use serde_json::{Value, json};

use crate::program::{Ran, kamready};

/// A result with the own chart of its organisation.
fn result() -> Value {
    static RESULT: LazyLock<Value> = LazyLock::new(|| {
        let arguments = [
            "assess",
            "fixtures/levels/L2.json",
            "--units",
            "fixtures/units/hydrotec.csv",
            "-o",
            "json",
        ];
        kamready(&arguments).json()
    });
    RESULT.clone()
}

fn report(text: &str) -> Ran {
    let place = tempfile::tempdir().unwrap();
    let file = place.path().join("result.json");
    fs::write(&file, text).unwrap();
    let mut ran = kamready(&["report", file.to_str().unwrap(), "-o", "markdown"]);
    ran.err = ran.err.replace(&*file.to_string_lossy(), "result.json");
    ran
}

/// What is said about a result after a change.
fn told(change: impl FnOnce(&mut Value)) -> String {
    let mut result = result();
    change(&mut result);
    let ran = report(&result.to_string());
    assert_eq!(ran.code, Some(2), "{}{}", ran.out, ran.err);
    ran.err
}

#[test]
fn what_a_result_cannot_be_is_refused_with_its_key() {
    let faults = [
        told(|one| one["schema_version"] = json!(2)),
        told(|one| one["schema_version"] = json!("1")),
        told(|one| _ = one.as_object_mut().unwrap().shift_remove("schema_version")),
        told(|one| _ = one.as_object_mut().unwrap().shift_remove("texts")),
        told(|one| one["texts"]["de"]["level.L3"] = json!(3)),
        told(|one| one["more"] = json!(1)),
        told(|one| one["inputs"][0]["records"] = json!(-1)),
        told(|one| one["inputs"][0]["records"] = json!(u64::MAX)),
        told(|one| one["organisations"] = json!({})),
        told(|one| one["organisations"][0] = json!(7)),
        told(|one| one["organisations"][0]["readiness"]["score"] = json!(1e18)),
        told(|one| one["organisations"][0]["readiness"]["score"] = json!("54")),
        told(|one| one["organisations"][0]["rules"][3]["outcome"] = json!("passed")),
        told(|one| one["organisations"][0]["rules"][3]["points"] = json!(null)),
        told(|one| one["organisations"][0]["org_chart"]["target"]["units"][1]["parent"] = json!(1)),
        told(|one| one["organisations"][0]["org_chart"]["target"]["lines"][0]["unit"] = json!(900)),
        told(|one| one["organisations"][0]["flags"] = json!(["F1", "F2", "F3", "F4", "F5", "F6"])),
        told(|one| one["organisations"][0]["gates"][0]["\u{1b}[31m"] = json!("\u{202e}")),
    ];
    insta::assert_snapshot!(faults.join("\n"));
}

#[test]
fn a_result_that_was_cut_off_is_refused_wherever_it_ends() {
    let whole = kamready(&["assess", "fixtures/organisations/domain.csv", "-o", "json"]).good();
    let lines = kamready(&[
        "assess",
        "fixtures/organisations/domain.csv",
        "-o",
        "ndjson",
    ])
    .good();
    for text in [whole, lines] {
        let length = text.trim_end().len();
        for part in 0..12 {
            let ran = report(&text[..text.floor_char_boundary(length * part / 12)]);
            assert_eq!(ran.code, Some(2), "{part}: {}", ran.err);
            assert!(ran.err.contains("result"), "{part}: {}", ran.err);
        }
        assert_eq!(report(text.trim_end()).code, Some(0));
    }
}

#[test]
fn what_is_no_result_at_all_is_said_to_be_none() {
    let texts = [
        "",
        "x",
        "[]",
        "{}",
        "null",
        "7",
        "{\"id\": \"A\"}\n{\"id\": \"B\"}\n",
        "id,name\n1,A\n",
    ];
    for text in texts {
        let ran = report(text);
        assert_eq!(ran.code, Some(2), "{text}: {}", ran.err);
        assert!(ran.out.is_empty());
    }
    assert_eq!(report(&"[".repeat(100_000)).code, Some(2));
    assert_eq!(report(&"{\"a\":".repeat(100_000)).code, Some(2));
}

/// Words that only have this meaning where the program chose them stay; every other text is replaced.
fn poisoned(value: &mut Value, poison: &str) {
    match value {
        Value::String(text) => {
            let chosen = text.len() < 24 && !text.contains([' ', '.']);
            if !chosen {
                *text = format!("{poison}{text}");
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| poisoned(item, poison)),
        Value::Object(map) => map.values_mut().for_each(|item| poisoned(item, poison)),
        _ => {}
    }
}

#[test]
fn markup_in_the_texts_of_a_result_reaches_no_report() {
    let attack = "<script>alert(1)</script>\"><img src=x onerror=alert(1)></style><svg onload=alert(1)>[x](javascript:alert(1))";
    let case = [
        "assess",
        "fixtures/case/de",
        "-q",
        "--as-of",
        "2026-01-15",
        "-o",
        "json",
    ];
    let mut result = kamready(&case).json();
    for key in ["organisations", "texts", "rejected", "pack"] {
        poisoned(&mut result[key], attack);
    }
    let place = tempfile::tempdir().unwrap();
    let at = |name: &str| place.path().join(name).display().to_string();
    let file = at("result.json");
    fs::write(&file, result.to_string()).unwrap();
    let outputs = ["html", "markdown", "svg"].map(|format| format!("{format}:{}", at(format)));
    let mut arguments = vec!["report", &*file, "-q"];
    for output in &outputs {
        arguments.extend(["-o", output]);
    }
    let ran = kamready(&arguments);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    for format in ["html", "markdown", "svg"] {
        let text = fs::read_to_string(at(format)).unwrap();
        assert!(text.contains("alert(1)"), "{format} shows the texts");
        // Nothing is alive inside a fence.
        let fenced = text.split("```").step_by(2).collect::<String>();
        let text = if format == "markdown" { fenced } else { text };
        let text = text.replace("\\]", "");
        let link = if format == "markdown" {
            "](javascript:"
        } else {
            "href=\"javascript:"
        };
        for live in ["<script>alert", "<img", "<svg onload", link] {
            let found = text
                .find(live)
                .map(|at| text.get(at.saturating_sub(80)..at + 40));
            assert_eq!(found, None, "{format}: {live}");
        }
    }
}

#[test]
fn signs_that_steer_a_terminal_are_refused_in_sentences_and_shown_harmless_in_names() {
    let sentence = told(|one| one["texts"]["en"]["level.L3"] = json!("\u{1b}[31mred"));
    assert!(sentence.contains("texts.en.level.L3"), "{sentence}");
    let mut result = result();
    result["organisations"][0]["name"] = json!("\u{1b}[31mred\u{202e}");
    let ran = report(&result.to_string());
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(!ran.out.contains(['\u{1b}', '\u{202e}']));
}

#[test]
fn markup_in_any_text_of_a_result_reaches_no_page_of_a_portfolio() {
    let attack = "<script>alert(1)</script>\"><img src=x onerror=alert(1)>";
    let table = "fixtures/organisations/domain.csv";
    let mut result = kamready(&["assess", table, "-q", "-o", "json"]).json();
    for lang in ["de", "en"] {
        let texts = result["texts"][lang].as_object_mut().unwrap();
        for text in texts.values_mut() {
            *text = format!("{attack}{}", text.as_str().unwrap()).into();
        }
    }
    let place = tempfile::tempdir().unwrap();
    let file = place.path().join("result.json");
    fs::write(&file, result.to_string()).unwrap();
    let folder = place.path().join("pages");
    let output = format!("html:{}/", folder.display());
    let ran = kamready(&["report", file.to_str().unwrap(), "-q", "-o", &output]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    for page in ["index.html", "orgs/T01.html"] {
        let text = fs::read_to_string(folder.join(page)).unwrap();
        assert!(text.contains("alert(1)"), "{page} shows the texts");
        for live in ["<script>alert", "<img"] {
            let found = text
                .find(live)
                .map(|at| text.get(at.saturating_sub(80)..at + 40));
            assert_eq!(found, None, "{page}: {live}");
        }
    }
}

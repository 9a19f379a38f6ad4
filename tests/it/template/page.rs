//! The page: closed to the outside and to markup, and of one mind with the program about what is valid.

use std::io::Write;
use std::process::{Command, Stdio};

use kamready::model::{Choice, FieldType, Lang, Text, Value as Answer};
use kamready::template::{Questionnaire, TemplateFormat};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use serde_json::{Value, json};

use super::{answer, opened, questionnaire, text};
use crate::program::{kamready_fed, root};

/// What the script of the page makes of these cases; none where there is no node to run it.
fn run(lang: Lang, cases: &[Value]) -> Option<Vec<Value>> {
    let script = include_str!("../../../src/template/html/answers.js");
    let input = json!({"script": script, "lang": lang.code(), "cases": cases}).to_string();
    let child = Command::new("node")
        .arg(root().join("tests/page/answers.mjs"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn();
    let Ok(mut child) = child else {
        eprintln!("SKIPPED: the script of the page was not run, since node is not installed");
        return None;
    };
    child
        .stdin
        .take()
        .unwrap()
        .write_all(input.as_bytes())
        .unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    Some(serde_json::from_slice(&output.stdout).unwrap())
}

/// The fields as the page declares them.
fn declared(page: &str) -> Vec<Value> {
    let start = page.split("id=\"declarations\">").nth(1).unwrap();
    let all: Value = serde_json::from_str(start.split("</script>").next().unwrap()).unwrap();
    all["fields"].as_array().unwrap().clone()
}

/// The fields of the pack with their declarations on the page.
fn fields(asked: &Questionnaire) -> Vec<Value> {
    declared(&text(asked, TemplateFormat::Html))
}

#[test]
fn numbers_are_read_as_people_write_them_and_never_guessed() {
    let number = |text: &str| json!({"field": {"kind": "number", "min": null, "max": null, "above": null}, "entry": {"raw": text}});
    let read: [(&str, Value); 26] = [
        ("12,5", json!(12.5)),
        ("12.5", json!(12.5)),
        ("1.234,56", json!(1234.56)),
        ("1,234.56", json!(1234.56)),
        ("1.234.567", json!(1_234_567)),
        ("1 200", json!(1200)),
        ("1\u{202f}200,5", json!(1200.5)),
        ("2'500.00", json!(2500)),
        ("2’500,00", json!(2500)),
        ("1234.567", json!(1234.567)),
        ("0,125", json!(0.125)),
        ("0.900", json!(0.9)),
        ("\u{2212}3,5", json!(-3.5)),
        ("-0", json!(0)),
        ("+7", json!(7)),
        ("1e3", json!(1000)),
        (",5", json!(0.5)),
        (" 46 ", json!(46)),
        ("1.200", Value::Null),
        ("1,200", Value::Null),
        ("-12.345", Value::Null),
        ("12.34.5", Value::Null),
        ("1,2,3", Value::Null),
        ("1e999", Value::Null),
        ("zwölf", Value::Null),
        ("12 %", Value::Null),
    ];
    let cases: Vec<Value> = read.iter().map(|(typed, _)| number(typed)).collect();
    let Some(results) = run(Lang::De, &cases) else {
        return;
    };
    for ((typed, expected), result) in read.iter().zip(&results) {
        let found = result.get("json").and_then(Value::as_f64);
        assert_eq!(found, expected.as_f64(), "{typed}: {result}");
    }
    assert_eq!(
        results[18],
        json!({"fault": "ambiguous", "either": [1200, 1.2]})
    );
    assert_eq!(
        results[20],
        json!({"fault": "ambiguous", "either": [-12345, -12.345]})
    );
}

/// Where the page says no, the program says no, and the other way round.
#[test]
fn the_page_takes_what_the_program_takes() {
    let probes = [
        -101.0, -100.0, -1.0, -0.5, 0.0, 0.01, 0.5, 1.0, 1.5, 2.0, 5.0, 5.5, 99.9, 100.0, 100.5,
        250.0, 251.0, 1000.0, 1e4, 1e12,
    ];
    let words = ["EUR", "eur", "EURO", "E1R", "Ünternehmen", "x"];
    for name in [None, Some("tiny"), Some("forms")] {
        let asked = questionnaire(name, Lang::De);
        let declared = fields(&asked);
        let mut cases = Vec::new();
        let mut expected = Vec::new();
        for (field, declared) in asked.fields().zip(&declared) {
            let typed: Vec<(String, Answer)> = match field.kind {
                FieldType::Text => words
                    .iter()
                    .map(|word| ((*word).to_owned(), Answer::word(*word)))
                    .collect(),
                kind if kind.is_numeric() => probes
                    .iter()
                    .map(|number| (number.to_string(), Answer::Number(*number)))
                    .collect(),
                _ => continue,
            };
            for (raw, value) in typed {
                cases.push(json!({"field": declared, "entry": {"raw": raw}}));
                expected.push((field.id.clone(), raw, field.accept(value).is_ok()));
            }
        }
        let Some(results) = run(Lang::De, &cases) else {
            return;
        };
        assert_eq!(results.len(), expected.len());
        for ((id, raw, takes), result) in expected.iter().zip(&results) {
            assert_eq!(result.get("json").is_some(), *takes, "{id} {raw}: {result}");
        }
    }
}

#[test]
fn what_the_page_saves_is_what_the_program_reads() {
    let asked = questionnaire(None, Lang::De);
    let declared = fields(&asked);
    let given = |field, extra: Value| {
        let json = answer(field);
        let raw = match &json {
            Value::String(word) => json!(word),
            Value::Array(_) => json.clone(),
            other => json!(other.to_string()),
        };
        let na = extra.get("na").is_some();
        let nothing = if raw.is_array() { json!([]) } else { json!("") };
        let mut entry = json!({"raw": if na { nothing } else { raw }});
        entry
            .as_object_mut()
            .unwrap()
            .extend(extra.as_object().unwrap().clone());
        entry
    };
    let extras = [
        json!({}),
        json!({"evidence": "E2", "source": " ERP "}),
        json!({"na": true, "reason": "kein Auslandsgeschäft"}),
        json!({"kept": {"respondent": "Controlling", "date": "2026-09-15"}}),
    ];
    for extra in extras {
        let cases: Vec<Value> = asked
            .fields()
            .zip(&declared)
            .map(|(field, declared)| json!({"field": declared, "entry": given(field, extra.clone())}))
            .collect();
        let Some(results) = run(Lang::De, &cases) else {
            return;
        };
        let mut record = json!({"id": "A1"});
        for (field, result) in asked.fields().zip(&results) {
            record[&*field.id] = result["json"].clone();
        }
        let result = kamready_fed(&["assess", "-", "-o", "json"], &record.to_string()).json();
        assert_eq!(result["rejected"], json!([]), "{extra}");
        assert_eq!(
            result["organisations"][0]["questions"],
            json!([]),
            "{extra}"
        );
        // Saved, loaded and saved again: nothing changes.
        let cases: Vec<Value> = asked
            .fields()
            .zip(&declared)
            .map(|(field, declared)| json!({"field": declared, "json": record[&*field.id]}))
            .collect();
        for (again, field) in run(Lang::De, &cases).unwrap().iter().zip(asked.fields()) {
            assert_eq!(again["json"], record[&*field.id], "{}", field.id);
        }
    }
}

#[test]
fn what_the_page_cannot_say_it_refuses_or_hands_back() {
    let bare = |kind: &str| json!({"kind": kind, "min": null, "max": null, "above": null, "letters": null, "choices": [{"id": "low", "words": ["gering", "low"]}]});
    let cases = [
        (
            json!({"field": bare("enum"), "json": "much"}),
            json!({"lost": "much"}),
        ),
        (
            json!({"field": bare("enum"), "json": "Gering"}),
            json!({"json": "low"}),
        ),
        (
            json!({"field": bare("list"), "json": ["low", "much"]}),
            json!({"lost": ["low", "much"]}),
        ),
        (
            json!({"field": bare("list"), "json": "low; gering"}),
            json!({"json": ["low", "low"]}),
        ),
        (
            json!({"field": bare("number"), "json": "12"}),
            json!({"lost": "12"}),
        ),
        (
            json!({"field": bare("bool"), "json": 0}),
            json!({"lost": 0}),
        ),
        (
            json!({"field": bare("date"), "json": "2027-02-29"}),
            json!({"lost": "2027-02-29"}),
        ),
        (
            json!({"field": bare("number"), "json": {"value": 1.234}}),
            json!({"json": 1.234}),
        ),
        (
            json!({"field": bare("number"), "json": {"evidence": "E1"}}),
            json!({"lost": {"evidence": "E1"}}),
        ),
        (
            json!({"field": bare("number"), "json": {"value": null, "source": "ERP"}}),
            json!({"open": {"value": null, "source": "ERP"}}),
        ),
        (
            json!({"field": bare("number"), "entry": {"raw": "", "evidence": "E1"}}),
            json!({"fault": "no_value"}),
        ),
        (
            json!({"field": bare("number"), "entry": {"na": true, "reason": " "}}),
            json!({"fault": "na_reason"}),
        ),
        (
            json!({"field": bare("number"), "entry": {"raw": "5", "na": true, "reason": "x"}}),
            json!({"fault": "both"}),
        ),
        (
            json!({"field": bare("text"), "entry": {"raw": "  "}}),
            json!({}),
        ),
        (
            json!({"field": bare("percent"), "entry": {"raw": "62,5 %"}}),
            json!({"json": 62.5}),
        ),
    ];
    let asked: Vec<Value> = cases.iter().map(|(case, _)| case.clone()).collect();
    let Some(results) = run(Lang::De, &asked) else {
        return;
    };
    for ((case, expected), result) in cases.iter().zip(&results) {
        assert_eq!(result, expected, "{case}");
    }
}

/// One run of node for many numbers.
#[test]
fn a_number_that_the_page_shows_is_read_back_as_the_same() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let numbers: Vec<f64> = (0..4000_u32)
        .map(|step| {
            let any = proptest::num::f64::NORMAL
                .new_tree(&mut runner)
                .unwrap()
                .current();
            let plain = (-2_000_000.0..2_000_000.0_f64)
                .new_tree(&mut runner)
                .unwrap()
                .current();
            [
                any,
                plain,
                f64::from(step) / 1000.0,
                (plain / 1000.0).round(),
            ][step as usize % 4]
        })
        .collect();
    for lang in Lang::ALL {
        let cases: Vec<Value> = numbers
            .iter()
            .map(|number| json!({"number": number}))
            .collect();
        let Some(results) = run(lang, &cases) else {
            return;
        };
        for (number, result) in numbers.iter().zip(&results) {
            assert_eq!(result["number"].as_f64(), Some(*number), "{result}");
        }
    }
}

#[test]
fn no_text_of_a_pack_becomes_markup_and_nothing_is_fetched() {
    let attack = "</script><script>alert(1)</script><img src=x onerror=alert(1)>\"'&%%form%%=1+1";
    let hostile = || Text::new(attack, attack);
    let (mut pack, program) = opened(Some("tiny"));
    let mut fields: Vec<_> = pack.fields.iter().cloned().collect();
    for field in &mut fields {
        field.label = hostile();
        field.question = hostile();
        field.anchor = Some(hostile());
        field.unit_label = Some(hostile());
        for choice in &mut field.choices {
            *choice = Choice {
                label: hostile(),
                anchor: Some(hostile()),
                ..choice.clone()
            };
        }
    }
    pack.fields = kamready::model::Fields::new(fields).0;
    pack.manifest.summary = hostile();
    for text in pack.catalogue.values_mut() {
        *text = hostile();
    }
    let asked = Questionnaire::of(&pack, &program, Lang::De);
    let plain = questionnaire(Some("tiny"), Lang::De);
    let page = text(&asked, TemplateFormat::Html);
    for tag in ["<script", "</script", "<img", "<section", "%%"] {
        let expected = text(&plain, TemplateFormat::Html).matches(tag).count();
        let left = if tag == "%%" {
            page.matches("%%form%%").count() * 2
        } else {
            0
        };
        assert_eq!(page.matches(tag).count(), expected + left, "{tag}");
    }
    let markdown = text(&asked, TemplateFormat::Markdown);
    assert!(!markdown.contains('<'), "{markdown}");
    assert_eq!(fields_of(&page).len(), pack.fields.len());
}

fn fields_of(page: &str) -> Vec<Value> {
    declared(page)
}

#[test]
fn the_page_names_no_address_and_forbids_to_fetch_one() {
    for lang in Lang::ALL {
        let page = text(&questionnaire(None, lang), TemplateFormat::Html);
        for word in [
            "http://",
            "https://",
            "src=",
            "@import",
            "url(",
            "fetch(",
            "innerHTML",
        ] {
            assert!(!page.contains(word), "{word}");
        }
        assert!(page.contains("default-src 'none'"));
        assert!(page.contains(&format!("<html lang=\"{}\">", lang.code())));
    }
}

#[test]
fn each_control_of_the_page_has_a_name_and_each_reference_a_target() {
    let page = text(&questionnaire(None, Lang::De), TemplateFormat::Html);
    let values = |attribute: &str| -> Vec<String> {
        let opening = format!(" {attribute}=\"");
        let parts = page.split(&opening).skip(1);
        parts
            .map(|rest| rest.split('"').next().unwrap().to_owned())
            .collect()
    };
    let ids = values("id");
    let unique: std::collections::BTreeSet<&String> = ids.iter().collect();
    assert_eq!(ids.len(), unique.len(), "an id stands there twice");
    let targets = ["for", "aria-describedby", "aria-labelledby"]
        .map(values)
        .concat();
    let targets = targets
        .iter()
        .flat_map(|ids| ids.split(' ').map(str::to_owned));
    let links = values("href")
        .into_iter()
        .filter_map(|href| href.strip_prefix('#').map(str::to_owned));
    for target in targets.chain(links) {
        assert!(ids.contains(&target), "{target}");
    }
    assert_eq!(
        page.matches("<fieldset").count(),
        page.matches("<legend").count()
    );
}

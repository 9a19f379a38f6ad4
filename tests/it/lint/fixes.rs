//! The verb itself: exit codes, formats, what it mends, and what only a folder can show.

use std::fs;
use std::path::Path;

use serde_json::Value;
use tempfile::TempDir;

use crate::program::{Ran, kamready, kamready_in, with_pack};

fn check(folder: &Path, more: &[&str]) -> Ran {
    kamready_in(
        folder,
        &[&["pack", "check", "--pack", "pack"], more].concat(),
    )
}

fn change(folder: &TempDir, file: &str, find: &str, with: &str) {
    let path = folder.path().join("pack").join(file);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(find), "{find}");
    fs::write(path, text.replace(find, with)).unwrap();
}

#[test]
fn a_pack_without_findings_ends_with_0_a_warning_only_where_it_is_denied_and_no_pack_with_2() {
    let folder = with_pack("tiny");
    let clean = check(folder.path(), &["--deny", "warnings"]);
    assert_eq!(
        (clean.code, clean.out.as_str()),
        (Some(0), "0 errors, 0 warnings\n")
    );
    change(
        &folder,
        "readiness/P2_people/training.rhai",
        "params: #{",
        "params: #{ idle: #{ unit: \"%\", value: 3 },",
    );
    assert_eq!(check(folder.path(), &[]).code, Some(0));
    assert_eq!(check(folder.path(), &["--deny", "warnings"]).code, Some(1));
    assert_eq!(
        check(folder.path(), &["--severity", "error"]).out,
        "0 errors, 0 warnings\n"
    );
    change(
        &folder,
        "readiness/P2_people/training.rhai",
        "org.training",
        "org.trainin",
    );
    let broken = check(folder.path(), &[]);
    assert_eq!(broken.code, Some(1));
    insta::assert_snapshot!("text", broken.out);
    assert_eq!(
        kamready(&["pack", "check", "--pack", "nowhere"]).code,
        Some(2)
    );
}

#[test]
fn json_and_sarif_say_the_same_as_the_text() {
    let folder = with_pack("tiny");
    change(
        &folder,
        "readiness/P2_people/training.rhai",
        "org.training",
        "org.trainin",
    );
    let read = |format: &str| -> Value {
        let ran = check(folder.path(), &["--format", format]);
        assert_eq!(ran.code, Some(1));
        serde_json::from_str(&ran.out).unwrap()
    };
    let json = read("json");
    let finding = &json["findings"][0];
    assert_eq!(
        (json["errors"].as_u64(), json["warnings"].as_u64()),
        (Some(1), Some(0))
    );
    assert_eq!(
        (
            finding["code"].as_str(),
            finding["line"].as_u64(),
            finding["column"].as_u64()
        ),
        (Some("KR201"), Some(27), Some(23))
    );
    assert!(finding["excerpt"].as_str().unwrap().contains("org.trainin"));
    let sarif = read("sarif");
    holds_to_sarif(&sarif);
    let result = &sarif["runs"][0]["results"][0];
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(result["ruleId"], "KR201");
    assert_eq!(
        place["artifactLocation"]["uri"],
        "pack/readiness/P2_people/training.rhai"
    );
    assert_eq!(place["region"]["startLine"], 27);
}

/// What SARIF 2.1.0 asks of the parts that are written, as its schema says it.
fn holds_to_sarif(sarif: &Value) {
    let text = serde_json::json!({"type": "object", "required": ["text"], "properties": {"text": {"type": "string", "minLength": 1}}});
    let level = serde_json::json!({"enum": ["none", "note", "warning", "error"]});
    let rule = serde_json::json!({"type": "object", "required": ["id"], "properties": {
        "id": {"type": "string"}, "shortDescription": text, "fullDescription": text, "help": text,
        "defaultConfiguration": {"properties": {"level": level}}}, "additionalProperties": false});
    let region = serde_json::json!({"properties": {"startLine": {"type": "integer", "minimum": 1}, "startColumn": {"type": "integer", "minimum": 1}}, "additionalProperties": false});
    let result = serde_json::json!({"type": "object", "required": ["message"], "additionalProperties": false, "properties": {
        "ruleId": {"type": "string"}, "ruleIndex": {"type": "integer", "minimum": 0}, "level": level, "message": text,
        "locations": {"type": "array", "items": {"properties": {"physicalLocation": {"properties": {
            "artifactLocation": {"properties": {"uri": {"type": "string", "pattern": "^[A-Za-z0-9/._~%-]+$"}}}, "region": region}}}}}}});
    let schema = serde_json::json!({"type": "object", "required": ["version", "runs"], "properties": {
        "version": {"const": "2.1.0"},
        "runs": {"type": "array", "items": {"type": "object", "required": ["tool"], "properties": {
            "tool": {"required": ["driver"], "properties": {"driver": {"required": ["name"], "properties": {"rules": {"type": "array", "uniqueItems": true, "items": rule}}}}},
            "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
            "results": {"type": "array", "items": result}}}}}});
    crate::schema::holds(&jsonschema::validator_for(&schema).unwrap(), "sarif", sarif);
    let rules = sarif["runs"][0]["tool"]["driver"]["rules"]
        .as_array()
        .unwrap();
    for result in sarif["runs"][0]["results"].as_array().unwrap() {
        let index = result["ruleIndex"].as_u64().unwrap() as usize;
        assert_eq!(rules[index]["id"], result["ruleId"]);
    }
}

/// A table as a German Excel saves it: semicolons, CRLF, and umlauts in Windows-1252.
const EXCEL: &[u8] =
    b"key;address;note\r\nhandbuch;https://example.org;\"Gr\xfc\xdfe, Ma\xdfe\"\r\n";

#[test]
fn a_table_of_a_german_excel_is_found_and_mended() {
    let folder = with_pack("tiny");
    let table = folder.path().join("pack/sources.csv");
    fs::write(&table, EXCEL).unwrap();
    change(
        &folder,
        "readiness/P2_people/training.rhai",
        "sure: \"judgement\",",
        "sure: \"judgement\", refs: [\"handbuch\"],",
    );
    let told = check(folder.path(), &[]);
    assert!(
        told.out
            .contains("error[KR002]: this file is not UTF-8 text\n --> pack/sources.csv:2:33"),
        "{}",
        told.out
    );
    assert!(told.out.contains("error[KR008]"), "{}", told.out);
    assert!(
        told.out
            .ends_with("2 errors, 0 warnings; `kamready pack explain KR008` says more\n"),
        "{}",
        told.out
    );
    let mended = check(folder.path(), &["--fix"]);
    assert_eq!(
        (mended.code, mended.out.as_str()),
        (Some(0), "0 errors, 0 warnings\n"),
        "{}",
        mended.err
    );
    assert_eq!(
        fs::read_to_string(table).unwrap(),
        "key,address,note\nhandbuch,https://example.org,\"Grüße, Maße\"\n"
    );
}

#[test]
fn what_nothing_uses_and_a_missing_since_are_mended_and_what_judges_is_not() {
    let folder = with_pack("tiny");
    let rule = "readiness/P2_people/training.rhai";
    let before = fs::read_to_string(folder.path().join("pack").join(rule)).unwrap();
    change(
        &folder,
        rule,
        "params: #{ ",
        "params: #{ idle: #{ unit: \"%\", value: [[1, 2], [3, 4]] }, ",
    );
    change(
        &folder,
        rule,
        "texts: #{ ",
        "texts: #{ spare: #{ de: \"A, \\\"B\\\"\", en: \"C } D\" }, ",
    );
    change(&folder, rule, "    since: \"1.0.0\",\n", "");
    check(folder.path(), &["--fix"]);
    let mended = check(folder.path(), &["--fix"]);
    assert_eq!(mended.out, "0 errors, 0 warnings\n", "{}", mended.err);
    assert_eq!(
        fs::read_to_string(folder.path().join("pack").join(rule)).unwrap(),
        before
    );
    change(&folder, rule, "all: 100", "all: 1000");
    let judged = check(folder.path(), &["--fix"]);
    assert_eq!(judged.code, Some(1));
    assert!(judged.err.contains("without a person"), "{}", judged.err);
}

#[test]
fn a_rule_with_another_ending_and_a_file_too_large_are_named() {
    let folder = with_pack("tiny");
    let gates = folder.path().join("pack/gates");
    fs::copy(gates.join("officer.rhai"), gates.join("second.rhai.txt")).unwrap();
    fs::write(gates.join("huge.rhai"), "/".repeat(70_000)).unwrap();
    let told = check(folder.path(), &[]);
    assert!(
        told.out.contains("warning[KR005]") && told.out.contains("second.rhai.txt"),
        "{}",
        told.out
    );
    assert!(
        told.out.contains("error[KR001]") && told.out.contains("huge.rhai"),
        "{}",
        told.out
    );
}

#[test]
fn a_waiver_without_a_reason_or_for_a_rule_that_is_not_there_is_a_finding() {
    let folder = with_pack("tiny");
    let waivers =
        "[[waivers]]\nrule = \"trainin\"\norganisation = \"a\"\nreason = \"\"\nowner = \"b\"\n";
    fs::write(folder.path().join("waivers.toml"), waivers).unwrap();
    let told = check(folder.path(), &["--waivers", "waivers.toml"]);
    assert_eq!(told.code, Some(1));
    assert!(
        told.out.matches("error[KR608]").count() >= 2,
        "{}",
        told.out
    );
    assert!(told.out.contains("waivers.toml:1"), "{}", told.out);
}

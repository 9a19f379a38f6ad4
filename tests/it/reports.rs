//! Every fixture in every format and both languages, to be read by people before it is accepted.

use std::path::Path;

use crate::program::{Ran, fixture, kamready};

#[test]
fn every_organisation_reads_as_it_should() {
    insta::glob!(
        "../../fixtures/organisations",
        "*.{csv,json,ndjson}",
        |path| {
            let file = shown(path);
            for lang in ["de", "en"] {
                for format in ["text", "csv"] {
                    let ran = kamready(&["assess", &file, "-o", format, "--lang", lang]);
                    insta::assert_snapshot!(format!("{format}.{lang}"), ran.told());
                }
            }
        }
    );
}

/// The largest format once: it holds both languages.
#[test]
fn one_organisation_as_json_reads_as_it_should() {
    let ran = kamready(&[
        "assess",
        "fixtures/organisations/messtechnik.json",
        "-o",
        "json",
    ]);
    insta::assert_snapshot!("json", without_pack(ran));
}

#[test]
fn a_portfolio_as_lines_of_json_reads_as_it_should() {
    let ran = kamready(&[
        "assess",
        "fixtures/organisations/portfolio.ndjson",
        "-o",
        "ndjson",
    ]);
    insta::assert_snapshot!("ndjson", without_pack(ran));
}

#[test]
fn facts_in_long_form_add_to_the_rows() {
    let arguments = [
        "assess",
        "fixtures/facts/base.csv",
        "--facts",
        "fixtures/facts/facts.csv",
    ];
    for lang in ["de", "en"] {
        let ran = kamready(&[&arguments[..], &["--lang", lang, "--as-of", "2025-12-31"]].concat());
        insta::assert_snapshot!(format!("facts.{lang}"), ran.told());
    }
}

#[test]
fn the_language_changes_words_and_no_number() {
    let file = shown(&fixture("organisations/messtechnik.json"));
    for format in ["csv", "json", "ndjson"] {
        let told =
            ["de", "en"].map(|lang| kamready(&["assess", &file, "-o", format, "--lang", lang]));
        assert_eq!(told[0], told[1], "{format}");
    }
}

#[test]
fn the_printed_parts_of_an_index_add_up_to_its_printed_total() {
    let text = kamready(&["assess", "fixtures/organisations/messtechnik.json"]).good();
    let mut tables = 0;
    for block in text
        .split("\n\n")
        .filter(|block| block.contains("\nTotal "))
    {
        let part = |line: &str| line.split_whitespace().rev().find_map(tenths);
        let rows: Vec<&str> = block.lines().skip(2).collect();
        let (total, parts) = rows.split_last().unwrap();
        let column = total
            .rfind(total.split_whitespace().last().unwrap())
            .unwrap();
        let cell = |row: &&str| row.get(column..column + 4).and_then(part);
        let sum: i64 = parts.iter().filter_map(cell).sum();
        assert_eq!(Some(sum), part(total), "{block}");
        tables += 1;
    }
    assert_eq!(tables, 2);
}

/// `12.5` as 125.
fn tenths(text: &str) -> Option<i64> {
    let (whole, tenth) = text.split_once('.')?;
    format!("{whole}{tenth}").parse().ok()
}

fn shown(path: &Path) -> String {
    let inside = path.strip_prefix(crate::program::root()).unwrap();
    inside.to_string_lossy().into_owned()
}

/// Without the pack's hash, which changes with each rule, and its sentences, which stand in the pack.
fn without_pack(ran: Ran) -> String {
    let text = ran.good();
    let (text, _) = text.split_once("\"texts\"").unwrap();
    let mut parts = text.split("\"hash\":");
    let mut kept = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        kept.push_str("\"hash\":…");
        kept.push_str(part.splitn(3, '"').nth(2).unwrap_or_default());
    }
    kept
}

#[test]
fn threads_change_no_byte_of_a_table() {
    let lines = std::fs::read_to_string(fixture("organisations/portfolio.ndjson")).unwrap();
    let many: String = (0..600)
        .map(|copy| lines.replace("{\"id\": \"", &format!("{{\"id\": \"{copy}-")))
        .collect();
    let file = tempfile::Builder::new()
        .suffix(".ndjson")
        .tempfile()
        .unwrap();
    std::fs::write(file.path(), many).unwrap();
    let path = file.path().to_str().unwrap();
    let jobs = |count: &str| kamready(&["assess", path, "-o", "csv", "--jobs", count]).out;
    let alone = jobs("1");
    assert_eq!(alone.lines().count(), 1_202);
    assert_eq!(alone, jobs("2"));
}

/// Goals count by the reference date, which a table needs as much as a report.
#[test]
fn a_table_alone_knows_the_reference_date() {
    let folder = tempfile::TempDir::new().unwrap();
    let table = folder.path().join("results.csv");
    let beside = format!("csv:{}", table.display());
    let run = |outputs: &[&str]| {
        let dated = ["assess", "fixtures/case/de", "-q", "--as-of", "2026-11-25"];
        kamready(&[&dated, outputs].concat()).good()
    };
    let alone = run(&["-o", "csv"]);
    run(&["-o", "json", "-o", &beside]);
    assert_eq!(std::fs::read_to_string(&table).unwrap(), alone);
    let undated = kamready(&["assess", "fixtures/case/de", "-q", "-o", "csv"]).good();
    assert_ne!(undated, alone);
}

#[test]
fn a_table_is_the_same_alone_and_beside_a_report_that_keeps_everything() {
    let folder = tempfile::TempDir::new().unwrap();
    let table = folder.path().join("table.csv");
    let beside = format!("csv:{}", table.display());
    for source in ["organisations/domain.csv", "case/en"] {
        let path = fixture(source);
        let path = path.to_str().unwrap();
        let alone = kamready(&["assess", path, "--quiet", "-o", "csv"]).good();
        kamready(&["assess", path, "--quiet", "-o", "json", "-o", &beside]).good();
        assert!(alone.lines().count() > 1, "{source}");
        assert_eq!(std::fs::read_to_string(&table).unwrap(), alone, "{source}");
    }
}

#[test]
fn a_condition_on_gates_is_hit_where_only_a_table_is_written() {
    let path = fixture("organisations/domain.csv");
    let path = path.to_str().unwrap();
    let ran = kamready(&["assess", path, "-o", "csv", "--fail-on", "gate"]);
    assert_eq!(ran.code, Some(1), "{}", ran.err);
}

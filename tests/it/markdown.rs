//! The whole report: one organisation a level, to be read by people; and its sums.

use serde_json::Value;

use crate::placement::situations::situations;
use crate::program::{files, fixture, kamready, kamready_fed, stem, without_hashes};

#[test]
fn one_organisation_a_level_reads_as_it_should() {
    for path in files(&fixture("levels"), "json") {
        let name = stem(&path);
        let file = format!("fixtures/levels/{name}.json");
        for lang in ["de", "en"] {
            let told = kamready(&["assess", &file, "-o", "markdown", "--lang", lang]).good();
            insta::assert_snapshot!(format!("{name}.{lang}"), without_hashes(&told));
            let page = kamready(&["assess", &file, "--lang", lang]).good();
            insta::assert_snapshot!(format!("{name}.{lang}.text"), page);
        }
    }
}

#[test]
fn no_key_and_no_id_of_a_text_stands_in_a_report() {
    let all = situations(51, 60);
    let lines: String = all.iter().map(|one| format!("{}\n", one.json())).collect();
    for (lang, format) in [("de", "markdown"), ("en", "markdown"), ("de", "text")] {
        let told = kamready_fed(&["assess", "-", "-o", format, "--lang", lang], &lines).good();
        // Keys of texts, ids of fields and values, names of computed values: words joined by `_` or `.`.
        // The draft of the mission stands in a fence, with its blanks in braces.
        let told: String = told.split("```").step_by(2).collect();
        let slip = told.split_whitespace().find(|word| {
            let word = word.replace("\\_", "_");
            let inner = word.trim_matches(|c: char| !c.is_alphanumeric());
            let joined = inner.contains('_') && !inner.contains('/');
            let key = [
                "rule.", "field.", "value.", "option.", "level.", "unit.", "gate.",
            ];
            joined || key.iter().any(|key| inner.starts_with(key)) || inner.contains('{')
        });
        assert_eq!(slip, None, "{format} {lang}");
    }
}

/// Tenths of the parts and of the total, for each table of an index.
fn tables(
    text: &str,
    mut cells: impl FnMut(&str) -> Option<String>,
) -> Vec<(Vec<i64>, Option<i64>)> {
    let mut tables: Vec<(Vec<i64>, Option<i64>)> = Vec::new();
    let mut open = false;
    for line in text.lines() {
        let Some(cell) = cells(line) else {
            open = false;
            continue;
        };
        match (open, cell.as_str()) {
            (_, "Part") => {
                tables.push((Vec::new(), None));
                open = true;
            }
            (true, cell) => {
                let table = tables.last_mut().unwrap();
                let total = line.trim_start_matches("| ").starts_with("Total");
                match (total, tenths(cell)) {
                    (true, sum) => table.1 = sum,
                    (false, part) => table.0.extend(part),
                }
            }
            (false, _) => {}
        }
    }
    tables
}

/// `12.5` as 125; none for a dash.
fn tenths(cell: &str) -> Option<i64> {
    let (whole, tenth) = cell.split_once('.')?;
    format!("{whole}{tenth}").parse().ok()
}

fn add_up(id: &str, tables: &[(Vec<i64>, Option<i64>)], one: &Value) {
    assert_eq!(tables.len(), 2, "{id}");
    for ((parts, total), index) in tables.iter().zip(["need", "readiness"]) {
        let score = one[index]["score"].as_f64();
        assert_eq!(total.is_some(), score.is_some(), "{id} {index}");
        let (Some(total), Some(score)) = (total, score) else {
            continue;
        };
        assert_eq!(parts.iter().sum::<i64>(), *total, "{id} {index}");
        let printed = *total as f64 / 10.0;
        assert!(
            (printed - score).abs() <= 0.05 + 1e-6,
            "{id} {index}: {printed}, {score}"
        );
    }
}

#[test]
fn the_parts_as_printed_add_up_to_the_total_as_printed() {
    let all = situations(61, 250);
    let lines: String = all.iter().map(|one| format!("{}\n", one.json())).collect();
    let result = kamready_fed(&["assess", "-", "-o", "json"], &lines).json();
    let results = result["organisations"].as_array().unwrap();
    let report = kamready_fed(&["assess", "-", "-o", "markdown"], &lines).good();
    let found = tables(&report, |line| {
        if line.starts_with("|---") {
            return Some(String::new());
        }
        let cells: Vec<&str> = line.strip_prefix("| ")?.split(" | ").collect();
        cells.get(3).map(|cell| cell.trim().to_owned())
    });
    assert_eq!(found.len(), 2 * results.len());
    for (one, tables) in results.iter().zip(found.chunks(2)) {
        add_up(&one["id"].to_string(), tables, one);
    }
    for (one, result) in all.iter().zip(results).take(25) {
        let page = kamready_fed(&["assess", "-"], &one.json().to_string()).good();
        // Where the column of parts ends; each table has its own width.
        let mut end = usize::MAX;
        let found = tables(&page, |line| {
            if let Some((before, _)) = line.split_once("  Part  ") {
                end = before.chars().count() + 6;
            }
            let upto: String = line.chars().take(end).collect();
            let cell = upto.rsplit("  ").next()?.trim().to_owned();
            (line.chars().count() >= end).then_some(cell)
        });
        add_up(&one.drawn.id, &found, result);
    }
}

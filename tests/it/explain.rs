//! How a result came about: it reads as it should, and every sum that it prints is true.

use std::fs;

use serde_json::Value;
use tempfile::TempDir;

use crate::placement::situations::situations;
use crate::program::{Ran, kamready, kamready_fed, kamready_in};

const FILE: &str = "fixtures/organisations/domain.csv";

fn explain(file: &str, id: &str, more: &[&str]) -> Ran {
    kamready(&[&["explain", file, "--org", id], more].concat())
}

#[test]
fn the_whole_result_reads_as_it_should() {
    for lang in ["de", "en"] {
        let level = explain("fixtures/levels/L2.json", "L2", &["--lang", lang]).good();
        insta::assert_snapshot!(format!("whole.{lang}"), level);
        let none = explain("fixtures/levels/none.json", "none", &["--lang", lang]).good();
        insta::assert_snapshot!(format!("without_level.{lang}"), none);
    }
}

/// One of each kind: points, a gate, a gate for each dimension, a factor and a rule of the same id, an exclusion of
/// several options, the correction of the entry, a modifier, a take-over, a flag.
#[test]
fn a_rule_of_each_kind_reads_as_it_should() {
    let rules = [
        ("L2", "collaboration_rating"),
        ("L2", "G2b"),
        ("L2", "W40"),
        ("L2", "product_complexity"),
        ("L2", "X1"),
        ("L3", "size"),
        ("L3", "M8"),
        ("L2", "modifier.M13"),
        ("L3", "F1"),
        ("L2", "F4"),
        ("L2", "modifier.M14"),
    ];
    for (level, rule) in rules {
        for lang in ["de", "en"] {
            let file = format!("fixtures/levels/{level}.json");
            let told = explain(&file, level, &["--rule", rule, "--lang", lang]).good();
            let name = format!("{}.{lang}", rule.trim_start_matches("modifier."));
            match lang {
                "de" => insta::assert_snapshot!(name, told),
                // The rule's own text is the same; what follows is not.
                _ => {
                    let (_, told) = told.rsplit_once("\nValues read\n").unwrap();
                    insta::assert_snapshot!(name, told);
                }
            }
        }
    }
}

#[test]
fn the_correction_of_the_entry_is_explained_from_the_entry_that_it_found() {
    let told = explain("fixtures/levels/L3.json", "L3", &["--rule", "size"]).good();
    assert!(
        told.contains("org.entry = \"marketing\"") || told.contains("org.entry = \"sales_line\"")
    );
    assert!(told.ends_with(" → sales_staff\n"), "{told}");
}

#[test]
fn who_answered_is_explained_as_it_was_counted() {
    let folder = TempDir::new().unwrap();
    let fact =
        |value: &str, who: &str| format!("{{\"value\": {value}, \"respondent\": \"{who}\"}}");
    let record = format!(
        "{{\"id\": \"a\", \"crm_usage_pct\": {}, \"turnover_pct\": {}}}",
        fact("50", "Maier"),
        fact("5", "Maier")
    );
    fs::write(folder.path().join("a.json"), record).unwrap();
    let arguments = ["explain", "a.json", "--org", "a", "--rule", "F4"];
    let told = kamready_in(folder.path(), &arguments).good();
    assert!(told.contains("respondents = 1"), "{told}");
    assert!(told.ends_with("Result\n  raised\n"), "{told}");
}

#[test]
fn what_cannot_be_explained_says_why() {
    let refused = "{\"id\": \"a\"}\n{\"id\": \"b\", \"crm_usage_pct\": 500}\n";
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("two.ndjson"), refused).unwrap();
    let run = |arguments: &[&str]| {
        let ran = kamready_in(
            folder.path(),
            &[&["explain", "two.ndjson"], arguments].concat(),
        );
        assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""), "{arguments:?}");
        format!("=== {}\n{}", arguments.join(" "), ran.err)
    };
    let told = [
        run(&["--org", "b"]),
        run(&["--org", "b", "--lang", "de"]),
        run(&["--org", "c"]),
        run(&["--org", "nobody"]),
        run(&["--org", "a", "--rule", "crm_usage_pc"]),
        run(&["--org", "a", "--rule", "weather"]),
        run(&["--org", "a", "--as-of", "yesterday"]),
    ];
    insta::assert_snapshot!("refused", told.concat());
}

#[test]
fn every_sum_that_is_printed_is_true_and_is_the_one_of_the_result() {
    let folder = TempDir::new().unwrap();
    let all = situations(41, 24);
    let lines: String = all.iter().map(|one| format!("{}\n", one.json())).collect();
    fs::write(folder.path().join("all.ndjson"), &lines).unwrap();
    let result = kamready_fed(&["assess", "-", "-o", "json"], &lines).json();
    let mut sums = 0;
    for (one, lang) in result["organisations"]
        .as_array()
        .unwrap()
        .iter()
        .zip(["en", "de"].iter().cycle())
    {
        let id = one["id"].as_str().unwrap();
        let arguments = ["explain", "all.ndjson", "--org", id, "--lang", lang];
        let told = kamready_in(folder.path(), &arguments).good();
        let plain = match *lang {
            "de" => told.replace('.', "").replace(',', "."),
            _ => told.replace(',', ""),
        };
        let found = [dimensions(&plain), indexes(&plain), options(&plain)];
        let [dimensions, indexes, options] = found;
        let scores = |list: &Value, name: &str| -> Vec<f64> {
            let all = list.as_array().unwrap().iter();
            all.filter_map(|one| one[name].as_f64()).collect()
        };
        same(id, &dimensions, &scores(&one["dimensions"], "score"));
        let both = ["need", "readiness"].map(|index| one[index]["score"].as_f64());
        same(
            id,
            &indexes,
            &both.into_iter().flatten().collect::<Vec<_>>(),
        );
        let fits = one["placement"]["options"].as_array().unwrap().iter();
        let fits = fits.flat_map(|one| [one["target_fit"].as_f64(), one["entry_fit"].as_f64()]);
        same(id, &options, &fits.flatten().collect::<Vec<_>>());
        targets(&told, one);
        sums += dimensions.len() + indexes.len() + options.len();
    }
    assert!(sums > 500, "only {sums} sums were printed");
}

/// Printed numbers have four decimals.
fn same(id: &str, printed: &[f64], wanted: &[f64]) {
    assert_eq!(printed.len(), wanted.len(), "{id}: {printed:?} {wanted:?}");
    for (printed, wanted) in printed.iter().zip(wanted) {
        assert!((printed - wanted).abs() < 6e-5, "{id}: {printed}, {wanted}");
    }
}

fn dimensions(text: &str) -> Vec<f64> {
    let lines = text.lines().filter_map(|line| line.strip_prefix("  = ("));
    lines.map(mean).collect()
}

fn indexes(text: &str) -> Vec<f64> {
    let names = ["need = (", "readiness = ("];
    let own = |line: &'_ str| {
        names
            .iter()
            .find_map(|name| line.strip_prefix(name))
            .map(str::to_owned)
    };
    text.lines()
        .filter_map(own)
        .map(|line| mean(&line))
        .collect()
}

/// `2 × 50 + 1 × 80) ÷ 3 = 60; …`: the sum is worked out anew, and is what stands behind it.
fn mean(line: &str) -> f64 {
    let (terms, rest) = line.split_once(") ÷ ").unwrap();
    let (weights, rest) = rest.split_once(" = ").unwrap();
    let sum: f64 = terms.split(" + ").map(|term| product(term, " × ")).sum();
    holds(line, sum / number(weights), rest)
}

/// `target: 50 + 50 × (2.5×−1 + …) ÷ 81 = 63`.
fn options(text: &str) -> Vec<f64> {
    let lines = text
        .lines()
        .filter_map(|line| line.split_once(": 50 + 50 × ("));
    lines
        .map(|(_, line)| {
            let (terms, rest) = line.split_once(") ÷ ").unwrap();
            let (weights, rest) = rest.split_once(" = ").unwrap();
            let sum: f64 = terms.split(" + ").map(|term| product(term, "×")).sum();
            holds(line, 50.0 + 50.0 * sum / number(weights), rest)
        })
        .collect()
}

fn product(term: &str, sign: &str) -> f64 {
    let (a, b) = term.split_once(sign).unwrap();
    number(a) * number(b)
}

/// The number that a line ends with, if it is what was worked out.
fn holds(line: &str, worked: f64, rest: &str) -> f64 {
    let printed = number(rest.split(';').next().unwrap());
    assert!((worked - printed).abs() < 1.1e-4, "{worked}: {line}");
    printed
}

fn number(text: &str) -> f64 {
    text.trim()
        .replace('\u{2212}', "-")
        .parse()
        .unwrap_or_else(|_| panic!("`{text}`"))
}

/// Each changed target as the result has it: `C04 financial_acumen 4 → 5 (M8), criticality 3`.
fn targets(text: &str, one: &Value) {
    let mut wanted = Vec::new();
    for role in one["competencies"]["roles"].as_array().unwrap() {
        for target in role["targets"].as_array().unwrap() {
            let modifiers = target["modifiers"].as_array().unwrap();
            let names: Vec<&str> = modifiers.iter().map(|one| one.as_str().unwrap()).collect();
            if !names.is_empty() {
                let (base, level) = (&target["base"], &target["level"]);
                let number = target["number"].as_str().unwrap();
                wanted.push(format!("{number} {base} → {level} ({})", names.join(", ")));
            }
        }
    }
    let printed = text.lines().filter(|line| line.starts_with("    C"));
    let printed: Vec<String> = printed
        .map(|line| {
            let (line, _) = line.rsplit_once(", ").unwrap();
            let words: Vec<&str> = line.split_whitespace().collect();
            format!("{} {}", words[0], words[2..].join(" "))
        })
        .collect();
    assert_eq!(printed, wanted);
}

#[test]
fn a_name_from_outside_does_not_steer_the_terminal() {
    let folder = TempDir::new().unwrap();
    let record = "{\"id\": \"a\", \"name\": \"\\u001b[31mRed\\u202e\\u2028x\"}";
    fs::write(folder.path().join("a.json"), record).unwrap();
    let told = kamready_in(folder.path(), &["explain", "a.json", "--org", "a"]).good();
    assert!(!told.contains(['\u{1b}', '\u{202e}', '\u{2028}']), "{told}");
}

#[test]
fn a_waived_rule_is_explained_with_both_scores() {
    let more = [
        "--waivers",
        "fixtures/waivers/last_day.toml",
        "--as-of",
        "2026-06-30",
    ];
    let told = explain(FILE, "T02", &more).good();
    assert!(told.contains("\n  with waivers = 57.4"), "{told}");
}

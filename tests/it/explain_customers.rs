//! How the customers' figures and the reading of the org chart came about: it reads as it should, and every
//! formula that it prints is true.

use std::fs;

use tempfile::TempDir;

use crate::program::{Ran, kamready, kamready_in};

const CASES: [(&str, &str, &str); 2] = [
    ("de", "fixtures/case/de", "M-3001"),
    ("en", "fixtures/case/en", "M-3001"),
];

fn explain(folder: &str, id: &str, lang: &str, more: &[&str]) -> Ran {
    let fixed = ["explain", folder, "--org", id, "--lang", lang];
    kamready(&[&fixed, more].concat())
}

/// From the customers to the placement.
fn own_part(told: &str) -> &str {
    let from = told
        .find("\n# Kundenportfolio\n")
        .or_else(|| told.find("\n# Customer portfolio\n"))
        .unwrap();
    let rest = told.get(from..).unwrap();
    let to = rest
        .find("\n# Verankerung\n")
        .or_else(|| rest.find("\n# Placement\n"));
    rest.get(..to.unwrap()).unwrap()
}

#[test]
fn customers_and_chart_read_as_they_should() {
    for (lang, folder, id) in CASES {
        let told = explain(folder, id, lang, &[]).good();
        insta::assert_snapshot!(format!("customers.{lang}"), own_part(&told));
    }
}

#[test]
fn a_customer_group_reads_as_it_should_by_its_name_and_by_an_account() {
    for (lang, folder, id) in CASES {
        let told = explain(folder, id, lang, &["--group", "K1004"]).good();
        insta::assert_snapshot!(format!("group.{lang}"), told);
        let name = told.split(" (").next().unwrap();
        assert_eq!(explain(folder, id, lang, &["--group", name]).good(), told);
    }
}

#[test]
fn a_rule_over_customers_reads_as_it_should_and_says_what_it_leaves_out() {
    for (lang, folder, id) in CASES {
        let of = |more: &[&str]| {
            let told = explain(folder, id, lang, more).good();
            let (_, told) = told.split_once("\n\n# ").unwrap();
            told.to_owned()
        };
        let criterion = of(&["--rule", "margin", "--group", "K1004"]);
        insta::assert_snapshot!(format!("criterion.{lang}"), criterion);
        let gate = of(&["--rule", "S1"]);
        insta::assert_snapshot!(format!("account_gate.{lang}"), gate);
    }
}

#[test]
fn a_rule_of_the_organisation_reads_what_the_customers_and_the_chart_told() {
    let told = explain(
        "fixtures/case/de",
        "M-3001",
        "en",
        &["--rule", "avg_share_of_wallet"],
    )
    .good();
    let line = "avg_share_of_wallet = 34.038889  ← computed from the accounts (stated 48)";
    assert!(told.contains(line), "{told}");
    let told = explain(
        "fixtures/case/de",
        "M-3001",
        "en",
        &["--rule", "structure_type"],
    )
    .good();
    let line = "structure_type = functional  ← from the org chart (stated functional)";
    assert!(told.contains(line), "{told}");
}

#[test]
fn a_conflict_between_chart_and_statement_is_explained_with_both() {
    let folder = TempDir::new().unwrap();
    let record = r#"{"id": "a", "structure_type": "matrix", "units": [
        {"unit_id": "1", "name": "Leitung", "kind": "board"},
        {"unit_id": "2", "parent_id": "1", "name": "Vertrieb", "headcount": 60},
        {"unit_id": "3", "parent_id": "1", "name": "Produktion", "headcount": 90}]}"#;
    fs::write(folder.path().join("a.json"), record).unwrap();
    let run = |more: &[&str]| {
        let fixed = ["explain", "a.json", "--org", "a"];
        kamready_in(folder.path(), &[&fixed, more].concat()).good()
    };
    let told = run(&[]);
    assert!(told.contains("run with: functional organisation"), "{told}");
    assert!(told.contains("disagrees with the org chart (F6)"), "{told}");
    let told = run(&["--rule", "F6"]);
    assert!(told.contains("chart.stated = matrix"), "{told}");
    assert!(told.contains("chart.structure = functional"), "{told}");
    assert!(told.ends_with("Result\n  raised\n"), "{told}");
}

#[test]
fn a_group_that_cannot_be_explained_says_why() {
    let ran = explain("fixtures/case/de", "M-3001", "en", &["--group", "Veltamet"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""));
    assert!(ran.err.contains("did you mean `Veltamed`"), "{}", ran.err);
    let arguments = [
        "explain",
        "fixtures/levels/L2.json",
        "--org",
        "L2",
        "--group",
        "x",
    ];
    let ran = kamready(&arguments);
    assert_eq!(ran.code, Some(2));
    assert!(
        ran.err.contains("no customers of this organisation"),
        "{}",
        ran.err
    );
    let told = kamready(&[
        "explain",
        "fixtures/levels/L2.json",
        "--org",
        "L2",
        "--rule",
        "S1",
    ]);
    assert!(
        told.good()
            .ends_with("No customers of this organisation were judged.\n")
    );
}

/// Each `formula = number` is worked out anew, with the printed numbers.
#[test]
fn every_formula_that_is_printed_is_true() {
    let mut worked = 0;
    for (lang, folder, id) in CASES {
        let all = explain(folder, id, lang, &[]).good();
        worked += formulas(own_part(&all), lang);
        for group in ["K1004", "K1011", "K1023", "K1001"] {
            let told = explain(folder, id, lang, &["--group", group]).good();
            worked += formulas(&told, lang);
        }
    }
    assert!(worked > 80, "only {worked} formulas were worked out");
}

fn formulas(text: &str, lang: &str) -> usize {
    let plain = match lang {
        "de" => text.replace('.', "").replace(',', "."),
        _ => text.replace(',', ""),
    };
    let parts = plain.lines().flat_map(|line| line.split("; "));
    parts.filter(|part| holds(part)).count()
}

/// False where the part holds no formula.
fn holds(part: &str) -> bool {
    let Some((formula, result)) = part.rsplit_once(" = ") else {
        return false;
    };
    let formula = formula.rsplit(": ").next().unwrap().trim();
    let result = result.split_whitespace().next().unwrap_or_default();
    let sign = |c: char| c.is_ascii_digit() || " .+−×÷()²".contains(c);
    if !formula.chars().all(sign) || !formula.contains(['+', '−', '×', '÷']) {
        return false;
    }
    let printed: f64 = result.replace('−', "-").parse().unwrap();
    let mut rest = formula.chars().filter(|c| *c != ' ').collect::<Vec<_>>();
    rest.reverse();
    let exact = sum(&mut rest);
    // Printed numbers have four decimals; products of large ones lose as much.
    let near = 2e-3_f64.max(exact.abs() * 2e-5);
    assert!((exact - printed).abs() < near, "{exact}: {part}");
    true
}

fn sum(rest: &mut Vec<char>) -> f64 {
    let mut value = product(rest);
    while let Some(sign) = rest.pop_if(|c| matches!(c, '+' | '−')) {
        let next = product(rest);
        value = if sign == '+' {
            value + next
        } else {
            value - next
        };
    }
    value
}

fn product(rest: &mut Vec<char>) -> f64 {
    let mut value = square(rest);
    while let Some(sign) = rest.pop_if(|c| matches!(c, '×' | '÷')) {
        let next = square(rest);
        value = if sign == '×' {
            value * next
        } else {
            value / next
        };
    }
    value
}

fn square(rest: &mut Vec<char>) -> f64 {
    let value = match rest.pop_if(|c| matches!(c, '(' | '−')) {
        Some('(') => {
            let inner = sum(rest);
            assert_eq!(rest.pop(), Some(')'));
            inner
        }
        Some(_) => -square(rest),
        None => {
            let mut digits = String::new();
            while let Some(digit) = rest.pop_if(|c| c.is_ascii_digit() || *c == '.') {
                digits.push(digit);
            }
            digits.parse().unwrap()
        }
    };
    match rest.pop_if(|c| *c == '²') {
        Some(_) => value * value,
        None => value,
    }
}

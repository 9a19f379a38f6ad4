//! The workbook of a result as a reader of workbooks sees it.

use std::io::Cursor;

use calamine::{Data, Range, Reader, Xlsx};

use super::{LANGS, case, elements, parts, text};
use crate::program::{fixture, kamready};

fn book(bytes: &[u8]) -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(bytes.to_vec())).unwrap()
}

fn domain(lang: &str) -> Vec<u8> {
    let folder = tempfile::TempDir::new().unwrap();
    let path = folder.path().join("out.xlsx");
    let target = format!("xlsx:{}", path.display());
    let file = fixture("organisations/domain.csv");
    let arguments = [
        "assess",
        file.to_str().unwrap(),
        "-q",
        "--lang",
        lang,
        "-o",
        &target,
    ];
    kamready(&arguments).good();
    std::fs::read(path).unwrap()
}

fn column(range: &Range<Data>, head: &str) -> Vec<Data> {
    let heads: Vec<String> = range
        .rows()
        .next()
        .unwrap()
        .iter()
        .map(ToString::to_string)
        .collect();
    let at = heads
        .iter()
        .position(|own| own == head)
        .unwrap_or_else(|| panic!("{head}: {heads:?}"));
    range.rows().skip(1).map(|row| row[at].clone()).collect()
}

#[test]
fn one_organisation_has_seven_sheets_named_in_its_language() {
    let names = [
        [
            "Ergebnis",
            "Dimensionen",
            "Befunde",
            "Maßnahmen",
            "Fragen",
            "Eingaben",
            "Methode",
        ],
        [
            "Result",
            "Dimensions",
            "Findings",
            "Measures",
            "Questions",
            "Inputs",
            "Method",
        ],
    ];
    for (lang, names) in LANGS.iter().zip(names) {
        assert_eq!(book(&case(lang, "xlsx")).sheet_names(), names);
    }
    assert_eq!(
        book(&domain("de")).sheet_names()[..2],
        ["Ergebnis", "Verteilung"]
    );
}

#[test]
fn points_are_numbers_and_are_those_of_the_result() {
    let file = fixture("organisations/domain.csv");
    let result = kamready(&["assess", file.to_str().unwrap(), "-q", "-o", "json"]).json();
    let mut book = book(&domain("de"));
    let all = result["organisations"].as_array().unwrap();
    let overview = book.worksheet_range("Ergebnis").unwrap();
    let near = |cell: &Data, json: &serde_json::Value| match (cell, json.as_f64()) {
        (Data::Float(cell), Some(json)) => (cell - json).abs() < 1e-6,
        (Data::Int(cell), Some(json)) => (*cell as f64 - json).abs() < 1e-6,
        (Data::Empty, None) => true,
        _ => false,
    };
    let readiness = column(&overview, "KAM-Bereitschaft");
    assert_eq!(readiness.len(), all.len());
    for (cell, one) in readiness.iter().zip(all) {
        assert!(near(cell, &one["readiness"]["score"]), "{cell:?}");
    }
    let dimensions = column(&book.worksheet_range("Dimensionen").unwrap(), "Punkte");
    let scores = all
        .iter()
        .flat_map(|one| one["dimensions"].as_array().unwrap());
    let scores: Vec<_> = scores
        .map(|one| match one["assessable"] == true {
            true => one["score"].clone(),
            false => serde_json::Value::Null,
        })
        .collect();
    assert_eq!(dimensions.len(), scores.len());
    assert!(
        dimensions
            .iter()
            .zip(&scores)
            .all(|(cell, score)| near(cell, score))
    );
}

/// Every rule, open question and answer of the result is there.
#[test]
fn nothing_of_the_result_is_left_out() {
    let file = fixture("organisations/domain.csv");
    let result = kamready(&["assess", file.to_str().unwrap(), "-q", "-o", "json"]).json();
    let mut book = book(&domain("en"));
    for (sheet, head, key) in [
        ("Findings", "Rule", "rules"),
        ("Questions", "Key", "questions"),
    ] {
        let mut cells: Vec<String> = column(&book.worksheet_range(sheet).unwrap(), head)
            .iter()
            .map(ToString::to_string)
            .collect();
        let all = result["organisations"].as_array().unwrap().iter();
        let mut told: Vec<String> = all
            .flat_map(|one| one[key].as_array().unwrap())
            .map(|one| one["id"].as_str().or(one.as_str()).unwrap().to_owned())
            .collect();
        cells.sort();
        told.sort();
        assert_eq!(cells, told, "{sheet}");
    }
}

#[test]
fn tables_have_a_frozen_head_filters_print_titles_and_the_spreadsheets_own_charts() {
    for lang in LANGS {
        let parts = parts(&case(lang, "xlsx"));
        let charts = parts
            .keys()
            .filter(|name| name.starts_with("xl/charts/chart"));
        assert_eq!(charts.count(), 3, "two indexes, and the plan");
        for number in 2..=6 {
            let sheet = text(&parts, &format!("xl/worksheets/sheet{number}.xml"));
            assert!(sheet.contains("state=\"frozen\""), "{number}");
            assert!(sheet.contains("paperSize=\"9\""), "{number}");
            assert!(!sheet.contains("<f>"), "{number} has a formula");
        }
        let workbook = text(&parts, "xl/workbook.xml");
        assert!(workbook.matches("_xlnm.Print_Titles").count() >= 6);
        assert!(workbook.matches("_xlnm._FilterDatabase").count() >= 4);
        for (name, part) in &parts {
            if name.ends_with(".xml") || name.ends_with(".rels") {
                elements(std::str::from_utf8(part).unwrap());
            }
        }
    }
}

#[test]
fn the_same_result_gives_the_same_bytes() {
    assert_eq!(case("de", "xlsx"), case("de", "xlsx"));
    assert_eq!(case("de", "docx"), case("de", "docx"));
}

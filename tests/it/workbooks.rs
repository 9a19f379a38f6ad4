//! Workbooks: typed cells are what they are, texts among them are not guessed at, and a case in one file is a case.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;

use kamready::model::CaseTable;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet};
use serde_json::Value;
use tempfile::TempDir;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::program::{Ran, fixture, kamready_in};

/// Assesses a workbook of one sheet.
fn assessed(fill: impl FnOnce(&mut Worksheet)) -> Ran {
    let folder = TempDir::new().unwrap();
    let mut book = Workbook::new();
    fill(book.add_worksheet());
    book.save(folder.path().join("b.xlsx")).unwrap();
    kamready_in(folder.path(), &["assess", "b.xlsx", "-o", "json"])
}

fn row(sheet: &mut Worksheet, row: u32, cells: &[&str]) {
    for (column, cell) in (0..).zip(cells) {
        sheet.write(row, column, *cell).unwrap();
    }
}

fn document(ran: &Ran) -> Value {
    serde_json::from_str(&ran.out).unwrap_or_else(|_| panic!("{}", ran.told()))
}

/// The value of a field as the rules saw it, whichever rule that was.
fn read(document: &Value, organisation: usize, field: &str) -> Value {
    let rules = document["organisations"][organisation]["rules"].as_array();
    let mut rules = rules.unwrap().iter();
    let found = rules.find_map(|rule| rule["fields"].get(field));
    found.cloned().unwrap_or_default()
}

fn rejected(document: &Value) -> Vec<String> {
    let list = document["rejected"].as_array().unwrap().iter();
    let text = |value: &Value| value.as_str().unwrap_or("–").to_owned();
    let line = |one: &Value| {
        format!(
            "{}:{} {} {} {}",
            text(&one["file"]),
            one["line"],
            text(&one["field"]),
            text(&one["value"]),
            text(&one["reason"]["id"])
        )
    };
    list.map(line).collect()
}

#[test]
fn typed_cells_are_read_as_they_are_stored() {
    let ran = assessed(|sheet| {
        row(
            sheet,
            0,
            &[
                "id",
                "relative_market_share",
                "crm_usage_pct",
                "goals_customer_value",
            ],
        );
        row(sheet, 1, &["A"]);
        sheet.write(1, 1, 1.234).unwrap();
        let percent = Format::new().set_num_format("0.0%");
        sheet.write_with_format(1, 2, 0.455, &percent).unwrap();
        sheet.write(1, 3, true).unwrap();
    });
    let document = document(&ran);
    assert_eq!(rejected(&document), Vec::<String>::new());
    assert_eq!(read(&document, 0, "relative_market_share"), 1.234);
    assert_eq!(read(&document, 0, "crm_usage_pct"), 45.5);
    assert_eq!(read(&document, 0, "goals_customer_value"), true);
}

#[test]
fn typed_numbers_do_not_decide_how_texts_among_them_are_read() {
    let ran = assessed(|sheet| {
        row(sheet, 0, &["id", "relative_market_share", "kpi_count"]);
        row(sheet, 1, &["A", "1.200"]);
        row(sheet, 2, &["B"]);
        sheet.write(2, 1, 1.5).unwrap();
        sheet.write(2, 2, 3).unwrap();
    });
    let refused = rejected(&document(&ran));
    assert_eq!(
        refused[0],
        "b.xlsx#Sheet1:2 relative_market_share 1.200 reject.ambiguous"
    );
    assert_eq!(ran.code, Some(3));
}

#[test]
fn a_share_beside_percentages_an_error_a_day_and_a_formula_without_a_value_are_refused() {
    let ran = assessed(|sheet| {
        row(
            sheet,
            0,
            &[
                "id",
                "crm_usage_pct",
                "kpi_count",
                "training_days",
                "goal_horizon_years",
            ],
        );
        let percent = Format::new().set_num_format("0%");
        let day = Format::new().set_num_format("dd.mm.yyyy");
        for (line, id) in (1..).zip(["A", "B", "C", "D", "E"]) {
            row(sheet, line, &[id]);
        }
        sheet.write_with_format(1, 1, 0.5, &percent).unwrap();
        sheet.write(2, 1, 0.5).unwrap();
        sheet.write(3, 2, "#WERT!").unwrap();
        let first = ExcelDateTime::from_ymd(2026, 2, 1).unwrap();
        sheet.write_with_format(4, 3, &first, &day).unwrap();
        sheet
            .write_formula(5, 4, Formula::new("=1+1").set_result(""))
            .unwrap();
    });
    let document = document(&ran);
    let refused = rejected(&document);
    assert!(
        refused[0].contains(":3 crm_usage_pct 0.5 reject.share"),
        "{refused:?}"
    );
    assert!(refused[1].contains(":4 kpi_count #WERT!"), "{refused:?}");
    assert!(
        refused[2].contains(":5 training_days 2026-02-01"),
        "{refused:?}"
    );
    assert_eq!(read(&document, 0, "crm_usage_pct"), 50.0);
}

#[test]
fn days_of_both_epochs_are_days() {
    for epoch in [false, true] {
        let folder = TempDir::new().unwrap();
        let mut facts = Workbook::new();
        let sheet = facts.add_worksheet();
        row(sheet, 0, &["org_id", "field", "value", "date"]);
        row(sheet, 1, &["A", "kpi_count", "3"]);
        let day = Format::new().set_num_format("yyyy-mm-dd");
        let first = ExcelDateTime::from_ymd(2026, 2, 1).unwrap();
        let shift = if epoch { 1462.0 } else { 0.0 };
        sheet
            .write_with_format(1, 3, first.to_excel() - shift, &day)
            .unwrap();
        facts.save(folder.path().join("f.xlsx")).unwrap();
        if epoch {
            set_1904(&folder.path().join("f.xlsx"));
        }
        fs::write(folder.path().join("o.csv"), "id\nA\n").unwrap();
        let arguments = [
            "explain",
            "o.csv",
            "--facts",
            "f.xlsx",
            "--org",
            "A",
            "--rule",
            "kpi_count",
        ];
        let told = kamready_in(folder.path(), &arguments);
        assert!(told.out.contains("2026-02-01"), "{}", told.told());
    }
}

/// Rewrites the workbook so that its days count from 1904.
fn set_1904(path: &Path) {
    let bytes = fs::read(path).unwrap();
    let mut from = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut to = ZipWriter::new(Cursor::new(Vec::new()));
    for number in 0..from.len() {
        let mut part = from.by_index(number).unwrap();
        let mut text = Vec::new();
        std::io::Read::read_to_end(&mut part, &mut text).unwrap();
        if part.name().unwrap() == "xl/workbook.xml" {
            let old = String::from_utf8(text).unwrap();
            text = old
                .replace("<workbookPr ", "<workbookPr date1904=\"1\" ")
                .into_bytes();
        }
        to.start_file(part.name().unwrap(), SimpleFileOptions::default())
            .unwrap();
        to.write_all(&text).unwrap();
    }
    fs::write(path, to.finish().unwrap().into_inner()).unwrap();
}

#[test]
fn the_sheet_that_fits_is_found_and_another_can_be_named() {
    let folder = TempDir::new().unwrap();
    let mut book = Workbook::new();
    row(
        book.add_worksheet().set_name("Deckblatt").unwrap(),
        0,
        &["Audit 2026"],
    );
    let old = book.add_worksheet().set_name("Alt").unwrap();
    row(old, 0, &["id", "kpi_count"]);
    row(old, 1, &["OLD", "1"]);
    let new = book.add_worksheet().set_name("Neu").unwrap();
    row(new, 0, &["Stand: 2026"]);
    row(new, 2, &["id", "kpi_count", "training_days"]);
    row(new, 3, &["NEW", "2", "3"]);
    book.save(folder.path().join("b.xlsx")).unwrap();
    let ids = |arguments: &[&str]| {
        let all = [&["assess", "b.xlsx", "-o", "json"], arguments].concat();
        let document = document(&kamready_in(folder.path(), &all));
        document["organisations"][0]["id"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    assert_eq!(ids(&[]), "NEW");
    assert_eq!(ids(&["--sheet", "alt"]), "OLD");
    let none = kamready_in(folder.path(), &["assess", "b.xlsx", "--sheet", "Neuer"]);
    assert_eq!(none.code, Some(2));
    assert!(
        none.err.contains("`Deckblatt`, `Alt`") || none.err.contains("Deckblatt, Alt"),
        "{}",
        none.err
    );
}

#[test]
fn merged_cells_below_the_header_are_filled_and_told_of() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("o.csv"), "id\nA\nB\n").unwrap();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    row(sheet, 0, &["org_id", "field", "value"]);
    sheet.merge_range(1, 0, 2, 0, "A", &Format::new()).unwrap();
    row(sheet, 1, &["A", "kpi_count", "3"]);
    row(sheet, 2, &["", "training_days", "4"]);
    book.save(folder.path().join("f.xlsx")).unwrap();
    let ran = kamready_in(
        folder.path(),
        &["assess", "o.csv", "--facts", "f.xlsx", "-o", "json"],
    );
    let document = document(&ran);
    assert_eq!(read(&document, 0, "training_days"), 4.0);
    let decisions = document["inputs"][1]["decisions"].to_string();
    assert!(decisions.contains("import.merged"), "{decisions}");
}

/// The questionnaire's layout: a title row, a row of questions, ids, answers; all sheets of the German one.
fn case_as_workbook(case: &Path, organisation: &BTreeMap<String, String>) -> Workbook {
    let mut book = Workbook::new();
    let named = |book: &mut Workbook, table: CaseTable, rows: &[Vec<String>]| {
        let name = table.sheet(kamready::model::Lang::De);
        let sheet = book.add_worksheet().set_name(name).unwrap();
        row(sheet, 0, &["1. Stammdaten"]);
        for (line, cells) in (2..).zip(rows) {
            for (column, cell) in (0..).zip(cells).filter(|(_, cell)| !cell.is_empty()) {
                match cell.parse::<f64>() {
                    Ok(number) if line > 2 => sheet.write(line, column, number).unwrap(),
                    _ => sheet.write(line, column, cell).unwrap(),
                };
            }
        }
    };
    let heads = organisation.keys().cloned().collect();
    let values = organisation.values().cloned().collect();
    named(&mut book, CaseTable::Organisations, &[heads, values]);
    for table in [
        CaseTable::Accounts,
        CaseTable::Units,
        CaseTable::Staff,
        CaseTable::Goals,
    ] {
        let text = fs::read(case.join(table.file())).unwrap();
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .from_reader(&*text);
        let rows = reader.records().map(|one| one.unwrap());
        let rows: Vec<Vec<String>> = rows
            .map(|one| one.iter().map(str::to_owned).collect())
            .collect();
        named(&mut book, table, &rows);
    }
    book
}

/// The answers of a record as cells, without their evidence, which the questionnaire does not ask for.
fn flat(record: &Value) -> BTreeMap<String, Value> {
    let plain = |value: &Value| value.get("value").unwrap_or(value).clone();
    let record = record.as_object().unwrap();
    record
        .iter()
        .map(|(key, value)| (key.clone(), plain(value)))
        .collect()
}

fn cell(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Bool(true) => "ja".to_owned(),
        Value::Bool(false) => "nein".to_owned(),
        Value::Null => String::new(),
        Value::Object(reason) => format!("NA: {}", cell(&reason["na"])),
        Value::Array(list) => list.iter().map(cell).collect::<Vec<_>>().join("; "),
        other => other.to_string(),
    }
}

#[test]
fn a_case_in_one_workbook_gives_what_its_files_give() {
    let folder = TempDir::new().unwrap();
    let case = fixture("case/de");
    let text = fs::read_to_string(case.join("organisation.json")).unwrap();
    let record = flat(&serde_json::from_str(&text).unwrap());
    let files = folder.path().join("files");
    fs::create_dir(&files).unwrap();
    for name in ["accounts.csv", "org_units.csv", "staff.csv", "goals.csv"] {
        fs::copy(case.join(name), files.join(name)).unwrap();
    }
    fs::write(
        files.join("organisation.json"),
        serde_json::to_string(&record).unwrap(),
    )
    .unwrap();
    let cells = record
        .iter()
        .map(|(key, value)| (key.clone(), cell(value)))
        .collect();
    let mut book = case_as_workbook(&case, &cells);
    book.save(folder.path().join("case.xlsx")).unwrap();
    let organisations = |input: &str| {
        let arguments = ["assess", input, "-o", "json", "--as-of", "2026-11-25"];
        let ran = kamready_in(folder.path(), &arguments);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        document(&ran)["organisations"].clone()
    };
    assert_eq!(organisations("case.xlsx"), organisations("files"));
}

/// A workbook of LibreOffice with this table.
fn ods(rows: &str) -> Vec<u8> {
    let head =
        "<office:document-content><office:body><office:spreadsheet><table:table table:name=\"T\">";
    let foot = "</table:table></office:spreadsheet></office:body></office:document-content>";
    archive("content.xml", format!("{head}{rows}{foot}").as_bytes())
}

fn archive(name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file(name, SimpleFileOptions::default()).unwrap();
    zip.write_all(bytes).unwrap();
    zip.finish().unwrap().into_inner()
}

fn of_bytes(name: &str, bytes: &[u8]) -> Ran {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join(name), bytes).unwrap();
    kamready_in(folder.path(), &["assess", name, "-o", "json"])
}

#[test]
fn a_percentage_of_libreoffice_is_a_percentage_and_a_note_is_no_text() {
    let text = |text: &str| {
        format!(
            "<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>"
        )
    };
    let head: String = ["id", "crm_usage_pct", "kpi_count", "goals_customer_value"]
        .map(text)
        .concat();
    let rows = format!(
        "<table:table-row>{head}<table:table-cell table:number-columns-repeated=\"16380\"/></table:table-row>\
         <table:table-row><table:table-cell office:value-type=\"string\"><office:annotation><text:p>Notiz</text:p></office:annotation><text:p>A<text:s/>&amp;<text:s/>B</text:p></table:table-cell>\
         <table:table-cell office:value-type=\"percentage\" office:value=\"0.455\"><text:p>45,5 %</text:p></table:table-cell>\
         <table:table-cell office:value-type=\"float\" office:value=\"3\"><text:p>3</text:p></table:table-cell>\
         <table:table-cell office:value-type=\"boolean\" office:boolean-value=\"true\"><text:p>WAHR</text:p></table:table-cell></table:table-row>\
         <table:table-row table:number-rows-repeated=\"1048574\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>"
    );
    let document = document(&of_bytes("b.ods", &ods(&rows)));
    assert_eq!(document["organisations"][0]["id"], "A & B");
    assert_eq!(read(&document, 0, "crm_usage_pct"), 45.5);
    assert_eq!(read(&document, 0, "kpi_count"), 3.0);
    assert_eq!(read(&document, 0, "goals_customer_value"), true);
}

#[test]
fn what_is_no_honest_workbook_is_refused_with_what_to_do() {
    let cell = "<table:table-cell table:number-columns-repeated=\"16384\" office:value-type=\"float\" office:value=\"1\"/>";
    let bomb =
        format!("<table:table-row table:number-rows-repeated=\"1048576\">{cell}</table:table-row>");
    let mut cut = ods("<table:table-row/>");
    cut.truncate(cut.len() - 30);
    for (name, bytes, part) in [
        ("bomb.ods", ods(&bomb), "more cells than can be read"),
        ("cut.xlsx", cut, "damaged"),
        ("other.xlsx", archive("a.txt", b"a"), "damaged or none"),
        (
            "old.xls",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest".to_vec(),
            "without a password",
        ),
        ("empty.ods", ods(""), "has headings that fit"),
        (
            "broken.ods",
            ods("<table:table-row></table:table>"),
            "damaged",
        ),
    ] {
        let ran = of_bytes(name, &bytes);
        assert_eq!(ran.code, Some(2), "{name}: {}", ran.told());
        assert!(ran.err.contains(part), "{name}: {}", ran.err);
    }
}

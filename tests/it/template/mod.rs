//! The questionnaire: complete, the same every time, and read back by the program that wrote it.

mod page;
mod workbook;

use std::fs;

use kamready::model::{Field, Lang};
use kamready::pack::{Pack, PackFiles};
use kamready::rules::Program;
use kamready::template::{Questionnaire, TemplateFormat, document, folder};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::program::{Ran, fixture, kamready, kamready_fed, kamready_in};
use crate::schema::{holds, validator};

fn opened(name: Option<&str>) -> (Pack, Program) {
    let files = match name {
        None => PackFiles::embedded(),
        Some(name) => PackFiles::folder(&fixture("packs").join(name)).unwrap(),
    };
    Program::open(&files).unwrap()
}

fn questionnaire(name: Option<&str>, lang: Lang) -> Questionnaire {
    let (pack, program) = opened(name);
    Questionnaire::of(&pack, &program, lang)
}

fn text(questionnaire: &Questionnaire, format: TemplateFormat) -> String {
    String::from_utf8(document(questionnaire, format).unwrap()).unwrap()
}

/// An answer that the field allows.
fn answer(field: &Field) -> Value {
    use kamready::model::FieldType;
    let low = field.min.or(field.above.map(|above| above + 1.0));
    match field.kind {
        FieldType::Bool => json!(true),
        FieldType::Enum => json!(field.choices[0].id),
        FieldType::List => json!([field.choices[0].id]),
        FieldType::Date => json!("2027-12-31"),
        FieldType::Text => json!("X".repeat(field.letters.unwrap_or(5))),
        _ => json!(low.or(field.max).unwrap_or(1.0)),
    }
}

const PACKS: [Option<&str>; 3] = [None, Some("tiny"), Some("forms")];

#[test]
fn each_field_is_asked_once_in_every_format() {
    for name in PACKS {
        let (pack, _) = opened(name);
        for lang in Lang::ALL {
            let asked = questionnaire(name, lang);
            let mut ids: Vec<&str> = asked.fields().map(|field| &*field.id).collect();
            let mut known: Vec<&str> = pack.fields.ids().collect();
            ids.sort_unstable();
            known.sort_unstable();
            assert_eq!(ids, known);
            let csv = text(&asked, TemplateFormat::Csv);
            let json: Value = serde_json::from_str(&text(&asked, TemplateFormat::Json)).unwrap();
            let markdown = text(&asked, TemplateFormat::Markdown);
            let page = text(&asked, TemplateFormat::Html);
            for field in pack.fields.iter() {
                let id = &*field.id;
                assert_eq!(csv.trim().split(',').filter(|cell| cell == &id).count(), 1);
                assert_eq!(json.get(id), Some(&Value::Null), "{id}");
                assert_eq!(markdown.matches(&format!("(`{id}`)\n")).count(), 1, "{id}");
                assert_eq!(
                    page.matches(&format!("\"id\":\"{id}\",\"kind\"")).count(),
                    1,
                    "{id}"
                );
            }
        }
    }
}

#[test]
fn the_same_pack_gives_the_same_bytes() {
    for (_, format) in TemplateFormat::ALL {
        for lang in Lang::ALL {
            let asked = questionnaire(None, lang);
            assert_eq!(
                folder(&asked, format).unwrap(),
                folder(&asked, format).unwrap()
            );
        }
    }
    let both = TempDir::new().unwrap();
    for name in ["one.xlsx", "two.xlsx"] {
        let target = format!("xlsx:{name}");
        assert_eq!(
            kamready_in(both.path(), &["template", "-o", &target]).code,
            Some(0)
        );
    }
    let read = |name| fs::read(both.path().join(name)).unwrap();
    assert_eq!(read("one.xlsx"), read("two.xlsx"));
}

#[test]
fn a_record_that_is_filled_in_comes_back_and_holds_to_its_schema() {
    let schema = validator(&["schema", "input"]);
    let asked = questionnaire(None, Lang::De);
    let mut record: Value = serde_json::from_str(&text(&asked, TemplateFormat::Json)).unwrap();
    record["id"] = json!("A1");
    holds(&schema, "nothing answered", &record);
    for field in asked.fields() {
        record[&*field.id] = answer(field);
    }
    holds(&schema, "all answered", &record);
    let result = kamready_fed(&["assess", "-", "-o", "json"], &record.to_string()).json();
    assert_eq!(result["organisations"][0]["questions"], json!([]));
    assert_eq!(result["inputs"][0]["unread"], json!([]));
    assert_eq!(result["rejected"], json!([]));
}

#[test]
fn the_record_of_another_pack_comes_back_too() {
    let asked = questionnaire(Some("tiny"), Lang::En);
    let mut record: Value = serde_json::from_str(&text(&asked, TemplateFormat::Json)).unwrap();
    record["id"] = json!("A1");
    let keys: Vec<&String> = record.as_object().unwrap().keys().collect();
    let expected = [
        "$schema",
        "id",
        "name",
        "officer",
        "register_pct",
        "training",
    ];
    assert_eq!(
        keys, expected,
        "tiny reads no accounts, units, ratings or goals"
    );
    for field in asked.fields() {
        record[&*field.id] = answer(field);
    }
    let pack = fixture("packs/tiny");
    let pack = pack.to_str().unwrap();
    let arguments = ["assess", "-", "-o", "json", "--pack", pack];
    let result = kamready_fed(&arguments, &record.to_string()).json();
    assert_eq!(result["inputs"][0]["unread"], json!([]));
}

/// A row below each heading row, taken from the invented case.
#[test]
fn the_tables_of_a_folder_are_those_of_a_case() {
    let case = TempDir::new().unwrap();
    let at = |name: &str| case.path().join(name);
    assert_eq!(
        kamready_in(case.path(), &["template", "-o", "csv:./"]).code,
        Some(0)
    );
    for name in ["accounts.csv", "org_units.csv", "staff.csv", "goals.csv"] {
        let example = fs::read_to_string(fixture("case/de").join(name)).unwrap();
        let empty = fs::read_to_string(at(name)).unwrap();
        let columns = |text: &str| -> Vec<String> {
            let mut all: Vec<String> = text
                .lines()
                .next()
                .unwrap()
                .split(',')
                .map(str::to_owned)
                .collect();
            all.sort();
            all
        };
        assert_eq!(columns(&empty), columns(&example), "{name}");
        assert_eq!(empty.lines().count(), 1, "{name}");
    }
    let headings = fs::read_to_string(at("organisation.csv")).unwrap();
    let blanks = ",".repeat(headings.matches(',').count());
    fs::write(at("organisation.csv"), format!("{headings}A1{blanks}\n")).unwrap();
    fs::remove_file(at("org_units.csv")).unwrap();
    let ran = kamready_in(case.path(), &["check", "."]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
}

#[test]
fn a_file_that_may_hold_answers_is_not_overwritten() {
    let folder = TempDir::new().unwrap();
    let run = |lang: &str| -> Ran {
        kamready_in(
            folder.path(),
            &["template", "-o", "json:q.json", "--lang", lang],
        )
    };
    assert_eq!(run("en").code, Some(0));
    assert_eq!(
        run("de").code,
        Some(0),
        "the same bytes may be written again"
    );
    let file = folder.path().join("q.json");
    fs::write(&file, "{\"id\": \"A1\"}").unwrap();
    let ran = run("en");
    assert_eq!(ran.code, Some(2));
    assert!(
        ran.err.contains("q.json") && ran.err.contains("is not overwritten"),
        "{}",
        ran.err
    );
    assert_eq!(fs::read_to_string(&file).unwrap(), "{\"id\": \"A1\"}");
}

#[test]
fn a_format_that_does_not_exist_is_refused_with_those_that_do() {
    let ran = kamready(&["template", "-o", "docx:q.docx"]);
    assert_eq!(ran.code, Some(2));
    for (name, _) in TemplateFormat::ALL {
        assert!(ran.err.contains(name), "{}", ran.err);
    }
}

#[test]
fn the_questionnaire_of_a_small_pack_reads_well() {
    for lang in Lang::ALL {
        let asked = questionnaire(Some("tiny"), lang);
        let name = format!("tiny_{}", lang.code());
        insta::assert_snapshot!(name, text(&asked, TemplateFormat::Markdown));
    }
}

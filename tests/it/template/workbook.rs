//! The workbook as a reader of workbooks sees it.

use std::io::Cursor;

use calamine::{Data, Range, Reader, Xlsx};
use kamready::model::{CaseTable, Field, FieldType, Lang, Text};
use kamready::template::{Questionnaire, TemplateFormat, document};

use super::{PACKS, questionnaire};
use crate::program::kamready_fed;

fn workbook(asked: &Questionnaire) -> Xlsx<Cursor<Vec<u8>>> {
    let bytes = document(asked, TemplateFormat::Xlsx).unwrap();
    Xlsx::new(Cursor::new(bytes)).unwrap()
}

fn row(range: &Range<Data>, row: u32) -> Vec<String> {
    let columns = range.end().unwrap().1;
    (0..=columns)
        .map(|column| {
            range
                .get_value((row, column))
                .map_or_else(String::new, ToString::to_string)
        })
        .collect()
}

/// The words of a drop-down by the id of its field; the last of two fields with one id.
fn words(range: &Range<Data>, id: &str) -> Vec<String> {
    let column = row(range, 1)
        .iter()
        .rposition(|heading| heading == id)
        .unwrap() as u32;
    let rows = 2..=range.end().unwrap().0;
    rows.filter_map(|row| range.get_value((row, column)))
        .map(ToString::to_string)
        .filter(|word| !word.is_empty())
        .collect()
}

#[test]
fn each_table_has_a_sheet_with_its_columns_and_no_answer_yet() {
    for name in PACKS {
        for lang in Lang::ALL {
            let asked = questionnaire(name, lang);
            let mut book = workbook(&asked);
            let sheets = book.sheet_names().to_owned();
            let tables: Vec<CaseTable> = sheets
                .iter()
                .filter_map(|name| CaseTable::of_sheet(name))
                .collect();
            assert_eq!(
                tables,
                asked
                    .tables
                    .iter()
                    .map(|table| table.kind)
                    .collect::<Vec<_>>()
            );
            assert_eq!(sheets.len(), tables.len() + 2, "a start, and the lists");
            for table in &asked.tables {
                let range = book.worksheet_range(table.kind.sheet(lang)).unwrap();
                let ids: Vec<&str> = table.fields.iter().map(|field| &*field.id).collect();
                assert_eq!(row(&range, 2), ids);
                assert_eq!(range.end().unwrap().0, 2, "no row below the headings");
                for (told, field) in row(&range, 1).iter().zip(&table.fields) {
                    let expected =
                        format!("{}\n{}", field.label.get(lang), field.question.get(lang));
                    assert_eq!(*told, expected);
                }
            }
        }
    }
}

/// No reader that looks for headings by id, label or alias finds one above the heading row.
#[test]
fn the_rows_for_people_match_no_heading() {
    for lang in Lang::ALL {
        let asked = questionnaire(None, lang);
        let mut book = workbook(&asked);
        for table in &asked.tables {
            let range = book.worksheet_range(table.kind.sheet(lang)).unwrap();
            let fields = kamready::model::Fields::new(table.fields.clone()).0;
            let people = [row(&range, 0), row(&range, 1)].concat();
            let taken = |told: &String| fields.by_heading(told).is_some() && !told.is_empty();
            let hits: Vec<&String> = people.iter().filter(|told| taken(told)).collect();
            assert_eq!(hits, Vec::<&String>::new(), "{:?}", table.kind);
        }
    }
}

#[test]
fn the_lists_hold_the_words_of_the_pack_in_its_order() {
    for lang in Lang::ALL {
        let asked = questionnaire(None, lang);
        let lists = workbook(&asked).worksheet_range(match lang {
            Lang::De => "Listen",
            Lang::En => "Lists",
        });
        let lists = lists.unwrap();
        for field in asked.fields().filter(|field| field.kind == FieldType::Enum) {
            // Some fields of an account are called the same.
            if row(&lists, 1).iter().filter(|id| **id == *field.id).count() == 1 {
                let labels: Vec<&str> = field
                    .choices
                    .iter()
                    .map(|one| one.label.get(lang))
                    .collect();
                assert_eq!(words(&lists, &field.id), labels, "{}", field.id);
            }
        }
        let competencies = words(&lists, "competency_id");
        assert_eq!(competencies.len(), 28);
        assert_eq!(words(&lists, "kind"), ["line", "staff", "board"]);
    }
}

#[test]
fn a_pack_that_says_too_much_or_speaks_in_formulas_still_gives_a_workbook_of_text() {
    let told = "=HYPERLINK(\"x\")\u{0}\u{fffe}".to_owned() + &"😀ä".repeat(30_000);
    let mut asked = questionnaire(Some("tiny"), Lang::De);
    asked.title = told.clone();
    asked.summary = told.clone();
    for group in &mut asked.groups {
        group.title = told.clone();
    }
    for field in asked.tables.iter_mut().flat_map(|table| &mut table.fields) {
        field.label = Text::new(&*told, &*told);
        field.question = Text::new(&*told, &*told);
        for choice in &mut field.choices {
            choice.label = Text::new(&*told, &*told);
            choice.anchor = Some(Text::new(&*told, &*told));
        }
    }
    let mut book = workbook(&asked);
    for sheet in book.sheet_names().to_owned() {
        assert!(
            book.worksheet_formula(&sheet).unwrap().is_empty(),
            "{sheet}"
        );
        assert!(!book.worksheet_range(&sheet).unwrap().is_empty(), "{sheet}");
    }
}

/// Each word of each drop-down of the organisations is taken by the reader of tables.
#[test]
fn the_words_of_the_lists_are_read_back() {
    for lang in Lang::ALL {
        let asked = questionnaire(None, lang);
        let fields: Vec<&Field> = asked
            .fields()
            .filter(|field| field.kind == FieldType::Enum)
            .collect();
        let most = fields
            .iter()
            .map(|field| field.choices.len())
            .max()
            .unwrap();
        let mut table = csv::Writer::from_writer(Vec::new());
        table
            .write_record(std::iter::once("id").chain(fields.iter().map(|field| &*field.id)))
            .unwrap();
        for position in 0..most {
            let word = |field: &&Field| {
                field
                    .choices
                    .get(position)
                    .map_or("", |one| one.label.get(lang))
                    .to_owned()
            };
            let cells = std::iter::once(format!("A{position}")).chain(fields.iter().map(word));
            table.write_record(cells).unwrap();
        }
        let text = String::from_utf8(table.into_inner().unwrap()).unwrap();
        let ran = kamready_fed(&["check", "-"], &text);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
    }
}

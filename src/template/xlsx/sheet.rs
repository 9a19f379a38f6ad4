//! One table as a sheet: group, question and id of each column, then room for answers.

use rust_xlsxwriter::{ColNum, Format, Note, RowNum, Worksheet, XlsxError};

use super::cut;
use super::lists::Lists;
use super::style::Styles;
use super::validation::validation;
use crate::model::{CaseTable, Field, FieldType, Lang};
use crate::template::questionnaire::{Questionnaire, Table};
use crate::template::words::{allowed_with_unit, choice, row_of, said};

const GROUPS: RowNum = 0;
const QUESTIONS: RowNum = 1;
const IDS: RowNum = 2;
pub(super) const FIRST_ANSWER: RowNum = 3;

/// Rows whose answers are checked while they are typed.
const ROWS: RowNum = 2000;

/// Longest text of a note and of a cell that people still read.
const NOTE: usize = 8000;
const CELL: usize = 2000;

pub(super) fn write(
    sheet: &mut Worksheet,
    questionnaire: &Questionnaire,
    table: &Table,
    lists: &Lists,
    styles: &Styles,
) -> Result<(), XlsxError> {
    let lang = questionnaire.lang;
    sheet.set_name(table.kind.sheet(lang))?;
    sheet.set_row_height(QUESTIONS, 110)?;
    bands(sheet, questionnaire, table, styles)?;
    for (column, field) in (0..).zip(&table.fields) {
        question(sheet, table, field, column, lang, styles)?;
        sheet.write_string_with_format(IDS, column, &*field.id, &styles.id)?;
        sheet.set_column_width(column, width(field))?;
        if let Some(format) = cells(field, lang, styles) {
            sheet.set_column_format(column, &format)?;
        }
        let check = validation(table.kind, field, column, lists, lang)?;
        sheet.add_data_validation(
            FIRST_ANSWER,
            column,
            FIRST_ANSWER + ROWS - 1,
            column,
            &check,
        )?;
    }
    sheet.set_freeze_panes(FIRST_ANSWER, frozen(table))?;
    sheet
        .set_landscape()
        .set_paper_size(9)
        .set_repeat_rows(GROUPS, IDS)?;
    Ok(())
}

/// The columns that stay in sight say whose row it is.
fn frozen(table: &Table) -> ColNum {
    match table.kind {
        CaseTable::Organisations => 2,
        _ => 1,
    }
}

/// The first row: above the organisations their groups, elsewhere what a row is.
fn bands(
    sheet: &mut Worksheet,
    questionnaire: &Questionnaire,
    table: &Table,
    styles: &Styles,
) -> Result<(), XlsxError> {
    let [first, _] = &styles.bands;
    if table.kind != CaseTable::Organisations {
        let told = row_of(table.kind, questionnaire.lang);
        sheet.write_string_with_format(GROUPS, 0, told, first)?;
        return Ok(());
    }
    sheet.write_blank(GROUPS, 0, first)?;
    let mut column: ColNum = 1;
    let numbered = (1..).zip(&questionnaire.groups);
    for ((number, group), band) in numbered.zip(styles.bands.iter().cycle()) {
        for position in 0..group.fields.len() {
            // A number in front keeps the title from being a field's heading.
            let title = match position {
                0 => format!("{number}. {}", group.title),
                _ => String::new(),
            };
            sheet.write_string_with_format(GROUPS, column, cut(&title, CELL), band)?;
            column += 1;
        }
    }
    Ok(())
}

/// Label and question for people. Both in one cell, which no reader takes for a heading.
fn question(
    sheet: &mut Worksheet,
    table: &Table,
    field: &Field,
    column: ColNum,
    lang: Lang,
    styles: &Styles,
) -> Result<(), XlsxError> {
    let (cell, bold, plain) = match table.requires(field) {
        true => (
            &styles.required,
            &styles.bold_on_dark,
            &styles.plain_on_dark,
        ),
        false => (&styles.optional, &styles.bold, &styles.plain),
    };
    let label = cut(field.label.get(lang), CELL);
    let asked = format!("\n{}", cut(field.question.get(lang), CELL));
    sheet.write_rich_string_with_format(
        QUESTIONS,
        column,
        &[(bold, label.as_str()), (plain, asked.as_str())],
        cell,
    )?;
    let text = note(table, field, lang);
    let lines = text
        .lines()
        .map(|line| 1 + line.chars().count() / 48)
        .sum::<usize>();
    let height = u32::try_from(lines * 18 + 20).unwrap_or(600).min(600);
    let note = Note::new(cut(&text, NOTE))
        .add_author_prefix(false)
        .set_width(340)
        .set_height(height);
    sheet.insert_note(QUESTIONS, column, &note)?;
    Ok(())
}

/// What may be answered, and what each answer means.
fn note(table: &Table, field: &Field, lang: Lang) -> String {
    let mut lines = vec![format!(
        "{} {}",
        said(lang, "Erlaubt:", "Allowed:"),
        allowed_with_unit(field, lang)
    )];
    if table.requires(field) {
        lines.push(said(lang, "Pflichtangabe", "Required").to_owned());
    }
    lines.extend(
        field
            .anchor
            .as_ref()
            .map(|anchor| anchor.get(lang).to_owned()),
    );
    for one in &field.choices {
        let word = choice(table.kind, field, one, lang);
        let label = one.label.get(lang);
        let meaning = one.anchor.as_ref().map(|anchor| anchor.get(lang));
        let meaning = meaning.or_else(|| Some(label).filter(|label| *label != word));
        lines.push(match meaning {
            Some(meaning) => format!("• {word}: {meaning}"),
            None => format!("• {word}"),
        });
    }
    lines.join("\n")
}

/// Texts keep their leading zeros, dates look as they are written in the language. A percentage shows its sign,
/// so that `46%`, which a spreadsheet takes for 0.46, is seen at once.
fn cells(field: &Field, lang: Lang, styles: &Styles) -> Option<Format> {
    match field.kind {
        FieldType::Text => Some(styles.as_text.clone()),
        FieldType::Percent => Some(Format::new().set_num_format("General\" %\"")),
        FieldType::Date => {
            Some(Format::new().set_num_format(said(lang, "dd.mm.yyyy", "yyyy-mm-dd")))
        }
        _ => None,
    }
}

fn width(field: &Field) -> f64 {
    match field.question.de.chars().count() {
        ..60 => 24.0,
        60..110 => 30.0,
        _ => 36.0,
    }
}

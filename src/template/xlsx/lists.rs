//! The words of the drop-downs, a column each, on a sheet of their own.

use rust_xlsxwriter::utility::column_number_to_name;
use rust_xlsxwriter::{ColNum, Formula, RowNum, Worksheet, XlsxError};

use super::style::Styles;
use crate::model::{CaseTable, Field, FieldType, Lang};
use crate::template::questionnaire::{Questionnaire, Table};
use crate::template::words::{choice, said};

/// Rows above the words: what the sheet is, then the id of each field.
const HEAD: RowNum = 2;

pub(super) struct Lists {
    lang: Lang,
    columns: Vec<Column>,
}

struct Column {
    table: CaseTable,
    field: String,
    words: Vec<String>,
}

impl Lists {
    pub(super) fn of(questionnaire: &Questionnaire) -> Self {
        let lang = questionnaire.lang;
        let tables = questionnaire.tables.iter();
        let columns = tables.flat_map(|table| {
            let fields = table.fields.iter();
            fields.filter_map(move |field| column(table, field, lang))
        });
        Self {
            lang,
            columns: columns.collect(),
        }
    }

    fn name(&self) -> &'static str {
        said(self.lang, "Listen", "Lists")
    }

    /// Where the words of a field stand; none for a field without words.
    pub(super) fn range(&self, table: CaseTable, field: &Field) -> Option<Formula> {
        let same = |column: &&Column| column.table == table && *column.field == *field.id;
        let position = self.columns.iter().position(|column| same(&column))?;
        let words = self.columns.get(position)?.words.len() as RowNum;
        let column = column_number_to_name(position as ColNum);
        let (first, last) = (HEAD + 1, HEAD + words);
        let sheet = self.name();
        Some(Formula::new(format!(
            "={sheet}!${column}${first}:${column}${last}"
        )))
    }

    pub(super) fn write(&self, sheet: &mut Worksheet, styles: &Styles) -> Result<(), XlsxError> {
        sheet.set_name(self.name())?;
        let note = said(
            self.lang,
            "Die Wörter der Auswahllisten. Dieses Blatt wird nicht ausgefüllt.",
            "The words of the drop-downs. Nothing is filled in here.",
        );
        sheet.write_with_format(0, 0, note, &styles.heading)?;
        for (position, column) in (0..).zip(&self.columns) {
            sheet.write_with_format(HEAD - 1, position, &column.field, &styles.id)?;
            for (row, word) in (HEAD..).zip(&column.words) {
                sheet.write_string(row, position, super::cut(word, 255))?;
            }
            sheet.set_column_width(position, 26)?;
        }
        sheet.set_freeze_panes(HEAD, 0)?;
        Ok(())
    }
}

fn column(table: &Table, field: &Field, lang: Lang) -> Option<Column> {
    let words: Vec<String> = match field.kind {
        FieldType::Bool => [said(lang, "ja", "yes"), said(lang, "nein", "no")]
            .map(str::to_owned)
            .to_vec(),
        FieldType::Enum => {
            let word = |one| choice(table.kind, field, one, lang).to_owned();
            field.choices.iter().map(word).collect()
        }
        _ => return None,
    };
    Some(Column {
        table: table.kind,
        field: field.id.to_string(),
        words,
    })
}

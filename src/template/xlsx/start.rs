//! The first sheet: how to fill the workbook in.

use rust_xlsxwriter::{RowNum, Worksheet, XlsxError};

use super::cut;
use super::style::Styles;
use crate::model::Lang;
use crate::template::questionnaire::{Questionnaire, Table};
use crate::template::words::{row_of, said};

/// Letters in a line of the second column, and the height of a line in points.
const WIDTH: u32 = 90;
const LINE: u32 = 15;

pub(super) fn write(
    sheet: &mut Worksheet,
    questionnaire: &Questionnaire,
    styles: &Styles,
) -> Result<(), XlsxError> {
    let lang = questionnaire.lang;
    sheet.set_name("Start")?;
    sheet
        .set_column_width(0, 30)?
        .set_column_width(1, f64::from(WIDTH))?;
    sheet
        .set_landscape()
        .set_paper_size(9)
        .set_print_fit_to_pages(1, 0);
    sheet.write_string_with_format(0, 0, cut(&questionnaire.title, 250), &styles.title)?;
    sheet.write_string_with_format(1, 0, cut(&questionnaire.summary, 2000), &styles.plain)?;
    let mut lines = Lines {
        sheet,
        styles,
        row: 3,
    };
    lines.heading(said(lang, "So wird ausgefüllt", "How to fill it in"))?;
    for (lead, text) in steps(lang) {
        lines.pair(lead, text)?;
    }
    lines.heading(said(lang, "Blätter", "Sheets"))?;
    for table in &questionnaire.tables {
        lines.pair(table.kind.sheet(lang), &about(table, lang))?;
    }
    lines.heading(said(lang, "Legende", "Legend"))?;
    lines.legend(lang)?;
    lines.heading(said(lang, "Grundlage", "Basis"))?;
    lines.pair(said(lang, "Regelpaket", "Rule pack"), &questionnaire.stamp)
}

/// Heads and sentences below each other.
struct Lines<'s> {
    sheet: &'s mut Worksheet,
    styles: &'s Styles,
    row: RowNum,
}

impl Lines<'_> {
    fn heading(&mut self, text: &str) -> Result<(), XlsxError> {
        self.row += 1;
        let style = &self.styles.heading;
        self.sheet
            .write_string_with_format(self.row, 0, text, style)?;
        self.row += 1;
        Ok(())
    }

    fn pair(&mut self, lead: &str, text: &str) -> Result<(), XlsxError> {
        let (row, style) = (self.row, &self.styles.text);
        self.sheet.write_string_with_format(row, 0, lead, style)?;
        let text = cut(text, 2000);
        let lines = 1 + text.chars().count() as u32 / (WIDTH - 5);
        self.sheet.set_row_height(row, lines * LINE)?;
        self.sheet.write_string_with_format(row, 1, text, style)?;
        self.row += 1;
        Ok(())
    }

    fn legend(&mut self, lang: Lang) -> Result<(), XlsxError> {
        let colours = [
            (&self.styles.required, "Pflichtangabe", "required"),
            (
                &self.styles.optional,
                "freiwillig; je mehr bekannt ist, desto schmaler die Ergebnisspanne",
                "optional; the more is known, the narrower the range of the result",
            ),
        ];
        for (style, de, en) in colours {
            let lead = said(lang, "Spaltenkopf", "Column head");
            self.sheet
                .write_string_with_format(self.row, 0, lead, style)?;
            let text = said(lang, de, en);
            self.sheet
                .write_string_with_format(self.row, 1, text, &self.styles.text)?;
            self.row += 1;
        }
        Ok(())
    }
}

fn steps(lang: Lang) -> Vec<(&'static str, &'static str)> {
    let step = |lead_de, lead_en, de, en| (said(lang, lead_de, lead_en), said(lang, de, en));
    vec![
        step(
            "Wo ausfüllen",
            "Where",
            "Ab Zeile 4, je Zeile ein Eintrag. Die ersten drei Zeilen bleiben, wie sie sind; Spalten dürfen fehlen oder anders angeordnet sein.",
            "From row 4 on, one entry a row. The first three rows stay as they are; columns may be left out or moved.",
        ),
        step(
            "Keine Angabe",
            "Not known",
            "Die Zelle bleibt leer. Eine fehlende Angabe zählt nie als Null; sie verbreitert nur die Ergebnisspanne.",
            "The cell stays empty. A missing answer never counts as zero; it only widens the range of the result.",
        ),
        step(
            "Nicht zutreffend",
            "Not applicable",
            "Auf dem Blatt „Organisationen“ statt der Antwort „NA:“ und der Grund, zum Beispiel „NA:kein Auslandsgeschäft“.",
            "On the sheet “Organisations”, in place of the answer, “NA:” and the reason, for example “NA:no business abroad”.",
        ),
        step(
            "Zahlen",
            "Numbers",
            "Als Zahl eingeben, ohne Einheit. Prozentwerte als 46, nicht als 0,46. Beträge in ganzen Währungseinheiten, nicht in Tausend.",
            "Typed as numbers, without a unit. Percentages as 46, not as 0.46. Amounts in full currency units, not in thousands.",
        ),
        step(
            "Auswahl",
            "Lists",
            "Wo die Zelle eine Liste zeigt, eine Antwort daraus wählen. Die Notiz am Spaltenkopf sagt, was jede Antwort bedeutet.",
            "Where the cell shows a list, choose one answer from it. The note at the column head says what each answer means.",
        ),
        step(
            "Mehrere Organisationen",
            "Several organisations",
            "Auf den weiteren Blättern eine Spalte mit der Überschrift org_id in Zeile 3 anfügen: Sie nennt zu jeder Zeile die Kennung der Organisation.",
            "On the other sheets add a column with the heading org_id in row 3: it names the organisation of each row.",
        ),
        step(
            "Auswerten",
            "Assess",
            "kamready assess DATEI.xlsx --lang de",
            "kamready assess FILE.xlsx",
        ),
    ]
}

/// What a row of the sheet is, and which columns may not be empty.
fn about(table: &Table, lang: Lang) -> String {
    let fields = table.fields.iter();
    let required: Vec<&str> = fields
        .filter(|field| table.requires(field))
        .map(|field| field.label.get(lang))
        .collect();
    format!(
        "{} {}: {}.",
        row_of(table.kind, lang),
        said(lang, "Pflicht", "Required"),
        required.join(", ")
    )
}

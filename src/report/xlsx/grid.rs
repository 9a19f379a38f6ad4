//! Tables of typed cells, one a sheet; what does not fit on one sheet goes on on the next.

use rust_xlsxwriter::{ColNum, Format, RowNum, Workbook, Worksheet, XlsxError};

use super::style::Styles;
use super::text::fitting;
use crate::model::{Assessment, Document, Tool, printable};
use crate::report::words::Words;

/// Rows of a sheet below its head, at most.
pub(super) const ROWS: usize = 1_048_575;
/// UTF-16 units of a cell, at most.
const LENGTH: usize = 32_767;

/// Letters across a page that people still read.
const PAGE: f64 = 210.0;

/// The workbook in the making.
pub(super) struct Book<'b> {
    pub(super) workbook: &'b mut Workbook,
    pub(super) styles: &'b Styles,
    pub(super) words: Words<'b>,
    pub(super) document: &'b Document,
    /// Rows of a sheet below its head.
    pub(super) rows: usize,
}

/// How the numbers of a column are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    /// Text that leads the row.
    Lead,
    Points,
    Number,
    Percent,
    /// Words and numbers mixed, all on the left.
    Value,
}

/// One column: its head, its width in letters, what it holds.
pub(super) struct Column {
    pub(super) head: String,
    width: f64,
    kind: Kind,
}

impl Column {
    pub(super) fn new(head: impl Into<String>, width: f64, kind: Kind) -> Self {
        Self {
            head: head.into(),
            width,
            kind,
        }
    }
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell {
    Empty,
    Text(String),
    Number(f64),
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<f64> for Cell {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

impl From<Option<f64>> for Cell {
    fn from(number: Option<f64>) -> Self {
        number.map_or(Self::Empty, Self::Number)
    }
}

impl<'b> Book<'b> {
    pub(super) fn say(&self, de: &'static str, en: &'static str) -> &'static str {
        self.words.say(de, en)
    }

    /// A sheet set up for printing on A4, with its provenance below each page.
    pub(super) fn sheet(&mut self, name: &str) -> Result<&mut Worksheet, XlsxError> {
        let foot = self.foot();
        let sheet = self.workbook.add_worksheet();
        sheet
            .set_name(name)?
            .set_landscape()
            .set_paper_size(9)
            .set_print_fit_to_pages(1, 0)
            .set_header_footer_scale_with_doc(false)
            .set_footer(foot);
        Ok(sheet)
    }

    fn foot(&self) -> String {
        let pack = &self.document.pack;
        let hash = pack.hash.get(..12).unwrap_or(&pack.hash);
        // An ampersand begins a code.
        let stamp =
            format!("{} {}", printable(&pack.id), printable(&pack.version)).replace('&', "&&");
        let (page, of) = (self.say("Seite", "Page"), self.say("von", "of"));
        let tool = Tool::THIS;
        fitting(
            &format!(
                "&L&8{} {} · {} · {hash}&R&8{page} &P {of} &N",
                tool.name,
                tool.version,
                fitting(&stamp, 80)
            ),
            255,
        )
    }

    /// Columns that say whose row it is, where there are several organisations.
    pub(super) fn owners(&self) -> Vec<Column> {
        match self.document.organisations.as_slice() {
            [_] => Vec::new(),
            _ => vec![
                Column::new("ID", 12.0, Kind::Text),
                Column::new(self.say("Organisation", "Organisation"), 26.0, Kind::Lead),
            ],
        }
    }

    /// The cells below them.
    pub(super) fn owner(&self, one: &Assessment) -> Vec<Cell> {
        match self.document.organisations.as_slice() {
            [_] => Vec::new(),
            _ => vec![printable(&one.id).into(), printable(&one.name).into()],
        }
    }

    /// Writes a table with frozen head, filters and print titles; `none` stands where it has no row. Gives the number
    /// of rows on the first sheet.
    pub(super) fn table(
        &mut self,
        name: &str,
        columns: &[Column],
        rows: impl Iterator<Item = Vec<Cell>>,
        none: &str,
    ) -> Result<RowNum, XlsxError> {
        let mut rows = rows.peekable();
        let (mut first, mut number) = (None, 1);
        loop {
            let part: Vec<Vec<Cell>> = rows.by_ref().take(self.rows).collect();
            let name = match number {
                1 => name.to_owned(),
                _ => format!("{name} {number}"),
            };
            let count = self.part(&name, columns, &part, none)?;
            first.get_or_insert(count);
            number += 1;
            if rows.peek().is_none() {
                return Ok(first.unwrap_or(0));
            }
        }
    }

    fn part(
        &mut self,
        name: &str,
        columns: &[Column],
        rows: &[Vec<Cell>],
        none: &str,
    ) -> Result<RowNum, XlsxError> {
        let (styles, frozen) = (self.styles, self.owners().len().max(1) as ColNum);
        let sheet = self.sheet(name)?;
        head(sheet, 0, columns, styles)?;
        for (column, own) in (0..).zip(columns) {
            sheet.set_column_width(column, own.width)?;
        }
        for (at, row) in (1..).zip(rows) {
            write_row(sheet, at, columns, row, styles)?;
        }
        let last = rows.len() as RowNum;
        sheet
            .set_freeze_panes(1, frozen)?
            .set_repeat_rows(0, 0)?
            .set_repeat_columns(0, frozen - 1)?
            .set_print_fit_to_pages(pages(columns), 0);
        match last {
            0 => {
                sheet.write_string_with_format(1, 0, none, &styles.quiet)?;
            }
            _ => {
                sheet.autofilter(0, 0, last, columns.len().saturating_sub(1) as ColNum)?;
            }
        }
        Ok(last)
    }
}

/// Sheets of paper side by side, so that the writing stays readable.
fn pages(columns: &[Column]) -> u16 {
    let width: f64 = columns.iter().map(|own| own.width).sum();
    (width / PAGE).ceil().clamp(1.0, 4.0) as u16
}

/// The heads of a table.
pub(super) fn head(
    sheet: &mut Worksheet,
    row: RowNum,
    columns: &[Column],
    styles: &Styles,
) -> Result<(), XlsxError> {
    for (column, own) in (0..).zip(columns) {
        let style = match own.kind {
            Kind::Text | Kind::Lead | Kind::Value => &styles.head,
            _ => &styles.head_right,
        };
        sheet.write_string_with_format(row, column, fitting(&own.head, 250), style)?;
    }
    let texts = columns.iter().map(|own| (own.head.as_str(), own.width));
    sheet.set_row_height(row, height(texts))?;
    Ok(())
}

/// Points that a row takes for its longest text; not every program grows a row by itself.
pub(super) fn height<'t>(texts: impl Iterator<Item = (&'t str, f64)>) -> f64 {
    let lines =
        texts.map(|(text, width)| (text.chars().count() as f64 / (width * 0.95).max(1.0)).ceil());
    15.0 * lines.fold(1.0, f64::max).min(20.0)
}

/// Texts are written as texts, whatever they look like.
pub(super) fn write_row(
    sheet: &mut Worksheet,
    row: RowNum,
    columns: &[Column],
    cells: &[Cell],
    styles: &Styles,
) -> Result<(), XlsxError> {
    let texts = columns
        .iter()
        .zip(cells)
        .filter_map(|(own, cell)| match cell {
            Cell::Text(text) => Some((text.as_str(), own.width)),
            _ => None,
        });
    sheet.set_row_height(row, height(texts))?;
    for (column, (own, cell)) in (0..).zip(columns.iter().zip(cells)) {
        let format = styled(own.kind, cell, styles);
        match cell {
            Cell::Empty => sheet.write_blank(row, column, format)?,
            Cell::Text(text) => {
                sheet.write_string_with_format(row, column, fitting(text, LENGTH), format)?
            }
            Cell::Number(number) => sheet.write_number_with_format(row, column, *number, format)?,
        };
    }
    Ok(())
}

fn styled<'s>(kind: Kind, cell: &Cell, styles: &'s Styles) -> &'s Format {
    match (kind, cell) {
        (Kind::Lead, _) => &styles.lead,
        (Kind::Points, Cell::Number(_)) => &styles.points,
        (Kind::Number, Cell::Number(_)) => &styles.number,
        (Kind::Percent, Cell::Number(_)) => &styles.percent,
        (Kind::Value, Cell::Number(_)) => &styles.value,
        _ => &styles.text,
    }
}

#[cfg(test)]
mod tests {
    use calamine::{Reader, Xlsx};

    use super::*;
    use crate::model::{Audience, Catalogue, Lang, PackStamp, Run, Tool};

    #[test]
    fn what_does_not_fit_on_a_sheet_goes_on_on_the_next() {
        let document = Document {
            as_of: None,
            pack: PackStamp {
                id: "p".into(),
                version: "1".into(),
                hash: String::new(),
                overlays: Vec::new(),
            },
            inputs: Vec::new(),
            dimensions: Vec::new(),
            levels: Vec::new(),
            organisations: Vec::new(),
            rejected: Vec::new(),
            refused_rows: Vec::new(),
            unused_waivers: Vec::new(),
            second: None,
            texts: Catalogue::new(),
            tool: Tool::THIS,
            run: Run::default(),
            audience: Audience::default(),
            tiers: Vec::new(),
            since: None,
        };
        let mut workbook = Workbook::new();
        let mut book = Book {
            workbook: &mut workbook,
            styles: &Styles::new(Lang::En),
            words: Words::new(&document, Lang::En),
            document: &document,
            rows: 2,
        };
        let columns = [Column::new("N", 9.0, Kind::Number)];
        let rows = (0..5).map(|number| vec![Cell::Number(f64::from(number))]);
        book.table("All", &columns, rows, "none").unwrap();
        let bytes = workbook.save_to_buffer().unwrap();
        let mut read = Xlsx::new(std::io::Cursor::new(bytes)).unwrap();
        assert_eq!(read.sheet_names(), ["All", "All 2", "All 3"]);
        let heights =
            ["All", "All 2", "All 3"].map(|name| read.worksheet_range(name).unwrap().height());
        assert_eq!(heights, [3, 3, 2], "each with its head");
    }
}

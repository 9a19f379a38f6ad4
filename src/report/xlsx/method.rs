//! How the figures came about, from what, and what was refused.

use rust_xlsxwriter::{RowNum, Worksheet, XlsxError};

use super::grid::Book;
use super::style::Styles;
use super::text::fitting;
use crate::report::outline::{Block, closing};

/// Letters in a line of the second column, and the height of a line in points.
const WIDTH: usize = 110;
const LINE: usize = 15;

pub(super) fn write(book: &mut Book<'_>) -> Result<(), XlsxError> {
    let (name, styles) = (book.say("Methode", "Method"), book.styles);
    let told = closing(&book.words, book.document);
    let sheet = book.sheet(name)?;
    sheet
        .set_column_width(0, 34)?
        .set_column_width(1, WIDTH as f64)?;
    let mut lines = Lines {
        sheet,
        styles,
        row: 0,
    };
    told.iter().try_for_each(|block| lines.block(block))
}

struct Lines<'s> {
    sheet: &'s mut Worksheet,
    styles: &'s Styles,
    row: RowNum,
}

impl Lines<'_> {
    fn block(&mut self, block: &Block) -> Result<(), XlsxError> {
        match block {
            Block::Heading(_, text) => self.heading(text),
            Block::Text(text) | Block::Verbatim(text) | Block::Chart(_, text) => {
                self.pair("", text)
            }
            Block::Facts(facts) => facts
                .iter()
                .try_for_each(|(lead, text)| self.pair(lead, text)),
            Block::List(items) => items
                .iter()
                .try_for_each(|item| self.pair(&item.lead, &item.text)),
            Block::Table(table) => table.rows.iter().try_for_each(|row| {
                self.pair(
                    row.first().map_or("", |cell| cell),
                    &row.get(1..).unwrap_or_default().join("; "),
                )
            }),
        }
    }

    fn heading(&mut self, text: &str) -> Result<(), XlsxError> {
        self.row += RowNum::from(self.row > 0);
        self.sheet.write_string_with_format(
            self.row,
            0,
            fitting(text, 250),
            &self.styles.heading,
        )?;
        self.row += 1;
        Ok(())
    }

    fn pair(&mut self, lead: &str, text: &str) -> Result<(), XlsxError> {
        let (lead, text) = (fitting(lead, 2000), fitting(text, 8000));
        let lines = (1 + text.chars().count() / WIDTH).max(1 + lead.chars().count() / 32);
        self.sheet
            .set_row_height(self.row, (lines * LINE).min(400) as f64)?
            .write_string_with_format(self.row, 0, lead, &self.styles.text)?
            .write_string_with_format(self.row, 1, text, &self.styles.text)?;
        self.row += 1;
        Ok(())
    }
}

//! Workbooks of LibreOffice. The cells say themselves that they are percentages, which a general reader forgets.

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::cell;
use super::limits::{self, COLUMNS, ROWS};
use super::sheet::{Merge, Sheet};

/// # Errors
/// Why it cannot be read.
pub(super) fn sheets(bytes: &[u8]) -> Result<Vec<Sheet>, String> {
    let content = limits::part(bytes, "content.xml")?;
    let mut reader = Reader::from_str(&content);
    let mut reading = Reading::default();
    loop {
        match reader.read_event().map_err(|error| damaged(&error))? {
            Event::Start(element) => reading.start(&element)?,
            Event::Empty(element) => {
                reading.start(&element)?;
                reading.end(element.name().as_ref())?;
            }
            Event::End(element) => reading.end(element.name().as_ref())?,
            Event::Text(text) => reading.text(&text.xml10_content()),
            Event::CData(text) => reading.text(&text.xml10_content()),
            Event::GeneralRef(entity) => {
                let name = entity.xml10_content();
                let text = quick_xml::escape::unescape(&format!("&{name};"))
                    .map_err(|error| damaged(&error))?
                    .into_owned();
                reading.text(&text);
            }
            Event::Eof => return Ok(reading.sheets),
            _ => {}
        }
    }
}

fn damaged(cause: &dyn std::fmt::Display) -> String {
    format!("this workbook is damaged: {cause}")
}

/// Where the reader stands.
#[derive(Default)]
struct Reading {
    sheets: Vec<Sheet>,
    row: usize,
    rows: usize,
    column: usize,
    /// The cells of the row that are not empty.
    cells: Vec<(usize, String)>,
    cell: Option<Cell>,
    /// Inside a note, whose text is no cell's.
    notes: usize,
}

/// A cell being read.
struct Cell {
    columns: usize,
    rows_spanned: usize,
    /// The value that is stored, if it is more than its text.
    stored: Option<String>,
    text: String,
    paragraphs: usize,
}

impl Reading {
    fn start(&mut self, element: &BytesStart<'_>) -> Result<(), String> {
        match element.name().as_ref() {
            "table:table" => {
                let name = attribute(element, "table:name")?.unwrap_or_default();
                self.sheets.push(Sheet::new(&name, true));
                self.row = 0;
            }
            "table:table-row" => {
                self.rows = count(element, "table:number-rows-repeated")?;
                self.column = 0;
                self.cells.clear();
            }
            "table:table-cell" | "table:covered-table-cell" => self.cell = Some(Cell::of(element)?),
            "office:annotation" => self.notes += 1,
            "text:p" => self.paragraph(),
            "text:s" => {
                let blanks = count(element, "text:c")?.min(1000);
                self.text(&" ".repeat(blanks));
            }
            "text:tab" | "text:line-break" => self.text(" "),
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), String> {
        match name {
            "office:annotation" => self.notes = self.notes.saturating_sub(1),
            "table:table-cell" | "table:covered-table-cell" => self.end_cell(),
            "table:table-row" => return self.end_row(),
            _ => {}
        }
        Ok(())
    }

    fn paragraph(&mut self) {
        if let Some(cell) = self.cell.as_mut().filter(|_| self.notes == 0) {
            cell.paragraphs += 1;
            if cell.paragraphs > 1 {
                cell.text.push(' ');
            }
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(cell) = self
            .cell
            .as_mut()
            .filter(|cell| self.notes == 0 && cell.paragraphs > 0)
        {
            cell.text.push_str(text);
        }
    }

    fn end_cell(&mut self) {
        let Some(cell) = self.cell.take() else {
            return;
        };
        let text = cell.stored.unwrap_or(cell.text);
        if let Some(sheet) = self.sheets.last_mut() {
            sheet.merge(Merge {
                first: self.row,
                last: (self.row + cell.rows_spanned - 1).min(ROWS),
                column: self.column,
            });
        }
        let columns = cell.columns.min(COLUMNS.saturating_sub(self.column));
        if !text.is_empty() {
            let places = self.column..self.column + columns;
            self.cells
                .extend(places.map(|column| (column, text.clone())));
        }
        self.column += columns;
    }

    /// Rows without a cell may be said to repeat to the end of the sheet.
    fn end_row(&mut self) -> Result<(), String> {
        if let Some(sheet) = self.sheets.last_mut().filter(|_| !self.cells.is_empty()) {
            for row in self.row..self.row + self.rows {
                for (column, text) in &self.cells {
                    sheet.push(row, *column, text)?;
                }
            }
        }
        self.row = (self.row + self.rows).min(ROWS);
        Ok(())
    }
}

impl Cell {
    fn of(element: &BytesStart<'_>) -> Result<Self, String> {
        let get = |name| attribute(element, name);
        let number = || -> Result<Option<f64>, String> {
            let text = get("office:value")?;
            Ok(text
                .and_then(|text| text.parse().ok())
                .filter(|number: &f64| number.is_finite()))
        };
        let stored = match get("office:value-type")?.as_deref() {
            Some("float" | "currency") => number()?.map(cell::number),
            Some("percentage") => number()?.map(cell::percent),
            Some("date") => get("office:date-value")?.map(|date| midnight(&date)),
            Some("boolean") => get("office:boolean-value")?.map(|flag| flag.to_lowercase()),
            _ => None,
        };
        // An error stores a 0; its text says what it is.
        let error = get("calcext:value-type")?.as_deref() == Some("error");
        Ok(Self {
            columns: count(element, "table:number-columns-repeated")?,
            rows_spanned: count(element, "table:number-rows-spanned")?,
            stored: stored.filter(|_| !error),
            text: String::new(),
            paragraphs: 0,
        })
    }
}

fn midnight(date: &str) -> String {
    date.strip_suffix("T00:00:00").unwrap_or(date).to_owned()
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Result<Option<String>, String> {
    let found = element
        .try_get_attribute(name)
        .map_err(|error| damaged(&error))?;
    let value = found.map(|one| {
        one.normalized_value(XmlVersion::Implicit1_0)
            .map(std::borrow::Cow::into_owned)
    });
    value.transpose().map_err(|error| damaged(&error))
}

/// A count that is 1 where nothing is said.
fn count(element: &BytesStart<'_>, name: &str) -> Result<usize, String> {
    let text = attribute(element, name)?;
    let number = text.and_then(|text| text.parse::<usize>().ok());
    Ok(number.unwrap_or(1).clamp(1, ROWS))
}

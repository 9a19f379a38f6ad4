//! Tables as a spreadsheet saves them: separators, quotes and cells, before anybody reads what they say.

use crate::error::{Detail, Error, Faults, Kind, Place, code};
use crate::pack::{PackFile, PackFiles};

pub(super) fn faults(files: &PackFiles) -> Faults {
    let tables = files.iter().filter(|file| file.path.ends_with(".csv"));
    tables.flat_map(of_table).collect()
}

/// One row: where it begins, and its cells as they stand.
pub(super) struct Row {
    pub(super) line: usize,
    pub(super) cells: Vec<String>,
}

fn of_table(file: &PackFile) -> Faults {
    let fault = |line: usize, column: usize, detail: Detail| {
        Error::new(Kind::Pack, detail).at(Place::spot(&*file.shown, line, column))
    };
    let head = file.text.lines().next().unwrap_or_default();
    if separated_by_semicolons(head) {
        let detail =
            "this table is separated by semicolons; a table of a pack is separated by commas";
        return vec![fault(
            1,
            head.chars().take_while(|c| *c != ';').count() + 1,
            code::SEMICOLONS.says(detail),
        )];
    }
    match rows(&file.text, ',') {
        Err((line, column, detail)) => vec![fault(line, column, code::TABLE_SHAPE.says(detail))],
        Ok(rows) => uneven(&rows)
            .map(|(line, detail)| fault(line, 1, code::TABLE_SHAPE.says(detail)))
            .collect(),
    }
}

pub(super) fn separated_by_semicolons(head: &str) -> bool {
    head.contains(';') && !head.contains(',')
}

/// Rows with another number of cells than the header.
fn uneven(rows: &[Row]) -> impl Iterator<Item = (usize, String)> {
    let wanted = rows.first().map_or(0, |row| row.cells.len());
    rows.iter().filter(move |row| row.cells.len() != wanted).map(move |row| {
        let found = row.cells.len();
        let detail = format!("this row has {found} cells, and the header has {wanted}; a cell that holds a comma stands in quotes");
        (row.line, detail)
    })
}

/// The rows of a table, or the place of a quote that does not fit.
pub(super) fn rows(text: &str, separator: char) -> Result<Vec<Row>, Misfit> {
    let mut scan = Scan {
        separator,
        line: 1,
        ..Scan::default()
    };
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        scan.column += 1;
        let doubled = sign == '"' && scan.open.is_some() && signs.next_if_eq(&'"').is_some();
        scan.column += usize::from(doubled);
        match doubled {
            true => scan.cell.push('"'),
            false => scan.sign(sign)?,
        }
    }
    if let Some((line, column)) = scan.open {
        return Err((line, column, NOT_CLOSED));
    }
    scan.end_row();
    Ok(scan.rows)
}

/// Line, column, and what is wrong there.
type Misfit = (usize, usize, &'static str);

/// A table being read, sign by sign.
#[derive(Default)]
struct Scan {
    separator: char,
    line: usize,
    column: usize,
    rows: Vec<Row>,
    cells: Vec<String>,
    cell: String,
    /// Where the quote of the cell at hand opened.
    open: Option<(usize, usize)>,
    /// Where the last quote opened.
    opened: (usize, usize),
    /// Its quote has been closed.
    closed: bool,
    /// The first line of the row at hand, once it holds something.
    begun: Option<usize>,
}

impl Scan {
    fn sign(&mut self, sign: char) -> Result<(), Misfit> {
        match (sign, self.open) {
            ('"', Some(_)) => (self.open, self.closed) = (None, true),
            ('\n', Some((line, column))) if self.line - line >= MAX_CELL_LINES => {
                return Err((line, column, NOT_CLOSED));
            }
            (_, Some(_)) => self.cell.push(sign),
            ('\n', None) => self.end_row(),
            ('\r', None) => {}
            (_, None) if sign == self.separator => self.end_cell(),
            (_, None) if self.closed => return Err(self.behind()),
            ('"', None) if self.cell.is_empty() => {
                self.opened = (self.line, self.column);
                self.open = Some(self.opened);
            }
            (_, None) => self.cell.push(sign),
        }
        if self.begun.is_none() && !sign.is_control() {
            self.begun = Some(self.line);
        }
        if sign == '\n' {
            (self.line, self.column) = (self.line + 1, 0);
        }
        Ok(())
    }

    /// Where a quote was left open, the next one closes it and the text goes on behind.
    fn behind(&self) -> Misfit {
        match self.opened {
            (line, column) if line < self.line => (line, column, NOT_CLOSED),
            _ => (self.line, self.column, BEHIND),
        }
    }

    fn end_cell(&mut self) {
        self.cells.push(std::mem::take(&mut self.cell));
        self.closed = false;
    }

    /// A line without anything is no row.
    fn end_row(&mut self) {
        self.end_cell();
        let cells = std::mem::take(&mut self.cells);
        if let Some(line) = self.begun.take() {
            self.rows.push(Row { line, cells });
        }
    }
}

/// A cell with more lines than this has lost its closing quote.
const MAX_CELL_LINES: usize = 40;
const NOT_CLOSED: &str = "this quote is not closed; a quote inside of a cell is doubled: \"\"";
const BEHIND: &str = "something stands behind the closing quote of a cell; a quote inside of a cell is doubled: \"\"";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_keep_their_lines_and_quotes_are_told_where_they_open() {
        let read = rows("a,b\r\n\"x, \"\"y\"\"\nz\",2\n\n3,4\n", ',')
            .ok()
            .unwrap();
        let told: Vec<(usize, &str)> = read
            .iter()
            .map(|row| (row.line, row.cells[0].as_str()))
            .collect();
        assert_eq!(told, [(1, "a"), (2, "x, \"y\"\nz"), (5, "3")]);
        assert_eq!(
            rows("a,b\n1,\"two\n3,4\n", ',').err().unwrap(),
            (2, 3, NOT_CLOSED)
        );
        assert_eq!(rows("a\n\"b\"c\n", ',').err().unwrap(), (2, 4, BEHIND));
    }
}

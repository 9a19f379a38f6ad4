//! A table with closed columns, its cells with their places.

use csv::{ReaderBuilder, StringRecord};

use crate::error::{Detail, Error, Faults, Kind, Place, code, listed};
use crate::pack::PackFile;

/// One row: its cells in the order that the caller named the columns in.
pub(in crate::pack) struct Row {
    file: String,
    line: usize,
    cells: Vec<(&'static str, String)>,
}

impl Row {
    /// The cell of a column, without outer blanks.
    pub(in crate::pack) fn cell(&self, name: &str) -> &str {
        let hit = self.cells.iter().find(|(column, _)| *column == name);
        hit.map_or("", |(_, cell)| cell)
    }

    pub(in crate::pack) fn line(&self) -> usize {
        self.line
    }

    pub(in crate::pack) fn place(&self) -> Place {
        Place::line(self.file.as_str(), self.line)
    }

    pub(in crate::pack) fn fault(&self, column: &str, detail: impl Into<Detail>) -> Error {
        Error::new(Kind::Pack, detail.into().or(code::TABLE_VALUE))
            .at(self.place().of_field(column))
    }

    /// The cell as one of the allowed words.
    pub(in crate::pack) fn one_of<T: Copy>(
        &self,
        column: &str,
        allowed: &[(&'static str, T)],
    ) -> Result<T, Error> {
        let found = self.cell(column);
        let hit = allowed.iter().find(|(name, _)| *name == found);
        hit.map(|(_, value)| *value).ok_or_else(|| {
            let names = listed(allowed.iter().map(|(name, _)| *name));
            self.fault(
                column,
                format!("`{column}` must be one of {names}, not `{found}`"),
            )
        })
    }
}

/// The rows of a table that has these columns and no other, in any order.
///
/// # Errors
/// A header with other columns; each row with more or fewer cells.
pub(in crate::pack) fn rows(file: &PackFile, columns: &[&'static str]) -> Result<Vec<Row>, Faults> {
    let mut reader = ReaderBuilder::new()
        .flexible(true)
        .from_reader(file.text.as_bytes());
    let head = reader.headers().cloned().unwrap_or_default();
    let order = header(file, columns, &head).map_err(|fault| vec![fault])?;
    let (mut rows, mut faults) = (Vec::new(), Vec::new());
    for record in reader.records() {
        match record.map(|record| row(file, &order, &record)) {
            Ok(Ok(row)) => rows.push(row),
            Ok(Err(fault)) => faults.push(fault),
            Err(error) => {
                let detail = code::TABLE_SHAPE.says(format!("this is no CSV table: {error}"));
                faults.push(Error::new(Kind::Pack, detail).at(Place::file(&*file.shown)));
            }
        }
    }
    if faults.is_empty() {
        Ok(rows)
    } else {
        Err(faults)
    }
}

/// The columns as they stand in the header.
fn header(
    file: &PackFile,
    columns: &[&'static str],
    head: &StringRecord,
) -> Result<Vec<&'static str>, Error> {
    let known = |cell: &str| columns.iter().find(|name| **name == cell.trim()).copied();
    let order: Option<Vec<&'static str>> = head.iter().map(known).collect();
    let all = |order: &Vec<&'static str>| {
        order.len() == columns.len() && columns.iter().all(|column| order.contains(column))
    };
    order.filter(all).ok_or_else(|| {
        let found = head.iter().collect::<Vec<_>>().join(",");
        let detail = code::TABLE_SHAPE.says(format!(
            "the header of this table is `{}`, not `{found}`",
            columns.join(",")
        ));
        Error::new(Kind::Pack, detail).at(Place::line(&*file.shown, 1))
    })
}

fn row(file: &PackFile, order: &[&'static str], record: &StringRecord) -> Result<Row, Error> {
    let line = record.position().map_or(1, |at| at.line() as usize);
    if record.len() != order.len() {
        let detail = code::TABLE_SHAPE.says(format!(
            "this row has {} cells, the header {}",
            record.len(),
            order.len()
        ));
        return Err(Error::new(Kind::Pack, detail).at(Place::line(&*file.shown, line)));
    }
    let cells = record.iter().map(|cell| cell.trim().to_owned());
    Ok(Row {
        file: file.shown.to_string(),
        line,
        cells: order.iter().copied().zip(cells).collect(),
    })
}

//! Parquet as a stream of CSV: one row at a time, whatever the size of the file.

use std::fs::File;
use std::io::{self, Read};

use csv::Writer;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::reader::RowIter;
use parquet::record::{Field, Row};

/// The table of a file. Nested columns are not read.
///
/// # Errors
/// A file that is no Parquet, or is packed in a way that this build does not know.
pub(super) fn table(file: File) -> io::Result<impl Read + Send> {
    let reader = SerializedFileReader::new(file).map_err(io::Error::other)?;
    let schema = reader.metadata().file_metadata().schema().clone();
    let names = schema.get_fields().iter().map(|field| field.name());
    let mut table = Table {
        rows: reader.into_iter(),
        text: Vec::new(),
        read: 0,
    };
    table.line(names.map(str::to_owned))?;
    Ok(table)
}

struct Table {
    rows: RowIter<'static>,
    /// The line at hand, as CSV.
    text: Vec<u8>,
    /// So much of it was read.
    read: usize,
}

impl Table {
    fn line(&mut self, cells: impl Iterator<Item = String>) -> io::Result<()> {
        self.text.clear();
        self.read = 0;
        let mut writer = Writer::from_writer(&mut self.text);
        writer.write_record(cells.collect::<Vec<_>>())?;
        writer.flush()
    }

    fn row(&mut self, row: &Row) -> io::Result<()> {
        let cells = row.get_column_iter().map(|(name, field)| cell(name, field));
        let cells = cells.collect::<io::Result<Vec<String>>>()?;
        self.line(cells.into_iter())
    }
}

impl Read for Table {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.read == self.text.len() {
            match self.rows.next().transpose().map_err(io::Error::other)? {
                None => return Ok(0),
                Some(row) => self.row(&row)?,
            }
        }
        let count = self
            .text
            .get(self.read..)
            .unwrap_or_default()
            .read(buffer)?;
        self.read += count;
        Ok(count)
    }
}

fn cell(name: &str, field: &Field) -> io::Result<String> {
    match field {
        Field::Null => Ok(String::new()),
        Field::Str(text) => Ok(text.clone()),
        Field::Float(number) => Ok(decimal(number.to_string())),
        Field::Double(number) => Ok(decimal(number.to_string())),
        Field::Decimal(_) => Ok(decimal(field.to_string())),
        Field::TimestampMillis(_) | Field::TimestampMicros(_) => {
            let text = field.to_string();
            let day = text.split(' ').next().unwrap_or_default();
            Ok(day.to_owned())
        }
        Field::Group(_) | Field::ListInternal(_) | Field::MapInternal(_) | Field::Bytes(_) => {
            let detail = format!(
                "column `{name}` holds neither texts, numbers, days nor truth values, but something nested or raw; leave it out"
            );
            Err(io::Error::other(detail))
        }
        _ => Ok(field.to_string()),
    }
}

/// Three digits behind the sign could be thousands; a fourth says that they are decimals.
fn decimal(number: String) -> String {
    match number.split_once('.') {
        Some((_, decimals)) if decimals.len() == 3 => number + "0",
        _ => number,
    }
}

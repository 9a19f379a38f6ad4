//! A table of results as Parquet: it comes as CSV, row by row, and leaves in groups of rows.

use std::io::{self, Write};
use std::sync::Arc;

use csv::ReaderBuilder;
use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::{Type, TypePtr};

use crate::report::is_of_words;

/// So many rows stand together in a file.
const GROUP: usize = 1 << 16;

/// Writes what is CSV as Parquet.
pub(super) struct Columns<W: Write + Send> {
    state: State<W>,
    /// Text that was not written yet, up to `rows` whole rows.
    text: Vec<u8>,
    rows: usize,
    /// So much of the text are whole rows.
    whole: usize,
    in_quotes: bool,
}

enum State<W: Write + Send> {
    /// Before the header.
    Begun(Option<W>),
    Open(Box<SerializedFileWriter<W>>, Vec<String>),
}

impl<W: Write + Send> Columns<W> {
    pub(super) fn of(out: W) -> Self {
        Self {
            state: State::Begun(Some(out)),
            text: Vec::new(),
            rows: 0,
            whole: 0,
            in_quotes: false,
        }
    }

    /// Writes what is held back, and the end of the file.
    pub(super) fn finish(mut self) -> io::Result<W> {
        self.group()?;
        match self.state {
            State::Open(writer, _) => writer.into_inner().map_err(io::Error::other),
            State::Begun(_) => Err(io::Error::other("only tables of results can be Parquet")),
        }
    }

    /// Writes all whole rows as a group; the first one is the header.
    fn group(&mut self) -> io::Result<()> {
        let rest = self.text.split_off(self.whole);
        let text = std::mem::replace(&mut self.text, rest);
        (self.whole, self.rows) = (0, 0);
        let mut reader = ReaderBuilder::new()
            .has_headers(false)
            .from_reader(text.as_slice());
        let rows = reader.records().collect::<Result<Vec<_>, _>>()?;
        let mut rows = rows.as_slice();
        if let State::Begun(out) = &mut self.state {
            let Some((header, more)) = rows.split_first() else {
                return Ok(());
            };
            let names: Vec<String> = header.iter().map(str::to_owned).collect();
            let out = out.take().ok_or_else(|| io::Error::other("closed"))?;
            self.state = State::Open(Box::new(opened(out, &names)?), names);
            rows = more;
        }
        let State::Open(writer, names) = &mut self.state else {
            return Ok(());
        };
        if rows.is_empty() {
            return Ok(());
        }
        let mut group = writer.next_row_group().map_err(io::Error::other)?;
        for (place, name) in names.iter().enumerate() {
            let cells = rows.iter().map(|row| row.get(place).unwrap_or_default());
            column(&mut group, name, cells)?;
        }
        group.close().map_err(io::Error::other)?;
        Ok(())
    }
}

impl<W: Write + Send> Write for Columns<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        for byte in bytes {
            self.text.push(*byte);
            match byte {
                b'"' => self.in_quotes = !self.in_quotes,
                b'\n' if !self.in_quotes => {
                    self.rows += 1;
                    self.whole = self.text.len();
                }
                _ => {}
            }
        }
        if self.rows >= GROUP {
            self.group()?;
        }
        Ok(bytes.len())
    }

    /// Nothing: a group is written when it is full.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn opened<W: Write + Send>(out: W, names: &[String]) -> io::Result<SerializedFileWriter<W>> {
    let columns = names.iter().map(|name| typed(name));
    let columns = columns.collect::<io::Result<Vec<TypePtr>>>()?;
    let schema = Type::group_type_builder("results").with_fields(columns);
    let schema = schema.build().map_err(io::Error::other)?;
    let properties = WriterProperties::builder()
        .set_created_by(format!("kamready {}", env!("CARGO_PKG_VERSION")))
        .set_compression(Compression::SNAPPY)
        .build();
    SerializedFileWriter::new(out, Arc::new(schema), Arc::new(properties)).map_err(io::Error::other)
}

fn typed(name: &str) -> io::Result<TypePtr> {
    let (physical, logical) = match is_of_words(name) {
        true => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        false => (Physical::DOUBLE, None),
    };
    let column = Type::primitive_type_builder(name, physical)
        .with_logical_type(logical)
        .with_repetition(Repetition::OPTIONAL)
        .build();
    column.map(Arc::new).map_err(io::Error::other)
}

/// Writes one column of a group. An empty cell has no value.
fn column<'c, W: Write + Send>(
    group: &mut SerializedRowGroupWriter<'_, W>,
    name: &str,
    cells: impl Iterator<Item = &'c str> + Clone,
) -> io::Result<()> {
    let next = group.next_column().map_err(io::Error::other)?;
    let Some(mut writer) = next else {
        return Err(io::Error::other(format!("`{name}` is one column too many")));
    };
    let defined: Vec<i16> = cells
        .clone()
        .map(|cell| i16::from(!cell.is_empty()))
        .collect();
    let given = cells.filter(|cell| !cell.is_empty());
    let written = match is_of_words(name) {
        true => {
            let words: Vec<ByteArray> = given.map(ByteArray::from).collect();
            writer
                .typed::<ByteArrayType>()
                .write_batch(&words, Some(&defined), None)
        }
        false => {
            let numbers = given.map(|cell| cell.parse::<f64>().map_err(io::Error::other));
            let numbers = numbers.collect::<io::Result<Vec<f64>>>()?;
            writer
                .typed::<DoubleType>()
                .write_batch(&numbers, Some(&defined), None)
        }
    };
    written.map_err(io::Error::other)?;
    writer.close().map_err(io::Error::other)
}

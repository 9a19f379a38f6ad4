//! The beginning of a table shows whether it can be read in parts: whether it is what programs write.

use std::io::{Cursor, Read};
use std::sync::Arc;

use super::cut::Cutter;
use super::decimals::Decimals;
use super::{Head, Stream, Table};
use crate::error::Error;
use crate::input::Source;
use crate::input::cell::Votes;
use crate::input::csv::{self, Header, known};
use crate::input::dialect::{self, Dialect};
use crate::input::open::unreadable;
use crate::model::{Fields, Holding};

/// So much of a table is looked at before it is read in parts.
pub(super) const SAMPLE: usize = 1 << 18;

/// A stream whose beginning was looked at.
pub(super) struct Begun {
    stream: Stream,
    start: Vec<u8>,
    /// None where only the whole tells how to read it.
    head: Option<Headed>,
}

/// What all parts share, where the first row behind the header begins, and its line.
struct Headed {
    head: Head,
    from: usize,
    line: usize,
}

impl Begun {
    /// # Errors
    /// A stream that cannot be read.
    pub(super) fn of(
        fields: &Fields,
        (files, input): (&Arc<[String]>, usize),
        mut stream: Stream,
        (sample, dialect): (usize, &Dialect<'_>),
    ) -> Result<Self, Error> {
        let mut start = Vec::new();
        let bytes = stream.bytes.by_ref().take(sample as u64);
        let read = { bytes }.read_to_end(&mut start);
        read.map_err(|cause| unreadable(&stream.name, cause))?;
        let ended = start.len() < sample;
        let begin = Begin {
            files,
            input,
            ended,
            dialect,
        };
        let head = begin.head(fields, &stream.name, &start);
        Ok(Self {
            stream,
            start,
            head,
        })
    }

    pub(super) fn is_plain(&self) -> bool {
        self.head.is_some()
    }

    pub(super) fn table(self) -> Option<Table> {
        let Self {
            stream,
            mut start,
            head,
        } = self;
        head.map(|Headed { head, from, line }| Table {
            head: Arc::new(head),
            cutter: Cutter::new(stream.bytes, start.split_off(from), line),
        })
    }

    /// The stream as it was.
    pub(super) fn whole(self) -> Stream {
        Stream {
            name: self.stream.name,
            bytes: Box::new(Cursor::new(self.start).chain(self.stream.bytes)),
        }
    }
}

struct Begin<'a> {
    files: &'a Arc<[String]>,
    input: usize,
    /// The beginning is all there is.
    ended: bool,
    dialect: &'a Dialect<'a>,
}

impl Begin<'_> {
    fn head(&self, fields: &Fields, file: &str, start: &[u8]) -> Option<Headed> {
        if !self.dialect.is_of_programs() {
            return None;
        }
        let whole_rows = match self.ended {
            true => start.len(),
            false => start.iter().rposition(|byte| *byte == b'\n')? + 1,
        };
        let source = Source {
            name: file.to_owned(),
            bytes: start.get(..whole_rows)?.to_vec(),
        };
        let table = dialect::open(
            Holding::Organisations,
            &source,
            &known(fields),
            self.dialect,
        )
        .ok()?;
        let (from, line) = table.plain_body(source.bytes.len())?;
        let header = Header::of(fields, file, &table).ok()?;
        let decisions = table.decisions.clone();
        let votes = table.votes_if_records(|column| header.number(fields, column).is_some())?;
        let plain = votes.iter().all(Votes::is_plain) && std::str::from_utf8(&source.bytes).is_ok();
        let number = |column| header.number(fields, column).is_some();
        let numeric: Vec<bool> = (0..header.columns.len()).map(number).collect();
        let column = |field| {
            let mut columns = header.columns.iter();
            columns.position(|one| *one == csv::Column::Field(field))
        };
        let point_said = self.dialect.has_point();
        let head = Head {
            files: self.files.clone(),
            input: self.input,
            columns: (0..fields.len()).map(column).collect(),
            points: votes.iter().map(Votes::point).collect(),
            decimals: match point_said {
                true => Decimals::points(&numeric),
                false => Decimals::of(&numeric, &votes),
            },
            point_said,
            utf8_proven: self.dialect.is_utf8() || !source.bytes.is_ascii(),
            unread: crate::input::log::unread(&header.headings),
            decisions,
            header,
        };
        plain.then_some(Headed { head, from, line })
    }
}

//! Two ways to write the same table: for machines, and for a spreadsheet set to German.

use std::io::{self, Write};

use crate::model::{decimals, number};

/// How cells are parted and numbers written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Dialect {
    /// Comma, decimal point, line feed.
    #[default]
    Machine,
    /// Byte order mark, semicolon, decimal comma, carriage return and line feed. No `sep=` line: beside a byte order
    /// mark a spreadsheet shows it as data.
    ExcelDe,
}

impl Dialect {
    pub(super) fn separator(self) -> u8 {
        match self {
            Self::Machine => b',',
            Self::ExcelDe => b';',
        }
    }

    pub(super) fn line_end(self) -> &'static [u8] {
        match self {
            Self::Machine => b"\n",
            Self::ExcelDe => b"\r\n",
        }
    }

    /// What stands before the header.
    pub(super) fn begin(self, out: &mut dyn Write) -> io::Result<()> {
        match self {
            Self::Machine => Ok(()),
            Self::ExcelDe => out.write_all("\u{feff}".as_bytes()),
        }
    }

    /// A number with four decimals.
    pub(super) fn push_four(self, row: &mut Vec<u8>, value: f64) {
        let start = row.len();
        let value = match self {
            Self::Machine => value,
            // A report is written from the numbers of the result, which have six decimals.
            Self::ExcelDe => number::rounded(value, 6),
        };
        decimals::push_four(row, value);
        if self == Self::ExcelDe {
            let written = row.iter_mut().skip(start);
            written
                .filter(|byte| **byte == b'.')
                .for_each(|byte| *byte = b',');
        }
    }
}

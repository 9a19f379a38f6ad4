//! What the user says about tables; the rest is found out.

use clap::Args;

use crate::error::{Error, Kind, Place};
use crate::input::Dialect;

#[derive(Debug, Args)]
pub(super) struct TableArgs {
    /// Decimal sign of the numbers in tables: `,` or `.` [default: what the cells prove]
    #[arg(long, value_name = "SIGN")]
    decimal: Option<String>,

    /// Encoding of the tables, such as utf-8 or windows-1252 [default: found out]
    #[arg(long, value_name = "NAME")]
    encoding: Option<String>,

    /// Sign between the cells of tables: `,`, `;`, `|` or `tab` [default: found out]
    #[arg(long, value_name = "SIGN")]
    delimiter: Option<String>,

    /// Sheet of a workbook that holds the organisations [default: by its name or headings]
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,

    /// Line in which the header of the tables begins [default: found out]
    #[arg(long, value_name = "N")]
    header_row: Option<usize>,
}

impl TableArgs {
    pub(super) fn is_given(&self) -> bool {
        let words = [&self.decimal, &self.encoding, &self.delimiter];
        self.header_row.is_some() || words.into_iter().any(Option::is_some)
    }

    pub(super) fn sheet(&self) -> Option<&str> {
        self.sheet.as_deref()
    }

    pub(super) fn dialect(&self) -> Result<Dialect, Error> {
        let usage = |flag: &'static str| {
            move |detail: String| Error::new(Kind::Usage, detail).at(Place::file(flag))
        };
        let mut dialect = Dialect::default();
        if let Some(sign) = &self.decimal {
            dialect = dialect.decimal(sign).map_err(usage("--decimal"))?;
        }
        if let Some(name) = &self.encoding {
            dialect = dialect.encoding(name).map_err(usage("--encoding"))?;
        }
        if let Some(sign) = &self.delimiter {
            dialect = dialect.delimiter(sign).map_err(usage("--delimiter"))?;
        }
        Ok(match self.header_row {
            Some(row) => dialect.header_row(row),
            None => dialect,
        })
    }
}

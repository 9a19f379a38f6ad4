//! What the user says about tables; the rest is found out.

use std::path::PathBuf;

use clap::Args;

use crate::error::{Error, Kind, Place};
use crate::input::{Dialect, Mapping};
use crate::model::TableOptions;

#[derive(Debug, Clone, Args)]
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

    /// How each table is read (TOML), as --save-mapping of check and assess writes it
    #[arg(long, value_name = "FILE", conflicts_with_all = ["decimal", "encoding", "delimiter", "sheet", "header_row"])]
    pub(super) mapping: Option<PathBuf>,
}

impl TableArgs {
    pub(super) fn options(&self) -> TableOptions {
        TableOptions {
            decimal: self.decimal.clone(),
            encoding: self.encoding.clone(),
            delimiter: self.delimiter.clone(),
            header_row: self.header_row,
            sheet: self.sheet.clone(),
        }
    }
}

/// The dialect that options ask for.
///
/// # Errors
/// A sign or an encoding that no table has.
pub(super) fn dialect<'m>(
    options: &TableOptions,
    mapping: Option<&'m Mapping>,
) -> Result<Dialect<'m>, Error> {
    let usage = |flag: &'static str| {
        move |detail: String| Error::new(Kind::Usage, detail).at(Place::file(flag))
    };
    let mut dialect = Dialect::mapped(mapping);
    if let Some(sign) = &options.decimal {
        dialect = dialect.decimal(sign).map_err(usage("--decimal"))?;
    }
    if let Some(name) = &options.encoding {
        dialect = dialect.encoding(name).map_err(usage("--encoding"))?;
    }
    if let Some(sign) = &options.delimiter {
        dialect = dialect.delimiter(sign).map_err(usage("--delimiter"))?;
    }
    Ok(match options.header_row {
        Some(row) => dialect.header_row(row),
        None => dialect,
    })
}

//! `kamready pack sql`: the pack as one query for a database.

use clap::{Args, ValueEnum};

use super::{Common, Status, print};
use crate::error::Faults;
use crate::sql::{Dialect, query};

#[derive(Debug, Args)]
pub(super) struct SqlArgs {
    /// The database that is to run it
    #[arg(long, value_enum)]
    dialect: DialectArg,

    /// The table of organisations: `id`, `name` and one column for each field; NULL is missing
    #[arg(long, value_name = "NAME", default_value = "organisations")]
    table: String,

    #[command(flatten)]
    common: Common,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum DialectArg {
    Duckdb,
    Postgres,
    Spark,
}

impl From<DialectArg> for Dialect {
    fn from(dialect: DialectArg) -> Self {
        match dialect {
            DialectArg::Duckdb => Self::Duckdb,
            DialectArg::Postgres => Self::Postgres,
            DialectArg::Spark => Self::Spark,
        }
    }
}

pub(super) fn run(args: &SqlArgs) -> Result<Status, Faults> {
    let (pack, program) = match args.common.open() {
        Ok(opened) => opened,
        Err(status) => return Ok(status),
    };
    let query = query(&pack, &program, args.dialect.into(), &args.table)?;
    print(|out| out.write_all(query.as_bytes()))?;
    Ok(Status::Done)
}

//! `kamready schema`: JSON Schemas of input and result.

use clap::{Args, ValueEnum};

use super::{Common, Status, print};
use crate::error::Faults;
use crate::report;

#[derive(Debug, Args)]
pub(super) struct SchemaArgs {
    /// Of what
    #[arg(value_enum)]
    of: Of,

    #[command(flatten)]
    common: Common,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Of {
    /// An organisation as JSON, with the fields of the pack
    Input,
    /// The result document
    Result,
}

pub(super) fn run(args: &SchemaArgs) -> Result<Status, Faults> {
    let schema = match args.of {
        Of::Result => report::result_schema(),
        Of::Input => match args.common.open() {
            Ok((pack, _)) => {
                let account = pack.accounts.as_ref().map(|accounts| &accounts.fields);
                report::input_schema(&pack.fields, account, pack.org_chart.is_some())
            }
            Err(status) => return Ok(status),
        },
    };
    print(|out| {
        serde_json::to_writer_pretty(&mut *out, &schema)?;
        out.write_all(b"\n")
    })?;
    Ok(Status::Done)
}

//! `kamready schema`: JSON Schemas of input, result, and what authors write.

use clap::{Args, ValueEnum};

use super::{Common, Status, print};
use crate::error::Faults;
use crate::report::{self, RecordLists};

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
    /// `pack.toml` of a pack or an overlay
    Pack,
    /// `fields.toml`
    Fields,
    /// A file of cases, `tests/*.toml`
    Cases,
    /// A file of waivers
    Waivers,
}

pub(super) fn run(args: &SchemaArgs) -> Result<Status, Faults> {
    let schema = match args.of {
        Of::Result => report::result_schema(),
        Of::Pack => report::pack_schema(),
        Of::Fields => report::fields_schema(),
        Of::Cases => report::cases_schema(),
        Of::Waivers => report::waivers_schema(),
        Of::Input => match args.common.open() {
            Ok((pack, _)) => {
                let lists = RecordLists {
                    accounts: pack.accounts.as_ref().map(|accounts| &accounts.fields),
                    staff: pack.staff.as_ref().map(|staff| &staff.form),
                    units: pack.org_chart.is_some(),
                    goals: pack.goals.as_ref().map(|goals| &goals.fields),
                    kpis: pack.goals.as_ref().map(|goals| &goals.kpi_fields),
                    mission: pack.mission.is_some(),
                };
                report::input_schema(&pack.fields, &lists)
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

//! `kamready check`: read and validate only.

use std::path::PathBuf;

use clap::Args;

use super::assess::Reading;
use super::judge::unjudged;
use super::output::write_file;
use super::{Status, print};
use crate::error::Faults;
use crate::input::Intake;
use crate::model::Answer;
use crate::pack::Pack;
use crate::report;

#[derive(Debug, Args)]
pub(super) struct CheckArgs {
    #[command(flatten)]
    reading: Reading,

    /// Write the refused records to this CSV file
    #[arg(long, value_name = "FILE")]
    rejects: Option<PathBuf>,
}

pub(super) fn run(args: &CheckArgs) -> Result<Status, Faults> {
    let common = &args.reading.common;
    let (pack, _) = match common.open() {
        Ok(opened) => opened,
        Err(status) => return Ok(status),
    };
    let intake = args.reading.intake(&pack)?;
    args.reading.note_unread(&pack, &intake);
    let log = log(&pack, &intake);
    let readable = intake.organisations.len();
    let document = unjudged(&pack, intake);
    let lang = common.lang();
    print(|out| {
        out.write_all(log.as_bytes())?;
        document
            .rejected
            .iter()
            .try_for_each(|one| writeln!(out, "  {}", report::rejected_line(&document, one, lang)))
    })?;
    if let Some(path) = &args.rejects {
        write_file(path, |out| report::write_rejects(out, &document, lang))
            .map_err(|fault| vec![fault])?;
    }
    Ok(match (readable, document.rejected.is_empty()) {
        (0, _) => Status::CouldNotRun,
        (_, false) => Status::Rejected,
        (_, true) => Status::Done,
    })
}

/// One line a file, and how much of the fields is answered.
fn log(pack: &Pack, intake: &Intake) -> String {
    let mut text = String::new();
    for input in &intake.inputs {
        text.push_str(&format!(
            "{}: {} records, {} rejected\n",
            input.file, input.records, input.rejected
        ));
    }
    let cells = intake.organisations.len() * pack.fields.len();
    let answered: usize = intake
        .organisations
        .iter()
        .map(|one| {
            one.answers
                .iter()
                .filter(|answer| **answer != Answer::Missing)
                .count()
        })
        .sum();
    text.push_str(&format!("{answered} of {cells} fields answered\n"));
    text
}

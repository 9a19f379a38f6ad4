//! `kamready check`: read and validate only.

use std::path::PathBuf;

use clap::Args;

use super::judge::unjudged;
use super::output::write_file;
use super::reading::{Reading, save_mapping};
use super::{Status, print};
use crate::error::Faults;
use crate::input::Intake;
use crate::model::{Answer, Lang};
use crate::pack::Pack;
use crate::report;

#[derive(Debug, Args)]
pub(super) struct CheckArgs {
    #[command(flatten)]
    reading: Reading,

    /// Write the refused records to this CSV file
    #[arg(long, value_name = "FILE")]
    rejects: Option<PathBuf>,

    /// Write how the tables were read (TOML), for --mapping of the next run
    #[arg(long, value_name = "FILE")]
    save_mapping: Option<PathBuf>,
}

pub(super) fn run(args: &CheckArgs) -> Result<Status, Faults> {
    let common = &args.reading.common;
    let (pack, _) = match common.open() {
        Ok(opened) => opened,
        Err(status) => return Ok(status),
    };
    let intake = (args.reading).intake_to_save(&pack, args.save_mapping.is_some())?;
    args.reading.note_unread(&pack, &intake.inputs);
    save_mapping(args.save_mapping.as_deref(), &intake)?;
    let lang = common.lang();
    let log = log(&pack, &intake, lang);
    let readable = intake.organisations.len();
    let document = unjudged(&pack, intake);
    print(|out| {
        out.write_all(log.as_bytes())?;
        for line in report::import_lines(&document, lang) {
            writeln!(out, "{line}")?;
        }
        document
            .rejected
            .iter()
            .try_for_each(|one| writeln!(out, "  {}", report::rejected_line(&document, one, lang)))
    })?;
    if let Some(path) = &args.rejects {
        write_file(path, |out| report::write_rejects(out, &document, lang))
            .map_err(|fault| vec![fault])?;
    }
    if readable == 0 {
        common.note_nothing();
    }
    Ok(match (readable, document.rejected.is_empty()) {
        (0, _) => Status::CouldNotRun,
        (_, false) => Status::Rejected,
        (_, true) => Status::Done,
    })
}

/// One line a file, and how much of the fields is answered.
fn log(pack: &Pack, intake: &Intake, lang: Lang) -> String {
    let mut text = String::new();
    for input in &intake.inputs {
        let (file, read, rejected) = (&input.file, input.records, input.rejected);
        text.push_str(&match (lang, read) {
            (Lang::De, 1) => format!("{file}: 1 Datensatz, {rejected} abgelehnt\n"),
            (Lang::De, _) => format!("{file}: {read} Datensätze, {rejected} abgelehnt\n"),
            (Lang::En, 1) => format!("{file}: 1 record, {rejected} rejected\n"),
            (Lang::En, _) => format!("{file}: {read} records, {rejected} rejected\n"),
        });
    }
    let cells = intake.organisations.len() * pack.fields.len();
    let answered = answered(intake);
    text.push_str(&match lang {
        Lang::De => format!("{answered} von {cells} Angaben beantwortet\n"),
        Lang::En => format!("{answered} of {cells} fields answered\n"),
    });
    text
}

fn answered(intake: &Intake) -> usize {
    let organisations = intake.organisations.iter();
    let answers = organisations.flat_map(|one| &one.answers);
    answers.filter(|answer| **answer != Answer::Missing).count()
}

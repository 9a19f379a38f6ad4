//! `kamready robust`: how far verdicts depend on weights and on open answers.

use std::io::Write;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::judge::{circumstances, unjudged};
use super::one::chosen;
use super::output::{printable, write_file};
use super::reading::{Reading, as_of};
use super::{Status, print};
use crate::analyse;
use crate::error::Faults;
use crate::model::{Document, Robustness, Weightings};
use crate::report;

#[derive(Debug, Args)]
pub(super) struct RobustArgs {
    #[command(flatten)]
    reading: Reading,

    /// Only this organisation
    #[arg(long, value_name = "ID")]
    org: Option<String>,

    /// How far each weight may be off, in percent of itself
    #[arg(long, value_name = "PERCENT", default_value_t = 30.0, value_parser = band)]
    band: f64,

    /// How many weightings are drawn
    #[arg(long, value_name = "N", default_value_t = 10_000, value_parser = samples)]
    samples: usize,

    /// Where the generator of random numbers begins; the same seed gives the same figures
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,

    #[arg(long, value_enum, default_value_t = RobustFormat::Text)]
    format: RobustFormat,

    /// Write to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// Reference date, YYYY-MM-DD
    #[arg(long, value_name = "DATE", value_parser = as_of)]
    as_of: Option<String>,

    /// Threads [default: as many as the machine has cores]
    #[arg(long, value_name = "N")]
    jobs: Option<usize>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum RobustFormat {
    Text,
    Json,
    Csv,
}

const MOST_SAMPLES: usize = 1_000_000;

fn band(text: &str) -> Result<f64, String> {
    let number: Option<f64> = text.trim_end_matches('%').trim().parse().ok();
    number
        .filter(|band| (0.0..100.0).contains(band))
        .ok_or_else(|| {
            format!("`{text}` is no band; allowed are 0 to below 100, in percent of a weight")
        })
}

fn samples(text: &str) -> Result<usize, String> {
    let number: Option<usize> = text.parse().ok();
    number
        .filter(|count| (1..=MOST_SAMPLES).contains(count))
        .ok_or_else(|| {
            format!("`{text}` is no number of weightings; allowed are 1 to {MOST_SAMPLES}")
        })
}

pub(super) fn run(args: &RobustArgs) -> Result<Status, Faults> {
    let common = &args.reading.common;
    let (pack, program) = match common.open() {
        Ok(opened) => opened,
        Err(status) => return Ok(status),
    };
    let mut intake = args.reading.intake(&pack)?;
    args.reading.note_unread(&pack, &intake.inputs);
    let organisations = match &args.org {
        None => std::mem::take(&mut intake.organisations),
        Some(id) => vec![chosen(&pack, &mut intake, id, common.lang())?],
    };
    let around = circumstances(&pack, None, args.as_of.as_deref())?;
    let weightings = Weightings {
        band: args.band,
        samples: args.samples,
        seed: args.seed,
    };
    let mut robustness = analyse::robust::robust(
        &pack,
        &program,
        &around,
        &organisations,
        weightings,
        args.jobs,
    )?;
    if let ([only], [one]) = (&*organisations, &mut *robustness.organisations) {
        one.tornado = Some(analyse::tornado(&pack, &program, &around, only)?);
    }
    let document = Document {
        as_of: args.as_of.clone(),
        ..unjudged(&pack, intake)
    };
    write(args, &document, &robustness)?;
    for rejected in &document.rejected {
        common.messages().note(&printable(&report::rejected_line(
            &document,
            rejected,
            common.lang(),
        )));
    }
    Ok(match (organisations.len(), document.rejected.is_empty()) {
        (0, _) => Status::CouldNotRun,
        (_, false) => Status::Rejected,
        (_, true) => Status::Done,
    })
}

fn write(args: &RobustArgs, document: &Document, robustness: &Robustness) -> Result<(), Faults> {
    let bytes = |out: &mut dyn Write| match args.format {
        RobustFormat::Text => {
            let text = report::robust_text(document, robustness, args.reading.common.lang());
            out.write_all(printable(&text).as_bytes())
        }
        RobustFormat::Json => report::robust_json(out, document, robustness),
        RobustFormat::Csv => report::robust_csv(out, robustness),
    };
    match &args.output {
        None => print(bytes),
        Some(path) => write_file(path, bytes).map_err(|fault| vec![fault]),
    }
}

//! `kamready assess`: read, judge, write.

use std::path::PathBuf;

use clap::Args;

use super::judge::{circumstances, judge, open};
use super::output::{Target, write_file};
use super::{Common, Status, print};
use crate::error::{Error, Faults, Kind, Place, nearest};
use crate::input::{self, Intake};
use crate::model::{Assessment, Document, GateState};
use crate::pack::Pack;
use crate::report;

#[derive(Debug, Args)]
pub(super) struct AssessArgs {
    #[command(flatten)]
    pub(super) reading: Reading,

    /// A report: FMT or FMT:PATH, FMT being text, json, ndjson or csv; may be given several times
    #[arg(short, long, value_name = "FMT[:PATH]", value_parser = Target::parse, default_value = "text")]
    output: Vec<Target>,

    /// End with 1 if one holds: gate, level:L3, readiness:60, coverage:70 (comma-separated)
    #[arg(long, value_name = "CONDITION", value_delimiter = ',', value_parser = FailOn::parse)]
    fail_on: Vec<FailOn>,

    /// Write the refused records to this CSV file
    #[arg(long, value_name = "FILE")]
    rejects: Option<PathBuf>,

    /// Reasoned exceptions (TOML): both scores are shown
    #[arg(long, value_name = "FILE")]
    waivers: Option<PathBuf>,

    /// Reference date, YYYY-MM-DD; the program never looks at the clock
    #[arg(long, value_name = "DATE", value_parser = as_of)]
    as_of: Option<String>,

    /// Threads [default: as many as the machine has cores]
    #[arg(long, value_name = "N")]
    jobs: Option<usize>,
}

/// What is read, and by which pack.
#[derive(Debug, Args)]
pub(super) struct Reading {
    /// CSV, JSON or NDJSON files with organisations; `-` reads standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,

    /// CSV with facts in long form: org_id,field,value,evidence,source,respondent,date
    #[arg(long, value_name = "FILE")]
    facts: Vec<PathBuf>,

    #[command(flatten)]
    pub(super) common: Common,
}

impl Reading {
    /// Reads everything that the flags name.
    pub(super) fn intake(&self, pack: &Pack) -> Result<Intake, Faults> {
        let sources = open(&self.files);
        let facts = open(&self.facts);
        match (sources, facts) {
            (Ok(sources), Ok(facts)) => input::read(&pack.fields, &sources, &facts),
            (sources, facts) => Err(sources
                .err()
                .into_iter()
                .chain(facts.err())
                .flatten()
                .collect()),
        }
    }

    /// Says which headings were not read, and which field they may have meant.
    pub(super) fn note_unread(&self, pack: &Pack, intake: &Intake) {
        for input in &intake.inputs {
            for heading in &input.unread {
                let near = nearest(heading, pack.fields.ids())
                    .map_or_else(String::new, |near| format!("; did you mean `{near}`"));
                let heading = super::output::printable(heading);
                self.common.messages().note(&format!(
                    "{}: `{heading}` is not a field of the pack and was not read{near}",
                    input.file
                ));
            }
        }
    }
}

pub(super) fn as_of(text: &str) -> Result<String, String> {
    input::date(text).map_err(|_| format!("`{text}` is not a date; write YYYY-MM-DD"))
}

pub(super) fn run(args: &AssessArgs) -> Result<Status, Faults> {
    let (pack, program) = match args.reading.common.open() {
        Ok(opened) => opened,
        Err(status) => return Ok(status),
    };
    check_conditions(args, &pack)?;
    let intake = args.reading.intake(&pack)?;
    args.reading.note_unread(&pack, &intake);
    let circumstances = circumstances(&pack, args.waivers.as_deref(), args.as_of.as_deref())?;
    let document = judge(&pack, &program, &circumstances, intake, args.jobs)?;
    write(args, &document)?;
    tell_rejects(args, &document);
    Ok(status(args, &pack, &document))
}

fn write(args: &AssessArgs, document: &Document) -> Result<(), Faults> {
    let lang = args.reading.common.lang();
    for target in &args.output {
        match &target.path {
            None => print(|out| report::write(out, document, target.format, lang))?,
            Some(path) => write_file(path, |out| {
                report::write(out, document, target.format, lang)
            })
            .map_err(|fault| vec![fault])?,
        }
    }
    match &args.rejects {
        None => Ok(()),
        Some(path) => write_file(path, |out| report::write_rejects(out, document, lang))
            .map_err(|fault| vec![fault]),
    }
}

/// Refused records are named on standard error where standard output is for machines.
fn tell_rejects(args: &AssessArgs, document: &Document) {
    let messages = args.reading.common.messages();
    let refused: usize = document.inputs.iter().map(|input| input.rejected).sum();
    if refused == 0 {
        return;
    }
    let shown = args
        .output
        .iter()
        .any(|target| target.path.is_none() && target.format == report::Format::Text);
    if !shown {
        for rejected in document.rejected.iter().take(20) {
            let lang = args.reading.common.lang();
            messages.note(&report::rejected_line(document, rejected, lang));
        }
    }
    let assessed = document.organisations.len();
    messages.note(&format!("{assessed} assessed, {refused} rejected"));
}

/// 2 before 1 before 3 before 0.
fn status(args: &AssessArgs, pack: &Pack, document: &Document) -> Status {
    if document.organisations.is_empty() {
        args.reading
            .common
            .messages()
            .note("there is nothing to assess");
        return Status::CouldNotRun;
    }
    let hit = |one: &Assessment| {
        args.fail_on
            .iter()
            .any(|condition| condition.holds(pack, one))
    };
    if document.organisations.iter().any(hit) {
        Status::Failed
    } else if document.rejected.is_empty() {
        Status::Done
    } else {
        Status::Rejected
    }
}

fn check_conditions(args: &AssessArgs, pack: &Pack) -> Result<(), Faults> {
    for condition in &args.fail_on {
        if let FailOn::Level(id) = condition
            && pack.manifest.levels.rank(id).is_none()
        {
            let known =
                crate::error::listed(pack.manifest.levels.steps.iter().map(|step| &*step.id));
            let detail = format!("`--fail-on level:{id}` names no level; levels are {known}");
            return Err(vec![
                Error::new(Kind::Usage, detail).at(Place::file("--fail-on")),
            ]);
        }
    }
    Ok(())
}

/// What makes a run end with 1.
#[derive(Debug, Clone)]
enum FailOn {
    /// A gate binds, or caps because it is unverified.
    Gate,
    /// The level is below this one, or none can be given.
    Level(String),
    Readiness(f64),
    Coverage(f64),
}

impl FailOn {
    fn parse(text: &str) -> Result<Self, String> {
        let number = |text: &str| {
            let number = text.parse::<f64>().ok();
            number
                .filter(|number| (0.0..=100.0).contains(number))
                .ok_or_else(|| format!("`{text}` is no number from 0 to 100"))
        };
        match text.split_once(':') {
            None if text == "gate" => Ok(Self::Gate),
            Some(("level", id)) => Ok(Self::Level(id.to_owned())),
            Some(("readiness", limit)) => number(limit).map(Self::Readiness),
            Some(("coverage", limit)) => number(limit).map(Self::Coverage),
            _ => Err(format!(
                "`{text}` is no condition; conditions are gate, level:L3, readiness:60, coverage:70"
            )),
        }
    }

    fn holds(&self, pack: &Pack, one: &Assessment) -> bool {
        let levels = &pack.manifest.levels;
        let spread = one.index(&levels.index).map(|index| &index.spread);
        let below = |value: Option<f64>, limit: f64| {
            value.is_none_or(|value| !crate::model::number::reaches(value, limit))
        };
        match self {
            Self::Gate => one.gates.iter().any(|gate| match gate.state {
                GateState::Binding => true,
                GateState::Unverified => gate.caps.is_some(),
                GateState::Clear => false,
            }),
            Self::Level(wanted) => {
                let rank = one.level.id.as_deref().and_then(|id| levels.rank(id));
                rank.is_none_or(|rank| Some(rank) < levels.rank(wanted))
            }
            Self::Readiness(limit) => below(spread.and_then(|spread| spread.score), *limit),
            Self::Coverage(limit) => below(spread.map(|spread| spread.coverage), *limit),
        }
    }
}

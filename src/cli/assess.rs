//! `kamready assess`: read, judge, write.

use std::path::{Path, PathBuf};

use clap::Args;

use super::case::{CaseFiles, unread};
use super::judge::{circumstances, judge, open};
use super::output::{Target, slug, write_file};
use super::table::TableArgs;
use super::{Common, Status, print};
use crate::error::{Error, Faults, Kind, Place};
use crate::input::{self, Intake};
use crate::model::{Assessment, Catalogue, Document, GateState, Lang};
use crate::pack::Pack;
use crate::report;
use crate::stream::Keep;

#[derive(Debug, Args)]
pub(super) struct AssessArgs {
    #[command(flatten)]
    pub(super) reading: Reading,

    /// A report: FMT or FMT:PATH, FMT being text, markdown, json, ndjson, csv, svg, dot or mermaid; may be given several times
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
    /// CSV, JSON or NDJSON files with organisations, or case folders; `-` reads standard input
    #[arg(required = true, value_name = "FILE|DIR")]
    files: Vec<PathBuf>,

    /// CSV with facts in long form: org_id,field,value,evidence,source,respondent,date
    #[arg(long, value_name = "FILE")]
    facts: Vec<PathBuf>,

    /// CSV with the org chart: unit_id,parent_id,second_parent_id,name,kind,criterion,function,headcount
    #[arg(long, value_name = "FILE")]
    units: Vec<PathBuf>,

    /// CSV with the own customers: account_id, name, revenue_y0 and more; `kamready pack show` names the fields
    #[arg(long, value_name = "FILE")]
    accounts: Vec<PathBuf>,

    #[command(flatten)]
    table: TableArgs,

    #[command(flatten)]
    pub(super) common: Common,
}

impl Reading {
    /// Reads everything that the flags name.
    pub(super) fn intake(&self, pack: &Pack) -> Result<Intake, Faults> {
        let mut case = CaseFiles {
            facts: self.facts.clone(),
            units: self.units.clone(),
            accounts: self.accounts.clone(),
            ..CaseFiles::default()
        };
        for path in &self.files {
            case.add(path).map_err(|fault| vec![fault])?;
            for file in unread(path) {
                let file = file.display();
                let note = match self.common.lang() {
                    Lang::De => format!("{file}: diese Datei wird noch nicht ausgewertet"),
                    Lang::En => format!("{file}: this file is not evaluated yet"),
                };
                self.common.messages().note(&note);
            }
        }
        let lists = [
            &case.organisations,
            &case.facts,
            &case.units,
            &case.accounts,
        ]
        .map(|paths| open(paths));
        let mut faults = Vec::new();
        let lists = lists.map(|list| {
            list.unwrap_or_else(|more| {
                faults.extend(more);
                Vec::new()
            })
        });
        if !faults.is_empty() {
            return Err(faults);
        }
        let [organisations, facts, units, accounts] = &lists;
        input::read(
            &pack.fields,
            input::Files {
                organisations,
                facts,
                units,
                accounts,
                account_fields: pack.accounts.as_ref().map(|accounts| &accounts.fields),
                dialect: self.table.dialect().map_err(|fault| vec![fault])?,
            },
        )
    }

    /// With `-v`: by which pack what was read.
    fn tell_inputs(&self, pack: &Pack, intake: &Intake) {
        if self.common.verbose == 0 {
            return;
        }
        let messages = self.common.messages();
        let (id, version) = (&pack.manifest.id, &pack.manifest.version);
        let rules = pack.all_rules().count();
        messages.note(&format!(
            "pack {id} {version}: {rules} rules, {} fields",
            pack.fields.len()
        ));
        for input in &intake.inputs {
            let (records, rejected) = (input.records, input.rejected);
            messages.note(&format!(
                "{}: {records} records, {rejected} rejected",
                input.file
            ));
        }
    }

    /// Says which headings were not read, and which field they may have meant.
    pub(super) fn note_unread(&self, pack: &Pack, intake: &Intake) {
        for input in &intake.inputs {
            for heading in &input.unread {
                let near = (pack.fields.near_heading(heading))
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

impl AssessArgs {
    /// A condition may ask for what no table shows.
    fn keep(&self) -> Keep {
        let mut formats = self.output.iter().map(|target| target.format);
        match formats.all(|format| format == report::Format::Csv) && self.fail_on.is_empty() {
            true => Keep::Table,
            false => Keep::All,
        }
    }
}

pub(super) fn run(args: &AssessArgs) -> Result<Status, Faults> {
    let (pack, program) = match args.reading.common.open() {
        Ok(opened) => opened,
        Err(status) => return Ok(status),
    };
    check_conditions(args, &pack)?;
    let intake = args.reading.intake(&pack)?;
    args.reading.note_unread(&pack, &intake);
    args.reading.tell_inputs(&pack, &intake);
    let circumstances = circumstances(&pack, args.waivers.as_deref(), args.as_of.as_deref())?;
    let document = judge(
        &pack,
        &program,
        &circumstances,
        intake,
        args.keep(),
        args.jobs,
    )?;
    write(args, &document)?;
    tell_rejects(args, &document);
    Ok(status(args, &pack, &document))
}

fn write(args: &AssessArgs, document: &Document) -> Result<(), Faults> {
    let lang = args.reading.common.lang();
    for target in &args.output {
        match (&target.path, target.format.drawing()) {
            (Some(path), Some(format)) if is_folder(path) => {
                for one in &document.organisations {
                    draw(path, one, &document.texts, format, lang)?;
                }
            }
            (_, Some(_)) if document.organisations.len() > 1 => {
                return Err(vec![one_drawing(target)]);
            }
            (None, _) => print(|out| report::write(out, document, target.format, lang))?,
            (Some(path), _) => {
                write_file(path, |out| {
                    report::write(out, document, target.format, lang)
                })
                .map_err(|fault| vec![fault])?;
            }
        }
    }
    match &args.rejects {
        None => Ok(()),
        Some(path) => write_file(path, |out| report::write_rejects(out, document, lang))
            .map_err(|fault| vec![fault]),
    }
}

fn is_folder(path: &Path) -> bool {
    path.is_dir() || path.to_string_lossy().ends_with('/')
}

fn one_drawing(target: &Target) -> Error {
    let detail = "a drawing shows one organisation, and several were assessed";
    let name = target.format.name();
    Error::new(Kind::Usage, detail).help(format!("name a folder: -o {name}:DIR/"))
}

/// `<id>-target.svg`; where it is another one, `<id>-entry.svg`; with own customers, `<id>-customers.svg`.
fn draw(
    folder: &Path,
    one: &Assessment,
    texts: &Catalogue,
    format: report::ChartFormat,
    lang: Lang,
) -> Result<(), Faults> {
    for (role, text) in report::drawn(one, texts, format, lang) {
        let name = format!("{}-{role}.{}", slug(&one.id), format.extension());
        write_file(&folder.join(name), |out| out.write_all(text.as_bytes()))
            .map_err(|fault| vec![fault])?;
    }
    Ok(())
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

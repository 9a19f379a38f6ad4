//! `kamready assess`: read, judge, write.

use std::path::PathBuf;

use clap::Args;

use super::case::CaseFiles;
use super::earlier::Earlier;
use super::fail_on::FailOn;
use super::judge::{Organisations, circumstances, judge, open, unjudged, whole};
use super::output::{Target, write_file};
use super::reading::{Reading, as_of, save_mapping};
use super::run::{add_others, files_of, opened_again, second_files_of};
use super::scores::Table;
use super::second::{self, Heard};
use super::table::dialect;
use super::write::{is_folder, write_target};
use super::{AudienceArg, Status, streamed, theme};
use crate::assess::Circumstances;
use crate::error::{Error, Faults, Kind, Place};
use crate::input::Intake;
use crate::input::table::{self, Way};
use crate::model::{Assessment, Document, Lang, Run};
use crate::pack::Pack;
use crate::report::{self, Theme};
use crate::stored;

#[derive(Debug, Args)]
pub(super) struct AssessArgs {
    #[command(flatten)]
    pub(super) reading: Reading,

    /// A report: FMT or FMT:PATH, FMT being text, markdown, html, json, ndjson, csv, csv-excel-de, xlsx, docx, svg, dot or mermaid; may be given several times
    #[arg(short, long, value_name = "FMT[:PATH]", value_parser = Target::parse, default_value = "text")]
    pub(super) output: Vec<Target>,

    /// Whom text documents are for: executive (two pages), manager, full
    #[arg(long, value_enum, default_value_t = AudienceArg::Full)]
    audience: AudienceArg,

    /// End with 1 if one holds: gate, level:L3, readiness:60, coverage:70 (comma-separated)
    #[arg(long, value_name = "CONDITION", value_delimiter = ',', value_parser = FailOn::parse)]
    fail_on: Vec<FailOn>,

    /// Write the refused records to this CSV file
    #[arg(long, value_name = "FILE")]
    rejects: Option<PathBuf>,

    /// Write how the tables were read (TOML), for --mapping of the next run
    #[arg(long, value_name = "FILE")]
    save_mapping: Option<PathBuf>,

    /// Reasoned exceptions (TOML): both scores are shown
    #[arg(long, value_name = "FILE")]
    pub(super) waivers: Option<PathBuf>,

    /// What a second assessor answered, in the same formats: where the two differ, and what that does; may be given several times
    #[arg(long, value_name = "FILE|DIR")]
    pub(super) second: Vec<PathBuf>,

    #[command(flatten)]
    earlier: Earlier,

    /// Reference date, YYYY-MM-DD; the program never looks at the clock
    #[arg(long, value_name = "DATE", value_parser = as_of)]
    pub(super) as_of: Option<String>,

    /// Folder with the look of the HTML pages: style.css, page.html
    #[arg(long, value_name = "DIR")]
    theme: Option<PathBuf>,

    /// Threads [default: as many as the machine has cores]
    #[arg(long, value_name = "N")]
    pub(super) jobs: Option<usize>,
}

impl AssessArgs {
    /// What holds for a run over so many organisations.
    pub(super) fn circumstances(
        &self,
        pack: &Pack,
        organisations: usize,
    ) -> Result<Circumstances, Faults> {
        Ok(Circumstances {
            roadmap: self.shows_roadmap(organisations),
            record: self.keeps_record(),
            ..circumstances(pack, self.waivers.as_deref(), self.as_of.as_deref())?
        })
    }

    /// Whether anything but data is asked for, which rounds its numbers itself.
    fn writes_reports(&self) -> bool {
        use report::Format::{Csv, Json, Ndjson};
        let is_data = |target: &Target| matches!(target.format, Json | Ndjson | Csv);
        !self.output.iter().all(is_data)
    }

    /// Whether a report that is asked for holds the result, with the records as they were read.
    fn keeps_record(&self) -> bool {
        use report::Format::{Html, Json, Ndjson};
        let keeps = |target: &Target| matches!(target.format, Json | Ndjson | Html);
        self.output.iter().any(keeps)
    }

    /// Reads what the second assessor gave.
    fn second_intake(&self, pack: &Pack, case: &CaseFiles) -> Result<Intake, Faults> {
        let intake = self
            .reading
            .whole(pack, case, open(&case.organisations), false)?;
        self.reading.note_unread(pack, &intake.inputs);
        self.reading.tell_inputs(pack, &intake.inputs);
        Ok(intake)
    }

    /// The run that these arguments ask for.
    pub(super) fn run(&self, case: &CaseFiles) -> Run {
        Run {
            anonymise: self.reading.anonymise,
            table: self.reading.table.options(),
            files: files_of(
                case,
                self.waivers.as_deref(),
                self.reading.table.mapping.as_deref(),
            ),
        }
    }

    /// Whether a report that is asked for shows the roadmap; its what-ifs are work that tables and charts need not pay.
    fn shows_roadmap(&self, organisations: usize) -> bool {
        self.output.iter().any(|target| match target.format {
            report::Format::Json
            | report::Format::Ndjson
            | report::Format::Markdown
            | report::Format::Html
            | report::Format::Xlsx
            | report::Format::Docx => true,
            report::Format::Text => organisations == 1,
            report::Format::Svg => target.path.as_deref().is_some_and(is_folder),
            report::Format::Csv
            | report::Format::CsvExcelDe
            | report::Format::Dot
            | report::Format::Mermaid => false,
        })
    }
}

pub(super) fn run(args: &AssessArgs) -> Result<Status, Faults> {
    let (pack, program) = match args.reading.common.open() {
        Ok(opened) => opened,
        Err(status) => return Ok(status),
    };
    check_conditions(args, &pack)?;
    let standard_input = args.reading.reads_standard_input();
    second::check(&args.second, &args.output, standard_input)?;
    args.earlier.check(&args.output)?;
    let theme = args.theme.as_deref().map(theme::open).transpose()?;
    let case = args.reading.case()?;
    let second_case = second::case_of(&args.second)?;
    let opened = match args.reads_in_parts(&case) {
        true => Organisations::open(&case.organisations),
        false => open(&case.organisations).map(Organisations::Whole),
    };
    let organisations = match opened {
        Ok(Organisations::Streams(streams)) => {
            let (streams, hashes) = streamed::hashed(args, streams);
            let options = args.reading.table.options();
            let said = dialect(&options, None).map_err(|fault| vec![fault])?;
            match table::Tables::open(&pack.fields, streams, &said)? {
                Way::Whole(streams) => whole(streams),
                Way::Parts(tables) => {
                    match streamed::run(args, &pack, &program, tables, (args.run(&case), hashes))? {
                        Some(status) => return Ok(status),
                        None => open(&case.organisations),
                    }
                }
            }
        }
        Ok(Organisations::Whole(sources)) => Ok(sources),
        Err(faults) => Err(faults),
    };
    let intake = args
        .reading
        .whole(&pack, &case, organisations, args.save_mapping.is_some())?;
    args.reading.note_unread(&pack, &intake.inputs);
    args.reading.tell_inputs(&pack, &intake.inputs);
    save_mapping(args.save_mapping.as_deref(), &intake)?;
    let circumstances = args.circumstances(&pack, intake.organisations.len())?;
    if args.is_table() {
        let assessed = intake.organisations.len();
        let table = Table::of(
            &pack,
            &program,
            &circumstances,
            &intake.organisations,
            args.jobs,
        )?;
        let document = unjudged(&pack, intake);
        write(args, &document, Some(&table), None)?;
        tell_rejects(args, &document, assessed);
        return Ok(status(args, &document, assessed, false));
    }
    let heard = match args.second.is_empty() {
        true => None,
        false => {
            let theirs = args.second_intake(&pack, &second_case)?;
            let firsts = &intake.organisations;
            Some(Heard::of(&pack, &program, &circumstances, firsts, theirs)?)
        }
    };
    let mut document = judge(&pack, &program, &circumstances, intake, args.jobs)?;
    document.run = args.run(&case);
    document.run.files.extend(second_files_of(&second_case));
    heard
        .into_iter()
        .for_each(|heard| heard.add_to(&mut document));
    document.audience = args.audience.into();
    let waivers = circumstances.waivers.len();
    add_others(&mut document.inputs, &document.run, waivers, opened_again)?;
    if args.writes_reports() {
        document.organisations = stored::settled(document.organisations, args.jobs);
        args.earlier.add_to(&mut document)?;
    }
    let assessed = document.organisations.len();
    write(args, &document, None, theme.as_ref())?;
    tell_rejects(args, &document, assessed);
    let hit = document
        .organisations
        .iter()
        .any(|one| args.is_hit(&pack, one));
    Ok(status(args, &document, assessed, hit))
}

impl AssessArgs {
    /// Only tables are wanted, and no condition asks for more than they show.
    pub(super) fn is_table(&self) -> bool {
        let table = |target: &Target| target.format == report::Format::Csv;
        self.second.is_empty() && self.fail_on.is_empty() && self.output.iter().all(table)
    }

    /// Every output can be written one organisation at a time, none among the lines of another.
    fn writes_rows(&self) -> bool {
        let rows = [
            report::Format::Csv,
            report::Format::CsvExcelDe,
            report::Format::Ndjson,
        ];
        let standard = self.output.iter().filter(|target| target.path.is_none());
        standard.count() < 2
            && self
                .output
                .iter()
                .all(|target| rows.contains(&target.format))
    }

    /// Rows are all that is written, of tables that are nothing but organisations and have no mapping.
    fn reads_in_parts(&self, case: &CaseFiles) -> bool {
        self.second.is_empty()
            && self.writes_rows()
            && case.is_bare()
            && self.reading.table.mapping.is_none()
            && self.save_mapping.is_none()
    }

    /// Nothing is lost if all is read and written once more.
    pub(super) fn can_begin_again(&self) -> bool {
        let again = |path: &PathBuf| std::fs::metadata(path).is_ok_and(|one| one.is_file());
        let written = |target: &Target| {
            let path = target.path.as_deref();
            path.is_some_and(|path| !path.exists() || path.is_file())
        };
        self.reading.files.iter().all(again) && self.output.iter().all(written)
    }

    /// A condition holds that ends the run with 1.
    pub(super) fn is_hit(&self, pack: &Pack, one: &Assessment) -> bool {
        let mut conditions = self.fail_on.iter();
        conditions.any(|condition| condition.holds(pack, one))
    }
}

fn write(
    args: &AssessArgs,
    document: &Document,
    table: Option<&Table>,
    theme: Option<&Theme>,
) -> Result<(), Faults> {
    let lang = args.reading.common.lang();
    for target in &args.output {
        write_target(target, document, table, lang, theme)?;
    }
    tell_neutralised(args, report::neutralised(&document.organisations));
    write_rejects(args, document)
}

/// A table for a spreadsheet says how many of its texts could have been run as a formula.
pub(super) fn tell_neutralised(args: &AssessArgs, cells: usize) {
    let mut formats = args.output.iter().map(|target| target.format);
    if !formats.any(|format| format == report::Format::CsvExcelDe) {
        return;
    }
    args.reading.common.messages().note(&match args.reading.common.lang() {
        Lang::De => format!("csv-excel-de: Zellen, die mit einem Apostroph davor als Text geschrieben wurden, weil sie wie eine Formel beginnen: {cells}"),
        Lang::En => format!("csv-excel-de: cells written as text behind an apostrophe, because they begin like a formula: {cells}"),
    });
}

/// The table of refused records, if one was asked for.
pub(super) fn write_rejects(args: &AssessArgs, document: &Document) -> Result<(), Faults> {
    let lang = args.reading.common.lang();
    match &args.rejects {
        None => Ok(()),
        Some(path) => write_file(path, |out| report::write_rejects(out, document, lang))
            .map_err(|fault| vec![fault]),
    }
}

/// Refused records are named on standard error where standard output is for machines.
pub(super) fn tell_rejects(args: &AssessArgs, document: &Document, assessed: usize) {
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
    messages.note(&match args.reading.common.lang() {
        Lang::En => format!("{assessed} assessed, {refused} rejected"),
        Lang::De => format!("{assessed} bewertet, {refused} abgelehnt"),
    });
}

/// 2 before 1 before 3 before 0.
pub(super) fn status(args: &AssessArgs, document: &Document, assessed: usize, hit: bool) -> Status {
    if assessed == 0 {
        args.reading.common.note_nothing();
        return Status::CouldNotRun;
    }
    match (hit, document.rejected.is_empty()) {
        (true, _) => Status::Failed,
        (false, true) => Status::Done,
        (false, false) => Status::Rejected,
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

//! The command line: the only user of clap, one file a verb.

#[cfg(test)]
mod accounts_tests;
mod ask;
mod assess;
mod case;
mod check;
mod compare;
mod config;
mod diagnostic;
mod earlier;
mod explain;
mod fail_on;
mod init;
mod judge;
mod one;
mod output;
mod pack;
mod pack_check;
mod pack_coverage;
mod pack_diff;
mod pack_doc;
mod pack_mutate;
mod pack_new;
mod pack_test;
mod packed;
#[cfg(feature = "parquet")]
mod parquet;
mod progress;
mod reading;
mod reasons;
mod report;
mod robust;
mod run;
mod schema;
mod scores;
mod second;
mod sql;
mod streamed;
mod table;
mod template;
mod theme;
mod verify;
mod whatif;
mod write;

use std::ffi::OsString;
use std::io::{self, Write};
use std::mem::ManuallyDrop as Lasting;
use std::path::PathBuf;
use std::process::ExitCode;
use std::thread;

use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum};

use crate::error::Faults;
use crate::model::{Audience, Lang};
use crate::pack::{Pack, PackFiles};
use crate::rules::Program;
use diagnostic::Messages;

/// Assess how ready organisations are for Key Account Management, by rules that people can read and change
#[derive(Debug, Parser)]
#[command(
    name = "kamready",
    version,
    propagate_version = true,
    max_term_width = 100
)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Assess organisations and write reports
    Assess(assess::AssessArgs),
    /// Read and validate files only: what would be assessed, what is refused and why
    Check(check::CheckArgs),
    /// Write reports from a stored result, without the pack
    Report(report::ReportArgs),
    /// Run again what a result was made from, and compare bytes
    Verify(verify::VerifyArgs),
    /// Compare two results of the same organisations: what changed, and how much of it is data, rules, coverage, waivers
    Compare(compare::CompareArgs),
    /// Show how a result came about: rule text, values read and where from, step by step
    Explain(explain::ExplainArgs),
    /// Rank the rules that keep a score from its baseline: reason codes
    Reasons(reasons::ReasonsArgs),
    /// Which open questions are worth asking, and whom; or ask them in an interview
    Ask(ask::AskArgs),
    /// What would become of a verdict if facts were others, and which measures would reach a level
    #[command(name = "whatif")]
    WhatIf(whatif::WhatIfArgs),
    /// How far verdicts depend on weights and on open answers
    Robust(robust::RobustArgs),
    /// Write a case folder with a complete invented example
    Init(init::InitArgs),
    /// Write the questionnaire to fill in
    Template(template::TemplateArgs),
    /// Print a JSON Schema
    Schema(schema::SchemaArgs),
    /// List, show and test rule packs
    Pack(pack::PackArgs),
}

/// Flags that every verb shares.
#[derive(Debug, Clone, Args)]
pub(crate) struct Common {
    /// Folder with a rule pack [default: the built-in pack `kam`]
    #[arg(long, value_name = "DIR")]
    pack: Option<PathBuf>,

    /// Language of reports and messages
    #[arg(long, value_enum, default_value_t = LangArg::En)]
    lang: LangArg,

    /// Colour of messages
    #[arg(long, value_enum, default_value_t = ColorArg::Auto)]
    color: ColorArg,

    /// Say less: errors only
    #[arg(short, long, action = ArgAction::SetTrue)]
    quiet: bool,

    /// Say more
    #[arg(short, long, action = ArgAction::Count)]
    verbose: u8,
}

/// How an answer is written that is no report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FormatArg {
    Text,
    Json,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum LangArg {
    De,
    En,
}

impl From<LangArg> for Lang {
    fn from(lang: LangArg) -> Self {
        match lang {
            LangArg::De => Self::De,
            LangArg::En => Self::En,
        }
    }
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum AudienceArg {
    Executive,
    Manager,
    Full,
}

impl From<AudienceArg> for Audience {
    fn from(audience: AudienceArg) -> Self {
        match audience {
            AudienceArg::Executive => Self::Executive,
            AudienceArg::Manager => Self::Manager,
            AudienceArg::Full => Self::Full,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ColorArg {
    Auto,
    Always,
    Never,
}

/// How a run ended, as the shell sees it (design, section 5).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    Done,
    /// A condition that was asked for failed.
    Failed,
    CouldNotRun,
    /// Reports were written, but records were refused.
    Rejected,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        Self::from(match status {
            Status::Done => 0,
            Status::Failed => 1,
            Status::CouldNotRun => 2,
            Status::Rejected => 3,
        })
    }
}

/// Runs the program with these arguments on a thread whose stack deep rules cannot overflow.
pub fn main(arguments: impl IntoIterator<Item = OsString>) -> Status {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let worker = thread::Builder::new()
        .stack_size(crate::rules::STACK)
        .spawn(move || run(&arguments));
    match worker.map(thread::JoinHandle::join) {
        Ok(Ok(status)) => status,
        _ => Status::CouldNotRun,
    }
}

fn run(arguments: &[OsString]) -> Status {
    let arguments = match config::with_file(arguments) {
        Ok(arguments) => arguments,
        Err(fault) => {
            Messages::plain(lang_of(arguments)).faults(&[fault], None);
            return Status::CouldNotRun;
        }
    };
    let lang = lang_of(&arguments);
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(error) => return told(&error),
    };
    let ended = match cli.command {
        Command::Assess(args) => assess::run(&args),
        Command::Check(args) => check::run(&args),
        Command::Report(args) => report::run(&args),
        Command::Verify(args) => verify::run(&args),
        Command::Compare(args) => compare::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Reasons(args) => reasons::run(&args),
        Command::Ask(args) => ask::run(&args),
        Command::WhatIf(args) => whatif::run(&args),
        Command::Robust(args) => robust::run(&args),
        Command::Init(args) => init::run(&args),
        Command::Template(args) => template::run(&args),
        Command::Schema(args) => schema::run(&args),
        Command::Pack(args) => pack::run(&args),
    };
    match ended {
        Ok(status) => status,
        Err(faults) if faults.iter().any(crate::error::Error::is_broken_pipe) => Status::Done,
        Err(faults) => {
            Messages::plain(lang).faults(&faults, None);
            Status::CouldNotRun
        }
    }
}

/// Help and version are answers, everything else that clap says is a fault of usage.
fn told(error: &clap::Error) -> Status {
    let asked = !error.use_stderr();
    if error.print().is_err() && !asked {
        return Status::CouldNotRun;
    }
    if asked {
        Status::Done
    } else {
        Status::CouldNotRun
    }
}

/// The language that messages are wanted in, whatever the verb is.
fn lang_of(arguments: &[OsString]) -> Lang {
    let texts: Vec<&str> = arguments.iter().filter_map(|one| one.to_str()).collect();
    let apart = texts.windows(2).any(|pair| pair == ["--lang", "de"]);
    match apart || texts.contains(&"--lang=de") {
        true => Lang::De,
        false => Lang::En,
    }
}

impl Common {
    fn lang(&self) -> Lang {
        self.lang.into()
    }

    fn messages(&self) -> Messages {
        Messages::new(self.color, self.quiet, self.lang())
    }

    fn note_nothing(&self) {
        self.messages().note(match self.lang() {
            Lang::En => "there is nothing to assess",
            Lang::De => "es gibt nichts zu bewerten",
        });
    }

    fn files(&self) -> Result<PackFiles, Faults> {
        match &self.pack {
            Some(folder) => PackFiles::folder(folder),
            None => Ok(PackFiles::embedded()),
        }
    }

    /// The pack that the flags name, compiled. Its faults are shown with the lines they are in.
    ///
    /// It lasts until the program ends; taking it apart before costs a tenth of a short run.
    fn open(&self) -> Result<(Lasting<Pack>, Lasting<Program>), Status> {
        let opened = self
            .files()
            .map_err(|faults| (faults, None))
            .and_then(|files| Program::open(&files).map_err(|faults| (faults, Some(files))));
        match opened {
            Ok((pack, program)) => Ok((Lasting::new(pack), Lasting::new(program))),
            Err((faults, files)) => {
                self.messages().faults(&faults, files.as_ref());
                Err(Status::CouldNotRun)
            }
        }
    }
}

/// Writes to standard output.
fn print(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Faults> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    write(&mut out).and_then(|()| out.flush()).map_err(|cause| {
        let error = crate::error::Error::new(
            crate::error::Kind::Write,
            "standard output cannot be written",
        );
        vec![error.because(cause)]
    })
}

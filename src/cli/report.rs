//! `kamready report`: any report from a stored result.

use std::path::PathBuf;

use clap::Args;

use super::earlier::Earlier;
use super::output::Target;
use super::write::write_target;
use super::{AudienceArg, ColorArg, LangArg, Status, theme};
use crate::error::Faults;
use crate::input::Source;
use crate::model::Document;
use crate::stored;

#[derive(Debug, Args)]
pub(super) struct ReportArgs {
    /// A result of `kamready assess -o json` or `-o ndjson`; `-` reads standard input
    #[arg(value_name = "RESULT")]
    result: PathBuf,

    /// A report: FMT or FMT:PATH, as of `kamready assess`; may be given several times
    #[arg(short, long, value_name = "FMT[:PATH]", value_parser = Target::parse, default_value = "text")]
    output: Vec<Target>,

    /// Whom text documents are for: executive (two pages), manager, full
    #[arg(long, value_enum, default_value_t = AudienceArg::Full)]
    audience: AudienceArg,

    #[command(flatten)]
    earlier: Earlier,

    /// Folder with the look of HTML pages: frame.html and style.css
    #[arg(long, value_name = "DIR")]
    theme: Option<PathBuf>,

    /// Language of reports and messages
    #[arg(long, value_enum, default_value_t = LangArg::En)]
    lang: LangArg,

    /// Colour of messages
    #[arg(long, value_enum, default_value_t = ColorArg::Auto)]
    color: ColorArg,

    /// Say less: errors only
    #[arg(short, long)]
    quiet: bool,
}

pub(super) fn run(args: &ReportArgs) -> Result<Status, Faults> {
    let theme = args.theme.as_deref().map(theme::open).transpose()?;
    args.earlier.check(&args.output)?;
    let mut document = Document {
        audience: args.audience.into(),
        ..read(args)?
    };
    args.earlier.add_to(&mut document)?;
    let lang = args.lang.into();
    for target in &args.output {
        write_target(target, &document, None, lang, theme.as_ref())?;
    }
    Ok(Status::Done)
}

/// The result; one that does not fit its own options, pack and files is told about.
fn read(args: &ReportArgs) -> Result<Document, Faults> {
    let source = Source::open(&args.result).map_err(|fault| vec![fault])?;
    let stored = stored::read(&source.name, &source.bytes)?;
    if !stored.is_of_its_run() {
        let messages = super::Messages::new(args.color, args.quiet, args.lang.into());
        messages.note(&format!(
            "{}: `run.hash` does not fit what the result says about its run; it was changed since it was written, `kamready verify` says more",
            source.name
        ));
    }
    Ok(stored.document)
}

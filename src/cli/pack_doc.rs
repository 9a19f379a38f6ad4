//! `kamready pack doc`: the rule book.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::output::{named_path, write_file};
use super::{Common, Status, print};
use crate::book;
use crate::error::Faults;

#[derive(Debug, Args)]
pub(super) struct DocArgs {
    /// The form of the rule book: markdown, or html as one page that needs no network
    #[arg(long, value_enum, conflicts_with = "output")]
    format: Option<Format>,

    /// The same with a file: markdown or html, or FMT:PATH; may be given several times
    #[arg(short, long, value_name = "FMT[:PATH]", value_parser = target)]
    output: Vec<(Format, Option<PathBuf>)>,

    #[command(flatten)]
    common: Common,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    Markdown,
    Html,
}

fn target(text: &str) -> Result<(Format, Option<PathBuf>), String> {
    let (name, path) = named_path(text)?;
    let format = Format::from_str(name, false)
        .map_err(|_| format!("there is no format `{name}`; formats are `markdown` or `html`"))?;
    Ok((format, path))
}

pub(super) fn run(args: &DocArgs) -> Result<Status, Faults> {
    let (pack, _) = match args.common.open() {
        Ok(opened) => opened,
        Err(status) => return Ok(status),
    };
    let lang = args.common.lang();
    let standard = [(args.format.unwrap_or(Format::Markdown), None)];
    let targets = match args.output.is_empty() {
        true => &standard[..],
        false => &args.output,
    };
    for (format, path) in targets {
        let text = match format {
            Format::Markdown => book::markdown(&pack, lang),
            Format::Html => book::html(&pack, lang),
        };
        match path {
            Some(path) => write_file(path, |out| out.write_all(text.as_bytes()))
                .map_err(|fault| vec![fault])?,
            None => print(|out| out.write_all(text.as_bytes()))?,
        }
    }
    Ok(Status::Done)
}

//! `kamready template`: the questionnaire to fill in.

use std::fs;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use clap::Args;

use super::output::{named_path, write_file};
use super::{Common, Status, print};
use crate::error::{Error, Faults, Kind, Place, listed};
use crate::model::Lang;
use crate::template::{Questionnaire, TemplateFormat, document, folder};

#[derive(Debug, Args)]
pub(super) struct TemplateArgs {
    /// Write the questionnaire as xlsx, csv, json, markdown or html, to a file, or below a folder that ends
    /// in `/`; may be given several times. A file with other contents is not overwritten
    #[arg(short, long, value_name = "FMT[:PATH]", value_parser = Target::parse, default_value = "markdown")]
    output: Vec<Target>,

    #[command(flatten)]
    common: Common,
}

/// One `-o FMT[:PATH]`.
#[derive(Debug, Clone)]
struct Target {
    format: TemplateFormat,
    /// None for standard output.
    path: Option<PathBuf>,
}

impl Target {
    fn parse(text: &str) -> Result<Self, String> {
        let (name, path) = named_path(text)?;
        let format = TemplateFormat::named(name).ok_or_else(|| {
            let known = listed(TemplateFormat::ALL.iter().map(|(known, _)| *known));
            format!("there is no questionnaire as `{name}`; formats are {known}")
        })?;
        Ok(Self { format, path })
    }

    /// What is written where.
    fn files(
        &self,
        path: &Path,
        questionnaire: &Questionnaire,
    ) -> io::Result<Vec<(PathBuf, Vec<u8>)>> {
        let named = path.as_os_str().to_string_lossy();
        if named.ends_with(['/', std::path::MAIN_SEPARATOR]) || path.is_dir() {
            let files = folder(questionnaire, self.format)?;
            return Ok(files
                .into_iter()
                .map(|(name, bytes)| (path.join(name), bytes))
                .collect());
        }
        Ok(vec![(
            path.to_owned(),
            document(questionnaire, self.format)?,
        )])
    }
}

pub(super) fn run(args: &TemplateArgs) -> Result<Status, Faults> {
    let (pack, program) = match args.common.open() {
        Ok(opened) => opened,
        Err(status) => return Ok(status),
    };
    let lang = args.common.lang();
    let questionnaire = Questionnaire::of(&pack, &program, lang);
    let mut files = Vec::new();
    for target in &args.output {
        match &target.path {
            None => to_standard_output(target.format, &questionnaire)?,
            Some(path) => files.extend(target.files(path, &questionnaire).map_err(not_built)?),
        }
    }
    refuse_to_overwrite(&files)?;
    for (path, bytes) in &files {
        write_file(path, |out| out.write_all(bytes)).map_err(|fault| vec![fault])?;
        args.common.messages().note(&written(path, lang));
    }
    Ok(Status::Done)
}

fn to_standard_output(format: TemplateFormat, questionnaire: &Questionnaire) -> Result<(), Faults> {
    if format == TemplateFormat::Xlsx && io::stdout().is_terminal() {
        let detail = "a workbook is no text for a terminal";
        let error =
            Error::new(Kind::Usage, detail).help("name a file: `-o xlsx:questionnaire.xlsx`");
        return Err(vec![error]);
    }
    let bytes = document(questionnaire, format).map_err(not_built)?;
    print(|out| out.write_all(&bytes))
}

fn not_built(cause: io::Error) -> Faults {
    vec![Error::new(Kind::Write, "the questionnaire cannot be written").because(cause)]
}

/// A file of that name may hold answers by now.
fn refuse_to_overwrite(files: &[(PathBuf, Vec<u8>)]) -> Result<(), Faults> {
    let taken = files.iter().filter(|(path, bytes)| {
        fs::metadata(path).is_ok_and(|meta| meta.is_file())
            && !fs::read(path).is_ok_and(|there| there == *bytes)
    });
    let faults: Faults = taken
        .map(|(path, _)| {
            let detail = "this file exists already, may hold answers, and is not overwritten";
            Error::new(Kind::Write, detail)
                .at(Place::file(path.display().to_string()))
                .help("name another file, or take this one away first")
        })
        .collect();
    if faults.is_empty() {
        Ok(())
    } else {
        Err(faults)
    }
}

fn written(path: &Path, lang: Lang) -> String {
    let path = path.display();
    match lang {
        Lang::De => format!("Fragebogen angelegt: {path}"),
        Lang::En => format!("questionnaire written: {path}"),
    }
}

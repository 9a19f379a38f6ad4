//! `kamready verify`: run again, and compare bytes.

mod files;
mod told;

use std::path::PathBuf;

use clap::Args;

use super::judge::{circumstances_of, judge};
use super::packed::Packed;
use super::reading::{Reading, Said, read_all};
use super::run::add_others;
use super::second::{self, Heard};
use super::{Status, print};
use crate::analyse::difference::differences;
use crate::assess::Circumstances;
use crate::error::{Error, Faults, Kind, Place};
use crate::input::{Intake, Source};
use crate::model::{Document, Holding, Tool};
use crate::pack::Pack;
use crate::report::{self, Format};
use crate::rules::Program;
use crate::stored::{self, Form, Stored};
use files::Given;
use told::Finding;

/// More keys that differ are not told.
const MOST_DIFFERENCES: usize = 10;

#[derive(Debug, Args)]
pub(super) struct VerifyArgs {
    /// A result of `kamready assess -o json` or `-o ndjson`
    #[arg(value_name = "RESULT")]
    result: PathBuf,

    #[command(flatten)]
    reading: Reading,

    /// The waivers that the result was made with
    #[arg(long, value_name = "FILE")]
    waivers: Option<PathBuf>,

    /// The second assessor's files, where the result was made with them
    #[arg(long, value_name = "FILE|DIR")]
    second: Vec<PathBuf>,
}

pub(super) fn run(args: &VerifyArgs) -> Result<Status, Faults> {
    let one = |fault| vec![fault];
    let source = Source::open(&args.result).map_err(one)?;
    let stored = stored::read(&source.name, &source.bytes)?;
    let (pack, program) = match args.reading.common.open() {
        Ok(opened) => opened,
        Err(status) => return Ok(status),
    };
    let mut paths = args.reading.paths(args.waivers.as_deref())?;
    paths.extend(second::case_of(&args.second)?.paths());
    let given = Given::open(&source.name, &stored.document.run, paths)?;
    let mut found = given.findings(&stored.document.inputs);
    found.extend(told::of_pack(&stored.document.pack, &pack.stamp()));
    if stored.document.tool != Tool::THIS {
        found.push(Finding::Tool(stored.document.tool.clone()));
    }
    match again(&pack, &program, &stored.document, &given) {
        Ok(again) => found.extend(compared(args, &source, &stored, &again, !found.is_empty())?),
        Err(faults) if found.is_empty() => return Err(faults),
        Err(faults) => found.push(Finding::NotAgain(faults)),
    }
    let lang = args.reading.common.lang();
    let text = told::text(&source.name, &stored.document, &found, lang);
    print(|out| out.write_all(text.as_bytes()))?;
    Ok(match found.is_empty() {
        true => Status::Done,
        false => Status::Failed,
    })
}

/// The same run over the files that were given, under the names that the result gives them.
fn again(
    pack: &Pack,
    program: &Program,
    old: &Document,
    given: &Given,
) -> Result<Document, Faults> {
    let as_of = old.as_of.as_deref();
    let waivers = given.of(Holding::Waivers, false);
    let circumstances = Circumstances {
        roadmap: true,
        record: true,
        ..circumstances_of(pack, waivers.first(), as_of)?
    };
    let intake = intake(pack, old, given, false)?;
    let heard = match old.run.files.iter().any(|file| file.second) {
        true => {
            let theirs = self::intake(pack, old, given, true)?;
            let firsts = &intake.organisations;
            Some(Heard::of(pack, program, &circumstances, firsts, theirs)?)
        }
        false => None,
    };
    let mut document = judge(pack, program, &circumstances, intake, None)?;
    document.run = old.run.clone();
    heard
        .into_iter()
        .for_each(|heard| heard.add_to(&mut document));
    let waivers = circumstances.waivers.len();
    add_others(&mut document.inputs, &document.run, waivers, |one| {
        given.named(one)
    })?;
    document.organisations = stored::settled(document.organisations, None);
    Ok(document)
}

/// The files of the first or of the second assessor, read as they were then.
fn intake(pack: &Pack, old: &Document, given: &Given, second: bool) -> Result<Intake, Faults> {
    let others = [
        Holding::Facts,
        Holding::Units,
        Holding::Accounts,
        Holding::Staff,
        Holding::Goals,
        Holding::Kpis,
        Holding::Mission,
    ]
    .map(|holds| given.of(holds, second));
    let organisations = given.of(Holding::Organisations, second);
    let mapping = given.of(Holding::Mapping, false);
    let said = Said {
        options: &old.run.table,
        mapping: mapping.first(),
        is_saved: false,
    };
    read_all(pack, organisations, others, old.run.anonymise, said)
}

/// What differs between the bytes of the file and those of the new run; `told` where other inputs were named already.
fn compared(
    args: &VerifyArgs,
    source: &Source,
    stored: &Stored,
    again: &Document,
    told: bool,
) -> Result<Vec<Finding>, Faults> {
    let format = match stored.form {
        Form::Json => Format::Json,
        Form::Ndjson => Format::Ndjson,
    };
    let fault = |cause| {
        let at = Place::file(&*source.name);
        vec![
            Error::new(Kind::Read, "this result cannot be compared")
                .at(at)
                .because(cause),
        ]
    };
    let mut bytes = Vec::new();
    report::write(&mut bytes, again, format, args.reading.common.lang()).map_err(fault)?;
    if bytes == source.bytes {
        let same = is_packed_the_same(args, &bytes).map_err(fault)?;
        return Ok(if same {
            Vec::new()
        } else {
            vec![Finding::Packing]
        });
    }
    let [old, new] = [&source.bytes, &bytes].map(|bytes| told::json(bytes));
    let found = differences(&old, &new, MOST_DIFFERENCES);
    if found.is_empty() {
        return Ok(vec![Finding::Notation]);
    }
    Ok(told::of_keys(found, told))
}

/// A packed file has bytes beside those that it unpacks to.
fn is_packed_the_same(args: &VerifyArgs, bytes: &[u8]) -> std::io::Result<bool> {
    if args.result.as_os_str() == "-" {
        return Ok(true);
    }
    let mut packed = Packed::by_name(&args.result, Vec::new())?;
    packed.as_write().write_all(bytes)?;
    Ok(packed.finish()? == std::fs::read(&args.result)?)
}

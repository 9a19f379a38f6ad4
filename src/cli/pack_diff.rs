//! `kamready pack diff`: what changed between two packs, and whom it moves.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::judge::circumstances;
use super::reading::{Reading, as_of};
use super::table::TableArgs;
use super::{Common, Status, print};
use crate::analyse::pack_diff::{FailOn, OnPortfolio, PackDiff, Renamed, Side, pack_diff};
use crate::book;
use crate::error::{Error, Faults, Kind};
use crate::model::{Assessment, Id, Lang};
use crate::pack::{Pack, PackFiles};
use crate::rules::Program;
use crate::stream;

#[derive(Debug, Args)]
pub(super) struct DiffArgs {
    /// The pack as it was: a folder, `kam` (built in), a git revision as REV:FOLDER, or REV with its folder in `--pack`
    old: String,

    /// The pack as it is now: the same
    new: String,

    /// Organisations to judge by both packs: CSV, JSON or NDJSON files, or case folders
    #[arg(long, value_name = "FILE|DIR", num_args = 1..)]
    on: Vec<PathBuf>,

    /// End with 1 if one holds: moved:2% (more than this share of the organisations has another level, target or
    /// entry, or is refused now), score:1.5 (an index of one of them changes by more points), breaking (a change can
    /// break a user); comma-separated
    #[arg(long, value_name = "CONDITION", value_delimiter = ',', value_parser = FailOn::parse)]
    fail_on: Vec<FailOn>,

    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,

    /// Reference date, YYYY-MM-DD
    #[arg(long, value_name = "DATE", value_parser = as_of)]
    as_of: Option<String>,

    #[command(flatten)]
    table: TableArgs,

    #[command(flatten)]
    common: Common,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    Text,
    Json,
    Markdown,
}

/// A pack that was opened, with its files.
struct Opened {
    files: PackFiles,
    pack: Pack,
    program: Program,
}

impl Opened {
    fn side(&self) -> Side<'_> {
        Side {
            pack: &self.pack,
            files: &self.files,
        }
    }
}

pub(super) fn run(args: &DiffArgs) -> Result<Status, Faults> {
    let asked = args.fail_on.iter().find(|one| one.needs_portfolio());
    if asked.is_some() && args.on.is_empty() {
        let detail = "`--fail-on moved:…` and `score:…` are about organisations";
        let error = Error::new(Kind::Usage, detail);
        return Err(vec![error.help("name their files with `--on FILE`")]);
    }
    let (old, new) = match (open(args, &args.old)?, open(args, &args.new)?) {
        (Some(old), Some(new)) => (old, new),
        _ => return Ok(Status::CouldNotRun),
    };
    let (mut diff, renamed) = pack_diff(old.side(), new.side())?;
    if !args.on.is_empty() {
        let (before, after) = (judged(args, &old)?, judged(args, &new)?);
        diff.portfolio = Some(compared(&old, &new, &renamed, &before, &after));
    }
    let lang = args.common.lang();
    let hits = args.fail_on.iter().filter_map(|one| one.hit(&diff, lang));
    diff.failed = hits.collect();
    write(args, &diff, lang)?;
    Ok(match diff.failed.is_empty() {
        true => Status::Done,
        false => Status::Failed,
    })
}

fn write(args: &DiffArgs, diff: &PackDiff, lang: Lang) -> Result<(), Faults> {
    let text = match args.format {
        Format::Text => super::output::printable(&book::diff_text(diff, lang)),
        Format::Markdown => super::output::printable(&book::diff_markdown(diff, lang)),
        Format::Json => {
            let text = serde_json::to_string_pretty(diff)
                .map_err(|error| vec![Error::new(Kind::Write, error.to_string())])?;
            format!("{text}\n")
        }
    };
    print(|out| out.write_all(text.as_bytes()))
}

/// The pack that a name means, compiled; none where its faults were shown.
fn open(args: &DiffArgs, name: &str) -> Result<Option<Opened>, Faults> {
    let files = find(args, name)?;
    match Program::open(&files) {
        Ok((pack, program)) => Ok(Some(Opened {
            files,
            pack,
            program,
        })),
        Err(faults) => {
            args.common.messages().faults(&faults, Some(&files));
            Ok(None)
        }
    }
}

/// A folder that is there comes first; then `kam`; then what git knows.
fn find(args: &DiffArgs, name: &str) -> Result<PackFiles, Faults> {
    let folder = Path::new(name);
    if folder.is_dir() {
        return PackFiles::folder(folder);
    }
    if name == "kam" {
        return Ok(PackFiles::embedded());
    }
    if let Some((revision, folder)) = name.split_once(':') {
        return PackFiles::revision(Path::new("."), revision, folder);
    }
    match args.common.pack.as_deref().and_then(Path::to_str) {
        Some(folder) => PackFiles::revision(Path::new("."), name, folder),
        None => {
            let detail = format!(
                "`{}` is no folder, and not `kam`",
                crate::model::printable(name)
            );
            let error = Error::new(Kind::Usage, detail);
            let help = "a git revision is written REV:FOLDER, or REV with its folder in `--pack`";
            Err(vec![error.help(help)])
        }
    }
}

/// The organisations as one pack judges them; those that it refuses are not among them.
fn judged(args: &DiffArgs, side: &Opened) -> Result<Vec<Assessment>, Faults> {
    let reading = Reading::of(&args.on, &args.table, &args.common);
    let intake = reading.intake(&side.pack)?;
    let around = circumstances(&side.pack, None, args.as_of.as_deref())?;
    stream::assess_all(
        &side.pack,
        &side.program,
        &around,
        &intake.organisations,
        None,
    )
}

fn compared(
    old: &Opened,
    new: &Opened,
    renamed: &Renamed,
    before: &[Assessment],
    after: &[Assessment],
) -> OnPortfolio {
    let by_id = |all: &[Assessment]| -> BTreeMap<Id, usize> {
        let all = all.iter().enumerate();
        all.map(|(place, one)| (one.id.clone(), place)).collect()
    };
    let (was, is) = (by_id(before), by_id(after));
    let pairs: Vec<_> = after
        .iter()
        .filter_map(|one| Some((before.get(*was.get(&one.id)?)?, one)))
        .collect();
    let mut portfolio = OnPortfolio::of(old.side(), new.side(), renamed, &pairs);
    let only = |all: &[Assessment], other: &BTreeMap<Id, usize>| -> Vec<String> {
        let alone = all.iter().filter(|one| !other.contains_key(&one.id));
        alone.map(|one| one.id.to_string()).collect()
    };
    portfolio.refused_now = only(before, &is);
    portfolio.read_now = only(after, &was);
    portfolio
}

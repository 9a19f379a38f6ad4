//! `kamready compare`: two results of the same organisations.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use serde_json::{Map, Value as Json};

use super::output::{named_path, write_file};
use super::reading::{Said, read_all};
use super::{Common, Status, print};
use crate::analyse::compare::{Again, Ranks, compare, half_new};
use crate::assess::Circumstances;
use crate::error::{Error, Faults, Kind, Place, listed};
use crate::input::Source;
use crate::model::{Assessment, Comparison, Document, Id, TableOptions};
use crate::pack::Pack;
use crate::report::{self, ComparisonFormat};
use crate::rules::Program;
use crate::{stored, stream};

type Record = Map<String, Json>;

#[derive(Debug, Args)]
pub(super) struct CompareArgs {
    /// The earlier result of `kamready assess -o json` or `-o ndjson`
    #[arg(value_name = "OLD")]
    old: PathBuf,

    /// The later result; `--pack` names its pack where it is not the built-in one
    #[arg(value_name = "NEW")]
    new: PathBuf,

    /// A report: FMT or FMT:PATH, FMT being text, markdown or json; may be given several times
    #[arg(short, long, value_name = "FMT[:PATH]", value_parser = Target::parse, default_value = "text")]
    output: Vec<Target>,

    /// End with 1 if one holds: regression (the leading index or the level of an organisation fell)
    #[arg(long, value_enum, value_name = "CONDITION", value_delimiter = ',')]
    fail_on: Vec<FailOn>,

    /// Threads [default: as many as the machine has cores]
    #[arg(long, value_name = "N")]
    jobs: Option<usize>,

    #[command(flatten)]
    common: Common,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum FailOn {
    Regression,
}

#[derive(Debug, Clone)]
struct Target {
    format: ComparisonFormat,
    path: Option<PathBuf>,
}

impl Target {
    fn parse(text: &str) -> Result<Self, String> {
        let (name, path) = named_path(text)?;
        let known = ComparisonFormat::ALL;
        let found = known.iter().find(|(known, _)| *known == name);
        let format = found.map(|(_, format)| *format).ok_or_else(|| {
            let known = listed(known.iter().map(|(known, _)| *known));
            format!("there is no format `{name}` of a comparison; formats are {known}")
        })?;
        Ok(Self { format, path })
    }
}

pub(super) fn run(args: &CompareArgs) -> Result<Status, Faults> {
    let [old, new] = [&args.old, &args.new].map(|path| read(path));
    let (old, new) = match (old, new) {
        (Ok(old), Ok(new)) => (old, new),
        (old, new) => {
            let faults = [old.err(), new.err()].into_iter().flatten().flatten();
            return Err(faults.collect());
        }
    };
    let (pack, program) = match args.common.open() {
        Ok(opened) => opened,
        Err(status) => return Ok(status),
    };
    check_pack(args, &pack, &new)?;
    let rescoring = Rescoring {
        pack: &pack,
        program: &program,
        jobs: args.jobs,
    };
    let again = rescoring.of(&old, &new)?;
    let levels: Vec<Id> = pack
        .manifest
        .levels
        .steps
        .iter()
        .map(|step| step.id.clone())
        .collect();
    let ranks = Ranks {
        leading: &pack.manifest.levels.index,
        levels: &levels,
    };
    let comparison = compare(&old, &new, &again, ranks);
    if comparison.organisations.is_empty() {
        let detail = "no organisation stands in both results; their ids differ";
        return Err(vec![
            Error::new(Kind::Input, detail).at(Place::file(args.new.display().to_string())),
        ]);
    }
    write(args, &comparison)?;
    let hit = !args.fail_on.is_empty() && comparison.has_regression();
    Ok(if hit { Status::Failed } else { Status::Done })
}

/// A result that was written before.
pub(super) fn read(path: &Path) -> Result<Document, Faults> {
    let source = Source::open(path).map_err(|fault| vec![fault])?;
    stored::read(&source.name, &source.bytes).map(|stored| stored.document)
}

/// The pack at hand must be the one that the new result was made with.
fn check_pack(args: &CompareArgs, pack: &Pack, new: &Document) -> Result<(), Faults> {
    let (here, then) = (pack.stamp(), &new.pack);
    if here == *then {
        return Ok(());
    }
    let named = |stamp: &crate::model::PackStamp| {
        let overlays = stamp
            .overlays
            .iter()
            .map(|one| (&one.id, &one.version, &one.hash));
        let all = overlays.chain([(&stamp.id, &stamp.version, &stamp.hash)]);
        let all = all.map(|(id, version, hash)| {
            let short: String = hash.chars().take(12).collect();
            crate::model::printable(&format!("{id} {version} ({short}…)"))
        });
        all.collect::<Vec<_>>().join(", ")
    };
    let detail = format!(
        "this result was made with {}; the pack at hand is {}",
        named(then),
        named(&here)
    );
    Err(vec![
        Error::new(Kind::Usage, detail)
            .at(Place::file(args.new.display().to_string()).of_field("pack"))
            .help("name the folder of its pack with --pack; a change between packs cannot be told from a change of the data without it"),
    ])
}

fn write(args: &CompareArgs, comparison: &Comparison) -> Result<(), Faults> {
    let lang = args.common.lang();
    for target in &args.output {
        let bytes =
            |out: &mut dyn Write| report::write_comparison(out, comparison, target.format, lang);
        match &target.path {
            None => print(bytes)?,
            Some(path) => write_file(path, bytes).map_err(|fault| vec![fault])?,
        }
    }
    Ok(())
}

/// Scores old data by the new pack.
struct Rescoring<'a> {
    pack: &'a Pack,
    program: &'a Program,
    jobs: Option<usize>,
}

impl Rescoring<'_> {
    fn of(&self, old: &Document, new: &Document) -> Result<Again, Faults> {
        let now: BTreeMap<&Id, &Assessment> =
            new.organisations.iter().map(|one| (&one.id, one)).collect();
        let mut before: Vec<(&Id, &Record)> = Vec::new();
        let mut between: Vec<(&Id, Record)> = Vec::new();
        let mut again = Again::default();
        for one in &old.organisations {
            let Some(later) = now.get(&one.id) else {
                continue;
            };
            match (&one.record, &later.record) {
                (Some(then), Some(now)) => {
                    before.push((&one.id, then));
                    between.push((&one.id, half_new(then, now)));
                }
                _ => {
                    let fault =
                        Err("the result does not hold the record as it was read".to_owned());
                    again.old.insert(one.id.clone(), fault);
                }
            }
        }
        let old_date = old.as_of.as_deref();
        again.old.extend(self.scored(&before, old_date)?);
        let between: Vec<(&Id, &Record)> = between.iter().map(|(id, one)| (*id, one)).collect();
        again
            .half
            .extend(self.scored(&between, new.as_of.as_deref())?);
        Ok(again)
    }

    fn scored(
        &self,
        records: &[(&Id, &Record)],
        as_of: Option<&str>,
    ) -> Result<BTreeMap<Id, Result<Assessment, String>>, Faults> {
        let all: Vec<&Record> = records.iter().map(|(_, record)| *record).collect();
        let source = Source {
            name: "record".to_owned(),
            bytes: serde_json::to_vec(&all).unwrap_or_default(),
        };
        let others = std::array::from_fn(|_| Vec::new());
        let intake = read_all(
            self.pack,
            vec![source],
            others,
            false,
            Said {
                options: &TableOptions::default(),
                mapping: None,
                is_saved: false,
            },
        )?;
        let circumstances = Circumstances {
            waivers: Vec::new(),
            as_of: as_of.map(str::to_owned),
            roadmap: false,
            record: false,
        };
        let scored = stream::assess_all(
            self.pack,
            self.program,
            &circumstances,
            &intake.organisations,
            self.jobs,
        )?;
        let mut again: BTreeMap<Id, Result<Assessment, String>> =
            stored::settled(scored, self.jobs)
                .into_iter()
                .map(|one| (one.id.clone(), Ok(one)))
                .collect();
        for (id, _) in records {
            let refused = intake
                .rejected
                .iter()
                .find(|one| one.id.as_ref() == Some(id));
            let fields = refused.and_then(|one| one.place.field.as_deref());
            again.entry((*id).clone()).or_insert_with(|| {
                let field = fields.map_or_else(String::new, |field| format!(": `{field}`"));
                Err(format!("the pack refuses the record{field}"))
            });
        }
        Ok(again)
    }
}

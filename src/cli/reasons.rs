//! `kamready reasons`: the rules that keep a score from its baseline, ranked.

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::judge::circumstances;
use super::one::unknown;
use super::reading::{Reading, as_of};
use super::{FormatArg, Status, print};
use crate::analyse::aggregate::{Aggregated, aggregated};
use crate::analyse::reasons::{Algorithm, BaselineMethod, IndexReasons, baseline, reasons};
use crate::error::{Error, Faults, Kind, nearest};
use crate::explain::explain_reasons;
use crate::model::{Assessment, Id, PackStamp, Tool};
use crate::pack::Pack;
use crate::stream;

#[derive(Debug, Args)]
pub(super) struct ReasonsArgs {
    #[command(flatten)]
    reading: Reading,

    /// Only this organisation; the mean is taken over all
    #[arg(long, value_name = "ID")]
    org: Option<String>,

    /// What rules are measured against: the best (max), the least (min), the mean of the organisations that were
    /// read, or what the rule declares as neutral
    #[arg(long, value_enum, default_value_t = Against::Max)]
    baseline: Against,

    /// Why a score is low (points-below) or high (points-above)
    #[arg(long, value_enum, default_value_t = Way::PointsBelow)]
    algorithm: Way,

    /// So many reasons of each index
    #[arg(long, value_name = "N", default_value_t = 4)]
    top: usize,

    #[arg(long, value_enum, default_value_t = FormatArg::Text)]
    format: FormatArg,

    /// Reference date, YYYY-MM-DD
    #[arg(long, value_name = "DATE", value_parser = as_of)]
    as_of: Option<String>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Against {
    Max,
    Min,
    Mean,
    Neutral,
}

impl From<Against> for BaselineMethod {
    fn from(against: Against) -> Self {
        match against {
            Against::Max => Self::Max,
            Against::Min => Self::Min,
            Against::Mean => Self::Mean,
            Against::Neutral => Self::Neutral,
        }
    }
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Way {
    PointsBelow,
    PointsAbove,
}

impl From<Way> for Algorithm {
    fn from(way: Way) -> Self {
        match way {
            Way::PointsBelow => Self::PointsBelow,
            Way::PointsAbove => Self::PointsAbove,
        }
    }
}

#[derive(Serialize)]
struct Told<'a> {
    schema_version: u32,
    tool: Tool,
    pack: PackStamp,
    baseline: BaselineMethod,
    algorithm: Algorithm,
    organisations: Vec<OfOne<'a>>,
}

#[derive(Serialize)]
struct OfOne<'a> {
    id: &'a Id,
    name: &'a Id,
    indexes: Vec<IndexReasons>,
    aggregations: Vec<Aggregated>,
}

pub(super) fn run(args: &ReasonsArgs) -> Result<Status, Faults> {
    let common = &args.reading.common;
    let (pack, program) = match common.open() {
        Ok(opened) => opened,
        Err(status) => return Ok(status),
    };
    let intake = args.reading.intake(&pack)?;
    args.reading.note_unread(&pack, &intake.inputs);
    let around = circumstances(&pack, None, args.as_of.as_deref())?;
    let all = stream::assess_all(&pack, &program, &around, &intake.organisations, None)?;
    let against = baseline(&pack, args.baseline.into(), &all);
    let algorithm = args.algorithm.into();
    let told = chosen(args, &all)?.into_iter().map(|one| OfOne {
        id: &one.id,
        name: &one.name,
        indexes: reasons(&pack, one, &against, algorithm, args.top),
        aggregations: aggregated(&pack, one),
    });
    let told: Vec<OfOne<'_>> = told.collect();
    write(args, &pack, &all, told)?;
    if !intake.rejected.is_empty() {
        let count = intake.rejected.len();
        let note = format!("{count} records were refused; `kamready check` says why");
        common.messages().note(&note);
    }
    Ok(match intake.rejected.is_empty() {
        _ if all.is_empty() => Status::CouldNotRun,
        true => Status::Done,
        false => Status::Rejected,
    })
}

fn chosen<'a>(args: &ReasonsArgs, all: &'a [Assessment]) -> Result<Vec<&'a Assessment>, Faults> {
    let Some(id) = &args.org else {
        return Ok(all.iter().collect());
    };
    if let Some(one) = all.iter().find(|one| *one.id == **id) {
        return Ok(vec![one]);
    }
    let near = nearest(id, all.iter().map(|one| &*one.id));
    Err(vec![unknown(id, near)])
}

fn write(
    args: &ReasonsArgs,
    pack: &Pack,
    all: &[Assessment],
    told: Vec<OfOne<'_>>,
) -> Result<(), Faults> {
    let algorithm: Algorithm = args.algorithm.into();
    let text = match args.format {
        FormatArg::Json => {
            let told = Told {
                schema_version: 1,
                tool: Tool::THIS,
                pack: pack.stamp(),
                baseline: args.baseline.into(),
                algorithm,
                organisations: told,
            };
            let text = serde_json::to_string_pretty(&told);
            text.map_err(|error| vec![Error::new(Kind::Write, error.to_string())])? + "\n"
        }
        FormatArg::Text => {
            let lang = args.reading.common.lang();
            let texts = told.iter().filter_map(|one| {
                let assessment = all.iter().find(|known| known.id == *one.id)?;
                let (indexes, more) = (&one.indexes, &one.aggregations);
                Some(explain_reasons(
                    pack, assessment, indexes, more, algorithm, lang,
                ))
            });
            super::output::printable(&texts.collect::<Vec<_>>().join("\n"))
        }
    };
    print(|out| out.write_all(text.as_bytes()))
}

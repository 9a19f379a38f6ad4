//! `kamready whatif`: what would become of the verdict, and what would reach a level.

use std::path::PathBuf;

use clap::Args;

use super::judge::{circumstances, unjudged};
use super::one::chosen;
use super::output::{printable, write_file};
use super::reading::{Reading, as_of};
use super::{FormatArg, Status, print};
use crate::analyse;
use crate::assess::{Assessor, Circumstances};
use crate::error::{Error, Faults, Kind, listed, nearest};
use crate::input;
use crate::model::{Answer, Document};
use crate::pack::Pack;
use crate::report;

#[derive(Debug, Args)]
pub(super) struct WhatIfArgs {
    #[command(flatten)]
    reading: Reading,

    /// The organisation
    #[arg(long, value_name = "ID")]
    org: String,

    /// A fact as it is assumed to be, typed as in a table: `budget_status=approved_1y`, `employees=250`,
    /// `wallet_known_pct=` for unknown; may be given several times
    #[arg(
        long,
        value_name = "FIELD=VALUE",
        required_unless_present = "reach",
        conflicts_with = "reach"
    )]
    set: Vec<String>,

    /// Find the smallest set of measures that reaches this level
    #[arg(long, value_name = "LEVEL")]
    reach: Option<String>,

    #[arg(long, value_enum, default_value_t = FormatArg::Text)]
    format: FormatArg,

    /// Write to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// Reference date, YYYY-MM-DD
    #[arg(long, value_name = "DATE", value_parser = as_of)]
    as_of: Option<String>,
}

pub(super) fn run(args: &WhatIfArgs) -> Result<Status, Faults> {
    let common = &args.reading.common;
    let (pack, program) = match common.open() {
        Ok(opened) => opened,
        Err(status) => return Ok(status),
    };
    let mut intake = args.reading.intake(&pack)?;
    args.reading.note_unread(&pack, &intake.inputs);
    let answers = answers(&pack, args)?;
    let found = chosen(&pack, &mut intake, &args.org, common.lang())?;
    let around = Circumstances {
        roadmap: args.reach.is_some(),
        ..circumstances(&pack, None, args.as_of.as_deref())?
    };
    let assessor = Assessor::new(&pack, &program, &around)?;
    let (reach, what_if) = match &args.reach {
        None => (
            None,
            Some(analyse::what_if(&pack, &assessor, &found, &answers)),
        ),
        Some(level) => {
            let reached = analyse::reach(&pack, &program, &assessor, &found, level);
            let (reach, what_if) = reached.ok_or_else(|| vec![no_level(&pack, level)])?;
            (Some(reach), what_if)
        }
    };
    let document = Document {
        as_of: args.as_of.clone(),
        ..unjudged(&pack, intake)
    };
    let bytes = |out: &mut dyn std::io::Write| match args.format {
        FormatArg::Text => {
            let text =
                report::what_if_text(&document, reach.as_ref(), what_if.as_ref(), common.lang());
            out.write_all(printable(&text).as_bytes())
        }
        FormatArg::Json => report::what_if_json(out, &document, reach.as_ref(), what_if.as_ref()),
    };
    match &args.output {
        None => print(bytes)?,
        Some(path) => write_file(path, bytes).map_err(|fault| vec![fault])?,
    }
    Ok(Status::Done)
}

/// The facts that are set, or every fault of them.
fn answers(pack: &Pack, args: &WhatIfArgs) -> Result<Vec<(usize, Answer)>, Faults> {
    let mut answers: Vec<(usize, Answer)> = Vec::new();
    let mut faults = Vec::new();
    for set in &args.set {
        match answer(pack, set, args) {
            Ok((field, _)) if answers.iter().any(|(other, _)| *other == field) => {
                let detail = format!("`--set {set}` sets a field that is set already");
                faults.push(Error::new(Kind::Usage, detail));
            }
            Ok(one) => answers.push(one),
            Err(fault) => faults.push(fault),
        }
    }
    match faults.is_empty() {
        true => Ok(answers),
        false => Err(faults),
    }
}

fn answer(pack: &Pack, set: &str, args: &WhatIfArgs) -> Result<(usize, Answer), Error> {
    let fault = |detail: String| Error::new(Kind::Usage, detail);
    let Some((name, value)) = set.split_once('=') else {
        return Err(fault(format!(
            "`--set {set}` has no `=`; write FIELD=VALUE"
        )));
    };
    let place = pack.fields.by_heading(name);
    let Some((place, field)) = place.and_then(|place| Some((place, pack.fields.at(place)?))) else {
        let error = fault(format!("the pack has no field `{}`", name.trim()));
        return Err(match nearest(name.trim(), pack.fields.ids()) {
            Some(near) => error.help(format!("did you mean `{near}`")),
            None => error.help("`kamready template` names the fields"),
        });
    };
    let answer = input::answer(field, value).map_err(|reason| {
        let lang = args.reading.common.lang();
        let why = report::reason_text(&pack.catalogue, &reason, lang);
        fault(format!("`--set {set}`: {why}"))
    })?;
    Ok((place, answer))
}

fn no_level(pack: &Pack, level: &str) -> Error {
    let levels = pack.manifest.levels.steps.iter().map(|step| &*step.id);
    let detail = format!(
        "the pack has no level `{level}`; levels are {}",
        listed(levels)
    );
    Error::new(Kind::Usage, detail)
}

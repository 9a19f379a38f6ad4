//! `kamready explain`: how a result came about.

use std::path::PathBuf;

use clap::Args;

use super::assess::Reading;
use super::judge::circumstances;
use super::{Status, print};
use crate::assess::Assessor;
use crate::error::{Error, Faults, Kind, nearest};
use crate::explain::{Case, explain_all, explain_rule};
use crate::input::Intake;
use crate::model::Organisation;

#[derive(Debug, Args)]
pub(super) struct ExplainArgs {
    #[command(flatten)]
    reading: Reading,

    /// The organisation
    #[arg(long, value_name = "ID")]
    org: String,

    /// One rule, gate, factor, exclusion or modifier; without it, every sum of the result
    #[arg(long, value_name = "ID")]
    rule: Option<String>,

    /// Reasoned exceptions (TOML)
    #[arg(long, value_name = "FILE")]
    waivers: Option<PathBuf>,

    /// Reference date, YYYY-MM-DD
    #[arg(long, value_name = "DATE")]
    as_of: Option<String>,
}

pub(super) fn run(args: &ExplainArgs) -> Result<Status, Faults> {
    let common = &args.reading.common;
    let (pack, program) = match common.open() {
        Ok(opened) => opened,
        Err(status) => return Ok(status),
    };
    let intake = args.reading.intake(&pack)?;
    let organisation = find(&intake, &args.org).map_err(|fault| vec![fault])?;
    let around = circumstances(&pack, args.waivers.as_deref(), args.as_of.as_deref())?;
    let assessment = Assessor::new(&pack, &program, &around)?.assess(organisation);
    let case = Case {
        pack: &pack,
        program: &program,
        organisation,
        assessment: &assessment,
        lang: common.lang(),
    };
    let text = match &args.rule {
        None => explain_all(&case),
        Some(id) => explain_rule(&case, id).ok_or_else(|| {
            let near = nearest(id, pack.all_rules().map(|rule| &*rule.id));
            let error = Error::new(Kind::Usage, format!("the pack has no rule `{id}`"));
            vec![match near {
                Some(near) => error.help(format!("did you mean `{near}`")),
                None => error.help("`kamready pack list` names the rules"),
            }]
        })?,
    };
    print(|out| out.write_all(super::output::printable(&text).as_bytes()))?;
    Ok(Status::Done)
}

/// The organisation, or why there is none of this id: it was refused, or never there.
pub(super) fn find<'i>(intake: &'i Intake, id: &str) -> Result<&'i Organisation, Error> {
    if let Some(found) = intake.organisations.iter().find(|one| *one.id == *id) {
        return Ok(found);
    }
    let refused = intake
        .rejected
        .iter()
        .find(|one| one.id.as_deref() == Some(id));
    let detail = match refused {
        Some(refused) => format!(
            "the record `{id}` was refused at {}; `kamready check` says why",
            refused.place
        ),
        None => format!("there is no organisation `{id}` in these files"),
    };
    let error = Error::new(Kind::Usage, detail);
    let near = nearest(id, intake.organisations.iter().map(|one| &*one.id));
    Err(match near {
        Some(near) => error.help(format!("did you mean `{near}`")),
        None => error,
    })
}

//! `kamready explain`: how a result came about.

use std::path::PathBuf;

use clap::Args;

use super::judge::circumstances;
use super::one::chosen;
use super::reading::{Reading, as_of};
use super::{Status, print};
use crate::assess::{Assessor, Circumstances};
use crate::error::{Error, Faults, Kind, nearest};
use crate::explain::{Case, explain_all, explain_group, explain_person, explain_rule, has_group};
use crate::model::{AccountsResult, Assessment, Customers, Lang};
use crate::pack::Pack;

#[derive(Debug, Args)]
pub(super) struct ExplainArgs {
    #[command(flatten)]
    reading: Reading,

    /// The organisation
    #[arg(long, value_name = "ID")]
    org: String,

    /// One rule, gate, factor, exclusion, modifier, flag or measure; without it, every sum of the result
    #[arg(long, value_name = "ID")]
    rule: Option<String>,

    /// One person of its list: every level and gap
    #[arg(long, value_name = "ID", conflicts_with_all = ["rule", "group"])]
    person: Option<String>,
    /// Only this customer group, by its name or the id of one of its accounts
    #[arg(long, value_name = "NAME")]
    group: Option<String>,

    /// Reasoned exceptions (TOML)
    #[arg(long, value_name = "FILE")]
    waivers: Option<PathBuf>,

    /// Reference date, YYYY-MM-DD
    #[arg(long, value_name = "DATE", value_parser = as_of)]
    as_of: Option<String>,
}

pub(super) fn run(args: &ExplainArgs) -> Result<Status, Faults> {
    let common = &args.reading.common;
    let (pack, program) = match common.open() {
        Ok(opened) => opened,
        Err(status) => return Ok(status),
    };
    let mut intake = args.reading.intake(&pack)?;
    let organisation = &chosen(&pack, &mut intake, &args.org, common.lang())?;
    let around = Circumstances {
        record: false,
        roadmap: true,
        ..circumstances(&pack, args.waivers.as_deref(), args.as_of.as_deref())?
    };
    let assessor = Assessor::new(&pack, &program, &around)?;
    let (assessment, record) = assessor.assess_record(organisation);
    let case = Case {
        pack: &pack,
        program: &program,
        organisation: &record,
        accounts: organisation.accounts.as_ref(),
        group: args.group.as_deref(),
        assessment: &assessment,
        lang: common.lang(),
    };
    let unknown = args.group.as_deref().filter(|name| !has_group(&case, name));
    if let Some(name) = unknown {
        return Err(vec![no_group(&assessment, name)]);
    }
    let text = match (&args.rule, &args.person) {
        (None, None) if args.group.is_some() => explain_group(&case),
        (None, None) => explain_all(&case),
        (_, Some(id)) => explain_person(&case, id).ok_or_else(|| vec![no_person(&case, id)])?,
        (Some(id), _) => {
            explain_rule(&case, id).ok_or_else(|| vec![no_rule(&pack, id, common.lang())])?
        }
    };
    print(|out| out.write_all(super::output::printable(&text).as_bytes()))?;
    Ok(Status::Done)
}

fn no_person(case: &Case<'_>, id: &str) -> Error {
    let error = Error::new(
        Kind::Usage,
        format!("there is no person `{id}` in the list of this organisation"),
    );
    let staff = case.assessment.staff.iter();
    let known = staff.flat_map(|one| &one.persons).map(|one| &*one.id);
    match nearest(id, known) {
        Some(near) => error.help(format!("did you mean `{near}`")),
        None => {
            error.help("`kamready explain` without `--person` names the people that are judged")
        }
    }
}

/// Why there is no rule of this id: an overlay switched it off, or it was never there.
fn no_rule(pack: &Pack, id: &str, lang: Lang) -> Error {
    for overlay in &pack.overlays {
        let off = format!("off {id}");
        if let Some(change) = overlay.changes.iter().find(|change| change.what == off) {
            let why = change.reason.get(lang);
            let detail = format!("the overlay `{}` switched the rule `{id}` off", overlay.id);
            return Error::new(Kind::Usage, detail).help(why);
        }
    }
    let near = nearest(id, pack.every_rule().map(|rule| &*rule.id));
    let error = Error::new(Kind::Usage, format!("the pack has no rule `{id}`"));
    match near {
        Some(near) => error.help(format!("did you mean `{near}`")),
        None => error.help("`kamready pack list` names the rules"),
    }
}

/// Why there is no such customer group: no customers were judged, or none is called so.
fn no_group(assessment: &Assessment, name: &str) -> Error {
    let Some(Customers {
        result: AccountsResult::Judged(portfolio),
        ..
    }) = &assessment.accounts
    else {
        let error = Error::new(Kind::Usage, "no customers of this organisation were judged");
        return error.help("`--accounts FILE` or a case folder names them");
    };
    let detail = format!("there is no customer group and no account `{name}`");
    let error = Error::new(Kind::Usage, detail);
    match nearest(name, portfolio.groups.iter().map(|group| &*group.key)) {
        Some(near) => error.help(format!("did you mean `{near}`")),
        None => error.help("without `--group`, the explanation names the groups"),
    }
}

//! `kamready pack`: what the rules say, and whether they keep their own cases.

use clap::{Args, Subcommand};

use super::{Common, Status, pack_diff, pack_doc, print, sql};
use crate::book;
use crate::error::{Error, Faults, Kind, nearest};
use crate::rules::{CaseReport, Runner, run_account_cases, run_cases};

#[derive(Debug, Args)]
pub(super) struct PackArgs {
    #[command(subcommand)]
    command: PackCommand,
}

#[derive(Debug, Subcommand)]
enum PackCommand {
    /// List all rules: id, weight, title
    List {
        #[command(flatten)]
        common: Common,
    },
    /// Show one rule, gate, field, dimension, level, option or competency
    Show {
        /// Its id
        id: String,
        /// Say where each value comes from: the base, or an overlay and its reason
        #[arg(long)]
        origin: bool,
        #[command(flatten)]
        common: Common,
    },
    /// Run the cases that the rules bring along
    Test {
        /// Only rules whose id holds this text
        #[arg(long, value_name = "TEXT")]
        filter: Option<String>,
        #[command(flatten)]
        common: Common,
    },
    /// Write the rules as a document
    Doc(pack_doc::DocArgs),
    /// What changed between two packs, whom it can break, and who moves
    Diff(Box<pack_diff::DiffArgs>),
    /// Write the whole pack as one SQL query over a table of organisations
    Sql(sql::SqlArgs),
}

pub(super) fn run(args: &PackArgs) -> Result<Status, Faults> {
    match &args.command {
        PackCommand::List { common } => list(common),
        PackCommand::Show { id, origin, common } => show(id, *origin, common),
        PackCommand::Test { filter, common } => test(filter.as_deref(), common),
        PackCommand::Doc(args) => pack_doc::run(args),
        PackCommand::Diff(args) => pack_diff::run(args),
        PackCommand::Sql(args) => sql::run(args),
    }
}

fn list(common: &Common) -> Result<Status, Faults> {
    let (pack, _) = match common.open() {
        Ok(opened) => opened,
        Err(status) => return Ok(status),
    };
    let text = book::list(&pack, common.lang());
    print(|out| out.write_all(text.as_bytes()))?;
    Ok(Status::Done)
}
fn show(id: &str, origin: bool, common: &Common) -> Result<Status, Faults> {
    let (pack, _) = match common.open() {
        Ok(opened) => opened,
        Err(status) => return Ok(status),
    };
    let Some(text) = book::show(&pack, id, common.lang()) else {
        let near = nearest(id, book::ids(&pack));
        let hint = near.map_or_else(
            || "`kamready pack list` names the rules".to_owned(),
            |near| format!("did you mean `{near}`"),
        );
        let detail = format!("the pack has nothing called `{id}`");
        return Err(vec![Error::new(Kind::Usage, detail).help(hint)]);
    };
    print(|out| {
        if origin {
            out.write_all(book::origin(&pack, id, common.lang()).as_bytes())?;
            out.write_all(b"\n")?;
        }
        out.write_all(text.as_bytes())
    })?;
    Ok(Status::Done)
}

fn test(filter: Option<&str>, common: &Common) -> Result<Status, Faults> {
    let (pack, program) = match common.open() {
        Ok(opened) => opened,
        Err(status) => return Ok(status),
    };
    let runner = Runner::with_measures(&pack, &program)?.as_declared();
    let of_accounts = pack
        .accounts
        .as_ref()
        .zip(Runner::of_accounts(&pack, &program)?);
    let account_cases = of_accounts
        .iter()
        .flat_map(|(accounts, runner)| run_account_cases(accounts, runner));
    let reports: Vec<CaseReport> = run_cases(&pack, &runner)
        .into_iter()
        .chain(account_cases)
        .filter(|report| filter.is_none_or(|part| report.rule.contains(part)))
        .collect();
    let failed: Vec<&CaseReport> = reports
        .iter()
        .filter(|report| !report.faults.is_empty())
        .collect();
    print(|out| {
        for report in &failed {
            let (file, spot) = (&report.file, report.spot);
            writeln!(
                out,
                "{file}:{}:{}: {}: {}",
                spot.line, spot.column, report.rule, report.name
            )?;
            report
                .faults
                .iter()
                .try_for_each(|fault| writeln!(out, "  {fault}"))?;
        }
        writeln!(
            out,
            "{} cases passed, {} failed",
            reports.len() - failed.len(),
            failed.len()
        )
    })?;
    if reports.is_empty() {
        common.messages().note("no case was run");
    }
    Ok(if reports.is_empty() || !failed.is_empty() {
        Status::Failed
    } else {
        Status::Done
    })
}

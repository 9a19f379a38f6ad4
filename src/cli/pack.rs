//! `kamready pack`: what the rules say, and whether they keep their own cases.

use clap::{Args, Subcommand};

use super::{
    Common, Status, pack_check, pack_coverage, pack_diff, pack_doc, pack_mutate, pack_new,
    pack_test, print, sql,
};
use crate::book;
use crate::error::{Error, Faults, Kind, nearest};

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
    /// Check a pack before it runs: every finding with its place, a code and what to do
    Check(pack_check::CheckArgs),
    /// Make a pack, an overlay, or a rule, gate or measure in a pack
    New(pack_new::NewArgs),
    /// Say what the code of a finding means
    Explain(pack_check::ExplainArgs),
    /// Run the cases of the rules and of the case files in `tests/`
    Test(pack_test::TestArgs),
    /// Show which outcomes, branches and thresholds the cases reach, and propose those that are missing
    Coverage(pack_coverage::CoverageArgs),
    /// Change the pack in one place at a time and list the changes that no case notices
    Mutate(pack_mutate::MutateArgs),
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
        PackCommand::Check(args) => pack_check::check(args),
        PackCommand::New(args) => pack_new::run(args),
        PackCommand::Explain(args) => pack_check::explain(args),
        PackCommand::Test(args) => pack_test::run(args),
        PackCommand::Coverage(args) => pack_coverage::run(args),
        PackCommand::Mutate(args) => pack_mutate::run(args),
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

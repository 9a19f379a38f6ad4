//! `kamready pack mutate`: which changes of a pack its cases would not notice.

use clap::Args;
use serde_json::{Value, json};

use super::output::printable;
use super::pack_coverage::share;
use super::pack_test::{Opened, stamp, with_cases};
use super::{Common, FormatArg, Status, print};
use crate::error::Faults;
use crate::pack::Pack;
use crate::proof::{Case, Fate, Mutant, Subjects, Tester, mutants, percent};
use crate::rules::Program;

#[derive(Debug, Args)]
pub(super) struct MutateArgs {
    /// Only rules whose id holds this text; `pack.toml` for weights of dimensions and for levels
    #[arg(long, value_name = "TEXT")]
    filter: Option<String>,

    /// End with 1 if cases notice less than this share of the mutants that are not equivalent, in percent
    #[arg(long, value_name = "PERCENT", value_parser = share)]
    fail_under: Option<f64>,

    /// How to print what goes unnoticed
    #[arg(long, value_enum, default_value_t = FormatArg::Text)]
    format: FormatArg,

    /// Threads [default: one for each processor]
    #[arg(long, value_name = "N")]
    jobs: Option<usize>,

    #[command(flatten)]
    common: Common,
}

pub(super) fn run(args: &MutateArgs) -> Result<Status, Faults> {
    with_cases(&args.common, |opened, subjects, cases| {
        mutate(args, opened, subjects, cases)
    })
}

fn mutate(
    args: &MutateArgs,
    opened: &Opened,
    subjects: &Subjects<'_>,
    cases: &[Case],
) -> Result<Status, Faults> {
    let failed = failing(subjects, &opened.program, cases)?;
    if failed > 0 {
        let note = format!(
            "{failed} cases fail already, so they would notice nothing; `kamready pack test` shows them"
        );
        args.common.messages().note(&note);
        return Ok(Status::Failed);
    }
    let meant = |id: &str| args.filter.as_deref().is_none_or(|part| id.contains(part));
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let found = mutants(
        subjects,
        &opened.program,
        cases,
        opened.files.get("pack.toml"),
        &meant,
        args.jobs.unwrap_or(cores),
    );
    let told = match args.format {
        FormatArg::Text => text(&found, args.common.verbose > 0),
        FormatArg::Json => json(&opened.pack, &found),
    };
    print(|out| out.write_all(told.as_bytes()))?;
    if found.is_empty() {
        args.common.messages().note("there was nothing to change");
        return Ok(Status::Failed);
    }
    let short = args
        .fail_under
        .is_some_and(|least| percent(noticed(&found, |_| true)) < least);
    Ok(if short { Status::Failed } else { Status::Done })
}

fn failing(subjects: &Subjects<'_>, program: &Program, cases: &[Case]) -> Result<usize, Faults> {
    let tester = Tester::new(subjects, program)?;
    let mut failed = 0;
    for case in cases {
        failed += usize::from(!tester.run(case)?.passed());
    }
    Ok(failed)
}

/// Noticed, and not equivalent, of those that are meant.
fn noticed(found: &[Mutant], meant: impl Fn(&Mutant) -> bool) -> (usize, usize) {
    let real = found
        .iter()
        .filter(|one| meant(one) && !matches!(one.fate, Fate::Equivalent(_)));
    let noticed = real.clone().filter(|one| one.fate == Fate::Noticed);
    (noticed.count(), real.count())
}

fn line(mutant: &Mutant) -> String {
    let Mutant {
        file, spot, what, ..
    } = mutant;
    let rule = mutant
        .rule
        .as_deref()
        .map_or_else(String::new, |rule| format!("{rule}: "));
    format!("  {file}:{}:{}: {rule}{what}", spot.line, spot.column)
}

fn text(found: &[Mutant], all: bool) -> String {
    let mut lines = Vec::new();
    let unnoticed: Vec<&Mutant> = found
        .iter()
        .filter(|one| one.fate == Fate::Unnoticed)
        .collect();
    if !unnoticed.is_empty() {
        lines.push("No case notices:".to_owned());
        lines.extend(unnoticed.into_iter().map(line));
    }
    let equivalent = found.iter().filter_map(|one| match &one.fate {
        Fate::Equivalent(why) => Some(format!("{}: {why}", line(one))),
        _ => None,
    });
    let equivalent: Vec<String> = equivalent.collect();
    if !equivalent.is_empty() {
        lines.push("Proven to change nothing:".to_owned());
        lines.extend(equivalent.iter().cloned());
    }
    if all {
        lines.push("Noticed:".to_owned());
        lines.extend(
            found
                .iter()
                .filter(|one| one.fate == Fate::Noticed)
                .map(line),
        );
    }
    let figures = |(noticed, of): (usize, usize)| {
        format!("{:.1} % ({noticed} of {of})", percent((noticed, of)))
    };
    lines.push(format!(
        "thresholds noticed: {}",
        figures(noticed(found, |one| one.boundary))
    ));
    lines.push(format!(
        "others noticed: {}",
        figures(noticed(found, |one| !one.boundary))
    ));
    let all = figures(noticed(found, |_| true));
    lines.push(format!("noticed: {all}, {} equivalent\n", equivalent.len()));
    printable(&lines.join("\n"))
}

fn json(pack: &Pack, found: &[Mutant]) -> String {
    let of = |mutant: &Mutant| -> Value {
        let (fate, why) = match &mutant.fate {
            Fate::Noticed => ("noticed", None),
            Fate::Unnoticed => ("unnoticed", None),
            Fate::Equivalent(why) => ("equivalent", Some(why)),
        };
        json!({"rule": mutant.rule, "file": mutant.file, "line": mutant.spot.line, "column": mutant.spot.column,
            "what": mutant.what, "threshold": mutant.boundary, "fate": fate, "why": why})
    };
    let (noticed, real) = noticed(found, |_| true);
    let whole = json!({
        "schema_version": 1,
        "pack": stamp(pack),
        "mutants": found.len(),
        "noticed": noticed,
        "unnoticed": real - noticed,
        "equivalent": found.len() - real,
        "percent": percent((noticed, real)),
        "list": found.iter().filter(|one| one.fate != Fate::Noticed).map(of).collect::<Vec<_>>(),
    });
    format!("{whole:#}\n")
}

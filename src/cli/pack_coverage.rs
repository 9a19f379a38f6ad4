//! `kamready pack coverage`: what the cases of the rules reach, and what they leave out.

use clap::Args;
use serde_json::{Value, json};

use super::output::printable;
use super::pack_test::{stamp, with_cases};
use super::{Common, FormatArg, Status, print};
use crate::error::Faults;
use crate::pack::Pack;
use crate::proof::{Case, Kind, Reached, Subjects, coverage, percent};

#[derive(Debug, Args)]
pub(super) struct CoverageArgs {
    /// Only rules whose id holds this text
    #[arg(long, value_name = "TEXT")]
    filter: Option<String>,

    /// End with 1 if less than this share is reached, in percent
    #[arg(long, value_name = "PERCENT", value_parser = share)]
    fail_under: Option<f64>,

    /// How to print what is missing
    #[arg(long, value_enum, default_value_t = FormatArg::Text)]
    format: FormatArg,

    #[command(flatten)]
    common: Common,
}

/// A percentage of a `--fail-under`.
pub(super) fn share(text: &str) -> Result<f64, String> {
    let number = text.trim_end_matches('%').parse::<f64>().ok();
    let number = number.filter(|number| (0.0..=100.0).contains(number));
    number.ok_or_else(|| format!("`{text}` is no percentage; write a number from 0 to 100"))
}

pub(super) fn run(args: &CoverageArgs) -> Result<Status, Faults> {
    with_cases(&args.common, |opened, subjects, cases| {
        cover(args, &opened.pack, subjects, cases)
    })
}

fn cover(
    args: &CoverageArgs,
    pack: &Pack,
    subjects: &Subjects<'_>,
    cases: &[Case],
) -> Result<Status, Faults> {
    let mut rules = coverage(subjects, cases);
    rules.retain(|rule| {
        args.filter
            .as_deref()
            .is_none_or(|part| rule.rule.contains(part))
    });
    let told = match args.format {
        FormatArg::Text => text(&rules, args.common.verbose > 0),
        FormatArg::Json => json(pack, &rules),
    };
    print(|out| out.write_all(told.as_bytes()))?;
    if rules.is_empty() {
        args.common.messages().note("the pack has no such rule");
        return Ok(Status::Failed);
    }
    let short = args
        .fail_under
        .is_some_and(|least| percent(total(&rules)) < least);
    Ok(if short { Status::Failed } else { Status::Done })
}

fn total(rules: &[Reached]) -> (usize, usize) {
    let both = |sum: (usize, usize), one: (usize, usize)| (sum.0 + one.0, sum.1 + one.1);
    rules.iter().map(Reached::total).fold((0, 0), both)
}

fn of_kind(rules: &[Reached], wanted: Kind) -> (usize, usize) {
    let counts = rules.iter().flat_map(|rule| &rule.counts);
    let own = counts.filter(|(kind, ..)| *kind == wanted);
    own.fold((0, 0), |sum, (_, reached, of)| {
        (sum.0 + reached, sum.1 + of)
    })
}

fn figures(count: (usize, usize)) -> String {
    format!("{:.1} % ({} of {})", percent(count), count.0, count.1)
}

/// Rules with gaps; all of them where more is asked for.
fn text(rules: &[Reached], all: bool) -> String {
    let mut lines = Vec::new();
    for rule in rules.iter().filter(|rule| all || !rule.gaps.is_empty()) {
        lines.push(format!(
            "{}: {}, {} cases",
            rule.rule,
            figures(rule.total()),
            rule.cases
        ));
        for gap in &rule.gaps {
            let (line, column) = (gap.spot.line, gap.spot.column);
            lines.push(format!(
                "  {}:{line}:{column}: no case has {}",
                rule.file, gap.what
            ));
            lines.extend(gap.proposal.iter().map(|case| format!("    {case}")));
        }
    }
    if rules.iter().any(|rule| !rule.gaps.is_empty()) {
        let note = "The cases proposed expect what the rules say today: hold it against what they should say.";
        lines.extend([String::new(), note.to_owned()]);
    }
    for (name, kind) in Kind::ALL {
        lines.push(format!("{name}: {}", figures(of_kind(rules, kind))));
    }
    lines.push(format!("reached: {}\n", figures(total(rules))));
    printable(&lines.join("\n"))
}

fn json(pack: &Pack, rules: &[Reached]) -> String {
    let count = |(reached, of): (usize, usize)| json!({"reached": reached, "of": of, "percent": percent((reached, of))});
    let kinds = Kind::ALL.map(|(name, kind)| (name.replace(' ', "_"), count(of_kind(rules, kind))));
    let of_rule = |rule: &Reached| -> Value {
        let gaps: Vec<Value> = rule.gaps.iter().map(|gap| {
            let kind = Kind::ALL.iter().find(|(_, kind)| *kind == gap.kind).map_or("", |(name, _)| *name);
            json!({"kind": kind.replace(' ', "_"), "line": gap.spot.line, "column": gap.spot.column, "what": gap.what, "proposal": gap.proposal})
        }).collect();
        json!({"id": rule.rule, "file": rule.file, "cases": rule.cases, "total": count(rule.total()), "missing": gaps})
    };
    let whole = json!({
        "schema_version": 1,
        "pack": stamp(pack),
        "total": count(total(rules)),
        "kinds": kinds.into_iter().collect::<serde_json::Map<_, _>>(),
        "rules": rules.iter().map(of_rule).collect::<Vec<_>>(),
    });
    format!("{whole:#}\n")
}

//! `kamready pack check` and `pack explain`: what is wrong with a pack, and what a code means.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use serde_json::Value;

use super::diagnostic::Excerpts;
use super::output::write_file;
use super::{Common, Status, print};
use crate::error::{Error, Faults, Kind, code, nearest};
use crate::input;
use crate::lint::{self, Finding, Severity, registry, report};
use crate::model::Lang;
use crate::pack::{Pack, PackFiles};

#[derive(Debug, Args)]
pub(super) struct CheckArgs {
    /// How to write the findings
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,

    /// Only findings at least as severe
    #[arg(long, value_enum, default_value_t = Least::Warning)]
    severity: Least,

    /// What ends with exit code 1, beside errors
    #[arg(long, value_enum, value_name = "WHAT")]
    deny: Option<Deny>,

    /// Mend what is safe to mend: how files are saved, what nothing uses, a missing `since`
    #[arg(long)]
    fix: bool,

    /// Waivers to check against the rules of the pack
    #[arg(long, value_name = "FILE")]
    waivers: Option<PathBuf>,

    /// Day on which waivers are looked at, YYYY-MM-DD
    #[arg(long, value_name = "DATE")]
    as_of: Option<String>,

    #[command(flatten)]
    common: Common,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
    Sarif,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Least {
    Error,
    Warning,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Deny {
    Warnings,
}

#[derive(Debug, Args)]
pub(super) struct ExplainArgs {
    /// Code of a finding, as KR201; without one, all codes are listed
    code: Option<String>,

    #[command(flatten)]
    common: Common,
}

pub(super) fn check(args: &CheckArgs) -> Result<Status, Faults> {
    let (mut files, mut findings) = args.findings()?;
    if args.fix {
        let mended = lint::mended(&files, &findings);
        for one in &mended {
            write_file(&PathBuf::from(&one.file), |out| {
                out.write_all(one.text.as_bytes())
            })
            .map_err(|fault| vec![fault])?;
        }
        args.told(&mended);
        (files, findings) = args.findings()?;
    }
    findings.retain(|finding| match args.severity {
        Least::Error => finding.severity == Severity::Error,
        Least::Warning => true,
    });
    args.write(&findings, &files)?;
    let (errors, warnings) = report::counts(&findings);
    let denied = args.deny.is_some() && warnings > 0;
    Ok(if errors > 0 || denied {
        Status::Failed
    } else {
        Status::Done
    })
}

impl CheckArgs {
    fn findings(&self) -> Result<(PackFiles, Vec<Finding>), Faults> {
        let (files, mut faults) = match &self.common.pack {
            Some(folder) => PackFiles::folder_partly(folder),
            None => (PackFiles::embedded(), Vec::new()),
        };
        if files.iter().next().is_none() {
            return Err(faults);
        }
        faults.extend(self.waiver_faults(&files)?);
        let findings = lint::check(&files, faults);
        Ok((files, findings))
    }

    /// Faults of a waiver file are findings too, where the pack can be read.
    fn waiver_faults(&self, files: &PackFiles) -> Result<Faults, Faults> {
        let (Some(path), (Some(pack), _)) = (&self.waivers, Pack::inspect(files)) else {
            return Ok(Vec::new());
        };
        let source = input::Source::open(path).map_err(|fault| vec![fault])?;
        let rules: Vec<&str> = pack.rules.iter().map(|rule| &*rule.id).collect();
        let read = input::waivers(&source, &rules, self.as_of.as_deref());
        let coded = |fault: Error| fault.of(code::WAIVER);
        Ok(read.err().into_iter().flatten().map(coded).collect())
    }

    fn told(&self, mended: &[lint::Mended]) {
        let messages = self.common.messages();
        for one in mended {
            messages.note(&format!(
                "{} mended in {}",
                counted(one.findings, "finding"),
                one.file
            ));
        }
        if mended.is_empty() {
            messages.note("nothing here can be mended without a person");
        }
    }

    fn write(&self, findings: &[Finding], files: &PackFiles) -> Result<(), Faults> {
        let lang = self.common.lang();
        match self.format {
            Format::Text => self.text(findings, files),
            Format::Json => document(&report::json(findings, files, lang)),
            Format::Sarif => document(&report::sarif(findings, lang)),
        }
    }

    fn text(&self, findings: &[Finding], files: &PackFiles) -> Result<(), Faults> {
        let lang = self.common.lang();
        let excerpts = Excerpts::to_standard_output(self.common.color);
        print(|out| {
            for finding in findings {
                out.write_all(excerpts.finding(finding, files, lang).as_bytes())?;
                out.write_all(b"\n\n")?;
            }
            out.write_all(summary(findings, lang).as_bytes())
        })
    }
}

fn summary(findings: &[Finding], lang: Lang) -> String {
    let (errors, warnings) = report::counts(findings);
    let hint = match (findings.first(), lang) {
        (None, _) => String::new(),
        (Some(one), Lang::En) => format!("; `kamready pack explain {}` says more", one.code),
        (Some(one), Lang::De) => format!(
            "; mehr dazu: `kamready pack explain {} --lang de`",
            one.code
        ),
    };
    match lang {
        Lang::En => format!(
            "{}, {}{hint}\n",
            counted(errors, "error"),
            counted(warnings, "warning")
        ),
        Lang::De => format!("{errors} Fehler, {}{hint}\n", german(warnings)),
    }
}

fn counted(count: usize, what: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {what}{plural}")
}

fn german(warnings: usize) -> String {
    let plural = if warnings == 1 { "" } else { "en" };
    format!("{warnings} Warnung{plural}")
}

fn document(value: &Value) -> Result<(), Faults> {
    print(|out| {
        serde_json::to_writer_pretty(&mut *out, value)?;
        out.write_all(b"\n")
    })
}

pub(super) fn explain(args: &ExplainArgs) -> Result<Status, Faults> {
    let lang = args.common.lang();
    let text = match &args.code {
        None => listed(lang),
        Some(code) => match registry::named(code) {
            Some(entry) => explained(entry, lang),
            None => return Err(vec![unknown(code)]),
        },
    };
    print(|out| out.write_all(text.as_bytes()))?;
    Ok(Status::Done)
}

fn unknown(code: &str) -> Error {
    let near = nearest(
        &code.to_uppercase(),
        registry::all().map(|entry| entry.code.0),
    );
    let hint = near.map_or_else(
        || "`kamready pack explain` lists all codes".to_owned(),
        |near| format!("did you mean `{near}`"),
    );
    Error::new(Kind::Usage, format!("there is no code `{code}`")).help(hint)
}

fn listed(lang: Lang) -> String {
    let line = |entry: &registry::Entry| {
        format!(
            "{}  {:8}  {}\n",
            entry.code,
            word(entry.severity, lang),
            entry.title.get(lang)
        )
    };
    registry::all().map(line).collect()
}

fn explained(entry: &registry::Entry, lang: Lang) -> String {
    let (why, fix) = (entry.why.get(lang), entry.fix.get(lang));
    let (severity, title) = (word(entry.severity, lang), entry.title.get(lang));
    let todo = match lang {
        Lang::De => "Was zu tun ist",
        Lang::En => "What to do",
    };
    format!(
        "{} ({severity}): {title}\n\n{why}\n\n{todo}: {fix}\n",
        entry.code
    )
}

fn word(severity: Severity, lang: Lang) -> &'static str {
    match (severity, lang) {
        (Severity::Error, Lang::De) => "Fehler",
        (Severity::Warning, Lang::De) => "Warnung",
        (severity, Lang::En) => severity.name(),
    }
}

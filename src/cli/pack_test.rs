//! `kamready pack test`: whether a pack does what its cases say.

use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, SystemTime};

use clap::Args;
use serde_json::{Map, Value, json};

use super::output::{printable, write_file};
use super::{Common, FormatArg, Status, print};
use crate::error::{Error, Faults, Kind};
use crate::pack::{Pack, PackFiles};
use crate::proof::{self, CaseReport, Subjects, Tester};
use crate::rules::Program;

/// How often the files are looked at.
const LOOK: Duration = Duration::from_millis(400);

#[derive(Debug, Args)]
pub(super) struct TestArgs {
    /// Only cases whose rule, name or file holds this text
    #[arg(long, value_name = "TEXT")]
    filter: Option<String>,

    /// How to print the results
    #[arg(long, value_enum, default_value_t = FormatArg::Text)]
    format: FormatArg,

    /// Write the results as JUnit XML besides
    #[arg(long, value_name = "FILE")]
    junit: Option<PathBuf>,

    /// Run again whenever a file of the pack changes
    #[arg(long)]
    watch: bool,

    #[command(flatten)]
    common: Common,
}

pub(super) fn run(args: &TestArgs) -> Result<Status, Faults> {
    if !args.watch {
        return once(args);
    }
    let Some(folder) = args.common.pack.clone() else {
        let detail = "the built-in pack does not change; name a folder to watch by `--pack`";
        return Err(vec![Error::new(Kind::Usage, detail)]);
    };
    loop {
        let seen = newest(&folder);
        once(args)?;
        args.common
            .messages()
            .note("waiting for a change; Ctrl-C ends it");
        while newest(&folder) == seen {
            thread::sleep(LOOK);
        }
    }
}

/// How many files there are, and when one changed last.
fn newest(folder: &Path) -> (usize, Option<SystemTime>) {
    let mut seen = (0, None);
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    for entry in entries {
        let path = entry.path();
        let (count, time) = match entry.file_type() {
            Ok(kind) if kind.is_dir() => newest(&path),
            _ => (1, entry.metadata().and_then(|meta| meta.modified()).ok()),
        };
        seen = (seen.0 + count, seen.1.max(time));
    }
    seen
}

/// A pack, compiled, with its files and its case files.
pub(super) struct Opened {
    pub(super) pack: Pack,
    pub(super) files: PackFiles,
    pub(super) program: Program,
    tests: PackFiles,
}

/// Opens a pack with its cases for a verb about them; faults in either are shown where they stand.
///
/// # Errors
/// Those of the verb.
pub(super) fn with_cases(
    common: &Common,
    verb: impl FnOnce(&Opened, &Subjects<'_>, &[proof::Case]) -> Result<Status, Faults>,
) -> Result<Status, Faults> {
    let opened = match open(common) {
        Ok(opened) => opened,
        Err(status) => return Ok(status),
    };
    let subjects = Subjects::of(&opened.pack, &opened.program);
    match cases(common, &subjects, &opened.tests) {
        Ok(cases) => verb(&opened, &subjects, &cases),
        Err(status) => Ok(status),
    }
}

/// Which pack an answer in JSON is about.
pub(super) fn stamp(pack: &Pack) -> Value {
    let stamp = pack.stamp();
    json!({"id": stamp.id, "version": stamp.version, "hash": stamp.hash})
}

fn open(common: &Common) -> Result<Opened, Status> {
    let files = common.files();
    let opened =
        files
            .map_err(|faults| (faults, None))
            .and_then(|files| match Program::open(&files) {
                Ok((pack, program)) => match files.case_files() {
                    Ok(tests) => Ok(Opened {
                        pack,
                        program,
                        files,
                        tests,
                    }),
                    Err(faults) => Err((faults, None)),
                },
                Err(faults) => Err((faults, Some(files))),
            });
    opened.map_err(|(faults, files)| {
        common.messages().faults(&faults, files.as_ref());
        Status::CouldNotRun
    })
}

/// The cases of a pack; their faults are shown where they stand.
fn cases(
    common: &Common,
    subjects: &Subjects<'_>,
    tests: &PackFiles,
) -> Result<Vec<proof::Case>, Status> {
    proof::cases(subjects, tests).map_err(|faults| {
        let mut files = tests.clone();
        for subject in subjects.iter() {
            let file = &subject.rule.file;
            files.add(&file.path, &file.shown, &file.text);
        }
        common.messages().faults(&faults, Some(&files));
        Status::CouldNotRun
    })
}

fn once(args: &TestArgs) -> Result<Status, Faults> {
    with_cases(&args.common, |opened, subjects, cases| {
        test(args, opened, subjects, cases)
    })
}

fn test(
    args: &TestArgs,
    opened: &Opened,
    subjects: &Subjects<'_>,
    cases: &[proof::Case],
) -> Result<Status, Faults> {
    let tester = Tester::new(subjects, &opened.program)?;
    let chosen = cases.iter().filter(|case| is_meant(args, subjects, case));
    let reports = chosen
        .map(|case| tester.run(case))
        .collect::<Result<Vec<_>, _>>()?;
    if let Some(path) = &args.junit {
        let xml = proof::junit(&opened.pack.manifest.id, &reports);
        write_file(path, |out| out.write_all(xml.as_bytes())).map_err(|fault| vec![fault])?;
    }
    let told = match args.format {
        FormatArg::Text => text(&reports),
        FormatArg::Json => json(&opened.pack, &reports),
    };
    print(|out| out.write_all(told.as_bytes()))?;
    if reports.is_empty() {
        args.common.messages().note("no case was run");
    }
    Ok(
        match reports.iter().all(CaseReport::passed) && !reports.is_empty() {
            true => Status::Done,
            false => Status::Failed,
        },
    )
}

fn is_meant(args: &TestArgs, subjects: &Subjects<'_>, case: &proof::Case) -> bool {
    let Some(part) = args.filter.as_deref() else {
        return true;
    };
    let rule = case.rule().and_then(|rule| subjects.at(rule));
    let holds = |text: &str| text.contains(part);
    // The file of a rule bears its id, so only the names of case files count.
    let in_file = !case.own && holds(case.file.rsplit(['/', '\\']).next().unwrap_or_default());
    rule.is_some_and(|one| holds(&one.rule.id)) || holds(&case.name) || in_file
}

fn text(reports: &[CaseReport]) -> String {
    let failed: Vec<&CaseReport> = reports.iter().filter(|one| !one.passed()).collect();
    let mut lines: Vec<String> = failed.iter().map(|one| printable(&one.told())).collect();
    let passed = reports.len() - failed.len();
    lines.push(format!("{passed} cases passed, {} failed\n", failed.len()));
    lines.join("\n")
}

fn json(pack: &Pack, reports: &[CaseReport]) -> String {
    let failed = reports.iter().filter(|one| !one.passed()).count();
    let cases: Vec<Value> = reports.iter().map(of_case).collect();
    let whole = json!({
        "schema_version": 1,
        "pack": stamp(pack),
        "run": reports.len(),
        "passed": reports.len() - failed,
        "failed": failed,
        "cases": cases,
    });
    format!("{whole:#}\n")
}

fn of_case(report: &CaseReport) -> Value {
    let named = |list: &[(String, String)]| -> Value {
        let pairs = list
            .iter()
            .map(|(name, value)| (name.clone(), json!(value)));
        Value::Object(pairs.collect::<Map<_, _>>())
    };
    let mismatches: Vec<Value> = report
        .mismatches
        .iter()
        .map(|one| {
            json!({"key": one.key, "found": one.found, "expected": one.wanted, "behind": named(&one.behind)})
        })
        .collect();
    let at = report
        .at
        .as_ref()
        .map(|(file, spot)| json!({"file": file, "line": spot.line, "column": spot.column}));
    json!({
        "rule": report.rule,
        "name": report.name,
        "file": report.file,
        "line": report.spot.line,
        "column": report.spot.column,
        "passed": report.passed(),
        "mismatches": mismatches,
        "read": named(&report.read),
        "params": named(&report.params),
        "result": report.ended,
        "at": at,
    })
}

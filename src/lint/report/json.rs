//! Findings as JSON.

use serde_json::{Value, json};

use super::counts;
use crate::lint::{Finding, registry};
use crate::model::{Lang, printable};
use crate::pack::PackFiles;

/// `{"schema_version": 1, "errors": 1, "warnings": 0, "findings": [{"code": "KR201", …}]}`.
pub fn json(findings: &[Finding], files: &PackFiles, lang: Lang) -> Value {
    let (errors, warnings) = counts(findings);
    let each: Vec<Value> = findings
        .iter()
        .map(|finding| one(finding, files, lang))
        .collect();
    json!({
        "schema_version": 1,
        "tool": { "name": "kamready", "version": env!("CARGO_PKG_VERSION") },
        "errors": errors,
        "warnings": warnings,
        "findings": each,
    })
}

fn one(finding: &Finding, files: &PackFiles, lang: Lang) -> Value {
    let place = &finding.place;
    json!({
        "code": finding.code.0,
        "severity": finding.severity.name(),
        "title": registry::of(finding.code).title.get(lang),
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "message": finding.detail,
        "help": finding.help(lang),
        "excerpt": excerpt(finding, files),
    })
}

/// The line that the finding is about.
fn excerpt(finding: &Finding, files: &PackFiles) -> Option<String> {
    let text = files.text_of(&finding.place.file)?;
    let line = text.lines().nth(finding.place.line?.checked_sub(1)?)?;
    Some(printable(line.trim()))
}

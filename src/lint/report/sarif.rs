//! Findings as SARIF 2.1.0: <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>.

use serde_json::{Value, json};

use crate::lint::registry::{self, Entry};
use crate::lint::{Finding, Severity};
use crate::model::Lang;

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// One run, with every code as a rule of the tool.
pub fn sarif(findings: &[Finding], lang: Lang) -> Value {
    let entries: Vec<&Entry> = registry::all().collect();
    let rules: Vec<Value> = entries.iter().map(|entry| rule(entry, lang)).collect();
    let results: Vec<Value> = findings
        .iter()
        .map(|finding| result(finding, &entries, lang))
        .collect();
    json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "kamready",
                "version": env!("CARGO_PKG_VERSION"),
                "language": lang.code(),
                "rules": rules,
            } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

fn rule(entry: &Entry, lang: Lang) -> Value {
    json!({
        "id": entry.code.0,
        "shortDescription": { "text": entry.title.get(lang) },
        "fullDescription": { "text": entry.why.get(lang) },
        "help": { "text": entry.fix.get(lang) },
        "defaultConfiguration": { "level": level(entry.severity) },
    })
}

fn result(finding: &Finding, entries: &[&Entry], lang: Lang) -> Value {
    let place = &finding.place;
    let index = entries.iter().position(|entry| entry.code == finding.code);
    json!({
        "ruleId": finding.code.0,
        "ruleIndex": index,
        "level": level(finding.severity),
        "message": { "text": format!("{}. {}", finding.detail, finding.help(lang)) },
        "locations": [{ "physicalLocation": {
            "artifactLocation": { "uri": uri(&place.file) },
            "region": { "startLine": place.line.unwrap_or(1), "startColumn": place.column.unwrap_or(1) },
        } }],
    })
}

fn level(severity: Severity) -> &'static str {
    severity.name()
}

/// A path as a reference: `/` between folders, and every sign that a reference may not hold in percent.
fn uri(path: &str) -> String {
    let mut uri = String::new();
    for byte in path.replace('\\', "/").bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b'~' => {
                uri.push(char::from(byte))
            }
            other => uri.push_str(&format!("%{other:02X}")),
        }
    }
    uri
}

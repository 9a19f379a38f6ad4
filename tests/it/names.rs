//! What people from outside write (names, ids, reasons) stays text in every format.

use std::fs;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::program::kamready_in;

const HOSTILE: [&str; 17] = [
    "<script>alert(1)</script><b>",
    "a | b | c",
    "[here](https://example.com) ![x](y.png)",
    "https://example.com www.example.com a@example.com",
    "**bold** _it_ `code` ~~gone~~ $x$",
    "&lt;b&gt; &#60; &amp;",
    "=HYPERLINK(\"https://example.com\")",
    "+1+1",
    "-1-1",
    "@SUM(A1)",
    "\t=1+1",
    "two\nlines\r\n# Owned",
    "\u{1b}[31mred\u{1b}]0;title\u{7}",
    "\u{202e}turned\u{2066}\u{200f}\u{61c}",
    "\u{2028}line\u{2029}paragraph\u{85}next",
    "a\\",
    "\"quoted\", and 'so'",
];

/// A folder with two organisations that are called so, one of them with a reason that says so, and waivers.
fn folder(name: &str) -> TempDir {
    let folder = TempDir::new().unwrap();
    let record = |id: String| json!({"id": id, "name": name, "crm_usage_pct": 50, "turnover_pct": {"na": name}});
    // An id cannot hold what would end it.
    let id = name.replace(['\n', '\r', '\t'], " ");
    let lines = format!(
        "{}\n{}\n",
        record(format!("1{}", id.trim())),
        record("2".to_owned())
    );
    fs::write(folder.path().join("two.ndjson"), lines).unwrap();
    fs::write(
        folder.path().join("one.json"),
        record("2".to_owned()).to_string(),
    )
    .unwrap();
    let quoted = json!(name).to_string();
    let waiver = |organisation: &str| {
        format!(
            "[[waivers]]\nrule = \"crm_usage_pct\"\norganisation = {organisation}\nreason = {quoted}\nowner = {quoted}\n"
        )
    };
    let waivers = waiver("\"2\"") + &waiver(&quoted);
    fs::write(folder.path().join("waivers.toml"), waivers).unwrap();
    folder
}

fn assess(folder: &TempDir, file: &str, format: &str, lang: &str) -> String {
    let arguments = [
        "assess",
        file,
        "-o",
        format,
        "--lang",
        lang,
        "--waivers",
        "waivers.toml",
    ];
    let ran = kamready_in(folder.path(), &arguments);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    ran.out
}

fn is_quiet(text: &str, what: &str) {
    let loud = text.chars().find(|c| {
        let turns = matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        let breaks = matches!(c, '\u{2028}' | '\u{2029}');
        turns || breaks || (c.is_control() && *c != '\n')
    });
    assert_eq!(loud, None, "{what}:\n{text}");
}

#[test]
fn a_hostile_name_stays_quiet_on_a_terminal() {
    for name in HOSTILE {
        let folder = folder(name);
        for (file, lang) in [("one.json", "de"), ("two.ndjson", "en")] {
            let text = assess(&folder, file, "text", lang);
            is_quiet(&text, name);
            assert!(!text.contains("\n# Owned"), "{text}");
        }
        let arguments = ["explain", "one.json", "--org", "2"];
        is_quiet(&kamready_in(folder.path(), &arguments).good(), name);
        let rule = [&arguments[..], &["--rule", "turnover_pct"]].concat();
        is_quiet(&kamready_in(folder.path(), &rule).good(), name);
    }
}

#[test]
fn a_hostile_name_stays_text_in_markdown() {
    for name in HOSTILE {
        let folder = folder(name);
        for file in ["one.json", "two.ndjson"] {
            let report = assess(&folder, file, "markdown", "en");
            is_quiet(&report, name);
            tables_hold(&report);
            for sign in [
                "<",
                "](",
                "://",
                "www.",
                "a@",
                "\n# Owned",
                "**bold**",
                "`code`",
                " $x$",
            ] {
                let outside = without_trees(&report).replace("\\]", "");
                assert!(!outside.contains(sign), "{name}: {sign}\n{outside}");
            }
            assert!(
                !without_trees(&report).contains("&lt;b&gt; &#60;"),
                "an entity of the name is read as one"
            );
        }
    }
}

/// The org charts are the pack's own.
fn without_trees(report: &str) -> String {
    report.split("```").step_by(2).collect()
}

/// Every row of a table has as many cells as its head.
fn tables_hold(report: &str) {
    let cells = |line: &str| {
        line.replace("\\\\", "")
            .replace("\\|", "")
            .matches('|')
            .count()
    };
    let mut head: Option<usize> = None;
    for line in report.lines() {
        match (line.starts_with('|'), head) {
            (false, _) => head = None,
            (true, None) => head = Some(cells(line)),
            (true, Some(wanted)) => assert_eq!(cells(line), wanted, "{line}"),
        }
    }
}

#[test]
fn a_hostile_name_is_no_formula_in_a_table() {
    for name in HOSTILE {
        let folder = folder(name);
        let table = assess(&folder, "two.ndjson", "csv", "de");
        let mut rows = csv::Reader::from_reader(table.as_bytes());
        let columns = rows.headers().unwrap().len();
        for row in rows.records() {
            let row = row.unwrap();
            assert_eq!(row.len(), columns);
            for cell in &row {
                let runs = cell.trim_start().starts_with(['=', '+', '-', '@']);
                assert!(!runs, "{name}: {cell}");
                is_quiet(cell, name);
                assert!(!cell.contains('\n'), "{name}: {cell}");
            }
        }
    }
}

#[test]
fn a_hostile_name_is_the_same_name_in_json() {
    for name in HOSTILE {
        let folder = folder(name);
        let result: Value =
            serde_json::from_str(&assess(&folder, "two.ndjson", "json", "en")).unwrap();
        assert_eq!(result["organisations"][0]["name"], name);
        let lines = assess(&folder, "two.ndjson", "ndjson", "en");
        assert_eq!(lines.lines().count(), 3, "{name}");
    }
}

#[test]
fn a_very_long_name_is_cut_where_it_would_widen_a_table() {
    let name = "Lang".repeat(5_000);
    let folder = folder(&name);
    let table = assess(&folder, "two.ndjson", "text", "de");
    let widest = table.lines().take(5).map(|line| line.chars().count()).max();
    assert!(widest.unwrap() < 300, "{widest:?}");
    for (file, format) in [
        ("one.json", "text"),
        ("two.ndjson", "markdown"),
        ("two.ndjson", "json"),
    ] {
        assert!(
            assess(&folder, file, format, "de").contains(&name),
            "{format}"
        );
    }
}

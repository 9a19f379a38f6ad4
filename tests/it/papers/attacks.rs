//! What names, ids and answers may try, through every format: nothing of it becomes markup, a link, a formula, a
//! command of a terminal or a path.

use std::fs;
use std::io::Cursor;

use calamine::{Reader, Xlsx};
use serde_json::json;
use tempfile::TempDir;

use super::{elements, parts, written};
use crate::program::{kamready_in, with_pack};

/// One of each kind; all are told in every place that an input can fill.
const ATTACKS: [&str; 22] = [
    "<script>alert(1)</script>",
    "</script><img src=x onerror=alert(1)>",
    "\"><svg onload=alert(1)>",
    "' onmouseover='alert(1)",
    "<!--",
    "]]></w:t></w:r><w:r><w:instrText> DDEAUTO cmd </w:instrText></w:r>",
    "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>&e;",
    "&lt;b&gt; &amp; &#x3c;i&#x3e;",
    "[klick](javascript:alert(1)) ![x](http://evil.example/p.png)",
    "`code` **fett** | Zelle | \n# Titel",
    "http://evil.example www.evil.example a@evil.example",
    "=HYPERLINK(\"http://evil.example\")",
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1)",
    "\t=1+1",
    "＝1+1",
    "\u{1b}[31mrot\u{1b}]0;Titel\u{7}",
    "\u{202e}txt.exe\u{2066}",
    "../../../../tmp/evil",
    "{{ 7*7 }} {% include \"x\" %} ${7*7} {0}",
    "\u{0}\u{fffe}\u{feff}x",
];
const FORMATS: [&str; 9] = [
    "text",
    "json",
    "ndjson",
    "csv",
    "csv-excel-de",
    "markdown",
    "html",
    "svg",
    "mermaid",
];

/// A folder with an organisation that tells the attack wherever it can, and one without any.
fn told(attack: &str) -> TempDir {
    let folder = TempDir::new().unwrap();
    let record = json!([{
        "id": "a", "name": attack, "industry": attack, "executive_sponsor": "none",
        "total_revenue": 20, "active_customers": 9,
        "accounts": [{"account_id": attack, "name": attack, "currency": "EUR", "revenue_y0": 10}],
        "goals": [{"goal_id": "G1", "text": attack, "owner": attack}],
        "mission": attack,
        "units": [
            {"unit_id": "u1", "name": attack, "kind": "line", "function": "other"},
            {"unit_id": "u2", "parent_id": "u1", "name": "Vertrieb", "kind": "line", "function": "sales"}
        ]
    }]);
    fs::write(folder.path().join("in.json"), record.to_string()).unwrap();
    folder
}

/// What no output may hold: signs that steer a terminal or turn the writing.
fn steers(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\r')
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[test]
fn no_format_of_text_carries_an_attack() {
    for attack in ATTACKS {
        let folder = told(attack);
        for (format, out) in FORMATS.iter().zip(written(folder.path(), &FORMATS)) {
            check(format, attack, &String::from_utf8(out).unwrap());
        }
    }
}

fn check(format: &str, attack: &str, out: &str) {
    let json = matches!(format, "json" | "ndjson");
    assert!(json || !out.contains(steers), "{format}: {attack:?}");
    assert!(!out.contains('\u{1b}'), "{format}: {attack:?}");
    match format {
        "json" => assert!(serde_json::from_str::<serde_json::Value>(out).is_ok()),
        "html" | "svg" => {
            // The embedded result is data, whatever it says.
            let out = out
                .split("<script type=\"application/json\"")
                .next()
                .unwrap();
            for live in [
                "<script>alert",
                "<img",
                "<svg onload",
                "='alert",
                "<!ENTITY",
                "javascript:alert",
            ] {
                let inert =
                    matches!(live, "javascript:alert") && out.contains("](javascript:alert");
                assert!(inert || !out.contains(live), "{format}: {attack:?}: {live}");
            }
        }
        "markdown" => {
            // Within a fence everything is text.
            let out: String = out.split("```").step_by(2).collect();
            // A bracket behind a backslash is a bracket.
            let out = out.replace("\\[", "").replace("\\]", "");
            for live in [
                "](javascript:",
                "](http",
                "http://",
                "\n# Titel",
                "<script",
                "<img",
                "<svg",
            ] {
                assert!(!out.contains(live), "{attack:?}: {live}");
            }
        }
        "csv" | "csv-excel-de" => {
            let separator = if format == "csv" { b',' } else { b';' };
            for cell in cells(out, separator) {
                let first = cell.trim_start().chars().next();
                assert!(
                    !matches!(first, Some('=' | '+' | '@' | '＝')),
                    "{format}: {cell}"
                );
                assert!(
                    first != Some('-') || cell.parse::<f64>().is_ok(),
                    "{format}: {cell}"
                );
            }
        }
        _ => {}
    }
}

fn cells(table: &str, separator: u8) -> Vec<String> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator)
        .from_reader(table.trim_start_matches('\u{feff}').as_bytes());
    reader
        .records()
        .flat_map(|row| row.unwrap().iter().map(str::to_owned).collect::<Vec<_>>())
        .collect()
}

/// Parts, links and kinds of elements are those of a calm organisation, whatever a name says; no field but the own
/// ones, no formula.
#[test]
fn no_package_has_other_parts_or_elements_because_of_an_attack() {
    let calm = written(told("Ruhig").path(), &["docx", "xlsx"]);
    for attack in ATTACKS {
        let found = written(told(attack).path(), &["docx", "xlsx"]);
        for (calm, found) in calm.iter().zip(&found) {
            assert_eq!(shape(calm), shape(found), "{attack:?}");
        }
        let document = String::from_utf8(parts(&found[0])["word/document.xml"].clone()).unwrap();
        for field in document
            .split("<w:instrText xml:space=\"preserve\">")
            .skip(1)
        {
            let own = ["TOC", "PAGEREF", "SEQ"];
            assert!(
                own.contains(&field.split_whitespace().next().unwrap()),
                "{attack:?}"
            );
        }
        let mut book = Xlsx::new(Cursor::new(found[1].clone())).unwrap();
        for sheet in book.sheet_names().to_owned() {
            assert!(
                book.worksheet_formula(&sheet).unwrap().is_empty(),
                "{sheet}: {attack:?}"
            );
        }
    }
}

/// For each part its kinds of elements, for lists of relations all of them.
fn shape(bytes: &[u8]) -> Vec<(String, Vec<String>)> {
    let mut shape = Vec::new();
    for (name, part) in parts(bytes)
        .into_iter()
        .filter(|(name, _)| !name.ends_with(".emf"))
    {
        assert!(!name.contains("..") && !name.starts_with('/'), "{name}");
        let all = elements(std::str::from_utf8(&part).unwrap());
        let mut told: Vec<String> = match name.ends_with(".rels") {
            true => all.iter().map(|one| format!("{one:?}")).collect(),
            false => all.into_iter().map(|(own, _)| own).collect(),
        };
        told.sort();
        told.dedup();
        shape.push((name, told));
    }
    shape
}

#[test]
fn no_file_leaves_its_folder_because_of_an_id() {
    let folder = TempDir::new().unwrap();
    let records: Vec<_> = ATTACKS
        .iter()
        .enumerate()
        .map(|(at, attack)| json!({"id": format!("{attack}{at}"), "name": "n"}))
        .collect();
    fs::write(folder.path().join("in.json"), json!(records).to_string()).unwrap();
    let ran = kamready_in(
        folder.path(),
        &["assess", "in.json", "-q", "-o", "html:deep/out/"],
    );
    assert!(matches!(ran.code, Some(0 | 3)), "{}", ran.err);
    let outside = |path: &str| {
        let entries = fs::read_dir(folder.path().join(path)).unwrap();
        let mut names: Vec<String> = entries
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    };
    assert_eq!(outside(""), ["deep", "in.json"]);
    assert_eq!(outside("deep"), ["out"]);
    assert_eq!(outside("deep/out"), ["index.html", "orgs"]);
}

/// Texts of a pack come from strangers, too.
#[test]
fn a_pack_that_speaks_in_markup_gives_text() {
    let evil = "</w:t></script><img src=x>=1+1";
    let folder = with_pack("tiny");
    let manifest = folder.path().join("pack/pack.toml");
    let text = fs::read_to_string(&manifest).unwrap();
    let title = text.lines().find(|line| line.starts_with("title")).unwrap();
    let changed = format!("title = {{ de = \"{evil}\", en = \"{evil}\" }}");
    fs::write(&manifest, text.replace(title, &changed)).unwrap();
    fs::write(folder.path().join("in.json"), "{\"id\": \"a\"}").unwrap();
    for format in ["html", "docx", "xlsx", "markdown"] {
        let target = format!("{format}:out");
        let arguments = ["assess", "in.json", "-q", "--pack", "pack", "-o", &target];
        let ran = kamready_in(folder.path(), &arguments);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        let bytes = fs::read(folder.path().join("out")).unwrap();
        match format {
            "docx" | "xlsx" => parts(&bytes)
                .iter()
                .filter(|(name, _)| !name.ends_with(".emf"))
                .for_each(|(_, part)| {
                    elements(std::str::from_utf8(part).unwrap());
                }),
            _ => assert!(
                !String::from_utf8(bytes).unwrap().contains("<img"),
                "{format}"
            ),
        }
    }
}

//! A report from a stored result has the bytes of the report of the run itself.

use std::fs;
use std::path::{Path, PathBuf};

use crate::program::{Ran, kamready, root};

/// Formats that hold several organisations in one file.
const TOGETHER: [&str; 5] = ["text", "json", "ndjson", "csv", "markdown"];
/// Formats with a file for each organisation.
const APART: [&str; 4] = ["html", "svg", "dot", "mermaid"];

/// Every format as an argument, written below a folder.
fn outputs(folder: &Path) -> Vec<String> {
    let at = folder.display();
    let together = TOGETHER
        .iter()
        .map(|name| format!("{name}:{at}/all.{name}"));
    let apart = APART.iter().map(|name| format!("{name}:{at}/{name}/"));
    together.chain(apart).collect()
}

fn run(before: &[&str], outputs: &[String], lang: &str) -> Ran {
    let mut arguments = before.to_vec();
    arguments.extend(["-q", "--lang", lang]);
    for output in outputs {
        arguments.extend(["-o", output]);
    }
    kamready(&arguments)
}

/// Every file below a folder with its bytes, by path.
fn all(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let inside = path.strip_prefix(folder).unwrap().to_owned();
                found.push((inside, fs::read(&path).unwrap()));
            }
        }
    }
    found.sort();
    found
}

/// Each format in each language, from a result as one document and as lines.
fn holds(arguments: &[&str]) {
    for (lang, stored) in [("de", "json"), ("en", "ndjson")] {
        let place = tempfile::tempdir().unwrap();
        let (direct, again) = (place.path().join("direct"), place.path().join("again"));
        let mut assess = vec!["assess"];
        assess.extend(arguments);
        run(&assess, &outputs(&direct), lang);
        let result = direct.join(format!("all.{stored}"));
        let told = run(
            &["report", result.to_str().unwrap()],
            &outputs(&again),
            lang,
        );
        assert_eq!((told.code, &*told.err), (Some(0), ""), "{arguments:?}");
        let (direct, again) = (all(&direct), all(&again));
        assert!(direct.len() > TOGETHER.len());
        let names = |files: &[(PathBuf, Vec<u8>)]| -> Vec<PathBuf> {
            files.iter().map(|(name, _)| name.clone()).collect()
        };
        assert_eq!(names(&direct), names(&again), "{arguments:?}");
        for ((name, one), (_, other)) in direct.iter().zip(&again) {
            same(
                &format!("{arguments:?} {} {lang}", name.display()),
                one,
                other,
            );
        }
    }
}

/// The first line that differs is shown, not the whole report.
fn same(what: &str, one: &[u8], other: &[u8]) {
    if one == other {
        return;
    }
    let (one, other) = (String::from_utf8_lossy(one), String::from_utf8_lossy(other));
    let differs = one
        .lines()
        .zip(other.lines())
        .find(|(one, other)| one != other);
    panic!("{what}: {differs:#?}");
}

#[test]
fn of_one_organisation() {
    holds(&["fixtures/organisations/messtechnik.json"]);
}

#[test]
fn of_a_portfolio() {
    holds(&["fixtures/organisations/domain.csv"]);
    holds(&["fixtures/organisations/portfolio.ndjson"]);
}

#[test]
fn of_a_case_with_all_its_lists() {
    holds(&["fixtures/case/de", "--as-of", "2026-01-15"]);
    holds(&["fixtures/case/en", "--anonymise"]);
}

#[test]
fn of_every_level() {
    let levels = ["L0", "L1", "L2", "L3", "L4", "L5", "none"];
    let files = levels.map(|level| format!("fixtures/levels/{level}.json"));
    holds(&files.iter().map(String::as_str).collect::<Vec<_>>());
}

#[test]
fn of_people_who_move_and_of_a_chart() {
    holds(&["fixtures/staff/moving.ndjson"]);
    holds(&[
        "fixtures/levels/L2.json",
        "--units",
        "fixtures/units/hydrotec.csv",
    ]);
}

#[test]
fn of_refused_records_and_facts() {
    let broken = crate::program::files(&root().join("fixtures/broken/organisations"), "csv");
    let mut files: Vec<String> = broken
        .iter()
        .map(|path| path.to_string_lossy().into_owned())
        .collect();
    files.push("fixtures/organisations/domain.csv".to_owned());
    let readable: Vec<&str> = files
        .iter()
        .map(String::as_str)
        .filter(|file| kamready(&["check", file, "-q"]).code != Some(2))
        .collect();
    assert!(readable.len() > 1);
    let mut arguments = readable;
    arguments.extend(["--facts", "fixtures/facts/facts.csv"]);
    holds(&arguments);
}

#[test]
fn of_waivers_in_every_state() {
    holds(&[
        "fixtures/organisations/domain.csv",
        "--waivers",
        "fixtures/waivers/states.toml",
        "--as-of",
        "2026-06-30",
    ]);
}

#[test]
fn of_two_assessors() {
    holds(&[
        "fixtures/organisations/messtechnik.json",
        "--second",
        "fixtures/second/messtechnik.json",
    ]);
    holds(&[
        "fixtures/organisations/domain.csv",
        "--second",
        "fixtures/second/domain.csv",
    ]);
    holds(&["fixtures/case/de", "--second", "fixtures/case/en"]);
}

#[test]
fn of_other_packs_and_of_an_overlay() {
    for pack in ["tiny", "muster", "forms"] {
        let pack = format!("fixtures/packs/{pack}");
        holds(&["fixtures/organisations/domain.csv", "--pack", &pack]);
    }
}

#[test]
fn of_each_audience_and_shorter_for_those_who_decide() {
    let place = tempfile::tempdir().unwrap();
    let at = |name: &str| place.path().join(name).display().to_string();
    let case = "fixtures/case/de";
    run(&["assess", case], &[format!("json:{}", at("r.json"))], "de");
    let mut sizes = Vec::new();
    for audience in ["executive", "manager", "full"] {
        let outputs = |role: &str| {
            ["markdown", "html"]
                .map(|format| format!("{format}:{}", at(&format!("{role}.{format}"))))
        };
        run(
            &["assess", case, "--audience", audience],
            &outputs("direct"),
            "de",
        );
        let result = at("r.json");
        run(
            &["report", &result, "--audience", audience],
            &outputs("again"),
            "de",
        );
        for format in ["markdown", "html"] {
            let [direct, again] =
                ["direct", "again"].map(|role| fs::read(at(&format!("{role}.{format}"))).unwrap());
            same(&format!("{audience} {format}"), &direct, &again);
        }
        let text = fs::read_to_string(at("direct.markdown")).unwrap();
        assert!(text.contains("nicht empirisch kalibriert"), "{audience}");
        sizes.push(text.lines().count());
        if audience == "executive" {
            insta::assert_snapshot!("executive_de", text);
        }
    }
    assert!(
        sizes[0] < 110 && sizes[0] < sizes[1] && sizes[1] < sizes[2],
        "{sizes:?}"
    );
}

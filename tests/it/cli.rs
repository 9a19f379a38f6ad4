//! The command line: help, exit codes, files in and out.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use tempfile::TempDir;

use crate::program::{Ran, kamready, kamready_fed, kamready_in};

const GOOD: &str = "id,crm_usage_pct\nA1,50\n";
const ONE_BAD: &str = "id,crm_usage_pct\nA1,50\nA2,500\n";
const ALL_BAD: &str = "id,crm_usage_pct\nA1,500\n";

/// A folder with the three tables above.
fn folder() -> TempDir {
    let folder = TempDir::new().unwrap();
    for (name, text) in [
        ("good.csv", GOOD),
        ("one_bad.csv", ONE_BAD),
        ("all_bad.csv", ALL_BAD),
    ] {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn the_help_of_each_verb_reads_as_it_should() {
    for verb in [
        "",
        "assess",
        "ask",
        "whatif",
        "robust",
        "check",
        "schema",
        "template",
        "pack",
        "pack list",
        "pack show",
        "pack test",
        "pack coverage",
        "pack mutate",
        "pack doc",
    ] {
        let words: Vec<&str> = verb.split_whitespace().chain(["--help"]).collect();
        insta::assert_snapshot!(
            format!("help {verb}").trim_end().replace(' ', "_"),
            kamready(&words).good()
        );
    }
}

#[test]
fn the_version_is_that_of_the_package() {
    assert_eq!(
        kamready(&["--version"]).good(),
        format!("kamready {}\n", env!("CARGO_PKG_VERSION"))
    );
}

#[test]
fn what_cannot_run_ends_with_2_and_says_why() {
    let folder = folder();
    fs::write(folder.path().join("list.toml"), "x").unwrap();
    let cases: [&[&str]; 15] = [
        &[],
        &["asess"],
        &["assess"],
        &["assess", "good.csv", "--colour"],
        &["assess", "nowhere.csv"],
        &["assess", "."],
        &["assess", "good.csv", "-o", "pdf"],
        &["assess", "good.csv", "-o", "csv:"],
        &["assess", "good.csv", "--fail-on", "level:L9"],
        &["assess", "good.csv", "--fail-on", "readiness:101"],
        &["assess", "good.csv", "--fail-on", "weather"],
        &["assess", "good.csv", "--as-of", "2025-02-30"],
        &["assess", "good.csv", "--lang", "fr"],
        &["assess", "good.csv", "--pack", "nowhere"],
        &["assess", "all_bad.csv"],
    ];
    let mut told = String::new();
    for arguments in cases {
        let ran = kamready_in(folder.path(), arguments);
        assert_eq!(ran.code, Some(2), "{arguments:?}: {}", ran.told());
        assert!(!ran.err.is_empty(), "{arguments:?}");
        told.push_str(&format!(
            "=== kamready {}\n{}",
            arguments.join(" "),
            ran.err
        ));
    }
    insta::assert_snapshot!("could_not_run", told);
}

#[test]
fn a_run_ends_with_2_before_1_before_3_before_0() {
    let folder = folder();
    let code = |arguments: &[&str]| kamready_in(folder.path(), arguments).code;
    assert_eq!(code(&["assess", "good.csv"]), Some(0));
    assert_eq!(code(&["assess", "one_bad.csv"]), Some(3));
    assert_eq!(
        code(&["assess", "one_bad.csv", "--fail-on", "gate"]),
        Some(1)
    );
    assert_eq!(
        code(&["assess", "all_bad.csv", "--fail-on", "gate"]),
        Some(2)
    );
    assert_eq!(code(&["check", "good.csv"]), Some(0));
    assert_eq!(code(&["check", "one_bad.csv"]), Some(3));
    assert_eq!(code(&["check", "all_bad.csv"]), Some(2));
    assert_eq!(code(&["assess", "good.csv", "all_bad.csv"]), Some(3));
}

#[test]
fn a_failed_case_of_a_rule_ends_with_1() {
    let folder = crate::program::with_pack("tiny");
    let rule = folder.path().join("pack/readiness/P2_people/training.rhai");
    let text = fs::read_to_string(&rule)
        .unwrap()
        .replace("expect: #{ points: 100 }", "expect: #{ points: 99 }");
    fs::write(&rule, text).unwrap();
    let ran = kamready_in(folder.path(), &["pack", "test", "--pack", "pack"]);
    assert_eq!(ran.code, Some(1));
    insta::assert_snapshot!("failed_case", ran.told());
    let filtered = kamready_in(
        folder.path(),
        &["pack", "test", "--pack", "pack", "--filter", "register"],
    );
    assert_eq!(filtered.good(), "3 cases passed, 0 failed\n");
}

/// T01 of domain 9: level L4, readiness 78.2, coverage 100, no gate. T03: L3, 63.8, G3b. T07: L0, coverage 93.
#[test]
fn each_condition_of_fail_on_is_hit_on_its_side_of_the_limit() {
    let folder = TempDir::new().unwrap();
    let text = fs::read_to_string(crate::program::fixture("organisations/domain.csv")).unwrap();
    let row = |id: &str| {
        let head = text.lines().next().unwrap();
        let row = text.lines().find(|line| line.starts_with(id)).unwrap();
        fs::write(
            folder.path().join(format!("{id}.csv")),
            format!("{head}\n{row}\n"),
        )
        .unwrap();
    };
    for id in ["T01", "T03", "T07"] {
        row(id);
    }
    let code = |file: &str, condition: &str| {
        kamready_in(folder.path(), &["assess", file, "--fail-on", condition]).code
    };
    for (file, condition, hit) in [
        ("T01.csv", "gate", false),
        ("T03.csv", "gate", true),
        ("T01.csv", "level:L4", false),
        ("T01.csv", "level:L5", true),
        ("T03.csv", "level:L3", false),
        ("T03.csv", "level:L4", true),
        ("T01.csv", "readiness:78", false),
        ("T01.csv", "readiness:79", true),
        ("T07.csv", "coverage:93", false),
        ("T07.csv", "coverage:94", true),
        ("T01.csv", "gate,level:L4,readiness:78,coverage:100", false),
        ("T01.csv", "gate,level:L4,readiness:79,coverage:100", true),
    ] {
        assert_eq!(
            code(file, condition),
            Some(i32::from(hit)),
            "{file} {condition}"
        );
    }
}

#[test]
fn what_cannot_be_given_counts_as_below() {
    for condition in ["level:L0", "readiness:0", "gate"] {
        let ran = kamready_fed(&["assess", "-", "--fail-on", condition], "{\"id\": \"A1\"}");
        assert_eq!(ran.code, Some(1), "{condition}");
    }
}

#[test]
fn standard_input_is_csv_or_json_by_its_first_sign() {
    let table = kamready_fed(&["assess", "-", "-o", "csv"], GOOD).good();
    for json in [
        "{\"id\": \"A1\", \"crm_usage_pct\": 50}",
        "\n [{\"id\": \"A1\", \"crm_usage_pct\": 50}]",
    ] {
        assert_eq!(
            kamready_fed(&["assess", "-", "-o", "csv"], json).good(),
            table
        );
    }
}

#[test]
fn several_files_are_one_run_and_ids_are_unique_over_all() {
    let folder = folder();
    fs::write(
        folder.path().join("more.json"),
        "[{\"id\": \"B1\"}, {\"id\": \"A1\"}]",
    )
    .unwrap();
    let ran = kamready_in(
        folder.path(),
        &["assess", "good.csv", "more.json", "-o", "csv"],
    );
    assert_eq!(ran.code, Some(3));
    let ids: Vec<&str> = ran
        .out
        .lines()
        .skip(1)
        .map(|line| line.split(',').next().unwrap())
        .collect();
    assert_eq!(ids, ["A1", "B1"]);
    insta::assert_snapshot!("several_files", ran.err);
}

#[test]
fn each_output_goes_to_its_own_place_and_nothing_is_left_beside() {
    let folder = folder();
    let outputs = [
        "-o",
        "csv:out/results.csv",
        "-o",
        "json:results.json",
        "-o",
        "ndjson",
    ];
    let rejects = ["--rejects", "rejects.csv"];
    let ran = kamready_in(
        folder.path(),
        &[&["assess", "one_bad.csv"][..], &outputs, &rejects].concat(),
    );
    assert_eq!(ran.code, Some(3));
    assert!(ran.out.starts_with("{\"id\":\"A1\""));
    assert_eq!(
        names(folder.path()),
        [
            "all_bad.csv",
            "good.csv",
            "one_bad.csv",
            "out",
            "rejects.csv",
            "results.json"
        ]
    );
    assert_eq!(names(&folder.path().join("out")), ["results.csv"]);
    let alone = kamready_in(folder.path(), &["assess", "one_bad.csv", "-o", "csv"]);
    assert_eq!(
        fs::read_to_string(folder.path().join("out/results.csv")).unwrap(),
        alone.out
    );
    insta::assert_snapshot!(
        "rejects",
        fs::read_to_string(folder.path().join("rejects.csv")).unwrap()
    );
}

#[test]
fn a_file_that_cannot_be_replaced_stays_and_nothing_is_left_beside() {
    let folder = folder();
    fs::create_dir(folder.path().join("results.csv")).unwrap();
    let ran = kamready_in(
        folder.path(),
        &["assess", "good.csv", "-o", "csv:results.csv"],
    );
    assert_eq!(ran.code, Some(2), "{}", ran.told());
    assert_eq!(
        names(folder.path()),
        ["all_bad.csv", "good.csv", "one_bad.csv", "results.csv"]
    );
    let under_a_file = kamready_in(
        folder.path(),
        &["assess", "good.csv", "-o", "csv:good.csv/x.csv"],
    );
    assert_eq!(under_a_file.code, Some(2));
    assert_eq!(
        fs::read_to_string(folder.path().join("good.csv")).unwrap(),
        GOOD
    );
}

#[test]
fn the_file_in_the_folder_sets_flags_and_the_command_line_wins() {
    let folder = folder();
    let set = |text: &str| fs::write(folder.path().join("kamready.toml"), text).unwrap();
    let run = |arguments: &[&str]| -> Ran { kamready_in(folder.path(), arguments) };
    set("lang = \"de\"\njobs = 1\noutput = [\"text\", \"csv:results.csv\"]\n");
    assert!(
        run(&["assess", "good.csv"])
            .good()
            .contains("Datenabdeckung")
    );
    assert!(folder.path().join("results.csv").exists());
    assert!(
        run(&["assess", "good.csv", "--lang", "en"])
            .good()
            .contains("Coverage")
    );
    assert!(
        run(&["assess", "good.csv", "--lang=en"])
            .good()
            .contains("Coverage")
    );
    fs::remove_file(folder.path().join("results.csv")).unwrap();
    assert!(
        run(&["assess", "good.csv", "-o", "ndjson"])
            .good()
            .starts_with('{')
    );
    assert!(!folder.path().join("results.csv").exists());
    // A flag that the verb does not have is for other verbs.
    assert!(run(&["check", "good.csv"]).good().contains("Datensatz"));
    set("fail-on = [\"gate\"]\n");
    assert_eq!(run(&["assess", "good.csv"]).code, Some(1));
    set("langg = \"de\"\n");
    let slip = run(&["assess", "good.csv"]);
    set("lang = \n");
    let broken = run(&["assess", "good.csv"]);
    set("lang = 2025-01-01\n");
    let odd = run(&["assess", "good.csv"]);
    fs::write(folder.path().join("kamready.toml"), b"lang = \"d\xff\"\n").unwrap();
    let bytes = run(&["assess", "good.csv"]);
    let ran = [slip, broken, odd, bytes];
    assert!(ran.iter().all(|ran| ran.code == Some(2)));
    insta::assert_snapshot!("settings", ran.map(|ran| ran.err).concat());
}

#[test]
fn quiet_says_nothing_but_faults() {
    let folder = folder();
    fs::write(folder.path().join("odd.csv"), "id,colour\nA1,blue\n").unwrap();
    let run = |file: &str| kamready_in(folder.path(), &["assess", file, "-o", "csv", "-q"]);
    assert_eq!(run("odd.csv").err, "");
    assert_eq!(run("one_bad.csv").err, "");
    assert_ne!(run("nowhere.csv").err, "");
}

#[test]
fn colour_is_only_where_it_is_asked_for() {
    let folder = crate::program::with_pack("tiny");
    fs::write(
        folder.path().join("pack/readiness/P2_people/training.rhai"),
        "const META = 5;",
    )
    .unwrap();
    let run = |colour: &str| {
        kamready_in(
            folder.path(),
            &["pack", "list", "--pack", "pack", "--color", colour],
        )
        .err
    };
    assert!(run("always").contains("\u{1b}["));
    assert!(!run("never").contains("\u{1b}["));
    assert!(!run("auto").contains("\u{1b}["));
}

/// A reader that went away is no fault, however much there is to say.
#[test]
fn a_broken_pipe_is_success() {
    for arguments in [
        &["assess", "fixtures/organisations/domain.csv", "-o", "json"][..],
        &["pack", "doc"],
        &["schema", "input"],
        &["--help"],
    ] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_kamready"))
            .args(arguments)
            .current_dir(crate::program::root())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{arguments:?}");
        assert_eq!(output.stderr, b"", "{arguments:?}");
    }
}

#[test]
fn names_from_outside_do_not_steer_a_terminal_or_a_spreadsheet() {
    let input = "{\"id\": \"=1+1\", \"name\": \"\\u001b[31mRed\\u202e\"}";
    let text = kamready_fed(&["assess", "-"], input);
    assert!(!text.out.contains(['\u{1b}', '\u{202e}']), "{}", text.out);
    let table = kamready_fed(&["assess", "-", "-o", "csv"], input).good();
    assert!(table.contains("\n'=1+1,"), "{table}");
    assert!(!table.contains(['\u{1b}', '\u{202e}']), "{table}");
}

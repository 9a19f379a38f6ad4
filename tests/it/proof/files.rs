//! Case files: what they can say, and what is refused.

use super::{run, tiny};

const RULES: &str = r#"
rule = "register_pct"
[facts]
register_pct = 50

[[cases]]
name = "what all cases of the file share"
facts = {}
expect = { points = 30, reason = "value" }

[[cases]]
name = "a case overwrites it"
facts = { register_pct = 75 }
expect = { points = { value = 64, tolerance = 1.5 } }

[[cases]]
name = "other knots"
facts = {}
params = { knots = [[0, 0], [50, 40], [100, 100]] }
expect = { points = 40 }

[[cases]]
name = "it does not apply"
facts = { register_pct = { na = "no processing" } }
expect = { outcome = "not_applicable" }

[[cases]]
name = "another rule"
rule = "officer"
facts = { register_pct = 0, officer = true }
expect = { state = "clear" }
"#;

/// The dimensions weigh 60 and 40, so 65 and 50 points make 59.
const RECORDS: &str = "\
name;rule;tolerance;register_pct;training;officer;expect.points;expect.readiness;expect.P1_records;expect.gates.officer;expect.rules.training
\"a whole record\";;0,05;75;some;true;;59;65;clear;50
\"half a register\";register_pct;;37,5;;;22,5;;;;
\"nothing trained\";;;NA:none;none;false;;0;none;binding;0
";

#[test]
fn case_files_hold_cases_of_rules_and_of_whole_records() {
    let folder = tiny(&[("rules.toml", RULES), ("records.csv", RECORDS)]);
    assert_eq!(
        run(&folder, &["test"]).good(),
        "17 cases passed, 0 failed\n"
    );
    let filtered = run(&folder, &["test", "--filter", "records.csv"]);
    assert_eq!(filtered.good(), "3 cases passed, 0 failed\n");
    let filtered = run(&folder, &["test", "--filter", "other knots"]);
    assert_eq!(filtered.good(), "1 cases passed, 0 failed\n");
}

#[test]
fn params_of_a_whole_record_are_named_by_their_rule() {
    let text = r#"
[[cases]]
name = "training counts for less"
facts = { register_pct = 100, training = "some", officer = true }
params = { "training.points" = { none = 0, some = 20, all = 100 } }
expect = { P2_people = 20 }
"#;
    let folder = tiny(&[("a.toml", text)]);
    assert_eq!(
        run(&folder, &["test"]).good(),
        "10 cases passed, 0 failed\n"
    );
}

const WRONG: &str = r#"
tolerence = 1

[[cases]]
name = "slips in keys"
fact = {}
facts = { register_pt = 1, training = "sume", officer = 3 }
expects = { level = "A" }
expect = { levle = "A" }

[[cases]]
name = ""
facts = { register_pct = 101 }
expect = {}

[[cases]]
name = "wrong things"
rule = "trainig"
facts = {}
expect = { points = 5 }

[[cases]]
name = "of a rule"
rule = "register_pct"
facts = { training = true }
params = { knot = 5 }
expect = { points = 101, state = "clear", reason = "valeu", outcome = "skored" }

[[cases]]
name = "of a gate"
rule = "officer"
facts = { officer = false }
expect = { points = 5, state = "bindig" }

[[cases]]
name = "of a record"
facts = {}
params = { "register_pct.knots" = 5 }
expect = { level = "Z", "gates.oficer" = "clear", flags = 5, "rules.training" = "score", readiness = "much" }
"#;

#[test]
fn every_fault_of_a_case_file_is_told_with_its_place_and_the_nearest_name() {
    let folder = tiny(&[("wrong.toml", &WRONG.replacen("tolerence = 1\n", "", 1))]);
    let ran = run(&folder, &["test"]);
    assert_eq!(ran.code, Some(2));
    insta::assert_snapshot!("faults", ran.err);
    let folder = tiny(&[
        ("keys.toml", WRONG),
        ("empty.toml", ""),
        ("no_toml.toml", "a = "),
        ("head.csv", "name,training,training\n"),
        ("short.csv", "name,training,expect.P2_people\na,all\n"),
        (
            "field.csv",
            "name,trainin,expect.P2_people\n\"a, b\",all,100\n",
        ),
    ]);
    let ran = run(&folder, &["test"]);
    assert_eq!(ran.code, Some(2));
    insta::assert_snapshot!("broken_files", ran.err);
}

#[test]
fn case_files_change_neither_a_result_nor_the_hash_of_a_pack() {
    let input = "id,register_pct,training,officer\na,100,all,true\n";
    let result = |files: &[(&str, &str)]| {
        let folder = tiny(files);
        std::fs::write(folder.path().join("one.csv"), input).unwrap();
        let arguments = ["assess", "one.csv", "-o", "json", "--pack", "pack"];
        crate::program::kamready_in(folder.path(), &arguments).good()
    };
    assert_eq!(
        result(&[("rules.toml", RULES)]),
        result(&[("wrong.toml", "no toml")])
    );
}

#[test]
fn an_overlay_has_case_files_about_the_values_that_it_sets() {
    let folder = tempfile::TempDir::new().unwrap();
    let write = |path: &str, text: &str| {
        let path = folder.path().join("pack").join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    write(
        "pack.toml",
        r#"
id = "client"
version = "1.0.0"
extends = "kam"
title = { de = "Kunde", en = "Client" }

[[changes]]
param = "budget_status.points"
to = { none = 0, requested = 30, pilot_only = 50, approved_1y = 80, approved_multi_year = 100 }
reason = { de = "Ein Pilot zählt weniger.", en = "A pilot counts for less." }
"#,
    );
    write(
        "tests/pilot.toml",
        r#"
[[cases]]
name = "a pilot counts for less"
rule = "budget_status"
facts = { budget_status = "pilot_only" }
expect = { points = 50 }

[[cases]]
name = "in the whole as well"
facts = { budget_status = "pilot_only" }
expect = { "rules.budget_status" = 50 }
"#,
    );
    let ran = run(&folder, &["test", "--filter", "pilot"]);
    // The case of the rule's own file is about the file, where a pilot gives 60.
    assert!(
        ran.clone().good().ends_with(" cases passed, 0 failed\n"),
        "{}",
        ran.told()
    );
    let ran = run(&folder, &["test", "--filter", "pilot.toml"]);
    assert_eq!(ran.good(), "2 cases passed, 0 failed\n");
}

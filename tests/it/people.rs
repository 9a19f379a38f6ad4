//! Lists of people, from the file to the rules and the reports (domain 5.6, 5.7).

use std::fmt::Write as _;
use std::fs;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::program::{Ran, fixture, kamready, kamready_in};

const HEAD: &str = "org_id,person_id,role,fte,competency_id,self,manager,evidence,date\n";

/// One person of T01 who is rated alike in all 28 competencies.
fn rows(person: &str, role: &str, own: &str, manager: &str) -> String {
    let mut text = String::new();
    for number in 1..=28 {
        let _ = writeln!(text, "T01,{person},{role},,C{number:02},{own},{manager},,");
    }
    text
}

/// The five companies of the domain, one with these people.
fn assessed(rows: &str, arguments: &[&str]) -> Ran {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("staff.csv");
    fs::write(&file, format!("{HEAD}{rows}")).unwrap();
    let organisations = fixture("organisations/domain.csv");
    let mut all = vec!["assess", organisations.to_str().unwrap()];
    all.extend(["--staff", file.to_str().unwrap()]);
    all.extend(arguments);
    kamready(&all)
}

fn hydrotec(rows: &str) -> Value {
    assessed(rows, &["-o", "json"]).json()["organisations"][0].clone()
}

fn near(found: &Value, expected: f64) {
    let found = found.as_f64().unwrap();
    assert!((found - expected).abs() < 1e-6, "{found} is not {expected}");
}

fn case() -> Value {
    let folder = fixture("case/de");
    let all = ["assess", folder.to_str().unwrap(), "-q", "-o", "json"];
    kamready(&all).json()["organisations"][0].clone()
}

#[test]
fn the_people_of_the_example_have_the_indices_that_a_second_program_works_out() {
    let one = case();
    let people = one["staff"]["persons"].as_array().unwrap();
    let expected = [
        ("P01", Some(31.743017), json!([]), false),
        ("P02", Some(30.575419), json!([]), false),
        (
            "P03",
            Some(42.96648),
            json!(["C04", "C06", "C13", "C19"]),
            true,
        ),
        ("P04", Some(15.122905), json!([]), false),
        ("P05", Some(19.560345), json!([]), false),
        ("P06", None, json!([]), false),
        ("P07", Some(9.042254), json!([]), false),
        ("P08", None, json!(["C03"]), true),
    ];
    for (person, (id, index, missed, unsuitable)) in people.iter().zip(expected) {
        assert_eq!(person["id"], id);
        match index {
            Some(index) => near(&person["index"], index),
            None => assert!(person["index"].is_null(), "{id}"),
        }
        assert_eq!(person["musts_missed"], missed, "{id}");
        assert_eq!(person["unsuitable"], unsuitable, "{id}");
    }
    // (0.4 × 31.743 + 30.5754 + 42.9665 + 0.5 × 15.1229) ÷ 2.9
    near(&one["staff"]["competency_gap_index"], 32.34502);
    assert_eq!(one["flags"], json!(["F3", "F5"]));
    // A candidate for the lead, where the placement has managers but no lead.
    assert_eq!(people[3]["measured_as"], "key_account_manager");
    assert!(people[5]["measured_as"].is_null());
}

/// The finding of the rule that reads the index.
fn finding(one: &Value) -> &Value {
    let rules = one["rules"].as_array().unwrap();
    rules
        .iter()
        .find(|rule| rule["id"] == "competency_gap_index")
        .unwrap()
}

#[test]
fn the_rules_judge_by_the_index_of_the_people_and_not_by_what_was_stated() {
    let one = case();
    near(&finding(&one)["fields"]["competency_gap_index"], 32.34502);
    // Between (25 → 50) and (40 → 20).
    near(&finding(&one)["points"], 50.0 - 2.0 * (32.34502 - 25.0));
    let difference = &one["staff"]["differences"][0];
    near(&difference["stated"], 32.0);
    assert_eq!(difference["flagged"], false);
}

/// T01 with another stated index; an empty one is unknown.
fn stating(stated: &str, rows: &str) -> Value {
    let folder = TempDir::new().unwrap();
    let text = fs::read_to_string(fixture("organisations/domain.csv")).unwrap();
    let mut lines = text.lines();
    let head = lines.next().unwrap();
    let column = head
        .split(',')
        .position(|one| one == "competency_gap_index")
        .unwrap();
    let mut cells: Vec<&str> = lines.next().unwrap().split(',').collect();
    cells[column] = stated;
    fs::write(
        folder.path().join("o.csv"),
        format!("{head}\n{}\n", cells.join(",")),
    )
    .unwrap();
    fs::write(folder.path().join("s.csv"), format!("{HEAD}{rows}")).unwrap();
    let all = ["assess", "o.csv", "--staff", "s.csv", "-o", "json"];
    kamready_in(folder.path(), &all).json()["organisations"][0].clone()
}

#[test]
fn what_was_stated_changes_nothing_but_the_difference() {
    let rows = rows("A", "kam", "", "3");
    let without = |stated: &str| {
        let mut one = stating(stated, &rows);
        let flags = one["flags"].take();
        one["flag_reasons"].take();
        // The record as read holds what was stated.
        one["record"].take();
        let differences = one["staff"]["differences"].take();
        (one, flags, differences)
    };
    let (unknown, flags, differences) = without("");
    assert_eq!((flags, differences), (json!([]), json!([])));
    let index = unknown["staff"]["competency_gap_index"].as_f64().unwrap();
    for stated in ["0", "22", "100"] {
        let (one, flags, differences) = without(stated);
        assert_eq!(one, unknown, "{stated}");
        assert_eq!(flags, json!(["F5"]), "{stated}");
        near(&differences[0]["computed"], index);
    }
}

#[test]
fn more_than_a_tenth_of_the_computed_value_is_flagged() {
    let rows = rows("A", "kam", "", "3");
    let index = stating("", &rows)["staff"]["competency_gap_index"]
        .as_f64()
        .unwrap();
    for (part, flagged) in [(0.901, false), (0.899, true), (1.099, false), (1.101, true)] {
        let one = stating(&format!("{}", index * part), &rows);
        assert_eq!(one["staff"]["differences"][0]["flagged"], flagged, "{part}");
        assert_eq!(one["flags"] == json!(["F5"]), flagged, "{part}");
    }
}

#[test]
fn too_few_positions_leave_what_was_stated() {
    let open = "T01,B,head,,C01,,,,\nT01,C,kam,,C01,,,,\n";
    let one = hydrotec(&format!("{}{open}", rows("A", "kam", "", "3")));
    assert!(one["staff"]["competency_gap_index"].is_null());
    near(&finding(&one)["fields"]["competency_gap_index"], 22.0);
    assert_eq!(one["staff"]["differences"], json!([]));
    assert_eq!(one["flags"], json!([]));
}

#[test]
fn only_the_organisation_with_people_changes() {
    let with = assessed(&rows("A", "kam", "", "3"), &["-o", "json"]).json();
    let organisations = fixture("organisations/domain.csv");
    let without = kamready(&["assess", organisations.to_str().unwrap(), "-o", "json"]).json();
    for place in 1..5 {
        assert_eq!(
            with["organisations"][place],
            without["organisations"][place]
        );
    }
    assert!(with["organisations"][0]["staff"].is_object());
    let input = &with["inputs"][1];
    assert_eq!(
        (&input["records"], &input["rejected"]),
        (&json!(28), &json!(0))
    );
}

#[test]
fn the_same_people_in_the_record_give_the_same_result() {
    let folder = TempDir::new().unwrap();
    let text = fs::read_to_string(fixture("levels/L4.json")).unwrap();
    let mut record: Value = serde_json::from_str(&text).unwrap();
    let id = record["id"].as_str().unwrap().to_owned();
    let table = rows("A", "candidate_for_kam", "4", "3").replace("T01", &id);
    let row = |number: usize| json!({"person_id": "A", "role": "candidate_for_kam", "competency_id": format!("C{number:02}"), "self": 4, "manager": 3});
    fs::write(folder.path().join("plain.json"), &text).unwrap();
    fs::write(folder.path().join("s.csv"), format!("{HEAD}{table}")).unwrap();
    record["staff"] = (1..=28).map(row).collect();
    fs::write(folder.path().join("whole.json"), record.to_string()).unwrap();
    let apart = ["assess", "plain.json", "--staff", "s.csv", "-o", "json"];
    let apart = kamready_in(folder.path(), &apart).json();
    let whole = kamready_in(folder.path(), &["assess", "whole.json", "-o", "json"]).json();
    assert_eq!(apart["organisations"], whole["organisations"]);
    assert!(apart["organisations"][0]["staff"]["competency_gap_index"].is_number());
}

#[test]
fn threads_change_no_byte() {
    let people = format!(
        "{}{}",
        rows("A", "kam", "3", "3"),
        rows("B", "head", "5", "")
    );
    let run = |jobs| assessed(&people, &["-o", "ndjson", "--jobs", jobs]).good();
    let lines = |text: String| -> Vec<String> { text.lines().take(5).map(str::to_owned).collect() };
    assert_eq!(lines(run("1")), lines(run("4")));
}

/// Two people by name, one of them with a row that is refused, and one who is refused altogether.
fn named() -> String {
    format!(
        "{}{}T01,Zacharias Zander,kam,,C01,9,,Frau Aalto sagt es,\nT01,Mia Moser,bosss,,C01,3,,,\nT01,Aino Aalto,kam,,C02,1,5,,\n",
        rows("Zacharias Zander", "kam", "", "3").replace(",,\n", ",Herr Zander selbst,\n"),
        rows("Aino Aalto", "head", "4", "")
    )
}

const NAMES: [&str; 3] = ["Zander", "Aalto", "Moser"];

#[test]
fn codes_stand_for_people_in_everything_that_is_written() {
    let folder = TempDir::new().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let drawings = format!("svg:{}/", path("svg"));
    let rejects = path("rejects.csv");
    for format in ["text", "markdown", "json", "ndjson", "csv"] {
        let all = ["-o", format, "-o", &drawings, "--rejects", &rejects, "-v"];
        let plain = assessed(&named(), &all);
        assert_eq!(plain.code, Some(3));
        let hidden = assessed(&named(), &[&all[..], &["--anonymise"]].concat());
        assert_eq!(hidden.code, Some(3));
        let mut written = vec![
            hidden.out,
            hidden.err,
            fs::read_to_string(&rejects).unwrap(),
        ];
        for file in fs::read_dir(path("svg")).unwrap() {
            written.push(fs::read_to_string(file.unwrap().path()).unwrap());
        }
        for name in NAMES {
            assert!(
                written.iter().all(|text| !text.contains(name)),
                "{format}: {name}"
            );
        }
        if format == "json" {
            assert!(NAMES.iter().all(|name| plain.out.contains(name)));
        }
    }
    let svg = fs::read_to_string(folder.path().join("svg/T01-staff.svg")).unwrap();
    assert!(svg.contains("P1 – Key account manager") && svg.contains("P2 – Head of KAM"));
}

#[test]
fn codes_change_nothing_but_names() {
    let coded = [
        ("Zacharias Zander", "P1"),
        ("Aino Aalto", "P2"),
        ("Mia Moser", "P3"),
    ];
    let mut plain = assessed(&named(), &["-o", "json"]).out;
    for (name, code) in coded {
        plain = plain.replace(&format!("\"{name}\""), &format!("\"{code}\""));
    }
    plain = plain.replace("\"Herr Zander selbst\"", "\"…\"");
    let plain: Value = serde_json::from_str(&plain).unwrap();
    let hidden: Value =
        serde_json::from_str(&assessed(&named(), &["-o", "json", "--anonymise"]).out).unwrap();
    assert_eq!(plain["organisations"], hidden["organisations"]);
    let ids = |document: &Value| -> Vec<Value> {
        let rejected = document["rejected"].as_array().unwrap();
        rejected.iter().map(|one| one["id"].clone()).collect()
    };
    assert_eq!(ids(&plain), ids(&hidden));
    assert_eq!(ids(&hidden), [json!("P1"), json!("P3")]);
}

#[test]
fn codes_stand_for_who_answered_and_who_looks_after_a_customer_too() {
    let folder = TempDir::new().unwrap();
    let file = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    file(
        "o.json",
        r#"{"id": "A", "total_revenue": 1000000, "active_customers": 20, "kpi_count": {"value": 3, "respondent": "Aino Aalto"}, "turnover_pct": {"value": 3, "respondent": "Zander"}}"#,
    );
    file(
        "s.csv",
        "person_id,role,competency_id,manager\nAino Aalto,kam,C01,3\n",
    );
    file(
        "a.csv",
        "account_id,name,currency,revenue_y0,current_owner\n1,Omega,EUR,500000,Aino Aalto\n2,Delta,EUR,300000,Mia Moser\n",
    );
    let files = ["o.json", "--staff", "s.csv", "--accounts", "a.csv"];
    let all = [&["assess"], &files[..], &["--anonymise", "-o", "json"]].concat();
    let told = kamready_in(folder.path(), &all).good();
    assert!(NAMES.iter().all(|name| !told.contains(name)), "{told}");
    let whole: Value = serde_json::from_str(&told).unwrap();
    let groups = whole.pointer("/organisations/0/accounts/result/groups");
    let owners: Vec<&Value> = groups
        .and_then(Value::as_array)
        .unwrap()
        .iter()
        .map(|group| &group["current_owner"])
        .collect();
    assert_eq!(owners, [&json!("P1"), &Value::Null]);
    let all = [
        &["explain"],
        &files[..],
        &["--anonymise", "--org", "A", "--rule", "turnover_pct"],
    ];
    let told = kamready_in(folder.path(), &all.concat()).good();
    assert!(told.contains("R1") && !told.contains("Zander"), "{told}");
}

#[test]
fn a_pack_that_judges_no_people_says_so_and_goes_on() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("o.json"), "{\"id\": \"A\"}").unwrap();
    fs::write(folder.path().join("s.csv"), "person_id\nA\n").unwrap();
    let pack = fixture("packs/tiny");
    let all = [
        "assess",
        "o.json",
        "--staff",
        "s.csv",
        "--pack",
        pack.to_str().unwrap(),
    ];
    let ran = kamready_in(folder.path(), &all);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(
        ran.err.contains("s.csv: this pack judges no people"),
        "{}",
        ran.err
    );
}

fn explained(arguments: &[&str]) -> Ran {
    let folder = fixture("case/de");
    let all = ["explain", folder.to_str().unwrap(), "-q", "--org", "M-3001"];
    kamready(&[&all[..], arguments].concat())
}

#[test]
fn a_persons_figure_is_explained_level_by_level() {
    for lang in ["de", "en"] {
        let told = explained(&["--lang", lang, "--person", "P03"]).good();
        insta::assert_snapshot!(format!("person_{lang}"), told);
    }
}

#[test]
fn the_index_of_the_organisation_is_explained_by_its_people() {
    for lang in ["de", "en"] {
        let told = explained(&["--lang", lang]).good();
        let title = if lang == "de" {
            "\n# Personen\n"
        } else {
            "\n# People\n"
        };
        let from = told.find(title).unwrap();
        let part = told[from + 1..].split("\n#").next().unwrap().to_owned();
        insta::assert_snapshot!(format!("index_{lang}"), part);
    }
}

#[test]
fn the_rule_behind_the_index_is_explained_with_the_computed_value() {
    let told = explained(&["--rule", "competency_gap_index"]).good();
    assert!(told.contains("32.345"), "{told}");
    let told = explained(&["--rule", "F3"]).good();
    assert!(told.contains("staff.self_only = true"), "{told}");
}

#[test]
fn a_person_who_is_not_there_is_refused_with_the_nearest() {
    let ran = explained(&["--person", "P3"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("there is no person `P3`"), "{}", ran.err);
    assert!(ran.err.contains("did you mean `P0"), "{}", ran.err);
}

#[test]
fn a_name_from_a_cell_stays_text_in_every_format() {
    let name = "<b>A|B & \u{1b}[31m\u{202e}";
    let folder = TempDir::new().unwrap();
    let drawings = format!("svg:{}/", folder.path().to_str().unwrap());
    let people = rows(name, "kam", "", "3");
    for format in ["text", "markdown"] {
        let told = assessed(&people, &["-o", format, "-o", &drawings]).good();
        assert!(
            !told.contains('\u{1b}') && !told.contains('\u{202e}'),
            "{format}"
        );
    }
    let told = assessed(&people, &["-o", "markdown"]).good();
    assert!(!told.contains("<b>"));
    let svg = fs::read_to_string(folder.path().join("T01-staff.svg")).unwrap();
    assert!(svg.contains("&lt;b&gt;A|B &amp; ") && !svg.contains('\u{1b}'));
}

#[test]
fn refused_rows_are_counted_and_the_others_stand() {
    let people = format!("{}T01,B,kam,,C01,7,,,\n", rows("A", "kam", "", "3"));
    let ran = assessed(&people, &["-o", "json"]);
    assert_eq!(ran.code, Some(3));
    let document: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(document["inputs"][1]["records"], 29);
    assert_eq!(document["inputs"][1]["rejected"], 1);
    let rejected = &document["rejected"][0];
    assert_eq!(
        (&rejected["line"], &rejected["column"]),
        (&json!(30), &json!(6))
    );
    assert_eq!(
        (&rejected["id"], &rejected["field"]),
        (&json!("B"), &json!("self"))
    );
    assert_eq!(
        document["organisations"][0]["staff"]["persons"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
}

/// Two organisations whose level, and so whose placement, hangs on the index of their people.
fn moving() -> [Value; 2] {
    let files = ["moving.ndjson", "moving.csv"].map(|name| fixture("staff").join(name));
    let [organisations, staff] = files.each_ref().map(|path| path.to_str().unwrap());
    let all = ["assess", organisations, "--staff", staff, "-o", "json"];
    let document = kamready(&all).json();
    [0, 1].map(|place| document["organisations"][place].clone())
}

#[test]
fn an_index_that_moves_the_placement_is_measured_against_the_profile_there() {
    let [moved, _] = moving();
    // As stated, with an index of 0, it is L3 and a line in Sales, whose profile has a lead.
    assert_eq!(
        (&moved["level"]["id"], &moved["placement"]["entry"]),
        (&json!("L2"), &json!("sales_staff"))
    );
    assert_eq!(
        moved["staff"]["persons"][1]["measured_as"],
        "key_account_manager"
    );
    // What is reported, what the rules read, and what was put in are the same.
    let index = moved["staff"]["competency_gap_index"].as_f64().unwrap();
    near(&moved["staff"]["competency_gap_index"], 81.767956);
    near(&finding(&moved)["fields"]["competency_gap_index"], index);
    near(&moved["staff"]["differences"][0]["computed"], index);
    assert_eq!(moved["staff"]["warnings"], json!([]));
}

#[test]
fn an_index_that_goes_round_in_circles_does_not_enter_the_assessment() {
    let [_, circle] = moving();
    // With the index it is led by the management, whose profile has nobody to measure; without it, it is not.
    assert_eq!(
        (&circle["level"]["id"], &circle["placement"]["entry"]),
        (&json!("L3"), &json!("sales_line"))
    );
    near(&finding(&circle)["fields"]["competency_gap_index"], 0.0);
    assert_eq!(
        circle["staff"]["warnings"][0]["id"],
        "staff.warning.unstable"
    );
    assert_eq!(circle["staff"]["differences"], json!([]));
    assert_eq!(circle["staff"]["persons"][1]["measured_as"], "head_of_kam");
}

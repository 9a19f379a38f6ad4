//! Who moves: parts add up to what two assessments give, histogram and matrix count everybody, conditions hold.

use std::fs;
use std::path::Path;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::Value;
use tempfile::TempDir;

use super::{diff, edit, json, tiny};
use crate::program::{fixture, kamready, kamready_in};

const FACTS: &str = "id,name,register_pct,training,officer\nA,Anna,100,none,true\nB,Bernd,40,all,true\nC,Cem,100,all,false\nD,Dora,95,some,true\nE,Else,,some,true\n";

fn with_facts() -> TempDir {
    let folder = tiny();
    fs::write(folder.path().join("facts.csv"), FACTS).unwrap();
    folder
}

fn organisation<'v>(result: &'v Value, id: &str) -> &'v Value {
    let all = result["portfolio"]["organisations"].as_array().unwrap();
    all.iter().find(|one| one["id"] == id).unwrap()
}

/// A: 60 % of 100 and 40 % of 0 are 60; with weights 50 and 40 it is 500/9. Middle 520/9, middle weight 95.
/// Only the register's dimension has a part: −10 × (100 − 520/9) ÷ 95 = −40/9.
#[test]
fn the_parts_of_a_changed_weight_by_hand() {
    let folder = with_facts();
    edit(&folder, "pack.toml", "weight = 60", "weight = 50");
    let result = json(&folder, &["--on", "facts.csv"]);
    let one = organisation(&result, "A");
    assert_eq!(one["level"]["from"], "sound");
    assert_eq!(one["level"]["to"], "open");
    assert_eq!(
        one["level"]["causes"],
        serde_json::json!([{"cause": "score"}])
    );
    let index = &one["indexes"][0];
    assert_eq!(index["from"], 60.0);
    assert_eq!(index["to"], 55.555_556);
    let parts = index["parts"].as_array().unwrap();
    assert_eq!(parts.len(), 1);
    assert_eq!(parts[0]["id"], "P1_records");
    assert_eq!(parts[0]["because"], "dimension_weight");
    assert_eq!(parts[0]["points"], -4.444_444);
    assert_eq!(result["portfolio"]["compared"], 5);
    assert_eq!(result["portfolio"]["moved"], 1);
}

#[test]
fn limits_gates_and_refused_records_are_named_as_causes() {
    let folder = with_facts();
    edit(&folder, "pack.toml", "from = 60", "from = 80");
    let limits = json(&folder, &["--on", "facts.csv"]);
    assert_eq!(
        organisation(&limits, "D")["level"]["causes"],
        serde_json::json!([{"cause": "limits"}])
    );
    edit(&folder, "pack.toml", "from = 80", "from = 60");
    edit(&folder, "gates/officer.rhai", "!org.officer", "org.officer");
    let gates = json(&folder, &["--on", "facts.csv"]);
    assert_eq!(
        organisation(&gates, "C")["level"]["causes"],
        serde_json::json!([{"cause": "gate", "id": "officer"}])
    );
    edit(&folder, "gates/officer.rhai", "org.officer", "!org.officer");
    edit(&folder, "fields.toml", "max = 100", "max = 97");
    let refused = json(&folder, &["--on", "facts.csv"]);
    assert_eq!(
        refused["portfolio"]["refused_now"],
        serde_json::json!(["A", "C"])
    );
}

#[test]
fn a_condition_that_holds_ends_with_1_and_is_said() {
    let folder = with_facts();
    edit(&folder, "pack.toml", "weight = 60", "weight = 50");
    let with = |conditions: &str| diff(&folder, &["--on", "facts.csv", "--fail-on", conditions]);
    let moved = with("moved:19.9%");
    assert_eq!(moved.code, Some(1));
    assert!(
        moved.out.contains("moved:19.9%: 20 % moved"),
        "{}",
        moved.out
    );
    for (conditions, code) in [
        ("moved:20%", 0),
        ("score:4.4", 1),
        ("score:5", 0),
        ("breaking", 0),
        ("moved:20%,score:1", 1),
    ] {
        assert_eq!(with(conditions).code, Some(code), "{conditions}");
    }
    edit(&folder, "fields.toml", "max = 100", "max = 97");
    // A and C are refused now and count as moved: 2 of 5.
    assert_eq!(with("moved:39%").code, Some(1));
    assert_eq!(with("moved:40%").code, Some(0));
    assert_eq!(with("breaking").code, Some(1));
}

#[test]
fn conditions_are_refused_that_mean_nothing() {
    let folder = tiny();
    for (condition, told) in [
        ("moved:2", "needs a percent sign"),
        ("moved:x%", "is no number"),
        ("gone", "conditions are moved:2%"),
        ("moved:2%", "name their files with `--on FILE`"),
    ] {
        let ran = diff(&folder, &["--fail-on", condition]);
        assert!(
            ran.code == Some(2) && ran.err.contains(told),
            "{condition}: {}",
            ran.err
        );
    }
}

fn index_of(one: &Value, index: &str) -> Option<f64> {
    one[index]["score"].as_f64()
}

/// Overlays with changed weights, params and rules that are off, over the organisations of the document: parts add up
/// to the difference between two assessments, which are run apart.
#[test]
fn the_parts_add_up_to_what_two_assessments_differ_by() {
    let dimensions = [
        "D03_goals",
        "D05_data_information",
        "D10_top_management",
        "D01_market_position",
    ];
    let rules = [
        "crm_usage_pct",
        "top10_revenue_share",
        "career_path",
        "account_profiles_pct",
        "contribution_margin_level",
    ];
    let change = prop_oneof![
        (prop::sample::select(dimensions.to_vec()), 1..60_u32).prop_map(|(id, to)| (
            format!("weight {id}"),
            format!("weight = \"{id}\"\nto = {to}.5\n")
        )),
        (prop::sample::select(rules.to_vec()), 1..60_u32).prop_map(|(id, to)| (
            format!("weight {id}"),
            format!("weight = \"{id}\"\nto = {to}.5\n")
        )),
        prop::sample::select(rules.to_vec())
            .prop_map(|id| (format!("off {id}"), format!("off = \"{id}\"\n"))),
        (0..100_u32).prop_map(|y| (
            "param".to_owned(),
            format!("param = \"account_profiles_pct.knots\"\nto = [[0, {y}], [80, 100]]\n")
        )),
    ];
    let mut runner = TestRunner::new(Config {
        cases: 8,
        failure_persistence: None,
        ..Config::default()
    });
    let file = fixture("organisations/domain.csv");
    let file = file.to_str().unwrap();
    let before = kamready(&["assess", file, "-o", "json"]).json();
    runner
        .run(
            &prop::collection::btree_map("[a-z]", change, 1..5),
            |changes| {
                let folder = overlay(changes.into_values());
                let Some(folder) = folder else { return Ok(()) };
                let result = kamready_in(
                    folder.path(),
                    &[
                        "pack", "diff", "kam", "mine", "--on", file, "--format", "json",
                    ],
                )
                .json();
                let after = kamready_in(
                    folder.path(),
                    &["assess", file, "--pack", "mine", "-o", "json"],
                )
                .json();
                holds(
                    &result["portfolio"],
                    &before["organisations"],
                    &after["organisations"],
                )
            },
        )
        .unwrap();
}

/// An overlay in `mine`; none where the same thing is changed twice or a rule is off and changed.
fn overlay(changes: impl Iterator<Item = (String, String)>) -> Option<TempDir> {
    let changes: Vec<(String, String)> = changes.collect();
    let mut subjects: Vec<&str> = changes
        .iter()
        .map(|(what, _)| what.split(' ').next_back().unwrap())
        .collect();
    subjects.sort_unstable();
    let count = subjects.len();
    subjects.dedup();
    let off_and_param = changes
        .iter()
        .any(|(what, _)| what == "off account_profiles_pct")
        && changes.iter().any(|(what, _)| what == "param");
    if subjects.len() < count || off_and_param {
        return None;
    }
    let head = "id = \"mine\"\nversion = \"1.0.0\"\nextends = \"kam\"\ntitle = { de = \"M\", en = \"M\" }\n";
    let blocks = changes.iter().map(|(_, lines)| {
        format!("\n[[changes]]\n{lines}reason = {{ de = \"So.\", en = \"So.\" }}\n")
    });
    let folder = TempDir::new().unwrap();
    let mine: &Path = &folder.path().join("mine");
    fs::create_dir(mine).unwrap();
    fs::write(
        mine.join("pack.toml"),
        head.to_owned() + &blocks.collect::<String>(),
    )
    .unwrap();
    Some(folder)
}

fn holds(portfolio: &Value, before: &Value, after: &Value) -> Result<(), TestCaseError> {
    let pairs = before
        .as_array()
        .unwrap()
        .iter()
        .zip(after.as_array().unwrap());
    let told = portfolio["organisations"].as_array().unwrap();
    for (before, after) in pairs {
        let one = told.iter().find(|one| one["id"] == before["id"]);
        for index in ["need", "readiness"] {
            let change = index_of(after, index)
                .zip(index_of(before, index))
                .map(|(to, from)| to - from)
                .unwrap();
            let found = one.and_then(|one| {
                one["indexes"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .find(|one| one["index"] == index)
            });
            let parts = found.map_or(0.0, |found| {
                let parts = found["parts"].as_array().unwrap().iter();
                parts.map(|part| part["points"].as_f64().unwrap()).sum()
            });
            prop_assert!(
                (parts - change).abs() < 5e-5,
                "{} {index}: {parts} is not {change}",
                before["id"]
            );
        }
        let level = one.is_some_and(|one| !one["level"].is_null());
        prop_assert_eq!(level, before["level"]["id"] != after["level"]["id"]);
        let target = one.is_some_and(|one| !one["target"].is_null());
        prop_assert_eq!(
            target,
            before["placement"]["target"] != after["placement"]["target"]
        );
    }
    for index in portfolio["indexes"].as_array().unwrap() {
        let counts = index["histogram"].as_array().unwrap().iter();
        let counted: u64 = counts.map(|bin| bin["count"].as_u64().unwrap()).sum();
        prop_assert_eq!(counted, 5);
    }
    let levels = portfolio["levels"].as_array().unwrap().iter();
    prop_assert_eq!(
        levels
            .map(|one| one["count"].as_u64().unwrap())
            .sum::<u64>(),
        5
    );
    Ok(())
}

/// The lead of the new target over the old one is what the fits of two assessments give, and its parts add up.
#[test]
fn a_target_moves_because_of_the_effects_that_changed() {
    let file = fixture("organisations/domain.csv");
    let file = file.to_str().unwrap();
    let before = kamready(&["assess", file, "-o", "json"]).json();
    let one = &before["organisations"][0];
    let (target, runner_up) = (&one["placement"]["target"], &one["placement"]["runner_up"]);
    let (target, runner_up) = (target.as_str().unwrap(), runner_up.as_str().unwrap());
    let factors = one["placement"]["factors"].as_array().unwrap();
    let raised = factors
        .iter()
        .filter(|one| one["structural"] == true && !one["bucket"].is_null())
        .take(3);
    let changes = raised.enumerate().map(|(place, factor)| {
        let (id, bucket) = (
            factor["id"].as_str().unwrap(),
            factor["bucket"].as_str().unwrap(),
        );
        (
            format!("effect {place}"),
            format!("effect = \"{id}.{bucket}.{target}\"\nto = -2\n"),
        )
    });
    let folder = overlay(changes).unwrap();
    let ran = kamready_in(
        folder.path(),
        &[
            "pack", "diff", "kam", "mine", "--on", file, "--format", "json",
        ],
    );
    let result = ran.json();
    let after = kamready_in(
        folder.path(),
        &["assess", file, "--pack", "mine", "-o", "json"],
    )
    .json();
    let moved = &result["portfolio"]["organisations"][0]["target"];
    assert_eq!(
        (moved["from"].as_str(), moved["to"].as_str()),
        (Some(target), Some(runner_up))
    );
    let lead = |result: &Value| {
        let options = result["organisations"][0]["placement"]["options"]
            .as_array()
            .unwrap();
        let fit = |id: &str| {
            options.iter().find(|one| one["id"] == id).unwrap()["target_fit"]
                .as_f64()
                .unwrap()
        };
        fit(runner_up) - fit(target)
    };
    let near = |a: &Value, b: f64| (a.as_f64().unwrap() - b).abs() < 1e-5;
    assert!(
        near(&moved["lead_from"], lead(&before)) && near(&moved["lead_to"], lead(&after)),
        "{moved}"
    );
    let parts = moved["parts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["points"].as_f64().unwrap());
    assert!((parts.sum::<f64>() - (lead(&after) - lead(&before))).abs() < 1e-5);
}

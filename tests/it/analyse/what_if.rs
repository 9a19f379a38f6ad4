//! Changed facts against the same facts in the file, parts that add up, and reachable levels against all sets.

use std::fs;

use kamready::analyse;
use kamready::model::{ReachState, Value};
use kamready::recommend::roadmap::{Done, measure_steps};
use serde_json::{Value as Json, json};
use tempfile::TempDir;

use super::{Bench, verdict};
use crate::program::{copy, kamready, root};

const CASE: &str = "fixtures/organisations/messtechnik.json";

fn what_if(sets: &[&str]) -> Json {
    let mut arguments = vec!["whatif", CASE, "--org", "M-2041", "--format", "json"];
    arguments.extend(sets.iter().flat_map(|set| ["--set", set]));
    kamready(&arguments).json()["what_if"].clone()
}

#[test]
fn the_verdict_after_is_that_of_a_file_that_says_so() {
    let mut record: Json =
        serde_json::from_str(&fs::read_to_string(root().join(CASE)).unwrap()).unwrap();
    record["budget_status"] = json!("none");
    record["wallet_known_pct"] = json!(90);
    record["employees"] = Json::Null;
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("case.json");
    fs::write(&path, record.to_string()).unwrap();
    let assessed = kamready(&["assess", path.to_str().unwrap(), "-o", "json"]).json();
    let assessed = &assessed["organisations"][0];
    let changed = what_if(&["budget_status=none", "wallet_known_pct=90", "employees="]);
    assert_eq!(changed["after"]["level"], assessed["level"]["id"]);
    assert_eq!(changed["after"]["target"], assessed["placement"]["target"]);
    for index in changed["indexes"].as_array().unwrap() {
        assert_eq!(
            index["after"],
            assessed[index["id"].as_str().unwrap()]["score"]
        );
    }
    let gate = changed["gates"]
        .as_array()
        .unwrap()
        .iter()
        .find(|gate| gate["id"] == "G3")
        .unwrap();
    assert_eq!(
        (&gate["before"], &gate["after"]),
        (&json!("clear"), &json!("binding"))
    );
}

#[test]
fn the_parts_of_the_rules_add_up_to_what_the_index_moves() {
    for sets in [
        vec!["budget_status=approved_1y"],
        vec!["competency_gap_index=10"],
        vec!["executive_sponsor=", "training_days=NA:no training"],
        vec!["relative_market_share=2", "mission_status=approved"],
    ] {
        let changed = what_if(&sets);
        for index in changed["indexes"].as_array().unwrap() {
            let own = changed["rules"]
                .as_array()
                .unwrap()
                .iter()
                .filter(|rule| rule["index"] == index["id"]);
            let parts: f64 = own.map(|rule| rule["part"].as_f64().unwrap()).sum();
            let moved = index["after"].as_f64().unwrap() - index["before"].as_f64().unwrap();
            assert!(
                (parts - moved).abs() < 1e-4,
                "{sets:?}: {parts} and {moved}"
            );
        }
    }
}

#[test]
fn what_cannot_be_set_is_refused_and_says_what_is_allowed() {
    for (set, said) in [
        ("budget_status=plenty", "approved_1y"),
        ("wallet_known_pct=900", "0…100"),
        ("bugdet_status=none", "did you mean `budget_status`"),
        ("budget_status", "write FIELD=VALUE"),
    ] {
        let ran = kamready(&["whatif", CASE, "--org", "M-2041", "--set", set]);
        assert_eq!(ran.code, Some(2), "{set}");
        assert!(ran.err.contains(said), "{}", ran.err);
    }
    let ran = kamready(&["whatif", CASE, "--org", "M-2041", "--reach", "L9"]);
    assert!(ran.code == Some(2) && ran.err.contains("L5"), "{}", ran.err);
}

/// The default pack with few measures, so that all sets can be gone through.
fn few_measures() -> (TempDir, Bench) {
    const KEPT: [&str; 10] = [
        "M01", "M02", "M04", "M05", "M06", "M08", "M07", "M10", "M14", "M27",
    ];
    let folder = TempDir::new().unwrap();
    copy(&root().join("rules/kam"), folder.path());
    for entry in fs::read_dir(folder.path().join("measures")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        if name.starts_with('M') && !KEPT.contains(&&*name) {
            fs::remove_file(path).unwrap();
        }
    }
    let bench = Bench::of(folder.path());
    (folder, bench)
}

#[test]
fn no_smaller_set_reaches_the_level() {
    let (_folder, bench) = few_measures();
    let (assessor, planner) = (bench.assessor(), bench.planner());
    let mut states = Vec::new();
    for (file, id) in [
        ("organisations/messtechnik.json", "M-2041"),
        ("organisations/domain.csv", "T02"),
        ("organisations/domain.csv", "T06"),
    ] {
        let record = bench.record(file, id);
        let today = planner.hypothetical(&record);
        let steps = measure_steps(&bench.pack, &bench.program, today.slots.clone());
        // Every closed set, its level found by judging the changed record.
        let mut reached: Vec<(f64, usize, Vec<String>, usize)> = Vec::new();
        for bits in 0..1_usize << steps.len() {
            let own = || {
                steps
                    .iter()
                    .enumerate()
                    .filter(|(place, _)| bits >> place & 1 == 1)
                    .map(|(_, step)| step)
            };
            let set = Done::of(own().map(|step| step.place));
            if own().any(|step| step.needs.without(set) != Done::NONE) {
                continue;
            }
            let changes = today.variants.changes(set);
            let answers: Vec<(usize, Option<Value>)> = changes
                .iter()
                .map(|one| (bench.field(&one.field), Some(one.to.clone())))
                .collect();
            let [level, ..] = verdict(&assessor.assess(&bench.with(&today.record, &answers)));
            let rank = level.and_then(|level| bench.pack.manifest.levels.rank(&level));
            let mut ids: Vec<String> = own().map(|step| step.id.to_string()).collect();
            ids.sort();
            let days = own().map(|step| step.person_days).sum();
            reached.extend(rank.map(|rank| (days, ids.len(), ids, rank)));
        }
        reached.sort_by(|a, b| a.partial_cmp(b).unwrap());
        for (wanted, step) in bench.pack.manifest.levels.steps.iter().enumerate() {
            let (reach, _) =
                analyse::reach(&bench.pack, &bench.program, &planner, &record, &step.id).unwrap();
            let smallest = reached.iter().find(|(.., rank)| *rank >= wanted);
            states.push(reach.state);
            match (reach.state, smallest) {
                (ReachState::Already, Some((_, 0, ..))) | (ReachState::Impossible, None) => {}
                (ReachState::Found, Some((.., ids, _))) => {
                    let set = reach.set.unwrap();
                    assert!(reach.exact && set.verified, "{id} {}", step.id);
                    let mut found: Vec<String> =
                        set.measures.iter().map(ToString::to_string).collect();
                    found.sort();
                    assert_eq!(found, *ids, "{id} {}", step.id);
                }
                (state, smallest) => panic!("{id} {}: {state:?}, {smallest:?}", step.id),
            }
        }
    }
    for state in [
        ReachState::Already,
        ReachState::Found,
        ReachState::Impossible,
    ] {
        assert!(states.contains(&state), "{state:?}");
    }
}

#[test]
fn a_gate_that_no_measure_lifts_is_named_without_a_search() {
    let bench = Bench::kam();
    let record = bench.record("organisations/domain.csv", "T06");
    let (reach, changes) =
        analyse::reach(&bench.pack, &bench.program, &bench.planner(), &record, "L3").unwrap();
    assert_eq!(
        (reach.state, reach.exact, reach.tried),
        (ReachState::Impossible, true, 0)
    );
    assert_eq!(reach.lasting_cap.as_deref(), Some("L0"));
    assert!(changes.is_none());
}

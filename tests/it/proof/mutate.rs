//! What the cases notice.

use super::{change, run, tiny};
use crate::program::kamready;

const WEIGHTS: &str = "\
name,register_pct,training,expect.readiness
one,100,none,60
other,0,all,40
";

#[test]
fn what_no_case_notices_is_listed_and_what_changes_nothing_is_proven() {
    let folder = tiny(&[("weights.csv", WEIGHTS)]);
    let ran = run(&folder, &["mutate"]).good();
    insta::assert_snapshot!("mutate", ran);
    assert_eq!(run(&folder, &["mutate", "--jobs", "1"]).good(), ran);
    assert_eq!(run(&folder, &["mutate", "--jobs", "5"]).good(), ran);
    let json = run(&folder, &["mutate", "--format", "json"]).json();
    let count = |fate: &str| {
        let list = json["list"].as_array().unwrap();
        list.iter().filter(|one| one["fate"] == fate).count()
    };
    assert_eq!(json["unnoticed"], count("unnoticed"));
    assert_eq!(json["equivalent"], count("equivalent"));
    let whole = ["noticed", "unnoticed", "equivalent"].map(|key| json[key].as_u64().unwrap());
    assert_eq!(json["mutants"], whole.iter().sum::<u64>());
}

#[test]
fn a_limit_of_the_share_is_held() {
    let folder = tiny(&[]);
    assert_eq!(
        run(&folder, &["mutate", "--fail-under", "100"]).code,
        Some(1)
    );
    assert_eq!(
        run(&folder, &["mutate", "--fail-under", "10"]).code,
        Some(0)
    );
    assert_eq!(
        run(&folder, &["mutate", "--filter", "nobody"]).code,
        Some(1)
    );
}

#[test]
fn cases_that_fail_notice_nothing() {
    let folder = tiny(&[]);
    change(
        &folder,
        "gates/officer.rhai",
        "#{ state: \"clear\" }",
        "#{ state: \"binding\" }",
    );
    let ran = run(&folder, &["mutate"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(1), ""));
    assert!(ran.err.contains("1 cases fail already"), "{}", ran.err);
}

/// A limit that two branches share: without a case at it, turning `<` into `<=` goes unnoticed.
#[test]
fn a_case_at_a_limit_notices_that_it_moved_to_the_other_side() {
    let folder = tempfile::TempDir::new().unwrap();
    crate::program::copy(
        &crate::program::root().join("rules/kam"),
        &folder.path().join("pack"),
    );
    let filter = ["mutate", "--filter", "W40"];
    let before = run(&folder, &filter).good();
    assert!(before.contains("thresholds noticed: 100.0 %"), "{before}");
    let path = folder.path().join("pack/gates/W40.rhai");
    let text = std::fs::read_to_string(&path).unwrap();
    let without: Vec<&str> = text
        .lines()
        .filter(|line| !line.contains("dimension_score: 40 "))
        .collect();
    assert!(without.len() < text.lines().count());
    std::fs::write(&path, without.join("\n")).unwrap();
    let after = run(&folder, &filter).good();
    assert!(
        after.contains("`dimension_score <= params.least` for `dimension_score < params.least`"),
        "{after}"
    );
}

#[test]
fn the_default_pack_notices_what_a_rule_weighs() {
    let ran = kamready(&[
        "pack",
        "mutate",
        "--filter",
        "budget_status",
        "--fail-under",
        "100",
    ]);
    assert_eq!(ran.code, Some(0), "{}", ran.told());
}

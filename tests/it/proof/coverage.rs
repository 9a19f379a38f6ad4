//! What the cases reach, and what is proposed for the rest.

use super::{change, run, tiny};
use crate::program::kamready;

#[test]
fn the_cases_of_the_default_pack_reach_everything() {
    let ran = kamready(&["pack", "coverage", "--fail-under", "100"]).good();
    assert!(ran.contains("thresholds: 100.0 % ("), "{ran}");
    assert!(!ran.contains("no case has"), "{ran}");
}

/// Of the register: the ends of the field at 0 and 100 have one side each, 50 has both.
#[test]
fn gaps_are_listed_with_their_place_and_a_case_for_each() {
    let folder = tiny(&[]);
    let ran = run(&folder, &["coverage"]).good();
    insta::assert_snapshot!("coverage", ran);
    let proposals: Vec<&str> = ran
        .lines()
        .filter(|line| line.starts_with("    #{"))
        .collect();
    let of = |text: &str| -> String {
        let own = proposals.iter().filter(|line| line.contains(text));
        own.map(|line| format!("{line}\n")).collect()
    };
    for (file, field) in [
        ("P1_records/register_pct", "register_pct:"),
        ("P2_people/training", "training:"),
    ] {
        let path = format!("readiness/{file}.rhai");
        change(
            &folder,
            &path,
            "const CASES = [\n",
            &format!("const CASES = [\n{}", of(field)),
        );
    }
    let ran = run(&folder, &["coverage", "--fail-under", "100"]);
    assert!(
        ran.clone()
            .good()
            .ends_with("reached: 100.0 % (17 of 17)\n"),
        "{}",
        ran.out
    );
    assert!(run(&folder, &["test"]).good().ends_with(" 0 failed\n"));
}

#[test]
fn too_little_is_a_failure_and_so_is_no_rule() {
    let folder = tiny(&[]);
    assert_eq!(
        run(&folder, &["coverage", "--fail-under", "58"]).code,
        Some(0)
    );
    assert_eq!(
        run(&folder, &["coverage", "--fail-under", "99.9"]).code,
        Some(1)
    );
    assert_eq!(
        run(&folder, &["coverage", "--fail-under", "101"]).code,
        Some(2)
    );
    assert_eq!(
        run(&folder, &["coverage", "--filter", "nobody"]).code,
        Some(1)
    );
}

#[test]
fn a_case_about_a_whole_record_reaches_nothing_of_a_rule() {
    let text =
        "[[cases]]\nname = \"all\"\nfacts = { training = \"some\" }\nexpect = { P2_people = 50 }\n";
    let total = |folder| run(folder, &["coverage", "--format", "json"]).json()["total"].clone();
    let (one, two) = (tiny(&[]), tiny(&[("a.toml", text)]));
    assert_eq!(total(&one), total(&two));
    let of_rule = text
        .replace("name =", "rule = \"training\"\nname =")
        .replace("P2_people", "points");
    let three = tiny(&[("a.toml", &of_rule)]);
    assert_ne!(total(&one), total(&three));
}

//! What a failing case tells, to people and to build servers.

use std::fs;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::{change, run, tiny};

const HOSTILE: &str = r#"
[[cases]]
name = "<a & \"b\"> \u0001 \u001b[31m"
facts = { register_pct = 75, training = "some" }
expect = { readiness = 60, P1_records = 50, "gates.officer" = "binding", level = "sound" }
"#;

#[test]
fn a_failing_case_shows_the_values_that_made_it_fail() {
    let folder = tiny(&[("hostile.toml", HOSTILE)]);
    change(
        &folder,
        "readiness/P1_records/register_pct.rhai",
        "[50, 30]",
        "[50, 31]",
    );
    let ran = run(&folder, &["test"]);
    assert_eq!(ran.code, Some(1));
    assert!(!ran.out.contains('\u{1b}'), "no sign steers the terminal");
    insta::assert_snapshot!("failing", ran.out);
    let ran = run(
        &folder,
        &["test", "--format", "json", "--filter", "three quarters"],
    );
    assert_eq!(ran.code, Some(1));
    let json: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    let case = &json["cases"][0];
    assert_eq!((&json["run"], &json["failed"]), (&1.into(), &1.into()));
    assert_eq!(case["mismatches"][0]["found"], "65.5");
    assert_eq!(case["read"]["register_pct"], "75");
    assert_eq!(case["at"]["line"], 27);
}

#[test]
fn junit_is_well_formed_whatever_a_case_is_called() {
    let folder = tiny(&[("hostile.toml", HOSTILE)]);
    let ran = run(&folder, &["test", "--junit", "out/junit.xml"]);
    assert_eq!(ran.code, Some(1));
    let xml = fs::read_to_string(folder.path().join("out/junit.xml")).unwrap();
    assert!(
        xml.contains("tests=\"10\" failures=\"1\" errors=\"0\""),
        "{xml}"
    );
    assert_eq!(xml.matches("<testcase ").count(), 10);
    assert!(xml.chars().all(|c| c == '\n' || !c.is_control()), "{xml}");
    assert!(
        xml.contains("name=\"&lt;a &amp; &quot;b&quot;&gt; \u{fffd} \u{fffd}[31m\""),
        "{xml}"
    );
    // Every sign that opens something is markup of our own, and closes.
    let mut open: Vec<&str> = Vec::new();
    for tag in xml
        .split('<')
        .skip(2)
        .map(|part| part.split('>').next().unwrap())
    {
        let name = tag
            .trim_start_matches('/')
            .split([' ', '/'])
            .next()
            .unwrap();
        match tag.strip_prefix('/') {
            Some(_) => assert_eq!(open.pop(), Some(name)),
            None if tag.ends_with('/') => {}
            None => open.push(name),
        }
    }
    assert!(open.is_empty(), "{open:?}");
}

#[test]
fn no_case_is_a_failure() {
    let folder = tiny(&[]);
    let ran = run(&folder, &["test", "--filter", "nothing is called so"]);
    assert_eq!(
        (ran.code, ran.out.as_str()),
        (Some(1), "0 cases passed, 0 failed\n")
    );
}

/// Each is one step of what a person could write: the rule's own cases must say no.
#[test]
fn a_threshold_of_the_default_pack_changed_by_one_step_is_noticed() {
    let changes = [
        ("gates/G0.rhai", "value: 40", "value: 41"),
        ("gates/G6.rhai", "value: 20", "value: 19"),
        (
            "placement/factors/central_purchasing.rhai",
            "value: 66",
            "value: 67",
        ),
        ("placement/factors/ka_count.rhai", "value: 16", "value: 17"),
        ("flags/F1.rhai", "value: 20", "value: 21"),
        ("measures/M34.rhai", "value: 3.5", "value: 3.6"),
        ("accounts/attractiveness/growth.rhai", "[5, 60]", "[6, 60]"),
        (
            "readiness/D01_market_position/relative_market_share.rhai",
            "[0.2, 25]",
            "[0.3, 25]",
        ),
    ];
    let folder = tempfile::TempDir::new().unwrap();
    let pack = folder.path().join("pack");
    for (file, from, to) in changes {
        crate::program::copy(&crate::program::root().join("rules/kam"), &pack);
        change(&folder, file, from, to);
        let id = file.rsplit('/').next().unwrap().trim_end_matches(".rhai");
        let ran = run(&folder, &["test", "--filter", id]);
        assert_eq!(ran.code, Some(1), "{file}: {}", ran.out);
        assert!(ran.out.contains(&format!("pack/{file}:")), "{}", ran.out);
    }
}

#[test]
fn watching_runs_the_cases_again_at_a_change() {
    let folder = tiny(&[]);
    let out = folder.path().join("out.txt");
    let mut child = Command::new(env!("CARGO_BIN_EXE_kamready"))
        .current_dir(folder.path())
        .args(["pack", "test", "--pack", "pack", "--watch", "-q"])
        .stdout(fs::File::create(&out).unwrap())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let wait = |wanted: &str| {
        let start = Instant::now();
        while !fs::read_to_string(&out).unwrap().contains(wanted) {
            assert!(start.elapsed() < Duration::from_secs(60), "{wanted}");
            std::thread::sleep(Duration::from_millis(50));
        }
    };
    wait("9 cases passed, 0 failed\n");
    change(
        &folder,
        "gates/officer.rhai",
        "expect: #{ state: \"clear\" }",
        "expect: #{ state: \"binding\" }",
    );
    wait("8 cases passed, 1 failed\n");
    child.kill().unwrap();
    child.wait().unwrap();
    let ran = crate::program::kamready(&["pack", "test", "--watch"]);
    assert_eq!(ran.code, Some(2));
}

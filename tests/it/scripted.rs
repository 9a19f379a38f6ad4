//! Options judged by scripts of their own, in a pack of another topic.

use std::fs;

use serde_json::{Value, json};

use crate::program::{kamready_in, with_pack, without_hashes};

/// Who should win: size, lawyers and data differ.
const FIRMS: &str = "id,name,duties_pct,staff,has_lawyers,sensitive
a,Werk,80,1000,true,highly
b,Hof,20,30,false,partly
c,Amt,20,400,true,highly
d,Stift,90,,true,partly
e,Praxis,,50,,hardly
";

fn run(arguments: &[&str]) -> String {
    let folder = with_pack("scripted");
    fs::write(folder.path().join("firms.csv"), FIRMS).unwrap();
    let row = FIRMS.lines().take(2).collect::<Vec<_>>().join("\n");
    fs::write(folder.path().join("one.csv"), row).unwrap();
    kamready_in(folder.path(), &[arguments, &["--pack", "pack"]].concat()).good()
}

fn placements() -> Vec<Value> {
    let result: Value = serde_json::from_str(&run(&["assess", "firms.csv", "-o", "json"])).unwrap();
    let organisations = result["organisations"].as_array().unwrap();
    organisations
        .iter()
        .map(|one| one["placement"].clone())
        .collect()
}

fn fits(placement: &Value) -> Vec<(Option<f64>, Option<f64>)> {
    let options = placement["options"].as_array().unwrap().iter();
    options
        .map(|one| (one["target_fit"].as_f64(), one["entry_fit"].as_f64()))
        .collect()
}

#[test]
fn the_points_of_the_scripts_decide_on_target_and_entry() {
    let all = placements();
    let (a, b, c) = (&all[0], &all[1], &all[2]);
    // Legal 70, staff of the board 90, external 20.
    let both = |fit: f64| (Some(fit), Some(fit));
    assert_eq!(fits(a), [both(70.0), both(90.0), both(20.0)]);
    assert_eq!(a["target"], "board_staff");
    assert_eq!((&a["call"], &a["lead"]), (&json!("clear"), &json!(20.0)));
    assert_eq!(
        (&a["runner_up"], &a["entry"]),
        (&json!("legal"), &json!("board_staff"))
    );
    assert_eq!(a["options"][1]["fit_reason"]["id"], "fit.board_staff.value");
    // Legal is out; a small firm does best with somebody from outside.
    assert_eq!(b["options"][0]["excluded_by"], json!(["N1"]));
    assert_eq!(
        (&b["target"], &b["entry"]),
        (&json!("external"), &json!("external"))
    );
    // Below the level, the lightest option within 30 points of the best is the entry.
    assert_eq!(
        (&c["target"], &c["entry"]),
        (&json!("legal"), &json!("external"))
    );
}

#[test]
fn an_option_that_cannot_be_judged_keeps_the_target_open() {
    let all = placements();
    let d = &all[3];
    assert_eq!(
        fits(d),
        [(Some(60.0), Some(60.0)), (None, None), (None, None)]
    );
    assert_eq!((&d["target"], &d["entry"]), (&Value::Null, &Value::Null));
    assert_eq!(d["shortlist"], json!(["legal"]));
    assert_eq!(d["options"][1]["fit_reason"]["id"], "finding.unknown");
    // Whether there are lawyers is unknown: the option stays and the rule is unverified.
    let e = &all[4];
    assert_eq!(e["options"][0]["unverified"], json!(["N1"]));
    assert_eq!(
        (&e["target"], &e["entry"]),
        (&json!("external"), &Value::Null)
    );
}

#[test]
fn the_scripts_keep_their_cases_and_read_as_they_should() {
    assert_eq!(run(&["pack", "test"]), "15 cases passed, 0 failed\n");
    insta::assert_snapshot!("text", run(&["assess", "one.csv", "--lang", "de"]));
    insta::assert_snapshot!(
        "markdown",
        without_hashes(&run(&["assess", "one.csv", "-o", "markdown"]))
    );
    insta::assert_snapshot!(
        "explain",
        run(&["explain", "firms.csv", "--org", "d", "--lang", "de"])
    );
    let rule = [
        "explain",
        "firms.csv",
        "--org",
        "a",
        "--rule",
        "board_staff",
    ];
    insta::assert_snapshot!("explain_option", run(&rule));
}

#[test]
fn nothing_of_it_speaks_of_key_accounts() {
    let verbs: [&[&str]; 9] = [
        &["assess", "firms.csv", "-o", "text"],
        &["assess", "one.csv", "-o", "text"],
        &["assess", "firms.csv", "-o", "markdown"],
        &["assess", "firms.csv", "-o", "json"],
        &["assess", "firms.csv", "-o", "csv"],
        &["explain", "firms.csv", "--org", "a"],
        &["pack", "list"],
        &["pack", "doc"],
        &["schema", "input"],
    ];
    for verb in verbs {
        for lang in ["de", "en"] {
            let told = run(&[verb, &["--lang", lang]].concat());
            let told = told.replace("kamready", "").to_lowercase();
            for word in ["kam", "key account", "key-account", "vertrieb", "sales"] {
                assert!(
                    !told.contains(word),
                    "{verb:?} {lang} says `{word}`:\n{told}"
                );
            }
        }
    }
}

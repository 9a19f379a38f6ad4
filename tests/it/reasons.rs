//! Reason codes and the XCCDF ways to add up, held to the standard's example and to sums made here.

use std::fs;

use serde_json::Value;
use tempfile::TempDir;

use crate::program::{fixture, kamready, kamready_in, with_pack};

fn list<'v>(value: &'v Value, key: &str) -> &'v Vec<Value> {
    value[key].as_array().unwrap()
}

fn number(value: &Value, key: &str) -> f64 {
    value[key].as_f64().unwrap()
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() < 2e-5
}

/// Record, score, and each characteristic with the points that it loses.
type Scored = (&'static str, f64, [(&'static str, f64); 3]);

/// The sample scorecard of PMML 4.4: department, age, income; the score; characteristics by rank with what they lose.
/// Points are partial scores + 10 and weights are equal, so that a point of the card is a third of one of the index.
#[test]
fn the_worked_example_of_pmml_gets_its_score_and_its_reason_codes() {
    let folder = with_pack("scorecard");
    let rows = "id,department,age,income\nA,engineering,25,500\nB,,40,3000\nC,marketing,,\n";
    fs::write(folder.path().join("rows.csv"), rows).unwrap();
    let run = |more: &[&str]| {
        let arguments = [
            "reasons",
            "rows.csv",
            "--pack",
            "pack",
            "--format",
            "json",
            "--baseline",
            "neutral",
        ];
        kamready_in(folder.path(), &[&arguments, more].concat()).json()
    };
    let wanted: [Scored; 3] = [
        (
            "A",
            29.0,
            [("age", 18.0), ("department", 16.0), ("income", -16.0)],
        ),
        (
            "B",
            6.0,
            [("department", 28.0), ("income", 13.0), ("age", 0.0)],
        ),
        (
            "C",
            23.0,
            [("age", 19.0), ("income", 5.0), ("department", 0.0)],
        ),
    ];
    let below = run(&[]);
    let above = run(&["--algorithm", "points-above"]);
    for (place, (id, score, reasons)) in wanted.into_iter().enumerate() {
        let one = &below["organisations"][place];
        assert_eq!(one["id"], id);
        let index = &one["indexes"][0];
        assert!(near(3.0 * number(index, "score") - 30.0, score), "{index}");
        for (found, (rule, lost)) in list(index, "reasons").iter().zip(reasons) {
            assert_eq!(found["rule"], rule);
            assert!(near(3.0 * number(found, "part"), lost), "{id}: {found}");
        }
        let turned = list(&above["organisations"][place]["indexes"][0], "reasons");
        for (found, (rule, lost)) in turned.iter().zip(reasons.iter().rev()) {
            assert_eq!(found["rule"], *rule);
            assert!(near(3.0 * number(found, "part"), -lost), "{id}: {found}");
        }
    }
    let first = run(&["--top", "1", "--org", "B"]);
    assert_eq!(
        list(&first["organisations"][0]["indexes"][0], "reasons").len(),
        1
    );
}

#[test]
fn ties_stand_in_the_order_of_the_rules() {
    let folder = with_pack("scorecard");
    let rows = "id,department,age,income\nA,marketing,40,\nB,marketing,40,800\n";
    fs::write(folder.path().join("rows.csv"), rows).unwrap();
    let result = kamready_in(
        folder.path(),
        &[
            "reasons",
            "rows.csv",
            "--pack",
            "pack",
            "--format",
            "json",
            "--baseline",
            "neutral",
        ],
    )
    .json();
    // Department and age lose nothing both; the rules stand as the fields do.
    let ranks: Vec<&str> = list(&result["organisations"][0]["indexes"][0], "reasons")
        .iter()
        .map(|one| one["rule"].as_str().unwrap())
        .collect();
    assert_eq!(ranks, ["income", "department", "age"]);
}

const OFFICER: &str = r#"// Named.

const META = #{
    title: #{ de: "Benannt", en: "Named" },
    good: #{ de: "Benannt", en: "Named" },
    poor: #{ de: "Nicht benannt", en: "Not named" },
    weight: 25,
    neutral: 40,
    source: #{ sure: "judgement", why: #{ de: "Zur Prüfung.", en: "For a test." } },
    params: #{},
    monotone: #{ officer: "up" },
    texts: #{ value: #{ de: "Wert.", en: "Value." } },
    advice: #{ de: "Benennen.", en: "Name one." },
    status: "stable",
    since: "1.0.0",
};

const CASES = [
    #{ name: "named", facts: #{ officer: true }, expect: #{ points: 100 } },
];

fn assess(org, params) {
    scored(if org.officer { 100.0 } else { 0.0 }, "value")
}
"#;

/// Two dimensions of 60 and 40, the first with rules of 30 and 25, the second with one of 70; every way to add up; all
/// corner values, with what is missing and what does not apply.
fn corners() -> TempDir {
    let folder = with_pack("tiny");
    let pack = folder.path().join("pack");
    let edit = |file: &str, from: &str, to: &str| {
        let text = fs::read_to_string(pack.join(file)).unwrap();
        assert!(text.contains(from));
        fs::write(pack.join(file), text.replacen(from, to, 1)).unwrap();
    };
    let ways = "id = \"readiness\"\naggregations = [\"default\", \"flat\", \"flat-unweighted\", \"absolute\"]";
    edit("pack.toml", "id = \"readiness\"", ways);
    edit(
        "readiness/P1_records/register_pct.rhai",
        "weight: 100",
        "weight: 30",
    );
    edit(
        "readiness/P2_people/training.rhai",
        "weight: 100",
        "weight: 70",
    );
    fs::write(pack.join("readiness/P1_records/named.rhai"), OFFICER).unwrap();
    let mut rows = "id,register_pct,training,officer\n".to_owned();
    let mut count = 0;
    for register in ["0", "75", "100", "", "NA:none"] {
        for training in ["none", "some", "all", "", "NA:none"] {
            for officer in ["true", "false", "", "NA:none"] {
                count += 1;
                rows.push_str(&format!("O{count},{register},{training},{officer}\n"));
            }
        }
    }
    fs::write(folder.path().join("rows.csv"), rows).unwrap();
    folder
}

/// Weight and points of each rule by dimension; none is unknown. What does not apply is left out.
type Groups = Vec<(f64, Vec<(f64, Option<f64>)>)>;

fn groups(one: &Value) -> Groups {
    let dimensions = list(one, "dimensions").iter();
    let of = |dimension: &Value| {
        let own = list(one, "rules")
            .iter()
            .filter(|rule| rule["dimension"] == dimension["id"]);
        let counted = own.filter(|rule| rule["outcome"] != "not_applicable");
        let rules = counted.map(|rule| (number(rule, "weight"), rule["points"].as_f64()));
        (number(dimension, "weight"), rules.collect())
    };
    dimensions.map(of).collect()
}

/// NISTIR 7275 r4, table 40, read anew: default is the normalised weighted mean of the children that count, from the
/// leaves up; flat adds weight × score over the rules; absolute is 1 where flat reaches its maximum.
fn by_hand(groups: &Groups, way: &str, open: Option<f64>) -> Option<f64> {
    let leaf = |(weight, points): &(f64, Option<f64>)| Some((*weight, points.or(open)?));
    let nested = groups.iter().filter_map(|(weight, rules)| {
        let leaves: Vec<(f64, f64)> = rules.iter().filter_map(leaf).collect();
        let total: f64 = leaves.iter().map(|one| one.0).sum();
        let sum: f64 = leaves.iter().map(|(weight, points)| weight * points).sum();
        (!leaves.is_empty()).then(|| (*weight, sum / total))
    });
    let nested: Vec<(f64, f64)> = nested.collect();
    let leaves: Vec<(f64, f64)> = groups
        .iter()
        .flat_map(|(_, rules)| rules)
        .filter_map(leaf)
        .collect();
    if leaves.is_empty() {
        return None;
    }
    let full = leaves.iter().all(|(_, points)| *points == 100.0);
    Some(match way {
        "default" => {
            let total: f64 = nested.iter().map(|one| one.0).sum();
            nested
                .iter()
                .map(|(weight, score)| weight * score / total)
                .sum()
        }
        "flat" => leaves
            .iter()
            .map(|(weight, points)| weight * points / 100.0)
            .sum(),
        "flat-unweighted" => leaves.iter().map(|(_, points)| points / 100.0).sum(),
        _ => f64::from(u8::from(full)),
    })
}

#[test]
fn the_four_ways_to_add_up_are_those_of_xccdf_in_every_corner() {
    let folder = corners();
    let assessed = kamready_in(
        folder.path(),
        &["assess", "rows.csv", "--pack", "pack", "-o", "json"],
    )
    .json();
    let told = kamready_in(
        folder.path(),
        &["reasons", "rows.csv", "--pack", "pack", "--format", "json"],
    )
    .json();
    let pairs = list(&assessed, "organisations")
        .iter()
        .zip(list(&told, "organisations"));
    let mut seen = 0;
    for (one, reasons) in pairs {
        assert_eq!(one["id"], reasons["id"]);
        let groups = groups(one);
        for found in list(reasons, "aggregations") {
            let way = found["aggregation"].as_str().unwrap();
            for (key, open) in [("score", None), ("low", Some(0.0)), ("high", Some(100.0))] {
                let wanted = by_hand(&groups, way, open);
                match (found[key].as_f64(), wanted) {
                    (Some(found), Some(wanted)) => assert!(
                        near(found, wanted),
                        "{} {way} {key}: {found}, {wanted}",
                        one["id"]
                    ),
                    (found, wanted) => assert_eq!(found, wanted, "{} {way} {key}", one["id"]),
                }
                seen += 1;
            }
        }
    }
    assert_eq!(seen, 100 * 4 * 3);
}

/// What all rules lose is what the index lies below its baseline, for every baseline; with the best as the baseline,
/// that is what is missing from 100.
fn adds_up(result: &Value, best: bool) {
    for one in list(result, "organisations") {
        for index in list(one, "indexes") {
            let parts: f64 = list(index, "reasons")
                .iter()
                .map(|one| number(one, "part"))
                .sum();
            let Some(score) = index["score"].as_f64() else {
                assert_eq!(parts, 0.0);
                continue;
            };
            assert!(near(number(index, "baseline") - score, parts), "{index}");
            assert!(!best || near(100.0 - score, parts), "{index}");
        }
    }
}

#[test]
fn parts_of_all_rules_add_up_to_the_distance_from_the_baseline() {
    let folder = corners();
    let domain = fixture("organisations/domain.csv");
    let domain = domain.to_str().unwrap();
    for baseline in ["max", "min", "mean", "neutral"] {
        let flags = ["--format", "json", "--top", "999", "--baseline", baseline];
        let small = [&["reasons", "rows.csv", "--pack", "pack"], &flags[..]].concat();
        adds_up(
            &kamready_in(folder.path(), &small).json(),
            baseline == "max",
        );
        let kam = [&["reasons", domain], &flags[..]].concat();
        adds_up(&kamready(&kam).json(), baseline == "max");
    }
}

#[test]
fn the_mean_is_over_all_that_were_read_and_neutral_is_what_the_rule_says() {
    let folder = corners();
    let points = |baseline: &str| {
        let arguments = [
            "reasons",
            "rows.csv",
            "--pack",
            "pack",
            "--format",
            "json",
            "--org",
            "O1",
            "--baseline",
            baseline,
        ];
        let result = kamready_in(folder.path(), &arguments).json();
        let reasons = list(&result["organisations"][0]["indexes"][0], "reasons").clone();
        let of = |rule: &str| {
            number(
                reasons.iter().find(|one| one["rule"] == rule).unwrap(),
                "baseline",
            )
        };
        [of("register_pct"), of("training"), of("named")]
    };
    // 0, 65 and 100; 0, 50 and 100; 100 and 0: each as often as the other.
    assert_eq!(points("mean"), [55.0, 50.0, 50.0]);
    assert_eq!(points("neutral"), [50.0, 50.0, 40.0]);
    assert_eq!(points("max"), [100.0, 100.0, 100.0]);
}

#[test]
fn what_nobody_answered_is_open_and_no_reason_and_unknown_ids_are_refused() {
    let folder = corners();
    let run = |more: &[&str]| {
        kamready_in(
            folder.path(),
            &[
                &["reasons", "rows.csv", "--pack", "pack", "--lang", "de"],
                more,
            ]
            .concat(),
        )
    };
    let text = run(&[]).good();
    assert!(
        text.contains("ohne Antwort, deshalb kein Grund: register_pct"),
        "{text}"
    );
    let wrong = run(&["--org", "O999"]);
    assert!(
        wrong.code == Some(2) && wrong.err.contains("did you mean `O99`"),
        "{}",
        wrong.err
    );
}

#[test]
fn a_neutral_outside_the_points_is_refused_at_its_place() {
    let folder = with_pack("scorecard");
    let rule = folder.path().join("pack/readiness/S1_sum/age.rhai");
    let text = fs::read_to_string(&rule).unwrap();
    fs::write(&rule, text.replace("neutral: 28", "neutral: 128")).unwrap();
    let ran = kamready_in(folder.path(), &["pack", "list", "--pack", "pack"]);
    assert!(
        ran.code == Some(2)
            && ran
                .err
                .contains("`neutral` is 128; 0 to 100 points are allowed"),
        "{}",
        ran.err
    );
}

//! What the checks put into the record, and what the reports say.

use serde_json::{Value, json};

use super::{AS_OF, Folder, strings};
use crate::program::{kamready, kamready_in};

const GOALS: &str = "goal_id,text,scope_accounts,kpi_id,baseline,target,unit,due_date,owner,strategy_ref,milestone_date\n\
    Z1,Liefertreue 84 % bis Ende 2027,all,K26,80,84,%,2027-12-31,P1,S,2027-06-30\n\
    Z2,Wir stärken die Bindung möglichst bald,all,K05,,,,,Vertriebsleitung,,\n";

fn finding<'v>(one: &'v Value, rule: &str) -> &'v Value {
    let mut rules = one["rules"].as_array().unwrap().iter();
    rules.find(|finding| finding["id"] == rule).unwrap()
}

#[test]
fn what_the_goals_give_stands_before_what_was_stated() {
    for (given, flagged, differs) in [
        (json!(50), false, false),
        (json!(55), false, true),
        (json!(55.1), true, true),
        (json!(null), false, false),
    ] {
        let one = Folder::new(&json!({"goals_smart_pct": given}))
            .with("goals.csv", GOALS)
            .one();
        assert_eq!(finding(&one, "goals_smart_pct")["points"], json!(50.0));
        assert_eq!(
            one["goals"]["stated"]["difference"].is_object(),
            differs,
            "{given}"
        );
        assert_eq!(strings(&one["flags"]).contains(&"F5"), flagged, "{given}");
    }
}

#[test]
fn goals_that_nobody_can_decide_leave_what_was_stated() {
    let folder = Folder::new(&json!({"goals_smart_pct": 80})).with("goals.csv", GOALS);
    let one = &folder.ran(&["-o", "json"]).json()["organisations"][0];
    assert_eq!(one["goals"]["stated"]["goals_smart_pct"], Value::Null);
    assert_eq!(finding(one, "goals_smart_pct")["points"], json!(80.0));
    assert!(!strings(&one["flags"]).contains(&"F5"));
}

#[test]
fn the_elements_of_the_mission_stand_before_what_was_stated() {
    let mission =
        |fields: Value| Folder::new(&json!({"mission_elements_pct": 60, "mission": fields})).one();
    let one = mission(json!({"purpose": "Ein Satz.", "validity": "bis 2030"}));
    assert_eq!(finding(&one, "mission_elements_pct")["points"], json!(20.0));
    assert_eq!(strings(&one["flags"]), ["F5"]);
    let text = mission(json!("Ein Satz."));
    assert_eq!(
        finding(&text, "mission_elements_pct")["points"],
        json!(60.0)
    );
    assert!(!strings(&text["flags"]).contains(&"F5"));
}

#[test]
fn both_ways_of_running_the_rules_see_the_goals() {
    let folder = Folder::new(&json!({"goals_smart_pct": 80})).with("goals.csv", GOALS);
    let explained = kamready_in(
        folder.path(),
        &["explain", ".", "--org", "T", "--as-of", AS_OF, "--quiet"],
    )
    .good();
    for part in [
        "# Goals written down",
        "|84 − 80| ÷ (days to 2027-12-31 ÷ 365.25)",
        "max(2 × 0, 0.15 × |80|)",
        "1 ÷ 2 × 100 = 50",
        "vague: stärken, möglichst",
    ] {
        assert!(explained.contains(part), "{part} in {explained}");
    }
    assert!(
        explained.contains("goals_smart_pct                          50"),
        "{explained}"
    );
}

#[test]
fn one_goal_is_explained_by_its_rule() {
    let folder = Folder::new(&json!({"avg_countries_per_ka": 2}));
    let told = kamready_in(
        folder.path(),
        &["explain", ".", "--org", "T", "--rule", "G9", "--quiet"],
    )
    .good();
    assert!(
        told.contains("avg_countries_per_ka = 2") && told.contains("indicated"),
        "{told}"
    );
}

#[test]
fn no_report_has_a_hole_a_key_or_markup_from_a_cell() {
    let hostile = "<script>alert(1)</script> =1+1 | `x` [a](http://b) \u{1b}[31m {smart_target}";
    let goals = format!(
        "goal_id,text,scope_accounts,kpi_id,owner,unit\n\"{hostile}\",\"{hostile}\",\"{hostile}\",\"{hostile}\",\"{hostile}\",\"{hostile}\"\n"
    );
    let folder =
        Folder::new(&json!({"name": hostile, "mission": hostile})).with("goals.csv", &goals);
    for lang in ["de", "en"] {
        let text = folder.ran(&["--as-of", AS_OF, "--lang", lang]).good();
        let markdown = folder
            .ran(&["--as-of", AS_OF, "--lang", lang, "-o", "markdown"])
            .good();
        assert!(!text.contains('\u{1b}') && !markdown.contains('\u{1b}'));
        // The draft to copy stands in a fence, where nothing is markup.
        let outside: String = markdown.split("```").step_by(2).collect();
        assert!(
            !outside.contains("<script>") && !outside.contains("[a](http"),
            "{outside}"
        );
        for key in [
            "smart.",
            "goals.warning",
            "goals.form",
            "goal.G",
            "kpi.K",
            "kpis.",
            "mission.",
            "computed.",
        ] {
            assert!(!text.contains(key), "{key} in {text}");
            assert!(!markdown.contains(key), "{key} in {markdown}");
        }
    }
}

#[test]
fn the_report_of_the_example_says_what_is_smart_and_what_is_not() {
    for (lang, parts) in [
        (
            "de",
            [
                "2 von 5 Zielen SMART (40 %)",
                "nicht, ob es klug ist",
                "„gestärkt“, „zeitnah“, „ausgebaut“",
                "Kestenbach Verpackungstechnik GmbH & Co. KG",
                "{prüfbarer Nutzen}",
            ],
        ),
        (
            "en",
            [
                "2 of 5 goals SMART (40 %)",
                "not at whether it is wise",
                "“strengthened”, “expanded”, “soon”",
                "Kestenbach Verpackungstechnik GmbH & Co. KG",
                "{checkable benefit}",
            ],
        ),
    ] {
        let case = format!("fixtures/case/{lang}");
        for format in ["text", "markdown"] {
            let told = kamready(&[
                "assess", &case, "--as-of", AS_OF, "--lang", lang, "-o", format, "--quiet",
            ])
            .good();
            let flat = told.split_whitespace().collect::<Vec<_>>().join(" ");
            for part in parts {
                assert!(flat.contains(part), "{part} in {format}");
            }
        }
    }
}

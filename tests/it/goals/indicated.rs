//! Which goals the facts call for (domain 6.1).

use serde_json::{Value, json};

use super::{CUSTOMERS, Folder, each, reasons, strings};

/// The state of each goal, in the order of the table.
fn states(one: &Value) -> Vec<&str> {
    each(&one["goals"]["indicated"], "state")
}

fn goal<'v>(one: &'v Value, id: &str) -> &'v Value {
    let mut goals = one["goals"]["indicated"].as_array().unwrap().iter();
    goals.find(|goal| goal["id"] == id).unwrap()
}

/// A customer that is attractive and bound to us; one that is attractive and buys elsewhere.
const STRATEGIC: &str = "A1,Omega,EUR,900,400,50,1500,12,1,integrated,5,9,5,5,3.9,yes,good";
const DEVELOPMENT: &str = "A2,Theta,EUR,700,300,40,3000,15,4,exploratory,3,1,5,5,4,yes,good";

fn customers(rows: &[(&str, &str)]) -> String {
    let rows = rows.iter().map(|(row, end)| format!("{row},{end}\n"));
    format!("{CUSTOMERS}\n{}", rows.collect::<String>())
}

fn with_customers(facts: &Value, rows: &[(&str, &str)]) -> Value {
    Folder::new(facts)
        .with("accounts.csv", &customers(rows))
        .one()
}

#[test]
fn without_customers_only_what_the_company_says_is_decided() {
    let facts = json!({"avg_countries_per_ka": 1.5, "cross_functional_need": "low", "n_divisions": 0, "largest_account_share": 20});
    let one = Folder::new(&facts).one();
    assert_eq!(
        states(&one),
        [
            "unknown", "unknown", "unknown", "unknown", "unknown", "unknown", "no", "yes", "yes"
        ]
    );
    assert_eq!(
        strings(&one["goals"]["recommended"]),
        ["G8", "G9"],
        "the mandatory goal first"
    );
    assert_eq!(reasons(&one["goals"]["warnings"]), ["goals.warning.few"]);
    assert_eq!(goal(&one, "G1")["reason"]["id"], "goal.no_accounts");
    assert_eq!(
        goal(&one, "G3")["reason"]["values"]["fields"],
        json!(["avg_db2_pct", "accounts.candidates_db2_pct"])
    );
    assert_eq!(goal(&one, "G8")["mandatory"], true);
    // What is unknown becomes a question.
    assert!(strings(&one["questions"]).contains(&"avg_db2_pct"));
    assert!(strings(&one["questions"]).contains(&"kpi_sources"));
}

#[test]
fn candidates_decide_goal_by_goal() {
    let facts = json!({"product_complexity": "engineered", "avg_db2_pct": 38});
    let one = with_customers(&facts, &[(STRATEGIC, "2028-11-25"), (DEVELOPMENT, "")]);
    assert_eq!(
        one["accounts"]["result"]["selection"]["candidates"]
            .as_array()
            .unwrap()
            .len(),
        2
    );
    let quadrants = each(&one["goals"]["candidates"], "quadrant");
    assert!(quadrants.contains(&"strategic") && quadrants.contains(&"development"));
    // Theta: 700 ÷ 3000 = 23.3 %. Omega: 900 ÷ 1500 = 60 %, and its contract ends in 24 months to the day.
    for (id, key) in [
        ("G1", "Theta"),
        ("G2", "Omega"),
        ("G4", "Theta"),
        ("G6", "Theta"),
    ] {
        assert_eq!(goal(&one, id)["state"], "yes", "{id}");
        assert_eq!(goal(&one, id)["candidates"], json!([key]), "{id}");
    }
    assert_eq!(
        goal(&one, "G5")["state"],
        "no",
        "neither basic nor cooperative"
    );
    // DB II: (350 + 260) ÷ (900 + 700) = 38.125 %, which is not below 38.
    assert_eq!(goal(&one, "G3")["state"], "no");
    let one = with_customers(
        &json!({"avg_db2_pct": 38.2}),
        &[(STRATEGIC, ""), (DEVELOPMENT, "")],
    );
    assert_eq!(goal(&one, "G3")["state"], "yes");
}

#[test]
fn a_candidate_that_lacks_a_field_decides_nothing() {
    // Omega's contract end decides; without it the row is open, because Theta has none either.
    let open = with_customers(&json!({}), &[(STRATEGIC, ""), (DEVELOPMENT, "2026-12-31")]);
    assert_eq!(goal(&open, "G2")["state"], "unknown");
    assert_eq!(
        goal(&open, "G2")["reason"]["values"]["candidates"],
        json!(["Omega"])
    );
    let late = with_customers(
        &json!({}),
        &[(STRATEGIC, "2028-11-26"), (DEVELOPMENT, "2026-12-31")],
    );
    assert_eq!(
        goal(&late, "G2")["state"],
        "no",
        "a day too late, and Theta is no strategic customer"
    );
    let past = with_customers(&json!({}), &[(STRATEGIC, "2020-01-31"), (DEVELOPMENT, "")]);
    assert_eq!(goal(&past, "G2")["state"], "yes");
    // Without a wallet a row of G4 is not met, and one of G1 is open.
    let unknown = DEVELOPMENT.replace(",3000,", ",,");
    let one = with_customers(
        &json!({"avg_db2_pct": 20}),
        &[(STRATEGIC, "2030-01-01"), (&unknown, "2030-01-01")],
    );
    let candidates = one["accounts"]["result"]["selection"]["candidates"]
        .as_array()
        .unwrap();
    assert_eq!(candidates.len(), 2);
    assert_eq!(
        (&goal(&one, "G4")["state"], &goal(&one, "G1")["state"]),
        (&json!("no"), &json!("unknown"))
    );
}

#[test]
fn without_a_reference_date_no_contract_ends() {
    let folder =
        Folder::new(&json!({})).with("accounts.csv", &customers(&[(STRATEGIC, "2026-12-31")]));
    let told = folder.ran(&["-o", "json"]).json();
    let one = &told["organisations"][0];
    let fields = strings(&goal(one, "G2")["reason"]["values"]["fields"]);
    assert_eq!(goal(one, "G2")["state"], "unknown");
    assert_eq!(fields, ["as_of"]);
}

#[test]
fn customers_without_a_candidate_are_not_indicated() {
    let row = "A1,Omega,EUR,900,400,50,1500,12,1,integrated,5,9,5,5,3.9,no,good";
    let one = with_customers(&json!({"avg_db2_pct": 20}), &[(row, "2027-01-01")]);
    for id in ["G1", "G2", "G4", "G5", "G6"] {
        assert_eq!(goal(&one, id)["state"], "no", "{id}");
    }
    assert_eq!(goal(&one, "G3")["state"], "unknown");
}

#[test]
fn a_group_whose_contracts_end_one_after_the_other_is_judged_by_the_first() {
    let rows = format!(
        "{CUSTOMERS},parent_group\n{STRATEGIC},2030-01-31,Gruppe\n{},2027-01-31,Gruppe\n",
        STRATEGIC.replace("A1,Omega,EUR,900", "A3,Omega AT,EUR,100")
    );
    let one = Folder::new(&json!({})).with("accounts.csv", &rows).one();
    assert_eq!(one["goals"]["candidates"][0]["contract_end"], "2027-01-31");
    assert_eq!(goal(&one, "G2")["state"], "yes");
}

#[test]
fn at_most_five_goals_are_recommended_and_the_mandatory_one_is_among_them() {
    let facts = json!({
        "product_complexity": "engineered", "avg_db2_pct": 90, "cross_functional_need": "high", "avg_countries_per_ka": 4,
    });
    let largest = STRATEGIC
        .replace(",900,400,50,1500,", ",2000,900,50,4000,")
        .replace("integrated", "cooperative");
    let one = with_customers(&facts, &[(&largest, "2027-01-31"), (DEVELOPMENT, "")]);
    assert_eq!(
        states(&one),
        [
            "yes", "yes", "yes", "yes", "yes", "yes", "yes", "yes", "yes"
        ]
    );
    assert_eq!(
        strings(&one["goals"]["recommended"]),
        ["G8", "G1", "G2", "G3", "G4"]
    );
}

#[test]
fn more_than_six_goals_or_none_against_dependence_are_told() {
    let head = "goal_id,kpi_id";
    let goals = |count: usize, kpi: &str| -> String {
        let rows = (0..count).map(|number| format!("Z{number},{kpi}\n"));
        format!("{head}\n{}", rows.collect::<String>())
    };
    let told = |facts: &Value, goals: &str| -> Vec<String> {
        let one = Folder::new(facts).with("goals.csv", goals).one();
        reasons(&one["goals"]["warnings"])
            .into_iter()
            .map(str::to_owned)
            .collect()
    };
    let dependent = json!({"largest_account_share": 25});
    assert_eq!(told(&dependent, &goals(6, "K30")), ["goals.warning.few"]);
    assert_eq!(
        told(&dependent, &goals(7, "K31")),
        ["goals.warning.few", "goals.warning.many"]
    );
    assert_eq!(
        told(&dependent, &goals(1, "K01")),
        ["goals.warning.few", "goals.warning.left_out"]
    );
    assert_eq!(
        told(&json!({"largest_account_share": 19}), &goals(1, "K01")),
        ["goals.warning.few"]
    );
}

#[test]
fn a_goal_of_a_kind_that_is_not_indicated_is_a_warning_only() {
    let facts = json!({"avg_countries_per_ka": 1, "largest_account_share": 19});
    let one = Folder::new(&facts)
        .with(
            "goals.csv",
            "goal_id,kpi_id,strategy_ref\nZ1,K33,S\nZ2,K01,S\n",
        )
        .one();
    let records = &one["goals"]["stated"]["records"];
    assert_eq!(
        reasons(&records[0]["warnings"]),
        ["smart.warning.not_indicated"]
    );
    assert_eq!(records[0]["checks"][3]["state"], "passed");
    assert_eq!(
        reasons(&records[1]["warnings"]),
        Vec::<&str>::new(),
        "unknown is not denied"
    );
}

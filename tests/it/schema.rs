//! What goes in and what comes out holds to the schemas that the program prints.

use std::fs;

use jsonschema::Validator;
use serde_json::{Value, json};

use crate::organisations::{drawn, lines};
use crate::program::{files, fixture, kamready, kamready_fed, kamready_in, with_pack};

pub(crate) fn validator(arguments: &[&str]) -> Validator {
    let schema = kamready(arguments).json();
    jsonschema::draft202012::meta::validate(&schema).expect("the schema is one");
    jsonschema::validator_for(&schema).expect("the schema can be used")
}

pub(crate) fn holds(validator: &Validator, what: &str, instance: &Value) {
    let faults: Vec<String> = validator
        .iter_errors(instance)
        .map(|fault| format!("{}: {fault}", fault.instance_path()))
        .collect();
    assert!(faults.is_empty(), "{what}: {}", faults.join("\n"));
}

/// The lines of NDJSON put together to the document that they stand for.
fn whole(lines: &str) -> Value {
    let mut values: Vec<Value> = lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let mut document = values.pop().unwrap();
    document["organisations"] = Value::Array(values);
    document
}

#[test]
fn every_result_holds_to_the_schema_of_results() {
    let schema = validator(&["schema", "result"]);
    for extension in ["csv", "json", "ndjson"] {
        for path in files(&fixture("organisations"), extension) {
            let name = path.to_string_lossy();
            let result = kamready(&["assess", &name, "-o", "json"]).json();
            holds(&schema, &name, &result);
        }
    }
    let case = fixture("case/de");
    let case = kamready(&["assess", case.to_str().unwrap(), "-q", "-o", "json"]).json();
    holds(&schema, "case", &case);
    let many = lines(&drawn(81, 60));
    let result = kamready_fed(&["assess", "-", "-o", "json"], &many).json();
    holds(&schema, "drawn", &result);
}

/// Every folder and file of the fixtures with customers or a chart.
fn with_customers_or_chart() -> Vec<Vec<String>> {
    let mut runs: Vec<Vec<String>> = ["de", "en"]
        .map(|lang| vec![format!("fixtures/case/{lang}")])
        .to_vec();
    for path in files(&fixture("units"), "csv") {
        let path = path.to_string_lossy().into_owned();
        let organisation = "fixtures/levels/L2.json".to_owned();
        runs.push(vec![organisation, "--units".to_owned(), path]);
    }
    runs
}

fn result_of(arguments: &[String]) -> Value {
    let mut run: Vec<&str> = vec!["assess", "-o", "json"];
    run.extend(arguments.iter().map(String::as_str));
    serde_json::from_str(&kamready(&run).out).unwrap_or_else(|fault| panic!("{run:?}: {fault}"))
}

#[test]
fn every_result_with_customers_or_a_chart_holds_to_the_schema_of_results() {
    let schema = validator(&["schema", "result"]);
    let (mut portfolios, mut charts) = (0, 0);
    for arguments in with_customers_or_chart() {
        let result = result_of(&arguments);
        holds(&schema, &arguments.join(" "), &result);
        for one in result["organisations"].as_array().unwrap() {
            portfolios += usize::from(one["accounts"].is_object());
            charts += usize::from(one["org_chart"].is_object());
        }
    }
    assert!(portfolios >= 2 && charts >= 3, "{portfolios}, {charts}");
    let account = r#"{"account_id": 1, "name": "A", "currency": "EUR", "revenue_y0": 5}"#;
    let stopped =
        r#"{"id": "a", "accounts": [ACCOUNT], "units": [{"unit_id": "1"}, {"unit_id": "1"}]}"#;
    let stopped = stopped.replace("ACCOUNT", account);
    let ran = kamready_fed(&["assess", "-", "-o", "json"], &stopped);
    let result: Value = serde_json::from_str(&ran.out).unwrap();
    assert!(result["organisations"][0]["org_chart"]["chart"]["faults"].is_array());
    assert!(result["organisations"][0]["accounts"]["result"]["faults"].is_array());
    holds(&schema, "stopped", &result);
}

/// Each object below, with the way to it.
fn objects(value: &Value, way: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(map) => {
            found.push(way.to_owned());
            for (key, one) in map {
                objects(one, &format!("{way}/{key}"), found);
            }
        }
        Value::Array(all) => {
            if let Some(first) = all.first() {
                objects(first, &format!("{way}/0"), found);
            }
        }
        _ => {}
    }
}

#[test]
fn an_invented_key_is_refused_wherever_it_stands_in_customers_and_chart() {
    let schema = validator(&["schema", "result"]);
    let result = result_of(&["fixtures/case/de".to_owned()]);
    let mut ways = Vec::new();
    for part in ["accounts", "org_chart"] {
        let way = format!("/organisations/0/{part}");
        objects(result.pointer(&way).unwrap(), &way, &mut ways);
    }
    assert!(ways.len() > 30, "{ways:?}");
    for way in ways.iter().filter(|way| !way.ends_with("/values")) {
        let mut changed = result.clone();
        changed.pointer_mut(way).unwrap()["weather"] = json!("rain");
        assert!(!schema.is_valid(&changed), "{way}");
    }
}

#[test]
fn the_schema_of_input_knows_accounts_and_units() {
    let schema = validator(&["schema", "input"]);
    let account = json!({"account_id": "1", "name": "A", "currency": "EUR", "revenue_y0": 5});
    let unit = json!({"unit_id": "1", "name": "Leitung", "kind": "board"});
    let record = json!({"id": "a", "accounts": [account], "units": [unit]});
    holds(&schema, "a record", &record);
    let changes = [
        ("/accounts/0", "weather", json!("rain")),
        ("/accounts/0", "willingness", json!("perhaps")),
        ("/accounts/0", "revenue_y0", json!(-1)),
        ("/units/0", "weather", json!("rain")),
        ("/units/0", "kind", json!("committee")),
        ("/units/0", "headcount", json!(-1)),
    ];
    for (way, key, value) in changes {
        let mut changed = record.clone();
        changed.pointer_mut(way).unwrap()[key] = value;
        assert!(!schema.is_valid(&changed), "{way} {key}");
    }
}

#[test]
fn the_lines_of_ndjson_are_the_parts_of_the_document() {
    for extension in ["csv", "json", "ndjson"] {
        for path in files(&fixture("organisations"), extension) {
            let name = path.to_string_lossy();
            let json = kamready(&["assess", &name, "-o", "json"]).json();
            let lines = kamready(&["assess", &name, "-o", "ndjson"]).good();
            assert_eq!(json, whole(&lines), "{name}");
        }
    }
}

#[test]
fn a_result_of_another_pack_and_of_a_failed_rule_holds_to_the_schema() {
    let schema = validator(&["schema", "result"]);
    let folder = with_pack("tiny");
    let rule = folder.path().join("pack/readiness/P1_records/attack.rhai");
    fs::copy(fixture("hostile/run_overflow.rhai"), rule).unwrap();
    fs::write(folder.path().join("one.csv"), "id,register_pct\na,10\n").unwrap();
    let arguments = ["assess", "one.csv", "-o", "json", "--pack", "pack"];
    let result = kamready_in(folder.path(), &arguments).json();
    holds(&schema, "tiny", &result);
}

#[test]
fn every_organisation_of_the_fixtures_holds_to_the_schema_of_input() {
    let schema = validator(&["schema", "input"]);
    for path in files(&fixture("organisations"), "json") {
        let text = fs::read_to_string(&path).unwrap();
        holds(
            &schema,
            &path.to_string_lossy(),
            &serde_json::from_str(&text).unwrap(),
        );
    }
    let mut records: Vec<Value> = drawn(82, 100).iter().map(|one| one.json()).collect();
    for path in files(&fixture("organisations"), "ndjson") {
        let text = fs::read_to_string(&path).unwrap();
        records.extend(text.lines().map(|line| serde_json::from_str(line).unwrap()));
    }
    records
        .iter()
        .for_each(|record| holds(&schema, "a record", record));
    holds(&schema, "an array", &Value::Array(records));
}

/// Where the schema says no, the program says no, and the other way round.
#[test]
fn the_schema_of_input_and_the_program_agree_on_what_is_valid() {
    let schema = validator(&["schema", "input"]);
    let answers = [
        json!({"crm_usage_pct": 50}),
        json!({"crm_usage_pct": 50.5}),
        json!({"crm_usage_pct": 101}),
        json!({"crm_usage_pct": "50"}),
        json!({"crm_usage_pct": true}),
        json!({"crm_usage_pct": null}),
        json!({"crm_usage_pct": {"na": "kein CRM"}}),
        json!({"crm_usage_pct": {"na": ""}}),
        json!({"crm_usage_pct": {"na": " "}}),
        json!({"crm_usage_pct": {}}),
        json!({"crm_usage_pct": {"value": null}}),
        json!({"crm_usage_pct": {"value": null, "evidence": null, "date": null}}),
        json!({"crm_usage_pct": {"value": null, "evidence": "E1"}}),
        json!({"crm_usage_pct": {"evidence": "E1"}}),
        json!({"crm_usage_pct": {"value": 50, "evidence": "E2", "date": "2025-02-28"}}),
        json!({"crm_usage_pct": {"value": 50, "evidence": "E7"}}),
        json!({"crm_usage_pct": {"value": 50, "evidence": null, "source": null}}),
        json!({"crm_usage_pct": {"value": 50, "date": "28.2.2025"}}),
        json!({"crm_usage_pct": {"value": 50, "grade": "E1"}}),
        json!({"crm_usage_pct": [50]}),
        json!({"kpi_count": 5}),
        json!({"kpi_count": 5.0}),
        json!({"kpi_count": 5.5}),
        json!({"kpi_count": -1}),
        json!({"total_revenue": 0}),
        json!({"total_revenue": 0.01}),
        json!({"budget_status": "requested"}),
        json!({"budget_status": "much"}),
        json!({"currency": "EUR"}),
        json!({"currency": "EURO"}),
        json!({"name": ""}),
        json!({"name": " "}),
        json!({"name": 5}),
        json!({"escalation_path": false}),
        json!({"escalation_path": "false"}),
        json!({"escalation_path": 0}),
        json!({"kpi_sources": ["crm", "erp"]}),
        json!({"kpi_sources": []}),
        json!({"kpi_sources": ["crmm"]}),
    ];
    let mut differ: Vec<String> = Vec::new();
    for answer in answers {
        let mut record = answer.clone();
        record["id"] = json!("A1");
        let accepted = kamready_fed(&["check", "-"], &record.to_string()).code == Some(0);
        if schema.is_valid(&record) != accepted {
            differ.push(format!(
                "{answer}: the program {}",
                if accepted { "takes it" } else { "refuses it" }
            ));
        }
    }
    assert!(differ.is_empty(), "{}", differ.join("\n"));
}

/// Words of a person and lists in one text are taken, and not advertised.
#[test]
fn the_program_takes_more_than_the_schema_where_the_meaning_is_plain() {
    let schema = validator(&["schema", "input"]);
    for record in [
        json!({"id": "A1", "budget_status": "beantragt"}),
        json!({"id": "A1", "kpi_sources": "crm; erp"}),
    ] {
        assert!(!schema.is_valid(&record), "{record}");
        assert_eq!(
            kamready_fed(&["check", "-"], &record.to_string()).code,
            Some(0),
            "{record}"
        );
    }
}

//! Computed facts in the place of stated ones.

use super::example::{ACCOUNTS, BEISPIEL};
use super::*;
use crate::model::{Answer, Fact, Organisation, Provenance};

#[test]
fn a_computed_fact_takes_the_place_of_the_stated_one_and_a_wide_gap_is_flagged() {
    let bench = Bench::new();
    let portfolio = bench.judged(&BEISPIEL, ACCOUNTS);
    let fields = &bench.pack.fields;
    let mut organisation = Organisation {
        id: "B".into(),
        answers: vec![Answer::Missing; fields.len()],
        chart: None,
        accounts: None,
        staff: None,
        aims: Default::default(),
        place: crate::error::Place::default(),
    };
    let state = |organisation: &mut Organisation, field: &str, value: f64| {
        organisation.answers[fields.position(field).unwrap()] = Answer::Given(Box::new(Fact {
            value: Value::Number(value),
            grade: None,
            provenance: Provenance::default(),
        }));
    };
    state(&mut organisation, "largest_account_share", 12.0);
    state(&mut organisation, "ka_candidate_count", 9.0);
    state(&mut organisation, "ka_revenue_share", 33.4);
    state(&mut organisation, "employees", 77.0);
    let parameters = &bench.pack.accounts.as_ref().unwrap().parameters;
    let found = overwrite(
        &mut organisation,
        fields,
        &portfolio,
        parameters,
        "accounts.csv",
    );
    let flags: Vec<(&str, bool)> = found
        .differences
        .iter()
        .map(|one| (&*one.field, one.flagged))
        .collect();
    assert_eq!(
        flags,
        [
            ("largest_account_share", false),
            ("ka_candidate_count", true)
        ]
    );
    assert!(found.is_flagged() && found.warnings.is_empty());
    let value = |field: &str| {
        let position = fields.position(field).unwrap();
        organisation
            .value(fields, position)
            .and_then(Value::as_number)
    };
    assert_eq!(value("largest_account_share"), Some(11.0));
    assert_eq!(value("ka_candidate_count"), Some(6.0));
    assert_eq!(value("employees"), Some(77.0));
    assert_eq!(value("multi_site_accounts_pct"), Some(100.0));
}

#[test]
fn exactly_ten_percent_apart_is_no_flag() {
    let bench = Bench::new();
    let fields = &bench.pack.fields;
    let parameters = &bench.pack.accounts.as_ref().unwrap().parameters;
    let portfolio = bench.judged(&BEISPIEL, ACCOUNTS);
    for (stated, flagged) in [(12.1, false), (9.9, false), (12.2, true), (9.8, true)] {
        let mut organisation = Organisation {
            id: "B".into(),
            answers: vec![Answer::Missing; fields.len()],
            chart: None,
            accounts: None,
            staff: None,
            aims: Default::default(),
            place: crate::error::Place::default(),
        };
        organisation.answers[fields.position("largest_account_share").unwrap()] =
            Answer::Given(Box::new(Fact {
                value: Value::Number(stated),
                grade: None,
                provenance: Provenance::default(),
            }));
        let found = overwrite(
            &mut organisation,
            fields,
            &portfolio,
            parameters,
            "accounts.csv",
        );
        assert_eq!(found.is_flagged(), flagged, "{stated}");
    }
}

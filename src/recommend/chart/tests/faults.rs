//! The faults of domain 4.6, and how results look as JSON.

use super::*;
use crate::model::{FaultCode, OrgChart};
use crate::recommend::chart::org_chart;

#[test]
fn every_fault_of_domain_4_6_is_found_and_named() {
    let codes = |units: Vec<Unit>| {
        let faults = Chart::new(units, Place::file("f"), Vec::new()).unwrap_err();
        let told = faults.iter().map(|fault| {
            (
                fault.code,
                fault.unit.as_deref().map(str::to_owned),
                fault.row,
            )
        });
        told.collect::<Vec<_>>()
    };
    let row = |id: &str, parent: Option<&str>, row: usize| {
        unit(&format!("x #{id}"), parent.map(Id::from), row)
    };
    assert_eq!(codes(Vec::new()), [(FaultCode::Empty, None, None)]);
    let mut nameless = row("a", None, 1);
    nameless.id = "".into();
    assert_eq!(
        codes(vec![nameless]),
        [(FaultCode::MissingId, None, Some(1))]
    );
    assert_eq!(
        codes(vec![
            row("a", None, 1),
            row("b", Some("a"), 2),
            row("b", Some("a"), 3)
        ]),
        [(FaultCode::DuplicateId, Some("b".to_owned()), Some(3))]
    );
    assert_eq!(
        codes(vec![row("a", None, 1), row("b", Some("z"), 2)]),
        [(FaultCode::MissingParent, Some("b".to_owned()), Some(2))]
    );
    assert_eq!(
        codes(vec![row("a", None, 1), row("b", None, 2)]),
        [
            (FaultCode::SeveralRoots, Some("a".to_owned()), Some(1)),
            (FaultCode::SeveralRoots, Some("b".to_owned()), Some(2)),
        ]
    );
    // Only those in the circle are their own ancestors.
    assert_eq!(
        codes(vec![
            row("a", Some("b"), 1),
            row("b", Some("a"), 2),
            row("c", Some("b"), 3)
        ]),
        [
            (FaultCode::NoRoot, None, None),
            (FaultCode::Cycle, Some("a".to_owned()), Some(1)),
            (FaultCode::Cycle, Some("b".to_owned()), Some(2)),
        ]
    );
    assert_eq!(
        codes(vec![row("r", None, 1), row("a", Some("a"), 2)]),
        [(FaultCode::Cycle, Some("a".to_owned()), Some(2))]
    );
    let mut tied = row("b", Some("a"), 2);
    tied.second_parent = Some("z".into());
    assert_eq!(
        codes(vec![row("a", None, 1), tied]),
        [(FaultCode::MissingParent, Some("b".to_owned()), Some(2))]
    );
}

#[test]
fn a_valid_chart_is_classified_in_the_result() {
    let found = org_chart(&Ok(chart(C14)), &rules());
    insta::assert_snapshot!(serde_json::to_string_pretty(&found).unwrap());
}

#[test]
fn a_chart_with_faults_is_not_classified_in_the_result() {
    let faults = Chart::new(units("Chef\nChefin"), Place::file("f"), Vec::new());
    let found = org_chart(&faults, &rules());
    assert!(matches!(&found, OrgChart::Refused { faults } if faults.len() == 2));
    let json = serde_json::to_value(&found).unwrap();
    assert_eq!(json["faults"][0]["code"], "several_roots");
    assert_eq!(json["faults"][0]["unit"], "Chef");
    assert_eq!(json["faults"][1]["row"], 2);
    assert!(json.get("structure_type").is_none());
}

#[test]
fn the_move_from_today_to_an_option_is_told() {
    use crate::model::PlacementOption as To;
    let told = |text: &str, option: To| {
        classify(text)
            .kam_today
            .move_to(option, None)
            .id
            .to_string()
    };
    assert_eq!(told(C1, To::SalesLine), "chart.move.new");
    assert_eq!(told(C10, To::SalesLine), "chart.move.stay");
    assert_eq!(told(C10, To::Marketing), "chart.move.change");
    assert_eq!(told(C10, To::NoFormalKam), "chart.move.drop");
    assert_eq!(told(C1, To::NoFormalKam), "chart.move.stay");
    let mixed = "Chef\n  Vertrieb\n    KAM #a\n  Marketing\n    KAM #b";
    assert_eq!(told(mixed, To::SalesLine), "chart.move.mixed");
    assert_eq!(
        told("Chef\n  Lager\n    KAM\n  Werk", To::SalesLine),
        "chart.move.unclear"
    );
    let begins = |text: &str, entry: To| {
        let today = classify(text).kam_today;
        today
            .move_to(To::CustomerManagement, Some(entry))
            .id
            .to_string()
    };
    assert_eq!(begins(C10, To::SalesLine), "chart.move.later");
    assert_eq!(begins(C10, To::SalesStaff), "chart.move.change");
    assert_eq!(begins(C1, To::NoFormalKam), "chart.move.new_later");
    assert_eq!(begins(C1, To::SalesStaff), "chart.move.new");
}

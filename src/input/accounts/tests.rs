use super::*;
use crate::model::{Choice, Field, FieldType, Text};

fn field(id: &str, kind: FieldType) -> Field {
    Field {
        id: id.into(),
        label: Text::new(format!("{id} (de)"), format!("{id} (en)")),
        question: Text::default(),
        kind,
        unit: None,
        unit_label: None,
        min: None,
        max: None,
        above: None,
        letters: None,
        capitals: false,
        unit_one: None,
        default: None,
        choices: Vec::new(),
        anchor: None,
        aliases: Vec::new(),
    }
}

fn fields() -> Fields {
    let choice = |id: &str, de: &str| Choice {
        id: id.into(),
        label: Text::new(de, id),
        anchor: None,
    };
    let coded = |id, letters| Field {
        letters: Some(letters),
        capitals: true,
        ..field(id, FieldType::Text)
    };
    let from_zero = |id| Field {
        min: Some(0.0),
        ..field(id, FieldType::Money)
    };
    let list = vec![
        field("account_id", FieldType::Text),
        field("name", FieldType::Text),
        coded("country", 2),
        coded("currency", 3),
        from_zero("revenue_y0"),
        from_zero("wallet"),
        Field {
            choices: vec![choice("yes", "ja"), choice("no", "nein")],
            ..field("willingness", FieldType::Enum)
        },
        field("contract_end", FieldType::Date),
        field("strategic_exception", FieldType::Text),
        field("audited", FieldType::Bool),
    ];
    Fields::new(list).0
}

fn source(name: &str, text: &str) -> Source {
    Source {
        name: name.to_owned(),
        bytes: text.as_bytes().to_vec(),
    }
}

fn ids(names: &[&str]) -> Vec<Id> {
    names.iter().map(|name| Id::from(*name)).collect()
}

/// Reads one table for the organisation `T`.
fn table(text: &str) -> AccountIntake {
    read(&fields(), &[], &[source("a.csv", text)], &ids(&["T"])).unwrap()
}

/// Line, field and reason of each fault.
fn faults(intake: &AccountIntake) -> Vec<(usize, String, String)> {
    let short = |one: &Rejected| {
        let field = one.place.field.clone().unwrap_or_default();
        let reason = one.reason.id.trim_start_matches("reject.").to_owned();
        (one.place.line.unwrap_or(0), field, reason)
    };
    intake.rejected.iter().map(short).collect()
}

const HEAD: &str = "account_id,name,country,currency,revenue_y0,wallet,willingness,contract_end,strategic_exception,audited";

#[test]
fn a_row_is_read_with_all_its_values_and_an_empty_cell_is_missing() {
    let intake = table(&format!(
        "{HEAD}\nA1, Omega AG ,DE,EUR,12.5,,ja,2026-12-31,,true\n"
    ));
    let fields = fields();
    let at = |id: &str| fields.position(id).unwrap();
    let one = intake.accounts["T"].at(0);
    assert_eq!(one.word(at("name")).unwrap().as_ref(), "Omega AG");
    assert_eq!(one.number(at("revenue_y0")), Some(12.5));
    assert_eq!(one.number(at("wallet")), None);
    assert_eq!(one.word(at("willingness")).unwrap().as_ref(), "yes");
    assert_eq!(one.word(at("contract_end")).unwrap().as_ref(), "2026-12-31");
    assert_eq!(
        (one.word(at("strategic_exception")), one.flag(at("audited"))),
        (None, Some(true))
    );
    assert_eq!(
        (one.line(), intake.inputs[0].records, intake.rejected.len()),
        (2, 1, 0)
    );
}

#[test]
fn a_bad_row_is_refused_with_each_of_its_faults_and_the_others_stand() {
    let intake = table(&format!(
        "{HEAD}\n\
         A1,Omega,DE,EUR,10,,,,,\n\
         A2,,de,Euro,-1,abc,vielleicht,31.13.2026,NA:nein,maybe\n\
         A3,Kappa,DE,EUR,10,9.99,,,,\n\
         A4,Theta,DE,EUR,10,10,,,,\n\
         A1,Zwilling,DE,EUR,5,,,,,\n\
         ,Sigma,DE,EUR,5,,,,,\n\
         A6,Rho,DE\n"
    ));
    let found = faults(&intake);
    let expected = [
        (3, "country", "capitals"),
        (3, "currency", "capitals"),
        (3, "revenue_y0", "range"),
        (3, "wallet", "not_money"),
        (3, "willingness", "choice"),
        (3, "contract_end", "not_date"),
        (3, "strategic_exception", "account_na"),
        (3, "audited", "not_bool"),
        (3, "name", "required"),
        (4, "wallet", "wallet"),
        (6, "account_id", "double_id"),
        (7, "account_id", "required"),
        (8, "", "cells"),
    ];
    let expected: Vec<(usize, String, String)> = expected
        .iter()
        .map(|(line, field, reason)| (*line, (*field).to_owned(), (*reason).to_owned()))
        .collect();
    assert_eq!(found, expected);
    assert_eq!(intake.accounts["T"].len(), 2);
    assert_eq!(
        (intake.inputs[0].records, intake.inputs[0].rejected),
        (7, 5)
    );
    assert_eq!(intake.rejected[0].id.as_deref(), Some("A2"));
    assert_eq!(intake.rejected[9].value.as_deref(), Some("9.99"));
}

#[test]
fn an_earlier_row_that_was_refused_keeps_its_id() {
    let intake = table(&format!(
        "{HEAD}\nA1,Omega,DE,EUR,x,,,,,\nA1,Omega,DE,EUR,1,,,,,\n"
    ));
    assert_eq!(
        faults(&intake)[1],
        (3, "account_id".to_owned(), "double_id".to_owned())
    );
    assert!(intake.accounts["T"].is_empty());
}

#[test]
fn a_point_before_three_digits_is_refused_unless_its_column_settles_it() {
    let rows =
        |second: &str| format!("{HEAD}\nA1,A,DE,EUR,1.200,,,,,\nA2,B,DE,EUR,{second},,,,,\n");
    let unsettled = table(&rows("7"));
    assert_eq!(
        faults(&unsettled),
        [(2, "revenue_y0".to_owned(), "ambiguous".to_owned())]
    );
    assert!(table(&rows("3.5")).rejected.is_empty());
}

#[test]
fn namibia_is_a_country_and_not_a_missing_answer() {
    let intake = table(&format!("{HEAD}\nA1,A,NA,EUR,1,,,,,\n"));
    assert!(intake.rejected.is_empty());
    let country = fields().position("country").unwrap();
    assert_eq!(
        intake.accounts["T"].at(0).word(country).unwrap().as_ref(),
        "NA"
    );
}

#[test]
fn one_file_serves_several_organisations_and_ids_are_unique_within_each() {
    let text = "org_id,account_id,name,currency,revenue_y0\n\
                T1,A,Omega,EUR,1\nT2,A,Omega,EUR,2\nT1,B,Rho,EUR,3\nT9,C,Fremd,EUR,4\n,D,Niemand,EUR,5\n";
    let sources = [source("a.csv", text)];
    let intake = read(&fields(), &[], &sources, &ids(&["T1", "T2", "T3"])).unwrap();
    let sizes: Vec<(&str, usize)> = intake
        .accounts
        .iter()
        .map(|(id, one)| (&**id, one.len()))
        .collect();
    assert_eq!(sizes, [("T1", 2), ("T2", 1)]);
    let expected = [(5, "unknown_org"), (6, "required")];
    for (found, (line, reason)) in faults(&intake).iter().zip(expected) {
        assert_eq!(*found, (line, "org_id".to_owned(), reason.to_owned()));
    }
    assert_eq!(
        (intake.inputs[0].records, intake.inputs[0].rejected),
        (5, 2)
    );
}

#[test]
fn a_table_without_owners_belongs_to_the_only_organisation() {
    let sources = [source(
        "a.csv",
        "account_id,name,currency,revenue_y0\nA,O,EUR,1\n",
    )];
    let error = read(&fields(), &[], &sources, &ids(&["T1", "T2"])).unwrap_err();
    assert!(
        error[0].to_string().contains("name no `org_id`"),
        "{}",
        error[0]
    );
    assert_eq!(
        read(&fields(), &[], &sources, &ids(&["T1"]))
            .unwrap()
            .accounts["T1"]
            .len(),
        1
    );
}

#[test]
fn a_header_that_lacks_what_every_account_needs_is_refused_as_a_whole() {
    let refused = |text: &str| {
        let sources = [source("a.csv", text)];
        read(&fields(), &[], &sources, &ids(&["T"]))
            .unwrap_err()
            .remove(0)
    };
    let error = refused("account_id,nam,currency\n");
    assert!(
        error.detail.contains("`name` or `revenue_y0`"),
        "{}",
        error.detail
    );
    assert_eq!(error.help.as_deref(), Some("is it the column `nam`"));
    assert!(refused("").detail.contains("empty"));
    assert!(
        refused("account_id,name,name (de),currency,revenue_y0\n")
            .detail
            .contains("another column")
    );
}

#[test]
fn headings_that_name_no_field_are_named() {
    let intake = table("account_id,name (de),currency,revenue_y0,Notiz\nA,O,EUR,1,x\n");
    assert_eq!(intake.inputs[0].unread, ["Notiz"]);
    assert_eq!(intake.accounts["T"].len(), 1);
}

#[test]
fn accounts_inside_a_record_and_in_a_file_of_their_own_are_the_same() {
    let rows = r#"[{"account_id": 1, "name": "Omega", "currency": "EUR", "revenue_y0": 10, "wallet": null, "willingness": "yes"},
        {"account_id": "B", "name": " Rho ", "currency": "EUR", "revenue_y0": 2.5, "contract_end": "2026-01-31"}]"#;
    let record = format!(r#"{{"id": "T", "total_revenue": 5, "accounts": {rows}}}"#);
    let inside = read(&fields(), &[source("o.json", &record)], &[], &ids(&["T"])).unwrap();
    let beside = read(&fields(), &[], &[source("a.json", rows)], &ids(&["T"])).unwrap();
    let csv = table(
        "account_id,name,currency,revenue_y0,willingness,contract_end\n1,Omega,EUR,10,yes,\nB,Rho,EUR,2.5,,2026-01-31\n",
    );
    let values = |intake: &AccountIntake| -> Vec<Option<Value>> {
        assert!(intake.rejected.is_empty(), "{:?}", intake.rejected);
        let all = intake.accounts["T"].iter();
        all.flat_map(|one| (0..fields().len()).map(move |field| one.value(field)))
            .collect()
    };
    assert_eq!(values(&inside), values(&csv));
    assert_eq!(values(&beside), values(&csv));
    assert_eq!(
        (inside.inputs[0].file.as_str(), inside.inputs[0].records),
        ("o.json#accounts", 2)
    );
}

#[test]
fn what_is_wrong_in_json_is_refused_with_its_line() {
    let text = "{\"id\": \"T\", \"accounts\": [\n\
                {\"account_id\": \"A\", \"name\": \"O\", \"currency\": \"EUR\", \"revenue_y0\": \"10\", \"Notiz\": 1},\n\
                {\"account_id\": \"A\", \"name\": \"O\", \"name\": \"P\", \"currency\": \"EUR\", \"revenue_y0\": 1},\n\
                7,\n\
                {\"account_id\": \"C\", \"name\": \"O\", \"currency\": \"EUR\", \"revenue_y0\": 1}]}\n\
                {\"id\": \"T2\", \"accounts\": 5}\n{\"id\": \"T3\", \"accounts\": null}\n";
    let sources = [source("o.ndjson", text)];
    let joined = text
        .replacen("[\n", "[", 1)
        .replace("},\n", "},")
        .replace("7,\n", "7,");
    let lines = read(
        &fields(),
        &[source("o.ndjson", &joined)],
        &[],
        &ids(&["T", "T2", "T3"]),
    )
    .unwrap();
    assert_eq!(lines.accounts["T"].len(), 1);
    assert_eq!(
        lines.rejected.last().unwrap().reason.id.as_ref(),
        "reject.not_accounts"
    );
    assert_eq!(lines.rejected.last().unwrap().place.line, Some(2));
    let one = [source(
        "o.json",
        text.split("\n{\"id\": \"T2\"").next().unwrap(),
    )];
    let whole = read(&fields(), &one, &[], &ids(&["T"])).unwrap();
    let found = faults(&whole);
    let reasons: Vec<(usize, &str)> = found
        .iter()
        .map(|(line, _, reason)| (*line, reason.as_str()))
        .collect();
    assert_eq!(
        reasons,
        [
            (2, "not_money"),
            (3, "double_key"),
            (3, "double_id"),
            (4, "not_object")
        ]
    );
    assert_eq!(whole.inputs[0].unread, ["Notiz"]);
    assert!(
        read(&fields(), &sources, &[], &ids(&["T"]))
            .unwrap()
            .accounts
            .is_empty()
    );
}

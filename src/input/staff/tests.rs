use super::*;
use crate::model::{Catalogue, Lang, Member, add_phrases, fill};

const HEAD: &str = "person_id,role,fte,competency_id,self,manager,evidence,date";

fn form() -> StaffForm {
    let pair = |a: &str, b: &str| (Id::from(a), Id::from(b));
    StaffForm {
        roles: vec![
            pair("key_account_manager", "key_account_manager"),
            pair("team", "team"),
            pair("kam", "key_account_manager"),
        ],
        competencies: vec![
            pair("C01", "customer_business"),
            pair("C03", "account_plans"),
        ],
    }
}

fn source(name: &str, text: &str) -> Source {
    Source {
        name: name.to_owned(),
        bytes: text.as_bytes().to_vec(),
    }
}

fn organisations(ids: &[&str]) -> Vec<Id> {
    ids.iter().map(|id| Id::from(*id)).collect()
}

fn table(text: &str) -> StaffIntake {
    read(
        &form(),
        &[],
        &[source("staff.csv", text)],
        &organisations(&["A"]),
        false,
    )
    .unwrap()
}

fn anonymous(text: &str) -> StaffIntake {
    let files = [source("staff.csv", text)];
    read(&form(), &[], &files, &organisations(&["A", "B"]), true).unwrap()
}

/// `id @place value: sentence` for each fault.
fn told(intake: &StaffIntake) -> Vec<String> {
    let mut texts = Catalogue::new();
    add_phrases(&mut texts);
    let line = |fault: &Rejected| {
        let sentence = texts[&*fault.reason.id].get(Lang::En);
        let filled = fill(sentence, |name| {
            fault.reason.values.get(name).map(|value| match value {
                crate::model::Value::Number(number) => number.to_string(),
                other => other.as_word().unwrap_or_default().to_owned(),
            })
        });
        let id = fault.id.as_deref().unwrap_or("–");
        let value = fault.value.as_deref().unwrap_or("–");
        format!("{id} @{} {value}: {filled}", fault.place)
    };
    intake.rejected.iter().map(line).collect()
}

fn refused(rows: &str) -> Vec<String> {
    told(&table(&format!("{HEAD}\n{rows}")))
}

fn members(intake: &StaffIntake, owner: &str) -> Vec<Member> {
    let staff = intake.staff.get(owner);
    staff.map_or_else(Vec::new, |staff| staff.members.clone())
}

#[test]
fn a_row_is_one_rating_of_a_person_in_a_role() {
    let read = table(&format!(
        "\u{feff}note,{HEAD}\nx,P1,kam, 0.4 ,account_plans,4,3,\"Plan, 2026\",2026-10-06\n,P1,kam,,C01,,2.5,,\n,P1,candidate_for_team,,C01,1,,,\n,,,,,,,,\n"
    ));
    assert!(read.rejected.is_empty());
    assert_eq!((read.inputs[0].records, read.inputs[0].rejected), (3, 0));
    assert_eq!(read.inputs[0].unread, ["note"]);
    let [manager, candidate] = <[Member; 2]>::try_from(members(&read, "A")).unwrap();
    assert_eq!(
        (&*manager.role, manager.candidate),
        ("key_account_manager", false)
    );
    assert!((manager.fte - 0.4).abs() < 1e-12);
    let plans = manager.rating("C03").unwrap();
    assert_eq!((plans.own, plans.manager), (Some(4.0), Some(3.0)));
    assert_eq!(plans.evidence.as_deref(), Some("Plan, 2026"));
    assert_eq!(plans.date.as_deref(), Some("2026-10-06"));
    assert_eq!(manager.rating("C01").unwrap().manager, Some(2.5));
    assert_eq!((&*candidate.role, candidate.candidate), ("team", true));
    assert!((candidate.fte - 1.0).abs() < 1e-12);
}

#[test]
fn all_faults_of_a_row_are_given_at_once_with_row_and_cell() {
    let read = table(&format!(
        "{HEAD}
P1,boss,2,C99,6,0.9,,Herbst 2026
,candidate_for_tean,-1,acount_plans,x,NaN,,2026-13-01
P2,,,,NA:krank,,,
P3,team,,C01,3
P4,team,,C01,,3,,
"
    ));
    assert_eq!(
        told(&read),
        [
            "P1 @staff.csv:2:2, field `role` boss: There is no such role; allowed: key_account_manager, team, kam, each also with `candidate_for_` in front.",
            "P1 @staff.csv:2:3, field `fte` 2: This is no share of a position; allowed: numbers from 0 to 1, empty for a full position.",
            "P1 @staff.csv:2:4, field `competency_id` C99: There is no such competency; allowed: C01–C03, or the key of the competency.",
            "P1 @staff.csv:2:5, field `self` 6: This is no level; allowed: numbers from 1 to 5, empty for “not rated”.",
            "P1 @staff.csv:2:6, field `manager` 0.9: This is no level; allowed: numbers from 1 to 5, empty for “not rated”.",
            "P1 @staff.csv:2:8, field `date` Herbst 2026: This is not a date; allowed: YYYY-MM-DD.",
            "– @staff.csv:3:2, field `role` candidate_for_tean: There is no such role (`team`?); allowed: key_account_manager, team, kam, each also with `candidate_for_` in front.",
            "– @staff.csv:3:3, field `fte` -1: This is no share of a position; allowed: numbers from 0 to 1, empty for a full position.",
            "– @staff.csv:3:4, field `competency_id` acount_plans: There is no such competency (`account_plans`?); allowed: C01–C03, or the key of the competency.",
            "– @staff.csv:3:5, field `self` x: This is no level; allowed: numbers from 1 to 5, empty for “not rated”.",
            "– @staff.csv:3:6, field `manager` NaN: This is no level; allowed: numbers from 1 to 5, empty for “not rated”.",
            "– @staff.csv:3:8, field `date` 2026-13-01: This is not a date; allowed: YYYY-MM-DD.",
            "– @staff.csv:3, field `person_id` –: This is needed and missing.",
            "P2 @staff.csv:4:5, field `self` NA:krank: There is no `NA` here; what was not rated stays empty.",
            "P2 @staff.csv:4, field `role` –: This is needed and missing.",
            "P2 @staff.csv:4, field `competency_id` –: This is needed and missing.",
            "– @staff.csv:5 –: The row has 5 cells, the header 8.",
        ]
    );
    assert_eq!((read.inputs[0].records, read.inputs[0].rejected), (5, 4));
    assert_eq!(members(&read, "A").len(), 1);
}

#[test]
fn numbers_that_people_would_not_write_are_refused() {
    for cell in ["inf", "1e999", "0x3", "3 ", "5.01", "0.99", "-3", "1.250"] {
        let faults = refused(&format!("P1,team,,C01,{cell},,,\n"));
        // A blank at the end does not count.
        assert_eq!(faults.len(), usize::from(cell != "3 "), "{cell}");
    }
}

#[test]
fn a_broken_quotation_mark_refuses_its_rows_alone() {
    let faults = refused("P1,team,,C01,3,,,\nP2,team,,C01,3,,\"a\"b,\nP3,team,,C01,,2,,\n");
    assert_eq!(
        faults,
        ["– @staff.csv:3 –: A quotation mark closes in the middle of a cell; lines concerned: 3."]
    );
}

#[test]
fn a_table_that_cannot_be_read_says_why() {
    let error = |text: &str, owners: &[&str]| {
        let read = read(
            &form(),
            &[],
            &[source("s.csv", text)],
            &organisations(owners),
            false,
        );
        let error = read.unwrap_err().remove(0);
        format!("{error} | {}", error.help.as_deref().unwrap_or_default())
    };
    assert_eq!(error("", &["A"]), "s.csv: this table of people is empty | ");
    assert_eq!(
        error("personid,role,competency_id\n", &["A"]),
        "s.csv:1: a table of people needs the column `person_id` | is it the column `personid`"
    );
    assert_eq!(
        error(&format!("{HEAD},self\n"), &["A"]),
        "s.csv:1: the column `self` stands there twice | "
    );
    assert_eq!(
        error(&format!("{HEAD}\n"), &["A", "B"]),
        "s.csv:1: the people name no `org_id`, and there are 2 organisations | add the column `org_id`, which says where each person works"
    );
}

#[test]
fn a_file_may_serve_several_organisations() {
    let text = format!(
        "org_id,{HEAD}\nA,P1,team,,C01,,3,,\nB,P1,kam,,C01,,2,,\nC,P2,team,,C01,,3,,\n,P3,team,,C01,,3,,\n"
    );
    let read = read(
        &form(),
        &[],
        &[source("s.csv", &text)],
        &organisations(&["A", "B"]),
        false,
    );
    let read = read.unwrap();
    assert_eq!(&*members(&read, "A")[0].role, "team");
    assert_eq!(&*members(&read, "B")[0].role, "key_account_manager");
    assert_eq!(
        told(&read),
        [
            "P2 @s.csv:4, field `org_id` C: There is no record with this id.",
            "P3 @s.csv:5, field `org_id` –: This is needed and missing.",
        ]
    );
}

#[test]
fn the_record_of_an_organisation_says_the_same_as_the_table() {
    let json = r#"{"id": "A", "staff": [
        {"person_id": 7, "role": "kam", "fte": 0.4, "competency_id": "C03", "self": 4, "manager": 3.5, "evidence": "Plan", "date": "2026-10-06"},
        {"person_id": "7", "role": "kam", "competency_id": "customer_business", "self": null, "mood": 3}]}"#;
    let read = read(
        &form(),
        &[source("a.json", json)],
        &[],
        &organisations(&["A"]),
        false,
    )
    .unwrap();
    assert_eq!(told(&read), Vec::<String>::new());
    assert_eq!(read.inputs[0].file, "a.json#staff");
    assert_eq!(read.inputs[0].unread, ["mood"]);
    let twin = table(&format!(
        "{HEAD}\n7,kam,0.4,C03,4,3.5,Plan,2026-10-06\n7,kam,,C01,,,,\n"
    ));
    let plain = |intake: &StaffIntake| {
        let mut members = members(intake, "A");
        for rating in members.iter_mut().flat_map(|one| &mut one.ratings) {
            rating.place = Place::default();
        }
        members
    };
    assert_eq!(plain(&read), plain(&twin));
}

#[test]
fn faults_of_a_record_name_their_place() {
    let json = r#"{"id": "A", "staff": [{"person_id": "P1", "role": 3, "competency_id": "C01", "self": "3", "self": 3}, 5]}"#;
    let read = read(
        &form(),
        &[source("a.json", json)],
        &[],
        &organisations(&["A"]),
        false,
    )
    .unwrap();
    assert_eq!(
        told(&read),
        [
            "P1 @a.json:1:51, field `role` 3: A text is expected here; allowed: \"…\", null.",
            "P1 @a.json:1:86, field `self` \"3\": This is no level; allowed: numbers from 1 to 5, empty for “not rated”.",
            "P1 @a.json:1:99, field `self` 3: The key stands there twice.",
            "– @a.json:1:103 5: A record is a JSON object {…}.",
        ]
    );
    let list = read_json(r#"{"id": "A", "staff": {}}"#);
    assert_eq!(
        told(&list),
        ["– @a.json:1:22, field `staff` {}: `staff` is a list of objects [{…}, …]."]
    );
}

fn read_json(json: &str) -> StaffIntake {
    read(
        &form(),
        &[source("a.json", json)],
        &[],
        &organisations(&["A"]),
        false,
    )
    .unwrap()
}

#[test]
fn a_file_of_ratings_may_be_json_too() {
    let lines = "{\"org_id\": \"A\", \"person_id\": \"P1\", \"role\": \"team\", \"competency_id\": \"C01\", \"self\": 3}\n{\"person_id\": \"P2\", \"role\": \"team\", \"competency_id\": \"C01\"}\n";
    let read = read(
        &form(),
        &[],
        &[source("s.ndjson", lines)],
        &organisations(&["A", "B"]),
        false,
    );
    let read = read.unwrap();
    assert_eq!(members(&read, "A").len(), 1);
    assert_eq!(
        told(&read),
        ["P2 @s.ndjson:2:1, field `org_id` –: This is needed and missing."]
    );
}

#[test]
fn codes_follow_the_first_appearance_in_each_organisation() {
    let read = anonymous(&format!(
        "org_id,{HEAD}\nA,Zander,team,,C01,,3,Herr Zander selbst,\nA,Adam,team,,C01,,9,,\nA,Berta,kam,,C01,,2,,\nA,Zander,kam,,C01,,2,,\nB,Berta,kam,,C01,,2,,\n"
    ));
    let names = |owner: &str| -> Vec<String> {
        let members = members(&read, owner);
        members.iter().map(|one| one.person.to_string()).collect()
    };
    assert_eq!(names("A"), ["P1", "P3", "P1"]);
    assert_eq!(names("B"), ["P1"]);
    assert_eq!(
        members(&read, "A")[0].ratings[0].evidence.as_deref(),
        Some("…")
    );
    assert_eq!(
        told(&read),
        [
            "P2 @staff.csv:3:7, field `manager` –: This is no level; allowed: numbers from 1 to 5, empty for “not rated”."
        ]
    );
}

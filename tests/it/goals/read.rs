//! What may stand in goals, KPIs and missions, and what is refused (domain 6.3, 7.1).

use serde_json::{Value, json};

use super::{AS_OF, Folder, each};
use crate::program::kamready_in;

fn checked(folder: &Folder) -> (String, Option<i32>) {
    let ran = kamready_in(folder.path(), &["check", ".", "--quiet"]);
    (ran.out + &ran.err, ran.code)
}

fn refused(goals: &str, part: &str) {
    let folder = Folder::new(&json!({})).with("goals.csv", goals);
    let (told, code) = checked(&folder);
    assert!(told.contains(part), "{part} in {told}");
    assert_eq!(code, Some(3), "{told}");
}

fn stated(one: &Value) -> &Value {
    &one["goals"]["stated"]
}

#[test]
fn a_cell_that_cannot_be_right_is_refused_with_its_place() {
    let head = "goal_id,kpi_id,baseline,target,due_date\n";
    for (row, part) in [
        (
            "Z1,K26,hoch,92,2027-12-31",
            "goals.csv:2:3, field `baseline`: `hoch` This is not a number",
        ),
        (
            "Z1,K26,84,1.200,2027-12-31",
            "field `target`: `1.200` This can mean 1200 or 1.2",
        ),
        (
            "Z1,K26,84,inf,2027-12-31",
            "field `target`: `inf` This is not a number",
        ),
        (
            "Z1,K26,84,NaN,2027-12-31",
            "field `target`: `NaN` This is not a number",
        ),
        (
            "Z1,K26,84,92 %,2027-12-31",
            "field `target`: `92 %` This field has no unit; give the number without “%”",
        ),
        (
            "Z1,K26,84,92,Ende 2027",
            "field `due_date`: `Ende 2027` This is not a date; allowed: YYYY-MM-DD",
        ),
        (
            "Z1,K26,84,92,2027-02-29",
            "field `due_date`: `2027-02-29` This is not a date",
        ),
        (
            "Z1,K26,NA:weiß nicht,92,2027-12-31",
            "field `baseline`: `NA:weiß nicht` What does not apply is left empty here",
        ),
        (
            ",K26,84,92,2027-12-31",
            "field `goal_id`: This is needed and missing",
        ),
        ("Z1,K26,84", "The row has 3 cells, the header 5"),
        (
            "Z1,\"K26,84,92,2027-12-31",
            "stays open to the end of the file",
        ),
    ] {
        refused(&format!("{head}{row}\n"), part);
    }
    refused(
        &format!("{head}Z1,K26,84,92,\nZ1,K27,5,4,\n"),
        "field `goal_id`: `Z1` The id stands there already: ./goals.csv:2",
    );
}

#[test]
fn a_refused_goal_does_not_take_the_others_along() {
    let goals = "goal_id,kpi_id,baseline\nZ1,K26,hoch\nZ2,K26,80\n";
    let folder = Folder::new(&json!({})).with("goals.csv", goals);
    let one = folder.one();
    assert_eq!(each(&stated(&one)["records"], "goal_id"), ["Z2"]);
    assert_eq!(folder.ran(&["-o", "json"]).code, Some(3));
}

#[test]
fn a_table_that_is_none_stops_the_run() {
    for (goals, part) in [
        ("", "this table of goals is empty"),
        (
            "goals,kpi_id\nZ1,K26\n",
            "the header of the goals has no column `goal_id`",
        ),
        (
            "goal_id,Kennzahl,kpi_id\nZ1,K26,K26\n",
            "the column `kpi_id` names a field that another column names too",
        ),
    ] {
        let folder = Folder::new(&json!({})).with("goals.csv", goals);
        let (told, code) = checked(&folder);
        assert!(told.contains(part), "{part} in {told}");
        assert_eq!(code, Some(2));
    }
}

#[test]
fn german_headings_and_a_file_of_another_encoding() {
    let goals = "Ziel-Nr.,Ziel in Worten,Kennzahl,Istwert,Sollwert,Termin,Zuständige Person\nZ1,Maß für Maß,K26,84,92,2027-12-31,Jürgen Groß\n";
    let one = Folder::new(&json!({}))
        .with("goals.csv", &format!("\u{feff}{goals}"))
        .one();
    let record = &stated(&one)["records"][0];
    assert_eq!(
        (&record["owner"], &record["baseline"]),
        (&json!("Jürgen Groß"), &json!(84.0))
    );
    let folder = Folder::new(&json!({}));
    let sheet = "Ziel-Nr.;Istwert;Termin;Zuständige Person\r\nZ1;84,5;31.12.2027;Jürgen\r\n";
    let latin = sheet.chars().map(|c| u8::try_from(u32::from(c)).unwrap());
    std::fs::write(folder.path().join("goals.csv"), latin.collect::<Vec<u8>>()).unwrap();
    let one = folder.one();
    let record = &stated(&one)["records"][0];
    assert_eq!(
        (&record["owner"], &record["baseline"], &record["due_date"]),
        (&json!("Jürgen"), &json!(84.5), &json!("2027-12-31"))
    );
}

#[test]
fn json_says_the_same_as_the_table() {
    let csv = "goal_id,text,scope_accounts,kpi_id,baseline,target,unit,due_date,owner,strategy_ref,milestone_date\nZ1,Mehr,Omega; Theta,K26,84,92,%,2027-12-31,P1,S,2027-06-30\n";
    let record = json!([{
        "goal_id": "Z1", "text": "Mehr", "scope_accounts": ["Omega", "Theta"], "kpi_id": "K26", "baseline": 84, "target": 92,
        "unit": "%", "due_date": "2027-12-31", "owner": "P1", "strategy_ref": "S", "resources_ref": "", "milestone_date": "2027-06-30", "value_y2": null,
    }]);
    let table = Folder::new(&json!({})).with("goals.csv", csv).one();
    let inside = Folder::new(&json!({"goals": record})).one();
    assert_eq!(table["goals"], inside["goals"]);
    assert_eq!(stated(&table)["goals_smart_pct"], json!(100.0));
    let beside = Folder::new(&json!({})).with("beside.json", &record.to_string());
    let told = kamready_in(
        beside.path(),
        &[
            "assess",
            "organisation.json",
            "--goals",
            "beside.json",
            "--as-of",
            AS_OF,
            "-o",
            "json",
        ],
    )
    .json();
    assert_eq!(told["organisations"][0]["goals"], inside["goals"]);
}

#[test]
fn faults_in_json_name_their_place() {
    let goals = json!([{"goal_id": "Z1", "baseline": "84"}, 5, {"goal_id": "Z2", "target": [1]}, {"kpi_id": "K26"}]);
    for (goals, count) in [(goals, 4), (json!({"goal_id": "Z1"}), 1), (json!("Z1"), 1)] {
        let folder = Folder::new(&json!({"goals": goals}));
        let (told, code) = checked(&folder);
        assert_eq!(
            told.matches("organisation.json:1:").count(),
            count,
            "{told}"
        );
        assert_eq!(code, Some(3));
    }
}

#[test]
fn several_organisations_share_a_file_by_org_id() {
    let two = json!([{"id": "A"}, {"id": "B"}]).to_string();
    let ran = |goals: &str| {
        let folder = Folder::new(&json!({}))
            .with("two.json", &two)
            .with("g.csv", goals);
        kamready_in(
            folder.path(),
            &["assess", "two.json", "--goals", "g.csv", "-o", "json"],
        )
    };
    let told = ran("org_id,goal_id\nB,Z1\nA,Z1\nC,Z2\n,Z3\n");
    assert_eq!(told.code, Some(3));
    let document: Value = serde_json::from_str(&told.out).unwrap();
    for one in [0, 1] {
        assert_eq!(
            each(
                &stated(&document["organisations"][one])["records"],
                "goal_id"
            ),
            ["Z1"]
        );
    }
    assert_eq!(document["rejected"].as_array().unwrap().len(), 2);
    let none = ran("goal_id\nZ1\n");
    assert_eq!(none.code, Some(2));
    assert!(
        none.err
            .contains("the goals name no `org_id`, and there are 2 organisations"),
        "{}",
        none.err
    );
}

#[test]
fn own_kpis_are_read_beside_the_goals() {
    let kpis = "kpi_id,formula,unit,direction,goal\nE1,a ÷ b,Stück,steigend,G2\nE2,,,down,G7\nE3,a,%,quer,G7\nE4,a,%,up,G99\nK01,a,%,up,G1\nE1,a,%,up,G1\n";
    let goals =
        "goal_id,kpi_id,baseline,target,unit\nZ1,E1,10,11,Stück\nZ2,E2,11,10,\nZ3,E3,1,2,\n";
    let folder = Folder::new(&json!({}))
        .with("kpis.csv", kpis)
        .with("goals.csv", goals);
    let (told, code) = checked(&folder);
    for part in [
        "kpis.csv:4:4, field `direction`",
        "kpis.csv:5:5, field `goal`",
        "kpis.csv:6, field `kpi_id`: `K01` A KPI of the list is called so already",
        "kpis.csv:7, field `kpi_id`: `E1` The id stands there already",
    ] {
        assert!(told.contains(part), "{part} in {told}");
    }
    assert!(told.contains("kpis.csv: 6 records, 4 rejected"), "{told}");
    assert_eq!(code, Some(3));
    let one = folder.one();
    let states = each(&stated(&one)["records"][0]["checks"], "state");
    assert_eq!(states[1], "passed");
    assert_eq!(stated(&one)["records"][0]["goal"], "G2");
    let reasons = |record: usize| {
        each(
            &stated(&one)["records"][record]["checks"][1]["reasons"],
            "id",
        )
    };
    assert_eq!(reasons(1), ["smart.M.no_formula"]);
    assert_eq!(reasons(2), ["smart.M.unknown_kpi"]);
}

#[test]
fn a_mission_is_fields_or_a_text() {
    let fields = json!({"mission": {"purpose": "Gemeinsam besser werden.", "promise": "Wir stellen {Team}.", "own_benefit": null, "text": "Kurz."}});
    let one = Folder::new(&fields).one();
    assert_eq!(
        one["mission"]["stated"]["mission_elements_pct"],
        json!(10.0)
    );
    assert_eq!(one["mission"]["stated"]["words"], 1);
    let text = Folder::new(&json!({"mission": "Wir gewinnen."})).one();
    let file = Folder::new(&json!({}))
        .with("mission.md", "Wir gewinnen.")
        .one();
    assert_eq!(text["mission"], file["mission"]);
    assert_eq!(
        text["mission"]["stated"]["mission_elements_pct"],
        Value::Null
    );
    assert_eq!(
        Folder::new(&json!({"mission": null})).one()["mission"]["stated"],
        Value::Null
    );
}

#[test]
fn a_mission_that_is_none_is_refused_with_its_place() {
    for (mission, part) in [
        (
            json!(7),
            "A mission is a text, or an object with its elements",
        ),
        (
            json!({"purpos": "x"}),
            "field `purpos`: `\"x\"` There is no such field (`purpose`?)",
        ),
        (
            json!({"purpose": 7}),
            "field `purpose`: `7` A text is expected here",
        ),
    ] {
        let (told, code) = checked(&Folder::new(&json!({"mission": mission})));
        assert!(told.contains(part), "{part} in {told}");
        assert_eq!(code, Some(3));
    }
    let both = Folder::new(&json!({"mission": "Wir."})).with("mission.md", "Wir auch.");
    let (told, code) = checked(&both);
    assert!(told.contains("This record has a mission already"), "{told}");
    assert_eq!(code, Some(3));
}

#[test]
fn a_pack_without_goals_reads_none_and_says_nothing() {
    let pack = crate::program::fixture("packs/tiny");
    let folder = Folder::new(&json!({}))
        .with("only.csv", "id\nT\n")
        .with("g.csv", "nonsense\n");
    let pack = pack.display().to_string();
    let ran = kamready_in(
        folder.path(),
        &[
            "assess", "only.csv", "--pack", &pack, "--goals", "g.csv", "-o", "json",
        ],
    );
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let one = &serde_json::from_str::<Value>(&ran.out).unwrap()["organisations"][0];
    for key in ["goals", "kpis", "mission"] {
        assert!(one.get(key).is_none(), "{key}");
    }
}

//! Overlays: what they change is in the result and in every report, with its reason; what they may not is refused.

mod refused;

use std::fs;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::program::{Ran, copy, fixture, kamready, kamready_in};

const HEAD: &str = "id = \"mine\"\nversion = \"1.0.0\"\nextends = \"kam\"\ntitle = { de = \"Meins\", en = \"Mine\" }\n";
const REASON: &str = "reason = { de = \"Weil es so ist.\", en = \"Because it is so.\" }\n";

/// A folder with the organisations of the document and an overlay of these changes.
fn overlay(changes: &str) -> TempDir {
    let folder = TempDir::new().unwrap();
    let pack = folder.path().join("mine");
    fs::create_dir(&pack).unwrap();
    fs::write(pack.join("pack.toml"), format!("{HEAD}\n{changes}")).unwrap();
    let file = fixture("organisations/domain.csv");
    fs::copy(file, folder.path().join("domain.csv")).unwrap();
    folder
}

/// One change with the usual reason.
fn change(lines: &str) -> String {
    format!("[[changes]]\n{lines}\n{REASON}")
}

fn run(folder: &TempDir, arguments: &[&str]) -> Ran {
    kamready_in(folder.path(), &[arguments, &["--pack", "mine"]].concat())
}

fn assessed(folder: &TempDir) -> Value {
    run(folder, &["assess", "domain.csv", "-o", "json"]).json()
}

/// The organisation of this id under the change, and the one record of the change.
fn under(lines: &str, id: &str) -> (Value, Value) {
    let result = assessed(&overlay(&change(lines)));
    let all = result["organisations"].as_array().unwrap();
    let one = all.iter().find(|one| one["id"] == id).unwrap().clone();
    let changes = result["pack"]["overlays"][0]["changes"].as_array().unwrap();
    assert_eq!(changes.len(), 1);
    let reason = json!({"de": "Weil es so ist.", "en": "Because it is so."});
    assert_eq!(changes[0]["reason"], reason);
    (one, changes[0].clone())
}

fn recorded(change: &Value, what: &str, from: &str, to: &str) {
    let found = ["what", "from", "to"].map(|name| change[name].as_str().unwrap());
    assert_eq!(found, [what, from, to]);
}

fn named<'v>(list: &'v Value, id: &str) -> Option<&'v Value> {
    let mut all = list.as_array().unwrap().iter();
    all.find(|one| one["id"] == id)
}

#[test]
fn weights_of_dimensions_and_rules_can_be_changed() {
    let (one, record) = under("weight = \"D05_data_information\"\nto = 26", "T01");
    recorded(&record, "weight D05_data_information", "13", "26");
    // The parts of domain 9.2 under the new weight.
    let parts = [
        (10.0, 89.0),
        (8.0, 79.0),
        (26.0, 85.3),
        (14.0, 80.9),
        (10.0, 70.5),
    ];
    let more = [(5.0, 54.5), (13.0, 73.1), (15.0, 87.0), (12.0, 68.6)];
    let sum: f64 = parts.iter().chain(&more).map(|(w, s)| w * s).sum();
    let score = one["readiness"]["score"].as_f64().unwrap();
    assert!((score - sum / 113.0).abs() < 0.06, "{score}");

    let (one, record) = under("weight = \"goals_customer_value\"\nto = 0.5", "T01");
    recorded(&record, "weight goals_customer_value", "10", "0.5");
    assert_eq!(
        named(&one["rules"], "goals_customer_value").unwrap()["weight"],
        0.5
    );
}

#[test]
fn params_of_each_shape_can_be_changed() {
    let (one, record) = under("param = \"G5.least\"\nto = 99.5", "T02");
    recorded(&record, "param G5.least", "60", "99.5");
    assert_eq!(named(&one["gates"], "G5").unwrap()["state"], "binding");

    let knots = "param = \"relative_market_share.knots\"\nto = [[0, 0], [2.0, 100]]";
    let (one, record) = under(knots, "T01");
    recorded(
        &record,
        "param relative_market_share.knots",
        "0→0 0.2→25 0.5→50 1→80 2→100",
        "0→0 2→100",
    );
    // A relative market share of 0.9.
    assert_eq!(
        named(&one["rules"], "relative_market_share").unwrap()["points"],
        45.0
    );

    let table =
        "param = \"competition_intensity.points\"\nto = { low = 0, medium = 10, high = 20 }";
    let (one, record) = under(table, "T01");
    recorded(
        &record,
        "param competition_intensity.points",
        "low=20 medium=60 high=100",
        "low=0 medium=10 high=20",
    );
    assert_eq!(
        named(&one["rules"], "competition_intensity").unwrap()["points"],
        20.0
    );
}

#[test]
fn levels_effects_and_targets_can_be_changed() {
    let (one, record) = under("level = \"L4\"\nto = 80", "T01");
    recorded(&record, "level L4", "65", "80");
    assert_eq!(one["level"]["id"], "L3");

    let effect = "effect = \"structure_type.functional.sales_line\"\nto = -3";
    let (one, record) = under(effect, "T01");
    recorded(
        &record,
        "effect structure_type.functional.sales_line",
        "2",
        "-3",
    );
    // Ten points less in the effect of weight 3, over 3 × 22.5 structural weights.
    let fit = named(&one["placement"]["options"], "sales_line").unwrap()["target_fit"]
        .as_f64()
        .unwrap();
    assert!(
        (fit - (74.074_074 - 50.0 * 15.0 / 67.5)).abs() < 1e-4,
        "{fit}"
    );
    assert_eq!(one["placement"]["target"], "customer_management");

    let target = "target = \"C01.key_account_manager\"\nto = \"5/2\"";
    let (one, record) = under(target, "T01");
    recorded(&record, "target C01.key_account_manager", "4/3", "5/2");
    let role = named(&one["competencies"]["roles"], "key_account_manager").unwrap();
    let target = named(&role["targets"], "customer_business").unwrap();
    assert_eq!(
        (&target["level"], &target["criticality"]),
        (&json!(5), &json!(2))
    );
}

#[test]
fn a_rule_can_be_switched_off_and_what_yields_to_it_stands_for_itself() {
    let (one, record) = under("off = \"career_path\"", "T01");
    recorded(&record, "off career_path", "on", "off");
    assert!(named(&one["rules"], "career_path").is_none());
    // Without W25, the weak dimensions of T06 are those of W40 alone.
    let (one, _) = under("off = \"W25\"", "T06");
    let bound = one["level"]["bound_by"].to_string();
    assert!(
        bound.contains("W40:D03_goals") && !bound.contains("W25"),
        "{bound}"
    );
    // Without M1, M2 has nothing to take the place of.
    let (one, _) = under("off = \"M1\"", "T01");
    assert!(
        !one["competencies"]["applied"]
            .to_string()
            .contains("\"M1\"")
    );
}

#[test]
fn a_changed_text_shows_wherever_it_is_printed() {
    let text = |key: &str, de: &str, en: &str| {
        change(&format!(
            "text = \"{key}\"\nto = {{ de = \"{de}\", en = \"{en}\" }}"
        ))
    };
    let folder = overlay(
        &[
            text(
                "level.L3.next",
                "Erst der Lenkungskreis.",
                "First the committee.",
            ),
            text("rule.career_path.title", "Aufstieg", "Rising"),
            text("dimension.D03_goals", "Absichten", "Intentions"),
            text(
                "field.career_path.question",
                "Wie steigt man auf?",
                "How do people rise?",
            ),
            text(
                "option.sales_line.pro.1",
                "Nahe am Kunden",
                "Near the customer",
            ),
        ]
        .concat(),
    );
    let says = |arguments: &[&str], words: &[&str]| {
        let told = run(&folder, arguments).good();
        for word in words {
            assert!(told.contains(word), "{arguments:?} lacks {word}:\n{told}");
        }
    };
    says(&["pack", "list"], &["Rising", "Intentions"]);
    says(
        &["pack", "list", "--lang", "de"],
        &["Aufstieg", "Absichten"],
    );
    says(
        &["pack", "show", "career_path"],
        &["Rising", "How do people rise?"],
    );
    says(&["pack", "show", "L3"], &["First the committee."]);
    says(
        &["pack", "show", "D03_goals", "--lang", "de"],
        &["# Absichten"],
    );
    let book = [
        "### Rising",
        "First the committee.",
        "### Intentions",
        "Near the customer",
    ];
    says(&["pack", "doc"], &book);
    says(
        &["assess", "domain.csv", "-o", "markdown", "--lang", "de"],
        &["Erst der Lenkungskreis.", "Absichten", "Nahe am Kunden"],
    );
    says(
        &[
            "explain",
            "domain.csv",
            "--org",
            "T02",
            "--rule",
            "career_path",
        ],
        &["Rising (career_path)"],
    );
    // A change of one language is a change.
    let label = "to = { de = \"Laufbahn im KAM\", en = \"Career path for KAM\" }";
    let (_, record) = under(
        &format!("text = \"rule.career_path.title\"\n{label}"),
        "T01",
    );
    recorded(
        &record,
        "text rule.career_path.title",
        "Laufbahn | Career path for KAM",
        "Laufbahn im KAM | Career path for KAM",
    );
}

#[test]
fn a_rule_can_be_added_with_its_field_and_source() {
    let muster = kamready(&[
        "assess",
        "fixtures/organisations/domain.csv",
        "--pack",
        "fixtures/packs/muster",
        "-o",
        "json",
    ])
    .json();
    let changes = muster["pack"]["overlays"][0]["changes"].as_array().unwrap();
    let added = changes.iter().find(|one| one["from"] == "–").unwrap();
    recorded(added, "rule margin_review_months", "–", "+");
    let one = &muster["organisations"][0];
    assert_eq!(
        named(&one["rules"], "margin_review_months").unwrap()["outcome"],
        "unknown"
    );
}

#[test]
fn every_report_names_the_overlay_and_its_reasons() {
    let pack = fs::read_to_string(fixture("packs/muster/pack.toml")).unwrap();
    let pack: toml::Table = toml::from_str(&pack).unwrap();
    let changes = pack["changes"].as_array().unwrap();
    let portfolio = "fixtures/organisations/domain.csv";
    let one = "fixtures/organisations/messtechnik.json";
    for lang in ["de", "en"] {
        for (file, format) in [
            (portfolio, "text"),
            (one, "text"),
            (portfolio, "markdown"),
            (one, "markdown"),
            (one, "json"),
            (one, "ndjson"),
        ] {
            let arguments = ["assess", file, "-o", format, "--lang", lang];
            let muster = ["--pack", "fixtures/packs/muster"];
            let told = kamready(&[&arguments[..], &muster].concat()).good();
            assert_ne!(told, kamready(&arguments).good());
            let words = told.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(words.contains("muster"), "{format} {lang}");
            for change in changes {
                let reason = change["reason"][lang].as_str().unwrap();
                assert!(
                    words.contains(reason),
                    "{format} {lang} lacks {reason}:\n{words}"
                );
            }
        }
    }
}

#[test]
fn an_overlay_reads_as_it_should() {
    let muster = ["--pack", "fixtures/packs/muster", "--lang", "de"];
    let run = |arguments: &[&str]| kamready(&[arguments, &muster].concat());
    let text = run(&["assess", "fixtures/organisations/messtechnik.json"]).good();
    let (_, end) = text.split_once("Regelwerk angepasst").unwrap();
    insta::assert_snapshot!("text", end);
    for id in ["D05_data_information", "G5", "L3", "margin_review_months"] {
        let told = run(&["pack", "show", id, "--origin"]);
        let kept: Vec<&str> = told
            .out
            .lines()
            .take_while(|line| !line.is_empty())
            .collect();
        insta::assert_snapshot!(
            format!("origin_{id}"),
            format!("{}\n{}", kept.join("\n"), told.err)
        );
    }
    let folder = overlay(&change("target = \"C01.sponsor\"\nto = \"4/2\""));
    let told = self::run(&folder, &["pack", "show", "C01", "--origin"]).good();
    insta::assert_snapshot!("origin_C01", told);
    let file = "fixtures/organisations/domain.csv";
    let gate = run(&["explain", file, "--org", "T02", "--rule", "G5"]).good();
    let (_, gate) = gate.split_once("Angepasst\n").unwrap();
    insta::assert_snapshot!("explain_changed", gate);
    let off = run(&["explain", file, "--org", "T02", "--rule", "career_path"]);
    insta::assert_snapshot!("explain_off", off.told());
}

#[test]
fn every_kind_of_change_is_told_in_words() {
    let folder = overlay(
        &[
            change("weight = \"D05_data_information\"\nto = 26.5"),
            change("param = \"G5.least\"\nto = 75"),
            change("level = \"L4\"\nto = 66.5"),
            change("effect = \"structure_type.functional.sales_line\"\nto = 1"),
            change("target = \"C01.key_account_manager\"\nto = \"5/3\""),
            change("text = \"level.L3.next\"\nto = { de = \"Anfangen.\", en = \"Begin.\" }"),
            change("off = \"career_path\""),
        ]
        .concat(),
    );
    for (lang, title) in [
        ("de", "Regelwerk angepasst durch"),
        ("en", "Rule pack adapted by"),
    ] {
        let told = run(&folder, &["assess", "domain.csv", "--lang", lang]).good();
        let (_, end) = told.split_once(title).unwrap();
        insta::assert_snapshot!(format!("told.{lang}"), end);
    }
}

#[test]
fn an_overlay_can_extend_a_pack_in_the_folder_beside_it() {
    let folder = TempDir::new().unwrap();
    copy(&fixture("packs/tiny"), &folder.path().join("tiny"));
    let manifest = folder.path().join("tiny/pack.toml");
    let text = fs::read_to_string(&manifest).unwrap();
    fs::write(
        &manifest,
        format!("{text}\n[overlay]\nallow = [\"weights\"]\n"),
    )
    .unwrap();
    let mine = folder.path().join("mine");
    fs::create_dir(&mine).unwrap();
    let head = HEAD.replace("\"kam\"", "\"tiny\"");
    let change = change("weight = \"P1_records\"\nto = 10");
    fs::write(mine.join("pack.toml"), format!("{head}\n{change}")).unwrap();
    let told = run(&folder, &["pack", "list"]).good();
    assert!(
        told.starts_with("P1_records  Records (weight 10)\n"),
        "{told}"
    );
}

/// The example case under an overlay, and what it says of its customers.
fn customers(changes: &str) -> (TempDir, Value) {
    let folder = overlay(changes);
    copy(&fixture("case/de"), &folder.path().join("case"));
    let result = run(&folder, &["assess", "case", "-o", "json"]).json();
    let customers = result["organisations"][0]["accounts"]["result"].clone();
    (folder, customers)
}

fn group<'v>(customers: &'v Value, key: &str) -> &'v Value {
    let mut groups = customers["groups"].as_array().unwrap().iter();
    groups.find(|group| group["key"] == key).unwrap()
}

#[test]
fn rules_over_customers_can_be_changed_as_the_others() {
    let (_, before) = customers("");
    let lines = [
        "weight = \"margin\"\nto = 40",
        "param = \"S4.least\"\nto = 15",
        "off = \"S2\"",
        "text = \"account.S1.title\"\nto = { de = \"Bonität reicht nicht\", en = \"Credit too weak\" }",
    ];
    let changes: Vec<String> = lines.iter().map(|lines| change(lines)).collect();
    let (folder, after) = customers(&changes.join("\n"));
    let axis = |all: &Value| group(all, "Veltamed")["attractiveness"].clone();
    // (20 × margin + 80 × rest) ÷ 100 becomes (40 × margin + 80 × rest) ÷ 120.
    let score = |all: &Value| axis(all)["score"].as_f64().unwrap();
    let criteria = axis(&before)["criteria"].clone();
    let margin = named(&criteria, "margin").unwrap()["points"]
        .as_f64()
        .unwrap();
    let wanted = (100.0 * score(&before) + 20.0 * margin) / 120.0;
    assert!((score(&after) - wanted).abs() < 1e-5, "{wanted}");
    let binding = |all: &Value, key: &str| group(all, key)["binding"].clone();
    let small = "Lavendelia Seifen GmbH";
    assert_eq!(binding(&before, small), json!([]));
    assert_eq!(binding(&after, small), json!(["S4"]));
    let unwilling = "Ferrotal Haushalt GmbH";
    assert_eq!(binding(&before, unwilling), json!(["S2"]));
    assert!(!binding(&after, unwilling).to_string().contains("S2"));
    let told = run(
        &folder,
        &["assess", "case", "--lang", "de", "-o", "markdown"],
    )
    .good();
    for line in [
        "Gewicht „DB II gegenüber dem Durchschnitt“: 20 → 40",
        "Wert least, „Zu kleiner Gesamtbedarf“: 0,5 → 15",
        "Abgeschaltet:",
        "S1 Bonität reicht nicht",
        "Weil es so ist.",
    ] {
        assert!(told.contains(line), "{line}: {told}");
    }
    let explained = ["explain", "case", "--org", "M-3001", "--rule", "margin"];
    let told = run(&folder, &explained).good();
    assert!(told.contains("weight margin: 20 → 40"), "{told}");
}

#[test]
fn a_rule_over_customers_can_be_added_and_the_last_of_an_axis_stays() {
    let folder = overlay("");
    copy(&fixture("case/de"), &folder.path().join("case"));
    let gates = folder.path().join("mine/accounts/gates");
    fs::create_dir_all(&gates).unwrap();
    let base = fs::read_to_string(crate::program::root().join("rules/kam/accounts/gates/S3.rhai"));
    fs::write(gates.join("S9.rhai"), base.unwrap()).unwrap();
    let result = run(&folder, &["assess", "case", "-o", "json"]).json();
    let customers = &result["organisations"][0]["accounts"]["result"];
    let binding = &group(customers, "Eisgrund Tiefkühlkost GmbH")["binding"];
    assert_eq!(*binding, json!(["S3", "S9"]));
    let changes = &result["pack"]["overlays"][0]["changes"];
    recorded(&changes[0], "rule S9", "–", "+");
    let empty = overlay(&change("off = \"revenue_share\""));
    let ran = run(&empty, &["assess", "domain.csv"]);
    assert_eq!(ran.code, Some(2));
    assert!(
        ran.err
            .contains("the axis `value` would have no criterion left"),
        "{}",
        ran.err
    );
}

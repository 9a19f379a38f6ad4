use super::*;
use crate::model::{Accounts, AccountsBuilder, Value};
use crate::pack::{Pack, PackFiles};
use std::sync::LazyLock;

static PACK: LazyLock<Pack> = LazyLock::new(|| Pack::read(&PackFiles::embedded()).unwrap());

fn checked(stated: &StatedMission) -> CheckedMission {
    check_mission(
        PACK.mission.as_ref().unwrap(),
        stated,
        &AccountNames::default(),
    )
}

fn fields(filled: &[(&str, &str)]) -> StatedMission {
    let elements = filled
        .iter()
        .map(|(id, text)| (Id::from(*id), Id::from(*text)));
    StatedMission {
        elements: Some(elements.collect()),
        ..StatedMission::default()
    }
}

fn text(text: &str) -> StatedMission {
    StatedMission {
        text: Some(text.into()),
        ..StatedMission::default()
    }
}

fn told(mission: &CheckedMission) -> Vec<&str> {
    mission.warnings.iter().map(|reason| &*reason.id).collect()
}

#[test]
fn each_of_ten_filled_elements_counts_a_tenth() {
    let ids: Vec<&Id> = PACK
        .mission
        .as_ref()
        .unwrap()
        .elements
        .iter()
        .map(|one| &one.id)
        .collect();
    let names = [
        "for_whom",
        "purpose",
        "customer_benefit",
        "own_benefit",
        "promise",
        "expectation",
        "values_rules",
        "cooperation",
        "measurement",
        "validity",
    ];
    assert!(ids.iter().map(|id| &***id).eq(names));
    for count in [0, 1, 9, 10] {
        let filled: Vec<(&str, &str)> = names
            .iter()
            .take(count)
            .map(|name| (*name, "etwas"))
            .collect();
        assert_eq!(
            checked(&fields(&filled)).mission_elements_pct,
            Some(count as f64 * 10.0)
        );
    }
}

#[test]
fn an_empty_field_or_one_with_a_blank_does_not_count() {
    let mission = checked(&fields(&[
        ("purpose", "  "),
        ("promise", "Wir stellen {Team}."),
        ("validity", "bis 2030"),
    ]));
    assert_eq!(mission.mission_elements_pct, Some(10.0));
    let states: Vec<&str> = mission
        .elements
        .iter()
        .map(|one| one.state.name())
        .collect();
    assert_eq!(
        states,
        [
            "missing", "missing", "missing", "missing", "blank", "missing", "missing", "missing",
            "missing", "filled"
        ]
    );
    assert_eq!(mission.blanks, 1);
}

#[test]
fn free_text_gives_no_percent_and_only_hints() {
    let mission = checked(&text("Wir gewinnen Zeit."));
    assert_eq!(mission.mission_elements_pct, None);
    let hinted: Vec<&str> = mission
        .elements
        .iter()
        .filter(|one| one.state == ElementState::Hinted)
        .map(|one| &*one.id)
        .collect();
    assert_eq!(hinted, ["own_benefit"]);
}

#[test]
fn eighty_to_two_hundred_words_are_good() {
    for (count, good) in [(79, false), (80, true), (200, true), (201, false)] {
        let mission = checked(&text(&format!(
            "# Unsere Mission\n\n{}",
            "Wort ".repeat(count)
        )));
        assert_eq!(mission.words, count);
        assert_eq!(
            !told(&mission).contains(&"mission.warning.words"),
            good,
            "{count}"
        );
    }
}

#[test]
fn a_word_that_begins_like_exclusivity_is_told_once() {
    let mission = checked(&text(
        "Exklusivität! EXKLUSIV, exklusivität, ausschließlich, exclusive. Nicht inklusiv-exklusiv.",
    ));
    let words: Vec<&Value> = mission
        .warnings
        .iter()
        .filter_map(|reason| reason.values.get("word"))
        .collect();
    assert_eq!(
        words,
        ["exklusivität", "exklusiv", "ausschließlich", "exclusive"]
            .map(Value::word)
            .iter()
            .collect::<Vec<_>>()
    );
    assert!(!told(&checked(&text("inklusive"))).contains(&"mission.warning.exclusive"));
}

fn customers() -> Accounts {
    let fields = &PACK.accounts.as_ref().unwrap().fields;
    let mut builder = AccountsBuilder::new(fields, "accounts.csv");
    for (name, group) in [("Omega DE", Some("Omega Gruppe")), ("Müller & Söhne", None)] {
        let mut values = vec![None; fields.len()];
        values[fields.position("name").unwrap()] = Some(Value::word(name));
        values[fields.position("parent_group").unwrap()] = group.map(Value::word);
        builder.push(2, &values);
    }
    builder.finish()
}

#[test]
fn a_customer_is_named_only_in_the_line_of_approval() {
    let accounts = customers();
    let names = AccountNames::of(
        Some(&accounts),
        PACK.accounts.as_ref().map(|accounts| &accounts.fields),
    );
    let named = |text: &str| -> Vec<Value> {
        let stated = StatedMission {
            text: Some(text.into()),
            ..StatedMission::default()
        };
        let mission = check_mission(PACK.mission.as_ref().unwrap(), &stated, &names);
        mission
            .warnings
            .iter()
            .filter_map(|reason| reason.values.get("account").cloned())
            .collect()
    };
    assert_eq!(
        named("Wir und MÜLLER & Söhne"),
        [Value::word("Müller & Söhne")]
    );
    assert_eq!(
        named("die Omega\nGruppe und Omega DE"),
        [Value::word("Omega DE"), Value::word("Omega Gruppe")]
    );
    for text in [
        "Beschlossen von uns; abgestimmt mit Omega DE",
        "Approved by us; agreed with Omega DE",
        "Omegas DE",
        "Omega",
        "Müllers Söhne",
    ] {
        assert_eq!(named(text), [], "{text}");
    }
}

#[test]
fn the_draft_holds_what_is_known_and_nothing_else() {
    let nothing = DraftFacts {
        company: None,
        candidates: Some(0),
        profile: None,
        goals: None,
    };
    assert!(
        draft(PACK.mission.as_ref().unwrap(), nothing)
            .values
            .is_empty()
    );
    let name = Id::from("Muster {GmbH}");
    let some = DraftFacts {
        company: Some(&name),
        candidates: Some(8),
        ..nothing
    };
    let values = draft(PACK.mission.as_ref().unwrap(), some).values;
    assert_eq!(values.get("company"), Some(&Value::word("Muster {GmbH}")));
    assert_eq!(values.get("candidates"), Some(&Value::Number(8.0)));
    assert_eq!(values.len(), 2);
}

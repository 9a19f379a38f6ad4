//! A new pack, overlay or rule runs at once, passes its cases, and has no finding but for its TODO texts.

use std::fs;
use std::path::Path;

use serde_json::Value;
use tempfile::TempDir;

use crate::program::{Ran, kamready, kamready_in, root};

fn codes(folder: &Path, pack: &str) -> Vec<String> {
    let ran = kamready_in(
        folder,
        &["pack", "check", "--pack", pack, "--format", "json"],
    );
    let report: Value = serde_json::from_str(&ran.out).unwrap();
    let findings = report["findings"].as_array().unwrap();
    findings
        .iter()
        .map(|one| one["code"].as_str().unwrap().to_owned())
        .collect()
}

fn passed(ran: &Ran) {
    assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.err);
    assert!(
        ran.out.ends_with(" cases passed, 0 failed\n"),
        "{}",
        ran.out
    );
}

#[test]
fn a_new_pack_is_assessed_checked_and_tested_at_once_and_never_overwritten() {
    let folder = TempDir::new().unwrap();
    let run = |arguments: &[&str]| kamready_in(folder.path(), arguments);
    assert_eq!(run(&["pack", "new", "Mein Paket"]).code, Some(0));
    let told = run(&[
        "assess",
        "Mein Paket/example.json",
        "--pack",
        "Mein Paket",
        "--lang",
        "de",
    ])
    .good();
    assert!(told.contains("Güte des Service"), "{told}");
    assert!(codes(folder.path(), "Mein Paket").is_empty());
    passed(&run(&["pack", "test", "--pack", "Mein Paket"]));
    let again = run(&["pack", "new", "Mein Paket"]);
    assert_eq!(again.code, Some(2));
    assert!(again.err.contains("not overwritten"), "{}", again.err);
}

#[test]
fn rules_gates_and_measures_of_every_kind_of_field_have_only_their_texts_to_be_written() {
    let folder = TempDir::new().unwrap();
    let run =
        |arguments: &[&str]| kamready_in(folder.path(), &[arguments, &["--pack", "over"]].concat());
    assert_eq!(
        kamready_in(folder.path(), &["pack", "new", "over", "--extends", "kam"]).code,
        Some(0)
    );
    assert!(codes(folder.path(), "over").is_empty());
    for arguments in [
        &[
            "pack",
            "new",
            "rule",
            "own_field",
            "--dimension",
            "D05_data_information",
        ][..],
        &["pack", "new", "rule", "by_number", "--field", "employees"],
        &["pack", "new", "rule", "by_word", "--field", "budget_status"],
        &[
            "pack",
            "new",
            "rule",
            "by_flag",
            "--field",
            "escalation_path",
        ],
        &["pack", "new", "gate", "Z1"],
        &["pack", "new", "gate", "Z2", "--field", "training_days"],
        &["pack", "new", "gate", "Z3", "--field", "career_path"],
        &["pack", "new", "measure", "M90"],
        &[
            "pack",
            "new",
            "measure",
            "M91",
            "--field",
            "escalation_path",
        ],
        &["pack", "new", "measure", "M92", "--field", "career_path"],
    ] {
        assert_eq!(run(arguments).code, Some(0), "{arguments:?}");
    }
    let found = codes(folder.path(), "over");
    assert_eq!(found, ["KR116"; 10], "{found:?}");
    passed(&run(&["pack", "test"]));
    for (arguments, why) in [
        (&["pack", "new", "rule", "own_field"][..], "already"),
        (&["pack", "new", "rule", "../x"], "is no id"),
        (
            &["pack", "new", "rule", "x", "--dimension", "D05_data"],
            "no dimension",
        ),
        (
            &["pack", "new", "rule", "x", "--field", "employes"],
            "did you mean `employees`",
        ),
        (
            &["pack", "new", "rule", "x", "--field", "name"],
            "cannot weigh",
        ),
        (&["pack", "new", "gate"], "needs the id"),
    ] {
        let refused = run(arguments);
        assert_eq!(refused.code, Some(2), "{arguments:?}");
        assert!(refused.err.contains(why), "{}", refused.err);
    }
}

/// Every TOML that an author writes holds to the schema that editors are given.
#[test]
fn what_authors_write_holds_to_its_schema_and_a_slip_does_not() {
    let files = [
        (
            "pack",
            vec![
                "rules/kam/pack.toml",
                "fixtures/packs/tiny/pack.toml",
                "fixtures/packs/muster/pack.toml",
                "fixtures/packs/forms/pack.toml",
                "src/scaffold/pack/pack.toml",
            ],
        ),
        (
            "fields",
            vec![
                "rules/kam/fields.toml",
                "rules/kam/accounts/fields.toml",
                "rules/kam/goals/fields.toml",
                "fixtures/packs/tiny/fields.toml",
                "src/scaffold/pack/fields.toml",
            ],
        ),
        (
            "waivers",
            vec![
                "fixtures/waivers/states.toml",
                "fixtures/waivers/last_day.toml",
            ],
        ),
        ("cases", case_files()),
    ];
    for (of, paths) in files {
        let schema = crate::schema::validator(&["schema", of]);
        for path in paths {
            let read = |text: &str| -> Value {
                serde_json::to_value(toml::from_str::<toml::Table>(text).unwrap()).unwrap()
            };
            let text = fs::read_to_string(root().join(path)).unwrap();
            crate::schema::holds(&schema, path, &read(&text));
            let slip = read(&format!("strange = 1\n{text}"));
            assert!(!schema.is_valid(&slip), "{path}");
        }
    }
}

fn case_files() -> Vec<&'static str> {
    [
        "rules/kam/tests/organisations.toml",
        "rules/kam/tests/one_change.toml",
    ]
    .into_iter()
    .filter(|path| root().join(path).is_file())
    .collect()
}

#[test]
fn the_schemas_beside_a_new_pack_are_those_that_the_program_prints() {
    let folder = TempDir::new().unwrap();
    assert_eq!(
        kamready_in(folder.path(), &["pack", "new", "p"]).code,
        Some(0)
    );
    for of in ["pack", "fields", "cases", "waivers"] {
        let written =
            fs::read_to_string(folder.path().join(format!("p/schema/{of}.json"))).unwrap();
        assert_eq!(written, kamready(&["schema", of]).good());
    }
}

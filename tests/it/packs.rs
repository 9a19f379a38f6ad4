//! What holds for the rules of a pack, and that a pack is all that a topic needs.

use std::fs;
use std::path::Path;

use kamready::model::Text;
use kamready::pack::{Pack, PackFiles, Role};
use kamready::rules::Program;

use crate::program::{kamready, kamready_in, root, with_pack};

fn default_pack() -> Pack {
    Program::open(&PackFiles::embedded()).unwrap().0
}

#[test]
fn every_case_of_every_rule_passes() {
    let told = kamready(&["pack", "test"]).good();
    assert!(told.ends_with(" cases passed, 0 failed\n"), "{told}");
}

#[test]
fn every_rule_has_a_good_a_poor_and_an_unanswerable_case() {
    let pack = default_pack();
    for rule in pack.all_rules() {
        let text = &rule.file.text;
        let (_, cases) = text.split_once("const CASES").unwrap();
        let lacking = match rule.role {
            Role::Score(_) => ["outcome: \"unknown\"", "points:"].map(|word| !cases.contains(word)),
            Role::Gate(_) => {
                ["state: \"unverified\"", "state: \"binding\""].map(|word| !cases.contains(word))
            }
            Role::Factor(_) => {
                ["outcome: \"unknown\"", "bucket:"].map(|word| !cases.contains(word))
            }
            Role::Exclusion(_) => ["excluded", "clear"].map(|word| !cases.contains(word)),
            Role::Modifier(_) => ["applies", "clear"].map(|word| !cases.contains(word)),
            Role::Flag => ["raised", "clear"].map(|word| !cases.contains(word)),
            Role::Goal => ["\"indicated\"", "\"not_indicated\""].map(|word| !cases.contains(word)),
            Role::Measure(_) => ["triggered", "met"].map(|word| !cases.contains(word)),
            Role::Entry => ["entry:", "name:"].map(|word| !cases.contains(word)),
            Role::Account(_) => ["expect:", "name:"].map(|word| !cases.contains(word)),
            Role::Option => ["points:", "name:"].map(|word| !cases.contains(word)),
        };
        assert_eq!(lacking, [false, false], "{}", rule.file.path);
        assert!(cases.matches("name:").count() >= 3, "{}", rule.file.path);
    }
}

#[test]
fn every_sentence_stands_in_both_languages_and_they_differ_where_they_are_sentences() {
    let pack = default_pack();
    for (key, Text { de, en }) in &pack.catalogue {
        assert!(!de.trim().is_empty() && !en.trim().is_empty(), "{key}");
        // An address, a title or a formula is the same in every language.
        let is_sentence = !key.starts_with("source.")
            && !key.ends_with(".formula")
            && de.split_whitespace().count() > 3;
        assert!(!is_sentence || de != en, "{key}: {de}");
    }
}

#[test]
fn the_folder_is_the_registry() {
    let pack = default_pack();
    let files = rule_files(&root().join("rules/kam"));
    assert_eq!(pack.every_rule().count(), files);
    assert!(files >= 77, "only {files} rule files");
}

fn rule_files(folder: &Path) -> usize {
    let entries = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    entries
        .map(|path| match path.is_dir() {
            true => rule_files(&path),
            false => usize::from(path.extension().is_some_and(|end| end == "rhai")),
        })
        .sum()
}

#[test]
fn the_embedded_pack_is_the_folder() {
    for verb in [["pack", "list"], ["pack", "doc"], ["schema", "input"]] {
        let embedded = kamready(&verb);
        let folder = kamready(&[&verb[..], &["--pack", "rules/kam"]].concat());
        assert_eq!(embedded, folder, "{verb:?}");
    }
}

const NEW_RULE: &str = r#"// Old backups help nobody.

const META = #{
    title: #{ de: "Alter der Sicherung", en: "Age of the backup" },
    good: #{ de: "Die Sicherung ist frisch", en: "The backup is fresh" },
    poor: #{ de: "Die Sicherung ist alt", en: "The backup is old" },
    weight: 50,
    source: #{ sure: "judgement", why: #{ de: "Alte Daten retten wenig.", en: "Old data save little." } },
    fields: #{
        backup_days: #{
            label: #{ de: "Tage seit der Sicherung", en: "Days since the backup" },
            question: #{ de: "Wie alt ist die letzte Sicherung?", en: "How old is the last backup?" },
            type: "integer",
            min: 0,
            max: 1000,
        },
    },
    params: #{ knots: #{ unit: "points", value: [[1, 100], [30, 0]] } },
    monotone: #{ backup_days: "down" },
    texts: #{ value: #{ de: "Tage seit der Sicherung: {backup_days}.", en: "Days since the backup: {backup_days}." } },
    advice: #{ de: "Täglich sichern.", en: "Back up every day." },
    status: "stable",
    since: "1.1.0",
};

const CASES = [
    #{ name: "fresh", facts: #{ backup_days: 1 }, expect: #{ points: 100 } },
    #{ name: "old", facts: #{ backup_days: 30 }, expect: #{ points: 0 } },
    #{ name: "nobody knows", facts: #{}, expect: #{ outcome: "unknown" } },
];

fn assess(org, params) {
    scored(interpolate(org.backup_days, params.knots), "value")
}
"#;

#[test]
fn one_file_adds_a_rule_with_its_field_everywhere() {
    let folder = with_pack("tiny");
    let run = |arguments: &[&str]| {
        kamready_in(folder.path(), &[arguments, &["--pack", "pack"]].concat()).good()
    };
    let input = "id,register_pct,backup_days,training,officer\na,100,30,all,true\n";
    fs::write(folder.path().join("one.csv"), input).unwrap();
    assert!(run(&["assess", "one.csv", "-o", "csv"]).contains(",100.0000,100.0000\n"));

    fs::write(
        folder
            .path()
            .join("pack/readiness/P1_records/backup_days.rhai"),
        NEW_RULE,
    )
    .unwrap();
    assert!(run(&["pack", "list"]).contains("backup_days"));
    assert!(run(&["pack", "list", "--lang", "de"]).contains("Alter der Sicherung"));
    assert!(run(&["pack", "show", "backup_days"]).contains("How old is the last backup?"));
    assert!(run(&["pack", "doc", "--lang", "de"]).contains("Täglich sichern."));
    assert_eq!(run(&["pack", "test"]), "12 cases passed, 0 failed\n");
    assert!(run(&["schema", "input"]).contains("\"backup_days\": {"));
    // 100 points of weight 100 and 0 points of weight 50.
    assert!(run(&["assess", "one.csv", "-o", "csv"]).contains(",66.6667,100.0000\n"));
    assert!(run(&["assess", "one.csv", "--lang", "de"]).contains("Tage seit der Sicherung: 30."));
}

#[test]
fn a_pack_of_another_topic_speaks_of_nothing_but_its_topic() {
    let folder = with_pack("tiny");
    let input = "id,name,register_pct,training,officer\na,Bäckerei Öz,75,some,true\nb,Hof,,all,\n";
    fs::write(folder.path().join("two.csv"), input).unwrap();
    fs::write(folder.path().join("one.csv"), "id,register_pct\na,10\n").unwrap();
    let verbs: [&[&str]; 14] = [
        &["assess", "two.csv", "-o", "text"],
        &["assess", "one.csv", "-o", "text"],
        &["assess", "two.csv", "-o", "json"],
        &["assess", "two.csv", "-o", "ndjson"],
        &["assess", "two.csv", "-o", "csv"],
        &["check", "two.csv"],
        &["pack", "list"],
        &["pack", "doc"],
        &["pack", "show", "training"],
        &["schema", "input"],
        &["template", "-o", "csv"],
        &["template", "-o", "json"],
        &["template", "-o", "markdown"],
        &["template", "-o", "html"],
    ];
    for verb in verbs {
        for lang in ["de", "en"] {
            let told = kamready_in(
                folder.path(),
                &[verb, &["--pack", "pack", "--lang", lang]].concat(),
            )
            .good();
            let foreign = told.replace("kamready", "").to_lowercase();
            for word in ["kam", "key account", "key-account", "key_account"] {
                let found =
                    words(&foreign).any(|found| found == word) || foreign.contains("key account");
                assert!(!found, "{verb:?} {lang} says `{word}`:\n{told}");
            }
        }
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == '-'))
}

#[test]
fn a_pack_of_another_topic_reads_as_it_should() {
    let folder = with_pack("tiny");
    let input = "id,name,register_pct,training,officer\na,Bäckerei Öz,75,some,\n";
    fs::write(folder.path().join("one.csv"), input).unwrap();
    let run = |arguments: &[&str]| {
        kamready_in(folder.path(), &[arguments, &["--pack", "pack"]].concat()).good()
    };
    insta::assert_snapshot!("tiny_text_de", run(&["assess", "one.csv", "--lang", "de"]));
    insta::assert_snapshot!("tiny_list", run(&["pack", "list"]));
    insta::assert_snapshot!("tiny_doc_de", run(&["pack", "doc", "--lang", "de"]));
    insta::assert_snapshot!("tiny_schema", run(&["schema", "input"]));
}

#[test]
fn the_list_of_rules_reads_as_it_should() {
    for lang in ["de", "en"] {
        let told = kamready(&["pack", "list", "--lang", lang]).good();
        insta::assert_snapshot!(format!("list_{lang}"), told);
    }
}

#[test]
fn a_page_of_each_kind_reads_as_it_should() {
    let show = |id| {
        kamready(&[
            "pack",
            "show",
            id,
            "--lang",
            "de",
            "--pack",
            "fixtures/packs/tiny",
        ])
    };
    for id in ["training", "officer", "P1_records", "sound", "name"] {
        insta::assert_snapshot!(format!("show_{id}"), show(id).good());
    }
    insta::assert_snapshot!("show_a_slip", show("trainin").told());
    insta::assert_snapshot!("show_a_stranger", show("colour").told());
}

//! `pack diff`: nothing that differs goes unsaid, parts add up, conditions hold, revisions are read by git.

mod moves;
mod revision;

use std::fs;
use std::path::Path;

use serde_json::Value;
use tempfile::TempDir;

use crate::program::{Ran, copy, fixture, kamready_in, root};

/// A folder with a pack of the fixtures twice, in `old` and `new`.
fn twice(pack: &Path) -> TempDir {
    let folder = TempDir::new().unwrap();
    copy(pack, &folder.path().join("old"));
    copy(pack, &folder.path().join("new"));
    folder
}

fn tiny() -> TempDir {
    twice(&fixture("packs/tiny"))
}

fn edit(folder: &TempDir, file: &str, from: &str, to: &str) {
    let path = folder.path().join("new").join(file);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{file} has no {from}");
    fs::write(path, text.replace(from, to)).unwrap();
}

fn diff(folder: &TempDir, more: &[&str]) -> Ran {
    kamready_in(
        folder.path(),
        &[&["pack", "diff", "old", "new"], more].concat(),
    )
}

fn json(folder: &TempDir, more: &[&str]) -> Value {
    diff(folder, &[more, &["--format", "json"]].concat()).json()
}

/// `kind what: from → to !breaks` of each change.
fn told(folder: &TempDir) -> Vec<String> {
    let word = |value: &Value| value.as_str().unwrap_or("–").to_owned();
    let changes = json(folder, &[]);
    let changes = changes["changes"].as_array().unwrap();
    let line = |one: &Value| {
        let [kind, what, from, to, breaks] =
            ["kind", "what", "from", "to", "breaks"].map(|key| word(&one[key]));
        format!("{kind} {what}: {from} → {to} !{breaks}")
    };
    changes.iter().map(line).collect()
}

#[test]
fn a_pack_says_the_same_as_itself() {
    let folder = tiny();
    assert_eq!(told(&folder), Vec::<String>::new());
    let text = diff(&folder, &["--fail-on", "breaking"]).good();
    assert!(text.contains("The packs say the same."));
}

/// File, what is replaced by what, and the whole of what must be told.
const EDITS: [(&str, &str, &str, &[&str]); 20] = [
    (
        "pack.toml",
        "version = \"1.0.0\"",
        "version = \"1.1.0\"",
        &["pack version: 1.0.0 → 1.1.0 !–"],
    ),
    (
        "pack.toml",
        "weight = 60",
        "weight = 50",
        &["weight weight P1_records: 60 → 50 !–"],
    ),
    (
        "pack.toml",
        "from = 60",
        "from = 55",
        &["level level sound: 60 → 55 !–"],
    ),
    (
        "pack.toml",
        "margin = 2",
        "margin = 3",
        &["pack levels.margin: 2 → 3 !–"],
    ),
    (
        "pack.toml",
        "en = \"Sound\"",
        "en = \"Good\"",
        &["text text level.sound (en): Sound → Good !–"],
    ),
    (
        "pack.toml",
        "id = \"sound\"",
        "id = \"solid\"",
        &[
            "level level sound: 60 → – !other_levels",
            "level level solid: – → 60 !other_levels",
        ],
    ),
    (
        "pack.toml",
        "# A pack of",
        "# One pack of",
        &["file file pack.toml: – → – !–"],
    ),
    (
        "fields.toml",
        "max = 100",
        "max = 90",
        &["field field register_pct.allowed: 0…100 → 0…90 !narrower_range"],
    ),
    (
        "fields.toml",
        "max = 100",
        "max = 120",
        &["field field register_pct.allowed: 0…100 → 0…120 !–"],
    ),
    (
        "fields.toml",
        "type = \"percent\"\nunit = \"%\"",
        "type = \"number\"\nunit = \"%\"",
        &["field field register_pct.type: percent → number !other_type"],
    ),
    (
        "fields.toml",
        "unit = \"%\"\n",
        "unit = \"‰\"\n",
        &["field field register_pct.unit: % → ‰ !other_unit"],
    ),
    (
        "fields.toml",
        "en = \"Recorded processing\"",
        "en = \"Registered\"",
        &[
            "field field register_pct.heading: Recorded processing → – !removed_heading",
            "text text field.register_pct (en): Recorded processing → Registered !–",
        ],
    ),
    (
        "fields.toml",
        "[officer]",
        "[budget]\nlabel = { de = \"Etat\", en = \"Budget\" }\nquestion = { de = \"Wie hoch?\", en = \"How much?\" }\ntype = \"number\"\nmin = 0\n\n[officer]",
        &["field field budget: – → number ≥ 0 !new_field"],
    ),
    (
        "readiness/P1_records/register_pct.rhai",
        "[50, 30]",
        "[50, 40]",
        &["param param register_pct.knots: 0→0 50→30 100→100 → 0→0 50→40 100→100 !–"],
    ),
    (
        "readiness/P1_records/register_pct.rhai",
        "monotone: #{ register_pct: \"up\" },",
        "monotone: #{},",
        &["declaration register_pct.monotone: register_pct up →  !–"],
    ),
    (
        "readiness/P1_records/register_pct.rhai",
        "Record all processing.",
        "Record everything.",
        &[
            "text text rule.register_pct.advice (en): Record all processing. → Record everything. !–",
        ],
    ),
    (
        "readiness/P1_records/register_pct.rhai",
        "facts: #{ register_pct: 75 }, expect: #{ points: 65 }",
        "facts: #{ register_pct: 50 }, expect: #{ points: 30 }",
        &["case cases register_pct: 3 → 3 !–"],
    ),
    (
        "readiness/P1_records/register_pct.rhai",
        "scored(interp",
        "scored(100 - interp",
        &[
            "formula formula register_pct: scored(interpolate(org.register_pct, params.knots), \"value\") → scored(100 - interpolate(org.register_pct, params.knots), \"value\") !–",
        ],
    ),
    (
        "readiness/P1_records/register_pct.rhai",
        "// What",
        "// That",
        &["file file readiness/P1_records/register_pct.rhai: – → – !–"],
    ),
    (
        "gates/officer.rhai",
        "unverified: \"open\",",
        "",
        &["gate officer.unverified: open → – !–"],
    ),
];

#[test]
fn each_edit_is_told_and_nothing_else() {
    for (file, from, to, wanted) in EDITS {
        let folder = tiny();
        edit(&folder, file, from, to);
        assert_eq!(told(&folder), wanted, "{file}: {from} → {to}");
    }
}

#[test]
fn a_value_that_comes_is_told_and_one_that_goes_breaks() {
    let folder = tiny();
    edit(&folder, "fields.toml", "id = \"some\"", "id = \"most\"");
    let rule = "readiness/P2_people/training.rhai";
    edit(&folder, rule, "some: 50", "most: 50");
    let found = told(&folder);
    assert!(found.contains(&"field field training.values: some → – !removed_value".to_owned()));
    assert!(found.contains(&"field field training.values: – → most !–".to_owned()));
    let table = "param param training.points: none=0 some=50 all=100 → none=0 most=50 all=100 !–";
    assert!(found.contains(&table.to_owned()), "{found:#?}");
}

#[test]
fn a_rule_under_another_name_is_renamed_and_keeps_its_part() {
    let folder = tiny();
    let gates = folder.path().join("new/gates");
    fs::rename(gates.join("officer.rhai"), gates.join("in_charge.rhai")).unwrap();
    assert_eq!(
        told(&folder),
        ["rule gate officer: officer → in_charge !removed_rule"]
    );
}

#[test]
fn a_field_that_is_gone_breaks_and_one_that_is_still_found_does_not() {
    let folder = tiny();
    let rule = folder.path().join("new/gates/officer.rhai");
    fs::remove_file(rule).unwrap();
    edit(
        &folder,
        "fields.toml",
        "[officer]",
        "[in_charge]\naliases = [\"officer\"]",
    );
    let found = told(&folder);
    assert!(
        found.contains(&"field field officer: officer → in_charge !–".to_owned()),
        "{found:#?}"
    );
    assert!(found.contains(
        &"rule gate officer: Niemand ist beauftragt / No officer → – !removed_rule".to_owned()
    ));
    edit(&folder, "fields.toml", "aliases = [\"officer\"]", "");
    let found = told(&folder);
    assert!(
        found.contains(&"field field officer: bool true, false → – !removed_field".to_owned()),
        "{found:#?}"
    );
}

/// What the comment at the end of a file says is in no other change.
#[test]
fn no_file_of_the_default_pack_changes_unsaid() {
    let folder = twice(&root().join("rules/kam"));
    let mut files = Vec::new();
    walk(&folder.path().join("new"), &mut files);
    for path in &files {
        let text = fs::read_to_string(path).unwrap();
        let comment = if path.ends_with(".rhai") {
            "// x\n"
        } else {
            "# x\n"
        };
        if path.ends_with(".toml") || path.ends_with(".rhai") {
            fs::write(path, format!("{text}{comment}")).unwrap();
        }
    }
    let found = told(&folder).join("\n");
    let top = folder.path().join("new");
    // Case files judge nobody.
    let judging = files.iter().filter(|path| !path.contains("/tests/"));
    for path in judging.filter(|path| path.ends_with(".toml") || path.ends_with(".rhai")) {
        let inside = Path::new(path)
            .strip_prefix(&top)
            .unwrap()
            .to_string_lossy();
        assert!(
            found.contains(&format!("file file {inside}: ")),
            "{inside} is not told"
        );
    }
}

fn walk(folder: &Path, files: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => walk(&path, files),
            false => files.push(path.to_string_lossy().into_owned()),
        }
    }
}

/// One cell of each table of the default pack; the value, and the name that it is told by.
const CELLS: [(&str, &str, &str, &str); 3] = [
    (
        "kpis.csv",
        "K04,G1,Cross-Selling-Quote,",
        "K04,G1,Cross-Selling-Anteil,",
        "text kpi.K04 (de)",
    ),
    (
        "kpis.csv",
        "product groups fitting × 100,%,%,0,100",
        "product groups fitting × 100,%,%,0,90",
        "kpis.csv K04.max",
    ),
    (
        "competencies/targets.csv",
        "C01,key_account_manager,4,3",
        "C01,key_account_manager,5,3",
        "target C01.key_account_manager: 4/3 → 5/3",
    ),
];

#[test]
fn a_cell_of_a_table_is_told_by_its_row_and_column() {
    for (file, from, to, name) in CELLS {
        let folder = twice(&root().join("rules/kam"));
        edit(&folder, file, from, to);
        let found = told(&folder);
        assert!(
            found.len() == 1 && found[0].contains(name),
            "{file}: {found:#?}"
        );
    }
}

#[test]
fn an_overlay_says_why_and_german_is_german() {
    let folder = TempDir::new().unwrap();
    let muster = fixture("packs/muster");
    let run = kamready_in(
        folder.path(),
        &[
            "pack",
            "diff",
            "kam",
            muster.to_str().unwrap(),
            "--lang",
            "de",
        ],
    );
    let text = run.good();
    assert!(text.contains("weight D05_data_information: 13 → 26 – Die Muster Gruppe wählt Key Accounts nur nach Zahlen aus."), "{text}");
    assert!(text.contains("Kann Nutzer treffen"));
}

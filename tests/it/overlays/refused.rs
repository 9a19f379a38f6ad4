//! Overlays that cannot be: each fault is named with its file and line.

use std::fmt::Write as _;
use std::fs;

use tempfile::TempDir;

use super::{HEAD, change, overlay, run};
use crate::program::{copy, fixture, kamready_in, root};

/// The name of the fault, and the changes that have it.
#[rustfmt::skip]
const FAULTS: [(&str, &str); 28] = [
    ("fixed gate", "param = \"G2.x\"\nto = 1"),
    ("fixed gate off", "off = \"G1\""),
    ("text of a fixed gate", "text = \"gate.G1.title\"\nto = { de = \"a\", en = \"b\" }"),
    ("unknown weight", "weight = \"D05_data_informatoin\"\nto = 2"),
    ("unknown rule of a param", "param = \"G55.least\"\nto = 2"),
    ("unknown param", "param = \"G5.leest\"\nto = 2"),
    ("param without a dot", "param = \"G5\"\nto = 2"),
    ("unknown text", "text = \"level.L3.nxt\"\nto = { de = \"a\", en = \"b\" }"),
    ("unknown level", "level = \"L33\"\nto = 2"),
    ("unknown effect", "effect = \"structure_type.functional.sales_lien\"\nto = 2"),
    ("unknown target", "target = \"C01.key_acount_manager\"\nto = \"2/2\""),
    ("unknown rule to switch off", "off = \"carrer_path\""),
    ("a factor cannot be switched off", "off = \"ka_count\""),
    ("changes nothing", "weight = \"career_path\"\nto = 5"),
    ("weight of zero", "weight = \"career_path\"\nto = 0"),
    ("weight as text", "weight = \"career_path\"\nto = \"5\""),
    ("weight not finite", "weight = \"career_path\"\nto = inf"),
    ("no value", "weight = \"career_path\""),
    ("number for knots", "param = \"relative_market_share.knots\"\nto = 5"),
    ("falling knots", "param = \"relative_market_share.knots\"\nto = [[1, 0], [0, 5]]"),
    ("points above 100", "param = \"relative_market_share.knots\"\nto = [[0, 0], [1, 500]]"),
    ("table with a stranger", "param = \"competition_intensity.points\"\nto = { low = 0, medium = 1, high = 2, huge = 3 }"),
    ("text in one language", "text = \"level.L3.next\"\nto = { de = \"a\" }"),
    ("text with a stranger", "text = \"rule.career_path.title\"\nto = { de = \"{x}\", en = \"{x}\" }"),
    ("level above the next", "level = \"L3\"\nto = 70"),
    ("effect too large", "effect = \"structure_type.functional.sales_line\"\nto = 4"),
    ("target out of range", "target = \"C01.sponsor\"\nto = \"6/3\""),
    ("two at once", "weight = \"career_path\"\noff = \"career_path\""),
];

#[test]
fn a_change_that_cannot_be_made_is_refused_by_name_and_line() {
    let mut told = String::new();
    let mut note = |name: &str, folder: &TempDir| {
        let ran = run(folder, &["pack", "list"]);
        assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""), "{name}");
        write!(told, "=== {name}\n{}", ran.err).unwrap();
    };
    for (name, lines) in FAULTS {
        note(name, &overlay(&change(lines)));
    }
    note(
        "no reason",
        &overlay("[[changes]]\noff = \"career_path\"\n"),
    );
    let empty = "[[changes]]\noff = \"career_path\"\nreason = { de = \"\", en = \"x\" }\n";
    note("empty reason", &overlay(empty));
    note(
        "unknown key",
        &overlay(&change("wieght = \"career_path\"\nto = 3")),
    );
    let weight = |to: u8| change(&format!("weight = \"career_path\"\nto = {to}"));
    note("twice", &overlay(&(weight(3) + &weight(4))));
    note(
        "two faults",
        &overlay(&(weight(5) + &change("off = \"carrer_path\""))),
    );
    let mission = [
        "mission_status",
        "mission_elements_pct",
        "mission_agreed_count",
    ];
    let rest = ["mission_known_pct", "mission_consistent"];
    let off = mission.iter().chain(&rest);
    let off: String = off.map(|id| change(&format!("off = \"{id}\""))).collect();
    note("a dimension without a rule", &overlay(&off));
    insta::assert_snapshot!("refused_changes", told);
}

#[test]
fn a_file_that_an_overlay_cannot_have_is_refused_by_name() {
    let mut told = String::new();
    let mut note = |name: &str, path: &str, text: &str| {
        let folder = overlay("");
        let path = folder.path().join("mine").join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        let ran = run(&folder, &["pack", "list"]);
        assert_eq!(ran.code, Some(2), "{name}: {}", ran.out);
        write!(told, "=== {name}\n{}", ran.err).unwrap();
    };
    let rule = fs::read_to_string(root().join("rules/kam/gates/G5.rhai")).unwrap();
    note("a rule of the base", "gates/G5.rhai", &rule);
    note("a table", "placement/effects.csv", "factor,bucket,weight\n");
    let field = "[career_path]\nlabel = { de = \"a\", en = \"b\" }\nquestion = { de = \"a\", en = \"b\" }\ntype = \"bool\"\n";
    note("a field of the base", "fields.toml", field);
    note(
        "a broken field",
        "fields.toml",
        "\n[mine]\ntype = \"bool\"\n",
    );
    note("a broken source", "sources.csv", "key,address,note\nx\n");
    let extends = |base: &str| HEAD.replace("\"kam\"", &format!("\"{base}\""));
    note("an unknown base", "pack.toml", &extends("kamm"));
    note("a base by its path", "pack.toml", &extends("../kam"));
    note(
        "no version",
        "pack.toml",
        &HEAD.replace("version = \"1.0.0\"\n", ""),
    );
    insta::assert_snapshot!("refused_files", told);
}

#[test]
fn a_base_says_what_may_be_changed() {
    let folder = TempDir::new().unwrap();
    copy(&fixture("packs/tiny"), &folder.path().join("tiny"));
    let mine = folder.path().join("mine");
    fs::create_dir_all(mine.join("flags")).unwrap();
    let head = HEAD.replace("\"kam\"", "\"tiny\"");
    let lines = change("weight = \"P1_records\"\nto = 10");
    fs::write(mine.join("pack.toml"), format!("{head}\n{lines}")).unwrap();
    let rule = fs::read_to_string(root().join("rules/kam/flags/F4.rhai")).unwrap();
    fs::write(mine.join("flags/F4.rhai"), rule).unwrap();
    let nothing = run(&folder, &["pack", "list"]);
    assert_eq!(nothing.code, Some(2));
    // An overlay of an overlay.
    let other = folder.path().join("other");
    copy(&mine, &other);
    let head = head.replace("\"tiny\"", "\"mine\"");
    fs::write(other.join("pack.toml"), format!("{head}\n{lines}")).unwrap();
    let stacked = kamready_in(folder.path(), &["pack", "list", "--pack", "other"]);
    assert_eq!(stacked.code, Some(2));
    insta::assert_snapshot!("permissions", nothing.err + &stacked.err);
}

//! A mapping makes the next import exact: what it says is done, what it does not know is refused.

use std::fs;
use std::path::Path;

use kamready::input::workbook::Kinds;
use kamready::input::{Dialect, Files, Mapping, Source};
use kamready::model::Value;
use kamready::pack::Pack;
use proptest::prelude::*;

use crate::dialects::{Facts, PACK, Seen, facts, read_as, styles};
use crate::program::{Ran, fixture, kamready_in};

fn kinds(pack: &Pack) -> Kinds<'_> {
    Kinds {
        fields: &pack.fields,
        account_fields: pack.accounts.as_ref().map(|accounts| &accounts.fields),
        staff: pack.staff.is_some(),
        goal: pack.goals.as_ref().map(|goals| &goals.fields),
        kpi: pack.goals.as_ref().map(|goals| &goals.kpi_fields),
    }
}

/// How a table of organisations is read, as the text of a mapping.
fn saved(pack: &Pack, bytes: &[u8]) -> String {
    let source = Source {
        name: "t.csv".to_owned(),
        bytes: bytes.to_vec(),
    };
    let files = Files {
        organisations: &[source],
        ..Files::default()
    };
    Mapping::of(&kinds(pack), &files).text()
}

fn mapping(pack: &Pack, text: &str) -> Mapping {
    let source = Source {
        name: "m.toml".to_owned(),
        bytes: text.as_bytes().to_vec(),
    };
    Mapping::read(&source, &kinds(pack)).unwrap_or_else(|faults| panic!("{text}\n{faults:?}"))
}

fn again(bytes: &[u8], mapping: &Mapping) -> Seen {
    read_as(bytes, Dialect::mapped(Some(mapping))).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_table_in_any_dialect_is_read_by_its_own_mapping_as_without(
        style in styles(),
        all in prop::collection::vec(facts(), 1..6),
    ) {
        let pack = &*PACK;
        let bytes = style.table(&all);
        let text = saved(pack, &bytes);
        let mapping = mapping(pack, &text);
        prop_assert_eq!(mapping.text(), text);
        let (first, second) = (read_as(&bytes, Dialect::default()).unwrap(), again(&bytes, &mapping));
        prop_assert_eq!(&first.values, &second.values);
        prop_assert_eq!(&first.refused, &second.refused);
    }

    /// The sign of each column is kept, though the cells of the next table leave it open.
    #[test]
    fn a_mapping_settles_the_next_table_that_alone_leaves_a_doubt(
        style in styles(),
        all in prop::collection::vec(facts(), 1..6),
        digits in 100u16..1000,
    ) {
        let pack = &*PACK;
        let mapping = mapping(pack, &saved(pack, &style.table(&all)));
        let one: Facts = ("Omega".to_owned(), 1, 12, 250, None);
        let more = |cell: String| {
            let before = all.iter().enumerate().map(|(number, facts)| style.cells(number, facts));
            let mut added = style.cells(all.len(), &one);
            added[2] = cell;
            (style.lines(before.chain([added.clone()])), style.lines([added].into_iter()))
        };
        let revenue = (format!("K{}", all.len()), "total_revenue".to_owned());
        let thousands = Value::Number(1000.0 + f64::from(digits));
        let decimals = Value::Number(format!("1.{digits}").parse().unwrap());
        for (cell, expected) in [
            (format!("1.{digits}"), if style.comma { &thousands } else { &decimals }),
            (format!("1,{digits}"), if style.comma { &decimals } else { &thousands }),
        ] {
            let (behind, alone) = more(cell);
            let seen = again(&behind, &mapping);
            prop_assert_eq!(seen.values.get(&revenue), Some(expected));
            let alone = again(&alone, &mapping);
            prop_assert_eq!(alone.values.get(&revenue), Some(expected));
            let before = again(&style.table(&all), &mapping).values;
            prop_assert!(before.iter().all(|(key, value)| seen.values.get(key) == Some(value)));
        }
    }
}

const MAPPED: &str = "[[table]]\nkind = \"organisations\"\nfile = \"a.csv\"\nencoding = \"utf-8\"\ndelimiter = \";\"\nheader_row = 1\ncolumns = [\n  { heading = \"Nr\", field = \"id\" },\n  { heading = \"MA gesamt\", field = \"employees\", decimal = \",\" },\n  { heading = \"Notiz\", field = \"ignore\" },\n]\n";
const TABLE: &str = "Nr;MA gesamt;Notiz\nA;1.200;x\n";

/// Runs `check` over a table with a mapping.
fn checked(table: &str, mapping: &str) -> Ran {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("t.csv"), table).unwrap();
    fs::write(folder.path().join("m.toml"), mapping).unwrap();
    kamready_in(folder.path(), &["check", "t.csv", "--mapping", "m.toml"])
}

#[test]
fn headings_that_no_pack_knows_are_read_by_a_mapping() {
    let ran = checked(TABLE, MAPPED);
    assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.err);
    let pack = &*PACK;
    let seen = again(TABLE.as_bytes(), &mapping(pack, MAPPED));
    let employees = seen.values.get(&("A".to_owned(), "employees".to_owned()));
    assert_eq!(employees, Some(&Value::Number(1200.0)));
    assert_eq!(seen.values.len(), 1);
    // The unit of the heading is that of the mapping.
    let money = MAPPED.replace(
        "\"employees\", decimal = \",\"",
        "\"total_revenue\", decimal = \".\", unit = \"Tsd EUR\"",
    );
    let seen = again(b"MA gesamt;Nr;Notiz\n1.250;A;\n", &mapping(pack, &money));
    let revenue = seen
        .values
        .get(&("A".to_owned(), "total_revenue".to_owned()));
    assert_eq!(revenue, Some(&Value::Number(1250.0)));
}

#[test]
fn a_cell_that_contradicts_the_mapping_is_refused() {
    let ran = checked("Nr;MA gesamt;Notiz\nA;1.200,5;x\nB;1,200.5;x\n", MAPPED);
    assert_ne!(ran.code, Some(0));
    assert!(ran.out.contains("t.csv:3"), "{}", ran.out);
    assert!(ran.out.contains("(`--mapping`)"), "{}", ran.out);
}

#[test]
fn what_a_table_and_its_mapping_do_not_share_is_named() {
    let cases = [
        (
            TABLE.replace("Notiz", "Bemerkung"),
            "does not know the column `Bemerkung`",
        ),
        (
            TABLE.replace("Notiz", "Bemerkung"),
            "lacks the column `Notiz`",
        ),
        (
            format!("Titel\n{TABLE}"),
            "lacks the columns `Nr`, `MA gesamt`, `Notiz`",
        ),
    ];
    for (table, expected) in cases {
        let ran = checked(&table, MAPPED);
        assert_eq!(ran.code, Some(2), "{}", ran.err);
        assert!(ran.err.contains(expected), "{}", ran.err);
    }
}

#[test]
fn a_mapping_is_read_strictly() {
    let cases = [
        (
            "kind = \"organisations\"",
            "kind = \"firms\"",
            "m.toml:2",
            "no kind of table",
        ),
        (
            "\"employees\"",
            "\"employes\"",
            "m.toml:9",
            "did you mean `employees`",
        ),
        (
            "decimal = \",\"",
            "decimal = \";\"",
            "m.toml:9",
            "no decimal sign",
        ),
        (
            "decimal",
            "decimals",
            "m.toml:9",
            "unknown field `decimals`",
        ),
        (
            "\"ignore\"",
            "\"employees\"",
            "m.toml:10",
            "field of another column",
        ),
        ("\"utf-8\"", "\"utf-99\"", "m.toml:1", "no encoding"),
        ("\";\"", "\"ab\"", "m.toml:1", "no delimiter"),
        (
            "header_row = 1",
            "header_row = 0",
            "m.toml:1",
            "counted from 1",
        ),
        ("header_row = 1\n", "", "m.toml:1", "header_row"),
        (
            "\"id\"",
            "\"id\", decimal = \",\"",
            "m.toml:8",
            "holds no numbers",
        ),
        (
            "\",\" }",
            "\",\", unit = \"Schafe\" }",
            "m.toml:9",
            "no unit of a column",
        ),
        (
            "[[table]]",
            "[[tables]]",
            "m.toml:1",
            "unknown field `tables`",
        ),
    ];
    for (old, new, place, expected) in cases {
        let ran = checked(TABLE, &MAPPED.replace(old, new));
        assert_eq!(ran.code, Some(2), "{new}: {}", ran.err);
        assert!(ran.err.contains(expected), "{new}: {}", ran.err);
        if old != "kind = \"organisations\"" {
            assert!(ran.err.contains(place), "{new}: {}", ran.err);
        }
    }
    let ran = checked(TABLE, "");
    assert!(ran.err.contains("no `[[table]]`"), "{}", ran.err);
}

#[test]
fn a_run_writes_its_mapping_and_the_next_one_reads_by_it() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::write(
        at("t.csv"),
        "Liste\nid;Mitarbeiter;\"Not\"\"iz \u{202e}x\"\nA;1.200,0;\n",
    )
    .unwrap();
    let ran = kamready_in(
        folder.path(),
        &["check", "t.csv", "--save-mapping", "m.toml"],
    );
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let text = fs::read_to_string(at("m.toml")).unwrap();
    let body: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();
    assert_eq!(
        body,
        [
            "",
            "[[table]]",
            "kind = \"organisations\"",
            "file = \"t.csv\"",
            "encoding = \"utf-8\"",
            "delimiter = \";\"",
            "header_row = 2",
            "columns = [",
            "  { heading = \"id\", field = \"id\" },",
            "  { heading = \"Mitarbeiter\", field = \"employees\", decimal = \",\" },",
            "  { heading = \"Not\\\"iz \\u202Ex\", field = \"ignore\" },",
            "]",
        ]
    );
    fs::write(
        at("t.csv"),
        "Neu\nid;Mitarbeiter;\"Not\"\"iz \u{202e}x\"\nA;1.200;\n",
    )
    .unwrap();
    let alone = kamready_in(folder.path(), &["check", "t.csv"]);
    assert_eq!(alone.code, Some(2), "{}", alone.err);
    let mapped = kamready_in(
        folder.path(),
        &[
            "assess",
            "t.csv",
            "--mapping",
            "m.toml",
            "-o",
            "json:r.json",
        ],
    );
    assert_eq!(mapped.code, Some(0), "{}", mapped.err);
    verified(folder.path());
}

/// The mapping is a file of the run, and without it the run cannot be verified.
fn verified(folder: &Path) {
    let result = fs::read_to_string(folder.join("r.json")).unwrap();
    assert!(result.contains("\"mapping\""), "{result}");
    let ran = kamready_in(
        folder,
        &["verify", "r.json", "t.csv", "--mapping", "m.toml"],
    );
    assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.err);
    let without = kamready_in(folder, &["verify", "r.json", "t.csv"]);
    assert_ne!(without.code, Some(0));
    let text = fs::read_to_string(folder.join("m.toml")).unwrap();
    fs::write(folder.join("m.toml"), text + "# changed\n").unwrap();
    let changed = kamready_in(
        folder,
        &["verify", "r.json", "t.csv", "--mapping", "m.toml"],
    );
    assert_eq!(changed.code, Some(1), "{}{}", changed.out, changed.err);
}

/// The case in a folder, in German files of all kinds, and the same as one workbook.
#[test]
fn a_case_is_read_by_its_mapping_as_without() {
    let folder = tempfile::tempdir().unwrap();
    for case in ["case/de", "case/en", "workbooks/case.xlsx"] {
        let case = fixture(case).display().to_string();
        let run = |name: &str, mapping: &[&str]| {
            let output = format!("json:{name}.json");
            let arguments = [&["assess", &case, "-o", &output], mapping].concat();
            let ran = kamready_in(folder.path(), &arguments);
            assert_eq!(ran.code, Some(0), "{case}: {}", ran.err);
            let text = fs::read_to_string(folder.path().join(format!("{name}.json"))).unwrap();
            let mut result: serde_json::Value = serde_json::from_str(&text).unwrap();
            for key in ["run", "inputs", "hash"] {
                result[key].take();
            }
            result
        };
        let saved = run("first", &["--save-mapping", "m.toml"]);
        assert_eq!(saved, run("second", &["--mapping", "m.toml"]), "{case}");
        let again = ["--mapping", "m.toml", "--save-mapping", "n.toml"];
        assert_eq!(saved, run("third", &again), "{case}");
        let [first, second] =
            ["m.toml", "n.toml"].map(|name| fs::read(folder.path().join(name)).unwrap());
        assert_eq!(first, second, "{case}");
    }
}

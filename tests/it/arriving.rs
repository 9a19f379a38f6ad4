//! Tables as they arrive in the post: what would be read wrong without a word is read right, or asked about.

use std::fs;

use kamready::input::Dialect;
use kamready::model::{Decision, Value};

use crate::dialects::read_as;
use crate::program::kamready_in;

/// Line, field and key of each refusal.
fn refused(text: &str) -> Vec<(usize, String, String)> {
    read_as(text.as_bytes(), Dialect::default())
        .unwrap()
        .refused
}

fn number(text: &str, id: &str, field: &str) -> Option<f64> {
    let seen = read_as(text.as_bytes(), Dialect::default()).unwrap();
    assert_eq!(seen.refused, [], "{text}");
    let value = seen.values.get(&(id.to_owned(), field.to_owned()))?;
    value.as_number()
}

fn fault(text: &str) -> String {
    match read_as(text.as_bytes(), Dialect::default()) {
        Err(fault) => fault,
        Ok(seen) => panic!("{text} was read: {:?}", seen.values),
    }
}

fn one(line: usize, reason: &str) -> [(usize, String, String); 1] {
    [(line, String::new(), reason.to_owned())]
}

#[test]
fn a_share_without_a_percent_sign_is_asked_about_unless_the_heading_says_percent() {
    let share = |heading: &str, cells: [&str; 2]| {
        refused(&format!("ID;{heading}\nA;{}\nB;{}\n", cells[0], cells[1]))
    };
    let asked = |line| {
        (
            line,
            "ka_revenue_share".to_owned(),
            "reject.share_or_percent".to_owned(),
        )
    };
    let heading = "Umsatzanteil Key Accounts";
    assert_eq!(share(heading, ["0,465", "0,12"]), [asked(2), asked(3)]);
    assert_eq!(share(heading, ["0,465", "1"]), [asked(2), asked(3)]);
    assert_eq!(share(heading, ["0,465", "12"]), [asked(2)]);
    assert_eq!(share("ka_revenue_share", ["0,465", "12"]), [asked(2)]);
    assert_eq!(share(heading, ["0,5 %", "12 %"]), []);
    assert_eq!(share(heading, ["0", "100"]), []);
    assert_eq!(share("Umsatzanteil Key Accounts (%)", ["0,5", "12"]), []);
    // What programs write is what the field asks for.
    assert_eq!(refused("id,ka_revenue_share\nA,0.5\nB,12\n"), []);
}

#[test]
fn a_row_of_units_below_the_header_counts_even_beside_other_words() {
    for row in [
        ";Anzahl;T€;ja/nein",
        "Kennung;Anzahl;Tsd. EUR;ja/nein",
        ";;(TEUR);",
    ] {
        let table = format!("ID;Mitarbeiter;Umsatz;Zentralvertrieb\n{row}\nA;12;500;ja\n");
        assert_eq!(
            number(&table, "A", "total_revenue"),
            Some(500_000.0),
            "{row}"
        );
        assert_eq!(number(&table, "A", "employees"), Some(12.0), "{row}");
    }
}

#[test]
fn a_unit_stands_in_a_heading_in_many_ways() {
    for heading in [
        "Umsatz / T€",
        "Umsatz: TEUR",
        "Umsatz - T€",
        "Umsatz – Tsd. €",
        "Umsatz (1.000 €)",
        "Umsatz in 1000 EUR",
        "Umsatz\u{a0}(T€)",
        "\u{200b}Umsatz (in Tausend Euro)",
    ] {
        let table = format!("ID;{heading}\nA;1.234,5\n");
        let read = number(&table, "A", "total_revenue");
        assert_eq!(read, Some(1_234_500.0), "{heading}");
    }
    let table = "ID;Umsatz (Mln. €)\nA;1,5\n";
    assert_eq!(number(table, "A", "total_revenue"), Some(1_500_000.0));
}

#[test]
fn dashes_for_cents_an_apostrophe_and_invisible_signs_are_no_part_of_a_number() {
    for cell in [
        "1.200,-",
        "1.200,-- €",
        "1.200,– €",
        "'1200",
        "1200\u{200b}",
        "\u{200e}1200",
        "\u{feff}1200",
    ] {
        let table = format!("ID;Umsatz\nA;{cell}\n");
        assert_eq!(number(&table, "A", "total_revenue"), Some(1200.0), "{cell}");
    }
    for cell in ["1,-5", "1,–5", "'x"] {
        assert_eq!(
            refused(&format!("ID;Umsatz\nA;{cell}\n")).len(),
            1,
            "{cell}"
        );
    }
}

#[test]
fn an_id_loses_signs_that_nobody_sees() {
    let table = "ID;Umsatz\n\u{feff}A\u{200b};5\n";
    assert_eq!(number(table, "A", "total_revenue"), Some(5.0));
}

#[test]
fn empty_cells_behind_the_last_column_are_no_fault_and_filled_ones_are() {
    let table = "ID;Umsatz\nA;5;\nB;6;; \n";
    assert_eq!(number(table, "B", "total_revenue"), Some(6.0));
    assert_eq!(refused("ID;Umsatz\nA;5;;x\n"), one(2, "reject.cells"));
    assert_eq!(refused("ID;Umsatz\nA\n"), one(2, "reject.cells"));
    assert_eq!(refused("id,ebit,name\nA,5,x,\nB,5,y\n"), []);
}

#[test]
fn a_row_that_may_be_a_total_or_a_note_is_asked_about() {
    for id in [
        "Summe 2025",
        "Gesamtergebnis",
        "Ø",
        "Median",
        "Kontrollsumme",
        "Average",
    ] {
        let at_the_foot = format!("ID;Umsatz;Mitarbeiter\nA;5;1\n{id};5;1\n");
        assert_eq!(refused(&at_the_foot), one(3, "reject.total"), "{id}");
    }
    for note in ["Bereich Süd", "3 Zeilen", "# aus SAP", "Stand: heute"] {
        let table = format!("ID;Umsatz;Mitarbeiter\nA;5;1\n{note};;\nB;6;2\n");
        assert_eq!(refused(&table), one(3, "reject.note"), "{note}");
        let plain = format!("id,ebit,employees\nA,5,1\n{note},,\nB,6,2\n");
        assert_eq!(refused(&plain), one(3, "reject.note"), "{note}");
    }
    // An organisation of which nothing is known is one all the same.
    assert_eq!(refused("id,ebit,employees\nA,5,1\nB,,\n"), []);
}

#[test]
fn fields_in_rows_are_not_taken_for_organisations() {
    let table = "ID;A;B\nFirma;x;y\nMitarbeiter;5;6\nUmsatz;7;8\n";
    assert!(
        fault(table).contains("fields stand in rows"),
        "{}",
        fault(table)
    );
    let plain = "id,A,B\nname,x,y\nemployees,5,6\n";
    assert!(
        fault(plain).contains("fields stand in rows"),
        "{}",
        fault(plain)
    );
    let facts = "ID;Feld;Wert\nA;Mitarbeiter;5\nA;Umsatz;7\n";
    assert!(fault(facts).contains("one fact a row"), "{}", fault(facts));
    // A note may well say `name`.
    assert_eq!(refused("id,remark\nA,name\nB,x\nC,y\n"), []);
}

#[test]
fn a_second_table_below_the_first_is_not_read_by_the_header_of_the_first() {
    let table = "ID;Mitarbeiter;Umsatz\nA;5;600\n;;\nID;Umsatz;Mitarbeiter\nB;700;6\n";
    let reason = || (String::new(), "reject.second_header".to_owned());
    let rows = |text: &str| -> Vec<(usize, (String, String))> {
        let all = refused(text).into_iter();
        all.map(|(line, field, why)| (line, (field, why))).collect()
    };
    assert_eq!(rows(table), [(4, reason()), (5, reason())]);
    // The pages of one list repeat its header.
    let pages = "ID;Mitarbeiter\nA;5\nID;Mitarbeiter\nB;6\n";
    assert_eq!(rows(pages), [(3, reason())]);
    let seen = read_as(pages.as_bytes(), Dialect::default()).unwrap();
    let b = seen.values.get(&("B".to_owned(), "employees".to_owned()));
    assert_eq!(b, Some(&Value::Number(6.0)));
}

#[test]
fn letters_of_another_machine_are_asked_about() {
    for bytes in [
        &b"ID;Firma\nA;Stra\xa7e\n"[..],
        b"ID;Firma\nA;M\x9fller\n",
        b"ID;Firma\nA;\x80rzte\n",
        b"ID;Firma\nA;Gr\x94\xe1e\nB;M\x81ller\n",
    ] {
        let fault = read_as(bytes, Dialect::default()).err().unwrap();
        assert!(fault.contains("encoding is not known"), "{fault}");
    }
}

#[test]
fn every_cell_that_was_not_taken_as_it_stands_is_in_the_result_with_its_organisation() {
    let folder = tempfile::tempdir().unwrap();
    let rows: String = (1..=5)
        .map(|row| format!("O{row};{row}.200,5;ja;12\n"))
        .collect();
    let table = format!("ID;Umsatz;Zentralvertrieb;Mitarbeiter\n{rows}");
    fs::write(folder.path().join("t.csv"), table).unwrap();
    let ran = kamready_in(folder.path(), &["assess", "t.csv", "-o", "json"]);
    let result: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    let decisions = result["inputs"][0]["decisions"].as_array().unwrap();
    let told = |what: &str| {
        decisions
            .iter()
            .find(|one| one["what"]["id"] == what)
            .unwrap()
    };
    let cells = told("import.comma")["examples"].as_array().unwrap();
    assert_eq!(cells.len(), 5);
    assert_eq!(cells[4]["id"], "O5");
    assert_eq!(cells[4]["raw"], "5.200,5");
    assert_eq!(cells[4]["value"], "5200.5");
    assert_eq!(told("import.flag")["examples"].as_array().unwrap().len(), 5);
    // What programs write as well is no decision.
    assert!(decisions.iter().all(|one| one["field"] != "employees"));
}

#[test]
fn the_reports_on_one_organisation_show_what_stood_in_its_cells_and_no_others() {
    let folder = tempfile::tempdir().unwrap();
    let table = "ID;Firma;Umsatz\nA;Omega;1.200,5\nB;Rho;9.900,5\n";
    fs::write(folder.path().join("t.csv"), table).unwrap();
    let one = table.lines().take(2).collect::<Vec<_>>().join("\n");
    fs::write(folder.path().join("one.csv"), one).unwrap();
    let read = |path: &str| fs::read_to_string(folder.path().join(path)).unwrap();
    let ran = kamready_in(folder.path(), &["assess", "t.csv", "-q", "-o", "html:h/"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let page = read("h/orgs/A.html");
    assert!(page.contains("written as `1.200,5`"));
    assert!(
        !page.contains("written as `9.900,5`"),
        "the page of A tells of B"
    );
    let german = [
        "assess",
        "one.csv",
        "-q",
        "--lang",
        "de",
        "-o",
        "markdown:one.md",
    ];
    kamready_in(folder.path(), &german);
    let told = read("one.md");
    assert!(
        told.contains("Angaben, wie sie geschrieben waren"),
        "{told}"
    );
    assert!(
        told.contains("| 2 | Umsatz | 1.200,5 | 1.200,5 |"),
        "{told}"
    );
}

#[test]
fn the_cells_that_are_kept_of_a_long_table_are_counted_and_bounded() {
    let rows: String = (0..900).map(|row| format!("O{row};1.200,5\n")).collect();
    let table = format!("ID;Umsatz\n{rows}");
    let seen = read_as(table.as_bytes(), Dialect::default()).unwrap();
    let told = seen
        .decisions
        .iter()
        .find(|one| &*one.what.id == "import.comma")
        .unwrap();
    assert_eq!((told.count, told.examples.len()), (900, Decision::KEPT));
}

#[test]
fn what_is_wrong_with_a_file_as_a_whole_is_said_in_german_too() {
    let folder = tempfile::tempdir().unwrap();
    let cases = [
        (
            "Nummer;Firma;Umsatz\nA;x;5\n",
            "der Kopfzeile fehlt die Spalte `id`",
            "Abhilfe: jede Organisation",
        ),
        (
            "a;b\n1;2\n",
            "der Kopfzeile fehlt die Spalte `id`",
            "keine Zeile nennt Felder",
        ),
        (
            "ID;A\nFirma;x\nUmsatz;5\n",
            "die Felder stehen hier in Zeilen",
            "transponieren",
        ),
        ("ID;Umsatz;Jahresumsatz\nA;5;6\n", "meint dasselbe Feld", ""),
        ("", "diese Tabelle ist leer", ""),
    ];
    for (table, detail, help) in cases {
        fs::write(folder.path().join("t.csv"), table).unwrap();
        for lang in ["--lang=de", "--lang"] {
            let asked = ["check", "t.csv", lang, "de"];
            let asked = if lang == "--lang" {
                &asked[..]
            } else {
                &asked[..3]
            };
            let ran = kamready_in(folder.path(), asked);
            assert_eq!(ran.code, Some(2), "{}", ran.err);
            assert!(ran.err.starts_with("Fehler: t.csv"), "{}", ran.err);
            assert!(
                ran.err.contains(detail) && ran.err.contains(help),
                "{}",
                ran.err
            );
        }
        let ran = kamready_in(folder.path(), &["check", "t.csv"]);
        assert!(ran.err.starts_with("error: t.csv"), "{}", ran.err);
    }
}

#[test]
fn a_mended_list_of_rejects_of_a_table_with_two_rows_of_headings_is_read_with_its_mapping_and_without()
 {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let table = "Stand: heute;;;\nID;Firma;Umsatz;Quoten\n;;T€;Umsatzanteil Key Accounts\n\
        A;Omega;1.234,5;46,5 %\nB;Rho;1.200;x\n";
    fs::write(at("t.csv"), table).unwrap();
    let check = [
        "check",
        "t.csv",
        "--rejects",
        "r.csv",
        "--save-mapping",
        "m.toml",
    ];
    assert_eq!(kamready_in(folder.path(), &check).code, Some(3));
    let list = fs::read_to_string(at("r.csv")).unwrap();
    let mended = list.replace(",1.200,x", ",\"1.200,5\",13 %");
    let mended = mended.replace("; allowed", " – allowed");
    assert_ne!(list, mended);
    for (text, name) in [
        (mended.clone(), "mended.csv"),
        (
            mended.replace(',', ";").replace("\"1.200;5\"", "1.200,5"),
            "excel.csv",
        ),
    ] {
        fs::write(at(name), text).unwrap();
        for more in [&["--mapping", "m.toml"][..], &[]] {
            let asked = [&["assess", name, "-o", "json"], more].concat();
            let ran = kamready_in(folder.path(), &asked);
            assert_eq!(ran.code, Some(0), "{name} {more:?} {}", ran.err);
            let result: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
            let record = &result["organisations"][0]["record"];
            assert_eq!(record["total_revenue"], 1_200_500.0, "{name} {more:?}");
            assert_eq!(record["ka_revenue_share"], 13.0, "{name} {more:?}");
        }
    }
}

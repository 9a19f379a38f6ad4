//! The table for a spreadsheet that is set to German.

use std::fs;

use tempfile::TempDir;

use crate::program::{fixture, kamready, kamready_in};

fn domain(format: &str) -> String {
    let file = fixture("organisations/domain.csv");
    kamready(&["assess", file.to_str().unwrap(), "-q", "-o", format]).good()
}

#[test]
fn it_says_what_the_table_for_machines_says_with_other_signs() {
    let german = domain("csv-excel-de");
    let rows = german.strip_prefix('\u{feff}').expect("a byte order mark");
    assert!(rows.ends_with("\r\n"));
    assert_eq!(rows.matches('\n').count(), rows.matches("\r\n").count());
    let mut machine = csv::Reader::from_reader(domain("csv").into_bytes().leak() as &[u8]);
    let mut excel = csv::ReaderBuilder::new()
        .delimiter(b';')
        .from_reader(rows.as_bytes());
    assert_eq!(machine.headers().unwrap(), excel.headers().unwrap());
    let as_english = |cell: &str| match cell.replace(',', ".").parse::<f64>() {
        Ok(_) => cell.replace(',', "."),
        Err(_) => cell.to_owned(),
    };
    let mut numbers = 0;
    for (machine, excel) in machine.records().zip(excel.records()) {
        let (machine, excel) = (machine.unwrap(), excel.unwrap());
        numbers += excel.iter().filter(|cell| cell.contains(',')).count();
        let excel: Vec<String> = excel.iter().map(as_english).collect();
        assert_eq!(machine.iter().collect::<Vec<_>>(), excel);
    }
    assert!(numbers > 50, "{numbers} numbers with a decimal comma");
}

#[test]
fn texts_that_begin_like_a_formula_are_neutralised_and_counted() {
    let folder = TempDir::new().unwrap();
    let table =
        "id,name\nA,=cmd|' /C calc'!A0\n-1,+49 30 GmbH\nB,\"Süd; Nord\"\nC,\"\t@SUM(1)\"\nD,Grün\n";
    fs::write(folder.path().join("in.csv"), table).unwrap();
    let told = |lang: &str| {
        kamready_in(
            folder.path(),
            &["assess", "in.csv", "--lang", lang, "-o", "csv-excel-de"],
        )
    };
    let ran = told("de");
    for line in [
        "A;'=cmd|' /C calc'!A0;",
        "'-1;'+49 30 GmbH;",
        "B;\"Süd; Nord\";",
        "D;Grün;",
    ] {
        assert!(
            ran.out.contains(&format!("\n{line}")),
            "{line}: {}",
            ran.out
        );
    }
    assert!(ran.err.contains("beginnen: 4\n"), "{}", ran.err);
    assert!(told("en").err.contains("formula: 4\n"));
}

//! Tables as people keep them: read right, or refused with a question that names the cell.

use std::collections::BTreeMap;
use std::fs;
use std::sync::LazyLock;

use kamready::input::{self, Dialect, Files, Source};
use kamready::model::{Answer, Decision, Value};
use kamready::pack::{Pack, PackFiles};
use proptest::prelude::*;

use crate::program::{kamready, kamready_in};

pub(crate) static PACK: LazyLock<Pack> =
    LazyLock::new(|| Pack::read(&PackFiles::embedded()).unwrap());

/// What was read: by id, the value of each answered field.
pub(crate) type Values = BTreeMap<(String, String), Value>;

pub(crate) struct Seen {
    pub(crate) values: Values,
    /// Line, field and key of each refusal.
    pub(crate) refused: Vec<(usize, String, String)>,
    pub(crate) decisions: Vec<Decision>,
}

pub(crate) fn read_as(bytes: &[u8], dialect: Dialect) -> Result<Seen, String> {
    let pack = &*PACK;
    let source = Source {
        name: "t.csv".to_owned(),
        bytes: bytes.to_vec(),
    };
    let files = Files {
        organisations: &[source],
        dialect,
        ..Files::default()
    };
    let intake = input::read(&pack.fields, files).map_err(|faults| faults[0].to_string())?;
    let mut values = Values::new();
    for one in &intake.organisations {
        for (field, answer) in pack.fields.iter().zip(&one.answers) {
            if let Answer::Given(fact) = answer {
                values.insert(
                    (one.id.to_string(), field.id.to_string()),
                    fact.value.clone(),
                );
            }
        }
    }
    let refused = intake.rejected.iter().map(|one| {
        (
            one.place.line.unwrap_or(0),
            one.place.field.clone().unwrap_or_default(),
            one.reason.id.to_string(),
        )
    });
    Ok(Seen {
        values,
        refused: refused.collect(),
        decisions: intake.inputs[0].decisions.clone(),
    })
}

fn read(bytes: &[u8]) -> Seen {
    read_as(bytes, Dialect::default()).unwrap()
}

fn ansi(text: &str) -> Vec<u8> {
    encoding_rs::WINDOWS_1252.encode(text).0.into_owned()
}

fn wide(text: &str) -> Vec<u8> {
    let words = text.encode_utf16().flat_map(u16::to_le_bytes);
    [0xff, 0xfe].into_iter().chain(words).collect()
}

const HEAD: &str = "id;name;Gesamtumsatz des letzten vollen Jahres;Mitarbeiter;DB II in %;Umsatzanteil Key Accounts;Zentralvertrieb;Notiz\r\n";
const BODY: &str = "A;\"Müller; Söhne\";1.234,56;1.200;25 %;62,5%;ja;\"=HYPERLINK(\"\"x\"\")\"\r\n\
    B;Größe AG;2’500,00;850;n/a;12,5 %;nein;\"zwei\r\nZeilen\"\r\n\
    C;Straße €;3 400,5;1.050;k. A.;#NV;WAHR;\r\n\
    D;Ölwerk;1,2 Mio. €;3.400;–;5%;x;\r\n";

/// The values of `BODY`, worked out by hand.
fn expected() -> Values {
    let number = Value::Number;
    let word = |text: &str| Value::word(text);
    let all = [
        ("A", "name", word("Müller; Söhne")),
        ("A", "total_revenue", number(1234.56)),
        ("A", "employees", number(1200.0)),
        ("A", "avg_db2_pct", number(25.0)),
        ("A", "ka_revenue_share", number(62.5)),
        ("A", "has_central_sales", Value::Flag(true)),
        ("B", "name", word("Größe AG")),
        ("B", "total_revenue", number(2500.0)),
        ("B", "employees", number(850.0)),
        ("B", "ka_revenue_share", number(12.5)),
        ("B", "has_central_sales", Value::Flag(false)),
        ("C", "name", word("Straße €")),
        ("C", "total_revenue", number(3400.5)),
        ("C", "employees", number(1050.0)),
        ("C", "has_central_sales", Value::Flag(true)),
        ("D", "name", word("Ölwerk")),
        ("D", "total_revenue", number(1_200_000.0)),
        ("D", "employees", number(3400.0)),
        ("D", "ka_revenue_share", number(5.0)),
        ("D", "has_central_sales", Value::Flag(true)),
    ];
    let owned =
        |(id, field, value): (&str, &str, Value)| ((id.to_owned(), field.to_owned()), value);
    all.into_iter().map(owned).collect()
}

#[test]
fn the_six_variants_of_a_german_sheet_give_the_same_values() {
    let plain = format!("{HEAD}{BODY}");
    let titled = format!(
        "Kundenübersicht 2025;;;;;;;\r\nStand: 31.12.2025;;;;;;;\r\n;;;;;;;\r\n\
         ID;Name des Unternehmens;Gesamtumsatz des letzten vollen Jahres;Mitarbeiter;Quoten;;Zentralvertrieb;Notiz\r\n\
         ;;(€);;DB II in %;Umsatzanteil Key Accounts;;\r\n{BODY};Summe;8.335,06;6.500;;;;\r\nStand: heute;;;;;;;\r\n"
    );
    let tabbed = plain.replace(';', "\t").replace("Müller\t", "Müller;");
    let variants = [
        ansi(&titled),
        ansi(&plain),
        plain.clone().into_bytes(),
        format!("\u{feff}{plain}").into_bytes(),
        format!("sep=;\r\n{plain}").into_bytes(),
        wide(&tabbed),
    ];
    for (number, bytes) in variants.iter().enumerate() {
        let seen = read(bytes);
        assert_eq!(seen.refused, [], "variant {number}");
        assert_eq!(seen.values, expected(), "variant {number}");
    }
}

#[test]
fn a_total_or_note_at_the_foot_is_told_and_one_between_records_is_refused() {
    let seen = read(b"id,Umsatz\nA,5\n,7\nGesamt,12\nStand: heute,\n");
    let total = seen
        .decisions
        .iter()
        .find(|one| &*one.what.id == "import.total");
    assert_eq!(total.map(|one| one.count), Some(2));
    assert_eq!(
        seen.refused,
        [(3, "id".to_owned(), "reject.no_id".to_owned())]
    );
    let seen = read(b"id,Umsatz\nA,5\nSumme,5\nB,6\n");
    assert_eq!(
        seen.refused,
        [(3, String::new(), "reject.total".to_owned())]
    );
    assert_eq!(seen.values.len(), 2);
}

/// One cell in a column of money, and the key of its refusal.
#[test]
fn a_cell_that_leaves_a_doubt_is_refused_with_its_reason() {
    let cases = [
        ("1.200", "reject.ambiguous"),
        ("\"1,200\"", "reject.ambiguous"),
        ("ca. 500", "reject.vague"),
        (">1.000", "reject.vague"),
        ("10–50", "reject.vague"),
        ("#WERT!", "reject.cell_error"),
        ("#DIV/0!", "reject.cell_error"),
        ("25 %", "reject.unit"),
        ("12 VZÄ", "reject.unit"),
        ("1.2.3", "reject.not_money"),
        ("01.02.1998", "reject.not_money"),
        ("5 t", "reject.unit"),
        ("null", "reject.not_money"),
    ];
    for (cell, reason) in cases {
        let seen = read(format!("id,Umsatz\nA,{cell}\n").as_bytes());
        let expected = (2, "total_revenue".to_owned(), reason.to_owned());
        assert_eq!(seen.refused, [expected], "{cell}");
    }
}

#[test]
fn a_column_that_mixes_signs_shares_or_currencies_is_asked_about() {
    let refused = |text: &str| -> Vec<(usize, String)> {
        let seen = read(text.as_bytes());
        seen.refused
            .into_iter()
            .map(|(line, _, why)| (line, why))
            .collect()
    };
    let one = |line, why: &str| vec![(line, why.to_owned())];
    assert_eq!(
        refused("id;Umsatz\nA;12,5\nB;1.5\nC;7,25\n"),
        one(3, "reject.decimal")
    );
    assert_eq!(
        refused("id;DB II in %\nA;25 %\nB;0,25\n"),
        one(3, "reject.share")
    );
    assert_eq!(
        refused("id;currency;Umsatz\nA;CHF;5 €\nB;EUR;5 T€\n"),
        one(2, "reject.currency")
    );
    assert_eq!(
        refused("id;Umsatz in T€\nA;5 €\nB;5\n"),
        one(2, "reject.unit_clash")
    );
}

#[test]
fn the_users_word_settles_what_cells_leave_open() {
    let comma = Dialect::default().decimal(",").unwrap();
    let employees = ("A".to_owned(), "employees".to_owned());
    let seen = read_as(b"id;Mitarbeiter\nA;1.200\n", comma).unwrap();
    assert_eq!(seen.values.get(&employees), Some(&Value::Number(1200.0)));
    let colon = Dialect::default().delimiter(":").unwrap();
    let seen = read_as(b"id:Mitarbeiter\nA:12\n", colon).unwrap();
    assert_eq!(seen.values.get(&employees), Some(&Value::Number(12.0)));
    let third = Dialect::default().header_row(3);
    let seen = read_as(b"id;name\nX;Y\nid;Mitarbeiter\nA;12\n", third).unwrap();
    assert_eq!(seen.values.len(), 1);
    assert!(read_as(b"id\nA\n", Dialect::default().header_row(9)).is_err());
    let letters = Dialect::default().encoding("macintosh").unwrap();
    let seen = read_as(b"id;name\nA;h\x8atte\n", letters).unwrap();
    assert_eq!(seen.values.values().next(), Some(&Value::word("hätte")));
}

#[test]
fn what_programs_write_needs_no_decision() {
    let seen = read(b"id,name,employees,has_central_sales\nA,Omega,12,true\n");
    assert_eq!(seen.decisions, []);
}

#[test]
fn a_mended_list_of_rejects_is_read_as_the_table_that_it_came_from() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::write(
        at("t.csv"),
        "id;name;Mitarbeiter;EBIT\nA;=Omega;1.200;x\nB;Rho;12;5\n",
    )
    .unwrap();
    let ran = kamready_in(folder.path(), &["check", "t.csv", "--rejects", "r.csv"]);
    assert_eq!(ran.code, Some(3), "{}", ran.err);
    let list = fs::read_to_string(at("r.csv")).unwrap();
    let lines: Vec<&str> = list.lines().collect();
    assert_eq!(
        lines[0],
        "file,line,column,id,field,value,reason,id,name,Mitarbeiter,EBIT"
    );
    assert!(lines[1].ends_with(",A,'=Omega,1.200,x"), "{}", lines[1]);
    assert!(lines[2].ends_with(",,,,"), "{}", lines[2]);
    let mended = list.replace(",1.200,x", ",1200,-7");
    let seen = read(mended.as_bytes());
    assert_eq!(seen.refused, []);
    let name = seen.values.get(&("A".to_owned(), "name".to_owned()));
    assert_eq!(name, Some(&Value::word("=Omega")));
    let ebit = seen.values.get(&("A".to_owned(), "ebit".to_owned()));
    assert_eq!(ebit, Some(&Value::Number(-7.0)));
}

#[test]
fn a_flag_that_names_nothing_is_a_usage_error() {
    for (flag, value) in [
        ("--decimal", "x"),
        ("--encoding", "latin-99"),
        ("--delimiter", "ab"),
    ] {
        let ran = kamready(&["check", "fixtures/organisations/domain.csv", flag, value]);
        assert_eq!(ran.code, Some(2), "{flag}");
        assert!(ran.err.contains(value), "{}", ran.err);
    }
}

/// How a table is written.
#[derive(Debug, Clone)]
pub(crate) struct Style {
    delimiter: char,
    pub(crate) comma: bool,
    /// Between thousands.
    group: &'static str,
    percent: &'static str,
    money: &'static str,
    encoding: u8,
    words: (&'static str, &'static str),
    titles: bool,
    total: bool,
}

pub(crate) fn styles() -> impl Strategy<Value = Style> {
    (
        prop::sample::select(vec![',', ';', '\t', '|']),
        any::<bool>(),
        prop::sample::select(vec!["", ".", ",", " ", "\u{a0}", "’", "'"]),
        prop::sample::select(vec!["", "%", " %"]),
        prop::sample::select(vec!["", " €", " EUR"]),
        0u8..4,
        prop::sample::select(vec![
            ("true", "false"),
            ("ja", "nein"),
            ("WAHR", "FALSCH"),
            ("yes", "no"),
        ]),
        any::<bool>(),
        any::<bool>(),
    )
        .prop_map(
            |(delimiter, comma, group, percent, money, encoding, words, titles, total)| Style {
                delimiter,
                comma,
                // A decimal sign that parts thousands too is nobody's way to write.
                group: if group == if comma { "," } else { "." } {
                    ""
                } else {
                    group
                },
                percent,
                money,
                encoding,
                words,
                titles,
                total,
            },
        )
}

/// One record: name, revenue in cents, employees, share in tenths of a percent, central sales.
pub(crate) type Facts = (String, u64, u64, u16, Option<bool>);

pub(crate) fn facts() -> impl Strategy<Value = Facts> {
    (
        "[A-Za-zÄÖÜäöüß][a-zäöü;,\"|]{0,6}[a-zß]",
        1u64..10_000_000_000,
        1u64..3_000_000,
        0u16..=1000,
        any::<Option<bool>>(),
    )
}

impl Style {
    fn number(&self, whole: u64, decimals: &str) -> String {
        let digits = whole.to_string();
        let mut text = String::new();
        for (place, digit) in digits.chars().enumerate() {
            if place > 0 && (digits.len() - place).is_multiple_of(3) {
                text.push_str(self.group);
            }
            text.push(digit);
        }
        if !decimals.is_empty() {
            text.push(if self.comma { ',' } else { '.' });
            text.push_str(decimals);
        }
        text
    }

    pub(crate) fn cells(
        &self,
        number: usize,
        (name, cents, employees, tenths, central): &Facts,
    ) -> Vec<String> {
        let central = match central {
            None => "k. A.",
            Some(true) => self.words.0,
            Some(false) => self.words.1,
        };
        vec![
            format!("K{number}"),
            name.clone(),
            self.number(cents / 100, &format!("{:02}", cents % 100)) + self.money,
            self.number(*employees, ""),
            self.number(u64::from(tenths / 10), &(tenths % 10).to_string()) + self.percent,
            central.to_owned(),
        ]
    }

    pub(crate) fn table(&self, all: &[Facts]) -> Vec<u8> {
        let records = all.iter().enumerate();
        self.lines(records.map(|(number, facts)| self.cells(number, facts)))
    }

    /// The same of cells.
    pub(crate) fn lines(&self, records: impl Iterator<Item = Vec<String>>) -> Vec<u8> {
        let mut rows = Vec::new();
        let line = |cells: &[&str]| {
            cells
                .iter()
                .map(|cell| (*cell).to_owned())
                .collect::<Vec<_>>()
        };
        if self.titles {
            rows.push(line(&["Übersicht", "", "", "", "", ""]));
            rows.push(line(&["Stand: 31.12.2025", "", "", "", "", ""]));
        }
        rows.push(line(&[
            "ID",
            "Firma",
            "Jahresumsatz",
            "Mitarbeiter",
            "Umsatzanteil Key Accounts",
            "Zentralvertrieb",
        ]));
        rows.extend(records);
        if self.total {
            rows.push(line(&["", "Summe", "1", "1", "", ""]));
        }
        let quoted = |cell: &String| match cell.contains([self.delimiter, '"']) {
            true => format!("\"{}\"", cell.replace('"', "\"\"")),
            false => cell.clone(),
        };
        let sign = self.delimiter.to_string();
        let rows = rows
            .iter()
            .map(|row| row.iter().map(quoted).collect::<Vec<_>>().join(&sign));
        let text = rows.collect::<Vec<_>>().join("\r\n") + "\r\n";
        match self.encoding {
            0 => text.into_bytes(),
            1 => format!("\u{feff}{text}").into_bytes(),
            2 => wide(&text),
            _ => ansi(&text),
        }
    }
}

pub(crate) fn values(all: &[Facts]) -> Values {
    let mut values = Values::new();
    for (number, (name, cents, employees, tenths, central)) in all.iter().enumerate() {
        let mut put = |field: &str, value| {
            values.insert((format!("K{number}"), field.to_owned()), value);
        };
        let parsed = |text: String| Value::Number(text.parse().unwrap());
        put("name", Value::word(name));
        put(
            "total_revenue",
            parsed(format!("{}.{:02}", cents / 100, cents % 100)),
        );
        put("employees", parsed(employees.to_string()));
        put(
            "ka_revenue_share",
            parsed(format!("{}.{}", tenths / 10, tenths % 10)),
        );
        if let Some(central) = central {
            put("has_central_sales", Value::Flag(*central));
        }
    }
    values
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// Every cell has the value that was written, or its row is refused with a place and a reason.
    #[test]
    fn a_table_in_any_dialect_gives_its_values_or_names_the_cell(
        style in styles(),
        all in prop::collection::vec(facts(), 1..6),
    ) {
        let seen = read(&style.table(&all));
        let expected = values(&all);
        let head = 2 + if style.titles { 2 } else { 0 };
        for (key, value) in &seen.values {
            prop_assert_eq!(expected.get(key), Some(value), "{:?}", key);
        }
        for ((id, _), _) in expected.iter().filter(|(key, _)| !seen.values.contains_key(*key)) {
            let line = head + id[1..].parse::<usize>().unwrap();
            prop_assert!(
                seen.refused.iter().any(|(at, field, _)| *at == line && !field.is_empty()),
                "{} is gone and nobody says why", id
            );
        }
    }

    /// Where the first row shows the decimal sign of the file, nothing is refused.
    #[test]
    fn a_table_with_a_comma_in_each_amount_is_read_whole(
        style in styles(),
        all in prop::collection::vec(facts(), 1..6),
    ) {
        let style = Style { comma: true, group: ".", ..style };
        // Without a sign, 0,5 could be a share.
        prop_assume!(!style.percent.is_empty() || all.iter().all(|one| !(1..10).contains(&one.3)));
        let seen = read(&style.table(&all));
        prop_assert_eq!(seen.refused, []);
        prop_assert_eq!(seen.values, values(&all));
    }

    /// No bytes at all bring the reader down.
    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = read_as(&bytes, Dialect::default());
        let behind = [b"id;Umsatz (T\x80)\n".as_slice(), &bytes].concat();
        let _ = read_as(&behind, Dialect::default());
    }
}

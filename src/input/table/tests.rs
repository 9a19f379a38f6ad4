//! Tables read in parts against the ordinary reader, on tables of every kind.

use std::io::{self, Read};

use proptest::collection::vec;
use proptest::prelude::*;

use super::*;
use crate::input::{self, Files, Source};
use crate::model::{Choice, Decision, Field, FieldType, Organisation, RefusedRow, Rejected, Text};

fn field(id: &str, kind: FieldType) -> Field {
    let text = |text: &str| Text {
        de: text.to_owned(),
        en: text.to_owned(),
    };
    let choice = |id: &str, label: &str| Choice {
        id: id.into(),
        label: text(label),
        anchor: None,
    };
    Field {
        id: id.into(),
        label: text(&format!("The {id}")),
        question: text(id),
        kind,
        unit: None,
        unit_label: None,
        unit_one: None,
        ask: None,
        min: None,
        max: (kind == FieldType::Percent).then_some(100.0),
        above: None,
        letters: None,
        capitals: false,
        default: None,
        choices: vec![
            choice("low", "Little, or none"),
            choice("lower", "Less"),
            choice("high", "Much"),
        ],
        anchor: None,
        aliases: Vec::new(),
    }
}

fn fields() -> Fields {
    Fields::new(vec![
        field("name", FieldType::Text),
        field("revenue", FieldType::Money),
        field("share", FieldType::Percent),
        field("staff", FieldType::Integer),
        field("growth", FieldType::Number),
        field("agreed", FieldType::Bool),
        field("state", FieldType::Enum),
        field("since", FieldType::Date),
        field("kinds", FieldType::List),
        field("rare", FieldType::Number),
    ])
    .0
}

/// Bytes that come a few at a time.
struct Trickle(io::Cursor<Vec<u8>>, usize);

impl Read for Trickle {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let most = self.1.min(buffer.len());
        self.0.read(&mut buffer[..most])
    }
}

#[derive(Debug, PartialEq)]
struct Read_ {
    organisations: Vec<Organisation>,
    rejected: Vec<Rejected>,
    /// Records and refused records of each table.
    counts: Vec<(usize, usize)>,
    unread: Vec<Vec<String>>,
    decisions: Vec<Vec<Decision>>,
    refused_rows: Vec<(String, usize)>,
}

/// What came of reading in parts.
#[derive(Debug, PartialEq)]
enum Came {
    Read(Box<Read_>),
    /// Only the whole tells how to read a table; where it is noticed.
    AtOnce,
    AtTheEnd,
}

fn whole(tables: &[Vec<u8>], dialect: Dialect<'_>) -> Result<Read_, String> {
    let sources: Vec<Source> = (0..)
        .zip(tables)
        .map(|(number, bytes)| Source {
            name: format!("{number}.csv"),
            bytes: bytes.clone(),
        })
        .collect();
    let files = Files {
        organisations: &sources,
        dialect,
        ..Files::default()
    };
    let intake = input::read(&fields(), files).map_err(|faults| format!("{faults:?}"))?;
    let inputs = intake.inputs.iter();
    Ok(Read_ {
        counts: inputs
            .clone()
            .map(|one| (one.records, one.rejected))
            .collect(),
        unread: inputs.clone().map(|one| one.unread.clone()).collect(),
        decisions: inputs.map(|one| one.decisions.clone()).collect(),
        refused_rows: in_order(intake.refused_rows),
        organisations: intake.organisations,
        rejected: intake.rejected,
    })
}

/// Where they stand; rows that share a line with others, as odd line breaks let them, are all named there.
fn in_order(rows: Vec<RefusedRow>) -> Vec<(String, usize)> {
    let mut places: Vec<_> = rows.into_iter().map(|one| (one.file, one.line)).collect();
    places.sort();
    places.dedup();
    places
}

/// In parts, of which several are on their way at a time, read in another order than they were cut.
fn in_parts(
    tables: &[Vec<u8>],
    step: usize,
    ahead: usize,
    how: (usize, &Dialect<'_>),
) -> Result<Came, String> {
    let fields = fields();
    let told = |faults: Faults| format!("{faults:?}");
    let streams = (0..).zip(tables).map(|(number, bytes)| Stream {
        name: format!("{number}.csv"),
        bytes: Box::new(Trickle(io::Cursor::new(bytes.clone()), step)),
    });
    let way = Tables::open_by(&fields, streams.collect(), how).map_err(told)?;
    let Way::Parts(mut tables_) = way else {
        return Ok(Came::AtOnce);
    };
    let heads = tables_.heads();
    let mut seen: Vec<Seen> = heads.iter().map(|_| Seen::default()).collect();
    let mut read = Read_ {
        organisations: Vec::new(),
        rejected: Vec::new(),
        counts: vec![(0, 0); tables.len()],
        unread: heads.iter().map(|head| head.unread().to_vec()).collect(),
        decisions: Vec::new(),
        refused_rows: Vec::new(),
    };
    let mut refused_rows = Vec::new();
    loop {
        let mut pieces = Vec::new();
        while pieces.len() < ahead
            && let Some(piece) = tables_.cut().unwrap()
        {
            pieces.push(piece);
        }
        if pieces.is_empty() {
            break;
        }
        let mut parts: Vec<Part> = Vec::new();
        for piece in pieces.iter().rev() {
            let part = loop {
                match piece.read(&fields) {
                    Ok(part) => break part,
                    Err(column) => tables_.decide(piece, column).unwrap(),
                }
            };
            parts.push(part);
        }
        for mut part in parts.into_iter().rev() {
            let rows = 0..part.len();
            read.organisations
                .extend(rows.map(|row| part.organisation(&fields, row)));
            let counts = &mut read.counts[part.table()];
            *counts = (counts.0 + part.records, counts.1 + part.refused);
            seen[part.table()].add(&mut part);
            read.rejected.extend(part.rejected);
            refused_rows.extend(part.refused_rows);
        }
    }
    if heads
        .iter()
        .zip(&seen)
        .any(|(head, seen)| head.fault(seen).is_some())
    {
        return Ok(Came::AtTheEnd);
    }
    let decided = heads.iter().zip(seen);
    read.decisions = decided.map(|(head, seen)| head.decisions(seen)).collect();
    read.refused_rows = in_order(refused_rows);
    Ok(Came::Read(Box::new(read)))
}

/// Where parts were read to the end, they say what the whole says.
fn agrees(tables: &[Vec<u8>], step: usize, ahead: usize, sample: usize) -> Came {
    agrees_in(tables, step, ahead, (sample, Dialect::default()))
}

fn agrees_in(
    tables: &[Vec<u8>],
    step: usize,
    ahead: usize,
    (sample, dialect): (usize, Dialect<'_>),
) -> Came {
    let came = in_parts(tables, step, ahead, (sample, &dialect)).unwrap();
    if let Came::Read(read) = &came {
        let whole = whole(tables, dialect).unwrap();
        assert_eq!(read.counts, whole.counts);
        assert_eq!(read.rejected, whole.rejected);
        assert_eq!(read.decisions, whole.decisions);
        assert_eq!(read.refused_rows, whole.refused_rows);
        assert_eq!(**read, whole);
    }
    came
}

const HEADER: &str = "id,name,revenue,share,staff,growth,agreed,state,since,kinds,other,rare";

fn cell(column: usize) -> BoxedStrategy<String> {
    let text =
        |words: &'static [&'static str]| proptest::sample::select(words).prop_map(str::to_owned);
    let id = prop_oneof![
        12 => (0..4000_u32).prop_map(|n| format!("O{n}")),
        1 => text(&["", " O1", "\u{feff}O2", "ä", "\"O 3\"", "NA:none"]),
    ];
    let name = text(&[
        "Müller",
        "\"A, B\"",
        "\"say \"\"so\"\"\"",
        "",
        "5\" pipe",
        "\"two\nlines\"",
        "\"two\r\nlines\"",
        " x ",
        "=1",
        "NA:nobody",
    ]);
    let number = prop_oneof![
        6 => (0..2000_u32).prop_map(|n| n.to_string()),
        2 => (0..99_999_u32, 0..4_usize).prop_map(|(n, d)| format!("{:.d$}", f64::from(n) / 1000.0)),
        2 => text(&["", "12.5", "-3", "\"7\"", " 8 ", "1e2", "0.125", "101", "NA: closed"]),
    ];
    let whole = text(&["1", "12", "", "300", "7.0", "NA:none"]);
    let flag = text(&["true", "false", "", "TRUE", "\"false\"", " true"]);
    let choice = text(&[
        "low",
        "lower",
        "high",
        "",
        "\"low\"",
        "Much",
        "LESS",
        "\"Little, or none\"",
    ]);
    let date = text(&["2026-01-31", "", "\"2026-02-01\""]);
    let list = text(&["low;high", "\"low, lower\"", "", ";", "high"]);
    let rare = prop_oneof![
        400 => text(&["1", "2", ""]),
        1 => text(&["1.200", "3.400", "-1.200", "\"5.600\"", "0.5", "12.34"]),
    ];
    match column {
        0 => id.boxed(),
        1 => name.boxed(),
        2 | 3 => number.boxed(),
        4 => whole.boxed(),
        5 => number.boxed(),
        6 => flag.boxed(),
        7 => choice.boxed(),
        8 => date.boxed(),
        9 => list.boxed(),
        10 => name.boxed(),
        _ => rare.boxed(),
    }
}

fn row() -> impl Strategy<Value = Vec<u8>> {
    let cells: Vec<_> = (0..12).map(cell).collect();
    let good = cells.prop_map(|cells| cells.join(",").into_bytes());
    let odd = prop_oneof![
        Just(b"".to_vec()),
        Just(b" , ,,,,,,,,,,".to_vec()),
        Just(b"O7,too few".to_vec()),
        Just(b"O8,,,,,,,,,,,,too many".to_vec()),
        Just(b"O9,\"open,,,,,,,,,,".to_vec()),
        Just(b"O10,\"a\"b,1.5,,,,,,,,,2.5".to_vec()),
        Just(b"O11,a\rO12,,,,,,,,,,,".to_vec()),
        Just(b"\xef\xbb\xbfO13,\"q\",,,,,,,,,,".to_vec()),
        Just(b"O14,\xff,,,,,,,,,,".to_vec()),
        Just(b"O15,,,,,,,,,,\xff,".to_vec()),
        Just(b"\xff,,,,,,,,,,,".to_vec()),
        Just(b"O16,,101.5,1000,0.5,x,yes,middle,today,none,,1.2.3".to_vec()),
        Just(b"O17,,NA,,,,,,,,,".to_vec()),
    ];
    prop_oneof![30 => good, 1 => odd]
}

fn table() -> impl Strategy<Value = Vec<u8>> {
    let breaks = proptest::sample::select(&["\n", "\r\n"][..]);
    (
        vec(row(), 0..60),
        breaks,
        0..40_usize,
        any::<bool>(),
        any::<bool>(),
    )
        .prop_map(|(rows, breaks, again, marked, ended)| {
            let mut bytes = if marked {
                b"\xef\xbb\xbf".to_vec()
            } else {
                Vec::new()
            };
            bytes.extend_from_slice(HEADER.as_bytes());
            // Some rows over and over, for more than one part.
            for row in rows
                .iter()
                .chain(rows.iter().cycle().take(again * rows.len().min(30)))
            {
                bytes.extend_from_slice(breaks.as_bytes());
                bytes.extend_from_slice(row);
            }
            if ended {
                bytes.extend_from_slice(breaks.as_bytes());
            }
            bytes
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn in_parts_a_table_says_what_it_says_as_a_whole(
        tables in vec(table(), 1..3),
        step in prop_oneof![1..50_usize, Just(usize::MAX)],
        ahead in 1..4_usize,
    ) {
        let point = || Dialect::default().decimal(".").unwrap();
        let all = point().delimiter(",").unwrap().encoding("utf-8").unwrap().header_row(1);
        for sample in [1 << 9, SAMPLE] {
            for said in [Dialect::default(), point(), all] {
                agrees_in(&tables, step, ahead, (sample, said));
            }
        }
    }
}

#[test]
fn what_is_said_of_a_table_is_read_in_parts_only_where_programs_write_so() {
    let table = "id,revenue,share\nA,1.200,5\nB,0.5,7\n".as_bytes().to_vec();
    let came = |dialect| agrees_in(std::slice::from_ref(&table), 7, 2, (SAMPLE, dialect));
    let said = Dialect::default;
    let Came::Read(read) = came(said().decimal(".").unwrap()) else {
        panic!("what is said decides on 1.200");
    };
    assert_eq!(read.organisations.len(), 2);
    let utf8 = said().encoding("utf-8").unwrap();
    assert!(matches!(came(utf8.header_row(1)), Came::Read(_)));
    for other in [
        said().decimal(",").unwrap(),
        said().delimiter(";").unwrap(),
        said().encoding("windows-1252").unwrap(),
        said().header_row(2),
    ] {
        assert_eq!(came(other), Came::AtOnce);
    }
}

fn came(table: &str, sample: usize) -> Came {
    agrees(&[table.as_bytes().to_vec()], 7, 2, sample)
}

/// Read in parts, from a beginning that is shorter than the table.
fn parts(table: &str) -> Read_ {
    match came(table, 1 << 10) {
        Came::Read(read) => *read,
        other => panic!("{other:?}: {table}"),
    }
}

#[test]
fn a_table_whose_beginning_is_not_what_programs_write_is_read_as_a_whole() {
    for table in [
        "",
        "\n\n",
        "\u{feff}",
        "name\nA\n",
        "id,id\n",
        "id;name\n1;A\n",
        "id,revenue,The revenue\n",
        "id,\"open\nA\n",
        "Audit 2026\n\nid,name\n1,A\n",
        "id,revenue (T€)\n1,5\n",
        "id,revenue\n1,\"5,3\"\n",
        "id,share\n1,5 %\n",
        "id,revenue\nSumme,5\n",
        "id,name\nA,\u{fc}\nStand: heute,\n",
    ] {
        assert_eq!(came(table, SAMPLE), Came::AtOnce, "{table}");
    }
    let wide = b"\xff\xfei\0d\0".to_vec();
    assert_eq!(
        in_parts(&[wide], 1, 1, (SAMPLE, &Dialect::default())),
        Ok(Came::AtOnce)
    );
    let latin = b"id,name\n1,M\xfcller\n".to_vec();
    assert_eq!(
        in_parts(&[latin], 1, 1, (SAMPLE, &Dialect::default())),
        Ok(Came::AtOnce)
    );
}

#[test]
fn a_table_as_programs_write_it_is_read_in_parts() {
    for table in [
        "id,name\nA,B\n",
        "\u{feff}\"id\",name\nA,B",
        "sep=,\nid,name\nA,B",
        "\n\nid,The name,state\nA,B,Much\n,,\n",
        "id,agreed\nA,ja\nB,nein\nC,?\n",
        "id,revenue,name\nA,1.5,x\n,2.5,Summe\n",
    ] {
        assert!(matches!(came(table, SAMPLE), Came::Read(_)), "{table}");
    }
}

/// Many plain rows between the beginning and the last one.
fn far(first: &str, last: &str) -> String {
    let many: String = (0..3000).map(|n| format!("O{n},{},1\n", n % 7)).collect();
    format!("id,rare,share\n{first}\n{many}{last}\n")
}

#[test]
fn a_doubtful_number_waits_for_the_cell_that_decides_however_far_it_is() {
    let refused = |last: &str| parts(&far("A,1.200,", last)).rejected.len();
    assert_eq!(refused("Z,0.5,"), 0);
    assert_eq!(refused("Z,5,"), 1);
    assert_eq!(refused("Z,2.500,"), 2);
    assert_eq!(refused("Z,\"62,5\","), 0);
    // A comma in another column settles it as well, a point does not.
    assert_eq!(refused("Z,,\"62,5\""), 0);
    assert_eq!(refused("Z,,62.5"), 1);
}

#[test]
fn what_people_write_is_read_and_told_of_wherever_it_stands() {
    let read = parts(&far("A,1,", "Z,k. A.,\"62,5 %\""));
    assert!(read.rejected.is_empty());
    assert_eq!(read.decisions[0].len(), 3);
}

#[test]
fn a_lone_cell_against_many_is_refused_and_a_real_contradiction_is_noticed() {
    let refused = parts(&far("A,1.5,\nB,2.5,\nC,3.5,", "Z,\"62,5\",")).rejected;
    assert_eq!(refused.len(), 1);
    for (first, last) in [
        // It could be either, and was read as a decimal point.
        ("A,1.5,\nB,2.5,\nC,1.200,", "Z,\"62,5\","),
        ("A,1.5,", "Y,\"62,5\",\nZ,\"62,5\","),
        // The first proof stands behind the beginning.
        ("A,1,", "Y,1.5,\nZ,\"62,5\","),
        // A share, or 0.45 percent.
        ("A,,0.45", "Z,,45 %"),
        ("A,1,", "Summe,3000,"),
        ("A,1,", "Stand: 2026,,"),
    ] {
        assert_eq!(
            came(&far(first, last), 1 << 10),
            Came::AtTheEnd,
            "{first} {last}"
        );
    }
}

#[test]
fn bytes_that_are_not_utf8_are_noticed_unless_the_beginning_shows_utf8() {
    let table = |first: &str| {
        let mut bytes = far(first, "Y,1,1").into_bytes();
        bytes.extend_from_slice(b"Z\xfc,1,1\n");
        agrees(&[bytes], 100, 2, 1 << 10)
    };
    assert_eq!(table("A,1,1"), Came::AtTheEnd);
    assert!(matches!(table("Ä,1,1"), Came::Read(_)));
}

#[test]
fn an_id_that_stood_before_is_refused_with_the_place_of_the_first_in_any_table() {
    let first = b"id,rare\nA,1\nB,x\n".to_vec();
    let second = b"rare,id\n1,C\n2,B\n3,C\n".to_vec();
    let Came::Read(read) = agrees(&[first, second], 5, 2, SAMPLE) else {
        panic!("these are plain tables");
    };
    assert_eq!(read.counts, [(2, 1), (3, 2)]);
}

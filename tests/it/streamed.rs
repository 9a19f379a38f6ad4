//! Tables to rows in parts: the same bytes as when everything is held at once, packed or plain, on any threads.

use std::fmt::Write as _;
use std::fs;
use std::io::{Read as _, Write as _};
use std::path::Path;

use kamready::model::{Answer, Organisation, Value};
use kamready::pack::{Pack, PackFiles};
use tempfile::TempDir;

use crate::graph::organisations::{Dice, invented};
use crate::program::{fixture, kamready_fed, kamready_in};

fn cell(answer: &Answer) -> String {
    let Answer::Given(fact) = answer else {
        return match answer {
            Answer::NotApplicable(reason) => format!("\"NA:{reason}\""),
            _ => String::new(),
        };
    };
    match &fact.value {
        Value::Number(number) => number.to_string(),
        Value::Flag(flag) => flag.to_string(),
        Value::Word(word) => format!("\"{}\"", word.replace('"', "\"\"")),
        Value::List(words) => words.join(";"),
    }
}

/// Organisations of each kind as a table, with rows that are refused: ids that stood before, a cell too many, a
/// value that is none, a quotation mark that stays open.
fn table(pack: &Pack, count: usize) -> String {
    let ids: Vec<&str> = pack.fields.ids().collect();
    let mut text = format!("id,{}\n", ids.join(","));
    let blank = ",".repeat(ids.len());
    for (number, one) in invented(pack, &mut Dice::new(7), count).iter().enumerate() {
        let Organisation { id, answers, .. } = one;
        let cells: Vec<String> = answers.iter().map(cell).collect();
        writeln!(text, "{id},{}", cells.join(",")).unwrap();
        match number % 400 {
            50 => writeln!(text, "O{},{}", number / 2, cells.join(",")).unwrap(),
            51 => writeln!(text, "more{number}{blank},").unwrap(),
            52 => writeln!(text, "odd{number},\"a\"b{}", &blank[1..]).unwrap(),
            53 => writeln!(text, "{blank}\n").unwrap(),
            _ => {}
        }
    }
    text + "last,\"open\n"
}

fn packs() -> [Option<&'static str>; 4] {
    [
        None,
        Some("packs/tiny"),
        Some("packs/forms"),
        Some("packs/scripted"),
    ]
}

fn read(folder: &Path, name: &str) -> String {
    fs::read_to_string(folder.join(name)).unwrap()
}

/// Runs in a folder that holds `in.csv`; gives what it said and its code.
fn assess(folder: &Path, pack: Option<&str>, more: &[&str]) -> (String, Option<i32>) {
    let pack = pack.map(|pack| fixture(pack).display().to_string());
    let mut arguments = vec!["assess", "in.csv"];
    if let Some(pack) = &pack {
        arguments.extend(["--pack", pack]);
    }
    arguments.extend(more);
    let ran = kamready_in(folder, &arguments);
    (ran.err, ran.code)
}

#[test]
fn rows_are_the_same_in_parts_and_as_a_whole() {
    for pack in packs() {
        let folder = TempDir::new().unwrap();
        let folder = folder.path();
        let files = pack.map_or_else(PackFiles::embedded, |pack| {
            PackFiles::folder(&fixture(pack)).unwrap()
        });
        let read_pack = Pack::read(&files).unwrap();
        let count = if pack.is_none() { 900 } else { 2500 };
        fs::write(folder.join("in.csv"), table(&read_pack, count)).unwrap();
        // A document is no sequence of rows, so that all is held.
        let whole = [
            "-o",
            "csv:w.csv",
            "-o",
            "ndjson:w.ndjson",
            "-o",
            "json:w.json",
            "--rejects",
            "w.rejects",
        ];
        let told = assess(folder, pack, &whole);
        assert_eq!(told.1, Some(3), "{}", told.0);
        for jobs in ["1", "3"] {
            let both = [
                "-o",
                "csv:b.csv",
                "-o",
                "ndjson:b.ndjson",
                "--rejects",
                "b.rejects",
                "--jobs",
                jobs,
            ];
            assert_eq!(assess(folder, pack, &both), told);
            assert_eq!(
                assess(folder, pack, &["-o", "csv:c.csv", "--jobs", jobs]),
                told
            );
            for (parts, whole) in [
                ("b.csv", "w.csv"),
                ("c.csv", "w.csv"),
                ("b.ndjson", "w.ndjson"),
                ("b.rejects", "w.rejects"),
            ] {
                assert!(
                    read(folder, parts) == read(folder, whole),
                    "{pack:?} {parts} {jobs}"
                );
            }
        }
    }
}

#[test]
fn what_is_packed_is_read_and_written_by_the_end_of_its_name() {
    let folder = TempDir::new().unwrap();
    let folder = folder.path();
    fs::copy(fixture("organisations/domain.csv"), folder.join("in.csv")).unwrap();
    let text = fs::read(folder.join("in.csv")).unwrap();
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(&text).unwrap();
    fs::write(folder.join("in.csv.gz"), packed.finish().unwrap()).unwrap();
    fs::write(
        folder.join("in.csv.zst"),
        zstd::encode_all(&*text, 1).unwrap(),
    )
    .unwrap();
    let run = |file: &str, output: &str| {
        kamready_in(folder, &["assess", file, "-o", output]).good();
    };
    run("in.csv", "csv:plain.csv");
    run("in.csv.gz", "csv:out.csv.gz");
    run("in.csv.zst", "csv:out.csv.zst");
    run("in.csv.gz", "json:out.json.gz");
    let plain = read(folder, "plain.csv");
    let gz = fs::File::open(folder.join("out.csv.gz")).unwrap();
    let mut unpacked = String::new();
    flate2::read::GzDecoder::new(gz)
        .read_to_string(&mut unpacked)
        .unwrap();
    assert_eq!(unpacked, plain);
    let zst = fs::File::open(folder.join("out.csv.zst")).unwrap();
    assert_eq!(zstd::decode_all(zst).unwrap(), plain.as_bytes());
    let gz = fs::File::open(folder.join("out.json.gz")).unwrap();
    let json: serde_json::Value =
        serde_json::from_reader(flate2::read::GzDecoder::new(gz)).unwrap();
    assert_eq!(
        json["organisations"].as_array().unwrap().len() + 1,
        plain.lines().count()
    );
}

#[test]
fn a_stream_that_breaks_off_leaves_no_file() {
    let folder = TempDir::new().unwrap();
    let folder = folder.path();
    let text = fs::read(fixture("organisations/domain.csv")).unwrap();
    let packed = zstd::encode_all(&*text.repeat(50), 1).unwrap();
    fs::write(folder.join("in.csv.zst"), &packed[..packed.len() / 2]).unwrap();
    let ran = kamready_in(
        folder,
        &[
            "assess",
            "in.csv.zst",
            "-o",
            "csv:out.csv",
            "-o",
            "ndjson:out.ndjson",
        ],
    );
    assert_eq!(ran.code, Some(2), "{}", ran.err);
    assert!(ran.err.contains("this file cannot be read"), "{}", ran.err);
    let left: Vec<_> = fs::read_dir(folder).unwrap().collect();
    assert_eq!(left.len(), 1, "{left:?}");
}

#[test]
fn a_pipe_is_read_in_parts_too() {
    let text = fs::read_to_string(fixture("organisations/domain.csv")).unwrap();
    let fed = kamready_fed(&["assess", "-", "-o", "csv"], &text).good();
    let file = fixture("organisations/domain.csv").display().to_string();
    assert_eq!(
        fed,
        crate::program::kamready(&["assess", &file, "-o", "csv"]).good()
    );
}

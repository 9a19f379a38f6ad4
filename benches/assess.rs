//! How fast the main job is. Figures are medians of several runs of the release binary, compared within one run.
//!
//! `cargo bench` prints: cold start of one organisation, and many organisations to each format and by threads. With a
//! pack and a table of its organisations, `cargo bench --bench assess -- PACK TABLE`, that pack to CSV as well.

#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a benchmark looks at the clock, prints, and may stop"
)]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const DOMAIN: &str = "fixtures/organisations/domain.csv";
const MANY: usize = 10_000;

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let many = folder.path().join("many.csv");
    let one = folder.path().join("one.csv");
    fs::write(&many, repeated(MANY)).unwrap();
    fs::write(&one, repeated(1)).unwrap();
    for format in ["text", "markdown", "json"] {
        let cold = median(21, || run(&one, &["-o", format]));
        println!(
            "cold start, one organisation to {format:<9} {:>9.1} ms",
            millis(cold)
        );
    }
    for format in ["csv", "ndjson", "json", "markdown"] {
        let single = median(3, || run(&many, &["-o", format, "--jobs", "1"]));
        told(&format!("{MANY} organisations to {format}"), MANY, single);
    }
    for format in ["csv", "ndjson"] {
        let [single, double] =
            ["1", "2"].map(|jobs| median(5, || run(&many, &["-o", format, "--jobs", jobs])));
        let times = single.as_secs_f64() / double.as_secs_f64();
        println!("two threads against one, to {format:<13} {times:>9.2}");
    }
    let arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|one| one != "--bench")
        .collect();
    if let [pack, table] = arguments.as_slice() {
        let rows = fs::read_to_string(table).unwrap().lines().count() - 1;
        let flags = ["--pack", pack, "-o", "csv", "--jobs", "1"];
        let time = median(5, || run(Path::new(table), &flags));
        told(
            &format!("{rows} organisations of {pack} to csv"),
            rows,
            time,
        );
    }
}

fn told(what: &str, rows: usize, time: Duration) {
    let pace = rows as f64 / time.as_secs_f64();
    println!("{what:<41} {:>9.1} ms  {pace:>9.0} a second", millis(time));
}

/// The rows of the fixture over and over, each with an id of its own.
fn repeated(count: usize) -> String {
    let text = fs::read_to_string(DOMAIN).unwrap();
    let (head, rows) = text.split_once('\n').unwrap();
    let mut all = format!("{head}\n");
    for (index, row) in rows.lines().cycle().take(count).enumerate() {
        let (_, rest) = row.split_once(',').unwrap();
        writeln!(all, "O{index},{rest}").unwrap();
    }
    all
}

fn run(file: &Path, flags: &[&str]) {
    let status = Command::new(env!("CARGO_BIN_EXE_kamready"))
        .arg("assess")
        .arg(file)
        .args(flags)
        .stdout(Stdio::null())
        .status();
    assert!(status.unwrap().success());
}

fn median(times: usize, job: impl Fn()) -> Duration {
    let mut taken: Vec<Duration> = (0..times)
        .map(|_| {
            let start = Instant::now();
            job();
            start.elapsed()
        })
        .collect();
    taken.sort();
    taken.get(times / 2).copied().unwrap()
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

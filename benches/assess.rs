//! How fast the main job is. Figures are medians of several runs of the release binary, compared within one run.
//!
//! `cargo bench` prints: cold start of one organisation to text, and 10,000 organisations to CSV by threads.

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
    let cold = median(21, || run(&one, &["-o", "text"]));
    let single = median(5, || run(&many, &["-o", "csv", "--jobs", "1"]));
    let double = median(5, || run(&many, &["-o", "csv", "--jobs", "2"]));
    println!(
        "cold start, one organisation to text   {:>9.1} ms",
        millis(cold)
    );
    println!(
        "{MANY} organisations to csv, 1 thread  {:>9.1} ms",
        millis(single)
    );
    println!(
        "{MANY} organisations to csv, 2 threads {:>9.1} ms",
        millis(double)
    );
    println!(
        "organisations a second, 1 thread       {:>9.0}",
        MANY as f64 / single.as_secs_f64()
    );
    println!(
        "two threads against one                {:>9.2}",
        single.as_secs_f64() / double.as_secs_f64()
    );
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

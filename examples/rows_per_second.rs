//! How many organisations a second one thread assesses: `cargo run --release --example rows_per_second [PACK]`.
#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::indexing_slicing,
    unreachable_pub,
    reason = "an example that measures time and prints it"
)]

#[path = "../tests/it/graph/organisations.rs"]
mod organisations;

use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

use kamready::assess::{Assessor, Batch, Circumstances, Portfolio};
use kamready::error::Faults;
use kamready::model::Organisation;
use kamready::pack::PackFiles;
use kamready::report::{ResultRow, ResultRows};
use kamready::rules::Program;
use kamready::rules::graph::LANES;
use organisations::{Dice, invented};

const ROWS: usize = 4096;

fn main() -> Result<(), String> {
    measure().map_err(|faults| faults.iter().map(|fault| format!("{fault}\n")).collect())
}

fn measure() -> Result<(), Faults> {
    let files = match std::env::args().nth(1) {
        Some(folder) => PackFiles::folder(Path::new(&folder))?,
        None => PackFiles::embedded(),
    };
    let (pack, program) = Program::open(&files)?;
    let organisations = invented(&pack, &mut Dice::new(1), ROWS);
    let start = Instant::now();
    let around = Circumstances::default();
    let portfolio = Portfolio::new(&pack, &program, &around).map_err(|fault| vec![fault])?;
    println!(
        "{portfolio}, lowered in {:.1} ms",
        start.elapsed().as_secs_f64() * 1e3
    );
    let mut batch = portfolio.batch();
    over(
        &mut batch,
        &organisations,
        "reading records into columns",
        |_, _| (),
    );
    over(&mut batch, &organisations, "… and scores", |batch, _| {
        batch.score()
    });
    over(
        &mut batch,
        &organisations,
        "… and whole assessments",
        |batch, chunk| {
            batch.judge();
            for (row, one) in chunk.iter().enumerate() {
                black_box(batch.assessment(row, one));
            }
        },
    );
    scores_only(&mut batch, &organisations);
    rows_only(&mut batch, &organisations, &pack);
    let assessor = Assessor::new(&pack, &program, &around)?;
    over(
        &mut batch,
        &organisations[..1024],
        "the interpreter",
        |_, chunk| {
            for one in chunk {
                black_box(assessor.assess(one));
            }
        },
    );
    Ok(())
}

fn over<'b>(
    batch: &mut Batch<'b>,
    organisations: &[Organisation],
    what: &str,
    work: impl Fn(&mut Batch<'b>, &[Organisation]),
) {
    let seconds = best(|| {
        for chunk in organisations.chunks(LANES) {
            batch.clear();
            let count = chunk.iter().take_while(|one| batch.add(one)).count();
            work(batch, chunk.get(..count).unwrap_or_default());
        }
    });
    told(what, organisations.len(), seconds);
}

fn scores_only(batch: &mut Batch<'_>, organisations: &[Organisation]) {
    batch.clear();
    let rows = organisations
        .iter()
        .take_while(|one| batch.add(one))
        .count();
    let seconds = best(|| (0..100).for_each(|_| batch.score()));
    told("scores alone", 100 * rows, seconds);
}

fn rows_only(batch: &mut Batch<'_>, organisations: &[Organisation], pack: &kamready::pack::Pack) {
    let levels = &pack.manifest.levels.steps;
    let dimensions: Vec<_> = pack
        .manifest
        .dimensions
        .iter()
        .map(|one| one.id.clone())
        .collect();
    let seconds = best(|| {
        let Ok(mut rows) = ResultRows::new(Vec::new(), &dimensions) else {
            return;
        };
        for (row, one) in organisations.iter().take(batch.len()).enumerate() {
            let scores = batch.scores(row);
            let level = |rank: Option<usize>| Some(&*levels.get(rank?)?.id);
            let written = rows.write(&ResultRow {
                id: &one.id,
                name: &one.id,
                need: scores.indexes.first().and_then(|need| need.score),
                readiness: scores.indexes.last(),
                level: level(scores.level),
                raw_level: level(scores.raw_level),
                target: scores.target.map(|id| &**id),
                entry: scores.entry.map(|id| &**id),
                dimensions: scores.dimensions,
            });
            black_box(written.is_ok());
        }
    });
    told("rows of CSV alone", batch.len(), seconds);
}

/// The shortest of several runs, as others may use the machine.
fn best(mut work: impl FnMut()) -> f64 {
    let seconds = (0..8).map(|_| {
        let start = Instant::now();
        work();
        start.elapsed().as_secs_f64()
    });
    seconds.fold(f64::INFINITY, f64::min)
}

fn told(what: &str, rows: usize, seconds: f64) {
    let each = seconds * 1e6 / rows as f64;
    println!(
        "{what:<32} {:>10.0} rows/s  {each:>8.3} µs",
        rows as f64 / seconds
    );
}

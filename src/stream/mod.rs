//! Many records: shared out to threads in chunks, results in the order of the records.

mod pipe;

pub use pipe::Pipe;

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::assess::{Batch, Circumstances, Portfolio};
use crate::error::{Error, Faults, Kind};
use crate::model::{Assessment, Organisation};
use crate::pack::Pack;
use crate::rules::graph::LANES;
use crate::rules::{Program, STACK};

/// Assesses all organisations over columns; `jobs` threads, each with registers of its own.
///
/// # Errors
/// If a thread cannot be started or the rules cannot be lowered.
pub fn assess_all(
    pack: &Pack,
    program: &Program,
    circumstances: &Circumstances,
    organisations: &[Organisation],
    jobs: Option<usize>,
) -> Result<Vec<Assessment>, Faults> {
    let portfolio = Portfolio::new(pack, program, circumstances).map_err(|fault| vec![fault])?;
    let assess = |batch: &mut Batch<'_>, part: &[Organisation]| -> Vec<Assessment> {
        batch.judge();
        let rows = part.iter().enumerate();
        rows.map(|(row, one)| batch.assessment(row, one)).collect()
    };
    let parts = in_batches(&portfolio, organisations, jobs, assess)?;
    Ok(parts.into_iter().flatten().collect())
}

/// Fills batches with all organisations and works on each; results in the order of the organisations.
///
/// # Errors
/// If a thread cannot be started or run to its end.
pub fn in_batches<T: Send>(
    portfolio: &Portfolio<'_>,
    organisations: &[Organisation],
    jobs: Option<usize>,
    work: impl Fn(&mut Batch<'_>, &[Organisation]) -> T + Sync,
) -> Result<Vec<T>, Faults> {
    let chunks: Vec<&[Organisation]> = organisations.chunks(LANES).collect();
    let jobs = threads(jobs).min(chunks.len().max(1));
    let next = AtomicUsize::new(0);
    let done: Mutex<Vec<(usize, Vec<T>)>> = Mutex::new(Vec::new());
    let labour = || {
        let mut batch = portfolio.batch();
        while let Some((index, chunk)) = take(&next, &chunks) {
            let results = each_batch(&mut batch, chunk, &work);
            if let Ok(mut done) = done.lock() {
                done.push((index, results));
            }
        }
    };
    thread::scope(|scope| {
        let start = || {
            let worker = thread::Builder::new().stack_size(STACK);
            worker.spawn_scoped(scope, labour)
        };
        let workers: Vec<_> = (0..jobs).map(|_| start()).collect();
        workers.into_iter().try_for_each(|worker| {
            let worker = worker.map_err(|cause| vec![broken().because(cause)])?;
            worker.join().map_err(|_| vec![broken()])
        })
    })?;
    let mut done = done.into_inner().map_err(|_| vec![broken()])?;
    done.sort_by_key(|(index, _)| *index);
    Ok(done.into_iter().flat_map(|(_, results)| results).collect())
}

/// As many as were asked for, else as the machine has cores.
fn threads(jobs: Option<usize>) -> usize {
    let cores = || thread::available_parallelism().map_or(1, usize::from);
    jobs.unwrap_or_else(cores).max(1)
}

/// As many organisations at once as the batch has room for.
pub fn each_batch<T>(
    batch: &mut Batch<'_>,
    chunk: &[Organisation],
    mut work: impl FnMut(&mut Batch<'_>, &[Organisation]) -> T,
) -> Vec<T> {
    let mut results = Vec::new();
    let mut rest = chunk;
    while !rest.is_empty() {
        batch.clear();
        let count = rest.iter().take_while(|one| batch.add(one)).count().max(1);
        let (part, later) = rest.split_at(count);
        results.push(work(batch, part));
        rest = later;
    }
    results
}

fn take<'c>(
    next: &AtomicUsize,
    chunks: &[&'c [Organisation]],
) -> Option<(usize, &'c [Organisation])> {
    let index = next.fetch_add(1, Ordering::Relaxed);
    chunks.get(index).map(|chunk| (index, *chunk))
}

fn broken() -> Error {
    Error::new(
        Kind::Rule,
        "a thread that assesses could not run to its end",
    )
}

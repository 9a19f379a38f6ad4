//! Many records: shared out to threads in chunks, results in the order of the records.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::assess::{Batch, Circumstances, Portfolio};
use crate::error::{Error, Faults, Kind};
use crate::model::{Assessment, Organisation};
use crate::pack::Pack;
use crate::rules::graph::LANES;
use crate::rules::{Program, STACK};

/// How much of each assessment is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keep {
    All,
    /// What a table of results shows.
    Table,
}

/// Assesses all organisations over columns; `jobs` threads, each with registers of its own.
///
/// # Errors
/// If a thread cannot be started or the rules cannot be lowered.
pub fn assess_all(
    pack: &Pack,
    program: &Program,
    circumstances: &Circumstances,
    organisations: &[Organisation],
    keep: Keep,
    jobs: Option<usize>,
) -> Result<Vec<Assessment>, Faults> {
    let portfolio = Portfolio::new(pack, program, circumstances).map_err(|fault| vec![fault])?;
    let chunks: Vec<&[Organisation]> = organisations.chunks(LANES).collect();
    let cores = || thread::available_parallelism().map_or(1, usize::from);
    let jobs = jobs.unwrap_or_else(cores).clamp(1, chunks.len().max(1));
    let next = AtomicUsize::new(0);
    let done: Mutex<Vec<(usize, Vec<Assessment>)>> = Mutex::new(Vec::new());
    let work = || -> Result<(), Faults> {
        let mut batch = portfolio.batch()?;
        while let Some((index, chunk)) = take(&next, &chunks) {
            let results = assess_chunk(&mut batch, chunk, keep);
            if let Ok(mut done) = done.lock() {
                done.push((index, results));
            }
        }
        Ok(())
    };
    thread::scope(|scope| {
        let workers: Vec<_> = (0..jobs)
            .map(|_| {
                thread::Builder::new()
                    .stack_size(STACK)
                    .spawn_scoped(scope, work)
            })
            .collect();
        workers.into_iter().try_for_each(|worker| {
            let worker = worker.map_err(|cause| vec![broken().because(cause)])?;
            worker.join().map_err(|_| vec![broken()])?
        })
    })?;
    let mut done = done.into_inner().map_err(|_| vec![broken()])?;
    done.sort_by_key(|(index, _)| *index);
    Ok(done.into_iter().flat_map(|(_, results)| results).collect())
}

fn assess_chunk(batch: &mut Batch<'_>, chunk: &[Organisation], keep: Keep) -> Vec<Assessment> {
    batch.clear();
    for one in chunk {
        batch.add(one);
    }
    batch.judge();
    let rows = chunk.iter().enumerate();
    rows.map(|(row, one)| batch.assessment(row, one))
        .map(|assessment| match keep {
            Keep::All => assessment,
            Keep::Table => assessment.for_table(),
        })
        .collect()
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

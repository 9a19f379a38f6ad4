//! Many records: shared out to threads in chunks, results in the order of the records.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::assess::{Assessor, Circumstances};
use crate::error::{Error, Faults, Kind};
use crate::model::{Assessment, Organisation};
use crate::pack::Pack;
use crate::rules::{Program, STACK};

/// Records that a thread takes at a time.
const CHUNK: usize = 64;

/// Assesses all organisations; `jobs` threads, each with an engine of its own.
///
/// # Errors
/// If a thread cannot be started or the rules do not compile.
pub fn assess_all(
    pack: &Pack,
    program: &Program,
    circumstances: &Circumstances,
    organisations: &[Organisation],
    jobs: Option<usize>,
) -> Result<Vec<Assessment>, Faults> {
    let chunks: Vec<&[Organisation]> = organisations.chunks(CHUNK).collect();
    let cores = || thread::available_parallelism().map_or(1, usize::from);
    let jobs = jobs.unwrap_or_else(cores).clamp(1, chunks.len().max(1));
    let next = AtomicUsize::new(0);
    let done: Mutex<Vec<(usize, Vec<Assessment>)>> = Mutex::new(Vec::new());
    let work = || -> Result<(), Faults> {
        let assessor = Assessor::new(pack, program, circumstances)?;
        while let Some((index, chunk)) = take(&next, &chunks) {
            let results = chunk.iter().map(|one| assessor.assess(one)).collect();
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
            worker.join().unwrap_or_else(|_| Err(vec![broken()]))
        })
    })?;
    let mut done = done.into_inner().map_err(|_| vec![broken()])?;
    done.sort_by_key(|(index, _)| *index);
    Ok(done.into_iter().flat_map(|(_, results)| results).collect())
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

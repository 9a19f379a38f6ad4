//! How far verdicts depend on weights: exact bounds, the smallest change that flips, and shares of sampled weightings.
//!
//! Assumptions, which every report states: the weights of dimensions and of placement factors vary, each alone or all
//! at once within its band; the weights of rules within a dimension stay. Limits of levels, caps of gates, exclusions
//! and corrections of the entry stay as they are with the pack's own weights, and the entry is chosen by the rules of
//! today's level.

mod bounds;
mod fits;
mod level;
mod one;
mod random;
mod ranks;
mod samples;
mod share;
mod tiers;
mod weighing;
mod weights;

use std::thread;

pub use bounds::work_out;
pub use random::Random;

use one::{Judged, Study};
use samples::Samples;

use crate::assess::{Assessor, Circumstances};
use crate::error::{Error, Faults, Kind};
use crate::model::{Organisation, RobustOrganisation, Robustness, Weightings};
use crate::pack::{Pack, PlacementData};
use crate::rules::{Program, STACK};

/// How robust the verdicts on organisations are, in their order; the same with any number of `jobs`.
///
/// # Errors
/// If a thread cannot be started or run to its end.
pub fn robust(
    pack: &Pack,
    program: &Program,
    circumstances: &Circumstances,
    organisations: &[Organisation],
    weightings: Weightings,
    jobs: Option<usize>,
) -> Result<Robustness, Faults> {
    let band = weightings.band / 100.0;
    let dimensions: Vec<f64> = pack
        .manifest
        .dimensions
        .iter()
        .map(|one| one.weight)
        .collect();
    let factors = pack
        .placement
        .as_ref()
        .map_or_else(Vec::new, factor_weights);
    let samples = Samples::draw(
        &dimensions,
        &factors,
        band,
        weightings.samples,
        weightings.seed,
    );
    let steps = pack.level_steps();
    let study = Study::new(pack, &steps, band, &samples);
    let jobs = threads(jobs).min(organisations.len()).max(1);
    let chunk = organisations.len().div_ceil(jobs).max(1);
    let labour = |own: &[Organisation]| -> Result<Vec<Judged>, Faults> {
        let assessor = Assessor::new(pack, program, circumstances)?;
        Ok(own.iter().map(|one| study.one(&assessor, one)).collect())
    };
    let judged = in_parts(organisations.chunks(chunk), labour)?;
    let judged: Vec<Judged> = judged.into_iter().flatten().collect();
    let (ranks, tiers) = ranks::ranks(&judged, &samples, jobs)?;
    let organisations = judged.into_iter().zip(ranks);
    Ok(Robustness {
        weightings,
        index: pack.manifest.levels.index.clone(),
        organisations: organisations
            .map(|(one, rank)| RobustOrganisation { rank, ..one.robust })
            .collect(),
        tiers,
    })
}

/// The weight of each factor of the effect table.
fn factor_weights(data: &PlacementData) -> Vec<f64> {
    let weight = |factor: &str| data.rows(factor).next().map_or(0.0, |row| row.weight);
    data.factors()
        .into_iter()
        .map(|factor| weight(factor))
        .collect()
}

fn threads(jobs: Option<usize>) -> usize {
    let cores = || thread::available_parallelism().map_or(1, usize::from);
    jobs.unwrap_or_else(cores).max(1)
}

/// Works on each part on a thread of its own; results in the order of the parts.
fn in_parts<P: Send, T: Send>(
    parts: impl Iterator<Item = P>,
    labour: impl Fn(P) -> Result<T, Faults> + Sync,
) -> Result<Vec<T>, Faults> {
    let labour = &labour;
    thread::scope(|scope| {
        let start = |part: P| {
            let worker = thread::Builder::new().stack_size(STACK);
            worker.spawn_scoped(scope, move || labour(part))
        };
        let workers: Vec<_> = parts.map(start).collect();
        let ended = workers.into_iter().map(|worker| {
            let worker = worker.map_err(|cause| vec![broken().because(cause)])?;
            worker.join().map_err(|_| vec![broken()])?
        });
        ended.collect()
    })
}

fn broken() -> Error {
    Error::new(
        Kind::Rule,
        "a thread that draws weightings could not run to its end",
    )
}

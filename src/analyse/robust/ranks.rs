//! Ranks of organisations by the leading index, and tiers of those that cannot be told apart.

use super::in_parts;
use super::one::{Judged, index_of};
use super::samples::{BLOCK, Samples};
use super::tiers::grouped;
use super::weighing::Sampled;
use super::weights::mean;
use crate::error::Faults;
use crate::model::{RankAcceptability, RankShare, Tier};

/// One is told apart from another if it is ahead in so many of a hundred weightings.
const APART: usize = 95;
/// Beyond so many organisations, how often each takes each rank is not kept.
const KEPT: usize = 1_000;

/// The ranks of each organisation, none for a single one or where its index is unknown, and the tiers.
pub(super) fn ranks(
    judged: &[Judged],
    samples: &Samples,
    jobs: usize,
) -> Result<(Vec<Option<RankAcceptability>>, Vec<Tier>), Faults> {
    let mut ranked: Vec<Ranked<'_>> = judged
        .iter()
        .enumerate()
        .filter_map(|(place, one)| Ranked::of(place, &one.leading))
        .collect();
    let mut ranks: Vec<Option<RankAcceptability>> = judged.iter().map(|_| None).collect();
    if judged.len() < 2 || ranked.is_empty() || samples.count == 0 {
        return Ok((ranks, Vec::new()));
    }
    ranked.sort_by(|a, b| b.score.total_cmp(&a.score));
    let blocks: Vec<usize> = (0..samples.count).step_by(BLOCK).collect();
    let share = blocks.len().div_ceil(jobs).max(1);
    let parts = in_parts(blocks.chunks(share), |blocks| {
        Ok(taken(&ranked, samples, blocks))
    })?;
    let mut taken: Vec<Taken> = ranked.iter().map(|_| Taken::none(ranked.len())).collect();
    for part in &parts {
        taken
            .iter_mut()
            .zip(part)
            .for_each(|(all, own)| all.add(own));
    }
    let tiers = tiers(&ranked, samples);
    for (number, ((one, taken), tier)) in ranked.iter().zip(&taken).zip(&tiers).enumerate() {
        let own = ranked
            .iter()
            .position(|other| other.score <= one.score)
            .unwrap_or(number);
        if let Some(place) = ranks.get_mut(one.place) {
            *place = Some(taken.told(own + 1, *tier, samples.count));
        }
    }
    let last = tiers.last().copied().unwrap_or(0);
    let tiers = (1..=last).map(|number| Tier {
        number,
        organisations: ranked
            .iter()
            .zip(&tiers)
            .filter(|(_, tier)| **tier == number)
            .filter_map(|(one, _)| judged.get(one.place).map(|one| one.robust.id.clone()))
            .collect(),
    });
    Ok((ranks, tiers.collect()))
}

/// An organisation with a leading index.
struct Ranked<'j> {
    place: usize,
    parts: &'j [Sampled],
    /// With the pack's own weights.
    score: f64,
}

impl<'j> Ranked<'j> {
    fn of(place: usize, parts: &'j [Sampled]) -> Option<Self> {
        let own: Vec<_> = parts.iter().map(|one| one.part).collect();
        Some(Self {
            place,
            parts,
            score: mean(&own)?,
        })
    }
}

/// How often an organisation takes each rank, from 0.
#[derive(Debug, Clone)]
struct Taken {
    counts: Vec<u32>,
    best: usize,
    worst: usize,
    sum: u64,
}

impl Taken {
    fn none(organisations: usize) -> Self {
        Self {
            counts: vec![
                0;
                if organisations > KEPT {
                    0
                } else {
                    organisations
                }
            ],
            best: usize::MAX,
            worst: 0,
            sum: 0,
        }
    }

    fn note(&mut self, rank: usize) {
        if let Some(count) = self.counts.get_mut(rank) {
            *count += 1;
        }
        self.best = self.best.min(rank);
        self.worst = self.worst.max(rank);
        self.sum += rank as u64;
    }

    fn add(&mut self, other: &Self) {
        self.counts
            .iter_mut()
            .zip(&other.counts)
            .for_each(|(all, own)| *all += own);
        self.best = self.best.min(other.best);
        self.worst = self.worst.max(other.worst);
        self.sum += other.sum;
    }

    fn told(&self, rank: usize, tier: usize, samples: usize) -> RankAcceptability {
        let counts = self
            .counts
            .iter()
            .enumerate()
            .filter(|(_, count)| **count > 0);
        RankAcceptability {
            rank,
            best: self.best + 1,
            worst: self.worst + 1,
            mean: 1.0 + self.sum as f64 / samples as f64,
            shares: counts
                .map(|(rank, count)| RankShare {
                    rank: rank + 1,
                    percent: 100.0 * f64::from(*count) / samples as f64,
                })
                .collect(),
            tier,
        }
    }
}

/// The ranks that each takes in the weightings of some blocks; equals share the better one.
fn taken(ranked: &[Ranked<'_>], samples: &Samples, blocks: &[usize]) -> Vec<Taken> {
    let mut taken: Vec<Taken> = ranked.iter().map(|_| Taken::none(ranked.len())).collect();
    let mut columns = vec![[0.0; BLOCK]; ranked.len()];
    let mut order: Vec<(f64, usize)> = Vec::with_capacity(ranked.len());
    for from in blocks {
        let length = BLOCK.min(samples.count - from);
        for (one, column) in ranked.iter().zip(&mut columns) {
            index_of(
                one.parts,
                samples,
                *from,
                column.get_mut(..length).unwrap_or_default(),
            );
        }
        for sample in 0..length {
            order.clear();
            let scores = columns.iter().filter_map(|column| column.get(sample));
            order.extend(scores.copied().zip(0..));
            order.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            let (mut rank, mut last) = (0, f64::INFINITY);
            for (number, (score, one)) in order.iter().enumerate() {
                if *score < last {
                    (rank, last) = (number, *score);
                }
                if let Some(taken) = taken.get_mut(*one) {
                    taken.note(rank);
                }
            }
        }
    }
    taken
}

/// The tier of each, those with the higher index first.
fn tiers(ranked: &[Ranked<'_>], samples: &Samples) -> Vec<usize> {
    let scores = ranked.iter().map(|one| sampled(one, samples));
    grouped(scores, |first, own| {
        let ahead = first.iter().zip(own).filter(|(first, own)| first > own);
        ahead.count() * 100 >= APART * samples.count
    })
}

fn sampled(one: &Ranked<'_>, samples: &Samples) -> Vec<f64> {
    let mut scores = vec![0.0; samples.count];
    for (block, scores) in scores.chunks_mut(BLOCK).enumerate() {
        index_of(one.parts, samples, block * BLOCK, scores);
    }
    scores
}

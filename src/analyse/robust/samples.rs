//! Weightings drawn at random (SMAA; Lahdelma and Salminen 2001): each weight uniform in its band.
//!
//! An index is a weighted mean, so that drawing each weight and dividing by their sum normalises them within the
//! index. All organisations see the same weightings.

use super::random::Random;

/// Drawn weights: one column of as many numbers as there are samples for each weight.
#[derive(Debug)]
pub(super) struct Samples {
    pub(super) dimensions: Vec<Vec<f64>>,
    pub(super) factors: Vec<Vec<f64>>,
    pub(super) count: usize,
}

impl Samples {
    /// Draws sample by sample: the dimensions in the order of the manifest, then the factors in that of the effect
    /// table.
    pub(super) fn draw(
        dimensions: &[f64],
        factors: &[f64],
        band: f64,
        count: usize,
        seed: u64,
    ) -> Self {
        let mut random = Random::new(seed);
        let columns = |weights: &[f64]| vec![Vec::with_capacity(count); weights.len()];
        let mut samples = Self {
            dimensions: columns(dimensions),
            factors: columns(factors),
            count,
        };
        for _ in 0..count {
            let own = samples.dimensions.iter_mut().zip(dimensions);
            for (column, weight) in own.chain(samples.factors.iter_mut().zip(factors)) {
                column.push(weight * (1.0 - band + 2.0 * band * random.unit()));
            }
        }
        samples
    }
}

/// Samples that are worked on at once, so that what is added up stays in the cache.
pub(super) const BLOCK: usize = 256;

/// The part of a column that belongs to a block.
pub(super) fn part(column: &[f64], from: usize, length: usize) -> &[f64] {
    column.get(from..from + length).unwrap_or_default()
}

/// Adds weight × number to each sum.
pub(super) fn add(sums: &mut [f64], weights: &[f64], number: f64) {
    for (sum, weight) in sums.iter_mut().zip(weights) {
        *sum += weight * number;
    }
}

//! How well each option fits: the effect table over the buckets of the factors (domain 4.4).

use crate::model::{Effect, FactorBucket};
use crate::pack::{EffectRow, PlacementData};

/// How many factors are named for and against an option.
const NAMED: usize = 3;

/// The rows of the effect table that hold for an organisation.
#[derive(Debug)]
pub struct Fits<'p> {
    data: &'p PlacementData,
    /// One row for each known factor, in the order of the table.
    rows: Vec<(&'p EffectRow, bool)>,
}

impl<'p> Fits<'p> {
    pub(super) fn new(data: &'p PlacementData, factors: &[FactorBucket]) -> Self {
        let rows = factors.iter().filter_map(|factor| {
            let bucket = factor.bucket.as_ref()?;
            let row = data.rows(&factor.id).find(|row| row.bucket == *bucket)?;
            Some((row, factor.structural))
        });
        Self {
            rows: rows.collect(),
            data,
        }
    }

    /// No factor is known yet.
    pub fn empty(data: &'p PlacementData) -> Self {
        Self {
            data,
            rows: Vec::new(),
        }
    }

    pub fn clear(&mut self) {
        self.rows.clear();
    }

    /// Adds the row of a known factor, in the order of the factors.
    pub fn add(&mut self, row: &'p EffectRow, structural: bool) {
        self.rows.push((row, structural));
    }

    /// 50 + 50 × Σ(w × effect) ÷ (largest effect × Σ w), over the structural factors or over all.
    pub fn fit(&self, option: usize, structural: bool) -> Option<f64> {
        let (mut effects, mut weights) = (0.0, 0.0);
        for row in self.counted(structural) {
            effects += row.weight * row.effects.get(option)?;
            weights += row.weight;
        }
        self.of(effects, weights)
    }

    /// The same for all options at once, one place of `effects` each.
    pub fn each(&self, structural: bool, effects: &mut [f64]) -> impl Iterator<Item = Option<f64>> {
        effects.fill(0.0);
        let mut weights = 0.0;
        for row in self.counted(structural) {
            let pairs = effects.iter_mut().zip(&row.effects);
            pairs.for_each(|(sum, effect)| *sum += row.weight * effect);
            weights += row.weight;
        }
        effects.iter().map(move |sum| self.of(*sum, weights))
    }

    fn counted(&self, structural: bool) -> impl Iterator<Item = &'p EffectRow> {
        let rows = self.rows.iter();
        let rows = rows.filter(move |(_, of_structure)| *of_structure || !structural);
        rows.map(|(row, _)| *row)
    }

    fn of(&self, effects: f64, weights: f64) -> Option<f64> {
        let largest = self.data.decision.largest_effect * weights;
        (largest > 0.0).then(|| 50.0 + 50.0 * effects / largest)
    }

    /// The same organisation with one factor in another bucket.
    pub(super) fn with(&self, other: &'p EffectRow) -> Self {
        let swapped = self.rows.iter().map(|(row, structural)| {
            let row = if row.factor == other.factor {
                other
            } else {
                row
            };
            (row, *structural)
        });
        Self {
            data: self.data,
            rows: swapped.collect(),
        }
    }

    /// The factors that speak most for (`sign` 1) or against (−1) an option, the strongest first.
    pub(super) fn strongest(&self, option: usize, sign: f64) -> Vec<Effect> {
        let effects = self
            .rows
            .iter()
            .filter_map(|(row, _)| Some((*row, *row.effects.get(option)?)));
        let mut effects: Vec<(&EffectRow, f64)> =
            effects.filter(|(_, effect)| effect * sign > 0.0).collect();
        let strength = |(row, effect): &(&EffectRow, f64)| effect * row.weight * sign;
        effects.sort_by(|a, b| strength(b).total_cmp(&strength(a)));
        let strongest = effects.into_iter().take(NAMED);
        strongest
            .map(|(row, effect)| Effect {
                factor: row.factor.clone(),
                bucket: row.bucket.clone(),
                effect,
                weight: row.weight,
            })
            .collect()
    }
}

/// The first of the options with the highest value.
pub(super) fn best<T: Copy>(options: impl Iterator<Item = (T, f64)>) -> Option<(T, f64)> {
    let mut best: Option<(T, f64)> = None;
    for (one, value) in options {
        if best.is_none_or(|(_, highest)| value > highest) {
            best = Some((one, value));
        }
    }
    best
}

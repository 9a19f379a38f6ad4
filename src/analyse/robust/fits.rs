//! The placement under other weights of its factors.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::level::flip;
use super::samples::{BLOCK, Samples, add, part};
use super::weights::{Part, span};
use crate::model::{Flip, Id, OptionFit, Placement, Span};
use crate::pack::{EffectRow, PlacementData};
use crate::recommend::{self, EntryChoice, Standing};

/// The entry that the corrections make of one that fits beside a target.
pub(super) type Corrected<'a> = &'a dyn Fn(Option<&Id>, &Id) -> Id;

/// One organisation's placement, to be decided again and again. Exclusions, level and corrections stay as they are.
pub(super) struct Placing<'a> {
    pub(super) data: &'a PlacementData,
    rows: Vec<Row<'a>>,
    options: &'a [OptionFit],
    choice: Option<EntryChoice<'a>>,
    correct: Corrected<'a>,
    corrected: RefCell<BTreeMap<Decided, Option<usize>>>,
}

/// The row of the effect table that holds for a known factor.
struct Row<'a> {
    row: &'a EffectRow,
    structural: bool,
    /// Where its factor stands among those of the table.
    factor: usize,
}

/// Places of target and entry among the options.
pub(super) type Decided = (Option<usize>, Option<usize>);

/// How often each option comes out.
#[derive(Debug, Default)]
pub(super) struct Counts {
    pub(super) decided: Vec<Decided>,
    /// For each option, how often it is first, second …
    pub(super) ranks: Vec<Vec<usize>>,
}

impl<'a> Placing<'a> {
    pub(super) fn new(
        data: &'a PlacementData,
        placement: &'a Placement,
        level: Option<&Id>,
        correct: Corrected<'a>,
    ) -> Self {
        let factors = data.factors();
        let rows = placement.factors.iter().filter_map(|one| {
            let bucket = one.bucket.as_ref()?;
            Some(Row {
                row: data.rows(&one.id).find(|row| row.bucket == *bucket)?,
                structural: one.structural,
                factor: factors.iter().position(|factor| **factor == one.id)?,
            })
        });
        Self {
            rows: rows.collect(),
            data,
            options: &placement.options,
            choice: level.and_then(|level| EntryChoice::of(data, level)),
            correct,
            corrected: RefCell::default(),
        }
    }

    /// Whether the fits come from scripts, which have no weights.
    fn is_scripted(&self) -> bool {
        self.options
            .iter()
            .any(|option| option.fit_reason.is_some())
    }

    pub(super) fn is_excluded(&self, option: usize) -> bool {
        let option = self.options.get(option);
        option.is_some_and(|option| !option.excluded_by.is_empty())
    }

    fn counted(&self, structural: bool) -> impl Iterator<Item = &Row<'a>> {
        self.rows
            .iter()
            .filter(move |row| row.structural || !structural)
    }

    /// Lowest and highest fit of an option with every weight in its band.
    pub(super) fn span(&self, option: usize, structural: bool, band: f64) -> Option<Span> {
        if self.is_scripted() {
            let one = self.options.get(option)?;
            let fit = if structural {
                one.target_fit
            } else {
                one.entry_fit
            }?;
            return Some(Span {
                low: fit,
                high: fit,
            });
        }
        let parts = self.counted(structural).filter_map(|row| {
            Some(Part {
                weight: row.row.weight,
                score: *row.row.effects.get(option)?,
            })
        });
        let effect = span(&parts.collect::<Vec<_>>(), band)?;
        let fit = |effect: f64| 50.0 + 50.0 * effect / self.data.decision.largest_effect;
        Some(Span {
            low: fit(effect.low),
            high: fit(effect.high),
        })
    }

    /// How each option stands under these weights of the rows.
    fn standings(&self, weights: &[f64]) -> Vec<Standing> {
        let options = self.options.iter().enumerate();
        let standing = |(place, option): (usize, &OptionFit)| Standing {
            target_fit: self.fit(place, true, weights).or(option.target_fit),
            entry_fit: self.fit(place, false, weights).or(option.entry_fit),
            excluded: !option.excluded_by.is_empty(),
        };
        options.map(standing).collect()
    }

    fn fit(&self, option: usize, structural: bool, weights: &[f64]) -> Option<f64> {
        if self.is_scripted() {
            return None;
        }
        let (mut effects, mut sum) = (0.0, 0.0);
        for (row, weight) in self.rows.iter().zip(weights) {
            if row.structural || !structural {
                effects += weight * row.row.effects.get(option)?;
                sum += weight;
            }
        }
        self.of(effects, sum)
    }

    fn of(&self, effects: f64, weights: f64) -> Option<f64> {
        let largest = self.data.decision.largest_effect * weights;
        (largest > 0.0).then(|| 50.0 + 50.0 * effects / largest)
    }

    fn decide(&self, standings: &[Standing], target: Option<usize>) -> Decided {
        let choice = self.choice.as_ref();
        let entry = choice.and_then(|choice| recommend::entry(choice, standings, target));
        let decided = (target, entry);
        if let Some(entry) = self.corrected.borrow().get(&decided) {
            return (target, *entry);
        }
        let entry = self.correct(decided);
        self.corrected.borrow_mut().insert(decided, entry);
        (target, entry)
    }

    fn correct(&self, (target, entry): Decided) -> Option<usize> {
        let id = |place: usize| self.data.options.get(place).map(|option| &option.id);
        let after = (self.correct)(target.and_then(id), id(entry?)?);
        self.data
            .options
            .iter()
            .position(|option| option.id == after)
    }

    fn decided(&self, weights: &[f64]) -> Decided {
        let standings = self.standings(weights);
        self.decide(
            &standings,
            recommend::target(&standings).map(|(target, _)| target),
        )
    }

    fn weights(&self) -> Vec<f64> {
        self.rows.iter().map(|row| row.row.weight).collect()
    }

    /// What the pack's own weights decide.
    pub(super) fn today(&self) -> Decided {
        self.decided(&self.weights())
    }
}

/// Which part of the decision a flip changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Aspect {
    Target,
    Entry,
}

impl Aspect {
    fn of(self, decided: Decided) -> Option<usize> {
        match self {
            Self::Target => decided.0,
            Self::Entry => decided.1,
        }
    }
}

impl Placing<'_> {
    /// The smallest change of one factor's weight, in percent, that gives another target or entry.
    ///
    /// Two fits, or a fit and the band below the best, change places where a sum of weights × differences is 0; that is
    /// linear in each weight. Beyond the nearest such weights the decision is taken again.
    pub(super) fn flip(&self, what: Aspect, band: f64) -> Option<Flip> {
        let weights = self.weights();
        let today = what.of(self.decided(&weights));
        let mut nearest: Option<Flip> = None;
        for (place, row) in self.rows.iter().enumerate() {
            if what == Aspect::Target && !row.structural {
                continue;
            }
            let within = nearest
                .as_ref()
                .map_or(f64::INFINITY, |flip| flip.change.abs() / 100.0);
            let found = self.flip_of(what, place, &weights, today, within);
            if let Some((to, verdict)) = found {
                let verdict = verdict.and_then(|place| self.data.options.get(place));
                let id = &row.row.factor;
                nearest = Some(flip(
                    id,
                    row.row.weight,
                    to,
                    band,
                    verdict.map(|one| one.id.clone()),
                ));
            }
        }
        nearest
    }

    fn flip_of(
        &self,
        what: Aspect,
        place: usize,
        weights: &[f64],
        today: Option<usize>,
        within: f64,
    ) -> Option<(f64, Option<usize>)> {
        let own = weights.get(place).copied()?;
        let borders = self.borders(what, place, weights);
        let mut found: Option<(f64, Option<usize>)> = None;
        for up in [true, false] {
            let beyond = |border: f64| if up { border > own } else { border < own };
            let mut ahead: Vec<f64> = borders.iter().copied().filter(|one| beyond(*one)).collect();
            ahead.sort_by(|a, b| (a - own).abs().total_cmp(&(b - own).abs()));
            ahead.dedup_by(|a, b| (*a - *b).abs() <= 1e-12 * own);
            for (number, border) in ahead.iter().enumerate() {
                let distance = (border - own).abs() / own;
                let limit = found.map_or(within, |(to, _)| (to - own).abs() / own);
                if distance >= limit {
                    break;
                }
                let last = if up { border * 2.0 + 1.0 } else { 0.0 };
                let next = ahead.get(number + 1).copied().unwrap_or(last);
                let mut moved = weights.to_vec();
                if let Some(weight) = moved.get_mut(place) {
                    *weight = (border + next) / 2.0;
                }
                let then = what.of(self.decided(&moved));
                if then != today {
                    found = Some((*border, then));
                    break;
                }
            }
        }
        found
    }

    /// Weights of one factor at which two options change places, or one comes into or leaves the band.
    fn borders(&self, what: Aspect, place: usize, weights: &[f64]) -> Vec<f64> {
        let mut borders = Vec::new();
        let allowed: Vec<usize> = self.allowed().collect();
        let offsets = self.offsets();
        for one in &allowed {
            for other in allowed.iter().filter(|other| *other != one) {
                borders.extend(self.border(place, weights, (*one, *other), true, 0.0));
                if what == Aspect::Entry {
                    let all = offsets.iter();
                    borders.extend(all.filter_map(|offset| {
                        self.border(place, weights, (*one, *other), false, *offset)
                    }));
                }
            }
        }
        borders
    }

    fn allowed(&self) -> impl Iterator<Item = usize> {
        let options = self.options.iter().enumerate();
        options
            .filter(|(_, option)| option.excluded_by.is_empty())
            .map(|(place, _)| place)
    }

    /// By how many points two fits may differ so that it matters.
    fn offsets(&self) -> Vec<f64> {
        let band = self.choice.as_ref().and_then(EntryChoice::band);
        [0.0].into_iter().chain(band).collect()
    }

    /// Where fit(one) − fit(other) + offset is 0, in the weight at `place`.
    fn border(
        &self,
        place: usize,
        weights: &[f64],
        (one, other): (usize, usize),
        structural: bool,
        offset: f64,
    ) -> Option<f64> {
        let scale = 50.0 / self.data.decision.largest_effect;
        let (mut sum, mut slope) = (0.0, 0.0);
        for (at, (row, weight)) in self.rows.iter().zip(weights).enumerate() {
            if structural && !row.structural {
                continue;
            }
            let effects = &row.row.effects;
            let term = scale * (effects.get(one)? - effects.get(other)?) + offset;
            if at == place {
                slope = term;
            } else {
                sum += weight * term;
            }
        }
        let border = -sum / slope;
        (border.is_finite() && border >= 0.0).then_some(border)
    }
}

impl Placing<'_> {
    /// Decides under every sampled weighting.
    pub(super) fn sampled(&self, samples: &Samples) -> Counts {
        let options = self.options.len();
        let mut counts = Counts {
            decided: Vec::with_capacity(samples.count),
            ranks: vec![vec![0; options]; options],
        };
        if self.is_scripted() || self.rows.is_empty() {
            let today = self.today();
            counts.decided = vec![today; samples.count];
            return counts;
        }
        let mut block = Block::new(options);
        let mut from = 0;
        while from < samples.count {
            let length = BLOCK.min(samples.count - from);
            block.fit(self, samples, from, length);
            block.rank(self, length);
            block.decide(self, length, &mut counts);
            from += length;
        }
        counts
    }
}

/// Fits and ranks of all options under the weightings of a block, one column for each option.
struct Block {
    targets: Vec<Vec<f64>>,
    entries: Vec<Vec<f64>>,
    /// How many options are ahead.
    ranks: Vec<Vec<f64>>,
    sums: [Vec<f64>; 2],
}

impl Block {
    fn new(options: usize) -> Self {
        let columns = || vec![vec![0.0; BLOCK]; options];
        Self {
            targets: columns(),
            entries: columns(),
            ranks: columns(),
            sums: [vec![0.0; BLOCK], vec![0.0; BLOCK]],
        }
    }

    fn fit(&mut self, placing: &Placing<'_>, samples: &Samples, from: usize, length: usize) {
        let Self {
            targets,
            entries,
            sums: [structural, all],
            ..
        } = self;
        structural.fill(0.0);
        all.fill(0.0);
        targets
            .iter_mut()
            .chain(entries.iter_mut())
            .for_each(|column| column.fill(0.0));
        for row in &placing.rows {
            let Some(weights) = samples.factors.get(row.factor) else {
                continue;
            };
            let weights = part(weights, from, length);
            add(all, weights, 1.0);
            let columns = entries.iter_mut().zip(&row.row.effects);
            columns.for_each(|(column, effect)| add(column, weights, *effect));
            if row.structural {
                add(structural, weights, 1.0);
                let columns = targets.iter_mut().zip(&row.row.effects);
                columns.for_each(|(column, effect)| add(column, weights, *effect));
            }
        }
        let largest = placing.data.decision.largest_effect;
        for (columns, sums) in [(targets, structural), (entries, all)] {
            for column in columns {
                for (fit, sum) in column.iter_mut().zip(sums.iter()).take(length) {
                    *fit = 50.0 + 50.0 * *fit / (largest * sum);
                }
            }
        }
    }

    /// The first of equals is ahead.
    fn rank(&mut self, placing: &Placing<'_>, length: usize) {
        self.ranks.iter_mut().for_each(|column| column.fill(0.0));
        let allowed: Vec<usize> = placing.allowed().collect();
        for (number, one) in allowed.iter().enumerate() {
            let (before, after) = self.ranks.split_at_mut(*one + 1);
            let (Some(mine), Some(fits)) = (before.last_mut(), self.targets.get(*one)) else {
                continue;
            };
            for other in allowed.iter().skip(number + 1) {
                let theirs = after.get_mut(*other - *one - 1);
                let (Some(theirs), Some(others)) = (theirs, self.targets.get(*other)) else {
                    continue;
                };
                let pairs = mine
                    .iter_mut()
                    .zip(theirs)
                    .zip(fits.iter().zip(others))
                    .take(length);
                for ((mine, theirs), (fit, other)) in pairs {
                    let ahead = f64::from(u8::from(fit >= other));
                    *theirs += ahead;
                    *mine += 1.0 - ahead;
                }
            }
        }
    }

    fn decide(&self, placing: &Placing<'_>, length: usize, counts: &mut Counts) {
        let mut standings: Vec<Standing> = placing.standings(&placing.weights());
        let allowed: Vec<usize> = placing.allowed().collect();
        let at = |columns: &[Vec<f64>], option: usize, sample: usize| {
            columns
                .get(option)
                .and_then(|column| column.get(sample))
                .copied()
        };
        for sample in 0..length {
            let mut target = None;
            for option in &allowed {
                let rank = at(&self.ranks, *option, sample).unwrap_or(0.0) as usize;
                if rank == 0 {
                    target = Some(*option);
                }
                if let Some(count) = counts
                    .ranks
                    .get_mut(*option)
                    .and_then(|own| own.get_mut(rank))
                {
                    *count += 1;
                }
                if let Some(standing) = standings.get_mut(*option) {
                    standing.target_fit = at(&self.targets, *option, sample);
                    standing.entry_fit = at(&self.entries, *option, sample);
                }
            }
            counts.decided.push(placing.decide(&standings, target));
        }
    }
}

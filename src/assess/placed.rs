//! Target and entry of a batch: the rules by columns, the decision a lane at a time by the formulas of `recommend`.

use super::Judge;
use crate::model::Id;
use crate::pack::{EffectRow, PlacementData, Role};
use crate::recommend::{self, EntryChoice, Fits, Standing};
use crate::rules::graph::{Advice, Columns, Reading, RuleGraph, Sources};
use crate::rules::{Slot, Symbols};

/// A factor: where its bucket is published, and the row of the effect table for each bucket's code.
#[derive(Debug)]
struct Factor<'p> {
    source: usize,
    structural: bool,
    rows: Vec<(u64, &'p EffectRow)>,
}

/// The codes of an option's id, and where its exclusion is published.
#[derive(Debug)]
struct OptionPlace {
    code: Option<u64>,
    excluded: usize,
}

/// The placement of a pack made ready for columns.
#[derive(Debug)]
pub(super) struct Placing<'p> {
    data: &'p PlacementData,
    factors: Vec<Factor<'p>>,
    options: Vec<OptionPlace>,
    /// How the entry is chosen, by the rank of the level.
    choices: Vec<Option<EntryChoice<'p>>>,
    /// Where each correction finds the entry.
    corrections: Vec<usize>,
    target: usize,
    entry: usize,
    placement: usize,
}

/// What was decided for one organisation, by the codes of the options' ids.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Placed {
    pub(super) target: Option<u64>,
    pub(super) entry: Option<u64>,
    /// Enough is known, and there is a level: the entry was decided on.
    decided: bool,
}

impl<'p> Placing<'p> {
    /// None if the pack has no placement.
    pub(super) fn of(judge: &Judge<'p>, graph: &RuleGraph) -> Option<Self> {
        let data = judge.pack.placement.as_ref()?;
        let symbols = &judge.program.symbols;
        let sources = Sources::of(judge.pack, symbols);
        let options = data.options.iter().map(|option| OptionPlace {
            code: graph.ops.known_code(&option.id),
            excluded: source(symbols, &format!("excluded.{}", option.id)),
        });
        let choice = |level: &Id| EntryChoice::of(data, level);
        let corrections = 0..judge.pack.entries.len();
        Some(Self {
            data,
            factors: factors(judge, data, graph),
            options: options.collect(),
            choices: judge.steps.iter().map(|step| choice(&step.id)).collect(),
            corrections: corrections.map(|place| sources.entry(place)).collect(),
            target: source(symbols, "target"),
            entry: source(symbols, "entry"),
            placement: source(symbols, "placement"),
        })
    }
}

fn factors<'p>(judge: &Judge<'p>, data: &'p PlacementData, graph: &RuleGraph) -> Vec<Factor<'p>> {
    let symbols = &judge.program.symbols;
    let rules = judge.pack.factors.iter();
    rules
        .map(|rule| Factor {
            source: source(symbols, &format!("factors.{}", rule.id)),
            structural: matches!(&rule.role, Role::Factor(meta) if meta.structural),
            rows: data
                .rows(&rule.id)
                .filter_map(|row| Some((graph.ops.known_code(&row.bucket)?, row)))
                .collect(),
        })
        .collect()
}

pub(super) fn source(symbols: &Symbols, name: &str) -> usize {
    symbols.position(name).unwrap_or(usize::MAX)
}

/// The decisions of a batch, lane by lane.
#[derive(Debug)]
pub(super) struct Decisions<'p> {
    placing: &'p Placing<'p>,
    fits: Fits<'p>,
    /// Sums of effects for each option, over the structural factors and over all.
    effects: [Vec<f64>; 2],
    /// One for each lane and option.
    standings: Vec<Standing>,
    known: Vec<usize>,
    placed: Vec<Placed>,
}

impl<'p> Decisions<'p> {
    pub(super) fn new(placing: &'p Placing<'p>) -> Self {
        Self {
            placing,
            fits: Fits::empty(placing.data),
            effects: [(); 2].map(|()| vec![0.0; placing.options.len()]),
            standings: Vec::new(),
            known: Vec::new(),
            placed: Vec::new(),
        }
    }

    pub(super) fn placed(&self, lane: usize) -> Placed {
        self.placed.get(lane).copied().unwrap_or_default()
    }

    /// Fits of all options from the factors' buckets; gives the buckets for publication.
    pub(super) fn fit(&mut self, advice: &Advice, reading: &Reading<'_>) -> Vec<Option<u64>> {
        let rows = reading.columns.rows();
        let mut buckets = Vec::with_capacity(rows * self.placing.factors.len());
        self.standings.clear();
        self.known.clear();
        for lane in 0..rows {
            self.fits.clear();
            let from = buckets.len();
            for (factor, call) in self.placing.factors.iter().zip(&advice.factors) {
                let bucket = reading.word_given(call, lane);
                let row = factor.rows.iter().find(|(code, _)| Some(*code) == bucket);
                if let Some((_, row)) = row {
                    self.fits.add(row, factor.structural);
                }
                buckets.push(bucket);
            }
            let known = buckets.iter().skip(from).flatten().count();
            self.known.push(known);
            let [structural, all] = &mut self.effects;
            let targets = self.fits.each(true, structural);
            let fits = targets.zip(self.fits.each(false, all));
            let standings = fits.map(|(target_fit, entry_fit)| Standing {
                target_fit,
                entry_fit,
                excluded: false,
            });
            self.standings.extend(standings);
        }
        buckets
    }

    pub(super) fn publish_factors(&self, buckets: &[Option<u64>], columns: &mut Columns<'_>) {
        let factors = self.placing.factors.len().max(1);
        for (lane, buckets) in buckets.chunks(factors).enumerate() {
            for (factor, bucket) in self.placing.factors.iter().zip(buckets) {
                publish(columns, factor.source, lane, *bucket);
            }
        }
    }

    /// Notes what the options' own scripts give, and which options are excluded.
    pub(super) fn exclude(&mut self, advice: &Advice, reading: &Reading<'_>) {
        let count = self.placing.options.len().max(1);
        for (lane, options) in self.standings.chunks_mut(count).enumerate() {
            for (option, call) in options.iter_mut().zip(&advice.options) {
                let points = reading.points_given(call, lane);
                (option.target_fit, option.entry_fit) = (points, points);
            }
        }
        for one in &advice.exclusions {
            reading.where_given(&one.call, |lane| {
                if let Some(option) = self.standings.get_mut(lane * count + one.option) {
                    option.excluded = true;
                }
            });
        }
    }

    /// Decides on target and entry, and publishes them with the exclusions.
    pub(super) fn decide(
        &mut self,
        levels: impl Fn(usize) -> Option<usize>,
        columns: &mut Columns<'_>,
    ) {
        let count = self.placing.options.len().max(1);
        self.placed.clear();
        for (lane, (options, known)) in self.standings.chunks(count).zip(&self.known).enumerate() {
            let placed = if recommend::decidable(self.placing.data, *known, options) {
                self.placing.place(options, levels(lane))
            } else {
                Placed::default()
            };
            self.placing.publish(options, placed, columns, lane);
            self.placed.push(placed);
        }
    }

    /// Lays the entry out for a correction.
    pub(super) fn offer(&self, correction: usize, columns: &mut Columns<'_>) {
        let Some(source) = self.placing.corrections.get(correction) else {
            return;
        };
        for (lane, placed) in self.placed.iter().enumerate() {
            publish(columns, *source, lane, placed.entry);
        }
    }

    /// Takes over what a correction gives.
    pub(super) fn correct(&mut self, correction: usize, advice: &Advice, reading: &Reading<'_>) {
        let Some(call) = advice.entries.get(correction) else {
            return;
        };
        let placed = self.placed.iter_mut().enumerate();
        for (lane, placed) in placed.filter(|(_, placed)| placed.decided) {
            placed.entry = reading.word_given(call, lane).or(placed.entry);
        }
    }

    /// Publishes what is chosen in the end.
    pub(super) fn publish(&self, columns: &mut Columns<'_>) {
        for (lane, placed) in self.placed.iter().enumerate() {
            publish(columns, self.placing.entry, lane, placed.entry);
            let chosen = placed.entry.or(placed.target);
            publish(columns, self.placing.placement, lane, chosen);
        }
    }
}

impl Placing<'_> {
    fn place(&self, options: &[Standing], level: Option<usize>) -> Placed {
        let code = |place: usize| self.options.get(place).and_then(|option| option.code);
        let target = recommend::target(options).map(|(target, _)| target);
        let choice = level.and_then(|rank| self.choices.get(rank)?.as_ref());
        let entry = choice.and_then(|choice| recommend::entry(choice, options, target));
        Placed {
            target: target.and_then(code),
            entry: entry.and_then(code),
            decided: level.is_some(),
        }
    }

    fn publish(
        &self,
        options: &[Standing],
        placed: Placed,
        columns: &mut Columns<'_>,
        lane: usize,
    ) {
        for (option, standing) in self.options.iter().zip(options) {
            if columns.is_read(option.excluded) {
                columns.publish(option.excluded, lane, &Slot::Flag(standing.excluded));
            }
        }
        let target = placed.target.filter(|_| placed.decided);
        publish(columns, self.target, lane, target);
    }
}

fn publish(columns: &mut Columns<'_>, source: usize, lane: usize, code: Option<u64>) {
    if columns.is_read(source) {
        columns.publish_code(source, lane, code);
    }
}

//! Sums, scores and levels of a batch: sums by columns, the rest a row at a time by the formulas of `score`.

use super::Judge;
use super::portfolio::{Portfolio, Published};
use crate::model::{Answer, Id, Organisation, Spread};
use crate::pack::Role;
use crate::rules::graph::{Columns, LANES, Reading};
use crate::score::{self, Judged, Part, Sums};

/// What a row of results says about one organisation.
#[derive(Debug, Clone, Copy)]
pub struct RowScores<'a> {
    /// In the order of the pack.
    pub indexes: &'a [Spread],
    pub dimensions: &'a [Option<f64>],
    /// Ranks of levels: under the gates, and by the index alone.
    pub level: Option<usize>,
    pub raw_level: Option<usize>,
    pub target: Option<&'a Id>,
    pub entry: Option<&'a Id>,
}

/// The sums of one dimension, a lane for each organisation.
#[derive(Debug, Clone)]
struct Columned {
    total: f64,
    known: Vec<f64>,
    open: Vec<f64>,
    points: Vec<f64>,
    widths: Vec<f64>,
    ungraded: Vec<f64>,
}

/// The evidence of a rule's facts: half-widths, and all ones where no fact has a grade.
#[derive(Debug, Clone)]
struct Widths {
    widths: Vec<f64>,
    ungraded: Vec<f64>,
}

/// No cap: above every level.
const UNCAPPED: u64 = u32::MAX as u64;

#[derive(Debug)]
pub(super) struct Rows {
    sums: Vec<Columned>,
    /// For each rule; empty as long as no fact of the batch has a grade.
    evidence: Vec<Widths>,
    indexes: Vec<Spread>,
    dimensions: Vec<Option<f64>>,
    raw_levels: Vec<Option<usize>>,
    levels: Vec<Option<usize>>,
    /// The lowest cap of each row, as the rank of a level.
    caps: Vec<u64>,
}

impl Rows {
    pub(super) fn new(portfolio: &Portfolio<'_>) -> Self {
        let empty = || vec![0.0; LANES];
        let dimension = || Columned {
            total: 0.0,
            known: empty(),
            open: empty(),
            points: empty(),
            widths: empty(),
            ungraded: empty(),
        };
        let dimensions = portfolio.judge.dimensions.iter();
        Self {
            sums: dimensions.map(|_| dimension()).collect(),
            evidence: Vec::new(),
            indexes: Vec::new(),
            dimensions: Vec::new(),
            raw_levels: Vec::new(),
            levels: Vec::new(),
            caps: vec![UNCAPPED; LANES],
        }
    }

    pub(super) fn clear(&mut self) {
        self.evidence.clear();
    }

    /// Keeps how well the facts of an organisation are evidenced, if anybody said so.
    pub(super) fn note_evidence(
        &mut self,
        judge: &Judge<'_>,
        organisation: &Organisation,
        row: usize,
    ) {
        let graded = |answer: &Answer| answer.fact().is_some_and(|fact| fact.grade.is_some());
        if !organisation.answers.iter().any(graded) {
            return;
        }
        if self.evidence.is_empty() {
            let none = Widths {
                widths: vec![0.0; LANES],
                ungraded: vec![1.0; LANES],
            };
            self.evidence = vec![none; judge.program.rules.len()];
        }
        for (rule, compiled) in self.evidence.iter_mut().zip(&judge.program.rules) {
            if let Some(half) = judge.half_width(organisation, compiled) {
                set(&mut rule.widths, row, half);
                set(&mut rule.ungraded, row, 0.0);
            }
        }
    }

    /// Adds up the rules of each dimension, in their order.
    pub(super) fn sum(&mut self, portfolio: &Portfolio<'_>, reading: &Reading<'_>) {
        self.sums.iter_mut().for_each(Columned::clear);
        let judge = &portfolio.judge;
        let rules = judge.pack.rules.iter().zip(&portfolio.graph.rules);
        for (place, (rule, call)) in rules.enumerate() {
            let Role::Score(meta) = &rule.role else {
                continue;
            };
            let dimension = judge
                .dimensions
                .iter()
                .position(|one| one.id == meta.dimension);
            let Some(sums) = dimension.and_then(|place| self.sums.get_mut(place)) else {
                continue;
            };
            sums.total += meta.weight;
            reading.add_where(call.scored, meta.weight, &mut sums.known);
            reading.add_where(call.open, meta.weight, &mut sums.open);
            reading.add_number_where(call.scored, call.points, meta.weight, &mut sums.points);
            if let Some(evidence) = self.evidence.get(place) {
                reading.add_lanes_where(
                    call.scored,
                    &evidence.widths,
                    meta.weight,
                    &mut sums.widths,
                );
                reading.add_lanes_where(
                    call.scored,
                    &evidence.ungraded,
                    meta.weight,
                    &mut sums.ungraded,
                );
            }
        }
        if self.evidence.is_empty() {
            // Without grades, all that is known is ungraded.
            self.sums
                .iter_mut()
                .for_each(|sums| sums.ungraded.clone_from(&sums.known));
        }
    }

    /// Scores all rows and publishes what gates read.
    pub(super) fn score(&mut self, portfolio: &Portfolio<'_>, columns: &mut Columns<'_>) {
        self.indexes.clear();
        self.dimensions.clear();
        self.raw_levels.clear();
        let judge = &portfolio.judge;
        let places = places(judge);
        let mut judged = Vec::new();
        for row in 0..columns.rows() {
            judged.clear();
            let sums = self.sums.iter().map(|sums| sums.row(row));
            judged.extend(sums.map(|sums| sums.judged(&judge.counting)));
            let from = self.indexes.len();
            let indexes = places.iter().map(|(_, own)| index(judge, own, &judged));
            self.indexes.extend(indexes);
            self.dimensions
                .extend(judged.iter().map(|one| one.spread.score));
            let indexes = self.indexes.get(from..).unwrap_or_default();
            let row_of = RowOf {
                judge,
                places: &places,
                judged: &judged,
                indexes,
            };
            self.raw_levels
                .push(row_of.publish(&portfolio.published, columns, row));
        }
    }

    /// The levels of all rows under the gates.
    pub(super) fn level(&mut self, portfolio: &Portfolio<'_>, reading: &Reading<'_>) {
        let judge = &portfolio.judge;
        let leading = leading(judge);
        let count = judge.pack.manifest.indexes.len();
        self.cap(portfolio, reading);
        self.levels.clear();
        for (indexes, cap) in self.indexes.chunks(count.max(1)).zip(&self.caps) {
            let cap = usize::try_from(*cap)
                .ok()
                .filter(|cap| *cap < UNCAPPED as usize);
            let index = leading.and_then(|leading| indexes.get(leading));
            self.levels
                .push(index.and_then(|index| {
                    score::level_rank(index, &judge.steps, cap, &judge.counting)
                }));
        }
    }

    /// The lowest cap in force.
    fn cap(&mut self, portfolio: &Portfolio<'_>, reading: &Reading<'_>) {
        self.caps.fill(UNCAPPED);
        let gates = &portfolio.graph.gates;
        for (gate, cap) in gates.iter().zip(&portfolio.caps) {
            let other = cap.yields_to.and_then(|other| gates.get(other));
            let silent = other.map(|other| other.binding);
            let rank = |rank: Option<usize>| rank.map_or(UNCAPPED, |rank| rank as u64);
            let ranks = (rank(cap.binding), rank(cap.unverified));
            reading.lower(&mut self.caps, gate, ranks, silent);
        }
    }

    pub(super) fn level_of(&self, lane: usize) -> Option<usize> {
        self.levels.get(lane).copied().flatten()
    }

    pub(super) fn publish_levels(&self, to: &Published, columns: &mut Columns<'_>) {
        if !columns.is_read(to.level) {
            return;
        }
        for (lane, rank) in self.levels.iter().enumerate() {
            let code = rank.and_then(|rank| to.levels.get(rank).copied().flatten());
            columns.publish_code(to.level, lane, code);
        }
    }

    pub(super) fn scores(&self, row: usize) -> RowScores<'_> {
        let rows = self.levels.len().max(1);
        let level = |levels: &[Option<usize>]| levels.get(row).copied().flatten();
        RowScores {
            indexes: part(&self.indexes, row, rows),
            dimensions: part(&self.dimensions, row, rows),
            level: level(&self.levels),
            raw_level: level(&self.raw_levels),
            target: None,
            entry: None,
        }
    }
}

fn set(column: &mut [f64], row: usize, number: f64) {
    if let Some(place) = column.get_mut(row) {
        *place = number;
    }
}

/// The part of a row in a list that has as many parts as there are rows.
fn part<T>(list: &[T], row: usize, rows: usize) -> &[T] {
    let each = list.len() / rows;
    list.get(row * each..(row + 1) * each).unwrap_or_default()
}

impl Columned {
    fn clear(&mut self) {
        self.total = 0.0;
        let all = [
            &mut self.known,
            &mut self.open,
            &mut self.points,
            &mut self.widths,
        ];
        all.into_iter()
            .chain([&mut self.ungraded])
            .for_each(|column| column.fill(0.0));
    }

    fn row(&self, row: usize) -> Sums {
        let at = |column: &[f64]| column.get(row).copied().unwrap_or(0.0);
        Sums {
            total: self.total,
            known: at(&self.known),
            open: at(&self.open),
            points: at(&self.points),
            widths: at(&self.widths),
            ungraded: at(&self.ungraded),
        }
    }
}

/// Whether each index leads to the level, and the dimensions that it has.
type Places = Vec<(bool, Vec<usize>)>;

fn places(judge: &Judge<'_>) -> Places {
    let own = |id: &str| {
        let dimensions = judge.dimensions.iter().enumerate();
        let own = dimensions.filter(|(_, one)| *one.index == *id);
        own.map(|(place, _)| place).collect()
    };
    let leading = leading(judge);
    let indexes = judge.pack.manifest.indexes.iter().enumerate();
    indexes
        .map(|(place, index)| (leading == Some(place), own(&index.id)))
        .collect()
}

fn leading(judge: &Judge<'_>) -> Option<usize> {
    let manifest = &judge.pack.manifest;
    manifest
        .indexes
        .iter()
        .position(|index| index.id == manifest.levels.index)
}

fn index(judge: &Judge<'_>, own: &[usize], judged: &[Judged]) -> Spread {
    score::index_spread(own.iter().filter_map(|place| {
        let (weight, one) = (judge.dimensions.get(*place)?, judged.get(*place)?);
        Some(Part {
            weight: weight.weight,
            spread: &one.spread,
            bare: &one.bare,
            not_applicable: one.not_applicable,
        })
    }))
}

/// The scores of one row, on their way to the gates.
struct RowOf<'a> {
    judge: &'a Judge<'a>,
    places: &'a Places,
    judged: &'a [Judged],
    indexes: &'a [Spread],
}

impl RowOf<'_> {
    /// Publishes the scores; gives the rank of the level by the index alone.
    fn publish(&self, to: &Published, columns: &mut Columns<'_>, row: usize) -> Option<usize> {
        let mut put = |source: usize, number: Option<f64>| {
            if columns.is_read(source) {
                columns.publish(source, row, &number.into());
            }
        };
        for (source, index) in to.indexes.iter().zip(self.indexes) {
            put(*source, index.score);
        }
        for (source, one) in to.dimensions.iter().zip(self.judged) {
            put(*source, one.spread.score);
        }
        for (source, one) in to.judged.iter().zip(self.judged) {
            put(*source, one.spread.score.filter(|_| one.assessable));
        }
        put(to.lowest, self.lowest());
        let raw = self.raw_level();
        if columns.is_read(to.raw_level) {
            let code = raw.and_then(|rank| to.levels.get(rank).copied().flatten());
            columns.publish_code(to.raw_level, row, code);
        }
        raw
    }

    fn lowest(&self) -> Option<f64> {
        let (_, own) = self.places.iter().find(|(leads, _)| *leads)?;
        let own = own.iter().filter_map(|place| self.judged.get(*place));
        score::lowest(own.map(|one| (one.spread.score, one.not_applicable)))
    }

    fn raw_level(&self) -> Option<usize> {
        let leading = self.places.iter().position(|(leads, _)| *leads)?;
        score::raw_level(self.indexes.get(leading)?.score?, &self.judge.steps)
    }
}

//! Many organisations at once: the rules over columns, then sums, scores, gates and levels.

use std::cell::{Cell, OnceCell, RefCell};
use std::fmt;
use std::ops::Range;

use super::placed::{Decisions, Placing, source};
use super::rows::{RowScores, Rows};
use super::{Circumstances, Judge, Told};
use crate::error::Error;
use crate::model::{Assessment, Id, Listed, OrgChart, Organisation, StructureType};
use crate::pack::{Pack, Role, Rule};
use crate::recommend;
use crate::recommend::portfolio::PortfolioJudge;
use crate::rules::graph::{Call, Columns, LANES, Machine, Plan, Reading, RuleGraph, Sources};
use crate::rules::{CallEnd, Calls, Program, Runner, Slot, Symbols};

/// The rules of a pack made ready for columns; threads share it.
#[derive(Debug)]
pub struct Portfolio<'p> {
    pub(super) judge: Judge<'p>,
    pub(super) graph: RuleGraph,
    numbers: Plan,
    evidence: Plan,
    pub(super) caps: Vec<Cap>,
    pub(super) published: Published,
    placing: Option<Placing<'p>>,
}

/// How a gate caps: ranks of levels, and the gate whose binding makes it silent.
#[derive(Debug, Default)]
pub(super) struct Cap {
    pub(super) binding: Option<usize>,
    pub(super) unverified: Option<usize>,
    pub(super) yields_to: Option<usize>,
}

/// Where computed values are published.
#[derive(Debug, Default)]
pub(super) struct Published {
    pub(super) indexes: Vec<usize>,
    pub(super) dimensions: Vec<usize>,
    pub(super) judged: Vec<usize>,
    respondents: usize,
    /// The structure type that was stated, that the chart shows, and that the placement takes.
    stated: usize,
    shown: usize,
    structure: usize,
    pub(super) level: usize,
    pub(super) lowest: usize,
    pub(super) raw_level: usize,
    /// The codes of the levels.
    pub(super) levels: Vec<Option<u64>>,
}

impl<'p> Portfolio<'p> {
    /// Lowers the rules of a pack.
    ///
    /// # Errors
    /// If they cannot be lowered.
    pub fn new(
        pack: &'p Pack,
        program: &'p Program,
        circumstances: &'p Circumstances,
    ) -> Result<Self, Error> {
        let graph = RuleGraph::of(pack, program)?;
        let judge = Judge::new(pack, program, circumstances);
        Ok(Self {
            placing: Placing::of(&judge, &graph),
            judge,
            numbers: graph.numbers(),
            evidence: graph.evidence(),
            caps: caps(pack, &graph),
            published: published(pack, program, &graph),
            graph,
        })
    }

    /// An empty batch, with registers for one thread.
    pub fn batch(&self) -> Batch<'_> {
        let Judge { pack, program, .. } = self.judge;
        Batch {
            portfolio: self,
            customers: PortfolioJudge::new(pack, program),
            runner: OnceCell::new(),
            columns: Columns::new(&self.graph, pack, &program.symbols),
            machine: Machine::default(),
            plan: &self.numbers,
            rows: Rows::new(self),
            decisions: self.placing.as_ref().map(Decisions::new),
            seats: Vec::new(),
        }
    }
}

/// Up to `LANES` organisations and what the rules say about them.
#[derive(Debug)]
pub struct Batch<'b> {
    pub(super) portfolio: &'b Portfolio<'b>,
    pub(super) columns: Columns<'b>,
    machine: Machine,
    plan: &'b Plan,
    rows: Rows,
    decisions: Option<Decisions<'b>>,
    /// Judges the own customers of those that bring some.
    customers: Option<PortfolioJudge<'b>>,
    /// Runs the rules for those that bring people, before they are laid out.
    runner: OnceCell<Option<Runner<'b>>>,
    seats: Vec<Seat>,
}

/// One organisation of a batch.
#[derive(Debug)]
struct Seat {
    /// Its first lane; one with a hybrid chart has a second for its other structure type.
    lane: usize,
    told: Told,
    /// The record with what was computed, where that changes it.
    computed: Option<Organisation>,
}

impl Seat {
    fn bare(lane: usize) -> Self {
        Self {
            lane,
            told: Told::default(),
            computed: None,
        }
    }
}

impl<'b> Batch<'b> {
    /// Begins anew.
    pub fn clear(&mut self) {
        self.columns.clear();
        self.rows.clear();
        self.seats.clear();
    }

    pub fn len(&self) -> usize {
        self.seats.len()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Adds an organisation; false if the batch has no room for it.
    pub fn add(&mut self, organisation: &Organisation) -> bool {
        let judge = &self.portfolio.judge;
        let chart = recommend::read_chart(judge.pack, organisation);
        let found = recommend::structures(chart.as_ref());
        let lane = self.columns.rows();
        if lane + found.len().max(1) > LANES {
            return false;
        }
        let (told, computed) = self.told(organisation, chart);
        let organisation = computed.as_ref().unwrap_or(organisation);
        if found.is_empty() {
            self.add_lane(organisation, &told, None);
        }
        for structure in found {
            self.add_lane(organisation, &told, Some(structure));
        }
        self.seats.push(Seat {
            lane,
            told,
            computed,
        });
        true
    }

    /// What its own lists tell. How its people change the record is found by the interpreter.
    fn told(
        &self,
        organisation: &Organisation,
        chart: Option<OrgChart>,
    ) -> (Told, Option<Organisation>) {
        let judge = &self.portfolio.judge;
        let (mut told, computed) = judge.told(self.customers.as_ref(), organisation, chart);
        if judge.pack.staff.is_none() || organisation.staff.is_none() {
            return (told, computed);
        }
        let runner = self
            .runner
            .get_or_init(|| Runner::new(judge.pack, judge.program).ok());
        let Some(runner) = runner else {
            told.staff.warnings.push(Judge::unstable());
            return (told, computed);
        };
        let record = computed.as_ref().unwrap_or(organisation);
        let (_, record) = judge.settled(runner, record, &mut told);
        (told, Some(record))
    }

    fn add_lane(
        &mut self,
        organisation: &Organisation,
        told: &Told,
        structure: Option<StructureType>,
    ) {
        let Portfolio {
            judge, published, ..
        } = self.portfolio;
        let lane = self.columns.rows();
        if !self.columns.add(organisation) {
            return;
        }
        let mut publish = |source: usize, slot: Slot| {
            if self.columns.is_read(source) {
                self.columns.publish(source, lane, &slot);
            }
        };
        let stated = judge.stated(organisation);
        let shown = structure.map(|structure| Slot::Word(structure.id().into()));
        publish(published.respondents, organisation.respondents().into());
        publish(published.stated, stated.clone());
        publish(published.structure, shown.clone().unwrap_or(stated));
        publish(published.shown, shown.unwrap_or_default());
        for (name, slot) in judge.values(organisation, told) {
            publish(source(&judge.program.symbols, name), slot);
        }
        self.rows.note_evidence(judge, organisation, lane);
    }

    /// Says that the next rows of the columns are organisations with neither chart nor customers.
    pub(super) fn seat(&mut self, lanes: Range<usize>) {
        self.seats.extend(lanes.map(Seat::bare));
    }

    /// Where the structure type is published: as it was stated, and as the placement takes it.
    pub(super) fn structures(&self) -> [usize; 2] {
        let published = &self.portfolio.published;
        [published.stated, published.structure]
    }

    /// Scores and levels only.
    pub fn score(&mut self) {
        self.run(&self.portfolio.numbers);
    }

    /// Scores, levels and the evidence behind them, for `assessment`.
    pub fn judge(&mut self) {
        self.run(&self.portfolio.evidence);
    }
}

impl<'b> Batch<'b> {
    fn run(&mut self, plan: &'b Plan) {
        self.plan = plan;
        let Self {
            portfolio,
            columns,
            machine,
            rows,
            ..
        } = self;
        machine.run(&portfolio.graph.ops, plan, 0, columns);
        rows.sum(portfolio, &reading(plan, machine, columns));
        rows.score(portfolio, columns);
        machine.run(&portfolio.graph.ops, plan, 1, columns);
        rows.level(portfolio, &reading(plan, machine, columns));
        rows.publish_levels(&portfolio.published, columns);
        self.place(plan);
    }

    /// Factors, exclusions, then the corrections one after the other; last, what reads the placement.
    fn place(&mut self, plan: &'b Plan) {
        let Self {
            portfolio,
            columns,
            machine,
            rows,
            ..
        } = self;
        let graph = &portfolio.graph;
        let mut stage = 2;
        let mut run = |machine: &mut Machine, columns: &Columns<'_>| {
            machine.run(&graph.ops, plan, stage, columns);
            stage += 1;
        };
        run(machine, columns);
        if let Some(decisions) = &mut self.decisions {
            let buckets = decisions.fit(&graph.advice, &reading(plan, machine, columns));
            decisions.publish_factors(&buckets, columns);
            run(machine, columns);
            decisions.exclude(&graph.advice, &reading(plan, machine, columns));
            decisions.decide(|lane| rows.level_of(lane), columns);
            for correction in 0..graph.advice.entries.len() {
                decisions.offer(correction, columns);
                run(machine, columns);
                let found = reading(plan, machine, columns);
                decisions.correct(correction, &graph.advice, &found);
            }
            decisions.publish(columns);
        } else {
            run(machine, columns);
        }
        run(machine, columns);
    }
}

fn reading<'a>(plan: &'a Plan, machine: &'a Machine, columns: &'a Columns<'a>) -> Reading<'a> {
    Reading {
        plan,
        machine,
        columns,
    }
}

impl Batch<'_> {
    /// The scores and the placement of an organisation, after `score` or `judge`.
    pub fn scores(&self, row: usize) -> RowScores<'_> {
        let lane = self.lane(row);
        let placed = self.decisions.as_ref().map(|one| one.placed(lane));
        let word = |code: Option<u64>| self.portfolio.graph.ops.word(code?);
        RowScores {
            target: placed.and_then(|placed| word(placed.target)),
            entry: placed.and_then(|placed| word(placed.entry)),
            ..self.rows.scores(lane)
        }
    }

    fn lane(&self, row: usize) -> usize {
        self.seats.get(row).map_or(usize::MAX, |seat| seat.lane)
    }

    /// Everything that is said about a row, after `judge`; the same as `Assessor::assess` says.
    pub fn assessment(&self, row: usize, organisation: &Organisation) -> Assessment {
        let judge = &self.portfolio.judge;
        let first = self.lane(row);
        let unseated = Seat::bare(usize::MAX);
        let seat = self.seats.get(row).unwrap_or(&unseated);
        let record = judge.record(organisation);
        let organisation = seat.computed.as_ref().unwrap_or(organisation);
        let calls = RowCalls {
            graph: &self.portfolio.graph,
            reading: reading(self.plan, &self.machine, &self.columns),
            symbols: &judge.program.symbols,
            slots: RefCell::new(judge.slots(organisation)),
            lane: Cell::new(first),
            first,
        };
        let assessment = judge.assess(&calls, organisation, &seat.told);
        Assessment {
            record,
            ..judge.completed(&calls, organisation, seat.told.clone(), assessment)
        }
    }
}

/// The calls for one row of a batch.
struct RowCalls<'a> {
    graph: &'a RuleGraph,
    reading: Reading<'a>,
    symbols: &'a Symbols,
    slots: RefCell<Vec<Slot>>,
    first: usize,
    /// The lane at hand.
    lane: Cell<usize>,
}

impl RowCalls<'_> {
    fn end(&self, call: Option<&Call>) -> CallEnd {
        call.map_or_else(CallEnd::no_rule, |call| {
            self.reading.end(call, self.lane.get())
        })
    }
}

impl Calls for RowCalls<'_> {
    fn symbols(&self) -> &Symbols {
        self.symbols
    }

    fn slots(&self) -> &RefCell<Vec<Slot>> {
        &self.slots
    }

    fn rule(&self, index: usize) -> CallEnd {
        self.end(self.graph.rules.get(index).map(|rule| &rule.call))
    }

    fn gate(&self, index: usize, dimension: Option<usize>) -> CallEnd {
        let mut gates = self.graph.gates.iter();
        let gate = gates.find(|gate| gate.gate == index && gate.dimension == dimension);
        self.end(gate.map(|gate| &gate.call))
    }

    fn turn_to_structure(&self, place: usize) {
        self.lane.set(self.first + place);
    }

    fn factor(&self, index: usize) -> CallEnd {
        self.end(self.graph.advice.factors.get(index))
    }

    fn exclusion(&self, index: usize, option: usize) -> CallEnd {
        let mut calls = self.graph.advice.exclusions.iter();
        let found = calls.find(|one| one.exclusion == index && one.option == option);
        self.end(found.map(|one| &one.call))
    }

    fn option(&self, index: usize) -> CallEnd {
        self.end(self.graph.advice.options.get(index))
    }

    fn entry(&self, index: usize) -> CallEnd {
        self.end(self.graph.advice.entries.get(index))
    }

    fn modifier(&self, index: usize) -> CallEnd {
        self.end(self.graph.advice.modifiers.get(index))
    }

    fn flag(&self, index: usize) -> CallEnd {
        self.end(self.graph.advice.flags.get(index))
    }
}

fn caps(pack: &Pack, graph: &RuleGraph) -> Vec<Cap> {
    let rank = |level: Option<&Id>| level.and_then(|level| pack.manifest.levels.rank(level));
    let place = |id: &Id, dimension| {
        let named = |gate: usize| pack.gates.get(gate).is_some_and(|rule| rule.id == *id);
        let mut gates = graph.gates.iter();
        gates.position(|gate| named(gate.gate) && gate.dimension == dimension)
    };
    let cap = |rule: &Rule, dimension| match &rule.role {
        Role::Gate(meta) => Cap {
            binding: rank(Some(&meta.caps)),
            unverified: rank(meta.unverified.as_ref()),
            yields_to: meta.yields_to.as_ref().and_then(|id| place(id, dimension)),
        },
        _ => Cap::default(),
    };
    let gates = graph.gates.iter();
    gates
        .map(|gate| {
            let rule = pack.gates.get(gate.gate);
            rule.map_or_else(Cap::default, |rule| cap(rule, gate.dimension))
        })
        .collect()
}

fn published(pack: &Pack, program: &Program, graph: &RuleGraph) -> Published {
    let symbols = &program.symbols;
    let manifest = &pack.manifest;
    let source = |name: &str| source(symbols, name);
    let sources = Sources::of(pack, symbols);
    let dimensions = || manifest.dimensions.iter();
    let levels = manifest.levels.steps.iter();
    Published {
        indexes: manifest.indexes.iter().map(|one| source(&one.id)).collect(),
        dimensions: dimensions()
            .map(|one| source(&format!("scores.{}", one.id)))
            .collect(),
        judged: (0..dimensions().count())
            .map(|place| sources.judged(place))
            .collect(),
        respondents: source("respondents"),
        stated: source(Symbols::CHART_STATED),
        shown: source(Symbols::CHART_STRUCTURE),
        structure: sources.structure(),
        level: source("level"),
        lowest: source("lowest_dimension"),
        raw_level: source("raw_level"),
        levels: levels.map(|step| graph.ops.known_code(&step.id)).collect(),
    }
}

impl fmt::Display for Portfolio<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (steps, registers) = (self.numbers.steps(), self.numbers.registers());
        write!(f, "{steps} operations for scores in {registers} registers")?;
        write!(f, ", {} with all evidence", self.evidence.steps())
    }
}

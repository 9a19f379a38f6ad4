//! Many organisations at once: the rules over columns, then sums, scores, gates and levels.

use std::cell::RefCell;
use std::fmt;

use super::rows::{RowScores, Rows};
use super::{Circumstances, Desk, Judge, Told};
use crate::error::{Error, Faults};
use crate::model::{Assessment, Id, Organisation};
use crate::pack::{Pack, Role, Rule};
use crate::rules::graph::{Columns, LANES, Machine, Plan, Reading, RuleGraph, judged};
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
        Ok(Self {
            judge: Judge::new(pack, program, circumstances),
            numbers: graph.numbers(),
            evidence: graph.evidence(),
            caps: caps(pack, &graph),
            published: published(pack, program, &graph),
            graph,
        })
    }

    /// An empty batch, with registers for one thread.
    ///
    /// # Errors
    /// Those of a pack whose rules were not compiled.
    pub fn batch(&self) -> Result<Batch<'_>, Faults> {
        let Judge { pack, program, .. } = self.judge;
        Ok(Batch {
            desk: Desk::new(pack, program)?,
            portfolio: self,
            columns: Columns::new(&self.graph, pack, &program.symbols),
            machine: Machine::default(),
            plan: &self.numbers,
            rows: Rows::new(self),
        })
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
    /// Runs what is not lowered.
    desk: Desk<'b>,
}

impl<'b> Batch<'b> {
    /// Begins anew.
    pub fn clear(&mut self) {
        self.columns.clear();
        self.rows.clear();
    }

    /// The columns, to be filled field by field; such facts have no evidence.
    pub fn columns(&mut self) -> &mut Columns<'b> {
        &mut self.columns
    }

    pub fn len(&self) -> usize {
        self.columns.rows()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub fn is_full(&self) -> bool {
        self.len() == LANES
    }

    /// Adds an organisation; false if the batch is full.
    pub fn add(&mut self, organisation: &Organisation) -> bool {
        let row = self.len();
        let added = self.columns.add(organisation);
        if added {
            let people = organisation.respondents().into();
            self.columns
                .publish(self.portfolio.published.respondents, row, &people);
            self.rows
                .note_evidence(&self.portfolio.judge, organisation, row);
        }
        added
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
    /// The scores of a row, after `score` or `judge`.
    pub fn scores(&self, row: usize) -> RowScores<'_> {
        self.rows.scores(row)
    }

    /// Everything that is said about a row, after `judge`; the same as `Assessor::assess` says.
    pub fn assessment(&self, row: usize, organisation: &Organisation) -> Assessment {
        let judge = &self.portfolio.judge;
        if organisation.accounts.is_some() || !organisation.aims.is_empty() {
            return judge.whole(&self.desk, organisation);
        }
        let calls = RowCalls {
            graph: &self.portfolio.graph,
            reading: reading(self.plan, &self.machine, &self.columns),
            runner: &self.desk.runner,
            row,
        };
        self.desk.runner.lay(judge.slots(organisation));
        judge.assess(&calls, organisation, Told::default())
    }
}

/// The calls for one row of a batch.
struct RowCalls<'a> {
    graph: &'a RuleGraph,
    reading: Reading<'a>,
    runner: &'a Runner<'a>,
    row: usize,
}

impl Calls for RowCalls<'_> {
    fn symbols(&self) -> &Symbols {
        Calls::symbols(self.runner)
    }

    fn slots(&self) -> &RefCell<Vec<Slot>> {
        self.runner.slots()
    }

    fn rule(&self, index: usize) -> CallEnd {
        let rule = self.graph.rules.get(index);
        rule.map_or_else(CallEnd::no_rule, |rule| {
            self.reading.end(&rule.call, self.row)
        })
    }

    fn gate(&self, index: usize, dimension: Option<usize>) -> CallEnd {
        let mut gates = self.graph.gates.iter();
        let gate = gates.find(|gate| gate.gate == index && gate.dimension == dimension);
        gate.map_or_else(CallEnd::no_rule, |gate| {
            self.reading.end(&gate.call, self.row)
        })
    }

    fn factor(&self, index: usize) -> CallEnd {
        self.runner.factor(index)
    }

    fn exclusion(&self, index: usize, option: usize) -> CallEnd {
        self.runner.exclusion(index, option)
    }

    fn option(&self, index: usize) -> CallEnd {
        self.runner.option(index)
    }

    fn entry(&self, index: usize) -> CallEnd {
        self.runner.entry(index)
    }

    fn modifier(&self, index: usize) -> CallEnd {
        self.runner.modifier(index)
    }

    fn flag(&self, index: usize) -> CallEnd {
        self.runner.flag(index)
    }

    fn goal(&self, index: usize) -> CallEnd {
        self.runner.goal(index)
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
    let source = |name: &str| symbols.position(name).unwrap_or(usize::MAX);
    let dimensions = || manifest.dimensions.iter();
    let levels = manifest.levels.steps.iter();
    Published {
        indexes: manifest.indexes.iter().map(|one| source(&one.id)).collect(),
        dimensions: dimensions()
            .map(|one| source(&format!("scores.{}", one.id)))
            .collect(),
        judged: (0..dimensions().count())
            .map(|place| judged(symbols, place))
            .collect(),
        respondents: source("respondents"),
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

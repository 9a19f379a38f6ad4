//! One record through the phases: rules, scores, gates, level.

mod portfolio;
mod rows;

pub use portfolio::{Batch, Portfolio};
pub use rows::RowScores;

use std::collections::BTreeMap;

use crate::error::Faults;
use crate::model::{
    Answer, Assessment, DimensionScore, Finding, Gate, GateState, Id, IndexScore, Level,
    Organisation, Outcome, Range, Reason, Value,
};
use crate::pack::{GateRule, Pack, Role, Rule};
use crate::rules::{CallEnd, Calls, Compiled, Program, Runner, Slot, Symbols};
use crate::score::{self, Counting, DimensionWeight, LevelStep};

/// Assesses organisations with the rules of one pack, on one thread.
#[derive(Debug)]
pub struct Assessor<'p> {
    judge: Judge<'p>,
    runner: Runner<'p>,
}

impl<'p> Assessor<'p> {
    /// Prepares the rules for this thread.
    ///
    /// # Errors
    /// Those of a pack whose rules were not compiled.
    pub fn new(pack: &'p Pack, program: &'p Program) -> Result<Self, Faults> {
        Ok(Self {
            judge: Judge::new(pack, program),
            runner: Runner::new(pack, program)?,
        })
    }

    /// The whole judgement on one organisation.
    pub fn assess(&self, organisation: &Organisation) -> Assessment {
        self.runner.lay(self.judge.slots(organisation));
        self.judge.assess(&self.runner, organisation)
    }
}

/// What a pack makes of the calls of its rules, however they are run.
#[derive(Debug, Clone)]
struct Judge<'p> {
    pack: &'p Pack,
    program: &'p Program,
    counting: Counting,
    dimensions: Vec<DimensionWeight>,
    steps: Vec<LevelStep>,
}

impl<'p> Judge<'p> {
    fn new(pack: &'p Pack, program: &'p Program) -> Self {
        let manifest = &pack.manifest;
        Self {
            pack,
            program,
            counting: Counting {
                plausible: Range {
                    low: manifest.ranges.plausible_low,
                    high: manifest.ranges.plausible_high,
                },
                dimension_coverage: manifest.coverage.dimension,
                level_coverage: manifest.coverage.level,
            },
            dimensions: manifest
                .dimensions
                .iter()
                .map(|one| DimensionWeight {
                    id: one.id.clone(),
                    index: one.index.clone(),
                    weight: one.weight,
                })
                .collect(),
            steps: manifest
                .levels
                .steps
                .iter()
                .map(|step| LevelStep {
                    id: step.id.clone(),
                    from: step.from,
                })
                .collect(),
        }
    }

    fn slots(&self, organisation: &Organisation) -> Vec<Slot> {
        self.program.symbols.slots(self.pack, organisation)
    }

    fn publish(&self, calls: &dyn Calls, symbol: &str, slot: Slot) {
        calls.publish(&self.program.symbols, symbol, slot);
    }

    fn assess(&self, calls: &dyn Calls, organisation: &Organisation) -> Assessment {
        let findings = self.findings(calls, organisation);
        let dimensions: Vec<DimensionScore> = self
            .dimensions
            .iter()
            .map(|weight| score::dimension(weight, &findings, &self.counting))
            .collect();
        let indexes = self.indexes(&dimensions);
        self.publish_scores(calls, &dimensions, &indexes);
        let gates = self.gates(calls, &dimensions, &indexes);
        let level = self.level(&indexes, &gates);
        self.publish(calls, "level", level.id.clone().into());
        Assessment {
            id: organisation.id.clone(),
            name: organisation.name(&self.pack.fields),
            questions: self.questions(organisation, &findings),
            indexes,
            level,
            dimensions,
            gates,
            findings,
        }
    }

    fn findings(&self, calls: &dyn Calls, organisation: &Organisation) -> Vec<Finding> {
        self.pack
            .rules
            .iter()
            .zip(&self.program.rules)
            .enumerate()
            .filter_map(|(index, (rule, compiled))| {
                let Role::Score(meta) = &rule.role else {
                    return None;
                };
                let end = calls.rule(index);
                let (outcome, reason) = self.outcome(rule, end, organisation);
                Some(Finding {
                    rule: rule.id.clone(),
                    dimension: meta.dimension.clone(),
                    outcome,
                    weight: meta.weight,
                    reason: Some(reason),
                    fields: self.read_fields(calls, compiled),
                    half_width: self.half_width(organisation, compiled),
                })
            })
            .collect()
    }

    fn half_width(&self, organisation: &Organisation, compiled: &Compiled) -> Option<f64> {
        let fields = compiled
            .lowered
            .reads
            .iter()
            .copied()
            .filter(|position| self.program.symbols.is_field(*position));
        let evidence = &self.pack.manifest.evidence;
        score::half_width(organisation, fields, |grade| evidence.half_width(grade))
    }

    fn outcome(&self, rule: &Rule, end: CallEnd, organisation: &Organisation) -> (Outcome, Reason) {
        let reason = |text: &str, values: Vec<(String, Value)>| Reason {
            id: format!("{}.{text}", rule.key()).into(),
            values: values.into_iter().collect(),
        };
        match end {
            CallEnd::Scored {
                points,
                text,
                values,
            } => (Outcome::Scored(points), reason(&text, values)),
            CallEnd::NotApplicable { text, values } => {
                (Outcome::NotApplicable, reason(&text, values))
            }
            CallEnd::NeedNotApplicable(position) => {
                let why = match organisation.answer(position) {
                    Answer::NotApplicable(why) => why.as_str(),
                    _ => "",
                };
                let reason = Reason::new("finding.not_applicable").with("why", why);
                (Outcome::NotApplicable, reason)
            }
            CallEnd::Missing(positions) => {
                let fields = self.names(&positions);
                let reason =
                    Reason::new("finding.unknown").with("fields", Value::List(fields.clone()));
                (Outcome::Unknown(fields), reason)
            }
            CallEnd::Holds(_) => self.failed(rule, "the rule gave no verdict"),
            CallEnd::Failed(error) => self.failed(rule, &error),
        }
    }

    fn failed(&self, rule: &Rule, error: &str) -> (Outcome, Reason) {
        let error = format!("{}:{error}", rule.file.path);
        let reason = Reason::new("finding.failed").with("error", error.as_str());
        (Outcome::Failed(error), reason)
    }

    fn names(&self, positions: &[usize]) -> Vec<Id> {
        positions
            .iter()
            .filter_map(|position| self.program.symbols.at(*position))
            .map(|symbol| symbol.name.clone())
            .collect()
    }

    fn read_fields(&self, calls: &dyn Calls, compiled: &Compiled) -> BTreeMap<Id, Value> {
        calls
            .read_values(compiled)
            .into_iter()
            .filter_map(|(position, slot)| {
                let name = self.program.symbols.at(position)?.name.clone();
                Some((name, value_of(slot)?))
            })
            .collect()
    }

    fn indexes(&self, dimensions: &[DimensionScore]) -> Vec<IndexScore> {
        self.pack
            .manifest
            .indexes
            .iter()
            .map(|index| score::index(&index.id, dimensions))
            .collect()
    }

    fn publish_scores(
        &self,
        calls: &dyn Calls,
        dimensions: &[DimensionScore],
        indexes: &[IndexScore],
    ) {
        for index in indexes {
            self.publish(calls, &index.id, index.spread.score.into());
        }
        for dimension in dimensions {
            let name = format!("scores.{}", dimension.id);
            self.publish(calls, &name, dimension.spread.score.into());
        }
        let leading = &self.pack.manifest.levels.index;
        let leading_ones = dimensions.iter().filter(|one| one.index == *leading);
        let lowest = score::lowest(leading_ones.map(|one| (one.spread.score, one.not_applicable)));
        self.publish(calls, "lowest_dimension", lowest.into());
        let raw = indexes
            .iter()
            .find(|index| index.id == *leading)
            .and_then(|index| index.spread.score)
            .and_then(|score| score::raw_level(score, &self.steps))
            .and_then(|rank| self.steps.get(rank))
            .map(|step| step.id.clone());
        self.publish(calls, "raw_level", raw.into());
    }

    fn gates(
        &self,
        calls: &dyn Calls,
        dimensions: &[DimensionScore],
        indexes: &[IndexScore],
    ) -> Vec<Gate> {
        let mut gates: Vec<Gate> = Vec::new();
        for (index, rule) in self.pack.gates.iter().enumerate() {
            let Role::Gate(meta) = &rule.role else {
                continue;
            };
            let mut gate = |dimension| {
                gates.push(self.gate(calls, index, rule, meta, dimension, indexes));
            };
            match &meta.for_each {
                None => gate(None),
                Some(each) => dimensions
                    .iter()
                    .enumerate()
                    .filter(|(_, one)| each.means(&one.id, &one.index))
                    .for_each(|one| gate(Some(one))),
            }
        }
        self.without_yielding(gates)
    }

    /// A gate that yields to another is not listed where that one binds.
    fn without_yielding(&self, gates: Vec<Gate>) -> Vec<Gate> {
        let binds = |id: &str| {
            gates
                .iter()
                .any(|gate| *gate.id == *id && gate.state == GateState::Binding)
        };
        let yields = |gate: &Gate| {
            let (own, dimension) = split(&gate.id);
            let rule = self.pack.gates.iter().find(|rule| *rule.id == *own);
            let other = rule.and_then(|rule| match &rule.role {
                Role::Gate(meta) => meta.yields_to.clone(),
                Role::Score(_) => None,
            });
            other.is_some_and(|other| binds(&joined(&other, dimension)))
        };
        let kept: Vec<bool> = gates.iter().map(|gate| !yields(gate)).collect();
        gates
            .into_iter()
            .zip(kept)
            .filter_map(|(gate, keep)| keep.then_some(gate))
            .collect()
    }

    fn gate(
        &self,
        calls: &dyn Calls,
        index: usize,
        rule: &Rule,
        meta: &GateRule,
        dimension: Option<(usize, &DimensionScore)>,
        indexes: &[IndexScore],
    ) -> Gate {
        let (place, dimension) = dimension.unzip();
        let score = dimension.and_then(|one| one.spread.score.filter(|_| one.assessable));
        let name = dimension.map(|one| one.id.clone());
        self.publish(calls, Symbols::DIMENSION, name.into());
        self.publish(calls, Symbols::DIMENSION_SCORE, score.into());
        let end = calls.gate(index, place);
        let (state, mut reason) = self.gate_state(calls, rule, index, end);
        if let Some(dimension) = dimension {
            reason
                .values
                .insert("dimension".to_owned(), Value::Word(dimension.id.clone()));
        }
        let caps = match state {
            GateState::Unverified => meta.unverified.clone(),
            _ => Some(meta.caps.clone()),
        };
        Gate {
            id: joined(&rule.id, dimension.map(|one| &*one.id)),
            state,
            caps,
            borderline: is_borderline(rule, meta, indexes),
            reason,
        }
    }

    fn gate_state(
        &self,
        calls: &dyn Calls,
        rule: &Rule,
        index: usize,
        end: CallEnd,
    ) -> (GateState, Reason) {
        let values = || -> BTreeMap<String, Value> {
            self.program
                .gates
                .get(index)
                .map_or_else(BTreeMap::new, |compiled| {
                    self.read_fields(calls, compiled)
                        .into_iter()
                        .map(|(name, value)| (name.to_string(), value))
                        .collect()
                })
        };
        let told = |text: &str| Reason {
            id: format!("{}.{text}", rule.key()).into(),
            values: values(),
        };
        match end {
            CallEnd::Holds(true) => (GateState::Binding, told("binding")),
            CallEnd::Holds(false) => (GateState::Clear, told("clear")),
            CallEnd::Missing(positions) => (GateState::Unverified, self.unverified(&positions)),
            CallEnd::NeedNotApplicable(position) => {
                (GateState::Unverified, self.unverified(&[position]))
            }
            CallEnd::Failed(error) => (GateState::Unverified, self.failed(rule, &error).1),
            CallEnd::Scored { .. } | CallEnd::NotApplicable { .. } => (
                GateState::Unverified,
                self.failed(rule, "the gate gave no truth value").1,
            ),
        }
    }

    fn unverified(&self, positions: &[usize]) -> Reason {
        Reason::new("gate.unverified").with("fields", Value::List(self.names(positions)))
    }

    fn level(&self, indexes: &[IndexScore], gates: &[Gate]) -> Level {
        let levels = &self.pack.manifest.levels;
        let Some(index) = indexes.iter().find(|index| index.id == levels.index) else {
            return Level::default();
        };
        let in_force = |gate: &&Gate| gate.state != GateState::Clear;
        let caps: Vec<usize> = gates
            .iter()
            .filter(in_force)
            .filter_map(|gate| levels.rank(gate.caps.as_deref()?))
            .collect();
        let bound_by = gates
            .iter()
            .filter(|gate| gate.state == GateState::Binding)
            .map(|gate| gate.id.clone())
            .collect();
        Level {
            bound_by,
            ..score::level(index, &self.steps, &caps, levels.margin, &self.counting)
        }
    }

    /// Fields that a rule or gate misses, and those whose default stood in, in the order of the pack.
    fn questions(&self, organisation: &Organisation, findings: &[Finding]) -> Vec<Id> {
        let asked = |id: &Id| {
            findings.iter().any(|finding| match &finding.outcome {
                Outcome::Unknown(fields) => fields.contains(id),
                _ => false,
            })
        };
        let fields = self.pack.fields.iter().enumerate();
        fields
            .filter(|(position, field)| {
                let empty = *organisation.answer(*position) == Answer::Missing;
                empty && (field.default.is_some() || asked(&field.id) || self.gate_needs(*position))
            })
            .map(|(_, field)| field.id.clone())
            .collect()
    }

    fn gate_needs(&self, position: usize) -> bool {
        self.program
            .gates
            .iter()
            .any(|gate| gate.lowered.reads.contains(&position))
    }
}

fn is_borderline(rule: &Rule, meta: &GateRule, indexes: &[IndexScore]) -> bool {
    let Some((index, param)) = &meta.borderline else {
        return false;
    };
    let limit = rule.param(param).and_then(|param| match param.value {
        crate::pack::ParamValue::Number(number) => Some(number),
        _ => None,
    });
    let range = indexes
        .iter()
        .find(|one| *one.id == **index)
        .and_then(|one| one.spread.plausible());
    matches!((range, limit), (Some(range), Some(limit)) if range.contains(limit))
}

/// `W40:D11_processes`, or the bare id.
fn joined(gate: &str, dimension: Option<&str>) -> Id {
    match dimension {
        Some(dimension) => format!("{gate}:{dimension}").into(),
        None => gate.into(),
    }
}

fn split(id: &str) -> (&str, Option<&str>) {
    match id.split_once(':') {
        Some((gate, dimension)) => (gate, Some(dimension)),
        None => (id, None),
    }
}

fn value_of(slot: Slot) -> Option<Value> {
    match slot {
        Slot::Number(number) => Some(Value::Number(number)),
        Slot::Flag(flag) => Some(Value::Flag(flag)),
        Slot::Word(word) => Some(Value::Word(word)),
        Slot::Missing | Slot::NotApplicable => None,
    }
}

//! One record through the phases: rules, scores, gates, level, placement, competencies.

mod placed;
mod portfolio;
mod rows;

pub use portfolio::{Batch, Portfolio};
pub use rows::RowScores;

use std::collections::{BTreeMap, BTreeSet};

use crate::error::Faults;
use crate::model::{
    Answer, Assessment, Call, DimensionScore, Finding, Flag, Gate, GateState, Id, IndexScore,
    Level, Listed, OrgChart, Organisation, Outcome, Placement, Range, Reason, Value, Waived,
    Waiver, WaiverState,
};
use crate::pack::{GateRule, Pack, Role, Rule};
use crate::recommend;
use crate::rules::{CallEnd, Calls, Compiled, Program, Runner, Slot, Symbols};
use crate::score::{self, Counting, DimensionWeight, LevelStep};

/// What holds for a whole run beside the pack.
#[derive(Debug, Clone, Default)]
pub struct Circumstances {
    pub waivers: Vec<Waiver>,
    /// Reference date, `YYYY-MM-DD`.
    pub as_of: Option<String>,
}

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
    pub fn new(
        pack: &'p Pack,
        program: &'p Program,
        circumstances: &'p Circumstances,
    ) -> Result<Self, Faults> {
        Ok(Self {
            judge: Judge::new(pack, program, circumstances),
            runner: Runner::new(pack, program)?,
        })
    }

    /// The whole judgement on one organisation.
    pub fn assess(&self, organisation: &Organisation) -> Assessment {
        self.runner.lay(self.judge.slots(organisation));
        let chart = recommend::read_chart(self.judge.pack, organisation);
        self.judge.assess(&self.runner, organisation, chart)
    }
}

/// What a pack makes of the calls of its rules, however they are run.
#[derive(Debug, Clone)]
struct Judge<'p> {
    pack: &'p Pack,
    program: &'p Program,
    circumstances: &'p Circumstances,
    counting: Counting,
    dimensions: Vec<DimensionWeight>,
    steps: Vec<LevelStep>,
    /// Fields that some rule reads.
    wanted: BTreeSet<usize>,
}

impl<'p> Judge<'p> {
    fn new(pack: &'p Pack, program: &'p Program, circumstances: &'p Circumstances) -> Self {
        let manifest = &pack.manifest;
        Self {
            pack,
            program,
            circumstances,
            wanted: program
                .all()
                .flat_map(|one| one.lowered.reads.iter().copied())
                .collect(),
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

    /// `read` is the reading of its chart.
    fn assess(
        &self,
        calls: &dyn Calls,
        organisation: &Organisation,
        read: Option<OrgChart>,
    ) -> Assessment {
        calls.publish("respondents", respondents(organisation).into());
        let findings = self.findings(calls, organisation);
        let dimensions = self.dimension_scores(&findings);
        let mut indexes = self.indexes(&dimensions);
        self.publish_scores(calls, &dimensions, &indexes);
        let gates = self.gates(calls, &dimensions, &indexes);
        let level = self.level(&indexes, &gates);
        calls.publish("level", level.id.clone().into());
        let placement = self.placement(calls, organisation, read.as_ref(), level.id.as_ref());
        let chosen = placement.as_ref().and_then(|placement| placement.chosen());
        let competencies = recommend::profile(self.pack, self.program, calls, chosen);
        let flags = self.flags(calls);
        let waivers = self.waived(organisation, &findings);
        self.add_waived_scores(&waivers, &findings, &mut indexes);
        Assessment {
            id: organisation.id.clone(),
            name: organisation.name(&self.pack.fields),
            questions: self.questions(organisation),
            indexes,
            level,
            dimensions,
            gates,
            findings,
            org_chart: recommend::charted(self.pack, organisation, read, placement.as_ref()),
            placement,
            competencies,
            flags,
            waivers,
        }
    }

    fn stated(&self, organisation: &Organisation) -> Slot {
        let field = self.pack.fields.position("structure_type");
        let stated = field.and_then(|field| organisation.value(&self.pack.fields, field));
        stated.map_or(Slot::Missing, Slot::from)
    }

    /// The placement by the structure that the chart shows; a hybrid is tried as both of its types.
    fn placement(
        &self,
        calls: &dyn Calls,
        organisation: &Organisation,
        read: Option<&OrgChart>,
        level: Option<&Id>,
    ) -> Option<Placement> {
        let decide = || recommend::place(self.pack, self.program, calls, level);
        calls.publish(Symbols::CHART_STATED, self.stated(organisation));
        let found = recommend::structures(read);
        let mut placed = found.iter().enumerate().rev().map(|(place, structure)| {
            calls.turn_to_structure(place);
            let word = Slot::Word(structure.id().into());
            calls.publish(Symbols::CHART_STRUCTURE, word.clone());
            calls.publish("structure_type", word);
            decide()
        });
        // The larger type of a hybrid comes last and stays on the desk.
        match (placed.next(), placed.next()) {
            (None, _) => decide(),
            (Some(only), None) => only,
            (Some(second), Some(first)) => hybrid(first?, second?),
        }
    }

    fn dimension_scores(&self, findings: &[Finding]) -> Vec<DimensionScore> {
        self.dimensions
            .iter()
            .map(|weight| score::dimension(weight, findings, &self.counting))
            .collect()
    }

    /// The waivers of this organisation and what became of them.
    fn waived(&self, organisation: &Organisation, findings: &[Finding]) -> Vec<Waived> {
        let today = self.circumstances.as_of.as_deref();
        let own = self
            .circumstances
            .waivers
            .iter()
            .filter(|one| one.organisation == organisation.id);
        own.map(|waiver| {
            let scored = findings
                .iter()
                .any(|finding| finding.rule == waiver.rule && finding.outcome.points().is_some());
            waiver.in_state(match (waiver.has_expired(today), scored) {
                (true, _) => WaiverState::Expired,
                (false, true) => WaiverState::Active,
                (false, false) => WaiverState::Unused,
            })
        })
        .collect()
    }

    /// The score with waived rules as not applicable, beside the score as it is.
    fn add_waived_scores(
        &self,
        waived: &[Waived],
        findings: &[Finding],
        indexes: &mut [IndexScore],
    ) {
        let active = |rule: &Id| {
            waived
                .iter()
                .any(|one| one.state == WaiverState::Active && one.rule == *rule)
        };
        if !findings.iter().any(|finding| active(&finding.rule)) {
            return;
        }
        let mut others = findings.to_vec();
        for finding in others.iter_mut().filter(|finding| active(&finding.rule)) {
            finding.outcome = Outcome::NotApplicable;
        }
        let dimensions = self.dimension_scores(&others);
        for index in indexes {
            index.with_waivers = score::index(&index.id, &dimensions).spread.score;
        }
    }

    fn flags(&self, calls: &dyn Calls) -> Vec<Flag> {
        let rules = self.pack.flags.iter().zip(&self.program.flags).enumerate();
        rules
            .filter(|(index, _)| calls.flag(*index) == CallEnd::Holds(true))
            .map(|(_, (rule, compiled))| Flag {
                id: rule.id.clone(),
                reason: Reason {
                    id: format!("{}.raised", rule.key()).into(),
                    values: self
                        .read_fields(calls, compiled)
                        .into_iter()
                        .map(|(name, value)| (name.to_string(), value))
                        .collect(),
                },
            })
            .collect()
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
            CallEnd::Holds(_) | CallEnd::Word(_) => self.failed(rule, "the rule gave no verdict"),
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
            calls.publish(&index.id, index.spread.score.into());
        }
        for dimension in dimensions {
            let name = format!("scores.{}", dimension.id);
            calls.publish(&name, dimension.spread.score.into());
        }
        let leading = &self.pack.manifest.levels.index;
        let leading_ones = dimensions.iter().filter(|one| one.index == *leading);
        let lowest = score::lowest(leading_ones.map(|one| (one.spread.score, one.not_applicable)));
        calls.publish("lowest_dimension", lowest.into());
        let raw = indexes
            .iter()
            .find(|index| index.id == *leading)
            .and_then(|index| index.spread.score)
            .and_then(|score| score::raw_level(score, &self.steps))
            .and_then(|rank| self.steps.get(rank))
            .map(|step| step.id.clone());
        calls.publish("raw_level", raw.into());
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
        calls.publish(Symbols::DIMENSION, Slot::Missing);
        calls.publish(Symbols::DIMENSION_SCORE, Slot::Missing);
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
                _ => None,
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
        calls.publish(Symbols::DIMENSION, name.into());
        calls.publish(Symbols::DIMENSION_SCORE, score.into());
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
            CallEnd::Scored { .. } | CallEnd::NotApplicable { .. } | CallEnd::Word(_) => (
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

    /// Fields that a rule reads and nobody has answered, in the order of the pack.
    fn questions(&self, organisation: &Organisation) -> Vec<Id> {
        let fields = self.pack.fields.iter().enumerate();
        fields
            .filter(|(position, field)| {
                let asked = field.default.is_some() || self.wanted.contains(position);
                asked && *organisation.answer(*position) == Answer::Missing
            })
            .map(|(_, field)| field.id.clone())
            .collect()
    }
}

/// Two placements of one hybrid chart; a tie where their targets differ (domain 4.6, step 10).
fn hybrid(mut first: Placement, second: Placement) -> Option<Placement> {
    if first.target != second.target && first.target.is_some() {
        first.call = Some(Call::Tie);
        first.hybrid_target = second.target;
    }
    Some(first)
}

/// How many people answered; unknown where a fact does not say who.
fn respondents(organisation: &Organisation) -> Option<f64> {
    let facts = organisation.answers.iter().filter_map(Answer::fact);
    let people: Option<BTreeSet<&str>> = facts
        .map(|fact| fact.provenance.respondent.as_deref())
        .collect();
    people
        .map(|people| people.len() as f64)
        .filter(|count| *count > 0.0)
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

//! One record through the phases: rules, scores, gates, level, placement, competencies.

mod aims;
mod customers;
mod gates;
mod part;
mod placed;
mod portfolio;
mod roadmap;
mod rows;
mod staff;
mod told;
mod waived;

use customers::Desk;
use told::Told;

pub use portfolio::{Batch, Portfolio};
use roadmap::Board;
pub use roadmap::{Hypothetical, Variants};
pub use rows::RowScores;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value as Json};

use crate::error::Faults;
use crate::input;
use crate::model::{
    Answer, Assessment, Call, DimensionScore, Finding, Flag, Gate, GateState, Id, IndexScore,
    Level, Listed, OrgChart, Organisation, Outcome, Placement, Range, Reason, Value, Waiver,
};
use crate::pack::{Pack, Role, Rule};
use crate::recommend::roadmap::Menu;
use crate::recommend::{self, Textbook};
use crate::rules::{CallEnd, Calls, Compiled, Program, Slot, Symbols};
use crate::score::{self, Counting, DimensionWeight};

/// What holds for a whole run beside the pack.
#[derive(Debug, Clone, Default)]
pub struct Circumstances {
    pub waivers: Vec<Waiver>,
    /// Reference date, `YYYY-MM-DD`.
    pub as_of: Option<String>,
    /// Whether a report shows the roadmap.
    pub roadmap: bool,
    /// Whether a report keeps the records as they were read.
    pub record: bool,
}

/// Assesses organisations with the rules of one pack, on one thread.
#[derive(Debug)]
pub struct Assessor<'p> {
    judge: Judge<'p>,
    desk: Desk<'p>,
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
            desk: Desk::new(pack, program)?,
        })
    }

    /// The whole judgement on one organisation.
    pub fn assess(&self, organisation: &Organisation) -> Assessment {
        self.assess_record(organisation).0
    }

    /// The same, with the record as it was judged: what was computed stands before what was stated.
    pub fn assess_record(&self, organisation: &Organisation) -> (Assessment, Organisation) {
        self.judge.whole(&self.desk, organisation)
    }

    /// The entry that the corrections make of one that the fits give beside a target, for the organisation that was
    /// assessed last.
    pub fn corrected(&self, target: Option<&Id>, entry: &Id) -> Id {
        let calls = &self.desk.runner;
        recommend::corrected(self.judge.pack, calls, target, entry)
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
    steps: Vec<crate::model::LevelStep>,
    /// Fields that some rule reads.
    wanted: BTreeSet<usize>,
    textbook: Textbook,
    board: Board<'p>,
    menu: Menu<'p>,
}

impl<'p> Judge<'p> {
    fn new(pack: &'p Pack, program: &'p Program, circumstances: &'p Circumstances) -> Self {
        let manifest = &pack.manifest;
        let dimensions: Vec<DimensionWeight> = manifest
            .dimensions
            .iter()
            .map(|one| DimensionWeight {
                id: one.id.clone(),
                index: one.index.clone(),
                weight: one.weight,
            })
            .collect();
        Self {
            pack,
            program,
            circumstances,
            board: Board::new(pack, program, &dimensions),
            menu: Menu::new(pack, program),
            textbook: Textbook::default(),
            wanted: program
                .all()
                .flat_map(|one| one.lowered.reads.iter().copied())
                .chain(read_by_kpis(pack))
                .collect(),
            counting: Counting {
                plausible: Range {
                    low: manifest.ranges.plausible_low,
                    high: manifest.ranges.plausible_high,
                },
                dimension_coverage: manifest.coverage.dimension,
                level_coverage: manifest.coverage.level,
            },
            dimensions,
            steps: pack.level_steps(),
        }
    }

    fn slots(&self, organisation: &Organisation) -> Vec<Slot> {
        self.program.symbols.slots(self.pack, organisation)
    }

    /// What the rules say; `completed` adds the rest.
    fn assess(&self, calls: &dyn Calls, organisation: &Organisation, told: &Told) -> Assessment {
        calls.publish("respondents", organisation.respondents().into());
        for (name, slot) in self.values(organisation, told) {
            calls.publish(name, slot);
        }
        let findings = self.findings(calls, organisation);
        let dimensions = self.dimension_scores(&findings);
        let mut indexes = self.indexes(&dimensions);
        self.publish_scores(calls, &dimensions, &indexes);
        let gates = self.gates(calls, &dimensions, &indexes);
        let level = self.level(&indexes, &gates);
        calls.publish("level", level.id.clone().into());
        let placement = self.placement(calls, organisation, told.chart.as_ref(), level.id.as_ref());
        let chosen = placement.as_ref().and_then(|placement| placement.chosen());
        let competencies = recommend::profile(self.pack, self.program, calls, chosen);
        let staff = self.people(organisation, competencies.as_ref(), told);
        self.publish_staff(calls, staff.as_ref());
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
            accounts: None,
            staff,
            org_chart: recommend::charted(
                self.pack,
                &self.textbook,
                organisation,
                told.chart.clone(),
                placement.as_ref(),
            ),
            placement,
            competencies,
            flags,
            waivers,
            roadmap: None,
            goals: None,
            kpis: None,
            mission: None,
            record: None,
            second: None,
            bounds: None,
        }
    }

    /// Adds what no rule reads, to an assessment whose record will not change any more.
    fn completed(
        &self,
        calls: &dyn Calls,
        organisation: &Organisation,
        told: Told,
        judged: Assessment,
    ) -> Assessment {
        let roadmap = self.roadmap(calls, organisation, &judged.findings, &judged.dimensions);
        let mut assessment = Assessment { roadmap, ..judged };
        self.add_aims(calls, organisation, &told, &mut assessment);
        Assessment {
            accounts: told.customers,
            ..assessment
        }
    }

    /// The record as it was read, before anything that was computed stands in it.
    fn record(&self, organisation: &Organisation) -> Option<Map<String, Json>> {
        let accounts = self.pack.accounts.as_ref().map(|accounts| &accounts.fields);
        let fields = &self.pack.fields;
        let kept = self.circumstances.record;
        kept.then(|| input::record(fields, accounts, organisation))
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
        score::dimensions(&self.dimensions, findings, &self.counting)
    }

    fn flags(&self, calls: &dyn Calls) -> Vec<Flag> {
        let rules = self.pack.flags.iter().zip(&self.program.flags).enumerate();
        rules
            .filter(|(index, _)| calls.flag(*index) == CallEnd::Holds(true))
            .map(|(_, (rule, compiled))| Flag {
                id: rule.id.clone(),
                reason: Reason {
                    id: rule.sentence("raised"),
                    values: self.read_fields(calls, compiled),
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
        let reason = |text: &str, values: Vec<(Id, Value)>| Reason {
            id: rule.sentence(text),
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

/// Fields that the choice of KPIs reads.
fn read_by_kpis(pack: &Pack) -> impl Iterator<Item = usize> {
    let facts = pack.goals.iter().map(|goals| &goals.limits.facts);
    let read = facts.flat_map(|facts| [&facts.sources, &facts.wallet_known]);
    read.filter_map(|field| pack.fields.position(field))
}

/// Two placements of one hybrid chart; a tie where their targets differ (domain 4.6, step 10).
fn hybrid(mut first: Placement, second: Placement) -> Option<Placement> {
    if first.target != second.target && first.target.is_some() {
        first.call = Some(Call::Tie);
        first.hybrid_target = second.target;
    }
    Some(first)
}

fn value_of(slot: Slot) -> Option<Value> {
    match slot {
        Slot::Number(number) => Some(Value::Number(number)),
        Slot::Flag(flag) => Some(Value::Flag(flag)),
        Slot::Word(word) => Some(Value::Word(word)),
        Slot::Missing | Slot::NotApplicable => None,
    }
}

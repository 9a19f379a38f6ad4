//! What of a pack takes part when rules are run again with measures done; made ready once for all records.

use super::gates::{Asked, asked};
use crate::model::Id;
use crate::pack::{MeasureRule, Pack, Role, Target};
use crate::recommend::roadmap::Done;
use crate::rules::{Program, Symbols};
use crate::score::DimensionWeight;

/// A field that measures set.
#[derive(Debug, Clone)]
pub(super) struct Lever<'p> {
    pub(super) field: usize,
    pub(super) name: Id,
    /// The measures that set it, in the order of the pack.
    pub(super) setters: Vec<(usize, &'p Target)>,
    pub(super) all: Done,
    /// Positions of the scoring rules that read it.
    pub(super) readers: Vec<usize>,
}

/// A scoring rule that reads levers.
#[derive(Debug, Clone)]
pub(super) struct Touched {
    pub(super) rule: usize,
    /// Places of the levers.
    pub(super) levers: Vec<usize>,
    pub(super) all: Done,
}

/// A score that is computed: where it stands among the symbols, and the measures that can change it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Computed {
    pub(super) at: Option<usize>,
    pub(super) all: Done,
}

/// The parts of a pack between a measure and the level.
#[derive(Debug, Clone, Default)]
pub(in crate::assess) struct Board<'p> {
    pub(super) levers: Vec<Lever<'p>>,
    pub(super) touched: Vec<Touched>,
    /// For each dimension its rules, with their weights.
    pub(super) rules: Vec<Vec<(usize, f64)>>,
    pub(super) dimensions: Vec<Computed>,
    pub(super) indexes: Vec<Computed>,
    /// The place of the index that the levels are given by.
    pub(super) leading: Option<usize>,
    pub(super) lowest: Computed,
    pub(super) raw_level: Computed,
    /// Where a gate that holds for each dimension finds the name and the score of the one at hand.
    pub(super) at_hand: [Option<usize>; 2],
    pub(super) gates: Vec<Asked<'p>>,
}

impl<'p> Board<'p> {
    pub(in crate::assess) fn new(
        pack: &'p Pack,
        program: &'p Program,
        dimensions: &[DimensionWeight],
    ) -> Self {
        let mut board = Self {
            levers: levers(pack, program),
            rules: dimensions.iter().map(|one| rules(pack, &one.id)).collect(),
            at_hand: [Symbols::DIMENSION, Symbols::DIMENSION_SCORE].map(|name| at(program, name)),
            ..Self::default()
        };
        board.touched = touched(program, &board.levers);
        board.add_computed(pack, program, dimensions);
        board.gates = asked(pack, program, dimensions);
        let all: Vec<Done> = board.gates.iter().map(|gate| board.behind(gate)).collect();
        for (gate, all) in board.gates.iter_mut().zip(all) {
            gate.all = all;
        }
        board
    }

    fn add_computed(&mut self, pack: &Pack, program: &Program, dimensions: &[DimensionWeight]) {
        let own = dimensions.iter().zip(&self.rules);
        let computed = own.map(|(one, rules)| Computed {
            at: at(program, &format!("scores.{}", one.id)),
            all: self.changing(rules),
        });
        self.dimensions = computed.collect();
        let of_index = |id: &Id| {
            let own = dimensions.iter().zip(&self.dimensions);
            let own = own.filter(|(one, _)| one.index == *id);
            own.fold(Done::NONE, |all, (_, computed)| all | computed.all)
        };
        let manifest = &pack.manifest;
        let computed = manifest.indexes.iter().map(|one| Computed {
            at: at(program, &one.id),
            all: of_index(&one.id),
        });
        self.indexes = computed.collect();
        let leading = &manifest.levels.index;
        self.leading = manifest.indexes.iter().position(|one| one.id == *leading);
        let of_leading = |name: &str| Computed {
            at: at(program, name),
            all: of_index(leading),
        };
        self.lowest = of_leading("lowest_dimension");
        self.raw_level = of_leading("raw_level");
    }

    /// The measures that change an outcome of these rules.
    fn changing(&self, rules: &[(usize, f64)]) -> Done {
        let own = self.touched.iter();
        own.filter(|touched| rules.iter().any(|(rule, _)| *rule == touched.rule))
            .fold(Done::NONE, |all, touched| all | touched.all)
    }

    /// The measures that change what a gate reads.
    fn behind(&self, gate: &Asked<'_>) -> Done {
        let levers = self.levers.iter().map(|lever| Computed {
            at: Some(lever.field),
            all: lever.all,
        });
        let own = gate.dimension.and_then(|place| self.dimensions.get(place));
        let at_hand = own.map(|own| Computed {
            at: self.at_hand[1],
            ..*own
        });
        let computed = self.dimensions.iter().chain(&self.indexes).copied();
        let computed = computed.chain([self.lowest, self.raw_level]);
        let all: Vec<Computed> = levers.chain(at_hand).chain(computed).collect();
        gate.reads().fold(Done::NONE, |behind, read| {
            let found = all.iter().filter(|one| one.at == Some(read));
            found.fold(behind, |behind, one| behind | one.all)
        })
    }
}

fn at(program: &Program, name: &str) -> Option<usize> {
    program.symbols.position(name)
}

fn measures(pack: &Pack) -> impl Iterator<Item = (usize, &MeasureRule)> {
    let rules = pack.measures.iter().enumerate();
    rules.filter_map(|(place, rule)| match &rule.role {
        Role::Measure(measure) => Some((place, measure)),
        _ => None,
    })
}

fn levers<'p>(pack: &'p Pack, program: &Program) -> Vec<Lever<'p>> {
    let mut levers: Vec<Lever<'p>> = Vec::new();
    let sets = measures(pack).flat_map(|(place, one)| one.sets.iter().map(move |set| (place, set)));
    for (measure, set) in sets {
        let Some(field) = pack.fields.position(&set.field) else {
            continue;
        };
        let place = levers.iter().position(|lever| lever.field == field);
        let place = place.unwrap_or_else(|| {
            levers.push(Lever::new(program, field, &set.field));
            levers.len() - 1
        });
        if let Some(lever) = levers.get_mut(place) {
            lever.setters.push((measure, &set.to));
            lever.all |= Done::one(measure);
        }
    }
    levers
}

impl Lever<'_> {
    fn new(program: &Program, field: usize, name: &Id) -> Self {
        let rules = program.rules.iter().enumerate();
        let readers = rules.filter(|(_, rule)| rule.lowered.reads.contains(&field));
        Self {
            field,
            name: name.clone(),
            setters: Vec::new(),
            all: Done::NONE,
            readers: readers.map(|(place, _)| place).collect(),
        }
    }
}

fn touched(program: &Program, levers: &[Lever<'_>]) -> Vec<Touched> {
    let all = (0..program.rules.len()).map(|rule| {
        let own = levers.iter().enumerate();
        let own = own.filter(|(_, lever)| lever.readers.contains(&rule));
        let (levers, all): (Vec<usize>, Vec<Done>) =
            own.map(|(place, lever)| (place, lever.all)).unzip();
        Touched {
            rule,
            levers,
            all: all.into_iter().fold(Done::NONE, |all, own| all | own),
        }
    });
    all.filter(|one| !one.levers.is_empty()).collect()
}

fn rules(pack: &Pack, dimension: &Id) -> Vec<(usize, f64)> {
    let rules = pack.rules.iter().enumerate();
    let own = rules.filter_map(|(place, rule)| match &rule.role {
        Role::Score(score) if score.dimension == *dimension => Some((place, score.weight)),
        _ => None,
    });
    own.collect()
}

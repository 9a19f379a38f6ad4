//! A chart with all that is stated or guessed about its units (domain 4.6, steps 2 to 5).

use super::headcount::{self, total};
use crate::model::{Chart, Criterion, Function, Id, Read, Unit, UnitKind, UnitRef};
use crate::pack::org_chart::{ChartRules, Folded};

/// A sum above this is no headcount, and its arithmetic would overflow.
const MOST_PEOPLE: f64 = 1e300;

/// What is known about each unit, and the frame of the chart.
pub(super) struct Reading<'a> {
    pub(super) chart: &'a Chart,
    pub(super) rules: &'a ChartRules,
    /// Holdings above the root, the uppermost first.
    pub(super) passed: Vec<usize>,
    /// The management, after descending.
    pub(super) root: usize,
    /// The core units, in order of rows.
    pub(super) core: Vec<usize>,
    names: Vec<Folded>,
    functions: Vec<Option<Read<Function>>>,
    criteria: Vec<Option<Read<Criterion>>>,
    headcounts: Vec<Option<f64>>,
    /// The root and the units passed on the way to it.
    frame: Vec<bool>,
    /// The unit right below the root, or below a passed unit, that each unit is in or is.
    tops: Vec<Option<usize>>,
    /// Level of each unit, that of the root being 1.
    levels: Vec<usize>,
}

impl<'a> Reading<'a> {
    pub(super) fn of(chart: &'a Chart, rules: &'a ChartRules) -> Self {
        let units = chart.units();
        let names: Vec<Folded> = units.iter().map(|unit| Folded::of(&unit.name)).collect();
        let read = || units.iter().zip(&names);
        let mut reading = Self {
            functions: read()
                .map(|(unit, name)| function(unit, name, rules))
                .collect(),
            criteria: read()
                .map(|(unit, name)| criterion(unit, name, rules))
                .collect(),
            headcounts: headcount::of(chart),
            chart,
            rules,
            passed: Vec::new(),
            root: chart.root(),
            core: Vec::new(),
            frame: vec![false; units.len()],
            tops: vec![None; units.len()],
            levels: vec![1; units.len()],
            names,
        };
        reading.descend();
        let below = chart.children(reading.root).iter().copied();
        reading.core = below.filter(|unit| reading.counts(*unit)).collect();
        reading.number_levels();
        reading
    }

    /// Step 2: down from a holding to its only company.
    fn descend(&mut self) {
        loop {
            let below = self.chart.children(self.root).iter().copied();
            let counting: Vec<usize> = below.filter(|unit| self.counts(*unit)).collect();
            match counting.as_slice() {
                [only] if !self.chart.children(*only).is_empty() => {
                    self.passed.push(self.root);
                    self.root = *only;
                }
                _ => return,
            }
        }
    }

    /// A line unit that is no support function.
    fn counts(&self, unit: usize) -> bool {
        let support = self
            .function(unit)
            .is_some_and(|one| one.value.is_support());
        self.kind(unit) != UnitKind::Staff && !support
    }

    /// The top and the level of each unit that is no frame.
    fn number_levels(&mut self) {
        for unit in self.passed.iter().chain([&self.root]) {
            if let Some(slot) = self.frame.get_mut(*unit) {
                *slot = true;
            }
        }
        for unit in self.chart.order().iter().copied() {
            let Some(parent) = self.chart.parent(unit).filter(|_| !self.is_frame(unit)) else {
                continue;
            };
            let top = if self.is_frame(parent) {
                Some(unit)
            } else {
                self.top(parent)
            };
            let level = self.level(parent) + 1;
            if let (Some(own), Some(slot)) = (self.levels.get_mut(unit), self.tops.get_mut(unit)) {
                *own = level;
                *slot = top;
            }
        }
    }

    /// The root or a unit passed on the way to it.
    pub(super) fn is_frame(&self, unit: usize) -> bool {
        self.frame.get(unit) == Some(&true)
    }

    /// The unit stands right below the root or below a passed unit.
    pub(super) fn is_top(&self, unit: usize) -> bool {
        self.top(unit) == Some(unit)
    }

    pub(super) fn top(&self, unit: usize) -> Option<usize> {
        self.tops.get(unit).copied().flatten()
    }

    /// The core unit of level 2 that a unit is in or is.
    pub(super) fn core_of(&self, unit: usize) -> Option<usize> {
        self.top(unit).filter(|top| self.core.contains(top))
    }

    /// The units below the root and in it, each before those below it.
    pub(super) fn below_root(&self) -> impl Iterator<Item = usize> {
        let inside = |unit: &usize| {
            let top = self.top(*unit).and_then(|top| self.chart.parent(top));
            *unit == self.root || top == Some(self.root)
        };
        self.chart.order().iter().copied().filter(inside)
    }

    /// The unit's level, that of the root and of passed units being 1.
    pub(super) fn level(&self, unit: usize) -> usize {
        self.levels.get(unit).copied().unwrap_or(1)
    }

    pub(super) fn kind(&self, unit: usize) -> UnitKind {
        self.chart
            .unit(unit)
            .map_or(UnitKind::Line, |unit| unit.kind)
    }

    pub(super) fn name(&self, unit: usize) -> Option<&Folded> {
        self.names.get(unit)
    }

    pub(super) fn function(&self, unit: usize) -> Option<Read<Function>> {
        self.functions.get(unit).copied().flatten()
    }

    pub(super) fn criterion(&self, unit: usize) -> Option<Read<Criterion>> {
        self.criteria.get(unit).copied().flatten()
    }

    pub(super) fn headcount(&self, unit: usize) -> Option<f64> {
        self.headcounts.get(unit).copied().flatten()
    }

    pub(super) fn unit_ref(&self, unit: usize) -> UnitRef {
        let found = self.chart.unit(unit);
        UnitRef {
            id: found.map_or_else(|| Id::from(""), |unit| unit.id.clone()),
            name: found.map_or_else(|| Id::from(""), |unit| Id::from(unit.shown())),
        }
    }

    /// The weights of the core units: their headcounts, or 1 each where one has none or all have 0.
    pub(super) fn weights(&self) -> Vec<f64> {
        let counts: Option<Vec<f64>> = self.core.iter().map(|unit| self.headcount(*unit)).collect();
        let counts = counts.filter(|counts| {
            let total = total(counts.iter().copied());
            total > 0.0 && total < MOST_PEOPLE
        });
        counts.unwrap_or_else(|| vec![1.0; self.core.len()])
    }

    /// Share of each core unit, 0 to 100.
    pub(super) fn core_shares(&self) -> Vec<f64> {
        let weights = self.weights();
        let total = total(weights.iter().copied());
        weights
            .iter()
            .map(|weight| weight * 100.0 / total)
            .collect()
    }
}

/// A function that is stated, or guessed unless the unit is a division (step 3).
fn function(unit: &Unit, name: &Folded, rules: &ChartRules) -> Option<Read<Function>> {
    let divided = unit.criterion.is_some_and(|one| one != Criterion::Function);
    let guess = || {
        let guessed = (!divided && !rules.is_division(name)).then(|| rules.function_of(name));
        guessed.flatten()
    };
    read(unit.function, guess)
}

/// A criterion that is stated, or guessed (step 4).
fn criterion(unit: &Unit, name: &Folded, rules: &ChartRules) -> Option<Read<Criterion>> {
    read(unit.criterion, || rules.criterion_of(name))
}

fn read<T>(stated: Option<T>, guess: impl FnOnce() -> Option<T>) -> Option<Read<T>> {
    let stated = stated.map(|value| Read {
        value,
        guessed: false,
    });
    stated.or_else(|| {
        guess().map(|value| Read {
            value,
            guessed: true,
        })
    })
}

//! An org chart without faults: one root, every parent there, no circle.

use std::collections::BTreeMap;

use super::fault::{ChartFault, FaultCode};
use super::unit::Unit;
use crate::error::Place;
use crate::model::Id;

/// A valid org chart. Units are named by their position in the table.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    units: Vec<Unit>,
    parents: Vec<Option<usize>>,
    seconds: Vec<Option<usize>>,
    children: Vec<Vec<usize>>,
    order: Vec<usize>,
}

impl Chart {
    /// The tree of these units. `faults` are those that their reader found already.
    ///
    /// # Errors
    /// All faults of domain 4.6, in order of rows.
    pub fn new(
        units: Vec<Unit>,
        place: Place,
        mut faults: Vec<ChartFault>,
    ) -> Result<Self, Vec<ChartFault>> {
        let links = Links::of(&units);
        faults.extend(links.faults(&units, place));
        if !faults.is_empty() {
            faults.sort_by_key(|fault| (fault.row, fault.code));
            return Err(faults);
        }
        let mut children = vec![Vec::new(); units.len()];
        for (unit, parent) in links.parents.iter().enumerate() {
            if let Some(below) = parent.and_then(|parent| children.get_mut(parent)) {
                below.push(unit);
            }
        }
        let root = links.parents.iter().position(Option::is_none).unwrap_or(0);
        Ok(Self {
            order: pre_order(root, &children),
            parents: links.parents,
            seconds: links.seconds,
            units,
            children,
        })
    }

    pub fn units(&self) -> &[Unit] {
        &self.units
    }

    pub fn unit(&self, unit: usize) -> Option<&Unit> {
        self.units.get(unit)
    }

    pub fn root(&self) -> usize {
        self.order.first().copied().unwrap_or(0)
    }

    pub fn parent(&self, unit: usize) -> Option<usize> {
        self.parents.get(unit).copied().flatten()
    }

    pub fn second_parent(&self, unit: usize) -> Option<usize> {
        self.seconds.get(unit).copied().flatten()
    }

    /// In order of rows.
    pub fn children(&self, unit: usize) -> &[usize] {
        self.children.get(unit).map_or(&[], Vec::as_slice)
    }

    /// All units, each before those below it.
    pub fn order(&self) -> &[usize] {
        &self.order
    }

    /// The parent, its parent, and so on to the root.
    pub fn ancestors(&self, unit: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(self.parent(unit), |above| self.parent(*above))
    }
}

fn pre_order(root: usize, children: &[Vec<usize>]) -> Vec<usize> {
    let mut order = Vec::with_capacity(children.len());
    let mut open = vec![root];
    while let Some(unit) = open.pop() {
        order.push(unit);
        open.extend(children.get(unit).into_iter().flatten().rev());
    }
    order
}

/// Who is above whom, as far as the ids say so.
struct Links<'a> {
    by_id: BTreeMap<&'a Id, usize>,
    parents: Vec<Option<usize>>,
    seconds: Vec<Option<usize>>,
}

impl<'a> Links<'a> {
    fn of(units: &'a [Unit]) -> Links<'a> {
        let mut by_id = BTreeMap::new();
        for (position, unit) in units.iter().enumerate() {
            if !unit.id.is_empty() {
                by_id.entry(&unit.id).or_insert(position);
            }
        }
        let at = |id: &Option<Id>| id.as_ref().and_then(|id| by_id.get(id).copied());
        Links {
            parents: units.iter().map(|unit| at(&unit.parent)).collect(),
            seconds: units.iter().map(|unit| at(&unit.second_parent)).collect(),
            by_id,
        }
    }

    fn faults(&self, units: &[Unit], place: Place) -> Vec<ChartFault> {
        if units.is_empty() {
            return vec![ChartFault::whole(FaultCode::Empty, place)];
        }
        let mut faults = roots(units, place);
        for (position, unit) in units.iter().enumerate() {
            faults.extend(self.identity(position, unit));
            faults.extend(self.missing("parent_id", &unit.parent, unit));
            faults.extend(self.missing("second_parent_id", &unit.second_parent, unit));
        }
        let circle = self.circles();
        faults.extend(circle.filter_map(|position| {
            let unit = units.get(position)?;
            Some(ChartFault::of(FaultCode::Cycle, unit))
        }));
        faults
    }

    fn identity(&self, position: usize, unit: &Unit) -> Option<ChartFault> {
        if unit.id.is_empty() {
            let fault = ChartFault::of(FaultCode::MissingId, unit);
            return Some(fault.in_field("unit_id", ""));
        }
        let first = self.by_id.get(&unit.id) == Some(&position);
        (!first).then(|| ChartFault::of(FaultCode::DuplicateId, unit).in_field("unit_id", &unit.id))
    }

    fn missing(&self, field: &str, named: &Option<Id>, unit: &Unit) -> Option<ChartFault> {
        let named = named.as_ref().filter(|id| !self.by_id.contains_key(id))?;
        Some(ChartFault::of(FaultCode::MissingParent, unit).in_field(field, named))
    }

    /// The units that are their own ancestors.
    fn circles(&self) -> impl Iterator<Item = usize> {
        let mut walk = vec![0; self.parents.len()];
        let mut inside = vec![false; self.parents.len()];
        for start in 0..self.parents.len() {
            let mut path = Vec::new();
            let mut here = Some(start);
            // Each walk leaves its number behind, so that no unit is passed twice.
            while let Some(unit) = here.filter(|unit| walk.get(*unit) == Some(&0)) {
                if let Some(mark) = walk.get_mut(unit) {
                    *mark = start + 1;
                }
                path.push(unit);
                here = self.parents.get(unit).copied().flatten();
            }
            let back = here.and_then(|unit| path.iter().position(|one| *one == unit));
            for unit in back.into_iter().flat_map(|back| path.iter().skip(back)) {
                if let Some(mark) = inside.get_mut(*unit) {
                    *mark = true;
                }
            }
        }
        let marked = inside.into_iter().enumerate();
        marked.filter_map(|(unit, inside)| inside.then_some(unit))
    }
}

fn roots(units: &[Unit], place: Place) -> Vec<ChartFault> {
    let roots: Vec<&Unit> = units.iter().filter(|unit| unit.parent.is_none()).collect();
    match roots.as_slice() {
        [] => vec![ChartFault::whole(FaultCode::NoRoot, place)],
        [_] => Vec::new(),
        several => several
            .iter()
            .map(|unit| ChartFault::of(FaultCode::SeveralRoots, unit))
            .collect(),
    }
}

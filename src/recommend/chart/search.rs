//! Finds the units of a chart that an option speaks of.

use super::kam::Hit;
use super::options::Placer;
use crate::model::{Criterion, Function, KamPlace, PlacementOption, UnitKind};

impl Placer<'_> {
    pub(super) fn criterion(&self, unit: usize) -> Option<Criterion> {
        self.reading.criterion(unit).map(|one| one.value)
    }

    fn function(&self, unit: usize) -> Option<Function> {
        self.reading.function(unit).map(|one| one.value)
    }

    pub(super) fn is_divisional(&self, hit: &Hit) -> bool {
        use PlacementOption::{CustomerDivisions, DivisionalKam};
        matches!(hit.place, KamPlace::At(DivisionalKam | CustomerDivisions))
    }

    /// KAM units of the management and of divisions stay where they are.
    pub(super) fn is_movable(&self, hit: &Hit) -> bool {
        hit.place != KamPlace::At(PlacementOption::TopManagement) && !self.is_divisional(hit)
    }

    fn is_in_hit(&self, unit: usize) -> bool {
        let is_hit = |one: usize| {
            self.hits
                .iter()
                .any(|hit| hit.unit == one && self.is_movable(hit))
        };
        is_hit(unit) || self.reading.chart.ancestors(unit).any(is_hit)
    }

    /// Core units by product, project, region or customer that are no KAM units.
    pub(super) fn divisions(&self) -> Vec<usize> {
        let core = self.reading.core.iter().copied();
        core.filter(|unit| {
            let criterion = self.criterion(*unit);
            criterion.is_some_and(|one| one != Criterion::Function)
                && self.hits.iter().all(|hit| hit.unit != *unit)
        })
        .collect()
    }

    /// KAM units inside a division.
    pub(super) fn hits_in(&self, division: usize) -> Vec<usize> {
        let hits = self.hits.iter().map(|hit| hit.unit);
        hits.filter(|unit| self.reading.top(*unit) == Some(division) && *unit != division)
            .collect()
    }

    /// The uppermost line unit with this function outside the divisions; of two, the larger one.
    pub(super) fn central(&self, function: Function) -> Option<usize> {
        let divisions = self.divisions();
        let outside = |unit: &usize| {
            let core = self.reading.core_of(*unit);
            core.is_some_and(|core| !divisions.contains(&core)) && !self.is_in_hit(*unit)
        };
        self.uppermost(function, outside)
    }

    pub(super) fn sales_in(&self, division: usize) -> Option<usize> {
        let inside = |unit: &usize| self.reading.top(*unit) == Some(division) && *unit != division;
        self.uppermost(Function::Sales, inside)
    }

    fn uppermost(&self, function: Function, fits: impl Fn(&usize) -> bool) -> Option<usize> {
        let line = |unit: &usize| {
            self.reading.kind(*unit) != UnitKind::Staff && self.function(*unit) == Some(function)
        };
        let units = self
            .reading
            .below_root()
            .filter(|unit| line(unit) && fits(unit));
        let size = |unit: usize| self.reading.headcount(unit).unwrap_or(0.0);
        units.min_by(|a, b| {
            let level = self.reading.level(*a).cmp(&self.reading.level(*b));
            let larger = size(*b).total_cmp(&size(*a));
            let ids = || {
                self.reading
                    .unit_ref(*a)
                    .id
                    .cmp(&self.reading.unit_ref(*b).id)
            };
            level.then(larger).then_with(ids)
        })
    }

    /// Level-2 units that meet customers: Sales, Marketing and Service outside the divisions.
    pub(super) fn at_customers(&self) -> Vec<usize> {
        let meets = |unit: &usize| {
            let function = self.function(*unit);
            let known = matches!(
                function,
                Some(Function::Sales | Function::Marketing | Function::Service)
            );
            let name = self.reading.name(*unit);
            known || function.is_none() && name.is_some_and(|name| self.reading.rules.serves(name))
        };
        let divisions = self.divisions();
        let core = self.reading.core.iter().copied();
        core.filter(|unit| meets(unit) && !divisions.contains(unit) && !self.is_in_hit(*unit))
            .collect()
    }
}

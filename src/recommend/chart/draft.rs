//! A drawing while it is being made: units are added, moved and tied.

use super::reading::Reading;
use crate::model::{
    Basis, Criterion, DottedLine, Drawing, DrawnUnit, Function, Id, PlacementOption, Reason,
    ReportingLine, Text, UnitKind, UnitState,
};

/// A unit that the chart does not have yet.
pub(super) struct NewUnit {
    pub(super) id: &'static str,
    pub(super) name: Text,
    pub(super) kind: UnitKind,
    pub(super) criterion: Option<Criterion>,
    pub(super) function: Option<Function>,
}

/// A unit of the draft; `parent` is its position in the draft.
struct Node {
    unit: DrawnUnit,
    /// Units with the same parent stand in this order.
    rank: (usize, usize),
}

/// Positions of units that the chart has are those of the chart.
pub(super) struct Draft<'a> {
    pub(super) reading: &'a Reading<'a>,
    nodes: Vec<Node>,
    dotted: Vec<DottedLine>,
    notes: Vec<Reason>,
}

impl<'a> Draft<'a> {
    pub(super) fn new(reading: &'a Reading<'a>, names: Vec<Text>) -> Self {
        let chart = reading.chart;
        let units = chart.units().iter().zip(names).enumerate();
        let nodes = units.map(|(position, (unit, name))| Node {
            unit: DrawnUnit {
                id: unit.id.clone(),
                name,
                parent: chart.parent(position),
                kind: unit.kind,
                criterion: unit.criterion,
                function: unit.function,
                state: UnitState::Unchanged,
                kam: false,
            },
            rank: (position, 1),
        });
        let all = 0..chart.units().len();
        let dotted = all.filter_map(|from| {
            let to = chart.second_parent(from)?;
            let new = false;
            Some(DottedLine { from, to, new })
        });
        Self {
            nodes: nodes.collect(),
            dotted: dotted.collect(),
            notes: Vec::new(),
            reading,
        }
    }

    pub(super) fn name(&self, unit: usize) -> Text {
        let node = self.nodes.get(unit);
        node.map_or_else(Text::default, |node| node.unit.name.clone())
    }

    /// A new unit, after those that its parent has already.
    pub(super) fn add(&mut self, parent: usize, new: NewUnit) -> usize {
        let position = self.nodes.len();
        self.nodes.push(Node {
            unit: DrawnUnit {
                id: self.free_id(new.id),
                name: new.name,
                parent: Some(parent),
                kind: new.kind,
                criterion: new.criterion,
                function: new.function,
                state: UnitState::New,
                kam: false,
            },
            rank: (usize::MAX, position),
        });
        position
    }

    fn free_id(&self, wanted: &str) -> Id {
        let taken = |id: &str| self.nodes.iter().any(|node| &*node.unit.id == id);
        let numbered = (2..).map(|number| format!("{wanted}_{number}"));
        let mut names = std::iter::once(wanted.to_owned()).chain(numbered);
        names
            .find(|id| !taken(id))
            .map_or_else(|| Id::from(wanted), Id::from)
    }

    /// The unit comes to stand before one that has the same parent.
    pub(super) fn before(&mut self, unit: usize, other: usize) {
        if let Some(node) = self.nodes.get_mut(unit) {
            node.rank = (other, 0);
        }
    }

    /// The unit gets this parent and this kind, as far as it has not got them already.
    pub(super) fn put(&mut self, unit: usize, parent: usize, kind: UnitKind) {
        let Some(Node { unit, .. }) = self.nodes.get_mut(unit) else {
            return;
        };
        if unit.parent != Some(parent) {
            unit.state = UnitState::Moved;
        } else if unit.kind != kind {
            unit.state = UnitState::Changed;
        }
        unit.parent = Some(parent);
        unit.kind = kind;
        // A team that served customers of one group serves the whole company now.
        if unit.criterion == Some(Criterion::Customer) {
            unit.criterion = Some(Criterion::Function);
        }
    }

    pub(super) fn move_to(&mut self, unit: usize, parent: usize) {
        let kind = self.reading.kind(unit);
        self.put(unit, parent, kind);
    }

    pub(super) fn divide(&mut self, unit: usize) {
        if let Some(node) = self.nodes.get_mut(unit) {
            node.unit.state = UnitState::Divided;
        }
    }

    pub(super) fn mark_kam(&mut self, unit: usize) {
        if let Some(node) = self.nodes.get_mut(unit) {
            node.unit.kam = true;
        }
    }

    /// A new dotted line, unless there is one already.
    pub(super) fn tie(&mut self, from: usize, to: usize) {
        if !self
            .dotted
            .iter()
            .any(|line| line.from == from && line.to == to)
        {
            self.dotted.push(DottedLine {
                from,
                to,
                new: true,
            });
        }
    }

    pub(super) fn note(&mut self, note: Reason) {
        self.notes.push(note);
    }

    /// The finished drawing: each unit before those below it.
    pub(super) fn finish(self, basis: Basis, option: Option<PlacementOption>) -> Drawing {
        let order = self.order();
        let mut positions = vec![0; self.nodes.len()];
        for (position, old) in order.iter().enumerate() {
            if let Some(slot) = positions.get_mut(*old) {
                *slot = position;
            }
        }
        let at = |old: usize| positions.get(old).copied().unwrap_or(0);
        let units = order.iter().filter_map(|old| self.nodes.get(*old));
        let mut dotted: Vec<DottedLine> = self
            .dotted
            .iter()
            .map(|line| DottedLine {
                from: at(line.from),
                to: at(line.to),
                new: line.new,
            })
            .collect();
        dotted.sort_by_key(|line| (line.from, line.to));
        Drawing {
            units: units
                .map(|node| DrawnUnit {
                    parent: node.unit.parent.map(at),
                    ..node.unit.clone()
                })
                .collect(),
            lines: self.lines(&order, at),
            dotted,
            notes: self.notes,
            basis,
            option,
        }
    }

    fn order(&self) -> Vec<usize> {
        let mut below = vec![Vec::new(); self.nodes.len()];
        let mut by_rank: Vec<usize> = (0..self.nodes.len()).collect();
        by_rank.sort_by_key(|unit| self.nodes.get(*unit).map(|node| node.rank));
        let mut open = Vec::new();
        for unit in by_rank {
            match self.parent(unit).and_then(|parent| below.get_mut(parent)) {
                Some(siblings) => siblings.push(unit),
                None => open.push(unit),
            }
        }
        let mut order = Vec::with_capacity(self.nodes.len());
        while let Some(unit) = open.pop() {
            order.push(unit);
            open.extend(below.get(unit).into_iter().flatten().rev());
        }
        order
    }

    fn parent(&self, unit: usize) -> Option<usize> {
        self.nodes.get(unit).and_then(|node| node.unit.parent)
    }

    /// From each KAM unit up to the management: the root, or the holding that it stands below.
    fn lines(&self, order: &[usize], at: impl Fn(usize) -> usize) -> Vec<ReportingLine> {
        let is_kam = |unit: &&usize| self.nodes.get(**unit).is_some_and(|node| node.unit.kam);
        let line = |unit: &usize| {
            let mut above = Vec::new();
            let mut here = *unit;
            while !self.reading.is_frame(here)
                && let Some(parent) = self.parent(here)
            {
                above.push(at(parent));
                here = parent;
            }
            ReportingLine {
                unit: at(*unit),
                steps: above.len(),
                above,
            }
        };
        order.iter().filter(is_kam).map(line).collect()
    }
}

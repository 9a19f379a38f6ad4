//! What each option of domain 4.1 makes of a chart.

use super::draft::{Draft, NewUnit};
use super::kam::{self, Hit};
use super::reading::Reading;
use crate::model::{
    Basis, Chart, Criterion, Drawing, Function, Id, KamPlace, Listed, PlacementOption, Reason,
    StructureType, Text, UnitKind, Value,
};
use crate::pack::org_chart::ChartRules;

/// The chart as it would be with this option.
pub fn draw(chart: &Chart, rules: &ChartRules, option: PlacementOption) -> Drawing {
    drawn(
        &Reading::of(chart, rules),
        own_names(chart),
        Basis::OwnChart,
        Some(option),
    )
}

/// The chart as it is, its KAM units marked.
pub fn draw_today(chart: &Chart, rules: &ChartRules) -> Drawing {
    drawn(
        &Reading::of(chart, rules),
        own_names(chart),
        Basis::OwnChart,
        None,
    )
}

/// The option in the textbook chart of a structure type; none where the pack has no such chart.
pub fn draw_textbook(
    structure: StructureType,
    rules: &ChartRules,
    option: PlacementOption,
) -> Option<Drawing> {
    let book = rules.textbook(structure)?;
    let reading = Reading::of(&book.chart, rules);
    let basis = Basis::Textbook(structure);
    Some(drawn(&reading, book.names.clone(), basis, Some(option)))
}

fn own_names(chart: &Chart) -> Vec<Text> {
    let units = chart.units().iter();
    units
        .map(|unit| Text::new(unit.shown(), unit.shown()))
        .collect()
}

fn drawn(
    reading: &Reading<'_>,
    names: Vec<Text>,
    basis: Basis,
    option: Option<PlacementOption>,
) -> Drawing {
    let mut placer = Placer {
        draft: Draft::new(reading, names),
        hits: kam::hits(reading),
        reading,
    };
    if let Basis::Textbook(structure) = basis {
        let note = Reason::new("chart.note.textbook").with("structure", structure.id());
        placer.draft.note(note);
    }
    match option {
        Some(option) => placer.place(option),
        None => placer.mark_all(),
    }
    placer.draft.finish(basis, option)
}

/// The making of one drawing.
pub(super) struct Placer<'a> {
    pub(super) reading: &'a Reading<'a>,
    pub(super) hits: Vec<Hit>,
    draft: Draft<'a>,
}

impl Placer<'_> {
    fn place(&mut self, option: PlacementOption) {
        use PlacementOption as To;
        let root = self.reading.root;
        match option {
            To::NoFormalKam => self.leave(),
            To::DivisionalKam => self.one_for_each_division(),
            To::CustomerDivisions => self.by_customer(),
            _ if kam::today(self.reading).place == KamPlace::At(option) => self.leave(),
            To::TopManagement => self.lead_from_the_top(),
            _ if self.gather(option) => {}
            To::SalesLine => self.below(Function::Sales, UnitKind::Line),
            To::SalesStaff => self.below(Function::Sales, UnitKind::Staff),
            To::Marketing => self.below(Function::Marketing, UnitKind::Line),
            To::CustomerManagement => self.bundle(),
            To::CorporateMatrix => self.across(),
            To::KamOffice => {
                let name = Text::new("KAM-Zentralstelle", "KAM office");
                self.settle(root, UnitKind::Staff, name, None);
            }
        }
    }

    fn mark_all(&mut self) {
        for hit in &self.hits {
            self.draft.mark_kam(hit.unit);
        }
    }

    fn leave(&mut self) {
        self.mark_all();
        self.draft.note(Reason::new("chart.note.no_change"));
    }

    /// Where one KAM unit is in its place already, the others come to it.
    fn gather(&mut self, option: PlacementOption) -> bool {
        let in_place = |hit: &&Hit| hit.place == KamPlace::At(option);
        let Some(first) = self.hits.iter().find(in_place).copied() else {
            return false;
        };
        for hit in self.hits.clone() {
            self.draft.mark_kam(hit.unit);
            if hit.place == first.place {
                continue;
            }
            if self.is_movable(&hit) {
                self.draft.move_to(hit.unit, first.unit);
            } else if self.is_divisional(&hit) {
                self.draft.tie(hit.unit, first.unit);
            }
        }
        true
    }

    /// The one KAM unit, or a new one above all of them, comes below `parent`; those in divisions stay and are tied.
    fn settle(
        &mut self,
        parent: usize,
        kind: UnitKind,
        name: Text,
        function: Option<Function>,
    ) -> usize {
        let movable: Vec<Hit> = self
            .hits
            .iter()
            .filter(|hit| self.is_movable(hit))
            .copied()
            .collect();
        let unit = match movable.as_slice() {
            [only] => {
                self.draft.put(only.unit, parent, kind);
                only.unit
            }
            several => {
                let criterion = function.map(|_| Criterion::Function);
                let unit = self.draft.add(
                    parent,
                    NewUnit {
                        id: "kam",
                        name,
                        kind,
                        criterion,
                        function,
                    },
                );
                for hit in several {
                    self.draft.move_to(hit.unit, unit);
                }
                unit
            }
        };
        self.draft.mark_kam(unit);
        let divisional: Vec<Hit> = self
            .hits
            .iter()
            .filter(|hit| self.is_divisional(hit))
            .copied()
            .collect();
        for hit in divisional {
            self.draft.mark_kam(hit.unit);
            self.draft.tie(hit.unit, unit);
        }
        unit
    }

    fn lead_from_the_top(&mut self) {
        let root = self.reading.root;
        let name = Text::new("Assistenz Key Accounts", "Key account assistance");
        self.settle(root, UnitKind::Staff, name, None);
        self.draft.mark_kam(root);
    }

    fn below(&mut self, function: Function, kind: UnitKind) {
        let parent = self.central(function);
        if parent.is_none() {
            self.draft
                .note(Reason::new(format!("chart.note.no_{}", function.id())));
        }
        let name = match kind {
            UnitKind::Staff => Text::new("KAM-Koordination", "KAM coordination"),
            _ => department(),
        };
        self.settle(parent.unwrap_or(self.reading.root), kind, name, None);
    }

    /// A unit on level 2 above Sales, Marketing and Service.
    fn bundle(&mut self) {
        let root = self.reading.root;
        let at_customers: Vec<usize> = self.at_customers();
        let existing = self.central(Function::CustomerManagement);
        let existing = existing.filter(|unit| self.reading.is_top(*unit));
        let unit = existing.unwrap_or_else(|| {
            self.draft.add(
                root,
                NewUnit {
                    id: "customer_management",
                    name: Text::new("Kundenmanagement", "Customer Management"),
                    kind: UnitKind::Line,
                    criterion: Some(Criterion::Function),
                    function: Some(Function::CustomerManagement),
                },
            )
        });
        if let (Some(first), None) = (at_customers.first(), existing) {
            self.draft.before(unit, *first);
        }
        let kam = self.settle(unit, UnitKind::Line, department(), None);
        if self.hits.iter().all(|hit| hit.unit != kam) {
            at_customers
                .first()
                .iter()
                .for_each(|first| self.draft.before(kam, **first));
        }
        for moved in &at_customers {
            self.draft.move_to(*moved, unit);
        }
        for division in self.divisions() {
            if let Some(sales) = self.sales_in(division) {
                self.draft.tie(sales, unit);
            }
        }
        self.note_units("chart.note.moved", &at_customers);
    }

    /// A line unit below the root, tied to every division.
    fn across(&mut self) {
        let name = Text::new("Konzern-KAM", "Corporate KAM");
        let root = self.reading.root;
        let function = Some(Function::CustomerManagement);
        let unit = self.settle(root, UnitKind::Line, name, function);
        let divisions = self.divisions();
        if divisions.is_empty() {
            self.draft.note(Reason::new("chart.note.no_divisions"));
        }
        for division in divisions {
            if self.hits_in(division).is_empty() {
                self.draft.tie(division, unit);
            }
        }
    }

    /// One KAM unit below Sales of each division.
    fn one_for_each_division(&mut self) {
        let mut divisions = self.divisions();
        let by_customer = |unit: &usize| self.criterion(*unit) == Some(Criterion::Customer);
        if !divisions.iter().all(by_customer) {
            divisions.retain(|unit| !by_customer(unit));
        }
        if divisions.is_empty() {
            self.mark_all();
            self.draft.note(Reason::new("chart.note.no_divisions"));
            return;
        }
        for division in divisions {
            let inside = self.hits_in(division);
            inside.iter().for_each(|unit| self.draft.mark_kam(*unit));
            if inside.is_empty() {
                self.add_to(division);
            }
        }
        self.divide_rest(&[]);
    }

    fn add_to(&mut self, division: usize) {
        let parent = self.sales_in(division).unwrap_or(division);
        let name = self.draft.name(division);
        let name = Text::new(format!("KAM {}", name.de), format!("KAM {}", name.en));
        let new = NewUnit {
            id: "kam",
            name,
            kind: UnitKind::Line,
            criterion: None,
            function: None,
        };
        let unit = self.draft.add(parent, new);
        self.draft.mark_kam(unit);
    }

    /// The divisions by customer are KAM, or get it; where there are none, they are set up.
    fn by_customer(&mut self) {
        let customers = self.divisions().into_iter();
        let mut own: Vec<usize> = customers
            .filter(|unit| self.criterion(*unit) == Some(Criterion::Customer))
            .collect();
        let stated = |hit: &&Hit| hit.place == KamPlace::At(PlacementOption::CustomerDivisions);
        own.extend(
            self.hits
                .iter()
                .filter(stated)
                .map(|hit| hit.unit)
                .filter(|unit| self.reading.is_top(*unit)),
        );
        if own.is_empty() {
            return self.set_up_customer_divisions();
        }
        for division in own {
            let inside = self.hits_in(division);
            inside.iter().for_each(|unit| self.draft.mark_kam(*unit));
            if inside.is_empty() {
                self.draft.mark_kam(division);
            }
        }
        self.divide_rest(&[]);
    }

    fn set_up_customer_divisions(&mut self) {
        let at_customers = self.at_customers();
        for letter in ["A", "B"] {
            let division = NewUnit {
                id: "customer_division",
                name: Text::new(
                    format!("Kundenbereich {letter}"),
                    format!("Customer division {letter}"),
                ),
                kind: UnitKind::Line,
                criterion: Some(Criterion::Customer),
                function: None,
            };
            let division = self.draft.add(self.reading.root, division);
            if let Some(first) = at_customers.first() {
                self.draft.before(division, *first);
            }
            let team = NewUnit {
                id: "kam_team",
                name: Text::new(format!("KAM-Team {letter}"), format!("KAM team {letter}")),
                kind: UnitKind::Line,
                criterion: None,
                function: None,
            };
            let team = self.draft.add(division, team);
            self.draft.mark_kam(team);
        }
        self.divide_rest(&at_customers);
        self.draft.note(Reason::new("chart.note.groups"));
    }

    /// The people of these units, and of the KAM units that are nowhere else yet, go to the divisions.
    fn divide_rest(&mut self, units: &[usize]) {
        let hits = self.hits.iter().filter(|hit| self.is_movable(hit));
        let all: Vec<usize> = units
            .iter()
            .copied()
            .chain(hits.map(|hit| hit.unit))
            .collect();
        all.iter().for_each(|unit| self.draft.divide(*unit));
        self.note_units("chart.note.divided", &all);
    }

    fn note_units(&mut self, key: &str, units: &[usize]) {
        let ids: Vec<Id> = units
            .iter()
            .map(|unit| self.reading.unit_ref(*unit).id)
            .collect();
        if !ids.is_empty() {
            self.draft
                .note(Reason::new(key).with("units", Value::List(ids)));
        }
    }
}

fn department() -> Text {
    Text::new("Key-Account-Management", "Key Account Management")
}

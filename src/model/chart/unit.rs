//! One unit of an org chart as its owner describes it (domain 4.6).

use serde::{Deserialize, Serialize};

use super::super::Id;
use crate::error::Place;

/// A closed list of words, as they stand in files and results.
pub trait Listed: Copy + PartialEq + 'static {
    const ALL: &'static [(&'static str, Self)];

    fn named(name: &str) -> Option<Self> {
        let hit = Self::ALL.iter().find(|(known, _)| *known == name);
        hit.map(|(_, value)| *value)
    }

    fn id(self) -> &'static str {
        let hit = Self::ALL.iter().find(|(_, value)| *value == self);
        hit.map_or("", |(name, _)| name)
    }

    fn names() -> impl Iterator<Item = &'static str> {
        Self::ALL.iter().map(|(name, _)| *name)
    }
}

/// The standing of a unit. A board counts as line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnitKind {
    #[default]
    Line,
    /// Advises; has no power to instruct.
    Staff,
    Board,
}

impl Listed for UnitKind {
    const ALL: &'static [(&'static str, Self)] = &[
        ("line", Self::Line),
        ("staff", Self::Staff),
        ("board", Self::Board),
    ];
}

/// What a unit is split by. The order decides on equal shares. Unknown is the absence of a criterion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Criterion {
    Function,
    Product,
    Region,
    Customer,
    Project,
}

impl Listed for Criterion {
    const ALL: &'static [(&'static str, Self)] = &[
        ("function", Self::Function),
        ("product", Self::Product),
        ("region", Self::Region),
        ("customer", Self::Customer),
        ("project", Self::Project),
    ];
}

/// What a unit does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Function {
    Sales,
    Marketing,
    CustomerManagement,
    Service,
    Rnd,
    Production,
    Logistics,
    Purchasing,
    Quality,
    Finance,
    Hr,
    It,
    Legal,
    Admin,
    Other,
}

impl Listed for Function {
    const ALL: &'static [(&'static str, Self)] = &[
        ("sales", Self::Sales),
        ("marketing", Self::Marketing),
        ("customer_management", Self::CustomerManagement),
        ("service", Self::Service),
        ("rnd", Self::Rnd),
        ("production", Self::Production),
        ("logistics", Self::Logistics),
        ("purchasing", Self::Purchasing),
        ("quality", Self::Quality),
        ("finance", Self::Finance),
        ("hr", Self::Hr),
        ("it", Self::It),
        ("legal", Self::Legal),
        ("admin", Self::Admin),
        ("other", Self::Other),
    ];
}

impl Function {
    /// Central departments that companies of every structure have (domain 4.6, step 3).
    pub fn is_support(self) -> bool {
        matches!(
            self,
            Self::Finance | Self::Hr | Self::It | Self::Legal | Self::Quality | Self::Admin
        )
    }
}

/// One row of `org_units.csv`.
#[derive(Debug, Clone, PartialEq)]
pub struct Unit {
    /// Empty where the row has none, which is a fault.
    pub id: Id,
    /// None for the root.
    pub parent: Option<Id>,
    /// Dotted line.
    pub second_parent: Option<Id>,
    pub name: String,
    pub kind: UnitKind,
    pub criterion: Option<Criterion>,
    pub function: Option<Function>,
    /// Persons or full-time equivalents, not negative, with everybody below or without.
    pub headcount: Option<f64>,
    /// Row of the table, the first below the header is 1.
    pub row: usize,
    pub place: Place,
}

impl Unit {
    /// What reports print: the name, the id where there is none.
    pub fn shown(&self) -> &str {
        if self.name.trim().is_empty() {
            &self.id
        } else {
            &self.name
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn agrees<T: Listed + Serialize>() {
        for (name, value) in T::ALL {
            assert_eq!(serde_json::to_value(value).unwrap(), *name);
            assert_eq!(value.id(), *name);
        }
    }

    #[test]
    fn words_in_files_are_the_words_in_results() {
        agrees::<UnitKind>();
        agrees::<Criterion>();
        agrees::<Function>();
        agrees::<super::super::StructureType>();
        agrees::<super::super::PlacementOption>();
        agrees::<super::super::FaultCode>();
    }
}

//! The KPI of a goal, from the pack's table or from the company's own (domain 6.3).

use super::smart::Around;
use crate::model::{Id, OwnKpi};
use crate::pack::{Kpi, KpiDirection};

/// What a goal is measured by.
#[derive(Debug, Clone, Copy)]
pub(super) enum Measure<'a> {
    OfPack(&'a Kpi),
    Own(&'a OwnKpi),
}

impl<'a> Measure<'a> {
    /// The KPI of that name; none where there is none, or where several are named.
    pub(super) fn named(name: &str, around: &Around<'a>) -> Option<Self> {
        let own = || around.own.iter().find(|own| *own.kpi_id == *name);
        let of_pack = around.pack.kpi(name).map(Self::OfPack);
        of_pack.or_else(|| own().map(Self::Own))
    }

    pub(super) fn goal(self) -> &'a Id {
        match self {
            Self::OfPack(kpi) => &kpi.goal,
            Self::Own(kpi) => &kpi.goal,
        }
    }

    pub(super) fn direction(self) -> KpiDirection {
        match self {
            Self::OfPack(kpi) => kpi.direction,
            Self::Own(kpi) if kpi.rising => KpiDirection::Up,
            Self::Own(_) => KpiDirection::Down,
        }
    }

    /// The least and the largest value that it can have; own KPIs have no bounds.
    pub(super) fn bounds(self) -> (Option<f64>, Option<f64>) {
        match self {
            Self::OfPack(kpi) => (kpi.min, kpi.max),
            Self::Own(_) => (None, None),
        }
    }

    pub(super) fn has_formula(self) -> bool {
        match self {
            Self::OfPack(_) => true,
            Self::Own(kpi) => kpi.formula.is_some(),
        }
    }

    /// Whether values can be written in that unit.
    pub(super) fn is_in(self, unit: &str, currency: Option<&str>) -> bool {
        match self {
            Self::OfPack(kpi) => {
                let own = unit == kpi.unit.en || unit == kpi.unit.de;
                own || (kpi.is_money() && currency == Some(unit))
            }
            Self::Own(kpi) => kpi.unit.as_deref() == Some(unit),
        }
    }

    pub(super) fn unit(self) -> &'a str {
        match self {
            Self::OfPack(kpi) => &kpi.unit.en,
            Self::Own(kpi) => kpi.unit.as_deref().unwrap_or_default(),
        }
    }
}

/// The KPIs that a cell names.
pub(super) fn named(cell: &str, around: &Around<'_>) -> Vec<String> {
    if Measure::named(cell, around).is_some() {
        return vec![cell.to_owned()];
    }
    let parts = cell.split(|c: char| c.is_whitespace() || matches!(c, ';' | ',' | '/' | '+' | '&'));
    let parts =
        parts.filter(|part| !part.is_empty() && around.pack.words.joining.count_in(part) == 0);
    parts.map(str::to_owned).collect()
}

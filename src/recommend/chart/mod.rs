//! Reads an org chart and draws KAM into it (domain 4.5, 4.6).

mod draft;
mod headcount;
mod kam;
mod options;
mod reading;
mod search;
mod structure;

#[cfg(test)]
mod tests;

pub use options::{draw, draw_textbook, draw_today};

use crate::model::{
    Chart, ChartFault, Classification, CoreUnit, Id, OrgChart, Reason, UnitRef, Value,
};
use crate::pack::org_chart::ChartRules;
use reading::Reading;

/// What is said about a chart that was read: its classification, or its faults.
pub fn org_chart(read: &Result<Chart, Vec<ChartFault>>, rules: &ChartRules) -> OrgChart {
    match read {
        Ok(chart) => OrgChart::Classified(Box::new(classify(chart, rules))),
        Err(faults) => OrgChart::Refused {
            faults: faults.clone(),
        },
    }
}

/// The structure of a chart, and where KAM is in it today (domain 4.6).
pub fn classify(chart: &Chart, rules: &ChartRules) -> Classification {
    let reading = Reading::of(chart, rules);
    let found = structure::of(&reading);
    let passed: Vec<UnitRef> = refs(&reading, &reading.passed);
    let mut reasons = Vec::new();
    if !passed.is_empty() {
        let units = names(passed.iter());
        reasons.push(Reason::new("chart.reason.descended").with("units", units));
    }
    reasons.extend(found.reasons);
    Classification {
        structure_type: found.structure,
        primary: found.hybrid.map(|(primary, _)| primary),
        secondary: found.hybrid.map(|(_, secondary)| secondary),
        confidence: found.confidence,
        shares: found.shares,
        headcount: reading.headcount(reading.root),
        dotted: found.dotted,
        root: reading.unit_ref(reading.root),
        core_units: core_units(&reading),
        kam_today: kam::today(&reading),
        passed,
        reasons,
    }
}

fn core_units(reading: &Reading<'_>) -> Vec<CoreUnit> {
    let shares = reading.core_shares();
    let units = reading.core.iter().zip(shares);
    units
        .map(|(unit, share)| CoreUnit {
            unit: reading.unit_ref(*unit),
            criterion: reading.criterion(*unit),
            function: reading.function(*unit),
            headcount: reading.headcount(*unit),
            share,
        })
        .collect()
}

fn refs(reading: &Reading<'_>, units: &[usize]) -> Vec<UnitRef> {
    units.iter().map(|unit| reading.unit_ref(*unit)).collect()
}

/// Names of units as one value of a sentence.
fn names<'a>(units: impl Iterator<Item = &'a UnitRef>) -> Value {
    Value::List(units.map(|unit| Id::clone(&unit.name)).collect())
}

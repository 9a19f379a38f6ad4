//! Where KAM is in a chart today (domain 4.6).

use super::reading::Reading;
use crate::model::{Criterion, Function, KamHit, KamPlace, KamToday, PlacementOption, UnitKind};

/// One unit that calls itself KAM, with its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hit {
    pub(super) unit: usize,
    pub(super) place: KamPlace,
}

pub(super) fn today(reading: &Reading<'_>) -> KamToday {
    let hits = hits(reading);
    let mut places: Vec<KamPlace> = hits.iter().map(|hit| hit.place).collect();
    places.sort_unstable();
    places.dedup();
    KamToday {
        place: overall(&places),
        hits: hits
            .iter()
            .map(|hit| KamHit {
                unit: reading.unit_ref(hit.unit),
                place: hit.place,
            })
            .collect(),
        places,
    }
}

/// The hits in order of the chart; what stands below a hit is part of it.
pub(super) fn hits(reading: &Reading<'_>) -> Vec<Hit> {
    let mut inside = vec![false; reading.chart.units().len()];
    let mut hits = Vec::new();
    for unit in reading.chart.order() {
        let parent = reading.chart.parent(*unit);
        let below = parent.is_some_and(|parent| inside.get(parent) == Some(&true));
        let named = reading
            .name(*unit)
            .is_some_and(|name| reading.rules.is_kam(name));
        if named && !below {
            hits.push(*unit);
        }
        if let Some(slot) = inside.get_mut(*unit) {
            *slot = below || named;
        }
    }
    let hits = hits.into_iter();
    hits.map(|unit| Hit {
        unit,
        place: place(reading, unit),
    })
    .collect()
}

fn overall(places: &[KamPlace]) -> KamPlace {
    let divisional = KamPlace::At(PlacementOption::DivisionalKam);
    let is_top = |place: &KamPlace| matches!(place, KamPlace::At(option) if option.is_top());
    match places {
        [] => KamPlace::At(PlacementOption::NoFormalKam),
        [only] => *only,
        [a, b] if is_top(a) && *b == divisional => *a,
        [a, b] if is_top(b) && *a == divisional => *b,
        _ => KamPlace::Mixed,
    }
}

/// The first row of the table that holds.
fn place(reading: &Reading<'_>, unit: usize) -> KamPlace {
    use PlacementOption as At;
    let staff = reading.kind(unit) == UnitKind::Staff;
    if reading.is_frame(unit) || reading.kind(unit) == UnitKind::Board {
        return KamPlace::At(At::TopManagement);
    }
    if reading.is_top(unit) {
        return KamPlace::At(if staff {
            At::KamOffice
        } else {
            at_the_top(reading, unit)
        });
    }
    let core = reading.core_of(unit);
    match core
        .and_then(|core| reading.criterion(core))
        .map(|one| one.value)
    {
        Some(Criterion::Product | Criterion::Project | Criterion::Region) => {
            KamPlace::At(At::DivisionalKam)
        }
        Some(Criterion::Customer) => KamPlace::At(At::CustomerDivisions),
        Some(Criterion::Function) | None => by_function(reading, unit, staff),
    }
}

/// A line unit right below the root or a passed unit.
fn at_the_top(reading: &Reading<'_>, unit: usize) -> PlacementOption {
    let stated = reading.chart.unit(unit).and_then(|unit| unit.criterion);
    if stated == Some(Criterion::Customer) {
        PlacementOption::CustomerDivisions
    } else if is_second_parent(reading, unit) {
        PlacementOption::CorporateMatrix
    } else {
        PlacementOption::CustomerManagement
    }
}

/// A unit outside has this one, or one below it, as second parent. The unit stands at the top.
fn is_second_parent(reading: &Reading<'_>, unit: usize) -> bool {
    let inside = |one: usize| reading.top(one) == Some(unit);
    let mut all = 0..reading.chart.units().len();
    all.any(|one| !inside(one) && reading.chart.second_parent(one).is_some_and(inside))
}

/// By the nearest unit above that sells, markets or manages customers.
fn by_function(reading: &Reading<'_>, unit: usize, staff: bool) -> KamPlace {
    let mut above = reading
        .chart
        .ancestors(unit)
        .take_while(|one| !reading.is_frame(*one));
    let line = above.find_map(|one| match reading.function(one)?.value {
        Function::Sales => Some(PlacementOption::SalesLine),
        Function::Marketing => Some(PlacementOption::Marketing),
        Function::CustomerManagement => Some(PlacementOption::CustomerManagement),
        _ => None,
    });
    match (line, staff) {
        (Some(PlacementOption::SalesLine), true) => KamPlace::At(PlacementOption::SalesStaff),
        (_, true) => KamPlace::At(PlacementOption::KamOffice),
        (Some(option), false) => KamPlace::At(option),
        (None, false) => KamPlace::Unclear,
    }
}

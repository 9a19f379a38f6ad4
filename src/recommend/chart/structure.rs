//! The structure type of a chart (domain 4.6, steps 6 to 10).

use super::headcount::total;
use super::names;
use super::reading::Reading;
use crate::model::number::rounded;
use crate::model::{Criterion, CriterionShare, Function, Listed, Reason, StructureType, UnitRef};

/// What the structure is, and why.
pub(super) struct Found {
    pub(super) structure: StructureType,
    pub(super) hybrid: Option<(StructureType, StructureType)>,
    pub(super) confidence: Option<f64>,
    pub(super) shares: Vec<CriterionShare>,
    pub(super) dotted: Option<f64>,
    pub(super) reasons: Vec<Reason>,
}

/// A criterion and its share, 0 to 100.
#[derive(Clone, Copy)]
struct Known {
    criterion: Criterion,
    share: f64,
}

pub(super) fn of(reading: &Reading<'_>) -> Found {
    let unknown = share_of(reading, None);
    let known = known(reading);
    let dotted = dotted(reading);
    let (structure, hybrid, reason) = decide(reading, &known, unknown, dotted);
    let certain = !matches!(
        structure,
        StructureType::Simple | StructureType::Matrix | StructureType::NotClassifiable
    );
    let mut reasons = vec![reason];
    reasons.extend(weights(reading));
    reasons.extend(guessed(reading));
    if hybrid.is_some() {
        reasons.extend(few_dotted(reading, &known, dotted));
    }
    Found {
        structure,
        hybrid,
        confidence: certain.then(|| confidence(&known, unknown)),
        shares: listed(&known, unknown),
        dotted,
        reasons,
    }
}

type Decision = (
    StructureType,
    Option<(StructureType, StructureType)>,
    Reason,
);

fn decide(reading: &Reading<'_>, known: &[Known], unknown: f64, dotted: Option<f64>) -> Decision {
    let limits = &reading.rules.limits;
    if let Some(reason) = simple(reading) {
        return (StructureType::Simple, None, reason);
    }
    if reading.core.is_empty() {
        let reason = Reason::new("chart.reason.no_core");
        return (StructureType::NotClassifiable, None, reason);
    }
    if exceeds(unknown, limits.unknown_share) {
        return (StructureType::NotClassifiable, None, ask(reading, unknown));
    }
    let (first, second) = match known {
        [first, second, ..] => (first, Some(second)),
        [first] => (first, None),
        [] => return (StructureType::NotClassifiable, None, ask(reading, unknown)),
    };
    let matrix = second.is_some_and(|second| at_least(second.share, limits.matrix_share))
        && dotted.is_some_and(|dotted| at_least(dotted, limits.matrix_dotted));
    match second {
        Some(second) if matrix => {
            let reason = pair("chart.reason.matrix", first, second);
            let reason = reason.with("dotted", dotted.unwrap_or_default());
            (StructureType::Matrix, None, reason)
        }
        Some(second) if !at_least(first.share, limits.main_share) => {
            let types = (type_of(first.criterion), type_of(second.criterion));
            let reason = pair("chart.reason.hybrid", first, second);
            (
                StructureType::Hybrid,
                Some(types),
                reason.with("limit", limits.main_share),
            )
        }
        _ => {
            let reason = Reason::new("chart.reason.main")
                .with("criterion", first.criterion.id())
                .with("share", first.share)
                .with("limit", limits.main_share);
            (type_of(first.criterion), None, reason)
        }
    }
}

fn type_of(criterion: Criterion) -> StructureType {
    match criterion {
        Criterion::Function => StructureType::Functional,
        Criterion::Product | Criterion::Project => StructureType::DivProduct,
        Criterion::Region => StructureType::DivRegion,
        Criterion::Customer => StructureType::DivCustomer,
    }
}

/// Step 6.
fn simple(reading: &Reading<'_>) -> Option<Reason> {
    let limits = &reading.rules.limits;
    if let Some(headcount) = reading.headcount(reading.root) {
        let reason = Reason::new("chart.reason.small")
            .with("headcount", headcount)
            .with("limit", limits.simple_headcount);
        return exceeds(limits.simple_headcount, headcount).then_some(reason);
    }
    let depth = reading.below_root().map(|unit| reading.level(unit)).max();
    let count = reading.core.len() as f64;
    let flat = !exceeds(depth.unwrap_or(1) as f64, limits.simple_depth);
    let few = count >= 1.0 && !exceeds(count, limits.simple_units);
    let undivided = reading.core.iter().all(|unit| {
        let criterion = reading.criterion(*unit);
        criterion.is_none_or(|one| one.value == Criterion::Function) && !sells(reading, *unit)
    });
    let reason = Reason::new("chart.reason.few_units").with("count", count);
    (flat && few && undivided).then_some(reason)
}

fn sells(reading: &Reading<'_>, unit: usize) -> bool {
    let function = reading.function(unit).map(|one| one.value);
    let name = reading.name(unit);
    let named = name.is_some_and(|name| reading.rules.speaks_of(name, Function::Sales));
    function == Some(Function::Sales) || named
}

/// Known criteria from the largest share to the smallest, those of no core unit left out.
fn known(reading: &Reading<'_>) -> Vec<Known> {
    let mut known: Vec<Known> = Criterion::ALL
        .iter()
        .map(|(_, criterion)| Known {
            criterion: *criterion,
            share: share_of(reading, Some(*criterion)),
        })
        .filter(|one| one.share > 0.0 || has(reading, one.criterion))
        .collect();
    // A stable sort keeps the order of the criteria on equal shares; sums of parts of persons differ in their last bits.
    known.sort_by(|a, b| rounded(b.share, 9).total_cmp(&rounded(a.share, 9)));
    known
}

fn has(reading: &Reading<'_>, criterion: Criterion) -> bool {
    let mut core = reading.core.iter();
    core.any(|unit| {
        reading
            .criterion(*unit)
            .is_some_and(|one| one.value == criterion)
    })
}

fn share_of(reading: &Reading<'_>, criterion: Option<Criterion>) -> f64 {
    let weights = reading.weights();
    let all = total(weights.iter().copied());
    let units = reading.core.iter().zip(&weights);
    let own = units.filter(|(unit, _)| reading.criterion(**unit).map(|one| one.value) == criterion);
    if all > 0.0 {
        total(own.map(|(_, weight)| *weight)) * 100.0 / all
    } else {
        0.0
    }
}

fn listed(known: &[Known], unknown: f64) -> Vec<CriterionShare> {
    let known = known.iter().map(|one| CriterionShare {
        criterion: Some(one.criterion),
        share: one.share,
    });
    let rest = (unknown > 0.0).then_some(CriterionShare {
        criterion: None,
        share: unknown,
    });
    known.chain(rest).collect()
}

fn confidence(known: &[Known], unknown: f64) -> f64 {
    let share = |position: usize| known.get(position).map_or(0.0, |one| one.share / 100.0);
    (share(0) - share(1)) * (1.0 - unknown / 100.0)
}

/// Step 8: share of the units below level 2 with a dotted line to another criterion; none if there are no such units.
fn dotted(reading: &Reading<'_>) -> Option<f64> {
    let below: Vec<usize> = reading
        .below_root()
        .filter(|unit| *unit != reading.root && !reading.is_top(*unit))
        .collect();
    let crossing = below.iter().filter(|unit| crosses(reading, **unit)).count();
    (!below.is_empty()).then(|| crossing as f64 * 100.0 / below.len() as f64)
}

fn crosses(reading: &Reading<'_>, unit: usize) -> bool {
    let criterion = |unit: usize| {
        let core = reading.core_of(unit)?;
        reading.criterion(core).map(|one| one.value)
    };
    let other = reading.chart.second_parent(unit).and_then(criterion);
    match (criterion(unit), other) {
        (Some(own), Some(other)) => own != other,
        _ => false,
    }
}

/// Thresholds have a tolerance of one epsilon, as in rules.
fn at_least(value: f64, limit: f64) -> bool {
    value >= limit - limit.abs() * f64::EPSILON
}

fn exceeds(value: f64, limit: f64) -> bool {
    !at_least(limit, value)
}

fn pair(key: &str, first: &Known, second: &Known) -> Reason {
    Reason::new(key)
        .with("criterion", first.criterion.id())
        .with("share", first.share)
        .with("second_criterion", second.criterion.id())
        .with("second_share", second.share)
}

fn ask(reading: &Reading<'_>, unknown: f64) -> Reason {
    Reason::new("chart.reason.unknown")
        .with("share", unknown)
        .with("limit", reading.rules.limits.unknown_share)
        .with(
            "units",
            core_names(reading, |unit| reading.criterion(unit).is_none()),
        )
}

fn weights(reading: &Reading<'_>) -> Option<Reason> {
    let missing = |unit: usize| reading.headcount(unit).is_none();
    if reading.core.iter().any(|unit| missing(*unit)) {
        let units = core_names(reading, missing);
        return Some(Reason::new("chart.reason.equal_weights").with("units", units));
    }
    let mut core = reading.core.iter();
    let empty = core.all(|unit| reading.headcount(*unit).is_some_and(|count| count <= 0.0));
    (empty && !reading.core.is_empty()).then(|| Reason::new("chart.reason.no_headcount"))
}

fn guessed(reading: &Reading<'_>) -> Option<Reason> {
    let guess = |unit: usize| reading.criterion(unit).is_some_and(|one| one.guessed);
    let any = reading.core.iter().any(|unit| guess(*unit));
    any.then(|| Reason::new("chart.reason.guessed").with("units", core_names(reading, guess)))
}

/// Why two criteria of some size are no matrix.
fn few_dotted(reading: &Reading<'_>, known: &[Known], dotted: Option<f64>) -> Option<Reason> {
    let limits = &reading.rules.limits;
    let second = known
        .get(1)
        .filter(|one| at_least(one.share, limits.matrix_share));
    second.map(|_| {
        Reason::new("chart.reason.few_dotted")
            .with("dotted", dotted.unwrap_or_default())
            .with("limit", limits.matrix_dotted)
    })
}

fn core_names(reading: &Reading<'_>, which: impl Fn(usize) -> bool) -> crate::model::Value {
    let units = reading.core.iter().filter(|unit| which(**unit));
    let units: Vec<UnitRef> = units.map(|unit| reading.unit_ref(*unit)).collect();
    names(units.iter())
}

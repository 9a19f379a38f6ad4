//! ABC classes by revenue and by DB II (domain 2.3).

use super::compare::{falling, reaches};
use super::{Company, Whole};
use crate::model::{AbcClass, CustomerGroup};
use crate::pack::parameters::Concentration;

/// What is 100 % of DB II: the company's average on its revenue, else the sum of a complete list in which
/// every group states it.
pub(super) fn db2_base(company: &Company, groups: &[CustomerGroup], whole: &Whole) -> Option<f64> {
    if let Some(average) = company.avg_db2_pct {
        return Some(average / 100.0 * whole.total);
    }
    if whole.rest > 0.0 {
        return None;
    }
    groups.iter().map(|group| group.db2).sum()
}

/// Gives each group its classes. The groups stand by revenue.
pub(super) fn classify(
    groups: &mut [CustomerGroup],
    total: f64,
    base: Option<f64>,
    cuts: &Concentration,
) {
    let mut before = 0.0;
    for group in groups.iter_mut() {
        group.abc_revenue = class(before / total * 100.0, cuts);
        before += group.revenue;
    }
    let Some(base) = base.filter(|base| *base > 0.0) else {
        return;
    };
    let mut order: Vec<(usize, f64)> = groups
        .iter()
        .enumerate()
        .filter_map(|(index, group)| Some((index, group.db2?)))
        .collect();
    order.sort_by(|a, b| falling(a.1, b.1));
    let mut before = 0.0;
    for (index, db2) in order {
        if let Some(group) = groups.get_mut(index) {
            group.abc_db2 = Some(match db2 > 0.0 {
                true => class(before / base * 100.0, cuts),
                false => AbcClass::C,
            });
        }
        before += db2;
    }
}

/// The class of a customer before which this share, in percent, is reached.
fn class(before: f64, cuts: &Concentration) -> AbcClass {
    if !reaches(before, cuts.abc_a_below.value) {
        return AbcClass::A;
    }
    match reaches(before, cuts.abc_b_below.value) {
        false => AbcClass::B,
        true => AbcClass::C,
    }
}

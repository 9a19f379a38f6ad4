//! How much hangs on one customer, and what its loss would do (domain 2.8).

use super::compare::reaches;
use super::{Company, Whole};
use crate::model::{CustomerGroup, Dependence, Id};
use crate::pack::Parameters;
use crate::pack::parameters;

/// The groups stand by revenue.
pub(super) fn measure(
    groups: &[CustomerGroup],
    company: &Company,
    db2_base: Option<f64>,
    whole: &Whole,
    parameters: &Parameters,
) -> Dependence {
    let bands = &parameters.dependence;
    let revenue = groups.first().map_or(0.0, |group| group.revenue);
    let revenue_share = whole.share(revenue);
    let db2_share = db2_base
        .filter(|base| *base > 0.0)
        .zip(groups.iter().filter_map(|group| group.db2).reduce(f64::max))
        .map(|(base, db2)| db2 / base * 100.0);
    let ranks = (
        band(revenue_share, bands),
        db2_share.map(|share| band(share, bands)),
    );
    let worse = ranks.0.max(ranks.1.unwrap_or(0));
    let id = |rank: usize| -> Id {
        bands
            .bands
            .get(rank)
            .map_or_else(Id::default, |band| band.id.clone())
    };
    Dependence {
        revenue_share,
        revenue_band: id(ranks.0),
        db2_share,
        db2_band: ranks.1.map(id),
        band: id(worse),
        dependent: bands
            .rank(&bands.dependent_from)
            .is_some_and(|from| worse >= from),
        ebit_without_largest: ebit_without(1, groups, company, whole),
        ebit_without_top3: ebit_without(3, groups, company, whole),
    }
}

/// The band of a share in percent, and whether the company depends on that customer. Without accounts,
/// `largest_account_share` stands in (domain 5.5, M8).
pub fn band_of(share: f64, parameters: &Parameters) -> (Id, bool) {
    let bands = &parameters.dependence;
    let rank = band(share, bands);
    (
        bands
            .bands
            .get(rank)
            .map_or_else(Id::default, |band| band.id.clone()),
        bands
            .rank(&bands.dependent_from)
            .is_some_and(|from| rank >= from),
    )
}

/// The band in which a share lies; a limit belongs to the band above it.
fn band(share: f64, bands: &parameters::Dependence) -> usize {
    bands
        .bands
        .iter()
        .rposition(|band| band.from.is_none_or(|from| reaches(share, from)))
        .unwrap_or(0)
}

/// EBIT without the DB II of the largest customers; empty if one of them is not known.
fn ebit_without(
    count: usize,
    groups: &[CustomerGroup],
    company: &Company,
    whole: &Whole,
) -> Option<f64> {
    if groups.len() < count && whole.rest > 0.0 {
        return None;
    }
    let lost: Option<f64> = groups.iter().take(count).map(|group| group.db2).sum();
    Some(company.ebit? - lost?)
}

//! What the accounts say about the organisation, and where it says something else (domain 2.10, 1a).

use super::Company;
use super::compare::{above, reaches};
use crate::error::Place;
use crate::model::{
    Answer, ComputedFact, Concentration, CustomerGroup, Difference, Effort, Fact, Fields, Id,
    Organisation, Portfolio, Provenance, Reason, Value, number,
};
use crate::pack::Parameters;
use crate::pack::parameters;

/// The facts in the order of domain 2.10; an empty one says nothing. The groups stand by revenue.
pub(super) fn computed(
    groups: &[CustomerGroup],
    company: &Company,
    concentration: &Concentration,
    effort: &Effort,
    parameters: &Parameters,
) -> Vec<ComputedFact> {
    let limits = &parameters.facts;
    let candidates: Vec<&CustomerGroup> = groups.iter().filter(|one| one.is_candidate()).collect();
    let interdependent = |group: &CustomerGroup| {
        let stage = parameters
            .stages
            .get(group.relationship_stage.as_deref()?)?;
        Some(stage.interdependent)
    };
    let divisions = divisions_limit(company, limits);
    let crossing = |group: &CustomerGroup| Some(reaches(group.divisions?, divisions));
    let central = |group: &CustomerGroup| Some(&**group.central_purchasing.as_ref()? == "central");
    let all = || candidates.iter().copied();
    let largest = groups.iter().take(limits.largest_groups.value as usize);
    let facts = [
        ("top10_revenue_share", Some(concentration.cr10.share)),
        ("largest_account_share", Some(concentration.cr1.share)),
        ("ka_candidate_count", Some(candidates.len() as f64)),
        ("avg_share_of_wallet", share_of_wallet(&candidates)),
        (
            "multi_site_accounts_pct",
            percent(all().map(|one| multi_site(one, limits))),
        ),
        (
            "cross_divisional_accounts_pct",
            percent(all().map(crossing)),
        ),
        ("breakeven_uplift_pct", effort.breakeven_uplift_pct),
        (
            "ka_revenue_share",
            sum(all().map(|group| group.share)).map(|share| share.min(100.0)),
        ),
        (
            "avg_countries_per_ka",
            mean(all().filter_map(|group| group.countries)),
        ),
        (
            "avg_divisions_per_ka",
            mean(all().filter_map(|group| group.divisions)),
        ),
        ("central_purchasing_pct", percent(largest.map(central))),
        (
            "interdependent_accounts_pct",
            percent(all().map(interdependent)),
        ),
    ];
    facts
        .into_iter()
        .map(|(field, value)| ComputedFact {
            field: field.into(),
            value,
        })
        .collect()
}

fn share_of_wallet(candidates: &[&CustomerGroup]) -> Option<f64> {
    let (mut revenue, mut wallet) = (0.0, 0.0);
    for group in candidates {
        if let Some(own) = group.wallet.filter(|wallet| *wallet > 0.0) {
            revenue += group.revenue;
            wallet += own;
        }
    }
    (wallet > 0.0).then(|| (revenue / wallet * 100.0).min(100.0))
}

/// One true condition suffices; with none true and one unknown it is unknown.
fn multi_site(group: &CustomerGroup, limits: &parameters::Facts) -> Option<bool> {
    let sites = group.sites.map(|sites| reaches(sites, limits.sites.value));
    let countries = group
        .countries
        .map(|countries| reaches(countries, limits.countries.value));
    match (sites, countries) {
        (Some(true), _) | (_, Some(true)) => Some(true),
        (Some(false), Some(false)) => Some(false),
        _ => None,
    }
}

/// A company without divisions counts departments.
fn divisions_limit(company: &Company, limits: &parameters::Facts) -> f64 {
    match company.n_divisions {
        Some(divisions) if divisions <= 0.0 => limits.departments.value,
        _ => limits.divisions.value,
    }
}

/// Share of those that hold among those of which it is known.
fn percent(known: impl Iterator<Item = Option<bool>>) -> Option<f64> {
    let (mut holding, mut all) = (0.0, 0.0);
    for holds in known.flatten() {
        all += 1.0;
        if holds {
            holding += 1.0;
        }
    }
    (all > 0.0).then(|| holding / all * 100.0)
}

fn mean(numbers: impl Iterator<Item = f64>) -> Option<f64> {
    let numbers: Vec<f64> = numbers.collect();
    let count = numbers.len() as f64;
    sum(numbers.into_iter()).map(|sum| sum / count)
}

fn sum(numbers: impl Iterator<Item = f64>) -> Option<f64> {
    numbers.reduce(|sum, one| sum + one)
}

/// What came of putting the computed facts in the place of the stated ones.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Overwritten {
    /// Stated values that were replaced by another one; those far apart are flag F5.
    pub differences: Vec<Difference>,
    /// Computed values that the field does not allow; there the stated value stays.
    pub warnings: Vec<Reason>,
}

impl Overwritten {
    /// Flag F5 of domain 0.5.
    pub fn is_flagged(&self) -> bool {
        self.differences.iter().any(|one| one.flagged)
    }
}

/// Puts the computed facts into the organisation (domain 0.2). What is not computed stays as it was stated.
///
/// `fields` are those of the organisation, `file` is where the accounts came from.
pub fn overwrite(
    organisation: &mut Organisation,
    fields: &Fields,
    portfolio: &Portfolio,
    parameters: &Parameters,
    file: &str,
) -> Overwritten {
    let limit = parameters.facts.difference.value;
    let mut overwritten = Overwritten::default();
    for fact in &portfolio.computed {
        let Some(value) = fact.value else { continue };
        match put(organisation, fields, (&fact.field, value), limit, file) {
            Ok(difference) => overwritten.differences.extend(difference),
            Err(warning) => overwritten.warnings.push(warning),
        }
    }
    overwritten
}

/// Puts one computed value in the place of what was stated; tells the difference, flagged where it is more than
/// `limit` percent of the computed value. A field that the pack does not have is left alone.
///
/// # Errors
/// A warning where the field does not allow the value; then the stated one stays.
pub fn put(
    organisation: &mut Organisation,
    fields: &Fields,
    (id, computed): (&Id, f64),
    limit: f64,
    file: &str,
) -> Result<Option<Difference>, Reason> {
    let position = fields.position(id);
    let Some((position, field)) = position.and_then(|at| Some((at, fields.at(at)?))) else {
        return Ok(None);
    };
    if field.accept(Value::Number(computed)).is_err() {
        let shown = number::short(computed, 2, crate::model::Lang::En);
        return Err(Reason::new("accounts.warning.out_of_range")
            .with("field", &**id)
            .with("value", shown.as_str())
            .with("allowed", field.allowed()));
    }
    let answer = organisation.answer(position).fact();
    let stated = answer.and_then(|fact| fact.value.as_number());
    let difference = stated
        .filter(|stated| above(*stated, computed) || above(computed, *stated))
        .map(|stated| Difference {
            field: id.clone(),
            stated,
            computed,
            flagged: above((stated - computed).abs() * 100.0, limit * computed.abs()),
        });
    if let Some(answer) = organisation.answers.get_mut(position) {
        *answer = given(computed, Place::file(file).of_field(&**id));
    }
    Ok(difference)
}

fn given(value: f64, place: Place) -> Answer {
    Answer::Given(Box::new(Fact {
        value: Value::Number(value),
        grade: None,
        provenance: Provenance {
            source: Some(place.file.clone()),
            place,
            ..Provenance::default()
        },
    }))
}

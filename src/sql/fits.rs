//! Factors and how well each option fits: the effect table as sums (domain 4.4).

use super::expr::Sql;
use super::lower::call;
use super::scores::total;
use super::slots::Slots;
use super::steps::Steps;
use crate::pack::{Pack, PlacementData, Role};
use crate::rules::Program;

/// The bucket of one factor.
pub(super) struct Factor<'p> {
    id: &'p str,
    structural: bool,
    /// NULL where it is unknown.
    bucket: Sql,
}

/// How well an option fits as target and as entry; NULL where nothing says so.
#[derive(Clone)]
pub(super) struct Fit {
    pub(super) target: Sql,
    pub(super) entry: Sql,
}

/// Puts the organisation into a bucket of each factor.
pub(super) fn factors<'p>(
    steps: &mut Steps,
    slots: &mut Slots<'_>,
    pack: &'p Pack,
    program: &Program,
) -> Vec<Factor<'p>> {
    steps.phase("factors");
    let mut factors = Vec::new();
    for (rule, compiled) in pack.factors.iter().zip(&program.factors) {
        let Role::Factor(meta) = &rule.role else {
            continue;
        };
        let bucket = call(steps, rule, compiled, slots);
        let bucket = steps.keep(&format!("p_{}", rule.id), bucket);
        slots.publish(&format!("factors.{}", rule.id), Some(bucket.clone()));
        factors.push(Factor {
            id: &rule.id,
            structural: meta.structural,
            bucket,
        });
    }
    factors
}

/// Whether enough factors are known to name a target.
pub(super) fn enough(steps: &mut Steps, data: &PlacementData, factors: &[Factor<'_>]) -> Sql {
    let needed = data.decision.factors_needed;
    if factors.is_empty() {
        return Sql::flag(needed == 0);
    }
    let counted = factors.iter().map(|factor| {
        let text = format!(
            "CASE WHEN {} IS NOT NULL THEN 1 ELSE 0 END",
            factor.bucket.text
        );
        Sql::of(text, [&factor.bucket]).sure(true)
    });
    let known = Sql::joined(&counted.collect::<Vec<_>>(), " + ");
    let known = steps.keep("p_known", known);
    let enough = Sql::of(format!("({} >= {needed})", known.text), [&known]).sure(true);
    steps.keep("p_enough", enough)
}

/// The fit of each option from the effect table.
pub(super) fn by_effects(
    steps: &mut Steps,
    data: &PlacementData,
    factors: &[Factor<'_>],
) -> Vec<Fit> {
    let target_weight = weights(steps, data, factors, true);
    let entry_weight = weights(steps, data, factors, false);
    let mut fits = Vec::new();
    for (index, option) in data.options.iter().enumerate() {
        let mut fit = |structural: bool, weight: &Sql, name: &str| {
            let terms: Vec<Sql> = counted(factors, structural)
                .map(|factor| effect(steps, data, factor, index))
                .collect();
            let sum = total(steps, &terms);
            let sum = steps.keep(&format!("p_{}_effects", option.id), sum);
            let fit = scaled(steps, data, &sum, weight);
            steps.keep(&format!("p_{}_{name}", option.id), fit)
        };
        fits.push(Fit {
            target: fit(true, &target_weight, "target"),
            entry: fit(false, &entry_weight, "entry"),
        });
    }
    fits
}

fn counted<'f, 'p>(
    factors: &'f [Factor<'p>],
    structural: bool,
) -> impl Iterator<Item = &'f Factor<'p>> {
    factors
        .iter()
        .filter(move |factor| factor.structural || !structural)
}

/// 50 + 50 × effects ÷ (largest effect × weights); NULL where no factor is known.
fn scaled(steps: &Steps, data: &PlacementData, effects: &Sql, weights: &Sql) -> Sql {
    let fifty = steps.number(50.0).text;
    let largest = steps.number(data.decision.largest_effect).text;
    let base = format!("({largest} * {})", weights.text);
    let text = format!(
        "CASE WHEN {base} > 0 THEN {fifty} + {fifty} * {} / {base} END",
        effects.text
    );
    Sql::of(text, [effects, weights])
}

/// Sum of the weights of the factors that are in a row of the table.
fn weights(
    steps: &mut Steps,
    data: &PlacementData,
    factors: &[Factor<'_>],
    structural: bool,
) -> Sql {
    let mut terms = Vec::new();
    for factor in counted(factors, structural) {
        let rows = data.rows(factor.id).map(|row| (&*row.bucket, row.weight));
        terms.push(of_bucket(steps, factor, rows));
    }
    let sum = total(steps, &terms);
    steps.keep("p_weights", sum)
}

/// What a factor adds for an option: weight × effect of its row.
fn effect(steps: &mut Steps, data: &PlacementData, factor: &Factor<'_>, option: usize) -> Sql {
    let rows = data.rows(factor.id).map(|row| {
        let effect = row.effects.get(option).copied().unwrap_or(0.0);
        (&*row.bucket, row.weight * effect)
    });
    let term = of_bucket(steps, factor, rows);
    steps.keep(&format!("p_{}_effect", factor.id), term)
}

/// The number of a factor's bucket, 0 where it is in none. Buckets with the same number share a branch.
fn of_bucket<'r>(
    steps: &mut Steps,
    factor: &Factor<'_>,
    rows: impl Iterator<Item = (&'r str, f64)>,
) -> Sql {
    let mut branches: Vec<(f64, Vec<String>)> = Vec::new();
    for (bucket, number) in rows {
        let bucket = steps.word(bucket).text;
        match branches
            .iter_mut()
            .find(|(known, _)| known.total_cmp(&number).is_eq())
        {
            Some((_, buckets)) => buckets.push(bucket),
            None => branches.push((number, vec![bucket])),
        }
    }
    let branches = branches.into_iter().map(|(number, buckets)| {
        let is = format!("{} IN ({})", factor.bucket.text, buckets.join(", "));
        (Sql::of(is, [&factor.bucket]), steps.number(number))
    });
    let branches: Vec<(Sql, Sql)> = branches.collect();
    let zero = steps.number(0.0);
    match branches.is_empty() {
        true => zero,
        false => Sql::case(&branches, Some(&zero)).sure(true),
    }
}

/// The fit of each option from its own script, for target and entry alike.
pub(super) fn by_scripts(
    steps: &mut Steps,
    slots: &mut Slots<'_>,
    pack: &Pack,
    program: &Program,
) -> Vec<Fit> {
    let mut fits = Vec::new();
    for (rule, compiled) in pack.options.iter().zip(&program.options) {
        let word = steps.word(&rule.id);
        slots.publish("option", Some(word));
        let points = call(steps, rule, compiled, slots);
        let points = steps.keep(&format!("p_{}_points", rule.id), points);
        let scored = Sql::of(format!("{} >= 0", points.text), [&points]);
        let fit = Sql::only_if(&scored, &points);
        let fit = steps.keep(&format!("p_{}_target", rule.id), fit);
        fits.push(Fit {
            target: fit.clone(),
            entry: fit,
        });
    }
    slots.publish("option", None);
    fits
}

//! Dimensions to indexes, and what later rules read of both.

use super::expr::Sql;
use super::scores::{Dimension, ratio, total};
use super::slots::Slots;
use super::steps::Steps;
use crate::model::Id;
use crate::pack::Manifest;
use crate::rules::Compare;

/// Above every score; stands for a dimension that does not apply.
const BEYOND: f64 = 1000.0;

/// The columns of one index.
pub(super) struct Index {
    pub(super) id: Id,
    pub(super) score: Sql,
    pub(super) low: Sql,
    pub(super) high: Sql,
    pub(super) coverage: Sql,
}

pub(super) fn indexes(
    steps: &mut Steps,
    manifest: &Manifest,
    dimensions: &[Dimension],
) -> Vec<Index> {
    steps.phase("indexes");
    let mut all = Vec::new();
    for declared in &manifest.indexes {
        let own: Vec<&Dimension> = dimensions
            .iter()
            .filter(|one| one.index == declared.id)
            .collect();
        let mut mean = |name: &str, value: fn(&Dimension) -> &Sql| {
            let parts: Vec<(f64, &Sql)> = own.iter().map(|one| (one.weight, value(one))).collect();
            let mean = weighted(steps, &parts);
            steps.keep(&format!("i_{}_{name}", declared.id), mean)
        };
        all.push(Index {
            id: declared.id.clone(),
            score: mean("score", |one| &one.score),
            low: mean("low", |one| &one.low),
            high: mean("high", |one| &one.high),
            coverage: mean("coverage", |one| &one.coverage),
        });
    }
    all
}

/// Weighted mean over the parts that have a value; NULL if none has.
fn weighted(steps: &mut Steps, parts: &[(f64, &Sql)]) -> Sql {
    let zero = steps.number(0.0);
    let mut term = |of_value: bool| {
        let terms: Vec<Sql> = parts
            .iter()
            .map(|(weight, value)| {
                let weight = steps.number(*weight);
                let product = Sql::of(format!("{} * {}", weight.text, value.text), [*value]);
                let counted = if of_value { product } else { weight };
                match value.total {
                    true => Sql::of(format!("({})", counted.text), [&counted]).sure(true),
                    false => Sql::case(&[(value.known(), counted)], Some(&zero)).sure(true),
                }
            })
            .collect();
        let sum = total(steps, &terms);
        steps.keep("i_sum", sum)
    };
    let [sum, weights] = [term(true), term(false)];
    let mean = ratio(&sum, &weights);
    mean.sure(parts.iter().any(|(_, value)| value.total))
}

/// Publishes what gates and later rules read: indexes, dimensions, the lowest of them, the level by the index alone.
pub(super) fn publish(
    steps: &mut Steps,
    slots: &mut Slots<'_>,
    manifest: &Manifest,
    dimensions: &[Dimension],
    indexes: &[Index],
) {
    for index in indexes {
        slots.publish(&index.id, Some(index.score.clone()));
    }
    for dimension in dimensions {
        let name = format!("scores.{}", dimension.id);
        slots.publish(&name, Some(dimension.score.clone()));
    }
    let leading: Vec<&Dimension> = dimensions
        .iter()
        .filter(|one| one.index == manifest.levels.index)
        .collect();
    let lowest = lowest(steps, &leading);
    slots.publish("lowest_dimension", Some(lowest));
    let score = indexes
        .iter()
        .find(|index| index.id == manifest.levels.index)
        .map(|index| index.score.clone());
    let raw = score.map(|score| raw_level(steps, manifest, &score));
    slots.publish("raw_level", raw);
}

/// The lowest score of those that apply; NULL if one of them has none.
fn lowest(steps: &mut Steps, dimensions: &[&Dimension]) -> Sql {
    let beyond = steps.number(BEYOND);
    let mut scores = Vec::new();
    for one in dimensions {
        let aside = [(one.not_applicable.clone(), beyond.clone())];
        let score = Sql::case(&aside, Some(&one.score));
        scores.push(steps.keep("d_lowest", score));
    }
    let known: Vec<Sql> = scores.iter().map(Sql::known).collect();
    let least = Sql::least(&scores);
    let lowest = Sql::only_if(&Sql::joined(&known, " AND "), &least);
    let lowest = steps.keep("d_lowest", lowest);
    let applies = steps.compare(Compare::Less, lowest.clone(), beyond);
    let lowest = Sql::only_if(&applies, &lowest);
    steps.keep("d_lowest", lowest)
}

/// The highest level whose limit the score reaches.
fn raw_level(steps: &mut Steps, manifest: &Manifest, score: &Sql) -> Sql {
    let mut branches = Vec::new();
    for step in manifest.levels.steps.iter().rev() {
        if let Some(from) = step.from {
            let from = steps.number(from);
            let reached = steps.reaches(score.clone(), from);
            branches.push((reached, steps.word(&step.id)));
        }
    }
    let level = Sql::case(&branches, None);
    steps.keep("l_raw", level)
}

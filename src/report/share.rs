//! What each part gives to the whole.

use crate::model::{Assessment, DimensionScore, Finding, number};

/// What each dimension gives to its index, in tenths that add up; none for those that give nothing.
pub(super) fn contributions(own: &[&DimensionScore]) -> Vec<Option<f64>> {
    let known = own.iter().filter(|one| one.spread.score.is_some());
    let base: f64 = known.map(|one| one.weight).sum();
    let exact: Vec<f64> = own
        .iter()
        .map(|one| {
            one.spread
                .score
                .map_or(0.0, |score| one.weight * score / base)
        })
        .collect();
    own.iter()
        .zip(number::adding_up(&exact, 1))
        .map(|(one, part)| one.spread.score.map(|_| part))
        .collect()
}

/// The rule's share of its index, over what is known.
pub(super) fn share(assessment: &Assessment, finding: &Finding) -> Option<f64> {
    let dimension = assessment
        .dimensions
        .iter()
        .find(|one| one.id == finding.dimension)?;
    let known =
        |one: &&Finding| one.dimension == finding.dimension && one.outcome.points().is_some();
    let rules: f64 = assessment
        .findings
        .iter()
        .filter(known)
        .map(|one| one.weight)
        .sum();
    let peers = assessment
        .dimensions
        .iter()
        .filter(|one| one.index == dimension.index);
    let dimensions: f64 = peers
        .filter(|one| one.spread.score.is_some())
        .map(|one| one.weight)
        .sum();
    Some(finding.weight / rules * dimension.weight / dimensions)
}

/// Whether the rule counts for the leading index, the last one. Only there is a low score a loss: a low need costs
/// nobody anything.
pub(super) fn leads(assessment: &Assessment, finding: &Finding) -> bool {
    let leading = assessment.leading().map(|index| &index.id);
    let mut dimensions = assessment.dimensions.iter();
    dimensions.any(|one| one.id == finding.dimension && Some(&one.index) == leading)
}

/// Points of the index that a rule leaves on the table.
pub(super) fn loss(assessment: &Assessment, finding: &Finding) -> Option<f64> {
    let points = finding.outcome.points()?;
    Some(share(assessment, finding)? * (100.0 - points))
}

/// Which headline fits: good from 80 points, poor below 50, the plain title between.
pub(super) fn headline(finding: &Finding) -> &'static str {
    match finding.outcome.points() {
        Some(points) if points >= 80.0 => "good",
        Some(points) if points < 50.0 => "poor",
        _ => "title",
    }
}

/// Rules with at least 80 points, those that carry most first.
pub(super) fn strongest(assessment: &Assessment) -> Vec<&Finding> {
    let mut good: Vec<(&Finding, f64)> = assessment
        .findings
        .iter()
        .filter(|finding| leads(assessment, finding) && headline(finding) == "good")
        .filter_map(|finding| Some((finding, share(assessment, finding)?)))
        .collect();
    good.sort_by(|a, b| b.1.total_cmp(&a.1));
    good.into_iter().map(|(finding, _)| finding).collect()
}

/// The rules that cost most, the costliest first.
pub(super) fn hindering(one: &Assessment) -> Vec<&Finding> {
    let own = |finding: &&Finding| headline(finding) != "good" && leads(one, finding);
    let mut costly: Vec<(&Finding, f64)> = one
        .findings
        .iter()
        .filter(own)
        .filter_map(|finding| Some((finding, loss(one, finding)?)))
        .collect();
    costly.sort_by(|a, b| b.1.total_cmp(&a.1));
    costly.into_iter().map(|(finding, _)| finding).collect()
}

//! The four XCCDF scoring models over the rules of an index (NISTIR 7275 r4, section 7.3 and table 40), for rules that
//! give 0 to 100 points instead of pass and fail.
//!
//! What is not applicable does not count, as there. What is unknown or failed does not count towards the score, and
//! opens a range: `low` takes it as 0 points, `high` as 100.

use serde::Serialize;

use crate::model::{Assessment, Finding, Id, Outcome, number, six_decimals_or_null};
use crate::pack::{Aggregation, Index, Pack};

/// One scoring model over one index.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Aggregated {
    pub index: Id,
    pub aggregation: Aggregation,
    /// None where no rule counts.
    #[serde(serialize_with = "six_decimals_or_null")]
    pub score: Option<f64>,
    #[serde(serialize_with = "six_decimals_or_null")]
    pub low: Option<f64>,
    #[serde(serialize_with = "six_decimals_or_null")]
    pub high: Option<f64>,
    /// The most that the rules which count for `score` can give.
    #[serde(serialize_with = "six_decimals_or_null")]
    pub maximum: Option<f64>,
}

/// Those that the pack asks for, in its order.
pub fn aggregated(pack: &Pack, one: &Assessment) -> Vec<Aggregated> {
    let asked = pack.manifest.indexes.iter().flat_map(|index| {
        let ways = index.aggregations.iter();
        ways.map(move |way| (index, *way))
    });
    asked
        .map(|(index, way)| of_index(pack, one, index, way))
        .collect()
}

fn of_index(pack: &Pack, one: &Assessment, index: &Index, way: Aggregation) -> Aggregated {
    if way == Aggregation::Default {
        let spread = one.index(&index.id).map(|index| index.spread);
        let bare = spread.unwrap_or_default();
        return Aggregated {
            index: index.id.clone(),
            aggregation: way,
            score: bare.score,
            low: bare.low,
            high: bare.high,
            maximum: bare.score.map(|_| 100.0),
        };
    }
    let own = |finding: &&Finding| {
        let dimension = pack.manifest.dimension(&finding.dimension);
        dimension.is_some_and(|dimension| dimension.index == index.id)
    };
    let findings: Vec<&Finding> = one.findings.iter().filter(own).collect();
    let score = |open: Option<f64>| flat(&findings, way, open);
    let (low, high) = (score(Some(0.0)), score(Some(100.0)));
    let (score, maximum) = (score(None), flat_maximum(&findings, way));
    Aggregated {
        index: index.id.clone(),
        aggregation: way,
        score,
        low,
        high,
        maximum,
    }
}

/// Points of a finding that counts; `open` stands for what is unknown or failed.
fn points(finding: &Finding, open: Option<f64>) -> Option<f64> {
    match &finding.outcome {
        Outcome::Scored(points) => Some(*points),
        Outcome::Unknown(_) | Outcome::Failed(_) => open,
        Outcome::NotApplicable => None,
    }
}

fn flat(findings: &[&Finding], way: Aggregation, open: Option<f64>) -> Option<f64> {
    let counted: Vec<(f64, f64)> = findings
        .iter()
        .filter_map(|finding| Some((weight(finding, way), points(finding, open)?)))
        .collect();
    if counted.is_empty() {
        return None;
    }
    Some(match way {
        Aggregation::Absolute => {
            let full = counted
                .iter()
                .all(|(_, points)| number::reaches(*points, 100.0));
            f64::from(u8::from(full))
        }
        _ => counted
            .iter()
            .map(|(weight, points)| weight * points / 100.0)
            .sum(),
    })
}

fn flat_maximum(findings: &[&Finding], way: Aggregation) -> Option<f64> {
    let scored = findings
        .iter()
        .filter(|finding| points(finding, None).is_some());
    let weights: Vec<f64> = scored.map(|finding| weight(finding, way)).collect();
    match (weights.is_empty(), way) {
        (true, _) => None,
        (false, Aggregation::Absolute) => Some(1.0),
        (false, _) => Some(weights.iter().sum()),
    }
}

fn weight(finding: &Finding, way: Aggregation) -> f64 {
    match way {
        Aggregation::FlatUnweighted => 1.0,
        _ => finding.weight,
    }
}

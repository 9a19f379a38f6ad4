//! Reason codes: what each rule loses against a baseline, ranked, as a PMML 4.4 Scorecard ranks its characteristics.
//!
//! A rule's part is its share in the index times the distance between its points and the baseline's. The parts of all
//! rules add up to the distance between the index and the index of the baseline.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::model::{Assessment, Finding, Id, Outcome, six_decimals, six_decimals_or_null};
use crate::pack::{Pack, Role, Rule};

/// What a rule is measured against, in points of the rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum BaselineMethod {
    /// 100, the best that a rule can give.
    Max,
    /// 0, the least.
    Min,
    /// The mean over the organisations that were read, as far as the rule gives them points.
    Mean,
    /// `neutral` of the rule; 50 where it says nothing.
    Neutral,
}

/// Which way is a reason (PMML: `reasonCodeAlgorithm`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Algorithm {
    /// Baseline − points: why a score is low.
    #[serde(rename = "pointsBelow")]
    PointsBelow,
    /// Points − baseline: why it is high.
    #[serde(rename = "pointsAbove")]
    PointsAbove,
}

/// Points of the baseline, by rule.
pub type Baseline = BTreeMap<Id, f64>;

/// One rule as a reason.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ReasonCode {
    pub rank: usize,
    pub rule: Id,
    pub dimension: Id,
    #[serde(serialize_with = "six_decimals")]
    pub points: f64,
    #[serde(serialize_with = "six_decimals")]
    pub baseline: f64,
    /// What the distance is worth in the index, in points of the index; below zero where it speaks the other way.
    #[serde(serialize_with = "six_decimals")]
    pub part: f64,
}

/// The reasons of one index of one organisation.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct IndexReasons {
    pub index: Id,
    #[serde(serialize_with = "six_decimals_or_null")]
    pub score: Option<f64>,
    /// The index of an organisation whose rules all stand at the baseline, with the same rules known.
    #[serde(serialize_with = "six_decimals_or_null")]
    pub baseline: Option<f64>,
    /// Baseline − score, or score − baseline: the parts of all rules add up to it.
    #[serde(serialize_with = "six_decimals_or_null")]
    pub distance: Option<f64>,
    /// The first so many, by rank.
    pub reasons: Vec<ReasonCode>,
    /// Rules that give no points because an answer is missing; they are no reasons, and open.
    pub open: Vec<Id>,
}

/// What rules are measured against; `all` are the organisations of the mean.
pub fn baseline(pack: &Pack, method: BaselineMethod, all: &[Assessment]) -> Baseline {
    let points = |rule: &Rule| match (method, &rule.role) {
        (BaselineMethod::Max, _) => Some(100.0),
        (BaselineMethod::Min, _) => Some(0.0),
        (BaselineMethod::Neutral, Role::Score(score)) => Some(score.neutral.unwrap_or(50.0)),
        (BaselineMethod::Neutral, _) => None,
        (BaselineMethod::Mean, _) => mean(&rule.id, all),
    };
    let rules = pack.rules.iter();
    rules
        .filter_map(|rule| Some((rule.id.clone(), points(rule)?)))
        .collect()
}

fn mean(rule: &Id, all: &[Assessment]) -> Option<f64> {
    let findings = all.iter().flat_map(|one| &one.findings);
    let points: Vec<f64> = findings
        .filter(|finding| finding.rule == *rule)
        .filter_map(|finding| finding.outcome.points())
        .collect();
    (!points.is_empty()).then(|| points.iter().sum::<f64>() / points.len() as f64)
}

/// The first `top` reasons of each index, in the order of the pack.
pub fn reasons(
    pack: &Pack,
    one: &Assessment,
    baseline: &Baseline,
    algorithm: Algorithm,
    top: usize,
) -> Vec<IndexReasons> {
    let indexes = pack.manifest.indexes.iter();
    indexes
        .map(|index| {
            let of_index = Ranking {
                pack,
                one,
                index: &index.id,
                baseline,
                algorithm,
            };
            of_index.told(top)
        })
        .collect()
}

struct Ranking<'a> {
    pack: &'a Pack,
    one: &'a Assessment,
    index: &'a Id,
    baseline: &'a Baseline,
    algorithm: Algorithm,
}

impl Ranking<'_> {
    fn told(&self, top: usize) -> IndexReasons {
        let mut reasons = self.parts();
        let distance: f64 = reasons.iter().map(|one| one.part).sum();
        // A stable sort leaves ties in the order of the rules.
        reasons.sort_by(|a, b| b.part.total_cmp(&a.part));
        for (place, reason) in reasons.iter_mut().enumerate() {
            reason.rank = place + 1;
        }
        reasons.truncate(top);
        let score = self
            .one
            .index(self.index)
            .and_then(|index| index.spread.score);
        let signed = match self.algorithm {
            Algorithm::PointsBelow => distance,
            Algorithm::PointsAbove => -distance,
        };
        IndexReasons {
            index: self.index.clone(),
            score,
            baseline: score.map(|score| score + signed),
            distance: score.map(|_| distance),
            reasons,
            open: self.open(),
        }
    }

    fn findings(&self) -> impl Iterator<Item = &Finding> {
        self.one.findings.iter().filter(|finding| {
            let dimension = self.pack.manifest.dimension(&finding.dimension);
            dimension.is_some_and(|dimension| dimension.index == *self.index)
        })
    }

    /// In the order of the rules.
    fn parts(&self) -> Vec<ReasonCode> {
        let scored = self.one.dimensions.iter();
        let scored = scored.filter(|one| one.index == *self.index && one.spread.score.is_some());
        let all: f64 = scored.clone().map(|one| one.weight).sum();
        let mut reasons = Vec::new();
        for dimension in scored {
            let own = || {
                self.findings()
                    .filter(|finding| finding.dimension == dimension.id)
            };
            let counted = own().filter(|finding| finding.outcome.points().is_some());
            let weights: f64 = counted.map(|finding| finding.weight).sum();
            let share = dimension.weight / all / weights;
            reasons.extend(own().filter_map(|finding| self.reason(finding, share)));
        }
        reasons
    }

    /// `share` is what one unit of a rule's weight is worth in the index.
    fn reason(&self, finding: &Finding, share: f64) -> Option<ReasonCode> {
        let points = finding.outcome.points()?;
        let baseline = *self.baseline.get(&finding.rule)?;
        let distance = match self.algorithm {
            Algorithm::PointsBelow => baseline - points,
            Algorithm::PointsAbove => points - baseline,
        };
        Some(ReasonCode {
            rank: 0,
            rule: finding.rule.clone(),
            dimension: finding.dimension.clone(),
            points,
            baseline,
            part: share * finding.weight * distance,
        })
    }

    fn open(&self) -> Vec<Id> {
        let open = |finding: &&Finding| {
            matches!(finding.outcome, Outcome::Unknown(_) | Outcome::Failed(_))
        };
        self.findings()
            .filter(open)
            .map(|finding| finding.rule.clone())
            .collect()
    }
}

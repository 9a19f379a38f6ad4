//! Findings to dimensions, indexes, ranges, coverage and level. Arithmetic only (domain 0.3–0.6).
//!
//! Sums run in the order of rules and dimensions, so that the same facts give the same bytes.

use crate::model::number::reaches;
use crate::model::{
    Answer, BareRanges, DimensionScore, Finding, Grade, Id, IndexScore, Level, LevelStep,
    Organisation, Outcome, Range, Spread,
};

/// How missing answers and evidence are counted; from the pack's manifest.
#[derive(Debug, Clone, Copy)]
pub struct Counting {
    pub plausible: Range,
    /// Least coverage in percent for a dimension to be judged.
    pub dimension_coverage: f64,
    /// Least coverage in percent of the level's index for a level to be given.
    pub level_coverage: f64,
}

/// One dimension and its place in an index.
#[derive(Debug, Clone)]
pub struct DimensionWeight {
    pub id: Id,
    pub index: Id,
    pub weight: f64,
}

/// Half-width of the facts that a rule read: the widest one; none if no fact has a grade.
pub fn half_width(
    organisation: &Organisation,
    fields: impl Iterator<Item = usize>,
    width: impl Fn(Grade) -> f64,
) -> Option<f64> {
    fields
        .filter_map(|field| match organisation.answer(field) {
            Answer::Given(fact) => fact.grade.map(&width),
            _ => None,
        })
        .reduce(f64::max)
}

/// All dimensions from the findings, which stand together by dimension.
pub fn dimensions(
    weights: &[DimensionWeight],
    findings: &[Finding],
    counting: &Counting,
) -> Vec<DimensionScore> {
    let mut sums = vec![Sums::default(); weights.len()];
    for own in findings.chunk_by(|a, b| a.dimension == b.dimension) {
        let dimension = own.first().map(|one| &one.dimension);
        let place = weights.iter().position(|one| Some(&one.id) == dimension);
        if let Some(sums) = place.and_then(|place| sums.get_mut(place)) {
            own.iter().for_each(|finding| sums.add(finding));
        }
    }
    let sums = sums.iter().map(|sums| sums.judged(counting));
    weights.iter().zip(sums).map(dimension).collect()
}

fn dimension((weight, judged): (&DimensionWeight, Judged)) -> DimensionScore {
    DimensionScore {
        id: weight.id.clone(),
        index: weight.index.clone(),
        weight: weight.weight,
        spread: judged.spread,
        bare: judged.bare,
        assessable: judged.assessable,
        not_applicable: judged.not_applicable,
    }
}

/// What the sums of a dimension say about it.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Judged {
    pub spread: Spread,
    /// Before the evidence widens the ranges.
    pub bare: BareRanges,
    pub assessable: bool,
    pub not_applicable: bool,
}

/// Weights and weighted points of one dimension's findings, in the order of its rules.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Sums {
    pub total: f64,
    pub known: f64,
    /// Unknown or failed.
    pub open: f64,
    pub points: f64,
    /// Half-widths of the evidence, and the weight of what has none.
    pub widths: f64,
    pub ungraded: f64,
}

impl Sums {
    fn add(&mut self, finding: &Finding) {
        let weight = finding.weight;
        self.total += weight;
        match finding.outcome {
            Outcome::Scored(points) => {
                self.known += weight;
                self.points += weight * points;
                self.widths += weight * finding.half_width.unwrap_or(0.0);
                if finding.half_width.is_none() {
                    self.ungraded += weight;
                }
            }
            Outcome::Unknown(_) | Outcome::Failed(_) => self.open += weight,
            Outcome::NotApplicable => {}
        }
    }

    /// The scores that the sums stand for.
    pub fn judged(&self, counting: &Counting) -> Judged {
        let bare = self.ranges(counting);
        let spread = self.spread(bare);
        Judged {
            assessable: spread.score.is_some()
                && reaches(spread.coverage, counting.dimension_coverage),
            not_applicable: self.total > 0.0 && self.open + self.known <= 0.0,
            spread,
            bare,
        }
    }

    fn ranges(&self, counting: &Counting) -> BareRanges {
        let base = self.known + self.open;
        if self.open <= 0.0 {
            let known = ratio(self.points, base);
            let nothing_open = range(known, known);
            return BareRanges {
                hard: nothing_open,
                plausible: nothing_open,
            };
        }
        let with_open_at = |points: f64| ratio(self.points + self.open * points, base);
        let between = |low: f64, high: f64| range(with_open_at(low), with_open_at(high));
        BareRanges {
            hard: between(0.0, 100.0),
            plausible: between(counting.plausible.low, counting.plausible.high),
        }
    }

    fn spread(&self, bare: BareRanges) -> Spread {
        let half = ratio(self.widths, self.known + self.open).unwrap_or(0.0);
        spread_of(
            ratio(self.points, self.known),
            bare.widened(half),
            100.0 * ratio(self.total - self.open, self.total).unwrap_or(0.0),
            half,
            100.0 * ratio(self.ungraded, self.known).unwrap_or(0.0),
        )
    }
}

/// One dimension on its way into an index.
#[derive(Debug, Clone, Copy)]
pub struct Part<'d> {
    pub weight: f64,
    pub spread: &'d Spread,
    pub bare: &'d BareRanges,
    pub not_applicable: bool,
}

/// An index from its dimensions.
pub fn index(id: &Id, dimensions: &[DimensionScore]) -> IndexScore {
    let own = dimensions.iter().filter(|one| one.index == *id);
    let parts = own.map(|one| Part {
        weight: one.weight,
        spread: &one.spread,
        bare: &one.bare,
        not_applicable: one.not_applicable,
    });
    IndexScore {
        id: id.clone(),
        spread: index_spread(parts),
        with_waivers: None,
    }
}

fn range(low: Option<f64>, high: Option<f64>) -> Option<Range> {
    Some(Range {
        low: low?,
        high: high?,
    })
}

/// Weighted means over the dimensions that apply. The ranges are widened by the mean half-width, not made of
/// ranges that were widened and clipped before.
pub fn index_spread<'d>(own: impl Iterator<Item = Part<'d>>) -> Spread {
    let mut means = Means::default();
    for part in own {
        means.coverage.add(part.weight, Some(part.spread.coverage));
        if !part.not_applicable {
            means.add(&part);
        }
    }
    means.spread()
}

/// The means of an index, each over the dimensions that have a value for it.
#[derive(Debug, Default)]
struct Means {
    score: Mean,
    hard: MeanRange,
    plausible: MeanRange,
    coverage: Mean,
    half_width: Mean,
    ungraded: Mean,
}

impl Means {
    fn add(&mut self, part: &Part<'_>) {
        let (weight, spread) = (part.weight, part.spread);
        self.score.add(weight, spread.score);
        self.hard.add(weight, part.bare.hard);
        self.plausible.add(weight, part.bare.plausible);
        self.half_width.add(weight, Some(spread.half_width));
        let known = spread.score.map(|_| spread.ungraded);
        self.ungraded.add(weight, known);
    }

    fn spread(&self) -> Spread {
        let bare = BareRanges {
            hard: self.hard.value(),
            plausible: self.plausible.value(),
        };
        let half = self.half_width.value().unwrap_or(0.0);
        spread_of(
            self.score.value(),
            bare.widened(half),
            self.coverage.value().unwrap_or(0.0),
            half,
            self.ungraded.value().unwrap_or(0.0),
        )
    }
}

/// Weighted mean over the parts that have a value; none if none has.
#[derive(Debug, Default)]
struct Mean {
    sum: f64,
    weights: f64,
}

impl Mean {
    fn add(&mut self, weight: f64, value: Option<f64>) {
        if let Some(value) = value {
            self.sum += weight * value;
            self.weights += weight;
        }
    }

    fn value(&self) -> Option<f64> {
        ratio(self.sum, self.weights)
    }
}

#[derive(Debug, Default)]
struct MeanRange {
    low: Mean,
    high: Mean,
}

impl MeanRange {
    fn add(&mut self, weight: f64, range: Option<Range>) {
        self.low.add(weight, range.map(|range| range.low));
        self.high.add(weight, range.map(|range| range.high));
    }

    fn value(&self) -> Option<Range> {
        range(self.low.value(), self.high.value())
    }
}

/// The lowest score of dimensions, each with its score and whether it is not applicable; none if one that
/// applies is unknown.
pub fn lowest(scores: impl Iterator<Item = (Option<f64>, bool)>) -> Option<f64> {
    let mut applying = scores.filter(|(_, not_applicable)| !not_applicable);
    let first = applying.next()?.0;
    applying.fold(first, |lowest, (score, _)| Some(lowest?.min(score?)))
}

fn spread_of(
    score: Option<f64>,
    ranges: BareRanges,
    coverage: f64,
    half_width: f64,
    ungraded: f64,
) -> Spread {
    Spread {
        score,
        low: ranges.hard.map(|range| range.low),
        high: ranges.hard.map(|range| range.high),
        plausible_low: ranges.plausible.map(|range| range.low),
        plausible_high: ranges.plausible.map(|range| range.high),
        coverage,
        half_width,
        ungraded,
    }
}

/// The commonest parts, all and nothing, need no division.
#[expect(clippy::float_cmp, reason = "the same number gives exactly 1")]
fn ratio(part: f64, whole: f64) -> Option<f64> {
    let divided = || match part {
        all if all == whole => 1.0,
        0.0 => 0.0,
        part => part / whole,
    };
    (whole > 0.0).then(divided)
}

/// The highest level whose limit the score reaches.
pub fn raw_level(score: f64, steps: &[LevelStep]) -> Option<usize> {
    steps
        .iter()
        .rposition(|step| step.from.is_some_and(|from| reaches(score, from)))
}

/// The level of an index under the caps in force. `caps` are ranks of levels.
pub fn level(
    index: &IndexScore,
    steps: &[LevelStep],
    caps: &[usize],
    margin: f64,
    counting: &Counting,
) -> Level {
    let cap = caps.iter().copied().min();
    let name = |rank: Option<usize>| Some(steps.get(rank?)?.id.clone());
    let spread = &index.spread;
    let score = spread.score;
    Level {
        id: name(level_rank(spread, steps, cap, counting)),
        raw: name(score.and_then(|score| raw_level(score, steps))),
        low: name(capped(spread.plausible_low, steps, cap)),
        high: name(capped(spread.plausible_high, steps, cap)),
        borderline: score.is_some_and(|score| near_limit(score, steps, margin)),
        bound_by: Vec::new(),
    }
}

/// The rank of the level; none where too little is known.
pub fn level_rank(
    index: &Spread,
    steps: &[LevelStep],
    cap: Option<usize>,
    counting: &Counting,
) -> Option<usize> {
    let enough = reaches(index.coverage, counting.level_coverage);
    capped(index.score, steps, cap).filter(|_| enough)
}

fn capped(score: Option<f64>, steps: &[LevelStep], cap: Option<usize>) -> Option<usize> {
    let rank = raw_level(score?, steps)?;
    Some(cap.map_or(rank, |cap| rank.min(cap)))
}

/// Whether the score lies within the margin of a limit between two levels.
fn near_limit(score: f64, steps: &[LevelStep], margin: f64) -> bool {
    steps
        .iter()
        .filter_map(|step| step.from)
        .filter(|from| *from > 0.0)
        .any(|from| reaches(margin, (score - from).abs()))
}

#[cfg(test)]
#[allow(clippy::float_cmp, reason = "the expected numbers are exact")]
mod tests {
    use super::*;

    const COUNTING: Counting = Counting {
        plausible: Range {
            low: 20.0,
            high: 80.0,
        },
        dimension_coverage: 50.0,
        level_coverage: 70.0,
    };

    fn finding(weight: f64, outcome: Outcome) -> Finding {
        Finding {
            rule: "r".into(),
            dimension: "D".into(),
            outcome,
            weight,
            reason: None,
            fields: Default::default(),
            half_width: None,
        }
    }

    fn scored(findings: &[Finding]) -> DimensionScore {
        let weight = DimensionWeight {
            id: "D".into(),
            index: "I".into(),
            weight: 10.0,
        };
        let mut all = dimensions(&[weight], findings, &COUNTING);
        all.pop().unwrap()
    }

    #[test]
    fn a_missing_answer_widens_the_range_and_leaves_the_point() {
        let one = scored(&[
            finding(60.0, Outcome::Scored(50.0)),
            finding(40.0, Outcome::Unknown(Vec::new())),
        ]);
        assert_eq!(one.spread.score, Some(50.0));
        assert_eq!(
            one.spread.hard(),
            Some(Range {
                low: 30.0,
                high: 70.0
            })
        );
        assert_eq!(
            one.spread.plausible(),
            Some(Range {
                low: 38.0,
                high: 62.0
            })
        );
        assert_eq!(one.spread.coverage, 60.0);
        assert!(one.assessable);
    }

    #[test]
    fn what_does_not_apply_leaves_the_base_and_counts_as_known() {
        let one = scored(&[
            finding(60.0, Outcome::Scored(50.0)),
            finding(40.0, Outcome::NotApplicable),
        ]);
        assert_eq!(
            one.spread.hard(),
            Some(Range {
                low: 50.0,
                high: 50.0
            })
        );
        assert_eq!(one.spread.coverage, 100.0);
        let none = scored(&[finding(1.0, Outcome::NotApplicable)]);
        assert!(none.not_applicable && !none.assessable);
        assert_eq!(none.spread.hard(), None);
    }

    #[test]
    fn a_dimension_without_answers_has_no_score_and_the_whole_range() {
        let one = scored(&[finding(1.0, Outcome::Failed("x".to_owned()))]);
        assert_eq!(one.spread.score, None);
        assert_eq!(
            one.spread.hard(),
            Some(Range {
                low: 0.0,
                high: 100.0
            })
        );
    }

    #[test]
    fn an_index_is_widened_once_and_not_clipped_in_its_parts() {
        let graded = |points: f64| {
            let one = finding(1.0, Outcome::Scored(points));
            scored(&[Finding {
                half_width: Some(15.0),
                ..one
            }])
        };
        let index = index(&"I".into(), &[graded(100.0), graded(40.0)]);
        let wanted = Range {
            low: 55.0,
            high: 85.0,
        };
        assert_eq!(index.spread.hard(), Some(wanted));
    }

    #[test]
    fn a_limit_is_reached_within_one_step_of_the_last_binary_place() {
        let steps = [
            LevelStep {
                id: "L0".into(),
                from: None,
            },
            LevelStep {
                id: "L1".into(),
                from: Some(0.0),
            },
            LevelStep {
                id: "L2".into(),
                from: Some(35.0),
            },
        ];
        assert_eq!(raw_level(35.0 - 35.0 * f64::EPSILON * 0.5, &steps), Some(2));
        assert_eq!(raw_level(34.99, &steps), Some(1));
        assert!(near_limit(37.0, &steps, 2.0) && !near_limit(37.01, &steps, 2.0));
    }
}

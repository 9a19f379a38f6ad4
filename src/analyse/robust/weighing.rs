//! What the weights of one organisation's dimensions decide, exact; from its result alone.

use super::level::{LevelRule, smallest};
use super::weights::{Part, mean, span, span_of_one, without};
use crate::analyse::levels;
use crate::model::{
    Assessment, Flip, Id, IndexScore, LevelStep, OneWeight, RobustIndex, Span, WeightBounds,
};

/// Levels, the index that leads to them, and how far each weight may be off.
#[derive(Debug, Clone, Copy)]
pub(super) struct Weighing<'a> {
    pub(super) steps: &'a [LevelStep],
    pub(super) leading: &'a Id,
    /// A share of each weight.
    pub(super) band: f64,
}

/// A dimension with its score: where it stands among the weights.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sampled {
    pub(super) dimension: usize,
    pub(super) part: Part,
}

/// The dimensions of an index whose score is known.
pub(super) fn parts(assessment: &Assessment, index: &Id) -> Vec<Sampled> {
    let dimensions = assessment.dimensions.iter().enumerate();
    let own = dimensions.filter(|(_, one)| one.index == *index);
    own.filter_map(|(dimension, one)| {
        let part = Part {
            weight: one.weight,
            score: one.spread.score?,
        };
        Some(Sampled { dimension, part })
    })
    .collect()
}

impl<'a> Weighing<'a> {
    pub(super) fn rule(&self, assessment: &Assessment) -> LevelRule<'a> {
        LevelRule {
            steps: self.steps,
            cap: levels::cap(self.steps, assessment),
        }
    }

    /// The rank of today's level; none where coverage forbids one.
    pub(super) fn rank(&self, assessment: &Assessment, rule: &LevelRule<'_>) -> Option<usize> {
        assessment.level.id.as_ref()?;
        rule.rank(assessment.index(self.leading)?.spread.score?)
    }

    pub(super) fn index(
        &self,
        index: &IndexScore,
        assessment: &Assessment,
        rule: &LevelRule<'_>,
    ) -> RobustIndex {
        let sampled = parts(assessment, &index.id);
        let parts: Vec<Part> = sampled.iter().map(|one| one.part).collect();
        let leads = index.id == *self.leading;
        let rank = self.rank(assessment, rule).filter(|_| leads);
        let own = assessment
            .dimensions
            .iter()
            .filter(|one| one.index == index.id);
        let mut known = 0..;
        let dimensions = own.map(|one| {
            let place = one.spread.score.and_then(|_| known.next());
            let left_out = place.and_then(|place| without(&parts, place));
            OneWeight {
                id: one.id.clone(),
                weight: one.weight,
                score: one.spread.score,
                index: place.and_then(|place| span_of_one(&parts, place, self.band)),
                left_out,
                level_left_out: rank.and_then(|_| rule.level(left_out?)),
                flip: place
                    .zip(rank)
                    .and_then(|(place, rank)| rule.flip(&parts, place, &one.id, rank, self.band)),
            }
        });
        RobustIndex {
            id: index.id.clone(),
            score: mean(&parts),
            weights: span(&parts, self.band),
            with_open_answers: self.with_open_answers(assessment, &index.id),
            dimensions: dimensions.collect(),
        }
    }

    /// Every open answer at its worst with the worst weights, and at its best with the best.
    fn with_open_answers(&self, assessment: &Assessment, index: &Id) -> Option<Span> {
        let own = assessment
            .dimensions
            .iter()
            .filter(|one| one.index == *index);
        let ranges = own.filter_map(|one| {
            let range = one.bare.hard.or_else(|| one.spread.hard());
            Some((one.weight, range?))
        });
        let (low, high): (Vec<Part>, Vec<Part>) = ranges
            .map(|(weight, range)| {
                let part = |score| Part { weight, score };
                (part(range.low), part(range.high))
            })
            .unzip();
        Some(Span {
            low: span(&low, self.band)?.low,
            high: span(&high, self.band)?.high,
        })
    }

    /// The levels that the bounds of the leading index give.
    pub(super) fn bounds(
        &self,
        assessment: &Assessment,
        rule: &LevelRule<'_>,
        index: RobustIndex,
    ) -> WeightBounds {
        let today = self.rank(assessment, rule);
        let span = index.weights.filter(|_| today.is_some());
        let open = index.with_open_answers;
        let flips = index.dimensions.iter();
        let flips: Vec<&Flip> = flips.filter_map(|one| one.flip.as_ref()).collect();
        WeightBounds {
            band: self.band * 100.0,
            low: span.and_then(|span| rule.level(span.low)),
            high: span.and_then(|span| rule.level(span.high)),
            low_with_open_answers: open.and_then(|span| rule.level(span.low)),
            high_with_open_answers: open.and_then(|span| rule.level(span.high)),
            flip: smallest(flips.into_iter()),
            index,
        }
    }
}

//! One organisation under other weights.

use super::fits::{Aspect, Counts, Decided, Placing};
use super::level::{LevelRule, smallest};
use super::samples::{BLOCK, Samples, add, part};
use super::share::share;
use super::weights::{Part, mean, span, span_of_one, without};
use crate::analyse::levels;
use crate::assess::Assessor;
use crate::model::{
    Assessment, Flip, Id, IndexScore, OneWeight, Organisation, RobustIndex, RobustLevel,
    RobustOption, RobustOrganisation, RobustPlacement, Share, Span, VerdictShare,
};
use crate::pack::Pack;
use crate::score::LevelStep;

/// What all organisations of a run share.
pub(super) struct Study<'a> {
    pack: &'a Pack,
    steps: Vec<LevelStep>,
    /// A share of each weight.
    band: f64,
    samples: &'a Samples,
}

/// One organisation, and what its leading index is made of, for ranks.
pub(super) struct Judged {
    pub(super) robust: RobustOrganisation,
    pub(super) leading: Vec<Sampled>,
}

/// A dimension with its score: where it stands among the weights.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sampled {
    pub(super) dimension: usize,
    pub(super) part: Part,
}

/// The leading index under the weightings of a block.
pub(super) fn index_of(parts: &[Sampled], samples: &Samples, from: usize, into: &mut [f64]) {
    let length = into.len();
    let mut weights = [0.0; BLOCK];
    into.fill(0.0);
    for one in parts {
        let Some(column) = samples.dimensions.get(one.dimension) else {
            continue;
        };
        let column = part(column, from, length);
        add(into, column, one.part.score);
        add(&mut weights, column, 1.0);
    }
    into.iter_mut()
        .zip(weights)
        .for_each(|(sum, weight)| *sum /= weight);
}

impl<'a> Study<'a> {
    pub(super) fn new(pack: &'a Pack, band: f64, samples: &'a Samples) -> Self {
        Self {
            steps: levels::steps(pack),
            pack,
            band,
            samples,
        }
    }

    pub(super) fn one(&self, assessor: &Assessor<'_>, organisation: &Organisation) -> Judged {
        let assessment = assessor.assess(organisation);
        let rule = LevelRule {
            steps: &self.steps,
            cap: levels::cap(self.pack, &assessment),
        };
        let leading = self.parts(&assessment, &self.pack.manifest.levels.index);
        let ranks = self.ranks(&leading, &rule, &assessment);
        let indexes: Vec<RobustIndex> = assessment
            .indexes
            .iter()
            .map(|index| self.index(index, &assessment, &rule))
            .collect();
        let level = self.level(&assessment, &rule, &indexes, &ranks);
        let correct = |target: Option<&Id>, entry: &Id| assessor.corrected(target, entry);
        let placing = self.placing(&assessment, &correct);
        let counts = placing
            .as_ref()
            .map(|placing| placing.sampled(self.samples));
        let today = placing.as_ref().map(Placing::today).unwrap_or_default();
        let verdict = self.verdict(
            &ranks,
            self.rank(&assessment, &rule),
            counts.as_ref(),
            today,
        );
        let robust = RobustOrganisation {
            id: assessment.id.clone(),
            name: assessment.name.clone(),
            indexes,
            level,
            placement: placing
                .zip(counts)
                .map(|(placing, counts)| self.placement(&placing, &counts)),
            verdict,
            rank: None,
            tornado: None,
        };
        Judged { robust, leading }
    }

    /// The dimensions of an index whose score is known.
    fn parts(&self, assessment: &Assessment, index: &Id) -> Vec<Sampled> {
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

    /// The rank of today's level; none where coverage forbids one.
    fn rank(&self, assessment: &Assessment, rule: &LevelRule<'_>) -> Option<usize> {
        assessment.level.id.as_ref()?;
        rule.rank(levels::leading(self.pack, assessment)?.spread.score?)
    }

    /// The rank of the level under each weighting.
    fn ranks(
        &self,
        leading: &[Sampled],
        rule: &LevelRule<'_>,
        assessment: &Assessment,
    ) -> Vec<Option<usize>> {
        let mut ranks = Vec::with_capacity(self.samples.count);
        if assessment.level.id.is_none() || leading.is_empty() {
            ranks.resize(self.samples.count, None);
            return ranks;
        }
        let mut scores = [0.0; BLOCK];
        let mut from = 0;
        while from < self.samples.count {
            let length = BLOCK.min(self.samples.count - from);
            let block = scores.get_mut(..length).unwrap_or_default();
            index_of(leading, self.samples, from, block);
            ranks.extend(block.iter().map(|score| rule.rank(*score)));
            from += length;
        }
        ranks
    }

    fn index(
        &self,
        index: &IndexScore,
        assessment: &Assessment,
        rule: &LevelRule<'_>,
    ) -> RobustIndex {
        let sampled = self.parts(assessment, &index.id);
        let parts: Vec<Part> = sampled.iter().map(|one| one.part).collect();
        let leads = index.id == self.pack.manifest.levels.index;
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
        let ranges = own.filter_map(|one| Some((one.weight, one.bare.hard?)));
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

    fn level(
        &self,
        assessment: &Assessment,
        rule: &LevelRule<'_>,
        indexes: &[RobustIndex],
        ranks: &[Option<usize>],
    ) -> RobustLevel {
        let leading = indexes
            .iter()
            .find(|one| one.id == self.pack.manifest.levels.index);
        let today = self.rank(assessment, rule);
        let span = leading
            .and_then(|index| index.weights)
            .filter(|_| today.is_some());
        let open = leading.and_then(|index| index.with_open_answers);
        let flips = leading.iter().flat_map(|index| &index.dimensions);
        let flips: Vec<&Flip> = flips.filter_map(|one| one.flip.as_ref()).collect();
        RobustLevel {
            id: assessment.level.id.clone(),
            low: span.and_then(|span| rule.level(span.low)),
            high: span.and_then(|span| rule.level(span.high)),
            low_with_open_answers: open.and_then(|span| rule.level(span.low)),
            high_with_open_answers: open.and_then(|span| rule.level(span.high)),
            same: self.share(ranks.iter().filter(|rank| **rank == today).count()),
            shares: self.level_shares(rule, ranks),
            flip: smallest(flips.into_iter()),
        }
    }

    fn level_shares(&self, rule: &LevelRule<'_>, ranks: &[Option<usize>]) -> Vec<VerdictShare> {
        let all = (0..self.steps.len()).map(Some).chain([None]);
        let counted = all.map(|rank| (rank, ranks.iter().filter(|one| **one == rank).count()));
        counted
            .filter(|(_, count)| *count > 0)
            .map(|(rank, count)| VerdictShare {
                id: rank.and_then(|rank| rule.name(rank)),
                share: self.share(count),
            })
            .collect()
    }

    fn share(&self, hits: usize) -> Share {
        share(hits, self.samples.count)
    }

    fn verdict(
        &self,
        ranks: &[Option<usize>],
        rank: Option<usize>,
        counts: Option<&Counts>,
        today: Decided,
    ) -> Share {
        let same = ranks.iter().enumerate().filter(|(sample, own)| {
            let placed = counts.and_then(|counts| counts.decided.get(*sample));
            **own == rank && placed.is_none_or(|placed| *placed == today)
        });
        self.share(same.count())
    }

    /// The placement, if enough is known to decide on one.
    fn placing<'p>(
        &'p self,
        assessment: &'p Assessment,
        correct: super::fits::Corrected<'p>,
    ) -> Option<Placing<'p>> {
        let data = self.pack.placement.as_ref()?;
        let placement = assessment.placement.as_ref()?;
        placement.target.as_ref()?;
        let level = assessment.level.id.as_ref();
        Some(Placing::new(data, placement, level, correct))
    }

    fn placement(&self, placing: &Placing<'_>, counts: &Counts) -> RobustPlacement {
        let today = placing.today();
        let options = placing.data.options.iter();
        let id = |place: Option<usize>| placing.data.options.get(place?).map(|one| one.id.clone());
        let having = |holds: &dyn Fn(&Decided) -> bool| {
            self.share(counts.decided.iter().filter(|one| holds(one)).count())
        };
        let none = Vec::new();
        RobustPlacement {
            target: id(today.0),
            entry: id(today.1),
            same_target: having(&|one| one.0 == today.0),
            same_entry: having(&|one| one.1 == today.1),
            target_flip: placing.flip(Aspect::Target, self.band),
            entry_flip: placing.flip(Aspect::Entry, self.band),
            options: options
                .enumerate()
                .map(|(place, option)| RobustOption {
                    id: option.id.clone(),
                    excluded: placing.is_excluded(place),
                    target_fit: placing.span(place, true, self.band),
                    entry_fit: placing.span(place, false, self.band),
                    target: having(&|one| one.0 == Some(place)),
                    entry: having(&|one| one.1 == Some(place)),
                    ranks: counts
                        .ranks
                        .get(place)
                        .unwrap_or(&none)
                        .iter()
                        .map(|count| 100.0 * *count as f64 / self.samples.count.max(1) as f64)
                        .collect(),
                })
                .collect(),
        }
    }
}

//! One organisation under other weights.

use super::fits::{Aspect, Counts, Decided, Placing};
use super::level::LevelRule;
use super::samples::{BLOCK, Samples, add, part};
use super::share::share;
use super::weighing::{Sampled, Weighing, parts};
use crate::assess::Assessor;
use crate::model::{
    Assessment, Id, LevelStep, Organisation, RobustIndex, RobustLevel, RobustOption,
    RobustOrganisation, RobustPlacement, Share, VerdictShare, WeightBounds,
};
use crate::pack::Pack;

/// What all organisations of a run share.
pub(super) struct Study<'a> {
    pack: &'a Pack,
    weighing: Weighing<'a>,
    samples: &'a Samples,
}

/// One organisation, and what its leading index is made of, for ranks.
pub(super) struct Judged {
    pub(super) robust: RobustOrganisation,
    pub(super) leading: Vec<Sampled>,
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
    pub(super) fn new(
        pack: &'a Pack,
        steps: &'a [LevelStep],
        band: f64,
        samples: &'a Samples,
    ) -> Self {
        Self {
            weighing: Weighing {
                steps,
                leading: &pack.manifest.levels.index,
                band,
            },
            pack,
            samples,
        }
    }

    pub(super) fn one(&self, assessor: &Assessor<'_>, organisation: &Organisation) -> Judged {
        let assessment = assessor.assess(organisation);
        let rule = self.weighing.rule(&assessment);
        let leading = parts(&assessment, self.weighing.leading);
        let ranks = self.ranks(&leading, &rule, &assessment);
        let indexes: Vec<RobustIndex> = assessment
            .indexes
            .iter()
            .map(|index| self.weighing.index(index, &assessment, &rule))
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
            self.weighing.rank(&assessment, &rule),
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

    fn level(
        &self,
        assessment: &Assessment,
        rule: &LevelRule<'_>,
        indexes: &[RobustIndex],
        ranks: &[Option<usize>],
    ) -> RobustLevel {
        let leads = |one: &&RobustIndex| one.id == *self.weighing.leading;
        let bounds = indexes.iter().find(leads);
        let bounds = bounds.map(|index| self.weighing.bounds(assessment, rule, index.clone()));
        let today = self.weighing.rank(assessment, rule);
        let of = |level: fn(&WeightBounds) -> &Option<Id>| {
            bounds.as_ref().and_then(|one| level(one).clone())
        };
        RobustLevel {
            id: assessment.level.id.clone(),
            low: of(|one| &one.low),
            high: of(|one| &one.high),
            low_with_open_answers: of(|one| &one.low_with_open_answers),
            high_with_open_answers: of(|one| &one.high_with_open_answers),
            same: self.share(ranks.iter().filter(|rank| **rank == today).count()),
            shares: self.level_shares(rule, ranks),
            flip: bounds.and_then(|one| one.flip),
        }
    }

    fn level_shares(&self, rule: &LevelRule<'_>, ranks: &[Option<usize>]) -> Vec<VerdictShare> {
        let all = (0..self.weighing.steps.len()).map(Some).chain([None]);
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
            target_flip: placing.flip(Aspect::Target, self.weighing.band),
            entry_flip: placing.flip(Aspect::Entry, self.weighing.band),
            options: options
                .enumerate()
                .map(|(place, option)| RobustOption {
                    id: option.id.clone(),
                    excluded: placing.is_excluded(place),
                    target_fit: placing.span(place, true, self.weighing.band),
                    entry_fit: placing.span(place, false, self.weighing.band),
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

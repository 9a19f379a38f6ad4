//! The rules run again on changed records, many at once over columns.

use crate::assess::{Assessor, Batch, Circumstances, Portfolio};
use crate::error::{Error, Faults};
use crate::model::{
    Answer, Assessment, Fact, Id, Organisation, Provenance, Spread, Value, Verdict,
};
use crate::pack::Pack;
use crate::rules::Program;

/// What a changed record comes to.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Outcome {
    /// One for each index of the pack.
    pub(super) indexes: Vec<Spread>,
    /// The leading one.
    pub(super) leading: Spread,
    pub(super) verdict: Verdict,
}

/// The rules of a pack, ready for many variants of a record.
#[derive(Debug)]
pub(super) struct Rerun<'p> {
    pack: &'p Pack,
    portfolio: Portfolio<'p>,
}

impl<'p> Rerun<'p> {
    /// # Errors
    /// If the rules cannot be lowered.
    pub(super) fn new(
        pack: &'p Pack,
        program: &'p Program,
        circumstances: &'p Circumstances,
    ) -> Result<Self, Error> {
        Ok(Self {
            pack,
            portfolio: Portfolio::new(pack, program, circumstances)?,
        })
    }

    /// What the record comes to in each of `count` variants; `lay` makes the record the variant of that number.
    pub(super) fn run(
        &self,
        record: &Organisation,
        count: usize,
        mut lay: impl FnMut(usize, &mut Organisation),
    ) -> Vec<Outcome> {
        let mut outcomes = Vec::with_capacity(count);
        let mut variant = record.clone();
        let mut batch = self.portfolio.batch();
        for number in 0..count {
            lay(number, &mut variant);
            if !batch.add(&variant) {
                self.gather(&mut batch, &mut outcomes);
                batch.add(&variant);
            }
        }
        self.gather(&mut batch, &mut outcomes);
        outcomes
    }

    /// What the record itself comes to.
    pub(super) fn as_it_is(&self, record: &Organisation) -> Outcome {
        let mut one = self.run(record, 1, |_, _| {});
        one.pop().unwrap_or_else(|| Outcome {
            indexes: Vec::new(),
            leading: Spread::default(),
            verdict: Verdict::default(),
        })
    }

    fn gather(&self, batch: &mut Batch<'_>, outcomes: &mut Vec<Outcome>) {
        batch.score();
        outcomes.extend((0..batch.len()).map(|row| self.outcome(batch, row)));
        batch.clear();
    }

    fn outcome(&self, batch: &Batch<'_>, row: usize) -> Outcome {
        let scores = batch.scores(row);
        let manifest = &self.pack.manifest;
        let leading = manifest
            .indexes
            .iter()
            .position(|one| one.id == manifest.levels.index);
        let step = scores
            .level
            .and_then(|rank| manifest.levels.steps.get(rank));
        Outcome {
            leading: leading
                .and_then(|place| scores.indexes.get(place))
                .copied()
                .unwrap_or_default(),
            indexes: scores.indexes.to_vec(),
            verdict: Verdict {
                level: step.map(|step| step.id.clone()),
                target: scores.target.cloned(),
                entry: scores.entry.cloned(),
            },
        }
    }

    /// The record with what was computed from its lists in place of the lists, which need not be read again for each
    /// variant; as it came where that would change the verdict.
    pub(super) fn settled(
        &self,
        assessor: &Assessor<'_>,
        organisation: &Organisation,
    ) -> (Assessment, Organisation) {
        let (assessment, record) = assessor.assess_record(organisation);
        let bare = Organisation {
            accounts: None,
            staff: None,
            ..record
        };
        let same = self.as_it_is(&bare).verdict == verdict(&assessment);
        (assessment, if same { bare } else { organisation.clone() })
    }
}

/// What was decided.
pub(super) fn verdict(assessment: &Assessment) -> Verdict {
    let placement = assessment.placement.as_ref();
    let id = |id: Option<&Id>| id.cloned();
    Verdict {
        level: assessment.level.id.clone(),
        target: id(placement.and_then(|one| one.target.as_ref())),
        entry: id(placement.and_then(|one| one.entry.as_ref())),
    }
}

/// An answer that somebody might give.
pub(super) fn given(value: Value) -> Answer {
    Answer::Given(Box::new(Fact {
        value,
        grade: None,
        provenance: Provenance::default(),
    }))
}

/// Puts an answer into a record.
pub(super) fn put(record: &mut Organisation, field: usize, answer: Answer) {
    if let Some(place) = record.answers.get_mut(field) {
        *place = answer;
    }
}

/// All faults of a preparation as one list.
pub(super) fn one<T>(result: Result<T, Error>) -> Result<T, Faults> {
    result.map_err(|fault| vec![fault])
}

//! The open questions, ranked by what their answers can still move.

mod classes;
mod combinations;

use classes::Deciding;
use combinations::{LIMIT, combinations, decided};

use super::candidates::candidates;
use super::rerun::{Outcome, Rerun, given, one, put};
use super::tornado::{moved, others};
use crate::assess::{Assessor, Circumstances};
use crate::error::Faults;
use crate::model::{
    Asking, Assessment, Id, MovedIndex, Organisation, Question, Settled, SettledState, Span, Value,
};
use crate::pack::Pack;
use crate::rules::Program;

/// The open questions about an organisation; at most `budget` of them are named.
///
/// # Errors
/// If the rules cannot be prepared.
pub fn ask(
    pack: &Pack,
    program: &Program,
    circumstances: &Circumstances,
    organisation: &Organisation,
    budget: Option<usize>,
) -> Result<Asking, Faults> {
    let rerun = one(Rerun::new(pack, program, circumstances))?;
    let assessor = Assessor::new(pack, program, circumstances)?;
    let (assessment, record) = rerun.settled(&assessor, organisation);
    let inquiry = Inquiry {
        pack,
        program,
        today: rerun.as_it_is(&record),
        rerun,
        record,
    };
    Ok(inquiry.asking(&assessment, budget))
}

/// One organisation whose open questions are looked at.
struct Inquiry<'p> {
    pack: &'p Pack,
    program: &'p Program,
    rerun: Rerun<'p>,
    record: Organisation,
    today: Outcome,
}

/// An open field with its candidate answers and what the record comes to with each.
struct Open {
    field: usize,
    values: Vec<Value>,
    outcomes: Vec<Outcome>,
}

impl Inquiry<'_> {
    fn asking(&self, assessment: &Assessment, budget: Option<usize>) -> Asking {
        let places = assessment
            .questions
            .iter()
            .filter_map(|id| self.pack.fields.position(id));
        let open: Vec<Open> = places.map(|field| self.open(field)).collect();
        let (settled, decides) = self.settled(&open);
        let mut ranked: Vec<(&Open, Question)> = open
            .iter()
            .zip(decides)
            .filter_map(|(one, decides)| Some((one, self.question(one, decides)?)))
            .collect();
        ranked.sort_by(|a, b| {
            self.key(&b.1)
                .partial_cmp(&self.key(&a.1))
                .unwrap_or(std::cmp::Ordering::Equal)
        });
        ranked.truncate(budget.unwrap_or(usize::MAX));
        let range = self.today.leading.hard();
        let answered: Vec<&Open> = ranked.iter().map(|(open, _)| *open).collect();
        Asking {
            id: assessment.id.clone(),
            name: assessment.name.clone(),
            verdict: self.today.verdict.clone(),
            index: self.pack.manifest.levels.index.clone(),
            score: self.today.leading.score,
            range: range.map(|range| Span {
                low: range.low,
                high: range.high,
            }),
            open: open.len(),
            range_left: self.range_left(&answered),
            settled,
            questions: ranked.into_iter().map(|(_, question)| question).collect(),
        }
    }

    fn open(&self, field: usize) -> Open {
        let values = candidates(self.pack, self.program, &self.record, field);
        Open {
            outcomes: moved(&self.rerun, &self.record, field, &values),
            field,
            values,
        }
    }

    /// Whether the open answers can change the verdict, and which of them.
    fn settled(&self, open: &[Open]) -> (Settled, Vec<Option<bool>>) {
        let deciding = Deciding::new(
            self.pack,
            self.program,
            &self.record,
            open.iter().map(|one| one.field),
        );
        let kept: Vec<(usize, Vec<Value>)> = open
            .iter()
            .map(|one| (one.field, deciding.classes(one.field, &one.values)))
            .collect();
        let alone = |one: &Open| {
            one.outcomes
                .iter()
                .any(|outcome| outcome.verdict != self.today.verdict)
        };
        let count = combinations(&kept);
        let settled = |state| Settled {
            state,
            combinations: count,
            limit: LIMIT,
        };
        if count > LIMIT {
            let state = match open.iter().any(alone) {
                true => SettledState::Open,
                false => SettledState::NotProved,
            };
            let decides =
                open.iter()
                    .zip(&kept)
                    .map(|(one, (_, values))| match values.is_empty() {
                        true => Some(false),
                        false => alone(one).then_some(true),
                    });
            return (settled(state), decides.collect());
        }
        let decides = decided(&self.rerun, &self.record, &kept);
        let state = match decides.contains(&true) {
            true => SettledState::Open,
            false => SettledState::Settled,
        };
        (settled(state), decides.into_iter().map(Some).collect())
    }

    fn question(&self, open: &Open, decides: Option<bool>) -> Option<Question> {
        let width = |outcome: &Outcome| {
            outcome
                .leading
                .hard()
                .map_or(0.0, |range| range.high - range.low)
        };
        let widest = open.outcomes.iter().map(width).reduce(f64::max);
        Some(Question {
            field: self.pack.fields.at(open.field)?.id.clone(),
            moves: span(open.outcomes.iter().map(|outcome| outcome.leading.score)),
            narrows: widest.map_or(0.0, |widest| width(&self.today) - widest),
            other_indexes: self.other_indexes(open),
            verdicts: others(&open.outcomes, &self.today.verdict),
            decides,
        })
    }

    fn other_indexes(&self, open: &Open) -> Vec<MovedIndex> {
        let manifest = &self.pack.manifest;
        let indexes = manifest.indexes.iter().enumerate();
        let others = indexes.filter(|(_, index)| index.id != manifest.levels.index);
        let moved = others.filter_map(|(place, index)| {
            let scores = open
                .outcomes
                .iter()
                .map(|one| one.indexes.get(place).and_then(|index| index.score));
            let moves = span(scores)?;
            (moves.high > moves.low).then(|| MovedIndex {
                id: index.id.clone(),
                moves,
            })
        });
        moved.collect()
    }

    /// Level, then placement, then what counts together with others, then points.
    fn key(&self, question: &Question) -> (bool, bool, bool, f64, f64, f64) {
        let today = &self.today.verdict;
        let level = question
            .verdicts
            .iter()
            .any(|verdict| verdict.level != today.level);
        let width = |span: Span| span.high - span.low;
        let others = question.other_indexes.iter().map(|one| width(one.moves));
        (
            level,
            !question.verdicts.is_empty(),
            question.decides != Some(false),
            question.moves.map_or(0.0, width),
            question.narrows,
            others.fold(0.0, f64::max),
        )
    }

    /// The widest range once these questions are answered, at their lowest and at their highest.
    fn range_left(&self, answered: &[&Open]) -> Option<f64> {
        let ends = self.rerun.run(&self.record, 2, |number, variant| {
            for open in answered {
                let pairs = open.values.iter().zip(&open.outcomes);
                let scored =
                    pairs.map(|(value, outcome)| (value, outcome.leading.score.unwrap_or(0.0)));
                let value = match number {
                    0 => scored.min_by(|a, b| a.1.total_cmp(&b.1)),
                    _ => scored.max_by(|a, b| a.1.total_cmp(&b.1)),
                };
                if let Some((value, _)) = value {
                    put(variant, open.field, given(value.clone()));
                }
            }
        });
        let widths = ends.iter().filter_map(|outcome| outcome.leading.hard());
        widths.map(|range| range.high - range.low).reduce(f64::max)
    }
}

fn span(scores: impl Iterator<Item = Option<f64>>) -> Option<Span> {
    let scores: Vec<f64> = scores.flatten().collect();
    Some(Span {
        low: scores.iter().copied().reduce(f64::min)?,
        high: scores.iter().copied().reduce(f64::max)?,
    })
}

/// The next question of an interview: the first that can still matter and was not skipped; none where no open answer
/// can change the verdict any more, or all that could were skipped.
pub fn next_question<'a>(asking: &'a Asking, skipped: &[Id]) -> Option<&'a Question> {
    if asking.settled.state == SettledState::Settled {
        return None;
    }
    let mut left = asking
        .questions
        .iter()
        .filter(|one| !skipped.contains(&one.field));
    left.find(|one| one.decides != Some(false))
}

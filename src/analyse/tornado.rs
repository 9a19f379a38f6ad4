//! What each single field can move: a tornado of the leading index.

use super::candidates::candidates;
use super::rerun::{Outcome, Rerun, given, one, put};
use crate::assess::{Assessor, Circumstances};
use crate::error::Faults;
use crate::model::{Answer, Organisation, Span, Swing, Value, Verdict};
use crate::pack::Pack;
use crate::rules::Program;

/// The swing of the leading index for each field that can move it or the verdict, the widest first.
///
/// Each field runs through all that it could be (the words of its list, the ends of its range, both sides of each
/// limit), the other fields stay as they are.
///
/// # Errors
/// If the rules cannot be prepared.
pub fn tornado(
    pack: &Pack,
    program: &Program,
    circumstances: &Circumstances,
    organisation: &Organisation,
) -> Result<Vec<Swing>, Faults> {
    let rerun = one(Rerun::new(pack, program, circumstances))?;
    let assessor = Assessor::new(pack, program, circumstances)?;
    let (_, record) = rerun.settled(&assessor, organisation);
    let today = rerun.as_it_is(&record);
    let applies = |field: &usize| !matches!(record.answer(*field), Answer::NotApplicable(_));
    let fields = (0..pack.fields.len()).filter(applies);
    let swing = |field: usize| {
        let values = candidates(pack, program, &record, field);
        let outcomes = moved(&rerun, &record, field, &values);
        swing(pack, &record, field, (&values, &outcomes), &today)
    };
    let mut swings: Vec<Swing> = fields.filter_map(swing).collect();
    let width = |swing: &Swing| swing.index.high - swing.index.low;
    swings.sort_by(|a, b| {
        let wider = width(b).total_cmp(&width(a));
        wider.then(b.verdicts.len().cmp(&a.verdicts.len()))
    });
    Ok(swings)
}

/// What the record comes to with each value in a field.
pub(super) fn moved(
    rerun: &Rerun<'_>,
    record: &Organisation,
    field: usize,
    values: &[Value],
) -> Vec<Outcome> {
    rerun.run(record, values.len(), |number, variant| {
        if let Some(value) = values.get(number) {
            put(variant, field, given(value.clone()));
        }
    })
}

fn swing(
    pack: &Pack,
    record: &Organisation,
    field: usize,
    (values, outcomes): (&[Value], &[Outcome]),
    today: &Outcome,
) -> Option<Swing> {
    let scored = || {
        let scores = values.iter().zip(outcomes);
        scores.filter_map(|(value, outcome)| Some((value, outcome.leading.score?)))
    };
    let (low_value, low) = scored().min_by(|a, b| a.1.total_cmp(&b.1))?;
    let (high_value, high) = scored().reduce(|a, b| if b.1 > a.1 { b } else { a })?;
    let verdicts = others(outcomes, &today.verdict);
    if high - low <= 0.0 && verdicts.is_empty() {
        return None;
    }
    Some(Swing {
        field: pack.fields.at(field)?.id.clone(),
        value: record.value(&pack.fields, field).cloned(),
        low_value: low_value.clone(),
        high_value: high_value.clone(),
        index: Span { low, high },
        verdicts,
    })
}

/// Verdicts other than today's, each once, in order.
pub(super) fn others(outcomes: &[Outcome], today: &Verdict) -> Vec<Verdict> {
    let mut others: Vec<Verdict> = outcomes
        .iter()
        .map(|outcome| outcome.verdict.clone())
        .filter(|verdict| verdict != today)
        .collect();
    others.sort();
    others.dedup();
    others
}

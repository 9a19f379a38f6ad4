//! All combinations of open answers.

use std::collections::BTreeMap;

use super::super::rerun::{Rerun, given, put};
use crate::model::{Answer, Organisation, Value, Verdict};

/// More combinations are not tried.
pub(super) const LIMIT: u64 = 100_000;

/// How many combinations there are if each field has one of its values or stays open; as many as fit a number.
pub(super) fn combinations(open: &[(usize, Vec<Value>)]) -> u64 {
    let each = open.iter().map(|(_, values)| values.len() as u64 + 1);
    each.fold(1, u64::saturating_mul)
}

/// For each field, whether its answer changes the verdict in some combination of the others.
pub(super) fn decided(
    rerun: &Rerun<'_>,
    record: &Organisation,
    open: &[(usize, Vec<Value>)],
) -> Vec<bool> {
    let count = usize::try_from(combinations(open)).unwrap_or(0);
    let outcomes = rerun.run(record, count, |number, variant| {
        let mut left = number;
        for (field, values) in open {
            let digit = left % (values.len() + 1);
            left /= values.len() + 1;
            let value = digit.checked_sub(1).and_then(|place| values.get(place));
            let answer = value.map_or(Answer::Missing, |value| given(value.clone()));
            put(variant, *field, answer);
        }
    });
    let mut known: BTreeMap<&Verdict, usize> = BTreeMap::new();
    let mut verdicts = Vec::with_capacity(count);
    for outcome in &outcomes {
        let next = known.len();
        verdicts.push(*known.entry(&outcome.verdict).or_insert(next));
    }
    let mut stride = 1;
    let mut decides = Vec::with_capacity(open.len());
    for (_, values) in open {
        let size = values.len() + 1;
        let differs = |(number, verdict): (usize, &usize)| {
            let digit = number / stride % size;
            verdicts.get(number - digit * stride) != Some(verdict)
        };
        decides.push(verdicts.iter().enumerate().any(differs));
        stride *= size;
    }
    decides
}

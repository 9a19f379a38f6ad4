//! Findings that are new, solved, or another one.

use std::collections::BTreeMap;

use crate::model::{Assessment, ChangedFinding, Finding, FindingChange, Id};

/// Below this a rule's finding is open, as the reports word it.
const OPEN_BELOW: f64 = 50.0;

/// Rules whose finding changed: new ones first, those that lost most points first.
pub(super) fn changed(old: &Assessment, new: &Assessment) -> Vec<ChangedFinding> {
    let before = points(old);
    let mut changed: Vec<ChangedFinding> = new
        .findings
        .iter()
        .filter_map(|finding| {
            let (old, new) = (
                before.get(&finding.rule).copied().flatten(),
                finding.outcome.points(),
            );
            Some(ChangedFinding {
                rule: finding.rule.clone(),
                change: change(old, new)?,
                old,
                new,
            })
        })
        .collect();
    let loss = |one: &ChangedFinding| one.new.unwrap_or(0.0) - one.old.unwrap_or(0.0);
    changed.sort_by(|a, b| a.change.cmp(&b.change).then(loss(a).total_cmp(&loss(b))));
    changed
}

fn points(one: &Assessment) -> BTreeMap<&Id, Option<f64>> {
    let points = |finding: &Finding| finding.outcome.points();
    let all = one.findings.iter();
    all.map(|finding| (&finding.rule, points(finding)))
        .collect()
}

/// A rule that gives no points is not open.
fn change(old: Option<f64>, new: Option<f64>) -> Option<FindingChange> {
    let is_open = |points: Option<f64>| points.is_some_and(|points| points < OPEN_BELOW);
    match (is_open(old), is_open(new)) {
        (false, true) => Some(FindingChange::New),
        // What can no longer be judged is not solved.
        (true, false) => new.map(|_| FindingChange::Solved),
        (true, true) if new < old => Some(FindingChange::Worse),
        (true, true) if new > old => Some(FindingChange::Better),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finding_is_new_solved_or_another_one() {
        let cases = [
            (Some(80.0), Some(20.0), Some(FindingChange::New)),
            (None, Some(20.0), Some(FindingChange::New)),
            (Some(20.0), Some(50.0), Some(FindingChange::Solved)),
            (Some(20.0), None, None),
            (Some(20.0), Some(10.0), Some(FindingChange::Worse)),
            (Some(20.0), Some(30.0), Some(FindingChange::Better)),
            (Some(20.0), Some(20.0), None),
            (Some(80.0), Some(60.0), None),
        ];
        for (old, new, expected) in cases {
            assert_eq!(change(old, new), expected, "{old:?} {new:?}");
        }
    }
}

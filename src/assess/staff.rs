//! The people, and the way from what they can do to the rules and back (domain 0.2, 5.6).
//!
//! The index of the people is a fact that rules read, and it depends on the profile, which depends on the placement,
//! which depends on the level, which depends on the rules. So the record is judged as it was stated first; the people
//! are measured against the profile that comes out; the index is put into the record, and it is judged again, until
//! a run gives back the index that went in. No index is tried twice, and each comes from the profile of a placement, so
//! it ends after few runs. Where it goes round in circles, the stated value stays, and it is said.

use super::{Judge, Told};
use crate::model::{Assessment, Organisation, Profile, Reason, StaffResult};
use crate::recommend;
use crate::recommend::portfolio::Overwritten;
use crate::rules::{Calls, Runner, Slot};

impl Judge<'_> {
    /// Judges a record until the index of its people and their profile fit each other. Also gives the record as it
    /// was judged last.
    pub(super) fn settled(
        &self,
        runner: &Runner<'_>,
        organisation: &Organisation,
        told: &mut Told,
    ) -> (Assessment, Organisation) {
        let run = |index| {
            let (record, overwritten) = self.with_index(organisation, index);
            told.staff = overwritten;
            let assessment = self.once(runner, &record, told);
            let staff = assessment.staff.as_ref();
            told.self_only = staff.map(|staff| staff.self_only);
            let next = staff.and_then(|staff| staff.competency_gap_index);
            ((assessment, record), next)
        };
        settle(self.profiles() + 1, run)
            .unwrap_or_else(|| self.unsettled(runner, organisation, told))
    }

    /// As it was stated, with a warning.
    fn unsettled(
        &self,
        runner: &Runner<'_>,
        organisation: &Organisation,
        told: &mut Told,
    ) -> (Assessment, Organisation) {
        told.staff = Overwritten {
            warnings: vec![Self::unstable()],
            ..Overwritten::default()
        };
        let assessment = self.once(runner, organisation, told);
        (assessment, organisation.clone())
    }

    /// The index of the people was left out of the record.
    pub(super) fn unstable() -> Reason {
        Reason::new("staff.warning.unstable")
    }

    fn once(&self, runner: &Runner<'_>, record: &Organisation, told: &Told) -> Assessment {
        runner.lay(self.slots(record));
        self.assess(runner, record, told)
    }

    /// As many as there are placements, and none.
    fn profiles(&self) -> usize {
        let placement = self.pack.placement.as_ref();
        placement.map_or(0, |data| data.options.len()) + 1
    }

    /// The record with the index of its people in place of what was stated.
    fn with_index(
        &self,
        organisation: &Organisation,
        index: Option<f64>,
    ) -> (Organisation, Overwritten) {
        let mut record = organisation.clone();
        let mut overwritten = Overwritten::default();
        if let (Some(rules), Some(index)) = (&self.pack.staff, index) {
            let limit = rules.figures.difference.value;
            let fact = (&rules.field, index);
            match recommend::portfolio::put(&mut record, &self.pack.fields, fact, limit, "staff") {
                Ok(difference) => overwritten.differences.extend(difference),
                Err(warning) => overwritten.warnings.push(warning),
            }
        }
        (record, overwritten)
    }

    /// The people against the profile.
    pub(super) fn people(
        &self,
        organisation: &Organisation,
        profile: Option<&Profile>,
        told: &Told,
    ) -> Option<StaffResult> {
        let rules = self.pack.staff.as_ref()?;
        let data = self.pack.competencies.as_ref()?;
        let (staff, profile) = (organisation.staff.as_ref()?, profile?);
        Some(StaffResult {
            differences: told.staff.differences.clone(),
            warnings: told.staff.warnings.clone(),
            ..recommend::staff::judge(rules, data, profile, staff)
        })
    }

    pub(super) fn publish_staff(&self, calls: &dyn Calls, staff: Option<&StaffResult>) {
        let Some(staff) = staff else { return };
        calls.publish("staff.self_only", Slot::Flag(staff.self_only));
    }
}

/// Runs with what the run before gave, first with nothing, until a run gives back what went in. Gives nothing where
/// it goes round in circles, or has not settled after `most` runs.
fn settle<T>(most: usize, mut run: impl FnMut(Option<f64>) -> (T, Option<f64>)) -> Option<T> {
    let mut tried: Vec<Option<f64>> = Vec::new();
    let mut index = None;
    while tried.len() < most && !tried.contains(&index) {
        let (result, next) = run(index);
        if next == index {
            return Some(result);
        }
        tried.push(index);
        index = next;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the runs settle on, and how many there were.
    fn settled(most: usize, next: impl Fn(Option<f64>) -> Option<f64>) -> (Option<f64>, usize) {
        let mut runs = 0;
        let found = settle(most, |index| {
            runs += 1;
            (next(index), next(index))
        });
        (found.flatten(), runs)
    }

    #[test]
    fn people_without_an_index_take_one_run() {
        assert_eq!(settled(12, |_| None), (None, 1));
    }

    #[test]
    fn an_index_that_leaves_the_profile_as_it_was_takes_two_runs() {
        assert_eq!(settled(12, |_| Some(30.0)), (Some(30.0), 2));
    }

    #[test]
    fn an_index_that_moves_the_placement_is_measured_again() {
        let next = |index: Option<f64>| match index {
            None => Some(30.0),
            Some(_) => Some(20.0),
        };
        assert_eq!(settled(12, next), (Some(20.0), 3));
    }

    #[test]
    fn circles_of_any_length_end_and_settle_on_nothing() {
        let back = |index: Option<f64>| index.is_none().then_some(30.0);
        assert_eq!(settled(12, back), (None, 2));
        let swing = |index: Option<f64>| match index {
            Some(30.0) => Some(20.0),
            _ => Some(30.0),
        };
        assert_eq!(settled(12, swing), (None, 3));
    }

    #[test]
    fn what_never_comes_back_ends_too() {
        let more = |index: Option<f64>| Some(index.map_or(0.0, |index| index + 1.0));
        assert_eq!(settled(12, more), (None, 12));
    }
}

//! The people, and the way from what they can do to the rules and back (domain 0.2, 5.6).
//!
//! The index of the people is a fact that rules read, and it depends on the profile, which depends on the placement,
//! which depends on the level, which depends on the rules. So the record is judged as it was stated first; the people
//! are measured against the profile that comes out; the index is put into the record, and it is judged again, until
//! a run gives back the index that went in. Every index is tried once at most, and there are no more runs than
//! placements have profiles, so it ends. Where it goes round in circles, the stated value stays, and it is said.

use super::{Judge, Told};
use crate::model::{Assessment, ComputedFact, Organisation, Profile, Reason, StaffResult};
use crate::pack::StaffPack;
use crate::recommend;
use crate::recommend::portfolio::Overwritten;
use crate::rules::{Calls, Runner, Slot};

/// A record with the index of its people, and what came of putting it in.
struct Turn {
    record: Organisation,
    index: Option<f64>,
    overwritten: Overwritten,
}

impl Judge<'_> {
    /// Judges a record until the index of its people and their profile fit each other. Also gives the record as it
    /// was judged last.
    pub(super) fn settled(
        &self,
        runner: &Runner<'_>,
        organisation: &Organisation,
        told: &mut Told,
    ) -> (Assessment, Organisation) {
        let mut turn = self.turn(organisation, None);
        let mut tried = Vec::new();
        loop {
            told.staff = turn.overwritten;
            let assessment = self.once(runner, &turn.record, told);
            let index = assessment
                .staff
                .as_ref()
                .and_then(|staff| staff.competency_gap_index);
            if index == turn.index {
                return (assessment, turn.record);
            }
            tried.push(turn.index);
            if tried.contains(&index) || tried.len() > self.profiles() {
                return self.unsettled(runner, organisation, told);
            }
            turn = self.turn(organisation, index);
        }
    }

    /// As it was stated, with a warning.
    fn unsettled(
        &self,
        runner: &Runner<'_>,
        organisation: &Organisation,
        told: &mut Told,
    ) -> (Assessment, Organisation) {
        told.staff = Overwritten {
            warnings: vec![Reason::new("staff.warning.unstable")],
            ..Overwritten::default()
        };
        let assessment = self.once(runner, organisation, told);
        (assessment, organisation.clone())
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

    fn turn(&self, organisation: &Organisation, index: Option<f64>) -> Turn {
        let mut record = organisation.clone();
        let rules = self.pack.staff.as_ref().filter(|_| index.is_some());
        let overwritten = rules.map_or_else(Overwritten::default, |rules| {
            let fact = ComputedFact {
                field: rules.field.clone(),
                value: index,
            };
            let limit = rules.figures.difference.value;
            recommend::portfolio::put(&mut record, &self.pack.fields, &[fact], limit, "staff")
        });
        Turn {
            record,
            index,
            overwritten,
        }
    }

    /// The people against the profile.
    pub(super) fn people(
        &self,
        organisation: &Organisation,
        profile: Option<&Profile>,
        told: &Told,
    ) -> Option<StaffResult> {
        let rules: &StaffPack = self.pack.staff.as_ref()?;
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

//! Goals, KPIs and mission: those that were written down before the rules run, the recommended ones after
//! (domain 6, 7).

use super::{Judge, Told};
use crate::model::{
    AccountsResult, Aims, Assessment, CheckedMission, Customers, Day, Difference, Id, Organisation,
    Profile, StatedGoals, Value,
};
use crate::recommend::goals::{Around, GoalContext};
use crate::recommend::{self, AccountNames, DraftFacts, KpiData};
use crate::rules::Calls;

/// What the checks say of what was written down.
#[derive(Debug, Clone, Default)]
pub(super) struct CheckedAims {
    pub(super) goals: Option<StatedGoals>,
    pub(super) mission: Option<CheckedMission>,
}

impl CheckedAims {
    /// Whether anything was written down.
    pub(super) fn any(&self) -> bool {
        self.goals.is_some() || self.mission.is_some()
    }

    pub(super) fn differences(&self) -> impl Iterator<Item = &Difference> {
        let goals = self.goals.iter().flat_map(|goals| &goals.difference);
        let mission = self.mission.iter().flat_map(|one| &one.difference);
        goals.chain(mission)
    }
}

impl Judge<'_> {
    pub(super) fn as_of(&self) -> Option<Day> {
        self.circumstances.as_of.as_deref().and_then(Day::parse)
    }

    /// Checks what was written down and puts the shares into the record, in the place of what was stated.
    ///
    /// `names` are those of the customers; their list has left the record by now.
    pub(super) fn check_aims(
        &self,
        organisation: &mut Organisation,
        customers: Option<&Customers>,
        names: &AccountNames<'_>,
    ) -> CheckedAims {
        let aims = std::mem::take(&mut organisation.aims);
        let mut goals = self.checked_goals(&aims, organisation, customers);
        if let (Some(data), Some(goals)) = (&self.pack.goals, &mut goals) {
            let facts = &data.limits.facts;
            let limit = facts.difference.value;
            goals.difference = self.put(
                organisation,
                &facts.goals_smart,
                goals.goals_smart_pct,
                limit,
                "goals",
            );
        }
        let stated = self.pack.mission.as_ref().zip(aims.mission.as_ref());
        let mut mission =
            stated.map(|(data, stated)| recommend::check_mission(data, stated, names));
        if let (Some(data), Some(mission)) = (&self.pack.mission, &mut mission) {
            let limit = data.limits.difference.value;
            mission.difference = self.put(
                organisation,
                &data.limits.fact,
                mission.mission_elements_pct,
                limit,
                "mission",
            );
        }
        organisation.aims = aims;
        CheckedAims { goals, mission }
    }

    fn checked_goals(
        &self,
        aims: &Aims,
        organisation: &Organisation,
        customers: Option<&Customers>,
    ) -> Option<StatedGoals> {
        let (data, goals) = (self.pack.goals.as_ref()?, aims.goals.as_ref()?);
        let facts = &data.limits.facts;
        let word = |field: &str| self.value(organisation, field).and_then(Value::as_word);
        let portfolio = match customers.map(|customers| &customers.result) {
            Some(AccountsResult::Judged(portfolio)) => Some(&**portfolio),
            _ => None,
        };
        let around = Around {
            pack: data,
            own: &aims.kpis,
            as_of: self.as_of(),
            currency: word(&facts.currency),
            budget: word(&facts.budget.field)
                .is_some_and(|status| facts.budget.values.iter().any(|one| **one == *status)),
            portfolio,
        };
        Some(recommend::goals::check(goals, &around))
    }

    fn value<'o>(&self, organisation: &'o Organisation, field: &str) -> Option<&'o Value>
    where
        Self: 'o,
    {
        let fields = &self.pack.fields;
        fields
            .position(field)
            .and_then(|position| organisation.value(fields, position))
    }

    fn put(
        &self,
        organisation: &mut Organisation,
        field: &Id,
        share: Option<f64>,
        limit: f64,
        source: &str,
    ) -> Option<Difference> {
        let put = recommend::portfolio::put(
            organisation,
            &self.pack.fields,
            (field, share?),
            limit,
            source,
        );
        put.ok().flatten()
    }

    /// Adds goals, KPIs and mission to an assessment that is otherwise complete.
    pub(super) fn add_aims(
        &self,
        calls: &dyn Calls,
        organisation: &Organisation,
        told: &Told,
        assessment: &mut Assessment,
    ) {
        let (customers, checked) = (told.customers.as_ref(), told.aims.clone());
        let context = GoalContext {
            pack: self.pack,
            program: self.program,
            calls,
            customers,
            as_of: self.as_of(),
        };
        let goals = recommend::goals::goals(context, checked.goals);
        let both = self.pack.goals.as_ref().zip(goals.as_ref());
        let kpis = both.map(|(data, goals)| {
            let facts = &data.limits.facts;
            let sources = match self.value(organisation, &facts.sources) {
                Some(Value::List(words)) if !words.is_empty() => Some(words.as_slice()),
                _ => None,
            };
            let known = self.value(organisation, &facts.wallet_known);
            let data_known = KpiData {
                sources,
                wallet_known: known.and_then(Value::as_number),
            };
            recommend::kpis(data, data_known, goals, &organisation.aims)
        });
        let profile = assessment.competencies.as_ref();
        let found = both
            .zip(kpis.as_ref())
            .map(|((data, goals), kpis)| (data, goals, kpis));
        let draft = self.pack.mission.as_ref().map(|data| {
            let facts = self.draft_facts(organisation, customers, profile);
            recommend::draft(
                data,
                DraftFacts {
                    goals: found,
                    ..facts
                },
            )
        });
        assessment.mission = draft.map(|draft| crate::model::Mission {
            stated: checked.mission,
            draft,
        });
        assessment.goals = goals;
        assessment.kpis = kpis;
    }

    fn draft_facts<'a>(
        &self,
        organisation: &'a Organisation,
        customers: Option<&'a Customers>,
        profile: Option<&'a Profile>,
    ) -> DraftFacts<'a>
    where
        Self: 'a,
    {
        let candidates = match customers.map(|customers| &customers.result) {
            Some(AccountsResult::Judged(portfolio)) => Some(portfolio.selection.candidates.len()),
            _ => None,
        };
        let company = match self.value(organisation, "name") {
            Some(Value::Word(name)) => Some(name),
            _ => None,
        };
        DraftFacts {
            company,
            candidates,
            profile,
            goals: None,
        }
    }
}

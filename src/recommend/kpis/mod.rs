//! KPIs for the recommended goals, by the data that there are, and rules for every choice of KPIs (domain 6.2).

use crate::model::number::reaches;
use crate::model::{
    Aims, Goals, Id, KpiChoice, Kpis, PassedOver, Reason, RecommendedKpi, StatedGoals, StatedKpis,
    Value,
};
use crate::pack::{GoalPack, Kpi};

/// What is known of the data.
#[derive(Debug, Clone, Copy)]
pub struct KpiData<'a> {
    /// Words of the data that there are; none where nobody said so.
    pub sources: Option<&'a [Id]>,
    /// Share of the large customers whose wallet is known, in percent.
    pub wallet_known: Option<f64>,
}

/// The KPIs for the recommended goals, and what is to be said of those that were chosen with the stated goals.
pub fn kpis(pack: &GoalPack, data: KpiData<'_>, goals: &Goals, aims: &Aims) -> Kpis {
    let choosing = Choosing {
        pack,
        data,
        goals: &goals.recommended,
    };
    let chosen = choosing.chosen();
    let of_table: Vec<Chosen<'_>> = chosen.iter().map(|(kpi, _)| Chosen::of(kpi)).collect();
    let mut recommended: Vec<RecommendedKpi> = chosen
        .iter()
        .map(|(kpi, choice)| choosing.told(kpi, *choice))
        .collect();
    recommended.sort_by_key(|one| choosing.rank(&one.id));
    Kpis {
        passed_over: choosing.passed_over(),
        warnings: match of_table.is_empty() {
            true => Vec::new(),
            false => choosing.warnings(&of_table, &goals.recommended),
        },
        recommended,
        stated: goals
            .stated
            .as_ref()
            .map(|stated| choosing.stated(stated, aims)),
    }
}

/// A KPI of some choice, as the rules look at it.
#[derive(Debug, Clone, Copy)]
struct Chosen<'a> {
    id: &'a Id,
    goal: &'a Id,
    leading: bool,
    financial: bool,
}

impl<'a> Chosen<'a> {
    fn of(kpi: &'a Kpi) -> Self {
        Self {
            id: &kpi.id,
            goal: &kpi.goal,
            leading: kpi.leading,
            financial: kpi.financial,
        }
    }
}

#[derive(Debug, Clone, Copy)]
struct Choosing<'a> {
    pack: &'a GoalPack,
    data: KpiData<'a>,
    goals: &'a [Id],
}

type Choice<'a> = Vec<(&'a Kpi, KpiChoice)>;

impl<'a> Choosing<'a> {
    fn rank(&self, id: &str) -> usize {
        let mut table = self.pack.kpis.iter();
        table.position(|kpi| *kpi.id == *id).unwrap_or(usize::MAX)
    }

    /// Rules 1 to 4 of domain 6.2.
    fn chosen(&self) -> Choice<'a> {
        let mut chosen = Choice::new();
        if self.goals.is_empty() {
            return chosen;
        }
        for goal in self.goals {
            for (leading, choice) in [(false, KpiChoice::Lagging), (true, KpiChoice::Leading)] {
                let first = self
                    .of_goal(goal)
                    .find(|kpi| kpi.leading == leading && self.is_usable(kpi));
                chosen.extend(first.map(|kpi| (kpi, choice)));
            }
        }
        let limits = &self.pack.limits.kpis;
        let has =
            |chosen: &Choice<'_>, ids: &[Id]| chosen.iter().any(|(kpi, _)| ids.contains(&kpi.id));
        if has(&chosen, &limits.growth) && !has(&chosen, &limits.beside_growth) {
            let beside = self.named(&limits.beside_growth).next();
            chosen.extend(beside.map(|kpi| (kpi, KpiChoice::BesideGrowth)));
        }
        let of_goals = self.pack.kpis.iter();
        let of_goals = of_goals.filter(|kpi| self.goals.contains(&kpi.goal) && self.is_usable(kpi));
        for kpi in self.named(&limits.fill).chain(of_goals) {
            let enough = reaches(chosen.len() as f64, limits.least.value);
            if !enough && !has(&chosen, std::slice::from_ref(&kpi.id)) {
                chosen.push((kpi, KpiChoice::Fill));
            }
        }
        if chosen.iter().all(|(kpi, _)| kpi.financial) {
            let other = self.named(&limits.non_financial).next();
            chosen.extend(other.map(|kpi| (kpi, KpiChoice::NonFinancial)));
        }
        chosen
    }

    fn of_goal(&self, goal: &Id) -> impl Iterator<Item = &'a Kpi> {
        let own = goal.clone();
        self.pack.kpis.iter().filter(move |kpi| kpi.goal == own)
    }

    /// Those of the ids that have data, in this order.
    fn named(&self, ids: &'a [Id]) -> impl Iterator<Item = &'a Kpi> {
        let this = *self;
        let found = ids.iter().filter_map(move |id| this.pack.kpi(id));
        found.filter(move |kpi| this.is_usable(kpi))
    }

    fn is_usable(&self, kpi: &Kpi) -> bool {
        self.lacking(kpi).is_empty() && !self.lacks_wallet(kpi)
    }

    /// Data that there are not. Where nobody said which there are, every KPI counts as having data.
    fn lacking(&self, kpi: &Kpi) -> Vec<Id> {
        let Some(sources) = self.data.sources else {
            return Vec::new();
        };
        let missing = kpi.data.iter().filter(|word| !sources.contains(word));
        missing.cloned().collect()
    }

    fn lacks_wallet(&self, kpi: &Kpi) -> bool {
        let limits = &self.pack.limits.kpis;
        let known = self.data.wallet_known;
        let enough = known.is_some_and(|known| reaches(known, limits.wallet_known_from.value));
        limits.wallet.contains(&kpi.id) && !enough
    }

    fn told(&self, kpi: &Kpi, choice: KpiChoice) -> RecommendedKpi {
        RecommendedKpi {
            id: kpi.id.clone(),
            goal: kpi.goal.clone(),
            leading: kpi.leading,
            financial: kpi.financial,
            choice,
            check_data: self.data.sources.is_none(),
        }
    }

    /// KPIs of the goals that cannot be used, in the order of the table.
    fn passed_over(&self) -> Vec<PassedOver> {
        let of_goals = self
            .pack
            .kpis
            .iter()
            .filter(|kpi| self.goals.contains(&kpi.goal));
        let told = |kpi: &Kpi| {
            let lacking = self.lacking(kpi);
            let reason = match (lacking.is_empty(), self.lacks_wallet(kpi)) {
                (false, _) => Reason::new("kpi.no_data").with("kpi_data", Value::List(lacking)),
                (true, true) => self.wallet_reason("kpi.wallet"),
                (true, false) => return None,
            };
            Some(PassedOver {
                id: kpi.id.clone(),
                reason,
            })
        };
        of_goals.filter_map(told).collect()
    }

    fn wallet_reason(&self, key: &str) -> Reason {
        let limit = self.pack.limits.kpis.wallet_known_from.value;
        Reason::new(key).with("least", limit)
    }

    /// The rules for every choice, but that of owners.
    fn warnings(&self, chosen: &[Chosen<'_>], goals: &[Id]) -> Vec<Reason> {
        let limits = &self.pack.limits.kpis;
        let mut warnings = Vec::new();
        let count = chosen.len() as f64;
        let told =
            |key: &str, limit: f64| Reason::new(key).with("count", count).with("limit", limit);
        if !reaches(count, limits.least.value) {
            warnings.push(told("kpis.warning.few", limits.least.value));
        }
        if !reaches(limits.most.value, count) {
            warnings.push(told("kpis.warning.many", limits.most.value));
        }
        for goal in goals {
            for (leading, key) in [
                (false, "kpis.warning.no_lagging"),
                (true, "kpis.warning.no_leading"),
            ] {
                let there = self
                    .of_goal(goal)
                    .any(|kpi| kpi.leading == leading && self.is_usable(kpi));
                let has = chosen
                    .iter()
                    .any(|kpi| kpi.goal == goal && kpi.leading == leading);
                if there && !has {
                    warnings.push(Reason::new(key).with("goal", &**goal));
                }
            }
        }
        if chosen.iter().all(|kpi| kpi.financial) {
            warnings.push(Reason::new("kpis.warning.financial_only"));
        }
        let has = |ids: &[Id]| chosen.iter().any(|kpi| ids.contains(kpi.id));
        if has(&limits.growth) && !has(&limits.beside_growth) {
            warnings.push(Reason::new("kpis.warning.growth_alone"));
        }
        let few = self
            .data
            .wallet_known
            .filter(|known| !reaches(*known, limits.wallet_known_from.value));
        if let Some(known) = few.filter(|_| has(&limits.wallet)) {
            warnings.push(
                self.wallet_reason("kpis.warning.wallet")
                    .with("known", known),
            );
        }
        warnings
    }

    /// The KPIs that were chosen with the goals. An own KPI is lagging, and nobody knows whether it is financial.
    fn stated(&self, stated: &StatedGoals, aims: &Aims) -> StatedKpis {
        let mut chosen: Vec<Chosen<'_>> = Vec::new();
        let mut goals: Vec<Id> = Vec::new();
        for record in &stated.records {
            let Some(id) = &record.kpi_id else { continue };
            let of_table = self.pack.kpi(id).map(Chosen::of);
            let own = aims.kpis.iter().find(|kpi| kpi.kpi_id == *id);
            let own = own.map(|kpi| Chosen {
                id: &kpi.kpi_id,
                goal: &kpi.goal,
                leading: false,
                financial: true,
            });
            let Some(found) = of_table.or(own) else {
                continue;
            };
            if !chosen.iter().any(|other| other.id == found.id) {
                chosen.push(found);
            }
            if !goals.contains(found.goal) {
                goals.push(found.goal.clone());
            }
        }
        let mut warnings = self.warnings(&chosen, &goals);
        let unowned = stated
            .records
            .iter()
            .filter(|one| one.kpi_id.is_some() && one.owner.is_none());
        warnings.extend(
            unowned.map(|one| Reason::new("kpis.warning.no_owner").with("record", &*one.goal_id)),
        );
        StatedKpis {
            ids: chosen.iter().map(|kpi| kpi.id.clone()).collect(),
            warnings,
        }
    }
}

#[cfg(test)]
mod tests;

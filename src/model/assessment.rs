//! Everything that is said about one organisation.

use serde::ser::SerializeMap;
use serde::{Deserialize, Serialize, Serializer};

use super::{
    AccountsResult, Charted, Difference, DimensionScore, Finding, Goals, Id, IndexScore, Kpis,
    Mission, Placement, Profile, Reason, Roadmap, Second, StaffResult, Waived, WeightBounds,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum GateState {
    /// Its condition holds, whether or not it lowers the level.
    Binding,
    Clear,
    /// A fact that it needs is missing.
    Unverified,
}

/// A knock-out criterion on one organisation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Gate {
    /// `G2`, or `W40:D11_processes` for a gate that holds for each dimension.
    pub id: Id,
    pub state: GateState,
    /// The level that it allows at most in this state; none where it does not cap.
    pub caps: Option<Id>,
    /// The plausible range of what it looks at holds its limit.
    pub borderline: bool,
    pub reason: Reason,
}

/// The rule behind the id of a gate: `W40` of `W40:D11_processes`.
pub fn gate_rule(id: &str) -> &str {
    id.split_once(':').map_or(id, |(rule, _)| rule)
}

/// The level, before and after the gates.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Level {
    /// None where coverage forbids a level.
    pub id: Option<Id>,
    /// By the index alone.
    pub raw: Option<Id>,
    /// Span of the plausible range, under the caps in force.
    pub low: Option<Id>,
    pub high: Option<Id>,
    /// The index lies within the pack's margin of a limit.
    pub borderline: bool,
    /// The gates whose condition holds.
    pub bound_by: Vec<Id>,
}

/// The own customers, and where they say something else than the organisation did.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Customers {
    pub result: AccountsResult,
    pub differences: Vec<Difference>,
    pub warnings: Vec<Reason>,
}

/// A warning that holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Flag {
    pub id: Id,
    pub reason: Reason,
}

/// The result for one organisation.
#[derive(Debug, Clone, PartialEq)]
pub struct Assessment {
    pub id: Id,
    pub name: Id,
    pub indexes: Vec<IndexScore>,
    pub level: Level,
    pub dimensions: Vec<DimensionScore>,
    pub gates: Vec<Gate>,
    pub findings: Vec<Finding>,
    /// None where the pack decides on no placement.
    pub placement: Option<Placement>,
    pub competencies: Option<Profile>,
    pub org_chart: Option<Charted>,
    pub accounts: Option<Customers>,
    pub staff: Option<StaffResult>,
    /// None where the pack has no goals.
    pub goals: Option<Goals>,
    pub kpis: Option<Kpis>,
    pub mission: Option<Mission>,
    /// Warnings that change nothing, with their reasons.
    pub flags: Vec<Flag>,
    pub waivers: Vec<Waived>,
    /// None where the pack plans nothing, or no report shows it.
    pub roadmap: Option<Roadmap>,
    /// Fields that a rule would like to know, in the order of the pack.
    pub questions: Vec<Id>,
    /// The organisation as it was read, in the words of the input format; none where no report keeps it.
    pub record: Option<serde_json::Map<String, serde_json::Value>>,
    /// None where no second assessor was heard, or not on this organisation.
    pub second: Option<Second>,
    /// Worked out from the rest for reports; no part of the result.
    pub bounds: Option<Box<WeightBounds>>,
}

impl Assessment {
    pub fn index(&self, id: &str) -> Option<&IndexScore> {
        self.indexes.iter().find(|index| &*index.id == id)
    }

    /// The index that leads to the level: the last one.
    pub fn leading(&self) -> Option<&IndexScore> {
        self.indexes.last()
    }

    /// Whether measures can raise this index: it leads to the level. A need is what it is.
    pub fn is_leading(&self, index: &str) -> bool {
        self.leading().is_some_and(|leading| &*leading.id == index)
    }

    fn flag_reasons(&self) -> Vec<&Reason> {
        self.flags.iter().map(|flag| &flag.reason).collect()
    }
}

impl Serialize for Assessment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("id", &self.id)?;
        map.serialize_entry("name", &self.name)?;
        for index in &self.indexes {
            map.serialize_entry(&index.id, index)?;
        }
        map.serialize_entry("level", &self.level)?;
        map.serialize_entry("dimensions", &self.dimensions)?;
        map.serialize_entry("gates", &self.gates)?;
        map.serialize_entry("rules", &self.findings)?;
        if let Some(placement) = &self.placement {
            map.serialize_entry("placement", placement)?;
        }
        if let Some(profile) = &self.competencies {
            map.serialize_entry("competencies", profile)?;
        }
        if let Some(charted) = &self.org_chart {
            let own = charted.chart.is_some();
            let key = if own { "org_chart" } else { "textbook_chart" };
            map.serialize_entry(key, charted)?;
        }
        if let Some(accounts) = &self.accounts {
            map.serialize_entry("accounts", accounts)?;
        }
        if let Some(staff) = &self.staff {
            map.serialize_entry("staff", staff)?;
        }
        if let Some(goals) = &self.goals {
            map.serialize_entry("goals", goals)?;
        }
        if let Some(kpis) = &self.kpis {
            map.serialize_entry("kpis", kpis)?;
        }
        if let Some(mission) = &self.mission {
            map.serialize_entry("mission", mission)?;
        }
        let flags: Vec<&Id> = self.flags.iter().map(|flag| &flag.id).collect();
        map.serialize_entry("flags", &flags)?;
        map.serialize_entry("flag_reasons", &self.flag_reasons())?;
        map.serialize_entry("waivers", &self.waivers)?;
        let selected = self.roadmap.iter().flat_map(|roadmap| &roadmap.measures);
        let measures: Vec<&Id> = selected.map(|one| &one.id).collect();
        map.serialize_entry("measures", &measures)?;
        if let Some(roadmap) = &self.roadmap {
            map.serialize_entry("roadmap", roadmap)?;
        }
        map.serialize_entry("questions", &self.questions)?;
        if let Some(record) = &self.record {
            map.serialize_entry("record", record)?;
        }
        if let Some(second) = &self.second {
            map.serialize_entry("second", second)?;
        }
        map.end()
    }
}

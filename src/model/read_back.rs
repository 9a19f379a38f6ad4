//! Reading a written result back, where a type does not stand in JSON as it stands here.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use serde::Deserialize;
use serde::de::{Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde_json::{Map, Value as Json};

use super::{
    AccountsResult, Assessment, AxisScore, ChartFault, FaultCode, Finding, Flag, Id, IndexScore,
    KamPlace, Level, Listed, Outcome, PlacementOption, Points, Portfolio, RaisingState, Reason,
    Rejected, Value, Weighed,
};
use crate::error::Place;

/// What any other type is read with.
fn typed<T: serde::de::DeserializeOwned, E: Error>(json: Json) -> Result<T, E> {
    serde_json::from_value(json).map_err(E::custom)
}

/// Takes a key out of an object; a missing key reads like `null`.
fn take<T: serde::de::DeserializeOwned, E: Error>(
    map: &mut Map<String, Json>,
    key: &str,
) -> Result<T, E> {
    let json = map.shift_remove(key).unwrap_or_default();
    serde_json::from_value(json).map_err(|fault| E::custom(format!("`{key}`: {fault}")))
}

impl<'de> Deserialize<'de> for Assessment {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct ByKey;
        impl<'de> Visitor<'de> for ByKey {
            type Value = Assessment;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an organisation")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Assessment, A::Error> {
                let mut written = Written::default();
                while let Some(key) = map.next_key::<String>()? {
                    written.read(&key, &mut map)?;
                }
                written.assessment()
            }
        }
        from.deserialize_map(ByKey)
    }
}

/// An organisation so far.
#[derive(Default)]
struct Written {
    id: Option<Id>,
    name: Option<Id>,
    flags: Vec<Id>,
    flag_reasons: Vec<Reason>,
    one: Option<Box<Assessment>>,
}

impl Written {
    fn read<'de, A: MapAccess<'de>>(&mut self, key: &str, map: &mut A) -> Result<(), A::Error> {
        let one = self
            .one
            .get_or_insert_with(|| Box::new(Assessment::empty()));
        match key {
            "id" => self.id = Some(map.next_value()?),
            "name" => self.name = Some(map.next_value()?),
            "flags" => self.flags = map.next_value()?,
            "flag_reasons" => self.flag_reasons = map.next_value()?,
            "level" => one.level = map.next_value()?,
            "dimensions" => one.dimensions = map.next_value()?,
            "gates" => one.gates = map.next_value()?,
            "rules" => one.findings = map.next_value()?,
            "placement" => one.placement = map.next_value()?,
            "competencies" => one.competencies = map.next_value()?,
            "org_chart" | "textbook_chart" => one.org_chart = map.next_value()?,
            "accounts" => one.accounts = map.next_value()?,
            "staff" => one.staff = map.next_value()?,
            "goals" => one.goals = map.next_value()?,
            "kpis" => one.kpis = map.next_value()?,
            "mission" => one.mission = map.next_value()?,
            "waivers" => one.waivers = map.next_value()?,
            "roadmap" => one.roadmap = map.next_value()?,
            "questions" => one.questions = map.next_value()?,
            "record" => one.record = map.next_value()?,
            "second" => one.second = map.next_value()?,
            // The measures stand in the roadmap.
            "measures" => _ = map.next_value::<IgnoredAny>()?,
            // Whatever else an organisation says is an index.
            _ => one.indexes.push(IndexScore {
                id: key.into(),
                ..map.next_value()?
            }),
        }
        Ok(())
    }

    fn assessment<E: Error>(self) -> Result<Assessment, E> {
        if self.flags.len() != self.flag_reasons.len() {
            return Err(E::custom("`flags` and `flag_reasons` differ in number"));
        }
        let flags = self.flags.into_iter().zip(self.flag_reasons);
        let one = self
            .one
            .ok_or_else(|| E::custom("an organisation says something"))?;
        let mut one = Assessment {
            id: self.id.ok_or_else(|| E::missing_field("id"))?,
            name: self.name.ok_or_else(|| E::missing_field("name"))?,
            flags: flags.map(|(id, reason)| Flag { id, reason }).collect(),
            ..*one
        };
        one.mark_what_does_not_apply();
        Ok(one)
    }
}

impl Assessment {
    fn empty() -> Self {
        let none: Id = "".into();
        Self {
            id: none.clone(),
            name: none,
            indexes: Vec::new(),
            level: Level::default(),
            dimensions: Vec::new(),
            gates: Vec::new(),
            findings: Vec::new(),
            placement: None,
            competencies: None,
            org_chart: None,
            accounts: None,
            staff: None,
            goals: None,
            kpis: None,
            mission: None,
            flags: Vec::new(),
            waivers: Vec::new(),
            roadmap: None,
            questions: Vec::new(),
            record: None,
            second: None,
            bounds: None,
        }
    }

    fn mark_what_does_not_apply(&mut self) {
        for dimension in &mut self.dimensions {
            let of = |one: &&Finding| one.dimension == dimension.id;
            let mut rules = self.findings.iter().filter(of).peekable();
            dimension.not_applicable =
                rules.peek().is_some() && rules.all(|rule| rule.outcome == Outcome::NotApplicable);
        }
    }
}

impl<'de> Deserialize<'de> for Finding {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Written {
            id: Id,
            dimension: Id,
            outcome: String,
            points: Option<f64>,
            weight: f64,
            reason: Option<Reason>,
            fields: BTreeMap<Id, Value>,
            #[serde(default)]
            missing: Vec<Id>,
            #[serde(default)]
            error: String,
        }
        let written = Written::deserialize(from)?;
        let outcome = match (written.outcome.as_str(), written.points) {
            ("scored", Some(points)) => Outcome::Scored(points),
            ("not_applicable", None) => Outcome::NotApplicable,
            ("unknown", None) => Outcome::Unknown(written.missing),
            ("failed", None) => Outcome::Failed(written.error),
            (other, points) => {
                let found = points.map_or_else(|| "none".to_owned(), |points| points.to_string());
                return Err(D::Error::custom(format!(
                    "the outcome `{other}` does not go with the points {found}"
                )));
            }
        };
        Ok(Self {
            rule: written.id,
            dimension: written.dimension,
            outcome,
            weight: written.weight,
            reason: written.reason,
            fields: written.fields,
            half_width: None,
        })
    }
}

impl<'de> Deserialize<'de> for AccountsResult {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let mut map = Map::deserialize(from)?;
        if map.contains_key("faults") {
            return take(&mut map, "faults").map(Self::Stopped);
        }
        let portfolio: Portfolio = typed(Json::Object(map))?;
        Ok(Self::Judged(Box::new(portfolio)))
    }
}

impl<'de> Deserialize<'de> for AxisScore {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Written {
            score: Option<f64>,
            coverage: f64,
            criteria: Vec<Part>,
        }
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Part {
            id: Id,
            weight: f64,
            outcome: String,
            points: Option<f64>,
        }
        let written = Written::deserialize(from)?;
        let points =
            written
                .criteria
                .iter()
                .map(|part| match (part.outcome.as_str(), part.points) {
                    (_, Some(points)) => Points::Scored(points),
                    ("not_applicable", None) => Points::NotApplicable,
                    _ => Points::Unknown,
                });
        let points = points.collect();
        let criteria = written.criteria.into_iter().map(|part| Weighed {
            id: part.id,
            weight: part.weight,
        });
        let criteria: Arc<[Weighed]> = criteria.collect();
        Ok(Self {
            score: written.score,
            coverage: written.coverage,
            criteria,
            points,
        })
    }
}

impl<'de> Deserialize<'de> for RaisingState {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let name = String::deserialize(from)?;
        let found = Self::ALL.iter().find(|(known, _)| *known == name);
        found.map(|(_, state)| *state).ok_or_else(|| {
            D::Error::custom(format!("`{name}` says nothing about raising the level"))
        })
    }
}

impl<'de> Deserialize<'de> for KamPlace {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let name = String::deserialize(from)?;
        match (name.as_str(), PlacementOption::named(&name)) {
            (_, Some(option)) => Ok(Self::At(option)),
            ("unclear", None) => Ok(Self::Unclear),
            ("mixed", None) => Ok(Self::Mixed),
            _ => Err(D::Error::custom(format!("`{name}` is no place of KAM"))),
        }
    }
}

impl<'de> Deserialize<'de> for ChartFault {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Written {
            code: FaultCode,
            unit: Option<Id>,
            row: Option<usize>,
            file: String,
            line: Option<usize>,
            column: Option<usize>,
            field: Option<String>,
            value: Option<String>,
            reason: Reason,
        }
        let written = Written::deserialize(from)?;
        Ok(Self {
            code: written.code,
            unit: written.unit,
            row: written.row,
            place: Place {
                file: written.file,
                line: written.line,
                column: written.column,
                field: written.field,
            },
            value: written.value,
            reason: written.reason,
        })
    }
}

impl<'de> Deserialize<'de> for Rejected {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Written {
            file: String,
            line: Option<usize>,
            column: Option<usize>,
            id: Option<Id>,
            field: Option<String>,
            value: Option<String>,
            reason: Reason,
        }
        let written = Written::deserialize(from)?;
        Ok(Self {
            place: Place {
                file: written.file,
                line: written.line,
                column: written.column,
                field: written.field,
            },
            id: written.id,
            value: written.value,
            reason: written.reason,
        })
    }
}

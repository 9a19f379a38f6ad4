//! Reading a written result back, where a type does not stand in JSON as it stands here.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Deserialize;
use serde::de::{Deserializer, Error};
use serde_json::{Map, Value as Json};

use super::{
    AccountsResult, Assessment, AxisScore, ChartFault, FaultCode, Finding, Flag, Id, IndexScore,
    KamPlace, Listed, Outcome, PlacementOption, Points, Portfolio, RaisingState, Reason, Rejected,
    Value, Weighed,
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
        let mut map = Map::deserialize(from)?;
        let findings: Vec<Finding> = take(&mut map, "rules")?;
        let mut one = Self {
            id: take(&mut map, "id")?,
            name: take(&mut map, "name")?,
            level: take(&mut map, "level")?,
            dimensions: take(&mut map, "dimensions")?,
            gates: take(&mut map, "gates")?,
            placement: take(&mut map, "placement")?,
            competencies: take(&mut map, "competencies")?,
            org_chart: either(&mut map, "org_chart", "textbook_chart")?,
            accounts: take(&mut map, "accounts")?,
            staff: take(&mut map, "staff")?,
            goals: take(&mut map, "goals")?,
            kpis: take(&mut map, "kpis")?,
            mission: take(&mut map, "mission")?,
            flags: flags(&mut map)?,
            waivers: take(&mut map, "waivers")?,
            roadmap: take(&mut map, "roadmap")?,
            questions: take(&mut map, "questions")?,
            record: take(&mut map, "record")?,
            indexes: Vec::new(),
            findings,
        };
        // The measures stand in the roadmap.
        map.shift_remove("measures");
        one.indexes = map
            .into_iter()
            .map(index)
            .collect::<Result<_, D::Error>>()?;
        one.mark_what_does_not_apply();
        Ok(one)
    }
}

fn either<T: serde::de::DeserializeOwned, E: Error>(
    map: &mut Map<String, Json>,
    one: &str,
    other: &str,
) -> Result<Option<T>, E> {
    let first = take(map, one)?;
    let second = take(map, other)?;
    Ok(Option::or(first, second))
}

fn flags<E: Error>(map: &mut Map<String, Json>) -> Result<Vec<Flag>, E> {
    let ids: Vec<Id> = take(map, "flags")?;
    let reasons: Vec<Reason> = take(map, "flag_reasons")?;
    if ids.len() != reasons.len() {
        return Err(E::custom("`flags` and `flag_reasons` differ in number"));
    }
    let flags = ids.into_iter().zip(reasons);
    Ok(flags.map(|(id, reason)| Flag { id, reason }).collect())
}

/// Whatever an organisation says beside its known keys is an index.
fn index<E: Error>((id, json): (String, Json)) -> Result<IndexScore, E> {
    let index: Result<IndexScore, E> = typed(json);
    let index = index.map_err(|fault| E::custom(format!("`{id}`: {fault}")))?;
    Ok(IndexScore {
        id: id.into(),
        ..index
    })
}

impl Assessment {
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

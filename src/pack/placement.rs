//! `placement/`: the options, the effect table, and how target and entry are decided (domain 4).

use std::collections::BTreeMap;

use serde::Deserialize;

use super::files::{PackFile, PackFiles};
use super::manifest::from_toml;
use crate::error::{Detail, Error, Faults, Kind, Place, code, listed};
use crate::model::{Id, Text};

/// `[placement]` of `pack.toml`: bands and order of the decision. Bands are in points of fit.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// With fewer known factors no target is named, only a shortlist.
    pub factors_needed: usize,
    pub shortlist_band: f64,
    /// A lead of at least so many points is clear; between the two it is narrow; below, a tie.
    pub clear_lead: f64,
    pub narrow_lead: f64,
    /// The largest effect of the table, which stands for a fit of 100.
    pub largest_effect: f64,
    /// How the entry is chosen, by level.
    pub entry: Vec<EntryRule>,
}

/// How the entry is chosen at these levels.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EntryRule {
    pub levels: Vec<Id>,
    /// Options within this band of the best are candidates; without it, the best one is taken.
    pub band: Option<f64>,
    /// The target is kept if it is in the band and its commitment is at most this.
    pub keep_target: Option<f64>,
    /// Only these; if all are excluded, the rest.
    #[serde(default)]
    pub only: Vec<Id>,
}

/// One place in the org chart (domain 4.1, 4.5).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlacementOption {
    pub id: Id,
    pub short: String,
    /// How hard it is to undo; among near equals the lower one is the entry.
    pub commitment: f64,
    pub label: Text,
    pub meaning: Text,
    pub pros: Vec<Text>,
    pub cons: Vec<Text>,
    pub reports_to: Text,
    pub tree: Text,
    #[serde(default)]
    pub refs: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OptionsFile {
    options: Vec<PlacementOption>,
}

/// One row of the effect table: what a bucket of a factor does to each option.
#[derive(Debug, Clone, PartialEq)]
pub struct EffectRow {
    pub factor: Id,
    pub bucket: Id,
    pub weight: f64,
    /// One effect an option, in the order of the options.
    pub effects: Vec<f64>,
}

/// Everything a pack says about placement, but its rules.
#[derive(Debug, Clone)]
pub struct PlacementData {
    pub decision: Decision,
    pub options: Vec<PlacementOption>,
    /// Empty where the options are scripts.
    pub effects: Vec<EffectRow>,
}

impl PlacementData {
    /// The rows of one factor, its buckets in order.
    pub fn rows<'a, 'f>(
        &'a self,
        factor: &'f str,
    ) -> impl Iterator<Item = &'a EffectRow> + use<'a, 'f> {
        self.effects
            .iter()
            .filter(move |row| *row.factor == *factor)
    }

    /// Factors in the order of the table.
    pub fn factors(&self) -> Vec<&Id> {
        let mut factors: Vec<&Id> = Vec::new();
        for row in &self.effects {
            if !factors.contains(&&row.factor) {
                factors.push(&row.factor);
            }
        }
        factors
    }

    pub fn option(&self, id: &str) -> Option<&PlacementOption> {
        self.options.iter().find(|option| *option.id == *id)
    }
}

/// Reads options and effects of a pack that decides on placement.
///
/// # Errors
/// Every fault of both files.
pub(super) fn read(decision: Decision, files: &PackFiles) -> Result<PlacementData, Faults> {
    let options = files.get("placement/options.toml").ok_or_else(|| {
        let detail =
            code::LACKS_FILE.says("a pack with `[placement]` needs `placement/options.toml`");
        vec![Error::new(Kind::Pack, detail)]
    })?;
    let options = from_toml::<OptionsFile>(options)
        .map_err(|fault| vec![fault])?
        .options;
    let effects = match files.get("placement/effects.csv") {
        Some(file) => effects(file, &options)?,
        None => Vec::new(),
    };
    Ok(PlacementData {
        decision,
        options,
        effects,
    })
}

fn effects(file: &PackFile, options: &[PlacementOption]) -> Result<Vec<EffectRow>, Faults> {
    let fault = |line: usize, detail: Detail| {
        Error::new(Kind::Pack, detail.or(code::TABLE_VALUE)).at(Place::line(&*file.shown, line))
    };
    let mut table = csv::Reader::from_reader(file.text.as_bytes());
    let expected: Vec<&str> = ["factor", "bucket", "weight"]
        .into_iter()
        .chain(options.iter().map(|option| &*option.id))
        .collect();
    let header: Vec<String> = table
        .headers()
        .map_err(|error| vec![fault(1, code::TABLE_SHAPE.says(error.to_string()))])?
        .iter()
        .map(str::to_owned)
        .collect();
    if header != expected {
        let columns = listed(expected);
        return Err(vec![fault(
            1,
            code::TABLE_SHAPE.says(format!("the columns must be {columns}, in this order")),
        )]);
    }
    let mut rows = Vec::new();
    let mut faults = Vec::new();
    let mut weights: BTreeMap<Id, f64> = BTreeMap::new();
    for record in table.records() {
        let (line, row) = match &record {
            Ok(record) => (
                record.position().map_or(0, |at| at.line() as usize),
                effect_row(record),
            ),
            Err(error) => (0, Err(error.to_string())),
        };
        match row {
            Err(detail) => faults.push(fault(line, detail.into())),
            Ok(row) => {
                let weight = *weights.entry(row.factor.clone()).or_insert(row.weight);
                if (weight - row.weight).abs() > 0.0 {
                    faults.push(fault(
                        line,
                        format!("`{}` has another weight above", row.factor).into(),
                    ));
                }
                rows.push(row);
            }
        }
    }
    if faults.is_empty() {
        Ok(rows)
    } else {
        Err(faults)
    }
}

fn effect_row(record: &csv::StringRecord) -> Result<EffectRow, String> {
    let mut cells = record.iter();
    let mut next = || cells.next().unwrap_or_default().trim();
    let (factor, bucket) = (next().into(), next().into());
    let numbers = record.iter().skip(2).map(|cell| {
        let number = cell
            .trim()
            .parse::<f64>()
            .ok()
            .filter(|number| number.is_finite());
        number.ok_or_else(|| format!("`{cell}` is no number"))
    });
    let numbers: Vec<f64> = numbers.collect::<Result<_, _>>()?;
    let (weight, effects) = numbers.split_first().ok_or("this row has no weight")?;
    if *weight <= 0.0 {
        return Err(format!("the weight {weight} must be above 0"));
    }
    Ok(EffectRow {
        factor,
        bucket,
        weight: *weight,
        effects: effects.to_vec(),
    })
}

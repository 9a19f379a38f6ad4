//! A whole run: what every report is written from.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::{
    Assessment, Audience, Catalogue, Comparison, Decision, Id, LevelStep, Reason, RefusedRow,
    SecondRun, Text, Tier, Waived,
};
use crate::error::Place;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Tool {
    pub name: Cow<'static, str>,
    pub version: Cow<'static, str>,
}

impl Tool {
    pub const THIS: Self = Self {
        name: Cow::Borrowed(env!("CARGO_PKG_NAME")),
        version: Cow::Borrowed(env!("CARGO_PKG_VERSION")),
    };
}

/// Which rules spoke.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PackStamp {
    pub id: Id,
    pub version: Id,
    /// SHA-256 over the pack's files in order of their paths.
    pub hash: String,
    pub overlays: Vec<OverlayStamp>,
}

/// An overlay and what it changed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OverlayStamp {
    pub id: Id,
    pub version: Id,
    pub hash: String,
    pub changes: Vec<Changed>,
}

/// One effective change of an overlay.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Changed {
    /// `weight D05_data_information`, `param G0.least`, …
    pub what: String,
    pub from: String,
    pub to: String,
    pub reason: Text,
}

/// Which facts were read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Input {
    pub file: String,
    /// SHA-256 of its bytes.
    pub hash: String,
    pub records: usize,
    pub rejected: usize,
    /// Headings or keys that name no field and were not read.
    pub unread: Vec<String>,
    /// What was decided where the file is not what programs write.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub decisions: Vec<Decision>,
}

/// What a run was asked for, as far as it decides on the result; enough to run it again.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Run {
    /// People were named by codes.
    pub anonymise: bool,
    /// What was said about the tables.
    pub table: TableOptions,
    /// In the order in which they were named. Their hashes stand among the inputs.
    pub files: Vec<RunFile>,
}

/// What a user says about tables; what is missing was found out.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableOptions {
    pub decimal: Option<String>,
    pub encoding: Option<String>,
    pub delimiter: Option<String>,
    pub header_row: Option<usize>,
    /// A sheet of a workbook.
    pub sheet: Option<String>,
}

/// A file of a run, and what it holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RunFile {
    pub holds: Holding,
    pub file: String,
    /// Whether it is the second assessor's.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub second: bool,
}

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Holding {
    Organisations,
    Facts,
    Units,
    Accounts,
    Staff,
    Goals,
    Kpis,
    Mission,
    Waivers,
    Mapping,
}

impl Holding {
    pub const ALL: [(&'static str, Self); 10] = [
        ("organisations", Self::Organisations),
        ("facts", Self::Facts),
        ("units", Self::Units),
        ("accounts", Self::Accounts),
        ("staff", Self::Staff),
        ("goals", Self::Goals),
        ("kpis", Self::Kpis),
        ("mission", Self::Mission),
        ("waivers", Self::Waivers),
        ("mapping", Self::Mapping),
    ];

    pub fn name(self) -> &'static str {
        let own = |(_, holding): &&(&str, Self)| *holding == self;
        Self::ALL.iter().find(own).map_or("", |(name, _)| name)
    }
}

impl Input {
    /// The same, with the cells of one organisation and no other's.
    #[must_use]
    pub fn about(&self, id: &Id) -> Self {
        Self {
            decisions: self.decisions.iter().map(|one| one.about(id)).collect(),
            ..self.clone()
        }
    }

    /// Whether it is this file, or a part of it: a sheet of a workbook, a list inside a record.
    pub fn is_of(&self, file: &str) -> bool {
        let rest = self.file.strip_prefix(file);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('#'))
    }
}

/// A record, or a row of facts, that was refused.
#[derive(Debug, Clone, PartialEq)]
pub struct Rejected {
    pub place: Place,
    pub id: Option<Id>,
    pub value: Option<String>,
    pub reason: Reason,
}

impl Serialize for Rejected {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeMap;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("file", &self.place.file)?;
        map.serialize_entry("line", &self.place.line)?;
        map.serialize_entry("column", &self.place.column)?;
        map.serialize_entry("id", &self.id)?;
        map.serialize_entry("field", &self.place.field)?;
        map.serialize_entry("value", &self.value)?;
        map.serialize_entry("reason", &self.reason)?;
        map.end()
    }
}

/// The result of a run.
#[derive(Debug, Clone)]
pub struct Document {
    /// Which program made the result.
    pub tool: Tool,
    pub as_of: Option<String>,
    pub run: Run,
    pub pack: PackStamp,
    pub inputs: Vec<Input>,
    /// The pack's dimensions, in its order.
    pub dimensions: Vec<Id>,
    /// The pack's levels with their limits, the lowest first; empty in a result that was written before they were kept.
    pub levels: Vec<LevelStep>,
    pub organisations: Vec<Assessment>,
    pub rejected: Vec<Rejected>,
    /// The rows of tables behind `rejected`, in the order of the files.
    pub refused_rows: Vec<RefusedRow>,
    /// Waivers of organisations that are not among the records.
    pub unused_waivers: Vec<Waived>,
    /// None where no second assessor was heard.
    pub second: Option<SecondRun>,
    /// Every sentence that a report may need, by key.
    pub texts: Catalogue,
    /// Whom reports are for; no part of the result.
    pub audience: Audience,
    /// Organisations that cannot be told apart by the leading index, whatever the weights and the open answers, the best
    /// first; worked out for reports, no part of the result.
    pub tiers: Vec<Tier>,
    /// What became of the organisations since an earlier result, where one is named; no part of the result.
    pub since: Option<Comparison>,
}

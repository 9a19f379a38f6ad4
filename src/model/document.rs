//! A whole run: what every report is written from.

use serde::Serialize;

use super::{Assessment, Catalogue, Decision, Id, Reason, RefusedRow, Text, Waived};
use crate::error::Place;

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Tool {
    pub name: &'static str,
    pub version: &'static str,
}

impl Tool {
    pub const THIS: Self = Self {
        name: env!("CARGO_PKG_NAME"),
        version: env!("CARGO_PKG_VERSION"),
    };
}

/// Which rules spoke.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PackStamp {
    pub id: Id,
    pub version: Id,
    /// SHA-256 over the pack's files in order of their paths.
    pub hash: String,
    pub overlays: Vec<OverlayStamp>,
}

/// An overlay and what it changed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OverlayStamp {
    pub id: Id,
    pub version: Id,
    pub hash: String,
    pub changes: Vec<Changed>,
}

/// One effective change of an overlay.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Changed {
    /// `weight D05_data_information`, `param G0.least`, …
    pub what: String,
    pub from: String,
    pub to: String,
    pub reason: Text,
}

/// Which facts were read.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Input {
    pub file: String,
    /// SHA-256 of its bytes.
    pub hash: String,
    pub records: usize,
    pub rejected: usize,
    /// Headings or keys that name no field and were not read.
    pub unread: Vec<String>,
    /// What was decided where the file is not what programs write.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub decisions: Vec<Decision>,
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
    pub as_of: Option<String>,
    pub pack: PackStamp,
    pub inputs: Vec<Input>,
    /// The pack's dimensions, in its order.
    pub dimensions: Vec<Id>,
    pub organisations: Vec<Assessment>,
    pub rejected: Vec<Rejected>,
    /// The rows of tables behind `rejected`, in the order of the files.
    pub refused_rows: Vec<RefusedRow>,
    /// Waivers of organisations that are not among the records.
    pub unused_waivers: Vec<Waived>,
    /// Every sentence that a report may need, by key.
    pub texts: Catalogue,
}

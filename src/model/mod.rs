//! What the rest speaks about. Nothing here reads, runs or writes.

use std::sync::Arc;

mod assessment;
pub mod decimals;
mod document;
mod field;
mod finding;
pub mod number;
mod organisation;
mod phrases;
mod reason;
mod score;
mod text;
mod value;

pub use assessment::{Assessment, Gate, GateState, Level};
pub use document::{Document, Input, PackStamp, Rejected, Tool};
pub use field::{Choice, Field, FieldType, Fields};
pub use finding::{Finding, Outcome};
pub use organisation::{Answer, Fact, Grade, Organisation, Provenance};
pub use phrases::add_phrases;
pub use reason::Reason;
pub use score::{DimensionScore, IndexScore, Range, Spread};
pub use text::{Catalogue, Lang, Text, fill, placeholders};
pub use value::Value;

/// The name of a field, rule, dimension, level … as it stands in files and results.
pub type Id = Arc<str>;

/// Bytes in lower-case hexadecimal, as `sha256sum` prints them.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

//! The answers behind a result.

use std::collections::BTreeMap;

use crate::model::{Assessment, Value};

/// Every answer that a rule read, by its field.
pub(super) fn answers(one: &Assessment) -> BTreeMap<&str, &Value> {
    let read = one.findings.iter().flat_map(|finding| &finding.fields);
    read.map(|(id, value)| (&**id, value)).collect()
}

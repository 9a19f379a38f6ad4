//! Why something is as it is: the key of a sentence and the values that fill it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Id, Value};

/// A reason is kept as key and values, so that one result speaks both languages.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reason {
    /// Key of the sentence in the catalogue.
    pub id: Id,
    #[serde(default)]
    pub values: BTreeMap<Id, Value>,
}

impl Reason {
    pub fn new(id: impl AsRef<str>) -> Self {
        Self {
            id: Id::from(id.as_ref()),
            values: BTreeMap::new(),
        }
    }

    #[must_use]
    pub fn with(mut self, name: impl Into<Id>, value: impl Into<Value>) -> Self {
        self.values.insert(name.into(), value.into());
        self
    }
}

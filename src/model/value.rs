//! One value of a field, after it was found valid.

use serde::{Deserialize, Serialize, Serializer};

use super::{Id, number};

/// A valid value. Numbers are finite; words are ids of the field's list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Value {
    Flag(bool),
    #[serde(serialize_with = "six_decimals")]
    Number(f64),
    /// The id of a choice, or free text.
    Word(Id),
    List(Vec<Id>),
}

impl Value {
    pub fn word(word: impl AsRef<str>) -> Self {
        Self::Word(Id::from(word.as_ref()))
    }

    pub fn as_number(&self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(*number),
            _ => None,
        }
    }

    pub fn as_word(&self) -> Option<&str> {
        match self {
            Self::Word(word) => Some(word),
            _ => None,
        }
    }
}

impl From<f64> for Value {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

impl From<&str> for Value {
    fn from(word: &str) -> Self {
        Self::word(word)
    }
}

/// Numbers in JSON have at most six decimals.
pub(crate) fn six_decimals<S: Serializer>(value: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_f64(number::rounded(*value, 6) + 0.0)
}

/// The same for a number that may be missing.
pub(crate) fn six_decimals_or_null<S: Serializer>(
    value: &Option<f64>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match value {
        Some(value) => six_decimals(value, serializer),
        None => serializer.serialize_none(),
    }
}

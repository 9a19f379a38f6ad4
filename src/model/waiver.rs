//! A reasoned exception: the finding stays, and the score without it is shown beside.

use serde::{Deserialize, Serialize};

use super::Id;

/// One entry of a waiver file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiver {
    pub rule: Id,
    pub organisation: Id,
    pub reason: String,
    pub owner: String,
    /// `YYYY-MM-DD`; the last day on which it holds.
    pub expires: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum WaiverState {
    Active,
    Expired,
    /// The rule gave no points here, or the organisation is not among the records.
    Unused,
}

/// A waiver and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waived {
    pub rule: Id,
    pub organisation: Id,
    pub reason: String,
    pub owner: String,
    pub expires: Option<String>,
    pub state: WaiverState,
}

impl Waiver {
    pub fn in_state(&self, state: WaiverState) -> Waived {
        Waived {
            rule: self.rule.clone(),
            organisation: self.organisation.clone(),
            reason: self.reason.clone(),
            owner: self.owner.clone(),
            expires: self.expires.clone(),
            state,
        }
    }

    /// Dates as `YYYY-MM-DD` compare like their texts.
    pub fn has_expired(&self, as_of: Option<&str>) -> bool {
        match (&self.expires, as_of) {
            (Some(expires), Some(today)) => expires.as_str() < today,
            _ => false,
        }
    }
}

//! What the people must be able to do (domain 5.4, 5.5).

use serde::{Deserialize, Serialize};

use super::{Id, Reason};

/// One competency of one role: level 1 to 5, criticality 3 must, 2 important, 1 useful.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CompetencyTarget {
    /// The key, `account_plans`.
    pub id: Id,
    /// The number, `C03`.
    pub number: Id,
    pub level: u8,
    pub criticality: u8,
    /// The level before the modifiers.
    pub base: u8,
    /// The modifiers that meet here.
    pub modifiers: Vec<Id>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RoleProfile {
    pub id: Id,
    /// A role of this profile, or the placement, whose unit it is then; none where the pack does not say.
    pub reports_to: Option<Id>,
    pub targets: Vec<CompetencyTarget>,
}

/// A modifier whose condition holds, and why.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AppliedModifier {
    pub id: Id,
    pub reason: Reason,
}

/// The competency profile of the placement.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Profile {
    pub roles: Vec<RoleProfile>,
    pub applied: Vec<AppliedModifier>,
    /// Modifiers that missing facts leave open.
    pub open: Vec<Id>,
}

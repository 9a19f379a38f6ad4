//! The program's own sentences about goals, KPIs and the mission, in both languages.

pub(super) const GOAL_PHRASES: &[(&str, &str, &str)] = &[];

//! What follows from an assessment: where KAM belongs.

pub mod chart;

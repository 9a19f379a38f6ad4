//! What follows from results and packs: what a change does, and to whom.

pub mod aggregate;
pub mod pack_diff;
mod parts;
pub mod reasons;

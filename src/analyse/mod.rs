//! Questions about verdicts and packs: how robust they are, what would change them, what to ask next, what a change
//! does, and to whom.

pub mod aggregate;
mod ask;
mod candidates;
pub mod compare;
pub mod difference;
mod levels;
pub mod pack_diff;
mod parts;
mod reach;
pub mod reasons;
mod rerun;
pub mod robust;
mod second;
mod tornado;
mod what_if;

pub use ask::{ask, next_question};
pub use reach::reach;
pub use second::{TwoAssessors, two_assessors};
pub use tornado::tornado;
pub use what_if::what_if;

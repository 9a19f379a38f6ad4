//! Questions about verdicts: how robust they are, what would change them, what to ask next.

mod candidates;
mod levels;
mod rerun;
pub mod robust;
mod tornado;

pub use tornado::tornado;

//! Questions about verdicts: how robust they are, what would change them, what to ask next.

mod ask;
mod candidates;
mod levels;
mod reach;
mod rerun;
pub mod robust;
mod tornado;
mod what_if;

pub use ask::{ask, next_question};
pub use reach::reach;
pub use tornado::tornado;
pub use what_if::what_if;

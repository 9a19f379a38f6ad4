//! Questions about verdicts: how robust they are, what would change them, what to ask next.

mod levels;
pub mod robust;

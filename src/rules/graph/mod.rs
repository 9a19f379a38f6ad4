//! The same rules over columns: every rule of a pack lowered to one graph of typed operations, run over many
//! organisations at once. The meaning is that of `Runner`, to the last bit.
//!
//! A value is a column of lanes of 64 bits, one lane an organisation: a number by its bits, a word by its code,
//! a flag as all ones or none. What ends a rule early (a missing value, a failure) is a flag as well; the lanes
//! that a path does not reach hold anything and are masked out. So there are no branches, only columns.

mod advice;
mod calls;
mod columns;
mod fold;
mod lanes;
mod limit;
mod machine;
mod ops;
mod plan;
mod read;
mod sources;
mod trace;

pub use advice::{Advice, ExclusionCall};
pub use calls::{Call, GateCall, RuleCall, RuleGraph};
pub use columns::Columns;
pub use machine::Machine;
pub use ops::{Ops, Ref};
pub use plan::Plan;
pub use read::Reading;
pub use sources::Sources;

/// Organisations that are run at once: so few that all registers of a large pack stay near the processor.
pub const LANES: usize = 256;

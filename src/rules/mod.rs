//! The Rhai host: the closed language, the engine, one call → one finding. Rhai's types stay in here.

mod calls;
mod code;
mod engine;
mod evaluate;
pub mod graph;
mod hosted;
mod language;
mod program;
mod run;
mod steps;
mod symbols;

pub use calls::Calls;
pub use code::{Arith, Code, Compare, Label, Node, Type};
pub use evaluate::{End, Watch, evaluate, watched};
pub use hosted::Host;
pub use language::{Body, Lowered};
pub use program::{Compiled, Inspected, Program, STACK, inspect};
pub use run::{CallEnd, Runner};
pub use steps::{Step, Worked, steps};
pub use symbols::{
    ACCOUNT_VALUES, CANDIDATE_NUMBERS, CANDIDATE_QUADRANT, CANDIDATE_STAGE, Phase, Slot, Symbol,
    Symbols,
};

//! What a result is worth: how it differs from another one, and why.

pub mod compare;
pub mod difference;

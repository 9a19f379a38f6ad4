//! What follows from the facts beside the level: the company's own customers, and what to do about them.

pub mod portfolio;

//! The one integration target: what holds for the program as a whole.

mod domain;
mod errors;
mod hostile;
mod invariants;
mod layers;
mod organisations;
mod program;
mod reference;
mod reports;
mod tables;

//! The one integration target: what holds for the program as a whole.

mod errors;
mod hostile;
mod organisations;
mod program;
mod reference;
mod tables;

//! The one integration target: what holds for the program as a whole.

mod cli;
mod docs;
mod domain;
mod errors;
mod explain;
mod hostile;
mod invariants;
mod layers;
mod markdown;
mod names;
mod organisations;
mod overlays;
mod packs;
mod placement;
mod program;
mod reference;
mod reports;
mod schema;
mod scripted;
mod tables;
mod waivers;

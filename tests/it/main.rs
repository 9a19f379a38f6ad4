//! The one integration target: what holds for the program as a whole.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::float_cmp,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::disallowed_methods,
    unreachable_pub,
    reason = "a test may stop, look at its surroundings and compare exact numbers"
)]

mod analyse;
mod arriving;
mod case;
mod cli;
mod dialects;
mod docs;
mod domain;
mod errors;
mod explain;
mod explain_customers;
mod goals;
mod graph;
#[cfg(unix)]
mod hostile;
mod html;
mod invariants;
mod layers;
mod lint;
mod mapping;
mod markdown;
mod names;
mod organisations;
mod overlays;
mod pack_diff;
mod packs;
mod papers;
#[cfg(feature = "parquet")]
mod parquet;
mod people;
mod placement;
mod portfolio;
mod program;
mod proof;
mod reasons;
mod reference;
mod reports;
mod roadmap;
mod rule_book;
mod schema;
mod scripted;
mod second;
mod sql;
mod stored;
mod streamed;
mod survival;
mod tables;
mod template;
mod tutorial;
mod waivers;
mod workbooks;

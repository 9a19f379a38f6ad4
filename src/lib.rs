//! Assesses how ready an organisation is for Key Account Management, by rules that people can read and change.
//!
//! Data flows one way: `input` → `rules` → `score` → `assess` → `report`; `pack` says what the rules are.

pub mod analyse;
pub mod assess;
pub mod book;
pub mod cli;
pub mod error;
pub mod explain;
pub mod input;
pub mod lint;
pub mod model;
pub mod pack;
pub mod proof;
pub mod recommend;
pub mod report;
pub mod rules;
pub mod scaffold;
pub mod score;
pub mod sql;
pub mod stored;
pub mod stream;
pub mod template;

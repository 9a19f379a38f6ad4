//! Whether a pack does what its cases say: cases, what they reach, and what they would not notice.

mod case;
mod evidence;
mod exhaust;
mod expect;
mod files;
mod junit;
mod literals;
mod mutants;
mod reach;
mod read;
mod record;
mod run;
mod step;
mod subject;
mod table;

pub use case::{About, Case, Expect, Wanted};
pub use junit::junit;
pub use mutants::{Fate, Mutant, mutants};
pub use reach::{Gap, Kind, Reached, coverage, percent};
pub use read::{cases, faults_of_rules};
pub use run::{CaseReport, Mismatch, Tester};
pub use subject::{Subject, Subjects};

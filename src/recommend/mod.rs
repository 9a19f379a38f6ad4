//! From scores and facts to advice: where the function belongs, and what its people must be able to do.

pub mod chart;
mod charted;
mod fit;
pub mod goals;
mod kpis;
mod mission;
mod placement;
pub mod portfolio;
mod profile;
pub mod roadmap;
pub mod staff;
mod standing;
mod told;

pub use charted::{Textbook, charted, read_chart, structures};
pub use fit::Fits;
pub use kpis::{KpiData, kpis};
pub use mission::{AccountNames, DraftFacts, check_mission, draft};
pub use placement::{corrected, place};
pub use profile::profile;
pub use roadmap::plan;
pub use standing::{EntryChoice, Standing, decidable, entry, target};

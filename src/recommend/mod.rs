//! From scores and facts to advice: where the function belongs, and what its people must be able to do.

pub mod chart;
mod charted;
mod fit;
mod placement;
pub mod portfolio;
mod profile;
mod standing;
mod told;

pub use charted::{Textbook, charted, read_chart, structures};
pub use fit::Fits;
pub use placement::place;
pub use profile::profile;
pub use standing::{EntryChoice, Standing, decidable, entry, target};

//! What an assessment says about the org chart: its reading, and KAM drawn into it.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::drawing::Drawing;
use super::result::OrgChart;
use crate::model::Reason;

/// The chart of one organisation, read and drawn.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Charted {
    /// None where the organisation gave no chart; then the drawings are in the textbook chart.
    pub chart: Option<OrgChart>,
    pub target: Option<Arc<Drawing>>,
    pub entry: Option<Arc<Drawing>>,
    /// The way from where KAM sits today to the target.
    #[serde(rename = "move")]
    pub way: Option<Reason>,
}

//! Org charts: units, their tree, its faults, what it tells, and the drawing with KAM in it.

mod charted;
mod drawing;
mod fault;
mod option;
mod phrases;
mod result;
mod tree;
mod unit;

pub use charted::Charted;
pub use drawing::{Basis, DottedLine, Drawing, DrawnUnit, ReportingLine, UnitState};
pub use fault::{ChartFault, FaultCode};
pub use option::{KamPlace, PlacementOption, StructureType};
pub use phrases::add_chart_phrases;
pub use result::{
    Classification, CoreUnit, CriterionShare, KamHit, KamToday, OrgChart, Read, UnitRef,
};
pub use tree::Chart;
pub use unit::{Criterion, Function, Listed, Unit, UnitKind};

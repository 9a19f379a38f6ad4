//! What the rest speaks about. Nothing here reads, runs or writes.

use std::sync::Arc;

mod account;
mod account_phrases;
mod aims;
mod ask;
mod assessment;
mod audience;
mod chart;
mod comparison;
mod customer_group;
mod date;
pub mod decimals;
mod document;
mod field;
mod finding;
mod goal_phrases;
mod goals;
mod import;
mod import_phrases;
pub mod json;
mod mission;
pub mod number;
mod organisation;
mod phrases;
mod placement;
mod portfolio;
mod profile;
mod read_back;
mod reason;
mod roadmap;
mod robust;
mod score;
mod second;
mod staff;
mod staff_phrases;
mod staff_result;
mod table;
mod text;
mod value;
mod waiver;
mod what_if;

pub use account::{Account, Accounts, AccountsBuilder};
pub use aims::{Aims, GoalRecord, OwnKpi, StatedMission};
pub use ask::{Asking, MovedIndex, Question, Settled, SettledState};
pub use assessment::{Assessment, Customers, Flag, Gate, GateState, Level, gate_rule};
pub use audience::Audience;
pub use chart::{
    Basis, Chart, ChartFault, Charted, Classification, CoreUnit, Criterion, CriterionShare,
    DottedLine, Drawing, DrawnUnit, FaultCode, Function, KamHit, KamPlace, KamToday, Listed,
    OrgChart, PlacementOption, Read, ReportingLine, StructureType, Unit, UnitKind, UnitRef,
    UnitState, add_chart_phrases,
};
pub use comparison::{
    ChangedFinding, Compared, Comparison, FindingChange, IndexChange, LevelChange, Parts, Side,
};
pub use customer_group::{
    AbcClass, AccountStatus, AxisScore, CustomerGroup, Grey, Points, PointsList, Quadrant, Weighed,
};
pub use date::{Day, is_date, months_between};
pub use document::{
    Changed, Document, Holding, Input, OverlayStamp, PackStamp, Rejected, Run, RunFile,
    TableOptions, Tool,
};
pub use field::{Choice, Field, FieldType, Fields};
pub use finding::{Finding, Outcome};
pub use goals::{
    CheckState, CheckedGoal, GoalCandidate, Goals, Indicated, IndicatedGoal, KpiChoice, Kpis,
    PassedOver, RecommendedKpi, SmartCheck, StatedGoals, StatedKpis,
};
pub use import::{Decision, Example, RefusedRow};
pub use mission::{CheckedMission, ElementState, Mission, MissionDraft, MissionElement};
pub use organisation::{Answer, Fact, Grade, Organisation, Provenance};
pub use phrases::add_phrases;
pub use placement::{Call, Effect, FactorBucket, OptionFit, Placement, Tipping};
pub use portfolio::{
    AccountsResult, Bounds, BrokenRule, BudgetNeed, ComputedFact, Concentration, Cut, Dependence,
    Difference, Effort, Override, Portfolio, Selection, TopShare,
};
pub use profile::{AppliedModifier, CompetencyTarget, Profile, RoleProfile};
pub use reason::Reason;
pub use roadmap::{
    AssumedSet, CriticalPath, Measure, OpenMeasure, Outlook, PlanEffort, PlanPhase, Raising,
    RaisingSet, RaisingState, Roadmap,
};
pub use robust::{
    Flip, OneWeight, RankAcceptability, RankShare, RobustIndex, RobustLevel, RobustOption,
    RobustOrganisation, RobustPlacement, Robustness, Share, Span, Swing, Tier, Verdict,
    VerdictShare, WeightBounds, Weightings,
};
pub use score::{BareRanges, DimensionScore, IndexScore, LevelStep, Range, Spread};
pub use second::{
    Agreement, DisputedAnswer, DisputedDimension, DisputedRule, Ended, IndexEffect, IndexTwice,
    MeanDifference, NamedId, Ranged, ReadTwice, Second, SecondRun, Stated,
};
pub use staff::{CANDIDATE, Member, Rating, Staff, StaffBuilder, StaffForm};
pub use staff_result::{DevelopmentMeasure, PersonResult, Position, Rated, StaffResult};
pub use table::{CaseTable, FACT_COLUMNS, organisation_id, staff_fields, unit_fields};
pub use text::{Catalogue, Lang, Text, fill, placeholders, printable};
pub use value::Value;
pub(crate) use value::{six_decimals, six_decimals_or_null};
pub use waiver::{Waived, Waiver, WaiverState};
pub use what_if::{
    ChangedFact, Moved, MovedGate, MovedOption, MovedRule, MovedTarget, Reach, ReachSet,
    ReachState, WhatIf,
};

/// The name of a field, rule, dimension, level … as it stands in files and results.
pub type Id = Arc<str>;

/// Bytes in lower-case hexadecimal, as `sha256sum` prints them.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

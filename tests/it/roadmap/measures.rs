//! The table of domain 8.1, typed from the document and not from the rules.

use super::case::{Case, Met, any, below, flag, over, word};

/// What a measure sets.
#[derive(Debug, Clone, Copy)]
pub(super) enum To {
    Word(&'static str),
    Is(f64),
    Yes,
    Least(f64),
    Most(f64),
    Nearest(f64, f64),
}

pub(super) struct Row {
    pub(super) id: &'static str,
    pub(super) phase: char,
    pub(super) days: f64,
    pub(super) weeks: f64,
    pub(super) trigger: fn(&Case<'_>) -> Met,
    pub(super) needs: &'static [&'static str],
    pub(super) sets: &'static [(&'static str, To)],
}

use To::{Is, Least, Most, Nearest, Word, Yes};

macro_rules! row {
    ($id:literal $phase:literal $days:literal $weeks:literal $needs:expr, $sets:expr, $trigger:expr) => {
        Row {
            id: $id,
            phase: $phase,
            days: $days,
            weeks: $weeks,
            needs: &$needs,
            sets: &$sets,
            trigger: $trigger,
        }
    };
}

#[rustfmt::skip]
pub(super) const MEASURES: [Row; 37] = [
    row!("M01" 'A' 4.0 4.0 [], [("executive_sponsor", Word("named"))], |c| word(c, "executive_sponsor", &["none", "informal"])),
    row!("M02" 'A' 8.0 4.0 ["M05"], [("strategy_priority", Word("top10"))], |c| c.score_below("D10_top_management", 50.0)),
    row!("M03" 'B' 3.0 2.0 ["M01", "M10"], [("exec_hours_per_ka", Least(4.0)), ("commitment_years", Least(2.0)), ("conflict_backing", Word("usually"))],
        |c| any(&[c.score_below("D10_top_management", 65.0), word(c, "conflict_backing", &["never", "sometimes"]), below(c, "exec_hours_per_ka", 4.0)])),
    row!("M04" 'A' 15.0 6.0 [], [("revenue_assignable_pct", Least(95.0))], |c| below(c, "revenue_assignable_pct", 95.0)),
    row!("M05" 'A' 25.0 10.0 ["M04"], [("contribution_margin_level", Word("account_db2"))], |c| word(c, "contribution_margin_level", &["none", "product_only", "account_db1"])),
    row!("M06" 'A' 12.0 5.0 ["M04"], [("wallet_known_pct", Least(80.0))], |c| below(c, "wallet_known_pct", 80.0)),
    row!("M07" 'A' 15.0 6.0 [], [], |c| if c.coverage("D01_market_position") < 100.0 { Met::Open } else { Met::Done }),
    row!("M08" 'A' 6.0 4.0 ["M01", "M07"], [("goals_documented", Word("approved")), ("goals_from_strategy", Word("fully")), ("goals_customer_value", Yes)],
        |c| word(c, "goals_documented", &["none", "verbal", "written_draft"])),
    row!("M09" 'B' 3.0 2.0 ["M08"], [("goals_smart_pct", Is(100.0)), ("goal_horizon_years", Is(3.0))], |c| below(c, "goals_smart_pct", 80.0)),
    row!("M10" 'B' 8.0 4.0 ["M04", "M05", "M06"], [("selection_process", Word("scoring"))], |c| word(c, "selection_process", &["gut_feeling", "revenue_only"])),
    row!("M11" 'B' 10.0 5.0 ["M09"], [("kpi_count", Nearest(6.0, 8.0)), ("kpi_goal_coverage_pct", Is(100.0)), ("kpi_baseline_pct", Least(90.0)), ("kpi_non_financial", Yes)],
        |c| c.score_below("D04_kpis", 60.0)),
    row!("M12" 'B' 6.0 4.0 ["M11"], [("kpi_frequency", Word("quarterly"))], |c| word(c, "kpi_frequency", &["never", "yearly"])),
    row!("M13" 'B' 12.0 12.0 ["M11", "M18"], [("kpi_incentives", Word("partly"))], |c| word(c, "kpi_incentives", &["none", "individual_sales_only"])),
    row!("M14" 'B' 6.0 6.0 ["M01", "M02", "M10"], [("budget_status", Word("approved_1y")), ("budget_to_need_pct", Least(90.0))],
        |c| any(&[word(c, "budget_status", &["none", "requested", "pilot_only"]), below(c, "budget_to_need_pct", 80.0)])),
    row!("M15" 'D' 3.0 6.0 ["M14", "M31"], [("budget_status", Word("approved_multi_year"))],
        |c| if c.level == Some("L4") { word(c, "budget_status", &["approved_1y"]) } else { Met::Done }),
    row!("M16" 'B' 8.0 6.0 ["M01", "M10"], [("specialist_access", Word("agreed"))], |c| word(c, "specialist_access", &["none", "ad_hoc"])),
    row!("M17" 'B' 6.0 8.0 ["M18"], [("time_dedicated_pct", Least(80.0))], |c| below(c, "time_dedicated_pct", 80.0)),
    row!("M18" 'B' 5.0 4.0 ["M01", "M19"], [("anchor_decision", Word("decided")), ("levels_to_ceo", Most(2.0))], |c| word(c, "anchor_decision", &["not_discussed", "options_known", "preferred"])),
    row!("M19" 'B' 3.0 2.0 [], [("org_chart_status", Word("current"))], |c| word(c, "org_chart_status", &["none", "outdated"])),
    row!("M20" 'B' 8.0 5.0 ["M18"], [("role_delineation", Word("full"))], |c| word(c, "role_delineation", &["none", "partly"])),
    row!("M21" 'B' 5.0 6.0 ["M20"], [("revenue_credit_rule", Word("agreed")), ("goal_conflicts", Word("resolved"))], |c| word(c, "revenue_credit_rule", &["none", "under_discussion"])),
    row!("M22" 'B' 3.0 3.0 ["M18"], [("kam_authority", Word("decide_terms"))], |c| match c.entry {
        Some("sales_staff" | "kam_office" | "top_management" | "no_formal_kam") => Met::Done,
        _ => word(c, "kam_authority", &["none", "inform", "coordinate"]),
    }),
    row!("M23" 'B' 4.0 3.0 ["M18"], [("profile_defined", Word("kam_specific")), ("career_path", Word("informal"))], |c| word(c, "profile_defined", &["none", "generic_sales"])),
    row!("M24" 'B' 10.0 8.0 ["M23"], [], |c| match over(c, "competency_gap_index", 25.0) { Met::Unknown => Met::Open, other => other }),
    row!("M25" 'B' 15.0 20.0 ["M14", "M23"], [("candidates_to_positions_pct", Least(100.0)), ("fte_coverage_pct", Least(100.0))],
        |c| any(&[below(c, "candidates_to_positions_pct", 80.0), below(c, "fte_coverage_pct", 80.0)])),
    row!("M26" 'C' 12.0 12.0 ["M24"], [("training_days", Least(5.0)), ("competency_gap_index", Most(20.0)), ("language_coverage_pct", Least(90.0))],
        |c| any(&[below(c, "training_days", 4.0), over(c, "competency_gap_index", 25.0)])),
    row!("M27" 'B' 4.0 4.0 ["M08"], [("mission_status", Word("approved")), ("mission_elements_pct", Least(90.0)), ("mission_consistent", Yes), ("mission_known_pct", Least(60.0))],
        |c| c.score_below("D08_mission", 60.0)),
    row!("M28" 'C' 4.0 8.0 ["M27", "M10"], [("mission_agreed_count", Least(2.0))], |c| below(c, "mission_agreed_count", 2.0)),
    row!("M29" 'B' 15.0 10.0 ["M10"], [("crm_usage_pct", Least(80.0)), ("account_profiles_pct", Least(80.0)), ("data_age_months", Most(3.0))],
        |c| any(&[below(c, "crm_usage_pct", 80.0), below(c, "account_profiles_pct", 80.0)])),
    row!("M30" 'B' 4.0 3.0 ["M18"], [("escalation_path", Yes), ("coordination_forum", Word("regular"))],
        |c| any(&[flag(c, "escalation_path", false), word(c, "coordination_forum", &["none", "ad_hoc"])])),
    row!("M31" 'C' 40.0 40.0 ["M10", "M20", "M30"], [("proactivity_pct", Least(40.0))],
        |c| if matches!(c.level, Some("L1" | "L2" | "L3")) && c.pilot() != "done" { Met::Open } else { Met::Done }),
    row!("M32" 'C' 20.0 10.0 ["M10", "M29"], [("account_planning", Word("all_accounts"))], |c| word(c, "account_planning", &["none", "template_only", "some_accounts"])),
    row!("M33" 'D' 60.0 40.0 ["M11", "M14", "M18", "M22", "M25", "M31", "M32"], [],
        |c| if matches!(c.after_pilot, Some("L4" | "L5")) && !c.rolled_out() && c.level.is_some_and(|level| level != "L5") { Met::Open } else { Met::Done }),
    row!("M34" 'B' 12.0 24.0 ["M20"], [("collaboration_rating", Least(3.5))], |c| below(c, "collaboration_rating", 3.5)),
    row!("M35" 'A' 10.0 12.0 [], [], |c| match below(c, "largest_account_share", 20.0) { Met::Open => Met::Done, Met::Done if c.given("largest_account_share") => Met::Open, other => other }),
    row!("M36" 'D' 6.0 4.0 ["M11", "M33"], [("selection_process", Word("scoring_reviewed"))],
        |c| if matches!(c.level, Some("L4" | "L5")) || c.introduced { Met::Open } else { Met::Done }),
    row!("M37" 'A' 1.0 1.0 [], [], |c| if c.level == Some("L0") { Met::Open } else { Met::Done }),
];

pub(super) fn row(id: &str) -> &'static Row {
    MEASURES.iter().find(|row| row.id == id).unwrap()
}

//! The tables of domain 1.1–1.11, typed from the document and not from the rules.

use Answers::{Choice, Number, Truth, Whole};
use Curve::{Flag, Line, Same, Words};

/// What may be answered.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Answers {
    Number(f64, f64),
    Whole(f64, f64),
    Truth,
    /// One of the words of the curve.
    Choice,
}

/// How an answer becomes points.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Curve {
    Line(&'static [(f64, f64)]),
    Words(&'static [(&'static str, f64)]),
    Same,
    Flag,
}

/// Id, index (need or readiness) and weight.
pub(crate) const DIMENSIONS: [(&str, &str, f64); 11] = [
    ("D01_market_position", "need", 35.0),
    ("D02_customer_portfolio", "need", 65.0),
    ("D03_goals", "readiness", 10.0),
    ("D04_kpis", "readiness", 8.0),
    ("D05_data_information", "readiness", 13.0),
    ("D06_budget_resources", "readiness", 14.0),
    ("D07_organisation", "readiness", 10.0),
    ("D08_mission", "readiness", 5.0),
    ("D09_people", "readiness", 13.0),
    ("D10_top_management", "readiness", 15.0),
    ("D11_processes", "readiness", 12.0),
];

/// Dimension, id, weight, what may be answered, how it scores.
#[rustfmt::skip]
pub(crate) const INDICATORS: [(&str, &str, f64, Answers, Curve); 65] = [
    // D01_market_position
    ("D01", "relative_market_share", 12.0, Number(0.0, 20.0), Line(&[(0.0, 0.0), (0.2, 25.0), (0.5, 50.0), (1.0, 80.0), (2.0, 100.0)])),
    ("D01", "competition_intensity", 18.0, Choice, Words(&[("low", 20.0), ("medium", 60.0), ("high", 100.0)])),
    ("D01", "customer_industry_cr4", 15.0, Number(0.0, 100.0), Line(&[(10.0, 10.0), (30.0, 40.0), (50.0, 70.0), (70.0, 100.0)])),
    ("D01", "top_customers_market_leaders_pct", 15.0, Number(0.0, 100.0), Line(&[(0.0, 10.0), (20.0, 40.0), (50.0, 80.0), (80.0, 100.0)])),
    ("D01", "central_purchasing_pct", 22.0, Number(0.0, 100.0), Line(&[(0.0, 0.0), (25.0, 40.0), (50.0, 75.0), (75.0, 100.0)])),
    ("D01", "product_complexity", 18.0, Choice, Words(&[("commodity", 10.0), ("standard", 30.0), ("configured", 60.0), ("engineered", 90.0), ("integrated_system", 100.0)])),
    // D02_customer_portfolio
    ("D02", "top10_revenue_share", 25.0, Number(0.0, 100.0), Line(&[(5.0, 0.0), (15.0, 30.0), (30.0, 70.0), (45.0, 100.0)])),
    ("D02", "ka_candidate_count", 25.0, Whole(0.0, 500.0), Line(&[(0.0, 0.0), (1.0, 20.0), (3.0, 60.0), (5.0, 90.0), (8.0, 100.0), (40.0, 100.0), (80.0, 70.0), (150.0, 40.0)])),
    ("D02", "largest_account_share", 10.0, Number(0.0, 100.0), Line(&[(1.0, 10.0), (5.0, 50.0), (10.0, 80.0), (15.0, 100.0)])),
    ("D02", "avg_share_of_wallet", 15.0, Number(0.0, 100.0), Line(&[(0.0, 60.0), (20.0, 100.0), (50.0, 90.0), (80.0, 60.0), (100.0, 40.0)])),
    ("D02", "multi_site_accounts_pct", 10.0, Number(0.0, 100.0), Line(&[(0.0, 10.0), (25.0, 50.0), (50.0, 80.0), (75.0, 100.0)])),
    ("D02", "cross_divisional_accounts_pct", 15.0, Number(0.0, 100.0), Line(&[(0.0, 20.0), (20.0, 50.0), (40.0, 80.0), (60.0, 100.0)])),
    // D03_goals
    ("D03", "goals_documented", 25.0, Choice, Words(&[("none", 0.0), ("verbal", 25.0), ("written_draft", 60.0), ("approved", 100.0)])),
    ("D03", "goals_smart_pct", 25.0, Number(0.0, 100.0), Same),
    ("D03", "goals_from_strategy", 20.0, Choice, Words(&[("no", 0.0), ("partly", 50.0), ("fully", 100.0)])),
    ("D03", "goals_customer_value", 10.0, Truth, Flag),
    ("D03", "goal_horizon_years", 10.0, Number(0.0, 10.0), Line(&[(0.0, 0.0), (1.0, 40.0), (2.0, 80.0), (3.0, 100.0), (5.0, 100.0), (10.0, 70.0)])),
    ("D03", "goal_conflicts", 10.0, Choice, Words(&[("unknown_or_open", 0.0), ("known_unresolved", 40.0), ("resolved", 100.0)])),
    // D04_kpis
    ("D04", "kpi_count", 20.0, Whole(0.0, 100.0), Line(&[(0.0, 0.0), (2.0, 40.0), (4.0, 80.0), (6.0, 100.0), (12.0, 100.0), (20.0, 60.0), (40.0, 30.0)])),
    ("D04", "kpi_goal_coverage_pct", 25.0, Number(0.0, 100.0), Same),
    ("D04", "kpi_baseline_pct", 25.0, Number(0.0, 100.0), Same),
    ("D04", "kpi_frequency", 10.0, Choice, Words(&[("never", 0.0), ("yearly", 40.0), ("quarterly", 85.0), ("monthly", 100.0)])),
    ("D04", "kpi_non_financial", 10.0, Truth, Flag),
    ("D04", "kpi_incentives", 10.0, Choice, Words(&[("none", 0.0), ("individual_sales_only", 30.0), ("partly", 70.0), ("fully", 100.0)])),
    // D05_data_information
    ("D05", "revenue_assignable_pct", 25.0, Number(0.0, 100.0), Line(&[(50.0, 0.0), (70.0, 30.0), (85.0, 70.0), (95.0, 100.0)])),
    ("D05", "contribution_margin_level", 25.0, Choice, Words(&[("none", 0.0), ("product_only", 30.0), ("account_db1", 65.0), ("account_db2", 85.0), ("account_db3", 100.0)])),
    ("D05", "crm_usage_pct", 15.0, Number(0.0, 100.0), Line(&[(0.0, 0.0), (40.0, 40.0), (70.0, 80.0), (90.0, 100.0)])),
    ("D05", "wallet_known_pct", 15.0, Number(0.0, 100.0), Line(&[(0.0, 0.0), (30.0, 40.0), (60.0, 80.0), (80.0, 100.0)])),
    ("D05", "account_profiles_pct", 10.0, Number(0.0, 100.0), Line(&[(0.0, 0.0), (50.0, 60.0), (80.0, 100.0)])),
    ("D05", "data_age_months", 10.0, Number(0.0, 120.0), Line(&[(1.0, 100.0), (3.0, 90.0), (12.0, 50.0), (24.0, 15.0), (36.0, 0.0)])),
    // D06_budget_resources
    ("D06", "budget_status", 20.0, Choice, Words(&[("none", 0.0), ("requested", 30.0), ("pilot_only", 60.0), ("approved_1y", 80.0), ("approved_multi_year", 100.0)])),
    ("D06", "budget_to_need_pct", 15.0, Number(0.0, 500.0), Line(&[(0.0, 0.0), (50.0, 35.0), (80.0, 75.0), (100.0, 100.0), (150.0, 100.0), (250.0, 80.0)])),
    ("D06", "fte_coverage_pct", 15.0, Number(0.0, 500.0), Line(&[(0.0, 0.0), (50.0, 40.0), (80.0, 80.0), (100.0, 100.0)])),
    ("D06", "time_dedicated_pct", 15.0, Number(0.0, 100.0), Line(&[(0.0, 0.0), (30.0, 30.0), (50.0, 55.0), (80.0, 90.0), (100.0, 100.0)])),
    ("D06", "specialist_access", 20.0, Choice, Words(&[("none", 0.0), ("ad_hoc", 35.0), ("agreed", 75.0), ("guaranteed", 100.0)])),
    ("D06", "breakeven_uplift_pct", 15.0, Number(0.0, 500.0), Line(&[(0.0, 100.0), (3.0, 100.0), (6.0, 75.0), (10.0, 45.0), (15.0, 15.0), (25.0, 0.0)])),
    // D07_organisation
    ("D07", "org_chart_status", 15.0, Choice, Words(&[("none", 0.0), ("outdated", 40.0), ("current", 100.0)])),
    ("D07", "anchor_decision", 20.0, Choice, Words(&[("not_discussed", 0.0), ("options_known", 35.0), ("preferred", 70.0), ("decided", 100.0)])),
    ("D07", "kam_authority", 20.0, Choice, Words(&[("none", 0.0), ("inform", 25.0), ("coordinate", 55.0), ("decide_terms", 85.0), ("profit_responsibility", 100.0)])),
    ("D07", "role_delineation", 20.0, Choice, Words(&[("none", 0.0), ("partly", 50.0), ("full", 100.0)])),
    ("D07", "revenue_credit_rule", 15.0, Choice, Words(&[("none", 0.0), ("under_discussion", 40.0), ("agreed", 100.0)])),
    ("D07", "levels_to_ceo", 10.0, Whole(0.0, 10.0), Line(&[(1.0, 100.0), (2.0, 85.0), (3.0, 55.0), (4.0, 30.0), (6.0, 0.0)])),
    // D08_mission
    ("D08", "mission_status", 30.0, Choice, Words(&[("none", 0.0), ("draft", 50.0), ("approved", 100.0)])),
    ("D08", "mission_elements_pct", 25.0, Number(0.0, 100.0), Same),
    ("D08", "mission_agreed_count", 20.0, Whole(0.0, 200.0), Line(&[(0.0, 0.0), (1.0, 50.0), (3.0, 90.0), (5.0, 100.0)])),
    ("D08", "mission_known_pct", 15.0, Number(0.0, 100.0), Line(&[(0.0, 0.0), (40.0, 40.0), (80.0, 100.0)])),
    ("D08", "mission_consistent", 10.0, Truth, Flag),
    // D09_people
    ("D09", "profile_defined", 15.0, Choice, Words(&[("none", 0.0), ("generic_sales", 35.0), ("kam_specific", 100.0)])),
    ("D09", "competency_gap_index", 30.0, Number(0.0, 100.0), Line(&[(0.0, 100.0), (10.0, 80.0), (25.0, 50.0), (40.0, 20.0), (60.0, 0.0)])),
    ("D09", "candidates_to_positions_pct", 20.0, Number(0.0, 500.0), Line(&[(0.0, 0.0), (50.0, 50.0), (100.0, 100.0)])),
    ("D09", "training_days", 10.0, Number(0.0, 60.0), Line(&[(0.0, 0.0), (2.0, 40.0), (5.0, 90.0), (8.0, 100.0)])),
    ("D09", "turnover_pct", 10.0, Number(0.0, 100.0), Line(&[(0.0, 100.0), (5.0, 100.0), (10.0, 75.0), (20.0, 35.0), (30.0, 0.0)])),
    ("D09", "career_path", 5.0, Choice, Words(&[("none", 0.0), ("informal", 40.0), ("formal", 100.0)])),
    ("D09", "language_coverage_pct", 10.0, Number(0.0, 100.0), Line(&[(0.0, 0.0), (60.0, 40.0), (90.0, 100.0)])),
    // D10_top_management
    ("D10", "executive_sponsor", 30.0, Choice, Words(&[("none", 0.0), ("informal", 40.0), ("named", 80.0), ("board_member", 100.0)])),
    ("D10", "exec_hours_per_ka", 20.0, Number(0.0, 200.0), Line(&[(0.0, 0.0), (2.0, 30.0), (4.0, 60.0), (8.0, 90.0), (12.0, 100.0)])),
    ("D10", "strategy_priority", 20.0, Choice, Words(&[("not_mentioned", 0.0), ("mentioned", 40.0), ("top10", 75.0), ("top3", 100.0)])),
    ("D10", "commitment_years", 15.0, Number(0.0, 10.0), Line(&[(0.0, 0.0), (1.0, 30.0), (2.0, 65.0), (3.0, 100.0)])),
    ("D10", "conflict_backing", 15.0, Choice, Words(&[("never", 0.0), ("sometimes", 45.0), ("usually", 80.0), ("always", 100.0)])),
    // D11_processes
    ("D11", "selection_process", 25.0, Choice, Words(&[("gut_feeling", 0.0), ("revenue_only", 30.0), ("scoring", 75.0), ("scoring_reviewed", 100.0)])),
    ("D11", "account_planning", 20.0, Choice, Words(&[("none", 0.0), ("template_only", 35.0), ("some_accounts", 60.0), ("all_accounts", 85.0), ("joint_with_customer", 100.0)])),
    ("D11", "collaboration_rating", 25.0, Number(1.0, 5.0), Line(&[(1.0, 0.0), (2.0, 25.0), (3.0, 55.0), (4.0, 85.0), (5.0, 100.0)])),
    ("D11", "proactivity_pct", 10.0, Number(0.0, 100.0), Line(&[(0.0, 0.0), (20.0, 35.0), (40.0, 70.0), (60.0, 100.0)])),
    ("D11", "escalation_path", 10.0, Truth, Flag),
    ("D11", "coordination_forum", 10.0, Choice, Words(&[("none", 0.0), ("ad_hoc", 35.0), ("regular", 100.0)])),
];

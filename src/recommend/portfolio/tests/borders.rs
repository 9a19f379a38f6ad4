//! Values exactly at a limit, and values that are missing.

use super::example::{ACCOUNTS, BEISPIEL};
use super::*;
use crate::model::AccountStatus;

/// Groups of these revenues, named by their position.
fn listed(revenues: &[f64]) -> String {
    let mut text = "account_id,name,currency,revenue_y0\n".to_owned();
    for (index, revenue) in revenues.iter().enumerate() {
        text.push_str(&format!("{index},K{index:03},EUR,{revenue}\n"));
    }
    text
}

fn customers(total: f64, customers: f64) -> Company {
    Company {
        active_customers: Some(customers),
        ..company(total)
    }
}

/// A table with these columns after those that are needed.
fn table(columns: &str, rows: &[&str]) -> String {
    let mut text = format!("account_id,name,currency,revenue_y0,{columns}\n");
    for (index, row) in rows.iter().enumerate() {
        text.push_str(&format!("{index},{row}\n"));
    }
    text
}

/// Everything that A, P and the gates ask for; a revenue share of 2 % and K well above the limit.
const FULL: &str = "db1,cost_to_serve,wallet,growth_exp_pct,supplier_rank,relationship_stage,satisfaction,contacts,strategic_fit,reference_value,willingness,credit";
const GOOD: &str = "30,1,150,10,1,integrated,5,8,5,5,yes,good";

fn averaged(total: f64) -> Company {
    Company {
        avg_db2_pct: Some(20.0),
        ..company(total)
    }
}

#[test]
fn what_stops_the_analysis_is_said_all_at_once() {
    let bench = Bench::new();
    let one = listed(&[10.0]);
    assert_eq!(bench.faults(&Company::default(), &one), ["total_revenue"]);
    assert_eq!(bench.faults(&company(0.0), &one), ["total_revenue"]);
    assert_eq!(
        bench.faults(&customers(100.0, 0.0), &one),
        ["active_customers"]
    );
    assert_eq!(
        bench.faults(&customers(100.0, 2.5), &one),
        ["active_customers"]
    );
    assert_eq!(
        bench.faults(&company(5.0), &one),
        ["total_revenue_below_listed"]
    );
    let two = "account_id,name,currency,revenue_y0\n1,A,EUR,1\n2,B,CHF,1\n";
    assert_eq!(bench.faults(&company(2.0), two), ["currency_mixed"]);
    assert_eq!(
        bench.faults(&customers(1.0, 1.0), two),
        [
            "currency_mixed",
            "total_revenue_below_listed",
            "active_customers_below_groups"
        ]
    );
    let none = bench.result(&company(1.0), &Accounts::default());
    assert!(
        matches!(none, AccountsResult::Stopped(faults) if &*faults[0].id == "accounts.fault.no_accounts")
    );
    assert_eq!(
        bench.faults(&customers(12.0, 1.0), &one),
        ["rest_without_customers"]
    );
    assert_eq!(
        bench.faults(&customers(10.0, 1.0), &one),
        Vec::<String>::new()
    );
}

#[test]
fn a_difference_below_a_cent_counts_as_a_complete_list() {
    let bench = Bench::new();
    let of = |total| bench.judged(&company(total), &listed(&[60.0, 40.0]));
    assert!(of(100.009).is_complete() && of(99.991).is_complete());
    assert!(!of(100.01).is_complete());
    assert_eq!(
        bench.faults(&company(99.99), &listed(&[60.0, 40.0])),
        ["total_revenue_below_listed"]
    );
    assert_eq!(of(100.009).active_customers, Some(2));
    assert_eq!(of(101.0).active_customers, None);
}

#[test]
fn a_list_that_is_too_large_by_less_than_a_cent_has_all_of_the_revenue() {
    let portfolio = Bench::new().judged(&company(100.0), &listed(&[60.0, 40.009]));
    assert!((portfolio.concentration.cr10.share - 100.0).abs() < 1e-12);
    assert_eq!(portfolio.computed("top10_revenue_share"), Some(100.0));
}

#[test]
fn without_accounts_a_stated_share_has_a_band_too() {
    let bench = Bench::new();
    let parameters = &bench.pack.accounts.as_ref().unwrap().parameters;
    assert_eq!(band_of(19.9, parameters), ("moderate".into(), false));
    assert_eq!(band_of(20.0, parameters), ("high".into(), true));
}

#[test]
fn a_class_is_decided_by_the_share_before_a_customer() {
    let bench = Bench::new();
    let portfolio = bench.judged(&company(100.0), &listed(&[80.0, 15.0, 5.0]));
    let classes: Vec<&str> = portfolio
        .groups
        .iter()
        .map(|one| one.abc_revenue.name())
        .collect();
    assert_eq!(classes, ["A", "B", "C"]);
    let tenths = bench.judged(&company(1.0), &listed(&[0.1; 10]));
    let a = tenths
        .groups
        .iter()
        .filter(|one| one.abc_revenue == AbcClass::A);
    assert_eq!((a.count(), tenths.concentration.pareto), (8, Some(80.0)));
}

#[test]
fn classes_by_db2_need_a_base_and_a_loss_is_always_c() {
    let bench = Bench::new();
    let rows = |third| {
        let rows = ["A,EUR,50,20,0", "B,EUR,30,5,10", third];
        table("db1,cost_to_serve", &rows)
    };
    let classes = |company: Company, third| {
        let portfolio = bench.judged(&company, &rows(third));
        portfolio
            .groups
            .iter()
            .map(|one| one.abc_db2.map(AbcClass::name))
            .collect::<Vec<_>>()
    };
    let third = "C,EUR,20,8,3";
    assert_eq!(
        classes(company(100.0), third),
        [Some("A"), Some("C"), Some("C")]
    );
    assert_eq!(
        classes(averaged(100.0), third),
        [Some("A"), Some("C"), Some("C")]
    );
    assert_eq!(classes(company(100.0), "C,EUR,20,8,"), [None, None, None]);
    assert_eq!(
        classes(averaged(200.0), "C,EUR,20,8,"),
        [Some("A"), Some("C"), None]
    );
    assert_eq!(classes(company(200.0), third), [None, None, None]);
    let losing = Company {
        avg_db2_pct: Some(-5.0),
        ..company(100.0)
    };
    assert_eq!(classes(losing, third), [None, None, None]);
}

#[test]
fn a_short_list_gives_lower_bounds_and_a_complete_one_does_not() {
    let bench = Bench::new();
    let short = bench
        .judged(&company(100.0), &listed(&[10.0; 4]))
        .concentration;
    assert!(short.cr10.at_least && short.cr5.at_least && !short.cr1.at_least);
    let complete = bench
        .judged(&company(40.0), &listed(&[10.0; 4]))
        .concentration;
    assert!(!complete.cr10.at_least && !complete.cr5.at_least);
    assert_eq!(
        (complete.hhi.low, complete.hhi.high),
        (Some(2_500.0), Some(2_500.0))
    );
    assert_eq!(complete.effective_number.low, Some(4.0));
}

#[test]
fn a_list_that_cannot_hold_the_largest_is_warned_about() {
    let bench = Bench::new();
    let warned = |company: Company, revenues: &[f64]| {
        let portfolio = bench.judged(&company, &listed(revenues));
        let warned = portfolio
            .warnings
            .iter()
            .any(|one| one.id.ends_with("not_the_largest"));
        (warned, portfolio.concentration.hhi.high.is_some())
    };
    assert_eq!(warned(customers(100.0, 10.0), &[20.0, 10.0]), (false, true));
    assert_eq!(warned(customers(100.0, 9.0), &[20.0, 10.0]), (false, true));
    assert_eq!(warned(customers(100.0, 8.0), &[20.0, 10.0]), (true, true));
    assert_eq!(warned(company(100.0), &[20.0, 10.0]), (false, true));
    assert_eq!(warned(company(100.0), &[20.0, 0.0]), (true, false));
    assert_eq!(warned(company(20.0), &[20.0, 0.0]), (false, true));
}

#[test]
fn a_share_on_a_limit_belongs_to_the_higher_band() {
    let bench = Bench::new();
    for (share, band, dependent) in [
        (9.99, "low", false),
        (10.0, "moderate", false),
        (20.0, "high", true),
        (30.0, "very_high", true),
        (49.99, "very_high", true),
        (50.0, "existential", true),
    ] {
        let found = bench.judged(&company(100.0), &listed(&[share])).dependence;
        assert_eq!(
            (&*found.band, found.dependent),
            (band, dependent),
            "{share}"
        );
    }
    let rows = ["A,EUR,5,9,1"];
    let found = bench
        .judged(&averaged(100.0), &table("db1,cost_to_serve", &rows))
        .dependence;
    assert_eq!((&*found.revenue_band, &*found.band), ("low", "very_high"));
}

#[test]
fn the_number_of_key_accounts_is_limited_and_halves_round_up() {
    let bench = Bench::new();
    let cap = |company: Company| bench.judged(&company, &listed(&[1.0])).selection.cap;
    for (customers_of, expected) in [
        (20.0, 3),
        (69.0, 3),
        (70.0, 4),
        (89.0, 4),
        (90.0, 5),
        (690.0, 35),
        (9_000.0, 35),
    ] {
        assert_eq!(
            cap(customers(100.0, customers_of)),
            expected,
            "{customers_of}"
        );
    }
    assert_eq!(cap(company(100.0)), 3);
}

#[test]
fn accounts_above_the_cap_go_to_the_watch_list_the_larger_and_then_the_first_key_stays() {
    let rows: Vec<String> = ["E", "D", "C", "B", "A"]
        .iter()
        .map(|key| format!("{key},EUR,20,{GOOD}"))
        .collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let company = Company {
        active_customers: Some(50.0),
        ..averaged(1_000.0)
    };
    let portfolio = Bench::new().judged(&company, &table(FULL, &rows));
    let names = |keys: &[Id]| keys.iter().map(|key| key.to_string()).collect::<Vec<_>>();
    assert_eq!(names(&portfolio.selection.candidates), ["A", "B", "C"]);
    assert_eq!(names(&portfolio.selection.cut), ["D", "E"]);
    let cut = group(&portfolio, "D");
    assert_eq!((cut.status, cut.cut), (AccountStatus::Watch, true));
    assert_eq!(portfolio.computed("ka_candidate_count"), Some(3.0));
}

#[test]
fn all_gates_that_bind_are_named_and_a_written_reason_lifts_them() {
    let bench = Bench::new();
    let bad = "30,31,4,10,1,integrated,5,8,5,5,no,weak";
    let rows = |reason: &str| {
        let columns = format!("{FULL},strategic_exception");
        table(
            &columns,
            &[
                &format!("A,EUR,3,{bad},{reason}"),
                &format!("B,EUR,20,{GOOD},{reason}"),
            ],
        )
    };
    let stopped = bench.judged(&averaged(1_000.0), &rows(""));
    let one = group(&stopped, "A");
    assert_eq!(*one.binding, ["S1", "S2", "S3", "S4"].map(Id::from));
    assert_eq!(one.status, AccountStatus::Excluded);
    let lifted = bench.judged(&averaged(1_000.0), &rows("Tor zum neuen Markt"));
    assert_ne!(group(&lifted, "A").status, AccountStatus::Excluded);
    let overrides = &lifted.selection.overrides;
    assert_eq!((overrides.len(), overrides[0].lifted.len()), (1, 4));
    assert_eq!(&*overrides[0].reason, "Tor zum neuen Markt");
}

#[test]
fn a_gate_without_its_facts_is_unverified_and_does_not_bind() {
    let rows = ["A,EUR,20,30,,,10,1,integrated,5,8,5,5,,"];
    let portfolio = Bench::new().judged(&averaged(1_000.0), &table(FULL, &rows));
    let one = group(&portfolio, "A");
    assert!(one.binding.is_empty());
    assert_eq!(*one.unverified, ["S1", "S2", "S3", "S4"].map(Id::from));
}

#[test]
fn exactly_enough_coverage_passes_and_less_is_data_missing() {
    let bench = Bench::new();
    // Without wallet (25) and strategic fit (15), 60 % of A are known.
    let enough = "30,1,,10,1,integrated,5,8,,5,yes,good";
    let portfolio = bench.judged(
        &averaged(1_000.0),
        &table(FULL, &[&format!("A,EUR,20,{enough}")]),
    );
    let one = group(&portfolio, "A");
    assert_eq!(
        (one.attractiveness.coverage, one.quadrant.is_some()),
        (60.0, true)
    );
    // Without willingness too, 50 %.
    let short = "30,1,,10,1,integrated,5,8,,5,,good";
    let portfolio = bench.judged(
        &averaged(1_000.0),
        &table(FULL, &[&format!("A,EUR,20,{short}")]),
    );
    let one = group(&portfolio, "A");
    assert_eq!(
        (one.status, one.quadrant),
        (AccountStatus::DataMissing, None)
    );
    assert!(one.k.is_some() && !one.grey.any());
}

#[test]
fn a_group_of_which_nothing_is_known_has_no_scores_and_not_zero() {
    let portfolio = Bench::new().judged(&company(100.0), &listed(&[10.0]));
    let one = &portfolio.groups[0];
    let scores = (one.attractiveness.score, one.position.score, one.k);
    assert_eq!(scores, (None, None, None));
    assert_eq!(
        (one.db2, one.db2_pct, one.share_of_wallet, one.countries),
        (None, None, None, None)
    );
    assert_eq!(one.status, AccountStatus::DataMissing);
    assert!((one.hours - (8.0 * 6.0 + 8.0)).abs() < 1e-9);
    assert_eq!(one.defaults.len(), 4);
    assert_eq!(portfolio.computed("avg_share_of_wallet"), None);
    assert_eq!(portfolio.computed("ka_candidate_count"), Some(0.0));
    assert_eq!((portfolio.effort.fte, portfolio.effort.budget), (0.0, None));
    assert_eq!(
        (
            portfolio.effort.accounts_per_fte,
            portfolio.effort.breakeven_uplift_pct
        ),
        (None, None)
    );
}

#[test]
fn a_customer_without_revenue_has_no_margin_and_a_wallet_of_nothing_no_share() {
    let text = table(
        "db1,cost_to_serve,wallet",
        &["A,EUR,0,5,1,0", "B,EUR,10,5,1,40"],
    );
    let portfolio = Bench::new().judged(&company(100.0), &text);
    let one = group(&portfolio, "A");
    assert_eq!(
        (one.db2, one.db2_pct, one.share_of_wallet),
        (Some(4.0), None, None)
    );
    assert_eq!(group(&portfolio, "B").share_of_wallet, Some(25.0));
}

#[test]
fn the_grey_zone_and_the_cut_hold_their_limits() {
    let bench = Bench::new();
    let zone = |a: f64, p: f64| {
        let judge = PortfolioJudge::new(&bench.pack, &bench.program).unwrap();
        let score = |score: f64| AxisScore {
            score: Some(score),
            coverage: 100.0,
            ..AxisScore::default()
        };
        let (a, p) = (score(a), score(p));
        (judge.quadrant(&a, &p).unwrap(), judge.grey(&a, &p))
    };
    let grey = |attractiveness, position| Grey {
        attractiveness,
        position,
    };
    assert_eq!(zone(50.0, 50.0), (Quadrant::Strategic, grey(true, true)));
    assert_eq!(zone(45.0, 55.0), (Quadrant::Maintain, grey(true, true)));
    assert_eq!(zone(44.9, 55.1), (Quadrant::Maintain, grey(false, false)));
    assert_eq!(zone(55.0, 49.9), (Quadrant::Development, grey(true, true)));
    assert_eq!(zone(0.0, 45.0), (Quadrant::Streamline, grey(false, true)));
}

#[test]
fn one_true_condition_makes_a_customer_multi_site_and_one_unknown_leaves_it_out() {
    let columns = format!("{FULL},countries_served,sites_served,divisions_served");
    let row = |key: &str, served: &str| format!("{key},EUR,20,{GOOD},{served}");
    let rows = [
        row("A", ",3,2"),
        row("B", "2,,1"),
        row("C", "1,2,3"),
        row("D", "1,,"),
    ];
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let company = Company {
        active_customers: Some(500.0),
        ..averaged(1_000.0)
    };
    let text = table(&columns, &rows);
    let bench = Bench::new();
    let portfolio = bench.judged(&company, &text);
    assert_eq!(portfolio.selection.candidates.len(), 4);
    let percent = |field: &str| portfolio.computed(field).unwrap();
    assert!((percent("multi_site_accounts_pct") - 200.0 / 3.0).abs() < 1e-9);
    assert!((percent("cross_divisional_accounts_pct") - 200.0 / 3.0).abs() < 1e-9);
    assert_eq!(portfolio.computed("avg_countries_per_ka"), Some(4.0 / 3.0));
    assert_eq!(portfolio.computed("avg_divisions_per_ka"), Some(2.0));
    let without = Company {
        n_divisions: Some(0.0),
        ..company
    };
    let found = bench
        .judged(&without, &text)
        .computed("cross_divisional_accounts_pct");
    assert!((found.unwrap() - 100.0 / 3.0).abs() < 1e-9);
}

#[test]
fn rows_become_a_group_as_the_domain_says() {
    let columns = "parent_group,country,db1,cost_to_serve,wallet,growth_exp_pct,relationship_stage,contacts,sites_served,countries_served,strategic_exception,supplier_rank";
    let rows = [
        "X,EUR,10,G,DE,1,1,20,2,basic,3,,1,,1",
        "Y,EUR,30,G,AT,2,1,40,6,,,2,1,zweiter,4",
        "G,EUR,0,,DE,3,1,5,,integrated,4,,,dritter,",
        "Z,EUR,5,G,,4,,9,,cooperative,,,,,",
    ];
    let portfolio = Bench::new().judged(&company(100.0), &table(columns, &rows));
    assert_eq!(portfolio.groups.len(), 1);
    let one = group(&portfolio, "G");
    assert_eq!((one.revenue, one.wallet, one.db2), (45.0, Some(74.0), None));
    assert_eq!((one.countries, one.sites), (Some(2.0), Some(2.0)));
    assert_eq!(one.relationship_stage.as_deref(), Some("basic"));
    assert_eq!(one.strategic_exception.as_deref(), Some("zweiter"));
    let points =
        |axis: &AxisScore, id: &str| axis.parts().find(|(one, _)| &*one.id == id).unwrap().1;
    use crate::model::Points::Scored;
    assert_eq!(points(&one.attractiveness, "growth"), Scored(60.0));
    assert_eq!(points(&one.position, "supplier_rank"), Scored(20.0));
    assert_eq!(points(&one.position, "contacts"), Scored(87.5));
}

#[test]
fn costs_in_another_currency_give_no_budget() {
    let portfolio = Bench::new().judged(&BEISPIEL, &ACCOUNTS.replace(",EUR,", ",CHF,"));
    assert_eq!(
        (
            portfolio.effort.budget,
            portfolio.effort.breakeven_uplift_pct
        ),
        (None, None)
    );
    assert!(portfolio.effort.fte > 2.0);
    assert!(portfolio.warnings[0].id.ends_with("other_currency"));
}

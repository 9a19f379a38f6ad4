use super::super::check;
use super::*;
use crate::model::{CheckState, CheckedGoal};

/// The one goal, checked with what is around it.
fn checked(around: &Around<'_>, goal: GoalRecord) -> CheckedGoal {
    check(&[goal], around).records.remove(0)
}

fn state(record: &CheckedGoal, id: &str) -> CheckState {
    record
        .checks
        .iter()
        .find(|check| &*check.id == id)
        .unwrap()
        .state
}

fn reasons(record: &CheckedGoal, id: &str) -> Vec<String> {
    let check = record.checks.iter().find(|check| &*check.id == id).unwrap();
    check
        .reasons
        .iter()
        .map(|reason| reason.id.to_string())
        .collect()
}

/// Whether a change of the good goal passes a check.
fn passes(check: &str, change: impl FnOnce(&mut GoalRecord)) -> bool {
    passes_with(&[], check, change, |_| {})
}

fn passes_with(
    own: &[OwnKpi],
    check: &str,
    change: impl FnOnce(&mut GoalRecord),
    adapt: impl FnOnce(&mut Around<'_>),
) -> bool {
    let pack = pack();
    let mut goal = good();
    change(&mut goal);
    let mut around = around(pack.goals.as_ref().unwrap(), own);
    adapt(&mut around);
    state(&checked(&around, goal), check) == CheckState::Passed
}

#[test]
fn a_goal_that_passes_every_check_has_100_points() {
    let pack = pack();
    let record = checked(&around(pack.goals.as_ref().unwrap(), &[]), good());
    assert_eq!((record.points, record.smart), (Some(100.0), Some(true)));
    assert_eq!(record.goal.as_deref(), Some("G7"));
    let pack = pack.goals.as_ref().unwrap();
    let mut poor = good();
    poor.owner = None;
    poor.strategy_ref = None;
    let both = check(&[good(), poor], &around(pack, &[]));
    assert_eq!(both.records[1].points, Some(60.0));
    assert_eq!(
        (both.counted, both.smart, both.goals_smart_pct),
        (2, 1, Some(50.0))
    );
}

#[test]
fn one_person_is_neither_several_nor_a_post() {
    let owner = |text: &str| passes("S", |goal| goal.owner = some(text));
    for person in [
        "P04",
        "Eva Brandt",
        "Dr. Müller-Lüdenscheidt",
        "Leiter Vertrieb Müller",
        "Herr Chefler",
        "Sandra Vorstandt",
    ] {
        assert!(owner(person), "{person}");
    }
    for nobody in [
        "Vertriebsleitung",
        "Leiter Vertrieb",
        "leiterin  VERTRIEB",
        "Key-Account-Manager",
        "Head of Sales",
        "Head-of\u{2011}KAM",
        "Gescha\u{308}ftsfu\u{308}hrung",
        "Leitung der Personalabteilung",
        "CEO",
        "Müller, Meier",
        "Müller; Meier",
        "Müller/Meier",
        "Müller & Meier",
        "Müller + Meier",
        "Müller und Meier",
        "Miller AND Smith",
        "und",
    ] {
        assert!(!owner(nobody), "{nobody}");
    }
    assert!(!passes("S", |goal| goal.owner = None));
}

#[test]
fn specific_means_a_scope_one_kpi_and_one_thing() {
    assert!(!passes("S", |goal| goal.scope_accounts.clear()));
    for (kpi, good) in [
        ("K26", true),
        ("X99", true),
        ("K26; K27", false),
        ("K26,K27", false),
        ("K26 und K27", false),
        ("K26 K27", false),
    ] {
        assert_eq!(passes("S", |goal| goal.kpi_id = some(kpi)), good, "{kpi}");
    }
    assert!(!passes("S", |goal| goal.kpi_id = None));
    for (text, good) in [
        ("A und B", true),
        ("Und A", true),
        ("A und B and C", false),
        ("A UND B und C", false),
        ("Hundert Kunden in Holland", true),
        ("", true),
    ] {
        assert_eq!(passes("S", |goal| goal.text = some(text)), good, "{text}");
    }
}

#[test]
fn measurable_needs_a_known_kpi_numbers_and_the_unit() {
    assert!(!passes("M", |goal| goal.kpi_id = some("K99")));
    assert!(!passes("M", |goal| goal.kpi_id = some("K26; K27")));
    assert!(!passes("M", |goal| goal.kpi_id = None));
    assert!(!passes("M", |goal| goal.baseline = None));
    assert!(!passes("M", |goal| goal.target = None));
    assert!(passes("M", |goal| goal.unit = None));
    assert!(!passes("M", |goal| goal.unit = some("‰")));
    let days = |unit: &str| {
        passes("M", |goal| {
            goal.kpi_id = some("K12");
            goal.target = Some(70.0);
            goal.unit = some(unit);
        })
    };
    assert!(days("days") && days("Tage") && !days("d"));
}

#[test]
fn money_may_be_in_the_currency_of_the_organisation() {
    let money = |unit: &str, currency: Option<&'static str>| {
        let change = |goal: &mut GoalRecord| {
            goal.kpi_id = some("K32");
            goal.unit = some(unit);
        };
        passes_with(&[], "M", change, |around| around.currency = currency)
    };
    assert!(money("EUR", Some("EUR")) && money("money", None));
    assert!(!money("USD", Some("EUR")) && !money("EUR", None));
    // Only amounts have a currency.
    assert!(!passes("M", |goal| goal.unit = some("EUR")));
}

#[test]
fn the_way_to_the_target_follows_the_direction() {
    let moves = |kpi: &str, from: f64, to: f64| {
        passes("M", |goal| {
            goal.kpi_id = some(kpi);
            goal.unit = None;
            goal.baseline = Some(from);
            goal.target = Some(to);
        })
    };
    assert!(moves("K26", 80.0, 80.1) && !moves("K26", 80.0, 79.9) && !moves("K26", 80.0, 80.0));
    assert!(moves("K27", 5.0, 4.9) && !moves("K27", 5.0, 5.1) && !moves("K27", 5.0, 5.0));
    // The corridor of K22 goes from 2 to 6, limits included.
    assert!(moves("K22", 1.0, 2.0) && moves("K22", 9.0, 6.0) && moves("K22", 3.0, 4.0));
    assert!(!moves("K22", 1.0, 1.9) && !moves("K22", 9.0, 6.1) && !moves("K22", 3.0, 3.0));
}

#[test]
fn to_keep_a_value_is_a_goal_only_of_security_and_dependence() {
    let keeps = |kpi: &str, text: &str, value: f64, check: &str| {
        passes(check, |goal| {
            goal.kpi_id = some(kpi);
            goal.unit = None;
            goal.text = some(text);
            goal.baseline = Some(value);
            goal.target = Some(value);
        })
    };
    for check in ["M", "A"] {
        assert!(
            keeps("K05", "Wir halten die Quote.", 100.0, check),
            "{check}"
        );
        assert!(keeps("K30", "KEEP the share.", 18.0, check), "{check}");
    }
    assert!(!keeps("K26", "Wir halten die Quote.", 90.0, "M"), "G7");
    assert!(
        !keeps("K05", "Wir behalten die Quote.", 90.0, "M"),
        "another word"
    );
    assert!(
        !keeps("K05", "Wir halten die Quote.", 101.0, "A"),
        "out of bounds"
    );
    // Without a due date it is still kept.
    assert!(passes("A", |goal| {
        goal.kpi_id = some("K05");
        goal.text = some("Wir halten die Quote.");
        goal.target = goal.baseline;
        goal.due_date = None;
    }));
    // A value that moves is no value that is kept.
    assert!(!passes("A", |goal| {
        goal.kpi_id = some("K05");
        goal.text = some("Wir halten die Quote.");
        goal.due_date = None;
    }));
}

#[test]
fn what_is_needed_a_year_is_held_against_the_past_and_the_baseline() {
    // Two years of 365.25 days are 730.5 days; 730 days from 2026-11-25 is 2028-11-24.
    let reach = |from: f64, to: f64, before: Option<f64>, due: &str| {
        passes("A", |goal| {
            goal.kpi_id = some("K01");
            goal.unit = None;
            goal.baseline = Some(from);
            goal.target = Some(to);
            goal.value_y2 = before;
            goal.due_date = some(due);
        })
    };
    // 1461 days are exactly 4 years: 2030-11-25. Needed 12 ÷ 4 = 3; 0.15 × 20 = 3.
    assert!(reach(20.0, 32.0, None, "2030-11-25"));
    assert!(!reach(20.0, 32.01, None, "2030-11-25"));
    assert!(!reach(20.0, 32.0, None, "2030-11-24"));
    // 2 × |20 − 14| ÷ 2 = 6 a year: 24 in four years.
    assert!(reach(20.0, 44.0, Some(14.0), "2030-11-25"));
    assert!(!reach(20.0, 44.01, Some(14.0), "2030-11-25"));
    // The past counts whichever way it went, and so does a baseline below 0.
    assert!(reach(20.0, 44.0, Some(26.0), "2030-11-25"));
    assert!(reach(-20.0, -8.0, None, "2030-11-25"));
}

#[test]
fn from_zero_only_an_approved_budget_counts() {
    let from_zero = |budget: bool, resources: Option<Id>| {
        let change = |goal: &mut GoalRecord| {
            goal.kpi_id = some("K01");
            goal.baseline = Some(0.0);
            goal.target = Some(0.1);
            goal.value_y2 = Some(-50.0);
            goal.resources_ref = resources;
        };
        passes_with(&[], "A", change, |around| around.budget = budget)
    };
    assert!(from_zero(true, some("Budget 2027")));
    assert!(!from_zero(true, None) && !from_zero(false, some("Budget 2027")));
}

#[test]
fn an_approved_budget_does_not_move_the_bounds_or_the_calendar() {
    let approved = |target: f64, due: &str| {
        let change = |goal: &mut GoalRecord| {
            goal.target = Some(target);
            goal.due_date = some(due);
            goal.resources_ref = some("Budget 2027");
        };
        passes_with(&[], "A", change, |around| around.budget = true)
    };
    assert!(approved(100.0, "2026-11-26"));
    assert!(!approved(100.1, "2027-12-31"), "above 100 %");
    assert!(!approved(100.0, "2026-11-25"), "due today");
    assert!(!approved(100.0, "2026-11-24"), "due yesterday");
    assert!(!passes_with(
        &[],
        "A",
        |goal| goal.due_date = None,
        |around| around.budget = true
    ));
}

#[test]
fn a_target_on_the_bound_is_inside() {
    let bound = |kpi: &str, from: f64, to: f64| {
        let change = |goal: &mut GoalRecord| {
            goal.kpi_id = some(kpi);
            goal.unit = None;
            goal.baseline = Some(from);
            goal.target = Some(to);
            goal.resources_ref = some("Budget");
        };
        passes_with(&[], "A", change, |around| around.budget = true)
    };
    assert!(bound("K16", 3.0, 1.0) && !bound("K16", 3.0, 0.9));
    assert!(bound("K19", 10.0, 100.0) && !bound("K19", 10.0, 100.5));
    assert!(bound("K31", 900.0, 0.0) && !bound("K31", 900.0, -1.0));
    assert!(bound("K01", 10.0, 400.0), "growth has no bounds");
}

#[test]
fn a_due_date_lies_between_3_and_60_calendar_months() {
    let due = |date: &str| passes("T", |goal| goal.due_date = some(date));
    assert!(due("2027-02-25") && !due("2027-02-24"));
    assert!(due("2031-11-25") && !due("2031-11-26"));
    assert!(!passes("T", |goal| goal.due_date = None));
    let from_the_last = |date: &str| {
        let change = |goal: &mut GoalRecord| goal.due_date = some(date);
        passes_with(&[], "T", change, |around| {
            around.as_of = Day::parse("2026-11-30")
        })
    };
    assert!(from_the_last("2027-02-28") && !from_the_last("2027-02-27"));
}

#[test]
fn a_far_goal_has_a_milestone_within_a_year() {
    let due = |date: &str, milestone: Option<&str>| {
        passes("T", |goal| {
            goal.due_date = some(date);
            goal.milestone_date = milestone.map(Id::from);
        })
    };
    assert!(
        due("2027-11-25", None),
        "12 months are not later than 12 months"
    );
    assert!(!due("2027-11-26", None));
    assert!(due("2027-11-26", Some("2026-11-25")) && due("2027-11-26", Some("2027-11-25")));
    assert!(!due("2027-11-26", Some("2026-11-24")) && !due("2027-11-26", Some("2027-11-26")));
}

#[test]
fn without_a_reference_date_nothing_is_counted() {
    let pack = pack();
    let around = Around {
        as_of: None,
        ..around(pack.goals.as_ref().unwrap(), &[])
    };
    let all = check(&[good()], &around);
    let record = &all.records[0];
    for id in ["A", "T"] {
        assert_eq!(state(record, id), CheckState::Undecided);
        assert_eq!(reasons(record, id), ["smart.no_as_of"]);
    }
    assert_eq!(state(record, "S"), CheckState::Passed);
    assert_eq!((record.points, record.smart), (None, None));
    assert_eq!((all.counted, all.goals_smart_pct), (0, None));
    assert_eq!(check(&[], &around).goals_smart_pct, None);
}

#[test]
fn an_own_kpi_counts_with_its_formula_its_direction_and_without_bounds() {
    let own = |formula: Option<Id>, rising: bool| OwnKpi {
        kpi_id: "E1".into(),
        formula,
        unit: some("Stück"),
        rising,
        goal: "G2".into(),
    };
    let goal = |unit: Option<Id>| {
        move |goal: &mut GoalRecord| {
            goal.kpi_id = some("E1");
            goal.unit = unit;
            goal.target = Some(180.0);
            goal.resources_ref = some("Budget");
        }
    };
    let passes = |own: OwnKpi, check: &str, unit: Option<Id>| {
        passes_with(&[own], check, goal(unit), |around| around.budget = true)
    };
    assert!(passes(own(some("a ÷ b"), true), "M", None));
    assert!(passes(own(some("a ÷ b"), true), "M", some("Stück")));
    assert!(!passes(own(some("a ÷ b"), true), "M", some("%")));
    assert!(!passes(own(None, true), "M", None));
    assert!(!passes(own(some("a ÷ b"), false), "M", None));
    assert!(passes(own(some("a ÷ b"), true), "A", None));
}

#[test]
fn relevant_means_from_the_strategy() {
    assert!(!passes("R", |goal| goal.strategy_ref = None));
}

mod conflict {
    use super::*;
    use crate::model::{Accounts, AccountsBuilder, AccountsResult, Value};
    use crate::recommend::portfolio::{Company, PortfolioJudge};
    use crate::rules::Program;

    /// Omega with 60, Delta with 40 of 100; neither is a candidate, for nothing else is known of them.
    fn portfolio() -> Portfolio {
        let (pack, program) = Program::open(&PackFiles::embedded()).unwrap();
        let accounts = accounts(&pack);
        let company = Company {
            total_revenue: Some(100.0),
            ..Company::default()
        };
        match PortfolioJudge::new(&pack, &program)
            .unwrap()
            .judge(&company, &accounts)
        {
            AccountsResult::Judged(portfolio) => *portfolio,
            AccountsResult::Stopped(faults) => panic!("{faults:?}"),
        }
    }

    fn accounts(pack: &Pack) -> Accounts {
        let fields = &pack.accounts.as_ref().unwrap().fields;
        let mut builder = AccountsBuilder::new(fields, "accounts.csv");
        for (id, name, revenue) in [("A1", "Omega", 60.0), ("A2", "Delta, Sohn", 40.0)] {
            let mut values = vec![None; fields.len()];
            let mut set =
                |field: &str, value: Value| values[fields.position(field).unwrap()] = Some(value);
            set("account_id", Value::word(id));
            set("name", Value::word(name));
            set("currency", Value::word("EUR"));
            set("revenue_y0", Value::Number(revenue));
            builder.push(2, &values);
        }
        builder.finish()
    }

    fn goal(id: &str, kpi: &str, scope: &[&str]) -> GoalRecord {
        GoalRecord {
            goal_id: id.into(),
            kpi_id: some(kpi),
            scope_accounts: scope.iter().map(|name| Id::from(*name)).collect(),
            ..good()
        }
    }

    fn states(goals: &[GoalRecord], portfolio: Option<&Portfolio>) -> Vec<CheckState> {
        let pack = pack();
        let around = around(pack.goals.as_ref().unwrap(), &[]);
        let around = portfolio.map_or(around, |portfolio| with_customers(around, portfolio));
        let records = check(goals, &around).records;
        records.iter().map(|record| state(record, "R")).collect()
    }

    #[test]
    fn growth_with_the_largest_account_contradicts_less_dependence() {
        use CheckState::{Failed, Passed};
        let portfolio = portfolio();
        for kpi in ["K30", "K31"] {
            for name in ["Omega", "A1"] {
                let goals = [
                    goal("Z1", kpi, &["Delta, Sohn"]),
                    goal("Z2", "K01", &[name]),
                ];
                assert_eq!(
                    states(&goals, Some(&portfolio)),
                    [Failed, Failed],
                    "{kpi} {name}"
                );
                assert_eq!(states(&goals, None), [Passed, Passed], "without accounts");
            }
        }
        let fine = [
            [
                goal("Z1", "K30", &["Omega"]),
                goal("Z2", "K01", &["Delta, Sohn"]),
            ],
            [goal("Z1", "K32", &["Omega"]), goal("Z2", "K01", &["Omega"])],
            [goal("Z1", "K30", &["Omega"]), goal("Z2", "K02", &["Omega"])],
            // All key accounts, and the largest is none.
            [goal("Z1", "K30", &["Omega"]), goal("Z2", "K01", &["all"])],
        ];
        for goals in fine {
            assert_eq!(states(&goals, Some(&portfolio)), [Passed, Passed]);
        }
        let mut candidate = portfolio;
        candidate.groups[0].status = crate::model::AccountStatus::KeyAccount;
        let all = [goal("Z1", "K30", &["Omega"]), goal("Z2", "K01", &["all"])];
        assert_eq!(states(&all, Some(&candidate)), [Failed, Failed]);
    }

    #[test]
    fn a_scope_that_names_a_stranger_is_told_and_a_comma_parts_only_names() {
        let portfolio = portfolio();
        let pack = pack();
        let around = with_customers(around(pack.goals.as_ref().unwrap(), &[]), &portfolio);
        let record = |scope: &[&str]| checked(&around, goal("Z1", "K26", scope));
        assert_eq!(
            *record(&["A1, A2"]).scope_accounts,
            ["A1".into(), "A2".into()]
        );
        assert_eq!(
            *record(&["Delta, Sohn"]).scope_accounts,
            ["Delta, Sohn".into()]
        );
        assert!(record(&["Omega", "ALL"]).warnings.is_empty());
        let strange = record(&["Omega", "Sigma, A1"]);
        assert_eq!(strange.warnings.len(), 1);
        assert_eq!(&*strange.warnings[0].id, "smart.warning.no_account");
    }
}

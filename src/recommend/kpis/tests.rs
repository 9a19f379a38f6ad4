//! The choice of KPIs, by hand from the table of domain 6.2.

use super::*;
use crate::model::{CheckedGoal, OwnKpi};
use crate::pack::{Pack, PackFiles};
use std::sync::LazyLock;

fn pack() -> &'static GoalPack {
    static PACK: LazyLock<Pack> = LazyLock::new(|| Pack::read(&PackFiles::embedded()).unwrap());
    PACK.goals.as_ref().unwrap()
}

fn ids(words: &[&str]) -> Vec<Id> {
    words.iter().map(|word| Id::from(*word)).collect()
}

fn goals(recommended: &[&str], stated: Option<StatedGoals>) -> Goals {
    Goals {
        indicated: Vec::new(),
        recommended: ids(recommended),
        warnings: Vec::new(),
        stated,
        candidates: Vec::new(),
    }
}

fn chosen(recommended: &[&str], sources: Option<&[&str]>, wallet_known: Option<f64>) -> Kpis {
    let sources = sources.map(ids);
    let data = KpiData {
        sources: sources.as_deref(),
        wallet_known,
    };
    kpis(pack(), data, &goals(recommended, None), &Aims::default())
}

fn named(kpis: &Kpis) -> Vec<&str> {
    kpis.recommended.iter().map(|kpi| &*kpi.id).collect()
}

fn told(reasons: &[Reason]) -> Vec<&str> {
    reasons.iter().map(|reason| &*reason.id).collect()
}

#[test]
fn the_table_is_complete_and_its_marks_are_those_of_the_domain() {
    let marked = |of: fn(&Kpi) -> bool| -> Vec<&str> {
        let kpis = pack().kpis.iter().filter(|kpi| of(kpi));
        kpis.map(|kpi| &*kpi.id).collect()
    };
    assert_eq!(pack().kpis.len(), 36);
    assert_eq!(
        marked(|kpi| kpi.leading),
        ["K17", "K20", "K21", "K22", "K23", "K28"]
    );
    assert_eq!(
        marked(|kpi| !kpi.financial),
        [
            "K16", "K17", "K18", "K19", "K20", "K21", "K22", "K23", "K25", "K26", "K27", "K28",
            "K29", "K33", "K36"
        ]
    );
}

#[test]
fn each_goal_gives_its_first_lagging_and_its_first_leading_kpi() {
    let kpis = chosen(&["G8", "G1", "G2", "G4", "G5"], None, Some(60.0));
    assert_eq!(
        named(&kpis),
        ["K01", "K02", "K05", "K14", "K17", "K18", "K20", "K30"]
    );
    let choices: Vec<&str> = kpis
        .recommended
        .iter()
        .map(|kpi| kpi.choice.name())
        .collect();
    assert_eq!(
        choices,
        [
            "lagging",
            "beside_growth",
            "lagging",
            "lagging",
            "leading",
            "lagging",
            "leading",
            "lagging"
        ]
    );
    assert!(
        kpis.recommended.iter().all(|kpi| kpi.check_data),
        "nobody said which data there are"
    );
    assert_eq!(told(&kpis.warnings), Vec::<&str>::new());
}

#[test]
fn share_of_wallet_is_passed_over_while_few_wallets_are_known() {
    for known in [None, Some(59.9)] {
        assert!(
            named(&chosen(&["G4"], None, known)).contains(&"K15"),
            "{known:?}"
        );
        assert!(
            !named(&chosen(&["G4"], None, known)).contains(&"K14"),
            "{known:?}"
        );
    }
    let kpis = chosen(&["G4"], Some(&["wallet", "supplier_rank"]), None);
    assert_eq!(named(&kpis), ["K15", "K16"]);
    let over: Vec<(&str, &str)> = kpis
        .passed_over
        .iter()
        .map(|one| (&*one.id, &*one.reason.id))
        .collect();
    assert_eq!(over, [("K14", "kpi.wallet"), ("K17", "kpi.no_data")]);
}

#[test]
fn a_kpi_needs_all_of_its_data() {
    // K09 needs revenue, db1, cost_to_serve and org.
    let all = ["revenue", "db1", "cost_to_serve", "org"];
    assert_eq!(
        named(&chosen(&["G3"], Some(&all), None)),
        ["K09", "K10", "K13"]
    );
    let less = ["revenue", "db1", "cost_to_serve"];
    assert_eq!(named(&chosen(&["G3"], Some(&less), None)), ["K10"]);
}

#[test]
fn growth_gets_profit_beside_it_where_there_are_data() {
    let kpis = chosen(&["G1"], Some(&["revenue", "survey"]), None);
    assert_eq!(named(&kpis), ["K01", "K03", "K18"]);
    assert_eq!(
        told(&kpis.warnings),
        ["kpis.warning.few", "kpis.warning.growth_alone"]
    );
    assert!(kpis.recommended.iter().all(|kpi| !kpi.check_data));
    let kpis = chosen(
        &["G1"],
        Some(&["revenue", "db1", "cost_to_serve", "org"]),
        None,
    );
    assert_eq!(named(&kpis), ["K01", "K02", "K03"]);
    assert_eq!(
        told(&kpis.warnings),
        ["kpis.warning.few", "kpis.warning.financial_only"]
    );
}

#[test]
fn a_short_list_is_filled_up_to_four() {
    assert_eq!(
        named(&chosen(&["G3"], None, None)),
        ["K09", "K10", "K18", "K26"]
    );
    // G6 gives K24 and K23, then satisfaction and delivery: four, and no more.
    assert_eq!(
        named(&chosen(&["G6"], None, None)),
        ["K18", "K23", "K24", "K26"]
    );
}

#[test]
fn money_alone_is_not_enough() {
    let money = ["revenue", "db1", "cost_to_serve", "org"];
    let with = |word: &'static str| [&money[..], &[word]].concat();
    let three = ["G8", "G1", "G2"];
    assert_eq!(
        named(&chosen(&three, Some(&with("survey")), None)),
        ["K01", "K02", "K05", "K18", "K30"]
    );
    assert_eq!(
        named(&chosen(&three, Some(&with("erp")), None)),
        ["K01", "K02", "K05", "K26", "K30"]
    );
    let kpis = chosen(&three, Some(&money), None);
    assert_eq!(told(&kpis.warnings), ["kpis.warning.financial_only"]);
}

#[test]
fn without_goals_nothing_is_recommended() {
    let kpis = chosen(&[], None, Some(80.0));
    assert!(kpis.recommended.is_empty() && kpis.warnings.is_empty() && kpis.passed_over.is_empty());
}

fn record(id: &str, kpi: &str, owner: Option<&str>) -> CheckedGoal {
    CheckedGoal {
        goal_id: id.into(),
        text: None,
        scope_accounts: Vec::new(),
        kpi_id: Some(kpi.into()),
        goal: None,
        baseline: None,
        target: None,
        unit: None,
        due_date: None,
        owner: owner.map(Id::from),
        milestone_date: None,
        milestone_value: None,
        checks: Vec::new(),
        points: None,
        smart: None,
        vague: Vec::new(),
        warnings: Vec::new(),
    }
}

fn stated(records: Vec<CheckedGoal>, own: Vec<OwnKpi>, wallet_known: Option<f64>) -> StatedKpis {
    let stated = StatedGoals {
        records,
        counted: 0,
        smart: 0,
        goals_smart_pct: None,
        difference: None,
        note: Reason::new("goals.form_only"),
    };
    let aims = Aims {
        kpis: own,
        ..Aims::default()
    };
    let data = KpiData {
        sources: None,
        wallet_known,
    };
    kpis(pack(), data, &goals(&[], Some(stated)), &aims)
        .stated
        .unwrap()
}

#[test]
fn the_rules_hold_for_the_kpis_of_the_stated_goals_too() {
    let few = stated(
        vec![record("Z1", "K01", None), record("Z2", "K14", Some("P1"))],
        Vec::new(),
        Some(59.0),
    );
    assert_eq!(*few.ids, ids(&["K01", "K14"]));
    assert_eq!(
        told(&few.warnings),
        [
            "kpis.warning.few",
            "kpis.warning.no_leading",
            "kpis.warning.financial_only",
            "kpis.warning.growth_alone",
            "kpis.warning.wallet",
            "kpis.warning.no_owner",
        ]
    );
    // What nobody knows about the wallets is no reason to warn.
    let unknown = stated(vec![record("Z1", "K14", Some("P1"))], Vec::new(), None);
    assert!(!told(&unknown.warnings).contains(&"kpis.warning.wallet"));
    let good = ["K01", "K09", "K18", "K20"].map(|kpi| record(kpi, kpi, Some("P1")));
    assert_eq!(
        told(&stated(good.to_vec(), Vec::new(), None).warnings),
        Vec::<&str>::new()
    );
}

#[test]
fn twelve_kpis_are_the_most() {
    let goals = |count: usize| -> Vec<CheckedGoal> {
        let kpis = pack().kpis.iter().take(count);
        kpis.map(|kpi| record(&kpi.id, &kpi.id, Some("P1")))
            .collect()
    };
    let many = |count: usize| {
        told(&stated(goals(count), Vec::new(), None).warnings).contains(&"kpis.warning.many")
    };
    assert!(!many(12) && many(13));
}

#[test]
fn an_own_kpi_is_lagging_and_counts_once() {
    let own = OwnKpi {
        kpi_id: "E1".into(),
        formula: None,
        unit: None,
        rising: true,
        goal: "G2".into(),
    };
    let both = vec![
        record("Z1", "E1", Some("P1")),
        record("Z2", "E1", Some("P1")),
        record("Z3", "K99", Some("P1")),
    ];
    let stated = stated(both, vec![own], None);
    assert_eq!(*stated.ids, ids(&["E1"]));
    assert_eq!(
        told(&stated.warnings),
        ["kpis.warning.few", "kpis.warning.financial_only"]
    );
}

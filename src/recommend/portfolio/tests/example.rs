//! The worked example of domain 2.11, to every printed digit.

use super::*;
use crate::model::number::fixed;

pub(super) const ACCOUNTS: &str = "
account_id,parent_group,name,country,currency,revenue_y0,revenue_y1,revenue_y2,db1,cost_to_serve,wallet,growth_exp_pct,supplier_rank,relationship_stage,satisfaction,contacts,strategic_fit,reference_value,innovation_partner,willingness,credit,countries_served,sites_served,divisions_served,central_purchasing
A01,Omega Gruppe,Omega DE,DE,EUR,4200000,3900000,3600000,1260000,180000,9000000,6,1,interdependent,4,9,5,4,4,yes,good,1,4,2,central
A02,Omega Gruppe,Omega AT,AT,EUR,1300000,1300000,1200000,351000,90000,3000000,6,2,cooperative,4,3,5,4,4,yes,good,1,2,2,central
A03,,Delta AG,CH,EUR,3800000,3700000,3900000,760000,320000,4200000,0,1,integrated,4,8,3,3,2,yes,good,1,3,1,central
A04,,Sigma SE,DE,EUR,3000000,2400000,1900000,930000,140000,15000000,10,3,cooperative,4,5,5,5,4,yes,good,6,11,3,central
A05,,Kappa GmbH,DE,EUR,2600000,2700000,2900000,390000,300000,3000000,-4,1,cooperative,3,3,2,2,1,unclear,weak,1,1,1,local
A06,,Lambda KG,DE,EUR,2000000,1800000,1700000,640000,80000,6000000,7,2,cooperative,4,4,4,3,4,yes,good,2,3,2,mixed
A07,,Theta Inc.,US,EUR,1500000,1100000,600000,510000,90000,20000000,12,4,basic,3,2,5,5,5,yes,good,4,7,2,central
A08,,Epsilon GmbH,DE,EUR,1200000,1200000,1200000,300000,60000,1500000,1,1,cooperative,5,2,2,2,2,no,good,1,1,1,local
A09,,Rho SA,FR,EUR,900000,900000,800000,243000,50000,4500000,5,3,basic,3,2,4,3,3,yes,good,2,3,1,mixed
A10,,Zeta GmbH,DE,EUR,600000,650000,700000,120000,60000,900000,-2,2,basic,3,2,2,2,1,unclear,good,1,1,1,local
";

pub(super) const BEISPIEL: Company = Company {
    total_revenue: Some(50_000_000.0),
    active_customers: Some(200.0),
    avg_db2_pct: Some(20.0),
    ebit: None,
    n_divisions: None,
};

/// Whether a number is printed so. Where it is a tie (96.25), either neighbour is right: the document takes
/// the even digit, this program the larger one.
fn prints(value: f64, printed: &str) -> bool {
    let places = printed
        .split_once('.')
        .map_or(0, |(_, decimals)| decimals.len() as i32);
    let half = 0.5 * 10_f64.powi(-places);
    (value - printed.parse::<f64>().unwrap()).abs() <= half * (1.0 + 1e-9)
}

#[test]
fn every_group_of_the_example_comes_out_as_the_domain_prints_it() {
    let portfolio = Bench::new().judged(&BEISPIEL, ACCOUNTS);
    let expected = [
        "Omega Gruppe|11.0|46|1341000|24.4|85.9|86.4|100.0|90.2|63|strategic|no|key_account|",
        "Delta AG|7.6|90|440000|11.6|51.5|96.2|100.0|75.0|32|strategic|A|key_account|",
        "Sigma SE|6.0|20|790000|26.3|92.8|54.2|100.0|87.3|74|strategic|P|key_account|",
        "Kappa GmbH|5.2|87|90000|3.5|29.6|76.2|100.0|60.0|48|maintain|no|excluded|S1",
        "Lambda KG|4.0|33|560000|28.0|82.8|64.5|90.0|81.3|55|strategic|no|key_account|",
        "Theta Inc.|3.0|8|420000|28.0|96.0|27.1|80.0|77.4|71|development|no|key_account|",
        "Epsilon GmbH|2.4|80|240000|20.0|37.0|82.5|74.0|57.2|48|maintain|no|excluded|S2",
        "Rho SA|1.8|20|193000|21.4|71.4|39.2|64.7|63.0|60|development|no|key_account|",
        "Zeta GmbH|1.2|67|60000|10.0|24.8|59.5|48.7|38.9|56|maintain|no|standard|",
    ];
    assert_eq!(portfolio.groups.len(), expected.len());
    for (group, line) in portfolio.groups.iter().zip(expected) {
        let cells: Vec<&str> = line.split('|').collect();
        let numbers = [
            Some(group.share),
            group.share_of_wallet,
            group.db2,
            group.db2_pct,
            group.attractiveness.score,
            group.position.score,
            group.value.score,
            group.k,
            Some(group.hours),
        ];
        assert_eq!(&*group.key, cells[0]);
        for (number, printed) in numbers.into_iter().zip(&cells[1..]) {
            assert!(
                prints(number.unwrap(), printed),
                "{}: {number:?} is not {printed}",
                group.key
            );
        }
        assert_eq!(words(group), cells[10..], "{}", group.key);
    }
}

fn words(group: &CustomerGroup) -> [String; 4] {
    let grey = match (group.grey.attractiveness, group.grey.position) {
        (true, true) => "A+P",
        (true, false) => "A",
        (false, true) => "P",
        (false, false) => "no",
    };
    [
        group.quadrant.map_or("", Quadrant::name).to_owned(),
        grey.to_owned(),
        group.status.name().to_owned(),
        group.binding.join("+"),
    ]
}

#[test]
fn the_example_is_fully_covered_and_needs_no_default() {
    let portfolio = Bench::new().judged(&BEISPIEL, ACCOUNTS);
    for group in &portfolio.groups {
        let coverage = (group.attractiveness.coverage, group.position.coverage);
        assert_eq!(coverage, (100.0, 100.0), "{}", group.key);
        assert!(group.unverified.is_empty() && group.defaults.is_empty() && !group.borderline);
        assert_eq!(
            (group.abc_revenue, group.abc_db2),
            (AbcClass::A, Some(AbcClass::A))
        );
    }
    assert!(portfolio.selection.overrides.is_empty() && portfolio.warnings.is_empty());
    assert!(portfolio.broken.is_empty());
    assert_eq!(
        &*group(&portfolio, "Omega Gruppe").accounts,
        ["A01".into(), "A02".into()]
    );
}

#[test]
fn concentration_of_the_example() {
    let found = Bench::new().judged(&BEISPIEL, ACCOUNTS).concentration;
    let top = |share: TopShare| (fixed(share.share, 1), share.at_least);
    assert_eq!(top(found.cr1), ("11.0".to_owned(), false));
    assert_eq!(top(found.cr5), ("33.8".to_owned(), false));
    assert_eq!(top(found.cr10), ("42.2".to_owned(), true));
    assert_eq!(fixed(found.rest, 1), "57.8");
    let bounds = |bounds: Bounds| {
        (
            fixed(bounds.low.unwrap(), 1),
            fixed(bounds.high.unwrap(), 1),
        )
    };
    assert_eq!(bounds(found.hhi), ("294.7".to_owned(), "346.4".to_owned()));
    assert_eq!(
        bounds(found.effective_number),
        ("28.9".to_owned(), "33.9".to_owned())
    );
    assert_eq!((found.pareto, found.db2_base), (None, Some(10_000_000.0)));
}

#[test]
fn dependence_of_the_example_and_its_loss_test() {
    let bench = Bench::new();
    let found = bench.judged(&BEISPIEL, ACCOUNTS).dependence;
    assert_eq!(fixed(found.revenue_share, 1), "11.0");
    assert_eq!(fixed(found.db2_share.unwrap(), 1), "13.4");
    assert_eq!(
        (&*found.revenue_band, found.db2_band.as_deref()),
        ("moderate", Some("moderate"))
    );
    assert_eq!((&*found.band, found.dependent), ("moderate", false));
    assert_eq!(
        (found.ebit_without_largest, found.ebit_without_top3),
        (None, None)
    );
    let company = Company {
        ebit: Some(2_000_000.0),
        ..BEISPIEL
    };
    let tested = bench.judged(&company, ACCOUNTS).dependence;
    assert_eq!(tested.ebit_without_largest, Some(659_000.0));
    assert_eq!(tested.ebit_without_top3, Some(-571_000.0));
}

#[test]
fn selection_of_the_example() {
    let selection = Bench::new().judged(&BEISPIEL, ACCOUNTS).selection;
    assert_eq!((selection.cap, selection.passed), (10, 6));
    let names: Vec<&str> = selection.candidates.iter().map(|key| &**key).collect();
    let expected = [
        "Omega Gruppe",
        "Sigma SE",
        "Lambda KG",
        "Theta Inc.",
        "Delta AG",
        "Rho SA",
    ];
    assert_eq!(names, expected);
    assert!(selection.cut.is_empty() && selection.borderline.is_empty());
    assert_eq!(fixed(selection.share, 1), "33.4");
}

#[test]
fn positions_budget_and_break_even_of_the_example() {
    let effort = Bench::new().judged(&BEISPIEL, ACCOUNTS).effort;
    assert_eq!(
        (effort.hours, fixed(effort.fte, 2)),
        (355.0, "2.84".to_owned())
    );
    assert_eq!(fixed(effort.accounts_per_fte.unwrap(), 1), "2.1");
    assert_eq!(effort.head, Some(0.5));
    let budget = effort.budget.unwrap();
    let parts = [
        budget.managers,
        budget.head,
        budget.support,
        budget.tools,
        budget.projects,
    ];
    let printed = parts.map(|part| fixed(part, 0));
    assert_eq!(printed, ["340800", "85000", "66267", "34293", "33400"]);
    assert_eq!(fixed(budget.total, 0), "559760");
    assert_eq!(effort.db2, Some(3_744_000.0));
    assert_eq!(fixed(effort.breakeven_uplift_pct.unwrap(), 1), "15.0");
    assert_eq!(fixed(effort.extra_revenue.unwrap(), 0), "2496793");
    assert_eq!(effort.open_potential, Some(45_000_000.0));
    assert_eq!(fixed(effort.extra_of_potential_pct.unwrap(), 1), "5.5");
}

#[test]
fn what_the_organisation_takes_from_the_example() {
    let portfolio = Bench::new().judged(&BEISPIEL, ACCOUNTS);
    let printed = |field: &str, places| fixed(portfolio.computed(field).unwrap(), places);
    for (field, places, expected) in [
        ("top10_revenue_share", 1, "42.2"),
        ("largest_account_share", 1, "11.0"),
        ("ka_candidate_count", 0, "6"),
        ("avg_share_of_wallet", 1, "27.1"),
        ("multi_site_accounts_pct", 0, "100"),
        ("cross_divisional_accounts_pct", 1, "66.7"),
        ("breakeven_uplift_pct", 1, "15.0"),
        ("ka_revenue_share", 1, "33.4"),
        ("avg_countries_per_ka", 2, "2.83"),
        ("avg_divisions_per_ka", 2, "1.83"),
        ("central_purchasing_pct", 1, "44.4"),
        ("interdependent_accounts_pct", 1, "33.3"),
    ] {
        assert_eq!(printed(field, places), expected, "{field}");
    }
}

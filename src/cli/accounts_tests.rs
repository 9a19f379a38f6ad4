//! Accounts from file to report, through all modules.

use crate::input::{self, Source};
use crate::model::{AccountsResult, Catalogue, Id, Lang, Portfolio, add_phrases};
use crate::pack::{Pack, PackFiles};
use crate::proof::{self, Case, Subject, Subjects, Tester};
use crate::recommend::portfolio::{Company, PortfolioJudge};
use crate::report;
use crate::rules::Program;

const HEAD: &str = "account_id,name,currency,revenue_y0,db1,cost_to_serve,wallet,growth_exp_pct,supplier_rank,relationship_stage,satisfaction,contacts,strategic_fit,reference_value,willingness,credit";

struct House {
    pack: Pack,
    program: Program,
    texts: Catalogue,
}

impl House {
    fn new() -> Self {
        let (pack, program) = Program::open(&PackFiles::embedded()).unwrap();
        let mut texts = pack.catalogue.clone();
        add_phrases(&mut texts);
        Self {
            pack,
            program,
            texts,
        }
    }

    fn result(&self, rows: &str, company: &Company) -> AccountsResult {
        let source = Source {
            name: "accounts.csv".to_owned(),
            bytes: format!("{HEAD}\n{rows}").into_bytes(),
        };
        let fields = &self.pack.accounts.as_ref().unwrap().fields;
        let ids = [Id::from("T")];
        let intake = input::accounts::read(fields, &[], &[source], &ids).unwrap();
        assert!(intake.rejected.is_empty(), "{:?}", intake.rejected);
        let judge = PortfolioJudge::new(&self.pack, &self.program).unwrap();
        judge.judge(company, &intake.accounts["T"])
    }

    fn portfolio(&self, rows: &str) -> Portfolio {
        let company = Company {
            total_revenue: Some(10_000.0),
            active_customers: Some(100.0),
            avg_db2_pct: Some(20.0),
            ebit: Some(100.0),
            n_divisions: None,
        };
        match self.result(rows, &company) {
            AccountsResult::Judged(portfolio) => *portfolio,
            AccountsResult::Stopped(faults) => panic!("{faults:?}"),
        }
    }
}

const ROWS: &str = "\
1,Omega,EUR,2000,900,100,3000,6,1,integrated,4,9,5,4,yes,good
2,\"<script>alert(\"\"x\"\")</script> & Söhne\",EUR,1000,300,50,2000,6,2,cooperative,4,3,5,4,yes,good
3,Kappa,EUR,800,200,50,900,-4,1,cooperative,3,3,2,2,unclear,weak
4,Theta,EUR,600,200,40,5000,12,4,exploratory,3,1,5,5,yes,
5,Rest,EUR,100,,,,,,,,,,,,\n";

#[test]
fn the_cases_of_all_account_rules_hold() {
    let house = House::new();
    let subjects = Subjects::of(&house.pack, &house.program);
    let cases = proof::cases(&subjects, &PackFiles::default()).unwrap();
    let tester = Tester::new(&subjects, &house.program).unwrap();
    let of_accounts = |rule: &Subject<'_>| rule.of_accounts;
    for rule in subjects.iter().filter(|one| of_accounts(one)) {
        let own = |case: &&Case| {
            let subject = case.rule().and_then(|rule| subjects.at(rule));
            subject.is_some_and(|one| of_accounts(one) && one.rule.id == rule.rule.id)
        };
        let reports: Vec<_> = cases
            .iter()
            .filter(own)
            .map(|case| tester.run(case).unwrap())
            .collect();
        assert!(reports.len() >= 3, "{}", rule.rule.id);
        for report in &reports {
            assert!(report.passed(), "{}", report.told());
        }
    }
}

#[test]
fn the_report_leaves_no_hole_and_no_key_in_either_language() {
    let house = House::new();
    let result = AccountsResult::Judged(Box::new(house.portfolio(ROWS)));
    for lang in Lang::ALL {
        let sections = report::sections(&result, &[], &house.texts, lang);
        let text = report::section_text(&sections, lang);
        for wrong in ["{", "}", "accounts.", "account.", "NaN"] {
            assert!(!text.contains(wrong), "{wrong} in {text}");
        }
        for section in &sections {
            for row in &section.rows {
                assert_eq!(row.len(), section.columns.len(), "{}", section.title);
            }
        }
    }
    let titles = |lang| -> Vec<String> {
        let sections = report::sections(&result, &[], &house.texts, lang);
        sections.into_iter().map(|section| section.title).collect()
    };
    assert_ne!(titles(Lang::De), titles(Lang::En));
    assert_eq!(titles(Lang::De).len(), titles(Lang::En).len());
}

#[test]
fn what_stops_the_analysis_is_told_in_sentences() {
    let house = House::new();
    let company = Company {
        total_revenue: Some(1.0),
        active_customers: Some(1.0),
        ..Company::default()
    };
    let result = house.result(ROWS, &company);
    for lang in Lang::ALL {
        let sections = report::sections(&result, &[], &house.texts, lang);
        assert_eq!((sections.len(), sections[0].sentences.len()), (1, 3));
        assert!(!sections[0].sentences.join(" ").contains(['{', '}']));
    }
}

/// The last cell of the rows of an axis, and of the row of its score.
#[test]
fn printed_parts_of_an_axis_add_up_to_the_printed_score() {
    let house = House::new();
    let portfolio = house.portfolio(ROWS);
    for group in &portfolio.groups {
        let section = report::group_section(group, &house.texts, Lang::En);
        let mut sum = 0.0;
        for row in section.rows.iter().take(section.rows.len() - 1) {
            let part: f64 = row[3].parse().unwrap_or(0.0);
            if row[2].is_empty() {
                assert!((sum - part).abs() < 1e-9, "{}: {row:?}", group.key);
                sum = 0.0;
            } else {
                sum += part;
            }
        }
    }
}

#[test]
fn the_printed_budget_adds_up() {
    let house = House::new();
    let result = AccountsResult::Judged(Box::new(house.portfolio(ROWS)));
    let sections = report::sections(&result, &[], &house.texts, Lang::En);
    let budget = sections
        .iter()
        .find(|section| section.columns.len() == 2)
        .unwrap();
    let amounts: Vec<f64> = budget
        .rows
        .iter()
        .map(|row| row[1].replace(',', "").parse().unwrap())
        .collect();
    let (total, parts) = amounts.split_last().unwrap();
    assert!((parts.iter().sum::<f64>() - total).abs() < 1e-9);
}

#[test]
fn the_chart_escapes_what_it_shows_and_refers_to_nothing_outside() {
    let house = House::new();
    let portfolio = house.portfolio(ROWS);
    for lang in Lang::ALL {
        let svg = report::portfolio_svg(&portfolio, "A & B <C>", &house.texts, lang);
        assert!(svg.contains("A &amp; B &lt;C&gt;"));
        assert!(svg.contains("&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; Söhne"));
        for banned in [
            "<script", "href", "url(", "<image", "@import", "<style", " id=",
        ] {
            assert!(!svg.contains(banned), "{banned}");
        }
        let addresses = svg.matches("http").count();
        assert_eq!(
            (
                addresses,
                svg.contains("xmlns=\"http://www.w3.org/2000/svg\"")
            ),
            (1, true)
        );
        assert!(svg.contains("<title>") && svg.contains("<desc>"));
        assert_eq!(
            svg,
            report::portfolio_svg(&portfolio, "A & B <C>", &house.texts, lang)
        );
    }
}

#[test]
fn every_circle_of_the_chart_stands_in_its_twin() {
    let house = House::new();
    let portfolio = house.portfolio(ROWS);
    let twin = report::portfolio_twin(&portfolio, &house.texts, Lang::De);
    let svg = report::portfolio_svg(&portfolio, "T", &house.texts, Lang::De);
    let placed = portfolio
        .groups
        .iter()
        .filter(|group| group.quadrant.is_some())
        .count();
    assert_eq!(
        (twin.len(), svg.matches("</title></circle>").count()),
        (placed, placed)
    );
    assert!(placed < portfolio.groups.len(), "one group has no place");
    assert!(svg.contains("Ohne Platz, weil Angaben fehlen: 1"));
    for group in portfolio
        .groups
        .iter()
        .filter(|group| group.quadrant.is_some())
    {
        assert!(
            twin.iter().any(|line| line.starts_with(&*group.key)),
            "{}",
            group.key
        );
    }
}

#[test]
fn the_area_of_a_circle_follows_the_revenue() {
    let house = House::new();
    let portfolio = house.portfolio(ROWS);
    let svg = report::portfolio_svg(&portfolio, "T", &house.texts, Lang::En);
    let radius = |name: &str| -> f64 {
        let line = svg
            .lines()
            .find(|line| line.starts_with("<circle") && line.contains(name))
            .unwrap();
        line.split(" r=\"")
            .nth(1)
            .unwrap()
            .split('"')
            .next()
            .unwrap()
            .parse()
            .unwrap()
    };
    let ratio = (radius("Omega:") / radius("Kappa:")).powi(2);
    assert!((ratio - 2_000.0 / 800.0).abs() < 0.05, "{ratio}");
}

#[test]
fn a_stored_portfolio_is_json_with_the_words_of_the_domain() {
    let house = House::new();
    let result = AccountsResult::Judged(Box::new(house.portfolio(ROWS)));
    let json = serde_json::to_value(&result).unwrap();
    let kappa = &json["groups"][2];
    assert_eq!(
        (&kappa["key"], &kappa["status"]),
        (&"Kappa".into(), &"excluded".into())
    );
    assert_eq!(kappa["binding"], serde_json::json!(["S1"]));
    let rest = json["groups"].as_array().unwrap().last().unwrap();
    assert!(rest["quadrant"].is_null() && rest["k"].is_null() && rest["db2"].is_null());
    assert_eq!(rest["attractiveness"]["criteria"][0]["outcome"], "unknown");
    let stopped = serde_json::to_value(house.result(ROWS, &Company::default())).unwrap();
    assert_eq!(stopped["faults"][0]["id"], "accounts.fault.total_revenue");
}

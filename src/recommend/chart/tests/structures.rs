//! The structure type of charts (domain 4.6, steps 2 to 10).

use super::*;
use crate::model::StructureType;
use crate::model::number::fixed;

/// Type, confidence to three decimals, shares to one.
fn told(text: &str) -> String {
    let found = classify(text);
    let shares: Vec<String> = found
        .shares
        .iter()
        .map(|one| {
            let criterion = one.criterion.map_or("unknown", Listed::id);
            format!("{criterion} {}", fixed(one.share, 1))
        })
        .collect();
    let confidence = found.confidence.map_or("–".to_owned(), |one| fixed(one, 3));
    format!(
        "{} {confidence}: {}",
        found.structure_type.id(),
        shares.join(", ")
    )
}

fn passed(text: &str) -> Vec<String> {
    let passed = classify(text).passed;
    passed.iter().map(|unit| unit.name.to_string()).collect()
}

#[test]
fn the_test_charts_have_the_structure_of_the_domain() {
    let expected = [
        "functional 1.000: function 100.0",
        "div_product 1.000: product 100.0",
        "div_region 1.000: region 100.0",
        "div_customer 1.000: customer 100.0",
        "matrix –: product 59.3, region 40.7",
        "hybrid 0.185: product 59.3, region 40.7",
        "simple –: unknown 100.0",
        "functional 1.000: function 100.0",
        "not_classifiable –: unknown 90.5, function 9.5",
        "functional 1.000: function 100.0",
        "div_product 1.000: product 100.0",
        "div_region 1.000: region 100.0",
        "div_customer 0.709: customer 84.2, unknown 15.8",
        "div_product 0.860: product 93.0, function 7.0",
        "functional 1.000: function 100.0",
    ];
    for ((name, text), expected) in TEST_CHARTS.iter().zip(expected) {
        let mut found = told(text);
        if *name == "C9" {
            // Known shares come first.
            assert_eq!(found, "not_classifiable –: function 9.5, unknown 90.5");
            found = expected.to_owned();
        }
        assert_eq!(found, expected, "{name}");
    }
}

#[test]
fn the_holding_of_the_test_charts_is_passed() {
    assert_eq!(passed(C8), ["Holding"]);
    assert_eq!(passed(C15), ["Holding"]);
    assert!(passed(C1).is_empty());
}

#[test]
fn several_holdings_are_passed_and_support_and_staff_units_do_not_stop_it() {
    let text = "
Dach
  Recht
  Holding
    Stab Strategie (staff)
    Gruppe {other}
      Vertrieb 30
      Produktion 40
";
    assert_eq!(passed(text), ["Dach", "Holding"]);
    assert_eq!(told(text), "functional 1.000: function 100.0");
}

#[test]
fn an_only_unit_with_nothing_below_is_not_descended_into() {
    assert!(passed("Chef 90\n  Werk").is_empty());
    assert_eq!(
        classify("Chef 90\n  Vertrieb").structure_type,
        StructureType::Functional
    );
}

#[test]
fn two_line_units_below_the_holding_stop_the_descent() {
    let text = "
Holding
  GmbH_1
    Vertrieb 20
  GmbH_2
    Produktion 90
";
    assert!(passed(text).is_empty());
    assert_eq!(
        classify(text).structure_type,
        StructureType::NotClassifiable
    );
}

#[test]
fn a_division_of_finance_is_a_core_unit_but_a_finance_department_is_none() {
    let found = classify(
        "
Vorstand (board)
  Sparte Finanzprodukte 100
  Finanzprodukte 80 [product]
  Finanzen 300
  Sparte Pumpen 90 {finance}
",
    );
    let core: Vec<&str> = found
        .core_units
        .iter()
        .map(|unit| &*unit.unit.name)
        .collect();
    assert_eq!(core, ["Sparte Finanzprodukte", "Finanzprodukte"]);
    let guesses: Vec<_> = found
        .core_units
        .iter()
        .map(|unit| unit.criterion.unwrap().guessed)
        .collect();
    assert_eq!(guesses, [true, false]);
}

#[test]
fn board_units_count_as_line() {
    let found = told(
        "
Aufsichtsrat (board)
  Ressort Vertrieb 50 (board)
  Ressort Produktion 60 (board)
",
    );
    assert_eq!(found, "functional 1.000: function 100.0");
}

#[test]
fn a_subtree_counts_the_larger_of_its_own_figure_and_the_sum_below() {
    let share = |text: &str| classify(text).core_units.first().unwrap().share;
    let chart = |own: &str, below: &str| {
        format!("Chef\n  Vertrieb{own} #a\n    Nord{below}\n    Süd 30\n  Produktion 60")
    };
    assert_eq!(fixed(share(&chart(" 40", " 30")), 1), "50.0");
    assert_eq!(fixed(share(&chart(" 90", " 30")), 1), "60.0");
    assert_eq!(fixed(share(&chart("", " 210")), 1), "80.0");
    assert_eq!(fixed(share(&chart(" 20", "")), 1), "33.3");
    // The sum below is not complete: each core unit weighs 1.
    assert_eq!(fixed(share(&chart("", "")), 1), "50.0");
}

#[test]
fn units_without_people_weigh_the_same() {
    assert_eq!(
        told("Chef 200\n  Vertrieb 0\n  Sparte A 0\n  Region B 0"),
        "hybrid 0.000: function 33.3, product 33.3, region 33.3"
    );
    assert_eq!(
        told("Chef 200\n  Vertrieb 0\n  Sparte A 70\n  Region B 0"),
        "div_product 1.000: product 100.0, function 0.0, region 0.0"
    );
}

#[test]
fn fewer_than_fifty_people_are_a_simple_organisation_whatever_its_units() {
    assert_eq!(
        told("Chef\n  Sparte A 20\n  Sparte B 29"),
        "simple –: product 100.0"
    );
    assert_eq!(
        told("Chef\n  Sparte A 20\n  Sparte B 30"),
        "div_product 1.000: product 100.0"
    );
    assert_eq!(told("Chef 49"), "simple –: ");
    assert_eq!(told("Chef 50"), "not_classifiable –: ");
    assert_eq!(
        told("Holding 10\n  GmbH 60\n    Vertrieb 10\n    Werk 20 [function]"),
        "functional 1.000: function 100.0"
    );
}

#[test]
fn without_headcounts_a_flat_chart_of_up_to_three_units_without_sales_is_simple() {
    let simple = |text: &str| classify(text).structure_type == StructureType::Simple;
    assert!(simple("Chef\n  Werkstatt\n  Büro\n  Lager"));
    assert!(simple("Chef\n  Produktion\n  Verwaltung\n  Stab (staff)"));
    assert!(!simple("Chef\n  Werkstatt\n  Büro\n  Lager\n  Labor"));
    assert!(!simple("Chef\n  Werkstatt\n    Meister\n  Büro"));
    assert!(!simple("Chef\n  Werkstatt\n  Großkunden"));
    assert!(!simple("Chef\n  Werkstatt [project]"));
    assert!(!simple("Chef\n  Werkstatt\n  Büro {sales}"));
    assert!(!simple("Chef\n  Werkstatt\n  Verkauf {other}"));
    assert!(!simple("Chef"));
    assert!(!simple("Chef\n  Verwaltung"));
    // One unit without a figure makes the headcount unknown.
    assert!(simple("Chef\n  Werkstatt 70\n  Büro"));
}

#[test]
fn more_than_thirty_percent_unknown_cannot_be_classified() {
    assert_eq!(
        told("Chef\n  Vertrieb 70\n  Alpha 30"),
        "functional 0.490: function 70.0, unknown 30.0"
    );
    assert_eq!(
        told("Chef\n  Vertrieb 699\n  Alpha 301"),
        "not_classifiable –: function 69.9, unknown 30.1"
    );
}

#[test]
fn sixty_percent_decide_and_less_is_a_hybrid() {
    assert_eq!(
        told("Chef\n  Vertrieb 60\n  Sparte A 40"),
        "functional 0.200: function 60.0, product 40.0"
    );
    let found = classify("Chef\n  Vertrieb 599\n  Region A 401");
    assert_eq!(found.structure_type, StructureType::Hybrid);
    assert_eq!(found.primary, Some(StructureType::Functional));
    assert_eq!(found.secondary, Some(StructureType::DivRegion));
}

#[test]
fn equal_shares_stand_in_the_order_function_product_region_customer_project() {
    let found = classify(
        "
Chef
  Alpha 20 [project]
  Kunden 20
  Region A 20
  Sparte A 20
  Vertrieb 20
",
    );
    let order: Vec<_> = found
        .shares
        .iter()
        .map(|one| one.criterion.unwrap())
        .collect();
    assert_eq!(
        order,
        [
            Criterion::Function,
            Criterion::Product,
            Criterion::Region,
            Criterion::Customer,
            Criterion::Project
        ]
    );
    assert_eq!(found.primary, Some(StructureType::Functional));
    assert_eq!(found.secondary, Some(StructureType::DivProduct));
    // Parts of persons that differ in the last bit only.
    let found = classify("Chef 99\n  Region A 0.3\n  Sparte A 0.1\n  Sparte B 0.2");
    assert_eq!(found.primary, Some(StructureType::DivProduct));
}

#[test]
fn product_and_project_are_not_added() {
    let found = classify("Chef\n  Alpha 50 [project]\n  Sparte A 50");
    assert_eq!(found.structure_type, StructureType::Hybrid);
    assert_eq!(found.primary, Some(StructureType::DivProduct));
    assert_eq!(found.secondary, Some(StructureType::DivProduct));
    assert_eq!(
        told("Chef\n  Alpha 90 [project]\n  Sparte A 10"),
        "div_product 0.800: project 90.0, product 10.0"
    );
}

fn crossed(lines: usize, first: usize, second: usize) -> String {
    let mut text = format!("Chef\n  Sparte A {first} #a\n");
    for unit in 0..10 {
        let line = if unit < lines { " > b" } else { "" };
        text.push_str(&format!("    Team {unit} #t{unit}{line}\n"));
    }
    format!("{text}  Region B {second} #b\n")
}

#[test]
fn a_matrix_needs_twenty_percent_of_dotted_lines_between_criteria_of_twenty_five_percent() {
    let is_matrix = |text: &str| classify(text).structure_type == StructureType::Matrix;
    assert!(is_matrix(&crossed(2, 50, 50)));
    assert!(!is_matrix(&crossed(1, 50, 50)));
    assert!(is_matrix(&crossed(2, 75, 25)));
    assert!(!is_matrix(&crossed(10, 76, 24)));
}

#[test]
fn only_dotted_lines_between_core_units_of_different_known_criteria_count() {
    let dotted = |line: &str| {
        let text = format!(
            "
Chef
  Sparte A 50 #a
    Team 1 > {line}
  Sparte C 10 #c
  Alpha 10 #alpha
  Stab (staff) #stab
  Finanzen 9 #finance
    Buchhaltung #accounts
  Region B 50 #b
    Land 1 #land
"
        );
        classify(&text).dotted.unwrap()
    };
    assert_eq!(fixed(dotted("b"), 1), "33.3");
    assert_eq!(fixed(dotted("land"), 1), "33.3");
    for line in ["a", "c", "alpha", "stab", "finance", "accounts", "Chef"] {
        assert_eq!(fixed(dotted(line), 1), "0.0", "{line}");
    }
    assert_eq!(classify("Chef 90\n  Vertrieb\n  Technik").dotted, None);
}

#[test]
fn the_trees_of_the_options_have_the_structure_of_the_domain() {
    for (option, text, expected) in super::kam_today::TREES {
        assert_eq!(classify(text).structure_type.id(), *expected, "{option}");
    }
}

#[test]
fn the_textbook_charts_have_the_structure_that_they_stand_for() {
    let rules = rules();
    for (name, structure) in StructureType::ALL {
        // Without a headcount, a simple organisation with Sales reads as functional.
        if let Some(book) = rules.textbook(*structure).filter(|_| *name != "simple") {
            assert_eq!(
                crate::recommend::chart::classify(&book.chart, &rules).structure_type,
                *structure
            );
        }
    }
}

#[test]
fn every_reason_has_a_sentence_and_every_hole_a_value() {
    let mut texts = crate::model::Catalogue::new();
    crate::model::add_chart_phrases(&mut texts);
    for (name, text) in TEST_CHARTS {
        for reason in classify(text).reasons {
            let sentence = &texts[&*reason.id].en;
            for hole in crate::model::placeholders(sentence) {
                assert!(
                    reason.values.contains_key(hole),
                    "{name}: {} {hole}",
                    reason.id
                );
            }
        }
    }
}

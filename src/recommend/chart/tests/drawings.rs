//! KAM drawn into a chart.

use super::*;
use crate::model::{KamPlace, PlacementOption, StructureType, UnitState};
use crate::recommend::chart::{draw, draw_textbook, draw_today};

fn drawn(text: &str, option: PlacementOption) -> Drawing {
    draw(&chart(text), &rules(), option)
}

/// The parent's German name for each KAM unit, with what becomes of the unit.
fn kam(drawing: &Drawing) -> Vec<String> {
    let units = drawing.units.iter().filter(|unit| unit.kam);
    units
        .map(|unit| {
            let parent = unit
                .parent
                .map_or("–", |parent| &drawing.units[parent].name.de);
            format!(
                "{} < {parent} {:?} {:?}",
                unit.name.de, unit.kind, unit.state
            )
        })
        .collect()
}

fn with_state(drawing: &Drawing, state: UnitState) -> Vec<&str> {
    let units = drawing.units.iter().filter(|unit| unit.state == state);
    units.map(|unit| unit.name.de.as_str()).collect()
}

fn ties(drawing: &Drawing) -> Vec<String> {
    let name = |position: usize| &drawing.units[position].name.de;
    let new = drawing.dotted.iter().filter(|line| line.new);
    new.map(|line| format!("{} > {}", name(line.from), name(line.to)))
        .collect()
}

fn notes(drawing: &Drawing) -> Vec<&str> {
    drawing.notes.iter().map(|note| &*note.id).collect()
}

use PlacementOption as To;

#[test]
fn in_a_functional_chart_each_option_hangs_where_it_says() {
    assert_eq!(
        kam(&drawn(C1, To::SalesLine)),
        ["Key-Account-Management < Vertrieb Line New"]
    );
    assert_eq!(
        kam(&drawn(C1, To::SalesStaff)),
        ["KAM-Koordination < Vertrieb Staff New"]
    );
    assert_eq!(
        kam(&drawn(C1, To::Marketing)),
        ["Key-Account-Management < Marketing Line New"]
    );
    assert_eq!(
        kam(&drawn(C1, To::KamOffice)),
        ["KAM-Zentralstelle < Geschäftsleitung Staff New"]
    );
    assert_eq!(
        kam(&drawn(C1, To::TopManagement)),
        [
            "Geschäftsleitung < – Board Unchanged",
            "Assistenz Key Accounts < Geschäftsleitung Staff New"
        ]
    );
    assert!(kam(&drawn(C1, To::NoFormalKam)).is_empty());
}

#[test]
fn customer_management_stands_above_sales_marketing_and_service() {
    let drawing = drawn(
        "
Geschäftsleitung (board)
  Entwicklung
  Vertrieb
    Nord
  Marketing
  Kundendienst
  IT-Service
",
        To::CustomerManagement,
    );
    assert_eq!(
        with_state(&drawing, UnitState::Moved),
        ["Vertrieb", "Marketing", "Kundendienst"]
    );
    assert_eq!(
        with_state(&drawing, UnitState::New),
        ["Kundenmanagement", "Key-Account-Management"]
    );
    let names: Vec<&str> = drawing
        .units
        .iter()
        .map(|unit| unit.name.de.as_str())
        .collect();
    assert_eq!(
        names,
        [
            "Geschäftsleitung",
            "Entwicklung",
            "Kundenmanagement",
            "Key-Account-Management",
            "Vertrieb",
            "Nord",
            "Marketing",
            "Kundendienst",
            "IT-Service",
        ]
    );
    assert_eq!(notes(&drawing), ["chart.note.moved"]);
}

#[test]
fn customer_management_that_exists_is_used() {
    let drawing = drawn(
        "
Chef
  Customer Management
  Vertrieb
  Technik
",
        To::CustomerManagement,
    );
    assert_eq!(
        kam(&drawing),
        ["Key-Account-Management < Customer Management Line New"]
    );
    assert_eq!(with_state(&drawing, UnitState::Moved), ["Vertrieb"]);
}

#[test]
fn customer_management_over_divisions_ties_their_sales() {
    let drawing = drawn(C12, To::CustomerManagement);
    assert!(ties(&drawing).contains(&"Sales > Kundenmanagement".to_owned()));
    assert!(with_state(&drawing, UnitState::Moved).is_empty());
}

#[test]
fn the_one_kam_unit_of_today_moves_instead_of_a_second_one() {
    let text = "
Chef
  Vertrieb
    KAM
      Team A
  Marketing
  Technik
";
    let drawing = drawn(text, To::Marketing);
    assert_eq!(kam(&drawing), ["KAM < Marketing Line Moved"]);
    assert!(with_state(&drawing, UnitState::New).is_empty());
    assert_eq!(
        kam(&drawn(text, To::SalesStaff)),
        ["KAM < Vertrieb Staff Changed"]
    );
    assert_eq!(
        kam(&drawn(text, To::SalesLine)),
        ["KAM < Vertrieb Line Unchanged"]
    );
    assert_eq!(notes(&drawn(text, To::SalesLine)), ["chart.note.no_change"]);
    assert_eq!(
        kam(&drawn(text, To::NoFormalKam)),
        ["KAM < Vertrieb Line Unchanged"]
    );
}

#[test]
fn several_kam_units_come_together() {
    let text = "
Chef
  Vertrieb
    KAM #k1
  Marketing
    Großkunden #k2
  Technik
";
    assert_eq!(
        kam(&drawn(text, To::Marketing)),
        ["Großkunden < Marketing Line Unchanged"]
            .into_iter()
            .chain(["KAM < Großkunden Line Moved"])
            .collect::<Vec<_>>()
    );
    let drawing = drawn(text, To::CustomerManagement);
    assert_eq!(
        with_state(&drawing, UnitState::New),
        ["Kundenmanagement", "Key-Account-Management"]
    );
    assert_eq!(
        with_state(&drawing, UnitState::Moved),
        ["KAM", "Großkunden", "Vertrieb", "Marketing"]
    );
}

#[test]
fn each_division_gets_kam_below_its_sales_and_keeps_what_it_has() {
    let drawing = drawn(C12, To::DivisionalKam);
    assert_eq!(
        kam(&drawing),
        [
            "Global Account Manager < Sales Line Unchanged",
            "National Account Manager < Sales Line Unchanged",
            "KAM Asia < Asia Line New",
        ]
    );
    let drawing = drawn(
        "
Chef
  Sparte A
    Verkauf A
  Sparte B
  Verkauf
    KAM
",
        To::DivisionalKam,
    );
    assert_eq!(
        kam(&drawing),
        [
            "KAM Sparte A < Verkauf A Line New",
            "KAM Sparte B < Sparte B Line New"
        ]
    );
    assert_eq!(with_state(&drawing, UnitState::Divided), ["KAM"]);
    assert_eq!(
        notes(&drawn(C1, To::DivisionalKam)),
        ["chart.note.no_divisions"]
    );
}

#[test]
fn a_corporate_unit_is_tied_to_every_division_or_to_its_kam() {
    let drawing = drawn(C12, To::CorporateMatrix);
    assert_eq!(
        ties(&drawing),
        [
            "Global Account Manager > Konzern-KAM",
            "National Account Manager > Konzern-KAM",
            "Asia > Konzern-KAM",
        ]
    );
    let drawing = drawn(C11, To::CorporateMatrix);
    assert_eq!(
        kam(&drawing),
        ["Key Account Office < Geschäftsleitung Line Changed"]
    );
    assert_eq!(ties(&drawing).len(), 3);
}

#[test]
fn divisions_by_customer_are_marked_or_set_up() {
    assert_eq!(kam(&drawn(C4, To::CustomerDivisions)).len(), 3);
    let drawing = drawn(C13, To::CustomerDivisions);
    assert_eq!(
        kam(&drawing),
        [
            "Retail Customers < Geschäftsleitung Line Unchanged",
            "Key Account Team < Corporate Customers Line Unchanged"
        ]
    );
    let drawing = drawn(C1, To::CustomerDivisions);
    assert_eq!(
        kam(&drawing),
        [
            "KAM-Team A < Kundenbereich A Line New",
            "KAM-Team B < Kundenbereich B Line New"
        ]
    );
    assert_eq!(
        with_state(&drawing, UnitState::Divided),
        ["Vertrieb", "Marketing"]
    );
}

#[test]
fn without_sales_kam_hangs_below_the_management_and_the_drawing_says_so() {
    let drawing = drawn(
        "Chef 99\n  Werk\n  Lager\n  Sparte A\n    Verkauf A\n",
        To::SalesLine,
    );
    assert_eq!(kam(&drawing), ["Key-Account-Management < Chef Line New"]);
    assert_eq!(notes(&drawing), ["chart.note.no_sales"]);
}

#[test]
fn the_uppermost_sales_unit_counts_and_of_two_the_larger_one() {
    let text = "
Chef 500
  Technik
    Verkauf Ersatzteile 300
  Verkauf Inland 20 #b
  Vertrieb Ausland 60 #a
  Finanzen
    Vertriebscontrolling 90
";
    assert_eq!(
        kam(&drawn(text, To::SalesLine)),
        ["Key-Account-Management < Vertrieb Ausland Line New"]
    );
}

#[test]
fn the_reporting_line_ends_at_the_management_below_a_holding() {
    let drawing = drawn(C8, To::SalesLine);
    let [line] = drawing.lines.as_slice() else {
        panic!("one line")
    };
    let names: Vec<&str> = line
        .above
        .iter()
        .map(|unit| drawing.units[*unit].name.de.as_str())
        .collect();
    assert_eq!(names, ["Vertrieb", "Muster GmbH"]);
    assert_eq!(line.steps, 2);
    assert_eq!(drawn(C8, To::TopManagement).lines[0].steps, 0);
}

#[test]
fn a_new_unit_takes_an_id_that_is_free() {
    let drawing = drawn("Chef\n  Vertrieb #kam\n  Technik #kam_2", To::SalesLine);
    assert_eq!(
        &*drawing.units.iter().find(|unit| unit.kam).unwrap().id,
        "kam_3"
    );
}

#[test]
fn today_shows_the_chart_as_it_is() {
    let drawing = draw_today(&chart(C12), &rules());
    assert_eq!(kam(&drawing).len(), 2);
    assert!(
        drawing
            .units
            .iter()
            .all(|unit| unit.state == UnitState::Unchanged)
    );
    assert!(drawing.notes.is_empty());
}

#[test]
fn what_is_drawn_reads_as_the_option_that_was_drawn() {
    let rules = rules();
    // Not simple: its one management is all there is. Options that a structure rules out are left out.
    let functional = [
        To::SalesLine,
        To::SalesStaff,
        To::Marketing,
        To::CustomerManagement,
        To::CustomerDivisions,
        To::KamOffice,
    ];
    let divisional = [
        To::CustomerManagement,
        To::DivisionalKam,
        To::CorporateMatrix,
        To::KamOffice,
    ];
    let by_customer = [
        To::CustomerManagement,
        To::CustomerDivisions,
        To::CorporateMatrix,
        To::KamOffice,
    ];
    let mut cases = Vec::new();
    cases.extend(functional.map(|option| (StructureType::Functional, option)));
    cases.extend(divisional.map(|option| (StructureType::DivProduct, option)));
    cases.extend(divisional.map(|option| (StructureType::DivRegion, option)));
    cases.extend(divisional.map(|option| (StructureType::Matrix, option)));
    cases.extend(by_customer.map(|option| (StructureType::DivCustomer, option)));
    for (structure, option) in cases {
        let drawing = draw_textbook(structure, &rules, option).unwrap();
        let mut redrawn = redrawn(&drawing);
        if option == To::CustomerDivisions && structure == StructureType::DivCustomer {
            // The divisions themselves are KAM, whatever they are called.
            assert_eq!(kam(&drawing).len(), 2);
            continue;
        }
        let place = crate::recommend::chart::classify(&redrawn, &rules)
            .kam_today
            .place;
        assert_eq!(
            place,
            KamPlace::At(option),
            "{} {}",
            structure.id(),
            option.id()
        );
        redrawn = chart_of(redrawn.units().to_vec());
        assert_eq!(
            kam(&draw_today(&redrawn, &rules)).len(),
            kam(&drawing).len()
        );
    }
}

#[test]
fn a_textbook_chart_stands_in_for_a_missing_one_and_says_so() {
    let drawing = draw_textbook(StructureType::Functional, &rules(), To::SalesLine).unwrap();
    assert_eq!(notes(&drawing), ["chart.note.textbook"]);
    assert_eq!(
        kam(&drawing),
        ["Key-Account-Management < Vertrieb Line New"]
    );
    assert!(draw_textbook(StructureType::Hybrid, &rules(), To::SalesLine).is_none());
}

#[test]
fn whatever_is_drawn_into_whatever_chart_stays_a_chart() {
    let rules = rules();
    for seed in 0..150 {
        let units = super::properties::any(seed, 1 + (seed as usize % 30));
        let count = units.len();
        let chart = chart_of(units);
        for (name, option) in To::ALL {
            let drawing = draw(&chart, &rules, *option);
            let parents = drawing.units.iter().enumerate();
            for (position, unit) in parents {
                assert!(
                    unit.parent.is_none_or(|parent| parent < position),
                    "{seed} {name}"
                );
            }
            let roots = drawing
                .units
                .iter()
                .filter(|unit| unit.parent.is_none())
                .count();
            assert_eq!(roots, 1, "{seed} {name}");
            assert!(drawing.units.len() >= count, "{seed} {name}");
            let kam = drawing.units.iter().filter(|unit| unit.kam).count();
            assert_eq!(drawing.lines.len(), kam, "{seed} {name}");
        }
    }
}

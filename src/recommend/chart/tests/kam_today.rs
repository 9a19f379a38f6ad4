//! Where KAM is today (domain 4.6).

use super::*;

fn place(text: &str) -> &'static str {
    classify(text).kam_today.place.id()
}

#[test]
fn the_test_charts_have_kam_where_the_domain_says() {
    let expected = [
        "no_formal_kam",
        "no_formal_kam",
        "no_formal_kam",
        "no_formal_kam",
        "no_formal_kam",
        "no_formal_kam",
        "no_formal_kam",
        "no_formal_kam",
        "no_formal_kam",
        "sales_line",
        "kam_office",
        "divisional_kam",
        "customer_divisions",
        "corporate_matrix",
        "customer_management",
    ];
    for ((name, text), expected) in TEST_CHARTS.iter().zip(expected) {
        assert_eq!(place(text), expected, "{name}");
    }
}

/// The trees of domain 4.5 with their option and structure type.
pub(super) const TREES: &[(&str, &str, &str)] = &[
    ("sales_line", SL, "functional"),
    ("sales_staff", SS, "functional"),
    ("marketing", MK, "functional"),
    ("customer_management", CM, "functional"),
    ("customer_divisions", CD, "div_customer"),
    ("top_management", TM, "functional"),
    ("divisional_kam", DK, "div_product"),
    ("corporate_matrix", XM, "matrix"),
    ("kam_office", KO, "div_region"),
    ("no_formal_kam", NO, "functional"),
];

const SL: &str = "
Geschäftsleitung
  Vertrieb {sales}
    Vertrieb Region Nord / Süd [region]
    Innendienst
    Key-Account-Management
  Marketing
  Entwicklung
  Produktion
  Logistik
  Finanzen {finance}
";
const SS: &str = "
Geschäftsleitung
  Vertrieb
    KAM-Koordination (staff)
    Region Nord
    Region Süd
  Marketing
  Produktion
";
const MK: &str = "
Geschäftsleitung
  Marketing {marketing}
    Produkt-/Markenmanagement
    Handelsmarketing
    Key-Account-Management
  Vertrieb
  Produktion
";
const CM: &str = "
Geschäftsleitung
  Kundenmanagement {customer_management}
    Key-Account-Management
    Vertrieb
    Marketing
    Kundenservice
  Entwicklung
  Produktion
  Finanzen {finance}
";
const CD: &str = "
Geschäftsleitung
  Bereich Kunde/Gruppe A [customer]
    KAM-Team A
    Lösungen #la
    Service #sa
  Bereich Gruppe B [customer]
    KAM-Team B
  Zentralbereiche: Finanzen, Personal, IT {admin}
";
const TM: &str = "
Geschäftsleitung und Key Accounts
  Vertrieb
  Produktion
  Verwaltung
";
const DK: &str = "
Vorstand
  Sparte_1 [product]
    Vertrieb #v1
      KAM Sparte_1
    Entwicklung #e1
    Produktion #p1
  Sparte_2 [product]
    Vertrieb #v2
      KAM Sparte_2
  Zentralbereiche {admin}
";
const XM: &str = "
Vorstand
  Konzern-KAM [function] {customer_management} #kam
    Global Account Manager A
    GAM B
  Sparte_1
    Account-Team 1 > kam #t1
  Sparte_2
    Account-Team 2 > kam #t2
  Region EMEA
    Account-Team 3 > kam #t3
  Region Americas
    Account-Team 4 > kam #t4
  Zentralbereiche {admin}
";
const KO: &str = "
Vorstand
  KAM-Zentralstelle (staff)
  Region/Land_1
    Vertrieb #v1
      lokaler Account Manager #l1
  Region/Land_2
    Vertrieb #v2
  Zentralbereiche {admin}
";
const NO: &str = "
Geschäftsleitung
  Vertrieb
    Segmente nach Größe
  Marketing
";

#[test]
fn the_trees_of_the_options_have_kam_at_their_option() {
    for (option, text, _) in TREES {
        assert_eq!(place(text), *option);
    }
    let bare = TM.replace(" und Key Accounts", "");
    assert_eq!(place(&bare), "no_formal_kam");
}

#[test]
fn kam_is_found_in_all_its_spellings() {
    for name in [
        "KAM",
        "Keyaccounts",
        "key-account-team",
        "Key_Account",
        "Schlüsselkunden",
        "SCHLUESSELKUNDENBETREUUNG",
        "Großkunden",
        "Grosskundenbetreuung",
        "Global Accounts",
        "GlobalAccount",
        "Strategic-Account-Team",
        "National Account Manager",
        "Major Accounts",
        "Vertrieb: KAM",
        "Team KAM/Export",
    ] {
        assert_eq!(
            place(&format!("Chef\n  Vertrieb\n    {name} #k\n  Technik")),
            "sales_line",
            "{name}"
        );
    }
    for name in [
        "Kammer",
        "Account Management",
        "Kundenbetreuung",
        "KAMs",
        "Key to Accounts",
    ] {
        assert_eq!(
            place(&format!("Chef\n  Vertrieb\n    {name} #k\n  Technik")),
            "no_formal_kam",
            "{name}"
        );
    }
}

#[test]
fn a_hit_below_a_hit_is_ignored() {
    let found = classify(
        "
Chef
  Vertrieb
    KAM
      Gruppe
        Key Account Nord (staff)
  Marketing
    KAM 2 #k
",
    )
    .kam_today;
    let hits: Vec<&str> = found.hits.iter().map(|hit| &*hit.unit.name).collect();
    assert_eq!(hits, ["KAM", "KAM"]);
    assert_eq!(found.place.id(), "mixed");
    let places: Vec<&str> = found.places.iter().map(|place| place.id()).collect();
    assert_eq!(places, ["sales_line", "marketing"]);
}

#[test]
fn the_root_a_passed_holding_and_a_board_are_top_management() {
    assert_eq!(
        place("Key Account Holding\n  GmbH\n    Vertrieb\n    Technik"),
        "top_management"
    );
    assert_eq!(
        place("Chef\n  Vertrieb\n    Vorstand KAM (board)"),
        "top_management"
    );
    assert_eq!(place("Chef KAM (staff)\n  Vertrieb"), "top_management");
}

#[test]
fn directly_below_the_root_or_a_passed_holding_staff_is_an_office_and_line_customer_management() {
    let holding = |unit: &str| format!("Holding\n  {unit}\n  GmbH\n    Vertrieb\n    Technik");
    assert_eq!(place(&holding("KAM (staff)")), "kam_office");
    assert_eq!(place(&holding("KAM {admin}")), "customer_management");
    assert_eq!(
        place(&holding("KAM {admin} [customer]")),
        "customer_divisions"
    );
    assert_eq!(
        place("Chef\n  Vertrieb\n  Geschäftsbereich Key Account"),
        "customer_management"
    );
    assert_eq!(
        place("Chef\n  Vertrieb\n  KAM [customer]"),
        "customer_divisions"
    );
}

#[test]
fn a_dotted_line_from_outside_to_the_unit_or_below_it_makes_a_matrix() {
    let text = |from: &str, inside: &str| {
        format!(
            "
Chef
  KAM
    Team A #a{inside}
    Team B #b
  Vertrieb
    Nord #n{from}
"
        )
    };
    assert_eq!(place(&text(" > KAM", "")), "corporate_matrix");
    assert_eq!(place(&text(" > b", "")), "corporate_matrix");
    assert_eq!(place(&text("", " > b")), "customer_management");
    assert_eq!(place(&text("", " > n")), "customer_management");
    let customer = text(" > KAM", "").replace("  KAM\n", "  KAM [customer]\n");
    assert_eq!(place(&customer), "customer_divisions");
}

#[test]
fn inside_a_division_line_and_staff_are_divisional() {
    for division in ["Sparte A", "Alpha [project]", "Region A", "Alpha [product]"] {
        for kind in ["", " (staff)"] {
            let text = format!("Chef\n  {division} #d\n    Vertrieb\n      KAM{kind}\n  Technik");
            assert_eq!(place(&text), "divisional_kam", "{text}");
        }
    }
    assert_eq!(
        place("Chef\n  Firmenkunden\n    Vertrieb\n      KAM (staff)\n  Technik"),
        "customer_divisions"
    );
}

#[test]
fn otherwise_the_nearest_unit_above_with_a_customer_function_decides() {
    let below = |above: &str, kind: &str| {
        format!("Chef\n  {above} #u\n    Gruppe\n      KAM{kind}\n  Technik")
    };
    assert_eq!(place(&below("Vertrieb", "")), "sales_line");
    assert_eq!(place(&below("Vertrieb", " (staff)")), "sales_staff");
    assert_eq!(place(&below("Alpha {marketing}", "")), "marketing");
    assert_eq!(place(&below("Alpha {marketing}", " (staff)")), "kam_office");
    assert_eq!(
        place(&below("Customer Management", "")),
        "customer_management"
    );
    assert_eq!(place(&below("Technik 1", "")), "unclear");
    assert_eq!(place(&below("Technik 1", " (staff)")), "kam_office");
    // The nearest one, not the uppermost.
    assert_eq!(
        place("Chef\n  Vertrieb\n    Marketing\n      KAM\n  Technik"),
        "marketing"
    );
    // A support or staff unit of level 2 is no core unit, but its function counts.
    assert_eq!(
        place("Chef\n  Verwaltung\n    Verkauf\n      KAM\n  Technik\n  Lager"),
        "sales_line"
    );
    assert_eq!(
        place("Chef\n  Sparte A {finance}\n    KAM\n  Technik\n  Lager"),
        "unclear"
    );
    assert_eq!(
        place("Chef\n  Vertriebsstab (staff)\n    KAM\n  Technik\n  Lager"),
        "sales_line"
    );
}

#[test]
fn one_top_place_outweighs_divisions_and_any_other_mixture_is_mixed() {
    let with = |more: &str| {
        format!(
            "
Chef
  Sparte A
    KAM A #ka
  Sparte B
    Vertrieb
{more}"
        )
    };
    assert_eq!(place(&with("")), "divisional_kam");
    assert_eq!(place(&with("  KAM Stab (staff)")), "kam_office");
    assert_eq!(place(&with("  KAM Zentral")), "customer_management");
    assert_eq!(
        place(&with("  KAM Zentral\n  Großkunden Zentral")),
        "customer_management"
    );
    assert_eq!(place(&with("  KAM Zentral\n  KAM Stab (staff)")), "mixed");
    assert_eq!(place(&with("  Verkauf\n    KAM Z #z")), "mixed");
    assert_eq!(place(&with("  Technik\n    KAM Z #z")), "mixed");
}

//! Fields of a unit of the org chart (domain 4.6).

use super::{choices, declared};
use crate::model::{Field, FieldType, Text};

const KINDS: [(&str, &str, &str); 3] = [
    ("line", "Linie", "line"),
    ("staff", "Stab", "staff"),
    ("board", "Leitungsorgan", "board"),
];

const CRITERIA: [(&str, &str, &str); 6] = [
    ("function", "Funktion", "function"),
    ("product", "Produkt", "product"),
    ("region", "Region", "region"),
    ("customer", "Kunde", "customer"),
    ("project", "Projekt", "project"),
    ("unknown", "unbekannt", "unknown"),
];

const FUNCTIONS: [(&str, &str, &str); 15] = [
    ("sales", "Vertrieb", "Sales"),
    ("marketing", "Marketing", "Marketing"),
    (
        "customer_management",
        "Kundenmanagement",
        "Customer Management",
    ),
    ("service", "Service", "Service"),
    (
        "rnd",
        "Forschung und Entwicklung",
        "Research and development",
    ),
    ("production", "Produktion", "Production"),
    ("logistics", "Logistik", "Logistics"),
    ("purchasing", "Einkauf", "Purchasing"),
    ("quality", "Qualität", "Quality"),
    ("finance", "Finanzen", "Finance"),
    ("hr", "Personal", "Human resources"),
    ("it", "IT", "IT"),
    ("legal", "Recht", "Legal"),
    ("admin", "Verwaltung", "Administration"),
    ("other", "Sonstiges", "Other"),
];

/// The columns of `org_units.csv`, in their order.
pub fn unit_fields() -> Vec<Field> {
    let text = |id, label, question| declared(id, FieldType::Text, label, question);
    let listed = |id, label, question, words| Field {
        choices: choices(words),
        ..declared(id, FieldType::Enum, label, question)
    };
    vec![
        text(
            "unit_id",
            ("Kennung der Einheit", "Unit id"),
            (
                "Unter welcher Kennung wird die Einheit geführt? Jede kommt nur einmal vor.",
                "What is the id of the unit? Each occurs only once.",
            ),
        ),
        text(
            "parent_id",
            ("Übergeordnete Einheit", "Parent unit"),
            (
                "Welcher Einheit ist sie unterstellt (Kennung)? Nur die oberste Einheit hat keine.",
                "Which unit does it report to (id)? Only the top unit has none.",
            ),
        ),
        text(
            "second_parent_id",
            ("Zweite Berichtslinie", "Dotted line"),
            (
                "An welche Einheit berichtet sie außerdem (Kennung)?",
                "Which unit does it report to besides (id)?",
            ),
        ),
        text(
            "name",
            ("Name der Einheit", "Unit name"),
            ("Wie heißt die Einheit?", "What is the unit called?"),
        ),
        listed(
            "kind",
            ("Art der Einheit", "Kind of unit"),
            (
                "Ist sie Linie, Stab oder Leitungsorgan? Leer heißt Linie.",
                "Is it line, staff or board? Empty means line.",
            ),
            &KINDS,
        ),
        listed(
            "criterion",
            ("Gliederungsmerkmal", "Criterion"),
            (
                "Wonach ist die Einheit gebildet? Leer heißt unbekannt.",
                "What is the unit split by? Empty means unknown.",
            ),
            &CRITERIA,
        ),
        listed(
            "function",
            ("Aufgabe der Einheit", "Function"),
            ("Welche Aufgabe hat die Einheit?", "What does the unit do?"),
            &FUNCTIONS,
        ),
        Field {
            min: Some(0.0),
            unit: Some("persons".to_owned()),
            unit_label: Some(Text::new("Personen", "people")),
            unit_one: Some(Text::new("Person", "person")),
            ..declared(
                "headcount",
                FieldType::Number,
                ("Beschäftigte der Einheit", "Headcount"),
                (
                    "Wie viele Personen arbeiten dort, mit allen Einheiten darunter?",
                    "How many people work there, with all units below?",
                ),
            )
        },
    ]
}

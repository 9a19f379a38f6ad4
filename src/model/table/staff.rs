//! Fields of a rating: one person, role and competency a row (domain 5.6).

use super::declared;
use crate::model::{Choice, Field, FieldType, Id, Text};

/// The columns of `staff.csv`, in their order. Roles and competencies are those of the pack; every role can
/// also be one that the person is a candidate for.
pub fn staff_fields(roles: Vec<Choice>, competencies: Vec<Choice>) -> Vec<Field> {
    let candidates: Vec<Choice> = roles.iter().map(candidate).collect();
    let roles = roles.into_iter().chain(candidates).collect();
    vec![
        declared(
            "person_id",
            FieldType::Text,
            ("Kennung der Person", "Person id"),
            (
                "Unter welcher Kennung wird die Person geführt? Ein Pseudonym genügt.",
                "What is the id of the person? A pseudonym will do.",
            ),
        ),
        listed(
            "role",
            ("Rolle", "Role"),
            (
                "Welche Rolle hat die Person, oder für welche ist sie vorgesehen?",
                "Which role does the person have, or is a candidate for?",
            ),
            roles,
        ),
        fte(),
        listed(
            "competency_id",
            ("Kompetenz", "Competency"),
            (
                "Welche Kompetenz wird eingeschätzt?",
                "Which competency is rated?",
            ),
            competencies,
        ),
        rating(
            "self",
            ("Selbsteinschätzung", "Self-rating"),
            (
                "Wie schätzt sich die Person selbst ein (1 bis 5)?",
                "How does the person rate herself or himself (1 to 5)?",
            ),
        ),
        rating(
            "manager",
            ("Einschätzung der Führungskraft", "Rating by the manager"),
            (
                "Wie schätzt die Führungskraft die Person ein (1 bis 5)?",
                "How does the manager rate the person (1 to 5)?",
            ),
        ),
        declared(
            "evidence",
            FieldType::Text,
            ("Beleg", "Example"),
            (
                "Woran ist das zu sehen? Nötig, wenn die Einschätzungen um zwei Stufen auseinanderliegen.",
                "What shows it? Needed where the ratings are two levels apart.",
            ),
        ),
        declared(
            "date",
            FieldType::Date,
            ("Datum der Einschätzung", "Date of the rating"),
            (
                "Wann wurde eingeschätzt? Die jüngste Einschätzung zählt.",
                "When was it rated? The latest rating counts.",
            ),
        ),
    ]
}

fn candidate(role: &Choice) -> Choice {
    Choice {
        id: Id::from(format!("candidate_for_{}", role.id)),
        label: Text::new(
            format!("vorgesehen: {}", role.label.de),
            format!("candidate: {}", role.label.en),
        ),
        anchor: None,
    }
}

fn listed(id: &str, label: (&str, &str), question: (&str, &str), choices: Vec<Choice>) -> Field {
    Field {
        choices,
        ..declared(id, FieldType::Enum, label, question)
    }
}

fn rating(id: &str, label: (&str, &str), question: (&str, &str)) -> Field {
    Field {
        min: Some(1.0),
        max: Some(5.0),
        ..declared(id, FieldType::Number, label, question)
    }
}

fn fte() -> Field {
    Field {
        min: Some(0.0),
        unit: Some("fte".to_owned()),
        unit_label: Some(Text::new("VZÄ", "FTE")),
        ..declared(
            "fte",
            FieldType::Number,
            ("Stellenanteil", "Full-time equivalent"),
            (
                "Welcher Anteil einer vollen Stelle gehört zur Rolle? Leer heißt 1.",
                "Which part of a full position belongs to the role? Empty means 1.",
            ),
        )
    }
}

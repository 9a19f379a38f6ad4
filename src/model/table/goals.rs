//! Fields of a goal (domain 6.3).

use super::declared;
use crate::model::{Field, FieldType};

/// Id, type, label and question of each column.
type Row = (
    &'static str,
    FieldType,
    (&'static str, &'static str),
    (&'static str, &'static str),
);

const ROWS: [Row; 15] = [
    (
        "goal_id",
        FieldType::Text,
        ("Kennung des Ziels", "Goal id"),
        (
            "Unter welcher Kennung wird das Ziel geführt?",
            "What is the id of the goal?",
        ),
    ),
    (
        "text",
        FieldType::Text,
        ("Wortlaut des Ziels", "Goal in words"),
        (
            "Was soll bis wann erreicht sein? Ein Satz mit Zahl und Termin.",
            "What is to be reached, and when? One sentence with a number and a date.",
        ),
    ),
    (
        "scope_accounts",
        FieldType::Text,
        ("Betroffene Kunden", "Accounts in scope"),
        (
            "Für welche Kunden gilt das Ziel? Namen oder Kundennummern, getrennt durch Semikolon; „all“ heißt alle Key Accounts.",
            "Which accounts is the goal for? Names or account ids, parted by semicolons; “all” means all key accounts.",
        ),
    ),
    (
        "kpi_id",
        FieldType::Text,
        ("Kennzahl", "Key figure"),
        (
            "Mit welcher Kennzahl wird gemessen (Kennung, zum Beispiel K02)?",
            "Which key figure measures it (id, for example K02)?",
        ),
    ),
    (
        "baseline",
        FieldType::Number,
        ("Ausgangswert", "Baseline"),
        (
            "Welchen Wert hat die Kennzahl heute?",
            "What is the value today?",
        ),
    ),
    (
        "target",
        FieldType::Number,
        ("Zielwert", "Target value"),
        (
            "Welcher Wert soll erreicht werden?",
            "Which value is to be reached?",
        ),
    ),
    (
        "unit",
        FieldType::Text,
        ("Einheit", "Unit"),
        (
            "In welcher Einheit steht der Wert? Leer heißt: in der Einheit der Kennzahl.",
            "In which unit is the value? Empty means that of the key figure.",
        ),
    ),
    (
        "due_date",
        FieldType::Date,
        ("Termin", "Due date"),
        (
            "Bis wann soll das Ziel erreicht sein?",
            "When is the goal to be reached?",
        ),
    ),
    (
        "owner",
        FieldType::Text,
        ("Verantwortlich", "Owner"),
        (
            "Welche einzelne Person steht für das Ziel ein?",
            "Which one person answers for the goal?",
        ),
    ),
    (
        "strategy_ref",
        FieldType::Text,
        ("Bezug zur Strategie", "Link to the strategy"),
        (
            "Aus welchem Teil der Strategie folgt das Ziel?",
            "Which part of the strategy does the goal follow from?",
        ),
    ),
    (
        "resources_ref",
        FieldType::Text,
        ("Bezug zum Budget", "Link to the budget"),
        (
            "Wo sind die Mittel für das Ziel eingeplant?",
            "Where are the resources for the goal planned?",
        ),
    ),
    (
        "milestone_date",
        FieldType::Date,
        ("Termin des Zwischenziels", "Milestone date"),
        (
            "Wann wird ein Zwischenstand geprüft? Nötig, wenn der Termin über ein Jahr entfernt ist.",
            "When is an interim result checked? Needed where the due date is over a year away.",
        ),
    ),
    (
        "milestone_value",
        FieldType::Number,
        ("Wert des Zwischenziels", "Milestone value"),
        (
            "Welcher Wert soll dann erreicht sein?",
            "Which value is to be reached by then?",
        ),
    ),
    (
        "value_y1",
        FieldType::Number,
        ("Wert vor einem Jahr", "Value one year ago"),
        (
            "Welchen Wert hatte die Kennzahl vor einem Jahr?",
            "What was the value one year ago?",
        ),
    ),
    (
        "value_y2",
        FieldType::Number,
        ("Wert vor zwei Jahren", "Value two years ago"),
        (
            "Welchen Wert hatte die Kennzahl vor zwei Jahren?",
            "What was the value two years ago?",
        ),
    ),
];

/// The columns of `goals.csv`, in their order.
pub fn goal_fields() -> Vec<Field> {
    let field = |(id, kind, label, question): Row| declared(id, kind, label, question);
    ROWS.into_iter().map(field).collect()
}

//! The chart for Mermaid.

use std::fmt::Write as _;

use super::sheet::Sheet;
use crate::model::{DrawnUnit, UnitKind, UnitState};

/// Charts with more units are set from left to right.
const TALL: usize = 16;

const CLASSES: [(&str, &str); 4] = [
    (
        "kam",
        "fill:#1d4e89,color:#ffffff,stroke:#0b2545,stroke-width:3px",
    ),
    ("new", "fill:#e6f4ea,color:#1f2933,stroke:#52606d"),
    ("moved", "fill:#fff4d6,color:#1f2933,stroke:#52606d"),
    (
        "divided",
        "fill:#f1f3f5,color:#1f2933,stroke:#52606d,stroke-dasharray:4 3",
    ),
];

pub(super) fn write(sheet: &Sheet<'_>) -> String {
    let turned = sheet.drawing.units.len() > TALL;
    let mut out = String::from(if turned {
        "flowchart LR\n"
    } else {
        "flowchart TB\n"
    });
    let _ = writeln!(out, "  accTitle: {}", escaped(&sheet.title()));
    for (position, unit) in sheet.units() {
        let _ = writeln!(out, "  {}", node(sheet, position, unit));
    }
    for (position, unit) in sheet.units() {
        if let Some(parent) = unit.parent {
            let _ = writeln!(out, "  n{parent} --- n{position}");
        }
    }
    for line in &sheet.drawing.dotted {
        let _ = writeln!(out, "  n{} -.-> n{}", line.from, line.to);
    }
    for (class, look) in CLASSES {
        let _ = writeln!(out, "  classDef {class} {look}");
    }
    for (position, unit) in sheet.units() {
        if let Some(class) = class(unit) {
            let _ = writeln!(out, "  class n{position} {class}");
        }
    }
    out
}

fn node(sheet: &Sheet<'_>, position: usize, unit: &DrawnUnit) -> String {
    let tags = sheet.tags(unit).join(", ");
    let mut label = escaped(&sheet.unit(position));
    if !tags.is_empty() {
        label.push_str(&format!("<br/>{}", escaped(&format!("[{tags}]"))));
    }
    match unit.kind {
        _ if unit.kam => format!("n{position}{{{{\"{label}\"}}}}"),
        UnitKind::Line => format!("n{position}[\"{label}\"]"),
        UnitKind::Staff => format!("n{position}([\"{label}\"])"),
        UnitKind::Board => format!("n{position}[[\"{label}\"]]"),
    }
}

fn class(unit: &DrawnUnit) -> Option<&'static str> {
    match unit.state {
        _ if unit.kam => Some("kam"),
        UnitState::Unchanged => None,
        UnitState::New | UnitState::Changed => Some("new"),
        UnitState::Moved => Some("moved"),
        UnitState::Divided => Some("divided"),
    }
}

/// Letters, digits and blanks as they are, a hyphen or comma behind one of them; every other sign by its number,
/// because Mermaid reads quotes, brackets, `%%{`, Markdown and HTML inside labels.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    let mut before = ' ';
    for c in text.chars() {
        let plain = c.is_alphanumeric() || c == ' ' && !out.is_empty();
        let inner = matches!(c, '-' | ',' | '/') && before.is_alphanumeric();
        if plain || inner {
            out.push(c);
        } else {
            let _ = write!(out, "#{};", u32::from(c));
        }
        before = c;
    }
    out
}

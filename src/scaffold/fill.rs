//! Fills the holes of a template.

/// Replaces each `@name@`.
pub(super) fn fill(template: &str, holes: &[(&str, &str)]) -> String {
    let mut text = template.to_owned();
    for (name, value) in holes {
        text = text.replace(&format!("@{name}@"), value);
    }
    text
}

/// A number as a rule file writes it.
pub(super) fn number(value: f64) -> String {
    ((value * 1e6).round() / 1e6).to_string()
}

//! One cell of a table to one answer, by the declaration of its field.
//!
//! `value` reads what programs write; `form::read` reads what people write as well, by what its column says.

mod date;
mod form;
mod number;
mod style;
mod unit;
mod words;

pub(super) use date::day;
pub(super) use form::{Form, Reading, count, is_either, read, read_value};
pub(super) use number::Mark;
pub(super) use style::{Style, Votes};
pub(super) use unit::Unit;
pub(super) use words::{is_invisible, is_unknown, trimmed};

use crate::model::{Answer, Fact, Field, FieldType, Grade, Provenance, Reason, Value};

/// What the other cells of a column say about its decimal sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Decimal {
    /// Nothing: `1.200` could be either.
    #[default]
    Unsettled,
    /// Another cell of the column can only be read with a decimal point.
    Point,
    /// The same with a comma.
    Comma,
}

/// A number with one point that cannot part thousands: `12.5`, `0.125`, `1234.567`.
pub(super) fn has_decimal_point(text: &str) -> bool {
    plain_number(text).is_some() && text.matches('.').count() == 1 && thousands(text).is_none()
}

pub(super) fn given(value: Value, grade: Option<Grade>, provenance: Provenance) -> Answer {
    Answer::Given(Box::new(Fact {
        value,
        grade,
        provenance,
    }))
}

/// `NA:reason`; a bare `NA` is refused.
pub(super) fn not_applicable(text: &str) -> Option<Result<String, Reason>> {
    let rest = text.strip_prefix("NA")?;
    match rest.trim_start().strip_prefix(':').map(str::trim) {
        Some(reason) if !reason.is_empty() => Some(Ok(reason.to_owned())),
        Some(_) => Some(Err(Reason::new("reject.na_reason"))),
        None if rest.is_empty() => Some(Err(Reason::new("reject.na_reason"))),
        None => None,
    }
}

/// A cell's text as a value of the field.
///
/// # Errors
/// Why it is none.
pub(super) fn value(field: &Field, text: &str, decimal: Decimal) -> Result<Value, Reason> {
    let value = match field.kind {
        FieldType::Bool => match text.to_ascii_lowercase().as_str() {
            "true" => Value::Flag(true),
            "false" => Value::Flag(false),
            _ => return Err(field.wrong_type()),
        },
        FieldType::Enum => Value::word(choice(field, text)),
        FieldType::Text | FieldType::Date => Value::word(text),
        FieldType::List => Value::List(
            text.split([';', ','])
                .map(str::trim)
                .filter(|word| !word.is_empty())
                .map(|word| choice(field, word).into())
                .collect(),
        ),
        _ => Value::Number(number(field, text, decimal)?),
    };
    field.accept(value)
}

/// The id of a choice that is named by its id, or by its word in either language.
fn choice<'a>(field: &'a Field, text: &'a str) -> &'a str {
    if let Some(choice) = field.choices.iter().find(|choice| *choice.id == *text) {
        return &choice.id;
    }
    let folded = text.to_lowercase();
    field
        .choices
        .iter()
        .find(|choice| {
            choice.label.de.to_lowercase() == folded || choice.label.en.to_lowercase() == folded
        })
        .map_or(text, |choice| &choice.id)
}

fn number(field: &Field, text: &str, decimal: Decimal) -> Result<f64, Reason> {
    let number = plain_number(text).ok_or_else(|| field.wrong_type())?;
    match thousands(text) {
        Some(grouped) if decimal == Decimal::Unsettled => Err(Reason::new("reject.ambiguous")
            .with("one", grouped.as_str())
            .with(
                "two",
                crate::model::number::short(number, 6, crate::model::Lang::En).as_str(),
            )),
        _ => Ok(number),
    }
}

/// A number as programs write it: sign, digits, one decimal point, exponent. Finite.
pub(super) fn plain_number(text: &str) -> Option<f64> {
    let shaped = text
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, '+' | '-' | '.' | 'e' | 'E'))
        && text.contains(|c: char| c.is_ascii_digit());
    text.parse()
        .ok()
        .filter(|number: &f64| shaped && number.is_finite())
}

/// The number without its points, if the points could part thousands: `1.200` → `1200`.
pub(super) fn thousands(text: &str) -> Option<String> {
    let digits = text.trim_start_matches(['+', '-']);
    let mut groups = digits.split('.');
    let first = groups.next()?;
    let leads = (1..=3).contains(&first.len()) && !first.starts_with('0');
    let mut rest = groups.peekable();
    let grouped = rest.peek().is_some()
        && rest.all(|group| group.len() == 3 && group.chars().all(|c| c.is_ascii_digit()));
    (leads && grouped && first.chars().all(|c| c.is_ascii_digit())).then(|| text.replace('.', ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_before_three_digits_is_ambiguous_unless_its_column_says_otherwise() {
        assert_eq!(thousands("1.200"), Some("1200".to_owned()));
        assert_eq!(thousands("0.900"), None);
        assert_eq!(thousands("1234.567"), None);
    }

    #[test]
    fn what_programs_call_a_number_and_people_do_not_is_none() {
        for text in [
            "inf", "NaN", "1e999", "0x10", "1_000", "12,5", "", "-", "1 200",
        ] {
            assert_eq!(plain_number(text), None, "{text}");
        }
        assert_eq!(plain_number("1.18E+08"), Some(1.18e8));
    }
}

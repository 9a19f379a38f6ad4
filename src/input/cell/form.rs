//! What people write, as a value of the field: nothing is guessed, and what was understood is told.

use std::borrow::Cow;

use super::number::{Mark, Shape, Signs};
use super::words::{self, Word};
use super::{Decimal, Style, Unit, date, given, not_applicable, plain_number, value};
use crate::model::{Answer, Field, FieldType, Lang, Provenance, Reason, Value, number};

/// How a cell was understood; each is a line of the import log.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::input) enum Form {
    Comma,
    Groups,
    Percent,
    /// The unit behind the number.
    Unit(String),
    /// The unit in the heading.
    HeadingUnit,
    Flag,
    Day,
    /// A choice by its word.
    Choice,
    Unknown,
    NotApplicable,
}

/// A cell that was understood.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::input) struct Reading {
    pub(in crate::input) answer: Answer,
    /// Empty where it is what programs write.
    pub(in crate::input) forms: Vec<Form>,
    /// The currency that it names.
    pub(in crate::input) currency: Option<&'static str>,
}

impl Reading {
    fn plain(answer: Answer) -> Self {
        Self::of(answer, Vec::new())
    }

    fn of(answer: Answer, forms: Vec<Form>) -> Self {
        Self {
            answer,
            forms,
            currency: None,
        }
    }
}

/// The answer that a cell gives.
///
/// # Errors
/// Why the cell is refused, what is allowed, and what would settle it.
pub(in crate::input) fn read(field: &Field, text: &str, style: &Style) -> Result<Reading, Reason> {
    let text = words::trimmed(text);
    if text.is_empty() {
        return Ok(Reading::plain(Answer::Missing));
    }
    match not_applicable(text) {
        Some(reason) => reason.map(|why| Reading::plain(Answer::NotApplicable(why))),
        None => read_value(field, text, style),
    }
}

/// The same of a cell that is filled, where `NA` is a word like any other.
///
/// # Errors
/// Those of `read`.
pub(in crate::input) fn read_value(
    field: &Field,
    text: &str,
    style: &Style,
) -> Result<Reading, Reason> {
    let first = as_written(field, text, style);
    if let Some(Ok(reading)) = first {
        return Ok(reading);
    }
    match words::word(text) {
        Some(Word::Unknown) => return Ok(Reading::of(Answer::Missing, vec![Form::Unknown])),
        Some(Word::NotApplicable) => {
            let answer = Answer::NotApplicable(text.to_owned());
            return Ok(Reading::of(answer, vec![Form::NotApplicable]));
        }
        Some(Word::Fault) => return Err(Reason::new("reject.cell_error")),
        None => {}
    }
    match field.kind {
        FieldType::Bool => {
            let flag = words::flag(text).ok_or_else(|| field.wrong_type())?;
            taken(field, Value::Flag(flag), Form::Flag)
        }
        FieldType::Date => taken(field, Value::word(day(field, text)?), Form::Day),
        kind if kind.is_numeric() => numeric(field, text, style),
        _ => first.unwrap_or_else(|| {
            let value = value(field, text, Decimal::Point)?;
            Ok(Reading::plain(given(value, None, Provenance::default())))
        }),
    }
}

/// The cell as programs write it; none where its column says that people did, or a text may be a word for nothing.
fn as_written(field: &Field, text: &str, style: &Style) -> Option<Result<Reading, Reason>> {
    let numeric = field.kind.is_numeric();
    if (numeric && !style.is_plain()) || field.kind == FieldType::Text {
        return None;
    }
    let read = value(field, text, style.decimal).map(|value| {
        let word = value.as_word().filter(|_| field.kind == FieldType::Enum);
        let forms = match word {
            Some(word) if word != text => vec![Form::Choice],
            _ => Vec::new(),
        };
        Reading::of(given(value, None, Provenance::default()), forms)
    });
    Some(read)
}

fn day(field: &Field, text: &str) -> Result<String, Reason> {
    date::day(text).map_err(|reason| match &*reason.id {
        "reject.date" => field.wrong_type(),
        _ => reason,
    })
}

fn taken(field: &Field, value: Value, form: Form) -> Result<Reading, Reason> {
    let value = field.accept(value)?;
    Ok(Reading::of(
        given(value, None, Provenance::default()),
        vec![form],
    ))
}

/// The number in a text, without what stands before and behind it.
pub(super) fn shape(text: &str) -> Option<Shape> {
    parts(&in_digits(text)).and_then(|(_, number, _)| Shape::of(number))
}

/// `1.200,-` has no cents, and an apostrophe in front keeps a spreadsheet from computing; neither is of the number.
fn in_digits(text: &str) -> Cow<'_, str> {
    let text = match text.strip_prefix('\'') {
        Some(rest) if rest.starts_with(|c: char| c.is_ascii_digit() || c == '-') => rest,
        _ => text,
    };
    let dashes = [",--", ",-", ",\u{2013}", ",\u{2014}"];
    let cents = dashes.iter().find_map(|dash| text.split_once(dash));
    match cents {
        Some((whole, unit))
            if whole.ends_with(|c: char| c.is_ascii_digit())
                && !unit.contains(|c: char| c.is_ascii_digit()) =>
        {
            Cow::Owned(format!("{whole},00{unit}"))
        }
        _ => Cow::Borrowed(text),
    }
}

/// `1.200`, `1,200 €`: one sign that parts thousands or decimals.
pub(in crate::input) fn is_either(text: &str) -> bool {
    let signs = shape(text.trim()).map(|shape| shape.signs());
    matches!(signs, Some(Signs::Either(_)))
}

/// What stands before a number, the number, and what stands behind it.
fn parts(text: &str) -> Option<(&str, &str, &str)> {
    let first = text.find(|c: char| c.is_ascii_digit())?;
    let lead = text.get(..first)?;
    let from = lead
        .trim_end_matches(['+', '-', '\u{2212}', '\u{2013}', '.', ','])
        .len();
    let last = text.rfind(|c: char| c.is_ascii_digit())?;
    let minus = |c: char| matches!(c, '-' | '\u{2212}');
    let behind = text.get(last + 1..)?;
    // A minus behind the number belongs to it, unless something stands behind the minus.
    let to = match behind.chars().next() {
        Some(c) if minus(c) && behind.chars().count() == 1 => text.len(),
        _ => last + 1,
    };
    Some((
        text.get(..from)?.trim(),
        text.get(from..to)?.trim(),
        text.get(to..)?.trim(),
    ))
}

fn numeric(field: &Field, text: &str, style: &Style) -> Result<Reading, Reason> {
    let fault = || match words::is_vague(text) {
        true => Reason::new("reject.vague").with("allowed", field.allowed()),
        false => field.wrong_type(),
    };
    let digits = in_digits(text);
    let (before, number, behind) = parts(&digits).ok_or_else(fault)?;
    let shape = Shape::of(number).ok_or_else(fault)?;
    let own = own_unit(before, behind).ok_or_else(fault)?;
    if let Some((unit, shown)) = &own {
        unit.fits(field, shown)?;
    }
    let unit = settled_unit(own.as_ref().map(|(unit, _)| unit), style)?;
    let mark = decimal(&shape, style)?;
    let plain = shape.plain(mark, unit.map_or(0, |unit| unit.scale));
    let number = plain_number(&plain).ok_or_else(|| field.wrong_type())?;
    let signed = unit.is_some_and(|unit| unit.percent);
    if style.percent && !signed && number.abs() < 1.0 && number.fract() != 0.0 {
        return Err(Reason::new("reject.share"));
    }
    if style.share && !signed && number != 0.0 && number.abs() <= 1.0 {
        return Err(Reason::new("reject.share_or_percent"));
    }
    let value = field.accept(Value::Number(number + 0.0))?;
    let answer = given(value, None, Provenance::default());
    Ok(Reading {
        currency: unit.and_then(|unit| unit.currency),
        ..Reading::of(answer, forms(&shape, mark, own.as_ref(), unit.is_some()))
    })
}

/// The unit of a number, before or behind it; none at all is in order, two are not.
fn own_unit(before: &str, behind: &str) -> Option<Option<(Unit, String)>> {
    match (before, behind) {
        ("", "") => Some(None),
        ("", shown) => Some(Some((Unit::of(shown)?, shown.to_owned()))),
        (shown, "") => {
            let unit = Unit::of(shown).filter(|unit| unit.currency.is_some());
            unit.map(|unit| Some((unit, shown.to_owned())))
        }
        _ => None,
    }
}

/// The cell's unit or the heading's; they may not say different things.
fn settled_unit<'u>(own: Option<&'u Unit>, style: &'u Style) -> Result<Option<&'u Unit>, Reason> {
    match (own, &style.unit) {
        (Some(own), Some(heading)) if !own.agrees_with(heading) => {
            Err(Reason::new("reject.unit_clash"))
        }
        (Some(own), _) => Ok(Some(own)),
        (None, heading) => Ok(heading.as_ref()),
    }
}

/// The decimal sign that this number is read with.
fn decimal(shape: &Shape, style: &Style) -> Result<Mark, Reason> {
    let decided = style.mark();
    match (shape.signs(), decided) {
        (Signs::None, _) => Ok(decided.unwrap_or(Mark::Point)),
        (Signs::Proves(mark), Some(decided)) if mark != decided => Err(style.against()),
        (Signs::Proves(mark), _) => Ok(mark),
        (Signs::Either(_), Some(mark)) if style.contradicted.is_none() => Ok(mark),
        (Signs::Either(sign), _) => Err(ambiguous(shape, sign)),
    }
}

fn ambiguous(shape: &Shape, sign: Mark) -> Reason {
    let plain = shape.plain(sign, 0);
    let small = plain_number(&plain).map_or(plain, |number| number::short(number, 6, Lang::En));
    Reason::new("reject.ambiguous")
        .with("one", shape.plain(sign.other(), 0).as_str())
        .with("two", small.as_str())
}

fn forms(shape: &Shape, mark: Mark, own: Option<&(Unit, String)>, unit: bool) -> Vec<Form> {
    let mut forms = Vec::new();
    if shape.has_groups(mark) {
        forms.push(Form::Groups);
    }
    if mark == Mark::Comma && shape.has_decimals(mark) {
        forms.push(Form::Comma);
    }
    match own {
        Some((unit, _)) if unit.percent => forms.push(Form::Percent),
        Some((_, shown)) => forms.push(Form::Unit(shown.clone())),
        None if unit => forms.push(Form::HeadingUnit),
        None => {}
    }
    forms
}

/// A number of people, for tables whose fields no pack declares: `1.200`, `12,5 VZÄ`.
///
/// # Errors
/// Why it is none; `None` if it is no number at all.
pub(in crate::input) fn count(text: &str, style: &Style) -> Result<f64, Option<Reason>> {
    if let (true, Some(number)) = (style.is_plain(), plain_number(text))
        && super::thousands(text).is_none()
    {
        return Ok(number);
    }
    let (before, number, behind) = parts(text).ok_or(None)?;
    let people = Unit::of(behind).is_none_or(|unit| unit.is_people());
    let shape = Shape::of(number)
        .filter(|_| before.is_empty() && people)
        .ok_or(None)?;
    let mark = decimal(&shape, style).map_err(Some)?;
    plain_number(&shape.plain(mark, 0)).ok_or(None)
}

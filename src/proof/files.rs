//! A case file: `tests/*.toml` as it stands, `tests/*.csv` with a case in each row.

use super::subject::Subjects;
use super::table;
use crate::error::{Error, Faults, Kind, Place, listed, nearest};
use crate::pack::{Literal, PackFile, Shape, Spot};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Keys at the top of a case file.
const KEYS: [&str; 4] = ["rule", "tolerance", "facts", "cases"];

/// What a case file says: the cases, and what holds for all of them.
#[derive(Debug, Clone)]
pub(super) struct CaseFile<'f> {
    pub(super) file: &'f str,
    pub(super) rule: Option<(String, Spot)>,
    pub(super) tolerance: Option<f64>,
    pub(super) facts: Vec<(String, Spot, Literal)>,
    pub(super) cases: Vec<Literal>,
}

/// Reads one file, as its name says.
pub(super) fn case_file<'f>(
    subjects: &Subjects<'_>,
    file: &'f PackFile,
) -> Result<CaseFile<'f>, Faults> {
    if file.path.ends_with(".csv") {
        return table::cases(subjects, file).map(|cases| CaseFile {
            file: &file.shown,
            rule: None,
            tolerance: None,
            facts: Vec::new(),
            cases,
        });
    }
    let table = parsed(file).map_err(|fault| vec![fault])?;
    shaped(file, table)
}

fn fault(file: &PackFile, spot: Spot, detail: impl Into<crate::error::Detail>) -> Error {
    Error::new(Kind::Pack, detail).at(Place::spot(&*file.shown, spot.line, spot.column))
}

fn parsed(file: &PackFile) -> Result<Literal, Error> {
    let table = DeTable::parse(&file.text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        let detail = error.message().trim().replace('\n', ", ");
        fault(file, spot(&file.text, at), detail)
    })?;
    map(file, &table)
}

/// The line and column of a byte.
fn spot(text: &str, at: usize) -> Spot {
    let before = text.get(..at).unwrap_or_default();
    let line = before.rsplit('\n').next().unwrap_or_default();
    Spot {
        line: before.matches('\n').count() + 1,
        column: line.chars().count() + 1,
    }
}

fn map(file: &PackFile, table: &Spanned<DeTable<'_>>) -> Result<Literal, Error> {
    let mut entries = Vec::new();
    for (key, value) in table.get_ref() {
        let at = spot(&file.text, key.span().start);
        entries.push((key.get_ref().to_string(), at, literal(file, value)?));
    }
    Ok(Literal {
        value: Shape::Map(entries),
        spot: spot(&file.text, table.span().start),
    })
}

fn literal(file: &PackFile, value: &Spanned<DeValue<'_>>) -> Result<Literal, Error> {
    let at = spot(&file.text, value.span().start);
    let refuse = |what: &str| Err(fault(file, at, format!("{what} cannot stand in a case")));
    let shape = match value.get_ref() {
        DeValue::String(text) => Shape::Text(text.to_string()),
        DeValue::Boolean(flag) => Shape::Flag(*flag),
        DeValue::Integer(whole) => match whole.as_str().replace('_', "").parse::<f64>() {
            Ok(number) if whole.radix() == 10 => Shape::Number(number),
            _ => return refuse("a number that is not decimal"),
        },
        DeValue::Float(number) => match number.as_str().replace('_', "").parse::<f64>() {
            Ok(number) if number.is_finite() => Shape::Number(number),
            _ => return refuse("a number that is not finite"),
        },
        DeValue::Datetime(day) => Shape::Text(day.to_string()),
        DeValue::Array(items) => {
            let items = items.iter().map(|item| literal(file, item));
            Shape::List(items.collect::<Result<_, _>>()?)
        }
        DeValue::Table(table) => {
            let mut entries = Vec::new();
            for (key, value) in table {
                let at = spot(&file.text, key.span().start);
                entries.push((key.get_ref().to_string(), at, literal(file, value)?));
            }
            Shape::Map(entries)
        }
    };
    Ok(Literal {
        value: shape,
        spot: at,
    })
}

fn shaped<'f>(file: &'f PackFile, table: Literal) -> Result<CaseFile<'f>, Faults> {
    let mut read = CaseFile {
        file: &file.shown,
        rule: None,
        tolerance: None,
        facts: Vec::new(),
        cases: Vec::new(),
    };
    let mut faults = Vec::new();
    let Shape::Map(entries) = table.value else {
        return Ok(read);
    };
    for (key, at, literal) in entries {
        let mut wrong = |detail: String| faults.push(fault(file, at, detail));
        match (key.as_str(), literal.value) {
            ("rule", Shape::Text(rule)) => read.rule = Some((rule, literal.spot)),
            ("tolerance", Shape::Number(number)) if number >= 0.0 => read.tolerance = Some(number),
            ("facts", Shape::Map(facts)) => read.facts = facts,
            ("cases", Shape::List(cases)) => read.cases = cases,
            ("rule", _) => wrong("`rule` must be the id of a rule in quotes".to_owned()),
            ("tolerance", _) => wrong("`tolerance` must be a number of at least 0".to_owned()),
            ("facts", _) => wrong("`facts` must be a table of fields and values".to_owned()),
            ("cases", _) => wrong("cases stand below `[[cases]]`, one for each".to_owned()),
            _ => {
                let near = nearest(&key, KEYS)
                    .map_or_else(String::new, |near| format!("; did you mean `{near}`"));
                wrong(format!(
                    "a case file has no key `{key}`{near}; allowed are {}",
                    listed(KEYS)
                ));
            }
        }
    }
    if faults.is_empty() && read.cases.is_empty() {
        let at = Spot { line: 1, column: 1 };
        faults.push(fault(
            file,
            at,
            "this case file holds no case; write each below `[[cases]]`",
        ));
    }
    if faults.is_empty() {
        Ok(read)
    } else {
        Err(faults)
    }
}

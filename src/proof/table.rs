//! `tests/*.csv`: a case in each row.
//!
//! Columns are `name`, `rule`, `tolerance`, fields by their ids, `params.<param>` and `expect.<key>`. An empty
//! cell says nothing. Tables that part cells by semicolons may have decimal commas.

use super::subject::Subjects;
use crate::error::{Error, Faults, Kind, Place};
use crate::model::FieldType;
use crate::pack::{Literal, PackFile, Shape, Spot};

/// Reads the rows of a table as cases.
pub(super) fn cases(subjects: &Subjects<'_>, file: &PackFile) -> Result<Vec<Literal>, Faults> {
    let head = file.text.lines().next().unwrap_or_default();
    let german = head.matches(';').count() > head.matches(',').count();
    let mut rows = csv::ReaderBuilder::new()
        .delimiter(if german { b';' } else { b',' })
        .flexible(false)
        .from_reader(file.text.as_bytes());
    let heads: Vec<Head> = match rows.headers() {
        Ok(heads) => heads
            .iter()
            .zip(columns(heads))
            .map(|(name, column)| Head::of(subjects, name.trim(), column))
            .collect(),
        Err(cause) => return Err(vec![broken(file, &cause)]),
    };
    let mut faults = doubles(file, &heads);
    let mut cases = Vec::new();
    for row in rows.records() {
        match row {
            Ok(row) => {
                let line = row.position().map_or(1, |at| at.line() as usize);
                let cells = row.iter().map(str::trim).enumerate();
                let columns = columns(&row);
                if cells.clone().any(|(_, cell)| !cell.is_empty()) {
                    let spot = |place: usize| Spot {
                        line,
                        column: columns.get(place).copied().unwrap_or(1),
                    };
                    let cells = cells.filter(|(_, cell)| !cell.is_empty());
                    let cells = cells
                        .filter_map(|(place, cell)| Some((heads.get(place)?, spot(place), cell)));
                    cases.push(case(cells, spot(0), german));
                }
            }
            Err(cause) => faults.push(broken(file, &cause)),
        }
    }
    if faults.is_empty() && cases.is_empty() {
        let place = Place::line(&*file.shown, 1);
        faults.push(
            Error::new(Kind::Pack, "this case file holds no case below its heading").at(place),
        );
    }
    if faults.is_empty() {
        Ok(cases)
    } else {
        Err(faults)
    }
}

/// Where each cell begins in its line, if no cell is quoted without need.
fn columns(row: &csv::StringRecord) -> Vec<usize> {
    let mut column = 1;
    let width = |cell: &str| {
        let quoted = cell.contains([',', ';', '"', '\n']);
        cell.chars().count() + if quoted { 2 } else { 0 }
    };
    let mut columns = Vec::new();
    for cell in row {
        columns.push(column);
        column += width(cell) + 1;
    }
    columns
}

/// What a column is for.
struct Head {
    /// `facts`, `params`, `expect`, or none for what stands at the case itself.
    group: Option<&'static str>,
    name: String,
    spot: Spot,
    /// Its cells are words even where they look like numbers.
    is_word: bool,
}

impl Head {
    fn of(subjects: &Subjects<'_>, name: &str, column: usize) -> Self {
        let plain = ["name", "rule", "tolerance"].contains(&name);
        let group = [("params.", "params"), ("expect.", "expect")];
        let behind = group
            .iter()
            .find_map(|(start, group)| Some((*group, name.strip_prefix(start)?)));
        let (group, own) = match behind {
            _ if plain => (None, name),
            Some((group, own)) => (Some(group), own),
            None => (Some("facts"), name),
        };
        let accounts = subjects.pack.accounts.as_ref();
        let field = subjects.pack.fields.get(name);
        let field = field.or_else(|| accounts?.fields.get(name));
        let is_word = plain && name != "tolerance"
            || field.is_some_and(|field| {
                matches!(
                    field.kind,
                    FieldType::Text | FieldType::Date | FieldType::Enum
                )
            });
        Self {
            group,
            name: own.to_owned(),
            spot: Spot { line: 1, column },
            is_word,
        }
    }

    fn cell(&self, german: bool, text: &str) -> Shape {
        let dotted = if german {
            text.replace(',', ".")
        } else {
            text.to_owned()
        };
        let number = dotted
            .parse::<f64>()
            .ok()
            .filter(|number| number.is_finite());
        match (text, number) {
            _ if self.is_word => Shape::Text(text.to_owned()),
            ("true", _) => Shape::Flag(true),
            ("false", _) => Shape::Flag(false),
            (_, Some(number)) if text.contains(|c: char| c.is_ascii_digit()) => {
                Shape::Number(number)
            }
            _ => Shape::Text(text.to_owned()),
        }
    }
}

fn case<'h>(
    cells: impl Iterator<Item = (&'h Head, Spot, &'h str)>,
    spot: Spot,
    german: bool,
) -> Literal {
    let mut top: Vec<(String, Spot, Literal)> = Vec::new();
    let mut groups = ["facts", "params", "expect"].map(|group| (group, Vec::new()));
    for (head, at, text) in cells {
        let value = Literal {
            value: head.cell(german, text),
            spot: at,
        };
        let entry = (head.name.clone(), head.spot, value);
        let own = groups
            .iter_mut()
            .find(|(group, _)| head.group == Some(group));
        match own {
            Some((_, entries)) => entries.push(entry),
            None => top.push(entry),
        }
    }
    let groups = groups.into_iter().map(|(group, entries)| {
        let value = Shape::Map(entries);
        (group.to_owned(), spot, Literal { value, spot })
    });
    top.extend(groups);
    Literal {
        value: Shape::Map(top),
        spot,
    }
}

fn doubles(file: &PackFile, heads: &[Head]) -> Faults {
    let mut faults = Vec::new();
    for (place, head) in heads.iter().enumerate() {
        let before = heads.iter().take(place);
        if before
            .clone()
            .any(|one| one.group == head.group && one.name == head.name)
        {
            let at = Place::spot(&*file.shown, 1, head.spot.column);
            let detail = format!("the column `{}` stands here twice", head.name);
            faults.push(Error::new(Kind::Pack, detail).at(at));
        }
    }
    faults
}

fn broken(file: &PackFile, cause: &csv::Error) -> Error {
    let line = cause.position().map_or(1, |at| at.line() as usize);
    let detail = match cause.kind() {
        csv::ErrorKind::UnequalLengths {
            expected_len, len, ..
        } => {
            format!("this row has {len} cells, and the heading has {expected_len}")
        }
        _ => "this row cannot be read as a table".to_owned(),
    };
    Error::new(Kind::Pack, detail).at(Place::line(&*file.shown, line))
}

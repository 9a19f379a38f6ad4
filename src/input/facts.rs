//! Facts in long form: `org_id,field,value,evidence,source,respondent,date`, one a row.

use std::collections::BTreeMap;

use super::cell::{self, Decimal};
use super::draft::Draft;
use super::json::grade_of;
use super::rows::{self, rows};
use crate::error::{Error, Kind, Place, listed, nearest};
use crate::model::{Answer, Field, Fields, Grade, Id, Provenance, Reason, Rejected, is_date};

const COLUMNS: [&str; 7] = [
    "org_id",
    "field",
    "value",
    "evidence",
    "source",
    "respondent",
    "date",
];

/// Answer, grade and date of a row.
type Read = (Answer, Option<Grade>, Option<String>);

/// One row, its cells by name.
struct Row {
    place: Place,
    cells: [String; 7],
    /// Why the row cannot be read.
    fault: Option<Reason>,
}

impl Row {
    fn cell(&self, name: &str) -> &str {
        let index = COLUMNS.iter().position(|known| *known == name);
        index
            .and_then(|index| self.cells.get(index))
            .map_or("", |cell| cell.trim())
    }

    fn rejected(&self, reason: Reason, column: Option<&str>) -> Rejected {
        let place = self.place.clone();
        Rejected {
            place: column.map_or(place.clone(), |column| place.of_field(column)),
            id: self.optional("org_id").map(Into::into),
            value: column.and_then(|column| self.optional(column)),
            reason,
        }
    }

    fn optional(&self, name: &str) -> Option<String> {
        Some(self.cell(name).to_owned()).filter(|cell| !cell.is_empty())
    }
}

impl Row {
    /// Answer, grade and date; what is wrong, and the column it is in.
    fn read(&self, field: &Field, decimal: Decimal) -> Result<Read, (Reason, &'static str)> {
        let answer = cell::answer(field, self.cell("value"), decimal);
        let grade = self.optional("evidence").map(|name| grade_of(&name));
        let date = self.optional("date").map(|text| date(&text));
        Ok((
            answer.map_err(|reason| (reason, "value"))?,
            grade.transpose().map_err(|reason| (reason, "evidence"))?,
            date.transpose().map_err(|reason| (reason, "date"))?,
        ))
    }
}

/// Adds the facts of a file to the drafts they belong to. Returns the number of rows and those refused.
///
/// # Errors
/// A header without `org_id`, `field` and `value`, or with an unknown column.
pub(super) fn add(
    fields: &Fields,
    file: &str,
    bytes: &[u8],
    drafts: &mut [Draft],
) -> Result<(usize, Vec<Rejected>), Error> {
    let rows = table(file, bytes)?;
    let mut by_id: BTreeMap<Id, usize> = BTreeMap::new();
    for (index, draft) in drafts.iter().enumerate() {
        if let Some(id) = &draft.id {
            by_id.entry(id.clone()).or_insert(index);
        }
    }
    let decimals = decimals(fields, &rows);
    let mut rejected = Vec::new();
    for row in &rows {
        let draft = by_id
            .get(row.cell("org_id"))
            .and_then(|index| drafts.get_mut(*index));
        let refused = match (&row.fault, draft) {
            (Some(fault), _) => Err((fault.clone(), None)),
            (None, None) => Err((Reason::new("reject.unknown_org"), Some("org_id"))),
            (None, Some(draft)) => one(fields, &decimals, row, draft),
        };
        if let Err((reason, column)) = refused {
            rejected.push(row.rejected(reason, column));
        }
    }
    Ok((rows.len(), rejected))
}

/// One fact; what is wrong with the row itself is returned, what is wrong with the answer refuses the record.
fn one(
    fields: &Fields,
    decimals: &BTreeMap<usize, Decimal>,
    row: &Row,
    draft: &mut Draft,
) -> Result<(), (Reason, Option<&'static str>)> {
    let position = fields.by_heading(row.cell("field")).ok_or_else(|| {
        let near = nearest(row.cell("field"), fields.ids())
            .map_or_else(String::new, |near| format!(" (`{near}`?)"));
        (
            Reason::new("reject.unknown_field").with("near", near.as_str()),
            Some("field"),
        )
    })?;
    let Some(field) = fields.at(position) else {
        return Ok(());
    };
    let decimal = decimals.get(&position).copied().unwrap_or_default();
    let place = row.place.clone().of_field(&*field.id);
    let shown = row.optional("value");
    match row.read(field, decimal) {
        Err((reason, column)) => draft.refuse(place, row.optional(column), reason),
        Ok((answer, grade, date)) => {
            let provenance = Provenance {
                source: row.optional("source"),
                respondent: row.optional("respondent"),
                date,
                place: place.clone(),
            };
            let before = draft.answers.get(position).cloned().unwrap_or_default();
            match merged(before, answer, grade, provenance) {
                Ok(merged) => {
                    if let Some(slot) = draft.answers.get_mut(position) {
                        *slot = merged;
                    }
                }
                Err(reason) => draft.refuse(place, shown, reason),
            }
        }
    }
    Ok(())
}

/// What a record says about a field, and what a fact adds. They may not contradict each other.
fn merged(
    before: Answer,
    now: Answer,
    grade: Option<Grade>,
    provenance: Provenance,
) -> Result<Answer, Reason> {
    match (before, now) {
        (Answer::Given(old), Answer::Given(new)) if old.value != new.value => {
            Err(Reason::new("reject.conflict")
                .with("other", old.provenance.place.to_string().as_str()))
        }
        (Answer::Given(old), Answer::Given(_) | Answer::Missing) => {
            if old.grade.is_some() && grade.is_some() && old.grade != grade {
                let first = old.provenance.place.to_string();
                return Err(Reason::new("reject.twice").with("first", first.as_str()));
            }
            Ok(cell::given(old.value, old.grade.or(grade), provenance))
        }
        (Answer::Missing, Answer::Given(new)) => Ok(cell::given(new.value, grade, provenance)),
        (Answer::Missing, Answer::Missing) if grade.is_some() => {
            Err(Reason::new("reject.no_value"))
        }
        (Answer::NotApplicable(_), Answer::Given(_))
        | (Answer::Given(_), Answer::NotApplicable(_)) => {
            Err(Reason::new("reject.conflict").with("other", "NA"))
        }
        (Answer::Missing, now) => Ok(now),
        (before, _) => Ok(before),
    }
}

fn table(file: &str, bytes: &[u8]) -> Result<Vec<Row>, Error> {
    let rows = rows(file, bytes)?;
    let Some((header, rows)) = rows.split_first() else {
        return Err(Error::new(Kind::Input, "this table of facts is empty").at(Place::file(file)));
    };
    let headings: Vec<String> = header
        .cells
        .iter()
        .map(|cell| String::from_utf8_lossy(cell).trim().to_lowercase())
        .collect();
    let fault = |detail: String| Error::new(Kind::Input, detail).at(Place::line(file, 1));
    if let Some(unknown) = headings
        .iter()
        .find(|heading| !COLUMNS.contains(&heading.as_str()))
    {
        return Err(fault(format!(
            "a table of facts has no column `{unknown}`; it has {}",
            listed(COLUMNS)
        )));
    }
    let twice = |heading: &&String| headings.iter().filter(|other| other == heading).count() > 1;
    if let Some(double) = headings.iter().find(twice) {
        return Err(fault(format!("the column `{double}` stands here twice")));
    }
    for needed in ["org_id", "field", "value"] {
        if !headings.iter().any(|heading| heading == needed) {
            return Err(fault(format!(
                "a table of facts needs the column `{needed}`"
            )));
        }
    }
    let filled = rows.iter().filter(|row| !row.is_blank());
    Ok(filled.map(|row| named(file, &headings, row)).collect())
}

fn named(file: &str, headings: &[String], row: &rows::Row) -> Row {
    let cell = |name: &str| {
        let column = headings.iter().position(|heading| heading == name);
        column
            .and_then(|column| row.cells.get(column))
            .map_or_else(String::new, |cell| {
                String::from_utf8_lossy(cell).into_owned()
            })
    };
    Row {
        place: Place::line(file, row.line),
        cells: COLUMNS.map(cell),
        fault: unreadable(headings, row),
    }
}

fn unreadable(headings: &[String], row: &rows::Row) -> Option<Reason> {
    let text = |cell: &[u8]| std::str::from_utf8(cell).is_ok();
    match &row.fault {
        Some(fault) => Some(fault.clone()),
        None if row.cells.len() != headings.len() => Some(row.of_cells(headings.len())),
        None if !row.cells.iter().all(text) => Some(Reason::new("reject.encoding")),
        None => None,
    }
}

/// The decimal sign of each field, over all its facts.
fn decimals(fields: &Fields, rows: &[Row]) -> BTreeMap<usize, Decimal> {
    let mut cells: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
    for row in rows {
        if let Some(position) = fields.by_heading(row.cell("field")) {
            cells.entry(position).or_default().push(row.cell("value"));
        }
    }
    cells
        .into_iter()
        .map(|(position, cells)| (position, Decimal::of(cells.into_iter())))
        .collect()
}

/// A calendar date as `YYYY-MM-DD`.
///
/// # Errors
/// A reason that names the form.
pub fn date(text: &str) -> Result<String, Reason> {
    let text = text.trim();
    if is_date(text) {
        Ok(text.to_owned())
    } else {
        Err(Reason::new("reject.date"))
    }
}

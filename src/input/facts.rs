//! Facts in long form: `org_id,field,value,evidence,source,respondent,date`, one a row.

use std::collections::BTreeMap;

use csv::ByteRecord;

use super::cell::{self, Decimal};
use super::csv::rows;
use super::draft::Draft;
use super::json::grade_of;
use crate::error::{Error, Kind, Place, listed, nearest};
use crate::model::{Answer, Fields, Grade, Id, Provenance, Reason, Rejected, is_date};

const COLUMNS: [&str; 7] = [
    "org_id",
    "field",
    "value",
    "evidence",
    "source",
    "respondent",
    "date",
];

/// One row, its cells by name.
struct Row {
    place: Place,
    cells: [String; 7],
}

impl Row {
    fn cell(&self, name: &str) -> &str {
        let index = COLUMNS.iter().position(|known| *known == name);
        index
            .and_then(|index| self.cells.get(index))
            .map_or("", |cell| cell.trim())
    }

    fn optional(&self, name: &str) -> Option<String> {
        Some(self.cell(name).to_owned()).filter(|cell| !cell.is_empty())
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
        let refused = match draft {
            None => Err((Reason::new("reject.unknown_org"), "org_id")),
            Some(draft) => one(fields, &decimals, row, draft),
        };
        if let Err((reason, column)) = refused {
            rejected.push(Rejected {
                place: row.place.clone().of_field(column),
                id: Some(row.cell("org_id").into()).filter(|id: &Id| !id.is_empty()),
                value: Some(row.cell(column).to_owned()),
                reason,
            });
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
) -> Result<(), (Reason, &'static str)> {
    let position = fields.by_heading(row.cell("field")).ok_or_else(|| {
        let near = nearest(row.cell("field"), fields.ids())
            .map_or_else(String::new, |near| format!(": `{near}`?"));
        (
            Reason::new("reject.unknown_field").with("near", near.as_str()),
            "field",
        )
    })?;
    let Some(field) = fields.at(position) else {
        return Ok(());
    };
    let decimal = decimals.get(&position).copied().unwrap_or_default();
    let found = cell::answer(field, row.cell("value"), decimal).and_then(|answer| {
        let grade = row
            .optional("evidence")
            .map(|name| grade_of(&name))
            .transpose()?;
        let date = row.optional("date").map(|text| date(&text)).transpose()?;
        Ok((answer, grade, date))
    });
    let place = row.place.clone().of_field(&*field.id);
    let shown = row.optional("value");
    match found {
        Err(reason) => draft.refuse(place, shown, reason),
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
    let rows = rows(file, bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes))?;
    let Some((header, rows)) = rows.split_first() else {
        return Err(Error::new(Kind::Input, "this table of facts is empty").at(Place::file(file)));
    };
    let headings: Vec<String> = header
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
    for needed in ["org_id", "field", "value"] {
        if !headings.iter().any(|heading| heading == needed) {
            return Err(fault(format!(
                "a table of facts needs the column `{needed}`"
            )));
        }
    }
    Ok(rows.iter().map(|row| named(file, &headings, row)).collect())
}

fn named(file: &str, headings: &[String], row: &ByteRecord) -> Row {
    let cell = |name: &str| {
        let column = headings.iter().position(|heading| heading == name);
        column
            .and_then(|column| row.get(column))
            .map_or_else(String::new, |cell| {
                String::from_utf8_lossy(cell).into_owned()
            })
    };
    let line = row
        .position()
        .map_or(0, |position| position.line() as usize);
    Row {
        place: Place::line(file, line),
        cells: COLUMNS.map(cell),
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

//! Facts in long form: `org_id,field,value,evidence,source,respondent,date`, one a row.

use std::collections::BTreeMap;

use super::Source;
use super::cell::{self, Reading, Style, Votes};
use super::dialect::{self, Dialect, Heading};
use super::draft::Draft;
use super::json::grade_of;
use super::log::{self, Log, Whose};
use super::rows;
use crate::error::{Detail, Error, Kind, Place, listed, listed_in_german, said};
use crate::model::{
    Answer, Decision, FACT_COLUMNS, Field, Fields, Grade, Holding, Id, Provenance, Reason,
    Rejected, is_date,
};

/// What else a column may be called, in the order of `FACT_COLUMNS`.
const HEADINGS: [&[&str]; 7] = [
    &["kennung der organisation", "organisation", "id"],
    &["feld", "angabe"],
    &["wert"],
    &["nachweis", "nachweisgrad"],
    &["quelle"],
    &["befragte person", "auskunft von", "befragter"],
    &["datum"],
];

/// Answer, grade and date of a row.
type Cells = (Reading, Option<Grade>, Option<String>);

/// What was read of a file of facts.
pub(super) struct Facts {
    pub(super) rows: usize,
    pub(super) rejected: Vec<Rejected>,
    pub(super) decisions: Vec<Decision>,
}

/// One row, its cells by name.
struct Row {
    place: Place,
    cells: [String; 7],
    /// Where the value stands.
    value: usize,
    row: rows::Row,
    /// Why the row cannot be read.
    fault: Option<Reason>,
}

impl Row {
    fn cell(&self, name: &str) -> &str {
        let index = FACT_COLUMNS.iter().position(|known| *known == name);
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
    fn read(&self, field: &Field, style: &Style) -> Result<Cells, (Reason, &'static str)> {
        let answer = cell::read(field, self.cell("value"), style);
        let grade = self.optional("evidence").map(|name| grade_of(&name));
        let date = self.optional("date").map(|text| cell::day(&text));
        Ok((
            answer.map_err(|reason| (reason, "value"))?,
            grade.transpose().map_err(|reason| (reason, "evidence"))?,
            date.transpose().map_err(|reason| (reason, "date"))?,
        ))
    }
}

/// Adds the facts of a file to the drafts they belong to.
///
/// # Errors
/// A header without `org_id`, `field` and `value`, or with an unknown column.
pub(super) fn add(
    fields: &Fields,
    source: &Source,
    drafts: &mut [Draft],
    dialect: &Dialect<'_>,
) -> Result<Facts, Error> {
    let Read {
        rows,
        decisions,
        styles,
    } = table(fields, source, dialect)?;
    let mut by_id: BTreeMap<Id, usize> = BTreeMap::new();
    for (index, draft) in drafts.iter().enumerate() {
        if let Some(id) = &draft.id {
            by_id.entry(id.clone()).or_insert(index);
        }
    }
    let mut facts = Reader {
        fields,
        styles,
        log: Log::default(),
    };
    let mut rejected = Vec::new();
    for row in &rows {
        let draft = by_id
            .get(row.cell("org_id"))
            .and_then(|index| drafts.get_mut(*index));
        let refused = match (&row.fault, draft) {
            (Some(fault), _) => Err((fault.clone(), None)),
            (None, None) => Err((Reason::new("reject.unknown_org"), Some("org_id"))),
            (None, Some(draft)) => facts.one(row, draft),
        };
        if let Err((reason, column)) = refused {
            rejected.push(row.rejected(reason, column));
        }
    }
    Ok(Facts {
        rows: rows.len(),
        rejected,
        decisions: decisions.into_iter().chain(facts.log.finish()).collect(),
    })
}

/// What turns rows into facts.
struct Reader<'a> {
    fields: &'a Fields,
    /// One for each field.
    styles: Vec<Style>,
    log: Log,
}

impl Reader<'_> {
    /// One fact; what is wrong with the row itself is returned, what is wrong with the answer refuses the record.
    fn one(&mut self, row: &Row, draft: &mut Draft) -> Result<(), (Reason, Option<&'static str>)> {
        let fields = self.fields;
        let position = fields.by_heading(row.cell("field")).ok_or_else(|| {
            let near = (fields.near_heading(row.cell("field")))
                .map_or_else(String::new, |near| format!(" (`{near}`?)"));
            (
                Reason::new("reject.unknown_field").with("near", near.as_str()),
                Some("field"),
            )
        })?;
        let Some(field) = fields.at(position) else {
            return Ok(());
        };
        let style = self.styles.get(position).cloned().unwrap_or_default();
        let place = row.place.clone().of_field(&*field.id);
        let shown = row.optional("value");
        match row.read(field, &style) {
            Err((reason, column)) => draft.refuse(place, row.optional(column), reason),
            Ok((reading, grade, date)) => {
                let whose = Whose {
                    line: row.place.line.unwrap_or(0),
                    id: draft.id.as_deref(),
                };
                self.log.tell(
                    position,
                    row.cell("field"),
                    field,
                    row.cell("value"),
                    whose,
                    &reading,
                );
                if let Some(reason) = other_currency(fields, draft, &reading) {
                    draft.refuse(place, shown, reason);
                    return Ok(());
                }
                let provenance = Provenance {
                    source: row.optional("source"),
                    respondent: row.optional("respondent"),
                    date,
                    place: place.clone(),
                };
                let before = draft.answers.get(position).cloned().unwrap_or_default();
                match merged(before, reading.answer, grade, provenance) {
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
}

/// That the fact speaks of another currency than the record.
fn other_currency(fields: &Fields, draft: &Draft, reading: &Reading) -> Option<Reason> {
    let found = reading.currency?;
    let position = fields.position("currency")?;
    let own = draft.answers.get(position).and_then(Answer::fact)?;
    let own = own.value.as_word()?.to_ascii_uppercase();
    (own != found).then(|| {
        Reason::new("reject.currency")
            .with("found", found)
            .with("other", own.as_str())
    })
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

pub(super) fn known(heading: &str) -> Option<usize> {
    let heading = heading.to_lowercase();
    let all = FACT_COLUMNS.iter().zip(HEADINGS);
    let mut all =
        all.map(|(column, other)| *column == heading || other.contains(&heading.as_str()));
    all.position(|found| found)
}

/// A table of facts, its rows not understood yet.
struct Read {
    rows: Vec<Row>,
    decisions: Vec<Decision>,
    /// One for each field.
    styles: Vec<Style>,
}

/// How the values of each field are written.
///
/// # Errors
/// A table that cannot be read as a whole.
pub(super) fn styles(
    fields: &Fields,
    source: &Source,
    dialect: &Dialect<'_>,
) -> Result<Vec<Style>, Error> {
    table(fields, source, dialect).map(|read| read.styles)
}

fn table(fields: &Fields, source: &Source, dialect: &Dialect<'_>) -> Result<Read, Error> {
    let file = source.name.as_str();
    if source.is_blank() {
        return Err(dialect::empty(file, "this table of facts"));
    }
    let mut table = dialect::open(Holding::Facts, source, &known, dialect)?;
    let rows = table.rows();
    let fault = |detail: Detail| Error::new(Kind::Input, detail).at(Place::line(file, table.line));
    let unknown = |heading: &&Heading| heading.names.is_none();
    if let Some(unknown) = table.headings.iter().find(unknown) {
        let text = &unknown.text;
        return Err(fault(said(
            format!(
                "a table of facts has no column `{text}`; it has {}",
                listed(FACT_COLUMNS)
            ),
            format!(
                "eine Tabelle von Angaben hat keine Spalte `{text}`; erlaubt sind {}",
                listed_in_german(FACT_COLUMNS)
            ),
        )));
    }
    let twice = |heading: &&Heading| {
        let same = table
            .headings
            .iter()
            .filter(|other| other.names == heading.names);
        same.count() > 1
    };
    if let Some(double) = table.headings.iter().find(twice) {
        return Err(fault(dialect::stands_twice(&double.text)));
    }
    for (number, needed) in FACT_COLUMNS.iter().enumerate().take(3) {
        if !table
            .headings
            .iter()
            .any(|heading| heading.names == Some(number))
        {
            return Err(fault(said(
                format!("a table of facts needs the column `{needed}`"),
                format!("eine Tabelle von Angaben braucht die Spalte `{needed}`"),
            )));
        }
    }
    let rows = rows
        .into_iter()
        .map(|row| named(file, &table.headings, row));
    let rows: Vec<Row> = rows.collect();
    let mapped = |field: &Field| table.decimal_of(&field.id);
    Ok(Read {
        styles: log::styles_of_fields(&votes(fields, &rows), fields.iter(), mapped, dialect),
        decisions: table.decisions.clone(),
        rows,
    })
}

fn named(file: &str, headings: &[Heading], row: rows::Row) -> Row {
    let place = |number: usize| {
        headings
            .iter()
            .position(|heading| heading.names == Some(number))
    };
    let cell = |number: usize| {
        let cell = place(number).and_then(|column| row.cells.get(column));
        cell.map_or_else(String::new, |cell| {
            String::from_utf8_lossy(cell).into_owned()
        })
    };
    Row {
        place: Place::line(file, row.line),
        cells: std::array::from_fn(cell),
        value: place(2).unwrap_or(0),
        fault: unreadable(headings, &row),
        row,
    }
}

fn unreadable(headings: &[Heading], row: &rows::Row) -> Option<Reason> {
    let text = |cell: &[u8]| std::str::from_utf8(cell).is_ok();
    match &row.fault {
        Some(fault) => Some(fault.clone()),
        None if row.cells.len() != headings.len() => Some(row.of_cells(headings.len())),
        None if !row.cells.iter().all(text) => Some(Reason::new("reject.encoding")),
        None => None,
    }
}

/// What the facts of each field prove about its numbers.
fn votes(fields: &Fields, rows: &[Row]) -> Vec<Votes> {
    let mut votes = vec![Votes::default(); fields.len()];
    for row in rows {
        let position = fields.by_heading(row.cell("field"));
        let numeric = |position: &usize| {
            fields
                .at(*position)
                .is_some_and(|field| field.kind.is_numeric())
        };
        if let Some(votes) = position
            .filter(numeric)
            .and_then(|position| votes.get_mut(position))
        {
            row.row.vote(row.value, votes);
        }
    }
    votes
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

//! A table of goals or KPIs: one a row, the header names the fields.

use super::records::{Gathering, Record, is_not_applicable};
use crate::error::{Error, Faults, Kind, Place, listed, listed_in_german, nearest, said};
use crate::input::Source;
use crate::input::cell::{self, Style, Votes};
use crate::input::dialect::{self, Dialect, Heading};
use crate::input::log::{self, Log, Whose};
use crate::input::rows::{Row, lossy};
use crate::model::{Answer, Decision, Field, Fields, Reason};

/// The number behind those of the fields.
const OWNER: usize = usize::MAX;

/// The columns that such a table may have: its first field is the key.
pub(in crate::input) fn known(fields: &Fields) -> impl Fn(&str) -> Option<usize> {
    |heading| match heading.to_lowercase().as_str() {
        "org_id" | "kennung der organisation" => Some(OWNER),
        _ => fields.by_heading(heading),
    }
}

/// Reads a table and returns the headings that name no field, and what was decided.
///
/// # Errors
/// What makes the table as a whole unreadable.
pub(super) fn table(
    gathering: &mut Gathering<'_>,
    source: &Source,
    dialect: &Dialect<'_>,
) -> Result<(Vec<String>, Vec<Decision>), Faults> {
    let file = source.name.as_str();
    let one = |fault: Error| vec![fault];
    if source.is_blank() {
        let what = format!("this table of {}", gathering.kept.what);
        return Err(one(dialect::empty(file, &what)));
    }
    let fields = gathering.fields;
    let mut table =
        dialect::open(gathering.kept.holding, source, &known(fields), dialect).map_err(one)?;
    check(gathering, file, &table)?;
    let headings = &table.headings;
    let owner = headings.iter().position(|one| one.names == Some(OWNER));
    let only = match owner {
        Some(_) => None,
        None => Some(gathering.only_owner(file).map_err(one)?),
    };
    only.into_iter().for_each(|owner| gathering.begin(owner));
    let rows = table.rows();
    let mut reader = Reader {
        fields,
        file,
        headings: &table.headings,
        styles: log::styles(
            &votes(fields, &table.headings, &rows),
            &table.headings,
            dialect,
        ),
        log: Log::default(),
    };
    for row in &rows {
        let record = reader.record(row);
        let id = owner.and_then(|column| row.cells.get(column));
        let id = id.map_or_else(String::new, lossy);
        match only.or_else(|| gathering.owner(&id)) {
            Some(owner) => gathering.add(owner, record),
            None => gathering.stray(record, &id),
        }
    }
    let cells = reader.log.finish();
    Ok((
        log::unread(&table.headings),
        table.decisions.into_iter().chain(cells).collect(),
    ))
}

fn check(gathering: &Gathering<'_>, file: &str, table: &dialect::Table<'_>) -> Result<(), Faults> {
    let headings = &table.headings;
    let mut faults = Vec::new();
    for (index, heading) in headings.iter().enumerate() {
        let mut before = headings.iter().take(index);
        if heading.names.is_some() && before.any(|other| other.names == heading.names) {
            let detail = dialect::named_twice(&heading.text);
            let place = Place::spot(file, table.line, index + 1);
            faults.push(Error::new(Kind::Input, detail).at(place));
        }
    }
    faults.extend(lacking(gathering, file, table));
    match faults.is_empty() {
        true => Ok(()),
        false => Err(faults),
    }
}

/// The columns that every such table has.
fn lacking(gathering: &Gathering<'_>, file: &str, table: &dialect::Table<'_>) -> Option<Error> {
    let headings = &table.headings;
    let has = |id: &str| {
        let field = gathering.fields.position(id);
        headings.iter().any(|heading| heading.names == field)
    };
    let required = gathering.kept.required.iter().copied();
    let lacking: Vec<&str> = required.filter(|id| !has(id)).collect();
    let first = lacking.first()?;
    let names = listed(lacking.iter().copied());
    let what = gathering.kept.what;
    let detail = said(
        format!("the header of the {what} has no column {names}"),
        format!(
            "der Kopfzeile fehlt die Spalte {}",
            listed_in_german(lacking.iter().copied())
        ),
    );
    let error = Error::new(Kind::Input, detail).at(Place::line(file, table.line));
    let near = nearest(first, headings.iter().map(|heading| heading.text.as_str()));
    Some(match near {
        Some(near) => error.help(dialect::lacking(Some(near), &[])),
        None => error.help(format!("columns are {}", listed(gathering.fields.ids()))),
    })
}

/// What the cells of each column prove about its numbers.
fn votes(fields: &Fields, headings: &[Heading], rows: &[Row]) -> Vec<Votes> {
    let mut all = vec![Votes::default(); headings.len()];
    for (column, (votes, heading)) in all.iter_mut().zip(headings).enumerate() {
        let field = heading.names.and_then(|name| fields.at(name));
        if field.is_some_and(|field| field.kind.is_numeric()) {
            rows.iter().for_each(|row| row.vote(column, votes));
        }
    }
    all
}

/// What turns rows into records.
struct Reader<'a> {
    fields: &'a Fields,
    file: &'a str,
    headings: &'a [Heading],
    styles: Vec<Style>,
    log: Log,
}

impl Reader<'_> {
    fn record(&mut self, row: &Row) -> Record {
        let mut record = Record::new(self.fields, Place::line(self.file, row.line));
        if let Some(fault) = &row.fault {
            record.refuse_whole(fault.clone());
            return record;
        }
        if row.cells.len() != self.headings.len() {
            record.refuse_whole(row.of_cells(self.headings.len()));
            return record;
        }
        for (index, (heading, cell)) in self.headings.iter().zip(&row.cells).enumerate() {
            if let Some(position) = heading.names
                && let Some(field) = self.fields.at(position)
            {
                let place = Place::spot(self.file, row.line, index + 1).of_field(&*field.id);
                self.fill(&mut record, (position, field), index, cell, place);
            }
        }
        record
    }

    fn fill(
        &mut self,
        record: &mut Record,
        (position, field): (usize, &Field),
        index: usize,
        cell: &[u8],
        place: Place,
    ) {
        let text = match std::str::from_utf8(cell).map(str::trim) {
            Ok("") => return,
            Ok(text) if is_not_applicable(text) => {
                let reason = Reason::new("reject.left_empty");
                return record.refuse_field(position, place, lossy(cell), reason);
            }
            Ok(text) => text,
            Err(_) => {
                let reason = Reason::new("reject.encoding");
                return record.refuse_field(position, place, lossy(cell), reason);
            }
        };
        let style = self.styles.get(index).cloned().unwrap_or_default();
        match cell::read(field, text, &style) {
            Ok(reading) => {
                let heading = self.headings.get(index).map_or("", |one| &one.text);
                let line = place.line.unwrap_or_default();
                let whose = Whose::row(line);
                self.log.tell(index, heading, field, text, whose, &reading);
                match reading.answer {
                    Answer::Given(fact) => record.set(position, fact.value),
                    Answer::Missing => {}
                    Answer::NotApplicable(_) => {
                        let reason = Reason::new("reject.left_empty");
                        record.refuse_field(position, place, lossy(cell), reason);
                    }
                }
            }
            Err(reason) => record.refuse_field(position, place, lossy(cell), reason),
        }
    }
}

//! A table of accounts. It is read twice, row by row, so that a million rows need little memory.

use super::super::Source;
use super::super::cell::{self, Style, Votes};
use super::super::dialect::{self, Dialect, Heading};
use super::super::log::{self, Log, Whose};
use super::super::rows;
use super::{Gathering, Row, is_not_applicable};
use crate::error::{Error, Faults, Kind, Place, listed, listed_in_german, nearest, said};
use crate::model::{Account, Answer, Decision, Field, Fields, Holding, Reason, Value};

/// The number behind those of the fields.
const OWNER: usize = usize::MAX;

/// Headings that name no field, and how the table was read.
type Told = (Vec<String>, Vec<Decision>);

/// Reads a table and returns the headings that name no field, and what was decided.
///
/// # Errors
/// What makes the table as a whole unreadable.
pub(super) fn table(
    gathering: &mut Gathering<'_>,
    source: &Source,
    dialect: &Dialect<'_>,
) -> Result<Told, Faults> {
    let file = source.name.as_str();
    if source.is_blank() {
        return Err(vec![dialect::empty(file, "this table of accounts")]);
    }
    let fields = gathering.fields;
    let known = known(fields);
    let table =
        dialect::open(Holding::Accounts, source, &known, dialect).map_err(|fault| vec![fault])?;
    check(fields, file, &table)?;
    let owner = table
        .headings
        .iter()
        .position(|heading| heading.names == Some(OWNER));
    let only = match owner {
        Some(_) => None,
        None => Some(gathering.only_owner(file).map_err(|fault| vec![fault])?),
    };
    let mut reader = Reader {
        fields,
        file,
        headings: &table.headings,
        styles: log::styles(&votes(fields, &table), &table.headings, dialect),
        log: Log::default(),
    };
    let left_out = table.each(|cells| {
        let row = reader.row(cells);
        match only {
            Some(owner) => gathering.add(owner, row),
            None => {
                let cell = owner
                    .and_then(|column| cells.cells.get(column))
                    .unwrap_or_default();
                let id = rows::lossy(cell);
                match gathering.owner(&id) {
                    Some(owner) => gathering.add(owner, row),
                    None => gathering.stray(row, &id),
                }
            }
        }
    });
    let log = reader.log;
    let decisions = table
        .decisions
        .iter()
        .cloned()
        .chain(left_out)
        .chain(log.finish());
    Ok((log::unread(&table.headings), decisions.collect()))
}

/// The columns that a table of accounts may have: the account's id first.
pub(in crate::input) fn known(fields: &Fields) -> impl Fn(&str) -> Option<usize> {
    let key = fields.position("account_id").unwrap_or(0);
    move |heading| match heading.to_lowercase().as_str() {
        "org_id" | "kennung der organisation" => Some(OWNER),
        _ => fields.by_heading(heading).map(|field| number(field, key)),
    }
}

/// The field `account_id` and the first one change places: the key's number is 0.
fn number(field: usize, key: usize) -> usize {
    match field {
        0 => key,
        _ if field == key => 0,
        _ => field,
    }
}

fn position(fields: &Fields, heading: &Heading) -> Option<usize> {
    let key = fields.position("account_id").unwrap_or(0);
    let named = heading.names.filter(|name| *name != OWNER);
    named.map(|name| number(name, key))
}

fn check(fields: &Fields, file: &str, table: &dialect::Table<'_>) -> Result<(), Faults> {
    let mut faults = Vec::new();
    let headings = &table.headings;
    for (index, heading) in headings.iter().enumerate() {
        let mut before = headings.iter().take(index);
        if heading.names.is_some() && before.any(|other| other.names == heading.names) {
            let detail = dialect::named_twice(&heading.text);
            let place = Place::spot(file, table.line, index + 1);
            faults.push(Error::new(Kind::Input, detail).at(place));
        }
    }
    let has = |id: &&str| {
        let field = fields.position(id);
        headings
            .iter()
            .any(|heading| field.is_some() && position(fields, heading) == field)
    };
    let lacking: Vec<&str> = Account::REQUIRED
        .into_iter()
        .filter(|id| !has(id))
        .collect();
    if !lacking.is_empty() {
        faults.push(no_columns(file, table, &lacking));
    }
    if faults.is_empty() {
        Ok(())
    } else {
        Err(faults)
    }
}

fn no_columns(file: &str, table: &dialect::Table<'_>, lacking: &[&str]) -> Error {
    let detail = said(
        format!(
            "the header of the accounts has no column {}",
            listed(lacking.iter().copied())
        ),
        format!(
            "der Kopfzeile der Kunden fehlt die Spalte {}",
            listed_in_german(lacking.iter().copied())
        ),
    );
    let error = Error::new(Kind::Input, detail).at(Place::line(file, table.line));
    let headings = || table.headings.iter().map(|heading| heading.text.as_str());
    match lacking.iter().find_map(|id| nearest(id, headings())) {
        Some(near) => error.help(dialect::lacking(Some(near), &[])),
        None => error.help(said(
            "every account needs an id, a name, a currency and a revenue",
            "jeder Kunde braucht eine Nummer, einen Namen, eine Währung und einen Umsatz",
        )),
    }
}

/// What the cells of each column prove about its numbers.
fn votes(fields: &Fields, table: &dialect::Table<'_>) -> Vec<Votes> {
    let mut votes = vec![Votes::default(); table.headings.len()];
    let numeric = |heading: &Heading| {
        let field = position(fields, heading).and_then(|position| fields.at(position));
        field.is_some_and(|field| field.kind.is_numeric())
    };
    let columns: Vec<usize> = (table.headings.iter().enumerate())
        .filter(|(_, heading)| numeric(heading))
        .map(|(column, _)| column)
        .collect();
    table.each(|row| {
        for column in &columns {
            if let Some(votes) = votes.get_mut(*column) {
                row.vote(*column, votes);
            }
        }
    });
    votes
}

/// What turns rows of cells into accounts.
struct Reader<'a> {
    fields: &'a Fields,
    file: &'a str,
    headings: &'a [Heading],
    /// One for each column.
    styles: Vec<Style>,
    log: Log,
}

impl Reader<'_> {
    fn row(&mut self, cells: &rows::Row) -> Row {
        let mut row = Row::new(self.fields, Place::line(self.file, cells.line));
        let fault = match &cells.fault {
            Some(fault) => Some(fault.clone()),
            None if cells.cells.len() != self.headings.len() => {
                Some(cells.of_cells(self.headings.len()))
            }
            None => None,
        };
        if let Some(reason) = fault {
            // What stands in the cells is not asked for: they may be shifted.
            row.refused = (0..self.fields.len()).collect();
            row.refuse(row.place.clone(), None, reason);
            return row;
        }
        let mut currencies = Vec::new();
        for (index, heading) in self.headings.iter().enumerate() {
            if let Some(position) = position(self.fields, heading)
                && let Some(field) = self.fields.at(position)
                && let Some(cell) = cells.cells.get(index)
                && let Some(style) = self.styles.get(index)
            {
                let read = fill(&mut row, (position, field), cell, style, index);
                if let Some((reading, text)) = read {
                    let whose = Whose::row(cells.line);
                    self.log
                        .tell(index, &heading.text, field, text, whose, &reading);
                    currencies.extend(reading.currency.map(|code| (code, field)));
                }
            }
        }
        self.agree_on_currency(&mut row, &currencies);
        row
    }

    /// A row that speaks of two currencies is refused.
    fn agree_on_currency(&self, row: &mut Row, named: &[(&'static str, &Field)]) {
        let Some((first, _)) = named.first() else {
            return;
        };
        let position = self.fields.position("currency");
        let own = position.and_then(|position| row.values.get(position)?.as_ref());
        let other = own
            .and_then(Value::as_word)
            .unwrap_or(first)
            .to_ascii_uppercase();
        for (code, field) in named.iter().filter(|(code, _)| *code != other) {
            let reason = Reason::new("reject.currency")
                .with("found", *code)
                .with("other", other.as_str());
            let place = row.place.clone().of_field(&*field.id);
            row.refuse(place, None, reason);
        }
    }
}

/// Reads one cell; what does not apply to a customer is left empty.
fn fill<'t>(
    row: &mut Row,
    (position, field): (usize, &Field),
    cell: &'t [u8],
    style: &Style,
    index: usize,
) -> Option<(cell::Reading, &'t str)> {
    let text = std::str::from_utf8(cell).map(str::trim);
    let found = match text {
        Ok("") => return None,
        Ok(text) if is_not_applicable(text) => Err(Reason::new("reject.account_na")),
        Ok(text) => cell::read_value(field, text, style).map(|reading| (reading, text)),
        Err(_) => Err(Reason::new("reject.encoding")),
    };
    let found = found.and_then(|read| match read.0.answer {
        Answer::NotApplicable(_) => Err(Reason::new("reject.account_na")),
        _ => Ok(read),
    });
    match found {
        Ok((reading, text)) => {
            let value = reading.answer.fact().map(|fact| fact.value.clone());
            if let Some(place) = row.values.get_mut(position) {
                *place = value;
            }
            Some((reading, text))
        }
        Err(reason) => {
            let line = row.place.line.unwrap_or(0);
            let place = Place::spot(&*row.place.file, line, index + 1).of_field(&*field.id);
            let shown = rows::lossy(cell);
            row.refused.push(position);
            row.refuse(place, Some(shown), reason);
            None
        }
    }
}

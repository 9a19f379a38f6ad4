//! Organisations as a table: one row each, the header names fields.

use super::Source;
use super::cell::{self, Mark, Style, Votes};
use super::dialect::{self, Dialect, Heading};
use super::draft::Draft;
use super::log::{self, Log, Nameless, Whose};
use super::rows::Row;
use super::workbook;
use crate::error::{Error, Kind, Place, nearest, said};
use crate::model::{Answer, Decision, Field, FieldType, Fields, Holding, Reason};

/// What a column of the table holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    Id,
    /// A field, by its position.
    Field(usize),
    Unread,
}

impl Column {
    fn of(heading: &Heading) -> Self {
        match heading.names {
            None => Self::Unread,
            Some(0) => Self::Id,
            Some(number) => Self::Field(number - 1),
        }
    }
}

/// A table: its records, the headings that name no field, and what was decided.
pub(super) struct Table {
    pub(super) drafts: Vec<Draft>,
    pub(super) unread: Vec<String>,
    pub(super) decisions: Vec<Decision>,
}

/// The columns that a table of organisations may have: the id, then the fields.
pub(super) fn known(fields: &Fields) -> impl Fn(&str) -> Option<usize> {
    |heading| match heading.to_lowercase().as_str() {
        "id" | "kennung" => Some(0),
        _ => fields.by_heading(heading).map(|field| field + 1),
    }
}

/// The header of a table.
#[derive(Debug)]
pub(super) struct Header {
    pub(super) columns: Vec<Column>,
    pub(super) headings: Vec<Heading>,
    /// Where the id stands.
    pub(super) id: usize,
}

impl Header {
    /// # Errors
    /// No heading at all; a heading that names a field for the second time; no `id`.
    pub(super) fn of(
        fields: &Fields,
        file: &str,
        table: &dialect::Table<'_>,
    ) -> Result<Self, Error> {
        if table.is_empty_of_headings() {
            return Err(dialect::empty(file, "this table"));
        }
        let mut columns: Vec<Column> = Vec::new();
        for (index, heading) in table.headings.iter().enumerate() {
            let column = Column::of(heading);
            if column != Column::Unread && columns.contains(&column) {
                let detail = dialect::named_twice(&heading.text);
                let place = Place::spot(file, table.line, index + 1);
                return Err(Error::new(Kind::Input, detail).at(place));
            }
            columns.push(column);
        }
        let id = columns.iter().position(|column| *column == Column::Id);
        Ok(Self {
            id: id.ok_or_else(|| no_id(fields, file, table))?,
            columns,
            headings: table.headings.clone(),
        })
    }

    /// The numeric field of a column, if it is one.
    pub(super) fn number<'f>(&self, fields: &'f Fields, column: usize) -> Option<&'f Field> {
        match self.columns.get(column) {
            Some(Column::Field(field)) => fields.at(*field).filter(|field| field.kind.is_numeric()),
            _ => None,
        }
    }

    /// In a column of percentages that people named, a number below 1 may be a share, unless its heading says “%”. Programs
    /// write what the field asks for.
    fn shares(&self, fields: &Fields, votes: &[Votes], styles: Vec<Style>) -> Vec<Style> {
        let columns = styles
            .into_iter()
            .zip(votes)
            .zip(&self.headings)
            .enumerate();
        let doubted = columns.map(|(column, ((style, votes), heading))| {
            let field = self.number(fields, column);
            let percent = field.is_some_and(|field| field.kind == FieldType::Percent);
            let people = !heading.is_id() || style.mark() == Some(Mark::Comma);
            let doubt = percent && people && !heading.is_of_percent() && votes.has_share();
            style.of_shares(doubt)
        });
        doubted.collect()
    }

    /// What the cells of each column prove about its numbers.
    pub(super) fn votes(&self, fields: &Fields, rows: &[Row]) -> Vec<Votes> {
        let mut all = vec![Votes::default(); self.columns.len()];
        for (column, votes) in all.iter_mut().enumerate() {
            if self.number(fields, column).is_some() {
                rows.iter().for_each(|row| row.vote(column, votes));
            }
        }
        all
    }
}

/// Reads a table of organisations.
///
/// # Errors
/// What makes the table as a whole unreadable: no text, no header, no `id`, a field named twice.
pub(super) fn read(
    fields: &Fields,
    source: &Source,
    input: usize,
    dialect: &Dialect<'_>,
) -> Result<Table, Error> {
    let mut table = dialect::open(Holding::Organisations, source, &known(fields), dialect)?;
    let file = source.name.as_str();
    let header = Header::of(fields, file, &table)?;
    let rows = table.rows();
    let votes = header.votes(fields, &rows);
    let styles = log::styles(&votes, &header.headings, dialect);
    let mut record = Record {
        fields,
        file,
        input,
        header: &header,
        styles: header.shares(fields, &votes, styles),
        log: Log::default(),
        nameless: Nameless::default(),
    };
    let drafts = rows.iter().map(|row| record.draft(row)).collect();
    let (log, nameless) = (record.log, record.nameless);
    Ok(Table {
        drafts,
        unread: log::unread(&table.headings),
        decisions: table
            .decisions
            .into_iter()
            .chain(log.finish())
            .chain(nameless.finish())
            .collect(),
    })
}

fn no_id(fields: &Fields, file: &str, table: &dialect::Table<'_>) -> Error {
    let headings = table.headings.iter().map(|heading| heading.text.as_str());
    let near = nearest("id", headings.clone());
    let place = Place::line(file, table.line);
    let error = Error::new(
        Kind::Input,
        said(
            "the header has no column `id`",
            "der Kopfzeile fehlt die Spalte `id` (Kennung)",
        ),
    )
    .at(place);
    let none = table.headings.iter().all(|heading| heading.names.is_none());
    match near {
        Some(near) => error.help(dialect::lacking(Some(near), &[])),
        None if none => {
            let near = headings
                .filter_map(|heading| fields.near_heading(heading))
                .next();
            let mean =
                |text: &str| near.map_or_else(String::new, |near| format!("; {text} `{near}`"));
            error.help(said(
                format!(
                    "no row names fields of the pack; --header-row, --delimiter and --encoding say how to read the table{}",
                    mean("did you mean")
                ),
                format!(
                    "keine Zeile nennt Felder des Regelwerks; --header-row, --delimiter und --encoding sagen, wie die Tabelle zu lesen ist{}",
                    mean("gemeint ist vielleicht")
                ),
            ))
        }
        None => error.help(said(
            "every organisation needs an id of its own",
            "jede Organisation braucht eine eigene Kennung; die Spalte heißt `id` oder `Kennung`",
        )),
    }
}

/// What turns a row into a record.
pub(super) struct Record<'a> {
    pub(super) fields: &'a Fields,
    pub(super) file: &'a str,
    /// Which of the inputs it is.
    pub(super) input: usize,
    pub(super) header: &'a Header,
    /// One for each column.
    pub(super) styles: Vec<Style>,
    pub(super) log: Log,
    pub(super) nameless: Nameless,
}

impl Record<'_> {
    pub(super) fn draft(&mut self, row: &Row) -> Draft {
        let (file, line) = (self.file, row.line);
        let columns = &self.header.columns;
        let mut draft = Draft::new(self.fields, Place::line(file, line), self.input);
        draft.id = row.id(self.header.id).map(Into::into);
        if let Some(fault) = &row.fault {
            draft.refuse(Place::line(file, line), None, fault.clone());
            return draft;
        }
        if draft.id.is_none() {
            let place = Place::line(file, line).of_field("id");
            draft.refuse(place, None, Reason::new("reject.no_id"));
        }
        if !row.fits(columns.len()) {
            draft.refuse(Place::line(file, line), None, row.of_cells(columns.len()));
            return draft;
        }
        self.nameless.see(&self.header.headings, row);
        let mut currencies = Vec::new();
        for (index, column) in columns.iter().enumerate() {
            if let Column::Field(position) = *column
                && let Some(field) = self.fields.at(position)
                && let Some(code) = self.fill(&mut draft, index, position, field, row)
            {
                currencies.push((code, index, field));
            }
        }
        self.agree_on_currency(&mut draft, &currencies, row);
        draft
    }

    /// Reads one cell; returns the currency that it names.
    fn fill(
        &mut self,
        draft: &mut Draft,
        index: usize,
        position: usize,
        field: &Field,
        row: &Row,
    ) -> Option<&'static str> {
        let place = Place::spot(self.file, row.line, index + 1).of_field(&*field.id);
        let cell = row.cells.get(index)?;
        let Ok(text) = std::str::from_utf8(cell) else {
            let shown = String::from_utf8_lossy(cell).into_owned();
            draft.refuse(place, Some(shown), Reason::new("reject.encoding"));
            return None;
        };
        let style = self.styles.get(index)?;
        match cell::read(field, text, style) {
            Ok(mut reading) => {
                let heading = self
                    .header
                    .headings
                    .get(index)
                    .map_or("", |heading| &heading.text);
                let whose = Whose {
                    line: row.line,
                    id: draft.id.as_deref(),
                };
                self.log.tell(index, heading, field, text, whose, &reading);
                if let Answer::Given(fact) = &mut reading.answer {
                    fact.provenance.place = place;
                }
                if let Some(slot) = draft.answers.get_mut(position) {
                    *slot = reading.answer;
                }
                reading.currency
            }
            Err(reason) => {
                let value = match workbook::is_sheet(self.file) {
                    true => workbook::shown(text.trim()),
                    false => text.trim().to_owned(),
                };
                draft.refuse(place, Some(value), reason);
                None
            }
        }
    }

    /// A row that speaks of two currencies is refused.
    fn agree_on_currency(
        &self,
        draft: &mut Draft,
        named: &[(&'static str, usize, &Field)],
        row: &Row,
    ) {
        let Some((first, ..)) = named.first() else {
            return;
        };
        let position = self.fields.position("currency");
        let answer = position.and_then(|position| draft.answers.get(position));
        let own = answer
            .and_then(Answer::fact)
            .and_then(|fact| fact.value.as_word());
        let other = own.unwrap_or(first).to_ascii_uppercase();
        for (code, index, field) in named.iter().filter(|(code, ..)| *code != other) {
            let place = Place::spot(self.file, row.line, index + 1).of_field(&*field.id);
            let reason = Reason::new("reject.currency")
                .with("found", *code)
                .with("other", other.as_str());
            draft.refuse(place, None, reason);
        }
    }
}

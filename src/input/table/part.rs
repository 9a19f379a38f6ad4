//! Rows that were read: their values in columns of one type each.

use std::ops::Range;
use std::sync::Arc;

use super::Head;
use super::evidence::Evidence;
use crate::error::Place;
use crate::input::cell::given;
use crate::input::csv;
use crate::input::log::{Log, Nameless};
use crate::model::{
    Answer, Choice, Example, Field, FieldType, Fields, Id, Organisation, Provenance, RefusedRow,
    Rejected, Value,
};

/// What a cell says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    Missing,
    Given,
    /// Does not apply; its lane is the text of the reason.
    NotApplicable,
}

/// One column: a state and a lane for each row. The lane of a number holds its bits, that of a flag 0 or 1, that of
/// a choice its place among those of the field, that of any other text where it stands.
#[derive(Debug)]
pub struct Column {
    pub states: Vec<State>,
    pub lanes: Vec<u64>,
}

impl Column {
    fn with_room(rows: usize) -> Self {
        Self {
            states: Vec::with_capacity(rows),
            lanes: Vec::with_capacity(rows),
        }
    }

    pub(super) fn push(&mut self, state: State, lane: u64) {
        self.states.push(state);
        self.lanes.push(lane);
    }
}

/// Rows of a table that were accepted, in order, and those that were refused.
#[derive(Debug)]
pub struct Part {
    pub(super) head: Arc<Head>,
    lines: Vec<usize>,
    ids: Vec<u64>,
    pub(super) columns: Vec<Column>,
    texts: String,
    /// Rows that are no blank lines.
    pub records: usize,
    /// Rows that were refused.
    pub refused: usize,
    /// One entry for each fault.
    pub rejected: Vec<Rejected>,
    /// The rows behind `rejected`.
    pub refused_rows: Vec<RefusedRow>,
    /// What cells showed that can change how others are read, by column.
    pub(super) evidence: Vec<Evidence>,
    /// The first row that only the whole table can tell from a record.
    pub(super) odd: Option<usize>,
    /// Totals.
    pub(super) left_out: Vec<Example>,
    pub(super) log: Log,
    pub(super) nameless: Nameless,
}

impl Part {
    /// Nothing yet, with room for so many rows.
    pub(super) fn of(head: &Arc<Head>, rows: usize) -> Self {
        let columns = head.header.columns.iter();
        Self {
            head: head.clone(),
            lines: Vec::new(),
            ids: Vec::new(),
            columns: columns.map(|_| Column::with_room(rows)).collect(),
            texts: String::new(),
            records: 0,
            refused: 0,
            rejected: Vec::new(),
            refused_rows: Vec::new(),
            evidence: vec![Evidence::default(); head.header.columns.len()],
            odd: None,
            left_out: Vec::new(),
            log: Log::default(),
            nameless: Nameless::default(),
        }
    }

    /// How many rows were accepted.
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// Which of the tables the rows are from.
    pub fn table(&self) -> usize {
        self.head.input
    }

    pub fn id(&self, row: usize) -> &str {
        self.ids.get(row).map_or("", |id| self.text(*id))
    }

    /// The name that reports print; the id where none is given.
    pub fn name<'a>(&'a self, fields: &'a Fields, row: usize) -> &'a str {
        let name = fields.position("name");
        let given = name.and_then(|place| self.word(fields.at(place)?, place, row));
        given.unwrap_or_else(|| self.id(row))
    }

    fn word<'a>(&'a self, field: &'a Field, place: usize, row: usize) -> Option<&'a str> {
        let default = || field.default.as_ref().and_then(Value::as_word);
        let Some(column) = self.column(place) else {
            return default();
        };
        let lane = *column.lanes.get(row)?;
        match (column.states.get(row)?, field.kind) {
            (State::Missing, _) => default(),
            (State::NotApplicable, _) => None,
            (State::Given, FieldType::Text | FieldType::Date) => Some(self.text(lane)),
            (State::Given, FieldType::Enum) => {
                let choice = field.choices.get(usize::try_from(lane).ok()?);
                choice.map(|choice| &*choice.id)
            }
            (State::Given, _) => None,
        }
    }

    /// The column of a field, if the table has one.
    pub fn column(&self, field: usize) -> Option<&Column> {
        let column = self.head.columns.get(field).copied().flatten();
        self.columns.get(column?)
    }

    /// The text that a lane stands for.
    pub fn text(&self, lane: u64) -> &str {
        self.texts.get(range(lane)).unwrap_or_default()
    }

    pub(super) fn keep(&mut self, text: &str) -> u64 {
        let from = self.texts.len();
        self.texts.push_str(text);
        (from as u64) << 32 | self.texts.len() as u64
    }

    /// Accepts the row whose cells stand in the columns.
    pub(super) fn accept(&mut self, id: u64, line: usize) {
        self.ids.push(id);
        self.lines.push(line);
    }

    /// Takes back the cells of a row that is not accepted.
    pub(super) fn drop_row(&mut self) {
        let rows = self.len();
        for column in &mut self.columns {
            column.states.truncate(rows);
            column.lanes.truncate(rows);
        }
    }

    pub(super) fn push(&mut self, fields: &Fields, organisation: &Organisation) {
        let head = self.head.clone();
        for (index, column) in head.header.columns.iter().enumerate() {
            let csv::Column::Field(position) = *column else {
                continue;
            };
            let Some(field) = fields.at(position) else {
                continue;
            };
            let (state, lane) = self.cell(field, organisation.answer(position));
            if let Some(column) = self.columns.get_mut(index) {
                column.push(state, lane);
            }
        }
        let id = self.keep(&organisation.id);
        self.accept(id, organisation.place.line.unwrap_or_default());
    }

    pub(super) fn cell(&mut self, field: &Field, answer: &Answer) -> (State, u64) {
        match answer {
            Answer::Missing => (State::Missing, 0),
            Answer::NotApplicable(reason) => (State::NotApplicable, self.keep(reason)),
            Answer::Given(fact) => (State::Given, self.lane(field, &fact.value)),
        }
    }

    fn lane(&mut self, field: &Field, value: &Value) -> u64 {
        match value {
            Value::Number(number) => number.to_bits(),
            Value::Flag(flag) => u64::from(*flag),
            Value::Word(word) if field.kind == FieldType::Enum => {
                let mut choices = field.choices.iter();
                choices.position(|choice| choice.id == *word).unwrap_or(0) as u64
            }
            Value::Word(word) => self.keep(word),
            Value::List(words) => self.keep(&words.join(",")),
        }
    }
}

fn range(lane: u64) -> Range<usize> {
    (lane >> 32) as usize..(lane & u64::from(u32::MAX)) as usize
}

/// The rows as records.
impl Part {
    /// A row with the place of each answer.
    pub fn organisation(&self, fields: &Fields, row: usize) -> Organisation {
        let line = self.lines.get(row).copied().unwrap_or_default();
        let answers = fields.iter().enumerate();
        Organisation {
            id: self.id(row).into(),
            answers: answers
                .map(|(position, field)| self.answer(field, position, row, line))
                .collect(),
            chart: None,
            accounts: None,
            staff: None,
            aims: crate::model::Aims::default(),
            place: Place::line(self.head.file(), line),
        }
    }

    fn answer(&self, field: &Field, position: usize, row: usize, line: usize) -> Answer {
        let column = self.head.columns.get(position).copied().flatten();
        let Some(index) = column else {
            return Answer::Missing;
        };
        let column = self.columns.get(index);
        let state = column.and_then(|column| column.states.get(row));
        let lane = column.and_then(|column| column.lanes.get(row).copied());
        let (Some(state), Some(lane)) = (state, lane) else {
            return Answer::Missing;
        };
        match state {
            State::Missing => Answer::Missing,
            State::NotApplicable => Answer::NotApplicable(self.text(lane).to_owned()),
            State::Given => {
                let place = Place::spot(self.head.file(), line, index + 1).of_field(&*field.id);
                let provenance = Provenance {
                    place,
                    ..Provenance::default()
                };
                given(self.value(field, lane), None, provenance)
            }
        }
    }

    fn value(&self, field: &Field, lane: u64) -> Value {
        match field.kind {
            FieldType::Bool => Value::Flag(lane != 0),
            FieldType::Enum => Value::Word(choice(field, lane)),
            FieldType::Text | FieldType::Date => Value::word(self.text(lane)),
            FieldType::List => {
                let words = self.text(lane).split(',').filter(|word| !word.is_empty());
                Value::List(words.map(Id::from).collect())
            }
            _ => Value::Number(f64::from_bits(lane)),
        }
    }
}

fn choice(field: &Field, lane: u64) -> Id {
    let place = usize::try_from(lane).unwrap_or(usize::MAX);
    let id = |choice: &Choice| choice.id.clone();
    field.choices.get(place).map_or_else(|| "".into(), id)
}

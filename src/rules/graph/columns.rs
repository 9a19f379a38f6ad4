//! The facts of up to `LANES` organisations as columns, and what the phases publish about them.

use std::collections::HashMap;

use super::super::code::Type;
use super::super::symbols::{Slot, Symbols};
use super::LANES;
use super::calls::RuleGraph;
use super::ops::{ALL, NONE, Op};
use crate::model::{Answer, Fields, Id, Organisation, Value};
use crate::pack::Pack;

/// One source: its values, and the flags whether they are known or were said not to apply.
#[derive(Debug, Clone, Default)]
struct Source {
    values: Vec<u64>,
    known: Vec<u64>,
    absent: Vec<u64>,
    /// The words that it can be, with their codes.
    choices: Vec<(Id, u64)>,
}

/// Columns that rules read. A source that no rule reads has none.
#[derive(Debug, Clone)]
pub struct Columns<'g> {
    graph: &'g RuleGraph,
    fields: &'g Fields,
    rows: usize,
    sources: Vec<Source>,
    /// Texts that no rule names, by their codes from `words_end` on.
    texts: Vec<Id>,
    codes: HashMap<Id, u64>,
}

impl<'g> Columns<'g> {
    pub fn new(graph: &'g RuleGraph, pack: &'g Pack, symbols: &Symbols) -> Self {
        let mut columns = Self {
            graph,
            fields: &pack.fields,
            rows: 0,
            sources: vec![Source::default(); graph.sources],
            texts: Vec::new(),
            codes: HashMap::new(),
        };
        for place in graph.ops.places() {
            if let Op::Value(source) | Op::Known(source) | Op::Absent(source) = graph.ops.at(place)
            {
                columns.open(source, symbols);
            }
        }
        columns
    }

    fn open(&mut self, source: usize, symbols: &Symbols) {
        let words = match symbols.at(source).map(|symbol| &symbol.kind) {
            Some(Type::Word(Some(words))) => words.to_vec(),
            _ => Vec::new(),
        };
        let ops = &self.graph.ops;
        let coded = |word: Id| ops.known_code(&word).map(|code| (word, code));
        if let Some(place) = self.sources.get_mut(source)
            && place.values.is_empty()
        {
            *place = Source {
                values: vec![NONE; LANES],
                known: vec![NONE; LANES],
                absent: vec![NONE; LANES],
                choices: words.into_iter().filter_map(coded).collect(),
            };
        }
    }

    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Begins anew.
    pub fn clear(&mut self) {
        self.rows = 0;
        self.texts.clear();
        self.codes.clear();
    }

    /// Adds a row with nothing known; gives its place. None if the columns are full.
    pub fn add_row(&mut self) -> Option<usize> {
        let row = self.rows;
        (row < LANES).then(|| self.rows += 1)?;
        for source in &mut self.sources {
            source.put(row, NONE, NONE, NONE);
        }
        Some(row)
    }

    /// Adds rows with nothing known; gives the place of the first. None if there is no room for all.
    pub fn add_rows(&mut self, count: usize) -> Option<usize> {
        let first = self.rows;
        (first + count <= LANES).then(|| self.rows += count)?;
        for source in &mut self.sources {
            for lanes in [&mut source.values, &mut source.known, &mut source.absent] {
                let rows = lanes.get_mut(first..first + count);
                rows.unwrap_or_default().fill(NONE);
            }
        }
        Some(first)
    }

    /// Sets a source for the rows from `first` on: the value of each, whether it is known, whether it was said not
    /// to apply.
    pub fn set_rows(
        &mut self,
        source: usize,
        first: usize,
        rows: impl Iterator<Item = (u64, bool, bool)>,
    ) {
        let Some(source) = self.sources.get_mut(source) else {
            return;
        };
        let values = source.values.iter_mut().skip(first);
        let flags = source.known.iter_mut().zip(&mut source.absent).skip(first);
        for ((value, (known, absent)), row) in values.zip(flags).zip(rows) {
            *known = if row.1 { ALL } else { NONE };
            *absent = if row.2 { ALL } else { NONE };
            *value = row.0 & *known;
        }
    }

    /// Takes it as missing that a source was said not to apply, from this row on.
    pub fn forget_absent(&mut self, source: usize, first: usize) {
        if let Some(source) = self.sources.get_mut(source) {
            source
                .absent
                .iter_mut()
                .skip(first)
                .for_each(|one| *one = NONE);
        }
    }

    /// Adds an organisation; false if the columns are full.
    pub fn add(&mut self, organisation: &Organisation) -> bool {
        let Some(row) = self.add_row() else {
            return false;
        };
        let fields = self.fields;
        for field in 0..fields.len() {
            if !self.is_read(field) {
                continue;
            }
            match organisation.answer(field) {
                Answer::NotApplicable(_) => self.set_absent(field, row),
                _ => {
                    if let Some(value) = organisation.value(fields, field) {
                        self.set(field, row, value);
                    }
                }
            }
        }
        true
    }

    /// Whether any rule reads or asks for this source.
    pub fn is_read(&self, source: usize) -> bool {
        self.sources
            .get(source)
            .is_some_and(|one| !one.values.is_empty())
    }

    /// Says that a field does not apply.
    pub fn set_absent(&mut self, source: usize, row: usize) {
        if let Some(source) = self.sources.get_mut(source) {
            source.put(row, NONE, NONE, ALL);
        }
    }

    /// Sets a value; a list is nothing that a rule can read.
    pub fn set(&mut self, source: usize, row: usize, value: &Value) {
        match value {
            Value::Number(number) => self.set_number(source, row, *number),
            Value::Flag(flag) => self.set_lane(source, row, if *flag { ALL } else { NONE }),
            Value::Word(word) => self.set_word(source, row, word),
            Value::List(_) => {}
        }
    }

    pub fn set_number(&mut self, source: usize, row: usize, number: f64) {
        self.set_lane(source, row, number.to_bits());
    }

    fn set_word(&mut self, source: usize, row: usize, word: &Id) {
        let choices = self.sources.get(source).map(|source| &source.choices);
        let known = choices.and_then(|choices| {
            let found = choices.iter().find(|(known, _)| known == word);
            found.map(|(_, code)| *code)
        });
        let code = known.unwrap_or_else(|| self.text_code(word));
        self.set_lane(source, row, code);
    }

    /// The code of a word, whether a rule names it or not.
    pub fn text_code(&mut self, text: &Id) -> u64 {
        let ops = &self.graph.ops;
        let known = ops
            .known_code(text)
            .or_else(|| self.codes.get(text).copied());
        known.unwrap_or_else(|| {
            let code = ops.words_end() + self.texts.len() as u64;
            self.texts.push(text.clone());
            self.codes.insert(text.clone(), code);
            code
        })
    }

    /// The code of a word that a rule names.
    pub fn code(&self, word: &str) -> Option<u64> {
        self.graph.ops.known_code(word)
    }

    /// Publishes a word by its code, or that there is none.
    pub fn publish_code(&mut self, source: usize, row: usize, code: Option<u64>) {
        match code {
            Some(code) => self.set_lane(source, row, code),
            None => self.publish(source, row, &Slot::Missing),
        }
    }

    fn set_lane(&mut self, source: usize, row: usize, lane: u64) {
        if let Some(source) = self.sources.get_mut(source) {
            source.put(row, lane, ALL, NONE);
        }
    }

    /// Publishes a computed value, or that there is none.
    pub fn publish(&mut self, source: usize, row: usize, slot: &Slot) {
        match slot {
            Slot::Number(number) => self.set_number(source, row, *number),
            Slot::Flag(flag) => self.set_lane(source, row, if *flag { ALL } else { NONE }),
            Slot::Word(word) => self.set_word(source, row, word),
            Slot::NotApplicable => self.set_absent(source, row),
            Slot::Missing => {
                if let Some(source) = self.sources.get_mut(source) {
                    source.put(row, NONE, NONE, NONE);
                }
            }
        }
    }

    pub(super) fn word(&self, code: u64) -> Option<&Id> {
        self.graph.ops.word(code).or_else(|| {
            let place = code.checked_sub(self.graph.ops.words_end())?;
            self.texts.get(usize::try_from(place).ok()?)
        })
    }

    pub(super) fn values(&self, source: usize) -> &[u64] {
        self.sources.get(source).map_or(&[], |one| &one.values)
    }

    pub(super) fn known(&self, source: usize) -> &[u64] {
        self.sources.get(source).map_or(&[], |one| &one.known)
    }

    pub(super) fn absent(&self, source: usize) -> &[u64] {
        self.sources.get(source).map_or(&[], |one| &one.absent)
    }
}

impl Source {
    fn put(&mut self, row: usize, value: u64, known: u64, absent: u64) {
        let places = self.values.get_mut(row).zip(self.known.get_mut(row));
        if let (Some((values, knowns)), Some(absents)) = (places, self.absent.get_mut(row)) {
            (*values, *knowns, *absents) = (value, known, absent);
        }
    }
}

//! The customers of one organisation as they stand in its file, column by column (domain 2.1).

use std::collections::BTreeMap;

use super::{FieldType, Fields, Id, Value};

/// All accounts of one organisation. A column is a field of the pack; a million rows take about 200 MB.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Accounts {
    pub file: Id,
    lines: Vec<u32>,
    columns: Vec<Column>,
    words: Vec<Id>,
}

#[derive(Debug, Clone, PartialEq)]
enum Column {
    /// NaN is missing; a valid number is finite.
    Numbers(Numbers),
    Flags(Vec<Option<bool>>),
    /// One more than the position in `words`; 0 is missing.
    Words(Vec<u32>),
}

/// Compared bit by bit, so that two missing numbers are equal.
#[derive(Debug, Clone, Default)]
struct Numbers(Vec<f64>);

impl PartialEq for Numbers {
    fn eq(&self, other: &Self) -> bool {
        let bits = |one: &Self| {
            one.0
                .iter()
                .map(|number| number.to_bits())
                .collect::<Vec<_>>()
        };
        bits(self) == bits(other)
    }
}

/// One customer account: a row of the table. Fields are named by their positions in the pack.
#[derive(Debug, Clone, Copy)]
pub struct Account<'a> {
    table: &'a Accounts,
    row: usize,
}

/// What a row lends out lives as long as its table.
impl<'a> Account<'a> {
    pub fn word(&self, field: usize) -> Option<&'a Id> {
        match self.table.columns.get(field) {
            Some(Column::Words(codes)) => {
                let code = codes.get(self.row)?.checked_sub(1)?;
                self.table.words.get(code as usize)
            }
            _ => None,
        }
    }
}

const NUMBERS: &[FieldType] = &[
    FieldType::Number,
    FieldType::Integer,
    FieldType::Percent,
    FieldType::Money,
];
const WORDS: &[FieldType] = &[FieldType::Text, FieldType::Enum];
const DATES: &[FieldType] = &[FieldType::Date];

impl Account<'_> {
    /// Fields without which a row is refused.
    pub const REQUIRED: [&'static str; 4] = ["account_id", "name", "currency", "revenue_y0"];

    /// Fields that the arithmetic of domain 2 reads by name, and the types that they can have.
    pub const KNOWN: [(&'static str, &'static [FieldType]); 21] = [
        ("account_id", WORDS),
        ("name", WORDS),
        ("currency", WORDS),
        ("revenue_y0", NUMBERS),
        ("parent_group", WORDS),
        ("country", WORDS),
        ("industry", WORDS),
        ("current_owner", WORDS),
        ("db1", NUMBERS),
        ("cost_to_serve", NUMBERS),
        ("wallet", NUMBERS),
        ("relationship_stage", WORDS),
        ("contacts", NUMBERS),
        ("countries_served", NUMBERS),
        ("sites_served", NUMBERS),
        ("divisions_served", NUMBERS),
        ("central_purchasing", WORDS),
        ("strategic_exception", WORDS),
        ("innovation_partner", NUMBERS),
        ("contract_end", DATES),
        ("payment_days", NUMBERS),
    ];

    pub fn row(&self) -> usize {
        self.row
    }

    pub fn number(&self, field: usize) -> Option<f64> {
        match self.table.columns.get(field) {
            Some(Column::Numbers(Numbers(numbers))) => numbers
                .get(self.row)
                .copied()
                .filter(|number| !number.is_nan()),
            _ => None,
        }
    }

    pub fn flag(&self, field: usize) -> Option<bool> {
        match self.table.columns.get(field) {
            Some(Column::Flags(flags)) => flags.get(self.row).copied().flatten(),
            _ => None,
        }
    }

    pub fn value(&self, field: usize) -> Option<Value> {
        let number = self.number(field).map(Value::Number);
        let flag = || self.flag(field).map(Value::Flag);
        let word = || self.word(field).cloned().map(Value::Word);
        number.or_else(flag).or_else(word)
    }

    /// Line of the file.
    pub fn line(&self) -> usize {
        self.table
            .lines
            .get(self.row)
            .map_or(0, |line| *line as usize)
    }
}

impl Accounts {
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// Puts another word, or none, in the place of each word of a column.
    pub fn reword(&mut self, field: usize, new: impl Fn(&Id) -> Option<Id>) {
        let Some(Column::Words(codes)) = self.columns.get_mut(field) else {
            return;
        };
        let mut changed: BTreeMap<u32, u32> = BTreeMap::from([(0, 0)]);
        for code in codes {
            let old = (*code as usize).checked_sub(1);
            let word = old.and_then(|old| self.words.get(old)).cloned();
            *code = *changed.entry(*code).or_insert_with(|| {
                word.as_ref().and_then(&new).map_or(0, |word| {
                    self.words.push(word);
                    u32::try_from(self.words.len()).unwrap_or(0)
                })
            });
        }
    }

    pub fn at(&self, row: usize) -> Account<'_> {
        Account { table: self, row }
    }

    pub fn iter(&self) -> impl Iterator<Item = Account<'_>> {
        (0..self.len()).map(|row| self.at(row))
    }
}

/// Accounts while they are being read.
#[derive(Debug, Clone)]
pub struct AccountsBuilder {
    table: Accounts,
    known: BTreeMap<Id, u32>,
}

impl AccountsBuilder {
    pub fn new(fields: &Fields, file: &str) -> Self {
        let column = |kind: FieldType| match kind {
            FieldType::Bool => Column::Flags(Vec::new()),
            kind if kind.is_numeric() => Column::Numbers(Numbers::default()),
            _ => Column::Words(Vec::new()),
        };
        Self {
            table: Accounts {
                file: file.into(),
                lines: Vec::new(),
                columns: fields.iter().map(|field| column(field.kind)).collect(),
                words: Vec::new(),
            },
            known: BTreeMap::new(),
        }
    }

    /// Adds a row: one value for each field, each valid for its field.
    pub fn push(&mut self, line: usize, values: &[Option<Value>]) {
        self.table
            .lines
            .push(u32::try_from(line).unwrap_or(u32::MAX));
        for (position, value) in values.iter().enumerate() {
            let code = match value {
                Some(Value::Word(word)) => self.code(word),
                _ => 0,
            };
            match (self.table.columns.get_mut(position), value) {
                (Some(Column::Numbers(Numbers(numbers))), Some(Value::Number(number))) => {
                    numbers.push(*number + 0.0);
                }
                (Some(Column::Numbers(Numbers(numbers))), _) => numbers.push(f64::NAN),
                (Some(Column::Flags(flags)), Some(Value::Flag(flag))) => flags.push(Some(*flag)),
                (Some(Column::Flags(flags)), _) => flags.push(None),
                (Some(Column::Words(words)), _) => words.push(code),
                (None, _) => {}
            }
        }
    }

    fn code(&mut self, word: &Id) -> u32 {
        if let Some(code) = self.known.get(word) {
            return *code;
        }
        self.table.words.push(word.clone());
        let code = u32::try_from(self.table.words.len()).unwrap_or(0);
        self.known.insert(word.clone(), code);
        code
    }

    pub fn finish(mut self) -> Accounts {
        let table = &mut self.table;
        table.lines.shrink_to_fit();
        table.words.shrink_to_fit();
        for column in &mut table.columns {
            match column {
                Column::Numbers(Numbers(numbers)) => numbers.shrink_to_fit(),
                Column::Flags(flags) => flags.shrink_to_fit(),
                Column::Words(words) => words.shrink_to_fit(),
            }
        }
        self.table
    }
}

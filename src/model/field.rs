//! The declarations of input fields: what may be answered, and how a person calls it.

use std::collections::BTreeMap;

use super::{Id, Reason, Text, Value, is_date};
use crate::error::nearest;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldType {
    Number,
    Integer,
    Percent,
    Money,
    Enum,
    Bool,
    Text,
    /// A day, `YYYY-MM-DD`.
    Date,
    List,
}

impl FieldType {
    pub const ALL: [(&'static str, Self); 9] = [
        ("number", Self::Number),
        ("integer", Self::Integer),
        ("percent", Self::Percent),
        ("money", Self::Money),
        ("enum", Self::Enum),
        ("bool", Self::Bool),
        ("text", Self::Text),
        ("date", Self::Date),
        ("list", Self::List),
    ];

    pub fn name(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(_, kind)| *kind == self)
            .map_or("text", |(name, _)| name)
    }

    pub fn is_numeric(self) -> bool {
        matches!(
            self,
            Self::Number | Self::Integer | Self::Percent | Self::Money
        )
    }
}

/// One possible answer of an enum or list.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    pub id: Id,
    pub label: Text,
    /// What the word means here, for the questionnaire.
    pub anchor: Option<Text>,
}

/// One input field of a pack.
#[derive(Debug, Clone)]
pub struct Field {
    pub id: Id,
    pub label: Text,
    pub question: Text,
    pub kind: FieldType,
    pub unit: Option<String>,
    /// What a report prints behind the number.
    pub unit_label: Option<Text>,
    /// The same behind a single one, where it is another word: `1 Jahr`, `2 Jahre`.
    pub unit_one: Option<Text>,
    /// Whom to ask.
    pub ask: Option<Text>,
    pub min: Option<f64>,
    pub max: Option<f64>,
    /// Exclusive lower limit.
    pub above: Option<f64>,
    /// A text of exactly so many Latin letters (a currency code).
    pub letters: Option<usize>,
    /// The letters must be capitals.
    pub capitals: bool,
    /// What an empty answer means; without it, it is unknown.
    pub default: Option<Value>,
    pub choices: Vec<Choice>,
    pub anchor: Option<Text>,
    pub aliases: Vec<String>,
}

impl Field {
    /// The value, if it lies in the field's range or list.
    ///
    /// # Errors
    /// A reason that says what was found and what is allowed.
    pub fn accept(&self, value: Value) -> Result<Value, Reason> {
        match (&value, self.kind) {
            (Value::Number(number), kind) if kind.is_numeric() => self.in_range(*number)?,
            (Value::Flag(_), FieldType::Bool) => {}
            (Value::Word(word), FieldType::Enum) => self.is_choice(word)?,
            (Value::Word(word), FieldType::Text) if !word.trim().is_empty() => {
                self.is_code(word)?
            }
            (Value::Word(word), FieldType::Date) if is_date(word) => {}
            (Value::List(words), FieldType::List) => {
                words.iter().try_for_each(|word| self.is_choice(word))?;
            }
            _ => return Err(self.wrong_type()),
        }
        Ok(value)
    }

    pub fn wrong_type(&self) -> Reason {
        Reason::new(format!("reject.not_{}", self.kind.name())).with("allowed", self.allowed())
    }

    /// Whether it accepts this number.
    pub fn takes(&self, number: f64) -> bool {
        self.kind.is_numeric() && self.has_form(number) && self.has_size(number)
    }

    fn has_form(&self, number: f64) -> bool {
        let whole = self.kind != FieldType::Integer || number.fract() == 0.0;
        number.is_finite() && whole
    }

    fn has_size(&self, number: f64) -> bool {
        self.min.is_none_or(|min| number >= min)
            && self.max.is_none_or(|max| number <= max)
            && self.above.is_none_or(|above| number > above)
    }

    fn in_range(&self, number: f64) -> Result<(), Reason> {
        match (self.has_form(number), self.has_size(number)) {
            (false, _) => Err(self.wrong_type()),
            (true, false) => Err(Reason::new("reject.range").with("allowed", self.allowed())),
            (true, true) => Ok(()),
        }
    }

    fn is_code(&self, word: &str) -> Result<(), Reason> {
        let Some(letters) = self.letters else {
            return Ok(());
        };
        let fits = |c: char| c.is_ascii_uppercase() || (!self.capitals && c.is_ascii_lowercase());
        if word.chars().count() == letters && word.chars().all(fits) {
            return Ok(());
        }
        let key = if self.capitals {
            "reject.capitals"
        } else {
            "reject.letters"
        };
        Err(Reason::new(key).with("letters", letters as f64))
    }

    fn is_choice(&self, word: &str) -> Result<(), Reason> {
        if self.choices.iter().any(|choice| &*choice.id == word) {
            return Ok(());
        }
        Err(Reason::new("reject.choice").with("allowed", self.allowed()))
    }

    /// What may be answered, in signs that both languages share: `0…100`, `> 0`, `low, medium, high`.
    pub fn allowed(&self) -> Value {
        let bound = |limit: f64| super::number::short(limit, 6, super::Lang::En).replace(',', "");
        let text = match (self.kind, self.min, self.max, self.above) {
            (FieldType::Enum | FieldType::List, ..) => self
                .choices
                .iter()
                .map(|choice| &*choice.id)
                .collect::<Vec<_>>()
                .join(", "),
            (FieldType::Bool, ..) => "true, false".to_owned(),
            (FieldType::Date, ..) => "YYYY-MM-DD".to_owned(),
            (FieldType::Text, ..) => self
                .letters
                .map_or_else(|| "…".to_owned(), |letters| "X".repeat(letters)),
            (_, Some(min), Some(max), _) => format!("{}…{}", bound(min), bound(max)),
            (_, Some(min), None, _) => format!("≥ {}", bound(min)),
            (_, None, Some(max), _) => format!("≤ {}", bound(max)),
            (_, None, None, Some(above)) => format!("> {}", bound(above)),
            (FieldType::Integer, ..) => "…, −1, 0, 1, …".to_owned(),
            _ => "0.5, 12, …".to_owned(),
        };
        Value::word(text)
    }
}

/// All fields of a pack, in the order of its file; found by id, label or alias.
#[derive(Debug, Clone, Default)]
pub struct Fields {
    list: Vec<Field>,
    by_id: BTreeMap<Id, usize>,
    by_heading: BTreeMap<String, usize>,
}

impl Fields {
    /// The fields, and those ids or headings that more than one of them claims.
    pub fn new(list: Vec<Field>) -> (Self, Vec<String>) {
        let mut fields = Self::default();
        let mut doubles = Vec::new();
        for (index, field) in list.iter().enumerate() {
            if fields.by_id.insert(field.id.clone(), index).is_some() {
                doubles.push(field.id.to_string());
            }
            for heading in headings(field) {
                let before = fields.by_heading.insert(folded(heading), index);
                if before.is_some_and(|before| before != index) {
                    doubles.push(heading.to_owned());
                }
            }
        }
        doubles.dedup();
        fields.list = list;
        (fields, doubles)
    }

    pub fn iter(&self) -> impl Iterator<Item = &Field> {
        self.list.iter()
    }

    pub fn len(&self) -> usize {
        self.list.len()
    }

    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    pub fn at(&self, index: usize) -> Option<&Field> {
        self.list.get(index)
    }

    pub fn get(&self, id: &str) -> Option<&Field> {
        self.position(id).and_then(|index| self.at(index))
    }

    pub fn position(&self, id: &str) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    /// The field that a column heading means: its id, a label in either language, or an alias.
    pub fn by_heading(&self, heading: &str) -> Option<usize> {
        self.by_heading.get(&folded(heading)).copied()
    }

    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.list.iter().map(|field| &*field.id)
    }

    /// The id, label or alias that a heading is nearest to, if it is near enough to be a slip.
    pub fn near_heading(&self, heading: &str) -> Option<&str> {
        let near = nearest(&folded(heading), self.by_heading.keys().map(String::as_str))?;
        let field = self.by_heading.get(near).and_then(|at| self.at(*at))?;
        headings(field).find(|heading| folded(heading) == near)
    }
}

fn headings(field: &Field) -> impl Iterator<Item = &str> {
    [&*field.id, field.label.de.as_str(), field.label.en.as_str()]
        .into_iter()
        .chain(field.aliases.iter().map(String::as_str))
}

/// Headings are compared without case, outer blanks and line breaks; a blank, a hyphen and an underscore are one.
fn folded(heading: &str) -> String {
    let words = heading.split(|c: char| c.is_whitespace() || matches!(c, '_' | '-' | '\u{ad}'));
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    words.join(" ").to_lowercase()
}

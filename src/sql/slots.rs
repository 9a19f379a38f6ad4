//! What rules can read, as columns of the query.

use super::expr::Sql;
use super::steps::Steps;
use crate::model::{Field, FieldType, Value};
use crate::pack::Pack;
use crate::rules::Symbols;

/// The column behind each symbol; none for what is always missing.
#[derive(Debug, Clone)]
pub(super) struct Slots<'p> {
    symbols: &'p Symbols,
    list: Vec<Option<Sql>>,
}

impl<'p> Slots<'p> {
    /// The fields of the table; nothing has been computed yet.
    pub(super) fn new(pack: &Pack, symbols: &'p Symbols, steps: &mut Steps) -> Self {
        let mut list: Vec<Option<Sql>> =
            pack.fields.iter().map(|field| fact(field, steps)).collect();
        list.resize(symbols.len(), None);
        Self { symbols, list }
    }

    /// Publishes a computed value for the rules that follow; none makes it missing.
    pub(super) fn publish(&mut self, symbol: &str, value: Option<Sql>) {
        let position = self.symbols.position(symbol);
        if let Some(place) = position.and_then(|position| self.list.get_mut(position)) {
            *place = value;
        }
    }

    pub(super) fn read_named(&self, symbol: &str) -> Option<Sql> {
        self.read(self.symbols.position(symbol)?)
    }

    pub(super) fn read(&self, position: usize) -> Option<Sql> {
        self.list.get(position).cloned().flatten()
    }
}

/// The column of a field, in its type, its default where it is empty. Rules cannot read lists.
fn fact(field: &Field, steps: &mut Steps) -> Option<Sql> {
    let dialect = steps.dialect;
    let kind = match field.kind {
        FieldType::List => return None,
        FieldType::Bool => "BOOLEAN",
        FieldType::Enum | FieldType::Text | FieldType::Date => dialect.string(),
        _ => dialect.double(),
    };
    let cast = format!("CAST({} AS {kind})", dialect.name(&field.id));
    let value = match field.kind {
        FieldType::Number | FieldType::Percent | FieldType::Money => dialect.fraction(&cast),
        _ => cast,
    };
    let value = match field
        .default
        .as_ref()
        .and_then(|value| literal(value, steps))
    {
        Some(default) => format!("COALESCE({value}, {})", default.text),
        None => value,
    };
    Some(steps.fact(&format!("f_{}", field.id), value))
}

fn literal(value: &Value, steps: &mut Steps) -> Option<Sql> {
    match value {
        Value::Number(number) => Some(steps.number(*number)),
        Value::Flag(flag) => Some(Sql::flag(*flag)),
        Value::Word(word) => Some(steps.word(word)),
        Value::List(_) => None,
    }
}

//! Which values a name in a rule can have, and which of them are worth trying: ends, limits, and what lies between.

use std::sync::Arc;

use crate::model::{Field, FieldType, Fields, Id};
use crate::rules::{Slot, Symbols, Type};

/// What a symbol can be.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Domain {
    Flag,
    Words(Arc<[Id]>),
    Number(Span),
    /// Texts, days and lists: a rule can only ask whether they are known.
    Open,
}

/// From `low` to `high`, each included where it is given.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Span {
    pub(super) low: Option<f64>,
    pub(super) high: Option<f64>,
    pub(super) whole: bool,
    pub(super) percent: bool,
}

impl Span {
    const POINTS: Self = Self {
        low: Some(0.0),
        high: Some(100.0),
        whole: false,
        percent: false,
    };

    const ANY: Self = Self {
        low: None,
        high: None,
        whole: false,
        percent: false,
    };

    fn of(field: &Field) -> Self {
        Self {
            low: field.min.or(field.above),
            high: field.max,
            whole: field.kind == FieldType::Integer,
            percent: field.kind == FieldType::Percent,
        }
    }

    pub(super) fn holds(self, value: f64) -> bool {
        self.low.is_none_or(|low| value >= low) && self.high.is_none_or(|high| value <= high)
    }

    /// The range in words, `0 to 100`, `0 and more`.
    pub(super) fn told(self) -> String {
        match (self.low, self.high) {
            (Some(low), Some(high)) => format!("{low} to {high}"),
            (Some(low), None) => format!("{low} and more"),
            (None, Some(high)) => format!("{high} and less"),
            (None, None) => "any number".to_owned(),
        }
    }

    /// Rising numbers of the range: its ends, the limits, their neighbours, and what lies between.
    pub(super) fn trials(self, limits: &[f64]) -> Vec<f64> {
        let mut marks: Vec<f64> = limits.to_vec();
        let far = limits
            .iter()
            .fold(1.0_f64, |far, limit| far.max(limit.abs()))
            * 2.0
            + 10.0;
        marks.push(self.low.unwrap_or(-far));
        marks.push(self.high.unwrap_or(far));
        marks.sort_by(f64::total_cmp);
        let mut trials = Vec::new();
        for (place, mark) in marks.iter().enumerate() {
            let step = if self.whole {
                1.0
            } else {
                mark.abs().max(1.0) * 1e-6
            };
            trials.extend([mark - step, *mark, mark + step]);
            if let Some(next) = marks.get(place + 1) {
                trials.push(mark + (next - mark) * 0.5);
            }
        }
        let settled = trials
            .into_iter()
            .map(|one| if self.whole { one.round() } else { one });
        let mut kept: Vec<f64> = settled.filter(|one| self.holds(*one)).collect();
        kept.sort_by(f64::total_cmp);
        kept.dedup();
        kept
    }
}

impl Domain {
    pub(super) fn of(symbols: &Symbols, fields: &Fields, position: usize) -> Self {
        let Some(symbol) = symbols.at(position) else {
            return Self::Open;
        };
        match &symbol.kind {
            Type::Flag => Self::Flag,
            Type::Word(Some(words)) => Self::Words(words.clone()),
            Type::Number { .. } => Self::Number(span(symbols, fields, position, &symbol.name)),
            _ => Self::Open,
        }
    }

    /// Its values to try, in rising order; `words` stand in for texts.
    pub(super) fn slots(&self, limits: &[f64], words: &[Id]) -> Vec<Slot> {
        match self {
            Self::Flag => vec![Slot::Flag(false), Slot::Flag(true)],
            Self::Words(words) => words.iter().cloned().map(Slot::Word).collect(),
            Self::Number(span) => span.trials(limits).into_iter().map(Slot::Number).collect(),
            Self::Open => {
                let other = std::iter::once(Id::from("…"));
                other.chain(words.iter().cloned()).map(Slot::Word).collect()
            }
        }
    }
}

fn span(symbols: &Symbols, fields: &Fields, position: usize, name: &str) -> Span {
    match fields.get(name).filter(|_| symbols.is_field(position)) {
        Some(field) => Span::of(field),
        None if name.starts_with("scores.") || name.ends_with("_score") => Span::POINTS,
        None => Span::ANY,
    }
}

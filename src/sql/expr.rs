//! One SQL expression. NULL means that a rule ends here without a value: something is missing or went wrong.

use std::collections::BTreeSet;

/// An expression that can stand as an operand: a name, a literal, a call, a CASE, or in parentheses.
#[derive(Debug, Clone)]
pub(super) struct Sql {
    pub(super) text: String,
    /// Columns of the query that it reads.
    pub(super) uses: BTreeSet<usize>,
    /// Never NULL, as long as what the rule at hand needs is known.
    pub(super) total: bool,
    /// The number that it always is.
    pub(super) constant: Option<f64>,
}

impl Sql {
    /// An expression made of these parts.
    pub(super) fn of<'s>(text: String, parts: impl IntoIterator<Item = &'s Self>) -> Self {
        let uses = parts.into_iter().flat_map(|part| part.uses.iter().copied());
        Self {
            text,
            uses: uses.collect(),
            total: false,
            constant: None,
        }
    }

    /// An expression that reads nothing and is never NULL.
    pub(super) fn literal(text: impl Into<String>) -> Self {
        Self::of(text.into(), []).sure(true)
    }

    pub(super) fn flag(flag: bool) -> Self {
        Self::literal(if flag { "TRUE" } else { "FALSE" })
    }

    #[must_use]
    pub(super) fn sure(mut self, total: bool) -> Self {
        self.total = total;
        self
    }

    /// Whether it may be written twice as it is.
    pub(super) fn is_atom(&self) -> bool {
        self.text.len() <= 16 || !self.text.contains([' ', '('])
    }

    /// Whether it has a value.
    pub(super) fn known(&self) -> Self {
        if self.total {
            return Self::flag(true);
        }
        Self::of(format!("({} IS NOT NULL)", self.text), [self]).sure(true)
    }

    pub(super) fn not(&self) -> Self {
        Self::of(format!("(NOT {})", self.text), [self]).sure(self.total)
    }

    /// True only where it is true; false where it is not, or not known.
    pub(super) fn holds(&self) -> Self {
        if self.total {
            return self.clone();
        }
        Self::of(format!("COALESCE({}, FALSE)", self.text), [self]).sure(true)
    }

    /// The terms joined by an operator, from the left to the right. There is at least one term.
    pub(super) fn joined(terms: &[Self], operator: &str) -> Self {
        if let [one] = terms {
            return one.clone();
        }
        let texts: Vec<&str> = terms.iter().map(|term| term.text.as_str()).collect();
        let total = terms.iter().all(|term| term.total);
        Self::of(format!("({})", texts.join(operator)), terms).sure(total)
    }

    /// A CASE of conditions and values, tried in order; NULL where none holds and nothing else is said.
    pub(super) fn case(branches: &[(Self, Self)], otherwise: Option<&Self>) -> Self {
        let mut text = "CASE".to_owned();
        for (when, then) in branches {
            text.push_str(&format!(" WHEN {} THEN {}", when.text, then.text));
        }
        if let Some(otherwise) = otherwise {
            text.push_str(&format!(" ELSE {}", otherwise.text));
        }
        text.push_str(" END");
        let parts = branches.iter().flat_map(|(when, then)| [when, then]);
        let total =
            otherwise.is_some_and(|one| one.total) && branches.iter().all(|(_, then)| then.total);
        Self::of(text, parts.chain(otherwise)).sure(total)
    }

    /// The value where the condition holds, else NULL.
    pub(super) fn only_if(when: &Self, then: &Self) -> Self {
        if when.text == "TRUE" {
            return then.clone();
        }
        Self::case(&[(when.clone(), then.clone())], None)
    }

    /// The first value where the condition holds, the second where it does not, NULL where it is unknown.
    /// The condition is written twice.
    pub(super) fn either(when: &Self, then: &Self, otherwise: &Self) -> Self {
        if when.total {
            return Self::case(&[(when.clone(), then.clone())], Some(otherwise));
        }
        let branches = [
            (when.clone(), then.clone()),
            (when.not(), otherwise.clone()),
        ];
        Self::case(&branches, None)
    }

    /// The least of columns that all have a value: with NULL the engines disagree.
    pub(super) fn least(columns: &[Self]) -> Self {
        Self::extreme(columns, "LEAST")
    }

    /// The greatest of columns that all have a value.
    pub(super) fn greatest(columns: &[Self]) -> Self {
        Self::extreme(columns, "GREATEST")
    }

    fn extreme(columns: &[Self], function: &str) -> Self {
        if let [one] = columns {
            return one.clone();
        }
        let texts: Vec<&str> = columns.iter().map(|one| one.text.as_str()).collect();
        let total = columns.iter().all(|one| one.total);
        Self::of(format!("{function}({})", texts.join(", ")), columns).sure(total)
    }
}

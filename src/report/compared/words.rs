//! The figures of a comparison in words.

use crate::model::{Parts, number};
use crate::report::words::Words;

impl Words<'_> {
    /// `54,3 → 58,1`; a dash where there is no figure.
    pub(in crate::report) fn way(&self, old: Option<f64>, new: Option<f64>) -> String {
        format!("{} → {}", self.figure(old), self.figure(new))
    }

    pub(super) fn figure(&self, value: Option<f64>) -> String {
        value.map_or_else(|| "–".to_owned(), |value| self.tenth(value))
    }

    /// With its sign: `+3,8`, `−1,2`, `0,0`.
    pub(super) fn signed(&self, value: f64) -> String {
        let text = self.tenth(value);
        let plus = number::rounded(value, 1) > 0.0;
        if plus { format!("+{text}") } else { text }
    }

    /// The difference of the two figures as they are printed.
    pub(in crate::report) fn change(&self, old: Option<f64>, new: Option<f64>) -> String {
        match (old, new) {
            (Some(old), Some(new)) => {
                self.signed(number::rounded(new, 1) - number::rounded(old, 1))
            }
            _ => "–".to_owned(),
        }
    }

    /// Data, rules, coverage, waivers, with their signs, adding up to the change as printed.
    pub(super) fn parts(
        &self,
        parts: Option<Parts>,
        old: Option<f64>,
        new: Option<f64>,
    ) -> [String; 4] {
        match (parts, old, new) {
            (Some(parts), Some(old), Some(new)) => parts
                .printed(old, new, 1)
                .all()
                .map(|part| self.signed(part)),
            _ => std::array::from_fn(|_| "–".to_owned()),
        }
    }
}

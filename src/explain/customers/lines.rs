//! Formulas in words, with the numbers put in.

use super::Desk;
use crate::model::AxisScore;
use crate::model::Points;

/// Most terms of a sum that are written out.
const TERMS: usize = 12;

impl Desk<'_> {
    pub(super) fn number(&self, value: f64) -> String {
        self.case.exact(value)
    }

    pub(super) fn say(&self, de: &'static str, en: &'static str) -> &'static str {
        self.case.say(de, en)
    }

    /// `label: text`, below a heading.
    pub(super) fn line(&self, label: &str, text: &str) -> String {
        format!("  {label}: {text}\n")
    }

    /// `11 + 7.6 + 6`; the first terms where there are many.
    pub(super) fn sum(&self, terms: impl Iterator<Item = f64>) -> String {
        self.terms(terms.map(|term| self.number(term)))
    }

    /// Terms of a sum as they are written.
    pub(super) fn terms(&self, terms: impl Iterator<Item = String>) -> String {
        let terms: Vec<String> = terms.collect();
        let shown = terms.get(..TERMS).unwrap_or(&terms);
        let text = shown.join(" + ");
        match terms.len() - shown.len() {
            0 => text,
            rest => format!("{text} + … ({rest} {})", self.say("weitere", "more")),
        }
    }

    /// `(25 × 100 + 20 × 60) ÷ 45 = 82.2`; a dash where nothing is known.
    pub(super) fn mean(&self, axis: &AxisScore) -> String {
        let Some(score) = axis.score else {
            return "–".to_owned();
        };
        let known = || {
            axis.parts().filter_map(|(criterion, points)| match points {
                Points::Scored(points) => Some((criterion.weight, points)),
                _ => None,
            })
        };
        let terms: Vec<String> = known()
            .map(|(weight, points)| format!("{} × {}", self.number(weight), self.number(points)))
            .collect();
        let base: f64 = known().map(|(weight, _)| weight).sum();
        let terms = terms.join(" + ");
        let (base, score) = (self.number(base), self.number(score));
        format!("({terms}) ÷ {base} = {score}")
    }
}

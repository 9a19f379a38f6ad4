//! How a column writes its numbers, decided over all of its cells and never by one of them.

use super::number::{Mark, Shape, Signs};
use super::{Decimal, Unit, has_decimal_point};
use crate::model::Reason;

/// What all cells of a column share.
#[derive(Debug, Clone, Default)]
pub(in crate::input) struct Style {
    pub(super) decimal: Decimal,
    /// A cell that proves the sign, where another proves the other one.
    pub(super) contradicted: Option<String>,
    /// The unit that the heading names.
    pub(super) unit: Option<Unit>,
    /// Other cells of the column carry a percent sign.
    pub(super) percent: bool,
    /// Nothing says whether numbers up to 1 are shares or percentages.
    pub(super) share: bool,
    /// A mapping names the sign.
    mapped: bool,
}

impl Style {
    /// That of a column of which nothing is known but its sign.
    pub(in crate::input) fn of(decimal: Decimal) -> Self {
        Self {
            decimal,
            ..Self::default()
        }
    }

    /// The same, where this cell proves its sign and others the other one.
    pub(in crate::input) fn contradicted_by(mut self, cell: &str) -> Self {
        self.contradicted = Some(cell.to_owned());
        self
    }

    pub(in crate::input) fn with_unit(mut self, unit: Option<Unit>) -> Self {
        self.unit = unit;
        self
    }

    /// The same, where numbers up to 1 may be shares.
    pub(in crate::input) fn of_shares(mut self, share: bool) -> Self {
        self.share = share;
        self
    }

    pub(in crate::input) fn mapped(mut self, mapped: bool) -> Self {
        self.mapped = mapped;
        self
    }

    pub(in crate::input) fn mark(&self) -> Option<Mark> {
        self.decimal.mark()
    }

    /// Its sign, if no cell of the column contradicts it.
    pub(in crate::input) fn settled(&self) -> Option<Mark> {
        self.mark().filter(|_| self.contradicted.is_none())
    }

    /// Its cells are what programs write.
    pub(super) fn is_plain(&self) -> bool {
        self.decimal != Decimal::Comma
            && self.contradicted.is_none()
            && self.unit.is_none()
            && !self.percent
            && !self.share
    }

    /// The cell that proves the other sign, as a reason to refuse this one.
    pub(super) fn against(&self) -> Reason {
        let sign = self
            .mark()
            .map_or_else(String::new, |mark| mark.sign().to_string());
        if self.mapped {
            return Reason::new("reject.mapped_decimal").with("sign", sign.as_str());
        }
        let other = self.contradicted.as_deref().unwrap_or("--decimal");
        Reason::new("reject.decimal")
            .with("sign", sign.as_str())
            .with("other", other)
    }
}

/// What the cells of a column prove, counted.
#[derive(Debug, Clone, Default)]
pub(in crate::input) struct Votes {
    point: Vote,
    comma: Vote,
    percent: bool,
    share: bool,
}

#[derive(Debug, Clone, Default)]
struct Vote {
    cells: usize,
    /// The first of them, with its line.
    first: Option<(String, usize)>,
}

impl Vote {
    fn count(&mut self, text: &str, line: usize) {
        self.cells += 1;
        self.first.get_or_insert_with(|| (text.to_owned(), line));
    }

    fn example(&self) -> Option<String> {
        let (text, line) = self.first.as_ref()?;
        Some(format!("{text} ({line})"))
    }
}

impl Votes {
    /// What one cell says.
    pub(in crate::input) fn of(cell: &str) -> Self {
        let mut votes = Self::default();
        votes.see(cell, 0);
        votes
    }

    /// Nothing but what programs write.
    pub(in crate::input) fn is_plain(&self) -> bool {
        !self.is_comma() && !self.percent
    }

    pub(in crate::input) fn is_comma(&self) -> bool {
        self.comma.cells > 0
    }

    pub(in crate::input) fn has_percent(&self) -> bool {
        self.percent
    }

    /// A cell below 1 carries no percent sign.
    pub(in crate::input) fn has_share(&self) -> bool {
        self.share
    }

    /// The first cell that proves a decimal point, with its line.
    pub(in crate::input) fn point(&self) -> Option<String> {
        self.point.example()
    }

    /// A cell of the column, and the line that it stands in.
    pub(in crate::input) fn see(&mut self, cell: &str, line: usize) {
        let text = super::trimmed(cell);
        if text.is_empty() || text.bytes().all(|byte| byte.is_ascii_digit()) {
            return;
        }
        self.share |= is_below_one(text);
        if has_decimal_point(text) {
            return self.point.count(text, line);
        }
        self.percent |= text.ends_with('%');
        match super::form::shape(text).map(|shape: Shape| shape.signs()) {
            Some(Signs::Proves(Mark::Point)) => self.point.count(text, line),
            Some(Signs::Proves(Mark::Comma)) => self.comma.count(text, line),
            _ => {}
        }
    }

    /// The sign that every proof speaks for.
    pub(in crate::input) fn proven(&self) -> Option<Mark> {
        match (self.point.cells, self.comma.cells) {
            (0, 0) => None,
            (_, 0) => Some(Mark::Point),
            (0, _) => Some(Mark::Comma),
            _ => None,
        }
    }

    /// What the column's cells are read by. `forced` is the user's word, `beside` what other columns prove.
    ///
    /// Cells that contradict the others are refused; so are those that then could be either.
    pub(in crate::input) fn style(&self, forced: Option<Mark>, beside: Option<Mark>) -> Style {
        let decimal = forced.or(self.proven());
        let mut style = Style {
            percent: self.percent,
            ..Style::default()
        };
        if let Some(mark) = decimal {
            style.decimal = mark.into();
            return style;
        }
        let (point, comma) = (&self.point, &self.comma);
        if point.cells > 0 && comma.cells > 0 {
            let (mark, example) = match comma.cells > point.cells {
                true => (Mark::Comma, comma.example()),
                false => (Mark::Point, point.example()),
            };
            style.decimal = mark.into();
            style.contradicted = example;
            return style;
        }
        // A point that other columns prove settles nothing: `1.200` would be read as 1.2.
        if beside == Some(Mark::Comma) {
            style.decimal = Decimal::Comma;
        }
        style
    }
}

/// `0,45`, `.5`: a number between 0 and 1, and nothing behind it.
fn is_below_one(text: &str) -> bool {
    let text = text.trim_start_matches(['+', '-']);
    let text = text.strip_prefix('0').unwrap_or(text);
    let digits = text.strip_prefix([',', '.']).unwrap_or_default();
    digits.bytes().all(|byte| byte.is_ascii_digit()) && digits.bytes().any(|byte| byte != b'0')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn style(cells: &[&str], beside: Option<Mark>) -> Style {
        let mut votes = Votes::default();
        for (line, cell) in cells.iter().enumerate() {
            votes.see(cell, line + 2);
        }
        votes.style(None, beside)
    }

    #[test]
    fn one_cell_proves_the_sign_of_its_column() {
        assert_eq!(style(&["1.200", "62,5"], None).decimal, Decimal::Comma);
        assert_eq!(
            style(&["1.200", "1.234,56 T€"], None).decimal,
            Decimal::Comma
        );
        assert_eq!(style(&["1.200", "3.5"], None).decimal, Decimal::Point);
        assert_eq!(style(&["1.200", "850"], None).decimal, Decimal::Unsettled);
    }

    #[test]
    fn other_columns_settle_a_comma_and_never_a_point() {
        assert_eq!(style(&["1.200"], Some(Mark::Comma)).decimal, Decimal::Comma);
        assert_eq!(
            style(&["1.200"], Some(Mark::Point)).decimal,
            Decimal::Unsettled
        );
    }

    #[test]
    fn the_rarer_of_two_signs_contradicts() {
        let found = style(&["62,5", "1,5", "3.25"], None);
        assert_eq!(found.decimal, Decimal::Comma);
        assert_eq!(found.contradicted.as_deref(), Some("62,5 (2)"));
    }
}

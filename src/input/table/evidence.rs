//! What parts of a table showed of how it is written. Cells were read before all of them were seen; at the end it is
//! known whether they would have been read in the same way.

use super::Head;
use super::part::Part;
use crate::error::{Error, Kind, Place};
use crate::input::cell::{Mark, Votes, is_either};
use crate::input::log::{Log, Nameless};
use crate::model::{Decision, Example, Reason};

/// The cells of a column that can change how others are read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Evidence {
    /// Cells that prove a decimal point; those of a row that was read twice may count twice.
    pub(super) points: usize,
    pub(super) commas: usize,
    /// Cells such as `1.200`.
    pub(super) eithers: usize,
    /// A number between 0 and 1.
    pub(super) fraction: bool,
    pub(super) percent: bool,
}

/// What one cell says that is no plain number.
#[derive(Debug)]
pub(super) struct Cell {
    pub(super) votes: Votes,
    /// It is one such as `1.200`.
    pub(super) either: bool,
    /// It begins like a number below 1.
    fraction: bool,
}

impl Cell {
    pub(super) fn of(text: &str) -> Self {
        let digits = text.trim_start_matches(['+', '-']);
        Self {
            votes: Votes::of(text),
            either: is_either(text),
            fraction: digits.starts_with(['0', '.', ',']),
        }
    }
}

impl Evidence {
    pub(super) fn see(&mut self, cell: &Cell) {
        match cell.votes.proven() {
            Some(Mark::Point) => self.points += 1,
            Some(Mark::Comma) => self.commas += 1,
            None => {}
        }
        self.eithers += usize::from(cell.either);
        self.fraction |= cell.fraction;
        self.percent |= cell.votes.has_percent();
    }

    fn add(&mut self, other: Self) {
        self.points += other.points;
        self.commas += other.commas;
        self.eithers += other.eithers;
        self.fraction |= other.fraction;
        self.percent |= other.percent;
    }
}

/// All parts of one table so far.
#[derive(Debug, Default)]
pub struct Seen {
    evidence: Vec<Evidence>,
    /// The first row that only the whole table can tell from a record.
    odd: Option<usize>,
    left_out: Vec<Example>,
    left_out_count: usize,
    log: Log,
    nameless: Nameless,
}

impl Seen {
    /// Takes what a part showed; parts come in order.
    pub fn add(&mut self, part: &mut Part) {
        self.evidence
            .resize(part.evidence.len(), Evidence::default());
        for (own, other) in self.evidence.iter_mut().zip(&part.evidence) {
            own.add(*other);
        }
        self.odd = self.odd.or(part.odd);
        self.left_out_count += part.left_out.len();
        let room = Decision::EXAMPLES.saturating_sub(self.left_out.len());
        let left_out = std::mem::take(&mut part.left_out);
        self.left_out.extend(left_out.into_iter().take(room));
        self.log.add(std::mem::take(&mut part.log));
        self.nameless.add(std::mem::take(&mut part.nameless));
    }

    /// That the table as a whole says something else than its parts did.
    pub(super) fn fault(&self, head: &Head) -> Option<Error> {
        if let Some(line) = self.odd {
            let detail = "this row is written in another way than those before, and only the whole table tells what it is";
            return Some(Error::new(Kind::Input, detail).at(Place::line(head.file(), line)));
        }
        let eithers = self.evidence.iter().any(|one| one.eithers > 0);
        let column = self.evidence.iter().enumerate().position(|(column, one)| {
            // Twice as many, because points may count twice.
            let settled = head.point(column).is_some() && one.points >= 2 * one.commas && !eithers;
            let signs = one.points > 0 && one.commas > 0 && !settled;
            let gainsaid = head.point_said && one.commas > 0;
            signs || gainsaid || ((one.percent || one.commas > 0) && one.fraction)
        })?;
        let heading = head.heading(column);
        let detail = format!(
            "the column `{heading}` writes its numbers in two ways, and the first rows showed only one"
        );
        let place = Place {
            column: Some(column + 1),
            ..Place::file(head.file())
        };
        Some(Error::new(Kind::Input, detail).at(place))
    }

    /// What was decided about the table.
    pub(super) fn decisions(self, head: &Head) -> Vec<Decision> {
        let left_out = (self.left_out_count > 0).then(|| {
            let what = Reason::new("import.total");
            Decision::of_table(what, self.left_out_count).showing(self.left_out)
        });
        let cells = self.log.finish().chain(self.nameless.finish());
        let all = head.decisions.iter().cloned().chain(left_out);
        all.chain(cells).collect()
    }
}

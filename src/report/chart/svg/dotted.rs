//! Dotted lines: they run above the level of the unit where they end, those to one unit in one lane.

use std::fmt::Write as _;

use super::card::Card;
use super::{Picture, path};
use crate::model::number::fixed;
use crate::report::chart::layout::BOX_WIDTH;
use crate::report::chart::sheet::Sheet;

pub(super) const DOTTED: &str = "#7b8794";
pub(super) const NEW_DOTTED: &str = "#b45309";
/// Dotted lines to different units run in different lanes, so far apart.
pub(super) const LANE: f64 = 5.0;
pub(super) const MOST_LANES: usize = 6;

/// Where lines can begin and end at a box.
pub(super) struct Side {
    /// The middle of the box.
    x: f64,
    top: f64,
    middle: f64,
    head: bool,
}

impl Picture<'_> {
    /// All dotted lines of one kind to one unit: they meet above its level, in a lane of their own, or beside it.
    pub(super) fn dotted(&mut self, to: usize, new: bool) {
        let lines = self.sheet.drawing.dotted.iter();
        let lines = lines.filter(|line| line.to == to && line.new == new);
        let from: Vec<Side> = lines.map(|line| self.side(line.from)).collect();
        if from.is_empty() {
            return;
        }
        let lane = self.targets.iter().position(|target| *target == to);
        let lane = (lane.unwrap_or(0) % MOST_LANES) as f64;
        let to = self.side(to);
        if to.head {
            self.meet_above(&from, &to, lane, new);
        } else {
            self.meet_beside(&from, &to, lane, new);
        }
    }

    fn meet_above(&mut self, from: &[Side], to: &Side, lane: f64, new: bool) {
        let lane_y = to.top - 5.0 - lane * LANE;
        let from_left = from.iter().any(|side| side.x < to.x);
        let entry = if from_left { to.x - 20.0 } else { to.x + 20.0 };
        let (mut left, mut right) = (entry, entry);
        for side in from {
            let same_level = side.head && (side.top - to.top).abs() < 1.0;
            let points = if same_level {
                let facing = if side.x < to.x { 1.0 } else { -1.0 };
                let x = side.x + facing * (14.0 + lane * LANE);
                vec![(x, side.top), (x, lane_y)]
            } else {
                let x = side.x + aside(lane);
                let edge = side.x + BOX_WIDTH / 2.0;
                vec![(edge, side.middle), (x, side.middle), (x, lane_y)]
            };
            let x = points.last().map_or(entry, |(x, _)| *x);
            (left, right) = (left.min(x), right.max(x));
            self.dotted_path(&points, new);
        }
        self.dotted_path(&[(left, lane_y), (right, lane_y)], new);
        self.dotted_path(&[(entry, lane_y), (entry, to.top)], new);
        self.dot(entry, to.top, new);
    }

    fn meet_beside(&mut self, from: &[Side], to: &Side, lane: f64, new: bool) {
        let edge = to.x + BOX_WIDTH / 2.0;
        for side in from {
            let x = side.x.max(to.x) + aside(lane);
            let start = (side.x + BOX_WIDTH / 2.0, side.middle);
            let turn = [start, (x, side.middle), (x, to.middle), (edge, to.middle)];
            self.dotted_path(&turn, new);
        }
        self.dot(edge, to.middle, new);
    }

    fn dotted_path(&mut self, points: &[(f64, f64)], new: bool) {
        let (colour, stroke) = dotted_look(new);
        let path = path(points.iter().copied());
        let _ = writeln!(
            self.out,
            "<path d=\"{path}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"{stroke}\" stroke-dasharray=\"6 4\"/>"
        );
    }

    fn dot(&mut self, x: f64, y: f64, new: bool) {
        let (x, y, colour) = (fixed(x, 1), fixed(y, 1), dotted_look(new).0);
        let _ = writeln!(
            self.out,
            "<circle cx=\"{x}\" cy=\"{y}\" r=\"3\" fill=\"{colour}\"/>"
        );
    }

    fn side(&self, unit: usize) -> Side {
        let at = self.at(unit);
        let height = self.cards.get(unit).map_or(0.0, Card::height);
        Side {
            x: at.x + BOX_WIDTH / 2.0,
            top: at.y,
            middle: at.y + height / 2.0,
            head: self.layout.heads.get(unit) == Some(&true),
        }
    }
}

pub(super) fn targets(sheet: &Sheet<'_>) -> Vec<usize> {
    let mut targets: Vec<usize> = sheet.drawing.dotted.iter().map(|line| line.to).collect();
    targets.sort_unstable();
    targets.dedup();
    targets
}

/// From the middle of a box to a dotted line beside it.
fn aside(lane: f64) -> f64 {
    BOX_WIDTH / 2.0 + 4.0 + lane % 3.0 * 3.0
}

fn dotted_look(new: bool) -> (&'static str, &'static str) {
    if new {
        (NEW_DOTTED, "1.8")
    } else {
        (DOTTED, "1.3")
    }
}

//! What the shapes, colours and lines of a picture mean.

use std::fmt::Write as _;

use super::dotted::{DOTTED, NEW_DOTTED};
use super::{INK, MARGIN, Picture, SMALL};
use crate::model::number::fixed;
use crate::model::{DrawnUnit, UnitKind, UnitState};
use crate::report::chart::layout::Point;
use crate::report::chart::lettering::width;

impl Picture<'_> {
    /// What the shapes and lines of this picture mean; gives the place below.
    pub(super) fn legend(&mut self, y: f64) -> f64 {
        let (mut x, mut y) = (MARGIN, y);
        for (sample, word) in self.samples() {
            let needed = 34.0 + width(word, SMALL) + 18.0;
            if x > MARGIN && x + needed > self.width - MARGIN {
                (x, y) = (MARGIN, y + 22.0);
            }
            match sample {
                Sample::Box(unit) => self.shape(&unit, Point { x, y: y - 11.0 }, 26.0, 14.0),
                Sample::Dotted(colour) => {
                    let _ = writeln!(
                        self.out,
                        "<path d=\"M{} {}h26\" stroke=\"{colour}\" stroke-width=\"2\" stroke-dasharray=\"6 4\"/>",
                        fixed(x, 1),
                        fixed(y - 4.0, 1)
                    );
                }
            }
            self.letters(x + 32.0, y, SMALL, INK, "start", word);
            x += needed;
        }
        y + 24.0
    }

    /// Only what the picture has in it.
    fn samples(&self) -> Vec<(Sample, &'static str)> {
        let labels = self.sheet.labels;
        let sample = |kind, state, kam| DrawnUnit {
            kind,
            state,
            kam,
            ..blank()
        };
        let kinds = [
            (UnitKind::Line, labels.line),
            (UnitKind::Staff, labels.staff),
            (UnitKind::Board, labels.board),
        ];
        let states = [
            (UnitState::New, labels.new),
            (UnitState::Moved, labels.moved),
            (UnitState::Divided, labels.divided),
        ];
        let has = |fits: &dyn Fn(&DrawnUnit) -> bool| self.cards.iter().any(|card| fits(card.unit));
        let mut samples = Vec::new();
        if has(&|unit| unit.kam) {
            samples.push((
                Sample::Box(sample(UnitKind::Line, UnitState::Unchanged, true)),
                "KAM",
            ));
        }
        for (kind, word) in kinds {
            if has(&|unit| unit.kind == kind && !unit.kam) {
                samples.push((Sample::Box(sample(kind, UnitState::Unchanged, false)), word));
            }
        }
        for (state, word) in states {
            if has(&|unit| unit.state == state && !unit.kam) {
                samples.push((Sample::Box(sample(UnitKind::Line, state, false)), word));
            }
        }
        for (new, colour, word) in [
            (false, DOTTED, labels.dotted),
            (true, NEW_DOTTED, labels.new_dotted),
        ] {
            if self.sheet.drawing.dotted.iter().any(|line| line.new == new) {
                samples.push((Sample::Dotted(colour), word));
            }
        }
        samples
    }
}

/// A sign of the legend.
enum Sample {
    Box(DrawnUnit),
    Dotted(&'static str),
}

fn blank() -> DrawnUnit {
    DrawnUnit {
        id: "".into(),
        name: Default::default(),
        parent: None,
        kind: UnitKind::Line,
        criterion: None,
        function: None,
        state: UnitState::Unchanged,
        kam: false,
    }
}

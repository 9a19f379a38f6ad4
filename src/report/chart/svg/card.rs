//! One box: its shape says what the unit is, its colour and words what becomes of it.

use std::fmt::Write as _;

use super::{EDGE, INK, LINE, Picture, SIZE, SMALL};
use crate::model::number::fixed;
use crate::model::{DrawnUnit, UnitKind, UnitState};
use crate::report::chart::layout::{BOX_WIDTH, Point};
use crate::report::chart::lettering::wrapped;
use crate::report::chart::sheet::Sheet;
use crate::report::svg::escaped;

const PAD: f64 = 8.0;
/// Room for letters in a box; a hexagon has less.
const ROOM: f64 = BOX_WIDTH - 2.0 * PAD - 8.0;
const MOST_LINES: usize = 4;
/// Longer names are cut; the whole name stands in the box's title.
const MOST_LETTERS: usize = 200;

/// One box with its lines of text.
pub(super) struct Card<'d> {
    pub(super) unit: &'d DrawnUnit,
    name: String,
    lines: Vec<String>,
    tags: String,
}

impl Card<'_> {
    pub(super) fn height(&self) -> f64 {
        let tags = if self.tags.is_empty() { 0.0 } else { LINE };
        self.lines.len() as f64 * LINE + tags + 2.0 * PAD
    }
}

/// Colours and edge of a box.
struct Look {
    fill: &'static str,
    ink: &'static str,
    edge: &'static str,
    stroke: f64,
    dashed: bool,
}

pub(super) fn card<'d>(sheet: &Sheet<'d>, position: usize, unit: &'d DrawnUnit) -> Card<'d> {
    let name = sheet.unit(position);
    let cut: String = name.chars().take(MOST_LETTERS).collect();
    Card {
        lines: wrapped(&cut, ROOM, SIZE, MOST_LINES),
        tags: sheet.tags(unit).join(" · "),
        name,
        unit,
    }
}

impl Picture<'_> {
    pub(super) fn card(&mut self, position: usize) {
        let at = self.at(position);
        let cards = self.cards;
        let Some(card) = cards.get(position) else {
            return;
        };
        let spoken = if card.tags.is_empty() {
            card.name.clone()
        } else {
            format!("{} ({})", card.name, card.tags)
        };
        let _ = writeln!(self.out, "<g><title>{}</title>", escaped(&spoken));
        self.shape(card.unit, at, BOX_WIDTH, card.height());
        let ink = look(card.unit).ink;
        let middle = at.x + BOX_WIDTH / 2.0;
        let mut y = at.y + PAD + SIZE - 1.0;
        let weight = if card.unit.kam {
            "middle\" font-weight=\"bold"
        } else {
            "middle"
        };
        for line in &card.lines {
            self.letters(middle, y, SIZE, ink, weight, line);
            y += LINE;
        }
        if !card.tags.is_empty() {
            self.letters(
                middle,
                y,
                SMALL,
                ink,
                "middle\" font-style=\"italic",
                &card.tags,
            );
        }
        self.out.push_str("</g>\n");
    }

    /// Line is a rectangle, staff a pill, a board has a double edge, KAM is a thick hexagon.
    pub(super) fn shape(&mut self, unit: &DrawnUnit, at: Point, width: f64, height: f64) {
        let look = look(unit);
        let dash = if look.dashed {
            " stroke-dasharray=\"5 3\""
        } else {
            ""
        };
        let paint = format!(
            "fill=\"{}\" stroke=\"{}\" stroke-width=\"{}\"{dash}",
            look.fill, look.edge, look.stroke
        );
        if unit.kam {
            let tip = 9.0;
            let (x, y) = (at.x, at.y);
            let points = [
                (x, y + height / 2.0),
                (x + tip, y),
                (x + width - tip, y),
                (x + width, y + height / 2.0),
                (x + width - tip, y + height),
                (x + tip, y + height),
            ];
            let points: Vec<String> = points
                .iter()
                .map(|(x, y)| format!("{},{}", fixed(*x, 1), fixed(*y, 1)))
                .collect();
            let _ = writeln!(
                self.out,
                "<polygon points=\"{}\" {paint}/>",
                points.join(" ")
            );
            return;
        }
        let round = if unit.kind == UnitKind::Staff {
            (height / 2.0).min(16.0)
        } else {
            2.0
        };
        self.rect(at, (width, height), round, &paint);
        if unit.kind == UnitKind::Board {
            let inner = Point {
                x: at.x + 3.0,
                y: at.y + 3.0,
            };
            let paint = format!(
                "fill=\"none\" stroke=\"{}\" stroke-width=\"0.8\"",
                look.edge
            );
            self.rect(inner, (width - 6.0, height - 6.0), 1.0, &paint);
        }
    }
}

fn look(unit: &DrawnUnit) -> Look {
    let plain = Look {
        fill: "#ffffff",
        ink: INK,
        edge: EDGE,
        stroke: 1.2,
        dashed: false,
    };
    match unit.state {
        _ if unit.kam => Look {
            fill: "#1d4e89",
            ink: "#ffffff",
            edge: "#0b2545",
            stroke: 3.0,
            dashed: false,
        },
        UnitState::Unchanged => plain,
        UnitState::New | UnitState::Changed => Look {
            fill: "#e6f4ea",
            stroke: 2.0,
            ..plain
        },
        UnitState::Moved => Look {
            fill: "#fff4d6",
            stroke: 2.0,
            ..plain
        },
        UnitState::Divided => Look {
            fill: "#f1f3f5",
            dashed: true,
            ..plain
        },
    }
}

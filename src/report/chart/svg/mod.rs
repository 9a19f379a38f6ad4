//! The chart as a picture.

mod card;
mod dotted;
mod legend;

use std::fmt::Write as _;

use card::{Card, card};
use dotted::{LANE, MOST_LANES, targets};

use super::layout::{Item, Layout, Point, layout};
use super::lettering::wrapped;
use super::sheet::Sheet;
use crate::model::UnitKind;
use crate::model::number::fixed;
use crate::report::svg::escaped;

const MARGIN: f64 = 24.0;
const SIZE: f64 = 12.0;
const SMALL: f64 = 10.5;
const LINE: f64 = 15.0;
/// A narrower picture has no room for its title.
const LEAST_WIDTH: f64 = 560.0;

const INK: &str = "#1f2933";
const EDGE: &str = "#52606d";

pub(super) fn write(sheet: &Sheet<'_>) -> String {
    let cards: Vec<Card<'_>> = sheet
        .units()
        .map(|(position, unit)| card(sheet, position, unit))
        .collect();
    let items: Vec<Item> = cards
        .iter()
        .map(|card| Item {
            parent: card.unit.parent,
            staff: card.unit.kind == UnitKind::Staff && card.unit.parent.is_some(),
            height: card.height(),
        })
        .collect();
    let targets = targets(sheet);
    let lanes = targets.len().min(MOST_LANES) as f64 * LANE;
    let layout = layout(&items, lanes);
    Picture::new(sheet, &cards, &layout, &targets).drawn()
}

fn path(points: impl Iterator<Item = (f64, f64)>) -> String {
    let mut path = String::new();
    for (number, (x, y)) in points.enumerate() {
        let sign = if number == 0 { 'M' } else { 'L' };
        let _ = write!(path, "{sign}{} {}", fixed(x, 1), fixed(y, 1));
    }
    path
}

struct Picture<'p> {
    sheet: &'p Sheet<'p>,
    cards: &'p [Card<'p>],
    layout: &'p Layout,
    width: f64,
    /// Units where dotted lines end, each with a lane of its own.
    targets: &'p [usize],
    /// Where the chart begins.
    origin: Point,
    out: String,
}

impl<'p> Picture<'p> {
    fn new(
        sheet: &'p Sheet<'p>,
        cards: &'p [Card<'p>],
        layout: &'p Layout,
        targets: &'p [usize],
    ) -> Self {
        let width = layout.width.max(LEAST_WIDTH) + 2.0 * MARGIN;
        Self {
            origin: Point {
                x: (width - layout.width) / 2.0,
                y: 0.0,
            },
            out: String::new(),
            sheet,
            cards,
            layout,
            targets,
            width,
        }
    }

    fn drawn(mut self) -> String {
        let title = self.sheet.title();
        let mut y = MARGIN + 16.0;
        for line in wrapped(&title, self.width - 2.0 * MARGIN, 17.0, 3) {
            self.letters(MARGIN, y, 16.0, INK, "start\" font-weight=\"bold", &line);
            y += 21.0;
        }
        self.origin.y = y + 6.0;
        self.connect();
        for target in self.targets {
            self.dotted(*target, false);
            self.dotted(*target, true);
        }
        for position in 0..self.cards.len() {
            self.card(position);
        }
        let mut y = self.origin.y + self.layout.height + 30.0;
        y = self.legend(y);
        y = self.remarks(y);
        self.framed(&title, y + MARGIN - LINE)
    }

    fn framed(&self, title: &str, height: f64) -> String {
        let (width, height) = (fixed(self.width, 0), fixed(height, 0));
        let (title, description) = (escaped(title), escaped(&self.sheet.description()));
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" role=\"img\" lang=\"{}\" font-family=\"Helvetica, Arial, 'Liberation Sans', sans-serif\">\n<title>{title}</title>\n<desc>{description}</desc>\n<rect width=\"{width}\" height=\"{height}\" fill=\"#ffffff\"/>\n{}</svg>\n",
            self.sheet.lang.code(),
            self.out
        )
    }

    fn connect(&mut self) {
        let _ = writeln!(
            self.out,
            "<g fill=\"none\" stroke=\"{EDGE}\" stroke-width=\"1.3\">"
        );
        let (x, y) = (self.origin.x, self.origin.y);
        for line in &self.layout.lines {
            let path = path(line.iter().map(|point| (point.x + x, point.y + y)));
            let _ = writeln!(self.out, "<path d=\"{path}\"/>");
        }
        self.out.push_str("</g>\n");
    }

    fn at(&self, unit: usize) -> Point {
        let point = self.layout.boxes.get(unit).copied().unwrap_or_default();
        Point {
            x: point.x + self.origin.x,
            y: point.y + self.origin.y,
        }
    }

    fn rect(&mut self, at: Point, (width, height): (f64, f64), round: f64, paint: &str) {
        let _ = writeln!(
            self.out,
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"{}\" {paint}/>",
            fixed(at.x, 1),
            fixed(at.y, 1),
            fixed(width, 1),
            fixed(height, 1),
            fixed(round, 1)
        );
    }

    fn letters(&mut self, x: f64, y: f64, size: f64, ink: &str, anchor: &str, text: &str) {
        let _ = writeln!(
            self.out,
            "<text x=\"{}\" y=\"{}\" font-size=\"{size}\" fill=\"{ink}\" text-anchor=\"{anchor}\">{}</text>",
            fixed(x, 1),
            fixed(y, 1),
            escaped(text)
        );
    }

    fn remarks(&mut self, y: f64) -> f64 {
        let mut y = y;
        for remark in self.sheet.remarks() {
            for line in wrapped(&remark, self.width - 2.0 * MARGIN, SIZE, 6) {
                self.letters(MARGIN, y, SIZE, INK, "start", &line);
                y += LINE + 1.0;
            }
            y += 3.0;
        }
        y
    }
}

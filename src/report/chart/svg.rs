//! The chart as a picture.

use std::fmt::Write as _;

use super::layout::{BOX_WIDTH, Item, Layout, Point, layout};
use super::lettering::{width, wrapped};
use super::sheet::Sheet;
use crate::model::number::fixed;
use crate::model::{DottedLine, DrawnUnit, UnitKind, UnitState};

const MARGIN: f64 = 24.0;
const SIZE: f64 = 12.0;
const SMALL: f64 = 10.5;
const LINE: f64 = 15.0;
const PAD: f64 = 8.0;
/// Room for letters in a box; a hexagon has less.
const ROOM: f64 = BOX_WIDTH - 2.0 * PAD - 8.0;
const MOST_LINES: usize = 4;
/// Longer names are cut; the whole name stands in the box's title.
const MOST_LETTERS: usize = 200;
/// A narrower picture has no room for its title.
const LEAST_WIDTH: f64 = 560.0;

const INK: &str = "#1f2933";
const EDGE: &str = "#52606d";
const DOTTED: &str = "#7b8794";
const NEW_DOTTED: &str = "#b45309";

/// One box with its lines of text.
struct Card<'d> {
    unit: &'d DrawnUnit,
    name: String,
    lines: Vec<String>,
    tags: String,
}

impl Card<'_> {
    fn height(&self) -> f64 {
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
    let layout = layout(&items);
    Picture::new(sheet, &cards, &layout).drawn()
}

fn card<'d>(sheet: &Sheet<'d>, position: usize, unit: &'d DrawnUnit) -> Card<'d> {
    let name = sheet.unit(position);
    let cut: String = name.chars().take(MOST_LETTERS).collect();
    Card {
        lines: wrapped(&cut, ROOM, SIZE, MOST_LINES),
        tags: sheet.tags(unit).join(" · "),
        name,
        unit,
    }
}

struct Picture<'p> {
    sheet: &'p Sheet<'p>,
    cards: &'p [Card<'p>],
    layout: &'p Layout,
    width: f64,
    /// Where the chart begins.
    origin: Point,
    out: String,
}

impl<'p> Picture<'p> {
    fn new(sheet: &'p Sheet<'p>, cards: &'p [Card<'p>], layout: &'p Layout) -> Self {
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
        let lines = self.sheet.drawing.dotted.iter();
        lines.for_each(|line| self.dotted(line));
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
        for line in &self.layout.lines {
            let mut path = String::new();
            for (number, point) in line.iter().enumerate() {
                let sign = if number == 0 { 'M' } else { 'L' };
                let (x, y) = (point.x + self.origin.x, point.y + self.origin.y);
                let _ = write!(path, "{sign}{} {}", fixed(x, 1), fixed(y, 1));
            }
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

    /// A curve from the side of one box to the side of another.
    fn dotted(&mut self, line: &DottedLine) {
        let side = |unit: usize, right: bool| {
            let at = self.at(unit);
            let height = self.cards.get(unit).map_or(0.0, Card::height);
            let x = if right { at.x + BOX_WIDTH } else { at.x };
            (x, at.y + height / 2.0)
        };
        let apart = self.at(line.to).x - self.at(line.from).x;
        // Boxes above each other are joined on their right.
        let (from_right, to_right) = if apart.abs() < BOX_WIDTH {
            (true, true)
        } else {
            (apart > 0.0, apart < 0.0)
        };
        let ((x1, y1), (x2, y2)) = (side(line.from, from_right), side(line.to, to_right));
        let reach = |right: bool| if right { 28.0 } else { -28.0 };
        let (colour, stroke) = if line.new {
            (NEW_DOTTED, "2")
        } else {
            (DOTTED, "1.3")
        };
        let _ = writeln!(
            self.out,
            "<path d=\"M{} {}C{} {} {} {} {} {}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"{stroke}\" stroke-dasharray=\"6 4\"/>",
            fixed(x1, 1),
            fixed(y1, 1),
            fixed(x1 + reach(from_right), 1),
            fixed(y1, 1),
            fixed(x2 + reach(to_right), 1),
            fixed(y2, 1),
            fixed(x2, 1),
            fixed(y2, 1),
        );
        let _ = writeln!(
            self.out,
            "<circle cx=\"{}\" cy=\"{}\" r=\"3.5\" fill=\"{colour}\"/>",
            fixed(x2, 1),
            fixed(y2, 1)
        );
    }

    fn card(&mut self, position: usize) {
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
    fn shape(&mut self, unit: &DrawnUnit, at: Point, width: f64, height: f64) {
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

    /// What the shapes and lines of this picture mean; gives the place below.
    fn legend(&mut self, y: f64) -> f64 {
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

/// Text as XML can hold it, in elements and in attributes.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

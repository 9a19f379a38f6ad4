//! The customers as a chart: attractiveness over own position, circles as large as the revenue (domain 2.5).
//!
//! Nothing outside the drawing is referred to, and no id is used, so that several fit into one page.

use std::fmt::Write as _;

use super::label_places::{Circle, Frame, Places};
use super::portfolio_words::PortfolioWords;
use super::svg::{LETTER, cut, escaped, length, line, rectangle};
use super::words::Words;
use crate::model::printable;
use crate::model::{
    AccountStatus, Catalogue, CustomerGroup, Lang, Portfolio, Quadrant, fill, number,
};

const WIDTH: f64 = 800.0;
const HEIGHT: f64 = 740.0;
const LEFT: f64 = 70.0;
const TOP: f64 = 64.0;
const SIDE_X: f64 = 700.0;
const SIDE_Y: f64 = 560.0;
/// Radius of the largest circle, and what it shrinks to where many are drawn.
const LARGEST: f64 = 36.0;
const LEAST_LARGEST: f64 = 20.0;
/// So many circles have room.
const ROOMY: f64 = 25.0;
/// Names beside the candidates'.
const NAMED: usize = 18;
const SMALLEST: f64 = 3.5;
/// Circles beyond this number are no picture any more.
const DRAWN: usize = 250;
/// Signs of a label.
const LABEL: usize = 22;

/// The chart of one portfolio as an SVG document. `name` is the organisation's.
pub fn portfolio_svg(portfolio: &Portfolio, name: &str, texts: &Catalogue, lang: Lang) -> String {
    let chart = Chart {
        portfolio,
        words: Words::of(texts, lang),
        labels: PortfolioWords::of(lang),
        lang,
        drawn: drawn(portfolio),
    };
    chart.document(name)
}

/// The same in words: one line for each circle.
pub fn portfolio_twin(portfolio: &Portfolio, texts: &Catalogue, lang: Lang) -> Vec<String> {
    let chart = Chart {
        portfolio,
        words: Words::of(texts, lang),
        labels: PortfolioWords::of(lang),
        lang,
        drawn: drawn(portfolio),
    };
    chart
        .drawn
        .iter()
        .map(|dot| chart.tooltip(dot.group))
        .collect()
}

/// A circle of the chart.
#[derive(Clone, Copy)]
struct Dot<'a> {
    group: &'a CustomerGroup,
    circle: Circle,
}

/// The largest groups that have a place, and all candidates. Candidates lie on top, then the small ones.
fn drawn(portfolio: &Portfolio) -> Vec<Dot<'_>> {
    let placed = portfolio
        .groups
        .iter()
        .filter(|group| group.quadrant.is_some());
    let kept = placed
        .enumerate()
        .filter(|(rank, group)| *rank < DRAWN || group.is_candidate());
    let kept: Vec<&CustomerGroup> = kept.map(|(_, group)| group).collect();
    let largest = kept.iter().map(|group| group.revenue).fold(0.0, f64::max);
    let crowd = (ROOMY / kept.len().max(1) as f64).min(1.0).sqrt();
    let scale = (LARGEST * crowd).max(LEAST_LARGEST);
    let mut dots: Vec<Dot<'_>> = kept
        .into_iter()
        .filter_map(|group| {
            let (a, p) = (group.attractiveness.score?, group.position.score?);
            let part = if largest > 0.0 {
                group.revenue / largest
            } else {
                0.0
            };
            let circle = Circle {
                x: across(p),
                y: down(a),
                radius: (scale * part.sqrt()).max(SMALLEST),
            };
            Some(Dot { group, circle })
        })
        .collect();
    dots.sort_by_key(|dot| dot.group.is_candidate());
    dots
}

fn across(position: f64) -> f64 {
    LEFT + position / 100.0 * SIDE_X
}

fn down(attractiveness: f64) -> f64 {
    TOP + (1.0 - attractiveness / 100.0) * SIDE_Y
}

struct Chart<'a> {
    portfolio: &'a Portfolio,
    words: Words<'a>,
    labels: &'static PortfolioWords,
    lang: Lang,
    drawn: Vec<Dot<'a>>,
}

impl Chart<'_> {
    fn document(&self, name: &str) -> String {
        let mut out = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" width=\"{WIDTH}\" height=\"{HEIGHT}\" \
             role=\"img\" xml:lang=\"{lang}\" font-family=\"Arial, Helvetica, sans-serif\" font-size=\"{LETTER}\" fill=\"#222\">\n",
            lang = self.lang.code()
        );
        let title = format!("{} – {}", self.labels.chart, printable(name));
        let _ = writeln!(out, "<title>{}</title>", escaped(&title));
        let _ = writeln!(out, "<desc>{}</desc>", escaped(&self.description()));
        let _ = writeln!(
            out,
            "<rect width=\"{WIDTH}\" height=\"{HEIGHT}\" fill=\"#fff\"/>"
        );
        let shown = escaped(&cut(&title, 84));
        let _ = writeln!(
            out,
            "<text x=\"{LEFT}\" y=\"30\" font-size=\"17\" font-weight=\"bold\">{shown}</text>"
        );
        self.fields(&mut out);
        self.axes(&mut out);
        self.circles(&mut out);
        self.names(&mut out);
        self.legend(&mut out);
        out.push_str("</svg>\n");
        out
    }

    fn description(&self) -> String {
        let mut text = self.labels.chart_description.to_owned();
        for dot in &self.drawn {
            text.push('\n');
            text.push_str(&self.tooltip(dot.group));
        }
        text
    }

    fn tooltip(&self, group: &CustomerGroup) -> String {
        let short = |score: Option<f64>| {
            score.map_or_else(
                || "–".to_owned(),
                |score| number::grouped(score, 1, self.lang),
            )
        };
        let quadrant = group
            .quadrant
            .map_or_else(String::new, |one| self.quadrant(one));
        format!(
            "{}: A {}, P {}, K {}, {} {}, {quadrant}, {}",
            printable(&group.key),
            short(group.attractiveness.score),
            short(group.position.score),
            short(group.k),
            number::grouped(group.revenue, 0, self.lang),
            printable(&self.portfolio.currency),
            self.words
                .get(&format!("accounts.status.{}", group.status.name()))
        )
    }

    fn quadrant(&self, quadrant: Quadrant) -> String {
        self.words
            .get(&format!("accounts.quadrant.{}", quadrant.name()))
    }

    /// The four fields, the grey zone between them, and the cut.
    fn fields(&self, out: &mut String) {
        let cut = self.portfolio.cut;
        let (x, y) = (across(cut.at), down(cut.at));
        let (right, bottom) = (LEFT + SIDE_X, TOP + SIDE_Y);
        let boxes = [
            (LEFT, TOP, x, y, "#f2f7fc"),
            (x, TOP, right, y, "#e4f0e6"),
            (LEFT, y, x, bottom, "#f7f7f7"),
            (x, y, right, bottom, "#fbf5e6"),
        ];
        for (left, top, right, bottom, fill) in boxes {
            rectangle(out, left, top, right, bottom, fill);
        }
        let (low, high) = (cut.grey_low, cut.grey_high);
        let grey = "#d0d0d0\" fill-opacity=\"0.45";
        rectangle(out, across(low), TOP, across(high), bottom, grey);
        rectangle(out, LEFT, down(high), across(low), down(low), grey);
        rectangle(out, across(high), down(high), right, down(low), grey);
        line(out, x, TOP, x, bottom, "#777\" stroke-dasharray=\"5 4");
        line(out, LEFT, y, right, y, "#777\" stroke-dasharray=\"5 4");
        for (x, y, anchor, quadrant) in self.corners() {
            let name = escaped(&self.quadrant(quadrant));
            let _ = writeln!(
                out,
                "<text x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\" font-size=\"13\" font-weight=\"bold\" fill=\"#666\">{name}</text>"
            );
        }
    }

    fn corners(&self) -> [(f64, f64, &'static str, Quadrant); 4] {
        let (left, right) = (LEFT + 8.0, LEFT + SIDE_X - 8.0);
        let (top, bottom) = (TOP + 18.0, TOP + SIDE_Y - 9.0);
        [
            (left, top, "start", Quadrant::Development),
            (right, top, "end", Quadrant::Strategic),
            (left, bottom, "start", Quadrant::Streamline),
            (right, bottom, "end", Quadrant::Maintain),
        ]
    }

    fn axes(&self, out: &mut String) {
        let (right, bottom) = (LEFT + SIDE_X, TOP + SIDE_Y);
        let _ = writeln!(
            out,
            "<rect x=\"{LEFT}\" y=\"{TOP}\" width=\"{SIDE_X}\" height=\"{SIDE_Y}\" fill=\"none\" stroke=\"#444\"/>"
        );
        for mark in [0.0, 25.0, 50.0, 75.0, 100.0] {
            let (x, y) = (across(mark), down(mark));
            line(out, x, bottom, x, bottom + 5.0, "#444");
            line(out, LEFT - 5.0, y, LEFT, y, "#444");
            let (below, beside) = (bottom + 19.0, LEFT - 9.0);
            let _ = writeln!(
                out,
                "<text x=\"{x:.1}\" y=\"{below}\" text-anchor=\"middle\">{mark}</text>"
            );
            let _ = writeln!(
                out,
                "<text x=\"{beside}\" y=\"{:.1}\" text-anchor=\"end\">{mark}</text>",
                y + 4.0
            );
        }
        let (middle, below) = ((LEFT + right) / 2.0, bottom + 40.0);
        let _ = writeln!(
            out,
            "<text x=\"{middle}\" y=\"{below}\" text-anchor=\"middle\" font-size=\"13\">{}</text>",
            escaped(self.labels.position)
        );
        let height = (TOP + bottom) / 2.0;
        let _ = writeln!(
            out,
            "<text transform=\"translate(24 {height}) rotate(-90)\" text-anchor=\"middle\" font-size=\"13\">{}</text>",
            escaped(self.labels.attractiveness)
        );
    }

    fn circles(&self, out: &mut String) {
        for dot in &self.drawn {
            let _ = writeln!(
                out,
                "<circle cx=\"{:.1}\" cy=\"{:.1}\" r=\"{:.1}\" {}><title>{}</title></circle>",
                dot.circle.x,
                dot.circle.y,
                dot.circle.radius,
                paint(dot.group.status),
                escaped(&self.tooltip(dot.group))
            );
        }
    }

    /// Names beside the circles: those of the candidates first, then of the largest.
    fn names(&self, out: &mut String) {
        let field = Frame {
            left: LEFT + 2.0,
            top: TOP + 2.0,
            width: SIDE_X - 4.0,
            height: SIDE_Y - 4.0,
        };
        let mut places = Places::new(field, self.obstacles());
        let mut order: Vec<&Dot<'_>> = self.drawn.iter().collect();
        order.sort_by_key(|dot| !dot.group.is_candidate());
        let candidates = order.iter().filter(|dot| dot.group.is_candidate()).count();
        for dot in order.into_iter().take(candidates + NAMED) {
            self.name(out, &mut places, dot);
        }
    }

    fn name(&self, out: &mut String, places: &mut Places, dot: &Dot<'_>) {
        let mut name = cut(&printable(&dot.group.key), LABEL);
        if dot.group.borderline {
            name.push('*');
        }
        let size = (length(&name), LETTER + 1.0);
        let Some(label) = places.place(dot.circle, size, dot.group.is_candidate()) else {
            return;
        };
        let frame = label.frame;
        let middle = frame.left + frame.width / 2.0;
        if label.away {
            let end = (
                dot.circle.x.clamp(frame.left, frame.left + frame.width),
                dot.circle.y.clamp(frame.top, frame.top + frame.height),
            );
            line(
                out,
                dot.circle.x,
                dot.circle.y,
                end.0,
                end.1,
                "#444\" stroke-width=\"0.8",
            );
        }
        let _ = writeln!(
            out,
            "<text x=\"{middle:.1}\" y=\"{:.1}\" text-anchor=\"middle\" stroke=\"#fff\" stroke-width=\"2.5\" \
             stroke-linejoin=\"round\" paint-order=\"stroke\">{}</text>",
            frame.top + LETTER - 1.5,
            escaped(&name)
        );
    }

    fn obstacles(&self) -> Vec<Frame> {
        let corners = self.corners().map(|(x, y, anchor, quadrant)| {
            let width = length(&self.quadrant(quadrant)) * 1.2;
            Frame {
                left: if anchor == "end" { x - width } else { x },
                top: y - 13.0,
                width,
                height: 17.0,
            }
        });
        // A square of the same area: the corners of the enclosing one are free.
        let circles = self.drawn.iter().map(|dot| {
            let half = dot.circle.radius * 0.886;
            Frame {
                left: dot.circle.x - half,
                top: dot.circle.y - half,
                width: 2.0 * half,
                height: 2.0 * half,
            }
        });
        circles.chain(corners).collect()
    }

    fn legend(&self, out: &mut String) {
        let shown = [
            AccountStatus::KeyAccount,
            AccountStatus::Watch,
            AccountStatus::Standard,
            AccountStatus::Excluded,
        ];
        let mut x = LEFT + 6.0;
        let y = TOP + SIDE_Y + 70.0;
        for status in shown {
            let name = self
                .words
                .get(&format!("accounts.status.{}", status.name()));
            let _ = writeln!(
                out,
                "<circle cx=\"{x:.1}\" cy=\"{:.1}\" r=\"6\" {}/>",
                y - 4.0,
                paint(status)
            );
            let _ = writeln!(
                out,
                "<text x=\"{:.1}\" y=\"{y}\">{}</text>",
                x + 11.0,
                escaped(&name)
            );
            x += length(&name) + 36.0;
        }
        let _ = writeln!(
            out,
            "<rect x=\"{:.1}\" y=\"{:.1}\" width=\"14\" height=\"12\" fill=\"#d0d0d0\" fill-opacity=\"0.45\" stroke=\"#999\"/>",
            x - 6.0,
            y - 10.0
        );
        let mut names = escaped(self.labels.grey_zone);
        if self.drawn.iter().any(|dot| dot.group.borderline) {
            names.push_str(&format!("   {}", self.labels.starred));
        }
        let _ = writeln!(
            out,
            "<text x=\"{:.1}\" y=\"{y}\" xml:space=\"preserve\">{names}</text>",
            x + 13.0
        );
        for (index, note) in self.notes().iter().enumerate() {
            let y = y + 20.0 * (index as f64 + 1.0);
            let _ = writeln!(
                out,
                "<text x=\"{LEFT}\" y=\"{y}\" fill=\"#444\">{}</text>",
                escaped(note)
            );
        }
    }

    fn notes(&self) -> Vec<String> {
        let largest = self
            .drawn
            .iter()
            .map(|dot| dot.group.revenue)
            .reduce(f64::max);
        let mut notes = Vec::new();
        notes.extend(largest.map(|revenue| {
            fill(self.labels.area, |name| {
                Some(match name {
                    "revenue" => number::grouped(revenue, 0, self.lang),
                    _ => printable(&self.portfolio.currency),
                })
            })
        }));
        let placed = self
            .portfolio
            .groups
            .iter()
            .filter(|group| group.quadrant.is_some())
            .count();
        let counts = [
            (self.labels.not_placed, self.portfolio.groups.len() - placed),
            (
                self.labels.not_drawn,
                placed.saturating_sub(self.drawn.len()),
            ),
        ];
        let counted =
            counts
                .into_iter()
                .filter(|(_, count)| *count > 0)
                .map(|(sentence, count)| {
                    fill(sentence, |_| {
                        Some(number::grouped(count as f64, 0, self.lang))
                    })
                });
        let counted: Vec<String> = counted.collect();
        if !counted.is_empty() {
            notes.push(counted.join(" · "));
        }
        notes
    }
}

/// Told apart by fill and line, so that a grey print shows them too.
fn paint(status: AccountStatus) -> &'static str {
    match status {
        AccountStatus::KeyAccount => "fill=\"#1f6fb2\" fill-opacity=\"0.8\" stroke=\"#0d3d66\"",
        AccountStatus::Watch => "fill=\"#f0b43c\" fill-opacity=\"0.75\" stroke=\"#8a5f00\"",
        AccountStatus::Standard | AccountStatus::DataMissing => {
            "fill=\"#c4c4c4\" fill-opacity=\"0.75\" stroke=\"#6b6b6b\""
        }
        AccountStatus::Excluded => {
            "fill=\"#fff\" fill-opacity=\"0.25\" stroke=\"#b3261e\" stroke-width=\"1.5\" stroke-dasharray=\"4 3\""
        }
    }
}

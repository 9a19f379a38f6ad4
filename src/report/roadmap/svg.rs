//! Where the plan leads, as a curve: points of the leading index over person-days, measure by measure, with the phases.
//!
//! Nothing outside the drawing is referred to, and no id is used, so that several fit into one page.

use std::fmt::Write as _;

use super::{RoadmapWords, Stop};
use crate::model::{Catalogue, Lang, Measure, Roadmap, printable};
use crate::report::svg::{LETTER, cut, escaped, length, line, rectangle};
use crate::report::words::Words;

const WIDTH: f64 = 800.0;
const HEIGHT: f64 = 490.0;
const LEFT: f64 = 70.0;
const TOP: f64 = 64.0;
const SIDE_X: f64 = 690.0;
const SIDE_Y: f64 = 320.0;
/// Dots nearer than this to the one before have their labels a line further away.
const NEAR: f64 = 68.0;
const LINE: f64 = 14.0;

/// The curve of one roadmap as an SVG document. `name` is the organisation's.
pub(in crate::report) fn roadmap_svg(
    roadmap: &Roadmap,
    name: &str,
    texts: &Catalogue,
    lang: Lang,
) -> String {
    let words = Words::of(texts, lang);
    let told = RoadmapWords {
        words: &words,
        roadmap,
    };
    Curve { told: &told }.document(name)
}

struct Curve<'a> {
    told: &'a RoadmapWords<'a>,
}

/// A stop on the sheet.
struct Dot<'a> {
    stop: Stop<'a>,
    x: f64,
    y: f64,
    /// Lines by which its labels move away.
    away: f64,
}

impl Curve<'_> {
    fn document(&self, name: &str) -> String {
        let words = self.told.words;
        let lang = words.lang.code();
        let mut out = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" width=\"{WIDTH}\" height=\"{HEIGHT}\" \
             role=\"img\" xml:lang=\"{lang}\" font-family=\"Arial, Helvetica, sans-serif\" font-size=\"{LETTER}\" fill=\"#222\">\n",
        );
        let title = format!("{} – {}", self.told.title(), printable(name));
        let dots = self.dots();
        let _ = writeln!(out, "<title>{}</title>", escaped(&title));
        let _ = writeln!(out, "<desc>{}</desc>", escaped(&self.description(&dots)));
        rectangle(&mut out, 0.0, 0.0, WIDTH, HEIGHT, "#fff");
        let _ = writeln!(
            out,
            "<text x=\"{LEFT}\" y=\"30\" font-size=\"17\" font-weight=\"bold\">{}</text>",
            escaped(&cut(&title, 84))
        );
        self.axes(&mut out);
        self.steps(&mut out, &dots);
        dots.iter().for_each(|dot| self.dot(&mut out, dot));
        let _ = writeln!(
            out,
            "<text x=\"{LEFT}\" y=\"{}\" fill=\"#444\">{}</text>",
            HEIGHT - 16.0,
            escaped(words.say(
                "Punkte und Stufe nach den Phasen sind Annahmen.",
                "Points and level after the phases are assumptions."
            ))
        );
        out.push_str("</svg>\n");
        out
    }

    /// Every stop that has points, where it belongs.
    fn dots(&self) -> Vec<Dot<'_>> {
        let most = self.told.roadmap.effort.pt.max(1.0);
        let mut dots: Vec<Dot<'_>> = Vec::new();
        for stop in self.told.stops() {
            let Some(score) = stop.outlook.score else {
                continue;
            };
            let x = LEFT + stop.pt / most * SIDE_X;
            let near = dots.last().filter(|before| x - before.x < NEAR);
            dots.push(Dot {
                away: near.map_or(0.0, |before| before.away + 1.0),
                x,
                y: down(score),
                stop,
            });
        }
        dots
    }

    fn description(&self, dots: &[Dot<'_>]) -> String {
        let lines: Vec<String> = dots.iter().map(|dot| self.tooltip(&dot.stop)).collect();
        lines.join("\n")
    }

    /// `nach B Gestalten: 82,1 Punkte, L4, 156 Personentage; W40:D11`.
    fn tooltip(&self, stop: &Stop<'_>) -> String {
        let (score, level) = (self.told.score(stop.outlook), self.told.level(stop.outlook));
        let points = self.told.words.say("Punkte", "points");
        let text = format!(
            "{}: {score} {points}, {level}, {}",
            stop.name,
            self.told.days(stop.pt)
        );
        match self.told.caps(stop.outlook) {
            none if none.is_empty() => text,
            gates => format!("{text}; {gates}"),
        }
    }

    fn axes(&self, out: &mut String) {
        let (right, bottom) = (LEFT + SIDE_X, TOP + SIDE_Y);
        for mark in [0.0, 25.0, 50.0, 75.0, 100.0] {
            let y = down(mark);
            line(out, LEFT, y, right, y, "#ddd");
            let _ = writeln!(
                out,
                "<text x=\"{}\" y=\"{:.1}\" text-anchor=\"end\">{mark}</text>",
                LEFT - 9.0,
                y + 4.0
            );
        }
        line(out, LEFT, TOP, LEFT, bottom, "#444");
        line(out, LEFT, bottom, right, bottom, "#444");
        let words = self.told.words;
        let middle = (LEFT + right) / 2.0;
        let _ = writeln!(
            out,
            "<text x=\"{middle}\" y=\"{}\" text-anchor=\"middle\" font-size=\"13\">{}</text>",
            bottom + 64.0,
            escaped(words.say("Personentage", "Person-days"))
        );
        let height = (TOP + bottom) / 2.0;
        let _ = writeln!(
            out,
            "<text transform=\"translate(24 {height}) rotate(-90)\" text-anchor=\"middle\" font-size=\"13\">{}</text>",
            escaped(words.say("Punkte", "Points"))
        );
    }

    /// From measure to measure, each with what it is called; straight where nothing is said of them.
    fn steps(&self, out: &mut String, dots: &[Dot<'_>]) {
        let Some(today) = dots.first() else { return };
        let stops = dots.iter().map(|dot| (dot.x, dot.y));
        let measures = self.measures();
        let mut places: Vec<(f64, f64)> = match measures.is_empty() {
            true => stops.skip(1).collect(),
            false => measures.iter().map(|(x, y, _)| (*x, *y)).collect(),
        };
        places.insert(0, (today.x, today.y));
        for pair in places.windows(2) {
            if let [(x, y), (to_x, to_y)] = pair {
                line(out, *x, *y, *to_x, *to_y, "#1f6fb2\" stroke-width=\"2.5");
            }
        }
        for (x, y, title) in measures {
            let _ = writeln!(
                out,
                "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3\" fill=\"#1f6fb2\"><title>{}</title></circle>",
                escaped(&title)
            );
        }
    }

    /// Where each measure leads.
    fn measures(&self) -> Vec<(f64, f64, String)> {
        let most = self.told.roadmap.effort.pt.max(1.0);
        let place = |measure: &Measure| {
            let score = measure.score_so_far?;
            let x = LEFT + measure.pt_so_far / most * SIDE_X;
            let points = self.told.words.say("Punkte", "points");
            let days = self.told.days(measure.pt_so_far);
            let name = self.told.named(&measure.id);
            let score_told = self.told.words.tenth(score);
            Some((
                x,
                down(score),
                format!("{name}: {score_told} {points}, {days}"),
            ))
        };
        self.told
            .roadmap
            .measures
            .iter()
            .filter_map(place)
            .collect()
    }

    fn dot(&self, out: &mut String, dot: &Dot<'_>) {
        let (x, y, away) = (dot.x, dot.y, dot.away * LINE);
        let _ = writeln!(
            out,
            "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"6\" fill=\"#1f6fb2\" stroke=\"#0d3d66\"><title>{}</title></circle>",
            escaped(&self.tooltip(&dot.stop))
        );
        let told = self.told;
        let (score, level) = (told.score(dot.stop.outlook), told.level(dot.stop.outlook));
        let name = dot
            .stop
            .name
            .split(' ')
            .take(2)
            .collect::<Vec<_>>()
            .join(" ");
        let bottom = TOP + SIDE_Y;
        line(out, x, bottom, x, bottom + 5.0, "#444");
        write_at(out, x, y - 12.0 - away, &format!("{score} · {level}"), true);
        write_at(out, x, y + 22.0 + away, &name, false);
        write_at(
            out,
            x,
            bottom + 20.0 + away,
            &told.words.short(dot.stop.pt),
            false,
        );
    }
}

fn down(score: f64) -> f64 {
    TOP + (1.0 - score / 100.0) * SIDE_Y
}

/// Around a place, and inside the sheet.
fn write_at(out: &mut String, x: f64, y: f64, text: &str, bold: bool) {
    let half = length(text) / 2.0;
    let x = x.clamp(LEFT + half - 8.0, WIDTH - half - 8.0);
    let weight = if bold { " font-weight=\"bold\"" } else { "" };
    let _ = writeln!(
        out,
        "<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"middle\"{weight}>{}</text>",
        escaped(text)
    );
}

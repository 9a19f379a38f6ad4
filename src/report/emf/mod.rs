//! The drawings of the reports as Enhanced Metafiles, the vector format that every word processor shows. It reads the
//! few elements that the own drawings are made of, and needs neither fonts nor a rasteriser, so the bytes are the same on
//! every machine.

mod element;
mod metrics;
mod path;
mod records;

use element::{Element, elements};
use records::{Anchor, Colour, Font, Metafile, Stroke};

/// A drawing, and its size in pixels.
pub(super) struct Picture {
    pub(super) bytes: Vec<u8>,
    pub(super) width: f64,
    pub(super) height: f64,
}

/// Redraws an SVG of this program; none where it does not say how large it is.
pub(super) fn picture(svg: &str) -> Option<Picture> {
    let all = elements(svg);
    let root = all.first()?;
    let (width, height) = (root.number("width")?, root.number("height")?);
    let mut file = Metafile::new(width, height);
    for element in &all {
        draw(&mut file, element);
    }
    Some(Picture {
        bytes: file.finish(),
        width,
        height,
    })
}

fn draw(file: &mut Metafile, one: &Element) {
    let at = |name: &str| one.number(name).unwrap_or(0.0);
    match one.name {
        "rect" => {
            let (left, top) = (at("x"), at("y"));
            let box_ = [left, top, left + at("width"), top + at("height")];
            file.paint(fill(one), stroke(one));
            file.rectangle(box_, at("rx"));
        }
        "circle" => {
            let (x, y, r) = (at("cx"), at("cy"), at("r"));
            file.paint(fill(one), stroke(one));
            file.ellipse([x - r, y - r, x + r, y + r]);
        }
        "line" => {
            file.paint(None, stroke(one));
            file.lines(&[(at("x1"), at("y1")), (at("x2"), at("y2"))]);
        }
        "polygon" => {
            file.paint(fill(one), stroke(one));
            file.polygon(&path::points(one.get("points").unwrap_or_default()));
        }
        "path" => {
            file.paint(None, stroke(one));
            for line in path::lines(one.get("d").unwrap_or_default()) {
                file.lines(&line);
            }
        }
        "text" => text(file, one),
        _ => {}
    }
}

fn text(file: &mut Metafile, one: &Element) {
    let (place, turned) = match one.get("transform").and_then(path::turned) {
        Some(place) => (place, true),
        None => {
            let at = |name: &str| one.number(name).unwrap_or(0.0);
            ((at("x"), at("y")), false)
        }
    };
    let font = Font {
        size: one.number("font-size").unwrap_or(12.0),
        bold: one
            .get("font-weight")
            .is_some_and(|weight| weight != "normal" && weight != "400"),
        italic: one.get("font-style") == Some("italic"),
        turned,
    };
    let anchor = match one.get("text-anchor") {
        Some("middle") => Anchor::Middle,
        Some("end") => Anchor::End,
        _ => Anchor::Start,
    };
    let colour = fill(one).unwrap_or(Colour::BLACK);
    file.text(place, &one.text, font, anchor, colour);
}

/// The colour of its area; what shines through is mixed with the paper.
fn fill(one: &Element) -> Option<Colour> {
    let colour = Colour::read(one.get("fill").unwrap_or("#000"))?;
    Some(colour.mixed(one.number("fill-opacity").unwrap_or(1.0)))
}

fn stroke(one: &Element) -> Option<Stroke> {
    let colour = Colour::read(one.get("stroke")?)?;
    Some(Stroke {
        colour,
        width: one.number("stroke-width").unwrap_or(1.0),
        dashed: one.get("stroke-dasharray").is_some(),
    })
}

#[cfg(test)]
mod tests;

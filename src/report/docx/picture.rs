//! A picture in the text: as large as the page allows, with its alternative text.

use super::paper::{TALL, TEXT, WIDE_TALL, WIDE_TEXT};
use super::xml::escaped;
use crate::report::emf;

/// Letters of an alternative text that is read aloud.
const TOLD: usize = 1500;
/// English metric units of a pixel, and of a twentieth of a point.
const PIXEL: f64 = 9525.0;
const TWENTIETH: f64 = 635.0;
/// A drawing that is wider stands on a page of its own, across.
const WIDE: f64 = 1000.0;

pub(super) struct Placed {
    pub(super) drawn: emf::Picture,
    pub(super) across: bool,
    title: String,
    told: String,
}

impl Placed {
    /// None for a drawing that nobody could read on a page: too long for its width.
    pub(super) fn new(svg: &str, title: &str, told: &str) -> Option<Self> {
        let drawn = emf::picture(svg)?;
        let across = drawn.width > WIDE;
        let told = told.split_whitespace().collect::<Vec<_>>().join(" ");
        let placed = Self {
            across,
            title: title.to_owned(),
            told: told.chars().take(TOLD).collect(),
            drawn,
        };
        let (width, _) = placed.size();
        (width >= 0.45 * placed.drawn.width * PIXEL).then_some(placed)
    }

    /// Width and height in English metric units.
    fn size(&self) -> (f64, f64) {
        let (width, height) = match self.across {
            true => (WIDE_TEXT, WIDE_TALL),
            false => (TEXT, TALL),
        };
        let (most, tall) = (width as f64 * TWENTIETH, height as f64 * TWENTIETH);
        let (own, high) = (self.drawn.width * PIXEL, self.drawn.height * PIXEL);
        let scale = (most / own).min(tall / high).min(1.0);
        ((own * scale).round(), (high * scale).round())
    }

    /// The run of the picture with this number.
    pub(super) fn run(&self, number: usize) -> String {
        let (width, height) = self.size();
        let (title, told) = (escaped(&self.title), escaped(&self.told));
        format!(
            "<w:r><w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\"><wp:extent cx=\"{width}\" cy=\"{height}\"/><wp:docPr id=\"{number}\" name=\"{title}\" descr=\"{told}\"/><a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:pic><pic:nvPicPr><pic:cNvPr id=\"{number}\" name=\"picture{number}.emf\" descr=\"{told}\"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed=\"rIdPicture{number}\"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"{width}\" cy=\"{height}\"/></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
        )
    }
}

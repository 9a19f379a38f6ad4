//! The records of an Enhanced Metafile ([MS-EMF]). Lengths are tenths of a pixel.

use super::metrics;
use super::path::Point;

const FINE: f64 = 10.0;
/// Hundredths of a millimetre of a pixel, at 96 to the inch.
const PIXEL: f64 = 2540.0 / 96.0;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Colour(u8, u8, u8);

impl Colour {
    pub(super) const BLACK: Self = Self(0, 0, 0);

    /// `#rgb` or `#rrggbb`; `none` and anything else is no colour.
    pub(super) fn read(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#')?;
        let long: String = match digits.len() {
            3 => digits.chars().flat_map(|c| [c, c]).collect(),
            6 => digits.to_owned(),
            _ => return None,
        };
        let part = |from: usize| u8::from_str_radix(long.get(from..from + 2)?, 16).ok();
        Some(Self(part(0)?, part(2)?, part(4)?))
    }

    /// Over white paper; 1 covers it.
    pub(super) fn mixed(self, opacity: f64) -> Self {
        let part = |own: u8| (f64::from(own) * opacity + 255.0 * (1.0 - opacity)).round() as u8;
        Self(part(self.0), part(self.1), part(self.2))
    }

    fn word(self) -> u32 {
        u32::from(self.0) | u32::from(self.1) << 8 | u32::from(self.2) << 16
    }
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Stroke {
    pub(super) colour: Colour,
    /// In pixels.
    pub(super) width: f64,
    pub(super) dashed: bool,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Font {
    /// In pixels.
    pub(super) size: f64,
    pub(super) bold: bool,
    pub(super) italic: bool,
    /// Runs upwards.
    pub(super) turned: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// Handles of the three tools; each is made anew when it changes.
const PEN: u32 = 1;
const BRUSH: u32 = 2;
const FONT: u32 = 3;
const NULL_BRUSH: u32 = 0x8000_0005;
const NULL_PEN: u32 = 0x8000_0008;

/// A metafile in the making.
pub(super) struct Metafile {
    width: f64,
    height: f64,
    body: Vec<u8>,
    records: u32,
}

impl Metafile {
    pub(super) fn new(width: f64, height: f64) -> Self {
        let mut file = Self {
            width,
            height,
            body: Vec::new(),
            // The header.
            records: 1,
        };
        let extent = [fine(width), fine(height)];
        let (across, down) = (width.round() as i32, height.round() as i32);
        file.signed(17, &[8]);
        file.signed(10, &[0, 0]);
        file.signed(9, &extent);
        file.signed(12, &[0, 0]);
        file.signed(11, &[across, down]);
        file.signed(18, &[1]);
        file
    }

    fn record(&mut self, kind: u32, data: &[u8]) {
        let size = 8 + data.len() as u32;
        self.body.extend(kind.to_le_bytes());
        self.body.extend(size.to_le_bytes());
        self.body.extend(data);
        self.records += 1;
    }

    fn signed(&mut self, kind: u32, numbers: &[i32]) {
        let data: Vec<u8> = numbers.iter().flat_map(|one| one.to_le_bytes()).collect();
        self.record(kind, &data);
    }

    fn unsigned(&mut self, kind: u32, numbers: &[u32]) {
        let data: Vec<u8> = numbers.iter().flat_map(|one| one.to_le_bytes()).collect();
        self.record(kind, &data);
    }

    /// Puts the tool with this handle into use. One that was used before is let go of first.
    fn use_tool(&mut self, handle: u32, stock: u32, make: impl FnOnce(&mut Self)) {
        self.unsigned(37, &[stock]);
        self.unsigned(40, &[handle]);
        make(self);
        self.unsigned(37, &[handle]);
    }

    /// What areas are filled and lines drawn with.
    pub(super) fn paint(&mut self, fill: Option<Colour>, stroke: Option<Stroke>) {
        match fill {
            None => self.unsigned(37, &[NULL_BRUSH]),
            Some(colour) => self.use_tool(BRUSH, NULL_BRUSH, |file| {
                file.unsigned(39, &[BRUSH, 0, colour.word(), 0]);
            }),
        }
        match stroke {
            None => self.unsigned(37, &[NULL_PEN]),
            Some(stroke) => self.use_tool(PEN, NULL_PEN, |file| {
                let style = u32::from(stroke.dashed);
                // Only the thinnest pens can be broken.
                let width = match stroke.dashed {
                    true => 1,
                    false => (stroke.width * FINE).round().max(1.0) as u32,
                };
                file.unsigned(38, &[PEN, style, width, 0, stroke.colour.word()]);
            }),
        }
    }

    /// Left, top, right, bottom; corners may be round.
    pub(super) fn rectangle(&mut self, edges: [f64; 4], radius: f64) {
        let edges = edges.map(fine);
        if radius <= 0.0 {
            return self.signed(43, &edges);
        }
        let corner = fine(2.0 * radius);
        let [left, top, right, bottom] = edges;
        self.signed(44, &[left, top, right, bottom, corner, corner]);
    }

    pub(super) fn ellipse(&mut self, edges: [f64; 4]) {
        self.signed(42, &edges.map(fine));
    }

    pub(super) fn lines(&mut self, points: &[Point]) {
        self.points(4, points);
    }

    pub(super) fn polygon(&mut self, points: &[Point]) {
        self.points(3, points);
    }

    fn points(&mut self, kind: u32, points: &[Point]) {
        let mut numbers = bounds(points).to_vec();
        numbers.push(points.len() as i32);
        numbers.extend(points.iter().flat_map(|(x, y)| [fine(*x), fine(*y)]));
        self.signed(kind, &numbers);
    }

    pub(super) fn text(
        &mut self,
        place: Point,
        text: &str,
        font: Font,
        anchor: Anchor,
        colour: Colour,
    ) {
        // A system font may be in use at first; it is stock object 13.
        self.use_tool(FONT, 0x8000_000d, |file| file.font(font));
        self.unsigned(24, &[colour.word()]);
        // Always from the left: what stands in the middle is moved by its own width.
        self.unsigned(22, &[24]);
        let widths: Vec<f64> = text
            .chars()
            .map(|c| metrics::width(c, font.size, font.bold))
            .collect();
        let whole: f64 = widths.iter().sum();
        let back = match anchor {
            Anchor::Start => 0.0,
            Anchor::Middle => whole / 2.0,
            Anchor::End => whole,
        };
        let (x, y) = match font.turned {
            true => (place.0, place.1 + back),
            false => (place.0 - back, place.1),
        };
        self.write(x, y, text, &widths);
    }

    fn write(&mut self, x: f64, y: f64, text: &str, widths: &[f64]) {
        let (mut units, mut spaces) = (Vec::new(), Vec::new());
        for (c, width) in text.chars().zip(widths) {
            let mut pair = [0; 2];
            for (at, unit) in c.encode_utf16(&mut pair).iter().enumerate() {
                units.push(*unit);
                spaces.push(if at == 0 { fine(*width) as u32 } else { 0 });
            }
        }
        let count = units.len() as u32;
        let mut string: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
        string.resize(string.len().next_multiple_of(4), 0);
        let offset = 76;
        let mut data: Vec<u8> = Vec::new();
        let mut put = |number: u32| data.extend(number.to_le_bytes());
        for number in [0, 0, u32::MAX, u32::MAX, 1] {
            put(number);
        }
        put(1.0_f32.to_bits());
        put(1.0_f32.to_bits());
        for number in [
            fine(x) as u32,
            fine(y) as u32,
            count,
            offset,
            0,
            0,
            0,
            u32::MAX,
            u32::MAX,
        ] {
            put(number);
        }
        put(offset + string.len() as u32);
        data.extend(string);
        data.extend(spaces.iter().flat_map(|space| space.to_le_bytes()));
        self.record(84, &data);
    }

    fn font(&mut self, font: Font) {
        let mut data = FONT.to_le_bytes().to_vec();
        let escapement = if font.turned { 900 } else { 0 };
        let weight = if font.bold { 700 } else { 400 };
        for number in [-fine(font.size), 0, escapement, escapement, weight] {
            data.extend(number.to_le_bytes());
        }
        data.extend([u8::from(font.italic), 0, 0, 0, 0, 0, 0, 0]);
        let name = "Arial".encode_utf16().flat_map(u16::to_le_bytes);
        let face = data.len();
        data.extend(name);
        data.resize(face + 64, 0);
        // Full name, style and the rest of an extended font are left empty.
        data.resize(4 + 320, 0);
        self.record(82, &data);
    }

    /// The header stands first and knows the size of what follows.
    pub(super) fn finish(mut self) -> Vec<u8> {
        self.unsigned(14, &[0, 0, 20]);
        let (across, down) = (self.width.round() as i32, self.height.round() as i32);
        let size = 88 + self.body.len() as u32;
        let millimetres = |pixels: f64| (pixels * PIXEL / 100.0).round() as u32;
        let mut out: Vec<u8> = Vec::new();
        let mut put = |number: u32| out.extend(number.to_le_bytes());
        let frame = [self.width, self.height].map(|pixels| (pixels * PIXEL).round() as u32);
        for number in [1, 88, 0, 0, across as u32 - 1, down as u32 - 1] {
            put(number);
        }
        for number in [
            0,
            0,
            frame[0],
            frame[1],
            0x464d_4520,
            0x0001_0000,
            size,
            self.records,
        ] {
            put(number);
        }
        // Four handles, of which the first is the file itself; no description, no palette; the device.
        for number in [4, 0, 0, 0, across as u32, down as u32] {
            put(number);
        }
        put(millimetres(self.width));
        put(millimetres(self.height));
        out.extend(self.body);
        out
    }
}

fn fine(pixels: f64) -> i32 {
    (pixels * FINE).round() as i32
}

fn bounds(points: &[Point]) -> [i32; 4] {
    let start = [i32::MAX, i32::MAX, i32::MIN, i32::MIN];
    points
        .iter()
        .fold(start, |[left, top, right, bottom], (x, y)| {
            let (x, y) = (fine(*x), fine(*y));
            [left.min(x), top.min(y), right.max(x), bottom.max(y)]
        })
}
